// Parts of names that stand beside each other: what hyphens, marks and mere blanks divide is joined, and what only
// looks like one name is divided.
#pragma once

#include <string_view>
#include <vector>

#include "reading/name_bounds.h"

namespace annals {

/// Whether people write token `k` often enough to be no part of a name by itself.
bool is_common(std::string_view text, const NameSpan& name, uint32_t k);

/// Joins and divides `names`, which are in their order and stay so.
void join_parts(std::string_view text, std::vector<NameSpan>& names);

}  // namespace annals
