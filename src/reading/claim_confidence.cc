#include "reading/claim_confidence.h"

#include <algorithm>
#include <cmath>

namespace annals {

// Weights of a logistic model, as `bench/confidence --fit` prints them.
float claim_confidence(const EventType& type, const StatedEvent& statement, const Claim& claim) {
  const auto said = std::count_if(claim.participants.begin(), claim.participants.end(),
                                  [](const Participant& p) { return !p.implied && p.entity != kNone; });
  const bool report = type.is(kSaying | kMessage);
  const bool outside = std::any_of(claim.participants.begin(), claim.participants.end(), [&](const Participant& p) {
    return !p.implied && !claim.evidence.contains(p.span);
  });
  float logit = 1.52F;
  if (said >= 2) logit += 0.06F;
  if (said >= 3) logit += 0.24F;
  if (said == 0) logit += 0.33F;
  if (static_cast<size_t>(said) < claim.participants.size()) logit += 0.1F;
  if (!is_verbal(statement)) logit -= 0.71F;
  if (claim.time != kNone && claim.time_basis != TimeBasis::kInherited) logit += 0.88F;
  if (!claim.quantities.empty()) logit += 0.37F;
  if (report && said < 2) logit -= 0.2F;
  if (claim.status != ClaimStatus::kAsserted) logit -= 0.62F;
  if (outside) logit -= 0.29F;
  if (claim.attributed_to != kNone) logit -= 0.91F;
  return 1.0F / (1.0F + std::exp(-logit));
}

}  // namespace annals
