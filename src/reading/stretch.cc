#include "reading/stretch.h"

#include <fmt/format.h>
#include <unicode/calendar.h>
#include <unicode/locid.h>

#include <cstdlib>
#include <memory>

namespace annals {
namespace {

using std::chrono::days;

int year_of(Day day) { return static_cast<int>(civil(day).year()); }
unsigned month_of(Day day) { return static_cast<unsigned>(civil(day).month()); }

Day add_months(Day day, int n) {
  const auto ymd = civil(day);
  const int month = static_cast<int>(static_cast<unsigned>(ymd.month())) - 1 + n;
  const int year = static_cast<int>(ymd.year()) + (month >= 0 ? month / 12 : -((11 - month) / 12));
  const auto m = static_cast<unsigned>(((month % 12) + 12) % 12 + 1);
  const Day last = last_of_month(year, m);
  const Day first = first_of_month(year, m);
  return std::min(last, first + days{static_cast<unsigned>(ymd.day()) - 1});
}

std::string year_text(int year) { return year < 0 ? fmt::format("-{:04}", -year) : fmt::format("{:04}", year); }

std::string day_text(Day day) {
  const auto ymd = civil(day);
  return fmt::format("{}-{:02}-{:02}", year_text(static_cast<int>(ymd.year())), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

int floor_to(int value, int step) { return value >= 0 ? value / step * step : -((-value + step - 1) / step) * step; }

}  // namespace

std::optional<TimeUnit> parse_time_unit(std::string_view name) {
  static constexpr std::pair<std::string_view, TimeUnit> kNames[] = {
      {"minute", TimeUnit::kMinute},   {"hour", TimeUnit::kHour},
      {"second", TimeUnit::kMinute},   {"day", TimeUnit::kDay},
      {"night", TimeUnit::kDay},       {"weekend", TimeUnit::kWeekend},
      {"week", TimeUnit::kWeek},       {"fortnight", TimeUnit::kFortnight},
      {"month", TimeUnit::kMonth},     {"season", TimeUnit::kSeason},
      {"quarter", TimeUnit::kQuarter}, {"half", TimeUnit::kHalf},
      {"year", TimeUnit::kYear},       {"decade", TimeUnit::kDecade},
      {"century", TimeUnit::kCentury}, {"millennium", TimeUnit::kMillennium},
      {"span", TimeUnit::kSpan}};
  for (const auto& [text, unit] : kNames) {
    if (text == name) return unit;
  }
  return std::nullopt;
}

Interval Stretch::interval() const {
  Interval out;
  if (!from_ever) out.earliest = first;
  if (!for_ever) out.latest = last;
  return out;
}

Stretch day_stretch(Day day) { return {TimeUnit::kDay, day, day, false, false, false}; }

std::optional<Stretch> part_of_year(int year, int code) {
  const auto interval = parse_edtf(fmt::format("{:04}-{:02}", year, code));
  if (!interval || !interval->bounded()) return std::nullopt;
  const TimeUnit unit = code <= 24   ? TimeUnit::kSeason
                        : code <= 36 ? TimeUnit::kQuarter
                        : code <= 39 ? TimeUnit::kSpan
                                     : TimeUnit::kHalf;
  return Stretch{unit, *interval->earliest, *interval->latest, false, false, false};
}

Stretch unit_around(TimeUnit unit, Day day) {
  const auto years = [&](TimeUnit u, int first, int count) {
    return Stretch{u, first_of_month(first, 1), last_of_month(first + count - 1, 12), false, false, false};
  };
  const unsigned weekday = std::chrono::weekday{day}.iso_encoding();
  const Day monday = day - days{weekday - 1};
  const int year = year_of(day);
  const unsigned month = month_of(day);
  switch (unit) {
    case TimeUnit::kWeek:
      return {unit, monday, monday + days{6}, false, false, false};
    case TimeUnit::kFortnight:
      return {TimeUnit::kSpan, monday, monday + days{13}, false, false, false};
    case TimeUnit::kWeekend:
      return {TimeUnit::kSpan, monday + days{5}, monday + days{6}, false, false, false};
    case TimeUnit::kMonth:
      return {unit, first_of_month(year, month), last_of_month(year, month), false, false, false};
    case TimeUnit::kSeason:
      return *part_of_year(month <= 2 ? year - 1 : year, month <= 2 || month == 12 ? 24
                                                         : month <= 5              ? 21
                                                         : month <= 8              ? 22
                                                                                   : 23);
    case TimeUnit::kQuarter:
      return *part_of_year(year, 33 + static_cast<int>(month - 1) / 3);
    case TimeUnit::kHalf:
      return *part_of_year(year, month <= 6 ? 40 : 41);
    case TimeUnit::kYear:
      return years(unit, year, 1);
    case TimeUnit::kDecade:
      return years(unit, floor_to(year, 10), 10);
    case TimeUnit::kCentury:
      return years(unit, floor_to(year, 100), 100);
    case TimeUnit::kMillennium:
      return years(TimeUnit::kSpan, floor_to(year, 1000), 1000);
    default:
      return day_stretch(day);
  }
}

std::string Stretch::edtf() const {
  if (from_ever && for_ever) return {};
  if (from_ever) return "../" + day_text(last);
  if (for_ever) return day_text(first) + "/..";
  const std::string mark = about ? "~" : "";
  const int year = year_of(first);
  switch (unit) {
    case TimeUnit::kDay:
    case TimeUnit::kHour:
    case TimeUnit::kMinute:
      if (first == last) return day_text(first) + mark;
      break;
    case TimeUnit::kMonth:
      return fmt::format("{}-{:02}{}", year_text(year), month_of(first), mark);
    case TimeUnit::kSeason:
      return fmt::format("{}-{}{}", year_text(year),
                         month_of(first) == 3   ? 21
                         : month_of(first) == 6 ? 22
                         : month_of(first) == 9 ? 23
                                                : 24,
                         mark);
    case TimeUnit::kQuarter:
      return fmt::format("{}-{}{}", year_text(year), 33 + (month_of(first) - 1) / 3, mark);
    case TimeUnit::kHalf:
      return fmt::format("{}-{}{}", year_text(year), month_of(first) == 1 ? 40 : 41, mark);
    case TimeUnit::kYear:
      return year_text(year) + mark;
    case TimeUnit::kDecade:
      if (year > 0) return fmt::format("{:03}X{}", year / 10, mark);
      break;
    case TimeUnit::kCentury:
      if (year > 0 && year % 100 == 0) return fmt::format("{:02}XX{}", year / 100, mark);
      break;
    default:
      break;
  }
  if (first == last) return day_text(first) + mark;
  // A span of whole months or years is written in them.
  const auto begin = civil(first), finish = civil(last);
  const bool months = begin.day() == std::chrono::day{1} && last == last_of_month(year_of(last), month_of(last));
  if (months && begin.month() == std::chrono::January && finish.month() == std::chrono::December)
    return year_text(year) + mark + (year == year_of(last) ? "" : "/" + year_text(year_of(last)) + mark);
  if (months && year == year_of(last) && begin.month() == finish.month())
    return fmt::format("{}-{:02}{}", year_text(year), month_of(first), mark);
  if (months)
    return fmt::format("{}-{:02}{}/{}-{:02}{}", year_text(year), month_of(first), mark, year_text(year_of(last)),
                       month_of(last), mark);
  return day_text(first) + mark + "/" + day_text(last) + mark;
}

Stretch span_of(const Stretch& from, const Stretch& to) {
  Stretch out{TimeUnit::kSpan, from.first, to.last, from.from_ever, to.for_ever, from.about || to.about};
  if (from.unit == to.unit && from.first == to.first && from.last == to.last) out.unit = from.unit;
  return out;
}

Stretch moved(const Stretch& from, TimeUnit unit, int n, bool coarse) {
  Day first = from.first, last = from.last;
  const auto by_months = [&](int months) {
    const bool whole_months = civil(first).day() == std::chrono::day{1} &&
                              last == last_of_month(year_of(last), month_of(last)) && last > first;
    first = add_months(first, months);
    last = add_months(last, months);
    if (whole_months) last = last_of_month(year_of(last), month_of(last));
  };
  switch (unit) {
    case TimeUnit::kWeek:
      first += days{7 * n}, last += days{7 * n};
      break;
    case TimeUnit::kWeekend:
      first += days{7 * n}, last += days{7 * n};
      break;
    case TimeUnit::kFortnight:
      first += days{14 * n}, last += days{14 * n};
      break;
    case TimeUnit::kMonth:
      by_months(n);
      break;
    case TimeUnit::kSeason:
    case TimeUnit::kQuarter:
      by_months(3 * n);
      break;
    case TimeUnit::kHalf:
      by_months(6 * n);
      break;
    case TimeUnit::kYear:
      by_months(12 * n);
      break;
    case TimeUnit::kDecade:
      by_months(120 * n);
      break;
    case TimeUnit::kCentury:
      by_months(1200 * n);
      break;
    case TimeUnit::kMillennium:
      by_months(12000 * n);
      break;
    case TimeUnit::kDay:
      first += days{n}, last += days{n};
      break;
    default:
      break;  // hours and minutes stay on the day
  }
  Stretch out{from.unit, first, last, false, false, from.about};
  if (!coarse) return out;
  const TimeUnit whole = unit == TimeUnit::kFortnight ? TimeUnit::kWeek : unit;
  if (whole > from.unit || from.unit == TimeUnit::kSpan) return unit_around(whole, first);
  return out;
}

std::optional<Stretch> in_calendar(const std::string& calendar, int era, int year, int month, int day) {
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> made(
      icu::Calendar::createInstance(*icu::TimeZone::getGMT(), icu::Locale(("en@calendar=" + calendar).c_str()), error));
  if (U_FAILURE(error) || !made) return std::nullopt;
  const auto at = [&](int m, int d) -> std::optional<Day> {
    made->clear();
    if (era >= 0) made->set(UCAL_ERA, era);
    made->set(calendar == "chinese" ? UCAL_EXTENDED_YEAR : UCAL_YEAR, year);
    made->set(UCAL_MONTH, m);
    made->set(UCAL_DATE, d);
    UErrorCode failed = U_ZERO_ERROR;
    const double ms = made->getTime(failed);
    if (U_FAILURE(failed)) return std::nullopt;
    return Day{days{static_cast<int>(std::floor(ms / 86400000.0))}};
  };
  if (day > 0 && month > 0) {
    const auto found = at(month - 1, day);
    if (!found) return std::nullopt;
    return day_stretch(*found);
  }
  const auto first = at(month > 0 ? month - 1 : 0, 1);
  const auto next = month > 0 ? at(month, 1) : std::optional<Day>();
  std::optional<Day> after = next;
  if (month <= 0) {
    ++year;
    after = at(0, 1);
  }
  if (!first || !after || *after <= *first) return std::nullopt;
  Stretch out{TimeUnit::kSpan, *first, *after - days{1}, false, false, false};
  const Stretch whole_year = unit_around(TimeUnit::kYear, out.first),
                whole_month = unit_around(TimeUnit::kMonth, out.first);
  if (out.first == whole_year.first && out.last == whole_year.last) out.unit = TimeUnit::kYear;
  if (out.first == whole_month.first && out.last == whole_month.last) out.unit = TimeUnit::kMonth;
  return out;
}

}  // namespace annals
