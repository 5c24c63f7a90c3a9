#include "sources/workers.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <mutex>
#include <vector>

#include "sources/document_fields.h"
#include "sources/readers.h"
#include "text/utf8.h"

namespace annals {

namespace {

constexpr const char* kWorkerName = "annals-reader";
constexpr int kServerSocket = 3;
constexpr int kStartSeconds = 30;
constexpr int kRefused = 124;  // exit code of a fork that could not be confined
// A document's text is at most so long (readers.h), and so are files of a case.
constexpr uint64_t kMostRequest = uint64_t{6} << 30;

using Clock = std::chrono::steady_clock;

class File {
 public:
  explicit File(int number = -1) : number_(number) {}
  File(File&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  File& operator=(File&& other) noexcept {
    std::swap(number_, other.number_);
    return *this;
  }
  ~File() { close(); }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  int get() const { return number_; }

 private:
  int number_;
};

bool write_all(int file, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::write(file, bytes.data(), bytes.size());
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(put));
  }
  return true;
}

// --- in the server ---------------------------------------------------------------------------------------------------

// What the fork is told: limits and which reader, before the file itself.
struct Request {
  uint32_t cpu_seconds = 0;
  uint64_t memory = 0;
  uint32_t reader = 0;
  uint32_t depth = 0;
  uint64_t most_unpacked = 0;
  std::string path, sha256;
};
void fields(auto& visit, Request& v) {
  const auto wide = [&](uint64_t& value) {
    auto high = static_cast<uint32_t>(value >> 32);
    auto low = static_cast<uint32_t>(value);
    visit(high, low);
    value = uint64_t{high} << 32 | low;
  };
  visit(v.cpu_seconds, v.reader, v.depth, v.path, v.sha256);
  wide(v.memory);
  wide(v.most_unpacked);
}

// Reads one source and ends. `request` holds the Request's size, the Request, the bytes.
[[noreturn]] void read_and_end(int request, int response) {
  const off_t size = ::lseek(request, 0, SEEK_END);
  const void* mapped = ::mmap(nullptr, static_cast<size_t>(size), PROT_READ, MAP_PRIVATE, request, 0);
  if (mapped == MAP_FAILED) ::_exit(kRefused);
  std::string_view bytes(static_cast<const char*>(mapped), static_cast<size_t>(size));
  uint64_t head_size = 0;
  Request head;
  if (!get_varint(bytes, head_size) || head_size > bytes.size()) ::_exit(kRefused);
  Decoder decoder{bytes.substr(0, head_size)};
  decoder(head);
  bytes.remove_prefix(head_size);
  const auto& readers = source_readers();
  if (!decoder.good || head.reader >= readers.size()) ::_exit(kRefused);
  Source source{std::move(head.path), std::string(bytes), head.depth, head.most_unpacked};
  ::munmap(const_cast<void*>(mapped), static_cast<size_t>(size));
  if (!enter_sandbox(SandboxKind::kReader, {head.cpu_seconds, head.memory})) ::_exit(kRefused);
  ReadSource out;
  out.sha256 = std::move(head.sha256);
  read_in_process(readers[head.reader], source, out);
  source.bytes = {};
  Encoder encoder;
  encoder(out);
  ::_exit(write_all(response, encoder.out) ? 0 : 1);
}

// One message a source: the files of request and response. Answered with the fork's wait status.
int serve() {
  ::signal(SIGPIPE, SIG_IGN);
  ::signal(SIGINT, SIG_IGN);  // Ctrl-C is for the program, which ends its servers by closing their sockets
  prepare_sandbox();
  int status = 0;
  if (::send(kServerSocket, &status, sizeof status, 0) != sizeof status) return 1;
  while (true) {
    char byte = 0;
    iovec data{&byte, 1};
    alignas(cmsghdr) std::array<char, CMSG_SPACE(2 * sizeof(int))> control{};
    msghdr message{};
    message.msg_iov = &data;
    message.msg_iovlen = 1;
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(kServerSocket, &message, MSG_CMSG_CLOEXEC);
    if (got < 0 && errno == EINTR) continue;
    const cmsghdr* files = CMSG_FIRSTHDR(&message);
    if (got <= 0 || files == nullptr || files->cmsg_len != CMSG_LEN(2 * sizeof(int))) return 0;
    std::array<int, 2> numbers{};
    std::memcpy(numbers.data(), CMSG_DATA(files), sizeof numbers);
    const File request(numbers[0]);
    File response(numbers[1]);
    const pid_t server = ::getpid();
    const pid_t reader = ::fork();
    if (reader == 0) {
      ::prctl(PR_SET_PDEATHSIG, SIGKILL);
      if (::getppid() != server) ::_exit(kRefused);
      ::close(kServerSocket);
      read_and_end(request.get(), response.get());
    }
    response.close();
    status = kRefused << 8;
    while (reader > 0 && ::waitpid(reader, &status, 0) < 0 && errno == EINTR) {
    }
    if (::send(kServerSocket, &status, sizeof status, 0) != sizeof status) return 0;
  }
}

// --- in the program --------------------------------------------------------------------------------------------------

// Milliseconds until then, for poll().
int left_until(Clock::time_point end) {
  const auto left = std::chrono::duration_cast<std::chrono::milliseconds>(end - Clock::now()).count();
  return static_cast<int>(std::clamp<int64_t>(left, 0, 3'600'000));
}

bool readable(int file, Clock::time_point end) {
  while (true) {
    pollfd wait{file, POLLIN, 0};
    const int ready = ::poll(&wait, 1, left_until(end));
    if (ready < 0 && errno == EINTR) continue;
    return ready > 0;
  }
}

// Everything up to the end of the pipe; why not, or empty.
std::string read_response(int pipe, Clock::time_point end, const WorkerLimits& limits, std::string& bytes) {
  std::vector<char> buffer(size_t{1} << 16);
  while (true) {
    if (!readable(pipe, end)) return fmt::format("took longer than {} seconds", limits.seconds);
    const ssize_t got = ::read(pipe, buffer.data(), buffer.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return {};
    bytes.append(buffer.data(), static_cast<size_t>(got));
    if (bytes.size() > limits.output) return fmt::format("gave more than {} bytes", limits.output);
  }
}

bool all_well_formed(const std::vector<Remark>& remarks) {
  return std::all_of(remarks.begin(), remarks.end(),
                     [](const Remark& remark) { return is_utf8(remark.code) && is_utf8(remark.message); });
}

std::string describe(int status) {
  if (WIFSIGNALED(status)) {
    const int signal = WTERMSIG(status);
    if (signal == SIGXCPU || signal == SIGKILL) return "its reader took too long and was stopped";
    return fmt::format("its reader crashed (signal {})", signal);
  }
  if (WEXITSTATUS(status) == kRefused) return "its reader cannot be confined on this system";
  return "its reader ended early";
}

}  // namespace

// A running server and the socket to it.
struct Workers::Server {
  File socket;
  pid_t process = -1;

  ~Server() {
    socket.close();  // it ends when it sees this
    int status = 0;
    while (process > 0 && ::waitpid(process, &status, 0) < 0 && errno == EINTR) {
    }
  }
  void kill() const { ::kill(process, SIGKILL); }

  static std::unique_ptr<Server> start() {
    std::array<int, 2> ends{};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return nullptr;
    auto server = std::make_unique<Server>();
    server->socket = File(ends[0]);
    File theirs(ends[1]);
    const std::array<char*, 2> arguments = {const_cast<char*>(kWorkerName), nullptr};
    server->process = ::fork();
    if (server->process == 0) {  // only what is safe between fork and exec
      if (theirs.get() == kServerSocket) {
        ::fcntl(kServerSocket, F_SETFD, 0);
      } else {
        ::dup2(theirs.get(), kServerSocket);
      }
      ::execv("/proc/self/exe", arguments.data());
      ::_exit(kRefused);
    }
    theirs.close();
    int status = 0;
    const auto end = Clock::now() + std::chrono::seconds(kStartSeconds);
    if (server->process > 0 && readable(server->socket.get(), end) &&
        ::recv(server->socket.get(), &status, sizeof status, 0) == sizeof status) {
      return server;
    }
    if (server->process > 0) server->kill();
    return nullptr;
  }
};

struct Workers::Pool {
  std::mutex mutex;
  std::vector<std::unique_ptr<Server>> idle;
};

Workers::Workers(const WorkerLimits& limits) : limits_(limits), pool_(std::make_unique<Pool>()) {}
Workers::~Workers() = default;

std::unique_ptr<Workers::Server> Workers::take() {
  {
    const std::lock_guard lock(pool_->mutex);
    if (!pool_->idle.empty()) {
      auto server = std::move(pool_->idle.back());
      pool_->idle.pop_back();
      return server;
    }
  }
  return Server::start();
}

void Workers::give_back(std::unique_ptr<Server> server) {
  const std::lock_guard lock(pool_->mutex);
  pool_->idle.push_back(std::move(server));
}

void Workers::read(const SourceReader& reader, const Source& source, ReadSource& out) {
  const auto& readers = source_readers();
  Encoder head;
  const auto index = static_cast<uint32_t>(&reader - readers.data());
  head(Request{limits_.sandbox.cpu_seconds, limits_.sandbox.memory, index, source.depth, source.most_unpacked,
               source.path, out.sha256});
  std::string size;
  put_varint(size, head.out.size());
  const File request(::memfd_create("source", MFD_CLOEXEC));
  std::array<int, 2> ends{};
  auto server = take();
  if (!server || request.get() < 0 || source.bytes.size() > kMostRequest || ::pipe2(ends.data(), O_CLOEXEC) != 0) {
    out.unread = "the process that reads such files cannot be started";
    return;
  }
  const File response(ends[0]);
  File their_end(ends[1]);
  alignas(cmsghdr) std::array<char, CMSG_SPACE(2 * sizeof(int))> control{};
  char byte = 0;
  iovec data{&byte, 1};
  msghdr message{};
  message.msg_iov = &data;
  message.msg_iovlen = 1;
  message.msg_control = control.data();
  message.msg_controllen = control.size();
  cmsghdr* files = CMSG_FIRSTHDR(&message);
  files->cmsg_level = SOL_SOCKET;
  files->cmsg_type = SCM_RIGHTS;
  files->cmsg_len = CMSG_LEN(2 * sizeof(int));
  const std::array<int, 2> numbers = {request.get(), their_end.get()};
  std::memcpy(CMSG_DATA(files), numbers.data(), sizeof numbers);
  if (!write_all(request.get(), size) || !write_all(request.get(), head.out) ||
      !write_all(request.get(), source.bytes) || ::sendmsg(server->socket.get(), &message, MSG_NOSIGNAL) != 1) {
    out.unread = "the process that reads such files cannot be reached";
    return;
  }
  their_end.close();

  const auto end = Clock::now() + std::chrono::seconds(limits_.seconds);
  std::string bytes;
  std::string failure = read_response(response.get(), end, limits_, bytes);
  int status = 0;
  if (failure.empty() && (!readable(server->socket.get(), end) ||
                          ::recv(server->socket.get(), &status, sizeof status, 0) != sizeof status)) {
    failure = "its reader is gone";
  }
  if (!failure.empty()) {
    server->kill();  // and the kernel its fork
    out.unread = failure;
    return;
  }
  give_back(std::move(server));
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    out.unread = describe(status);
    return;
  }
  ReadSource read;
  Decoder decoder{bytes};
  decoder(read);
  if (!decoder.good || !decoder.in.empty() || !holds(read)) {
    out.unread = "its reader gave back what cannot be";
    return;
  }
  read.sha256 = out.sha256;
  out = std::move(read);
}

bool holds(const ReadSource& read) {
  for (const Document& document : read.documents) {
    if (document.text.size() > kMaxTextBytes || !is_utf8(document.text)) return false;
    const std::string_view text = document.text;
    const auto between = [&](uint32_t at) { return at == text.size() || (text[at] & 0xC0) != 0x80; };
    const auto inside = [&](Span span) {
      return span.begin <= span.end && span.end <= text.size() && between(span.begin) && between(span.end);
    };
    uint32_t end = 0;
    for (const Block& block : document.blocks) {
      if (block.span.begin < end || !inside(block.span) || block.role > BlockRole::kComment) return false;
      end = block.span.end;
    }
    for (const Page& page : document.pages) {
      if (!inside(page.span) || !is_utf8(page.label)) return false;
    }
    for (const PageBox& box : document.boxes) {
      if (!inside(box.span) || box.page >= document.pages.size()) return false;
    }
    for (const Span credit : document.credits) {
      if (!inside(credit)) return false;
    }
    // Which messages there are is found later, outside.
    if (!document.messages.empty()) return false;
    for (const std::string* field : {&document.id, &document.path, &document.media_type, &document.sha256,
                                     &document.source_sha256, &document.language, &document.title, &document.byline,
                                     &document.url, &document.published, &document.published_time}) {
      if (!is_utf8(*field)) return false;
    }
    for (const auto& [name, value] : document.headers) {
      if (!is_utf8(name) || !is_utf8(value)) return false;
    }
    if (!all_well_formed(document.remarks)) return false;
    for (const Remark& remark : document.remarks) {
      if (!inside(remark.span)) return false;
    }
    if (!document.published.empty() && !parse_edtf(document.published)) return false;
    if (document.published_basis > DateBasis::kUrl) return false;
  }
  if (!is_utf8(read.media_type) || !is_utf8(read.unread) || !all_well_formed(read.remarks)) return false;
  return std::all_of(read.parts.begin(), read.parts.end(), [&](const SourcePart& part) {
    return is_utf8(part.name) && (part.parent == SourcePart::kWholeSource || part.parent < read.documents.size());
  });
}

std::optional<int> serve_if_worker(int argc, const char* const* argv) {
  if (argc != 1 || std::string_view(argv[0]) != kWorkerName) return std::nullopt;
  return serve();
}

}  // namespace annals
