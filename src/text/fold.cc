#include "text/fold.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <algorithm>

#include "text/utf8.h"

namespace annals {
namespace {

// Marks that spelling may carry or leave out: Arabic vowel signs and tatweel, Hebrew points, bidi controls, joiners,
// soft hyphen, byte order mark, variation selectors.
bool disappears(char32_t c) {
  return c == 0x00AD || c == 0x0640 || (c >= 0x064B && c <= 0x0652) || c == 0x0653 || c == 0x0670 ||
         (c >= 0x0610 && c <= 0x061A) || (c >= 0x06D6 && c <= 0x06DC) || (c >= 0x06DF && c <= 0x06E8) ||
         (c >= 0x06EA && c <= 0x06ED) || (c >= 0x0591 && c <= 0x05BD) || (c >= 0x200B && c <= 0x200F) ||
         (c >= 0x202A && c <= 0x202E) || (c >= 0x2060 && c <= 0x2069) || c == 0x061C || (c >= 0xFE00 && c <= 0xFE0F) ||
         c == 0xFEFF;
}

// Alef with hamza or madda, alef maksura, Persian yeh and kaf: one letter each. Apostrophes and hyphens too.
char32_t unify(char32_t c) {
  switch (c) {
    case 0x0622:
    case 0x0623:
    case 0x0625:
    case 0x0671:
      return 0x0627;
    case 0x0649:
    case 0x06CC:
      return 0x064A;
    case 0x06A9:
      return 0x0643;
    case 0x2018:
    case 0x2019:
    case 0x02BC:
      return '\'';
    case 0x2010:
    case 0x2011:
    case 0x2012:
    case 0x2013:
    case 0x2212:
      return '-';
    default:
      return c;
  }
}

char32_t fold_once(char32_t c, const icu::Normalizer2& compatibility) {
  if (disappears(c)) return 0;
  const int digit = u_charDigitValue(static_cast<UChar32>(c));
  if (digit >= 0 && u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER)
    return U'0' + static_cast<char32_t>(digit);
  auto folded = static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
  icu::UnicodeString decomposition;
  if (compatibility.getDecomposition(static_cast<UChar32>(folded), decomposition) && decomposition.countChar32() == 1)
    folded = static_cast<char32_t>(decomposition.char32At(0));
  folded = unify(folded);
  return folded < 0x10000 ? folded : c;
}

// Folded until nothing changes: a compatibility form may decompose into a letter that folds further.
char32_t fold_letter(char32_t c, const icu::Normalizer2& compatibility) {
  for (int step = 0; step < 4; ++step) {
    const char32_t next = fold_once(c, compatibility);
    if (next == c || next == 0) return next;
    c = next;
  }
  return c;
}

}  // namespace

Folding::Folding(const std::vector<std::pair<char32_t, char32_t>>& extra) : table_(kTableSize) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* compatibility = icu::Normalizer2::getNFKCInstance(error);
  for (char32_t c = 0; c < kTableSize; ++c) table_[c] = static_cast<char16_t>(c);
  // Unified ideographs, Hangul syllables and the private use area fold to themselves; leaving them out keeps start-up
  // short.
  const auto fold_range = [&](char32_t first, char32_t last) {
    for (char32_t c = first; c <= last; ++c) table_[c] = static_cast<char16_t>(fold_letter(c, *compatibility));
  };
  if (U_SUCCESS(error)) {
    fold_range(0, 0x33FF);
    fold_range(0xA640, 0xABFF);
    fold_range(0xF900, 0xFFFF);
  }
  for (const auto& [from, to] : extra) {
    if (from < kTableSize && to < kTableSize) table_[from] = static_cast<char16_t>(to);
  }
}

char32_t Folding::fold_rare(char32_t c) const {
  return static_cast<char32_t>(u_foldCase(static_cast<UChar32>(c), U_FOLD_CASE_DEFAULT));
}

std::string Folding::fold(std::string_view text) const {
  std::string out;
  out.reserve(text.size());
  bool composing = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += c.bytes;
    const char32_t folded = fold(c.value);
    composing |= may_compose(folded);
    if (folded != 0) append(out, folded);
  }
  if (!composing) return out;
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* canonical = icu::Normalizer2::getNFCInstance(error);
  if (U_FAILURE(error)) return out;
  std::string composed;
  canonical->normalize(icu::UnicodeString::fromUTF8(out), error).toUTF8String(composed);
  if (U_FAILURE(error) || composed == out) return out;
  return fold(composed);  // what was composed may fold further; composition shortens, so this ends
}

}  // namespace annals
