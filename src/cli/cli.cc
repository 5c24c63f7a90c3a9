#include "cli/cli.h"

#include <csignal>
#include <exception>
#include <new>

#include "cli/command_line.h"
#include "cli/output.h"

namespace annals {

int exit_code(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::kUsage:
      return 2;
    case ErrorKind::kInput:
      return 3;
    case ErrorKind::kCase:
      return 4;
    case ErrorKind::kOutput:
      return 5;
    case ErrorKind::kInternal:
      break;
  }
  return 70;
}

int run_program(int argc, const char* const* argv) {
  // A file-size limit shows as a failed write, with a message, instead of as a silent end.
  std::signal(SIGXFSZ, SIG_IGN);
  Error error;
  try {
    const CommandLine line = parse_command_line(argc, argv);
    if (!line.command) return line.exit_code;
    const auto code = std::visit([&](const auto& command) { return run(command, line.common); }, *line.command);
    if (code) return *code;
    error = code.error();
  } catch (const Bug& bug) {
    error = {ErrorKind::kInternal, std::string("a defect in the program: ") + bug.why + " (" + bug.where + ")",
             "please report it"};
  } catch (const std::bad_alloc&) {
    error = {ErrorKind::kInternal, "not enough memory", "try with fewer jobs (--jobs 1) or smaller inputs"};
  } catch (const std::exception& exception) {
    error = {ErrorKind::kInternal, std::string("a defect in the program: ") + exception.what(), "please report it"};
  }
  print_error(error);
  return exit_code(error.kind);
}

}  // namespace annals
