// The record of documents whose readings are given, not made: record_of_readings READINGS.jsonl FILE... > EXPORT.jsonl
//
// So that what the record gets wrong is told apart from what reading does: record_on_annotations.py gives it what
// people annotated. READINGS holds lines of kind mention, time, quantity, quote and claim as `annals export` writes
// them (docs/export.md), with the file's name as `document`; entities with one id are one in the whole case. A claim
// may name its `time` ({start, end}), and a participant without a place is one that the text around implies.
#include <fmt/format.h>
#include <rapidjson/document.h>

#include <algorithm>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <string>

#include "base/file.h"
#include "casefile/casefile.h"
#include "casefile/corrections.h"
#include "casefile/document_reader.h"
#include "present/export.h"
#include "record/copies.h"
#include "record/events.h"
#include "record/significance.h"
#include "text/utf8.h"

namespace annals {
namespace {

using Value = rapidjson::Value;

std::string text_of(const Value& line, const char* name) {
  const auto found = line.FindMember(name);
  return found != line.MemberEnd() && found->value.IsString() ? found->value.GetString() : std::string();
}

Interval days_of(const std::string& edtf) { return parse_edtf(edtf).value_or(Interval{}); }

QuantityType quantity_type(const std::string& name) {
  for (const QuantityType type : {QuantityType::kMoney, QuantityType::kPercent, QuantityType::kCount,
                                  QuantityType::kDuration, QuantityType::kMultiple}) {
    if (to_string(type) == name) return type;
  }
  return QuantityType::kCount;
}

// One document's reading, from its lines.
class ReadingBuilder {
 public:
  explicit ReadingBuilder(const Document& document) : document_(document), points_(document.text) {}

  void add(const Value& line) {
    const std::string kind = text_of(line, "kind");
    if (kind == "mention") {
      Mention mention;
      mention.span = span_of(line);
      mention.type = parse_entity_type(text_of(line, "type")).value_or(EntityType::kPerson);
      mention.entity = entity(text_of(line, "entity"), mention.type, mention.span);
      reading_.mentions.push_back(mention);
    } else if (kind == "time") {
      Time time;
      time.span = span_of(line);
      time.edtf = text_of(line, "edtf");
      time.days = days_of(time.edtf);
      reading_.times.push_back(time);
    } else if (kind == "quantity") {
      Quantity quantity;
      quantity.span = span_of(line);
      quantity.type = quantity_type(text_of(line, "type"));
      quantity.value = line["value"].GetDouble();
      if (line.HasMember("max") && line["max"].IsNumber()) quantity.max = line["max"].GetDouble();
      quantity.unit = text_of(line, "unit");
      quantity.suspect = line.HasMember("suspect") && line["suspect"].IsTrue();
      quantity.vague = line.HasMember("vague") && line["vague"].IsTrue();
      quantity.bound = line.HasMember("about") && line["about"].IsTrue() ? Bound::kAbout : Bound::kExact;
      reading_.quantities.push_back(quantity);
    } else if (kind == "quote") {
      Quote quote;
      quote.span = span_of(line);
      quote.speaker = named(text_of(line, "speaker"));
      quote.addressee = named(text_of(line, "addressee"));
      reading_.quotes.push_back(quote);
    } else if (kind == "claim") {
      claim(line);
    }
  }

  Reading take() {
    const auto by_place = [](const auto& x, const auto& y) { return x.span < y.span; };
    std::stable_sort(reading_.mentions.begin(), reading_.mentions.end(), by_place);
    std::stable_sort(reading_.quotes.begin(), reading_.quotes.end(), by_place);
    return std::move(reading_);
  }
  const std::vector<std::string>& ids() const { return ids_; }

 private:
  Span span_of(const Value& line) const {
    return {points_.byte_offset(line["start"].GetUint()), points_.byte_offset(line["end"].GetUint())};
  }

  uint32_t named(const std::string& id) {
    if (id.empty()) return kNone;
    const auto found = std::find(ids_.begin(), ids_.end(), id);
    return found == ids_.end() ? entity(id, EntityType::kPerson, {}) : static_cast<uint32_t>(found - ids_.begin());
  }

  uint32_t entity(const std::string& id, EntityType type, Span span) {
    auto at = static_cast<uint32_t>(std::find(ids_.begin(), ids_.end(), id) - ids_.begin());
    if (at == ids_.size()) {
      ids_.push_back(id);
      reading_.entities.push_back({type, {}, {}, document_.language});
    }
    LocalEntity& local = reading_.entities[at];
    const std::string words(span.of(document_.text));
    if (!span.empty()) local.type = type;
    if (words.size() > local.name.size()) local.name = words;
    return at;
  }

  // The index of the item at a place that a claim names; kNone when it names none.
  template <class T>
  uint32_t at_place(const std::vector<T>& items, const Value& line) const {
    if (!line.IsObject()) return kNone;
    const Span span = span_of(line);
    const auto found = std::find_if(items.begin(), items.end(), [&](const T& item) { return item.span == span; });
    return found == items.end() ? kNone : static_cast<uint32_t>(found - items.begin());
  }

  void claim(const Value& line) {
    Claim claim;
    claim.type = text_of(line, "type");
    claim.evidence = span_of(line);
    claim.trigger = line.HasMember("trigger") && line["trigger"].IsObject() ? span_of(line["trigger"]) : Span{};
    claim.edtf = text_of(line, "edtf");
    claim.days = days_of(claim.edtf);
    claim.status = parse_claim_status(text_of(line, "status")).value_or(ClaimStatus::kAsserted);
    claim.attributed_to = named(text_of(line, "attributed_to"));
    if (line.HasMember("time")) claim.time = at_place(reading_.times, line["time"]);
    if (claim.time == kNone) claim.time_basis = TimeBasis::kInherited;
    claim.confidence = 1;
    for (const Value& given : line["participants"].GetArray()) {
      Participant participant;
      participant.role = text_of(given, "role");
      participant.entity = named(text_of(given, "entity"));
      if (participant.entity == kNone) participant.text = text_of(given, "text");
      participant.implied = !given.HasMember("start");
      participant.span = participant.implied ? claim.trigger : span_of(given);
      claim.participants.push_back(participant);
    }
    for (const Value& given : line["quantities"].GetArray()) {
      const uint32_t quantity = at_place(reading_.quantities, given);
      if (quantity != kNone) claim.quantities.push_back({text_of(given, "role"), quantity});
    }
    reading_.claims.push_back(std::move(claim));
  }

  const Document& document_;
  CodePointIndex points_;
  Reading reading_;
  std::vector<std::string> ids_;  // beside reading_.entities
};

// Entities by their ids, in place of resolve_entities().
void take_entities(const std::vector<std::vector<std::string>>& ids, std::span<const Reading> readings,
                   Record& record) {
  std::map<std::string, uint32_t> number;
  for (const auto& of_document : ids) {
    for (const std::string& id : of_document) number.emplace(id, 0);
  }
  for (auto& [id, n] : number) {
    n = static_cast<uint32_t>(record.entities.size());
    record.entities.emplace_back().id = id;
  }
  for (uint32_t d = 0; d < ids.size(); ++d) {
    std::vector<uint32_t>& of = record.entity_of.emplace_back();
    for (uint32_t i = 0; i < ids[d].size(); ++i) {
      const LocalEntity& local = readings[d].entities[i];
      of.push_back(number.at(ids[d][i]));
      Entity& entity = record.entities[of.back()];
      entity.type = local.type;
      if (entity.name.empty()) entity.name = local.name;
      if (!local.name.empty()) entity.names.push_back({local.name, local.language, 1});
      entity.members.push_back({d, i});
    }
  }
}

int run(int count, char** arguments) {
  const auto languages = Languages::load();
  if (!languages) {
    fmt::print(stderr, "{}\n", languages.error().message);
    return 2;
  }
  const LanguageSet set(**languages);
  const DocumentReader reader(set);
  std::vector<Document> documents;
  for (int i = 2; i < count; ++i) {
    const auto bytes = read_file(arguments[i]);
    if (!bytes) {
      fmt::print(stderr, "{}\n", bytes.error().message);
      return 2;
    }
    ReadSource source = reader.read({std::filesystem::path(arguments[i]).filename().string(), *bytes});
    std::move(source.documents.begin(), source.documents.end(), std::back_inserter(documents));
  }
  std::sort(documents.begin(), documents.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  std::vector<ReadingBuilder> builders(documents.begin(), documents.end());

  std::ifstream lines(arguments[1]);
  for (std::string text; std::getline(lines, text);) {
    rapidjson::Document line;
    if (line.Parse(text.c_str()).HasParseError() || !line.IsObject()) {
      fmt::print(stderr, "{}: not a JSON object: {}\n", arguments[1], text);
      return 2;
    }
    const auto document = std::find_if(documents.begin(), documents.end(),
                                       [&](const Document& d) { return d.path == text_of(line, "document"); });
    if (document != documents.end()) builders[static_cast<size_t>(document - documents.begin())].add(line);
  }
  std::vector<Reading> readings;
  std::vector<std::vector<std::string>> ids;
  for (ReadingBuilder& builder : builders) {
    readings.push_back(builder.take());
    ids.push_back(builder.ids());
  }

  CaseContents contents;
  take_entities(ids, readings, contents.record);
  const std::vector<DocumentReading> pairs = document_readings(documents, readings);
  find_copies(pairs, set, contents.record);
  merge_events(pairs, set, {}, nullptr, contents.record);
  find_conflicts(pairs, set, contents.record);
  contents.documents = documents;
  contents.as_read = readings;
  contents.readings = readings;
  export_json_lines(contents, set, "en", false, [](std::string_view piece) { fmt::print("{}", piece); });
  return 0;
}

}  // namespace
}  // namespace annals

int main(int count, char** arguments) {
  if (count < 3) {
    fmt::print(stderr, "usage: record_of_readings READINGS.jsonl FILE...\n");
    return 2;
  }
  return annals::run(count, arguments);
}
