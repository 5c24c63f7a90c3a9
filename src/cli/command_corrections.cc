// The commands by which a person decides: entity merge, split, rename, type; undo; corrections lists them.
#include <fmt/format.h>
#include <pwd.h>
#include <unistd.h>

#include <algorithm>
#include <map>

#include "casefile/casefile.h"
#include "cli/building.h"
#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/selection.h"

namespace annals {
namespace {

std::string user_name() {
  const passwd* user = ::getpwuid(::getuid());  // NOLINT(concurrency-mt-unsafe)
  return user != nullptr ? user->pw_name : "unknown";
}

// The entity that a person means, as the record will find it again: by the name given when an entity has exactly that
// name, else by the shown name of the best that has its words.
Result<std::string> entity_meant(const CaseIndex& index, const std::string& name) {
  const auto found = index.find_entities(name);
  if (found.empty()) {
    return Error{ErrorKind::kUsage, fmt::format("nobody and nothing in this case is called “{}”", name),
                 "`annals people CASE` lists the names"};
  }
  const Entity& entity = index.contents().record.entities[found.front()];
  const Folding& folding = index.folding();
  const std::string folded = folding.fold(name);
  const bool exact = entity.id == name || folding.fold(entity.name) == folded ||
                     std::any_of(entity.names.begin(), entity.names.end(),
                                 [&](const EntityName& n) { return folding.fold(n.text) == folded; });
  return exact ? name : entity.name;
}

// Adds the correction, builds, and says what became of it.
Result<int> decide(const std::string& case_path, Correction correction, const std::string& who,
                   const CommonOptions& common) {
  correction.who = who.empty() ? user_name() : who;
  uint64_t number = 0;
  {
    auto file = CaseFile::open(case_path, CaseFile::Mode::kRead);
    if (!file) return file.error();
    const auto added = file->add_correction(correction);
    if (!added) return added.error();
    number = *added;
  }
  auto code = build_and_report(case_path, {}, {}, common);
  if (!code || *code == kInterrupted) return code;
  const auto file = CaseFile::open(case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  const auto contents = file->load();
  if (!contents) return contents.error();
  for (const CorrectionOutcome& outcome : contents->outcomes) {
    if (outcome.applied) continue;
    if (outcome.number == number)
      print_note(fmt::format("annals: correction {} is kept but has no effect: {}", number, outcome.why_not));
    if (outcome.number == number) code = kDoneWithProblems;
  }
  if (!common.quiet && *code == kDone)
    print_note(fmt::format("correction {} done; take it back with: annals undo {} {}", number, case_path, number));
  return code;
}

}  // namespace

Result<int> run(const EntityCommand& command, const CommonOptions& common) {
  static const std::map<std::string_view, std::string_view> kActions = {
      {"merge", "merge-entities"}, {"split", "split-entity"}, {"rename", "rename-entity"}, {"type", "retype-entity"}};
  Correction correction;
  correction.action = kActions.at(command.verb);
  correction.note = command.note;
  {
    const auto opened = open_case(command.case_path, common);
    if (!opened) return opened.error();
    const CaseIndex index(opened->contents, opened->set->folding());
    std::vector<std::string> names = {command.entity};
    if (command.verb == "merge") names.insert(names.end(), command.arguments.begin(), command.arguments.end());
    for (const std::string& name : names) {
      const auto meant = entity_meant(index, name);
      if (!meant) return meant.error();
      correction.arguments.push_back(*meant);
    }
  }
  if (command.verb != "merge")
    correction.arguments.insert(correction.arguments.end(), command.arguments.begin(), command.arguments.end());
  if (command.verb == "type" && !parse_entity_type(command.arguments[0])) {
    return Error{ErrorKind::kUsage, fmt::format("{}: no such type", command.arguments[0]),
                 "person, organization, product, place, work, event"};
  }
  return decide(command.case_path, std::move(correction), command.who, common);
}

Result<int> run(const UndoCommand& command, const CommonOptions& common) {
  {
    const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
    if (!file) return file.error();
    const auto all = file->corrections();
    if (!all) return all.error();
    const bool known =
        std::any_of(all->begin(), all->end(), [&](const Correction& c) { return c.number == command.number; });
    if (!known) {
      return Error{ErrorKind::kUsage, fmt::format("there is no correction {}", command.number),
                   "`annals corrections CASE` lists them"};
    }
  }
  Correction correction;
  correction.action = "undo";
  correction.arguments = {std::to_string(command.number)};
  correction.note = command.note;
  return decide(command.case_path, std::move(correction), command.who, common);
}

Result<int> run(const CorrectionsCommand& command, const CommonOptions&) {
  const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  const auto all = file->corrections();
  if (!all) return all.error();
  const auto contents = file->load();
  if (!contents) return contents.error();
  const std::vector<Correction> standing = standing_corrections(*all);
  Output output({});
  for (const Correction& correction : *all) {
    std::string state = correction.action == "undo" ? "" : "undone";
    for (const Correction& one : standing) {
      if (one.number == correction.number) state = "not built yet";
    }
    for (const CorrectionOutcome& outcome : contents->outcomes) {
      if (outcome.number != correction.number || state == "undone") continue;
      state = outcome.applied ? "applied" : fmt::format("no effect: {}", outcome.why_not);
    }
    output.write(fmt::format("{}  {}  {}  {}  {}{}{}\n", correction.number, correction.when, correction.who,
                             correction.action, fmt::join(correction.arguments, " | "),
                             correction.note.empty() ? "" : "  (" + correction.note + ")",
                             state.empty() ? "" : "  [" + state + "]"));
  }
  ANNALS_TRY(output.finish());
  return kDone;
}

}  // namespace annals
