// How a language writes numbers, sums, lists and dates: CLDR through ICU, so that a new language needs nothing here.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"

namespace annals {

/// `200万美元`, `$2 million`, `US$ 2 milhões`.
enum class MoneyStyle { kName, kSign, kSignSpace };

/// Immutable; any thread.
class Locale {
 public:
  /// `tag` is BCP 47. Digits are European ones in every language.
  explicit Locale(std::string_view tag, MoneyStyle money = MoneyStyle::kName);

  /// `1.5 million`, `150万`: short, for headlines.
  std::string number(double value) const;
  /// `1,234,567`, in full.
  std::string exact_number(double value) const;
  std::string money(double value, std::string_view currency) const;  ///< ISO 4217
  std::string percent(double value) const;                           ///< of a hundred: 51 is 51 %
  /// `3 years`; a unit that CLDR does not know follows the number as it is.
  std::string quantity(double value, std::string_view unit) const;
  /// `a, b and c`.
  std::string list(const std::vector<std::string>& items) const;
  /// `a, b or c`.
  std::string alternatives(const std::vector<std::string>& items) const;
  /// A day (also one of an unknown year), month or year of the EDTF forms that Annals writes, `/` intervals of these;
  /// other forms come back unchanged.
  std::string date(std::string_view edtf) const;

 private:
  std::optional<std::string> written(Day day, const char* skeleton) const;

  std::string tag_;
  MoneyStyle money_;
};

}  // namespace annals
