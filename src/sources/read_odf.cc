// OpenDocument (.odt, .ods, .odp): paragraphs, headings, lists, tables as lines, notes, comments, sheets and slides.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <deque>

#include "sources/blocks.h"
#include "sources/office.h"
#include "sources/xml.h"

namespace annals {
namespace {

using Event = XmlReader::Event;

constexpr size_t kMaxRepeated = 1000;          // cells; sheets are filled up with empty ones
constexpr size_t kMaxText = size_t{64} << 20;  // bytes: a row may be repeated a million times

size_t number_of(const std::string& text, size_t otherwise) {
  size_t number = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

OfficeProperties properties_of(const UnpackedArchive& package) {
  OfficeProperties properties;
  const ArchiveFile* file = package.find("meta.xml");
  if (file == nullptr) return properties;
  XmlReader xml(file->bytes);
  for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
    if (event != Event::kBegin) continue;
    const std::string name(xml.name());
    if (name == "title") properties.title = xml.inner_text();
    if (name == "creator" || (name == "initial-creator" && properties.author.empty()))
      properties.author = xml.inner_text();
    if (name == "creation-date") properties.created = xml.inner_text();
    if (name == "date") properties.modified = xml.inner_text();
  }
  return properties;
}

class OdfReader {
 public:
  OdfReader(const UnpackedArchive& package, Document& document)
      : package_(package), document_(document), builder_(document) {}

  void run() {
    XmlReader xml(package_.find("content.xml")->bytes);
    for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
      if (event == Event::kBegin) {
        begin(xml);
      } else if (event == Event::kEnd) {
        end(xml.name());
      } else if (open_ > 0) {
        words() += xml.text();
      }
      if (document_.text.size() + row_bytes_ > kMaxText) {
        document_.remarks.push_back(
            {"truncated", fmt::format("more than {} bytes of text: the rest was left out", kMaxText), {}});
        row_.clear();
        break;
      }
    }
    if (!xml.damage().empty()) document_.remarks.push_back({"truncated", xml.damage(), {}});
    for (const std::string& note : notes_) builder_.add(BlockRole::kBody, note);
    for (const std::string& comment : comments_) builder_.add(BlockRole::kComment, comment);
    if (deletions_ > 0) {
      document_.remarks.push_back(
          {"tracked-changes", fmt::format("{} passages are marked as deleted and were left out", deletions_), {}});
    }
    set_properties(properties_of(package_), document_);
  }

 private:
  // Where words go: into the note or comment that is open, else into the paragraph.
  std::string& words() { return note_ != nullptr ? *note_ : words_; }

  void begin(XmlReader& xml) {
    const std::string_view name = xml.name();
    if (name == "p" || name == "h") {
      ++open_;
      if (note_ == nullptr)
        role_ = name == "h" ? BlockRole::kHeading : list_ > 0 ? BlockRole::kListItem : BlockRole::kBody;
    } else if (name == "s") {
      words().append(std::min(number_of(xml.attribute("c"), 1), kMaxRepeated), ' ');
    } else if (name == "tab") {
      words() += '\t';
    } else if (name == "line-break") {
      words() += '\n';
    } else if (name == "list") {
      ++list_;
    } else if (name == "note-citation") {
      const std::string mark = fmt::format("[{}]", xml.inner_text());
      words_ += mark;
      notes_.push_back(mark + " ");
    } else if (name == "note-body") {
      if (notes_.empty()) notes_.emplace_back();
      note_ = &notes_.back();
    } else if (name == "annotation") {
      note_ = &comments_.emplace_back();
    } else if (name == "creator" && note_ != nullptr) {
      *note_ += xml.inner_text();
    } else if (name == "date" && note_ != nullptr) {
      *note_ += fmt::format(", {}: ", beginning(xml.inner_text(), 10));
    } else if (name == "deletion") {
      ++deletions_;
      xml.skip();
    } else if (name == "table-cell" || name == "covered-table-cell") {
      ++cells_;
      repeated_ = std::min(number_of(xml.attribute("number-columns-repeated"), 1), kMaxRepeated);
    } else if (name == "table" || name == "page") {
      if (cells_ > 0) return;
      page_begin_ = document_.text.size();
      page_name_ = xml.attribute("name");
    } else if (name == "sequence-decls") {
      xml.skip();
    }
  }

  void end(std::string_view name) {
    if ((name == "p" || name == "h") && open_ > 0) {
      --open_;
      if (note_ != nullptr) {
        *note_ += ' ';
      } else if (cells_ > 0) {
        cell_ += (cell_.empty() ? "" : " ") + std::exchange(words_, {});
      } else {
        if (role_ == BlockRole::kHeading && document_.title.empty() && document_.blocks.empty())
          document_.title = trim(words_);
        builder_.add(role_, words_, role_ == BlockRole::kListItem ? static_cast<uint32_t>(list_ - 1) : 0);
        words_.clear();
      }
    } else if (name == "list" && list_ > 0) {
      --list_;
    } else if (name == "note-body" || name == "annotation") {
      note_ = nullptr;
    } else if ((name == "table-cell" || name == "covered-table-cell") && cells_ > 0) {
      if (--cells_ > 0) return;
      const size_t times = cell_.empty() ? 1 : std::min(repeated_, std::max<size_t>(1, kMaxText / cell_.size()));
      row_.insert(row_.end(), times, cell_);
      row_bytes_ += times * cell_.size();
      cell_.clear();
    } else if (name == "table-row" && cells_ == 0) {
      add_row(std::exchange(row_, {}), builder_);
      row_bytes_ = 0;
    } else if ((name == "table" || name == "page") && cells_ == 0) {
      if (!page_name_.empty() && document_.text.size() > page_begin_) add_page(page_name_, page_begin_, document_);
      page_name_.clear();
    }
  }

  const UnpackedArchive& package_;
  Document& document_;
  TextBuilder builder_;
  std::string words_, cell_, page_name_;
  std::vector<std::string> row_;
  std::deque<std::string> notes_, comments_;  // that grow without moving what stands in them
  std::string* note_ = nullptr;               // in notes_ or comments_, the last one
  BlockRole role_ = BlockRole::kBody;
  size_t open_ = 0, list_ = 0, cells_ = 0, repeated_ = 1, deletions_ = 0, page_begin_ = 0, row_bytes_ = 0;
};

}  // namespace

void read_odf(const UnpackedArchive& package, Document& document) { OdfReader(package, document).run(); }

}  // namespace annals
