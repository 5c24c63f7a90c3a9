#include "casefile/build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "casefile/schema.h"
#include "casefile/verify.h"
#include "tests/support/languages.h"
#include "tests/support/temporary_folder.h"

namespace annals {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::languages;
using testing::TemporaryFolder;

constexpr std::string_view kLetter = "On 3 May 2020 Ana Prado founded Lumen Works with 2 million dollars.\n";
constexpr std::string_view kArticle =
    "Ana Prado left Lumen Works in June 2021. Lumen Works sued Ana Prado in July 2021.\n";

class BuildTest : public ::testing::Test {
 protected:
  Result<BuildSummary> build(const std::vector<std::string>& inputs, BuildOptions options = {}) {
    problems_.clear();
    options.problem = [&](const Error& error) { problems_.push_back(error.message); };
    return build_case(case_, inputs, languages(), options);
  }
  CaseContents load() {
    auto file = CaseFile::open(case_, CaseFile::Mode::kRead);
    EXPECT_TRUE(file.has_value()) << (file ? "" : file.error().message);
    auto contents = file->load();
    EXPECT_TRUE(contents.has_value()) << (contents ? "" : contents.error().message);
    return std::move(*contents);
  }
  std::vector<std::string> ids() {
    std::vector<std::string> list;
    for (const Document& document : load().documents) list.push_back(document.id);
    return list;
  }

  TemporaryFolder folder_;
  std::string case_ = folder_.path("test.annals");
  std::vector<std::string> problems_;
};

TEST_F(BuildTest, ASecondBuildReadsNothingAndLeavesTheFileAsItIs) {
  folder_.write("in/letter.txt", kLetter);
  folder_.write("in/article.txt", kArticle);
  const auto first = build({folder_.path("in")});
  ASSERT_TRUE(first.has_value()) << first.error().message;
  EXPECT_EQ(first->sources_read, 2U);
  EXPECT_EQ(first->documents_read, 2U);
  const std::string bytes = TemporaryFolder::read(case_);
  const auto second = build({folder_.path("in")});
  ASSERT_TRUE(second.has_value());
  EXPECT_FALSE(second->changed);
  EXPECT_EQ(second->sources_read, 0U);
  EXPECT_EQ(second->build, 1U);
  EXPECT_EQ(second->events, first->events);
  EXPECT_EQ(TemporaryFolder::read(case_), bytes);
}

TEST_F(BuildTest, ACaseBuiltAmongItsSourcesIsNoSourceOfItself) {
  folder_.write("letter.txt", kLetter);
  for (int i = 0; i < 2; ++i) {
    ASSERT_TRUE(build({folder_.path("")}).has_value());
    EXPECT_EQ(load().sources.size(), 1U);
    EXPECT_THAT(problems_, ::testing::IsEmpty());
  }
}

TEST_F(BuildTest, OnlyWhatChangedIsReadAgain) {
  folder_.write("in/letter.txt", kLetter);
  folder_.write("in/article.txt", kArticle);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  folder_.write("in/letter.txt", "On 4 May 2020 Ana Prado founded Lumen Works.\n");
  const auto again = build({folder_.path("in")});
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->sources_read, 1U);
  EXPECT_EQ(again->build, 2U);
  EXPECT_THAT(ids(), ElementsAre("in/article.txt", "in/letter.txt"));
  EXPECT_THAT(load().documents[1].text, HasSubstr("4 May"));
}

// --- the same bytes in several places -------------------------------------------------------------------------------

TEST_F(BuildTest, TheSameBytesInTwoPlacesAreOneSource) {
  folder_.write("in/a.txt", kLetter);
  folder_.write("in/b.txt", kLetter);
  const auto built = build({folder_.path("in")});
  ASSERT_TRUE(built.has_value());
  EXPECT_EQ(built->sources, 1U);
  EXPECT_EQ(built->documents, 1U);
  const CaseContents contents = load();
  ASSERT_EQ(contents.sources.size(), 1U);
  EXPECT_EQ(contents.sources[0].path, "in/a.txt");
  ASSERT_EQ(contents.sources[0].places.size(), 1U);
  EXPECT_EQ(contents.sources[0].places[0].path, "in/b.txt");
  EXPECT_EQ(contents.record.events[0].independent_sources, 1U);
  auto file = CaseFile::open(case_, CaseFile::Mode::kRead);
  const auto custody = file->custody();
  ASSERT_TRUE(custody.has_value());
  ASSERT_EQ(custody->size(), 2U);
  EXPECT_EQ((*custody)[0].action, "also found");
  EXPECT_EQ((*custody)[0].path, "in/b.txt");
  EXPECT_EQ((*custody)[0].sha256, (*custody)[1].sha256);
  EXPECT_FALSE(build({folder_.path("in")})->changed);
}

TEST_F(BuildTest, WhatIsFoundAgainLaterIsNotReadAgain) {
  folder_.write("in/b.txt", kLetter);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  folder_.write("in/a.txt", kLetter);
  const auto again = build({folder_.path("in")});
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->sources_read, 0U);
  EXPECT_TRUE(again->changed);
  EXPECT_THAT(ids(), ElementsAre("in/b.txt")) << "what has a name keeps it";
}

TEST_F(BuildTest, RemovingOnePlaceKeepsTheSource) {
  for (const char* removed : {"in/a.txt", "in/b.txt"}) {
    std::filesystem::remove(case_);
    folder_.write("in/a.txt", kLetter);
    folder_.write("in/b.txt", kLetter);
    ASSERT_TRUE(build({folder_.path("in")}).has_value());
    BuildOptions options;
    options.remove = {removed};
    const auto again = build({}, options);
    ASSERT_TRUE(again.has_value()) << again.error().message;
    EXPECT_EQ(again->sources_removed, 1U);
    EXPECT_EQ(again->events, 1U);
    EXPECT_THAT(ids(), ElementsAre(std::string(removed) == "in/a.txt" ? "in/b.txt" : "in/a.txt"));
    EXPECT_TRUE(load().sources[0].places.empty());
    EXPECT_EQ(build({}, options).has_value(), false) << "it is gone";
  }
}

TEST_F(BuildTest, APlaceWithOtherBytesIsASourceOfItsOwn) {
  folder_.write("in/a.txt", kLetter);
  folder_.write("in/b.txt", kLetter);
  folder_.write("in/c.txt", kLetter);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  folder_.write("in/b.txt", kArticle);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  EXPECT_THAT(ids(), ElementsAre("in/a.txt", "in/b.txt"));
  // The first place gets other bytes: what it was stays, at the place that is left.
  folder_.write("in/a.txt", "On 4 May 2020 Ana Prado founded Lumen Works.\n");
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  EXPECT_THAT(ids(), ElementsAre("in/a.txt", "in/b.txt", "in/c.txt"));
  EXPECT_THAT(load().documents[2].text, HasSubstr("2 million"));
  // All the same again: one source.
  folder_.write("in/a.txt", kLetter);
  folder_.write("in/b.txt", kLetter);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  EXPECT_THAT(ids(), ElementsAre("in/c.txt"));
  EXPECT_EQ(load().sources[0].places.size(), 2U);
  EXPECT_FALSE(build({folder_.path("in")})->changed);
}

TEST_F(BuildTest, TheSameAttachmentInTwoMailsStaysTwo) {
  const auto mail = [](const std::string& id) {
    return "From: Ana Prado <a@x.test>\nTo: Theo Marsh <t@x.test>\nMessage-ID: <" + id +
           "@x.test>\nDate: Tue, 5 May 2020 10:00:00 +0200\nSubject: " + id +
           "\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: "
           "text/plain\n\nSee the letter.\n--b\nContent-Type: text/plain; name=letter.txt\nContent-Disposition: "
           "attachment; filename=letter.txt\n\n" +
           std::string(kLetter) + "--b--\n";
  };
  folder_.write("in/1.eml", mail("one"));
  folder_.write("in/2.eml", mail("two"));
  const auto built = build({folder_.path("in")});
  ASSERT_TRUE(built.has_value());
  EXPECT_EQ(built->documents, 4U);
}

TEST_F(BuildTest, ASourceStaysWhenItsFileIsGoneUntilItIsRemoved) {
  folder_.write("in/letter.txt", kLetter);
  folder_.write("in/article.txt", kArticle);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  std::filesystem::remove(folder_.path("in/letter.txt"));
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  EXPECT_THAT(ids(), ElementsAre("in/article.txt", "in/letter.txt"));
  BuildOptions options;
  options.remove = {"in/letter.txt"};
  ASSERT_TRUE(build({}, options).has_value());
  EXPECT_THAT(ids(), ElementsAre("in/article.txt"));
  options.remove = {"nobody.txt"};
  const auto missing = build({}, options);
  ASSERT_FALSE(missing.has_value());
  EXPECT_EQ(missing.error().kind, ErrorKind::kInput);
}

TEST_F(BuildTest, AMovedFolderIsTheSameFolder) {
  folder_.write("one/in/letter.txt", kLetter);
  ASSERT_TRUE(build({folder_.path("one/in")}).has_value());
  std::filesystem::rename(folder_.path("one"), folder_.path("two"));
  ASSERT_TRUE(build({folder_.path("two/in")}).has_value());
  EXPECT_THAT(ids(), ElementsAre("in/letter.txt"));
}

TEST_F(BuildTest, FilesOfOneNameFromTwoBuildsStayApart) {
  folder_.write("one/letter.txt", kLetter);
  folder_.write("two/letter.txt", kArticle);
  ASSERT_TRUE(build({folder_.path("one/letter.txt")}).has_value());
  ASSERT_TRUE(build({folder_.path("two/letter.txt")}).has_value());
  EXPECT_THAT(ids(), ElementsAre("letter.txt", "two/letter.txt"));
}

TEST_F(BuildTest, AStoppedBuildLeavesTheLastState) {
  folder_.write("in/letter.txt", kLetter);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  const std::string bytes = TemporaryFolder::read(case_);
  folder_.write("in/article.txt", kArticle);
  const std::atomic<bool> stop{true};
  BuildOptions options;
  options.stop = &stop;
  const auto stopped = build({folder_.path("in")}, options);
  ASSERT_TRUE(stopped.has_value());
  EXPECT_TRUE(stopped->stopped);
  EXPECT_EQ(TemporaryFolder::read(case_), bytes);
}

TEST_F(BuildTest, UnreadableSourcesAreNamedAndTheRestIsBuilt) {
  folder_.write("in/letter.txt", kLetter);
  folder_.write("in/noise.bin", std::string("\x7f"
                                            "ELF\0\1\2\3\0\0\0\0\xff\xfe\0\0\0\0",
                                            18));
  const auto summary = build({folder_.path("in"), folder_.path("absent")});
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(summary->documents, 1U);
  EXPECT_EQ(summary->sources_unread, 1U);
  EXPECT_EQ(problems_.size(), 2U);
  const CaseContents contents = load();
  ASSERT_EQ(contents.sources.size(), 2U);
  EXPECT_FALSE(contents.sources[1].unread.empty());
}

TEST_F(BuildTest, ACaseThatCouldNotBeBuiltLeavesNoFile) {
  const auto summary = build({folder_.path("absent")});
  ASSERT_TRUE(summary.has_value());
  EXPECT_EQ(summary->build, 0U);
  EXPECT_FALSE(std::filesystem::exists(case_));
}

TEST_F(BuildTest, VerifyNamesWhatNoLongerHolds) {
  folder_.write("in/letter.txt", kLetter);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  const DocumentReader reader(languages());
  {
    auto file = CaseFile::open(case_, CaseFile::Mode::kRead);
    const auto report = verify_case(*file, reader);
    ASSERT_TRUE(report.has_value());
    EXPECT_TRUE(report->broken.empty());
    EXPECT_GT(report->spans, 3U);
    EXPECT_TRUE(report->notes.empty());
  }
  folder_.write("in/letter.txt", "changed");
  {
    auto file = CaseFile::open(case_, CaseFile::Mode::kRead);
    const auto report = verify_case(*file, reader);
    EXPECT_TRUE(report->broken.empty()) << "the case holds the bytes that it read";
    ASSERT_EQ(report->notes.size(), 1U);
    EXPECT_THAT(report->notes[0].what, HasSubstr("changed on disk"));
    // Somebody puts other words into the kept text.
    file->database().run("UPDATE content SET data = (SELECT data FROM document LIMIT 1)");
    const auto forged = verify_case(*file, reader);
    ASSERT_TRUE(forged.has_value());
    ASSERT_FALSE(forged->broken.empty());
    EXPECT_EQ(forged->broken[0].where, "in/letter.txt");
  }
}

TEST_F(BuildTest, ADamagedReadingIsReadAnewFromItsDocument) {
  folder_.write("in/letter.txt", kLetter);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  const CaseContents before = load();
  {
    auto database = Database::open(case_, SQLITE_OPEN_READWRITE);
    database->run("UPDATE reading SET data = x'0102'");
  }
  folder_.write("more/article.txt", kArticle);
  const auto again = build({folder_.path("more")});
  ASSERT_TRUE(again.has_value()) << again.error().message;
  EXPECT_EQ(again->documents_read, 2U);
  EXPECT_EQ(load().readings[0].claims.size(), before.readings[0].claims.size());
}

TEST_F(BuildTest, FilesThatAreNoCaseAreRefusedAndLeftAlone) {
  const auto open_error = [&](CaseFile::Mode mode) {
    auto file = CaseFile::open(case_, mode);
    return file ? std::string("opened") : file.error().message;
  };
  EXPECT_THAT(open_error(CaseFile::Mode::kRead), HasSubstr("no such case"));
  folder_.write("test.annals", "");
  EXPECT_THAT(open_error(CaseFile::Mode::kRead), HasSubstr("is empty"));
  folder_.write("test.annals", "These are my notes, not a database, and long enough to be looked at by SQLite.");
  EXPECT_THAT(open_error(CaseFile::Mode::kCreateOrUpdate), HasSubstr("not an Annals case file"));
  EXPECT_THAT(TemporaryFolder::read(case_), HasSubstr("my notes"));
  std::filesystem::remove(case_);
  {
    auto other = Database::open(case_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE);
    other->run("CREATE TABLE recipe (name TEXT); PRAGMA user_version = 1");
  }
  EXPECT_THAT(open_error(CaseFile::Mode::kCreateOrUpdate), HasSubstr("another program"));
  std::filesystem::remove(case_);
  std::filesystem::create_directory(case_);
  EXPECT_THAT(open_error(CaseFile::Mode::kCreateOrUpdate), HasSubstr("is a folder"));
}

TEST_F(BuildTest, ACaseOfANewerVersionIsNotTouched) {
  folder_.write("in/letter.txt", kLetter);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  {
    auto database = Database::open(case_, SQLITE_OPEN_READWRITE);
    database->run("PRAGMA user_version = 9999");
  }
  const std::string bytes = TemporaryFolder::read(case_);
  const auto refused = build({folder_.path("in")});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::kCase);
  EXPECT_THAT(refused.error().message, HasSubstr("newer version"));
  EXPECT_EQ(TemporaryFolder::read(case_), bytes);
}

TEST_F(BuildTest, ASecondProgramHoldingTheCaseIsSaid) {
  folder_.write("in/letter.txt", kLetter);
  ASSERT_TRUE(build({folder_.path("in")}).has_value());
  auto other = Database::open(case_, SQLITE_OPEN_READWRITE);
  other->run("BEGIN EXCLUSIVE");
  const auto refused = build({folder_.path("in")});
  ASSERT_FALSE(refused.has_value());
  EXPECT_EQ(refused.error().kind, ErrorKind::kCase);
  EXPECT_THAT(refused.error().message, HasSubstr("another program"));
}

}  // namespace
}  // namespace annals
