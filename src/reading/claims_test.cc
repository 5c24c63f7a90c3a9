#include "reading/claims.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "reading/frames.h"
#include "tests/support/languages.h"
#include "tests/support/marked_text.h"

namespace annals {
namespace {

using testing::golden_line;
using testing::languages;
using testing::MarkedText;
using testing::parse_marked;
using testing::roles_of;

MarkedText read_marked(std::string_view marked, const std::string& language) {
  MarkedText text = parse_marked(marked, language);
  const Analysis analysis = analyze(text.document, languages());
  read_statements(analysis, text.reading);
  return text;
}

std::string joined(const std::set<std::string>& items) {
  std::string out;
  for (const std::string& item : items) out += (out.empty() ? "" : ", ") + item;
  return out;
}

class EveryPack : public ::testing::TestWithParam<std::string> {};

std::vector<std::string> pack_codes() {
  std::vector<std::string> codes;
  for (const auto& [code, pack] : languages().languages().packs()) codes.push_back(code);
  return codes;
}

INSTANTIATE_TEST_SUITE_P(Languages, EveryPack, ::testing::ValuesIn(pack_codes()));

TEST_P(EveryPack, NamesOnlyKnownTypesRolesAndStatuses) {
  Language language(languages().folding());
  std::vector<std::string> problems;
  compile_claims(*languages().languages().find(GetParam()), languages().languages().ontology("types"), language, &problems);
  for (const std::string& problem : problems) ADD_FAILURE() << problem;
}

TEST_P(EveryPack, FramesDoWhatTheirExamplesSay) {
  const Table& frames = languages().languages().find(GetParam())->table("frames");
  for (const Table::Row& row : frames.rows()) {
    const std::string_view example = frames.get(row, "example");
    if (example.empty() || frames.get(row, "type") == "-") continue;
    const MarkedText text = read_marked(example, GetParam());
    bool found = false;
    std::string others;
    for (const Claim& claim : text.reading.claims) {
      const std::set<std::string> roles = roles_of(claim, text);
      const bool all = std::includes(roles.begin(), roles.end(), text.roles.begin(), text.roles.end());
      found = found || (claim.type == frames.get(row, "type") && all && roles.size() <= text.roles.size() + claim.quantities.size());
      others += "\n    " + claim.type + ": " + joined(roles);
    }
    EXPECT_TRUE(found) << *row.file << ":" << row.line << ": " << example << "\n  expected " << frames.get(row, "type") << ": " << joined(text.roles)
                       << "\n  found" << others;
  }
}

// A golden file: `> sentence`, then one line per expected claim; all claims must be listed.
TEST_P(EveryPack, ReadsItsGoldenSentences) {
  const std::filesystem::path path = std::filesystem::path(ANNALS_SOURCE_DIR) / "languages" / GetParam() / "tests" / "claims.golden";
  std::ifstream file(path);
  if (!file) GTEST_SKIP() << path << " does not exist";
  std::string line, sentence;
  std::multiset<std::string> expected;
  int number = 0, sentence_line = 0;
  const auto check = [&] {
    if (sentence.empty()) return;
    const MarkedText text = read_marked(sentence, GetParam());
    std::multiset<std::string> found;
    for (const Claim& claim : text.reading.claims) found.insert(golden_line(claim, text));
    std::string difference;
    for (const std::string& one : expected) {
      if (found.count(one) < expected.count(one)) difference += "\n  - " + one;
    }
    for (const std::string& one : found) {
      if (expected.count(one) < found.count(one)) difference += "\n  + " + one;
    }
    EXPECT_TRUE(difference.empty()) << path.string() << ":" << sentence_line << ": " << sentence << difference;
  };
  while (std::getline(file, line)) {
    ++number;
    if (line.starts_with("> ")) {
      check();
      sentence = line.substr(2);
      sentence_line = number;
      expected.clear();
    } else if (!line.empty() && line[0] != '#') {
      expected.insert(line);
    }
  }
  check();
}

}  // namespace
}  // namespace annals
