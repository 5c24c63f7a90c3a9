// How often somebody may do something: a bucket of tokens for each, that fills again with time.
#pragma once

#include <chrono>
#include <map>
#include <mutex>
#include <string>

namespace annals {

/// Thread-safe. Remembers at most some ten thousand keys.
class RateLimit {
 public:
  using Clock = std::chrono::steady_clock;
  /// `burst` at once, then `per_second`.
  RateLimit(double per_second, double burst) : per_second_(per_second), burst_(burst) {}

  /// Takes one; false when there is none.
  bool take(const std::string& key, Clock::time_point now = Clock::now());
  /// Whether there is one to take.
  bool has(const std::string& key, Clock::time_point now = Clock::now());
  /// How many seconds until the next one, at most.
  int wait() const { return static_cast<int>(1 / per_second_) + 1; }

 private:
  struct Bucket {
    double tokens;
    Clock::time_point when;
  };
  double filled(const Bucket& bucket, Clock::time_point now) const;

  double per_second_, burst_;
  std::mutex mutex_;
  std::map<std::string, Bucket> buckets_;
};

}  // namespace annals
