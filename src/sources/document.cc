#include "sources/document.h"

namespace annals {

std::string_view to_string(BlockRole role) {
  switch (role) {
    case BlockRole::kTitle:
      return "title";
    case BlockRole::kByline:
      return "byline";
    case BlockRole::kHeading:
      return "heading";
    case BlockRole::kBody:
      return "body";
    case BlockRole::kQuote:
      return "quote";
    case BlockRole::kCaption:
      return "caption";
    case BlockRole::kListItem:
      return "list-item";
    case BlockRole::kHeader:
      return "header";
    case BlockRole::kSignature:
      return "signature";
    case BlockRole::kBoilerplate:
      return "boilerplate";
    case BlockRole::kComment:
      return "comment";
  }
  return "body";
}

std::string_view Document::header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (key == name) return value;
  }
  return {};
}

}  // namespace annals
