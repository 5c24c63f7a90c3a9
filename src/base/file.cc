#include "base/file.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

namespace annals {
namespace {

// A file descriptor that closes itself.
struct Descriptor {
  int fd;
  explicit Descriptor(int opened) : fd(opened) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd >= 0) ::close(fd);
  }
};

std::string reason() { return std::strerror(errno); }  // NOLINT(concurrency-mt-unsafe)

}  // namespace

Result<std::string> read_file(const std::string& path, uint64_t max_bytes) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.fd < 0) return Error{ErrorKind::kInput, fmt::format("{}: cannot be opened: {}", path, reason()), {}};
  struct stat status {};
  if (::fstat(file.fd, &status) != 0) return Error{ErrorKind::kInput, fmt::format("{}: {}", path, reason()), {}};
  if (!S_ISREG(status.st_mode)) return Error{ErrorKind::kInput, fmt::format("{}: not a regular file", path), {}};
  if (static_cast<uint64_t>(status.st_size) > max_bytes) {
    return Error{ErrorKind::kInput,
                 fmt::format("{}: {} bytes, more than the limit of {}", path, status.st_size, max_bytes),
                 "split the file"};
  }
  std::string bytes(static_cast<size_t>(status.st_size), '\0');
  size_t filled = 0;
  while (filled < bytes.size()) {
    const ssize_t got = ::read(file.fd, bytes.data() + filled, bytes.size() - filled);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return Error{ErrorKind::kInput, fmt::format("{}: cannot be read: {}", path, reason()), {}};
    if (got == 0) break;
    filled += static_cast<size_t>(got);
  }
  bytes.resize(filled);
  return bytes;
}

Status write_file(const std::string& path, std::string_view bytes) {
  const std::string part = fmt::format("{}.part{}", path, ::getpid());
  auto fail = [&](std::string_view what) {
    Error error{ErrorKind::kOutput, fmt::format("{}: {}: {}", path, what, reason()),
                "free some space or choose another folder; nothing was overwritten"};
    ::unlink(part.c_str());
    return error;
  };
  const Descriptor file(::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
  if (file.fd < 0) return fail("cannot be created");
  while (!bytes.empty()) {
    const ssize_t put = ::write(file.fd, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return fail("cannot be written");
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  if (::fsync(file.fd) != 0) return fail("cannot be written");
  if (::rename(part.c_str(), path.c_str()) != 0) return fail("cannot be replaced");
  return {};
}

}  // namespace annals
