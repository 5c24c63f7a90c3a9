// What all commands by which a person decides have in common.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"

namespace annals {

/// Who decides and why, as given on the command line; an empty `who` is the user's name.
struct Decider {
  std::string who, note;
};

/// The name of who runs the program, as the system knows it.
std::string user_name();

/// Adds the correction to the case, which takes effect at once, and says what became of it.
Result<int> decide_and_report(const std::string& case_path, Correction correction, const Decider& decider,
                              const CommonOptions& common);

}  // namespace annals
