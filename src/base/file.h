// Files, with errors that name the path.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace annals {

/// The whole file. Errors (kInput): missing, not readable, a folder, larger than `max_bytes`.
Result<std::string> read_file(const std::string& path, uint64_t max_bytes = uint64_t{1} << 32);

/// Writes a file whole or not at all: to a temporary file beside it, flushed to disk, then renamed over it.
/// Errors (kOutput): full disk, read-only folder, and whatever else the system says.
Status write_file(const std::string& path, std::string_view bytes);

}  // namespace annals
