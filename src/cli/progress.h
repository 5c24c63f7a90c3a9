// The progress bar of long commands: how far, how fast, how long still. Debian 12 has no library for it.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>

namespace annals {

/// One line on standard error, drawn over itself; nothing when standard error is no terminal or `quiet`. Cleared at the
/// end.
class ProgressBar {
 public:
  explicit ProgressBar(bool quiet);
  ~ProgressBar() { clear(); }
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// Draws, at most ten times a second. Counts are bytes.
  void show(uint64_t done, uint64_t total, const std::string& what);
  /// Takes the line away, so that a message can be printed.
  void clear();

 private:
  using Clock = std::chrono::steady_clock;
  bool on_;
  bool drawn_ = false;
  Clock::time_point start_ = Clock::now();
  Clock::time_point last_;
};

/// The line that `show` draws, `columns` wide at most.
std::string progress_line(uint64_t done, uint64_t total, double seconds, const std::string& what, size_t columns);

}  // namespace annals
