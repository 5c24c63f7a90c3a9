// What copies and retellings say about claims: which claims stand at the same place of one story.
#pragma once

#include <map>
#include <span>
#include <utility>
#include <vector>

#include "record/claim_view.h"
#include "record/record.h"

namespace annals {

enum class Place : uint8_t {
  kApart,     ///< nothing ties the two places together
  kParallel,  ///< their sentences tell one thing, neither from the other
  kRetold,    ///< both stand in one retold passage
  kCopied,    ///< one is the other's copy
};

/// Looks up pairs of claims in record.copies and record.parallels, which must outlive it.
class Alignment {
 public:
  explicit Alignment(const Record& record);

  /// How the claims' places relate; for kRetold, `distance` is how far apart they stand in the passage (0 same place, 1
  /// the ends); so for kParallel.
  Place relate(const ClaimView& a, const ClaimView& b, double* distance = nullptr) const;
  /// Whether one claim's words are a copy or translation of the other's: then the two are one witness.
  bool one_witness(const ClaimView& a, const ClaimView& b) const;
  /// Pairs of claims (indices into `views`) that stand in one copied or retold passage and may mean one event.
  /// Near-linear in them.
  std::vector<std::pair<uint32_t, uint32_t>> pairs(std::span<const ClaimView> views) const;

 private:
  struct Tie {
    const Copy* copy = nullptr;
    Place place = Place::kApart;
  };
  std::vector<Tie> ties_;
  std::map<std::pair<uint32_t, uint32_t>, std::vector<Tie>> by_documents_;
};

}  // namespace annals
