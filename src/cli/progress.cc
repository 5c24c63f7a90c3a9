#include "cli/progress.h"

#include <fmt/format.h>
#include <unistd.h>
#include <cmath>

#include <algorithm>
#include <cstdio>

#include "present/terminal.h"

namespace annals {
namespace {

constexpr size_t kBar = 24;

std::string clock_text(double seconds) {
  const auto whole = static_cast<uint64_t>(std::llround(seconds));
  if (whole < 3600) return fmt::format("{}:{:02}", whole / 60, whole % 60);
  return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
}

}  // namespace

std::string progress_line(uint64_t done, uint64_t total, double seconds, const std::string& what, size_t columns) {
  const double share = total == 0 ? 1 : std::min(1.0, static_cast<double>(done) / static_cast<double>(total));
  const auto filled = static_cast<size_t>(share * kBar);
  std::string bar;
  for (size_t i = 0; i < kBar; ++i) bar += i < filled ? "━" : "─";
  std::string line = fmt::format("{} {:3.0f}%", bar, share * 100);
  if (seconds > 0.5 && done > 0) {
    const double rate = static_cast<double>(done) / seconds;
    line += fmt::format("  {:.1f} MB/s  {} left", rate / 1e6,
                        clock_text(static_cast<double>(total - std::min(done, total)) / rate));
  }
  return fit(line + "  " + what, columns);
}

ProgressBar::ProgressBar(bool quiet) : on_(!quiet && ::isatty(STDERR_FILENO) == 1) {}

void ProgressBar::show(uint64_t done, uint64_t total, const std::string& what) {
  const auto now = Clock::now();
  if (!on_ || (drawn_ && now - last_ < std::chrono::milliseconds(100))) return;
  last_ = now;
  drawn_ = true;
  const double seconds = std::chrono::duration<double>(now - start_).count();
  const std::string line = "\r\x1b[K" + progress_line(done, total, seconds, what, terminal_columns(STDERR_FILENO) - 1);
  std::fwrite(line.data(), 1, line.size(), stderr);
  std::fflush(stderr);
}

void ProgressBar::clear() {
  if (!drawn_) return;
  std::fputs("\r\x1b[K", stderr);
  std::fflush(stderr);
  drawn_ = false;
}

}  // namespace annals
