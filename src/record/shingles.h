// Fingerprints of text, for finding copies: winnowing (Schleimer, Wilkerson and Aiken 2003) over letters.
//
// Letters are what normalize() keeps, without the spaces: so line breaks, punctuation, and the space that some writers
// put between Han and Latin letters make no difference. Shingles are counted in bytes, which evens out scripts: 24
// bytes are eight Han characters, twelve Arabic or Cyrillic letters, or four to five English words.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sources/document.h"
#include "text/fold.h"

namespace annals {

constexpr uint32_t kShingleBytes = 24;
constexpr uint32_t kWinnowWindow = 24;  ///< any run of kShingleBytes + kWinnowWindow - 1 equal bytes is found

/// The folded letters of a document's blocks, furniture left out, and where they came from.
struct Letters {
  std::string text;
  std::vector<uint32_t>
      origin;  ///< text.size() + 1 entries: the byte of Document::text; all bytes of a letter have its begin
  std::vector<bool> word_begin;  ///< text.size() + 1 entries: a cut here splits no word
  std::vector<uint32_t> blocks;  ///< where blocks begin in `text`, rising, then text.size()
};
Letters letters_of(const Document& document, const Folding& folding);

struct Fingerprint {
  uint32_t hash = 0;
  uint32_t position = 0;  ///< of the shingle in Letters::text
};
/// The winnowed fingerprints, by position. Linear.
std::vector<Fingerprint> winnow(std::string_view letters);

}  // namespace annals
