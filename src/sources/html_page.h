// Which parts of a page are its article, its comments and its furniture.
#pragma once

#include <cstdint>
#include <vector>

#include "sources/html_tree.h"

namespace annals {

/// What a node is to a reader of the page.
enum class HtmlPart : uint8_t { kContent, kCaption, kComment, kByline, kDropped };

struct HtmlPage {
  std::vector<HtmlPart> parts;     ///< for each node, its own or the nearest ancestor's
  uint32_t main = 0;               ///< the element that holds the article; the root when none stands out
  std::vector<uint32_t> leads;     ///< elements before `main` that may be the article's first paragraphs
  std::vector<uint32_t> comments;  ///< elements that hold readers' comments, outside of each other
  std::vector<uint32_t> bylines;   ///< elements with author or date, outside of each other
};

/// Finds the main content by what elements are, what they are called, and how much of their text is links. Linear.
HtmlPage find_main_content(const HtmlTree& tree);
/// The same page with only what no reader sees left out: for messages.
HtmlPage keep_everything(const HtmlTree& tree);

}  // namespace annals
