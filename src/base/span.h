// Places in a text. Everything inside the program counts BYTES of the document's UTF-8 text, half-open:
//
//     text   M  ã  r  c  o          (ã is two bytes)
//     byte   0  1  3  4  5  6
//     Span{1, 4} is "ãr"
//
// Only exports count code points (present/ converts at its edge, through text/utf8.h CodePointIndex).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace annals {

struct Span {
  uint32_t begin = 0;
  uint32_t end = 0;

  uint32_t size() const { return end - begin; }
  bool empty() const { return begin >= end; }
  bool contains(Span other) const { return begin <= other.begin && other.end <= end; }
  bool contains(uint32_t position) const { return begin <= position && position < end; }
  bool overlaps(Span other) const { return begin < other.end && other.begin < end; }
  std::string_view of(std::string_view text) const { return text.substr(begin, end - begin); }
  friend auto operator<=>(const Span&, const Span&) = default;
};

/// The smallest span that covers both.
inline Span join(Span a, Span b) { return {std::min(a.begin, b.begin), std::max(a.end, b.end)}; }

}  // namespace annals
