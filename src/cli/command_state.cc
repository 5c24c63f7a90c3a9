#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/headline.h"
#include "present/selection.h"
#include "record/states.h"

namespace annals {
namespace {

// `since May 2015`, `until 2019`, what the events say of the two ends.
std::string lasting(const State& state, const Record& record, const HeadlineWriter& headlines) {
  const auto date = [&](uint32_t event) {
    const std::string& edtf = record.events[event].edtf;
    return edtf.empty() ? std::string("an unknown day") : headlines.date(edtf);
  };
  std::string out;
  if (state.begun_by != kNone) out += "since " + date(state.begun_by);
  if (state.ended_by != kNone) out += (out.empty() ? "until " : ", until ") + date(state.ended_by);
  return out;
}

std::string line(const State& state, Holds holds, const Record& record, const HeadlineWriter& headlines) {
  std::string out = "  " + headlines.name(state.subject);
  if (state.object != kNone) out += " · " + headlines.name(state.object);
  if (!state.words.empty()) out += fmt::format(" (“{}”)", state.words);
  for (const EventQuantity& quantity : state.quantities) out += ", " + headlines.amount(quantity);
  const std::string when = lasting(state, record, headlines);
  if (!when.empty()) out += "  " + when;
  if (holds == Holds::kPerhaps) out += "  ?";
  for (const uint32_t event : {state.begun_by, state.ended_by}) {
    if (event != kNone) out += fmt::format("  [{}]", record.events[event].id);
  }
  return out + '\n';
}

}  // namespace

Result<int> run(const StateCommand& command, const CommonOptions& common) {
  const auto days = parse_edtf(command.on);
  if (!days || !days->latest) {
    return Error{ErrorKind::kUsage, fmt::format("--on {}: is no date", command.on),
                 "such as 2018-03-01, 2018-03 or 2018"};
  }
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const Record& record = opened->contents.record;
  const CaseIndex index(opened->contents, opened->set->folding());
  const HeadlineWriter headlines(*opened->languages, command.language, opened->contents);
  std::vector<std::vector<uint32_t>> wanted;
  for (const std::string& name : command.who) {
    wanted.push_back(index.find_entities(name));
    if (wanted.back().empty()) print_note(fmt::format("annals: nobody in this case is called “{}”", name));
  }
  const auto concerns = [&](const State& state) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::vector<uint32_t>& entities) {
      return std::any_of(entities.begin(), entities.end(),
                         [&](uint32_t e) { return e == state.subject || e == state.object; });
    });
  };

  std::map<std::string, std::vector<std::string>> lines;  // by kind, what surely held first
  size_t perhaps = 0;
  for (const Holds degree : {Holds::kYes, Holds::kPerhaps}) {
    for (const State& state : find_states(record, *opened->languages)) {
      const bool kind = command.kinds.empty() ||
                        std::find(command.kinds.begin(), command.kinds.end(), state.kind) != command.kinds.end();
      if (!kind || !concerns(state) || holds_on(state, *days->latest) != degree) continue;
      lines[state.kind].push_back(line(state, degree, record, headlines));
      perhaps += degree == Holds::kPerhaps;
    }
  }
  Output output({});
  size_t total = 0;
  for (const auto& [kind, list] : lines) {
    output.write(kind + '\n');
    for (const std::string& text : list) output.write(text);
    total += list.size();
  }
  ANNALS_TRY(output.finish());
  if (!common.quiet) {
    print_note(fmt::format("{} on {}; ? where the days of its beginning or end are not known well enough: {}", total,
                           to_string(*days->latest), perhaps));
  }
  return kDone;
}

}  // namespace annals
