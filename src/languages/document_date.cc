#include "languages/document_date.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr int kFirstYear = 1900;
constexpr int kLastYear = 2100;

bool is_year(int number) { return number >= kFirstYear && number <= kLastYear; }
bool is_day(int number) { return number >= 1 && number <= 31; }

// The value of a number token in any digits, or -1.
int number_of(std::string_view text, const Token& token) {
  if (token.kind != TokenKind::kNumber || token.span.size() > 16) return -1;
  int value = 0;
  for (uint32_t at = token.span.begin; at < token.span.end;) {
    const CodePoint c = decode(text, at);
    int digit = -1;
    for (const char32_t zero : {U'0', U'٠', U'۰', U'０', U'०'}) {
      if (c.value >= zero && c.value <= zero + 9) digit = static_cast<int>(c.value - zero);
    }
    if (digit < 0 || value > 99'999'999) return -1;
    value = value * 10 + digit;
    at += c.bytes;
  }
  return value;
}

// Marks between the parts of a date in numbers.
bool parts_numbers(std::string_view text, const Token& token) {
  constexpr auto kParts = std::to_array<std::string_view>({"-", "/", ".", "年", "月", "‑", "–", "／"});
  return std::find(kParts.begin(), kParts.end(), token.span.of(text)) != kParts.end();
}

// Words that may stand between a day, a month and a year: 'of', 'de', a comma, an ordinal ending.
constexpr uint32_t kMaxBetween = 2;

}  // namespace

DateFinder::DateFinder(const Languages& languages, Vocabulary& vocabulary) {
  for (const auto& [code, pack] : languages.packs()) {
    const Table& table = pack.table("months");
    for (const Table::Row& row : table.rows()) {
      std::string_view surface = table.get(row, "surface");
      // Patterns of the times' grammar end in an optional mark.
      surface = surface.substr(0, surface.find(" ."));
      const std::string_view value = table.get(row, "value");
      uint32_t month = 0;
      std::from_chars(value.data(), value.data() + value.size(), month);
      if (month >= 1 && month <= 12) months_.add(surface, month, vocabulary);
    }
  }
}

std::optional<DateFinder::Found> DateFinder::find(std::string_view text, const TokenizedText& tokens, bool day_first,
                                                  size_t first) const {
  const std::vector<Token>& all = tokens.tokens;
  const auto number = [&](size_t i) { return i < all.size() ? number_of(text, all[i]) : -1; };
  const auto found = [&](int year, int month, int day, size_t from, size_t last) -> std::optional<Found> {
    if (!is_year(year) || month < 1 || month > 12 || !is_day(day)) return std::nullopt;
    const auto made = make_day(year, static_cast<unsigned>(month), static_cast<unsigned>(day));
    if (!made) return std::nullopt;
    return Found{*made, {all[from].span.begin, all[last].span.end}, last + 1};
  };
  // The next number after at most a few words, on the same line.
  const auto next_number = [&](size_t from) {
    for (size_t i = from; i < all.size() && i <= from + kMaxBetween; ++i) {
      if (all[i].kind == TokenKind::kLineBreak) break;
      if (all[i].kind == TokenKind::kNumber) return i;
    }
    return all.size();
  };
  for (size_t i = first; i < all.size(); ++i) {
    const int value = number(i);
    if (value >= 0 && i + 4 < all.size() && parts_numbers(text, all[i + 1]) && parts_numbers(text, all[i + 3])) {
      const int second = number(i + 2);
      const int third = number(i + 4);
      std::optional<Found> date;
      if (is_year(value)) {
        date = found(value, second, third, i, i + 4);
      } else if (is_year(third)) {
        const bool swap = second > 12 || (!day_first && value <= 12);
        date = swap ? found(third, value, second, i, i + 4) : found(third, second, value, i, i + 4);
      }
      if (date) return date;
    }
    const PhraseTable::Match month = months_.longest(tokens, static_cast<uint32_t>(i));
    if (month.count == 0) continue;
    const size_t after = i + month.count;
    // 19 [de] November [de] 2024
    for (size_t back = 1; back <= kMaxBetween + 1 && back <= i - first; ++back) {
      const int day = number(i - back);
      if (day < 0) continue;
      const size_t year = next_number(after);
      if (auto date =
              found(number(year), static_cast<int>(month.payload), day, i - back, std::min(year, all.size() - 1)))
        return date;
      break;
    }
    // November 19, 2024
    const size_t day = next_number(after);
    const size_t year = day < all.size() ? next_number(day + 1) : all.size();
    if (year < all.size()) {
      if (auto date = found(number(year), static_cast<int>(month.payload), number(day), i, year)) return date;
    }
  }
  return std::nullopt;
}

std::optional<Day> find_day_in_url(std::string_view url) {
  const auto digits = [&](size_t at, size_t count) {
    if (at + count > url.size()) return -1;
    int value = 0;
    for (size_t i = at; i < at + count; ++i) {
      if (url[i] < '0' || url[i] > '9') return -1;
      value = value * 10 + (url[i] - '0');
    }
    return value;
  };
  const auto digit_at = [&](size_t at) { return at < url.size() && url[at] >= '0' && url[at] <= '9'; };
  for (size_t at = 1; at + 8 <= url.size(); ++at) {
    const int year = digits(at, 4);
    if (!is_year(year) || digit_at(at - 1)) continue;
    const char separator = url[at + 4];
    const bool parted = separator == '/' || separator == '-' || separator == '_';
    const size_t month_at = at + (parted ? 5 : 4);
    const int month = digits(month_at, 2);
    const size_t day_at = month_at + 2 + (parted ? 1 : 0);
    if (month < 1 || month > 12 || (parted && (month_at + 2 >= url.size() || url[month_at + 2] != separator))) continue;
    const int day = digits(day_at, 2);
    if (!is_day(day) || digit_at(day_at + 2)) continue;
    if (auto made = make_day(year, static_cast<unsigned>(month), static_cast<unsigned>(day))) return made;
  }
  return std::nullopt;
}

}  // namespace annals
