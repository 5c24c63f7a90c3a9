// Pages whose lines run from top to bottom, from the right side to the left (Japanese and Chinese books and papers):
// whether a page is one, and its words as such lines.
#pragma once

#include <string_view>
#include <vector>

#include "sources/page_layout.h"

namespace annals {

struct LayoutWord {
  LayoutBox box;
  std::string_view text;
  float confidence = 0;
};

/// Ideographs, kana and their marks, which stand side by side without spaces.
bool is_wide(char32_t c);

/// Takes the words that stand in vertical lines out of `lines` and gives these lines, each with its text and box, in no
/// order. Empty where most wide letters stand in horizontal ones. n log n.
std::vector<LayoutLine> take_vertical_lines(std::vector<std::vector<LayoutWord>>& lines);

}  // namespace annals
