#include "server/report.h"

#include <fmt/format.h>

#include <filesystem>

#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"

namespace annals {

Result<int> run(const ReportCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  Output output(command.output);
  const std::string title =
      command.title.empty() ? std::filesystem::path(command.case_path).stem().string() : command.title;
  ANNALS_TRY(write_report(opened->contents, *opened->set, command.language, title,
                          [&](std::string_view bytes) { output.write(bytes); }));
  ANNALS_TRY(output.finish());
  if (!common.quiet && command.output != "-")
    print_note(fmt::format("{}: written; open it in a browser", command.output));
  return kDone;
}

}  // namespace annals
