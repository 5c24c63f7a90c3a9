// Names in lists, where letters have no capitals to tell.
#pragma once

#include <string_view>
#include <vector>

#include "reading/name_work.h"

namespace annals {

/// 松原资本、青禾万象、北溪资本: what stands between two marks of a list of ideographs is a name where most of the list
/// are, and of their type. Raises its scores. Linear. Needs labels.
void add_listed(std::string_view text, std::vector<NameWork>& works);

}  // namespace annals
