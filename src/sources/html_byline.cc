#include "sources/html_byline.h"

#include <algorithm>

#include "base/span.h"
#include "sources/blocks.h"
#include "sources/html_names.h"

namespace annals {
namespace {

constexpr size_t kMinName = 3;  // bytes
constexpr size_t kMaxName = 120;
constexpr uint32_t kDateLineNodes = 120;  // after the title
constexpr size_t kMaxDateLine = 150;      // bytes
constexpr int kDateDigits = 4;            // so many digits are a date, not a name
constexpr size_t kMaxNodes = 24;          // of an author's element: a larger one is a box about the author
constexpr size_t kMaxTitleLines = 4;
constexpr int kNear = 3;          // levels above the article that are its surroundings
constexpr uint32_t kBefore = 60;  // nodes before the title that may belong to it

enum class Sign { kNone, kNamed, kMarked };

Sign sign_of(const HtmlTree& tree, const HtmlNode& node) {
  if (node.is_text() || node.attribute_count == 0) return Sign::kNone;
  const std::string_view rel = tree.attribute(node, "rel");
  const std::string_view itemprop = tree.attribute(node, "itemprop");
  if (rel.find("author") != std::string_view::npos || itemprop.find("author") != std::string_view::npos)
    return Sign::kMarked;
  return (html_name_meanings(tree.attribute(node, "class")) & kAuthorName) != 0 ? Sign::kNamed : Sign::kNone;
}

// Whether a list of class names has that one: `fn` is a name in the hCard format.
bool has_word(std::string_view list, std::string_view word) {
  for (size_t at = list.find(word); at != std::string_view::npos; at = list.find(word, at + 1)) {
    const bool begins = at == 0 || list[at - 1] == ' ';
    if (begins && (at + word.size() == list.size() || list[at + word.size()] == ' ')) return true;
  }
  return false;
}

// The name inside, where the page marks it: `<span itemprop="author">By <b itemprop="name">Ana</b> · Lisbon</span>`.
uint32_t name_inside(const HtmlTree& tree, uint32_t element) {
  for (uint32_t i = element; i < tree.nodes[element].end; ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (!node.is_text() &&
        (tree.attribute(node, "itemprop") == "name" || has_word(tree.attribute(node, "class"), "fn")))
      return i;
  }
  return element;
}

bool is_name(std::string_view words) {
  if (words.size() < kMinName || words.size() > kMaxName) return false;
  const bool letters = std::any_of(words.begin(), words.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0;
  });
  const auto digits = std::count_if(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (digits >= kDateDigits) return false;
  const bool address = words.find("://") != std::string_view::npos || words.find("www.") != std::string_view::npos;
  return letters && !address;
}

// With Arabic-Indic and Persian digits as ASCII's.
std::string plain_digits(std::string_view words) {
  std::string plain;
  for (size_t at = 0; at < words.size(); ++at) {
    const auto lead = static_cast<unsigned char>(words[at]);
    const auto next = at + 1 < words.size() ? static_cast<unsigned char>(words[at + 1]) : 0U;
    if (lead == 0xD9 && next >= 0xA0 && next <= 0xA9) {
      plain += static_cast<char>('0' + (next - 0xA0));
      ++at;
    } else if (lead == 0xDB && next >= 0xB0 && next <= 0xB9) {
      plain += static_cast<char>('0' + (next - 0xB0));
      ++at;
    } else {
      plain += words[at];
    }
  }
  return plain;
}

// Four digits that begin with 19 or 20.
bool has_year(std::string_view words) {
  const auto digit = [&](size_t at) { return at < words.size() && words[at] >= '0' && words[at] <= '9'; };
  for (size_t at = 0; at + 4 <= words.size(); ++at) {
    const bool century = words.substr(at, 2) == "19" || words.substr(at, 2) == "20";
    if (century && digit(at + 2) && digit(at + 3) && (at == 0 || !digit(at - 1))) return true;
  }
  return false;
}

bool is_part_of_line(const HtmlNode& node) {
  constexpr std::string_view kInline[] = {"",  "a",    "b",    "i",     "em", "strong", "span",
                                          "u", "font", "time", "small", "br", "img",    "abbr"};
  return std::find(std::begin(kInline), std::end(kInline), node.tag) != std::end(kInline);
}

// The nodes around the article in which its byline stands: from the title on, or from a little before it.
Span surroundings(const HtmlTree& tree, const HtmlPage& page, uint32_t heading) {
  uint32_t around = page.main;
  for (int level = 0; level < kNear && around != 0 && tree.nodes[around].tag != "body"; ++level)
    around = tree.nodes[around].parent;
  const uint32_t begin = heading != 0 ? heading - std::min(heading - 1, kBefore) : std::max(around, 1U);
  return {begin, tree.nodes[around].end};
}

// Elements that are about something else.
bool leads_away(const HtmlPage& page, const HtmlNode& node, uint32_t i) {
  return !node.is_text() &&
         (node.tag == "aside" || node.tag == "nav" || node.tag == "footer" || page.parts[i] == HtmlPart::kComment);
}

}  // namespace

HtmlAuthor find_html_author(const HtmlTree& tree, const HtmlPage& page, uint32_t heading) {
  const Span range = surroundings(tree, page, heading);
  HtmlAuthor best;
  Sign best_sign = Sign::kNone;
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (leads_away(page, node, i)) {
      i = node.end - 1;
      continue;
    }
    const Sign sign = sign_of(tree, node);
    if (sign <= best_sign || node.end - i > kMaxNodes) continue;
    std::string words = tree.inner_text(name_inside(tree, i));
    if (!is_name(words)) continue;
    best = {std::move(words), i};
    best_sign = sign;
    // What stands below the beginning of the article may be about others: the first above it is believed.
    if (sign == Sign::kMarked || i > page.main) break;
  }
  return best;
}

std::string find_html_date_line(const HtmlTree& tree, const HtmlPage& page, uint32_t heading) {
  if (heading == 0) return {};
  const Span range = surroundings(tree, page, heading);
  const uint32_t end = std::min(range.end, heading + kDateLineNodes);
  for (uint32_t i = range.begin; i < end; ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (leads_away(page, node, i) || node.tag == "script" || node.tag == "style") {
      i = node.end - 1;
      continue;
    }
    const std::string_view written = node.is_text() ? trim(tree.text(node)) : std::string_view{};
    if (written.empty() || written.size() > kMaxDateLine) continue;
    const std::string words = plain_digits(written);
    const auto digits = std::count_if(words.begin(), words.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (digits > kDateDigits && has_year(words))
      return std::string(beginning(tree.inner_text(tree.nodes[i].parent), kMaxDateLine));
  }
  return {};
}

std::vector<uint32_t> find_html_title_lines(const HtmlTree& tree, const HtmlPage& page, uint32_t heading) {
  std::vector<uint32_t> lines;
  if (heading == 0 || page.main < tree.nodes[heading].end) return lines;
  const uint32_t end = std::min(page.main, heading + kDateLineNodes);
  for (uint32_t i = tree.nodes[heading].end; i < end && lines.size() < kMaxTitleLines; ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.is_text() || page.parts[i] != HtmlPart::kContent || node.end > page.main) continue;
    if (node.tag != "p" && node.tag != "div" && node.tag != "span" && node.tag != "address") continue;
    bool plain = node.end - i <= kMaxNodes;
    for (uint32_t k = i + 1; k < node.end && plain; ++k) plain = is_part_of_line(tree.nodes[k]);
    if (!plain) continue;
    const size_t size = tree.inner_text(i).size();
    if (size > 0 && size <= kMaxName) lines.push_back(i);
    i = node.end - 1;
  }
  return lines;
}

std::string find_html_time(const HtmlTree& tree, const HtmlPage& page, uint32_t heading) {
  const Span range = surroundings(tree, page, heading);
  for (uint32_t i = range.begin; i < range.end; ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (leads_away(page, node, i)) {
      i = node.end - 1;
      continue;
    }
    if (node.tag == "time" && !tree.attribute(node, "datetime").empty())
      return std::string(tree.attribute(node, "datetime"));
  }
  return {};
}

}  // namespace annals
