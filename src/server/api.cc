#include "server/api.h"

#include <fmt/format.h>
#include <rapidjson/document.h>
#include <sys/stat.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "base/hash.h"
#include "server/ask.h"
#include "server/write_json.h"

#ifndef ANNALS_VERSION
#define ANNALS_VERSION "0"
#endif

namespace annals {
namespace {

constexpr size_t kMaxPage = 5000;
constexpr size_t kMaxBins = 2000;
constexpr size_t kMaxNodes = 150;
constexpr uint32_t kSnippetBytes = 120;

using Query = std::multimap<std::string, std::string>;

struct BadRequest {
  int status;
  std::string message;
};

std::string one(const Query& query, const std::string& name) {
  const auto found = query.find(name);
  return found == query.end() ? std::string() : found->second;
}

std::vector<std::string> all(const Query& query, const std::string& name) {
  std::vector<std::string> values;
  for (auto [it, end] = query.equal_range(name); it != end; ++it) {
    if (!it->second.empty()) values.push_back(it->second);
  }
  return values;
}

size_t count(const Query& query, const std::string& name, size_t fallback, size_t most) {
  const std::string text = one(query, name);
  if (text.empty()) return fallback;
  size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw BadRequest{400, fmt::format("{}: '{}' is not a whole number", name, text.substr(0, 40))};
  }
  return std::min(value, most);
}

EventFilter filter_of(const Query& query) {
  EventFilter filter;
  filter.from = one(query, "from");
  filter.to = one(query, "to");
  filter.who = all(query, "who");
  filter.types = all(query, "type");
  filter.statuses = all(query, "status");
  filter.source = one(query, "source");
  filter.document_language = one(query, "document_language");
  filter.significance = one(query, "significance");
  filter.words = one(query, "q");
  const std::string conflicts = one(query, "conflicts");
  filter.conflicts = !conflicts.empty() && conflicts != "0" && conflicts != "false";
  return filter;
}

std::vector<uint32_t> selected(const CaseSnapshot& snapshot, const Query& query) {
  auto found = snapshot.index.select(filter_of(query));
  if (!found) throw BadRequest{400, found.error().message + "; " + found.error().advice};
  return std::move(*found);
}

std::string error_body(std::string_view message) {
  Json json;
  json.open();
  json.open("error");
  json.text("message", message);
  json.close();
  json.close();
  return json.take();
}

// A page of a list: {total, offset, items: [...]}; `write` writes the members of one item.
template <class Write>
void page(ApiWriter& out, const Query& query, size_t total, Write&& write) {
  const size_t offset = std::min(count(query, "offset", 0, SIZE_MAX), total);
  const size_t end = std::min(total, offset + count(query, "limit", 100, kMaxPage));
  out.json.number("total", static_cast<double>(total));
  out.json.number("offset", static_cast<double>(offset));
  out.json.open_list("items");
  for (size_t i = offset; i < end; ++i) {
    out.json.open();
    write(i);
    out.json.close();
  }
  out.json.close_list();
}

void write_case(ApiWriter& out, const CaseSnapshot& snapshot, const std::string& path, UserRole role) {
  const CaseContents& contents = snapshot.contents;
  Json& json = out.json;
  const size_t slash = path.rfind('/');
  json.text("name", path.substr(slash == std::string::npos ? 0 : slash + 1));
  json.number("build", static_cast<double>(contents.build));
  json.text("version", ANNALS_VERSION);
  json.text("role", role == UserRole::kEditor ? "editor" : "viewer");
  json.open("counts");
  json.number("sources", static_cast<double>(contents.sources.size()));
  json.number("unread", static_cast<double>(std::count_if(contents.sources.begin(), contents.sources.end(),
                                                          [](const CaseSource& s) { return !s.unread.empty(); })));
  json.number("documents", static_cast<double>(contents.documents.size()));
  json.number("events", static_cast<double>(contents.record.events.size()));
  json.number("entities", static_cast<double>(contents.record.entities.size()));
  json.number("conflicts", static_cast<double>(contents.record.conflicts.size()));
  json.number("copies", static_cast<double>(contents.record.copies.size()));
  json.number("gaps", static_cast<double>(contents.record.gaps.size()));
  json.close();
  json.open_list("languages");
  for (const auto& [code, pack] : snapshot.languages.languages().packs()) {
    json.open();
    json.text("code", code);
    json.text("name", pack.name);
    json.flag("right_to_left", pack.right_to_left);
    json.close();
  }
  json.close_list();
  const auto counted = [&](std::string_view list, std::string_view name, const std::map<std::string, size_t>& counts) {
    json.open_list(list);
    for (const auto& [key, number] : counts) {
      json.open();
      json.text(name, key);
      json.number("count", static_cast<double>(number));
      json.close();
    }
    json.close_list();
  };
  std::map<std::string, size_t> languages, types;
  std::optional<Day> earliest, latest;
  for (const Document& document : contents.documents) ++languages[document.language];
  for (const Event& event : contents.record.events) {
    ++types[event.type];
    if (event.days.earliest && (!earliest || *event.days.earliest < *earliest)) earliest = event.days.earliest;
    if (event.days.latest && (!latest || *latest < *event.days.latest)) latest = event.days.latest;
  }
  counted("document_languages", "language", languages);
  counted("types", "type", types);
  json.day("earliest", earliest);
  json.day("latest", latest);
}

// How many of the selected events begin in each of equal stretches of time.
void write_density(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query) {
  const Record& record = snapshot.contents.record;
  std::vector<Day> days;
  for (const uint32_t event : selected(snapshot, query)) {
    const Interval& interval = record.events[event].days;
    if (interval.known()) days.push_back(interval.earliest ? *interval.earliest : *interval.latest);
  }
  std::sort(days.begin(), days.end());
  Json& json = out.json;
  json.open_list("bins");
  if (!days.empty()) {
    const int64_t span = (days.back() - days.front()).count() + 1;
    const auto bins = static_cast<int64_t>(std::max<size_t>(1, count(query, "bins", 120, kMaxBins)));
    const int64_t width = std::max<int64_t>(1, (span + bins - 1) / bins);
    auto next = days.begin();
    for (Day from = days.front(); from <= days.back(); from += std::chrono::days(width)) {
      const Day to = from + std::chrono::days(width);
      const auto end = std::lower_bound(next, days.end(), to);
      json.open();
      json.text("from", to_string(from));
      json.text("to", to_string(to));
      json.number("count", static_cast<double>(end - next));
      json.close();
      next = end;
    }
  }
  json.close_list();
}

void write_graph(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query) {
  const Record& record = snapshot.contents.record;
  std::map<uint32_t, uint32_t> weights;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> edges;
  for (const uint32_t event : selected(snapshot, query)) {
    std::vector<uint32_t> people;
    for (const EventParticipant& participant : record.events[event].participants) {
      if (participant.entity != kNone) people.push_back(participant.entity);
    }
    std::sort(people.begin(), people.end());
    people.erase(std::unique(people.begin(), people.end()), people.end());
    for (size_t i = 0; i < people.size(); ++i) {
      ++weights[people[i]];
      for (size_t j = i + 1; j < people.size(); ++j) ++edges[{people[i], people[j]}];
    }
  }
  std::vector<std::pair<uint32_t, uint32_t>> nodes(weights.begin(), weights.end());
  std::stable_sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (nodes.size() > kMaxNodes) nodes.resize(kMaxNodes);
  Json& json = out.json;
  json.open_list("nodes");
  std::map<uint32_t, bool> kept;
  for (const auto& [entity, weight] : nodes) {
    kept[entity] = true;
    json.open();
    out.entity_name(entity);
    json.number("weight", static_cast<double>(weight));
    json.close();
  }
  json.close_list();
  json.open_list("edges");
  for (const auto& [pair, weight] : edges) {
    if (!kept.contains(pair.first) || !kept.contains(pair.second)) continue;
    json.open();
    json.text("from", record.entities[pair.first].id);
    json.text("to", record.entities[pair.second].id);
    json.number("weight", static_cast<double>(weight));
    json.close();
  }
  json.close_list();
}

void write_entities(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query) {
  const Record& record = snapshot.contents.record;
  const std::string name = one(query, "q"), type = one(query, "type");
  std::vector<uint32_t> found;
  if (name.empty()) {
    for (uint32_t i = 0; i < record.entities.size(); ++i) found.push_back(i);
    std::stable_sort(found.begin(), found.end(), [&](uint32_t a, uint32_t b) {
      return snapshot.index.events_of_entity(a).size() > snapshot.index.events_of_entity(b).size();
    });
  } else {
    found = snapshot.index.find_entities(name);
  }
  if (!type.empty()) std::erase_if(found, [&](uint32_t i) { return to_string(record.entities[i].type) != type; });
  page(out, query, found.size(), [&](size_t i) { out.entity(found[i]); });
}

// Words and "phrases in quotation marks". A word or the whole query that names an entity finds all its spellings,
// unless `exact` is asked for.
void write_search(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query) {
  const std::string text = one(query, "q");
  const bool exact = !one(query, "exact").empty();
  std::vector<std::string> parts;
  bool inside = false;
  std::string part;
  const auto end_part = [&] {
    if (!part.empty()) parts.push_back(part);
    part.clear();
  };
  for (const char c : text) {
    if (c == '"') {
      end_part();
      inside = !inside;
    } else if (c == ' ' && !inside) {
      end_part();
    } else {
      part += c;
    }
  }
  end_part();

  const auto spellings = [&](const std::string& name, std::vector<uint32_t>& entities) {
    std::vector<std::string> phrases{name};
    if (exact) return phrases;
    entities = snapshot.index.find_entities(name);
    constexpr size_t kMostEntities = 5;
    if (entities.size() > kMostEntities) entities.resize(kMostEntities);
    for (const uint32_t entity : entities) {
      for (const EntityName& one_name : snapshot.contents.record.entities[entity].names)
        phrases.push_back(one_name.text);
    }
    return phrases;
  };
  std::vector<uint32_t> entities;
  std::vector<std::vector<SearchPhrase>> groups;
  const std::vector<SearchPhrase> whole = spellings(text, entities);
  if (!entities.empty() && parts.size() > 1) {
    groups.push_back(whole);
  } else {
    entities.clear();
    for (const std::string& one_part : parts) {
      std::vector<uint32_t> named;
      groups.push_back(spellings(one_part, named));
      entities.insert(entities.end(), named.begin(), named.end());
    }
  }
  size_t total = 0;
  const auto index = snapshot.search();
  if (!index) throw BadRequest{500, index.error().message};
  const size_t offset = count(query, "offset", 0, SIZE_MAX / 2), limit = count(query, "limit", 50, kMaxPage);
  const auto hits = (*index)->find(groups, offset + limit, total);
  if (!hits) throw BadRequest{400, hits.error().message};
  Json& json = out.json;
  json.number("total", static_cast<double>(total));
  json.number("offset", static_cast<double>(std::min(offset, total)));
  json.open_list("items");
  for (size_t i = offset; i < hits->size(); ++i) {
    json.open();
    json.open("document");
    out.document((*hits)[i].document);
    json.close();
    out.place((*hits)[i].document, (*hits)[i].span);
    out.words(snapshot.contents.documents[(*hits)[i].document], (*hits)[i].span, kSnippetBytes);
    json.close();
  }
  json.close_list();
  json.open_list("entities");
  for (const uint32_t entity : entities) {
    json.open();
    out.entity(entity);
    json.close();
  }
  json.close_list();
}

void write_answer(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query) {
  const Question question = understand(one(query, "q"), snapshot);
  const std::vector<uint32_t> events = answer_of(question, snapshot);
  Json& json = out.json;
  json.open("understood");
  json.open_list("entities");
  for (const uint32_t entity : question.entities) {
    json.open();
    out.entity_name(entity);
    json.close();
  }
  json.close_list();
  json.open_list("types");
  for (const std::string& type : question.types) json.text(type);
  json.close_list();
  json.day("from", question.days.earliest);
  json.day("to", question.days.latest);
  json.close();
  page(out, query, events.size(), [&](size_t i) { out.event(events[i]); });
}

void write_corrections(ApiWriter& out, const std::vector<Correction>& corrections, const CaseSnapshot& snapshot) {
  std::map<uint64_t, const CorrectionOutcome*> outcomes;
  for (const CorrectionOutcome& outcome : snapshot.contents.outcomes) outcomes[outcome.number] = &outcome;
  Json& json = out.json;
  page(out, {{"limit", "5000"}}, corrections.size(), [&](size_t i) {
    const Correction& correction = corrections[corrections.size() - 1 - i];
    const auto outcome = outcomes.find(correction.number);
    json.number("number", static_cast<double>(correction.number));
    json.text("action", correction.action);
    json.open_list("arguments");
    for (const std::string& argument : correction.arguments) json.text(argument);
    json.close_list();
    json.text("note", correction.note);
    json.text("who", correction.who);
    json.text("when", correction.when);
    json.flag("applied", outcome != outcomes.end() && outcome->second->applied);
    json.text("why_not", outcome == outcomes.end() ? std::string_view() : std::string_view(outcome->second->why_not));
  });
}

Correction parse_correction(const std::string& body) {
  rapidjson::Document parsed;
  parsed.Parse<rapidjson::kParseIterativeFlag>(body.data(), body.size());
  const auto text = [](const rapidjson::Value& value) {
    return std::string(value.GetString(), value.GetStringLength());
  };
  if (parsed.HasParseError() || !parsed.IsObject()) throw BadRequest{400, "the body is not a JSON object"};
  if (!parsed.HasMember("action") || !parsed["action"].IsString()) throw BadRequest{400, "'action' is missing"};
  Correction correction;
  correction.action = text(parsed["action"]);
  if (parsed.HasMember("arguments")) {
    if (!parsed["arguments"].IsArray()) throw BadRequest{400, "'arguments' is not a list"};
    for (const auto& argument : parsed["arguments"].GetArray()) {
      if (!argument.IsString()) throw BadRequest{400, "'arguments' holds something that is not text"};
      correction.arguments.push_back(text(argument));
    }
  }
  if (parsed.HasMember("note") && parsed["note"].IsString()) correction.note = text(parsed["note"]);
  return correction;
}

uint32_t found_or_404(uint32_t number, std::string_view kind, std::string_view id) {
  if (number == kNone) throw BadRequest{404, fmt::format("there is no {} '{}'", kind, id.substr(0, 120))};
  return number;
}

}  // namespace

Api::~Api() = default;

Result<std::unique_ptr<Api>> Api::open(const std::string& case_path, const LanguageSet& languages) {
  std::unique_ptr<Api> api(new Api(case_path, languages));
  auto loaded = api->snapshot();
  if (!loaded) return loaded.error();
  return api;
}

Result<std::shared_ptr<const CaseSnapshot>> Api::snapshot() {
  struct stat status {};
  const int found = ::stat(case_path_.c_str(), &status);
  const std::string stamp =
      fmt::format("{}.{}.{}.{}", found, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec);
  const std::lock_guard lock(mutex_);
  if (snapshot_ && stamp == stamp_) return snapshot_;
  auto file = CaseFile::open(case_path_, CaseFile::Mode::kRead);
  if (!file) return file.error();
  auto contents = file->load();
  if (!contents) return contents.error();
  const std::string tag = fmt::format("\"{:016x}\"", stable_hash(stamp));
  snapshot_ = std::make_shared<const CaseSnapshot>(std::move(*contents), *languages_, tag);
  stamp_ = stamp;
  return snapshot_;
}

ApiAnswer Api::answer(const ApiRequest& request) {
  ApiAnswer answer;
  try {
    const bool reading = request.method == "GET" || request.method == "HEAD";
    if (!reading && request.method != "POST") throw BadRequest{405, "only GET and POST are answered here"};
    const auto loaded = snapshot();
    if (!loaded) throw BadRequest{503, loaded.error().message};
    const CaseSnapshot& snapshot = **loaded;
    const size_t slash = request.path.find('/');
    const std::string head = request.path.substr(0, slash);
    const std::string rest = slash == std::string::npos ? std::string() : request.path.substr(slash + 1);
    const Query& query = request.query;

    if (!reading) {
      if (request.role != UserRole::kEditor) throw BadRequest{403, "viewers may not decide"};
      if (request.path != "corrections" && request.path != "undo") throw BadRequest{405, "nothing can be posted here"};
      auto file = CaseFile::open(case_path_, CaseFile::Mode::kCreateOrUpdate);
      if (!file) throw BadRequest{503, file.error().message};
      Correction correction;
      if (request.path == "undo") {
        const auto all_of_them = file->corrections();
        if (!all_of_them) throw BadRequest{503, all_of_them.error().message};
        const auto standing = standing_corrections(*all_of_them);
        if (standing.empty()) throw BadRequest{409, "there is nothing to undo"};
        correction = {0, "undo", {fmt::format("{}", standing.back().number)}, {}, {}, {}};
      } else {
        correction = parse_correction(request.body);
      }
      correction.who = request.user;
      const auto number = file->add_correction(correction);
      if (!number) throw BadRequest{503, number.error().message};
      Json json;
      json.open();
      json.number("number", static_cast<double>(*number));
      json.text("action", correction.action);
      json.close();
      answer.status = 201;
      answer.body = json.take();
      return answer;
    }

    answer.etag = snapshot.etag;
    if (!request.if_none_match.empty() && request.if_none_match == answer.etag && head != "corrections") {
      answer.status = 304;
      return answer;
    }
    if (head == "documents" && rest.ends_with("/original")) {
      const std::string id = rest.substr(0, rest.size() - 9);
      const Document& document = snapshot.contents.documents[found_or_404(snapshot.index.document(id), "document", id)];
      auto file = CaseFile::open(case_path_, CaseFile::Mode::kRead);
      if (!file) throw BadRequest{503, file.error().message};
      auto bytes = file->source_bytes(document.source_sha256);
      if (!bytes) throw BadRequest{404, bytes.error().message};
      answer.media_type = "application/octet-stream";
      const size_t name = document.path.rfind('/');
      answer.download = document.path.substr(name == std::string::npos ? 0 : name + 1);
      answer.body = std::move(*bytes);
      return answer;
    }

    const std::string language = one(query, "language");
    ApiWriter out(snapshot, language.empty() ? "en" : language);
    const Record& record = snapshot.contents.record;
    out.json.open();
    if (request.path == "case") {
      write_case(out, snapshot, case_path_, request.role);
    } else if (request.path == "events") {
      const auto events = selected(snapshot, query);
      page(out, query, events.size(), [&](size_t i) { out.event(events[i]); });
    } else if (head == "events" && !rest.empty()) {
      out.event_detail(found_or_404(snapshot.index.event(rest), "event", rest));
    } else if (request.path == "density") {
      write_density(out, snapshot, query);
    } else if (request.path == "documents") {
      page(out, query, snapshot.contents.documents.size(), [&](size_t i) {
        out.document(static_cast<uint32_t>(i));
        out.json.number("claims", static_cast<double>(snapshot.contents.readings[i].claims.size()));
      });
    } else if (head == "documents" && !rest.empty()) {
      out.document_detail(found_or_404(snapshot.index.document(rest), "document", rest));
    } else if (request.path == "entities") {
      write_entities(out, snapshot, query);
    } else if (head == "entities" && !rest.empty()) {
      out.entity_detail(found_or_404(snapshot.index.entity(rest), "entity", rest));
    } else if (request.path == "graph") {
      write_graph(out, snapshot, query);
    } else if (request.path == "conflicts") {
      page(out, query, record.conflicts.size(), [&](size_t i) { out.conflict(static_cast<uint32_t>(i)); });
    } else if (request.path == "gaps") {
      page(out, query, record.gaps.size(), [&](size_t i) { out.gap(record.gaps[i]); });
    } else if (request.path == "copies") {
      page(out, query, record.copies.size(), [&](size_t i) { out.copy(record.copies[i]); });
    } else if (request.path == "sources") {
      page(out, query, snapshot.contents.sources.size(), [&](size_t i) { out.source(snapshot.contents.sources[i]); });
    } else if (request.path == "search") {
      write_search(out, snapshot, query);
    } else if (request.path == "ask") {
      write_answer(out, snapshot, query);
    } else if (request.path == "corrections") {
      auto file = CaseFile::open(case_path_, CaseFile::Mode::kRead);
      if (!file) throw BadRequest{503, file.error().message};
      const auto corrections = file->corrections();
      if (!corrections) throw BadRequest{503, corrections.error().message};
      answer.etag.clear();
      write_corrections(out, *corrections, snapshot);
    } else {
      throw BadRequest{404, fmt::format("there is nothing at '{}'", request.path.substr(0, 120))};
    }
    out.json.close();
    answer.body = out.json.take();
  } catch (const BadRequest& bad) {
    answer = {bad.status, "application/json; charset=utf-8", error_body(bad.message), {}, {}};
  } catch (const Bug& bug) {
    answer = {500,
              "application/json; charset=utf-8",
              error_body(fmt::format("a defect of Annals: {} ({})", bug.why, bug.where)),
              {},
              {}};
  }
  return answer;
}

}  // namespace annals
