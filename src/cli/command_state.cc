#include <fmt/format.h>

#include <map>

#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/headline.h"
#include "present/held.h"

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
  for (size_t n = 0; n < state.quantities.size(); ++n) {  // values of one role are told differently
    const bool other = n > 0 && state.quantities[n - 1].role == state.quantities[n].role;
    out += (other ? " / " : ", ") + headlines.amount(state.quantities[n]);
  }
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
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const Record& record = opened->contents.record;
  const CaseIndex index(opened->contents, opened->set->folding());
  const HeadlineWriter headlines(*opened->languages, command.language, opened->contents);
  for (const std::string& name : command.who) {
    if (index.find_entities(name).empty()) print_note(fmt::format("annals: nobody in this case is called “{}”", name));
  }
  if (command.on.empty()) return Error{ErrorKind::kUsage, "--on: is no date", "such as 2018-03-01, 2018-03 or 2018"};
  const auto held = held_on(index, *opened->languages, {command.on, command.who, command.kinds});
  if (!held) return Error{held.error().kind, "--on " + held.error().message, held.error().advice};

  std::map<std::string, std::vector<std::string>> lines;  // by kind, what surely held first
  size_t perhaps = 0;
  for (const auto& [state, holds] : held->states) {
    lines[state.kind].push_back(line(state, holds, record, headlines));
    perhaps += holds == Holds::kPerhaps;
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
                           to_string(*held->day), perhaps));
  }
  return kDone;
}

}  // namespace annals
