#include "text/normalize.h"

#include <unicode/uchar.h>

#include "text/utf8.h"

namespace annals {

NormalizedText normalize(std::string_view text, const Folding& folding) {
  NormalizedText out;
  out.text.reserve(text.size());
  out.origin.reserve(text.size() + 1);
  bool gap = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const char32_t folded = folding.fold(c.value);
    if (folded != 0 && u_isalnum(static_cast<UChar32>(folded))) {
      if (gap && !out.text.empty()) {
        out.text += ' ';
        out.origin.push_back(static_cast<uint32_t>(at));
      }
      gap = false;
      append(out.text, folded);
      out.origin.resize(out.text.size(), static_cast<uint32_t>(at));
    } else if (folded != 0) {
      gap = true;
    }
    at += c.bytes;
  }
  out.origin.push_back(static_cast<uint32_t>(text.size()));
  return out;
}

}  // namespace annals
