// Any bytes as any format: the first byte chooses the path's ending, the rest is the file. Reading must end with
// well-formed text and blocks that lie inside it in order.
#include <cstdint>
#include <cstdlib>

#include "sources/source.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* kEndings[] = {".txt", ".html", ".md", ".eml", ".mbox", ".jsonl", "", ".htm"};
  if (size == 0) return 0;
  annals::Source source{std::string("input") + kEndings[data[0] % std::size(kEndings)],
                        std::string(reinterpret_cast<const char*>(data + 1), size - 1)};
  const annals::ReadSource read = annals::read_source(source);
  for (const annals::Document& document : read.documents) {
    if (!annals::is_utf8(document.text)) std::abort();
    uint32_t end = 0;
    for (const annals::Block& block : document.blocks) {
      if (block.span.begin < end || block.span.end < block.span.begin || block.span.end > document.text.size())
        std::abort();
      if (!annals::is_utf8(block.span.of(document.text))) std::abort();
      end = block.span.end;
    }
  }
  return 0;
}
