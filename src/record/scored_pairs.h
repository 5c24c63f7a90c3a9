// Pairs of claims that are likely one event, in order of how likely they are, in memory that does not grow with them: a
// case whose documents tell of few parties again and again has dozens of pairs for each claim.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

namespace annals {

struct ScoredPair {
  double score = 0;
  uint32_t a = 0, b = 0;  ///< claims, by their number in the record
};

/// Takes pairs in any order and gives them back sorted. So many are held; more are sorted in runs, which wait in a
/// file without a name, and merged. Where no file can be made, all are held.
class ScoredPairs {
 public:
  static constexpr size_t kHeld = size_t{1} << 19;

  explicit ScoredPairs(size_t held = kHeld) : held_(held) {}

  void add(const ScoredPair& pair);
  /// Visits all, the likeliest first, of equally likely ones by claims. Once: then there are none.
  void drain(const std::function<void(const ScoredPair&)>& visit);

 private:
  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  class Run;
  bool write_run();

  size_t held_;
  std::vector<ScoredPair> pairs_;           // not yet in a run
  std::unique_ptr<std::FILE, Close> file_;  // runs, one behind the other
  std::vector<size_t> ends_;                // of the runs, in pairs
  bool can_write_ = true;
};

}  // namespace annals
