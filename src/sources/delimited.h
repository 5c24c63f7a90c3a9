// Tables written as text with a character between the cells: CSV, and the load files of document reviews.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace annals {

struct DelimitedFormat {
  std::string separator = ",";
  std::string quote = "\"";
  std::string line_end_inside;  ///< what stands for a line end in a cell, or empty
  bool quote_inside = false;    ///< a quote ends a cell only before a separator or a line end: others are letters
};

using DelimitedRow = std::vector<std::string>;

/// All rows (RFC 4180, with any separator). Never fails: a quote that is not closed reaches to the end. Linear.
std::vector<DelimitedRow> parse_delimited(std::string_view text, const DelimitedFormat& format);

/// The separator that cuts the first lines most evenly: comma, semicolon, tab or bar.
std::string guess_separator(std::string_view text);

}  // namespace annals
