// WordprocessingML (.docx): paragraphs, headings, lists, tables as lines, notes, comments.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "sources/blocks.h"
#include "sources/office.h"
#include "sources/xml.h"

namespace annals {
namespace {

using Event = XmlReader::Event;

// What a paragraph style is: read from word/styles.xml, because names of styles are translated and ids are not fixed.
std::map<std::string, BlockRole> style_roles(const UnpackedArchive& package) {
  std::map<std::string, BlockRole> roles;
  const ArchiveFile* file = package.find("word/styles.xml");
  if (file == nullptr) return roles;
  XmlReader xml(file->bytes);
  std::string id;
  for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
    if (event != Event::kBegin) continue;
    if (xml.name() == "style") id = xml.attribute("styleId");
    if (xml.name() == "outlineLvl") roles.emplace(id, BlockRole::kHeading);
    if (xml.name() != "name") continue;
    std::string name = xml.attribute("val");
    std::transform(name.begin(), name.end(), name.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    if (name == "title") roles[id] = BlockRole::kTitle;
    if (name.starts_with("heading ") || name == "subtitle") roles[id] = BlockRole::kHeading;
    if (name == "quote" || name == "intense quote") roles[id] = BlockRole::kQuote;
    if (name == "caption") roles[id] = BlockRole::kCaption;
    if (name.starts_with("list ")) roles[id] = BlockRole::kListItem;
  }
  return roles;
}

class DocxReader {
 public:
  DocxReader(const UnpackedArchive& package, Document& document)
      : package_(package), document_(document), builder_(document), roles_(style_roles(package)) {}

  void run() {
    story("word/document.xml", BlockRole::kBody);
    notes("word/footnotes.xml", "footnote", "");
    notes("word/endnotes.xml", "endnote", "e");
    notes("word/comments.xml", "comment", "");
    // What stands at the edge of every page is said once, and is not the author's text.
    std::set<std::string> edges;
    for (const ArchiveFile& file : package_.files) {
      if (file.name.starts_with("word/header") || file.name.starts_with("word/footer")) edges.insert(file.name);
    }
    for (const std::string& edge : edges) story(edge, BlockRole::kBoilerplate);
    if (deletions_ > 0) {
      document_.remarks.push_back(
          {"tracked-changes", fmt::format("{} passages are marked as deleted and were left out", deletions_), {}});
    }
    const size_t titles = static_cast<size_t>(std::count_if(
        document_.blocks.begin(), document_.blocks.end(), [](const Block& b) { return b.role == BlockRole::kTitle; }));
    if (titles > 0) {
      const auto title = std::find_if(document_.blocks.begin(), document_.blocks.end(),
                                      [](const Block& b) { return b.role == BlockRole::kTitle; });
      document_.title = title->span.of(document_.text);
    }
    set_properties(core_properties(package_), document_);
  }

 private:
  void story(const std::string& name, BlockRole role) {
    const ArchiveFile* file = package_.find(name);
    if (file == nullptr) return;
    XmlReader xml(file->bytes);
    read(xml, role, 0);
    damage(xml);
  }

  // Footnotes, endnotes and comments: each after its mark.
  void notes(const std::string& name, std::string_view element, std::string_view mark) {
    const ArchiveFile* file = package_.find(name);
    if (file == nullptr) return;
    XmlReader xml(file->bytes);
    const bool comments = element == "comment";
    for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
      if (event != Event::kBegin || xml.name() != element) continue;
      // Separators are notes too, by their type.
      if (!xml.attribute("type").empty()) {
        xml.skip();
        continue;
      }
      if (comments) {
        const std::string date = xml.attribute("date");
        prefix_ = fmt::format("{}{}{}: ", xml.attribute("author"), date.empty() ? "" : ", ", beginning(date, 10));
      } else {
        prefix_ = fmt::format("[{}{}] ", mark, xml.attribute("id"));
      }
      read(xml, comments ? BlockRole::kComment : BlockRole::kBody, xml.depth());
    }
    damage(xml);
  }

  // Reads until the element at that depth ends.
  void read(XmlReader& xml, BlockRole role, size_t depth) {
    while (true) {
      const Event event = xml.next();
      if (event == Event::kDone) break;
      if (event == Event::kBegin) {
        begin(xml, role);
      } else if (event == Event::kEnd) {
        if (depth != 0 && xml.depth() < depth) break;
        end(xml, role);
      } else if (in_text_) {
        words_ += xml.text();
      }
    }
    paragraph(role);
  }

  void begin(XmlReader& xml, BlockRole) {
    const std::string_view name = xml.name();
    if (name == "t") {
      in_text_ = true;
    } else if (name == "tab") {
      if (in_run_) words_ += '\t';
    } else if (name == "br" || name == "cr") {
      words_ += '\n';
    } else if (name == "noBreakHyphen") {
      words_ += '-';
    } else if (name == "r") {
      in_run_ = true;
    } else if (name == "pStyle") {
      const auto found = roles_.find(xml.attribute("val"));
      if (found != roles_.end()) style_ = found->second;
    } else if (name == "numPr") {
      if (style_ == BlockRole::kBody) style_ = BlockRole::kListItem;
    } else if (name == "ilvl") {
      const std::string level = xml.attribute("val");
      std::from_chars(level.data(), level.data() + level.size(), level_);
    } else if (name == "footnoteReference") {
      words_ += fmt::format("[{}]", xml.attribute("id"));
    } else if (name == "endnoteReference") {
      words_ += fmt::format("[e{}]", xml.attribute("id"));
    } else if (name == "tc") {
      ++cells_open_;
    } else if (name == "del" || name == "moveFrom") {
      ++deletions_;
      xml.skip();
    } else if (name == "Fallback" || name == "instrText") {
      xml.skip();  // the same again for older programs; codes of fields
    }
  }

  void end(XmlReader& xml, BlockRole role) {
    const std::string_view name = xml.name();
    if (name == "t") {
      in_text_ = false;
    } else if (name == "r") {
      in_run_ = false;
    } else if (name == "p") {
      if (cells_open_ > 0) {
        cell_ += (cell_.empty() ? "" : " ") + std::exchange(words_, {});
        style_ = BlockRole::kBody;
      } else {
        paragraph(role);
      }
    } else if (name == "tc" && cells_open_ > 0) {
      --cells_open_;
      // A table inside a cell is part of the cell.
      if (cells_open_ == 0) row_.push_back(std::exchange(cell_, {}));
    } else if (name == "tr" && cells_open_ == 0) {
      add_row(std::exchange(row_, {}), builder_);
    }
  }

  void paragraph(BlockRole role) {
    const BlockRole as = role == BlockRole::kBody ? style_ : role;
    if (!words_.empty()) builder_.add(as, std::exchange(prefix_, {}) + words_, as == BlockRole::kListItem ? level_ : 0);
    words_.clear();
    style_ = BlockRole::kBody;
    level_ = 0;
  }

  void damage(const XmlReader& xml) {
    if (!xml.damage().empty()) document_.remarks.push_back({"truncated", xml.damage(), {}});
  }

  const UnpackedArchive& package_;
  Document& document_;
  TextBuilder builder_;
  const std::map<std::string, BlockRole> roles_;
  std::string words_, cell_, prefix_;
  std::vector<std::string> row_;
  BlockRole style_ = BlockRole::kBody;
  uint32_t level_ = 0;
  size_t cells_open_ = 0, deletions_ = 0;
  bool in_text_ = false, in_run_ = false;
};

}  // namespace

void read_docx(const UnpackedArchive& package, Document& document) { DocxReader(package, document).run(); }

}  // namespace annals
