// Lines of a stream, as they come.
#pragma once

#include <string>

namespace annals {

/// Reads lines from a file descriptor, of any length up to `max_bytes`.
class LineReader {
 public:
  LineReader(int descriptor, size_t max_bytes) : descriptor_(descriptor), max_bytes_(max_bytes) {}

  /// The next line without its end; false when there is none, or when a signal interrupted the wait. A line that is too
  /// long comes as far as the limit, and `too_long()` says so.
  bool next(std::string& line);
  bool too_long() const { return too_long_; }
  /// Whether a whole line can be had without waiting.
  bool ready() const { return buffer_.find('\n', at_) != std::string::npos; }
  /// Counts from 1.
  size_t number() const { return number_; }

 private:
  bool fill();
  int descriptor_;
  size_t max_bytes_;
  std::string buffer_;
  size_t at_ = 0;
  size_t number_ = 0;
  bool ended_ = false;
  bool too_long_ = false;
};

}  // namespace annals
