// A language is data: a toy language, written here into a folder, is read in every layer by the program as it is.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "reading/read.h"

namespace annals {
namespace {

namespace fs = std::filesystem;

class NewLanguageTest : public ::testing::Test {
 protected:
  NewLanguageTest() : folder_(fs::temp_directory_path() / ("annals-toy-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "languages/qaa");
    const fs::path source(ANNALS_SOURCE_DIR);
    fs::copy(source / "languages/_world", folder_ / "languages/_world", fs::copy_options::recursive);
    fs::copy(source / "ontology", folder_ / "ontology", fs::copy_options::recursive);
    put("pack.toml",
        "name = \"blip\"\nenglish_name = \"Toy\"\nscript = \"Latn\"\nright_to_left = false\ndecimal_mark = \",\"\n");
    put("months.tsv", "surface\tvalue\tfeatures\nvuma\t5\t\nzeltu\t6\t\n");
    put("numbers.tsv", "surface\tvalue\trole\tfeatures\nmilox\t1000000\ttimes\t\n");
    put("currencies.tsv", "surface\tvalue\tfeatures\nkruns\tSEK\t\n");
    put("frames.tsv",
        "type\tkind\tforms\texample\troles\tneeds\tstatus\tcontent\tquantities\tclass\nlaw."
        "sue\tverb\tgrolat\t\t\t\t\t\t\t\n");
    put("paradigms.tsv", "class\tending\tpart\ttag\tforms\nverb\t\t1\tpast\t~ik\n");
    put("markers.tsv", "kind\tforms\tvalue\ncase\tub\tin\n");
    put("status.tsv", "forms\tstatus\tscope\nnul\trejected\tafter\n");
  }
  ~NewLanguageTest() override { fs::remove_all(folder_); }
  void put(const char* name, const char* text) { std::ofstream(folder_ / "languages/qaa" / name) << text; }
  fs::path folder_;
};

TEST_F(NewLanguageTest, ReadsWhatItsTablesSay) {
  const auto packs = Languages::load(folder_.string());
  ASSERT_TRUE(packs) << packs.error().message;
  const LanguageSet languages(**packs);
  Document document;
  document.id = "toy";
  document.language = "qaa";
  document.text =
      "Ub 3 vuma 2019 Ana Prado grolatik Norvia Motors Ltd ub 2,5 milox kruns. Rui Costa nul grolatik Ana Prado.";
  document.blocks.push_back({BlockRole::kBody, {0, static_cast<uint32_t>(document.text.size())}, "qaa", 0});
  const Reading reading = read_document(document, languages);

  ASSERT_EQ(reading.times.size(), 1U);
  EXPECT_EQ(reading.times[0].edtf, "2019-05-03");
  ASSERT_EQ(reading.quantities.size(), 1U);
  EXPECT_EQ(reading.quantities[0].value, 2500000);
  EXPECT_EQ(reading.quantities[0].unit, "SEK");
  ASSERT_GE(reading.mentions.size(), 3U);
  EXPECT_EQ(reading.mentions[0].span.of(document.text), "Ana Prado");
  ASSERT_EQ(reading.claims.size(), 2U);
  EXPECT_EQ(reading.claims[0].type, "law.sue");
  EXPECT_EQ(reading.claims[0].edtf, "2019-05-03");
  EXPECT_EQ(reading.claims[0].status, ClaimStatus::kAsserted);
  EXPECT_EQ(reading.claims[1].status, ClaimStatus::kRejected);
  const auto filler = [&](const Claim& claim, std::string_view role) -> std::string {
    for (const Participant& participant : claim.participants) {
      if (participant.role == role && participant.entity != kNone) return reading.entities[participant.entity].name;
    }
    return {};
  };
  EXPECT_EQ(filler(reading.claims[0], "plaintiff"), "Ana Prado");
  EXPECT_EQ(filler(reading.claims[1], "plaintiff"), "Rui Costa");
  EXPECT_EQ(filler(reading.claims[1], "defendant"), "Ana Prado");
}

}  // namespace
}  // namespace annals
