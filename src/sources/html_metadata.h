// What a page says about itself: JSON-LD, OpenGraph and other <meta>, <title>, <link>.
#pragma once

#include <string>

#include "sources/html_tree.h"

namespace annals {

struct HtmlMetadata {
  std::string title;
  std::string byline;
  std::string published;  ///< as written; usually ISO 8601
  std::string modified;
  std::string url;
  std::string language;  ///< of the page as a whole, BCP 47
};

HtmlMetadata read_html_metadata(const HtmlTree& tree);

}  // namespace annals
