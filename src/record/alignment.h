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

/// Passages so alike tell one thing, also where even a round sum (100 and 1,000) or the status differs.
constexpr double kAlikePassages = 0.5;

/// How the places of two claims relate.
struct Relation {
  Place place = Place::kApart;
  double distance = 0;      ///< where they stand in the passage: 0 same place, 1 the ends; of what is no copy
  double likeness = 0;      ///< of the two passages
  bool alone = false;       ///< in a retold passage, and no other claim of their types stands in it
  bool both_kinds = false;  ///< one side of the passage has claims of both their types, which are two
};

/// Looks up pairs of claims in record.copies and record.parallels; record and views must outlive it.
class Alignment {
 public:
  /// `views` of the same record, in order of ClaimRef.
  Alignment(const Record& record, std::span<const ClaimView> views);

  Relation relate(const ClaimView& a, const ClaimView& b) const;
  /// Whether one claim's words are a copy or translation of the other's: then the two are one witness.
  bool one_witness(const ClaimView& a, const ClaimView& b) const;
  /// Whether any sentences of the two documents tell one thing: they are about one story.
  bool tied(const ClaimView& a, const ClaimView& b) const;
  /// Pairs of claims (indices into the views) that stand in one copied or retold passage and may mean one event.
  /// Near-linear in them.
  std::vector<std::pair<uint32_t, uint32_t>> pairs() const;

 private:
  // Hashes of the types of claims that stand in a side of a passage, and of those of which but one does; sorted.
  struct Types {
    std::vector<uint64_t> all, once;
  };
  struct Tie {
    const Copy* copy = nullptr;
    Place place = Place::kApart;
    Types a, b;
  };
  static Types types_in(const CopySide& side, std::span<const ClaimView> views);
  std::span<const ClaimView> views_;
  std::vector<Tie> ties_;
  std::map<std::pair<uint32_t, uint32_t>, std::vector<uint32_t>> by_documents_;  // of ties_
};

}  // namespace annals
