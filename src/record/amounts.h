// Comparing amounts as a person would.
#pragma once

#include <string>

#include "reading/reading.h"

namespace annals {

enum class AmountRelation : uint8_t {
  kOther,    ///< different kinds or units: nothing follows
  kSame,     ///< equal, or one lies in the other's range
  kRounded,  ///< equal as far as the rounder one goes ('nearly 300,000' and 275,000)
  kScale,    ///< the same digits, a power of ten apart: lost zeros, a scale word mistranslated
  kDigits,   ///< the same digits, two neighbours in another order: 1,480 and 1,840
  kDifferent,
};

/// How two amounts of one role relate. Symmetric.
AmountRelation compare_amounts(const Quantity& a, const Quantity& b);

/// Whether two exact sums of one size have the same digits, at least so many without zeros at the end, two neighbours
/// in another order: 1,480 and 1,840.
bool swapped_digits(const Quantity& a, const Quantity& b, size_t fewest);

/// Whether two sums of money are in two currencies, each said in words of its own.
bool two_currencies(const Quantity& a, const Quantity& b);

/// One, ten, a hundred …: a power of ten apart from any other such.
bool round_number(const Quantity& quantity);

/// Whether amounts of one role cannot both be right.
inline bool exclude_each_other(AmountRelation relation) {
  return relation == AmountRelation::kDifferent || relation == AmountRelation::kScale ||
         relation == AmountRelation::kDigits;
}

/// The amount in plain digits: `60000000 USD`, `100000..200000 USD`, `0.25%`.
std::string write_amount(const Quantity& quantity);
/// A number without needless digits, the same on every machine.
std::string write_number(double value);

}  // namespace annals
