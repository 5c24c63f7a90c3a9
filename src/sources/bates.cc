#include "sources/bates.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace annals {
namespace {

constexpr size_t kMostLetters = 100;
constexpr size_t kMostDigits = 18;  // of a 64-bit number

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<BatesNumber> parse_bates(std::string_view text) {
  std::string plain;
  for (const char c : text) {
    if (c == ' ' || c == '\t' || c == '\r' || c == '\n') continue;
    plain += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
    if (plain.size() > kMostLetters) return std::nullopt;
  }
  const auto last = std::find_if(plain.rbegin(), plain.rend(), is_digit);
  const auto end = static_cast<size_t>(plain.rend() - last);
  size_t begin = end;
  while (begin > 0 && is_digit(plain[begin - 1])) --begin;
  if (begin == end || end - begin > kMostDigits) return std::nullopt;
  BatesNumber number;
  number.prefix = plain.substr(0, begin);
  number.suffix = plain.substr(end);
  number.width = end - begin;
  for (size_t i = begin; i < end; ++i) number.number = number.number * 10 + static_cast<uint64_t>(plain[i] - '0');
  const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) & 0x80) != 0; };
  if (std::none_of(number.prefix.begin(), number.prefix.end(), letter)) return std::nullopt;
  return number;
}

std::optional<std::pair<BatesNumber, BatesNumber>> parse_bates_range(std::string_view text) {
  constexpr std::array<std::string_view, 4> kBetween = {" - ", "–", "—", ".."};
  for (const std::string_view mark : kBetween) {
    const size_t at = text.find(mark);
    if (at == std::string_view::npos) continue;
    auto first = parse_bates(text.substr(0, at));
    const std::string_view rest = text.substr(at + mark.size());
    auto last = parse_bates(rest);
    // ABC0001–0009: the second number goes on in the series of the first.
    if (first && !last) last = parse_bates(first->prefix + std::string(rest));
    if (!first || !last || !first->same_series(*last)) return std::nullopt;
    if (last->number < first->number) std::swap(first, last);
    return std::pair(*first, *last);
  }
  auto number = parse_bates(text);
  if (!number) return std::nullopt;
  return std::pair(*number, *number);
}

std::string to_string(const BatesNumber& number) {
  return fmt::format("{}{:0{}}{}", number.prefix, number.number, number.width, number.suffix);
}

std::vector<std::string> bates_between(std::string_view first, std::string_view last, size_t most) {
  const auto from = parse_bates(first), to = parse_bates(last);
  std::vector<std::string> numbers{std::string(first)};
  if (first == last || last.empty()) return numbers;
  if (!from || !to || !from->same_series(*to) || to->number < from->number || to->number - from->number >= most) {
    numbers.emplace_back(last);
    return numbers;
  }
  BatesNumber each = *from;
  while (++each.number < to->number) numbers.push_back(to_string(each));
  if (to->number != from->number) numbers.emplace_back(last);
  return numbers;
}

}  // namespace annals
