// Joins by name: equal names, names alike by sound, short forms, acronyms, one thing taken for two kinds.
#pragma once

#include "record/identity_clusters.h"

namespace annals {

/// Near-linear in names, which meet under keys of sound. Deterministic.
void join_by_name(const LanguageSet& languages, CaseClusters& clusters);

}  // namespace annals
