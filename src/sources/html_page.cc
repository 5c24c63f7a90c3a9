#include "sources/html_page.h"

#include <algorithm>
#include <array>

#include "sources/html_names.h"

namespace annals {
namespace {

// Numbers found on the development pages; text is counted in letters, a Han character or kana as two.
constexpr uint32_t kEnoughText = 250;    // less is no article, where something else may be one
constexpr uint32_t kLongParagraph = 40;  // shorter direct text says little about what an element is
constexpr uint32_t kMaxByline = 200;
constexpr uint32_t kMaxCaption = 600;
constexpr uint32_t kShortLead = 30;  // of an element that is called a lead
constexpr uint32_t kLongLead = 80;   // of one that is not
constexpr uint32_t kMaxLead = 1500;
constexpr uint32_t kLinkListText = 350;  // longer elements are judged part by part
constexpr uint32_t kLinkParagraphText = 60;
constexpr uint32_t kWiderBy =
    15;  // tenths: so much more paragraph text an element must have to be taken for the one inside it
constexpr double kMostOfPage = 0.5;  // an element with this share of the text is no furniture, whatever it is called

bool one_of(std::string_view tag, std::initializer_list<std::string_view> tags) {
  return std::find(tags.begin(), tags.end(), tag) != tags.end();
}

// Elements that hold no text for readers.
bool is_invisible(std::string_view tag) {
  return one_of(tag, {"script", "style", "noscript", "template", "svg", "iframe", "frame", "object", "embed", "canvas",
                      "head", "video", "select", "option", "textarea", "input", "dialog"});
}

bool is_furniture_tag(std::string_view tag) {
  return one_of(tag, {"nav", "footer", "aside", "menu", "button", "label", "legend"});
}

bool is_container(std::string_view tag) {
  return one_of(tag, {"div", "section", "article", "main", "td", "body", "center", "form", "span", "?"});
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_hidden(const HtmlTree& tree, const HtmlNode& node) {
  if (node.attribute_count == 0) return false;
  const std::string_view style = tree.attribute(node, "style");
  return tree.has_attribute(node, "hidden") || contains(style, "display:none") || contains(style, "display: none") ||
         tree.attribute(node, "aria-hidden") == "true";
}

struct Counts {
  uint32_t text = 0;        // letters
  uint32_t links = 0;       // letters inside links
  uint32_t paragraphs = 0;  // letters in paragraphs
  uint32_t items = 0;       // links
};

uint32_t letters(std::string_view text) {
  uint32_t count = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte <= ' ' || (byte & 0xC0) == 0x80) continue;
    count += byte >= 0xE3 && byte <= 0xE9 ? 2 : 1;
  }
  return count;
}

// What is believed about an element that looks like furniture. Where believing all of it leaves no article, less is
// believed.
enum class Trust { kNames, kElements, kNothing };

struct Found {
  HtmlPage page;
  uint32_t text = 0;  // letters of the main content
};

class Finder {
 public:
  Finder(const HtmlTree& tree, Trust trust)
      : tree_(tree),
        trust_(trust),
        nodes_(tree.nodes),
        counts_(nodes_.size()),
        names_(nodes_.size()),
        whole_(nodes_.size()),
        has_title_(nodes_.size()) {
    page_.parts.resize(nodes_.size(), HtmlPart::kContent);
  }

  Found find() {
    measure_whole();
    classify();
    count();
    page_.main = choose();
    const uint32_t left_out = clean();
    find_leads();
    return {std::move(page_), counts_[page_.main].text - left_out};
  }

 private:
  std::string_view tag(uint32_t i) const { return nodes_[i].tag; }
  bool in_main(uint32_t i) const { return page_.main <= i && i < nodes_[page_.main].end; }

  // Letters of each element with what is invisible left out, and whether a first heading or the article's body stands
  // in it.
  void measure_whole() {
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) {
      const HtmlNode& node = nodes_[i];
      if (node.is_text()) {
        whole_[i] = letters(tree_.text(node));
      } else if (is_invisible(node.tag)) {
        whole_[i] = 0;
      } else {
        has_title_[i] = has_title_[i] || node.tag == "h1" || contains(tree_.attribute(node, "itemprop"), "articleBody");
      }
      whole_[node.parent] += whole_[i];
      has_title_[node.parent] = has_title_[node.parent] || has_title_[i];
    }
  }

  HtmlPart classify_element(uint32_t i) {
    const HtmlNode& node = nodes_[i];
    if (is_invisible(node.tag)) return HtmlPart::kDropped;
    if (one_of(node.tag, {"html", "body", "main"})) return HtmlPart::kContent;
    const double share = whole_[0] == 0 ? 0 : static_cast<double>(whole_[i]) / whole_[0];
    const bool large = share > kMostOfPage;
    if (is_hidden(tree_, node) && !large) return HtmlPart::kDropped;
    if (trust_ == Trust::kNothing)
      return node.tag == "nav" || node.tag == "footer" ? HtmlPart::kDropped : HtmlPart::kContent;
    if (is_furniture_tag(node.tag)) return HtmlPart::kDropped;
    if (node.tag == "header" && !has_title_[i]) return HtmlPart::kDropped;
    if (node.tag == "form" && share < 0.3) return HtmlPart::kDropped;
    if (node.tag == "figcaption" || (node.tag == "figure" && whole_[i] < kMaxCaption)) return HtmlPart::kCaption;
    if (node.tag == "time" && whole_[i] < kMaxByline) return HtmlPart::kByline;
    if (node.attribute_count == 0) return HtmlPart::kContent;

    const std::string_view role = tree_.attribute(node, "role");
    if (!large && one_of(role, {"navigation", "contentinfo", "complementary", "search", "dialog", "menu", "menubar",
                                "banner", "alert"}))
      return HtmlPart::kDropped;
    const uint32_t names =
        html_name_meanings(tree_.attribute(node, "class")) | html_name_meanings(tree_.attribute(node, "id"));
    names_[i] = names;
    if (trust_ == Trust::kElements) return HtmlPart::kContent;
    const std::string_view itemprop = tree_.attribute(node, "itemprop");
    if (contains(itemprop, "articleBody")) return HtmlPart::kContent;
    const bool heading = node.tag.size() == 2 && node.tag[0] == 'h';
    if ((names & kCommentsName) != 0 && !(names & kArticleName) && !has_title_[i] && share < 0.85)
      return HtmlPart::kComment;
    if ((names & kBylineName) != 0 && whole_[i] < kMaxByline && !heading && !has_title_[i] && node.tag != "a")
      return HtmlPart::kByline;
    if ((names & kFurnitureName) != 0 && !large && !(has_title_[i] && share > 0.1)) return HtmlPart::kDropped;
    if (one_of(itemprop, {"author", "datePublished", "dateModified"}) && whole_[i] < kMaxByline)
      return HtmlPart::kByline;
    if (tree_.attribute(node, "rel") == "author" && whole_[i] < kMaxByline) return HtmlPart::kByline;
    if ((names & kCaptionName) != 0 && whole_[i] < kMaxCaption) return HtmlPart::kCaption;
    return HtmlPart::kContent;
  }

  void classify() {
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      const HtmlPart above = page_.parts[nodes_[i].parent];
      if (above == HtmlPart::kDropped || nodes_[i].is_text()) {
        page_.parts[i] = above;
        continue;
      }
      const HtmlPart own = classify_element(i);
      // Inside comments and captions only furniture is told apart.
      page_.parts[i] = above == HtmlPart::kContent || own == HtmlPart::kDropped ? own : above;
      if (above == page_.parts[i]) continue;
      if (own == HtmlPart::kComment) page_.comments.push_back(i);
      if (own == HtmlPart::kByline) page_.bylines.push_back(i);
    }
  }

  void count() {
    std::vector<uint32_t> link_until(1, 0);
    uint32_t link_end = 0;
    std::vector<uint32_t> own(nodes_.size());  // text that stands in the element itself or in inline elements of it
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      const HtmlNode& node = nodes_[i];
      if (node.tag == "a") link_end = std::max(link_end, node.end);
      if (page_.parts[i] != HtmlPart::kContent) continue;
      counts_[i].items = node.tag == "a";
      if (!node.is_text()) continue;
      const uint32_t size = letters(tree_.text(node));
      counts_[i].text = size;
      counts_[i].links = i < link_end ? size : 0;
      if (i >= link_end) own[block_of(i)] += size;
    }
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) {
      if (own[i] >= kLongParagraph || (tag(i) == "p" && own[i] > 0)) counts_[i].paragraphs += own[i];
      Counts& parent = counts_[nodes_[i].parent];
      parent.text += counts_[i].text;
      parent.links += counts_[i].links;
      parent.paragraphs += counts_[i].paragraphs;
      parent.items += counts_[i].items;
    }
    own_ = std::move(own);
  }

  uint32_t block_of(uint32_t i) const {
    i = nodes_[i].parent;
    while (one_of(tag(i), {"a", "b", "i", "em", "strong", "span", "font", "u", "s", "small", "sub", "sup", "abbr",
                           "cite", "code", "mark", "q", "ins", "del"}))
      i = nodes_[i].parent;
    return i;
  }

  // The best of the elements for which `fits`: the one with most paragraph text, and inside it the innermost that has
  // nearly all of that.
  template <class Fits>
  uint32_t best(Fits fits) const {
    uint32_t found = 0;
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      if (nodes_[i].is_text() || page_.parts[i] != HtmlPart::kContent || !fits(i)) continue;
      const bool inside = found != 0 && i < nodes_[found].end;
      const uint32_t text = counts_[i].paragraphs;
      if (found == 0 || text > counts_[found].paragraphs || (inside && text * 10 >= counts_[found].paragraphs * 9))
        found = i;
    }
    return found;
  }

  uint32_t choose() {
    const auto holder = [&](uint32_t i) { return is_container(tag(i)) && tag(i) != "span" && tag(i) != "body"; };
    uint32_t chosen = 0;
    const auto accept = [&](uint32_t candidate) {
      if (chosen == 0 && candidate != 0 && counts_[candidate].paragraphs >= kEnoughText) chosen = candidate;
    };
    accept(best([&](uint32_t i) { return contains(tree_.attribute(nodes_[i], "itemprop"), "articleBody"); }));
    accept(best([&](uint32_t i) { return (names_[i] & kArticleName) != 0 && holder(i); }));
    accept(best([&](uint32_t i) { return tag(i) == "article" || tree_.attribute(nodes_[i], "role") == "article"; }));
    accept(best([&](uint32_t i) { return (names_[i] & kContentName) != 0 && holder(i); }));
    accept(best([&](uint32_t i) { return tag(i) == "main" || tree_.attribute(nodes_[i], "role") == "main"; }));
    const uint32_t dense = densest();
    if (chosen == 0) return widen(dense);
    return widen(counts_[dense].paragraphs > 2 * counts_[chosen].paragraphs ? dense : chosen);
  }

  // An article cut into several elements, or with its first paragraph outside: the parent, when it adds much text and
  // few links.
  uint32_t widen(uint32_t chosen) const {
    uint32_t wide = chosen;
    for (uint32_t up = nodes_[chosen].parent; up != 0; up = nodes_[up].parent) {
      if (tag(up) == "body" || counts_[up].links * 4 > counts_[up].text) break;
      if (counts_[up].paragraphs * 10 >= counts_[wide].paragraphs * kWiderBy) wide = up;
    }
    return wide;
  }

  // By the paragraphs that stand near each other: each gives its weight to its parent, half to the grandparent, a third
  // to the one above (the idea is Arc90's Readability).
  uint32_t densest() const {
    std::vector<float> scores(nodes_.size());
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      if (own_[i] < kLongParagraph || page_.parts[i] != HtmlPart::kContent) continue;
      float weight = 1 + std::min(static_cast<float>(own_[i]) / 100, 5.F);
      // A container with direct text counts for itself too.
      uint32_t above = is_container(tag(i)) ? i : nodes_[i].parent;
      for (const float part : {1.F, 0.5F, 0.33F}) {
        scores[above] += weight * part;
        if (above == 0) break;
        above = nodes_[above].parent;
      }
    }
    uint32_t found = 0;
    float most = 0;
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      if (scores[i] == 0 || counts_[i].text == 0) continue;
      const float score = scores[i] * (1 - static_cast<float>(counts_[i].links) / static_cast<float>(counts_[i].text));
      if (score > most) {
        most = score;
        found = i;
      }
    }
    return found;
  }

  // Inside the main content, drops what is mostly links.
  uint32_t clean() {
    const uint32_t total = counts_[page_.main].text;
    uint32_t left_out = 0;
    for (uint32_t i = page_.main + 1; i < nodes_[page_.main].end; ++i) {
      if (nodes_[i].is_text() || page_.parts[i] != HtmlPart::kContent) continue;
      if (is_link_list(i, total)) {
        left_out += counts_[i].text;
        for (uint32_t k = i; k < nodes_[i].end; ++k) page_.parts[k] = HtmlPart::kDropped;
        i = nodes_[i].end - 1;
      }
    }
    return left_out;
  }

  void find_leads() {
    for (uint32_t i = 1; i < page_.main; ++i) {
      const bool around = nodes_[i].end > page_.main;
      if (nodes_[i].is_text() || around || page_.parts[i] != HtmlPart::kContent) continue;
      const Counts& count = counts_[i];
      const bool named = (names_[i] & kLeadName) != 0 && count.text >= kShortLead;
      const bool long_enough = own_[i] >= kLongLead && !is_container(tag(i));
      if ((!named && !long_enough) || count.links * 4 > count.text || count.text > kMaxLead) continue;
      page_.leads.push_back(i);
      i = nodes_[i].end - 1;
    }
  }

  bool is_link_list(uint32_t i, uint32_t total) const {
    const Counts& count = counts_[i];
    if (count.text == 0 || count.links == 0) return false;
    const bool mostly = count.links * 5 > count.text * 4;
    if (tag(i) == "p") return count.text < kLinkParagraphText && mostly;
    if (one_of(tag(i), {"ul", "ol", "dl", "table"}))
      return (mostly && count.text < total / 2) || (count.text < kLinkListText && count.links * 3 > count.text * 2);
    if (!one_of(tag(i), {"div", "section", "td", "article", "center"})) return false;
    if ((names_[i] & kMaybeFurnitureName) != 0 && !(names_[i] & (kArticleName | kContentName)) &&
        count.links * 10 > count.text * 4)
      return true;
    return count.text < kLinkListText && mostly;
  }

  const HtmlTree& tree_;
  const Trust trust_;
  const std::vector<HtmlNode>& nodes_;
  std::vector<Counts> counts_;
  std::vector<uint32_t> own_;
  std::vector<uint32_t> names_;
  std::vector<uint32_t> whole_;
  std::vector<bool> has_title_;
  HtmlPage page_;
};

}  // namespace

HtmlPage find_main_content(const HtmlTree& tree) {
  Found best;
  for (const Trust trust : {Trust::kNames, Trust::kElements, Trust::kNothing}) {
    Found found = Finder(tree, trust).find();
    if (trust == Trust::kNames || found.text > 2 * best.text) best = std::move(found);
    if (best.text >= kEnoughText) break;
  }
  return std::move(best.page);
}

HtmlPage keep_everything(const HtmlTree& tree) {
  HtmlPage page;
  page.parts.resize(tree.nodes.size(), HtmlPart::kContent);
  for (uint32_t i = 1; i < tree.nodes.size(); ++i) {
    const HtmlNode& node = tree.nodes[i];
    const HtmlPart above = page.parts[node.parent];
    page.parts[i] = above == HtmlPart::kDropped || is_invisible(node.tag) || (!node.is_text() && is_hidden(tree, node))
                        ? HtmlPart::kDropped
                        : above;
  }
  return page;
}

}  // namespace annals
