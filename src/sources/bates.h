// Bates numbers: how pages of a production are numbered and cited, ABC-0001234.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace annals {

/// A number with what stands before and after it. Equal numbers may be written with more or fewer zeros.
struct BatesNumber {
  std::string prefix;  ///< ASCII letters in capitals, without white space
  uint64_t number = 0;
  size_t width = 0;  ///< digits as written
  std::string suffix;

  /// Whether both count in one series.
  bool same_series(const BatesNumber& other) const { return prefix == other.prefix && suffix == other.suffix; }
};

/// The number that a text is: letters before its last digits ('ABC0001234', 'ABC 0001234', 'ABC-0012-0003'). Nothing
/// when it is no such number: without a digit or a letter before it, with more than 18 digits or 100 letters.
std::optional<BatesNumber> parse_bates(std::string_view text);

/// A number or a range of one series ('ABC0001 - ABC0009', 'ABC0001–0009'), in order. Nothing for any other text.
std::optional<std::pair<BatesNumber, BatesNumber>> parse_bates_range(std::string_view text);

/// As a number is written: with its zeros.
std::string to_string(const BatesNumber& number);

/// All numbers from the first to the last, as written; only both ends where they do not count in one series or there
/// are more than `most` between them.
std::vector<std::string> bates_between(std::string_view first, std::string_view last, size_t most = 100'000);

}  // namespace annals
