// Where results and messages go.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace annals {

/// `annals: MESSAGE` and the advice below it, on standard error.
void print_error(const Error& error);
/// A line on standard error.
void print_note(std::string_view line);

/// Results: standard output, or a file that is written whole or not at all.
class Output {
 public:
  /// An empty path or `-` is standard output.
  explicit Output(std::string path) : path_(path == "-" ? std::string() : std::move(path)) {}
  void write(std::string_view bytes);
  /// Flushes. Errors (kOutput): the disk is full, the folder is read-only, the pipe is closed.
  Status finish();

 private:
  std::string path_;
  std::string buffer_;
  bool failed_ = false;
};

}  // namespace annals
