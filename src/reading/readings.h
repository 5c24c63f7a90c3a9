// Ways to read the next word: a token as it stands, without the article written together with it, or what a conjunction
// or preposition written together with it leaves over (languages/lexicon.h, Alternative).
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "languages/lexicon.h"

namespace annals {

/// A place between words: before token `token`, or inside it behind the proclitic of its alternative number `rest - 1`.
struct Cursor {
  uint32_t token = 0;
  uint32_t rest = 0;
  friend bool operator==(const Cursor&, const Cursor&) = default;
};

/// The role that each row of a pack's `clitics` table plays in patterns.
struct CliticWords {
  std::vector<uint32_t> word;  ///< by row: the vocabulary's number of the clitic's first letter; 0 for a bare article
  std::vector<uint32_t> article;  ///< by row: the bytes of 'the' alone, which patterns see through; 0 for other clitics

  /// Whether the alternative leaves out an article and nothing else.
  bool only_article(const Alternative& other) const {
    return article[other.clitic] != 0 && other.skip_bytes <= article[other.clitic];
  }
};

/// The words of one block as patterns see them.
struct WordView {
  std::string_view text;
  const TokenizedText* tokens = nullptr;
  const CliticWords* clitics = nullptr;

  const Token& token(uint32_t i) const { return tokens->tokens[i]; }
  uint32_t size() const { return static_cast<uint32_t>(tokens->tokens.size()); }
  bool at_end(Cursor c) const { return c.token >= size(); }
  /// The byte where the cursor stands.
  uint32_t begin(Cursor c) const {
    const Token& t = token(c.token);
    return t.span.begin +
           (c.rest == 0 ? 0 : tokens->alternatives[tokens->first_alternative[c.token] + c.rest - 1].skip_bytes);
  }
  /// The byte where the word before the cursor ends (c.token > 0).
  uint32_t end(Cursor c) const { return token(c.token - 1).span.end; }
  /// Whether white space or the text's beginning stands before the cursor.
  bool space_before(Cursor c) const { return c.rest == 0 && token(c.token).space_before; }

  /// Calls visit(word, next cursor) for each reading of the next word; words of number 0 are left out.
  template <class Visit>
  void words(Cursor c, Visit&& visit) const {
    if (at_end(c)) return;
    const Token& t = token(c.token);
    const Cursor next{c.token + 1, 0};
    if (c.rest == 0) {
      if (t.word != 0) visit(t.word, next);
    }
    if (tokens->first_alternative.empty()) return;
    const uint32_t from = tokens->first_alternative[c.token], to = tokens->first_alternative[c.token + 1];
    if (c.rest != 0) {
      visit(tokens->alternatives[from + c.rest - 1].word, next);
      return;
    }
    for (uint32_t a = from; a < to; ++a) {
      const Alternative& other = tokens->alternatives[a];
      if (clitics->only_article(other)) {
        visit(other.word, next);
      } else if (clitics->word[other.clitic] != 0) {
        visit(clitics->word[other.clitic], Cursor{c.token, a - from + 1});
      }
    }
  }
};

}  // namespace annals
