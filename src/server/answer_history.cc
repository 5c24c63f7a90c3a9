#include "server/answer_history.h"

#include <fmt/format.h>

#include "casefile/build_changes.h"
#include "present/held.h"

namespace annals {
namespace {

void write_end(ApiWriter& out, const CaseSnapshot& snapshot, std::string_view name, uint32_t event,
               const Interval& days) {
  const Record& record = snapshot.contents.record;
  out.json.open(name);
  out.json.text_or_null("event", event == kNone ? std::string() : record.events[event].id);
  out.json.text("edtf", event == kNone ? std::string_view() : std::string_view(record.events[event].edtf));
  out.json.day("earliest", days.earliest);
  out.json.day("latest", days.latest);
  out.json.close();
}

void write_state(ApiWriter& out, const CaseSnapshot& snapshot, const HeldState& held) {
  const State& state = held.state;
  out.json.text("kind", state.kind);
  out.json.text("holds", held.holds == Holds::kYes ? "yes" : "perhaps");
  for (const auto& [name, entity] : {std::pair{"subject", state.subject}, std::pair{"object", state.object}}) {
    if (entity == kNone) {
      out.json.null(name);
      continue;
    }
    out.json.open(name);
    out.entity_name(entity);
    out.json.close();
  }
  out.json.text("words", state.words);
  if (state.begun_by != kNone) {
    out.quantities_of(state.begun_by);
  } else {
    out.json.open_list("quantities");
    out.json.close_list();
  }
  write_end(out, snapshot, "begun", state.begun_by, state.begin);
  write_end(out, snapshot, "ended", state.ended_by, state.end);
}

void write_builds(ApiWriter& out, const ApiQuery& query, const std::vector<BuildEntry>& builds) {
  write_page(out, query, builds.size(), [&](size_t i) {
    const BuildEntry& build = builds[builds.size() - 1 - i];  // newest first
    out.json.number("number", static_cast<double>(build.number));
    out.json.text("finished", build.finished);
    out.json.number("sources", static_cast<double>(build.sources));
    out.json.number("documents", static_cast<double>(build.documents));
    out.json.number("events", static_cast<double>(build.events));
    out.json.number("corrections", static_cast<double>(build.corrections));
  });
}

void write_diff(ApiWriter& out, const CaseSnapshot& snapshot, const ApiQuery& query, const BuildChanges& changed) {
  out.json.number("since", static_cast<double>(changed.since));
  out.json.number("build", static_cast<double>(snapshot.contents.build));
  write_page(out, query, changed.changes.size(), [&](size_t i) {
    const EventChange& change = changed.changes[i];
    out.json.text("kind", to_string(change.kind));
    const uint32_t event = change.kind == EventChange::Kind::kGone ? kNone : snapshot.index.event(change.event);
    if (event != kNone) {
      out.json.open("event");
      out.event(event);
      out.json.close();
    } else {
      out.json.null("event");
    }
    const EventSnapshot* was = changed.was(change.event);
    if (was == nullptr) {
      out.json.null("was");
    } else {
      out.json.open("was");
      out.json.text("id", was->id);
      out.json.text("type", was->type);
      out.json.text("edtf", was->edtf);
      out.json.text("status", was->status);
      out.json.close();
    }
    out.json.open_list("why");
    for (const ChangeReason& why : change.why) {
      out.json.open();
      out.json.text("kind", why.kind);
      out.json.text("before", why.before);
      out.json.text("after", why.after);
      out.json.close();
    }
    out.json.close_list();
  });
}

}  // namespace

void write_states(ApiWriter& out, const CaseSnapshot& snapshot, const ApiQuery& query) {
  const auto held = held_on(snapshot.index, snapshot.languages.languages(),
                            {first_value(query, "on"), all_values(query, "who"), all_values(query, "kind")});
  if (!held) throw BadRequest{400, "on: " + held.error().message + "; " + held.error().advice};
  out.json.day("on", held->day);
  write_page(out, query, held->states.size(), [&](size_t i) { write_state(out, snapshot, held->states[i]); });
}

std::string answer_history_json(const CaseSnapshot& snapshot, const std::string& case_path, const std::string& path,
                                const ApiQuery& query) {
  ApiWriter out(snapshot, first_value(query, "language"));
  out.json.open();
  if (path == "builds") {
    const auto file = CaseFile::open(case_path, CaseFile::Mode::kRead);
    if (!file) throw BadRequest{503, file.error().message};
    const auto builds = file->builds();
    if (!builds) throw BadRequest{503, builds.error().message};
    write_builds(out, query, *builds);
  } else {
    std::optional<uint64_t> since;
    if (!first_value(query, "since").empty()) since = whole_number(query, "since", 0, SIZE_MAX);
    const auto changed = changes_since(case_path, snapshot.contents, since);
    if (!changed) throw BadRequest{changed.error().kind == ErrorKind::kUsage ? 404 : 503, changed.error().message};
    write_diff(out, snapshot, query, *changed);
  }
  out.json.close();
  return out.json.take();
}

}  // namespace annals
