// Programs that read hostile formats, run apart from this one: whatever a file makes them do ends with them.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sources/sandbox.h"

namespace annals {

struct ChildLimits {
  SandboxLimits sandbox{};
  uint64_t output = uint64_t{256} << 20;
};

struct ChildOutput {
  std::string bytes;
  std::string failure;  ///< empty, or why the output is not whole: 'not installed', 'stopped by signal 9', 'failed with
                        ///< code 1' …
};

/// Runs a program found on the PATH with `input` on its standard input and returns its standard output. It runs
/// confined (sources/sandbox.h) and is killed when it passes a limit. Any thread.
ChildOutput run_child(const std::vector<std::string>& command, std::string_view input, const ChildLimits& limits);

}  // namespace annals
