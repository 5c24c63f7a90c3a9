// What single tokens say of themselves and of their neighbours, remembered: most tokens of a text were seen before, and
// most of what the learned model weighs at a token depends on one token alone.
#pragma once

#include <atomic>
#include <cstdint>
#include <vector>

#include "reading/name_tagger.h"

namespace annals {

/// The sums of weights that a token brings by itself.
struct TokenScores {
  /// To the token `d - 2` places before it: [2] to itself, [0] to the one two places behind it.
  NameModel::Sums at[5] = {};
  uint32_t ending = 0;  ///< hash of its last three letters
};

/// Token scores of one model by a hash of all that they follow from. Holds as many as it has room for and never
/// forgets; any thread.
class ScoreMemory {
 public:
  ScoreMemory() : slots_(kSlots) {}
  /// To be called a little before find(), which then need not wait for memory.
  void fetch(uint64_t key) const;
  /// Nothing when they are not known.
  const TokenScores* find(uint64_t key) const;
  /// Keeps them when there is room.
  void keep(uint64_t key, const TokenScores& scores);

 private:
  static constexpr size_t kSlots = size_t{1} << 14, kTries = 4;
  static constexpr uint64_t kEmpty = 0, kBusy = 1;
  struct alignas(64) Slot {
    TokenScores scores;
    std::atomic<uint64_t> key = kEmpty;
  };
  static size_t place(uint64_t key, size_t tries) { return ((key >> 32) + tries) % kSlots; }

  std::vector<Slot> slots_;
};

}  // namespace annals
