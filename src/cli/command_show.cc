#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>

#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/chronology.h"
#include "present/terminal.h"

namespace annals {

Result<int> run(const ShowCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const CaseIndex index(opened->contents, opened->set->folding());
  EventFilter filter = command.filter;
  for (std::string& name : filter.who) {
    if (!index.find_entities(name).empty()) continue;
    const std::vector<uint32_t> meant = who_is(*opened, index, name);
    if (!meant.empty()) name = opened->contents.record.entities[meant[0]].id;
  }
  const auto events = index.select(filter);
  if (!events) return events.error();

  const HeadlineWriter headlines(*opened->languages, command.language, opened->contents);
  const EventViews views(index, *opened->languages, headlines);
  const bool terminal = ::isatty(STDOUT_FILENO) == 1;
  using Words = ChronologyStyle::Words;
  const ChronologyStyle style{terminal ? terminal_columns(STDOUT_FILENO) : 0, colours(STDOUT_FILENO), terminal,
                              command.evidence ? Words::kEverySource
                              : command.brief  ? Words::kHidden
                                               : Words::kOneSource,
                              command.ids};
  Output output({});
  for (const uint32_t event : *events) output.write(chronology_entry(views.view(event), headlines, style));
  ANNALS_TRY(output.finish());
  if (!common.quiet) {
    const std::vector<Event>& all = opened->contents.record.events;
    const auto key =
        std::count_if(all.begin(), all.end(), [](const Event& e) { return e.significance == Significance::kKey; });
    print_note(fmt::format("{} of {} events{}; at each line's end: independent / all documents, ! conflict, ? doubt",
                           events->size(), all.size(),
                           filter.significance.empty() ? fmt::format(" (the {} most told: --depth key)", key) : ""));
  }
  return kDone;
}

}  // namespace annals
