// HTML: the page's main content as blocks, with what the page says about itself.
#include <fmt/format.h>

#include <algorithm>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/html_byline.h"
#include "sources/html_metadata.h"
#include "sources/html_page.h"
#include "sources/html_tree.h"
#include "sources/readers.h"
#include "sources/sniff.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kMaxWrittenDate = 80;  // bytes
constexpr size_t kSharedWord = 4;       // bytes
constexpr size_t kMostOfWord = 12;      // bytes compared of a word: four ideographs
constexpr size_t kMaxBylines = 3;       // elements with author or date that are kept from a page

std::string lower(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lowered;
}

int accepts(std::string_view path, std::string_view head) {
  if (has_ending(path, {".html", ".htm", ".xhtml", ".shtml"})) return 90;
  const std::string begin = lower(trim(head).substr(0, 1024));
  if (begin.starts_with("<!doctype html") || begin.starts_with("<html")) return 95;
  const bool markup = begin.starts_with("<!--") || begin.starts_with("<?xml");
  return markup && (begin.find("<html") != std::string::npos || begin.find("<!doctype html") != std::string::npos) ? 85
                                                                                                                   : 0;
}

void read(const Source& source, ReadSource& out) {
  out.media_type = "text/html";
  DecodedText decoded = decode_text(source.bytes, html_charset(source.bytes));
  Document document = new_document(source, out, {});
  document.remarks = std::move(decoded.remarks);
  read_html_content(decoded.text, HtmlExtent::kMainContent, document);
  if (document.text.empty()) {
    out.unread = "empty: no text in the page";
    return;
  }
  out.documents.push_back(std::move(document));
}

// Writes the text of a range of nodes as blocks: one for each paragraph, heading, item, row …
class Writer {
 public:
  Writer(const HtmlTree& tree, const HtmlPage& page, Document& document)
      : tree_(tree), page_(page), builder_(document) {}

  // The nodes below `element` that are `wanted` (captions with content), in the role that their elements have, or in
  // `role`.
  void write(uint32_t element, HtmlPart wanted, const BlockRole* role) {
    role_ = role;
    for (uint32_t i = element; i < tree_.nodes[element].end; ++i) {
      while (!open_.empty() && i >= tree_.nodes[open_.back()].end) leave();
      const HtmlNode& node = tree_.nodes[i];
      const HtmlPart part = page_.parts[i];
      if (part != wanted && !(wanted == HtmlPart::kContent && part == HtmlPart::kCaption)) {
        // What is dropped still parts what stands around it.
        if (!node.is_text() && is_block(node.tag)) flush();
        if (part == HtmlPart::kDropped && !node.is_text()) {
          left_out_ = left_out_ || !tree_.inner_text(i).empty();
          i = node.end - 1;
        }
        continue;
      }
      if (part != part_) {
        flush();
        part_ = part;
      }
      if (node.is_text()) {
        add(tree_.text(node));
      } else {
        enter(i);
      }
    }
    while (!open_.empty()) leave();
    flush();
    heading_before_ = 0;
  }

 private:
  static bool is_block(std::string_view tag) {
    constexpr std::string_view kInline[] = {"a",      "abbr", "b",   "br",    "cite", "code", "del",    "em",    "font",
                                            "i",      "img",  "ins", "label", "mark", "q",    "s",      "small", "span",
                                            "strong", "sub",  "sup", "time",  "u",    "?",    "button", "input", "svg"};
    return std::find(std::begin(kInline), std::end(kInline), tag) == std::end(kInline);
  }

  void enter(uint32_t i) {
    const std::string_view tag = tree_.nodes[i].tag;
    if (tag == "br") {
      text_ += '\n';
      space_ = false;
      return;
    }
    if (tag == "img") return;
    if (tag == "td" || tag == "th") {
      if (!trim(text_).empty()) text_ += '\t';
      space_ = false;
    } else if (is_block(tag)) {
      flush();
    }
    if (tag == "li") item_begins_ = true;
    count(tag, 1);
    open_.push_back(i);
  }

  void leave() {
    const std::string_view tag = tree_.nodes[open_.back()].tag;
    open_.pop_back();
    // A cell goes on in its row; cells that hold paragraphs were written as such.
    if (tag != "td" && tag != "th" && is_block(tag)) flush();
    count(tag, -1);
  }

  void count(std::string_view tag, int by) {
    if (tag == "blockquote") quote_ += by;
    if (tag == "ul" || tag == "ol") list_ += by;
    if (tag == "li") item_ += by;
    if (tag == "pre") pre_ += by;
    if (tag.size() == 2 && tag[0] == 'h' && tag[1] >= '1' && tag[1] <= '6') heading_ = by > 0 ? tag[1] - '0' : 0;
    if (tag == "figcaption" || tag == "caption") caption_ += by;
  }

  // Text with its white space collapsed as a browser shows it; no-break spaces as spaces, so that words are found.
  void add(std::string_view words) {
    for (size_t at = 0; at < words.size(); ++at) {
      const char c = words[at];
      if (pre_ > 0) {
        if (c != '\r') text_ += c;
      } else if (c == ' ' || (c >= '\t' && c <= '\r')) {
        space_ = true;
      } else if (c == '\xC2' && at + 1 < words.size() && words[at + 1] == '\xA0') {
        space_ = true;
        ++at;
      } else {
        if (space_ && !text_.empty() && text_.back() != '\n' && text_.back() != '\t') text_ += ' ';
        space_ = false;
        text_ += c;
      }
    }
  }

  BlockRole role() const {
    if (role_ != nullptr) return *role_;
    if (heading_ > 0) return BlockRole::kHeading;
    if (caption_ > 0 || part_ == HtmlPart::kCaption) return BlockRole::kCaption;
    if (quote_ > 0) return BlockRole::kQuote;
    if (item_ > 0) return BlockRole::kListItem;
    return BlockRole::kBody;
  }

  void flush() {
    space_ = false;
    std::string_view words = trim(text_);
    const BlockRole as = role();
    if (words.empty()) {
      text_.clear();
      return;
    }
    drop_empty_section(as);
    const auto depth = static_cast<uint32_t>(std::max(0, as == BlockRole::kQuote      ? quote_
                                                         : as == BlockRole::kListItem ? list_
                                                                                      : 0));
    if (as == BlockRole::kListItem && item_begins_) {
      builder_.add(as, "• " + std::string(words), depth);
    } else {
      add_paragraphs(as, words, depth);
    }
    item_begins_ = false;
    text_.clear();
  }

  // A heading whose section was left out announces nothing.
  void drop_empty_section(BlockRole as) {
    const int level = as == BlockRole::kHeading ? std::max(1, heading_) : 0;
    if (level > 0 && left_out_ && heading_before_ >= level) builder_.remove_last();
    heading_before_ = level;
    left_out_ = false;
  }

  // An empty line made by <br><br> parts paragraphs.
  void add_paragraphs(BlockRole as, std::string_view words, uint32_t depth) {
    while (!words.empty()) {
      const size_t gap = pre_ > 0 ? std::string_view::npos : words.find("\n\n");
      builder_.add(as, words.substr(0, gap), depth);
      words = gap == std::string_view::npos ? std::string_view{} : words.substr(gap + 2);
    }
  }

  const HtmlTree& tree_;
  const HtmlPage& page_;
  TextBuilder builder_;
  const BlockRole* role_ = nullptr;
  std::vector<uint32_t> open_;
  std::string text_;
  bool space_ = false;
  bool item_begins_ = false;
  HtmlPart part_ = HtmlPart::kContent;  // of what stands in text_
  bool left_out_ = false;               // something since the last block
  int heading_before_ = 0;              // level of the heading that is the last block
  int quote_ = 0, list_ = 0, item_ = 0, pre_ = 0, heading_ = 0, caption_ = 0;
};

// Whether a word of four letters or more, or as many bytes of another script, stands in both.
bool share_word(std::string_view heading, std::string_view title) {
  const std::string all = lower(title);
  const std::string words = lower(heading);
  const auto in_word = [](char c) { return (c >= 'a' && c <= 'z') || (static_cast<unsigned char>(c) & 0x80) != 0; };
  for (size_t at = 0; at < words.size();) {
    size_t end = at;
    while (end < words.size() && end < at + kMostOfWord && in_word(words[end])) ++end;
    if (end - at >= kSharedWord && all.find(std::string_view(words).substr(at, end - at)) != std::string::npos)
      return true;
    at = std::max(end, at + 1);
  }
  return false;
}

// The heading that says most of what the page's title says ('The boat stays | Harbour Post' has two); else the only
// first-level one, unless the title speaks of something else; else none.
uint32_t find_title(const HtmlTree& tree, const HtmlPage& page, std::string_view title) {
  uint32_t best = 0;
  uint32_t only = 0;
  size_t most = 5;  // bytes: shorter headings are in many titles
  size_t count = 0;
  for (uint32_t i = 1; i < tree.nodes.size() && i < tree.nodes[page.main].end; ++i) {
    const std::string_view tag = tree.nodes[i].tag;
    if ((tag != "h1" && tag != "h2" && tag != "h3") || page.parts[i] == HtmlPart::kDropped) continue;
    const std::string words = tree.inner_text(i);
    if (words.size() > most && words.size() <= title.size() && title.find(words) != std::string_view::npos) {
      best = i;
      most = words.size();
    }
    if (tag != "h1" || words.empty()) continue;
    ++count;
    if (only == 0) only = i;
  }
  if (best != 0) return best;
  return count == 1 && (title.empty() || share_word(tree.inner_text(only), title)) ? only : 0;
}

// Whether an element of the article's own surroundings, not of the page at large, holds both.
bool stands_near(const HtmlTree& tree, uint32_t element, uint32_t main) {
  constexpr int kNear = 3;
  uint32_t up = main;
  for (int level = 0; level < kNear && up != 0; ++level) {
    up = tree.nodes[up].parent;
    if (up < element && element < tree.nodes[up].end) return tree.nodes[up].tag != "body";
  }
  return false;
}

// A heading with nothing under it announced what was left out.
void drop_last_headings(Document& document) {
  while (!document.blocks.empty() && document.blocks.back().role == BlockRole::kHeading)
    TextBuilder(document).remove_last();
}

// The beginning of `written` as a day: 2019-03-05…, 2019/03/05…, 20190305….
std::string day_of(std::string_view written) {
  std::string day(written.substr(0, 10));
  std::replace(day.begin(), day.end(), '/', '-');
  if (parse_day(day)) return day;
  const std::string_view digits = written.substr(0, 8);
  const bool all = digits.size() == 8 && digits.find_first_not_of("0123456789") == std::string_view::npos;
  if (!all || (written.size() > 8 && written[8] >= '0' && written[8] <= '9' && written.size() != 14)) return {};
  day = fmt::format("{}-{}-{}", digits.substr(0, 4), digits.substr(4, 2), digits.substr(6, 2));
  return parse_day(day) ? day : std::string();
}

void set_published(std::string_view written, Document& document) {
  if (written.empty() || document.published_basis != DateBasis::kUnknown) return;
  std::string day = day_of(written);
  if (day.empty()) {
    // In words: for what knows the months.
    document.headers.emplace_back("published", beginning(written, kMaxWrittenDate));
    return;
  }
  document.published = std::move(day);
  document.published_basis = DateBasis::kMetadata;
  if (written.size() >= 19 && written[10] == 'T') document.published_time = written;
}

void write_page(const HtmlTree& tree, HtmlPage& page, Document& document) {
  HtmlMetadata metadata = read_html_metadata(tree);
  const uint32_t heading = find_title(tree, page, metadata.title);
  set_published(metadata.published, document);
  if (metadata.published.empty()) set_published(find_html_time(tree, page, heading), document);
  if (document.url.empty()) document.url = std::move(metadata.url);
  if (document.language.empty()) document.language = std::move(metadata.language);
  if (document.byline.empty()) document.byline = std::move(metadata.byline);
  if (!metadata.modified.empty()) document.headers.emplace_back("modified", std::move(metadata.modified));

  Writer writer(tree, page, document);
  if (heading != 0) {
    const std::string words = tree.inner_text(heading);
    TextBuilder(document).add(BlockRole::kTitle, words);
    for (uint32_t i = heading; i < tree.nodes[heading].end; ++i) page.parts[i] = HtmlPart::kDropped;
    if (document.title.empty()) document.title = words;
  } else {
    TextBuilder(document).add(BlockRole::kTitle, metadata.title);
  }
  if (document.title.empty()) document.title = std::move(metadata.title);
  const HtmlAuthor author = find_html_author(tree, page, heading);
  if (document.byline.empty()) document.byline = author.words;
  if (document.published.empty() && document.header("published").empty()) {
    std::string line = find_html_date_line(tree, page, heading);
    if (!line.empty()) document.headers.emplace_back("dateline", std::move(line));
  }

  constexpr BlockRole kAsByline = BlockRole::kByline;
  const size_t before = document.blocks.size();
  for (const uint32_t element : page.bylines) {
    if (element < heading || element >= tree.nodes[page.main].end) continue;
    if (document.blocks.size() >= before + kMaxBylines) break;
    writer.write(element, HtmlPart::kByline, &kAsByline);
  }
  for (const uint32_t line : find_html_title_lines(tree, page, heading)) {
    const bool lead = std::find(page.leads.begin(), page.leads.end(), line) != page.leads.end();
    if (!lead) writer.write(line, HtmlPart::kContent, &kAsByline);
  }
  const bool named = document.text.find(author.words) != std::string::npos;
  if (author.element > heading && !named && page.parts[author.element] != HtmlPart::kContent) {
    for (uint32_t i = author.element; i < tree.nodes[author.element].end; ++i) page.parts[i] = HtmlPart::kByline;
    writer.write(author.element, HtmlPart::kByline, &kAsByline);
  }
  // First paragraphs that stand between the heading and the main content.
  for (const uint32_t element : page.leads) {
    const bool follows = heading != 0 ? tree.nodes[element].end > heading : stands_near(tree, element, page.main);
    if (follows) writer.write(element, HtmlPart::kContent, nullptr);
  }
  writer.write(page.main, HtmlPart::kContent, nullptr);
  drop_last_headings(document);
  constexpr BlockRole kAsComment = BlockRole::kComment;
  for (const uint32_t element : page.comments) writer.write(element, HtmlPart::kComment, &kAsComment);
}

// What SingleFile writes above the pages that it saves: where they came from, and when they were saved.
void read_save_note(std::string_view content, Document& document) {
  constexpr size_t kNoteWithin = 4096;
  std::string_view note = content.substr(0, kNoteWithin);
  const size_t begin = note.find("Page saved with SingleFile");
  if (begin == std::string_view::npos) return;
  note = note.substr(begin, note.find("-->", begin) - begin);
  const auto line_of = [&](std::string_view name) {
    const size_t at = note.find(name);
    if (at == std::string_view::npos) return std::string_view();
    const size_t value = at + name.size();
    return trim(note.substr(value, note.find('\n', value) - value));
  };
  if (document.url.empty()) document.url = line_of("url:");
  if (const std::string_view saved = line_of("saved date:"); !saved.empty())
    document.headers.emplace_back("fetched", saved);
}

}  // namespace

const SourceReader kHtmlReader{"html", accepts, read};

std::string_view html_charset(std::string_view bytes) {
  const std::string head = lower(bytes.substr(0, 4096));
  for (size_t at = head.find("charset"); at != std::string::npos; at = head.find("charset", at + 1)) {
    size_t begin = head.find_first_not_of(" \t", at + 7);
    if (begin == std::string::npos || head[begin] != '=') continue;
    begin = head.find_first_not_of(" \t\"'", begin + 1);
    if (begin == std::string::npos) continue;
    return bytes.substr(begin, head.find_first_of(" \t\r\n\"';/>", begin) - begin);
  }
  const size_t encoding = head.starts_with("<?xml") ? head.find("encoding=") : std::string::npos;
  if (encoding == std::string::npos || encoding + 10 >= head.size()) return {};
  const size_t end = head.find(head[encoding + 9], encoding + 10);
  return end == std::string::npos ? std::string_view{} : bytes.substr(encoding + 10, end - encoding - 10);
}

void read_html_content(std::string_view content, HtmlExtent extent, Document& document) {
  read_save_note(content, document);
  const HtmlTree tree = parse_html(content, document.remarks);
  HtmlPage page = extent == HtmlExtent::kEverything ? keep_everything(tree) : find_main_content(tree);
  if (extent == HtmlExtent::kEverything) {
    Writer(tree, page, document).write(0, HtmlPart::kContent, nullptr);
  } else {
    write_page(tree, page, document);
  }
}

}  // namespace annals
