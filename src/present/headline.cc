#include "present/headline.h"

#include <algorithm>
#include <set>

#include "text/token.h"
#include "text/utf8.h"

namespace annals {
namespace {

// More names than this in one slot become noise; the list itself is in the event.
constexpr size_t kMostNames = 4;

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

HeadlineWriter::HeadlineWriter(const Languages& languages, std::string_view language, const CaseContents& contents)
    : pack_(languages.find(language)), locale_(language) {
  if (pack_ == nullptr || pack_->table("headlines").rows().empty()) pack_ = languages.find("en");
  if (pack_ == nullptr) pack_ = &languages.world();
  locale_ = Locale(pack_->code);
  const Table& table = pack_->table("headlines");
  for (const Table::Row& row : table.rows()) {
    const std::string_view type = table.get(row, "type");
    templates_.insert({type, {type, table.get(row, "status"), table.get(row, "template")}});
  }
  for (const Entity& entity : contents.record.entities) names_.push_back(name_for_reader(entity, *pack_));
}

std::string HeadlineWriter::word(std::string_view key) const {
  const auto [first, last] = templates_.equal_range("word");
  const auto found = std::find_if(first, last, [&](const auto& row) { return row.second.status == key; });
  return std::string(found == last ? key : found->second.text);
}

std::string HeadlineWriter::amount(const EventQuantity& quantity) const {
  const auto one = [&](double value) {
    switch (quantity.type) {
      case QuantityType::kMoney:
        return locale_.money(value, quantity.unit);
      case QuantityType::kPercent:
        return locale_.percent(value);
      case QuantityType::kMultiple:
        return "×" + locale_.number(value);
      case QuantityType::kCount: {
        const std::string unit = quantity.unit.empty() ? "" : word("unit." + quantity.unit);
        if (unit.starts_with("unit.")) return locale_.quantity(value, quantity.unit);
        return unit.empty() ? locale_.number(value) : locale_.number(value) + " " + unit;
      }
      case QuantityType::kDuration:
        break;
    }
    return locale_.quantity(value, quantity.unit);
  };
  if (!quantity.max) return one(quantity.value);
  if (quantity.type == QuantityType::kPercent) return one(quantity.value) + "–" + one(*quantity.max);
  return locale_.number(quantity.value) + "–" + one(*quantity.max);
}

std::string HeadlineWriter::slot(std::string_view name, const Event& event) const {
  static const std::map<std::string_view, QuantityType> kKinds = {{"money", QuantityType::kMoney},
                                                                  {"percent", QuantityType::kPercent},
                                                                  {"count", QuantityType::kCount},
                                                                  {"duration", QuantityType::kDuration},
                                                                  {"multiple", QuantityType::kMultiple}};
  std::vector<std::string> names;
  for (const EventParticipant& participant : event.participants) {
    if (participant.role != name) continue;
    std::string text = participant.entity == kNone ? participant.text : names_[participant.entity];
    if (!text.empty() && std::find(names.begin(), names.end(), text) == names.end()) names.push_back(std::move(text));
  }
  if (names.size() > kMostNames) {
    names.resize(kMostNames);
    names.push_back("…");
  }
  if (!names.empty()) return locale_.list(names);
  const auto kind = kKinds.find(name);
  for (const EventQuantity& quantity : event.quantities) {
    if (quantity.role == name || (kind != kKinds.end() && quantity.type == kind->second)) return amount(quantity);
  }
  return {};
}

bool HeadlineWriter::fills(std::string_view text, const Event& event) const {
  for (size_t at = 0; at < text.size(); ++at) {
    if (text[at] != '{' && text[at] != '[') continue;
    const size_t end = closing(text, at);
    if (end == std::string_view::npos) return false;
    if (text[at] == '{' && slot(text.substr(at + 1, end - at - 1), event).empty()) return false;
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
  std::string line = plain != nullptr ? fill(plain->text, event, nullptr) : event.type;
  if (event.status == ClaimStatus::kAsserted) return line;
  const auto [first, last] = templates_.equal_range("*");
  const auto around = std::find_if(first, last, [&](const auto& row) { return row.second.status == status; });
  return around == last ? line : fill(around->second.text, event, &line);
}

}  // namespace annals
