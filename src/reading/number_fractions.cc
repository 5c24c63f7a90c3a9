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
  return !number.ordinal && !number.vague && number.value == std::floor(number.value) && number.value >= 0;
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
  if (lower.value < 1) return std::nullopt;
  return fraction_of(over.word != nullptr ? *upper : *other, lower.value, other->end);
}

std::optional<Number> NumberGrammar::read_any(const WordView& view, Cursor at) const {
  const auto bit = [](Role role) { return 1U << static_cast<unsigned>(role); };
  if (const auto fraction = read_fraction(view, at)) return fraction;
  auto number = read(view, at);
  if (!number || number->ordinal || view.at_end(number->end)) return number;
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
