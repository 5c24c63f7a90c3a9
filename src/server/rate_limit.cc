#include "server/rate_limit.h"

#include <algorithm>

namespace annals {
namespace {

constexpr size_t kMostKeys = 10000;

}  // namespace

double RateLimit::filled(const Bucket& bucket, Clock::time_point now) const {
  const double seconds = std::max(0.0, std::chrono::duration<double>(now - bucket.when).count());
  return std::min(burst_, bucket.tokens + seconds * per_second_);
}

bool RateLimit::has(const std::string& key, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  const auto found = buckets_.find(key);
  return found == buckets_.end() || filled(found->second, now) >= 1;
}

bool RateLimit::take(const std::string& key, Clock::time_point now) {
  const std::lock_guard lock(mutex_);
  if (buckets_.size() >= kMostKeys && buckets_.count(key) == 0) {
    // Who has not come for long has a full bucket, and needs none. A flood of keys begins anew, at nobody's cost.
    std::erase_if(buckets_, [&](const auto& one) { return filled(one.second, now) >= burst_; });
    if (buckets_.size() >= kMostKeys) buckets_.clear();
  }
  Bucket& bucket = buckets_.try_emplace(key, Bucket{burst_, now}).first->second;
  bucket = {filled(bucket, now), now};
  if (bucket.tokens < 1) return false;
  bucket.tokens -= 1;
  return true;
}

}  // namespace annals
