// Data sets that live beside the checkout. Tests that use them skip with a clear message when they are absent.
#pragma once

#include <filesystem>
#include <string>

namespace annals::testing {

/// `../shared/` beside the source folder.
inline std::filesystem::path shared_folder() { return std::filesystem::path(ANNALS_SOURCE_DIR) / ".." / "shared"; }

}  // namespace annals::testing

#define ANNALS_NEEDS_SHARED(relative)                                                       \
  if (!std::filesystem::exists(::annals::testing::shared_folder() / (relative))) {          \
    GTEST_SKIP() << "needs " << (::annals::testing::shared_folder() / (relative)).string(); \
  }
