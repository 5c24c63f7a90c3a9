#include "sources/json_escapes.h"

#include <charconv>

namespace annals {
namespace {

constexpr size_t kEscape = 6;  // \u and four digits

// The number in the escape at `at`, or 0 where none stands there.
uint32_t escaped(std::string_view json, size_t at) {
  if (at + kEscape > json.size() || json[at] != '\\' || json[at + 1] != 'u') return 0;
  uint32_t value = 0;
  const char* end = json.data() + at + kEscape;
  return std::from_chars(json.data() + at + 2, end, value, 16).ptr == end ? value : 0;
}

bool is_high(uint32_t value) { return value >= 0xD800 && value < 0xDC00; }
bool is_low(uint32_t value) { return value >= 0xDC00 && value < 0xE000; }

}  // namespace

std::string repair_escapes(std::string_view json) {
  std::string repaired(json);
  for (size_t at = json.find('\\'); at < json.size(); at = json.find('\\', at)) {
    const uint32_t value = escaped(json, at);
    if (is_high(value) && is_low(escaped(json, at + kEscape))) {
      at += 2 * kEscape;
    } else if (is_high(value) || is_low(value)) {
      repaired.replace(at, kEscape, "\\uFFFD");
      at += kEscape;
    } else {
      at += 2;  // `\\` too: what follows is no escape
    }
  }
  return repaired;
}

}  // namespace annals
