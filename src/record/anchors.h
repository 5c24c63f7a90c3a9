// What survives translation in a sentence: the anchors that retellings are found by.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "record/record.h"

namespace annals {

/// How much of a proof an anchor is that it stands in two texts; the two lowest bits of its key.
enum class AnchorKind : uint8_t {
  kSoft,  ///< kinds of claims and who has part in them, months, years, that something is quoted: counts by half
  kName,
  kHard,  ///< amounts, counts, days
};
inline AnchorKind kind_of(uint64_t key) { return static_cast<AnchorKind>(key & 3); }

/// A stretch of text, about a sentence.
struct AnchorStretch {
  Span span;
  uint32_t first = 0, last = 0;  ///< its anchors: [first, last) of Anchors::keys
};

/// One document's stretches and their anchors.
struct Anchors {
  std::vector<AnchorStretch> stretches;  ///< in order
  std::vector<uint64_t> keys;            ///< those of one stretch: rising, each once
};

/// Cuts the document's blocks (furniture and headers left out) after marks that end sentences in any script, and
/// collects each stretch's anchors: names, amounts (once with and once without their power of ten, since retellers lose
/// zeros), counts, days, months and years, kinds of claim and who has part in them, quotations. Linear.
Anchors anchors_of(const DocumentReading& document, std::span<const uint32_t> entity_of);

/// How much each anchor weighs, over all documents of a case.
class AnchorWeights {
 public:
  explicit AnchorWeights(std::span<const Anchors> documents);
  double weight(uint64_t key) const;
  /// Stretches that have the anchor.
  uint32_t frequency(uint64_t key) const;
  uint32_t stretches() const { return stretches_; }

 private:
  std::unordered_map<uint64_t, uint32_t> frequency_;
  uint32_t stretches_ = 0;
};

}  // namespace annals
