// A build with progress, messages and a clean stop, for all commands that end in one.
#pragma once

#include <string>
#include <vector>

#include "cli/commands.h"

namespace annals {

/// Builds, prints what happened, and returns the exit code.
Result<int> build_and_report(const std::string& case_path, const std::vector<std::string>& inputs,
                             const std::vector<std::string>& remove, const CommonOptions& common);

}  // namespace annals
