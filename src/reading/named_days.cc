#include "reading/named_days.h"

#include <cmath>
#include <cstdlib>
#include <string_view>
#include <vector>

namespace annals {

using std::chrono::days;

std::optional<Stretch> named_day(const std::string& rule, int year) {
  const auto numbers = [](std::string_view text) {
    std::vector<int> out;
    bool negative = false, open = false;
    for (const char c : text) {
      if (c >= '0' && c <= '9') {
        if (!open) out.push_back(0);
        open = true;
        out.back() = out.back() * 10 + (c - '0');
        continue;
      }
      if (open && negative) out.back() = -out.back();
      negative = c == '_';
      open = false;
    }
    if (open && negative) out.back() = -out.back();
    return out;
  };
  if (rule.starts_with("easter")) {
    const int a = year % 19, b = year / 100, c = year % 100,
              d = (19 * a + b - b / 4 - (b - (b + 8) / 25 + 1) / 3 + 15) % 30;
    const int e = (32 + 2 * (b % 4) + 2 * (c / 4) - d - c % 4) % 7, f = d + e - 7 * ((a + 11 * d + 22 * e) / 451) + 114;
    const auto sunday = make_day(year, static_cast<unsigned>(f / 31), static_cast<unsigned>(f % 31 + 1));
    if (!sunday) return std::nullopt;
    return day_stretch(*sunday + days{std::atoi(rule.c_str() + 6)});
  }
  if (rule == "qingming") {  // the sun's fifth term, as good as exact from 1900 to 2099
    const int y = year % 100;
    const double base = year >= 2000 ? 4.81 : 5.59;
    const auto day = make_day(year, 4, static_cast<unsigned>(static_cast<int>(y * 0.2422 + base) - y / 4));
    return day ? std::optional(day_stretch(*day)) : std::nullopt;
  }
  if (const size_t colon = rule.find(':'); colon != std::string::npos) {
    const std::string calendar = rule.substr(0, colon);
    const auto parts = numbers(std::string_view(rule).substr(colon + 1));
    if (parts.empty()) return std::nullopt;
    const int guess = calendar == "chinese" ? year + 2637 : static_cast<int>(std::lround((year - 622) * 33.0 / 32.0));
    for (int y = guess - 1; y <= guess + 2; ++y) {
      auto found = in_calendar(calendar, -1, y, parts[0], parts.size() > 1 ? parts[1] : 0);
      if (found && parts.size() > 2) found = moved(*found, TimeUnit::kDay, parts[2], false);
      if (found && static_cast<int>(civil(found->first).year()) == year) return found;
    }
    return std::nullopt;
  }
  const auto parts = numbers(rule);
  if (parts.size() == 2) {
    const auto day = make_day(year, static_cast<unsigned>(parts[0]), static_cast<unsigned>(parts[1]));
    return day ? std::optional(day_stretch(*day)) : std::nullopt;
  }
  if (const size_t plus = rule.find('+'); plus != std::string::npos && parts.size() == 4) {
    const auto before = named_day(rule.substr(0, plus), year);
    return before ? std::optional(day_stretch(before->first + days{parts[3]})) : std::nullopt;
  }
  if (parts.size() == 3 && parts[0] >= 1 && parts[0] <= 12 && parts[2] >= 1 && parts[2] <= 7) {
    const auto month = static_cast<unsigned>(parts[0]);
    const Day first = first_of_month(year, month), last = last_of_month(year, month);
    const auto weekday = std::chrono::weekday{static_cast<unsigned>(parts[2] % 7)};
    if (parts[1] < 0) return day_stretch(last - (std::chrono::weekday{last} - weekday));
    return day_stretch(first + (weekday - std::chrono::weekday{first}) + days{7 * (parts[1] - 1)});
  }
  return std::nullopt;
}

}  // namespace annals
