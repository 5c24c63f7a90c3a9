// How much two documents are about one story, by the words that they share.
#pragma once

#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

#include "record/claim_view.h"
#include "record/tellings.h"

namespace annals {

/// Compares the documents that tell of types of which the ontology knows nothing. Words that few of them have weigh
/// most.
class Stories {
 public:
  Stories(std::span<const ClaimView> views, const Tellings& tellings, const Folding& folding);

  /// From 0 (nothing in common) to 1 (the same words); 1 for a document and itself.
  double likeness(uint32_t a, uint32_t b) const;

 private:
  struct Word {
    uint32_t word = 0;
    double weight = 0;
  };
  std::unordered_map<uint32_t, std::vector<Word>> documents_;  // rising words, vectors of length 1
};

}  // namespace annals
