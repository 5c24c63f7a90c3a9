#include "reading/expressions.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr std::string_view kBuiltinNames[kFirstClassSlot] = {
    "day",    "nday",  "mn",      "nmn",  "year",   "nyear",  "year2", "anyyear", "yy",    "zm",  "zd",
    "number", "whole", "ordinal", "hour", "minute", "digits", "roman", "date",    "clock", "time"};

constexpr std::pair<std::string_view, Builder> kBuilders[] = {
    {"none", Builder::kNothing},    {"date", Builder::kDate},         {"clock", Builder::kClock},
    {"deictic", Builder::kDeictic}, {"shift", Builder::kShift},       {"nth", Builder::kNth},
    {"range", Builder::kRange},     {"same", Builder::kSame},         {"named", Builder::kNamed},
    {"join", Builder::kJoin},       {"part", Builder::kPart},         {"open", Builder::kOpen},
    {"last-of", Builder::kLastOf},  {"money", Builder::kMoney},       {"percent", Builder::kPercent},
    {"count", Builder::kCount},     {"duration", Builder::kDuration}, {"multiple", Builder::kMultiple}};

constexpr int kStepsPerStart = 3000;

double to_number(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::vector<std::string_view> split(std::string_view text, char at) {
  std::vector<std::string_view> out;
  while (!text.empty()) {
    const size_t cut = text.find(at);
    if (cut != 0) out.push_back(text.substr(0, cut));
    if (cut == std::string_view::npos) break;
    text.remove_prefix(cut + 1);
  }
  return out;
}

std::string place_of(const Table::Row& row) {
  return fmt::format("{}:{}", row.file == nullptr ? std::string() : *row.file, row.line);
}

// Compiles one pack's tables. A class of its own because macros, classes and levels are only needed meanwhile.
class Compiler {
 public:
  Compiler(const Pack& pack, Vocabulary& vocabulary, const std::vector<Clitic>& clitics)
      : pack_(pack), vocabulary_(vocabulary), grammar_(std::make_shared<ExpressionGrammar>(pack, vocabulary)) {
    grammar_->slot_names.assign(std::begin(kBuiltinNames), std::end(kBuiltinNames));
    for (size_t i = 0; i < grammar_->slot_names.size(); ++i) slots_[grammar_->slot_names[i]] = static_cast<uint16_t>(i);
    compile_clitics(clitics);
  }

  std::shared_ptr<const ExpressionGrammar> compile() {
    add_class_table("months", "month");
    add_class_table("weekdays", "weekday");
    add_class_table("units", "unit");
    add_class_table("currencies", "currency");
    add_class_table("expressions", {});
    for (const auto* name : {"times", "quantities"}) add_rules(name);
    grammar_->fillers.assign(grammar_->slot_names.size(), false);
    for (const std::string_view name : {"the", "of", "on", "in", "in_the", "at", "and", "or", "to", "from", "dash"}) {
      if (const uint16_t slot = grammar_->slot(name); slot < grammar_->fillers.size()) grammar_->fillers[slot] = true;
    }
    std::vector<uint32_t> romans;
    for (int number = 1; number <= 40; ++number) romans.push_back(vocabulary_.add(roman(number)));
    grammar_->year_leads.assign(vocabulary_.size() + 1, false);
    for (const auto& [key, node] : grammar_->words.node(0).words) {
      for (const uint32_t entry : grammar_->words.node(node).rules) {
        const std::string& name = grammar_->slot_names[grammar_->entries[entry].slot];
        if (name == "in" || name == "of" || name == "from" || name == "to" || name == "yearprep" || name == "between" ||
            name == "and")
          grammar_->year_leads[key >> 2] = true;
      }
    }
    grammar_->lookahead.build(*grammar_, romans, vocabulary_.size());
    return grammar_;
  }

 private:
  void compile_clitics(const std::vector<Clitic>& clitics) {
    uint32_t rows = 0;
    for (const Clitic& clitic : clitics) rows = std::max(rows, clitic.row + 1);
    grammar_->clitics.word.assign(rows, 0);
    grammar_->clitics.article.assign(rows, 0);
    const Table& table = pack_.table("clitics");
    for (const Clitic& clitic : clitics) {
      const std::string_view meaning =
          clitic.row < table.rows().size() ? table.get(table.rows()[clitic.row], "meaning") : "";
      if (meaning == "the") grammar_->clitics.article[clitic.row] = static_cast<uint32_t>(clitic.folded.size());
      if (meaning == "the") continue;
      const CodePoint first = decode(clitic.folded, 0);
      grammar_->clitics.word[clitic.row] = vocabulary_.add(std::string_view(clitic.folded).substr(0, first.bytes));
    }
  }

  uint16_t class_slot(std::string_view name) {
    const auto found = slots_.find(std::string(name));
    if (found != slots_.end()) return found->second;
    const auto number = static_cast<uint16_t>(grammar_->slot_names.size());
    grammar_->slot_names.emplace_back(name);
    slots_[std::string(name)] = number;
    return number;
  }

  // The pack's own rows before those of all languages: the first of two equals wins.
  static std::vector<const Table::Row*> own_first(const Table& table) {
    std::vector<const Table::Row*> rows;
    for (const bool world : {false, true}) {
      for (const Table::Row& row : table.rows()) {
        if ((row.file != nullptr && row.file->starts_with("_world")) == world) rows.push_back(&row);
      }
    }
    return rows;
  }

  void add_class_table(std::string_view table_name, std::string_view class_name) {
    const Table& table = pack_.table(table_name);
    for (const Table::Row* each : own_first(table)) {
      const Table::Row& row = *each;
      const std::string_view own = class_name.empty() ? table.get(row, "class") : class_name;
      const std::string_view surface = table.get(row, "surface");
      if (own.empty() || surface.empty()) continue;
      ClassEntry entry;
      entry.slot = class_slot(own);
      entry.value = std::string(table.get(row, "value"));
      entry.number = to_number(entry.value);
      for (const std::string_view feature : split(table.get(row, "features"), ' ')) {
        if (feature == "weak")
          entry.weak = true;
        else if (feature == "capital")
          entry.capital = true;
        else if (feature == "capitals")
          entry.capitals = true;
        else if (feature.starts_with("count="))
          entry.count = to_number(feature.substr(6));
        else
          entry.note += (entry.note.empty() ? "" : " ") + std::string(feature);
      }
      const auto ways = expand_pattern(surface, vocabulary_);
      if (!ways) {
        problem(row, ways.error().message);
        continue;
      }
      const auto number = static_cast<uint32_t>(grammar_->entries.size());
      grammar_->entries.push_back(entry);
      for (const auto& way : *ways) grammar_->words.add(way, std::vector<uint16_t>(way.size()), number);
      if (entry.note != "sign") continue;  // signs and codes, which may stand before their sum
      entry.slot = class_slot("sign");
      grammar_->entries.push_back(entry);
      for (const auto& way : *ways) grammar_->words.add(way, std::vector<uint16_t>(way.size()), number + 1);
    }
  }

  // Writes macros out; `which` of a macro goes to all slots inside.
  std::string with_macros(std::string_view pattern, int depth = 0) const {
    std::string out;
    while (!pattern.empty()) {
      const size_t open = pattern.find('{');
      if (open == std::string_view::npos) break;
      const size_t close = pattern.find('}', open);
      if (close == std::string_view::npos) break;
      out += pattern.substr(0, open);
      std::string_view name = pattern.substr(open + 1, close - open - 1);
      std::string which;
      if (name.size() > 2 && name[1] == ':') {
        which = std::string(name.substr(0, 2));
        name.remove_prefix(2);
      }
      const auto macro = macros_.find(std::string(name));
      if (macro == macros_.end() || depth > 5) {
        out += "{" + which + std::string(name) + "}";
      } else {
        std::string body = with_macros(macro->second, depth + 1);
        if (!which.empty()) {
          std::string marked;
          for (size_t i = 0; i < body.size(); ++i) {
            marked += body[i];
            if (body[i] == '{') marked += which;
          }
          body = marked;
        }
        out += "(" + body + ")";
      }
      pattern.remove_prefix(close + 1);
    }
    return out + std::string(pattern);
  }

  void problem(const Table::Row& row, std::string_view what) {
    grammar_->problems.push_back(fmt::format("languages/{}: {}", place_of(row), what));
  }

  bool parse_arguments(const Table::Row& row, std::string_view text, Rule& rule) {
    const auto words = split(text, ' ');
    if (words.empty()) return problem(row, "no builder"), false;
    const auto* builder =
        std::find_if(std::begin(kBuilders), std::end(kBuilders), [&](const auto& b) { return b.first == words[0]; });
    if (builder == std::end(kBuilders)) return problem(row, fmt::format("no builder is called '{}'", words[0])), false;
    rule.builder = builder->second;
    for (size_t i = 1; i < words.size(); ++i) {
      const size_t equals = words[i].find('=');
      const std::string_view key = words[i].substr(0, equals);
      const std::string_view value = equals == std::string_view::npos ? "" : words[i].substr(equals + 1);
      if (key == "sign")
        rule.sign = static_cast<int>(to_number(value));
      else if (key == "offset")
        rule.offset = static_cast<int>(to_number(value));
      else if (key == "n")
        rule.n = static_cast<int>(to_number(value));
      else if (key == "unit")
        rule.unit = value;
      else if (key == "from")
        rule.from = value;
      else if (key == "calendar")
        rule.calendar = value;
      else if (key == "bound")
        rule.bound = value;
      else if (key == "type")
        rule.type = value;
      else if (key == "value")
        rule.value = value;
      else
        return problem(row, fmt::format("no builder takes '{}'", key)), false;
    }
    return true;
  }

  void add_rules(std::string_view table_name) {
    const Table& table = pack_.table(table_name);
    const std::vector<const Table::Row*> rows = own_first(table);
    macros_.clear();
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
      if (table.get(**row, "builder") == "macro")
        macros_[std::string(table.get(**row, "id"))] = std::string(table.get(**row, "pattern"));
    }
    for (const Table::Row* row : rows) {
      const std::string_view builder = table.get(*row, "builder");
      if (builder == "macro") continue;
      Rule rule;
      rule.id = table.get(*row, "id");
      rule.place = place_of(*row);
      rule.example = table.get(*row, "example");
      rule.expects = table.get(*row, "expects");
      if (!parse_arguments(*row, builder, rule)) continue;
      const std::string pattern = with_macros(table.get(*row, "pattern"));
      const auto ways = expand_pattern(pattern, vocabulary_);
      if (!ways) {
        problem(*row, ways.error().message);
        continue;
      }
      const auto number = static_cast<uint32_t>(grammar_->rules.size());
      std::array<std::vector<std::pair<std::vector<PatternStep>, std::vector<uint16_t>>>, 4> by_level;
      uint8_t highest = 0;
      for (const auto& way : *ways) {
        std::vector<uint16_t> slots(way.size());
        bool known = true;
        uint8_t level = 0;
        for (size_t i = 0; i < way.size() && known; ++i) {
          if (way[i].kind == PatternStep::Kind::kWord) continue;
          const auto slot = slots_.find(std::string(way[i].slot));
          known = slot != slots_.end();
          if (!known) break;
          slots[i] = slot->second;
          if (slot->second == kDateSlot || slot->second == kClockSlot) level = std::max<uint8_t>(level, 1);
          if (slot->second == kTimeSlot) level = 2;
        }
        if (!known) continue;
        if (table_name == "quantities") level = 3;
        highest = std::max(highest, level);
        by_level[level].emplace_back(way, slots);
      }
      for (size_t level = 0; level < 4; ++level) {
        for (const auto& [steps, slots] : by_level[level]) grammar_->tries[level].add(steps, slots, number);
      }
      rule.level = highest;
      grammar_->rules.push_back(std::move(rule));
    }
  }

  // As folded: in small letters.
  static std::string roman(int number) {
    static constexpr std::pair<int, std::string_view> kSigns[] = {{40, "xl"}, {10, "x"}, {9, "ix"},
                                                                  {5, "v"},   {4, "iv"}, {1, "i"}};
    std::string out;
    for (const auto& [value, sign] : kSigns) {
      for (; number >= value; number -= value) out += sign;
    }
    return out;
  }

  const Pack& pack_;
  Vocabulary& vocabulary_;
  std::shared_ptr<ExpressionGrammar> grammar_;
  std::map<std::string, uint16_t> slots_;
  std::map<std::string, std::string> macros_;
};

bool is_number(const Token& token) { return token.kind == TokenKind::kNumber; }

// Stable. Nearly always sorted already, so that this is one pass.
void longest_first(std::vector<Item>& items) {
  for (size_t i = 1; i < items.size(); ++i) {
    for (size_t k = i; k > 0 && items[k].end.token > items[k - 1].end.token; --k) std::swap(items[k], items[k - 1]);
  }
}

}  // namespace

uint16_t ExpressionGrammar::slot(std::string_view name) const {
  const auto found = std::find(slot_names.begin(), slot_names.end(), name);
  return found == slot_names.end() ? std::numeric_limits<uint16_t>::max()
                                   : static_cast<uint16_t>(found - slot_names.begin());
}

std::shared_ptr<const ExpressionGrammar> compile_expressions(const Pack& pack, Vocabulary& vocabulary,
                                                             const std::vector<Clitic>& clitics) {
  return Compiler(pack, vocabulary, clitics).compile();
}

const Item* Scanner::capture(const RuleMatch& match, uint16_t slot, uint8_t which) const {
  for (uint32_t i = 0; i < match.capture_count; ++i) {
    const Item& item = captures_[match.first_capture + i];
    if (item.slot == slot && item.which == which) return &item;
  }
  return nullptr;
}

const Item* Scanner::capture(const RuleMatch& match, std::string_view name, uint8_t which) const {
  for (uint32_t i = 0; i < match.capture_count; ++i) {
    const Item& item = captures_[match.first_capture + i];
    if (item.which == which && grammar_->slot_names[item.slot] == name) return &item;
  }
  return nullptr;
}

const ClassEntry* Scanner::word_before(const RuleMatch& match, std::string_view name) {
  constexpr uint32_t kLongest = 4;  // words
  const Cursor at = match.core_begin;
  const auto ending_here = [&](Cursor from) -> const ClassEntry* {
    for (const Item& item : items(from)) {
      if (item.end == at && item.entry != nullptr && grammar_->slot_names[item.slot] == name) return item.entry;
    }
    return nullptr;
  };
  if (at.rest != 0) return ending_here({at.token, 0});
  const ClassEntry* longest = nullptr;
  for (uint32_t back = 1; back <= std::min(kLongest, at.token); ++back) {
    if (const ClassEntry* found = ending_here({at.token - back, 0})) longest = found;
  }
  return longest;
}

const ClassEntry* Scanner::word_after(const RuleMatch& match, std::string_view name) {
  for (const Item& item : items(match.core_end)) {
    if (item.entry != nullptr && grammar_->slot_names[item.slot] == name) return item.entry;
  }
  return nullptr;
}

std::pair<Span, Span> Scanner::ends_of_dash(const RuleMatch& match) const {
  const Item* dash = nullptr;
  Cursor begin = match.core_begin;
  for (uint32_t i = 0; i < match.capture_count; ++i) {
    const Item& item = captures_[match.first_capture + i];
    if (item.which == 2) break;
    const std::string& name = grammar_->slot_names[item.slot];
    if (item.begin == match.core_begin && name == "from")
      begin = item.end;
    else if (name == "dash")
      dash = &item;
  }
  if (dash == nullptr || dash->begin.token == 0 || dash->begin.rest != 0) return {};
  const Span first{view_.begin(begin), view_.end(dash->begin)};
  const Span second{view_.begin(dash->end), view_.end(match.core_end)};
  if (first.end <= first.begin || second.end <= second.begin) return {};
  return {first, second};
}

void Scanner::number_items(Cursor at, std::vector<Item>& out) {
  const auto put = [&](uint16_t slot, double value, Cursor end, const Number* number) {
    out.push_back({slot, 1, at, end, value, nullptr, number, 0});
    const uint16_t either = slot == kYearSlot || slot == kSpelledYearSlot           ? kEitherYearSlot
                            : slot == kMonthNumberSlot || slot == kSpelledMonthSlot ? kEitherMonthSlot
                            : slot == kDaySlot || slot == kSpelledDaySlot           ? kEitherDaySlot
                                                                                    : kFirstClassSlot;
    if (either != kFirstClassSlot) out.push_back({either, 1, at, end, value, nullptr, number, 0});
  };
  const Token& token = view_.token(at.token);
  if (is_number(token) && at.rest == 0) {
    double value = 0;
    uint32_t digits = 0;
    for (uint32_t i = token.span.begin; i < token.span.end && digits < 16; ++digits) {
      const CodePoint c = decode(view_.text, i);
      const char32_t base = c.value < 0x80 ? U'0' : 0;
      value =
          value * 10 + (base != 0 ? static_cast<double>(c.value - base) : static_cast<double>(digit_value(c.value)));
      i += c.bytes;
    }
    const Cursor end{at.token + 1, 0};
    Number* const plain = &numbers_.emplace_back();
    plain->value = value;
    plain->digits = static_cast<uint8_t>(digits);
    plain->end = end;
    put(kDigitsSlot, value, end, plain);
    if (digits <= 2 && value >= 1 && value <= 31) put(kDaySlot, value, end, plain);
    if (digits <= 2 && value >= 1 && value <= 12) put(kMonthNumberSlot, value, end, plain);
    if (digits <= 2 && value <= 24) put(kHourSlot, value, end, plain);
    if (digits == 2 && value <= 59) put(kMinuteSlot, value, end, plain);
    if (digits == 2) put(kShortYearSlot, value, end, plain);
    if (digits == 4 && value >= 1000 && value <= 2199) put(kYearSlot, value, end, plain);
    if (digits <= 4 && value >= 1) put(kAnyYearSlot, value, end, plain);
  }
  const auto read = grammar_->numbers.read(view_, at);
  if (!read) return;
  const Number* const number = &numbers_.emplace_back(*read);
  if (number->ordinal) {
    put(kOrdinalSlot, number->value, number->end, number);
    return;
  }
  put(kNumberSlot, number->value, number->end, number);
  if (number->value == std::floor(number->value) && !number->more) put(kWholeSlot, number->value, number->end, number);
  if (!number->spelled || number->vague || number->article_only) return;
  if (number->value >= 1 && number->value <= 31 && !number->positional)
    put(kSpelledDaySlot, number->value, number->end, number);
  if (number->value >= 1 && number->value <= 12 && !number->positional)
    put(kSpelledMonthSlot, number->value, number->end, number);
  if (number->positional && number->digits == 2) put(kShortYearSlot, number->value, number->end, number);
  if (number->positional && number->digits == 4 && number->value < 2200)
    put(kSpelledYearSlot, number->value, number->end, number);
  if (!number->positional && number->value > 1000 && number->value < 2200 && number->scale == 1)
    put(kSpelledYearSlot, number->value, number->end, number);
  if (number->value >= 11 && number->value <= 20 && !view_.at_end(number->end)) {  // 'nineteen eighty-four'
    const auto rest = grammar_->numbers.read(view_, number->end);
    if (rest && rest->spelled && !rest->ordinal && !rest->positional && rest->value >= 10 && rest->value < 100 &&
        rest->scale == 1) {
      put(kSpelledYearSlot, number->value * 100 + rest->value, rest->end, &numbers_.emplace_back(*rest));
    }
  }
}

const std::vector<Item>& Scanner::items(Cursor at) {
  auto& memo = memo_[(at.token & 31U) + (at.rest == 0 ? 0U : 32U)];
  if (memo.begin_anew(key_of(0, at)) && !view_.at_end(at)) find_items(at, memo.found);
  return memo.found;
}

void Scanner::find_items(Cursor at, std::vector<Item>& out) {
  const Token& token = view_.token(at.token);
  bool number = is_number(token) && at.rest == 0;
  struct Place {
    uint32_t node;
    Cursor cursor;
  };
  Place stack[16];
  uint32_t depth = 0;
  stack[depth++] = {0, at};
  while (depth > 0) {
    const Place place = stack[--depth];
    const auto& words = grammar_->words.node(place.node).words;
    view_.words(place.cursor, [&](uint32_t word, Cursor next) {
      if (place.node == 0) number = number || grammar_->numbers.may_start(word);
      auto edge = std::lower_bound(words.begin(), words.end(), std::pair{word * 4, 0U});
      for (; edge != words.end() && edge->first >> 2 == word; ++edge) {
        if ((edge->first & 1) != 0 && view_.space_before(place.cursor)) continue;
        const PatternTrie::Node& reached = grammar_->words.node(edge->second);
        for (const uint32_t entry : reached.rules) {
          const ClassEntry& found = grammar_->entries[entry];
          out.push_back({found.slot, 1, at, next, found.number, &found, &kNotCounted, 0});
        }
        if (!reached.words.empty() && depth < 16) stack[depth++] = {edge->second, next};
      }
    });
  }
  if (number) number_items(at, out);
  if (token.kind == TokenKind::kWord && at.rest == 0) {
    if (token.all_capitals || token.span.size() == 1) {
      if (const double roman = roman_value(token.span.of(view_.text)); roman > 0)
        out.push_back({kRomanSlot, 1, at, {at.token + 1, 0}, roman, nullptr, &kNotCounted, 0});
    }
  }
  longest_first(out);
}

const std::vector<Item>& Scanner::nested_items(uint8_t level, Cursor at) {
  auto& memo = nested_memo_[(at.token * 2 + (at.rest != 0 ? 1U : 0U) + level * 16U) & 31U];
  if (memo.begin_anew(key_of(level, at))) find_nested_items(level, at, memo.found);
  return memo.found;
}

void Scanner::find_nested_items(uint8_t level, Cursor at, std::vector<Item>& out) {
  std::vector<RuleMatch>& found = nested_[level];
  found.clear();
  for (uint8_t l = 0; l <= level; ++l) add_matches(l, at, found);
  for (const RuleMatch& match : found) {
    if (match.rule->builder == Builder::kNothing) continue;
    if (!(match.core_begin == at) || !(match.core_end == match.end)) continue;
    const uint16_t slot = match.rule->builder == Builder::kClock ? kClockSlot : level == 0 ? kDateSlot : kTimeSlot;
    out.push_back({slot, 1, at, match.core_end, 0, nullptr, &kNotCounted, static_cast<uint32_t>(inner_.size())});
    inner_.push_back(match);
  }
  longest_first(out);
}

void Scanner::walk(Walk& walk, uint32_t node_number, Cursor at, uint32_t depth) {
  if (++walk.steps > kStepsPerStart) return;
  const PatternTrie::Node& node = walk.trie->node(node_number);
  if (!node.rules.empty() && walk.core) {
    RuleMatch match{&grammar_->rules[node.rules.front()],    walk.begin, at, walk.core_begin, walk.core_end,
                    static_cast<uint32_t>(captures_.size()), walk.count};
    const auto same_end = std::find_if(walk.out->begin(), walk.out->end(),
                                       [&](const RuleMatch& m) { return m.end == at && m.rule->level == walk.level; });
    for (const uint32_t rule : node.rules) {
      if (same_end != walk.out->end() && same_end->rule <= &grammar_->rules[rule]) break;
      match.rule = &grammar_->rules[rule];
      captures_.insert(captures_.end(), walk.captures.begin(), walk.captures.begin() + walk.count);
      if (acceptable(match)) {
        if (same_end != walk.out->end())
          *same_end = match;
        else
          walk.out->push_back(match);
        break;
      }
      captures_.resize(match.first_capture);
    }
  }
  const Lookahead& lookahead = grammar_->lookahead;
  if (view_.at_end(at)) return;
  const bool space = view_.space_before(at);
  // Most steps lead nowhere, and the next word says so.
  const auto leads_on = [&](uint32_t to, Cursor next) {
    const WordBits& bits = bits_[next.token];
    return lookahead.words(walk.level, to).meets(bits) || lookahead.slots(walk.level, to).meets(bits);
  };
  const auto follow = [&](bool outside, Cursor next, uint32_t to) {
    const Cursor core_begin = walk.core_begin, core_end = walk.core_end;
    const bool core = walk.core;
    if (!outside) {
      if (!walk.core) walk.core_begin = at;
      walk.core = true;
      walk.core_end = next;
    }
    this->walk(walk, to, next, depth + 1);
    walk.core_begin = core_begin;
    walk.core_end = core_end;
    walk.core = core;
  };
  if (lookahead.words(walk.level, node_number).meets(bits_[at.token])) {
    view_.words(at, [&](uint32_t word, Cursor next) {
      auto edge = std::lower_bound(node.words.begin(), node.words.end(), std::pair{word * 4, 0U});
      for (; edge != node.words.end() && edge->first >> 2 == word; ++edge) {
        if (((edge->first & 1) == 0 || !space) && leads_on(edge->second, next))
          follow((edge->first & 2) != 0, next, edge->second);
      }
    });
  }
  if (walk.count == Walk::kMaxCaptures || !lookahead.slots(walk.level, node_number).meets(bits_[at.token])) return;
  // Whether the walk went on there; then what items were looked up may be others.
  const auto take = [&](const PatternTrie::SlotEdge& edge, const Item& item) {
    const Cursor end = item.end;
    if ((edge.glued && space) || !leads_on(edge.to, end)) return false;
    walk.captures[walk.count] = item;
    walk.captures[walk.count].which = edge.which;
    ++walk.count;
    follow(edge.outside, end, edge.to);
    --walk.count;
    return true;
  };
  const auto edge_of = [&](uint16_t slot) {
    return std::lower_bound(node.slots.begin(), node.slots.end(), slot,
                            [](const PatternTrie::SlotEdge& e, uint16_t wanted) { return e.slot < wanted; });
  };
  for (auto edge = edge_of(kDateSlot); edge != node.slots.end() && edge->slot <= kTimeSlot; ++edge) {
    const uint8_t highest = edge->slot == kTimeSlot ? 1 : 0;
    const std::vector<Item>* found = &nested_items(highest, at);
    for (size_t i = 0; i < found->size(); ++i) {
      const Item& item = (*found)[i];
      if (item.slot != edge->slot && (edge->slot != kTimeSlot || item.slot != kDateSlot)) continue;
      if (take(*edge, item)) found = &nested_items(highest, at);
    }
  }
  if (node.slots.front().slot >= kDateSlot && node.slots.back().slot <= kTimeSlot) return;
  const std::vector<Item>* found = &items(at);
  for (size_t i = 0; i < found->size(); ++i) {
    const uint16_t slot = (*found)[i].slot;
    if (!lookahead.takes(walk.level, node_number, slot)) continue;
    for (auto edge = edge_of(slot); edge != node.slots.end() && edge->slot == slot; ++edge) {
      if (take(*edge, (*found)[i])) found = &items(at);
    }
  }
}

const std::vector<RuleMatch>& Scanner::run(uint8_t level, Cursor at) {
  auto& memo = runs_[(at.token * 2 + (at.rest != 0 ? 1U : 0U)) & 15U][level];
  if (!memo.begin_anew(key_of(level, at))) return memo.found;
  if (at.rest == 0 && !grammar_->lookahead.may_begin(level, view_, at.token, bits_)) return memo.found;
  Walk& state = walks_[level];
  state.level = level;
  state.steps = 0;
  state.begin = at;
  state.trie = &grammar_->tries[level];
  state.out = &memo.found;
  state.count = 0;
  state.core = false;
  walk(state, 0, at, 0);
  steps_ += static_cast<uint64_t>(state.steps);
  return memo.found;
}

// Of two matches of a level that end together, the rule that stands first counts.
void Scanner::add_matches(uint8_t level, Cursor at, std::vector<RuleMatch>& out) {
  const size_t before = out.size();
  for (const RuleMatch& match : run(level, at)) {
    const auto known = out.begin() + static_cast<std::ptrdiff_t>(before);
    const auto same = std::find_if(out.begin(), known,
                                   [&](const RuleMatch& m) { return m.end == match.end && m.rule->level == level; });
    if (same == known)
      out.push_back(match);
    else if (match.rule < same->rule)
      *same = match;
  }
}

// Digits in the middle of something else: 'GPT-4', 'v1.2.3', '#12', a part of an address.
bool Scanner::bad_start(Cursor at) const {
  const Token& token = view_.token(at.token);
  if (!is_number(token) || token.space_before || at.token == 0) return false;
  const Token& before = view_.token(at.token - 1);
  if (before.span.end != token.span.begin) return false;
  if (before.kind == TokenKind::kWord)
    return before.script == Script::kLatin || before.script == Script::kCyrillic || before.script == Script::kGreek;
  if (before.kind == TokenKind::kIdeograph || before.kind == TokenKind::kLineBreak || before.span.size() != 1)
    return false;
  const char sign = view_.text[before.span.begin];
  if (sign == '#' || sign == '@' || sign == '_' || sign == '=' || sign == '&' || sign == '%' || sign == '\\')
    return true;
  const bool joins = sign == '-' || sign == '/' || sign == '.' || sign == ':' || sign == ',' || sign == '+';
  if (!joins || before.space_before || at.token < 2) return false;
  const Token& farther = view_.token(at.token - 2);
  if (farther.span.end != before.span.begin) return false;
  if (sign == '-' && is_number(farther)) return false;
  if (sign == ',' || sign == ':') return is_number(farther);
  return farther.kind == TokenKind::kWord || is_number(farther) || farther.kind == TokenKind::kPunctuation;
}

// '1848 Elm Street'
bool Scanner::is_address(uint32_t number) const {
  const uint16_t street = grammar_->slot("street");
  if (street >= grammar_->slot_names.size() || !view_.token(number + 1).capitalized) return false;
  for (uint32_t t = number + 2; t < std::min(number + 4, view_.size()) && view_.token(t).capitalized; ++t) {
    const auto& words = grammar_->words.node(0).words;
    const uint32_t word = view_.token(t).word;
    for (auto edge = std::lower_bound(words.begin(), words.end(), std::pair{word * 4, 0U});
         word != 0 && edge != words.end() && edge->first >> 2 == word; ++edge) {
      for (const uint32_t entry : grammar_->words.node(edge->second).rules) {
        if (grammar_->entries[entry].slot == street) return true;
      }
    }
  }
  return false;
}

bool Scanner::acceptable(const RuleMatch& match) const {
  bool numbers = false, strong = false, weak = false;
  for (uint32_t i = 0; i < match.capture_count; ++i) {
    const Item& item = captures_[match.first_capture + i];
    if (item.entry == nullptr) {
      numbers = numbers || item.slot < kDateSlot;
      strong = strong || item.slot >= kDateSlot;
    } else if (grammar_->fillers[item.slot]) {
      continue;
    } else if (item.entry->capitals && !view_.token(item.begin.token).all_capitals) {
      return false;
    } else if (item.entry->weak) {
      weak = true;
    } else if (item.entry->capital && !view_.token(item.begin.token).capitalized) {
      weak = true;
    } else {
      strong = true;
    }
  }
  if (weak && !numbers && !strong) return false;
  if (match.rule->unit == "decade" && match.capture_count > 1 && captures_[match.first_capture].slot == kYearSlot) {
    if (std::fmod(captures_[match.first_capture].value, 10) != 0) return false;  // '1985's' is no decade
  }
  if (match.rule->builder == Builder::kShift) {  // 2007年之前 is not 2007 years ago
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      const int digits = item.slot < kFirstClassSlot ? item.number->digits : 0;
      if ((digits == 4 && item.value >= 1000 && item.value < 2200) || (digits == 2 && item.value < 10)) return false;
    }
  }
  if (match.rule->builder == Builder::kRange) {  // 'the second on 30 August' is no range of days
    bool figures = false, words = false;
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      figures = figures || item.slot == kDaySlot;
      words = words || (item.slot == kOrdinalSlot && item.number->spelled && item.value > 1);
    }
    if (figures && words) return false;
  }
  if (match.rule->type == "between") {  // '20 deste mês' is a day, '3 últimos meses' are months
    for (uint32_t i = 0; i < match.capture_count; ++i) {
      const Item& item = captures_[match.first_capture + i];
      if (item.entry != nullptr && grammar_->slot_names[item.slot] == "deixis" && item.entry->number == 0) return false;
    }
  }
  // A round number before a word is rather a count than a year ('1500 soldiers'), unless a word like 'in' stands before
  // it.
  if (match.rule->type == "bare-year") {
    const uint32_t at = match.core_begin.token;
    const Item& year = captures_[match.first_capture];
    const bool word_follows = at + 1 < view_.size() && view_.token(at + 1).kind == TokenKind::kWord;
    const uint32_t before = at == 0 ? 0 : view_.token(at - 1).word;
    const bool led = before < grammar_->year_leads.size() && grammar_->year_leads[before];
    if (word_follows && !led && std::fmod(year.value, 100) == 0) return false;
    if (word_follows && is_address(at)) return false;
  }
  // What ends in digits must not go on in digits or in a word written against them.
  const uint32_t last = match.core_end.token - 1;
  const Token& token = view_.token(last);
  if (match.core_end.rest != 0 || last + 1 >= view_.size()) return true;
  const Token& next = view_.token(last + 1);
  if (next.span.begin != token.span.end) return true;
  if (is_number(token)) {
    if (next.kind == TokenKind::kWord && next.script == Script::kLatin && token.script != Script::kHan) return false;
    if (next.kind == TokenKind::kPunctuation && next.span.size() == 1 && last + 2 < view_.size()) {
      const char sign = view_.text[next.span.begin];
      const Token& after = view_.token(last + 2);
      if (is_number(after) && after.span.begin == next.span.end &&
          (sign == '.' || sign == ':' || sign == '/' || sign == ','))
        return false;
    }
    if (next.span.size() == 1 && view_.text[next.span.begin] == '%' && match.rule->level != 3) return false;
  }
  return true;
}

// Whether a match may begin at the token.
bool Scanner::hopeful(uint32_t t) const {
  return grammar_->lookahead.may_begin(Lookahead::kAnyLevel, view_, t, bits_) && !bad_start({t, 0});
}

// The best match that begins at the token or behind a proclitic of it: the longest, then the rule that stands first.
std::optional<RuleMatch> Scanner::best_at(uint32_t t) {
  candidates_.clear();
  const auto run_all = [&](Cursor at) {
    for (uint8_t level = 0; level < 4; ++level) add_matches(level, at, candidates_);
  };
  run_all({t, 0});
  if (!view_.tokens->first_alternative.empty()) {
    const uint32_t first = view_.tokens->first_alternative[t], end = view_.tokens->first_alternative[t + 1];
    for (uint32_t a = first; a < end; ++a) {
      if (!grammar_->clitics.only_article(view_.tokens->alternatives[a])) run_all({t, a - first + 1});
    }
  }
  const RuleMatch* best = nullptr;
  for (const RuleMatch& match : candidates_) {
    if (best == nullptr || match.end.token > best->end.token ||
        (match.end.token == best->end.token && match.begin == best->begin && match.rule < best->rule &&
         match.rule->builder == Builder::kNothing)) {
      best = &match;
    }
  }
  return best == nullptr ? std::nullopt : std::optional(*best);
}

const std::vector<RuleMatch>& Scanner::scan(std::string_view text, const TokenizedText& tokens,
                                            const ExpressionGrammar& grammar) {
  grammar_ = &grammar;
  view_ = {text, &tokens, &grammar.clitics};
  captures_.clear();
  numbers_.clear();
  inner_.clear();
  found_.clear();
  ++epoch_;
  grammar.lookahead.look(view_, bits_);
  const auto count = static_cast<uint32_t>(tokens.tokens.size());
  for (uint32_t t = 0; t < count; ++t) {
    if (!hopeful(t)) continue;
    const auto best = best_at(t);
    if (!best) continue;
    RuleMatch chosen = *best;
    if (chosen.rule->builder != Builder::kNothing) {
      // A longer one that begins inside wins: 'am 10.' gives way to '10. April 2015'.
      for (uint32_t inside = t + 1; inside < chosen.core_end.token && inside < t + 3; ++inside) {
        const auto other = hopeful(inside) ? best_at(inside) : std::nullopt;
        const uint32_t needed =
            chosen.end.token - t + (other && other->rule->level == 3 ? 1 : 0);  // a sum must be longer, a date as long
        if (other && other->rule->builder != Builder::kNothing && other->end.token > chosen.end.token &&
            other->end.token - inside >= needed) {
          chosen = *other;
          break;
        }
      }
    }
    if (chosen.rule->builder != Builder::kNothing) found_.push_back(chosen);
    const uint32_t end = chosen.rule->builder == Builder::kNothing ? chosen.end.token : chosen.core_end.token;
    if (end > t) t = end - 1;
  }
  return found_;
}

}  // namespace annals
