// Number phrases: digits with grouping and decimal marks, spelled numbers, and mixtures ('17.5 万', 'two and a half
// million').
//
// Table `numbers` (surface, value, role, features) holds the words. Roles:
//   add      a number that is added: 7, 13, 40, 300; `digit` in features where it also stands in positional writing
//   (二〇一六),
//            `spelled` where it never stands after figures, `loose` where it alone is often no count ('one', 两 'the
//            two')
//   times    a multiplier: hundred, thousand, 万, million
//   and      joins parts of one number; point: the decimal mark as a word; minus: the sign
//   half     adds a half of the last multiplier, or of one ('e meio', 半); `before`: a fraction before a multiplier
//   ('half a million') some     an unknown small factor before a multiplier, whose value is the least it can be (数,
//   'several') more     stands after a number that is exceeded ('多', '余'); group: a multiplier used as a noun
//   ('dozens of', 'عشرات') suffix   a multiplier only when written against the digits (k, bn); article: 'a' in 'a
//   million' ordinal  'third'; denominator: the lower part of a fraction (its number: 'fifths'); over: 'over' in 'one
//   over three'; parts: 分之, after the lower part
// Settings of the pack: decimal_mark, group_space, units_before_tens, compound_numbers, short_tens (a last digit counts
// tens of what stands before it: 四百五 is 450).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "languages/pack.h"
#include "reading/readings.h"

namespace annals {

struct Number {
  double value = 0;
  double scale = 1;  ///< the multiplier that ends it: 1e4 in '17.5 万'
  Cursor end;
  bool vague = false;       ///< 'dozens', 数百: the value is the least it can be
  bool more = false;        ///< 190 多: more than the value
  bool spelled = false;     ///< no digits in it
  bool positional = false;  ///< digits one by one: 二〇一六
  bool ordinal = false;
  bool article_only = false;  ///< nothing but 'a'
  bool loose = false;         ///< one word that is often no count: 'one', 两
  bool bare_point = false;    ///< '.5': the mark stands before the first token
  uint32_t point = 0;         ///< the token of a decimal mark that is a word, where a nought follows it: 三点零五
  uint8_t digits = 0;         ///< of a plain run of digits, or of positional writing
};

/// The value of a decimal digit of any script, or -1.
int digit_value(char32_t c);
/// The value of a roman numeral in capitals, up to 40; 0 when it is none.
double roman_value(std::string_view word);

/// The number words of a pack, compiled. Immutable; any thread.
class NumberGrammar {
 public:
  NumberGrammar(const Pack& pack, Vocabulary& vocabulary);

  /// The longest number phrase at the cursor. Reads at most a bounded number of tokens.
  std::optional<Number> read(const WordView& view, Cursor at) const;
  /// Only the digits there, with grouping and decimal marks; `decimal_mark` overrides the pack's where a document shows
  /// its own.
  std::optional<Number> read_digits(const WordView& view, Cursor at) const;
  /// The same with fractions and signs of powers: 'three fifths', '2 1/4', 三分之二, '1e6'; for numbers that stand for
  /// themselves.
  std::optional<Number> read_any(const WordView& view, Cursor at) const;
  /// Marks all words that stand anywhere in number phrases (by vocabulary number).
  void mark_words(std::vector<bool>& marks) const;
  /// Whether 'and' stands there.
  bool joins(const WordView& view, Cursor at) const;
  /// Whether a number phrase may begin with the word.
  bool may_start(uint32_t word) const { return word < starts_.size() && starts_[word]; }

 private:
  enum class Role : uint8_t {
    kNoRole,
    kAdd,
    kTimes,
    kAnd,
    kPoint,
    kMinus,
    kHalf,
    kBefore,
    kSome,
    kMore,
    kGroup,
    kSuffix,
    kArticle,
    kOrdinal,
    kDenominator,
    kOver,
    kParts
  };
  struct Word {
    Role role = Role::kNoRole;
    double value = 0;
    bool digit = false;
    bool room_for_teens = false;
    bool loose = false;
    bool spelled = false;  ///< never after figures
  };
  struct Edge {
    uint32_t node = 0;
    uint32_t word = 0;
    uint32_t to = 0;
  };
  struct Found {
    const Word* word = nullptr;
    Cursor end;
  };
  friend struct NumberReader;
  void add(std::string_view surface, const Word& word, Vocabulary& vocabulary);
  void add_compounds(const Pack& pack, Vocabulary& vocabulary);
  uint32_t step(uint32_t node, uint32_t word) const;
  /// The longest number word at the cursor whose role is among `roles` (bits).
  Found find(const WordView& view, Cursor at, uint32_t roles) const;
  /// `decimals`: what stands behind a decimal mark that is a word (seventy-one in 'point seventy-one').
  std::optional<Number> read_unsigned(const WordView& view, Cursor at, bool decimals = false) const;
  std::optional<Number> read_fraction(const WordView& view, Cursor at) const;
  std::optional<Number> read_and_fraction(const WordView& view, Cursor at) const;

  std::vector<std::vector<std::pair<uint32_t, uint32_t>>> edges_;  // by node: (word, node), sorted
  std::vector<std::vector<Word>> words_;                           // by node
  std::vector<bool> starts_;
  std::vector<uint32_t> root_;  // by vocabulary number: the node below the root, or 0
  char32_t decimal_ = '.';
  bool units_before_tens_ = false;
  bool group_space_ = false;
  bool short_tens_ = false;
};

}  // namespace annals
