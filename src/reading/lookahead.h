// What may come next in patterns, told from one word without walking on: most steps that a walk through a trie would
// take lead nowhere, and this says so beforehand.
#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "reading/patterns.h"
#include "reading/readings.h"

namespace annals {

struct ExpressionGrammar;

/// A set of words, as bits. Words that patterns cannot tell apart share a bit, others may: what a set does not meet is
/// not in it, what it meets perhaps is.
struct WordBits {
  uint64_t low = 0, high = 0;

  static WordBits of(uint32_t number) {
    number &= 127U;
    return number < 64 ? WordBits{uint64_t{1} << number, 0} : WordBits{0, uint64_t{1} << (number - 64)};
  }
  bool meets(const WordBits& other) const { return ((low & other.low) | (high & other.high)) != 0; }
  WordBits& operator|=(const WordBits& other) {
    low |= other.low;
    high |= other.high;
    return *this;
  }
};

/// The sets of one grammar. A token's own bits and the sets of what is expected are made so that they do not meet where
/// the token cannot stand. Immutable once built; any thread.
class Lookahead {
 public:
  /// Needs the tries, the class words and the numbers of the grammar; `romans` are the words of roman numerals.
  void build(const ExpressionGrammar& grammar, const std::vector<uint32_t>& romans, uint32_t vocabulary_size);

  /// The bits of each token of a block, and one more for its end. Each has the bit that says 'a match may end before
  /// this'.
  void look(const WordView& view, std::vector<WordBits>& out) const;
  static constexpr uint8_t kAnyLevel = 4;
  /// Whether a match of a level (or of any) may begin with token t, told by it and the next; `bits` as look() made
  /// them.
  bool may_begin(uint8_t level, const WordView& view, uint32_t t, const std::vector<WordBits>& bits) const;
  /// The words that node `node` of a level's trie goes on with, and the end of a match if rules end there.
  const WordBits& words(uint8_t level, uint32_t node) const { return nodes_[level][node].words; }
  /// Whether it goes on with the slot; true now and then where it does not.
  bool takes(uint8_t level, uint32_t node, uint16_t slot) const {
    return nodes_[level][node].numbers.meets(WordBits::of(slot));
  }
  /// What its slots may begin with.
  const WordBits& slots(uint8_t level, uint32_t node) const { return nodes_[level][node].slots; }

 private:
  uint16_t kind(uint32_t word) const { return word < kinds_.size() ? kinds_[word] : 0; }

  std::vector<uint16_t> kinds_;  // by vocabulary number: words of one kind are alike for all patterns; 0: in none
  struct Next {
    WordBits words, slots, numbers;  // the last: of its slots
  };
  std::array<std::vector<WordBits>, 5> after_;  // by level and kind: what may follow the first word of a match
  std::array<std::vector<Next>, 4> nodes_;
};

}  // namespace annals
