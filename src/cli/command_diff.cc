#include <fmt/format.h>

#include <array>

#include "casefile/corrections.h"
#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/headline.h"
#include "present/selection.h"
#include "record/changes.h"

namespace annals {
namespace {

const EventSnapshot* find(const std::vector<EventSnapshot>& events, std::string_view id) {
  for (const EventSnapshot& event : events) {
    if (event.id == id) return &event;
  }
  return nullptr;
}

}  // namespace

Result<int> run(const DiffCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const CaseContents& contents = opened->contents;
  const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  const uint64_t since = command.since.value_or(contents.build > 0 ? contents.build - 1 : 0);
  const auto before = file->events_after(since);
  if (!before) return before.error();

  const auto documents = document_readings(contents.documents, contents.readings);
  const std::vector<EventChange> changes = compare(*before, snapshot(documents, contents.record));

  const CaseIndex index(contents, opened->set->folding());
  const HeadlineWriter headlines(*opened->languages, command.language, contents);
  Output output({});
  std::array<size_t, 3> counts{};
  for (const EventChange& change : changes) {
    ++counts[static_cast<size_t>(change.kind)];
    constexpr std::array kSigns{'+', '~', '-'};
    const char sign = kSigns[static_cast<size_t>(change.kind)];
    if (const uint32_t e = index.event(change.event); change.kind != EventChange::Kind::kGone && e != kNone) {
      const Event& event = contents.record.events[e];
      output.write(fmt::format("{} {}  {}  [{}]\n", sign, event.edtf.empty() ? "undated" : event.edtf,
                               headlines.headline(event), event.id));
    } else if (const EventSnapshot* gone = find(*before, change.event)) {
      output.write(fmt::format("{} {}  {} ({})  [{}]\n", sign, gone->edtf.empty() ? "undated" : gone->edtf, gone->type,
                               gone->status, gone->id));
    }
    for (const std::string& why : change.why) output.write("    " + why + '\n');
  }
  ANNALS_TRY(output.finish());
  if (!common.quiet) {
    print_note(fmt::format("build {} to build {}: {} new, {} changed, {} gone", since, contents.build, counts[0],
                           counts[1], counts[2]));
  }
  return kDone;
}

}  // namespace annals
