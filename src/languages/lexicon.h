// Words and phrases: from surface forms in packs to fast matching on tokens.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "text/fold.h"
#include "text/token.h"

namespace annals {

/// Numbers for the folded words of one language. Filled while a language is compiled, then only read; any thread.
class Vocabulary {
 public:
  explicit Vocabulary(const Folding& folding);

  /// The word's number (1 and up), new when it was unknown. `folded` is in folded form.
  uint32_t add(std::string_view folded);
  /// The word's number, or 0.
  uint32_t find(std::string_view folded) const { return find(folded, hash(folded)); }
  /// The same in steps, so that memory is fetched while other words are read: fetch(), some words later fetch_word(),
  /// then find().
  static uint32_t hash(std::string_view folded) { return static_cast<uint32_t>(stable_hash(folded)); }
  void fetch(uint32_t hash) const;
  void fetch_word(uint32_t hash) const;
  uint32_t find(std::string_view folded, uint32_t hash) const;
  std::string_view text(uint32_t word) const { return words_[word - 1]; }
  uint32_t size() const { return static_cast<uint32_t>(words_.size()); }
  const Folding& folding() const { return *folding_; }

 private:
  const Folding* folding_;
  std::vector<std::string> words_;
  // Open addressing with linear probing: a word's number, or 0; the size is a power of two, at most half full. A
  // look-up touches one line of memory for most words of a text, which are not in the vocabulary.
  struct Slot {
    uint32_t hash = 0;
    uint32_t number = 0;
  };
  std::vector<Slot> slots_;
};

/// Another way to read a token: without a proclitic ('and', 'to', 'the' written together in Arabic).
struct Alternative {
  uint32_t skip_bytes = 0;  ///< bytes of the token that belong to the clitic
  uint32_t word = 0;        ///< the rest, in the vocabulary (never 0)
  uint32_t clitic = 0;      ///< row of the pack's `clitics` table
};

/// The tokens of one block in one language, with word numbers and alternatives.
struct TokenizedText {
  std::vector<Token> tokens;
  std::vector<uint64_t> forms;            ///< stable_hash of each token's folded form; 0 for line breaks
  std::vector<Alternative> alternatives;  ///< of all tokens, in their order
  std::vector<uint32_t>
      first_alternative;  ///< tokens.size() + 1 entries into `alternatives`; empty when there are none
};

/// A proclitic of the pack's `clitics` table (columns: surface, meaning, before, swallows), folded.
struct Clitic {
  std::string folded;
  uint32_t row = 0;
  std::string swallows;  ///< what the word behind it loses: للشركة is ل + الشركة
};

/// Tokens of text[range] with word numbers, and alternatives for Arabic-script words that begin with a clitic (two at
/// the most, outermost first: و + بال) when the rest is in the vocabulary. A word in the vocabulary keeps its
/// alternatives too.
TokenizedText tokenize(std::string_view text, Span range, const Vocabulary& vocabulary,
                       const std::vector<Clitic>& clitics);

/// A set of phrases, each with a payload number. Phrases are cut by the same tokenizer as texts, so they match whatever
/// the spacing inside is; line breaks inside a phrase never match.
class PhraseTable {
 public:
  /// Adds a phrase as written in a pack. Empty or only punctuation-free white space is ignored.
  void add(std::string_view surface, uint32_t payload, Vocabulary& vocabulary);

  struct Match {
    uint32_t first = 0;       ///< token index
    uint32_t count = 0;       ///< tokens
    uint32_t skip_bytes = 0;  ///< clitic bytes at the beginning of the first token
    uint32_t clitic = 0;      ///< row + 1 of the clitic read off, or 0
    uint32_t payload = 0;
    /// Whether the payload is this one of an enumeration.
    template <class Kind>
    bool is(Kind kind) const {
      return payload == static_cast<uint32_t>(kind);
    }
  };
  /// All phrases that begin at token `at`, longest first; payloads of one phrase in the order they were added.
  /// Time: the length of the longest phrase begun, not the size of the table.
  void match(const TokenizedText& text, uint32_t at, std::vector<Match>& out) const;
  /// The longest one's payload, with count = 0 when none.
  Match longest(const TokenizedText& text, uint32_t at) const;
  /// Tokens of the longest phrase there with this payload; 0 when there is none.
  template <class Kind>
  uint32_t count_of(const TokenizedText& text, uint32_t at, Kind kind) const;
  /// Whether one of the phrases there fits.
  template <class Fits>
  bool any(const TokenizedText& text, uint32_t at, Fits&& fits) const;
  bool empty() const { return roots_.empty(); }

 private:
  struct Node {
    uint64_t words = 0;    // bit (word mod 64) of every word that goes on from here; most words do not, and end here
    uint32_t payload = 0;  // of the phrase that ends here; of several, where they begin in `payloads_`
    uint32_t payload_count = 0;
  };
  template <class Keep>
  void walk(const TokenizedText& text, uint32_t at, uint32_t word, Keep&& keep) const;
  template <class Keep>
  void each(const TokenizedText& text, uint32_t at, Keep&& keep) const;
  void fetch_ahead(const TokenizedText& text, uint32_t at) const;
  bool begins(uint32_t word) const { return word / 64 < begins_.size() && (begins_[word / 64] >> word % 64 & 1) != 0; }
  void add_payload(Node& node, uint32_t payload);
  uint32_t next(uint32_t node, uint32_t word) const;
  uint32_t add_edge(uint32_t node, uint32_t word);
  uint32_t add_node();

  // Most words begin no phrase: bits say which do, small enough to stay at hand.
  std::vector<uint64_t> begins_;
  std::vector<uint32_t> roots_;  // by first word: the node behind it, or 0
  std::vector<Node> nodes_;
  std::vector<uint32_t> payloads_;  // of phrases that have several
  // From all other nodes: open addressing with linear probing; the size is a power of two, at most half full.
  struct Edge {
    uint32_t node = 0, word = 0;
    uint32_t next = 0;  // 0 for an empty slot
  };
  std::vector<Edge> edges_;
  size_t edge_count_ = 0;
};

// Calls keep(tokens, payload) for each phrase that begins with `word` at `at`, shorter ones first.
template <class Keep>
void PhraseTable::walk(const TokenizedText& text, uint32_t at, uint32_t word, Keep&& keep) const {
  if (!begins(word)) return;
  uint32_t number = roots_[word];
  for (uint32_t i = at; number != 0; ++i) {
    const Node& node = nodes_[number];
    if (node.payload_count == 1) {
      keep(i + 1 - at, node.payload);
    } else {
      for (uint32_t k = 0; k < node.payload_count; ++k) keep(i + 1 - at, payloads_[node.payload + k]);
    }
    if (i + 1 >= text.tokens.size()) return;
    const uint32_t following = text.tokens[i + 1].word;
    if ((node.words >> following % 64 & 1) == 0) return;
    number = next(number, following);
  }
}

// The same with all readings of the token, as matches.
template <class Keep>
void PhraseTable::each(const TokenizedText& text, uint32_t at, Keep&& keep) const {
  if (at >= text.tokens.size()) return;  // nothing begins behind the last token
  fetch_ahead(text, at);
  walk(text, at, text.tokens[at].word, [&](uint32_t count, uint32_t payload) {
    keep(Match{at, count, 0, 0, payload});
  });
  if (text.first_alternative.empty()) return;
  for (uint32_t a = text.first_alternative[at]; a < text.first_alternative[at + 1]; ++a) {
    const Alternative& other = text.alternatives[a];
    walk(text, at, other.word, [&](uint32_t count, uint32_t payload) {
      keep(Match{at, count, other.skip_bytes, other.clitic + 1, payload});
    });
  }
}

template <class Fits>
bool PhraseTable::any(const TokenizedText& text, uint32_t at, Fits&& fits) const {
  bool found = false;
  each(text, at, [&](const Match& match) { found = found || fits(match); });
  return found;
}

template <class Kind>
uint32_t PhraseTable::count_of(const TokenizedText& text, uint32_t at, Kind kind) const {
  uint32_t count = 0;
  each(text, at, [&](const Match& match) {
    if (match.is(kind) && match.count > count) count = match.count;
  });
  return count;
}

}  // namespace annals
