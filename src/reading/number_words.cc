// The number words of a pack, compiled.
#include <algorithm>
#include <charconv>

#include "reading/numbers.h"
#include "text/utf8.h"

namespace annals {
namespace {

double parse_value(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

}  // namespace

NumberGrammar::NumberGrammar(const Pack& pack, Vocabulary& vocabulary) {
  edges_.emplace_back();
  words_.emplace_back();
  const std::string_view mark = pack.setting("decimal_mark", ".");
  decimal_ = mark.empty() ? '.' : decode(mark, 0).value;
  units_before_tens_ = pack.setting("units_before_tens") == "true";
  group_space_ = pack.setting("group_space") == "true";
  short_tens_ = pack.setting("short_tens") == "true";
  const Table& table = pack.table("numbers");
  for (const Table::Row& row : table.rows()) {
    static constexpr std::pair<std::string_view, Role> kRoles[] = {
        {"add", Role::kAdd},         {"times", Role::kTimes},
        {"and", Role::kAnd},         {"point", Role::kPoint},
        {"minus", Role::kMinus},     {"half", Role::kHalf},
        {"before", Role::kBefore},   {"some", Role::kSome},
        {"more", Role::kMore},       {"group", Role::kGroup},
        {"suffix", Role::kSuffix},   {"article", Role::kArticle},
        {"ordinal", Role::kOrdinal}, {"denominator", Role::kDenominator},
        {"over", Role::kOver},       {"parts", Role::kParts}};
    const std::string_view role = table.get(row, "role");
    const auto* found =
        std::find_if(std::begin(kRoles), std::end(kRoles), [&](const auto& r) { return r.first == role; });
    if (found == std::end(kRoles)) continue;
    const std::string_view features = table.get(row, "features");
    Word word{found->second,
              parse_value(table.get(row, "value")),
              features.find("digit") != std::string_view::npos,
              features.find("teens") != std::string_view::npos,
              features.find("loose") != std::string_view::npos,
              features.find("spelled") != std::string_view::npos};
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
          w.role != Role::kDenominator && w.role != Role::kOver && w.role != Role::kParts)
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
    add(surface, Word{Role::kAdd, static_cast<double>(value), false, false, false, false}, vocabulary);
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
  for (size_t n = 1; n < 100; ++n) {
    const std::string thousands = (n < 20 ? stem[n] : below_hundred(n)) + thousand;
    if (n > 1) put(thousands, n * 1000);
    for (size_t h = 1; h < 10; ++h) put(thousands + stem[h] + hundred, n * 1000 + h * 100);
  }
  for (size_t h = 1; h < 10; ++h) put(thousand + stem[h] + hundred, 1000 + h * 100);
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

}  // namespace annals
