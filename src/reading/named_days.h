// Days that have a name: Christmas, Easter, 重阳节.
#pragma once

#include <optional>
#include <string>

#include "reading/stretch.h"

namespace annals {

/// The day of a named-day rule in a Gregorian year: `12-25`, `easter-2`, `11-4-4` (the fourth Thursday of November; -1
/// the last), `11-4-4+1` (the day after it), `chinese:1-1`, `islamic-umalqura:10-1`.
std::optional<Stretch> named_day(const std::string& rule, int year);

}  // namespace annals
