// PresentationML (.pptx): each slide a page with its title, lines, tables and the speaker's notes.
#include <fmt/format.h>

#include <map>

#include "sources/office.h"
#include "sources/xml.h"

namespace annals {
namespace {

using Event = XmlReader::Event;

class PptxReader {
 public:
  PptxReader(const UnpackedArchive& package, Document& document)
      : package_(package), document_(document), builder_(document) {}

  void run() {
    std::map<std::string, std::string> targets;
    for (auto& [id, target] : relationships(package_, "ppt/presentation.xml")) targets.emplace(id, std::move(target));
    XmlReader xml(package_.find("ppt/presentation.xml")->bytes);
    size_t number = 0;
    for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
      if (event != Event::kBegin || xml.name() != "sldId") continue;
      // `id` is there twice, the slide's number and the relationship's name.
      const std::string& part = targets[xml.attribute_as_written("r:id")];
      const size_t begin = document_.text.size();
      shapes(part, false);
      for (const auto& [id, target] : relationships(package_, part)) {
        if (target.find("/notesSlides/") != std::string::npos) shapes(target, true);
      }
      ++number;
      if (document_.text.size() > begin) add_page(fmt::format("{}", number), begin, document_);
    }
    set_properties(core_properties(package_), document_);
    if (document_.title.empty() && !document_.blocks.empty())
      document_.title = document_.blocks.front().span.of(document_.text);
  }

 private:
  void shapes(const std::string& part, bool notes) {
    const ArchiveFile* file = package_.find(part);
    if (file == nullptr) return;
    XmlReader xml(file->bytes);
    std::string words;
    std::vector<std::string> row;
    bool in_text = false;
    bool in_cell = false;
    BlockRole role = BlockRole::kBody;
    for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
      const std::string_view name = xml.name();
      if (event == Event::kText) {
        if (in_text) words += xml.text();
      } else if (event == Event::kBegin) {
        if (name == "t") in_text = true;
        if (name == "br") words += '\n';
        if (name == "tc") in_cell = true;
        if (name == "sp") role = BlockRole::kBody;
        if (name == "Fallback") xml.skip();
        if (name == "ph") {
          const std::string type = xml.attribute("type");
          if (type == "title" || type == "ctrTitle") role = BlockRole::kHeading;
          if (type == "dt" || type == "ftr" || type == "hdr" || type == "sldNum") role = BlockRole::kBoilerplate;
        }
      } else {
        if (name == "t") in_text = false;
        if (name == "p" && !in_cell) {
          builder_.add(notes && role == BlockRole::kHeading ? BlockRole::kBody : role, words);
          words.clear();
        }
        if (name == "p" && in_cell) words += ' ';
        if (name == "tc") {
          in_cell = false;
          row.push_back(std::exchange(words, {}));
        }
        if (name == "tr") add_row(std::exchange(row, {}), builder_);
      }
    }
    if (!xml.damage().empty()) document_.remarks.push_back({"truncated", xml.damage(), {}});
  }

  const UnpackedArchive& package_;
  Document& document_;
  TextBuilder builder_;
};

}  // namespace

void read_pptx(const UnpackedArchive& package, Document& document) { PptxReader(package, document).run(); }

}  // namespace annals
