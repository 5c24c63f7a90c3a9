#include "sources/sandbox.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <utility>
#include <vector>

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define ANNALS_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define ANNALS_SANITIZED 1
#endif
#endif

namespace annals {
namespace {

#ifdef ANNALS_SANITIZED
constexpr bool kLimitMemory = false;  // sanitizers lay claim to most of the address space
#else
constexpr bool kLimitMemory = true;
#endif

constexpr rlim_t kMostOpenFiles = 64;

// Where programs, libraries and their data live; nothing else can be read where the kernel has Landlock. /proc/self
// and /sys are asked for the number of processors by libraries.
constexpr const char* kReadable[] = {"/usr",
                                     "/lib",
                                     "/lib64",
                                     "/bin",
                                     "/opt",
                                     "/nix/store",
                                     "/etc/fonts",
                                     "/etc/ld.so.cache",
                                     "/etc/localtime",
                                     "/etc/alternatives",
                                     "/proc/self",
                                     "/proc/meminfo",
                                     "/sys/devices/system/cpu"};

// Never, by anyone: the network, other processes, the machine.
constexpr int kForbidden[] = {
    SCMP_SYS(socket),
    SCMP_SYS(connect),
    SCMP_SYS(bind),
    SCMP_SYS(listen),
    SCMP_SYS(accept),
    SCMP_SYS(accept4),
    SCMP_SYS(sendto),
    SCMP_SYS(sendmsg),
    SCMP_SYS(sendmmsg),
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(tkill),
    SCMP_SYS(kill),
    SCMP_SYS(tgkill),
    SCMP_SYS(rt_sigqueueinfo),
    SCMP_SYS(rt_tgsigqueueinfo),
    SCMP_SYS(pidfd_send_signal),
    SCMP_SYS(setsid),
    SCMP_SYS(setpgid),
    SCMP_SYS(setns),
    SCMP_SYS(unshare),
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(bpf),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(keyctl),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(reboot),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(settimeofday),
    SCMP_SYS(clock_settime),
    SCMP_SYS(unlink),
    SCMP_SYS(unlinkat),
    SCMP_SYS(rename),
    SCMP_SYS(renameat),
    SCMP_SYS(renameat2),
    SCMP_SYS(link),
    SCMP_SYS(linkat),
    SCMP_SYS(symlink),
    SCMP_SYS(symlinkat),
    SCMP_SYS(mkdir),
    SCMP_SYS(mkdirat),
    SCMP_SYS(rmdir),
    SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
    SCMP_SYS(truncate),
    SCMP_SYS(creat),
    SCMP_SYS(chmod),
    SCMP_SYS(fchmod),
    SCMP_SYS(fchmodat),
    SCMP_SYS(chown),
    SCMP_SYS(fchown),
    SCMP_SYS(fchownat),
    SCMP_SYS(lchown),
    SCMP_SYS(setxattr),
    SCMP_SYS(fsetxattr),
    SCMP_SYS(utimensat),
    SCMP_SYS(prlimit64),
    SCMP_SYS(openat2),
};
// Nor by our own readers: other programs and processes.
constexpr int kForbiddenToReaders[] = {
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork),       SCMP_SYS(vfork),
    SCMP_SYS(clone),  SCMP_SYS(clone3),   SCMP_SYS(socketpair), SCMP_SYS(setrlimit),
};

// What libseccomp's SCMP_A1 and SCMP_A2 make, as C++ has it.
scmp_arg_cmp argument(unsigned number, scmp_compare how, scmp_datum_t first, scmp_datum_t second) {
  return {number, how, first, second};
}

// The filter as the kernel takes it: made once, because its making is not safe after a fork.
std::vector<sock_filter> make_filter(SandboxKind kind) {
  const std::unique_ptr<void, decltype(&seccomp_release)> context(seccomp_init(SCMP_ACT_ALLOW), &seccomp_release);
  if (!context) return {};
  // Refused calls fail as they do for lack of rights, which libraries know how to live with.
  const uint32_t refuse = SCMP_ACT_ERRNO(EPERM);
  bool good = true;
  for (const int call : kForbidden) {
    // Reading one's own limits is asked by the C library itself; only setting them is refused.
    if (call == SCMP_SYS(prlimit64)) {
      good &= seccomp_rule_add(context.get(), refuse, call, 1, argument(2, SCMP_CMP_NE, 0, 0)) == 0;
    } else {
      good &= seccomp_rule_add(context.get(), refuse, call, 0) == 0;
    }
  }
  if (kind == SandboxKind::kReader) {
    for (const int call : kForbiddenToReaders) good &= seccomp_rule_add(context.get(), refuse, call, 0) == 0;
  }
  // Files are opened for reading only.
  for (const auto& [mask, value] : {std::pair{O_ACCMODE, O_WRONLY}, {O_ACCMODE, O_RDWR}, {O_CREAT, O_CREAT}}) {
    const auto bits = static_cast<scmp_datum_t>(mask);
    const auto set = static_cast<scmp_datum_t>(value);
    good &= seccomp_rule_add(context.get(), refuse, SCMP_SYS(open), 1, argument(1, SCMP_CMP_MASKED_EQ, bits, set)) == 0;
    good &=
        seccomp_rule_add(context.get(), refuse, SCMP_SYS(openat), 1, argument(2, SCMP_CMP_MASKED_EQ, bits, set)) == 0;
  }
  if (!good) return {};
  const int memory = ::memfd_create("filter", MFD_CLOEXEC);
  if (memory < 0) return {};
  std::vector<sock_filter> program;
  if (seccomp_export_bpf(context.get(), memory) == 0) {
    const off_t size = ::lseek(memory, 0, SEEK_END);
    program.resize(static_cast<size_t>(size) / sizeof(sock_filter));
    if (::pread(memory, program.data(), program.size() * sizeof(sock_filter), 0) != size) program.clear();
  }
  ::close(memory);
  return program;
}

const std::vector<sock_filter>& filter(SandboxKind kind) {
  static const std::vector<sock_filter> kReader = make_filter(SandboxKind::kReader);
  static const std::vector<sock_filter> kProgram = make_filter(SandboxKind::kProgram);
  return kind == SandboxKind::kReader ? kReader : kProgram;
}

void limit(int resource, rlim_t value) {
  const rlimit both{value, value};
  ::setrlimit(static_cast<__rlimit_resource_t>(resource), &both);
}

// Whatever this kernel's Landlock can hold back, in the folders of kReadable reading and nothing else. A kernel without
// it leaves the other measures.
void restrict_files() {
  const auto rules = [](auto... arguments) { return static_cast<int>(::syscall(arguments...)); };
  if (rules(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION) < 1) return;
  constexpr uint64_t kRead = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE;
  constexpr uint64_t kAll = (uint64_t{LANDLOCK_ACCESS_FS_MAKE_SYM} << 1) - 1;  // the first version's rights
  landlock_ruleset_attr attributes{};
  attributes.handled_access_fs = kAll;
  const int set = rules(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0);
  if (set < 0) return;
  for (const char* place : kReadable) {
    landlock_path_beneath_attr beneath{};
    beneath.parent_fd = ::open(place, O_PATH | O_CLOEXEC);
    if (beneath.parent_fd < 0) continue;
    struct stat status {};
    ::fstat(beneath.parent_fd, &status);
    beneath.allowed_access = S_ISDIR(status.st_mode) ? kRead | LANDLOCK_ACCESS_FS_READ_DIR : kRead;
    rules(SYS_landlock_add_rule, set, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0);
    ::close(beneath.parent_fd);
  }
  rules(SYS_landlock_restrict_self, set, 0);
  ::close(set);
}

}  // namespace

void prepare_sandbox() {
  filter(SandboxKind::kReader);
  filter(SandboxKind::kProgram);
}

bool enter_sandbox(SandboxKind kind, const SandboxLimits& limits) {
  limit(RLIMIT_CPU, limits.cpu_seconds);
  if (kLimitMemory) limit(RLIMIT_AS, limits.memory);
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_FSIZE, 0);  // pipes have no size
  limit(RLIMIT_NOFILE, kMostOpenFiles);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
  restrict_files();
  const std::vector<sock_filter>& program = filter(kind);
  if (program.empty()) return false;
  const sock_fprog installed{static_cast<unsigned short>(program.size()), const_cast<sock_filter*>(program.data())};
  return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &installed, 0, 0) == 0;
}

}  // namespace annals
