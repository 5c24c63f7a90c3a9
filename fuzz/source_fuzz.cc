// Any bytes as any format: the first byte chooses the path's ending, the rest is the file. Reading must end with
// well-formed text and blocks that lie inside it in order.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "sources/source.h"
#include "text/utf8.h"

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  constexpr const char* kEndings[] = {".txt", ".html", ".md",   ".eml", ".mbox", ".jsonl", "",
                                      ".htm", ".zip",  ".docx", ".rtf", ".csv",  ".json",  ".srt",
                                      ".mht", ".xml",  ".dat",  ".opt", ".msg"};
  if (size == 0) return 0;
  annals::Source source{std::string("input") + kEndings[data[0] % std::size(kEndings)],
                        std::string(reinterpret_cast<const char*>(data + 1), size - 1)};
  // Programs of others are not what is looked for here.
  const std::string_view bytes = source.bytes;
  if (bytes.starts_with("%PDF-") || bytes.starts_with("\x89PNG") || bytes.starts_with("\xFF\xD8\xFF") ||
      bytes.starts_with("II*") || bytes.starts_with("MM\0*") || bytes.starts_with("GIF8") || bytes.starts_with("BM") ||
      bytes.find("WEBP") != std::string_view::npos) {
    return 0;
  }
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
