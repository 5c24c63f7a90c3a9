#include "tests/support/reading.h"

#include "reading/read.h"
#include "tests/support/languages.h"

namespace annals::testing {

Document make_document(std::string_view language, std::string_view text, std::string_view published) {
  Document document;
  document.id = "test";
  document.media_type = "text/plain";
  document.language = language;
  document.published = published;
  document.text = text;
  for (size_t at = 0; at < text.size();) {
    const size_t end = std::min(text.find('\n', at), text.size());
    if (end > at) {
      Block block;
      block.span = {static_cast<uint32_t>(at), static_cast<uint32_t>(end)};
      block.language = language;
      document.blocks.push_back(block);
    }
    at = end + 1;
  }
  return document;
}

Reading read_text(std::string_view language, std::string_view text, std::string_view published) {
  return read_document(make_document(language, text, published), languages());
}

}  // namespace annals::testing
