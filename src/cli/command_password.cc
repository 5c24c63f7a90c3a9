// Who may open a shared case.
#include <fmt/format.h>
#include <sys/stat.h>
#include <termios.h>
#include <unistd.h>

#include <iostream>

#include "cli/commands.h"
#include "cli/output.h"
#include "server/accounts.h"

namespace annals {
namespace {

// One line of standard input; a terminal does not show it meanwhile.
std::string read_secret(const std::string& prompt) {
  const bool asks = ::isatty(STDIN_FILENO) == 1;
  termios before{};
  if (asks) {
    std::cerr << prompt << std::flush;
    ::tcgetattr(STDIN_FILENO, &before);
    termios silent = before;
    silent.c_lflag &= ~static_cast<tcflag_t>(ECHO);
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent);
  }
  std::string line;
  std::getline(std::cin, line);
  if (asks) {
    ::tcsetattr(STDIN_FILENO, TCSAFLUSH, &before);
    std::cerr << '\n';
  }
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

}  // namespace

Result<int> run(const PasswordCommand& command, const CommonOptions& common) {
  ::umask(S_IRWXG | S_IRWXO);
  if (command.remove) {
    ANNALS_TRY(remove_account(command.file, command.name));
  } else {
    const std::string password = read_secret(fmt::format("Password of {}: ", command.name));
    ANNALS_TRY(set_password(command.file, command.name, *parse_role(command.role), password));
  }
  if (!common.quiet) {
    print_note(fmt::format("{}: {} {}; `annals serve` takes it in when it starts", command.file, command.name,
                           command.remove ? "taken out" : "may open the case as " + command.role));
  }
  return kDone;
}

}  // namespace annals
