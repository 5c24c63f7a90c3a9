#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/export.h"

namespace annals {

Result<int> run(const ExportCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  Output output(command.output);
  const Sink sink = [&](std::string_view bytes) { output.write(bytes); };
  if (command.format == "csv") {
    export_csv(opened->contents, *opened->set, command.language, sink);
  } else if (command.format == "markdown") {
    export_markdown(opened->contents, *opened->set, command.language, sink);
  } else {
    export_json_lines(opened->contents, *opened->set, command.language, command.text, sink);
  }
  ANNALS_TRY(output.finish());
  return kDone;
}

}  // namespace annals
