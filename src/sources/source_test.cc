// Files and formats: what is found, what is read as what, what is refused and why.
#include "sources/source.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>

#include "text/utf8.h"

namespace annals {
namespace {

namespace fs = std::filesystem;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ReadSource read(std::string path, std::string bytes) { return read_source({std::move(path), std::move(bytes)}); }

std::vector<std::string> codes(const std::vector<Remark>& remarks) {
  std::vector<std::string> found;
  for (const Remark& remark : remarks) found.push_back(remark.code);
  return found;
}

class FindFiles : public ::testing::Test {
 protected:
  FindFiles() : root_(fs::temp_directory_path() / ("annals_find_" + std::to_string(::getpid()))) {
    fs::remove_all(root_);
    fs::create_directories(root_ / "case" / "inner");
    for (const char* name : {"case/b.txt", "case/a.txt", "case/inner/c.txt", "case/.hidden", "alone.txt"}) {
      std::ofstream(root_ / name) << name;
    }
  }
  ~FindFiles() override { fs::remove_all(root_); }

  std::vector<std::string> find(const std::vector<std::string>& inputs) {
    std::vector<std::string> given;
    for (const std::string& input : inputs) given.push_back((root_ / input).string());
    problems_.clear();
    std::vector<std::string> shown;
    for (const FoundFile& file : find_files(given, [&](const Error& error) { problems_.push_back(error.message); })) {
      shown.push_back(file.relative);
    }
    return shown;
  }

  fs::path root_;
  std::vector<std::string> problems_;
};

TEST_F(FindFiles, WalksFoldersInByteOrderAndLeavesHiddenFilesOut) {
  EXPECT_THAT(find({"case", "alone.txt"}), ElementsAre("alone.txt", "case/a.txt", "case/b.txt", "case/inner/c.txt"));
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(FindFiles, ReadsAMaildirWithItsFoldersAndWithoutWhatHasNotArrived) {
  for (const char* folder : {"box/cur", "box/new", "box/tmp", "box/.Sent/cur", "box/.Sent/new", "box/.cache"})
    fs::create_directories(root_ / folder);
  for (const char* name :
       {"box/cur/1.a:2,S", "box/new/2.b", "box/tmp/3.c", "box/.Sent/cur/4.d:2,", "box/.cache/x", "box/.uidlist"})
    std::ofstream(root_ / name) << name;
  EXPECT_THAT(find({"box"}), ElementsAre("box/.Sent/cur/4.d:2,", "box/cur/1.a:2,S", "box/new/2.b"));
}

TEST_F(FindFiles, OrderOfArgumentsDoesNotMatter) {
  EXPECT_EQ(find({"alone.txt", "case"}), find({"case", "alone.txt"}));
}

TEST_F(FindFiles, TakesEachFileOnce) {
  EXPECT_THAT(find({"case/a.txt", "case/a.txt", "case/../case/a.txt"}), ElementsAre("a.txt"));
}

TEST_F(FindFiles, EndsInLinkLoops) {
  fs::create_directory_symlink(root_ / "case", root_ / "case" / "inner" / "loop");
  fs::create_symlink(root_ / "case" / "a.txt", root_ / "case" / "z.txt");
  EXPECT_THAT(find({"case"}), ElementsAre("case/a.txt", "case/b.txt", "case/inner/c.txt"));
}

TEST_F(FindFiles, LinksNeverLeadOutOfWhatIsGiven) {
  fs::create_directories(root_ / "private");
  fs::create_directories(root_ / "case-closed");
  std::ofstream(root_ / "private" / "keys.txt") << "keys";
  std::ofstream(root_ / "case-closed" / "d.txt") << "d";
  fs::create_symlink(root_ / "private" / "keys.txt", root_ / "case" / "letter.txt");
  fs::create_symlink("../../alone.txt", root_ / "case" / "inner" / "note.txt");
  fs::create_directory_symlink("../private", root_ / "case" / "papers");
  fs::create_directory_symlink(root_ / "case-closed", root_ / "case" / "same-beginning");
  EXPECT_THAT(find({"case"}), ElementsAre("case/a.txt", "case/b.txt", "case/inner/c.txt"));
  EXPECT_EQ(problems_.size(), 4U);
  EXPECT_THAT(problems_, Contains(AllOf(HasSubstr("case/letter.txt: a link out"), HasSubstr("private/keys.txt"))));
}

TEST_F(FindFiles, LinksAreFollowedToWhatIsGivenToo) {
  fs::create_directories(root_ / "more");
  std::ofstream(root_ / "more" / "d.txt") << "d";
  fs::create_symlink(root_ / "more" / "d.txt", root_ / "case" / "d.txt");
  EXPECT_THAT(find({"case", "more"}), ElementsAre("case/a.txt", "case/b.txt", "case/d.txt", "case/inner/c.txt"));
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(FindFiles, AnInputThatIsALinkIsTheUsersWill) {
  fs::create_directory_symlink(root_ / "case", root_ / "today");
  fs::create_symlink(root_ / "alone.txt", root_ / "one.txt");
  EXPECT_EQ(find({"today", "one.txt"}).size(), 4U);
  EXPECT_THAT(problems_, IsEmpty());
}

TEST_F(FindFiles, PipesAndDevicesAreNoFiles) {
  ASSERT_EQ(::mkfifo((root_ / "case/pipe").c_str(), 0600), 0);
  fs::create_symlink("/dev/zero", root_ / "case/endless");
  EXPECT_THAT(find({"case"}), ElementsAre("case/a.txt", "case/b.txt", "case/inner/c.txt"));
}

TEST_F(FindFiles, ReportsWhatIsMissing) {
  fs::create_symlink(root_ / "nowhere", root_ / "case" / "dangling");
  EXPECT_THAT(find({"case/inner", "gone.txt", "case/dangling"}), ElementsAre("inner/c.txt"));
  ASSERT_EQ(problems_.size(), 2U);
  EXPECT_THAT(problems_[1], HasSubstr("gone.txt: no such file"));
}

TEST_F(FindFiles, TellsInputsOfTheSameNameApart) {
  fs::create_directories(root_ / "other");
  std::ofstream(root_ / "other" / "a.txt") << "x";
  const auto shown = find({"case/a.txt", "other/a.txt"});
  ASSERT_EQ(shown.size(), 2U);
  EXPECT_NE(shown[0], shown[1]);
  EXPECT_THAT(shown[0], HasSubstr("case/a.txt"));
}

TEST_F(FindFiles, AFileMayHaveANameThatIsNoText) {
  std::ofstream(root_ / "case" / "caf\xE9.eml") << "From: a@x.test\nSubject: c\n\nThe road.\n";
  const auto found = find_files({(root_ / "case" / "caf\xE9.eml").string()}, [](const Error&) {});
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].relative, "caf%E9.eml");
  EXPECT_TRUE(found[0].path.ends_with("caf\xE9.eml"));
}

TEST_F(FindFiles, NamesAFolderGivenAsDot) {
  const fs::path before = fs::current_path();
  fs::current_path(root_ / "case");
  const auto found = find_files({"."}, [](const Error&) {});
  fs::current_path(before);
  ASSERT_FALSE(found.empty());
  EXPECT_EQ(found.front().relative, "case/a.txt");
}

TEST(ReadSource, KeepsPlainTextUnaltered) {
  const std::string text = "  First line\r\n\r\nSecond\tline.  \n\n";
  const ReadSource out = read("a.txt", "\xEF\xBB\xBF" + text);
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].text, text);
  EXPECT_EQ(out.documents[0].id, "a.txt");
  EXPECT_EQ(out.media_type, "text/plain");
}

TEST(ReadSource, SaysWhyNothingWasRead) {
  EXPECT_EQ(read("a.txt", "").unread, "empty");
  EXPECT_EQ(read("a.txt", " \n\n ").unread, "empty");
  EXPECT_THAT(read("a.txt", "\x89PNG\r\n\x1a\n....").unread, HasSubstr("picture"));
  EXPECT_EQ(read("a.txt", std::string("ab\0\0\1\2cd\0e\0", 11)).unread, "binary (binary data)");
  EXPECT_THAT(read("case.annals", std::string("SQLite format 3\0....", 20)).unread, HasSubstr("SQLite"));
}

TEST(ReadSource, ReadsUtf16WithAndWithoutMark) {
  std::string little;
  for (const char16_t c : std::u16string(u"O relatório chegou ontem.\nNinguém o leu.")) {
    little += static_cast<char>(c & 0xFF);
    little += static_cast<char>(c >> 8);
  }
  std::string big = little;
  for (size_t i = 0; i + 1 < big.size(); i += 2) std::swap(big[i], big[i + 1]);
  const std::string expected = "O relatório chegou ontem.\nNinguém o leu.";
  for (const std::string& bytes : {"\xFF\xFE" + little, "\xFE\xFF" + big, little, big}) {
    const ReadSource out = read("a.txt", bytes);
    ASSERT_EQ(out.documents.size(), 1U);
    EXPECT_EQ(out.documents[0].text, expected);
  }
  EXPECT_THAT(codes(read("a.txt", little).documents[0].remarks), ElementsAre("charset-guessed"));
}

TEST(ReadSource, RepairsInvalidBytesAndSaysSo) {
  const ReadSource out = read("a.txt", "Uma frase com acentuação e emoção, não só ASCII \xFF aqui.");
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_TRUE(is_utf8(out.documents[0].text));
  EXPECT_THAT(out.documents[0].text, HasSubstr("\xEF\xBF\xBD"));
  EXPECT_THAT(codes(out.documents[0].remarks), ElementsAre("invalid-bytes"));
}

TEST(ReadSource, ReadsOneVeryLongLineInLinearTime) {
  std::string bytes;
  while (bytes.size() < 20'000'000) bytes += "palavra ";
  const auto begin = std::chrono::steady_clock::now();
  const ReadSource out = read("a.txt", bytes);
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(5));
  ASSERT_EQ(out.documents.size(), 1U);
  EXPECT_EQ(out.documents[0].blocks.size(), 1U);
}

TEST(ReadSource, ReadsJsonLines) {
  const ReadSource out = read("d.jsonl",
                              "{\"id\":\"one\",\"text\":\"First.\",\"published\":\"2020-05\",\"language\":\"en\"}\n"
                              "\n"
                              "not json\n"
                              "{\"text\":\"Third \\ud83d\\ude00.\",\"published\":\"soon\"}\n"
                              "{\"id\":\"one\",\"text\":\"Again.\"}\n");
  ASSERT_EQ(out.documents.size(), 3U);
  EXPECT_EQ(out.documents[0].id, "d.jsonl#one");
  EXPECT_EQ(out.documents[0].published, "2020-05");
  EXPECT_EQ(out.documents[0].language, "en");
  EXPECT_EQ(out.documents[1].id, "d.jsonl#line:4");
  EXPECT_EQ(out.documents[1].text, "Third 😀.");
  EXPECT_THAT(codes(out.documents[1].remarks), ElementsAre("bad-date"));
  EXPECT_EQ(out.documents[2].id, "d.jsonl#one~2");
  EXPECT_THAT(codes(out.remarks), ElementsAre("line-unread"));
}

TEST(ReadSource, NamesDocumentsFromAPipeAsTheyNameThemselves) {
  std::string problem;
  const auto document = read_json_document("{\"id\":\"x\",\"text\":\"Hello there.\"}", 7, problem);
  ASSERT_TRUE(document);
  EXPECT_EQ(document->id, "x");
  EXPECT_FALSE(read_json_document("[1]", 8, problem));
  EXPECT_THAT(problem, HasSubstr("text"));
}

TEST(ReadSource, SurvivesDeeplyNestedJson) {
  std::string problem;
  EXPECT_FALSE(read_json_document(std::string(1'000'000, '['), 1, problem));
}

TEST(ReadSource, ReadsMarkdown) {
  const ReadSource out = read(
      "a.md",
      "# The mill\n\nA *fine* [day](http://x.test).\n\n- one\n- two\n\n> quoted\n\n| a | b |\n|---|---|\n| 1 | 2 |\n");
  ASSERT_EQ(out.documents.size(), 1U);
  const Document& document = out.documents[0];
  EXPECT_EQ(document.title, "The mill");
  EXPECT_EQ(document.text, "The mill\n\nA fine day.\n\n• one\n• two\n\nquoted\n\na\tb\n\n1\t2");
  ASSERT_EQ(document.blocks.size(), 7U);
  EXPECT_EQ(document.blocks[0].role, BlockRole::kTitle);
  EXPECT_EQ(document.blocks[2].role, BlockRole::kListItem);
  EXPECT_EQ(document.blocks[4].role, BlockRole::kQuote);
}

}  // namespace
}  // namespace annals
