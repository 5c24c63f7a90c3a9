// What only looks like one name: two names without a mark between them, and words beside a name that are no part of it.
#pragma once

#include <string_view>
#include <vector>

#include "reading/name_bounds.h"

namespace annals {

/// Divides `names`, which are in their order and stay so, and leaves out what is no part of them. `counts`: how often
/// each stands in the document, by its key.
void divide_names(std::string_view text, const NameCounts& counts, std::vector<NameSpan>& names);

}  // namespace annals
