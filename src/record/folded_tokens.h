// A text's tokens in folded form: what small phrase lists are matched with.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"
#include "text/fold.h"
#include "text/token.h"

namespace annals {

struct FoldedToken {
  std::string folded;
  Span span;
  TokenKind kind = TokenKind::kWord;
};

/// The tokens of a range of the text, in order.
std::vector<FoldedToken> folded_tokens(std::string_view text, Span range, const Folding& folding);

/// Whether the phrase (folded) stands at tokens[at], and whole.
bool stands_at(const std::vector<FoldedToken>& tokens, size_t at, const std::vector<std::string>& phrase);

/// A phrase as its folded tokens.
std::vector<std::string> folded_phrase(std::string_view surface, const Folding& folding);

}  // namespace annals
