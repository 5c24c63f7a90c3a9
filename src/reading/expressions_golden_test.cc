#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>

#include "tests/support/golden.h"
#include "tests/support/reading.h"

namespace annals {
namespace {

std::vector<std::filesystem::path> golden_files() {
  std::vector<std::filesystem::path> out;
  for (const auto& folder : std::filesystem::directory_iterator(ANNALS_SOURCE_DIR "/languages")) {
    const auto path = folder.path() / "tests" / "times.golden";
    if (std::filesystem::exists(path)) out.push_back(path);
  }
  std::sort(out.begin(), out.end());
  return out;
}

class TimesGolden : public ::testing::TestWithParam<std::filesystem::path> {};

TEST_P(TimesGolden, FindsWhatIsMarkedAndNothingElse) {
  const std::string language = GetParam().parent_path().parent_path().filename().string();
  const auto lines = testing::read_golden(GetParam());
  EXPECT_FALSE(lines.empty());
  for (const auto& line : lines) {
    const auto found = testing::golden_form(testing::read_text(language, line.text, line.published), line.text);
    EXPECT_EQ(found, line.expected) << GetParam().string() << ":" << line.line << ": " << line.text;
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, TimesGolden, ::testing::ValuesIn(golden_files()),
                         [](const auto& one) { return one.param.parent_path().parent_path().filename().string(); });

}  // namespace
}  // namespace annals
