// Days and intervals of days, in the proleptic Gregorian calendar (ISO 8601).
#pragma once

#include <chrono>
#include <compare>
#include <optional>
#include <string>
#include <string_view>

namespace annals {

/// A calendar day. Years -9999 to 9999 print and parse (year 0 is 1 BC); others are kept but never made by a reader.
using Day = std::chrono::sys_days;

/// `YYYY-MM-DD`; a minus before years before the common era.
std::string to_string(Day day);
/// The day that `YYYY-MM-DD` names, or nothing when the text is not of that form or there is no such day.
std::optional<Day> parse_day(std::string_view text);
/// The day, or nothing where the calendar has no such day.
std::optional<Day> make_day(int year, unsigned month, unsigned day);
Day first_of_month(int year, unsigned month);
Day last_of_month(int year, unsigned month);
inline std::chrono::year_month_day civil(Day day) { return std::chrono::year_month_day{day}; }

/// Days from earliest to latest, both inclusive; an absent end is open or unknown.
struct Interval {
  std::optional<Day> earliest;
  std::optional<Day> latest;

  bool known() const { return earliest || latest; }
  bool bounded() const { return earliest && latest; }
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// Whether some day lies in both; an open end reaches for ever.
bool intersects(const Interval& a, const Interval& b);
/// Whether every day of `inner` lies in `outer`.
bool covers(const Interval& outer, const Interval& inner);

/// The days that an EDTF string (ISO 8601-2:2019, levels 0 to 2 as far as Annals writes them: `2016`, `2016-09`,
/// `2018-02-20`, `2017-22`, `2015/2018`, `../2016`, `2024-11~`, `201X`, `2016?`) stands for; of `XXXX-11-20`, whose
/// year is not known, neither end. Nothing when it is not EDTF.
std::optional<Interval> parse_edtf(std::string_view edtf);

}  // namespace annals
