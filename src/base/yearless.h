// Days of a year that no text states.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace annals {

/// The day that `XXXX-11-20` names, in whatever year; nothing for all other forms.
inline std::optional<std::chrono::month_day> day_without_year(std::string_view edtf) {
  if (edtf.size() != 10 || !edtf.starts_with("XXXX-")) return std::nullopt;
  const auto day = parse_day("2000" + std::string(edtf.substr(4)));
  if (!day) return std::nullopt;
  return civil(*day).month() / civil(*day).day();
}

}  // namespace annals
