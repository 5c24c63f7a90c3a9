#include "casefile/casefile.h"
#include "cli/commands.h"
#include "cli/output.h"
#include "present/export.h"

namespace annals {

Result<int> run(const ExportCommand& command, const CommonOptions& common) {
  const auto languages = Languages::load(common.packs);
  if (!languages) return languages.error();
  const LanguageSet set(**languages);
  const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  const auto contents = file->load();
  if (!contents) return contents.error();
  Output output(command.output);
  const Sink sink = [&](std::string_view bytes) { output.write(bytes); };
  if (command.format == "csv") {
    export_csv(*contents, set, command.language, sink);
  } else if (command.format == "markdown") {
    export_markdown(*contents, set, command.language, sink);
  } else {
    export_json_lines(*contents, set, command.language, sink);
  }
  ANNALS_TRY(output.finish());
  return kDone;
}

}  // namespace annals
