#include "reading/expressions.h"

#include <algorithm>
#include <cmath>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr int kStepsPerStart = 3000;
constexpr uint32_t kDeepest = 64;

bool is_number(const Token& token) { return token.kind == TokenKind::kNumber; }

// Stable. Nearly always sorted already, so that this is one pass.
void longest_first(std::vector<Item>& items) {
  for (size_t i = 1; i < items.size(); ++i) {
    for (size_t k = i; k > 0 && items[k].end.token > items[k - 1].end.token; --k) std::swap(items[k], items[k - 1]);
  }
}

}  // namespace

const Item* Scanner::capture(const RuleMatch& match, Slot slot, uint8_t which) const {
  for (uint32_t i = 0; i < match.capture_count; ++i) {
    const Item& item = captures_[match.first_capture + i];
    if (item.slot == slot && item.which == which) return &item;
  }
  return nullptr;
}

const ClassEntry* Scanner::word_before(const RuleMatch& match, Slot slot) {
  constexpr uint32_t kLongest = 4;  // words
  const Cursor at = match.core_begin;
  const auto ending_here = [&](Cursor from) -> const ClassEntry* {
    for (const Item& item : items(from)) {
      if (item.end == at && item.entry != nullptr && item.slot == slot) return item.entry;
    }
    return nullptr;
  };
  if (at.rest != 0) return ending_here({at.token, 0});
  const ClassEntry* longest = nullptr;
  for (uint32_t back = 1; back <= std::min(kLongest, at.token); ++back) {
    if (const ClassEntry* found = ending_here({at.token - back, 0})) longest = found;
  }
  return longest;
}

const ClassEntry* Scanner::word_after(const RuleMatch& match, Slot slot) {
  if (view_.at_end(match.core_end)) return nullptr;
  const std::vector<Item>& found = items(match.core_end);
  for (const Item& item : found) {
    if (item.end.token < found.front().end.token) break;  // a longer word stands there: 起火 begins with 起
    if (item.entry != nullptr && item.slot == slot) return item.entry;
  }
  return nullptr;
}

bool Scanner::closed_after(const RuleMatch& match, Slot slot) {
  if (view_.at_end(match.core_end)) return true;
  if (match.core_end.rest != 0) return false;
  const TokenKind next = view_.token(match.core_end.token).kind;
  return next == TokenKind::kPunctuation || next == TokenKind::kLineBreak || word_after(match, slot) != nullptr;
}

bool Scanner::word_near(const RuleMatch& match, Slot slot, uint32_t reach, Slot barrier) {
  if (!grammar_->has(slot)) return false;
  for (uint32_t back = 1; back <= std::min(reach, match.core_begin.token); ++back) {
    const uint32_t at = match.core_begin.token - back;
    if (view_.token(at).kind == TokenKind::kPunctuation || view_.token(at).kind == TokenKind::kLineBreak) return false;
    uint32_t forms = 1;  // وحددت: without its proclitics too
    if (!view_.tokens->first_alternative.empty())
      forms += view_.tokens->first_alternative[at + 1] - view_.tokens->first_alternative[at];
    for (uint32_t form = 0; form < forms; ++form) {
      for (const Item& item : items({at, form})) {
        if (item.slot == slot) return true;
        if (item.slot == barrier) return false;
      }
    }
  }
  return false;
}

bool Scanner::future_ahead(const RuleMatch& match) {
  constexpr uint32_t kSoon = 4, kVerbLast = 16;  // words
  constexpr Slot kWill = "will", kSaid = "reports";
  if (!grammar_->has(kWill)) return false;
  bool same_clause = true;
  for (uint32_t ahead = 0; ahead < kVerbLast && match.core_end.token + ahead < view_.size(); ++ahead) {
    const uint32_t at = match.core_end.token + ahead;
    const Token& token = view_.token(at);
    if (token.kind == TokenKind::kLineBreak) return false;
    const std::string_view words = token.span.of(view_.text);
    if (words.find_first_of(".!?;:") == 0 || words == "。" || words == "；" || words == "！" || words == "？")
      return false;
    same_clause = same_clause && (ahead == 0 || (words != "," && words != "，"));  // 'On Friday, it will …'
    for (const Item& item : items({at, 0})) {
      if (item.slot == kSaid) same_clause = false;  // 周二表示将…
      if (item.slot != kWill) continue;
      if (item.entry->note == "final" || (item.entry->note == "after" && ahead <= kSoon && same_clause)) return true;
    }
  }
  return false;
}

bool Scanner::closes_relative_clause(const RuleMatch& match) {
  constexpr uint32_t kReach = 14, kOpening = 2;  // words
  constexpr Slot kRelative = "relative";
  if (!grammar_->has(kRelative) || match.core_end.token >= view_.size()) return false;
  const auto comma = [&](uint32_t t) {
    const std::string_view mark = view_.text.substr(view_.token(t).span.begin, view_.token(t).span.size());
    return mark == "," || mark == "،";
  };
  if (!comma(match.core_end.token)) return false;
  for (uint32_t back = 1; back <= std::min(kReach, match.core_begin.token); ++back) {
    const uint32_t at = match.core_begin.token - back;
    if (view_.token(at).kind == TokenKind::kLineBreak) return false;
    if (view_.token(at).kind != TokenKind::kPunctuation) continue;
    if (!comma(at)) return false;
    for (uint32_t opening = at + 1; opening < match.core_begin.token && opening <= at + kOpening; ++opening) {
      for (const Item& item : items({opening, 0})) {
        if (item.slot == kRelative) return true;
      }
    }
    return false;
  }
  return false;
}

std::pair<Span, Span> Scanner::ends_of_dash(const RuleMatch& match) const {
  const Item* dash = nullptr;
  Cursor begin = match.core_begin;
  for (uint32_t i = 0; i < match.capture_count; ++i) {
    const Item& item = captures_[match.first_capture + i];
    if (item.which == 2) break;
    if (item.begin == match.core_begin && item.slot == Slot("from"))
      begin = item.end;
    else if (item.slot == Slot("dash") || (item.slot == Slot("and") && match.rule->type == "two"))
      dash = &item;
  }
  if (dash == nullptr || dash->begin.token == 0 || dash->begin.rest != 0) return {};
  if (match.rule->type == "led") return {};
  const bool dashed = match.rule->type != "two";
  const bool wave = view_.text[view_.begin(dash->begin)] == '~';
  if (dashed && (!grammar_->dash_splits || !(begin == match.core_begin) || wave)) return {};
  const Span first{view_.begin(begin), view_.end(dash->begin)};
  const Span second{view_.begin(dash->end), view_.end(match.core_end)};
  if (first.end <= first.begin || second.end <= second.begin) return {};
  const auto in_figures = [&](Span side) {  // 3/4, not 1861
    const std::string_view words = side.of(view_.text);
    return words.size() > 2 && words.find_first_not_of("0123456789/.-") == std::string_view::npos &&
           words.find_first_of("/.-") != std::string_view::npos;
  };
  if (dashed && (in_figures(first) || in_figures(second))) return {};
  return {first, second};
}

void Scanner::number_items(Cursor at, std::vector<Item>& out) {
  const auto put = [&](uint16_t slot, double value, Cursor end, const Number* number) {
    out.push_back({slot, 1, at, end, value, nullptr, number, 0});
    const uint16_t either = slot == kYearSlot || slot == kSpelledYearSlot           ? kEitherYearSlot
                            : slot == kMonthNumberSlot || slot == kSpelledMonthSlot ? kEitherMonthSlot
                            : slot == kDaySlot || slot == kSpelledDaySlot           ? kEitherDaySlot
                                                                                    : kFirstClassSlot;
    if (either != kFirstClassSlot) out.push_back({either, 1, at, end, value, nullptr, number, 0});
  };
  const Token& token = view_.token(at.token);
  if (is_number(token) && at.rest == 0) {
    double value = 0;
    uint32_t digits = 0;
    for (uint32_t i = token.span.begin; i < token.span.end && digits < 16; ++digits) {
      const CodePoint c = decode(view_.text, i);
      const char32_t base = c.value < 0x80 ? U'0' : 0;
      value =
          value * 10 + (base != 0 ? static_cast<double>(c.value - base) : static_cast<double>(digit_value(c.value)));
      i += c.bytes;
    }
    const Cursor end{at.token + 1, 0};
    Number* const plain = &numbers_.emplace_back();
    plain->value = value;
    plain->digits = static_cast<uint8_t>(digits);
    plain->end = end;
    put(kDigitsSlot, value, end, plain);
    if (digits <= 2 && value >= 1 && value <= 31) put(kDaySlot, value, end, plain);
    if (digits <= 2 && value >= 1 && value <= 12) put(kMonthNumberSlot, value, end, plain);
    if (digits <= 2 && value <= 24) put(kHourSlot, value, end, plain);
    if (digits == 2 && value <= 59) put(kMinuteSlot, value, end, plain);
    if (digits == 2) put(kShortYearSlot, value, end, plain);
    if (digits == 4 && value >= 1000 && value <= 2199) put(kYearSlot, value, end, plain);
    if (digits <= 4 && value >= 1) put(kAnyYearSlot, value, end, plain);
    if (digits == 8 && value >= 19000101 && value <= 20991231) put(kBasicDaySlot, value, end, plain);
  }
  const auto read = grammar_->numbers.read(view_, at);
  if (!read) return;
  const Number* const number = &numbers_.emplace_back(*read);
  if (number->ordinal) {
    put(kOrdinalSlot, number->value, number->end, number);
    return;
  }
  put(kNumberSlot, number->value, number->end, number);
  if (number->value == std::floor(number->value) && !number->more) put(kWholeSlot, number->value, number->end, number);
  if (!number->spelled || number->vague || number->article_only) return;
  if (number->point != 0 && number->value >= 1 && number->value < 32)  // 三点零五分 is a time of day
    put(kSpelledDaySlot, std::floor(number->value), {number->point, 0}, number);
  if (number->value >= 1 && number->value <= 31 && !number->positional)
    put(kSpelledDaySlot, number->value, number->end, number);
  if (number->value >= 1 && number->value <= 12 && !number->positional)
    put(kSpelledMonthSlot, number->value, number->end, number);
  if (number->positional && number->digits == 2) put(kShortYearSlot, number->value, number->end, number);
  if (number->positional && number->digits == 4 && number->value < 2200)
    put(kSpelledYearSlot, number->value, number->end, number);
  const Cursor behind = number->end;
  const bool round =
      number->value == 2000 && (view_.at_end(behind) || view_.token(behind.token).kind != TokenKind::kWord ||
                                grammar_->numbers.joins(view_, behind));
  if (!number->positional && number->value > 1000 && number->value < 2200 && (number->scale == 1 || round))
    put(kSpelledYearSlot, number->value, number->end, number);  // 'October two thousand', but not 'two thousand men'
  if (number->value >= 11 && number->value <= 20 && !view_.at_end(number->end)) {  // 'nineteen eighty-four'
    const auto rest = grammar_->numbers.read(view_, number->end);
    if (rest && rest->spelled && !rest->ordinal && !rest->positional && rest->value >= 10 && rest->value < 100 &&
        rest->scale == 1) {
      put(kSpelledYearSlot, number->value * 100 + rest->value, rest->end, &numbers_.emplace_back(*rest));
    }
  }
}

const std::vector<Item>& Scanner::items(Cursor at) {
  auto& memo = memo_[(at.token & 31U) + (at.rest == 0 ? 0U : 32U)];
  if (memo.begin_anew(key_of(0, at)) && !view_.at_end(at)) find_items(at, memo.found);
  return memo.found;
}

void Scanner::find_items(Cursor at, std::vector<Item>& out) {
  const Token& token = view_.token(at.token);
  bool number = is_number(token) && at.rest == 0;
  struct Place {
    uint32_t node;
    Cursor cursor;
  };
  Place stack[16];
  uint32_t depth = 0;
  stack[depth++] = {0, at};
  while (depth > 0) {
    const Place place = stack[--depth];
    const auto& words = grammar_->words.node(place.node).words;
    view_.words(place.cursor, [&](uint32_t word, Cursor next) {
      if (place.node == 0) number = number || grammar_->numbers.may_start(word);
      auto edge = std::lower_bound(words.begin(), words.end(), std::pair{word * 4, 0U});
      for (; edge != words.end() && edge->first >> 2 == word; ++edge) {
        if ((edge->first & 1) != 0 && view_.space_before(place.cursor)) continue;
        const PatternTrie::Node& reached = grammar_->words.node(edge->second);
        for (const uint32_t entry : reached.rules) {
          const ClassEntry& found = grammar_->entries[entry];
          out.push_back({found.slot, 1, at, next, found.number, &found, &kNotCounted, 0});
        }
        if (!reached.words.empty() && depth < 16) stack[depth++] = {edge->second, next};
      }
    });
  }
  if (number) number_items(at, out);
  if (token.kind == TokenKind::kWord && at.rest == 0) {
    if (token.all_capitals || token.span.size() == 1) {
      if (const double roman = roman_value(token.span.of(view_.text)); roman > 0)
        out.push_back({kRomanSlot, 1, at, {at.token + 1, 0}, roman, nullptr, &kNotCounted, 0});
    }
  }
  longest_first(out);
}

const std::vector<Item>& Scanner::nested_items(uint8_t level, Cursor at) {
  auto& memo = nested_memo_[(at.token * 2 + (at.rest != 0 ? 1U : 0U) + level * 16U) & 31U];
  if (memo.begin_anew(key_of(level, at))) find_nested_items(level, at, memo.found);
  return memo.found;
}

void Scanner::find_nested_items(uint8_t level, Cursor at, std::vector<Item>& out) {
  std::vector<RuleMatch>& found = nested_[level];
  found.clear();
  for (uint8_t l = 0; l <= level; ++l) add_matches(l, at, found);
  for (const RuleMatch& match : found) {
    if (match.rule->builder == Builder::kNothing) continue;
    if (!(match.core_begin == at) || !(match.core_end == match.end)) continue;
    const uint16_t slot = match.rule->builder == Builder::kClock ? kClockSlot : level == 0 ? kDateSlot : kTimeSlot;
    out.push_back({slot, 1, at, match.core_end, 0, nullptr, &kNotCounted, static_cast<uint32_t>(inner_.size())});
    inner_.push_back(match);
  }
  longest_first(out);
}

void Scanner::walk(Walk& walk, uint32_t node_number, Cursor at, uint32_t depth) {
  if (++walk.steps > kStepsPerStart) return;
  const PatternTrie::Node& node = walk.trie->node(node_number);
  if (!node.rules.empty() && walk.core) {
    RuleMatch match{&grammar_->rules[node.rules.front()],    walk.begin, at, walk.core_begin, walk.core_end,
                    static_cast<uint32_t>(captures_.size()), walk.count};
    const auto same_end = std::find_if(walk.out->begin(), walk.out->end(),
                                       [&](const RuleMatch& m) { return m.end == at && m.rule->level == walk.level; });
    for (const uint32_t rule : node.rules) {
      if (same_end != walk.out->end() && same_end->rule <= &grammar_->rules[rule]) break;
      match.rule = &grammar_->rules[rule];
      captures_.insert(captures_.end(), walk.captures.begin(), walk.captures.begin() + walk.count);
      if (acceptable(match)) {
        if (same_end != walk.out->end())
          *same_end = match;
        else
          walk.out->push_back(match);
        break;
      }
      captures_.resize(match.first_capture);
    }
  }
  const Lookahead& lookahead = grammar_->lookahead;
  if (view_.at_end(at)) {  // where a text ends a full stop may be missing
    const std::pair<uint32_t, uint32_t> stop{grammar_->full_stop * 4 + 2, 0U};
    const auto edge = std::lower_bound(node.words.begin(), node.words.end(), stop);
    if (edge != node.words.end() && edge->first == stop.first && walk.core && depth < kDeepest)
      this->walk(walk, edge->second, at, depth + 1);
    return;
  }
  const bool space = view_.space_before(at);
  // Most steps lead nowhere, and the next word says so.
  const auto leads_on = [&](uint32_t to, Cursor next) {
    const WordBits& bits = bits_[next.token];
    return lookahead.words(walk.level, to).meets(bits) || lookahead.slots(walk.level, to).meets(bits);
  };
  const auto follow = [&](bool outside, Cursor next, uint32_t to) {
    const Cursor core_begin = walk.core_begin, core_end = walk.core_end;
    const bool core = walk.core;
    if (!outside) {
      if (!walk.core) walk.core_begin = at;
      walk.core = true;
      walk.core_end = next;
    }
    this->walk(walk, to, next, depth + 1);
    walk.core_begin = core_begin;
    walk.core_end = core_end;
    walk.core = core;
  };
  if (lookahead.words(walk.level, node_number).meets(bits_[at.token])) {
    view_.words(at, [&](uint32_t word, Cursor next) {
      auto edge = std::lower_bound(node.words.begin(), node.words.end(), std::pair{word * 4, 0U});
      for (; edge != node.words.end() && edge->first >> 2 == word; ++edge) {
        if (((edge->first & 1) == 0 || !space) && leads_on(edge->second, next))
          follow((edge->first & 2) != 0, next, edge->second);
      }
    });
  }
  if (walk.count == Walk::kMaxCaptures || !lookahead.slots(walk.level, node_number).meets(bits_[at.token])) return;
  // Whether the walk went on there; then what items were looked up may be others.
  const auto take = [&](const PatternTrie::SlotEdge& edge, const Item& item) {
    const Cursor end = item.end;
    if ((edge.glued && space) || !leads_on(edge.to, end)) return false;
    walk.captures[walk.count] = item;
    walk.captures[walk.count].which = edge.which;
    ++walk.count;
    follow(edge.outside, end, edge.to);
    --walk.count;
    return true;
  };
  const auto edge_of = [&](uint16_t slot) {
    return std::lower_bound(node.slots.begin(), node.slots.end(), slot,
                            [](const PatternTrie::SlotEdge& e, uint16_t wanted) { return e.slot < wanted; });
  };
  for (auto edge = edge_of(kDateSlot); edge != node.slots.end() && edge->slot <= kTimeSlot; ++edge) {
    const uint8_t highest = edge->slot == kTimeSlot ? 1 : 0;
    const std::vector<Item>* found = &nested_items(highest, at);
    for (size_t i = 0; i < found->size(); ++i) {
      const Item& item = (*found)[i];
      if (item.slot != edge->slot && (edge->slot != kTimeSlot || item.slot != kDateSlot)) continue;
      if (take(*edge, item)) found = &nested_items(highest, at);
    }
  }
  if (node.slots.front().slot >= kDateSlot && node.slots.back().slot <= kTimeSlot) return;
  const std::vector<Item>* found = &items(at);
  for (size_t i = 0; i < found->size(); ++i) {
    const uint16_t slot = (*found)[i].slot;
    if (!lookahead.takes(walk.level, node_number, slot)) continue;
    for (auto edge = edge_of(slot); edge != node.slots.end() && edge->slot == slot; ++edge) {
      if (take(*edge, (*found)[i])) found = &items(at);
    }
  }
}

const std::vector<RuleMatch>& Scanner::run(uint8_t level, Cursor at) {
  auto& memo = runs_[(at.token * 2 + (at.rest != 0 ? 1U : 0U)) & 15U][level];
  if (!memo.begin_anew(key_of(level, at))) return memo.found;
  if (at.rest == 0 && !grammar_->lookahead.may_begin(level, view_, at.token, bits_)) return memo.found;
  Walk& state = walks_[level];
  state.level = level;
  state.steps = 0;
  state.begin = at;
  state.trie = &grammar_->tries[level];
  state.out = &memo.found;
  state.count = 0;
  state.core = false;
  walk(state, 0, at, 0);
  steps_ += static_cast<uint64_t>(state.steps);
  return memo.found;
}

// Of two matches of a level that end together, the rule that stands first counts.
void Scanner::add_matches(uint8_t level, Cursor at, std::vector<RuleMatch>& out) {
  const size_t before = out.size();
  for (const RuleMatch& match : run(level, at)) {
    const auto known = out.begin() + static_cast<std::ptrdiff_t>(before);
    const auto same = std::find_if(out.begin(), known,
                                   [&](const RuleMatch& m) { return m.end == match.end && m.rule->level == level; });
    if (same == known)
      out.push_back(match);
    else if (match.rule < same->rule)
      *same = match;
  }
}

// Whether a match may begin at the token.
bool Scanner::hopeful(uint32_t t) const {
  return grammar_->lookahead.may_begin(Lookahead::kAnyLevel, view_, t, bits_) && !bad_start({t, 0});
}

// The best match that begins at the token or behind a proclitic of it: the longest, then the rule that stands first.
std::optional<RuleMatch> Scanner::best_at(uint32_t t) {
  candidates_.clear();
  const auto run_all = [&](Cursor at) {
    for (uint8_t level = 0; level < 4; ++level) add_matches(level, at, candidates_);
  };
  run_all({t, 0});
  if (!view_.tokens->first_alternative.empty()) {
    const uint32_t first = view_.tokens->first_alternative[t], end = view_.tokens->first_alternative[t + 1];
    for (uint32_t a = first; a < end; ++a) {
      if (!grammar_->clitics.only_article(view_.tokens->alternatives[a])) run_all({t, a - first + 1});
    }
  }
  const RuleMatch* best = nullptr;
  for (const RuleMatch& match : candidates_) {
    if (best == nullptr || match.end.token > best->end.token ||
        (match.end.token == best->end.token && match.begin == best->begin && match.rule < best->rule &&
         match.rule->builder == Builder::kNothing)) {
      best = &match;
    }
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

const std::vector<RuleMatch>& Scanner::scan(std::string_view text, const TokenizedText& tokens,
                                            const ExpressionGrammar& grammar) {
  grammar_ = &grammar;
  view_ = {text, &tokens, &grammar.clitics};
  captures_.clear();
  numbers_.clear();
  inner_.clear();
  found_.clear();
  ++epoch_;
  grammar.lookahead.look(view_, bits_);
  const auto count = static_cast<uint32_t>(tokens.tokens.size());
  for (uint32_t t = 0; t < count; ++t) {
    if (!hopeful(t)) continue;
    const auto best = best_at(t);
    if (!best) continue;
    RuleMatch chosen = *best;
    if (chosen.rule->builder != Builder::kNothing) {
      // A longer one that begins inside wins: 'am 10.' gives way to '10. April 2015'.
      for (uint32_t inside = t + 1; inside < chosen.core_end.token && inside < t + 3; ++inside) {
        const auto other = hopeful(inside) ? best_at(inside) : std::nullopt;
        const uint32_t needed =
            chosen.end.token - t + (other && other->rule->level == 3 ? 1 : 0);  // a sum must be longer, a date as long
        const bool loose = other && other->rule->type.starts_with("some-");
        const bool tie = other && other->end.token - inside == needed && capture(chosen, "weekday") != nullptr;
        const Item* weekday = tie ? capture(*other, "weekday") : nullptr;
        const bool dated = weekday != nullptr && weekday->end == other->core_end;  // 'Wednesday, May 7, Thursday'
        const bool alone = other && other->rule->type == "alone";                  // 'Monday in the afternoon'
        if (other && !dated && !alone && other->rule->builder != Builder::kNothing &&
            other->end.token > chosen.end.token &&
            other->end.token - inside >= needed + (loose ? 1 : 0)) {  // 'next week' keeps its week before 'later'
          chosen = *other;
          break;
        }
      }
    }
    if (chosen.rule->builder != Builder::kNothing) found_.push_back(chosen);
    const uint32_t end = chosen.rule->builder == Builder::kNothing ? chosen.end.token : chosen.core_end.token;
    if (end > t) t = end - 1;
  }
  return found_;
}

}  // namespace annals
