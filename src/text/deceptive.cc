#include "text/deceptive.h"

#include <unicode/locid.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uspoof.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr std::string_view kOverrides[] = {"\xE2\x80\xAD", "\xE2\x80\xAE"};  // U+202D, U+202E
constexpr std::string_view kShown[] = {"‹U+202D›", "‹U+202E›"};

constexpr auto kAlphabets =
    std::to_array<UScriptCode>({USCRIPT_LATIN, USCRIPT_CYRILLIC, USCRIPT_GREEK, USCRIPT_ARMENIAN, USCRIPT_CHEROKEE,
                                USCRIPT_COPTIC, USCRIPT_GEORGIAN, USCRIPT_LISU});

const USpoofChecker* checker() {
  static const std::unique_ptr<USpoofChecker, decltype(&uspoof_close)> kChecker = [] {
    UErrorCode status = U_ZERO_ERROR;
    return std::unique_ptr<USpoofChecker, decltype(&uspoof_close)>(uspoof_open(&status), &uspoof_close);
  }();
  return kChecker.get();
}

std::string skeleton(const icu::UnicodeString& text) {
  UErrorCode status = U_ZERO_ERROR;
  icu::UnicodeString look;
  if (checker() == nullptr) return {};
  uspoof_getSkeletonUnicodeString(checker(), 0, text, look, &status);
  std::string out;
  if (U_SUCCESS(status)) look.toUTF8String(out);
  return out;
}

}  // namespace

size_t count_direction_overrides(std::string_view text) {
  size_t count = 0;
  for (size_t at = text.find("\xE2\x80"); at != std::string_view::npos; at = text.find("\xE2\x80", at + 1)) {
    const std::string_view mark = text.substr(at, 3);
    count += mark == kOverrides[0] || mark == kOverrides[1] ? 1 : 0;
  }
  return count;
}

std::string show_direction_overrides(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const std::string_view mark = text.substr(at, 3);
    const size_t which = mark == kOverrides[0] ? 0 : mark == kOverrides[1] ? 1 : 2;
    if (which < 2) {
      out += kShown[which];
      at += mark.size();
    } else {
      out += text[at++];
    }
  }
  return out;
}

std::vector<std::string> mixed_alphabets(std::string_view name) {
  std::set<UScriptCode> word, mixed;
  const auto end_word = [&] {
    if (word.size() > 1) mixed.insert(word.begin(), word.end());
    word.clear();
  };
  for (size_t at = 0; at < name.size();) {
    const CodePoint c = decode(name, at);
    at += c.bytes;
    const auto point = static_cast<UChar32>(c.value);
    if (u_isalpha(point) == 0) {
      const bool inside = u_isdigit(point) != 0 || u_charType(point) == U_NON_SPACING_MARK || c.value == '\'';
      if (!inside) end_word();
      continue;
    }
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode script = uscript_getScript(point, &status);
    if (std::find(kAlphabets.begin(), kAlphabets.end(), script) != kAlphabets.end()) word.insert(script);
  }
  end_word();
  std::vector<std::string> names;
  for (const UScriptCode script : mixed) names.emplace_back(uscript_getName(script));
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<Span> mixed_words(std::string_view text) {
  const auto is_letter = [](unsigned char c) { return (c | 0x20) >= 'a' && (c | 0x20) <= 'z'; };
  // Greek, Cyrillic, Armenian: the first bytes of their letters.
  const auto is_other = [](unsigned char c) { return c >= 0xCD && c <= 0xD6; };
  std::vector<Span> words;
  for (uint32_t at = 0; at < text.size();) {
    uint32_t end = at;
    bool letter = false, other = false;
    for (; end < text.size(); ++end) {
      const auto c = static_cast<unsigned char>(text[end]);
      const bool digit = c >= '0' && c <= '9';
      if (!is_letter(c) && c < 0x80 && !digit) break;
      letter |= is_letter(c);
      other |= is_other(c);
    }
    if (letter && other && !mixed_alphabets(text.substr(at, end - at)).empty()) words.push_back({at, end});
    at = end + 1;
  }
  return words;
}

std::vector<std::string> looks_of(std::string_view name) {
  const icu::UnicodeString text =
      icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<int32_t>(name.size())));
  icu::UnicodeString capitals(text);
  capitals.toUpper(icu::Locale::getRoot());
  return {skeleton(text), skeleton(capitals)};
}

}  // namespace annals
