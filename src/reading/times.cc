#include "reading/times.h"

#include <fmt/format.h>

#include <cmath>

namespace annals {
namespace {

int century_of_short_year(int value) { return value >= 50 ? 1900 + value : 2000 + value; }

struct Fields {
  const Scanner& scanner;
  const RuleMatch& match;

  const Item* get(Slot slot, uint8_t which) const { return scanner.capture(match, slot, which); }

  // Puts the captured fields of that number into the expression; false when they contradict the calendar.
  bool fill(TimeExpression& out, uint8_t which) const {
    for (const BuiltinSlot slot : {kYearSlot, kSpelledYearSlot, kAnyYearSlot, kEitherYearSlot}) {
      if (const Item* item = get(slot, which)) out.year = static_cast<int>(item->value);
    }
    if (const Item* item = get(kShortYearSlot, which)) {
      const auto value = static_cast<int>(item->value);
      out.year = which == 2 && out.year != kNoNumber ? out.year / 100 * 100 + value : century_of_short_year(value);
    }
    if (const Item* item = get(kBasicDaySlot, which)) {
      const auto figures = static_cast<int>(item->value);
      out.year = figures / 10000;
      out.month = figures / 100 % 100;
      out.day = figures % 100;
      if (out.month < 1 || out.month > 12 || out.day < 1) return false;
    }
    for (const BuiltinSlot slot : {kMonthNumberSlot, kSpelledMonthSlot, kEitherMonthSlot}) {
      if (const Item* item = get(slot, which)) out.month = static_cast<int>(item->value);
    }
    for (const BuiltinSlot slot : {kDaySlot, kSpelledDaySlot, kEitherDaySlot}) {
      if (const Item* item = get(slot, which)) out.day = static_cast<int>(item->value);
    }
    for (const BuiltinSlot slot : {kNumberSlot, kWholeSlot, kOrdinalSlot, kRomanSlot, kDigitsSlot}) {
      if (const Item* item = get(slot, which)) {
        if (item->number->article_only && out.rule->builder == Builder::kDate)
          return false;  // 'a quarter', 'a century'
        if (std::fabs(item->value) > 1e6) return false;
        if (out.rule->unit == "century" && item->value < 1) return false;  // 半个多世纪
        out.n = static_cast<int>(item->value);
        if (item->value != std::floor(item->value) && slot == kNumberSlot)
          out.n = static_cast<int>(std::lround(item->value));
      }
    }
    if (const Item* item = get("nth", which)) out.n = static_cast<int>(item->entry->number);
    if (const Item* item = get("month", which)) out.month = static_cast<int>(item->entry->number);
    for (const Slot slot : std::initializer_list<Slot>{"weekday", "weekshort"}) {
      if (const Item* item = get(slot, which)) out.weekday = static_cast<int>(item->entry->number);
    }
    if (const Item* item = get("season", which)) out.part = static_cast<int>(item->entry->number);
    if (const Item* item = get("yearpart", which)) out.part = static_cast<int>(item->entry->number);
    for (const Slot slot :
         std::initializer_list<Slot>{"decade", "tens"}) {  // `tens` need their unit beside them: 九十年代
      if (const Item* item = get(slot, which)) out.decade = static_cast<int>(item->entry->number);
    }
    if (const Item* item = get("xmonth", which)) {  // `islamic-umalqura:9`
      const size_t colon = item->entry->value.find(':');
      out.calendar = item->entry->value.substr(0, colon);
      out.month = std::atoi(item->entry->value.c_str() + (colon == std::string::npos ? 0 : colon + 1));
    }
    if (const Item* item = get("reign", which)) {  // its value: the year before its first
      const int counted = out.year != kNoNumber ? out.year : out.n != kNoNumber ? out.n : out.rule->n;
      if (counted < 1 || counted > 100) return false;
      out.year = std::atoi(item->entry->value.c_str()) + counted;
      out.n = kNoNumber;
    }
    for (const Slot slot : std::initializer_list<Slot>{"era", "era_jp"}) {
      const Item* item = get(slot, which);
      if (item == nullptr && which == 2) item = get(slot, 1);  // '499-493 BC'
      if (item == nullptr) continue;
      const std::string& era = item->entry->value;
      if (era == "bc") {
        if (out.year != kNoNumber) out.year = 1 - out.year;
        out.sign = -1;
      } else if (era != "ad") {
        const size_t colon = era.find(':');
        out.calendar = era.substr(0, colon);
        if (colon != std::string::npos) out.era = std::atoi(era.c_str() + colon + 1);
      }
    }
    for (const Slot slot : std::initializer_list<Slot>{"deixis", "deixis_post", "yearword", "monthword", "weekword",
                                                       "quarterdeixis", "yearchar"}) {
      if (const Item* item = get(slot, which)) out.offset = static_cast<int>(item->entry->number);
    }
    if (const Item* item = get("dayword", which)) {
      out.offset = static_cast<int>(item->entry->number);
      out.unit = TimeUnit::kDay;
    }
    if (get("weekunit", which) != nullptr) out.unit = TimeUnit::kWeek;
    if (get("monthunit", which) != nullptr) out.unit = TimeUnit::kMonth;
    if (get("yearunit", which) != nullptr) out.unit = TimeUnit::kYear;
    if (const Item* item = get("unit", which)) {
      const auto unit = parse_time_unit(item->entry->value);
      if (!unit) return false;
      out.unit = *unit;
      // A dual says two by itself; a singular says one where time is counted ('a week ago').
      if (item->entry->count >= (out.rule->builder == Builder::kShift ? 1 : 2) && out.n == kNoNumber)
        out.n = static_cast<int>(item->entry->count);
    }
    if (const Item* item = get(kNumberSlot, which)) split_unit(out, item->value);
    if (const Item* item = get("holiday", which)) out.named = item->entry;
    return out.day == 0 || out.day <= 31;
  }

  // 'Two years and three months' ago.
  bool fill_lesser_unit(TimeExpression& out) const {
    const Item* unit = get("unit", 2);
    if (unit == nullptr || out.rule->builder != Builder::kShift) return true;
    const Item* number = get(kWholeSlot, 2);
    if (number == nullptr) number = get(kNumberSlot, 2);
    const auto parsed = parse_time_unit(unit->entry->value);
    if (!parsed || number == nullptr || *parsed >= out.unit || number->value > 1000) return false;
    out.lesser_unit = *parsed;
    out.lesser_n = static_cast<int>(number->value);
    return true;
  }

  // 'One and a half years' are 18 months.
  static void split_unit(TimeExpression& out, double n) {
    if (n == std::floor(n)) return;
    static constexpr struct {
      TimeUnit unit, part;
      int parts;
    } kParts[] = {{TimeUnit::kYear, TimeUnit::kMonth, 12},
                  {TimeUnit::kDecade, TimeUnit::kYear, 10},
                  {TimeUnit::kCentury, TimeUnit::kYear, 100}};
    for (const auto& p : kParts) {
      const double exact = n * p.parts;
      if (out.unit != p.unit || exact > 1e4 || exact != std::floor(exact)) continue;
      out.unit = p.part;
      out.n = static_cast<int>(exact);
      return;
    }
  }

  std::string clock() const {
    const Item* hour = get(kHourSlot, 1);
    if (hour == nullptr) hour = get(kSpelledDaySlot, 2);
    if (hour == nullptr) hour = get(kOrdinalSlot, 1);  // الساعة العاشرة
    if (hour == nullptr) {                             // 0915 GMT
      const Item* four = get(kDigitsSlot, 1);
      if (four == nullptr || four->number->digits != 4 || four->value >= 2400 || std::fmod(four->value, 100) >= 60)
        return {};
      return fmt::format("{:02}:{:02}", static_cast<int>(four->value) / 100, static_cast<int>(four->value) % 100);
    }
    int h = static_cast<int>(hour->value), m = 0;
    const Item* minute = get(kMinuteSlot, 1);
    if (minute == nullptr) minute = get(kWholeSlot, 1);
    if (minute != nullptr && minute->value >= 0 && minute->value < 60) m = static_cast<int>(minute->value);
    for (const Slot slot : std::initializer_list<Slot>{"ampm", "daypart"}) {
      const Item* half = get(slot, 1);
      if (half == nullptr) continue;
      const std::string& value = half->entry->value;
      if ((value == "pm" || value == "afternoon" || value == "evening" || value == "night") && h < 12 &&
          !(value == "night" && h < 5))
        h += 12;
      if (value == "am" && h == 12) h = 0;
    }
    if (h > 24) return {};
    return fmt::format("{:02}:{:02}", h, m);
  }
};

}  // namespace

namespace {

// 'A year and a half': in units of which a half is a whole number; months and weeks to the day in the middle.
bool add_half_unit(TimeExpression& out) {
  if (out.n < 1 || out.n > 1000) return false;
  switch (out.unit) {
    case TimeUnit::kDecade:
      out.unit = TimeUnit::kYear;
      out.n = out.n * 10 + 5;
      return true;
    case TimeUnit::kYear:
      out.unit = TimeUnit::kMonth;
      out.n = out.n * 12 + 6;
      return true;
    case TimeUnit::kMonth:
      out.about = true;
      return true;
    case TimeUnit::kDay:
    case TimeUnit::kHour:
      return true;
    default:
      return false;
  }
}

}  // namespace

uint32_t build_time(const Scanner& scanner, const RuleMatch& match, std::vector<TimeExpression>& out) {
  const Rule& rule = *match.rule;
  const Fields fields{scanner, match};
  TimeExpression made;
  made.rule = &rule;
  made.span = scanner.span(match);
  made.sign = rule.sign;
  made.about = rule.type == "about";
  made.within = rule.builder == Builder::kPart || rule.type == "within";
  for (const Slot slot : std::initializer_list<Slot>{"part", "part_post", "part_year_post"}) {
    const Item* part = fields.get(slot, 1);
    if (part == nullptr) continue;
    made.closes = made.closes || part->entry->value == "end";
    made.about = made.about || part->entry->value == "around";
  }
  if (rule.type == "end") made.closes = true;
  if (rule.builder == Builder::kClock || fields.get(kHourSlot, 1) != nullptr) {
    made.clock = fields.clock();
    if (made.clock.empty() && rule.builder == Builder::kClock) return kNone;
  }
  if (!fields.fill(made, 1) || !fields.fill_lesser_unit(made)) return kNone;
  if (rule.offset != kNoNumber) made.offset = rule.offset;
  if (rule.n != kNoNumber) made.n = rule.n;
  if (made.unit == TimeUnit::kNoUnit && !rule.unit.empty())
    made.unit = parse_time_unit(rule.unit).value_or(TimeUnit::kNoUnit);
  if (!rule.calendar.empty()) made.calendar = rule.calendar;
  if (rule.builder == Builder::kDate) {
    if (rule.unit == "decade" && made.year > 2010 && fields.get(kShortYearSlot, 1) != nullptr)
      made.year -= 100;  // 'the 30s'
    if (rule.unit == "decade" && made.year != kNoNumber)
      made.decade = made.year % 100 != 0 || made.year > 100 ? (made.sign < 0 ? 1 - made.year : made.year) : made.year;
    if (made.decade != kNoNumber && made.decade % 10 != 0) made.decade = kNoNumber;  // '1985's'
    if (rule.unit == "century" && made.n != kNoNumber) made.century = made.n;
    if (rule.type == "hundreds") made.century = made.year / 100 + 1;  // 'the 1800s'
    if (!made.calendar.empty() && made.year == kNoNumber && made.n != kNoNumber) made.year = made.n;
    if (!made.calendar.empty() && made.year == kNoNumber && rule.n != kNoNumber) made.year = rule.n;
    if (rule.unit == "quarter" && made.n >= 1 && made.n <= 4) made.part = 32 + made.n;
    if (rule.unit == "half" && made.n >= 1 && made.n <= 2) made.part = 39 + made.n;
    if (fields.get(kOrdinalSlot, 1) != nullptr && rule.unit.empty()) {
      if (made.n < 1 || made.n > 31) return kNone;
      made.day = made.n;
    }
    if (made.month != 0 && made.day != 0 && made.year != kNoNumber && made.calendar.empty() &&
        !make_day(made.year, static_cast<unsigned>(made.month), static_cast<unsigned>(made.day))) {
      return kNone;
    }
    if (made.month != 0 && made.day > 0 && made.calendar.empty() &&
        !make_day(2000, static_cast<unsigned>(made.month), static_cast<unsigned>(made.day)))
      return kNone;
  } else if (rule.type == "quarter" || rule.type == "half") {  // 'the third quarter of last year'
    const bool quarter = rule.type == "quarter";
    if (made.n < 1 || made.n > (quarter ? 4 : 2)) return kNone;
    made.part = (quarter ? 32 : 39) + made.n;
    made.n = kNoNumber;
  } else if (fields.get(kOrdinalSlot, 1) != nullptr && made.month != 0 && made.n >= 1 && made.n <= 31) {
    made.day = made.n;
  }
  if (rule.type == "and-half" && !add_half_unit(made)) return kNone;
  const auto child = [&](uint8_t which) -> uint32_t {
    for (const BuiltinSlot slot : {kTimeSlot, kDateSlot}) {
      if (const Item* item = scanner.capture(match, slot, which))
        return build_time(scanner, scanner.nested(*item), out);
    }
    return kNone;
  };
  if (const Item* clock = scanner.capture(match, kClockSlot, 1)) {
    const uint32_t at = build_time(scanner, scanner.nested(*clock), out);
    if (at != kNone) made.clock = out[at].clock;
  }
  const bool wants_first =
      scanner.capture(match, kTimeSlot, 1) != nullptr || scanner.capture(match, kDateSlot, 1) != nullptr;
  if (wants_first) {
    made.first = child(1);
    if (made.first == kNone) return kNone;
  }
  if (rule.builder == Builder::kRange) {
    if (wants_first) {
      made.second = child(2);
      if (made.second == kNone) return kNone;
      TimeExpression &a = out[made.first], &b = out[made.second];
      if (a.rule->builder == Builder::kDate && b.rule->builder == Builder::kDate) {
        const auto complete = [](TimeExpression& to, const TimeExpression& from) {
          if (to.year == kNoNumber && from.year != kNoNumber && (to.month != 0 || to.part != 0)) to.year = from.year;
        };
        const bool crosses = b.month != 0 && a.month > b.month;  // 'December to February 2016'
        if (!crosses)
          complete(a, b);
        else if (a.year == kNoNumber && b.year != kNoNumber)
          a.year = b.year - 1;
        if (!crosses) complete(b, a);
        const bool bare = a.month == 0 && a.part == 0 && a.year == kNoNumber && a.calendar.empty();
        if (bare && a.day != 0 && b.month != 0 && b.day > a.day) {  // 'between the 3rd and 12 May'
          a.month = b.month;
          a.year = b.year;
        }
      }
    } else {
      TimeExpression a = made, b = made;
      if (!fields.fill(b, 2)) return kNone;
      // 'From the third to the ninth of May'.
      for (const auto& [side, which] : {std::pair{&a, uint8_t{1}}, std::pair{&b, uint8_t{2}}}) {
        const Item* ordinal = fields.get(kOrdinalSlot, which);
        if (ordinal == nullptr || !rule.unit.empty()) continue;
        if (ordinal->value < 1 || ordinal->value > 31) return kNone;
        side->day = static_cast<int>(ordinal->value);
      }
      static const Rule kPlain = [] {
        Rule r;
        r.builder = Builder::kDate;
        return r;
      }();
      if (a.month == 0 && a.part == 0 && a.day != 0) a.month = b.month;
      if (a.year == kNoNumber && (a.month != 0 || a.part != 0))
        a.year = b.year == kNoNumber || a.month <= b.month ? b.year : b.year - 1;
      static const Rule kOfYear = [] {
        Rule r;
        r.builder = Builder::kDeictic;
        return r;
      }();
      const bool of_year = made.offset != kNoNumber;  // 今年一至十月
      for (TimeExpression* side : {&a, &b}) {
        side->rule = of_year ? &kOfYear : &kPlain;
        if (of_year) side->offset = made.offset, side->unit = TimeUnit::kYear;
        if (side->month != 0 && side->day > 0 &&
            !make_day(2000, static_cast<unsigned>(side->month), static_cast<unsigned>(side->day)))
          return kNone;
      }
      out.push_back(a);
      made.first = static_cast<uint32_t>(out.size() - 1);
      out.push_back(b);
      made.second = static_cast<uint32_t>(out.size() - 1);
    }
  }
  out.push_back(std::move(made));
  return static_cast<uint32_t>(out.size() - 1);
}

}  // namespace annals
