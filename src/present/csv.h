// Tables as text (RFC 4180).
#pragma once

#include <string>
#include <vector>

namespace annals {

/// A row with its line end. What a spreadsheet would run as a formula gets an apostrophe in front.
std::string csv_row(const std::vector<std::string>& cells);

}  // namespace annals
