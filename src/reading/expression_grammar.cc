// The tables of a pack, compiled into the grammar of times and quantities.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "reading/expressions.h"
#include "text/utf8.h"

namespace annals {
namespace {

static_assert(kSlotNames[kDaySlot] == "day" &&
              kSlotNames[kFirstClassSlot - 1] == "time");  // in the order of BuiltinSlot

constexpr std::pair<std::string_view, Builder> kBuilders[] = {
    {"none", Builder::kNothing},    {"date", Builder::kDate},         {"clock", Builder::kClock},
    {"deictic", Builder::kDeictic}, {"shift", Builder::kShift},       {"nth", Builder::kNth},
    {"range", Builder::kRange},     {"same", Builder::kSame},         {"named", Builder::kNamed},
    {"join", Builder::kJoin},       {"part", Builder::kPart},         {"open", Builder::kOpen},
    {"last-of", Builder::kLastOf},  {"money", Builder::kMoney},       {"percent", Builder::kPercent},
    {"count", Builder::kCount},     {"duration", Builder::kDuration}, {"multiple", Builder::kMultiple}};

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
    grammar_->slot_names.assign(kSlotNames.begin(), kSlotNames.end());
    grammar_->has_class.assign(kSlotNames.size(), false);
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
    for (PatternTrie& trie : grammar_->tries) trie.share_ends();
    grammar_->words.share_ends();
    grammar_->fillers.assign(grammar_->slot_names.size(), false);
    for (const std::string_view name : {"the", "of", "on", "in", "in_the", "at", "and", "or", "to", "from", "dash"}) {
      if (const auto slot = slots_.find(std::string(name)); slot != slots_.end())
        grammar_->fillers[slot->second] = true;
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
    mark_futures();
    grammar_->money_places = compile_money_places(pack_);
    grammar_->dash_splits = pack_.setting("dash_ranges") == "two";
    grammar_->full_stop = vocabulary_.add(".");
    grammar_->lookahead.build(*grammar_, romans, vocabulary_.size());
    return grammar_;
  }

 private:
  void mark_futures() {
    grammar_->futures.assign(vocabulary_.size() + 1, false);
    constexpr Slot kWill = "will";
    for (const auto& [key, node] : grammar_->words.node(0).words) {
      for (const uint32_t entry : grammar_->words.node(node).rules) {
        if (grammar_->entries[entry].slot == kWill) grammar_->futures[key >> 2] = true;
      }
    }
  }

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
    if (found != slots_.end()) {
      grammar_->has_class[found->second] = true;
      return found->second;
    }
    const auto number = static_cast<uint16_t>(grammar_->slot_names.size());
    grammar_->slot_names.emplace_back(name);
    grammar_->has_class.push_back(true);
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
          known = slot != slots_.end() && (slot->second < kFirstClassSlot || grammar_->has_class[slot->second]);
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

}  // namespace

std::shared_ptr<const ExpressionGrammar> compile_expressions(const Pack& pack, Vocabulary& vocabulary,
                                                             const std::vector<Clitic>& clitics) {
  return Compiler(pack, vocabulary, clitics).compile();
}

}  // namespace annals
