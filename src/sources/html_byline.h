// Who wrote a page and when, where it does not say so about itself: from elements near its title that are marked or
// named as its author, and from <time>.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sources/html_page.h"
#include "sources/html_tree.h"

namespace annals {

struct HtmlAuthor {
  std::string words;
  uint32_t element = 0;
};

/// The words of the author's element nearest after the title (or in the article's surroundings where there is no
/// title), as the page shows them: 'By Ana Prado'. Empty when there is none. `heading` is the title's node or 0.
/// Linear.
HtmlAuthor find_html_author(const HtmlTree& tree, const HtmlPage& page, uint32_t heading);
/// A short line near the title with a year in it: 'Lisbon, 5 March 2019'. Empty when there is none.
std::string find_html_date_line(const HtmlTree& tree, const HtmlPage& page, uint32_t heading);
/// Elements that are short lines between the title and the article: 'By Ana Prado', 'Lisbon, 5 March', and others.
std::vector<uint32_t> find_html_title_lines(const HtmlTree& tree, const HtmlPage& page, uint32_t heading);
/// The moment of the first <time> there, as its `datetime` writes it.
std::string find_html_time(const HtmlTree& tree, const HtmlPage& page, uint32_t heading);

}  // namespace annals
