#include "casefile/lines.h"

#include <unistd.h>

namespace annals {
namespace {

constexpr size_t kReadBytes = size_t{1} << 20;

}  // namespace

bool LineReader::fill() {
  buffer_.erase(0, at_);
  at_ = 0;
  const size_t kept = buffer_.size();
  buffer_.resize(kept + kReadBytes);
  const ssize_t got = ::read(descriptor_, buffer_.data() + kept, kReadBytes);
  buffer_.resize(kept + (got > 0 ? static_cast<size_t>(got) : 0));
  if (got <= 0) ended_ = true;
  return got > 0;
}

bool LineReader::next(std::string& line) {
  line.clear();
  too_long_ = false;
  bool any = false;
  for (;;) {
    const size_t end = buffer_.find('\n', at_);
    const size_t stop = end == std::string::npos ? buffer_.size() : end;
    const size_t room = max_bytes_ - line.size();
    if (stop - at_ > room) too_long_ = true;
    line.append(buffer_, at_, std::min(stop - at_, room));
    any = any || stop > at_ || end != std::string::npos;
    at_ = end == std::string::npos ? stop : end + 1;
    if (end != std::string::npos || ended_ || !fill()) break;
  }
  if (any) ++number_;
  return any;
}

}  // namespace annals
