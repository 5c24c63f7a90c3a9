// One form for what readers take as the same letter: case, width, presentation forms, Arabic vowel signs, tatweel and
// alef variants, traditional Han where `folding.tsv` maps it, invisible marks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace annals {

/// A folding of single code points: each becomes one code point or disappears. Immutable after construction; any
/// thread.
class Folding {
 public:
  /// Unicode simple case folding and NFKC of single code points (ICU), marks that carry no meaning removed, and then
  /// `extra`: pairs (from, to), where to = 0 removes the code point.
  explicit Folding(const std::vector<std::pair<char32_t, char32_t>>& extra = {});

  /// The folded code point; 0 when it disappears. A combining mark that composes with the letter before it is composed
  /// by fold(), not here.
  char32_t fold(char32_t c) const { return c < kTableSize ? table_[c] : fold_rare(c); }
  /// Whether the folded code point is a mark that composes with a letter before it (accents, hamza above).
  static bool may_compose(char32_t c) {
    return (c >= 0x300 && c < 0x370) || c == 0x654 || c == 0x655 || c == 0x3099 || c == 0x309A;
  }
  /// The folded form of well-formed UTF-8, composed (NFC).
  std::string fold(std::string_view text) const;

 private:
  static constexpr char32_t kTableSize = 0x10000;
  char32_t fold_rare(char32_t c) const;
  std::vector<char16_t> table_;
};

}  // namespace annals
