#include "present/headline.h"

#include <fmt/format.h>

#include <algorithm>

#include "present/said.h"
#include "text/token.h"
#include "text/utf8.h"

namespace annals {
namespace {

// More names than this in one slot become noise; the list itself is in the event.
constexpr size_t kMostNames = 4;
constexpr size_t kFewTellers = 4;    // who is named so many times less often than another is left to the event
constexpr size_t kMostSubjects = 2;  // what words are about

Script script_named(std::string_view iso15924) {
  static const std::map<std::string_view, Script> kScripts = {
      {"Latn", Script::kLatin},  {"Arab", Script::kArabic},     {"Hans", Script::kHan},      {"Hant", Script::kHan},
      {"Hani", Script::kHan},    {"Jpan", Script::kHan},        {"Cyrl", Script::kCyrillic}, {"Grek", Script::kGreek},
      {"Hebr", Script::kHebrew}, {"Deva", Script::kDevanagari}, {"Thai", Script::kThai},     {"Kore", Script::kHangul}};
  const auto found = kScripts.find(iso15924);
  return found == kScripts.end() ? Script::kOther : found->second;
}

Script script_of_name(std::string_view name) {
  for (size_t at = 0; at < name.size();) {
    const CodePoint c = decode(name, at);
    if (const Script script = script_of(c.value); script != Script::kOther) return script;
    at += c.bytes;
  }
  return Script::kOther;
}

// The end of the slot or bracket that begins at `at`; npos when it is not closed.
size_t closing(std::string_view text, size_t at) { return text.find(text[at] == '{' ? '}' : ']', at); }

}  // namespace

std::string name_for_reader(const Entity& entity, const Pack& reader) {
  const Script script = script_named(reader.script);
  const Script shown = script_of_name(entity.name);
  if (script == Script::kOther || shown == script || shown == Script::kOther) return entity.name;
  const EntityName* best = nullptr;
  uint64_t best_weight = 0;
  for (const EntityName& name : entity.names) {
    if (script_of_name(name.text) != script) continue;
    // A full name tells more than a short one that is used more often; the reader's own language before its script.
    uint64_t weight = uint64_t{name.count} + 1;
    if (name.text.find(' ') != std::string::npos) weight *= 4;
    if (name.language == reader.code) weight *= 2;
    if (weight > best_weight) {
      best = &name;
      best_weight = weight;
    }
  }
  return best == nullptr ? entity.name : best->text;
}

// A person's surname grown to the full name that contains it, where the documents use that more than once.
std::string full_name(const Entity& entity, std::string name) {
  if (entity.type != EntityType::kPerson || name.find(' ') != std::string::npos) return name;
  const EntityName* best = nullptr;
  for (const EntityName& other : entity.names) {
    const bool ends = other.text.ends_with(" " + name);
    if (ends && other.count > 1 && (best == nullptr || other.count > best->count)) best = &other;
  }
  return best == nullptr ? name : best->text;
}

HeadlineWriter::HeadlineWriter(const Languages& languages, std::string_view language, const CaseContents& contents)
    : contents_(contents), pack_(languages.find(language)), locale_(language) {
  if (pack_ == nullptr || pack_->table("headlines").rows().empty()) pack_ = languages.find("en");
  if (pack_ == nullptr) pack_ = &languages.world();
  const std::string_view money = pack_->setting("money");
  locale_ = Locale(pack_->code, money == "sign"         ? MoneyStyle::kSign
                                : money == "sign-space" ? MoneyStyle::kSignSpace
                                                        : MoneyStyle::kName);
  const Table& table = pack_->table("headlines");
  for (const Table::Row& row : table.rows()) {
    const std::string_view type = table.get(row, "type");
    templates_.insert({type, {type, table.get(row, "status"), table.get(row, "template")}});
  }
  // The reader's language last: it replaces English.
  for (const Pack* pack : {languages.find("en"), pack_}) {
    if (pack == nullptr) continue;
    const Table& words = pack->table("interface");
    for (const Table::Row& row : words.rows()) words_[words.get(row, "key")] = words.get(row, "text");
  }
  for (const Entity& entity : contents.record.entities)
    names_.push_back(full_name(entity, name_for_reader(entity, *pack_)));
}

std::string HeadlineWriter::word(std::string_view key) const {
  const auto found = words_.find(key);
  return std::string(found == words_.end() ? key : found->second);
}

std::string HeadlineWriter::term(std::string_view prefix, std::string_view name) const {
  const std::string key = fmt::format("{}.{}", prefix, name);
  const auto found = words_.find(key);
  return std::string(found == words_.end() ? name : found->second);
}

std::string HeadlineWriter::phrase(std::string_view key,
                                   const std::vector<std::pair<std::string_view, std::string>>& values) const {
  std::string text = word(key);
  for (const auto& [name, value] : values) {
    const std::string slot = fmt::format("{{{}}}", name);
    if (const size_t at = text.find(slot); at != std::string::npos) text.replace(at, slot.size(), value);
  }
  return text;
}

std::string HeadlineWriter::gap(const Gap& gap) const {
  if (gap.says.empty()) return gap.words;
  const auto day = [&](const std::optional<Day>& known, int beside) {
    return known ? date(to_string(*known + std::chrono::days(beside))) : std::string();
  };
  return phrase("gap_says." + gap.says, {{"name", gap.entity == kNone ? std::string() : names_[gap.entity]},
                                         {"n", std::to_string(gap.count)},
                                         {"m", std::to_string(gap.others)},
                                         {"before", day(gap.days.earliest, -1)},
                                         {"after", day(gap.days.latest, 1)},
                                         {"words", gap.words}});
}

std::string HeadlineWriter::date(std::string_view edtf) const {
  if (const size_t slash = edtf.find('/'); slash != std::string_view::npos) {
    const std::string_view from = edtf.substr(0, slash), to = edtf.substr(slash + 1);
    if (from.empty() || from == "..") return phrase("before", {{"date", date(to)}});
    if (to.empty() || to == "..") return phrase("after", {{"date", date(from)}});
    return fmt::format("{} – {}", date(from), date(to));
  }
  if (!edtf.empty() && std::string_view("~?%").find(edtf.back()) != std::string_view::npos) {
    return fmt::format("{} {}", word("about"), date(edtf.substr(0, edtf.size() - 1)));
  }
  if (edtf.size() == 4 && edtf[3] == 'X' && edtf[2] != 'X') {
    return phrase("decade", {{"year", fmt::format("{}0", edtf.substr(0, 3))}});
  }
  if (edtf.size() == 7) {
    const std::string season = fmt::format("season.{}", edtf.substr(5));
    if (words_.count(season) != 0) return phrase(season, {{"year", std::string(edtf.substr(0, 4))}});
  }
  return locale_.date(edtf);
}

std::string HeadlineWriter::amount(const Event& event, const EventQuantity& quantity) const {
  return amount(quantity, told_bound(contents_, event, quantity));
}

std::string HeadlineWriter::amount(const EventQuantity& quantity, Bound bound) const {
  static const std::map<Bound, std::string_view> kBounds = {{Bound::kAbout, "bound.about"},
                                                            {Bound::kAtLeast, "bound.at_least"},
                                                            {Bound::kAtMost, "bound.at_most"},
                                                            {Bound::kMoreThan, "bound.more_than"},
                                                            {Bound::kLessThan, "bound.less_than"}};
  if (const auto key = kBounds.find(bound); key != kBounds.end())
    return phrase(key->second, {{"amount", amount(quantity)}});
  const auto one = [&](double value) {
    switch (quantity.type) {
      case QuantityType::kMoney:
        return locale_.money(value, quantity.unit);
      case QuantityType::kPercent:
        return locale_.percent(value);
      case QuantityType::kMultiple:
        return "×" + locale_.number(value);
      case QuantityType::kCount: {
        const auto unit = words_.find(std::string("unit.") + quantity.unit);
        if (unit == words_.end()) return locale_.quantity(value, quantity.unit);
        return unit->second.empty() ? locale_.number(value) : fmt::format("{} {}", locale_.number(value), unit->second);
      }
      case QuantityType::kDuration:
      case QuantityType::kNumber:
        break;
    }
    return locale_.quantity(value, quantity.unit);
  };
  if (!quantity.max) return one(quantity.value);
  if (quantity.type == QuantityType::kPercent) return one(quantity.value) + "–" + one(*quantity.max);
  return locale_.number(quantity.value) + "–" + one(*quantity.max);
}

std::vector<std::string> HeadlineWriter::fillers(std::string_view role, const Event& event) const {
  std::vector<std::string> names;
  std::string words;
  const std::map<uint32_t, size_t> told = documents_by_filler(contents_, event, role);
  size_t most = 0;
  for (const auto& [entity, documents] : told) most = std::max(most, documents);
  for (const EventParticipant& participant : event.participants) {
    if (participant.role != role) continue;
    const auto tellers = told.find(participant.entity);
    if (tellers != told.end() && tellers->second * kFewTellers <= most) continue;
    if (participant.entity == kNone) {
      // Words that the reader cannot read say nothing; they stand in the evidence.
      const Script script = script_of_name(participant.text);
      if (words.empty() && (script == Script::kOther || script == script_named(pack_->script)))
        words = participant.text;
      continue;
    }
    const std::string& name = names_[participant.entity];
    if (std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  if (names.empty() && !words.empty()) names.push_back(words);
  return names;
}

std::string HeadlineWriter::subjects(const Event& event) const {
  std::vector<std::string> names;
  for (const uint32_t entity : spoken_of(contents_, event)) {
    if (names.size() == kMostSubjects) break;
    names.push_back(names_[entity]);
  }
  return locale_.list(names);
}

std::string HeadlineWriter::slot(std::string_view name, const Event& event) const {
  static const std::map<std::string_view, QuantityType> kKinds = {{"money", QuantityType::kMoney},
                                                                  {"percent", QuantityType::kPercent},
                                                                  {"count", QuantityType::kCount},
                                                                  {"duration", QuantityType::kDuration},
                                                                  {"multiple", QuantityType::kMultiple}};
  const size_t choice = name.find('#');
  std::vector<std::string> names = fillers(name.substr(0, choice), event);
  if (choice != std::string_view::npos) {
    const size_t bar = name.find('|', choice);
    if (names.empty() || bar == std::string_view::npos) return {};
    return std::string(names.size() == 1 ? name.substr(choice + 1, bar - choice - 1) : name.substr(bar + 1));
  }
  if (names.size() > kMostNames) {
    names.resize(kMostNames);
    names.push_back("…");
  }
  if (!names.empty()) return locale_.list(names);
  if (name == "figure") {
    std::vector<std::string> figures;
    for (const EventQuantity& quantity : event.quantities) {
      std::string figure = amount(event, quantity);
      const bool known = std::find(figures.begin(), figures.end(), figure) != figures.end();
      if (!known && figures.size() < kMostNames) figures.push_back(std::move(figure));
    }
    return locale_.list(figures);
  }
  if (name == "words") return said_words(contents_, event, pack_->code, Said::kQuoted);
  if (name == "content") return said_words(contents_, event, pack_->code, Said::kReported);
  if (name == "about") return subjects(event);
  const auto kind = kKinds.find(name);
  const auto best = std::find_if(event.quantities.begin(), event.quantities.end(), [&](const EventQuantity& quantity) {
    return quantity.role == name || (kind != kKinds.end() && quantity.type == kind->second);
  });
  if (best == event.quantities.end()) return {};
  std::vector<std::string> sums{amount(event, *best)};
  for (const EventQuantity* other : told_as_often(contents_, event, *best)) {
    if (sums.size() < kMostNames) sums.push_back(amount(event, *other));
  }
  return locale_.alternatives(sums);
}

bool HeadlineWriter::fills(std::string_view text, const Event& event) const {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '{' && text[at] != '[') continue;
    const size_t end = closing(text, at);
    if (end == std::string_view::npos) return false;
    if (text[at] == '{') {
      const std::string_view content = text.substr(at + 1, end - at - 1);
      if (slot(content.substr(0, content.find('#')), event).empty()) return false;
    }
    at = end;
  }
  return true;
}

std::string HeadlineWriter::fill(std::string_view text, const Event& event, const std::string* inner) const {
  std::string out;
  for (size_t at = 0; at < text.size(); ++at) {
    const size_t end = text[at] == '{' || text[at] == '[' ? closing(text, at) : std::string_view::npos;
    if (end == std::string_view::npos) {
      out += text[at];
      continue;
    }
    const std::string_view content = text.substr(at + 1, end - at - 1);
    if (text[at] == '{') {
      out += inner != nullptr && content == "headline" ? *inner : slot(content, event);
    } else if (fills(content, event)) {
      out += fill(content, event, inner);
    }
    at = end;
  }
  return out;
}

const HeadlineWriter::Template* HeadlineWriter::choose(std::string_view type, std::string_view status,
                                                       const Event& event) const {
  const auto [first, last] = templates_.equal_range(type);
  const auto found = std::find_if(
      first, last, [&](const auto& row) { return row.second.status == status && fills(row.second.text, event); });
  return found == last ? nullptr : &found->second;
}

std::string HeadlineWriter::headline(const Event& event) const {
  const std::string_view status = to_string(event.status);
  if (event.status != ClaimStatus::kAsserted) {
    if (const Template* own = choose(event.type, status, event)) return fill(own->text, event, nullptr);
  }
  const Template* plain = choose(event.type, "asserted", event);
  std::string line = plain != nullptr ? fill(plain->text, event, nullptr) : word("type." + event.type);
  if (event.status == ClaimStatus::kAsserted) return line;
  const auto [first, last] = templates_.equal_range("*");
  const auto around = std::find_if(first, last, [&](const auto& row) { return row.second.status == status; });
  return around == last ? line : fill(around->second.text, event, &line);
}

}  // namespace annals
