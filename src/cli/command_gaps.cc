#include <fmt/format.h>

#include "casefile/corrections.h"
#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/headline.h"
#include "record/completeness.h"

namespace annals {
namespace {

std::string share(uint32_t part, uint32_t whole) {
  return whole == 0 ? "none" : fmt::format("{} ({:.0f} %)", part, 100.0 * part / whole);
}

}  // namespace

Result<int> run(const GapsCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const CaseContents& contents = opened->contents;
  const HeadlineWriter headlines(*opened->languages, command.language, contents);
  const auto documents = document_readings(contents.documents, contents.readings);
  const Completeness known = completeness_of(documents, contents.record);

  Output output({});
  output.write(fmt::format("{} events from {} documents of {} independent origins\n", known.events, known.documents,
                           known.origins));
  output.write(fmt::format("  told by two independent origins or more: {}\n", share(known.corroborated, known.events)));
  output.write(fmt::format("  told by one party to them alone: {}\n", share(known.one_party, known.events)));
  output.write(fmt::format("  dated: {}, to the day: {}\n", share(known.dated, known.events),
                           share(known.to_the_day, known.events)));
  output.write(fmt::format("  disputed: {}\n", share(known.disputed, known.events)));
  for (const auto& [kind, count] : known.gaps) {
    output.write(fmt::format("{}: {}\n", headlines.term("gap", kind), count));
    for (const Gap& gap : contents.record.gaps) {
      if (gap.kind != kind) continue;
      output.write("  " + headlines.gap(gap));
      if (gap.document != kNone) output.write(fmt::format("  ({})", contents.documents[gap.document].id));
      output.write("\n");
    }
  }
  ANNALS_TRY(output.finish());
  return kDone;
}

}  // namespace annals
