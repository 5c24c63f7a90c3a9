// The arguments of the program, read by CLI11.
#pragma once

#include <optional>

#include "cli/commands.h"

namespace annals {

struct CommandLine {
  CommonOptions common;
  std::optional<Command> command;  ///< absent: help, version or a message has been printed
  int exit_code = 0;               ///< what to end with when there is no command
};

CommandLine parse_command_line(int argc, const char* const* argv);

}  // namespace annals
