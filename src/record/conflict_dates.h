// Days of one event that cannot all be right.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/alignment.h"
#include "record/conflict_causes.h"

namespace annals {

/// Whether a date is a season (`2017-22`), of which nobody means the first and the last days.
bool is_season(std::string_view edtf);

/// Values with no day in common; none where all agree.
struct DateConflict {
  std::vector<Given> values;
  std::string cause;
};

/// Of claims of one event. Dates count that stand in the claim's own words, or that a retelling contradicts; a month
/// and a day of it agree, and so do a day of no stated year and that day of any; years count that are stated.
DateConflict conflicting_dates(std::span<const ClaimView* const> claims, const Alignment& alignment);

/// How far its edges reach.
inline constexpr std::chrono::days kSeasonEdge{31};

}  // namespace annals
