// Which claims of one sentence tell of one thing: 'filed a lawsuit against', 'made an investment of'.
#pragma once

#include <cstdint>
#include <vector>

#include "reading/reading.h"
#include "reading/speakers.h"

namespace annals {

/// Makes claims of a sentence that tell of one thing one claim, with what either says. `claim_of` has, by statement,
/// the index of its claim in `claims`, kNone where there is none; a claim taken into another loses its type and its
/// statement. Quadratic in the sentence's claims.
void join_coreferent(const ReadScene& sentence, std::vector<uint32_t>& claim_of, std::vector<Claim>& claims);

}  // namespace annals
