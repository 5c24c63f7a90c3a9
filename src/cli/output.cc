#include "cli/output.h"

#include <cerrno>
#include <cstdio>
#include <cstring>

#include "base/file.h"

namespace annals {
namespace {

constexpr size_t kFlushBytes = size_t{1} << 16;

}  // namespace

void print_error(const Error& error) {
  print_note("annals: " + error.message);
  if (!error.advice.empty()) print_note("        " + error.advice);
}

void print_note(std::string_view line) {
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fputc('\n', stderr);
}

void Output::write(std::string_view bytes) {
  buffer_ += bytes;
  if (!path_.empty() || buffer_.size() < kFlushBytes) return;
  failed_ = failed_ || std::fwrite(buffer_.data(), 1, buffer_.size(), stdout) != buffer_.size();
  buffer_.clear();
}

Status Output::finish() {
  if (!path_.empty()) return write_file(path_, buffer_);
  failed_ =
      failed_ || std::fwrite(buffer_.data(), 1, buffer_.size(), stdout) != buffer_.size() || std::fflush(stdout) != 0;
  buffer_.clear();
  if (!failed_) return {};
  return Error{
      ErrorKind::kOutput,
      std::string("standard output: cannot be written: ") + std::strerror(errno),  // NOLINT(concurrency-mt-unsafe)
      "free some space, or write to another place"};
}

}  // namespace annals
