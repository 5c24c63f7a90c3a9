#include <fmt/format.h>

#include "casefile/verify.h"
#include "cli/commands.h"
#include "cli/output.h"

namespace annals {

Result<int> run(const VerifyCommand& command, const CommonOptions& common) {
  const auto languages = Languages::load(common.packs);
  if (!languages) return languages.error();
  const LanguageSet set(**languages);
  const DocumentReader reader(set);
  const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  const auto report = verify_case(*file, reader);
  if (!report) return report.error();
  Output output({});
  for (const VerifyFinding& finding : report->broken)
    output.write(fmt::format("broken  {}: {}\n", finding.where, finding.what));
  for (const VerifyFinding& finding : report->notes)
    output.write(fmt::format("note    {}: {}\n", finding.where, finding.what));
  output.write(fmt::format("{} sources, {} documents, {} spans checked: {}\n", report->sources, report->documents,
                           report->spans,
                           report->broken.empty() ? "all hold" : fmt::format("{} do not hold", report->broken.size())));
  ANNALS_TRY(output.finish());
  return report->broken.empty() ? kDone : kDoneWithProblems;
}

}  // namespace annals
