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
constexpr uint32_t kLinkParagraphText = 90;
constexpr uint32_t kWiderBy =
    15;  // tenths: so much more paragraph text an element must have to be taken for the one inside it
constexpr double kMostOfPage = 0.5;   // an element with this share of the text is no furniture, whatever it is called
constexpr uint32_t kProseBlock = 60;  // unlinked letters of a block that is more than a line of furniture
constexpr uint32_t kShortFurniture = 350;   // prose of an element that is no box beside the article
constexpr uint32_t kTeasers = 3;            // fewer linked headings in a row may be sections of an article
constexpr uint32_t kTeaserProse = 350;      // a longer one is no teaser
constexpr uint32_t kHeadlineText = 12;      // letters of a headline that is a link
constexpr uint32_t kArticleBesides = 1000;  // prose that is left when teasers are left out
constexpr uint32_t kUnclosed = 1500;        // prose of a menu or footer that is none
constexpr uint32_t kInlineText = 20;        // direct text around an inline element that is a part of a sentence

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

bool is_inline(std::string_view tag) {
  return one_of(tag, {"a", "b", "i", "em", "strong", "span", "font", "u", "s", "small", "sub", "sup", "abbr", "cite",
                      "code", "mark", "q", "ins", "del"});
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
        direct_(nodes_.size()),
        prose_(nodes_.size()),
        blocks_(nodes_.size()),
        blocks_inside_(nodes_.size()),
        has_title_(nodes_.size()) {
    page_.parts.resize(nodes_.size(), HtmlPart::kContent);
  }

  Found find() {
    find_blocks();
    measure_prose();
    measure_whole();
    classify();
    if (trust_ == Trust::kNames) drop_teasers();
    count();
    page_.main = with_other_pieces(choose());
    const uint32_t left_out = clean();
    find_leads();
    return {std::move(page_), counts_[page_.main].text - left_out};
  }

 private:
  std::string_view tag(uint32_t i) const { return nodes_[i].tag; }
  bool in_main(uint32_t i) const { return page_.main <= i && i < nodes_[page_.main].end; }

  // The element of running text that each node is in: the nearest that is not inline.
  void find_blocks() {
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      blocks_[i] = nodes_[i].is_text() || is_inline(tag(i)) || tag(i) == "br" ? blocks_[nodes_[i].parent] : i;
      if (blocks_[i] == i) blocks_inside_[blocks_[nodes_[i].parent]] = true;
    }
  }

  // Letters of each element in paragraphs outside links: what an article is made of, and furniture hardly has.
  void measure_prose() {
    uint32_t noscript_letters = 0;
    for (const bool noscript : {true, false}) {
      uint32_t link_end = 0;
      uint32_t unseen_end = 0;
      uint32_t noscript_end = 0;
      uint32_t seen = 0;
      for (uint32_t i = 1; i < nodes_.size(); ++i) {
        const HtmlNode& node = nodes_[i];
        if (node.tag == "a") link_end = std::max(link_end, node.end);
        if (node.tag == "noscript") noscript_end = std::max(noscript_end, node.end);
        if (is_unseen(i) && node.tag != "noscript") unseen_end = std::max(unseen_end, node.end);
        if (!node.is_text() || i < link_end || i < unseen_end) continue;
        const bool inside = i < noscript_end;
        const uint32_t size = letters(tree_.text(node));
        if (noscript) {
          // Markup there may come as text.
          const bool words = size >= kProseBlock && tree_.text(node).find_first_of("<{") == std::string_view::npos;
          if (words) (inside ? noscript_letters : seen) += size;
        } else if (!inside || reads_noscript_) {
          prose_[blocks_[i]] += size;
          direct_[node.parent] += size;
        }
      }
      // Some pages give the article to readers without scripts alone.
      if (noscript) reads_noscript_ = noscript_letters >= kEnoughText && noscript_letters > 2 * seen;
    }
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) {
      // Paragraphs below it are added already; what stands in the element itself is to be long enough.
      if (prose_[i] < kProseBlock) prose_[i] = 0;
      prose_[nodes_[i].parent] += prose_[i];
    }
  }

  bool is_unseen(uint32_t i) const { return is_invisible(tag(i)) && !(reads_noscript_ && tag(i) == "noscript"); }

  // Letters of each element with what is invisible left out, and whether a first heading or the article's body stands
  // in it.
  void measure_whole() {
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) {
      const HtmlNode& node = nodes_[i];
      if (node.is_text()) {
        whole_[i] = letters(tree_.text(node));
      } else if (is_unseen(i)) {
        whole_[i] = 0;
      } else {
        has_title_[i] = has_title_[i] || node.tag == "h1" || contains(tree_.attribute(node, "itemprop"), "articleBody");
      }
      whole_[node.parent] += whole_[i];
      has_title_[node.parent] = has_title_[node.parent] || has_title_[i];
    }
  }

  // Whether most of what there is to read on the page is in the element.
  bool is_large(uint32_t i) const {
    if (prose_[0] >= kEnoughText) return prose_[i] > kMostOfPage * prose_[0];
    return whole_[i] > kMostOfPage * whole_[0];
  }

  // Names of furniture are given to a link in a sentence and to boxes around the article too.
  bool is_furniture(uint32_t i, uint32_t names, double share) const {
    if ((names & (kFurnitureName | kShortFurnitureName)) == 0) return false;
    if (is_large(i) || (has_title_[i] && share > 0.1)) return false;
    if (prose_[i] >= kShortFurniture && ((names & kFurnitureName) == 0 || (names & kArticleName) != 0)) return false;
    if ((names & kFurnitureName) == 0 && tag(i) == "p") return false;
    return true;
  }

  HtmlPart classify_element(uint32_t i) {
    const HtmlNode& node = nodes_[i];
    if (is_unseen(i)) return HtmlPart::kDropped;
    if (one_of(node.tag, {"html", "body", "main"})) return HtmlPart::kContent;
    const double share = whole_[0] == 0 ? 0 : static_cast<double>(whole_[i]) / whole_[0];
    const bool large = is_large(i);
    if (is_hidden(tree_, node) && !large) return HtmlPart::kDropped;
    if (trust_ == Trust::kNothing)
      return node.tag == "nav" || node.tag == "footer" ? HtmlPart::kDropped : HtmlPart::kContent;
    // One that was never closed holds the rest of the page.
    const bool unclosed = large && (has_title_[i] || prose_[i] >= kUnclosed);
    if (is_furniture_tag(node.tag) && !unclosed) return HtmlPart::kDropped;
    if (node.tag == "header" && !has_title_[i] && prose_[i] * 2 < whole_[i]) return HtmlPart::kDropped;
    if (node.tag == "form" && share < 0.3) return HtmlPart::kDropped;
    if (node.tag == "figcaption" || (node.tag == "figure" && whole_[i] < kMaxCaption)) return HtmlPart::kCaption;
    if (node.tag == "time" && whole_[i] < kMaxByline) return HtmlPart::kByline;
    if (node.attribute_count == 0) return HtmlPart::kContent;

    const std::string_view role = tree_.attribute(node, "role");
    if (!large && one_of(role, {"navigation", "contentinfo", "complementary", "search", "dialog", "menu", "menubar",
                                "banner", "alert"}))
      return HtmlPart::kDropped;
    const bool heading = node.tag.size() == 2 && node.tag[0] == 'h';
    // A heading's id is its own words, for links to it.
    const uint32_t names = html_name_meanings(tree_.attribute(node, "class")) |
                           (heading ? 0 : html_name_meanings(tree_.attribute(node, "id")));
    names_[i] = names;
    if (trust_ == Trust::kElements) return HtmlPart::kContent;
    const std::string_view itemprop = tree_.attribute(node, "itemprop");
    if (contains(itemprop, "articleBody")) return HtmlPart::kContent;
    const bool in_sentence = (names & kUnseenName) == 0 && is_inline(node.tag) && direct_[node.parent] >= kInlineText;
    if ((names & kCommentsName) != 0 && !(names & kArticleName) && !has_title_[i] && share < 0.85)
      return HtmlPart::kComment;
    if ((names & kBylineName) != 0 && whole_[i] < kMaxByline && !heading && !has_title_[i] &&
        (node.tag != "a" || !in_sentence))
      return HtmlPart::kByline;
    if (!in_sentence && is_furniture(i, names, share)) return HtmlPart::kDropped;
    if (one_of(itemprop, {"author", "datePublished", "dateModified"}) && whole_[i] < kMaxByline)
      return HtmlPart::kByline;
    if (tree_.attribute(node, "rel") == "author" && whole_[i] < kMaxByline) return HtmlPart::kByline;
    if ((names & kCaptionName) != 0 && !heading && whole_[i] < kMaxCaption) return HtmlPart::kCaption;
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

  // Several elements in a row, each a linked headline and a sentence at most, are ways to other articles. They are left
  // out where an article remains without them: a page of nothing else is a list of what there is to read.
  void drop_teasers() {
    std::vector<uint32_t> headlines(nodes_.size());  // linked headings in it
    uint32_t link_end = 0;
    uint32_t heading_end = 0;
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      const bool heading = is_heading(i);
      if (tag(i) == "a") link_end = std::max(link_end, nodes_[i].end);
      if (heading) heading_end = std::max(heading_end, nodes_[i].end);
      const bool both = (heading && i < link_end) || (tag(i) == "a" && i < heading_end);
      if (both && whole_[i] >= kHeadlineText && page_.parts[i] == HtmlPart::kContent) headlines[i] = 1;
    }
    for (uint32_t i = static_cast<uint32_t>(nodes_.size()); i-- > 1;) headlines[nodes_[i].parent] += headlines[i];
    const auto is_teaser = [&](uint32_t i) {
      return headlines[i] == 1 && prose_[i] <= kTeaserProse && !has_title_[i] && !is_heading(i) && !is_inline(tag(i)) &&
             page_.parts[i] == HtmlPart::kContent;
    };
    std::vector<uint32_t> teasers(nodes_.size());  // of its children
    uint32_t prose = 0;
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      if (headlines[i] == 1 && is_teaser(i)) ++teasers[nodes_[i].parent];
    }
    std::vector<uint32_t> found;
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      if (headlines[i] != 1 || teasers[nodes_[i].parent] < kTeasers || !is_teaser(i)) continue;
      found.push_back(i);
      prose += prose_[i];
      i = nodes_[i].end - 1;
    }
    if (prose_[0] - prose < kArticleBesides) return;
    for (const uint32_t i : found) {
      for (uint32_t k = i; k < nodes_[i].end; ++k) page_.parts[k] = HtmlPart::kDropped;
    }
  }

  bool is_heading(uint32_t i) const {
    return tag(i).size() == 2 && tag(i)[0] == 'h' && tag(i)[1] >= '1' && tag(i)[1] <= '6';
  }

  void count() {
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
      if (i >= link_end) own[blocks_[i]] += size;
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
    accept(best([&](uint32_t i) { return (names_[i] & kArticleName) != 0 && (holder(i) || tag(i) == "span"); }));
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

  // An article cut into pieces has pieces of one name: what holds them all, where they are no articles of their own.
  uint32_t with_other_pieces(uint32_t chosen) const {
    const std::string_view name = tree_.attribute(nodes_[chosen], "class");
    if (name.empty()) return chosen;
    uint32_t first = chosen;
    uint32_t last = chosen;
    uint32_t prose = 0;
    for (uint32_t i = 1; i < nodes_.size(); ++i) {
      if (i == chosen || nodes_[i].is_text()) {
        i = i == chosen ? nodes_[i].end - 1 : i;
        continue;
      }
      const bool piece = tag(i) == tag(chosen) && page_.parts[i] == HtmlPart::kContent &&
                         tree_.attribute(nodes_[i], "class") == name && counts_[i].paragraphs >= kProseBlock &&
                         counts_[i].links * 4 < counts_[i].text;
      if (!piece || (i < chosen && chosen < nodes_[i].end)) continue;
      first = std::min(first, i);
      last = std::max(last, i);
      prose += counts_[i].paragraphs;
      i = nodes_[i].end - 1;
    }
    if (prose * 10 < counts_[chosen].paragraphs * 3) return chosen;
    uint32_t all = chosen;
    while (all != 0 && (all > first || nodes_[all].end <= last)) all = nodes_[all].parent;
    uint32_t titles = 0;
    for (uint32_t i = all; i < nodes_[all].end; ++i) titles += tag(i) == "h1" && page_.parts[i] == HtmlPart::kContent;
    return titles > 1 || counts_[all].links * 4 > counts_[all].text ? chosen : all;
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
    const bool layout_cell = tag(i) == "td" && blocks_inside_[i];
    if (!layout_cell && !one_of(tag(i), {"div", "section", "article", "center"})) return false;
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
  std::vector<uint32_t> direct_;  // letters that stand in the element itself, outside links
  std::vector<uint32_t> prose_;
  std::vector<uint32_t> blocks_;
  std::vector<bool> blocks_inside_, has_title_;
  bool reads_noscript_ = false;
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
