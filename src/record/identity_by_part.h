// Joins by the part that somebody plays: proposals, with their reasons.
#pragma once

#include "record/identity_clusters.h"

namespace annals {

/// Names that sound only a little alike, or not at all, but play one part in what several documents tell.
void join_by_part(CaseClusters& clusters);

}  // namespace annals
