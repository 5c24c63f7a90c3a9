// Quotation marks, and what stands between them.
#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "reading/analysis.h"

namespace annals {

/// Tables `quotes` (columns: open, close, kind) and `unnamed` (kind, forms), `answers` (kind, forms). Immutable; any
/// thread.
struct QuoteRules {
  struct Pair {
    char32_t open = 0;
    char32_t close = 0;
  };
  std::vector<Pair> marks;
  std::vector<char32_t> dashes;  ///< a dash that begins a line of dialogue
  std::vector<char32_t> colons;
  /// Words for speakers whom nobody names ('sources'), those that make one of a description ('a', 'another'), and
  /// officials who are nobody told of before unless the text calls somebody so ('the judge').
  enum Unnamed : uint32_t { kMany, kOne, kIndefinite, kOfficial };
  PhraseTable unnamed;       ///< payload: Unnamed
  PhraseTable answers;       ///< verbs that answer somebody
  PhraseTable answer_nouns;  ///< 'the answer', 'the reply'
  PhraseTable titles;        ///< right before words in marks that are a title: 'entitled'
};

std::shared_ptr<const QuoteRules> compile_quotes(const Pack& pack, Language& language);

/// Words between quotation marks. Tokens are indices within the block, half-open and without the marks.
struct QuotedStretch {
  uint32_t first = 0, end = 0;
  uint32_t depth = 0;  ///< stretches around it
  Span span;
};

/// Whether tokens `at` and `at` + 1 are one mark: typewriters' ''…'' and ``…''.
bool is_doubled_mark(std::string_view text, const std::vector<Token>& tokens, uint32_t at);

/// Pairs the marks of a block, line by line, in order of their beginnings. Linear.
std::vector<QuotedStretch> pair_marks(std::string_view text, const AnalyzedBlock& block);

}  // namespace annals
