// Names of two people that stand side by side, where verbs come first and letters have no capitals to tell.
#pragma once

#include <string_view>
#include <vector>

#include "reading/name_bounds.h"

namespace annals {

/// Divides what the tagger took for one name: 'met Prado Ida Sorrell' (التقت برادو إيدا سوريل). `names` are in their
/// order and stay so.
void part_neighbours(std::string_view text, std::vector<NameSpan>& names);

}  // namespace annals
