// Text for property tests.
#pragma once

#include <string>

#include "text/utf8.h"

namespace annals::testing {

/// UTF-8 of `points`, each brought below `limit` and above zero; what would be a surrogate becomes a space.
inline std::string any_text(const std::u32string& points, char32_t limit = 0x11000) {
  std::string text;
  for (const char32_t point : points) {
    const char32_t c = point % (limit - 1) + 1;
    append(text, c >= 0xD800 && c <= 0xDFFF ? U' ' : c);
  }
  return text;
}

}  // namespace annals::testing
