// Names that say themselves what they name: works and named events ('the film X', 'the Battle of X', 《…》, X电影节),
// and bodies whose parts the tagger leaves apart (a place and the court that sits there).
#pragma once

#include <string_view>
#include <vector>

#include "reading/name_bounds.h"

namespace annals {

/// Takes the composed names of a block into `names` (all of that block, in their order, not overlapping), in place of
/// what they overlap. `closed` are the tokens that no name may cover. Linear, but for what a name may be long.
void compose_names(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                   const std::vector<bool>& closed, std::vector<NameSpan>& names);

}  // namespace annals
