// What no pattern can say: which matches the words around them rule out.
#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>

#include "reading/expressions.h"
#include "text/utf8.h"

namespace annals {
namespace {

bool is_number(const Token& token) { return token.kind == TokenKind::kNumber; }

}  // namespace

// Digits in the middle of something else: 'GPT-4', 'v1.2.3', '#12', a part of an address.
bool Scanner::bad_start(Cursor at) const {
  const Token& token = view_.token(at.token);
  if (!is_number(token) || token.space_before || at.token == 0) return false;
  const Token& before = view_.token(at.token - 1);
  if (before.span.end != token.span.begin) return false;
  if (before.kind == TokenKind::kWord)
    return before.script == Script::kLatin || before.script == Script::kCyrillic || before.script == Script::kGreek;
  if (before.kind == TokenKind::kIdeograph || before.kind == TokenKind::kLineBreak || before.span.size() != 1)
    return false;
  const char sign = view_.text[before.span.begin];
  if (sign == '#' || sign == '@' || sign == '_' || sign == '=' || sign == '&' || sign == '%' || sign == '\\')
    return true;
  const bool joins = sign == '-' || sign == '/' || sign == '.' || sign == ':' || sign == ',' || sign == '+';
  if (!joins || before.space_before || at.token < 2) return false;
  const Token& farther = view_.token(at.token - 2);
  if (farther.span.end != before.span.begin) return false;
  if (sign == '-' && is_number(farther)) return false;
  if (sign == ',' || sign == ':') return is_number(farther);
  return farther.kind == TokenKind::kWord || is_number(farther) ||
         (farther.kind == TokenKind::kPunctuation && view_.text[farther.span.begin] != '(');
}

bool Scanner::is_sign(uint32_t at) const {
  return u_charType(static_cast<UChar32>(decode(view_.text, view_.token(at).span.begin).value)) == U_CURRENCY_SYMBOL;
}

// '1848 Elm Street'
bool Scanner::is_address(uint32_t number) const {
  constexpr Slot kStreet = "street";
  if (!grammar_->has(kStreet) || !view_.token(number + 1).capitalized) return false;
  for (uint32_t t = number + 2; t < std::min(number + 4, view_.size()) && view_.token(t).capitalized; ++t) {
    const auto& words = grammar_->words.node(0).words;
    const uint32_t word = view_.token(t).word;
    for (auto edge = std::lower_bound(words.begin(), words.end(), std::pair{word * 4, 0U});
         word != 0 && edge != words.end() && edge->first >> 2 == word; ++edge) {
      for (const uint32_t entry : grammar_->words.node(edge->second).rules) {
        if (grammar_->entries[entry].slot == kStreet) return true;
      }
    }
  }
  return false;
}

// Whether a date that stands with a weekday is one of a day: only then are the two one expression.
bool Scanner::names_a_day(const RuleMatch& match) const {
  const Item *date = capture(match, kDateSlot), *weekday = capture(match, "weekday");
  if (date != nullptr && nested(*date).rule->type.starts_with("some-")) return false;  // 'some days later'
  const bool clock = capture(match, kClockSlot) != nullptr || capture(match, kHourSlot) != nullptr;
  if (date != nullptr && clock) {  // 'next year at six' is no time of a day
    const RuleMatch& inner = nested(*date);
    const bool unit = capture(inner, "unit") != nullptr || capture(inner, "yearunit") != nullptr;
    if (inner.rule->builder == Builder::kDeictic && unit && capture(inner, "weekday") == nullptr) return false;
  }
  if (date == nullptr || weekday == nullptr) return true;
  const RuleMatch& inner = nested(*date);
  const bool first = date->begin.token < weekday->begin.token;
  if (inner.rule->builder == Builder::kDeictic) {  // 'today, Tuesday', 'vendredi 31 juillet prochain'
    if (capture(inner, kDaySlot) != nullptr) return capture(inner, "month") != nullptr;
    return first && capture(inner, "dayword") != nullptr;
  }
  if (inner.rule->builder == Builder::kJoin) return capture(inner, "weekday") == nullptr;
  if (inner.rule->builder != Builder::kDate || capture(inner, "weekday") != nullptr) return false;
  const bool parts = !inner.rule->unit.empty();  // 'Tuesday third-quarter profit rose'
  for (const BuiltinSlot slot : {kDaySlot, kSpelledDaySlot, kEitherDaySlot, kOrdinalSlot}) {
    if (!parts && capture(inner, slot) != nullptr) return true;
  }
  return false;
}

// 'They will meet in two weeks', but 'they built it in two weeks': a word like 'will' stands near in the sentence.
bool Scanner::told_of_the_future(const RuleMatch& match) const {
  constexpr uint32_t kReach = 8;  // words
  const auto ends = [&](const Token& token) {
    if (token.kind == TokenKind::kLineBreak) return true;
    const std::string_view text = token.span.of(view_.text);
    return token.kind == TokenKind::kPunctuation && text.find_first_of(".!?;:") != std::string_view::npos;
  };
  const auto tells = [&](const Token& token) {
    return token.word < grammar_->futures.size() && grammar_->futures[token.word];
  };
  const bool opens_sentence = match.begin.token == 0 || ends(view_.token(match.begin.token - 1));
  for (uint32_t back = 1; back <= std::min(kReach, match.begin.token); ++back) {
    const Token& token = view_.token(match.begin.token - back);
    if (ends(token)) break;
    if (tells(token)) return true;
  }
  for (uint32_t t = match.core_end.token; t < std::min(match.core_end.token + kReach, view_.size()); ++t) {
    const Token& token = view_.token(t);
    const bool comma = token.span.of(view_.text) == ",";
    if (ends(token) || (comma && !opens_sentence)) break;
    if (tells(token)) return true;
  }
  return false;
}

// Figures that go on beyond the match after a hyphen: '555-1212', '133-03-03-2020'.
bool Scanner::in_number_chain(const RuleMatch& match) const {
  const std::string_view words = span(match).of(view_.text);
  if (words.find_first_not_of("0123456789-") != std::string_view::npos) return false;
  const auto joined = [&](uint32_t left, uint32_t right) {
    return view_.token(left).span.end == view_.token(right).span.begin;
  };
  const auto hyphen = [&](uint32_t t) { return view_.token(t).span.of(view_.text) == "-"; };
  const uint32_t first = match.core_begin.token, behind = match.core_end.token;
  if (first >= 2 && hyphen(first - 1) && is_number(view_.token(first - 2)) && joined(first - 2, first - 1) &&
      joined(first - 1, first))
    return true;
  return behind > 0 && behind + 1 < view_.size() && hyphen(behind) && is_number(view_.token(behind + 1)) &&
         joined(behind - 1, behind) && joined(behind, behind + 1);
}

// 'El martes a las siete de la tarde': its second end, and not its first, begins with a time of day.
bool Scanner::later_clock(const RuleMatch& match) const {
  const Item *from = nullptr, *to = nullptr;
  for (uint32_t i = 0; i < match.capture_count; ++i) {
    const Item& item = captures_[match.first_capture + i];
    if (item.slot == Slot("from") || item.slot == Slot("between")) return false;
    if (item.slot == kTimeSlot || item.slot == kDateSlot) (item.which == 2 ? to : from) = &item;
  }
  if (from == nullptr || to == nullptr) return false;
  const auto clock = [&](const Item& item) { return capture(nested(item), kClockSlot); };
  const Item* behind = clock(*to);
  return clock(*from) == nullptr && behind != nullptr && behind->begin == to->begin;
}

// 'Three centuries', 'two quarters': so many of them, not the third. Where words are not separated, 三世纪 is the
// third.
bool Scanner::counts_units(const RuleMatch& match) const {
  const std::string& unit = match.rule->unit;
  if (match.rule->builder != Builder::kDate || (unit != "century" && unit != "quarter" && unit != "half")) return false;
  for (uint32_t i = 0; i < match.capture_count; ++i) {
    const Item& item = captures_[match.first_capture + i];
    if (item.entry != nullptr && grammar_->fillers[item.slot]) continue;
    const bool cardinal = item.slot == kWholeSlot || item.slot == kNumberSlot;
    return cardinal && item.number->spelled && view_.token(item.begin.token).kind == TokenKind::kWord;
  }
  return false;
}

bool Scanner::acceptable(const RuleMatch& match) const {
  if (counts_units(match)) return false;
  const bool dates = match.rule->builder == Builder::kDate || match.rule->builder == Builder::kRange;
  if (dates && in_number_chain(match)) return false;
  bool numbers = false, strong = false, weak = false;
  for (uint32_t i = 0; i < match.capture_count; ++i) {
    const Item& item = captures_[match.first_capture + i];
    if (item.entry == nullptr) {
      numbers = numbers || item.slot < kDateSlot;
      strong = strong || item.slot >= kDateSlot;
    } else if (grammar_->fillers[item.slot]) {
      continue;
    } else if (item.entry->capitals && !view_.token(item.begin.token).all_capitals) {
      return false;
    } else if (item.entry->weak) {
      weak = true;
    } else if (item.entry->capital && !view_.token(item.begin.token).capitalized) {
      weak = true;
    } else {
      strong = true;
    }
  }
  if (weak && (match.rule->type == "of-list" || (!numbers && !strong))) return false;
  if (match.rule->type == "counted-day" && match.core_end.token < view_.size()) {  // 'den 20. Platz'
    const Token& next = view_.token(match.core_end.token);
    if (next.kind == TokenKind::kWord && next.capitalized) return false;
  }
  if (match.rule->level == 3) {  // 'from 7 in 2014 to 42 percent'
    constexpr double kFirstYear = 1500, kLastYear = 2100;
    const Item *from = capture(match, kNumberSlot), *to = capture(match, kNumberSlot, 2);
    if (from != nullptr && to != nullptr && to->value < from->value && from->value >= kFirstYear &&
        from->value < kLastYear && from->number->digits == 4)
      return false;
  }
  if (match.rule->type == "next") {  // 2020/2021, but no 1234/2021
    const Item *from = capture(match, kYearSlot), *to = capture(match, kYearSlot, 2);
    if (from == nullptr || to == nullptr || to->value != from->value + 1) return false;
  }
  if (match.rule->type == "hundreds") {  // but 'the 1850s', 'the 2000s'
    const Item* year = capture(match, kYearSlot);
    if (year == nullptr || std::fmod(year->value, 100) != 0 || year->value >= 2000) return false;
  }
  if (match.rule->unit == "decade" && match.capture_count > 1) {  // '1985's' is no decade
    for (const BuiltinSlot slot : {kYearSlot, kAnyYearSlot}) {
      const Item* year = capture(match, slot);
      if (year != nullptr && std::fmod(year->value, 10) != 0) return false;
    }
  }
  if (match.rule->builder == Builder::kShift && match.rule->n == kNoNumber) {  // 'hace unos días' counts nothing
    bool counts = false;
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      counts = counts || item.slot < kDateSlot || (item.entry != nullptr && item.entry->count >= 1);
    }
    if (!counts) return false;
  }
  if (match.rule->builder == Builder::kShift) {  // 2007年之前 is not 2007 years ago
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      const int digits = item.slot < kFirstClassSlot ? item.number->digits : 0;
      if ((digits == 4 && item.value >= 1000 && item.value < 2200) || (digits == 2 && item.value < 10)) return false;
      if (item.slot < kFirstClassSlot && item.number->positional) return false;  // 二零二一年后
    }
  }
  if (match.rule->builder == Builder::kRange && match.capture_count == 3) {  // 2015-03 is a month
    const Item &from = captures_[match.first_capture], &to = captures_[match.first_capture + 2];
    if (from.slot == kYearSlot && to.slot == kShortYearSlot && to.value <= std::fmod(from.value, 100)) return false;
  }
  if (match.rule->builder == Builder::kRange) {  // 'the second on 30 August' is no range of days
    const Item& opening = captures_[match.first_capture];
    const bool captures_month_first =
        opening.entry != nullptr && opening.slot == Slot("month");  // 'April ninth to 17th'
    bool figures = false, words = false;
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      figures = figures || item.slot == kDaySlot;
      words = words || (item.slot == kOrdinalSlot && item.number->spelled && item.value > 1 && !captures_month_first);
    }
    if (figures && words) return false;
  }
  if (match.rule->type == "future" && !told_of_the_future(match)) return false;
  if (match.rule->builder == Builder::kJoin && !names_a_day(match)) return false;  // 'on Tuesday, last year'
  if (match.rule->unit == "quarter" || match.rule->unit == "half") {  // no year has more ('the 2011 quarter')
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      if ((item.slot == kWholeSlot || item.slot == kNumberSlot) && item.value > 4) return false;
    }
  }
  if (match.rule->builder == Builder::kPart && !match.rule->unit.empty() && match.core_begin.token > 0) {  // 十年内
    const Token& before = view_.token(match.core_begin.token - 1);
    if (is_number(before) || (before.kind == TokenKind::kIdeograph && grammar_->numbers.may_start(before.word)))
      return false;
  }
  // Sums side by side: in '10 € 30 €' a sign is the one of the number before it, in '$ 30 $ 40' of the one behind.
  if (match.rule->builder == Builder::kMoney) {
    const auto number = [&](uint32_t at) { return at < view_.size() && is_number(view_.token(at)); };
    const uint32_t begin = match.core_begin.token, end = match.core_end.token;
    const Item* sign = capture(match, "sign");
    const bool led = sign != nullptr && sign->begin.token == begin, before = begin > 0 && number(begin - 1);
    if (led && capture(match, "currency") != nullptr &&
        ((before && view_.token(begin + 1).space_before) || (number(end) && is_sign(end - 1))))
      return false;
    if (!led && match.rule->type == "bare-cents" && begin > 0 && is_sign(begin - 1)) return false;
  }
  if (match.rule->type == "bare-cents") {  // 'two euros fifty', but not '80 USD million'
    const Item* cents = capture(match, kWholeSlot, 3);
    if (cents != nullptr && (!cents->number->spelled || cents->value < 10 || cents->value >= 100)) return false;
  }
  if (match.rule->type == "bare-sum") {  // figures alone are no sum
    constexpr double kLeast = 1000;
    const Item* number = capture(match, kNumberSlot);
    if (number == nullptr || number->number->scale < kLeast || number->number->vague) return false;
  }
  if (match.rule->type == "two") {  // '4 and 5 June' are two days in one stretch
    const Item *from = nullptr, *to = nullptr;
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      if (item.slot == kDaySlot || item.slot == kEitherDaySlot) (item.which == 2 ? to : from) = &item;
    }
    if (from == nullptr || to == nullptr || to->value != from->value + 1) return false;
  }
  if (match.rule->type == "between") {  // '20 deste mês' is a day, '3 últimos meses' are months
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      if (item.entry != nullptr && item.slot == Slot("deixis") && item.entry->number == 0) return false;
    }
  }
  if (match.rule->builder == Builder::kDeictic) {  // 'a las diez esta noche' are not ten of these nights
    bool number = false;
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      number = number || item.slot == kWholeSlot || item.slot == kNumberSlot;
      const bool deixis = item.entry != nullptr && item.slot == Slot("deixis");
      if (number && deixis && item.entry->number == 0) return false;
    }
  }
  if (match.rule->builder == Builder::kRange && later_clock(match)) return false;
  // A round number before a word is rather a count than a year ('1500 soldiers'), unless a word like 'in' stands before
  // it.
  if (match.rule->type == "bare-year") {
    const uint32_t at = match.core_begin.token;
    const Item& year = captures_[match.first_capture];
    const bool word_follows = at + 1 < view_.size() && view_.token(at + 1).kind == TokenKind::kWord;
    const uint32_t before = at == 0 ? 0 : view_.token(at - 1).word;
    const bool led = before < grammar_->year_leads.size() && grammar_->year_leads[before];
    constexpr double kRarelyTold = 1300;  // '1024 files'
    if (word_follows && !led && (std::fmod(year.value, 100) == 0 || year.value < kRarelyTold)) return false;
    if (word_follows && is_address(at)) return false;
  }
  // 被判处有期徒刑12年: two figures are rather so many years, unless they begin with a nought (07年) or a word like
  // 'in' or a sign stands before them.
  if (match.rule->type == "short-year" && match.core_begin.token > 0) {
    const Token& before = view_.token(match.core_begin.token - 1);
    const bool led = before.word < grammar_->year_leads.size() && grammar_->year_leads[before.word];
    const bool opens = before.kind == TokenKind::kPunctuation || before.kind == TokenKind::kLineBreak;
    const bool goes_on = match.core_end.token < view_.size() &&
                         view_.token(match.core_end.token).kind != TokenKind::kPunctuation &&
                         view_.token(match.core_end.token).kind != TokenKind::kLineBreak;
    const bool nought = view_.text[view_.token(match.core_begin.token).span.begin] == '0';
    if (!led && !nought && !(opens && goes_on)) return false;
  }
  // 'April Costa said': a month that is a name too, opening its clause before another name.
  if (match.capture_count == 1 && match.rule->builder == Builder::kDate && match.core_end.token < view_.size()) {
    const Item& word = captures_[match.first_capture];
    const uint32_t at = match.core_begin.token;
    const Token& next = view_.token(match.core_end.token);
    const bool opens = at == 0 || view_.token(at - 1).kind != TokenKind::kWord;
    if (opens && word.entry != nullptr && word.entry->note.find("given") != std::string::npos && next.space_before &&
        next.kind == TokenKind::kWord && next.capitalized)
      return false;
  }
  // What ends in digits must not go on in digits or in a word written against them.
  const uint32_t last = match.core_end.token - 1;
  const Token& token = view_.token(last);
  if (match.core_end.rest != 0 || last + 1 >= view_.size()) return true;
  const Token& next = view_.token(last + 1);
  if (next.span.begin != token.span.end) return true;
  if (is_number(token)) {
    if (next.kind == TokenKind::kWord && next.script == Script::kLatin && token.script != Script::kHan) return false;
    if (next.kind == TokenKind::kPunctuation && next.span.size() == 1 && last + 2 < view_.size()) {
      const char sign = view_.text[next.span.begin];
      const Token& after = view_.token(last + 2);
      const bool joins = sign == '.' || sign == ':' || sign == '/' || sign == ',' ||
                         (sign == '-' && capture(match, kBasicDaySlot) != nullptr);
      if (is_number(after) && after.span.begin == next.span.end && joins) return false;
      if (match.rule->builder == Builder::kClock && sign == '-' && after.kind == TokenKind::kWord &&
          after.span.begin == next.span.end)
        return false;  // 2:17-cv-01234
    }
    if (next.span.size() == 1 && view_.text[next.span.begin] == '%' && match.rule->level != 3) return false;
  }
  return true;
}

}  // namespace annals
