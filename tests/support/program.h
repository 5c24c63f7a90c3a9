// Runs the built program as a user would.
#pragma once

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <string>
#include <vector>

#include "tests/support/temporary_folder.h"

namespace annals::testing {

struct Ran {
  int code = -1;  ///< exit code; 128 + signal when one ended it
  std::string out, err;
};

/// Starts the program with its standard streams in files below `folder`; `before` runs in the child, before the
/// program.
inline pid_t start_program(const TemporaryFolder& folder, const std::vector<std::string>& arguments,
                           const std::string& input = {}, const std::function<void()>& before = {}) {
  const std::string in = folder.write(".stdin", input), out = folder.path(".stdout"), err = folder.path(".stderr");
  const pid_t child = ::fork();
  if (child != 0) return child;
  ::dup2(::open(in.c_str(), O_RDONLY), 0);
  ::dup2(::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644), 1);
  ::dup2(::open(err.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644), 2);
  if (::chdir(folder.path().c_str()) != 0) ::_exit(126);
  if (before) before();
  std::vector<char*> argv = {const_cast<char*>("annals")};
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  ::execv(ANNALS_PROGRAM, argv.data());
  ::_exit(127);
}

inline Ran wait_for_program(const TemporaryFolder& folder, pid_t child) {
  int status = 0;
  ::waitpid(child, &status, 0);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status),
          TemporaryFolder::read(folder.path(".stdout")), TemporaryFolder::read(folder.path(".stderr"))};
}

/// Runs the program in the folder to its end.
inline Ran run_program(const TemporaryFolder& folder, const std::vector<std::string>& arguments,
                       const std::string& input = {}, const std::function<void()>& before = {}) {
  return wait_for_program(folder, start_program(folder, arguments, input, before));
}

}  // namespace annals::testing
