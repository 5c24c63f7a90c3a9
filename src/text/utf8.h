// UTF-8: decoding, counting, checking.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace annals {

/// A decoded code point and the bytes it took. Malformed bytes decode one by one as U+FFFD.
struct CodePoint {
  char32_t value = 0;
  uint32_t bytes = 1;
};

/// The same as decode() where the first byte is not ASCII.
CodePoint decode_long(std::string_view text, size_t at);
/// The code point at byte `at` (at < text.size()). Never reads past the end.
inline CodePoint decode(std::string_view text, size_t at) {
  const auto first = static_cast<unsigned char>(text[at]);
  if (first < 0x80) return {first, 1};
  if (first >= 0xC2 && first < 0xE0 && at + 1 < text.size()) {  // of two bytes, as Arabic and accented letters are
    const auto second = static_cast<unsigned char>(text[at + 1]);
    if ((second & 0xC0) == 0x80) return {(first & 0x1FU) << 6 | (second & 0x3FU), 2};
  }
  return decode_long(text, at);
}
/// The code point that ends at byte `end` (0 < end <= text.size()).
CodePoint decode_before(std::string_view text, size_t end);
void append(std::string& out, char32_t code_point);

/// Whether the text is well-formed UTF-8 (Unicode 15, table 3-7: no overlong forms, no surrogates).
bool is_utf8(std::string_view text);
/// The text with every malformed byte replaced by U+FFFD; `replaced` counts them.
std::string repair_utf8(std::string_view text, size_t& replaced);
/// The text with every malformed byte written as '%E9'; what is no text (a file's name) stays told from others so.
std::string escape_malformed(std::string_view text);
/// Code points in well-formed UTF-8.
size_t count_code_points(std::string_view text);

/// Byte offsets to code points and back, for exports. Holds one number per 64 bytes of the text; the text must outlive
/// it.
class CodePointIndex {
 public:
  explicit CodePointIndex(std::string_view text);
  /// Code points before byte `byte_offset`.
  uint32_t code_points(uint32_t byte_offset) const;
  /// The byte where code point number `index` begins; the text's size when there are fewer.
  uint32_t byte_offset(uint32_t index) const;

 private:
  std::string_view text_;
  std::vector<uint32_t> before_;  // code points before byte 64 * i
};

}  // namespace annals
