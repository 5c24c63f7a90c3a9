// Which claims are about one happening.
#pragma once

#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "record/claim_likeness.h"

namespace annals {

/// Clusters of claims, as indices into `views`, each in order, the clusters by their first claim. Best pairs are joined
/// first; two clusters join only while their claims agree on the whole and no two of them exclude each other. Claims
/// are compared inside blocks (kind, party, month or amount) of bounded size and where `placed` says so: near-linear in
/// the claims.
std::vector<std::vector<uint32_t>> cluster_claims(std::span<const ClaimView> views, const Tellings& tellings,
                                                  const ClaimLikeness& likeness,
                                                  const std::vector<std::pair<uint32_t, uint32_t>>& placed);

}  // namespace annals
