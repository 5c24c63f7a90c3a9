#include "record/amounts.h"

#include <algorithm>
#include <cmath>
#include <cstdio>

namespace annals {
namespace {

constexpr double kEqual = 1e-6;
constexpr double kAboutTolerance = 0.15;  // 'nearly', 'about', 'more than'
constexpr double kLeftOut = 0.005;
constexpr size_t kFewestDigits = 3;  // of sums whose digits may have been swapped

bool equal(double a, double b) { return std::abs(a - b) <= kEqual * std::max({1e-9, std::abs(a), std::abs(b)}); }

// Whether a is b rounded to a's own digits: 1.2 for 1.23, 300 for 296; never more than a twentieth away. Or b with its
// last digits left out, which are next to nothing: 787 for 787.5.
bool rounds_to(double rounder, double exact) {
  if (!(rounder > 0) || !(exact > 0)) return false;
  double step = std::pow(10, std::floor(std::log10(rounder)));
  while (!equal(std::round(rounder / step) * step, rounder) && step > rounder * 1e-6) step /= 10;
  const double gap = std::abs(exact - rounder);
  if (equal(std::floor(exact / step) * step, rounder) && gap <= rounder * kLeftOut) return true;
  return equal(std::round(exact / step) * step, rounder) && gap <= rounder / 20;
}

bool loose(const Quantity& q) { return q.vague || q.bound != Bound::kExact; }

double top(const Quantity& q) { return q.max.value_or(q.value); }

bool power_of_ten_apart(double a, double b) {
  if (!(a > 0) || !(b > 0)) return false;
  const double power = std::log10(a / b);
  return std::abs(power) > 0.5 && std::abs(power - std::round(power)) < 1e-6;
}

}  // namespace

bool swapped_digits(const Quantity& a, const Quantity& b, size_t fewest) {
  if (loose(a) || loose(b) || a.max || b.max || !(a.value > 0) || !(b.value > 0)) return false;
  if (std::floor(std::log10(a.value)) != std::floor(std::log10(b.value))) return false;
  std::string x = write_number(a.value);
  std::string y = write_number(b.value);
  const auto plain = [](std::string& digits) {
    digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
    digits.erase(digits.find_last_not_of('0') + 1);
  };
  plain(x);
  plain(y);
  if (x.size() != y.size() || x.size() < fewest) return false;
  const auto [p, q] = std::mismatch(x.begin(), x.end(), y.begin());
  if (p == x.end() || p + 1 == x.end()) return false;
  return *p == *(q + 1) && *(p + 1) == *q && std::equal(p + 2, x.end(), q + 2);
}

bool two_currencies(const Quantity& a, const Quantity& b) {
  const auto said = [](const Quantity& q) {
    return q.type == QuantityType::kMoney && !q.unit.empty() && !q.plain && !q.unsaid;
  };
  return said(a) && said(b) && a.unit != b.unit && (a.per.empty() || b.per.empty() || a.per == b.per);
}

bool round_number(const Quantity& quantity) {
  const double power = std::log10(std::max(kEqual, std::abs(quantity.value)));
  return !quantity.max && std::abs(power - std::round(power)) < kEqual;
}

AmountRelation compare_amounts(const Quantity& a, const Quantity& b) {
  if (a.type != b.type) return AmountRelation::kOther;
  if (a.type == QuantityType::kMoney || a.type == QuantityType::kDuration) {
    if (a.unit != b.unit) return AmountRelation::kOther;
  }
  if (!a.per.empty() && !b.per.empty() && a.per != b.per) return AmountRelation::kOther;
  if (equal(a.value, b.value) && equal(top(a), top(b))) return AmountRelation::kSame;
  const bool ranges_meet = a.value <= top(b) && b.value <= top(a);
  if (ranges_meet && (a.max || b.max)) return AmountRelation::kSame;
  if (rounds_to(a.value, b.value) || rounds_to(b.value, a.value)) return AmountRelation::kRounded;
  if (loose(a) || loose(b)) {
    const double larger = std::max(a.value, b.value);
    if (std::abs(a.value - b.value) <= kAboutTolerance * larger) return AmountRelation::kRounded;
  }
  if (power_of_ten_apart(a.value, b.value) && power_of_ten_apart(top(a), top(b))) return AmountRelation::kScale;
  if (swapped_digits(a, b, kFewestDigits)) return AmountRelation::kDigits;
  return AmountRelation::kDifferent;
}

std::string write_number(double value) {
  char out[64];
  if (std::abs(value) < 1e15 && value == std::floor(value)) {
    std::snprintf(out, sizeof out, "%.0f", value);
  } else {
    std::snprintf(out, sizeof out, "%.10g", value);
  }
  return out;
}

std::string write_amount(const Quantity& quantity) {
  std::string out = write_number(quantity.value);
  if (quantity.max) out += ".." + write_number(*quantity.max);
  if (quantity.type == QuantityType::kPercent) return out + "%";
  if (!quantity.unit.empty()) out += " " + quantity.unit;
  if (!quantity.per.empty()) out += "/" + quantity.per;
  return out;
}

}  // namespace annals
