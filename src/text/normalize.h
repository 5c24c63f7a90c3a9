// Normalised text with the way back: for copies, search and comparison across spellings.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "text/fold.h"

namespace annals {

/// Text after folding, in which every run of white space and punctuation is one space.
///
///     source      "Ａb,  C"        bytes 0 3 4 5 6 7
///     normalised  "ab c"          origin[i] is the source byte that normalised byte i came from
struct NormalizedText {
  std::string text;
  std::vector<uint32_t> origin;  ///< text.size() + 1 entries, rising; the last is the source's size

  /// The source span behind a span of the normalised text.
  Span source(Span normalized) const { return {origin[normalized.begin], origin[normalized.end]}; }
};

NormalizedText normalize(std::string_view text, const Folding& folding);

}  // namespace annals
