// The slots of patterns of times and quantities: what the program itself reads, and the classes of words it asks for.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <stdexcept>
#include <string_view>

namespace annals {

/// The slots that are not classes of tables.
enum BuiltinSlot : uint16_t {
  kDaySlot,
  kSpelledDaySlot,
  kMonthNumberSlot,
  kSpelledMonthSlot,
  kYearSlot,
  kSpelledYearSlot,
  kShortYearSlot,
  kAnyYearSlot,
  kEitherYearSlot,
  kEitherMonthSlot,
  kEitherDaySlot,
  kNumberSlot,
  kWholeSlot,
  kOrdinalSlot,
  kHourSlot,
  kMinuteSlot,
  kDigitsSlot,
  kRomanSlot,
  kBasicDaySlot,  ///< 20160920
  kDateSlot,
  kClockSlot,
  kTimeSlot,
  kFirstClassSlot,
};

/// The names of all slots that the program asks for: the builtin ones in their order, then classes. Each has the same
/// number in every grammar, whether its pack has words of the class or not; further classes come behind.
inline constexpr auto kSlotNames = std::to_array<std::string_view>(
    {"day",       "nday",     "mn",        "nmn",           "year",        "nyear",   "year2",     "anyyear",
     "yy",        "zm",       "zd",        "number",        "whole",       "ordinal", "hour",      "minute",
     "digits",    "roman",    "basicday",  "date",          "clock",       "time",    "after",     "after_sum",
     "ampm",      "and",      "between",   "bound",         "bound_after", "counted", "currency",  "dash",
     "daypart",   "dayword",  "decade",    "deixis",        "deixis_post", "each",    "era",       "era_jp",
     "factor",    "from",     "had",       "holiday",       "measure",     "mega",    "month",     "monthunit",
     "monthword", "multiple", "nth",       "open",          "open_post",   "part",    "part_post", "part_year_post",
     "pays",      "per",      "percent",   "quarterdeixis", "reign",       "reports", "relative",  "season",
     "set_for",   "set_link", "set_verb",  "share",         "sign",        "street",  "subunit",   "tens",
     "unit",      "weekday",  "weekshort", "weekunit",      "weekword",    "will",    "xmonth",    "yearchar",
     "yearpart",  "yearunit", "yearword"});

/// A slot by its name; a name that is not among kSlotNames does not compile.
struct Slot {
  uint16_t number = 0;

  constexpr Slot(BuiltinSlot slot) : number(slot) {}  // NOLINT(google-explicit-constructor)
  consteval Slot(const char* name) {                  // NOLINT(google-explicit-constructor)
    const auto found = std::find(kSlotNames.begin(), kSlotNames.end(), std::string_view(name));
    if (found == kSlotNames.end()) throw std::invalid_argument("no such slot");
    number = static_cast<uint16_t>(found - kSlotNames.begin());
  }
  friend constexpr bool operator==(uint16_t left, const Slot& right) { return left == right.number; }
};

}  // namespace annals
