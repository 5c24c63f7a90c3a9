// languages/CODE/tests/names.golden: sentences in which exactly the marked names must be found.
#include <gtest/gtest.h>

#include <fstream>

#include "reading/names.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

char letter_of(EntityType type) {
  switch (type) {
    case EntityType::kPerson:
      return 'p';
    case EntityType::kOrganization:
      return 'o';
    case EntityType::kPlace:
      return 'l';
    case EntityType::kWork:
      return 'w';
    case EntityType::kEvent:
      return 'e';
    default:
      return 'd';
  }
}

std::string without_marks(std::string_view marked) {
  std::string plain;
  for (size_t at = 0; at < marked.size(); ++at) {
    const bool opens = marked[at] == '[' && at + 2 < marked.size() && marked[at + 2] == ':';
    if (opens)
      at += 2;
    else if (marked[at] != ']')
      plain += marked[at];
  }
  return plain;
}

// The text as the names layer marks it. Paragraphs are blocks.
std::string marked(const std::string& text, const std::string& language) {
  constexpr std::string_view kBreak = " | ";
  Document document;
  document.id = "test";
  document.text = text;
  document.language = language;
  for (size_t at = 0; at <= text.size();) {
    const size_t end = std::min(text.find(kBreak, at), text.size());
    document.blocks.push_back({BlockRole::kBody, {static_cast<uint32_t>(at), static_cast<uint32_t>(end)}, language, 0});
    at = end + kBreak.size();
  }
  const Analysis analysis = analyze(document, testing::languages());
  Reading reading;
  read_names(analysis, reading);
  std::string out;
  uint32_t at = 0;
  for (const Mention& mention : reading.mentions) {
    out += text.substr(at, mention.span.begin - at);
    out += std::string("[") + letter_of(mention.type) + ':' + std::string(mention.span.of(text)) + ']';
    at = mention.span.end;
  }
  return out + text.substr(at);
}

class NamesGolden : public ::testing::TestWithParam<const char*> {};

TEST_P(NamesGolden, FindsExactlyTheMarkedNames) {
  const std::string path = std::string(ANNALS_SOURCE_DIR) + "/languages/" + GetParam() + "/tests/names.golden";
  std::ifstream in(path);
  ASSERT_TRUE(in) << path;
  constexpr std::string_view kReadWrongly = "? ";
  uint32_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const bool wrong = line.starts_with(kReadWrongly);
    if (wrong) line.erase(0, kReadWrongly.size());
    const std::string found = marked(without_marks(line), GetParam());
    if (wrong)
      EXPECT_NE(found, line) << path << ':' << number << " is read rightly now";
    else
      EXPECT_EQ(found, line) << path << ':' << number;
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, NamesGolden,
                         ::testing::Values("ar", "de", "en", "es", "fr", "ja", "pt", "ru", "tr", "zh"));

}  // namespace
}  // namespace annals
