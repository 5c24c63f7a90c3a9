// Markdown, by md4c: its text without the marks.
#include <md4c.h>

#include <algorithm>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/readers.h"
#include "sources/sniff.h"
#include "text/utf8.h"

namespace annals {
namespace {

int accepts(std::string_view path, std::string_view) { return has_ending(path, {".md", ".markdown", ".mkd"}) ? 90 : 0; }

void read(const Source& source, ReadSource& out) {
  out.media_type = "text/markdown";
  DecodedText decoded = decode_text(source.bytes);
  Document document = new_document(source, out, {});
  document.remarks = std::move(decoded.remarks);
  read_markdown_content(decoded.text, document);
  if (document.text.empty()) {
    out.unread = "empty";
    return;
  }
  out.documents.push_back(std::move(document));
}

// Collects the text of the block that is open; blocks inside blocks (items, quotations) are flushed when one begins.
class Collector {
 public:
  explicit Collector(Document& document) : document_(document), builder_(document) {}

  void enter(MD_BLOCKTYPE type, void* detail) {
    flush();
    if (type == MD_BLOCK_QUOTE) ++quote_;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) ++list_;
    if (type == MD_BLOCK_LI) first_of_item_ = true;
    if (type == MD_BLOCK_H) {
      heading_ = static_cast<MD_BLOCK_H_DETAIL*>(detail)->level;
    }
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) in_cell_ = true;
  }

  void leave(MD_BLOCKTYPE type) {
    if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) {
      in_cell_ = false;
      row_ += row_.empty() ? text_ : "\t" + text_;
      text_.clear();
      return;
    }
    if (type == MD_BLOCK_TR) {
      builder_.add(BlockRole::kBody, row_);
      row_.clear();
      return;
    }
    flush();
    if (type == MD_BLOCK_QUOTE) --quote_;
    if (type == MD_BLOCK_UL || type == MD_BLOCK_OL) --list_;
    if (type == MD_BLOCK_H) heading_ = 0;
  }

  void add(MD_TEXTTYPE type, std::string_view text) {
    switch (type) {
      case MD_TEXT_BR:
        text_ += '\n';
        break;
      case MD_TEXT_SOFTBR:
        text_ += ' ';
        break;
      case MD_TEXT_NULLCHAR:
        text_ += "\xEF\xBF\xBD";
        break;
      case MD_TEXT_HTML:
        break;
      case MD_TEXT_ENTITY:
        text_ += entity(text);
        break;
      default:
        text_ += text;
    }
  }

  void flush() {
    if (in_cell_ || text_.empty()) return;
    BlockRole role = BlockRole::kBody;
    uint32_t depth = 0;
    if (heading_ > 0) {
      role = heading_ == 1 && document_.title.empty() ? BlockRole::kTitle : BlockRole::kHeading;
    } else if (quote_ > 0) {
      role = BlockRole::kQuote;
      depth = quote_;
    } else if (list_ > 0) {
      role = BlockRole::kListItem;
      depth = list_;
    }
    if (role == BlockRole::kListItem && first_of_item_) text_.insert(0, "• ");
    first_of_item_ = false;
    if (builder_.add(role, text_, depth) >= 0 && role == BlockRole::kTitle) document_.title = trim(text_);
    text_.clear();
  }

 private:
  static std::string entity(std::string_view name) {
    // The few that people write; others stay as they stand.
    constexpr std::pair<std::string_view, std::string_view> kNamed[] = {
        {"&amp;", "&"},  {"&lt;", "<"},    {"&gt;", ">"},   {"&quot;", "\""},
        {"&nbsp;", " "}, {"&mdash;", "—"}, {"&ndash;", "–"}};
    for (const auto& [written, meant] : kNamed) {
      if (name == written) return std::string(meant);
    }
    if (name.size() > 3 && name[1] == '#') {
      const bool hex = name[2] == 'x' || name[2] == 'X';
      const unsigned long value = std::strtoul(std::string(name.substr(hex ? 3 : 2)).c_str(), nullptr, hex ? 16 : 10);
      if (value > 0 && value <= 0x10FFFF && (value < 0xD800 || value > 0xDFFF)) {
        std::string out;
        append(out, static_cast<char32_t>(value));
        return out;
      }
    }
    return std::string(name);
  }

  Document& document_;
  TextBuilder builder_;
  std::string text_;
  std::string row_;
  uint32_t quote_ = 0;
  uint32_t list_ = 0;
  unsigned heading_ = 0;
  bool in_cell_ = false;
  bool first_of_item_ = false;
};

Collector& collector(void* data) { return *static_cast<Collector*>(data); }

}  // namespace

const SourceReader kMarkdownReader{"markdown", accepts, read};

void read_markdown_content(std::string_view content, Document& document) {
  Collector state(document);
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH | MD_FLAG_PERMISSIVEURLAUTOLINKS;
  parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* data) {
    return collector(data).enter(type, detail), 0;
  };
  parser.leave_block = [](MD_BLOCKTYPE type, void*, void* data) { return collector(data).leave(type), 0; };
  parser.enter_span = [](MD_SPANTYPE, void*, void*) { return 0; };
  parser.leave_span = [](MD_SPANTYPE, void*, void*) { return 0; };
  parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* data) {
    return collector(data).add(type, {text, size}), 0;
  };
  // Front matter of static sites is between two lines of three dashes.
  if (content.starts_with("---\n")) {
    const size_t end = content.find("\n---\n", 3);
    if (end != std::string_view::npos) content.remove_prefix(end + 5);
  }
  md_parse(content.data(), static_cast<MD_SIZE>(content.size()), &parser, &state);
  state.flush();
}

}  // namespace annals
