// Names written to be taken for other names: letters of another alphabet among a word's own ('Мarco' with a Cyrillic
// М), digits for letters, whole words of another alphabet.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "record/record.h"

namespace annals {

struct LookAlike {
  uint32_t entity = kNone;             ///< that has the spelling; kNone where it stands in a text without being read
  std::string name;                    ///< the spelling that deceives
  std::vector<std::string> alphabets;  ///< mixed in one of its words; empty when only its look is another's
  uint32_t other = kNone;              ///< the entity with a spelling that looks the same, perhaps the same one
  std::string other_name;              ///< that spelling
  uint32_t document = kNone;           ///< and its place, where it stands in a text
  Span span;
};

/// Spellings of entities, in order of these, then words in texts that mix alphabets and look like a name. Of two
/// spellings that look the same, the one with mixed alphabets deceives, else the rarer. Capital i and small L alone
/// deceive only in longer names. Linear in names and texts.
std::vector<LookAlike> find_look_alikes(std::span<const Entity> entities, std::span<const DocumentReading> documents);

/// One sentence: `“X” mixes Cyrillic and Latin letters and looks like “Y”`.
std::string describe(const LookAlike& look_alike);

}  // namespace annals
