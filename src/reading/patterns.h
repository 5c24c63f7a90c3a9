// Patterns over words, numbers and tables: the rows of `times.tsv` and `quantities.tsv`, compiled into a trie.
//
// A pattern is a sequence of
//   word          a word as written (cut by the tokenizer, compared in folded form)
//   {slot}        a number of some kind, a word of a table's class, or what other rules found ({date}, {clock}, {time})
//   {2:slot}      the same, the second of its kind
//   (a | b c)     alternatives; (…)? may be left out
//   ~element      outside: must be there, but does not belong to the match's span
//   +element      glued: no white space before it
//   \(            a bracket or sign as a word
// Alternatives are written out when a pattern is compiled, so matching walks one trie. The steps taken from one start
// are bounded by a constant, so the whole is linear in the text whatever the text is.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "languages/lexicon.h"

namespace annals {

/// One step of a written-out pattern.
struct PatternStep {
  enum class Kind : uint8_t { kWord, kSlot };
  Kind kind = Kind::kWord;
  bool outside = false;
  bool glued = false;
  uint8_t which = 1;      ///< 2 for {2:slot}
  std::string_view slot;  ///< in the pattern's text
  uint32_t word = 0;
  friend bool operator==(const PatternStep&, const PatternStep&) = default;
};

/// All ways to write a pattern out. Errors (kInput): unbalanced brackets, more than 4096 ways, an empty way.
Result<std::vector<std::vector<PatternStep>>> expand_pattern(std::string_view pattern, Vocabulary& vocabulary);

/// A trie of written-out patterns. Slots are numbers that the caller gives out.
class PatternTrie {
 public:
  struct SlotEdge {
    uint16_t slot = 0;
    uint8_t which = 1;
    bool outside = false;
    bool glued = false;
    uint32_t to = 0;
    friend bool operator==(const SlotEdge&, const SlotEdge&) = default;
  };
  struct Node {
    std::vector<std::pair<uint32_t, uint32_t>> words;  // (word * 4 + outside * 2 + glued, node), sorted
    std::vector<SlotEdge> slots;                       // by rising slot
    std::vector<uint32_t> rules;                       // rules that end here, best first
    friend bool operator==(const Node&, const Node&) = default;
  };

  PatternTrie() : nodes_(1) {}
  /// `slots[i]` is the number of steps[i]'s slot (ignored for words).
  void add(const std::vector<PatternStep>& steps, const std::vector<uint16_t>& slots, uint32_t rule);
  /// Makes one node of all that go on alike, which is most of them: what is small stays at hand. Nothing is added
  /// after.
  void share_ends();
  const std::vector<Node>& nodes() const { return nodes_; }
  const Node& node(uint32_t number) const { return nodes_[number]; }
  bool empty() const { return nodes_[0].words.empty() && nodes_[0].slots.empty(); }

 private:
  std::vector<Node> nodes_;
};

}  // namespace annals
