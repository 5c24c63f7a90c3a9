// Times and quantities are found together, in one pass over the words: the grammar compiled from a pack's tables, and
// the scanner that runs it. What the found expressions mean is the business of reading/times.h and
// reading/quantities.h.
//
// Tables of words, each row a surface with its value: `months`, `weekdays`, `units`, `currencies` (class in the table's
// name), and `expressions` (class, surface, value, features) for all other classes. Features: `weak` needs company,
// `capital` counts only when capitalized (alone), `capitals` only when in capitals. Rules: `times` and `quantities`
// (id, pattern, builder, example, expects). A rule whose builder is `macro` names a part of patterns, written {id}. A
// rule that names an unknown class does not exist for that pack: this is how the rules of `_world` wait for the words
// of each language.
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "languages/pack.h"
#include "reading/analysis.h"
#include "reading/lookahead.h"
#include "reading/money_context.h"
#include "reading/numbers.h"
#include "reading/patterns.h"
#include "reading/readings.h"
#include "reading/slots.h"

namespace annals {

/// A word of a class table.
struct ClassEntry {
  uint16_t slot = 0;
  std::string value;  ///< as written in the table
  double number = 0;  ///< the value as a number, 0 when it is none
  double count = 0;   ///< `count=2` in features: a dual says how many (يومين)
  bool weak = false;
  bool capital = false;
  bool capitals = false;  ///< counts only in capitals (codes)
  std::string note;       ///< other features
};

/// What builders make of a match. The closed list of words for the `builder` column; see times.cc and quantities.cc.
enum class Builder : uint8_t {
  kNothing,  ///< `none`: the words are no time and no quantity, and nothing else begins inside them
  kDate,
  kClock,
  kDeictic,
  kShift,
  kNth,
  kRange,
  kSame,
  kNamed,
  kJoin,
  kPart,
  kOpen,
  kLastOf,
  kMoney,
  kPercent,
  kCount,
  kDuration,
  kMultiple,
};

constexpr int kNoNumber = std::numeric_limits<int>::min();

/// A compiled rule.
struct Rule {
  std::string id;
  std::string place;  ///< `pt/times.tsv:31`
  Builder builder = Builder::kNothing;
  uint8_t level = 0;  ///< 0 dates, 1 times, 2 spans of times, 3 quantities
  // Arguments of the builder (`shift sign=-1 from=now`).
  int sign = 0;
  int offset = kNoNumber;
  int n = kNoNumber;
  std::string unit, from, calendar, bound, type, value;
  std::string example, expects;
};

inline const Number kNotCounted;

/// What a slot matched, or what a level found.
struct Item {
  uint16_t slot = 0;
  uint8_t which = 1;
  Cursor begin, end;
  double value = 0;
  const ClassEntry* entry = nullptr;
  const Number* number = &kNotCounted;  ///< for number slots
  uint32_t match = 0;                   ///< for {date}, {clock}, {time}: index into Scanner::matches
};

/// A rule's match: its captures are Scanner::captures[first_capture .. + capture_count).
struct RuleMatch {
  const Rule* rule = nullptr;
  Cursor begin, end;            ///< all of it
  Cursor core_begin, core_end;  ///< without what stands outside
  uint32_t first_capture = 0;
  uint32_t capture_count = 0;
};

/// The compiled grammar of one language. Immutable; any thread.
struct ExpressionGrammar {
  NumberGrammar numbers;
  CliticWords clitics;
  std::vector<std::string> slot_names;  ///< builtin slots and classes
  std::vector<bool> has_class;          ///< by slot
  std::vector<bool> fillers;            ///< by slot: words that say nothing by themselves ('the', 'of')
  std::vector<bool> year_leads;         ///< by vocabulary number: words before which a number of four digits is a year
  std::vector<bool> futures;            ///< by vocabulary number: words of class `will` that are one word
  bool dash_splits = false;             ///< 1861-1863 are two dates rather than one stretch
  uint32_t full_stop = 0;               ///< the word '.'
  std::vector<ClassEntry> entries;
  std::vector<Rule> rules;
  std::array<PatternTrie, 4> tries;
  PatternTrie words;  ///< class words; a node's rules are indices into `entries`
  Lookahead lookahead;
  MoneyPlaces money_places;
  std::vector<std::string> problems;  ///< file, line, what is wrong
  const Pack* pack = nullptr;

  /// Whether the pack has words of the class.
  bool has(Slot slot) const { return has_class[slot.number]; }
  explicit ExpressionGrammar(const Pack& from, Vocabulary& vocabulary) : numbers(from, vocabulary), pack(&from) {}
};

/// Compiles the tables of a pack. A row that makes no sense is left out and named in `problems`; a test keeps those
/// empty.
std::shared_ptr<const ExpressionGrammar> compile_expressions(const Pack& pack, Vocabulary& vocabulary,
                                                             const std::vector<Clitic>& clitics);

/// Runs a grammar over one block. Holds buffers; use one for many blocks, from one thread.
class Scanner {
 public:
  /// The matches of the block, left to right, the longest at each place, without overlaps; `none` rules left out.
  const std::vector<RuleMatch>& scan(std::string_view text, const TokenizedText& tokens,
                                     const ExpressionGrammar& grammar);

  /// A class that the pack does not have captures nothing.
  const Item* capture(const RuleMatch& match, Slot slot, uint8_t which = 1) const;
  /// The word of the class that ends right before the match, or begins right after it; null when there is none.
  const ClassEntry* word_before(const RuleMatch& match, Slot slot);
  const ClassEntry* word_after(const RuleMatch& match, Slot slot);
  /// Whether its text ends behind the match, or goes on with a mark or a word of that class.
  bool closed_after(const RuleMatch& match, Slot slot);
  /// Whether a word of the class stands at most `reach` words before the match, with no punctuation and no word of the
  /// class `barrier` between.
  bool word_near(const RuleMatch& match, Slot slot, uint32_t reach) { return word_near(match, slot, reach, slot); }
  bool word_near(const RuleMatch& match, Slot slot, uint32_t reach, Slot barrier);
  /// Whether a word of class `will` that may stand behind its date does so: soon (`after`), or anywhere in the sentence
  /// where verbs stand last (`final`).
  bool future_ahead(const RuleMatch& match);
  /// Whether it closes a clause between commas that begins with a word of class `relative`: ', who came in 2016,'.
  bool closes_relative_clause(const RuleMatch& match);
  /// The words of the two ends of a range that is written with a dash (1861-1863) where the language has two dates
  /// there; empty for others, for those led by a word ('from 1861-63') and for figures (3/4/2016 - 9/4/2016).
  std::pair<Span, Span> ends_of_dash(const RuleMatch& match) const;
  const RuleMatch& nested(const Item& item) const { return inner_[item.match]; }
  const WordView& view() const { return view_; }
  /// Steps through tries since this scanner was made: what its time is made of.
  uint64_t steps() const { return steps_; }
  Span span(const Item& item) const { return {view_.begin(item.begin), view_.end(item.end)}; }
  Span span(const RuleMatch& match) const { return {view_.begin(match.core_begin), view_.end(match.core_end)}; }

 private:
  struct Found {
    uint32_t key = 0;
    uint32_t first = 0, count = 0;
  };
  // One walk from one start. One a level is enough: a walk only starts walks of lower levels.
  struct Walk {
    static constexpr uint32_t kMaxCaptures = 12;
    uint8_t level = 0;
    int steps = 0;
    Cursor begin;
    const PatternTrie* trie = nullptr;
    std::array<Item, kMaxCaptures> captures;
    uint32_t count = 0;
    Cursor core_begin, core_end;
    bool core = false;
    std::vector<RuleMatch>* out = nullptr;
  };
  bool hopeful(uint32_t t) const;
  const std::vector<Item>& items(Cursor at);
  void find_items(Cursor at, std::vector<Item>& out);
  const std::vector<RuleMatch>& run(uint8_t level, Cursor at);
  void add_matches(uint8_t level, Cursor at, std::vector<RuleMatch>& out);
  void walk(Walk& walk, uint32_t node, Cursor at, uint32_t depth);
  const std::vector<Item>& nested_items(uint8_t level, Cursor at);
  void find_nested_items(uint8_t level, Cursor at, std::vector<Item>& out);
  void number_items(Cursor at, std::vector<Item>& out);
  bool acceptable(const RuleMatch& match) const;
  bool names_a_day(const RuleMatch& match) const;
  bool told_of_the_future(const RuleMatch& match) const;
  bool counts_units(const RuleMatch& match) const;
  bool is_sign(uint32_t at) const;  ///< of a currency
  bool is_address(uint32_t number) const;
  bool in_number_chain(const RuleMatch& match) const;
  bool later_clock(const RuleMatch& match) const;
  bool bad_start(Cursor at) const;
  std::optional<RuleMatch> best_at(uint32_t t);

  const ExpressionGrammar* grammar_ = nullptr;
  WordView view_;
  std::vector<WordBits> bits_;  // by token, and one for the end
  std::vector<Item> captures_;
  std::deque<Number> numbers_;  // that items point to
  std::vector<RuleMatch> inner_, found_, candidates_;
  std::array<std::vector<RuleMatch>, 2> nested_;  // by level: what nested_items() works on
  // What was found at a place, until another place needs the slot.
  template <class T>
  struct Memo {
    uint64_t key = ~0ULL;
    std::vector<T> found;
    // Whether the place is new here; then nothing is found yet.
    bool begin_anew(uint64_t wanted) {
      if (key == wanted) return false;
      key = wanted;
      found.clear();
      return true;
    }
  };
  uint64_t key_of(uint8_t level, Cursor at) const {
    return epoch_ << 44 | uint64_t{at.token} << 12 | uint64_t{at.rest} << 2 | level;
  }
  std::array<Walk, 4> walks_;
  std::array<Memo<Item>, 64> memo_;
  std::array<Memo<Item>, 32> nested_memo_;
  std::array<std::array<Memo<RuleMatch>, 4>, 16> runs_;
  uint64_t epoch_ = 0;
  uint64_t steps_ = 0;
};

}  // namespace annals
