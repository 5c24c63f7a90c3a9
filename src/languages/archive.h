// The archives that the build puts into the program (scripts/pack_archive.py describes the form).
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "base/result.h"

namespace annals {

/// Names and bytes of an archive; the views point into it. Errors (kInternal): damaged.
Result<std::map<std::string, std::string_view, std::less<>>> read_archive(std::string_view archive);

}  // namespace annals
