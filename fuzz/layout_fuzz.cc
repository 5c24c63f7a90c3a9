// Any bytes as the tables of placed words that poppler and tesseract write.
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "sources/page_layout.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  const std::string_view table(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto order = data[0] % 2 == 0 ? annals::WordOrder::kVisual : annals::WordOrder::kLogical;
  annals::Document document;
  annals::write_pages(annals::parse_layout(table, order, 1), document);
  if (!annals::is_utf8(document.text)) std::abort();
  uint32_t end = 0;
  for (const annals::Block& block : document.blocks) {
    if (block.span.begin < end || block.span.end > document.text.size()) std::abort();
    end = block.span.end;
  }
  for (const annals::PageBox& box : document.boxes) {
    if (box.span.begin > box.span.end || box.span.end > document.text.size() || box.page >= document.pages.size())
      std::abort();
  }
  return 0;
}
