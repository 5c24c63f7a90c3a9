// Files that people add in the page, kept in a folder of the case's owner.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace annals {

/// Whether a name is one that a file may have in any folder: no path, not hidden, no control characters.
bool is_file_name(std::string_view name);

/// Writes the bytes under that name, or one beside it where another file has it; gives the path. The same bytes under
/// the same name are kept once. Errors (kOutput): as of write_file.
Result<std::string> keep_upload(const std::string& folder, const std::string& name, std::string_view bytes);

}  // namespace annals
