#include "reading/numbers.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kMaxWords = 40;  // tokens in one number phrase

double parse_value(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

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

bool is_point(char32_t c) { return c == '.' || c == 0xFF0E || c == 0x066B; }
bool is_comma(char32_t c) { return c == ',' || c == 0xFF0C || c == 0x060C || c == 0x066C; }
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

NumberGrammar::NumberGrammar(const Pack& pack, Vocabulary& vocabulary) {
  edges_.emplace_back();
  words_.emplace_back();
  const std::string_view mark = pack.setting("decimal_mark", ".");
  decimal_ = mark.empty() ? '.' : decode(mark, 0).value;
  units_before_tens_ = pack.setting("units_before_tens") == "true";
  group_space_ = pack.setting("group_space") == "true";
  const Table& table = pack.table("numbers");
  for (const Table::Row& row : table.rows()) {
    static constexpr std::pair<std::string_view, Role> kRoles[] = {
        {"add", Role::kAdd},         {"times", Role::kTimes},
        {"and", Role::kAnd},         {"point", Role::kPoint},
        {"minus", Role::kMinus},     {"half", Role::kHalf},
        {"before", Role::kBefore},   {"some", Role::kSome},
        {"more", Role::kMore},       {"group", Role::kGroup},
        {"suffix", Role::kSuffix},   {"article", Role::kArticle},
        {"ordinal", Role::kOrdinal}, {"denominator", Role::kDenominator}};
    const std::string_view role = table.get(row, "role");
    const auto* found =
        std::find_if(std::begin(kRoles), std::end(kRoles), [&](const auto& r) { return r.first == role; });
    if (found == std::end(kRoles)) continue;
    const std::string_view features = table.get(row, "features");
    Word word{found->second, parse_value(table.get(row, "value")), features.find("digit") != std::string_view::npos,
              features.find("teens") != std::string_view::npos, features.find("loose") != std::string_view::npos};
    add(table.get(row, "surface"), word, vocabulary);
  }
  if (pack.setting("compound_numbers") == "true") add_compounds(pack, vocabulary);
  root_.assign(vocabulary.size() + 1, 0);
  starts_.assign(vocabulary.size() + 1, false);
  for (const auto& [word, node] : edges_[0]) {
    root_[word] = node;
    starts_[word] = true;
  }
  const auto only = [&](uint32_t node) {  // begins no number by itself
    for (const Word& w : words_[node]) {
      if (w.role != Role::kAnd && w.role != Role::kPoint && w.role != Role::kMore && w.role != Role::kSuffix &&
          w.role != Role::kDenominator)
        return false;
    }
    return edges_[node].empty();
  };
  for (const auto& [word, node] : edges_[0]) {
    if (only(node)) starts_[word] = false;
  }
}

void NumberGrammar::add(std::string_view surface, const Word& word, Vocabulary& vocabulary) {
  uint32_t node = 0;
  std::string form;
  for (const Token& token : tokenize(surface, Span{0, static_cast<uint32_t>(surface.size())})) {
    folded_form(surface, token, vocabulary.folding(), form);
    const uint32_t number = vocabulary.add(form);
    auto& edges = edges_[node];
    auto at = std::lower_bound(edges.begin(), edges.end(), std::pair{number, 0U});
    if (at == edges.end() || at->first != number) {
      const auto next = static_cast<uint32_t>(edges_.size());
      edges.insert(at, {number, next});
      edges_.emplace_back();
      words_.emplace_back();
      node = next;
    } else {
      node = at->second;
    }
  }
  if (node != 0) words_[node].push_back(word);
}

// Languages that write a number as one word, units before tens (einundzwanzig, zweihundertdrei): the words up to 9999
// in hundreds style and thousands style are made from the simple ones.
void NumberGrammar::add_compounds(const Pack& pack, Vocabulary& vocabulary) {
  std::string units[20], tens[10], stem[20];
  std::string hundred, thousand, joiner;
  const Table& table = pack.table("numbers");
  for (const Table::Row& row : table.rows()) {
    const auto surface = std::string(table.get(row, "surface"));
    const double value = parse_value(table.get(row, "value"));
    const std::string_view features = table.get(row, "features"), role = table.get(row, "role");
    if (role == "and" && features.find("stem") != std::string_view::npos) joiner = surface;
    if (features.find("stem") == std::string_view::npos) continue;
    if (role == "times" && value == 100) hundred = surface;
    if (role == "times" && value == 1000) thousand = surface;
    if (role != "add") continue;
    const auto v = static_cast<size_t>(value);
    if (v < 20) (features.find("final") != std::string_view::npos ? units[v] : stem[v]) = surface;
    if (v >= 20 && v % 10 == 0 && v < 100) tens[v / 10] = surface;
  }
  for (size_t i = 0; i < 20; ++i) {
    if (units[i].empty()) units[i] = stem[i];
  }
  const auto below_hundred = [&](size_t n) {
    if (n < 20) return units[n];
    if (n % 10 == 0) return tens[n / 10];
    return stem[n % 10] + joiner + tens[n / 10];
  };
  const auto put = [&](const std::string& surface, size_t value) {
    add(surface, Word{Role::kAdd, static_cast<double>(value), false, false, false}, vocabulary);
  };
  for (size_t n = 21; n < 100; ++n) {
    if (n % 10 != 0) put(below_hundred(n), n);
  }
  for (size_t h = 1; h < 20; ++h) {
    for (size_t n = 0; n < 100; ++n) {
      const std::string rest = n == 0 ? "" : below_hundred(n);
      if (h != 10) put(stem[h] + hundred + rest, h * 100 + n);
      if (h == 1 && n > 0) put(hundred + rest, 100 + n);
      if (h == 2 && n > 0) put(stem[2] + thousand + rest, 2000 + n);
    }
  }
  for (size_t n = 2; n < 100; ++n) put((n < 20 ? stem[n] : below_hundred(n)) + thousand, n * 1000);
  for (size_t h = 1; h < 10; ++h) put(stem[h] + hundred + thousand, h * 100000);
}

void NumberGrammar::mark_words(std::vector<bool>& marks) const {
  for (const auto& edges : edges_) {
    for (const auto& edge : edges) marks[edge.first] = true;
  }
}

uint32_t NumberGrammar::step(uint32_t node, uint32_t word) const {
  if (node == 0) return word < root_.size() ? root_[word] : 0;
  const auto& edges = edges_[node];
  const auto at = std::lower_bound(edges.begin(), edges.end(), std::pair{word, 0U});
  return at != edges.end() && at->first == word ? at->second : 0;
}

NumberGrammar::Found NumberGrammar::find(const WordView& view, Cursor at, uint32_t roles) const {
  Found best;
  struct Place {
    uint32_t node;
    Cursor cursor;
  };
  Place stack[8];
  uint32_t depth = 0;
  stack[depth++] = {0, at};
  while (depth > 0) {
    const Place place = stack[--depth];
    view.words(place.cursor, [&](uint32_t word, Cursor next) {
      const uint32_t node = step(place.node, word);
      if (node == 0) return;
      for (const Word& w : words_[node]) {
        if ((roles >> static_cast<unsigned>(w.role) & 1U) == 0) continue;
        if (best.word == nullptr || next.token > best.end.token) best = {&w, next};
      }
      if (!edges_[node].empty() && depth < 8) stack[depth++] = {node, next};
    });
  }
  return best;
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
  number.value = parse_value(digits);
  number.digits = used == 1 ? static_cast<uint8_t>(digits.size()) : 0;
  uint32_t end = at.token + 1;
  for (size_t i = 1; i < used; ++i) end += pieces[i].mark == ' ' ? 1 : 2;
  number.end = {end, 0};
  return number;
}

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
    last_scale = 1;
    return true;
  }

  bool times(double value) {
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

std::optional<Number> NumberGrammar::read(const WordView& view, Cursor at) const {
  using R = NumberReader;
  if (view.at_end(at)) return std::nullopt;
  const uint32_t simple = R::bit(Role::kAdd) | R::bit(Role::kTimes);
  R reader{*this, view, at, {}, 0, 1e30, 1, 0, false, false, false, false, false, false, 0, std::nullopt};
  Cursor here = at;
  bool minus = false;
  bool fraction_before = false;
  const auto is_digits = [&](Cursor c) {
    return !view.at_end(c) && c.rest == 0 && view.token(c.token).kind == TokenKind::kNumber;
  };
  const auto ideograph = [&](Cursor c) { return c.token > 0 && view.token(c.token - 1).kind == TokenKind::kIdeograph; };

  if (!is_digits(here)) {
    const Found sign = find(view, here, R::bit(Role::kMinus));
    if (sign.word != nullptr) {
      minus = true;
      here = sign.end;
    }
  }
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
    if (first.word == nullptr ||
        (multiplier.word != nullptr && (multiplier.end.token > first.end.token || first.word->role == Role::kGroup)))
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
        const bool either = digits == 2 && first.word->value >= 1 && value == first.word->value * 11 + 1;  // 四五千
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
      if (!ideograph(next) || reader.last_scale <= 1) break;
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
        double value = 0, factor = 0.1;
        Cursor c = found.end;
        bool digits = false;
        for (int i = 0; i < 9; ++i) {
          const Found digit = find(view, c, R::bit(Role::kAdd));
          if (digit.word == nullptr || digit.word->value >= 100 || (digit.word->value >= 10 && digits)) break;
          if (digit.word->value >= 10) factor /= 10;
          value += digit.word->value * factor;
          factor /= 10;
          c = digit.end;
          digits = true;
        }
        if (!digits || reader.any_digits || !reader.best) return reader.best;
        reader.push(value);
        reader.room = 0;
        reader.good(c);
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
  if (reader.best && minus) reader.best->value = -reader.best->value;
  return reader.best;
}

}  // namespace annals
