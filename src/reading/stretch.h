// Stretches of the calendar: a day, a month, a season, 'the 1990s' …, with the arithmetic that times need.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace annals {

enum class TimeUnit : uint8_t {
  kNoUnit,
  kMinute,
  kHour,
  kDay,
  kWeekend,
  kWeek,
  kFortnight,
  kMonth,
  kSeason,
  kQuarter,
  kHalf,
  kYear,
  kDecade,
  kCentury,
  kMillennium,
  kSpan
};
std::optional<TimeUnit> parse_time_unit(std::string_view name);

/// Days from first to last that are one unit of the calendar, or any span of days.
struct Stretch {
  TimeUnit unit = TimeUnit::kDay;
  Day first, last;
  bool from_ever = false;  ///< no first day: 'before 1950'
  bool for_ever = false;   ///< no last day: 'since 1950'
  bool about = false;      ///< 'around', and 'early' or 'late' of what is longer than a month
  bool within = false;     ///< 'early May': some part of it is meant

  Interval interval() const;
  /// As EDTF.
  std::string edtf() const;
};

Stretch day_stretch(Day day);
/// The unit of the calendar (Monday weeks) in which the day lies.
Stretch unit_around(TimeUnit unit, Day day);
/// The season (21 spring … 24 winter), quarter (33-36), third (37-39) or half (40, 41) of a year, as in ISO 8601-2.
std::optional<Stretch> part_of_year(int year, int code);
Stretch span_of(const Stretch& from, const Stretch& to);
/// The stretch moved by `n` units; its own unit stays ('the day two months later' of a day is a day) unless `coarse` is
/// asked for: then it is the unit of that name ('two years ago' is a year).
Stretch moved(const Stretch& from, TimeUnit unit, int n, bool coarse);

/// Years, months and days of other calendars, by ICU. `calendar`: islamic-umalqura, persian, buddhist, roc, japanese,
/// hebrew, chinese.
std::optional<Stretch> in_calendar(const std::string& calendar, int era, int year, int month, int day);

}  // namespace annals
