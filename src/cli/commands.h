// The commands: what the command line asks for, and what carries it out. command_line.cc makes these from the
// arguments; each command is one file.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "base/result.h"

namespace annals {

/// What holds for all commands.
struct CommonOptions {
  std::string packs;  ///< folder with languages/ and ontology/ instead of those inside the program
  bool quiet = false;
  unsigned jobs = 0;
};

struct BuildCommand {
  std::string case_path;
  std::vector<std::string> inputs;
};

struct ReadCommand {
  std::vector<std::string> inputs;
  std::string from = "files";  ///< or `jsonl`
  bool text = false;
  std::string blocks;  ///< with `text`: only blocks of this role; empty: the whole text
  bool explain = false;
};

struct ExportCommand {
  std::string case_path;
  std::string format = "jsonl";
  std::string output;  ///< empty: standard output
  std::string language = "en";
};

struct ServeCommand {
  std::string case_path;
  std::string address = "127.0.0.1";
  int port = 0;
};

using Command = std::variant<ServeCommand, BuildCommand, ReadCommand, ExportCommand>;

/// Each returns the exit code, or the Error that ends the program with its kind's code.
Result<int> run(const BuildCommand& command, const CommonOptions& common);
Result<int> run(const ReadCommand& command, const CommonOptions& common);
Result<int> run(const ExportCommand& command, const CommonOptions& common);

Result<int> run(const ServeCommand& command, const CommonOptions& common);

// Exit codes; documented in `annals --help`.
constexpr int kDone = 0;
constexpr int kDoneWithProblems = 1;  ///< some inputs could not be read; something does not hold
constexpr int kInterrupted = 130;
int exit_code(ErrorKind kind);

}  // namespace annals
