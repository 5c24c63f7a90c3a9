#include "sources/blocks.h"
#include "sources/readers.h"
namespace annals {
namespace {
int accepts(std::string_view, std::string_view) { return 0; }
void read(const Source&, ReadSource&) {}
}  // namespace
const SourceReader kHtmlReader{"html", accepts, read};
std::string_view html_charset(std::string_view) { return {}; }
void read_html_content(std::string_view content, HtmlExtent, Document& document) {
  TextBuilder(document).add_plain(content);
}
}  // namespace annals
