// An HTML page as a flat tree, made from libxml2's parser events. Flat, because pages may nest deeper than any stack:
// nodes stand in document order, and a node's descendants are the nodes up to its `end`.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sources/document.h"

namespace annals {

struct HtmlAttribute {
  std::string_view name;  ///< one of those kept (html_tree.cc lists them)
  std::string value;
};

struct HtmlNode {
  std::string_view tag;                   ///< lower case; empty for text, `?` for an element that nothing asks about
  uint32_t parent = 0;                    ///< the root is its own parent
  uint32_t end = 0;                       ///< index after its last descendant
  uint32_t begin_text = 0, end_text = 0;  ///< for text: range in HtmlTree::characters
  uint32_t first_attribute = 0, attribute_count = 0;

  bool is_text() const { return tag.empty(); }
};

struct HtmlTree {
  std::vector<HtmlNode> nodes;  ///< nodes[0] is the root, never absent
  std::vector<HtmlAttribute> attributes;
  std::string characters;

  std::string_view text(const HtmlNode& node) const {
    return std::string_view(characters).substr(node.begin_text, node.end_text - node.begin_text);
  }
  /// The attribute's value, or empty.
  std::string_view attribute(const HtmlNode& node, std::string_view name) const;
  bool has_attribute(const HtmlNode& node, std::string_view name) const;
  /// All text below a node, white space runs as one space, trimmed.
  std::string inner_text(uint32_t node) const;
};

/// Parses well-formed UTF-8. Never fails; what is cut off by a limit is a remark. Time grows linearly with the page, by
/// a cap on the depth times the number of end tags.
HtmlTree parse_html(std::string_view html, std::vector<Remark>& remarks);

}  // namespace annals
