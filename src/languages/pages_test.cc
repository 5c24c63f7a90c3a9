// Invented pages in three languages and ten layouts (tests/pages): what each says, who wrote it and when, beside what
// the reader finds. `NAME.expected` has title, byline and day of `NAME.html`, and after an empty line its text.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>

#include "languages/finish.h"
#include "languages/pack.h"
#include "sources/source.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr double kLeastShare = 0.98;  // F of the text's runs of four letters, for each page

std::string contents(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

struct Expected {
  std::map<std::string, std::string> facts;
  std::string text;
};

Expected read_expected(const std::filesystem::path& path) {
  Expected expected;
  std::ifstream in(path);
  for (std::string line; std::getline(in, line) && !line.empty();) {
    const size_t colon = line.find(": ");
    if (colon != std::string::npos) expected.facts[line.substr(0, colon)] = line.substr(colon + 2);
  }
  expected.text.assign(std::istreambuf_iterator<char>(in), {});
  return expected;
}

bool is_letter(char32_t c) {
  return c > 0x7F ? c != 0xA0 && !(c >= 0x2000 && c <= 0x206F) : std::isalnum(static_cast<int>(c)) != 0;
}

// How often each run of four letters stands in a text, whatever stands between them.
std::map<std::u32string, int> runs_of(std::string_view text) {
  std::u32string letters;
  for (uint32_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    if (is_letter(c.value)) letters += c.value;
    at += c.bytes;
  }
  std::map<std::u32string, int> runs;
  for (size_t i = 0; i + 4 <= letters.size(); ++i) ++runs[letters.substr(i, 4)];
  return runs;
}

double share(std::string_view wanted, std::string_view found) {
  const auto gold = runs_of(wanted);
  const auto ours = runs_of(found);
  int hits = 0;
  int all = 0;
  for (const auto& [run, count] : gold) {
    all += count;
    const auto same = ours.find(run);
    if (same != ours.end()) hits += std::min(count, same->second);
  }
  for (const auto& [run, count] : ours) all += count;
  return all == 0 ? 1 : 2.0 * hits / all;
}

std::vector<std::filesystem::path> pages() {
  std::vector<std::filesystem::path> found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(ANNALS_SOURCE_DIR "/tests/pages")) {
    if (entry.path().extension() == ".html") found.push_back(entry.path());
  }
  std::sort(found.begin(), found.end());
  return found;
}

TEST(Pages, AreReadAsTheirReadersDo) {
  const auto packs = std::move(*Languages::load());
  const DocumentFinisher finisher(*packs);
  ASSERT_EQ(pages().size(), 30U);
  for (const std::filesystem::path& path : pages()) {
    SCOPED_TRACE(path.string());
    ReadSource source = read_source({path.filename().string(), contents(path)});
    ASSERT_EQ(source.documents.size(), 1U);
    Document& document = source.documents[0];
    finisher.finish(document);
    const Expected expected = read_expected(path.parent_path() / (path.stem().string() + ".expected"));
    std::string text;
    for (const Block& block : document.blocks) {
      const bool proper = block.role == BlockRole::kBody || block.role == BlockRole::kHeading ||
                          block.role == BlockRole::kListItem || block.role == BlockRole::kQuote;
      if (proper) text += std::string(block.span.of(document.text)) + "\n";
    }
    EXPECT_GE(share(expected.text, text), kLeastShare) << text;
    const auto fact = [&](const char* name) {
      const auto found = expected.facts.find(name);
      return found == expected.facts.end() ? std::string() : found->second;
    };
    EXPECT_EQ(document.title, fact("title"));
    EXPECT_EQ(document.byline, fact("byline"));
    EXPECT_EQ(document.published, fact("published"));
  }
}

}  // namespace
}  // namespace annals
