#include "casefile/corrections.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "casefile/history.h"
#include "casefile/schema.h"
#include "casefile/store.h"

namespace annals {
namespace {

// The correction that an `undo` takes back; 0 when it names none.
uint64_t target_of(const Correction& undo) {
  uint64_t number = 0;
  const std::string argument = undo.arguments.empty() ? std::string() : undo.arguments[0];
  std::from_chars(argument.data(), argument.data() + argument.size(), number);
  return number;
}

// From the last to the first: an undo that has itself been undone takes nothing back.
std::set<uint64_t> taken_back(const std::vector<Correction>& all) {
  std::set<uint64_t> undone;
  for (auto correction = all.rbegin(); correction != all.rend(); ++correction) {
    if (correction->action == "undo" && undone.count(correction->number) == 0) undone.insert(target_of(*correction));
  }
  return undone;
}

Correction undo_of(uint64_t number) { return {0, "undo", {std::to_string(number)}, {}, {}, {}}; }

// Makes readings and record anew from what was read and what stands. `stood`: the corrections that the record knows.
void remake(CaseContents& contents, const std::vector<Correction>& stood, const LanguageSet& languages) {
  const std::vector<Correction> standing = standing_corrections(contents.corrections);
  const Record record = std::move(contents.record);
  const std::vector<CorrectionOutcome> outcomes = std::move(contents.outcomes);
  const EarlierRecord earlier{record, stood, outcomes};
  contents.outcomes.clear();
  CorrectedReadings corrected(document_readings(contents.documents, contents.as_read), standing, &contents.outcomes);
  contents.record = build_record(corrected.documents(), languages, standing, &contents.outcomes, &earlier);
  std::set<std::string> sources;
  for (const CaseSource& source : contents.sources) sources.insert(source_id(source));
  settle_source_marks(standing, sources, contents.outcomes);
  contents.readings = corrected.changed().empty() ? contents.as_read : corrected_readings(contents.as_read, corrected);
  ++contents.build;
}

uint64_t last_number(const std::vector<Correction>& corrections) {
  return corrections.empty() ? 0 : corrections.back().number;
}

// One line of a correction, without its number: equal lines are one decision.
std::string line_of(const Correction& correction, bool with_number) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> json(buffer);
  const auto text = [&](const char* name, const std::string& value) {
    json.Key(name);
    json.String(value.data(), static_cast<rapidjson::SizeType>(value.size()));
  };
  json.StartObject();
  if (with_number) {
    json.Key("number");
    json.Uint64(correction.number);
  }
  text("action", correction.action);
  json.Key("arguments");
  json.StartArray();
  for (const std::string& one : correction.arguments)
    json.String(one.data(), static_cast<rapidjson::SizeType>(one.size()));
  json.EndArray();
  text("note", correction.note);
  text("who", correction.who);
  text("when", correction.when);
  json.EndObject();
  return buffer.GetString();
}

std::optional<Correction> parse_line(std::string_view line) {
  rapidjson::Document parsed;
  parsed.Parse<rapidjson::kParseIterativeFlag>(line.data(), line.size());
  if (parsed.HasParseError() || !parsed.IsObject()) return std::nullopt;
  Correction correction;
  const auto text = [&](const char* name, std::string& value) {
    if (!parsed.HasMember(name)) return true;
    const auto& member = parsed[name];
    if (!member.IsString()) return false;
    value.assign(member.GetString(), member.GetStringLength());
    return true;
  };
  if (!text("action", correction.action) || correction.action.empty() || !text("note", correction.note) ||
      !text("who", correction.who) || !text("when", correction.when)) {
    return std::nullopt;
  }
  if (parsed.HasMember("number") && parsed["number"].IsUint64()) correction.number = parsed["number"].GetUint64();
  if (!parsed.HasMember("arguments")) return correction;
  if (!parsed["arguments"].IsArray()) return std::nullopt;
  for (const auto& one : parsed["arguments"].GetArray()) {
    if (!one.IsString()) return std::nullopt;
    correction.arguments.emplace_back(one.GetString(), one.GetStringLength());
  }
  return correction;
}

}  // namespace

std::vector<Correction> standing_corrections(const std::vector<Correction>& all) {
  const std::set<uint64_t> undone = taken_back(all);
  std::vector<Correction> standing;
  std::copy_if(all.begin(), all.end(), std::back_inserter(standing),
               [&](const Correction& one) { return one.action != "undo" && undone.count(one.number) == 0; });
  return standing;
}

void settle_source_marks(const std::vector<Correction>& standing, const std::set<std::string>& sources,
                         std::vector<CorrectionOutcome>& outcomes) {
  for (const Correction& one : standing) {
    const bool marks = one.action == "tick" || one.action == "note";
    if (!marks || one.arguments.empty() || sources.count(one.arguments.front()) == 0) continue;
    for (CorrectionOutcome& outcome : outcomes) {
      if (outcome.number == one.number) outcome = {one.number, true, {}};
    }
  }
}

std::optional<Correction> undo_last(const std::vector<Correction>& all) {
  const std::vector<Correction> standing = standing_corrections(all);
  if (standing.empty()) return std::nullopt;
  return undo_of(standing.back().number);
}

std::optional<Correction> redo_last(const std::vector<Correction>& all) {
  const std::set<uint64_t> undone = taken_back(all);
  std::set<uint64_t> undos;
  for (const Correction& one : all) {
    if (one.action == "undo") undos.insert(one.number);
  }
  for (auto one = all.rbegin(); one != all.rend(); ++one) {
    if (one->action != "undo") return std::nullopt;
    if (undone.count(one->number) == 0 && undos.count(target_of(*one)) == 0) return undo_of(one->number);
  }
  return std::nullopt;
}

Result<CaseContents> decide(const std::string& case_path, std::vector<Correction> corrections,
                            const LanguageSet& languages, const CaseContents* before) {
  for (const Correction& correction : corrections) {
    const auto actions = correction_actions();
    if (std::find(actions.begin(), actions.end(), correction.action) == actions.end()) {
      return Error{ErrorKind::kUsage, fmt::format("'{}': there is no such correction", correction.action),
                   fmt::format("there are: {}", fmt::join(actions, ", "))};
    }
  }
  const auto file = CaseFile::open(case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  try {
    const Database& database = file->database();
    Transaction transaction(database);
    migrate(database);
    const BuildRow built = last_build(database);
    const bool known = before != nullptr && before->build == built.number &&
                       last_number(before->corrections) == last_number(load_corrections(database));
    CaseContents contents = known ? *before : load_contents(database);
    std::vector<Correction> stood = contents.corrections;
    std::erase_if(stood, [&](const Correction& one) { return one.number > built.corrections; });
    stood = standing_corrections(stood);
    for (Correction& correction : corrections) {
      if (correction.when.empty()) correction.when = now_utc();
      add_correction_row(database, correction);
      const auto number = static_cast<uint64_t>(database.number("SELECT last_insert_rowid()"));
      if (correction.number != 0 && correction.number != number) {
        return Error{ErrorKind::kCase, fmt::format("{}: other corrections were made meanwhile", case_path),
                     "try again; nothing was changed"};
      }
      correction.number = number;
      contents.corrections.push_back(std::move(correction));
    }
    remake(contents, stood, languages);
    write_record(database, contents.record, contents.outcomes);
    write_build(database, {contents.build, last_number(contents.corrections)}, contents.record, contents.sources.size(),
                contents.documents.size());
    write_history(database, contents.build,
                  snapshot(document_readings(contents.documents, contents.readings), contents.record));
    transaction.commit();
    return contents;
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
}

std::string corrections_to_json_lines(std::span<const Correction> corrections) {
  std::string lines;
  for (const Correction& correction : corrections) lines += line_of(correction, true) + "\n";
  return lines;
}

Result<std::vector<Correction>> corrections_from_json_lines(std::string_view lines,
                                                            const std::vector<Correction>& present) {
  std::map<std::string, uint64_t> known;
  for (const Correction& correction : present) known.emplace(line_of(correction, false), correction.number);
  uint64_t next = last_number(present) + 1;
  std::map<uint64_t, uint64_t> numbers;  // of the lines -> of this case
  std::vector<Correction> fresh;
  size_t line_number = 0;
  while (!lines.empty()) {
    const size_t end = std::min(lines.find('\n'), lines.size());
    const std::string_view line = lines.substr(0, end);
    lines.remove_prefix(std::min(end + 1, lines.size()));
    ++line_number;
    if (line.find_first_not_of(" \t\r") == std::string_view::npos) continue;
    auto correction = parse_line(line);
    if (!correction) {
      return Error{ErrorKind::kInput, fmt::format("line {}: is not a correction", line_number),
                   "each line is an object with action, arguments, note, who and when"};
    }
    const uint64_t was = correction->number;
    if (correction->action == "undo") {
      const auto moved = numbers.find(target_of(*correction));
      if (moved == numbers.end()) {
        return Error{
            ErrorKind::kInput, fmt::format("line {}: takes back a correction that is not there", line_number), {}};
      }
      correction->arguments = {std::to_string(moved->second)};
    }
    const auto there = known.find(line_of(*correction, false));
    if (there != known.end()) {
      numbers[was] = there->second;
      continue;
    }
    correction->number = numbers[was] = next++;
    fresh.push_back(std::move(*correction));
  }
  return fresh;
}

std::vector<DocumentReading> document_readings(std::span<const Document> documents, std::span<const Reading> readings) {
  std::vector<DocumentReading> views(documents.size());
  for (size_t i = 0; i < views.size(); ++i) views[i] = {&documents[i], &readings[i]};
  return views;
}

std::vector<Reading> corrected_readings(std::span<const Reading> as_read, CorrectedReadings& corrected) {
  std::vector<Reading> readings(as_read.begin(), as_read.end());
  for (auto& [document, reading] : corrected.changed()) readings[document] = std::move(reading);
  return readings;
}

}  // namespace annals
