// Golden sentences: what a native reader can check. A file holds one sentence a line, with what must be found in
// brackets:
//
//     # a comment
//     @published 2024-05-15           the documents' own day from here on; `@published -` takes it back
//     He paid [5 million dollars]{money 5000000 USD} on [5 May 2016]{time 2016-05-05}.
//
// `{time 2018 open 2018/..}` where 'since' stands before it; `{time XXXX-05-04}` where no year is known. Each line is a
// document of its own; ` | ` begins a new paragraph of it. What is found and not in brackets is a failure.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "reading/reading.h"

namespace annals::testing {

/// One line of a golden file.
struct GoldenLine {
  uint32_t line = 0;
  std::string published;
  std::string text;                   ///< without the brackets
  std::vector<std::string> expected;  ///< `begin-end words {what}`, sorted
};

/// The lines of a golden file. Ends the test program when a bracket is not closed.
std::vector<GoldenLine> read_golden(const std::filesystem::path& path);
/// The times and quantities of a reading in the same form.
std::vector<std::string> golden_form(const Reading& reading, std::string_view text);
/// `money 5000000 USD`, `count 3 5 people`.
std::string describe(const Quantity& quantity);

}  // namespace annals::testing
