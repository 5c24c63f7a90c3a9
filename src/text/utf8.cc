#include "text/utf8.h"

#include <algorithm>

namespace annals {
namespace {

bool continues(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

}  // namespace

CodePoint decode_long(std::string_view text, size_t at) {
  const auto byte = [&](size_t i) { return static_cast<unsigned char>(text[at + i]); };
  const unsigned char first = byte(0);
  const size_t left = text.size() - at;
  const auto follows = [&](size_t i) { return i < left && continues(text[at + i]); };
  if (first >= 0xC2 && first <= 0xDF && follows(1)) {
    return {static_cast<char32_t>((first & 0x1F) << 6 | (byte(1) & 0x3F)), 2};
  }
  if (first >= 0xE0 && first <= 0xEF && follows(1) && follows(2)) {
    const auto value = static_cast<char32_t>((first & 0x0F) << 12 | (byte(1) & 0x3F) << 6 | (byte(2) & 0x3F));
    if (value >= 0x800 && (value < 0xD800 || value > 0xDFFF)) return {value, 3};
  }
  if (first >= 0xF0 && first <= 0xF4 && follows(1) && follows(2) && follows(3)) {
    const auto value =
        static_cast<char32_t>((first & 0x07) << 18 | (byte(1) & 0x3F) << 12 | (byte(2) & 0x3F) << 6 | (byte(3) & 0x3F));
    if (value >= 0x10000 && value <= 0x10FFFF) return {value, 4};
  }
  return {0xFFFD, 1};
}

CodePoint decode_before(std::string_view text, size_t end) {
  size_t begin = end - 1;
  while (begin > 0 && end - begin < 4 && continues(text[begin])) --begin;
  const CodePoint found = decode(text, begin);
  if (begin + found.bytes == end) return found;
  return {0xFFFD, 1};
}

void append(std::string& out, char32_t c) {
  const auto low = [](char32_t bits) { return static_cast<char>(0x80 | (bits & 0x3F)); };
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    const char bytes[] = {static_cast<char>(0xC0 | c >> 6), low(c)};
    out.append(bytes, 2);
  } else if (c < 0x10000) {
    const char bytes[] = {static_cast<char>(0xE0 | c >> 12), low(c >> 6), low(c)};
    out.append(bytes, 3);
  } else {
    const char bytes[] = {static_cast<char>(0xF0 | c >> 18), low(c >> 12), low(c >> 6), low(c)};
    out.append(bytes, 4);
  }
}

bool is_utf8(std::string_view text) {
  for (size_t at = 0; at < text.size();) {
    if (static_cast<unsigned char>(text[at]) < 0x80) {
      ++at;
      continue;
    }
    const CodePoint c = decode(text, at);
    if (c.bytes == 1) return false;
    at += c.bytes;
  }
  return true;
}

std::string repair_utf8(std::string_view text, size_t& replaced) {
  std::string repaired;
  repaired.reserve(text.size());
  replaced = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    if (c.bytes == 1 && c.value == 0xFFFD) ++replaced;
    append(repaired, c.value);
    at += c.bytes;
  }
  return repaired;
}

std::string escape_malformed(std::string_view text) {
  static constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    if (c.bytes == 1 && c.value == 0xFFFD) {
      const auto byte = static_cast<unsigned char>(text[at]);
      out += {'%', kDigits[byte >> 4], kDigits[byte & 15U]};
    } else {
      out += text.substr(at, c.bytes);
    }
    at += c.bytes;
  }
  return out;
}

size_t count_code_points(std::string_view text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) { return !continues(c); }));
}

CodePointIndex::CodePointIndex(std::string_view text) : text_(text) {
  uint32_t count = 0;
  before_.reserve(text.size() / 64 + 1);
  for (size_t at = 0; at < text.size(); ++at) {
    if (at % 64 == 0) before_.push_back(count);
    count += !continues(text[at]);
  }
  before_.push_back(count);
}

uint32_t CodePointIndex::code_points(uint32_t byte_offset) const {
  const uint32_t end = std::min<uint32_t>(byte_offset, static_cast<uint32_t>(text_.size()));
  const uint32_t block = end / 64;
  uint32_t count = block < before_.size() ? before_[block] : before_.back();
  for (uint32_t at = block * 64; at < end; ++at) count += !continues(text_[at]);
  return count;
}

uint32_t CodePointIndex::byte_offset(uint32_t index) const {
  const auto above = std::upper_bound(before_.begin(), before_.end() - 1, index);
  const auto block =
      static_cast<uint32_t>(std::distance(before_.begin(), above)) - (above == before_.begin() ? 0U : 1U);
  uint32_t count = before_[block];
  auto at = block * 64;
  while (at < text_.size()) {
    if (!continues(text_[at])) {
      if (count == index) return at;
      ++count;
    }
    ++at;
  }
  return static_cast<uint32_t>(text_.size());
}

}  // namespace annals
