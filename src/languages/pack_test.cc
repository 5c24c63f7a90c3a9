#include "languages/pack.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace annals {
namespace {

namespace fs = std::filesystem;

class PackTest : public ::testing::Test {
 protected:
  PackTest() : folder_(fs::temp_directory_path() / ("annals-pack-" + std::to_string(::getpid()))) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "ontology");
    put("languages/_world/words.tsv", "surface\tvalue\nworld\t0\n");
    put("languages/qaa/pack.toml", "name = \"toy\"\nenglish_name = \"Toy\"\nscript = \"Latn\"\n");
    put("languages/qaa/words.tsv", "# a comment\nsurface\tvalue\nblip\t1\nblop \t 2\n");
  }
  ~PackTest() override { fs::remove_all(folder_); }
  void put(const std::string& name, const std::string& text) {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name) << text;
  }
  std::string error() {
    auto loaded = Languages::load(folder_.string());
    return loaded ? "" : loaded.error().message;
  }
  fs::path folder_;
};

TEST_F(PackTest, ThePacksInsideTheProgramLoad) {
  const auto loaded = Languages::load();
  ASSERT_TRUE(loaded) << loaded.error().message;
  for (const char* code : {"ar", "zh", "pt", "en"}) EXPECT_NE((*loaded)->find(code), nullptr) << code;
  EXPECT_EQ((*loaded)->find("pt-BR"), (*loaded)->find("pt")) << "a regional tag finds its language";
  EXPECT_EQ((*loaded)->find("qqq"), nullptr);
}

TEST_F(PackTest, RowsOfTheWorldComeFirst) {
  const auto loaded = Languages::load(folder_.string());
  ASSERT_TRUE(loaded) << loaded.error().message;
  const Table& words = (*loaded)->find("qaa")->table("words");
  ASSERT_EQ(words.rows().size(), 3U);
  EXPECT_EQ(words.get(words.rows()[0], "surface"), "world");
  EXPECT_EQ(words.get(words.rows()[2], "value"), "2") << "fields are trimmed";
  EXPECT_EQ(words.rows()[2].line, 4U);
  EXPECT_EQ(*words.rows()[2].file, "qaa/words.tsv");
}

TEST_F(PackTest, ARegionalPackHoldsOnlyWhatDiffers) {
  put("languages/qaa-X/pack.toml", "name = \"x\"\nextends = \"qaa\"\n");
  put("languages/qaa-X/words.tsv", "surface\tvalue\nblup\t3\n");
  const auto loaded = Languages::load(folder_.string());
  ASSERT_TRUE(loaded) << loaded.error().message;
  EXPECT_EQ((*loaded)->find("qaa-X")->table("words").rows().size(), 4U);
}

TEST_F(PackTest, AnErrorNamesFileAndLine) {
  put("languages/qaa/words.tsv", "surface\tvalue\nblip\t1\t2\n");
  EXPECT_EQ(error(), "qaa/words.tsv:2: 3 fields, but 2 columns");
  put("languages/qaa/words.tsv", "surface\tweight\nblip\t1\n");
  EXPECT_EQ(error(), "qaa/words.tsv:1: the columns differ from those of the table that it adds to");
  put("languages/qaa/words.tsv", "surface\tvalue\n");
  put("languages/qaa/pack.toml", "name = \n");
  EXPECT_NE(error().find("languages/qaa/pack.toml:1:"), std::string::npos) << error();
  fs::remove(folder_ / "languages/qaa/pack.toml");
  EXPECT_EQ(error(), "languages/qaa: there is no pack.toml");
}

TEST_F(PackTest, AnyChangedByteChangesTheVersion) {
  const auto before = (*Languages::load(folder_.string()))->version();
  EXPECT_EQ((*Languages::load(folder_.string()))->version(), before);
  put("languages/qaa/words.tsv", "surface\tvalue\nblip\t9\n");
  EXPECT_NE((*Languages::load(folder_.string()))->version(), before);
}

}  // namespace
}  // namespace annals
