// Fractions, in figures and in words, and powers of ten.
#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>

#include "reading/numbers.h"
#include "text/utf8.h"

namespace annals {
namespace {

// ½, ⅗ …; 0 where the token is no such sign.
double vulgar_fraction(const WordView& view, Cursor at) {
  if (view.at_end(at) || at.rest != 0) return 0;
  const Token& token = view.token(at.token);
  const CodePoint c = decode(view.text, token.span.begin);
  if (c.value < 0x80 || c.bytes != token.span.size()) return 0;
  const double value = u_getNumericValue(static_cast<UChar32>(c.value));
  return value > 0 && value < 1 ? value : 0;
}

bool is_whole(const Number& number) {
  return !number.ordinal && !number.vague && number.value == std::floor(number.value);
}

// Whether '5/17' is part of something longer: a date, a path.
bool goes_on(const WordView& view, Cursor at) {
  if (view.at_end(at) || view.space_before(at) || at.token + 1 >= view.size()) return false;
  const std::string_view sign = view.token(at.token).span.of(view.text);
  return (sign == "/" || sign == "-" || sign == ".") && !view.token(at.token + 1).space_before &&
         view.token(at.token + 1).kind == TokenKind::kNumber;
}

// '1e6', '1.3x10^6', '2^-1': the power behind a number in figures.
void take_power(const WordView& view, Number& number) {
  if (view.at_end(number.end) || number.end.token == 0) return;
  const uint32_t begin = view.end(number.end);
  const std::string_view rest = view.text.substr(begin, 16);
  size_t at = 0;
  double base = 10;
  bool times = true;
  if (rest.starts_with("x10^") || rest.starts_with("X10^"))
    at = 4;
  else if (rest.starts_with("e") || rest.starts_with("E"))
    at = 1;
  else if (rest.starts_with("^"))
    at = 1, base = number.value, times = false;
  else
    return;
  bool negative = false;
  for (; at < rest.size() && (rest[at] == '-' || rest[at] == '+'); ++at) negative = negative || rest[at] == '-';
  int power = 0;
  const size_t digits = at;
  for (; at < rest.size() && at < digits + 3 && rest[at] >= '0' && rest[at] <= '9'; ++at)
    power = power * 10 + (rest[at] - '0');
  if (at == digits) return;
  uint32_t token = number.end.token;
  while (token < view.size() && view.token(token).span.end < begin + at) ++token;
  if (token >= view.size() || view.token(token).span.end != begin + at) return;
  const double factor = std::pow(base, negative ? -power : power);
  const double value = times ? number.value * factor : factor;
  if (!std::isfinite(value)) return;
  number.value = value;
  number.end = {token + 1, 0};
}

Number fraction_of(const Number& upper, double lower, Cursor end) {
  Number out = upper;
  out.value = upper.value / lower;
  out.end = end;
  out.scale = 1;
  out.digits = 0;
  out.article_only = out.loose = false;
  return out;
}

}  // namespace

std::optional<Number> NumberGrammar::read_fraction(const WordView& view, Cursor at) const {
  const auto bit = [](Role role) { return 1U << static_cast<unsigned>(role); };
  if (const double value = vulgar_fraction(view, at); value > 0) {
    Number out;
    out.value = value;
    out.end = {at.token + 1, 0};
    return out;
  }
  const auto upper = read(view, at);
  if (!upper || !is_whole(*upper) || view.at_end(upper->end)) return std::nullopt;
  Cursor next = upper->end;
  const bool hyphen =
      !view.space_before(next) && next.token + 1 < view.size() && view.token(next.token).span.of(view.text) == "-";
  if (hyphen) ++next.token;
  const Found part = find(view, next, bit(Role::kDenominator));
  if (part.word != nullptr && part.word->value > 1) return fraction_of(*upper, part.word->value, part.end);
  if (hyphen) return std::nullopt;
  const Found over = find(view, next, bit(Role::kOver)), parts = find(view, next, bit(Role::kParts));
  const Found& joint = over.word != nullptr ? over : parts;
  if (joint.word == nullptr) return std::nullopt;
  const auto other = read(view, joint.end);
  if (!other || !is_whole(*other)) return std::nullopt;
  const Number& lower = over.word != nullptr ? *other : *upper;
  const bool goes_before = at.token > 0 && !view.space_before(at) && view.token(at.token - 1).span.of(view.text) == "/";
  if (lower.value < 1 || goes_before || goes_on(view, other->end)) return std::nullopt;
  return fraction_of(over.word != nullptr ? *upper : *other, lower.value, other->end);
}

// 'Two million and one half': behind millions the fraction is one of them.
std::optional<Number> NumberGrammar::read_and_fraction(const WordView& view, Cursor at) const {
  const auto whole = read(view, at);
  if (!whole || !whole->spelled || !is_whole(*whole)) return std::nullopt;
  constexpr double kLarge = 1e6, kLargest = 1e9;
  for (uint32_t token = whole->end.token; token > at.token + 1; --token) {
    const Found joiner = find(view, {token - 1, 0}, 1U << static_cast<unsigned>(Role::kAnd));
    if (joiner.word == nullptr) continue;
    const auto tail = read(view, joiner.end);
    const auto rest = read_fraction(view, joiner.end);
    if (!tail || !rest || rest->value >= 1 || tail->value >= whole->value) return std::nullopt;
    const double upper = whole->value - tail->value;
    if (upper < kLarge || std::fmod(upper, kLarge) != 0) return std::nullopt;
    Number out = *rest;
    out.value = upper + rest->value * (std::fmod(upper, kLargest) == 0 ? kLargest : kLarge);
    return out;
  }
  return std::nullopt;
}

std::optional<Number> NumberGrammar::read_any(const WordView& view, Cursor at) const {
  const auto bit = [](Role role) { return 1U << static_cast<unsigned>(role); };
  if (const auto fraction = read_fraction(view, at)) {
    const bool spelled = fraction->value > 1 && fraction->spelled;
    const auto mixed = spelled ? read_and_fraction(view, at) : std::nullopt;
    return mixed ? mixed : fraction;
  }
  auto number = read(view, at);
  if (!number || number->ordinal || view.at_end(number->end)) return number;
  if (!number->spelled) take_power(view, *number);
  if (view.at_end(number->end)) return number;
  // '2 1/4', 'five and three quarters', 'half' alone
  Cursor next = number->end;
  const Found joiner = find(view, next, bit(Role::kAnd));
  if (joiner.word != nullptr) next = joiner.end;
  const bool figures = number->digits > 0;
  if (number->value == std::floor(number->value) && (joiner.word != nullptr || figures)) {
    const auto rest = read_fraction(view, next);
    if (rest && rest->value < 1) {
      number->value += number->value < 0 ? -rest->value : rest->value;
      number->end = rest->end;
    }
  }
  return number;
}

}  // namespace annals
