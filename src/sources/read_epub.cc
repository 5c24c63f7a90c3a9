// EPUB: the chapters of the spine in order, as one document.
#include <algorithm>
#include <map>

#include "sources/charset.h"
#include "sources/office.h"
#include "sources/readers.h"
#include "sources/xml.h"

namespace annals {
namespace {

using Event = XmlReader::Event;

std::string package_file(const UnpackedArchive& package) {
  XmlReader xml(package.find("META-INF/container.xml")->bytes);
  for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
    if (event == Event::kBegin && xml.name() == "rootfile") return xml.attribute("full-path");
  }
  return {};
}

// `%20` and its like, as names are written in links.
std::string unescaped(std::string_view text) {
  const auto digit = [](char c) {
    return c >= '0' && c <= '9'   ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
  };
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0) {
      out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return out;
}

}  // namespace

void read_epub(const UnpackedArchive& package, Document& document) {
  const std::string name = package_file(package);
  const ArchiveFile* opf = package.find(name);
  if (opf == nullptr) return;
  const std::string folder = name.substr(0, name.rfind('/') + 1);
  OfficeProperties properties;
  std::map<std::string, std::string> files;  // id -> file
  std::vector<std::string> spine;
  XmlReader xml(opf->bytes);
  for (Event event = xml.next(); event != Event::kDone; event = xml.next()) {
    if (event != Event::kBegin) continue;
    const std::string element(xml.name());
    if (element == "item") files[xml.attribute("id")] = unescaped(xml.attribute("href"));
    if (element == "itemref") spine.push_back(xml.attribute("idref"));
    if (element == "title" && properties.title.empty()) properties.title = xml.inner_text();
    if (element == "creator" && properties.author.empty()) properties.author = xml.inner_text();
    if (element == "date" && properties.created.empty()) properties.created = xml.inner_text();
    if (element == "language" && document.language.empty()) document.language = xml.inner_text();
  }
  set_properties(properties, document);
  TextBuilder(document).add(BlockRole::kTitle, document.title);
  for (const std::string& id : spine) {
    const ArchiveFile* chapter = package.find(folder + files[id]);
    if (chapter == nullptr) continue;
    read_html_content(decode_text(chapter->bytes, html_charset(chapter->bytes)).text, HtmlExtent::kEverything,
                      document);
  }
}

}  // namespace annals
