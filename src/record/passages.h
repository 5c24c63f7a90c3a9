// Maximal passages that two texts share, with small differences.
#pragma once

#include <cstdint>
#include <vector>

#include "base/span.h"
#include "record/shingles.h"

namespace annals {

/// A place where both texts have the same shingle.
struct Seed {
  uint32_t a = 0, b = 0;  ///< positions in the letters
  friend auto operator<=>(const Seed&, const Seed&) = default;
};

/// A passage of a and its like in b, both in letters.
struct Passage {
  Span a, b;
  uint32_t matched = 0;  ///< equal letters, in bytes

  double similarity() const { return 2.0 * matched / (a.size() + b.size()); }
};

/// Extends the seeds to maximal passages. Small insertions, losses and changes are bridged; a block that stands in one
/// text only ends a passage, and so does a change of order. In order of a; ranges of a do not overlap. With `same` both
/// are one text: the two sides of a passage then do not overlap and a is before b. Time: seeds (n log n) and the
/// letters they cover.
std::vector<Passage> match_passages(const Letters& a, const Letters& b, std::vector<Seed> seeds, bool same);

}  // namespace annals
