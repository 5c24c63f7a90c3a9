#include "sources/office.h"

#include <fmt/format.h>

#include <algorithm>

#include "sources/readers.h"
#include "sources/sniff.h"
#include "sources/xml.h"

namespace annals {
namespace {

struct OfficeKind {
  std::string_view part;  ///< a file that all of the kind hold
  std::string_view media_type;
  void (*read)(const UnpackedArchive& package, Document& document);
};

constexpr OfficeKind kKinds[] = {
    {"word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", read_docx},
    {"xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", read_xlsx},
    {"ppt/presentation.xml", "application/vnd.openxmlformats-officedocument.presentationml.presentation", read_pptx},
    {"META-INF/container.xml", "application/epub+zip", read_epub},
};

// OpenDocument says what it is in a file of its own.
const OfficeKind* kind_of(const UnpackedArchive& package, OfficeKind& open_document) {
  const ArchiveFile* type = package.find("mimetype");
  if (type != nullptr && type->bytes.starts_with("application/vnd.oasis.opendocument.") && type->bytes.size() < 100 &&
      package.find("content.xml") != nullptr) {
    open_document = {"content.xml", type->bytes, read_odf};
    return &open_document;
  }
  const auto* found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                   [&](const OfficeKind& kind) { return package.find(kind.part) != nullptr; });
  return found == std::end(kKinds) ? nullptr : found;
}

bool is_embedded(std::string_view name) {
  return name.find("/embeddings/") != std::string_view::npos && !has_ending(name, {".bin", ".rels"});
}

}  // namespace

bool read_office(const UnpackedArchive& package, const Source& source, ReadSource& out) {
  OfficeKind open_document;
  const OfficeKind* kind = kind_of(package, open_document);
  if (kind == nullptr) return false;
  out.media_type = kind->media_type;
  Document document = new_document(source, out, {});
  document.remarks = package.remarks;
  kind->read(package, document);
  for (const ArchiveFile& file : package.files) {
    if (has_ending(file.name, {"/vbaproject.bin"}) || file.name.starts_with("Basic/")) {
      document.remarks.push_back({"macros", "holds macros, which are never run", {}});
      break;
    }
  }
  if (document.text.empty()) {
    out.unread = document.remarks.empty()
                     ? "an office file without text"
                     : fmt::format("an office file without text: {}", document.remarks.front().message);
    return true;
  }
  out.documents.push_back(std::move(document));
  for (const ArchiveFile& file : package.files) {
    if (is_embedded(file.name)) out.parts.push_back({file.name, file.bytes, 0});
  }
  return true;
}

void set_properties(const OfficeProperties& properties, Document& document) {
  if (document.title.empty()) document.title = trim(properties.title);
  if (document.byline.empty()) document.byline = trim(properties.author);
  if (!properties.created.empty()) document.headers.emplace_back("created", properties.created);
  if (!properties.modified.empty()) document.headers.emplace_back("modified", properties.modified);
}

OfficeProperties core_properties(const UnpackedArchive& package) {
  OfficeProperties properties;
  const ArchiveFile* file = package.find("docProps/core.xml");
  if (file == nullptr) return properties;
  XmlReader xml(file->bytes);
  for (auto event = xml.next(); event != XmlReader::Event::kDone; event = xml.next()) {
    if (event != XmlReader::Event::kBegin || xml.depth() != 2) continue;
    const std::string name(xml.name());
    std::string* field = name == "title"      ? &properties.title
                         : name == "creator"  ? &properties.author
                         : name == "created"  ? &properties.created
                         : name == "modified" ? &properties.modified
                                              : nullptr;
    if (field != nullptr) *field = xml.inner_text();
  }
  return properties;
}

std::vector<std::pair<std::string, std::string>> relationships(const UnpackedArchive& package, std::string_view part) {
  std::vector<std::pair<std::string, std::string>> found;
  const size_t slash = part.rfind('/');
  const std::string folder(part.substr(0, slash + 1));
  const ArchiveFile* file = package.find(fmt::format("{}_rels/{}.rels", folder, part.substr(slash + 1)));
  if (file == nullptr) return found;
  XmlReader xml(file->bytes);
  for (auto event = xml.next(); event != XmlReader::Event::kDone; event = xml.next()) {
    if (event != XmlReader::Event::kBegin || xml.name() != "Relationship") continue;
    std::string target = xml.attribute("Target");
    std::string base = folder;
    if (target.starts_with('/')) {
      target.erase(0, 1);
      base.clear();
    }
    while (target.starts_with("../")) {
      target.erase(0, 3);
      if (!base.empty()) base.pop_back();
      base.resize(base.rfind('/') + 1);
    }
    found.emplace_back(xml.attribute("Id"), base + target);
  }
  return found;
}

void add_row(const std::vector<std::string>& cells, TextBuilder& builder) {
  std::string line;
  for (const std::string& cell : cells) {
    // A tab or a line end inside a cell would look like the next one.
    std::string words(trim(cell));
    std::replace_if(
        words.begin(), words.end(), [](char c) { return c == '\t' || c == '\n' || c == '\r'; }, ' ');
    line += words + '\t';
  }
  builder.add(BlockRole::kBody, line);
}

void add_page(std::string label, size_t begin, Document& document) {
  const auto end = static_cast<uint32_t>(document.text.size());
  auto from = static_cast<uint32_t>(std::min(begin, document.text.size()));
  while (from < end && document.text[from] == '\n') ++from;
  document.pages.push_back({std::move(label), {from, end}, 0, 0});
}

}  // namespace annals
