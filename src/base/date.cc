#include "base/date.h"

#include <fmt/format.h>

#include <charconv>

namespace annals {
namespace {

std::optional<int> digits(std::string_view text) {
  int value = 0;
  auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size() || text[0] == '-') return std::nullopt;
  return value;
}

// Northern meteorological seasons and the quarters, halves and thirds of ISO 8601-2 (codes 21 to 41).
std::optional<Interval> part_of_year(int year, int code) {
  auto months = [&](int first_year, unsigned first, int last_year, unsigned last) {
    return Interval{first_of_month(first_year, first), last_of_month(last_year, last)};
  };
  if (code == 21) return months(year, 3, year, 5);
  if (code == 22) return months(year, 6, year, 8);
  if (code == 23) return months(year, 9, year, 11);
  if (code == 24) return months(year, 12, year + 1, 2);
  if (code >= 33 && code <= 36) {
    const auto first = static_cast<unsigned>((code - 33) * 3 + 1);
    return months(year, first, year, first + 2);
  }
  if (code >= 37 && code <= 39) {
    const auto first = static_cast<unsigned>((code - 37) * 4 + 1);
    return months(year, first, year, first + 3);
  }
  if (code == 40) return months(year, 1, year, 6);
  if (code == 41) return months(year, 7, year, 12);
  return std::nullopt;
}

std::optional<Interval> parse_single(std::string_view text) {
  while (!text.empty() && (text.back() == '~' || text.back() == '?' || text.back() == '%')) text.remove_suffix(1);
  if (const size_t clock = text.find('T'); clock != std::string_view::npos) text = text.substr(0, clock);
  const bool before_zero = text.starts_with('-');  // year 0 is 1 BC
  if (before_zero) text.remove_prefix(1);
  if (text.size() < 4) return std::nullopt;
  const std::string_view year_text = text.substr(0, 4);
  if (year_text == "XXXX") {  // a year that nobody states
    const auto some_year =
        text.size() < 7 || before_zero ? std::nullopt : parse_single("2000" + std::string(text.substr(4)));
    return some_year ? std::optional(Interval{}) : std::nullopt;
  }
  if (year_text.substr(2) == "XX" || year_text[3] == 'X') {
    const size_t known = year_text.find('X');
    const auto head = digits(year_text.substr(0, known));
    if (!head || text.size() != 4 || before_zero) return std::nullopt;
    const int scale = known == 2 ? 100 : 10;
    return Interval{first_of_month(*head * scale, 1), last_of_month(*head * scale + scale - 1, 12)};
  }
  auto year = digits(year_text);
  if (!year) return std::nullopt;
  if (before_zero) year = -*year;
  if (text.size() == 4) return Interval{first_of_month(*year, 1), last_of_month(*year, 12)};
  if (text.size() < 7 || text[4] != '-') return std::nullopt;
  const auto month = digits(text.substr(5, 2));
  if (!month) return std::nullopt;
  if (*month > 20 && text.size() == 7) return part_of_year(*year, *month);
  if (*month < 1 || *month > 12) return std::nullopt;
  const auto m = static_cast<unsigned>(*month);
  if (text.size() == 7) return Interval{first_of_month(*year, m), last_of_month(*year, m)};
  if (text.size() != 10 || text[7] != '-') return std::nullopt;
  const auto day = digits(text.substr(8, 2));
  if (!day) return std::nullopt;
  const auto made = make_day(*year, m, static_cast<unsigned>(*day));
  if (!made) return std::nullopt;
  return Interval{made, made};
}

}  // namespace

std::string to_string(Day day) {
  const auto ymd = civil(day);
  const int year = static_cast<int>(ymd.year());
  return fmt::format("{}{:04}-{:02}-{:02}", year < 0 ? "-" : "", year < 0 ? -year : year,
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

std::optional<Day> make_day(int year, unsigned month, unsigned day) {
  const std::chrono::year_month_day ymd{std::chrono::year{year}, std::chrono::month{month}, std::chrono::day{day}};
  if (!ymd.ok()) return std::nullopt;
  return Day{ymd};
}

std::optional<Day> parse_day(std::string_view text) {
  const bool before_common_era = text.starts_with('-');
  if (before_common_era) text.remove_prefix(1);
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return std::nullopt;
  const auto year = digits(text.substr(0, 4)), month = digits(text.substr(5, 2)), day = digits(text.substr(8, 2));
  if (!year || !month || !day) return std::nullopt;
  return make_day(before_common_era ? -*year : *year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
}

Day first_of_month(int year, unsigned month) {
  return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{1}};
}

Day last_of_month(int year, unsigned month) {
  return Day{std::chrono::year{year} / std::chrono::month{month} / std::chrono::last};
}

bool intersects(const Interval& a, const Interval& b) {
  return !(a.latest && b.earliest && *a.latest < *b.earliest) && !(b.latest && a.earliest && *b.latest < *a.earliest);
}

bool covers(const Interval& outer, const Interval& inner) {
  const bool starts = !outer.earliest || (inner.earliest && *outer.earliest <= *inner.earliest);
  const bool ends = !outer.latest || (inner.latest && *inner.latest <= *outer.latest);
  return starts && ends;
}

std::optional<Interval> parse_edtf(std::string_view edtf) {
  const size_t slash = edtf.find('/');
  if (slash == std::string_view::npos) return parse_single(edtf);
  const std::string_view first = edtf.substr(0, slash), second = edtf.substr(slash + 1);
  Interval whole;
  if (first != ".." && !first.empty()) {
    const auto from = parse_single(first);
    if (!from) return std::nullopt;
    whole.earliest = from->earliest;
  }
  if (second != ".." && !second.empty()) {
    const auto to = parse_single(second);
    if (!to) return std::nullopt;
    whole.latest = to->latest;
  }
  if (!whole.known() || (whole.bounded() && *whole.latest < *whole.earliest)) return std::nullopt;
  return whole;
}

}  // namespace annals
