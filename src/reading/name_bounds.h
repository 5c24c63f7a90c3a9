// Where the names of a document begin and end: what does not belong to a name is cut off, what does is taken in.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "reading/analysis.h"
#include "reading/name_features.h"
#include "reading/reading.h"

namespace annals {

enum class NameKind : uint8_t;
enum class NamePart : uint8_t;

/// A name as a run of tokens, less `skip_bytes` at its beginning (an Arabic proclitic).
struct NameSpan {
  const AnalyzedBlock* block = nullptr;
  uint32_t first = 0, count = 0;
  uint32_t skip_bytes = 0;
  EntityType type = EntityType::kPerson;
  float confidence = 1;
  bool said = false;                       ///< its own words say what it is (name_composition.h)
  std::array<float, kNameTypes> scores{};  ///< what speaks for each of kLabelTypes, a token

  uint32_t end() const { return first + count; }
  Span span() const {
    const auto& tokens = block->text.tokens;
    return {tokens[first].span.begin + skip_bytes, tokens[first + count - 1].span.end};
  }
};

/// A name's words, folded, without punctuation. Letters that are written without spaces are one word up to a point.
struct NameText {
  std::vector<std::string> words;
  std::string key;  ///< the words joined by blanks
};
NameText name_text(std::string_view text, const NameSpan& name);

/// The same as numbers, which are equal where the words are.
struct NameKey {
  uint64_t all = 0;   ///< of all words
  uint64_t last = 0;  ///< of the last word, as if it were the whole name
  uint32_t words = 0;
};
NameKey name_key(std::string_view text, const NameSpan& name);
/// How often names stand in a document, by NameKey::all.
using NameCounts = std::unordered_map<uint64_t, uint32_t>;

/// The points that part the words of a foreign name where words are not separated (伊万·彼得罗夫), in all their forms.
inline bool is_middle_dot(char32_t c) { return c == 0xB7 || c == 0x2022 || c == 0x2027 || c == 0x30FB || c == 0xFF65; }
/// Marks that stand inside names: 'Jean-Luc', "O'Hara", 'JD.com', 'A&B'.
inline bool joins_words(char32_t c) {
  return c == '-' || c == '\'' || c == 0x2019 || c == '.' || c == '&' || is_middle_dot(c) || c == '/' || c == 0x2010 ||
         c == 0x2011;
}

/// Whether a phrase of the kind begins at token `k`.
bool is_kind(const AnalyzedBlock& block, uint32_t k, NameKind kind);
/// The same of the words that say themselves what they name.
bool is_part(const AnalyzedBlock& block, uint32_t k, NamePart part);

/// Takes titles and common nouns off the ends. False when nothing is left.
bool trim_name(std::string_view text, const NameFeatures& features, NameSpan& name);

/// Cuts proclitics and what common words the tagger took in off; joins what hyphens and mere blanks divide. In: the
/// names in their order. Out: in order of span, not overlapping.
void settle_bounds(const Analysis& analysis, std::vector<NameSpan>& names);

}  // namespace annals
