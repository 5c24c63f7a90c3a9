#include "reading/punctuation.h"

namespace annals {

ElementKind kind_of_punctuation(char32_t c) {
  switch (c) {
    case ',':
    case 0xFF0C:
    case 0x3001:
    case 0x060C:
    case '(':
    case ')':
    case 0xFF08:
    case 0xFF09:
    case 0x2013:
    case 0x2014:
      return ElementKind::kComma;
    case ';':
    case ':':
    case '!':
    case '?':
    case 0xFF1B:
    case 0xFF1A:
    case 0x061B:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0x061F:
    case 0x2026:
    case 0x2022:
      return ElementKind::kStop;
    case '"':
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0xAB:
    case 0xBB:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
      return ElementKind::kMark;
    default:
      return ElementKind::kWord;
  }
}

}  // namespace annals
