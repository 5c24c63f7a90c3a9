#include "sources/html_tree.h"

#include <fmt/format.h>
#include <libxml/HTMLparser.h>

#include <algorithm>
#include <array>
#include <memory>

#include "text/utf8.h"

namespace annals {
namespace {

// The parser compares each end tag with the open elements: depth times end tags is its work, and this the most that is
// done.
constexpr size_t kMaxEndTagWork = 1'500'000'000;
constexpr size_t kMaxDepth = 200'000;
constexpr size_t kMinDepth = 256;          // deeper than any page that people made
constexpr size_t kMaxAttributes = 1000;    // of one tag; pages have a few dozen
constexpr size_t kChunk = 1 << 20;         // bytes handed to the parser at once
constexpr size_t kMaxAttribute = 1 << 16;  // bytes of a value that are kept: data: addresses are long

// In byte order. Elements that no rule asks about are `?`.
constexpr auto kTags = std::to_array<std::string_view>(
    {"a",       "abbr",     "address", "article", "aside",  "b",     "blockquote", "body",       "br",
     "button",  "canvas",   "caption", "center",  "cite",   "code",  "dd",         "del",        "details",
     "dialog",  "div",      "dl",      "dt",      "em",     "embed", "fieldset",   "figcaption", "figure",
     "font",    "footer",   "form",    "frame",   "h1",     "h2",    "h3",         "h4",         "h5",
     "h6",      "head",     "header",  "hr",      "html",   "i",     "iframe",     "img",        "input",
     "ins",     "label",    "legend",  "li",      "link",   "main",  "mark",       "menu",       "meta",
     "nav",     "noscript", "object",  "ol",      "option", "p",     "picture",    "pre",        "q",
     "s",       "script",   "section", "select",  "small",  "span",  "strong",     "style",      "sub",
     "summary", "sup",      "svg",     "table",   "tbody",  "td",    "template",   "textarea",   "tfoot",
     "th",      "thead",    "time",    "title",   "tr",     "u",     "ul",         "video"});
static_assert(std::is_sorted(kTags.begin(), kTags.end()));

constexpr auto kAttributes = std::to_array<std::string_view>(
    {"aria-hidden", "class", "content", "datetime", "hidden", "href", "id", "itemprop", "lang", "name", "property",
     "pubdate", "rel", "role", "style", "title", "type", "xml:lang"});
static_assert(std::is_sorted(kAttributes.begin(), kAttributes.end()));

std::string_view known(const auto& table, std::string_view name) {
  const auto found = std::lower_bound(table.begin(), table.end(), name);
  return found != table.end() && *found == name ? *found : std::string_view{};
}

class Builder {
 public:
  Builder(HtmlTree& tree, size_t max_depth) : tree_(tree), max_depth_(max_depth) {
    tree_.nodes.push_back({.tag = "?"});
    open_.push_back(0);
  }

  void start(const xmlChar* name, const xmlChar** attributes) {
    if (open_.size() > max_depth_) {
      too_deep = true;
      xmlStopParser(parser);
      return;
    }
    HtmlNode node;
    node.tag = known(kTags, reinterpret_cast<const char*>(name));
    if (node.tag.empty()) node.tag = "?";
    node.parent = open_.back();
    node.first_attribute = static_cast<uint32_t>(tree_.attributes.size());
    for (; attributes != nullptr && attributes[0] != nullptr; attributes += 2) {
      const std::string_view kept = known(kAttributes, reinterpret_cast<const char*>(attributes[0]));
      if (kept.empty()) continue;
      std::string_view value =
          attributes[1] == nullptr ? std::string_view{} : reinterpret_cast<const char*>(attributes[1]);
      // Values of <meta content> and the like come as the page has them, invalid references and all.
      size_t replaced = 0;
      tree_.attributes.push_back({kept, repair_utf8(value.substr(0, kMaxAttribute), replaced)});
    }
    node.attribute_count = static_cast<uint32_t>(tree_.attributes.size()) - node.first_attribute;
    open_.push_back(static_cast<uint32_t>(tree_.nodes.size()));
    names_.emplace_back(reinterpret_cast<const char*>(name));
    tree_.nodes.push_back(node);
  }

  void end(const xmlChar* name) {
    if (names_.empty() || names_.back() != reinterpret_cast<const char*>(name)) return;
    close();
  }

  void characters(const xmlChar* text, int size) {
    const std::string_view words(reinterpret_cast<const char*>(text), static_cast<size_t>(size));
    HtmlNode& last = tree_.nodes.back();
    if (last.is_text() && last.parent == open_.back()) {
      tree_.characters += words;
      last.end_text = static_cast<uint32_t>(tree_.characters.size());
      return;
    }
    HtmlNode node;
    node.parent = open_.back();
    node.begin_text = static_cast<uint32_t>(tree_.characters.size());
    tree_.characters += words;
    node.end_text = static_cast<uint32_t>(tree_.characters.size());
    tree_.nodes.push_back(node);
    tree_.nodes.back().end = static_cast<uint32_t>(tree_.nodes.size());
  }

  void finish() {
    while (open_.size() > 1) close();
    tree_.nodes[0].end = static_cast<uint32_t>(tree_.nodes.size());
  }

  htmlParserCtxtPtr parser = nullptr;
  bool too_deep = false;

 private:
  void close() {
    tree_.nodes[open_.back()].end = static_cast<uint32_t>(tree_.nodes.size());
    open_.pop_back();
    names_.pop_back();
  }

  HtmlTree& tree_;
  size_t max_depth_;
  std::vector<uint32_t> open_;
  std::vector<std::string> names_;
};

Builder& builder(void* data) { return *static_cast<Builder*>(data); }

size_t count_end_tags(std::string_view html) {
  size_t count = 0;
  for (size_t at = html.find("</"); at != std::string_view::npos; at = html.find("</", at + 2)) ++count;
  return count;
}

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool begins_script(std::string_view html, size_t at) {
  constexpr std::string_view kScript = "<script";
  const std::string_view tag = html.substr(at, kScript.size());
  return tag.size() == kScript.size() && std::equal(tag.begin(), tag.end(), kScript.begin(), [](char a, char b) {
           return a == b || (is_letter(a) && (a | 0x20) == b);
         });
}

// The parser compares each attribute with those before it in the tag. Tags with more than kMaxAttributes lose the rest
// of them; `storage` holds the page where that is so.
std::string_view without_endless_tags(std::string_view html, std::string& storage) {
  constexpr size_t kLongTag = 4096;  // bytes: shorter tags cannot have very many
  size_t copied = 0;
  for (size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at + 1)) {
    if (at + 1 >= html.size() || !is_letter(html[at + 1])) continue;
    const bool script = begins_script(html, at);
    const size_t near = html.substr(at, kLongTag).find('>');
    if (near != std::string_view::npos) {
      // Scripts are full of signs that begin no tag.
      if (script) at = std::min(html.find("</", at + near), html.size() - 1);
      continue;
    }
    size_t attributes = 0;
    size_t cut = 0;
    char quote = 0;
    size_t end = at;
    for (; end < html.size() && (quote != 0 || html[end] != '>'); ++end) {
      const char c = html[end];
      if (quote != 0) {
        if (c == quote) quote = 0;
      } else if ((c == '"' || c == '\'') && html[end - 1] == '=') {
        quote = c;
      } else if ((c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '/') && ++attributes == kMaxAttributes) {
        cut = end;
      }
    }
    if (cut != 0) {
      storage += html.substr(copied, cut - copied);
      copied = end;
    }
    at = std::min(end, html.size() - 1);
  }
  if (copied == 0) return html;
  storage += html.substr(copied);
  return storage;
}

struct FreeParser {
  void operator()(htmlParserCtxtPtr parser) const { htmlFreeParserCtxt(parser); }
};

}  // namespace

std::string_view HtmlTree::attribute(const HtmlNode& node, std::string_view name) const {
  for (uint32_t i = 0; i < node.attribute_count; ++i) {
    if (attributes[node.first_attribute + i].name == name) return attributes[node.first_attribute + i].value;
  }
  return {};
}

bool HtmlTree::has_attribute(const HtmlNode& node, std::string_view name) const {
  for (uint32_t i = 0; i < node.attribute_count; ++i) {
    if (attributes[node.first_attribute + i].name == name) return true;
  }
  return false;
}

std::string HtmlTree::inner_text(uint32_t node) const {
  std::string out;
  bool space = false;
  for (uint32_t i = node; i < nodes[node].end; ++i) {
    if (!nodes[i].is_text()) {
      space = space || nodes[i].tag == "br" || nodes[i].tag == "p" || nodes[i].tag == "div" || nodes[i].tag == "li";
      continue;
    }
    for (const char c : text(nodes[i])) {
      if (c == ' ' || (c >= '\t' && c <= '\r')) {
        space = true;
      } else {
        if (space && !out.empty()) out += ' ';
        space = false;
        out += c;
      }
    }
  }
  return out;
}

HtmlTree parse_html(std::string_view page, std::vector<Remark>& remarks) {
  std::string shortened;
  const std::string_view html = without_endless_tags(page, shortened);
  HtmlTree tree;
  const size_t end_tags = count_end_tags(html) + 1;
  const size_t max_depth = std::clamp(kMaxEndTagWork / end_tags, kMinDepth, kMaxDepth);
  Builder state(tree, max_depth);
  htmlSAXHandler handler{};
  handler.startElement = [](void* data, const xmlChar* name, const xmlChar** attributes) {
    builder(data).start(name, attributes);
  };
  handler.endElement = [](void* data, const xmlChar* name) { builder(data).end(name); };
  handler.characters = [](void* data, const xmlChar* text, int size) { builder(data).characters(text, size); };
  handler.ignorableWhitespace = handler.characters;
  handler.cdataBlock = handler.characters;
  const std::unique_ptr<htmlParserCtxt, FreeParser> parser(
      htmlCreatePushParserCtxt(&handler, &state, nullptr, 0, nullptr, XML_CHAR_ENCODING_UTF8));
  if (parser) {
    state.parser = parser.get();
    htmlCtxtUseOptions(parser.get(), HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                         HTML_PARSE_NONET | HTML_PARSE_RECOVER);
    for (size_t at = 0; at < html.size() && !state.too_deep; at += kChunk) {
      htmlParseChunk(parser.get(), html.data() + at, static_cast<int>(std::min(kChunk, html.size() - at)), 0);
    }
    if (!state.too_deep) htmlParseChunk(parser.get(), nullptr, 0, 1);
  }
  state.finish();
  if (state.too_deep) {
    remarks.push_back(
        {"depth-limit", fmt::format("elements nested deeper than {}: what follows was left out", max_depth), {}});
  }
  return tree;
}

}  // namespace annals
