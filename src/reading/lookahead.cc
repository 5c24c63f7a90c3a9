#include "reading/lookahead.h"

#include <algorithm>
#include <map>

#include "reading/expressions.h"

namespace annals {
namespace {

// The first kinds are no words. A plain number is of the kind of its digits: up to two, four, or others.
constexpr uint16_t kNoKind = 0, kShortDigits = 1, kFourDigits = 2, kOtherDigits = 3, kFirstKind = 4;
// The first bits are no kinds.
constexpr WordBits kEnd{1, 0}, kSign{2, 0};

WordBits bits_of(uint16_t kind) { return kind == kNoKind ? WordBits{} : WordBits::of(2U + kind % 126U); }

WordBits without_end(const WordBits& bits) { return {bits.low & ~kEnd.low, bits.high}; }

uint16_t kind_of_digits(const Token& token, std::string_view text) {
  size_t digits = token.span.size();
  if (static_cast<unsigned char>(text[token.span.begin]) >= 0x80) {
    digits = static_cast<size_t>(std::count_if(text.begin() + token.span.begin, text.begin() + token.span.end,
                                               [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
  }
  return digits <= 2 ? kShortDigits : digits == 4 ? kFourDigits : kOtherDigits;
}

// What a word is to patterns. Words with the same features are of one kind.
class Kinds {
 public:
  Kinds(const ExpressionGrammar& grammar, const std::vector<uint32_t>& romans, uint32_t vocabulary_size)
      : grammar_(grammar), features_(vocabulary_size + 1) {
    for (const PatternTrie& trie : grammar.tries) {
      for (const PatternTrie::Node& node : trie.nodes()) {
        for (const auto& edge : node.words) set_apart(edge.first >> 2);
      }
    }
    const auto& nodes = grammar.words.nodes();
    for (size_t n = 1; n < nodes.size(); ++n) {
      for (const auto& edge : nodes[n].words) set_apart(edge.first >> 2);
    }
    for (const auto& [key, node] : nodes[0].words) {
      if (!nodes[node].words.empty()) set_apart(key >> 2);
      collect_slots(node, features_[key >> 2]);
    }
    numbers_.assign(vocabulary_size + 1, false);
    grammar.numbers.mark_words(numbers_);
    for (uint32_t word = 1; word <= vocabulary_size; ++word) {
      if (numbers_[word]) features_[word].push_back(grammar.numbers.may_start(word) ? kStartsNumber : kInNumber);
    }
    for (const uint32_t word : romans) features_[word].push_back(kRoman);
    number_them();
  }

  std::vector<uint16_t> kinds;              // by word
  std::vector<std::vector<uint16_t>> slot;  // by slot: the kinds that it may begin with
  std::vector<WordBits> inside;             // by kind: what may follow inside a class phrase or a number
  uint16_t count = kFirstKind;

 private:
  static constexpr uint32_t kStartsNumber = 1U << 20, kInNumber = kStartsNumber + 1, kRoman = kStartsNumber + 2,
                            kApart = kStartsNumber + 3;

  void set_apart(uint32_t word) {
    std::vector<uint32_t>& features = features_[word];
    if (features.empty() || features.front() < kApart) features.insert(features.begin(), kApart + word);
  }

  // The slots of all entries at a node of the class words or below.
  void collect_slots(uint32_t node, std::vector<uint32_t>& out) const {
    const PatternTrie::Node& here = grammar_.words.node(node);
    for (const uint32_t entry : here.rules) out.push_back(grammar_.entries[entry].slot);
    for (const auto& edge : here.words) collect_slots(edge.second, out);
  }

  void number_them() {
    kinds.assign(features_.size(), kNoKind);
    slot.resize(grammar_.slot_names.size());
    std::map<std::vector<uint32_t>, uint16_t> known;
    const auto fills = [&](uint16_t kind, std::initializer_list<uint16_t> slots) {
      for (const uint16_t s : slots) slot[s].push_back(kind);
    };
    for (uint32_t word = 1; word < features_.size(); ++word) {
      std::vector<uint32_t>& features = features_[word];
      if (features.empty()) continue;
      std::sort(features.begin(), features.end());
      features.erase(std::unique(features.begin(), features.end()), features.end());
      const auto [entry, is_new] = known.try_emplace(features, count);
      kinds[word] = entry->second;
      if (!is_new) continue;
      for (const uint32_t feature : features) {
        if (feature < kStartsNumber) {
          slot[feature].push_back(count);
        } else if (feature == kStartsNumber) {
          fills(count, {kNumberSlot, kWholeSlot, kOrdinalSlot, kSpelledDaySlot, kSpelledMonthSlot, kSpelledYearSlot,
                        kShortYearSlot, kEitherYearSlot, kEitherMonthSlot, kEitherDaySlot});
        } else if (feature == kRoman) {
          fills(count, {kRomanSlot});
        }
      }
      ++count;
    }
    fills(kShortDigits, {kDaySlot, kMonthNumberSlot, kHourSlot, kMinuteSlot, kShortYearSlot, kAnyYearSlot,
                         kEitherMonthSlot, kEitherDaySlot});
    fills(kFourDigits, {kYearSlot, kAnyYearSlot, kEitherYearSlot});
    fills(kOtherDigits, {kAnyYearSlot, kBasicDaySlot});
    for (const uint16_t kind : {kShortDigits, kFourDigits, kOtherDigits})
      fills(kind, {kDigitsSlot, kNumberSlot, kWholeSlot});

    // A number goes on with words of numbers, digits and signs.
    inside.resize(count);
    WordBits in_numbers = kSign;
    for (uint32_t word = 1; word < numbers_.size(); ++word) {
      if (numbers_[word]) in_numbers |= bits_of(kinds[word]);
    }
    for (const uint16_t kind : {kShortDigits, kFourDigits, kOtherDigits}) in_numbers |= bits_of(kind);
    for (const uint16_t kind : slot[kNumberSlot]) inside[kind] = in_numbers;
    for (const auto& [key, node] : grammar_.words.node(0).words) {
      for (const auto& edge : grammar_.words.node(node).words)
        inside[kinds[key >> 2]] |= bits_of(kinds[edge.first >> 2]);
    }
  }

  const ExpressionGrammar& grammar_;
  std::vector<std::vector<uint32_t>> features_;  // by word
  std::vector<bool> numbers_;
};

}  // namespace

void Lookahead::build(const ExpressionGrammar& grammar, const std::vector<uint32_t>& romans, uint32_t vocabulary_size) {
  Kinds kinds(grammar, romans, vocabulary_size);
  std::vector<WordBits> slot_bits(kinds.slot.size());
  for (size_t s = 0; s < kinds.slot.size(); ++s) {
    for (const uint16_t kind : kinds.slot[s]) slot_bits[s] |= bits_of(kind);
  }
  for (uint8_t level = 0; level < 4; ++level) {
    const auto& nodes = grammar.tries[level].nodes();
    nodes_[level].assign(nodes.size(), {});
    for (size_t n = 0; n < nodes.size(); ++n) {
      Next& next = nodes_[level][n];
      for (const auto& edge : nodes[n].slots) {
        next.slots |= slot_bits[edge.slot];
        next.numbers |= WordBits::of(edge.slot);
      }
      for (const auto& edge : nodes[n].words) next.words |= bits_of(kinds.kinds[edge.first >> 2]);
      const bool may_stop = std::any_of(nodes[n].words.begin(), nodes[n].words.end(),
                                        [&](const auto& edge) { return edge.first == grammar.full_stop * 4 + 2; });
      if (!nodes[n].rules.empty() || may_stop) next.words |= kEnd;
    }
    const auto then = [&](uint32_t node) {
      WordBits out = words(level, node);
      return out |= slots(level, node);
    };
    std::vector<WordBits>& after = after_[level];
    after.assign(kinds.count, {});
    const auto& root = nodes.front();
    for (const auto& [key, node] : root.words) after[kinds.kinds[key >> 2]] |= then(node);
    for (const auto& edge : root.slots) {
      for (const uint16_t kind : kinds.slot[edge.slot]) {
        after[kind] |= then(edge.to);
        after[kind] |= kinds.inside[kind];
      }
      if (edge.slot != kDateSlot && edge.slot != kClockSlot && edge.slot != kTimeSlot) continue;
      for (int lower = 0; lower < (edge.slot == kTimeSlot ? 2 : 1); ++lower) {
        for (uint16_t kind = 0; kind < kinds.count; ++kind) {
          if (after_[lower][kind].meets(kEnd)) after[kind] |= then(edge.to);
          after[kind] |= without_end(after_[lower][kind]);
        }
      }
    }
    const WordBits begins = then(0);
    if (level == 0) slot_bits[kDateSlot] = slot_bits[kClockSlot] = begins;
    if (level < 2) slot_bits[kTimeSlot] |= begins;
    after_[kAnyLevel].resize(kinds.count);
    for (uint16_t kind = 0; kind < kinds.count; ++kind) after_[kAnyLevel][kind] |= after[kind];
  }
  kinds_ = std::move(kinds.kinds);
}

void Lookahead::look(const WordView& view, std::vector<WordBits>& out) const {
  out.clear();
  out.reserve(view.size() + 1);
  const TokenizedText& tokens = *view.tokens;
  for (uint32_t t = 0; t < view.size(); ++t) {
    const Token& token = tokens.tokens[t];
    WordBits& bits = out.emplace_back(kEnd);
    bits |= bits_of(kind(token.word));  // digits too may be words: 'Q3'
    if (token.kind == TokenKind::kNumber) bits |= bits_of(kind_of_digits(token, view.text));
    if (token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol) bits |= kSign;
    if (tokens.first_alternative.empty()) continue;
    for (uint32_t a = tokens.first_alternative[t]; a < tokens.first_alternative[t + 1]; ++a) {
      bits |= bits_of(kind(tokens.alternatives[a].word));
      bits |= bits_of(kind(view.clitics->word[tokens.alternatives[a].clitic]));
    }
  }
  out.push_back(kEnd);
}

bool Lookahead::may_begin(uint8_t level, const WordView& view, uint32_t t, const std::vector<WordBits>& bits) const {
  const std::vector<WordBits>& after = after_[level];
  const TokenizedText& tokens = *view.tokens;
  const Token& token = tokens.tokens[t];
  const WordBits& next = bits[t + 1];
  if (after[kind(token.word)].meets(next)) return true;
  if (token.kind == TokenKind::kNumber && after[kind_of_digits(token, view.text)].meets(next)) return true;
  if (tokens.first_alternative.empty()) return false;
  for (uint32_t a = tokens.first_alternative[t]; a < tokens.first_alternative[t + 1]; ++a) {
    const Alternative& other = tokens.alternatives[a];
    const uint16_t rest = kind(other.word), clitic = kind(view.clitics->word[other.clitic]);
    // The rest may be a match's beginning, or what follows the clitic.
    if (after[rest].meets(next) || after[clitic].meets(bits_of(rest))) return true;
  }
  return false;
}

}  // namespace annals
