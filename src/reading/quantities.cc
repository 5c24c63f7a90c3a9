#include "reading/quantities.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "reading/story.h"

namespace annals {
namespace {

Bound parse_bound(std::string_view name) {
  static constexpr std::pair<std::string_view, Bound> kNames[] = {{"about", Bound::kAbout},
                                                                  {"at-least", Bound::kAtLeast},
                                                                  {"at-most", Bound::kAtMost},
                                                                  {"more-than", Bound::kMoreThan},
                                                                  {"less-than", Bound::kLessThan}};
  for (const auto& [text, bound] : kNames) {
    if (text == name) return bound;
  }
  return Bound::kExact;
}

// A range in which the first number leaves its multiplier to the second ('10 to 20 million').
void share_scale(Number& low, const Number& high) {
  if (low.scale >= high.scale || low.value >= high.value) return;
  if (low.value * high.scale < high.value) low.value *= high.scale;
}

// 'A decade' tells how long something took; 'a day' and 'a month' mostly how often or how much.
bool says_much(const Item* unit, Builder builder) {
  if (builder == Builder::kPercent || unit == nullptr) return builder == Builder::kPercent;
  return unit->entry->value == "decade" || unit->entry->value == "century" || unit->entry->value == "fortnight";
}

// 'She promised 12 million in ten years': a verb of money stands before the number, and nothing counted behind it.
bool is_bare_sum(Scanner& scanner, const RuleMatch& match) {
  constexpr uint32_t kReach = 6;  // words
  return scanner.word_near(match, "pays", kReach) && scanner.closed_after(match, "after_sum");
}

// 4.1 times 1e6 is 4099999.9999999995 in binary; the number meant is the decimal one beside it.
double as_decimal(double value) {
  constexpr double kRoundingErrors = 1e-14;  // of the value: a few units in the last place
  constexpr double kFinest = 1e6;            // parts of one that anybody writes
  for (const double parts : {1.0, kFinest}) {
    const double decimal = std::round(value * parts) / parts;
    if (std::fabs(decimal - value) <= std::fabs(value) * kRoundingErrors) return decimal;
  }
  return value;
}

}  // namespace

std::optional<Quantity> build_quantity(const Scanner& scanner, const RuleMatch& match) {
  const Rule& rule = *match.rule;
  const auto named = [&](Slot slot, uint8_t which = 1) { return scanner.capture(match, slot, which); };
  Quantity out;
  out.span = scanner.span(match);
  out.rule = rule.place;
  const Item* first = scanner.capture(match, kNumberSlot, 1);
  const Item* second = scanner.capture(match, kNumberSlot, 2);
  if (first == nullptr) first = scanner.capture(match, kWholeSlot, 1);
  if (second == nullptr) second = scanner.capture(match, kWholeSlot, 2);
  if (first == nullptr) first = scanner.capture(match, kOrdinalSlot, 1);
  if (first != nullptr) {
    Number low = *first->number;
    low.value = first->value;
    if (low.bare_point && out.span.begin == scanner.span(*first).begin)
      out.span.begin = scanner.view().token(first->begin.token - 1).span.begin;
    const bool counts = rule.builder == Builder::kCount || rule.builder == Builder::kDuration;
    if (low.article_only && rule.builder != Builder::kMoney && !says_much(scanner.capture(match, "unit"), rule.builder))
      return std::nullopt;
    if (const Item* percent = low.article_only ? named("percent") : nullptr;  // 'a percent', but not 'a%29'
        percent != nullptr && scanner.view().token(percent->begin.token).kind != TokenKind::kWord)
      return std::nullopt;
    if (low.loose && rule.builder == Builder::kCount && second == nullptr) return std::nullopt;
    if (counts && low.value == 0) return std::nullopt;
    const bool share = rule.type == "share", fraction = rule.type == "fraction";
    if (second != nullptr && (share || fraction)) {  // three of five: 60 percent; 3/4 %
      if (second->value < 1) return std::nullopt;
      low.value = low.value * (share ? 100 : 1) / second->value;
      if (const Item* whole = scanner.capture(match, kNumberSlot, 3)) low.value += whole->value;
    } else if (second != nullptr) {
      Number high = *second->number;
      share_scale(low, high);
      if (high.value >= low.value) {
        out.max = high.value;
      } else if (named("sign") != nullptr && second->value == 1) {  // 'pagou R$ 6 milhões a um fundo'
        const Item* factor = named("factor");
        out.span.end = scanner.span(factor != nullptr ? *factor : *first).end;
      } else {
        return std::nullopt;
      }
    }
    out.value = low.value;
    out.vague = low.vague;
    if (low.more) out.bound = Bound::kMoreThan;
  }
  const Item* unit = nullptr;
  for (const Slot slot : std::initializer_list<Slot>{"currency", "sign", "unit", "measure", "counted"}) {
    if (unit == nullptr) unit = named(slot);
  }
  if (rule.type.starts_with("tenths") && out.value <= 10) out.value *= 10;
  if (rule.type == "tenths-half") out.value += 5;
  if (unit != nullptr && unit->entry->note.find("plain") != std::string::npos) {
    if (const Item* sign = named("sign")) unit = sign;  // '新台币3亿元' are not yuan
  }
  if (first == nullptr) {
    if (named("multiple") != nullptr || named("share") != nullptr) {
      out.value = 0;  // below
    } else if (rule.value.empty()) {
      if (unit == nullptr || unit->entry->count < 2) return std::nullopt;
      out.value = unit->entry->count;
    } else {
      std::from_chars(rule.value.data(), rule.value.data() + rule.value.size(), out.value);
    }
  }
  if (rule.type == "and-half") out.value += 0.5;
  if (const Item* multiple = named("multiple"))
    out.value = first == nullptr ? multiple->entry->number : out.value * std::max(1.0, multiple->entry->number);
  if (const Item* share = named("share")) out.value = share->entry->number;
  if (const Item* factor = named("factor")) {  // a multiplier that only money uses: $5m, 5bn
    out.value *= factor->entry->number;
    if (out.max) *out.max *= factor->entry->number;
  }
  if (const Item* part = named("subunit")) {
    if (const Item* cents = scanner.capture(match, kNumberSlot, 3))
      out.value += cents->value * part->entry->number;
    else if (unit == nullptr)
      out.value *= part->entry->number;
    if (unit == nullptr) out.unit = part->entry->note;
    const Item *least = named("subunit", 2), *count = scanner.capture(match, kNumberSlot, 4);  // 三块四角五分
    constexpr double kNextPart = 0.1;  // 五块七毛八: the last is not named
    if (count != nullptr && (least != nullptr || count->value < 10))
      out.value += count->value * (least != nullptr ? least->entry->number : part->entry->number * kNextPart);
  }
  if (const Item* mega = named("mega")) {  // 30 MUSD
    out.value *= mega->entry->number;
    if (out.max) *out.max *= mega->entry->number;
    out.unit = mega->entry->note;
  }
  if (const Item* cents = scanner.capture(match, kShortYearSlot, 3)) out.value += cents->value / 100;  // 15 dollars 50
  if (const Item* cents = scanner.capture(match, kWholeSlot, 3))
    out.value += cents->value / 100;  // 'zwei Euro fünfzig'
  const Item* tenths = scanner.capture(match, kSpelledDaySlot, 3);
  if (tenths != nullptr && rule.type == "tenths") {  // 七成六
    out.value += tenths->value;
  } else if (tenths != nullptr) {  // 两块五
    if (tenths->value > 9) return std::nullopt;
    const bool small = rule.type == "tenth-of-tenth";
    out.value = (out.value + tenths->value / 10) / (small ? 10 : 1);
  }
  switch (rule.builder) {
    case Builder::kMoney:
      out.type = QuantityType::kMoney;
      break;
    case Builder::kPercent:
      out.type = QuantityType::kPercent;
      break;
    case Builder::kDuration:
      out.type = QuantityType::kDuration;
      break;
    case Builder::kMultiple:
      out.type = QuantityType::kMultiple;
      break;
    default:
      out.type = QuantityType::kCount;
      break;
  }
  if (unit != nullptr) out.unit = unit->entry->value;
  if (!rule.unit.empty()) out.unit = rule.unit;
  if (out.type == QuantityType::kMoney) {
    out.plain = unit != nullptr && unit->entry->note.find("plain") != std::string::npos;
    out.unsaid = unit == nullptr && named("mega") == nullptr && named("subunit") == nullptr;
  }
  if (out.type == QuantityType::kPercent && out.unit.empty()) out.unit = "percent";
  if (out.type == QuantityType::kMultiple) out.unit = "times";
  if (const Item* bound = named("bound")) out.bound = parse_bound(bound->entry->value);
  if (const Item* bound = named("bound_after")) out.bound = parse_bound(bound->entry->value);
  for (const Slot slot : std::initializer_list<Slot>{"per", "each"}) {
    if (const Item* per = named(slot)) out.per = per->entry->value;
  }
  if (const Item* per = named("unit", 2)) out.per = per->entry->value;
  if (!std::isfinite(out.value)) return std::nullopt;
  out.value = as_decimal(out.value);
  if (out.max) out.max = as_decimal(*out.max);
  return out;
}

std::optional<double> mistaken_scale(double a, double b, const Pack& pack) {
  if (a <= 0 || b <= 0) return std::nullopt;
  const Table& table = pack.table("scales");
  for (const Table::Row& row : table.rows()) {
    double factor = 0;
    const std::string_view text = table.get(row, "factor");
    std::from_chars(text.data(), text.data() + text.size(), factor);
    if (factor <= 0) continue;
    for (const double ratio : {a / b, b / a}) {
      if (std::fabs(ratio / factor - 1) < 1e-9) return a / b;
    }
  }
  return std::nullopt;
}

void read_expressions(const Analysis& analysis, Reading& reading) {
  std::vector<TimeExpression> expressions;
  std::vector<TimePlace> places;
  Scanner scanner;
  for (uint32_t b = 0; b < analysis.blocks.size(); ++b) {
    const AnalyzedBlock& block = analysis.blocks[b];
    if (block.block->role == BlockRole::kBoilerplate) continue;
    const ExpressionGrammar& grammar = *block.language->expressions;
    for (const RuleMatch& match : scanner.scan(analysis.text(), block.text, grammar)) {
      if (match.rule->level == 3) {
        if (match.rule->type == "bare-sum" && !is_bare_sum(scanner, match)) continue;
        if (auto quantity = build_quantity(scanner, match)) reading.quantities.push_back(std::move(*quantity));
        continue;
      }
      const uint32_t expression = build_time(scanner, match, expressions);
      if (expression != kNone) places.push_back(place_of(scanner, match, expression, b));
    }
  }
  tell_times(analysis, expressions, places, reading);
  std::sort(reading.quantities.begin(), reading.quantities.end(),
            [](const Quantity& a, const Quantity& b) { return a.span < b.span; });
}

}  // namespace annals
