#include "sources/child.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>

namespace annals {
namespace {

constexpr int kNotFound = 127;        // what a shell says too
constexpr int kNotConfined = 125;     // no program is run that is not held back
constexpr int kPatience = 60 * 1000;  // milliseconds without any input taken or output given

struct Pipe {
  int read_end = -1;
  int write_end = -1;
  bool open() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
    read_end = ends[0];
    write_end = ends[1];
    return true;
  }
  void close_read() { close_end(read_end); }
  void close_write() { close_end(write_end); }
  ~Pipe() {
    close_read();
    close_write();
  }

 private:
  static void close_end(int& end) {
    if (end >= 0) ::close(end);
    end = -1;
  }
};

// After fork: only what is safe between fork and exec in a program with threads.
[[noreturn]] void become(char* const* arguments, char* const* environment, int in, int out, const ChildLimits& limits) {
  const int null = ::open("/dev/null", O_WRONLY);
  ::dup2(in, STDIN_FILENO);
  ::dup2(out, STDOUT_FILENO);
  ::dup2(null, STDERR_FILENO);
  if (!enter_sandbox(SandboxKind::kProgram, limits.sandbox)) ::_exit(kNotConfined);
  ::execvpe(arguments[0], arguments, environment);
  ::_exit(kNotFound);
}

// Writes the input and reads the output at the same time: either pipe may be full.
std::string exchange(Pipe& to, Pipe& from, std::string_view input, uint64_t most, ChildOutput& out) {
  ::fcntl(to.write_end, F_SETFL, O_NONBLOCK);
  std::array<char, 1 << 16> buffer;
  while (true) {
    if (input.empty()) to.close_write();
    std::array<pollfd, 2> waits = {pollfd{from.read_end, POLLIN, 0}, pollfd{to.write_end, POLLOUT, 0}};
    const int ready = ::poll(waits.data(), 2, kPatience);
    if (ready < 0 && errno == EINTR) continue;
    if (ready <= 0) return "gave no sign of life for a minute";
    if (waits[1].revents != 0) {
      const ssize_t put = ::write(to.write_end, input.data(), input.size());
      // A reader that has seen enough closes its end.
      if (put >= 0) input.remove_prefix(static_cast<size_t>(put));
      if (put < 0 && errno != EAGAIN && errno != EINTR) input = {};
    }
    if (waits[0].revents == 0) continue;
    const ssize_t got = ::read(from.read_end, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return {};
    out.bytes.append(buffer.data(), static_cast<size_t>(got));
    if (out.bytes.size() > most) return fmt::format("wrote more than {} bytes", most);
  }
}

}  // namespace

ChildOutput run_child(const std::vector<std::string>& command, std::string_view input, const ChildLimits& limits) {
  ChildOutput out;
  std::vector<char*> arguments;
  for (const std::string& word : command)
    arguments.push_back(const_cast<char*>(word.c_str()));  // NOLINT: exec's signature
  arguments.push_back(nullptr);
  // Threads of its own would take the processors that other sources are read with.
  std::string one_thread = "OMP_THREAD_LIMIT=1";
  std::vector<char*> environment = {one_thread.data()};
  for (char** variable = environ; *variable != nullptr; ++variable) environment.push_back(*variable);
  environment.push_back(nullptr);
  Pipe to;
  Pipe from;
  if (!to.open() || !from.open()) return {{}, "no pipe can be made"};
  // A child that ends early must cost a write, not this program.
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  struct sigaction before {};
  ::sigaction(SIGPIPE, nullptr, &before);
  if (before.sa_handler == SIG_DFL) ::sigaction(SIGPIPE, &ignore, nullptr);

  prepare_sandbox();
  const pid_t child = ::fork();
  if (child < 0) return {{}, "no process can be started"};
  if (child == 0) become(arguments.data(), environment.data(), to.read_end, from.write_end, limits);
  to.close_read();
  from.close_write();
  out.failure = exchange(to, from, input, limits.output, out);
  if (!out.failure.empty()) ::kill(child, SIGKILL);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!out.failure.empty()) return out;
  if (WIFSIGNALED(status)) {
    out.failure = fmt::format("stopped by signal {}", WTERMSIG(status));
  } else if (WEXITSTATUS(status) == kNotFound) {
    out.failure = "not installed";
  } else if (WEXITSTATUS(status) == kNotConfined) {
    out.failure = "cannot be confined on this system";
  } else if (WEXITSTATUS(status) != 0) {
    out.failure = fmt::format("failed with code {}", WEXITSTATUS(status));
  }
  return out;
}

}  // namespace annals
