#include "server/answers.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "present/search_query.h"
#include "server/answer_history.h"
#include "server/ask.h"
#include "sources/blocks.h"

#ifndef ANNALS_VERSION
#define ANNALS_VERSION "0"
#endif

namespace annals {
namespace {

constexpr size_t kMaxBins = 2000;
constexpr size_t kMaxNodes = 300;
constexpr size_t kNodes = 60;
constexpr uint32_t kSnippetBytes = 120;
constexpr size_t kMostFiltered = 20000;  // places looked at for those in the wanted documents

using Query = ApiQuery;

std::string one(const Query& query, const std::string& name) { return first_value(query, name); }

EventFilter filter_of(const Query& query) {
  EventFilter filter;
  filter.from = one(query, "from");
  filter.to = one(query, "to");
  filter.who = all_values(query, "who");
  filter.types = all_values(query, "type");
  filter.statuses = all_values(query, "status");
  filter.source = one(query, "source");
  filter.document_language = one(query, "document_language");
  filter.significance = one(query, "significance");
  filter.words = one(query, "q");
  const std::string conflicts = one(query, "conflicts");
  filter.conflicts = !conflicts.empty() && conflicts != "0" && conflicts != "false";
  filter.undated = !one(query, "undated").empty();
  return filter;
}

std::vector<uint32_t> selected(const CaseSnapshot& snapshot, const Query& query) {
  auto found = snapshot.index.select(filter_of(query));
  if (!found) throw BadRequest{400, found.error().message + "; " + found.error().advice};
  return std::move(*found);
}

void write_case(ApiWriter& out, const CaseSnapshot& snapshot, const std::string& name, UserRole role) {
  const CaseContents& contents = snapshot.contents;
  Json& json = out.json;
  json.text("name", name);
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
  json.number("corrections", static_cast<double>(contents.corrections.size()));
  json.number("stories", static_cast<double>(snapshot.decisions.stories().size()));
  json.close();
  json.flag("can_undo", snapshot.decisions.can_undo());
  json.flag("can_redo", snapshot.decisions.can_redo());
  json.open_list("languages");
  for (const auto& [code, pack] : snapshot.languages.languages().packs()) {
    json.open();
    json.text("code", code);
    json.text("name", pack.name);
    json.flag("right_to_left", pack.right_to_left);
    json.close();
  }
  json.close_list();
  const auto counted = [&](std::string_view list, std::string_view key_name,
                           const std::map<std::string, size_t>& counts) {
    json.open_list(list);
    for (const auto& [key, number] : counts) {
      json.open();
      json.text(key_name, key);
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
  // All that a person can say happened, with the roles of each; who acts first.
  json.open_list("kinds");
  for (const Table& table = snapshot.languages.languages().ontology("types"); const Table::Row& row : table.rows()) {
    const std::string type(table.get(row, "type"));
    json.open();
    json.text("type", type);
    json.open_list("roles");
    const TypeKnowledge& known = snapshot.tellings.type(type);
    if (!known.actor.empty()) json.text(known.actor);
    for (const std::string& other : known.roles) {
      if (other != known.actor) json.text(other);
    }
    json.close_list();
    json.close();
  }
  json.close_list();
  // The words around the record in the reader's language: roles, kinds, slots, causes.
  json.open("terms");
  out.write_terms();
  json.close();
}

constexpr int64_t kHour = 60, kDay = 24 * kHour;  // minutes

// The minute in which an event begins, as far as is known; nothing when it has no date.
std::optional<int64_t> beginning(const CaseSnapshot& snapshot, uint32_t event) {
  const Interval& days = snapshot.contents.record.events[event].days;
  if (!days.known()) return std::nullopt;
  const std::string& clock = snapshot.clock_of_event[event];
  int64_t minute = (days.earliest ? *days.earliest : *days.latest).time_since_epoch().count() * kDay;
  int hours = 0, minutes = 0;
  if (clock.size() == 5 && std::from_chars(clock.data(), clock.data() + 2, hours).ec == std::errc{} &&
      std::from_chars(clock.data() + 3, clock.data() + 5, minutes).ec == std::errc{}) {
    minute += hours * kHour + minutes;
  }
  return minute;
}

// `2016-09-03`, or `2016-09-03T14:00` where bins are shorter than days.
std::string moment(int64_t minute, bool with_hours) {
  const int64_t day = (minute >= 0 ? minute : minute - kDay + 1) / kDay;
  const std::string date = to_string(Day(std::chrono::days(day)));
  return with_hours ? fmt::format("{}T{:02}:00", date, (minute - day * kDay) / kHour) : date;
}

// How many of the selected events begin in each of equal stretches of the period asked for, or of all their days. Days
// are cut into hours where few are looked at.
void write_density(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query) {
  std::vector<int64_t> begins;
  for (const uint32_t event : selected(snapshot, query)) {
    if (const auto minute = beginning(snapshot, event)) begins.push_back(*minute);
  }
  std::sort(begins.begin(), begins.end());
  const auto bins = static_cast<int64_t>(std::max<size_t>(1, whole_number(query, "bins", 120, kMaxBins)));
  out.json.open_list("bins");
  const auto from = parse_edtf(one(query, "from")), to = parse_edtf(one(query, "to"));
  if (!begins.empty()) {
    const auto minute_of = [](Day day) { return day.time_since_epoch().count() * kDay; };
    int64_t first = begins.front() - ((begins.front() % kDay) + kDay) % kDay, end = begins.back() + 1;
    if (from && from->earliest) first = minute_of(*from->earliest);
    if (to && to->latest) end = minute_of(*to->latest) + kDay;
    const bool hours = end - first <= bins * kHour;
    const int64_t unit = hours ? kHour : kDay;
    const int64_t width = std::max(unit, (end - first + bins * unit - 1) / (bins * unit) * unit);
    for (auto next = std::lower_bound(begins.begin(), begins.end(), first); first < end; first += width) {
      const auto behind = std::lower_bound(next, begins.end(), first + width);
      out.json.open();
      out.json.text("from", moment(first, hours));
      out.json.text("to", moment(first + width, hours));
      out.json.number("count", static_cast<double>(behind - next));
      out.json.close();
      next = behind;
    }
  }
  out.json.close_list();
}

// Who acts on whom: an edge from each that acts in an event to each other that takes part; between all, without a
// direction, where the kind of event knows no actor.
void write_graph(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query) {
  constexpr size_t kMostParties = 12;  // of one event; a list of a hundred names says nothing about pairs
  struct Edge {
    uint32_t weight = 0, directed = 0;
  };
  const Record& record = snapshot.contents.record;
  std::map<uint32_t, uint32_t> weights;
  std::map<std::pair<uint32_t, uint32_t>, Edge> edges;
  for (const uint32_t event : selected(snapshot, query)) {
    const std::string& actor = snapshot.tellings.type(record.events[event].type).actor;
    std::map<uint32_t, bool> parties;  // entity -> acts
    for (const EventParticipant& participant : record.events[event].participants) {
      if (participant.entity != kNone) parties[participant.entity] |= participant.role == actor;
    }
    if (parties.size() > kMostParties) continue;
    for (auto a = parties.begin(); a != parties.end(); ++a) {
      ++weights[a->first];
      for (auto b = std::next(a); b != parties.end(); ++b) {
        const bool backwards = b->second && !a->second;
        Edge& edge = edges[backwards ? std::pair(b->first, a->first) : std::pair(a->first, b->first)];
        ++edge.weight;
        if (a->second != b->second) ++edge.directed;
      }
    }
  }
  std::vector<std::pair<uint32_t, uint32_t>> nodes(weights.begin(), weights.end());
  std::stable_sort(nodes.begin(), nodes.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  nodes.resize(std::min(nodes.size(), whole_number(query, "nodes", kNodes, kMaxNodes)));
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
  for (const auto& [pair, edge] : edges) {
    if (!kept.contains(pair.first) || !kept.contains(pair.second)) continue;
    json.open();
    json.text("from", record.entities[pair.first].id);
    json.text("to", record.entities[pair.second].id);
    json.number("weight", static_cast<double>(edge.weight));
    json.flag("directed", edge.directed > 0);
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
  write_page(out, query, found.size(), [&](size_t i) { out.entity(found[i]); });
}

// Documents that name somebody (`who`) and were published in a period (`from`, `to`).
class DocumentFilter {
 public:
  DocumentFilter(const CaseSnapshot& snapshot, const Query& query) : snapshot_(snapshot), who_(one(query, "who")) {
    for (const uint32_t entity : snapshot.index.find_entities(who_)) {
      const auto& list = snapshot.documents_of_entity[entity];
      named_.insert(list.begin(), list.end());
    }
    for (const char* name : {"from", "to"}) {
      const std::string text = one(query, name);
      if (text.empty()) continue;
      const auto days = parse_edtf(text);
      if (!days) throw BadRequest{400, fmt::format("{}: is not a date", text.substr(0, 40))};
      (name[0] == 'f' ? period_.earliest : period_.latest) = name[0] == 'f' ? days->earliest : days->latest;
    }
  }
  bool passes_all() const { return who_.empty() && !period_.known(); }
  bool passes(uint32_t document) const {
    if (!who_.empty() && named_.count(document) == 0) return false;
    if (!period_.known()) return true;
    const auto published = parse_edtf(snapshot_.contents.documents[document].published);
    return published && published->known() && intersects(period_, *published);
  }

 private:
  const CaseSnapshot& snapshot_;
  std::string who_;
  std::set<uint32_t> named_;
  Interval period_;
};

// The first words of a page.
Span beginning(const CaseSnapshot& snapshot, const SearchHit& page) {
  const std::string_view text = snapshot.contents.documents[page.document].text;
  Span span = trim(text, page.span);
  const uint32_t most = span.begin + kSnippetBytes;
  if (span.end > most) {
    span.end = most;
    while ((static_cast<unsigned char>(text[span.end]) & 0xC0) == 0x80) --span.end;
  }
  return span;
}

// A Bates number opens its page; all else is searched for as words.
void write_search(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query) {
  const std::string text = one(query, "q");
  const size_t offset = whole_number(query, "offset", 0, SIZE_MAX / 2),
               limit = whole_number(query, "limit", 50, kMaxPage);
  const DocumentFilter filter(snapshot, query);
  std::vector<SearchHit> hits;
  std::vector<uint32_t> entities;
  size_t total = 0;
  for (const BatesIndex::Found& page : snapshot.indexes->bates().find(text)) {
    if (filter.passes(page.document)) hits.push_back({page.document, page.span});
  }
  const bool numbered = !hits.empty();
  if (numbered) {
    total = hits.size();
    hits.resize(std::min(total, offset + limit));
  } else {
    const auto index = snapshot.indexes->search();
    if (!index) throw BadRequest{500, index.error().message};
    const SearchQuery wanted = understand_search(text, !one(query, "exact").empty(), snapshot.index);
    entities = wanted.entities;
    auto found = (*index)->find(wanted.groups, filter.passes_all() ? offset + limit : kMostFiltered, total);
    if (!found) throw BadRequest{400, found.error().message};
    hits = std::move(*found);
    if (!filter.passes_all()) {
      std::erase_if(hits, [&](const SearchHit& hit) { return !filter.passes(hit.document); });
      total = hits.size();
      hits.resize(std::min(total, offset + limit));
    }
  }
  Json& json = out.json;
  json.number("total", static_cast<double>(total));
  json.number("offset", static_cast<double>(std::min(offset, total)));
  json.open_list("items");
  for (size_t i = offset; i < hits.size(); ++i) {
    json.open();
    out.hit(hits[i].document, numbered ? beginning(snapshot, hits[i]) : hits[i].span, kSnippetBytes);
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
  Question question = understand(one(query, "q"), snapshot, one(query, "language"));
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
  json.text("asks", question.asks);
  json.text("words", question.words);
  json.open_list("unknown");
  for (const std::string& name : question.unknown) json.text(name);
  json.close_list();
  json.close();
  write_page(out, query, events.size(), [&](size_t i) { out.event(events[i]); });
}

void write_corrections(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query) {
  const std::string state = one(query, "state");
  std::vector<uint32_t> found;
  for (uint32_t i = static_cast<uint32_t>(snapshot.contents.corrections.size()); i-- > 0;) {
    if (state.empty() || snapshot.decisions.state(i) == state) found.push_back(i);
  }
  write_page(out, query, found.size(), [&](size_t i) { out.correction(found[i]); });
}

// Conflicts, gaps or sources as work lists: `state` open or ticked picks from them.
template <class IdOf, class Write>
void write_work_list(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query, size_t count, IdOf id_of,
                     Write write) {
  const std::string state = one(query, "state");
  std::vector<uint32_t> found;
  for (uint32_t i = 0; i < count; ++i) {
    const bool ticked = snapshot.decisions.ticked(id_of(i));
    if (state.empty() || (state == "ticked") == ticked) found.push_back(i);
  }
  write_page(out, query, found.size(), [&](size_t i) { write(found[i]); });
}

void write_mentions(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query, uint32_t entity) {
  const CaseContents& contents = snapshot.contents;
  std::vector<std::pair<uint32_t, Span>> places;
  for (const uint32_t d : snapshot.documents_of_entity[entity]) {
    for (const Mention& mention : contents.readings[d].mentions) {
      if (mention.entity != kNone && contents.record.entity_of[d][mention.entity] == entity)
        places.emplace_back(d, mention.span);
    }
  }
  write_page(out, query, places.size(), [&](size_t i) { out.hit(places[i].first, places[i].second, kSnippetBytes); });
}

// Quotations by an entity, or (`about`) those of others that name it.
void write_quotes(ApiWriter& out, const CaseSnapshot& snapshot, const Query& query, uint32_t entity) {
  const CaseContents& contents = snapshot.contents;
  const bool about = !one(query, "about").empty();
  std::vector<std::pair<uint32_t, const Quote*>> quotes;
  for (const uint32_t d : snapshot.documents_of_entity[entity]) {
    const Reading& reading = contents.readings[d];
    const auto is_it = [&](uint32_t local) { return local != kNone && contents.record.entity_of[d][local] == entity; };
    auto next = reading.mentions.begin();
    for (const Quote& quote : reading.quotes) {
      const bool by = is_it(quote.speaker);
      bool wanted = by;
      if (about) {
        while (next != reading.mentions.end() && next->span.end <= quote.span.begin) ++next;
        wanted = !by && std::any_of(next, reading.mentions.end(), [&](const Mention& mention) {
          return mention.span.begin < quote.span.end && is_it(mention.entity);
        });
      }
      if (wanted) quotes.emplace_back(d, &quote);
    }
  }
  write_page(out, query, quotes.size(), [&](size_t i) {
    const auto& [document, quote] = quotes[i];
    out.hit(document, quote->span, kSnippetBytes);
    out.speaker(document, quote->speaker);
  });
}

void write_story(ApiWriter& out, const Story& story) {
  out.json.text("name", story.name);
  out.json.text("text", story.text);
  out.json.open("written");
  out.correction(story.correction);
  out.json.close();
}

uint32_t found_or_404(uint32_t number, std::string_view kind, std::string_view id) {
  if (number == kNone) throw BadRequest{404, fmt::format("there is no {} '{}'", kind, id.substr(0, 120))};
  return number;
}

}  // namespace

std::string first_value(const ApiQuery& query, const std::string& name) {
  const auto found = query.find(name);
  return found == query.end() ? std::string() : found->second;
}

std::vector<std::string> all_values(const ApiQuery& query, const std::string& name) {
  std::vector<std::string> values;
  for (auto [it, end] = query.equal_range(name); it != end; ++it) {
    if (!it->second.empty()) values.push_back(it->second);
  }
  return values;
}

size_t whole_number(const ApiQuery& query, const std::string& name, size_t fallback, size_t most) {
  const std::string text = first_value(query, name);
  if (text.empty()) return fallback;
  size_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) {
    throw BadRequest{400, fmt::format("{}: '{}' is not a whole number", name, text.substr(0, 40))};
  }
  return std::min(value, most);
}

std::string error_json(std::string_view message) {
  Json json;
  json.open();
  json.open("error");
  json.text("message", message);
  json.close();
  json.close();
  return json.take();
}

std::string answer_json(const CaseSnapshot& snapshot, const std::string& path, const ApiQuery& query,
                        const std::string& case_name, UserRole role) {
  const size_t slash = path.find('/');
  const std::string head = path.substr(0, slash);
  std::string rest = slash == std::string::npos ? std::string() : path.substr(slash + 1);
  const auto part_of_entity = [&](const char* part) {
    if (head != "entities" || !rest.ends_with(part)) return false;
    rest.resize(rest.size() - std::string_view(part).size());
    return true;
  };
  const std::string language = one(query, "language");
  ApiWriter out(snapshot, language.empty() ? "en" : language);
  const Record& record = snapshot.contents.record;
  out.json.open();
  if (path == "case") {
    write_case(out, snapshot, case_name, role);
  } else if (path == "events") {
    const auto events = selected(snapshot, query);
    write_page(out, query, events.size(), [&](size_t i) { out.event(events[i]); });
  } else if (head == "events" && !rest.empty()) {
    out.event_detail(found_or_404(snapshot.event(rest), "event", rest));
  } else if (path == "density") {
    write_density(out, snapshot, query);
  } else if (path == "documents") {
    write_page(out, query, snapshot.contents.documents.size(), [&](size_t i) {
      out.document(static_cast<uint32_t>(i));
      out.json.number("claims", static_cast<double>(snapshot.contents.readings[i].claims.size()));
    });
  } else if (head == "documents" && !rest.empty()) {
    out.document_detail(found_or_404(snapshot.index.document(rest), "document", rest));
  } else if (path == "entities") {
    write_entities(out, snapshot, query);
  } else if (part_of_entity("/mentions")) {
    write_mentions(out, snapshot, query, found_or_404(snapshot.index.entity(rest), "entity", rest));
  } else if (part_of_entity("/quotes")) {
    write_quotes(out, snapshot, query, found_or_404(snapshot.index.entity(rest), "entity", rest));
  } else if (head == "entities" && !rest.empty()) {
    out.entity_detail(found_or_404(snapshot.index.entity(rest), "entity", rest));
  } else if (path == "graph") {
    write_graph(out, snapshot, query);
  } else if (path == "conflicts") {
    write_work_list(
        out, snapshot, query, record.conflicts.size(), [&](uint32_t i) { return record.conflicts[i].id; },
        [&](uint32_t i) { out.conflict(i); });
  } else if (path == "gaps") {
    write_work_list(
        out, snapshot, query, record.gaps.size(), [&](uint32_t i) { return out.id_of_gap(i); },
        [&](uint32_t i) { out.gap(i); });
  } else if (path == "copies") {
    write_page(out, query, record.copies.size(), [&](size_t i) { out.copy(record.copies[i]); });
  } else if (path == "sources") {
    const auto& sources = snapshot.contents.sources;
    write_work_list(
        out, snapshot, query, sources.size(), [&](uint32_t i) { return source_id(sources[i]); },
        [&](uint32_t i) { out.source(sources[i]); });
  } else if (path == "search") {
    write_search(out, snapshot, query);
  } else if (path == "ask") {
    write_answer(out, snapshot, query);
  } else if (path == "corrections") {
    write_corrections(out, snapshot, query);
  } else if (path == "states") {
    write_states(out, snapshot, query);
  } else if (path == "stories") {
    const auto& stories = snapshot.decisions.stories();
    write_page(out, query, stories.size(), [&](size_t i) { write_story(out, stories[i]); });
  } else {
    throw BadRequest{404, fmt::format("there is nothing at '{}'", path.substr(0, 120))};
  }
  out.json.close();
  return out.json.take();
}

}  // namespace annals
