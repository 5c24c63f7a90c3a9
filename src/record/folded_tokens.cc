#include "record/folded_tokens.h"

namespace annals {

std::vector<FoldedToken> folded_tokens(std::string_view text, Span range, const Folding& folding) {
  std::vector<FoldedToken> out;
  for (const Token& token : tokenize(text, range)) {
    FoldedToken& folded = out.emplace_back();
    folded_form(text, token, folding, folded.folded);
    folded.span = token.span;
    folded.kind = token.kind;
  }
  return out;
}

bool stands_at(const std::vector<FoldedToken>& tokens, size_t at, const std::vector<std::string>& phrase) {
  if (phrase.empty() || at + phrase.size() > tokens.size()) return false;
  for (size_t i = 0; i < phrase.size(); ++i) {
    if (tokens[at + i].folded != phrase[i]) return false;
  }
  return true;
}

std::vector<std::string> folded_phrase(std::string_view surface, const Folding& folding) {
  std::vector<std::string> out;
  for (FoldedToken& token : folded_tokens(surface, {0, static_cast<uint32_t>(surface.size())}, folding))
    out.push_back(std::move(token.folded));
  return out;
}

}  // namespace annals
