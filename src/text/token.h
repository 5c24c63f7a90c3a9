// Tokens: the units that all reading works on, the same in every script.
//
// A word is a run of letters and marks. A number is a run of digits of one script. Each Han ideograph and each hiragana
// is a token of its own (words are phrases of such tokens; see languages/lexicon.h), so Chinese needs no dictionary to
// be cut. Everything else is punctuation or a symbol, one code point a token; a run of line breaks is one token.
// Invisible marks (bidi controls, soft hyphen, zero-width) belong to no token unless inside a word.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "text/fold.h"

namespace annals {

enum class TokenKind : uint8_t { kWord, kNumber, kIdeograph, kPunctuation, kSymbol, kLineBreak };
enum class Script : uint8_t {
  kOther,
  kLatin,
  kArabic,
  kHan,
  kKana,
  kHangul,
  kCyrillic,
  kGreek,
  kHebrew,
  kDevanagari,
  kThai
};

/// The script of a letter; kOther for digits, punctuation and what is not listed.
Script script_of(char32_t c);

struct Token {
  Span span;          ///< bytes in the document's text
  uint32_t word = 0;  ///< the folded form's number in the language's vocabulary; 0 when unknown there
  TokenKind kind = TokenKind::kWord;
  Script script = Script::kOther;
  bool capitalized = false;   ///< begins with an upper-case letter
  bool all_capitals = false;  ///< two or more letters, all upper-case
  bool space_before = false;  ///< white space or the text's beginning stands before it

  friend bool operator==(const Token&, const Token&) = default;
};

/// Cuts text[range] into tokens (word = 0 everywhere). Spans are in `text`. Pieces between tokens are white space and
/// invisible marks only. Linear.
std::vector<Token> tokenize(std::string_view text, Span range);

/// The folded form of a token, into `out` (cleared first). Digits of every script become 0-9.
void folded_form(std::string_view text, const Token& token, const Folding& folding, std::string& out);

}  // namespace annals
