#include "reading/numbers.h"

#include <algorithm>
#include <cmath>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kMaxWords = 40;  // tokens in one number phrase

// The largest power of ten that divides the number: what may still be added behind it is smaller.
double room_of(double value) {
  double room = 1;
  while (room < 1e15 && value != 0 && std::fmod(value, room * 10) == 0) room *= 10;
  return room;
}

char32_t single(std::string_view text, const Token& token) {
  const CodePoint c = decode(text, token.span.begin);
  return c.bytes == token.span.size() ? c.value : 0;
}

}  // namespace

// Reads one phrase word by word, keeping the longest good number so far.
struct NumberReader {
  using Role = NumberGrammar::Role;
  static constexpr uint32_t bit(Role role) { return 1U << static_cast<unsigned>(role); }

  const NumberGrammar& grammar;
  const WordView& view;
  Cursor at;
  double parts[16] = {};  // falling: what has been said so far, to be summed
  size_t count = 0;
  double room = 1e30;  // what comes next must be smaller to be added
  double last_scale = 1;
  double last_unit = 0;  // the last simple number, for units before tens
  bool teens = false;
  bool any_digits = false, any_words = false, vague = false, ends_in_ideograph = false;
  bool loose = false;
  uint32_t words = 0;
  std::optional<Number> best;

  double sum() const {
    double total = 0;
    for (size_t i = 0; i < count; ++i) total += parts[i];
    return total;
  }

  void good(Cursor end) {
    Number number;
    number.value = sum();
    number.scale = last_scale;
    number.end = end;
    number.vague = vague;
    number.spelled = !any_digits;
    number.loose = words == 1 && loose;
    best = number;
  }

  bool push(double value) {
    if (count == 16) return false;
    parts[count++] = value;
    return true;
  }

  // `joined`: an 'and' stands before.
  bool add(double value, bool teens_follow, bool joined) {
    if (count > 0) {
      const double magnitude = value >= 1 ? std::pow(10, std::floor(std::log10(value) + 1e-9)) * 10 : 10;
      const bool fits = value > 0 && (magnitude <= room || (teens && value >= 10 && value < 20));
      if (fits) {
        // Falls into place behind what is there.
      } else if (grammar.units_before_tens_ && joined && last_unit > 0 && last_unit < 10 && value >= 20 &&
                 value < 100 && parts[count - 1] == last_unit) {
        // 'five and twenty'
      } else {
        return false;
      }
    }
    if (!push(value)) return false;
    last_unit = value;
    teens = teens_follow;
    room = std::min(room_of(value), room);
    last_scale = value >= 1e6 ? room_of(value) : 1;  // a dual: مليونين
    return true;
  }

  bool times(double value) {
    if (count > 0 && last_scale <= 1 && value > 1 && room_of(value) <= 1) {  // fifteen dozens: all of it
      const double all = sum() * value;
      count = 0;
      push(all);
      room = 0;
      last_scale = value;
      return true;
    }
    double below = 0;
    size_t keep = count;
    while (keep > 0 && parts[keep - 1] < value) below += parts[--keep];
    if (below == 0) {
      if (count > 0 && last_scale > 1 && value >= 1000) {  // 'thousand thousand': the whole is multiplied
        for (size_t i = 0; i < count; ++i) parts[i] *= value;
        room = value;
        last_scale *= value;
        return true;
      }
      if (count > 0 && room <= value) return false;
      below = 1;
    }
    if (keep > 0 && below * value >= room_of(parts[keep - 1])) return false;
    count = keep;
    if (!push(below * value)) return false;
    room = value;
    last_scale = value;
    last_unit = 0;
    teens = false;
    return true;
  }
};

bool NumberGrammar::joins(const WordView& view, Cursor at) const {
  return find(view, at, NumberReader::bit(Role::kAnd)).word != nullptr;
}

std::optional<Number> NumberGrammar::read(const WordView& view, Cursor at) const {
  if (view.at_end(at)) return std::nullopt;
  const Found sign = find(view, at, NumberReader::bit(Role::kMinus));
  if (sign.word == nullptr) return read_unsigned(view, at);
  const Token& token = view.token(at.token);
  if (token.kind != TokenKind::kWord && token.kind != TokenKind::kIdeograph) {
    // A dash between two things is no sign, nor is the one of a list.
    const bool stands_free = at.token == 0 || token.space_before ||
                             view.token(at.token - 1).kind == TokenKind::kLineBreak ||
                             single(view.text, view.token(at.token - 1)) == '(';
    const bool glued =
        !view.at_end(sign.end) && !view.space_before(sign.end) && view.token(sign.end.token).kind == TokenKind::kNumber;
    if (!stands_free || !glued) return std::nullopt;
  }
  auto number = read_unsigned(view, sign.end);
  if (!number || number->ordinal) return std::nullopt;
  number->value = -number->value;
  return number;
}

std::optional<Number> NumberGrammar::read_unsigned(const WordView& view, Cursor at, bool decimals) const {
  using R = NumberReader;
  if (view.at_end(at)) return std::nullopt;
  const uint32_t simple = R::bit(Role::kAdd) | R::bit(Role::kTimes);
  R reader{*this, view, at, {}, 0, 1e30, 1, 0, false, false, false, false, false, false, 0, std::nullopt};
  Cursor here = at;
  bool fraction_before = false;
  bool bare_scale = false;  // begun with a multiplier: no digits go on behind it, as in a name's 凯尔万18%
  const auto is_digits = [&](Cursor c) {
    return !view.at_end(c) && c.rest == 0 && view.token(c.token).kind == TokenKind::kNumber;
  };
  const auto ideograph = [&](Cursor c) { return c.token > 0 && view.token(c.token - 1).kind == TokenKind::kIdeograph; };

  if (is_digits(here)) {
    const auto digits = read_digits(view, here);
    if (!digits) return std::nullopt;
    reader.push(digits->value);
    reader.room =
        digits->value == std::floor(digits->value) && digits->value != 0 ? std::min(room_of(digits->value), 1.0) : 1;
    reader.any_digits = true;
    here = digits->end;
    reader.good(here);
    reader.best->digits = digits->digits;
    reader.best->bare_point = digits->bare_point;
    if (!view.at_end(here) && !view.space_before(here)) {
      const Found suffix = find(view, here, R::bit(Role::kSuffix));
      const bool whole = suffix.word != nullptr && (view.at_end(suffix.end) || view.space_before(suffix.end) ||
                                                    view.token(suffix.end.token).kind != TokenKind::kNumber);
      if (whole) {
        reader.parts[0] *= suffix.word->value;
        reader.last_scale = suffix.word->value;
        reader.good(suffix.end);
        return reader.best;
      }
    }
  } else {
    Found first = find(view, here,
                       R::bit(Role::kAdd) | R::bit(Role::kSome) | R::bit(Role::kGroup) | R::bit(Role::kArticle) |
                           R::bit(Role::kBefore) | R::bit(Role::kOrdinal));
    const Found multiplier =
        find(view, here, R::bit(Role::kTimes));  // of two readings of one word, a dual before a multiplier (مليونا)
    if (first.word == nullptr || (multiplier.word != nullptr && multiplier.end.token > first.end.token))
      first = multiplier;
    if (first.word == nullptr) return std::nullopt;
    // Positional writing: four or more digits one by one, or two to three that no multiplier follows.
    if (first.word->digit) {
      double value = 0;
      uint32_t digits = 0;
      Cursor c = here;
      for (Found f = first; f.word != nullptr && f.word->digit && digits < 15; f = find(view, c, R::bit(Role::kAdd))) {
        value = value * 10 + f.word->value;
        c = f.end;
        ++digits;
      }
      if (digits >= 2) {
        Number number;
        number.value = value;
        number.end = c;
        number.spelled = number.positional = true;
        number.digits = static_cast<uint8_t>(digits);
        const Found scale = find(view, c, R::bit(Role::kTimes) | R::bit(Role::kPoint));
        const bool either = digits == 2 && first.word->value >= 1 && value > first.word->value * 11;  // 四五千, 三五百
        if (either && scale.word != nullptr && scale.word->role == Role::kTimes) {
          reader.push(first.word->value);
          reader.vague = true;
          for (Found s = scale; s.word != nullptr; s = find(view, s.end, R::bit(Role::kTimes))) {
            if (!reader.times(s.word->value)) break;
            reader.good(s.end);
          }
          return reader.best;
        }
        if (scale.word == nullptr || digits >= 4) return number;
        if (scale.word->role == Role::kTimes && scale.word->value >= 1e4) {
          reader.push(value);
          reader.times(scale.word->value);
          reader.good(scale.end);
          return reader.best;
        }
      }
    }
    switch (first.word->role) {
      case Role::kOrdinal: {
        Number number;
        number.value = first.word->value;
        number.end = first.end;
        number.spelled = number.ordinal = true;
        return number;
      }
      case Role::kSome:
      case Role::kBefore:
        reader.push(first.word->value);
        reader.vague = first.word->role == Role::kSome;
        fraction_before = true;
        reader.room = 0;
        break;
      case Role::kGroup:
        reader.push(first.word->value);
        reader.vague = true;
        reader.room = 0;
        reader.last_scale = first.word->value;
        reader.good(first.end);
        break;
      case Role::kArticle:
        reader.push(1);
        reader.room = 0;
        fraction_before = true;
        reader.good(first.end);
        reader.best->article_only = true;
        break;
      case Role::kTimes:
        bare_scale = true;
        reader.times(first.word->value);
        reader.good(first.end);
        break;
      default:
        reader.add(first.word->value, first.word->room_for_teens, false);
        reader.words = 1;
        reader.loose = first.word->loose;
        reader.good(first.end);
        break;
    }
    here = first.end;
  }

  for (uint32_t guard = 0; guard < kMaxWords && !view.at_end(here); ++guard) {
    Cursor next = here;
    bool joined = false;
    if (!view.space_before(next) && next.rest == 0 && single(view.text, view.token(next.token)) == '-' &&
        reader.last_unit > 0 && next.token + 1 < view.size() && !view.token(next.token + 1).space_before &&
        view.token(next.token + 1).kind == TokenKind::kWord) {
      next = {next.token + 1, 0};
    }
    const Found joiner = find(view, next, R::bit(Role::kAnd));
    const Found times = find(view, next, R::bit(Role::kTimes));
    Found plain =
        find(view, next,
             simple | R::bit(Role::kMore) | R::bit(Role::kHalf) | R::bit(Role::kSome) | R::bit(Role::kGroup) |
                 R::bit(Role::kArticle) | R::bit(Role::kPoint) | R::bit(Role::kBefore) | R::bit(Role::kOrdinal));
    if (times.word != nullptr && plain.word != nullptr && times.end == plain.end && plain.word->role != Role::kMore &&
        plain.word->role != Role::kHalf)
      plain = times;
    Found found = plain;
    if (found.word == nullptr && is_digits(next)) {
      // 3 亿 5000 万; a digit run continues only behind an ideograph.
      if (!ideograph(next) || reader.last_scale <= 1 || bare_scale) break;
      const auto digits = read_digits(view, next);
      if (!digits || digits->value >= reader.last_scale) break;
      reader.push(digits->value);
      reader.room = 1;
      here = digits->end;
      reader.last_scale = 1;
      reader.good(here);
      continue;
    }
    if (found.word == nullptr && joiner.word != nullptr) {
      joined = true;
      next = joiner.end;
      found = find(view, next, simple | R::bit(Role::kHalf) | R::bit(Role::kOrdinal));
    }
    if (found.word == nullptr) break;
    const bool digit_word = found.word->role == Role::kAdd && found.word->digit && reader.last_scale >= 10;
    if (digit_word && found.word->value == 0) {  // 一千零五: the nought only keeps a place
      next = found.end;
      if (reader.any_digits && ideograph(next) && is_digits(next)) {  // 1千零20
        const auto digits = read_digits(view, next);
        if (!digits || digits->value >= reader.last_scale) break;
        reader.push(digits->value);
        reader.room = 1;
        reader.last_scale = 1;
        here = digits->end;
        reader.good(here);
        continue;
      }
      found = find(view, next, simple);
      if (found.word == nullptr || (found.word->digit && found.word->value == 0)) break;
    } else if (digit_word && short_tens_ && reader.last_scale >= 100 && found.word->value < 10 &&
               find(view, found.end, simple | R::bit(Role::kMore) | R::bit(Role::kSome) | R::bit(Role::kPoint)).word ==
                   nullptr) {  // 四百五
      reader.push(found.word->value * reader.last_scale / 10);
      reader.good(found.end);
      return reader.best;
    }
    if (joined && found.word->role == Role::kAdd && reader.count > 0) {  // 'between two million and three million'
      const Found scale = find(view, found.end, R::bit(Role::kTimes));
      const double last = reader.parts[reader.count - 1];
      if (scale.word != nullptr && scale.word->value <= last && found.word->value * scale.word->value >= last) break;
    }
    // 'R$ 200 milhões um ano depois': a word like 'one' goes on only before a multiplier.
    if (found.word->role == Role::kAdd && found.word->loose && !joined && reader.last_scale >= 1000 &&
        view.space_before(next) && find(view, found.end, R::bit(Role::kTimes)).word == nullptr)
      break;
    bool accepted = false;
    switch (found.word->role) {
      case Role::kAdd:
        if (fraction_before || reader.any_digits) {
          if (reader.last_scale <= 1) break;
        }
        accepted = reader.add(found.word->value, found.word->room_for_teens, joined);
        reader.words += 2;
        break;
      case Role::kTimes:
        if ((found.word->spelled && reader.any_digits) || (decimals && found.word->value >= 1000)) break;
        if (joined && reader.count > 0 && found.word->value < 1000 && found.word->value >= reader.room) break;
        accepted = joined ? reader.add(found.word->value, false, true) : reader.times(found.word->value);
        if (accepted && joined) reader.last_scale = found.word->value, reader.room = found.word->value;
        fraction_before = false;
        reader.words += 2;
        break;
      case Role::kArticle:  // 'half a million'
        if (!fraction_before || reader.best) break;
        accepted = true;
        break;
      case Role::kGroup: {
        // 'hundreds of millions', but not 'two hundreds' after another multiplier.
        const bool stacked = reader.vague && !reader.any_digits && found.word->value > reader.last_scale;
        if (reader.count == 0 || ((reader.last_scale > 1 || reader.vague) && !stacked)) {
          accepted = false;
          break;
        }
        accepted = reader.times(found.word->value);
        reader.words += 2;
        break;
      }
      case Role::kHalf: {
        const double unit = reader.last_scale;
        accepted = reader.count > 0 && !reader.vague && reader.push(found.word->value * unit);
        reader.room = 0;
        if (accepted && reader.last_scale > 1) {
          reader.good(found.end);
          return reader.best;
        }
        // 'two and a half million'
        if (accepted) {
          const Found scale = find(view, found.end, R::bit(Role::kTimes));
          if (scale.word != nullptr) {
            const double value = reader.sum() * scale.word->value;
            reader.count = 0;
            reader.push(value);
            reader.last_scale = scale.word->value;
            reader.good(scale.end);
          } else {
            reader.good(found.end);
          }
          return reader.best;
        }
        break;
      }
      case Role::kSome: {  // 十几亿: ten and some more
        if (reader.last_scale != 10 || reader.any_digits) break;
        const Found scale = find(view, found.end, R::bit(Role::kTimes));
        if (scale.word != nullptr && scale.word->value > 10) reader.times(scale.word->value);
        reader.good(scale.word != nullptr && scale.word->value > 10 ? scale.end : found.end);
        reader.best->more = true;
        return reader.best;
      }
      case Role::kMore: {
        if (reader.count == 0) break;
        reader.good(found.end);
        const Found scale = find(view, found.end, R::bit(Role::kTimes));
        if (scale.word != nullptr && scale.word->value > reader.last_scale) {
          reader.times(scale.word->value);
          reader.good(scale.end);
        }
        reader.best->more = true;
        return reader.best;
      }
      case Role::kPoint: {
        if (decimals) break;
        // Where words are not separated, digits follow one by one: 三点十五 is a time of day.
        const bool one_by_one = !view.at_end(found.end) && view.token(found.end.token).kind == TokenKind::kIdeograph;
        if (const auto tail = read_unsigned(view, found.end, true);
            tail && (!one_by_one || tail->positional) && tail->spelled && tail->value >= 10 && tail->value < 1e6 &&
            !reader.any_digits && reader.best) {
          reader.push(tail->value / std::pow(10, std::floor(std::log10(tail->value) + 1e-9) + 1));
          reader.good(tail->end);
          return reader.best;
        }
        double value = 0, factor = 0.1;
        Cursor c = found.end;
        bool digits = false;
        for (int i = 0; i < 9; ++i) {
          const Found digit = find(view, c, R::bit(Role::kAdd));
          if (digit.word == nullptr || digit.word->value >= 100 || (digit.word->value >= 10 && digits)) break;
          if (one_by_one && !digit.word->digit) break;
          if (digit.word->value >= 10) factor /= 10;
          value += digit.word->value * factor;
          factor /= 10;
          c = digit.end;
          digits = true;
        }
        if (!digits || reader.any_digits || !reader.best) return reader.best;
        if (one_by_one) {
          constexpr double kLeastScale = 1000;  // 三点五万, but 三点五十分
          const Found scale = find(view, c, R::bit(Role::kTimes));
          if (scale.word != nullptr && scale.word->value < kLeastScale) return reader.best;
        }
        const bool nought = value < 0.1 && one_by_one;
        reader.push(value);
        reader.room = 0;
        reader.good(c);
        if (nought) reader.best->point = next.token;
        here = c;
        const Found scale = find(view, c, R::bit(Role::kTimes));
        if (scale.word != nullptr) {
          const double total = reader.sum() * scale.word->value;
          reader.count = 0;
          reader.push(total);
          reader.last_scale = scale.word->value;
          reader.good(scale.end);
        }
        return reader.best;
      }
      case Role::kOrdinal:  // 'twenty-first', 'vigésimo primeiro'
        if (reader.any_digits || reader.vague || fraction_before) break;
        if (reader.add(found.word->value, false, joined)) {
          reader.good(found.end);
          reader.best->ordinal = true;
          return reader.best;
        }
        break;
      default:
        break;
    }
    if (!accepted) break;
    here = found.end;
    if (found.word->role != Role::kArticle) reader.good(here);
  }
  return reader.best;
}

}  // namespace annals
