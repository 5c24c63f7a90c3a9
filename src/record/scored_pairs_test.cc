#include "record/scored_pairs.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <tuple>
#include <vector>

namespace annals {
namespace {

using Row = std::tuple<double, uint32_t, uint32_t>;

std::vector<Row> drained(size_t count, size_t held) {
  std::mt19937 random(7);
  ScoredPairs pairs(held);
  for (uint32_t i = 0; i < count; ++i)
    pairs.add({static_cast<double>(random() % 50), i, static_cast<uint32_t>(i + random() % 100)});
  std::vector<Row> rows;
  pairs.drain([&](const ScoredPair& pair) { rows.emplace_back(-pair.score, pair.a, pair.b); });
  return rows;
}

TEST(ScoredPairs, ComeSortedHoweverFewAreHeld) {
  const std::vector<Row> all = drained(20'000, 1'000'000);
  EXPECT_EQ(all.size(), 20'000U);
  EXPECT_TRUE(std::is_sorted(all.begin(), all.end()));
  EXPECT_EQ(drained(20'000, 3'000), all);
  EXPECT_EQ(drained(20'000, 20'000), all);
  EXPECT_EQ(drained(20'000, 10'000), all);
  EXPECT_EQ(drained(20'000, 1'000), all);
}

TEST(ScoredPairs, MayBeNone) { EXPECT_TRUE(drained(0, 10).empty()); }

}  // namespace
}  // namespace annals
