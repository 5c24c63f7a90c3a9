// The commands by which a person decides on names and takes decisions back; corrections lists, exports and imports
// them.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/file.h"
#include "casefile/corrections.h"
#include "cli/commands.h"
#include "cli/deciding.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/selection.h"

namespace annals {
namespace {

// The entities that a name may mean: those that are written exactly so, else all with its words.
std::vector<uint32_t> candidates(const CaseIndex& index, const std::string& name) {
  if (const uint32_t entity = index.entity(name); entity != kNone) return {entity};
  std::vector<uint32_t> found = index.named(name);
  return found.empty() ? index.find_entities(name) : found;
}

// Which of several is meant is for the person to say.
Error several(const CaseIndex& index, const std::string& name, const std::vector<uint32_t>& found) {
  constexpr size_t kMostListed = 10;
  std::string message = fmt::format("“{}” may be {} different names of this case:", name, found.size());
  for (size_t k = 0; k < found.size() && k < kMostListed; ++k) {
    const Entity& entity = index.contents().record.entities[found[k]];
    std::vector<std::string_view> others;
    for (const EntityName& other : entity.names) {
      if (other.text != entity.name && std::find(others.begin(), others.end(), other.text) == others.end())
        others.emplace_back(other.text);
    }
    constexpr size_t kMostSpellings = 3;
    others.resize(std::min(others.size(), kMostSpellings));
    message += fmt::format("\n    {}  {}, {}{}{}", entity.id, entity.name, to_string(entity.type),
                           others.empty() ? "" : "; also ", fmt::join(others, ", "));
  }
  if (found.size() > kMostListed) message += fmt::format("\n    and {} more", found.size() - kMostListed);
  return {ErrorKind::kUsage, message, "say which: the full name, or the id that stands before it"};
}

// The entity that a person means, as the record will find it again: by the name given when an entity has exactly that
// name, else by the shown name of the only one that has its words; by its id where another bears that name too.
Result<std::string> entity_meant(const CaseIndex& index, const std::string& name) {
  const auto found = candidates(index, name);
  if (found.empty()) {
    return Error{ErrorKind::kUsage, fmt::format("nobody and nothing in this case is called “{}”", name),
                 "`annals people CASE` lists the names"};
  }
  if (found.size() > 1) return several(index, name, found);
  const Entity& entity = index.contents().record.entities[found.front()];
  if (entity.id == name || !index.named(name).empty()) return name;
  return index.named(entity.name).size() == 1 ? entity.name : entity.id;
}

// What would be kept without ever having an effect is refused while the person is still there to say it better.
Status check_sense(const CaseIndex& index, const EntityCommand& command) {
  if (command.verb == "merge") {
    const uint32_t first = candidates(index, command.entity).front();
    const bool one = std::all_of(command.arguments.begin(), command.arguments.end(),
                                 [&](const std::string& name) { return candidates(index, name).front() == first; });
    if (one) return Error{ErrorKind::kUsage, fmt::format("{}: these names are one already", command.entity), ""};
  }
  if (command.verb == "rename" &&
      index.folding().fold(command.arguments[0]).find_first_not_of(" \t") == std::string::npos)
    return Error{ErrorKind::kUsage, "a name needs letters", ""};
  return {};
}

}  // namespace

Result<int> run(const EntityCommand& command, const CommonOptions& common) {
  static const std::map<std::string_view, std::string_view> kActions = {
      {"merge", "merge-entities"}, {"split", "split-entity"}, {"rename", "rename-entity"}, {"type", "retype-entity"}};
  Correction correction;
  correction.action = kActions.at(command.verb);
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
    ANNALS_TRY(check_sense(index, command));
  }
  if (command.verb != "merge")
    correction.arguments.insert(correction.arguments.end(), command.arguments.begin(), command.arguments.end());
  if (command.verb == "type" && !parse_entity_type(command.arguments[0])) {
    return Error{ErrorKind::kUsage, fmt::format("{}: no such type", command.arguments[0]),
                 "person, organization, product, place, work, event"};
  }
  return decide_and_report(command.case_path, std::move(correction), {command.who, command.note}, common);
}

Result<int> run(const UndoCommand& command, const CommonOptions& common) {
  const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  const auto all = file->corrections();
  if (!all) return all.error();
  std::optional<Correction> correction = command.redo ? redo_last(*all) : undo_last(*all);
  if (command.number != 0) {
    const bool known =
        std::any_of(all->begin(), all->end(), [&](const Correction& c) { return c.number == command.number; });
    if (!known) {
      return Error{ErrorKind::kUsage, fmt::format("there is no correction {}", command.number),
                   "`annals corrections CASE` lists them"};
    }
    correction = Correction{0, "undo", {std::to_string(command.number)}, {}, {}, {}};
  }
  if (!correction) {
    return Error{ErrorKind::kUsage, fmt::format("there is nothing to {}", command.redo ? "redo" : "undo"),
                 "`annals corrections CASE` lists what was decided"};
  }
  return decide_and_report(command.case_path, std::move(*correction), {command.who, command.note}, common);
}

namespace {

Result<int> import_corrections(const CorrectionsCommand& command, const std::vector<Correction>& present,
                               const CommonOptions& common) {
  const auto lines = read_file(command.import);
  if (!lines) return lines.error();
  auto fresh = corrections_from_json_lines(*lines, present);
  if (!fresh) return Error{fresh.error().kind, command.import + ": " + fresh.error().message, fresh.error().advice};
  const size_t count = fresh->size();
  size_t without_effect = 0;
  if (count > 0) {
    const auto languages = Languages::load(common.packs);
    if (!languages) return languages.error();
    const LanguageSet set(**languages);
    const auto decided = decide(command.case_path, std::move(*fresh), set);
    if (!decided) return decided.error();
    const uint64_t last_known = present.empty() ? 0 : present.back().number;
    for (const CorrectionOutcome& outcome : decided->outcomes) {
      if (!outcome.applied && outcome.number > last_known) ++without_effect;
    }
  }
  if (!common.quiet)
    print_note(fmt::format("{}: {} corrections added, {} of them without effect here", command.case_path, count,
                           without_effect));
  return without_effect > 0 ? kDoneWithProblems : kDone;
}

}  // namespace

Result<int> run(const CorrectionsCommand& command, const CommonOptions& common) {
  const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  const auto contents = file->load();
  if (!contents) return contents.error();
  if (!command.import.empty()) return import_corrections(command, contents->corrections, common);
  Output output(command.output);
  if (command.json_lines) {
    output.write(corrections_to_json_lines(contents->corrections));
    ANNALS_TRY(output.finish());
    return kDone;
  }
  const std::vector<Correction> standing = standing_corrections(contents->corrections);
  for (const Correction& correction : contents->corrections) {
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
