#include <fmt/format.h>

#include <array>

#include "casefile/build_changes.h"
#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/headline.h"
#include "present/selection.h"

namespace annals {
Result<int> run(const DiffCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const CaseContents& contents = opened->contents;
  const auto changed = changes_since(command.case_path, contents, command.since);
  if (!changed) return changed.error();

  const CaseIndex index(contents, opened->set->folding());
  const HeadlineWriter headlines(*opened->languages, command.language, contents);
  Output output({});
  std::array<size_t, 3> counts{};
  for (const EventChange& change : changed->changes) {
    ++counts[static_cast<size_t>(change.kind)];
    constexpr std::array kSigns{'+', '~', '-'};
    const char sign = kSigns[static_cast<size_t>(change.kind)];
    if (const uint32_t e = index.event(change.event); change.kind != EventChange::Kind::kGone && e != kNone) {
      const Event& event = contents.record.events[e];
      output.write(fmt::format("{} {}  {}  [{}]\n", sign, event.edtf.empty() ? "undated" : event.edtf,
                               headlines.headline(event), event.id));
    } else if (const EventSnapshot* gone = changed->was(change.event)) {
      output.write(fmt::format("{} {}  {} ({})  [{}]\n", sign, gone->edtf.empty() ? "undated" : gone->edtf, gone->type,
                               gone->status, gone->id));
    }
    for (const ChangeReason& why : change.why) {
      const std::string words =
          headlines.phrase(fmt::format("change.{}", why.kind), {{"before", why.before}, {"after", why.after}});
      output.write("    " + words + '\n');
    }
  }
  ANNALS_TRY(output.finish());
  if (!common.quiet) {
    print_note(fmt::format("build {} to build {}: {} new, {} changed, {} gone", changed->since, contents.build,
                           counts[0], counts[1], counts[2]));
  }
  return kDone;
}

}  // namespace annals
