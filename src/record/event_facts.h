// What an event says, from what its claims say.
#pragma once

#include <span>
#include <vector>

#include "record/alignment.h"
#include "record/claim_view.h"
#include "record/tellings.h"

namespace annals {

/// Groups claims (indices into `views`) by independent witness: copies, translations and documents of one origin are
/// one. Returns a group number for each claim, from 0, in order of first claim.
std::vector<uint32_t> witnesses(std::span<const uint32_t> claims, std::span<const ClaimView> views,
                                const Record& record, const Alignment& alignment);

/// The event that these claims tell of, all but its significance. Date: of the days that claims give, those that agree
/// with the most witnesses, of these the most precise; type and status: what most witnesses say; the participants and
/// amounts of all.
Event summarize(std::span<const uint32_t> claims, std::span<const ClaimView> views, const Record& record,
                const Tellings& tellings, const Alignment& alignment);

}  // namespace annals
