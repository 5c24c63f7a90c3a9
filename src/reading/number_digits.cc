// Numbers in figures: digits of any script with grouping and decimal marks, and roman numerals.
#include <unicode/uchar.h>

#include <charconv>

#include "reading/numbers.h"
#include "text/utf8.h"

namespace annals {
namespace {

char32_t single(std::string_view text, const Token& token) {
  const CodePoint c = decode(text, token.span.begin);
  return c.bytes == token.span.size() ? c.value : 0;
}

bool opens_sum(char32_t c) { return c == '(' || u_charType(static_cast<UChar32>(c)) == U_CURRENCY_SYMBOL; }

bool is_point(char32_t c) { return c == '.' || c == 0xFF0E || c == 0x066B; }
bool is_comma(char32_t c) { return c == ',' || c == 0xFF0C || c == 0x060C || c == 0x066C; }
// '.5 percent', ',08 por ciento': the mark stands free before the digits.
bool leads_with_mark(const WordView& view, uint32_t token, char32_t decimal) {
  if (token == 0 || view.token(token).space_before) return false;
  const Token& mark = view.token(token - 1);
  const char32_t sign = single(view.text, mark);
  return (decimal == ',' ? is_comma(sign) : is_point(sign)) && mark.span.end == view.token(token).span.begin &&
         (token == 1 || mark.space_before || opens_sum(single(view.text, view.token(token - 2))));
}

bool is_apostrophe(char32_t c) { return c == '\'' || c == 0x2019; }

}  // namespace

int digit_value(char32_t c) { return u_charDigitValue(static_cast<UChar32>(c)); }

double roman_value(std::string_view word) {
  if (word.empty() || word.size() > 7) return 0;
  int total = 0, last = 100;
  for (size_t i = 0; i < word.size(); ++i) {
    const auto value = [](char c) { return c == 'I' ? 1 : c == 'V' ? 5 : c == 'X' ? 10 : c == 'L' ? 50 : 0; };
    const int here = value(word[i]), next = i + 1 < word.size() ? value(word[i + 1]) : 0;
    if (here == 0) return 0;
    total += here < next ? -here : here;
    if (here >= next && here > last) return 0;
    last = here < next ? last : here;
  }
  return total <= 40 ? total : 0;
}

std::optional<Number> NumberGrammar::read_digits(const WordView& view, Cursor at) const {
  if (view.at_end(at) || at.rest != 0 || view.token(at.token).kind != TokenKind::kNumber) return std::nullopt;
  struct Piece {
    std::string digits;
    char32_t mark = 0;  // before it
  };
  Piece pieces[12];
  size_t count = 0;
  const auto take = [&](uint32_t token, char32_t mark) {
    Piece& piece = pieces[count++];
    piece.mark = mark;
    const Span span = view.token(token).span;
    for (uint32_t i = span.begin; i < span.end;) {
      const CodePoint c = decode(view.text, i);
      piece.digits += static_cast<char>('0' + u_charDigitValue(static_cast<UChar32>(c.value)));
      i += c.bytes;
    }
  };
  take(at.token, 0);
  uint32_t next = at.token + 1;
  const auto glued_number = [&](uint32_t i) {
    return i < view.size() && view.token(i).kind == TokenKind::kNumber && !view.token(i).space_before;
  };
  while (count < 12 && next < view.size()) {
    const Token& t = view.token(next);
    if (t.kind == TokenKind::kNumber && t.space_before) {  // 1 000 000
      const bool groups = group_space_ && t.span.size() == 3 && t.span.begin - view.token(next - 1).span.end <= 3 &&
                          pieces[0].digits.size() <= 3 && pieces[0].digits[0] != '0' &&
                          (count == 1 || pieces[count - 1].mark == ' ') && pieces[count - 1].digits.size() <= 3;
      if (!groups) break;
      take(next, ' ');
      ++next;
      continue;
    }
    if (t.space_before || t.kind == TokenKind::kWord || !glued_number(next + 1)) break;
    const char32_t mark = single(view.text, t);
    if (!is_point(mark) && !is_comma(mark) && !is_apostrophe(mark)) break;
    if (mark == 0xFF0C && static_cast<unsigned char>(view.text[view.token(next + 1).span.begin]) < 0x80)
      break;  // '20，300' are two
    take(next + 1, mark == 0x066B ? U'd' : is_point(mark) ? U'.' : is_comma(mark) ? U',' : U'\'');
    next += 2;
  }
  // How many of the pieces make up one number, and which mark is the decimal one.
  size_t used = 1;
  bool decimal = false;
  const auto three = [&](size_t i) { return pieces[i].digits.size() == 3; };
  if (count > 1) {
    const char32_t first = pieces[1].mark;
    size_t run = 1;
    while (run + 1 < count && pieces[run + 1].mark == first) ++run;  // pieces 1..run share a mark
    bool groups = pieces[0].digits.size() <= 3 && pieces[0].digits[0] != '0' && first != 'd';
    for (size_t i = 1; i <= run; ++i)
      groups = groups && (three(i) || (first == ',' && i < run && pieces[i].digits.size() == 2 && three(run)));
    const char32_t own = decimal_ == ',' ? U',' : U'.';
    if (groups && (run > 1 || first == ' ' || first == '\'' || first != own || run + 1 < count)) {
      used = run + 1;
      if (used < count && pieces[used].mark != first && pieces[used].mark != '\'' && pieces[used].mark != ' ' &&
          !(used + 1 < count && pieces[used + 1].mark == pieces[used].mark)) {
        ++used;
        decimal = true;
      }
    } else if (run == 1 && first != ' ' && first != '\'') {
      // '3.5' in a language of decimal commas stays a decimal; '1.500' there was grouped above.
      used = 2;
      decimal = true;
      if (count > 2 && (pieces[2].mark == '.' || pieces[2].mark == ',')) used = 1;
    }
    if (count > used && pieces[used].mark != ',' && pieces[used].mark != ' ') {
      // A chain of dotted numbers: a version, a date, an address.
      if (used > 1 || pieces[used].mark == '.') return std::nullopt;
    }
  }
  std::string digits;
  for (size_t i = 0; i < used; ++i) {
    if (decimal && i + 1 == used) digits += '.';
    digits += pieces[i].digits;
  }
  if (digits.size() > 40) return std::nullopt;
  Number number;
  const bool fraction = count == 1 && leads_with_mark(view, at.token, decimal_);
  if (fraction) digits.insert(0, 1, '.');
  number.bare_point = fraction;
  std::from_chars(digits.data(), digits.data() + digits.size(), number.value);
  number.digits = used == 1 && !fraction ? static_cast<uint8_t>(digits.size()) : 0;
  uint32_t end = at.token + 1;
  for (size_t i = 1; i < used; ++i) end += pieces[i].mark == ' ' ? 1 : 2;
  number.end = {end, 0};
  return number;
}

}  // namespace annals
