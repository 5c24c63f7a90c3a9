#include "text/token.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>

#include <array>

#include "text/utf8.h"

namespace annals {
namespace {

enum class Class : uint8_t {
  kLetter,
  kMark,
  kDigit,
  kIdeograph,
  kSpace,
  kLineBreak,
  kInvisible,
  kPunctuation,
  kSymbol
};

Script script_from_icu(UScriptCode code) {
  switch (code) {
    case USCRIPT_LATIN:
      return Script::kLatin;
    case USCRIPT_ARABIC:
      return Script::kArabic;
    case USCRIPT_HAN:
      return Script::kHan;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
    case USCRIPT_KATAKANA_OR_HIRAGANA:
      return Script::kKana;
    case USCRIPT_HANGUL:
      return Script::kHangul;
    case USCRIPT_CYRILLIC:
      return Script::kCyrillic;
    case USCRIPT_GREEK:
      return Script::kGreek;
    case USCRIPT_HEBREW:
      return Script::kHebrew;
    case USCRIPT_DEVANAGARI:
      return Script::kDevanagari;
    case USCRIPT_THAI:
      return Script::kThai;
    default:
      return Script::kOther;
  }
}

bool is_ascii_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// The unified ideograph of three bytes at `at`; 0 for anything else.
char32_t ideograph_at(std::string_view text, size_t at) {
  constexpr char32_t kFirst = 0x4E00, kLast = 0x9FFF;
  if (at + 3 > text.size()) return 0;
  const auto byte = [&](size_t k) { return static_cast<unsigned char>(text[at + k]); };
  if (byte(0) < 0xE4 || byte(0) > 0xE9 || (byte(1) & 0xC0) != 0x80 || (byte(2) & 0xC0) != 0x80) return 0;
  const char32_t c = (byte(0) & 0x0FU) << 12 | (byte(1) & 0x3FU) << 6 | (byte(2) & 0x3FU);
  return c >= kFirst && c <= kLast ? c : 0;
}

bool is_hiragana(char32_t c) { return c >= 0x3041 && c <= 0x309F; }

Class classify(char32_t c) {
  if (c == '\n' || c == '\r' || c == 0x85 || c == 0x2028 || c == 0x2029) return Class::kLineBreak;
  const auto point = static_cast<UChar32>(c);
  const int8_t type = u_charType(point);
  switch (type) {
    case U_UPPERCASE_LETTER:
    case U_LOWERCASE_LETTER:
    case U_TITLECASE_LETTER:
    case U_MODIFIER_LETTER:
      return Class::kLetter;
    case U_OTHER_LETTER:
      return u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC) || is_hiragana(c) ? Class::kIdeograph : Class::kLetter;
    case U_LETTER_NUMBER:
      return c == 0x3007 ? Class::kIdeograph : Class::kSymbol;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK:
      return Class::kMark;
    case U_DECIMAL_DIGIT_NUMBER:
      return Class::kDigit;
    case U_SPACE_SEPARATOR:
      return Class::kSpace;
    case U_CONTROL_CHAR:
      return Class::kSpace;
    case U_FORMAT_CHAR:
      return Class::kInvisible;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION:
      return Class::kPunctuation;
    default:
      return Class::kSymbol;
  }
}

struct Properties {
  Class kind;
  Script script;
  bool upper;
};

Properties compute(char32_t c) {
  UErrorCode error = U_ZERO_ERROR;
  const UScriptCode code = uscript_getScript(static_cast<UChar32>(c), &error);
  return {classify(c), U_SUCCESS(error) ? script_from_icu(code) : Script::kOther,
          u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_UPPERCASE) != 0};
}

// The properties of the code points below U+3100, where all but ideographs live; computed once.
constexpr char32_t kCached = 0x3100;

const std::array<Properties, kCached>& cache() {
  static const std::array<Properties, kCached> kTable = [] {
    std::array<Properties, kCached> table{};
    for (char32_t c = 0; c < kCached; ++c) table[c] = compute(c);
    return table;
  }();
  return kTable;
}

}  // namespace

Script script_of(char32_t c) {
  const Properties p = c < kCached ? cache()[c] : compute(c);
  return p.kind == Class::kLetter || p.kind == Class::kIdeograph || p.kind == Class::kMark ? p.script : Script::kOther;
}

std::vector<Token> tokenize(std::string_view text, Span range) {
  const auto& table = cache();
  const auto properties = [&](char32_t c) {
    if (c < kCached) return table[c];
    if (c >= 0x4E00 && c <= 0x9FFF) return Properties{Class::kIdeograph, Script::kHan, false};
    return compute(c);
  };
  std::vector<Token> tokens;
  tokens.reserve(range.size() / 5 + 4);
  bool space = true;
  uint32_t at = range.begin;
  while (at < range.end) {
    if (ideograph_at(text.substr(0, range.end), at) != 0) {
      tokens.push_back({{at, at + 3}, 0, TokenKind::kIdeograph, Script::kHan, false, false, space});
      space = false;
      at += 3;
      continue;
    }
    CodePoint c = decode(text.substr(0, range.end), at);
    Properties p = properties(c.value);
    switch (p.kind) {
      case Class::kSpace:
        space = true;
        at += c.bytes;
        continue;
      case Class::kInvisible:
        at += c.bytes;
        continue;
      case Class::kLineBreak: {
        if (!tokens.empty() && tokens.back().kind == TokenKind::kLineBreak) {
          tokens.back().span.end = at + c.bytes;
        } else {
          tokens.push_back({{at, at + c.bytes}, 0, TokenKind::kLineBreak, Script::kOther, false, false, space});
        }
        space = true;
        at += c.bytes;
        continue;
      }
      default:
        break;
    }
    Token token{{at, at + c.bytes}, 0, TokenKind::kPunctuation, p.script, false, false, space};
    space = false;
    if (p.kind == Class::kIdeograph) {
      token.kind = TokenKind::kIdeograph;
    } else if (p.kind == Class::kSymbol) {
      token.kind = TokenKind::kSymbol;
    } else if (p.kind == Class::kDigit) {
      token.kind = TokenKind::kNumber;
      const char32_t zero = c.value - static_cast<char32_t>(u_charDigitValue(static_cast<UChar32>(c.value)));
      while (token.span.end < range.end) {
        c = decode(text.substr(0, range.end), token.span.end);
        if (c.value < zero || c.value > zero + 9) break;
        token.span.end += c.bytes;
      }
    } else if (p.kind == Class::kLetter || p.kind == Class::kMark) {
      token.kind = TokenKind::kWord;
      token.capitalized = p.upper;
      uint32_t letters = 1;
      bool all_upper = p.upper;
      uint32_t end = token.span.end;  // invisible marks at the end stay outside
      while (end < range.end) {
        if (token.script == Script::kLatin && is_ascii_letter(text[end])) {  // as most are
          all_upper = all_upper && text[end] <= 'Z';
          ++letters;
          token.span.end = ++end;
          continue;
        }
        c = decode(text.substr(0, range.end), end);
        p = properties(c.value);
        if (p.kind == Class::kInvisible) {
          end += c.bytes;
          continue;
        }
        if (p.kind != Class::kLetter && p.kind != Class::kMark) break;
        // A change between scripts that are not mixed in one word begins a new token ("في Google").
        if (p.kind == Class::kLetter && p.script != token.script && p.script != Script::kOther &&
            token.script != Script::kOther)
          break;
        if (p.kind == Class::kLetter) {
          ++letters;
          all_upper = all_upper && p.upper;
        }
        end += c.bytes;
        token.span.end = end;
      }
      token.all_capitals = all_upper && letters > 1;
    }
    at = token.span.end;
    tokens.push_back(token);
  }
  return tokens;
}

void folded_form(std::string_view text, const Token& token, const Folding& folding, std::string& out) {
  const std::string_view form = token.span.of(text);
  if (token.kind == TokenKind::kIdeograph) {
    const char32_t c = ideograph_at(form, 0);
    if (c != 0 && form.size() == 3 && folding.fold(c) == c) {
      out.assign(form);
      return;
    }
  }
  // A word of letters of one or two bytes, as most are, is written in one go.
  std::array<char, 48> plain;
  size_t at = 0, written = 0;
  bool composing = false;
  while (at < form.size() && written + 1 < plain.size()) {
    const auto first = static_cast<unsigned char>(form[at]);
    if (first < 0x80) {
      const char32_t folded = folding.fold(first);
      if (folded == 0 || folded >= 0x80) break;
      plain[written++] = static_cast<char>(folded);
      ++at;
      continue;
    }
    if (first >= 0xE0) break;
    const CodePoint c = decode(form, at);
    const char32_t folded = folding.fold(c.value);
    if (c.bytes != 2 || folded >= 0x800) break;
    at += 2;
    if (folded == 0) continue;
    composing |= Folding::may_compose(folded);
    if (folded < 0x80) {
      plain[written++] = static_cast<char>(folded);
    } else {
      plain[written++] = static_cast<char>(0xC0 | folded >> 6);
      plain[written++] = static_cast<char>(0x80 | (folded & 0x3F));
    }
  }
  out.assign(plain.data(), written);
  while (at < form.size()) {
    const CodePoint c = decode(form, at);
    at += c.bytes;
    const char32_t folded = folding.fold(c.value);
    composing |= Folding::may_compose(folded);
    if (folded != 0) append(out, folded);
  }
  if (composing) out = folding.fold(form);
}

}  // namespace annals
