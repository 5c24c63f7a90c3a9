#include "reading/score_memory.h"

#include <gtest/gtest.h>

namespace annals {
namespace {

constexpr uint64_t kKey = 0x1234'5678'9abc'def0;

TokenScores scores_of(uint32_t ending) {
  TokenScores scores;
  scores.ending = ending;
  scores.at[2][3] = static_cast<int16_t>(ending);
  return scores;
}

TEST(ScoreMemory, KnowsWhatItWasGiven) {
  ScoreMemory memory;
  EXPECT_EQ(memory.find(kKey), nullptr);
  memory.keep(kKey, scores_of(7));
  memory.keep(kKey, scores_of(7));
  ASSERT_NE(memory.find(kKey), nullptr);
  EXPECT_EQ(memory.find(kKey)->ending, 7U);
  EXPECT_EQ(memory.find(kKey)->at[2][3], 7);
  EXPECT_EQ(memory.find(kKey + 1), nullptr);
}

TEST(ScoreMemory, KeepsWhatItHasRoomForAndNothingElse) {
  ScoreMemory memory;
  uint32_t kept = 0;
  for (uint64_t key = 0; key < 8; ++key) memory.keep(key, scores_of(static_cast<uint32_t>(key)));  // all of one place
  for (uint64_t key = 0; key < 8; ++key) {
    const TokenScores* const known = memory.find(key);
    if (known == nullptr) continue;
    EXPECT_EQ(known->ending, key);
    ++kept;
  }
  EXPECT_EQ(kept, 4U);
  EXPECT_EQ(memory.find(0), nullptr);
  EXPECT_EQ(memory.find(1), nullptr);
}

}  // namespace
}  // namespace annals
