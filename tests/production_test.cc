// Productions of document reviews, in and out, as a user meets them.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/mount.h>
#include <sys/resource.h>

#include <algorithm>

#include "tests/support/program.h"

namespace annals::testing {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr std::string_view kPage1 = "On 3 May 2020 Ana Prado founded Lumen Works with 2 million dollars.\n";
constexpr std::string_view kPage2 = "Ana Prado wrote to Theo Marsh on 5 May 2020.\n";
constexpr std::string_view kNote = "<html><body><p>Theo Marsh sued Lumen Works on 7 June 2021.</p></body></html>";

class ProductionTest : public ::testing::Test {
 protected:
  Ran run(const std::vector<std::string>& arguments) { return run_program(folder_, arguments); }

  static std::string dat(const std::vector<std::vector<std::string>>& rows) {
    std::string out;
    for (const auto& row : rows) {
      for (size_t i = 0; i < row.size(); ++i) out += (i > 0 ? "\x14\xC3\xBE" : "\xC3\xBE") + row[i] + "\xC3\xBE";
      out += "\r\n";
    }
    return out;
  }

  // A letter of two pages with a note attached to it, and a document of which no file is there.
  void production() {
    folder_.write("in/VOL01/DATA/load.dat",
                  dat({{"BEGDOC", "ENDDOC", "BEGATTACH", "ENDATTACH", "CUSTODIAN", "SUBJECT", "DATESENT", "NATIVELINK",
                        "TEXTLINK"},
                       {"QRY0000001", "QRY0000002", "QRY0000001", "QRY0000003", "Prado, Ana", "The pier", "20200531",
                        "", "\\VOL01\\TEXT\\001\\QRY0000001.TXT"},
                       {"QRY0000003", "QRY0000003", "QRY0000001", "QRY0000003", "Prado, Ana", "", "",
                        "NATIVES\\QRY0000003.html", ""},
                       {"QRY0000004", "QRY0000004", "", "", "Marsh, Theo", "", "", "", "TEXT\\001\\QRY0000004.txt"}}));
    folder_.write("in/VOL01/DATA/load.opt",
                  "QRY0000001,VOL01,.\\IMAGES\\1.tif,Y,,,2\r\nQRY0000002,VOL01,.\\IMAGES\\2.tif,,,,\r\n");
    folder_.write("in/VOL01/TEXT/001/QRY0000001.txt", std::string(kPage1) + "\f" + std::string(kPage2));
    folder_.write("in/VOL01/NATIVES/QRY0000003.html", kNote);
    folder_.write("in/VOL01/IMAGES/1.tif", "II*");
    folder_.write("in/VOL01/IMAGES/2.tif", "II*");
  }
  TemporaryFolder folder_;
};

// --- in --------------------------------------------------------------------------------------------------------------

TEST_F(ProductionTest, DocumentsAreReadAsTheLoadFilesSayAndCitedByTheirNumbers) {
  production();
  const Ran built = run({"build", "x.annals", "in"});
  EXPECT_EQ(built.code, 1);
  EXPECT_THAT(built.err, HasSubstr("QRY0000004: the file TEXT\\001\\QRY0000004.txt is missing"));
  EXPECT_THAT(built.err, HasSubstr("QRY0000004: no text, native or image of it was found"));
  EXPECT_THAT(built.err, HasSubstr("2 documents")) << "images and the load files themselves are none";
  const std::string shown = run({"show", "x.annals", "--evidence"}).out;
  EXPECT_THAT(shown, HasSubstr("in/VOL01/TEXT/001/QRY0000001.txt:14-67 · QRY0000001\n"));
  EXPECT_THAT(shown, HasSubstr(" · QRY0000002\n"));
  EXPECT_THAT(shown, HasSubstr("in/VOL01/NATIVES/QRY0000003.html:0-43 · QRY0000003\n"));
  const std::string exported = run({"export", "x.annals"}).out;
  EXPECT_THAT(exported, HasSubstr("\"bates_begin\":\"QRY0000001\",\"bates_end\":\"QRY0000002\",\"custodian\":\"Prado, "
                                  "Ana\",\"attachment_begin\":\"QRY0000001\",\"attachment_end\":\"QRY0000003\""));
  EXPECT_THAT(exported, HasSubstr("\"page\":\"QRY0000002\""));
  EXPECT_THAT(exported, HasSubstr("\"published\":\"2020-05-31\""));
  EXPECT_THAT(exported, HasSubstr("\"title\":\"The pier\""));
  EXPECT_THAT(run({"export", "x.annals", "--format", "markdown"}).out, HasSubstr("QRY0000001"));
  EXPECT_THAT(run({"export", "x.annals", "--format", "csv"}).out, HasSubstr(", QRY0000002]"));
  const std::string sources = run({"sources", "x.annals"}).out;
  EXPECT_THAT(sources, HasSubstr("    remark: an image of QRY0000001\n"));
  EXPECT_EQ(run({"verify", "x.annals"}).code, 0);
  EXPECT_THAT(run({"build", "x.annals", "in"}).err, HasSubstr("nothing changed"));
}

TEST_F(ProductionTest, ANumberTypedInTheSearchOpensItsPage) {
  production();
  run({"build", "x.annals", "in"});
  const Ran one = run({"search", "x.annals", "qry 0000002"});
  EXPECT_EQ(one.code, 0);
  EXPECT_THAT(one.out, StartsWith("in/VOL01/TEXT/001/QRY0000001.txt:69-113 · QRY0000002 · The pier\n"));
  EXPECT_THAT(one.out, HasSubstr("    Ana Prado wrote to Theo Marsh on 5 May 2020.\n"));
  EXPECT_THAT(one.out, Not(HasSubstr("founded")));
  EXPECT_THAT(run({"search", "x.annals", "QRY0000001", "-", "QRY0000003"}).err, HasSubstr("3 places found"));
  EXPECT_THAT(run({"search", "x.annals", "QRY0000009"}).err, HasSubstr("0 places found"));
  EXPECT_THAT(run({"search", "x.annals", "theo", "sued"}).out, HasSubstr("QRY0000003.html:0-10 · QRY0000003\n"));
}

TEST_F(ProductionTest, ALoadFileThatChangesIsFollowed) {
  production();
  run({"build", "x.annals", "in"});
  folder_.write("in/VOL01/TEXT/001/QRY0000004.txt", "Theo Marsh left Lumen Works in 2022.\n");
  EXPECT_THAT(run({"build", "x.annals", "in"}).err, HasSubstr("2 of 7 sources read anew"));
  EXPECT_THAT(run({"search", "x.annals", "QRY0000004"}).out, HasSubstr("left Lumen Works"));
  // Without its load files it stays what they said.
  EXPECT_THAT(run({"build", "x.annals", "in/VOL01/TEXT"}).err, HasSubstr("nothing changed"));
}

TEST_F(ProductionTest, TextsOfPagesTextsInTheLoadFileAndDocumentsOfImagesAlone) {
  folder_.write("in/load.dat", dat({{"BEGBATES", "ENDBATES", "EXTRACTEDTEXT"},
                                    {"P1", "P2", ""},
                                    {"P3", "P3", "Theo Marsh sued Lumen Works on 7 June 2021."}}));
  folder_.write("in/text/P1.txt", kPage1);
  folder_.write("in/text/P2.txt", kPage2);
  const Ran built = run({"build", "x.annals", "in"});
  EXPECT_EQ(built.code, 0) << built.err;
  const std::string shown = run({"show", "x.annals", "--evidence"}).out;
  EXPECT_THAT(shown, HasSubstr("— in/text/P1.txt:14-67 · P1\n"));
  EXPECT_THAT(shown, HasSubstr("— in/text/P1.txt:70-114 · P2\n"));
  EXPECT_THAT(shown, HasSubstr("— in/load.dat#P3:0-43 · P3\n"));
  EXPECT_EQ(run({"verify", "x.annals"}).code, 0);
  // A page that changes is part of its document.
  folder_.write("in/text/P2.txt", "Ana Prado wrote to Theo Marsh on 6 May 2020.\n");
  EXPECT_EQ(run({"build", "x.annals", "in"}).code, 0);
  EXPECT_THAT(run({"search", "x.annals", "P2"}).out, HasSubstr("6 May"));
}

TEST_F(ProductionTest, PathsOfALoadFileLeadNowhereElse) {
  folder_.write("secret.txt", "Theo Marsh sued Lumen Works on 7 June 2021.\n");
  folder_.write("in/load.dat", dat({{"BEGBATES", "ENDBATES", "TEXTPATH"},
                                    {"P1", "P1", "..\\secret.txt"},
                                    {"P2", "P2", folder_.path("secret.txt")}}));
  const Ran built = run({"build", "x.annals", "in"});
  EXPECT_THAT(built.err, HasSubstr("P1: the file ..\\secret.txt is missing"));
  EXPECT_THAT(run({"export", "x.annals"}).out, Not(HasSubstr("Theo Marsh")));
}

// --- out -------------------------------------------------------------------------------------------------------------

TEST_F(ProductionTest, WhatIsProducedIsReadBackAsItWas) {
  folder_.write("in/letter.txt", kPage1);
  folder_.write("in/note.html", kNote);
  folder_.write("in/mail.eml",
                "From: Ana Prado <a@x.test>\nTo: Theo Marsh <t@x.test>\nMessage-ID: <1@x.test>\nDate: Tue, 5 May 2020 "
                "10:00:00 +0200\nSubject: The pier\nMIME-Version: 1.0\nContent-Type: multipart/mixed; "
                "boundary=b\n\n--b\nContent-Type: text/plain\n\nTheo Marsh sold Lumen Works on 4 May 2019.\n--b\n"
                "Content-Type: text/plain; name=a.txt\nContent-Disposition: attachment; filename=a.txt\n\nIn 2016 Ana "
                "Prado joined Lumen Works.\n--b--\n");
  folder_.write("in/unused.txt", "Nothing happened here, and nobody came.\n");
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  const Ran produced = run({"produce", "x.annals", "out/", "--prefix", "LMN"});
  ASSERT_EQ(produced.code, 0) << produced.err;
  EXPECT_THAT(produced.err, HasSubstr("4 documents"));
  const std::string sums = fmt::format("cd '{}' && sha256sum --strict --quiet -c SHA256SUMS", folder_.path("out"));
  EXPECT_EQ(std::system(sums.c_str()), 0);  // NOLINT(concurrency-mt-unsafe)
  EXPECT_EQ(TemporaryFolder::read(folder_.path("out/VOL001/NATIVES/LMN000001.txt")), kPage1);
  const std::string load = TemporaryFolder::read(folder_.path("out/VOL001/DATA/production.dat"));
  EXPECT_THAT(load, Not(HasSubstr("unused")));
  const std::string index = TemporaryFolder::read(folder_.path("out/index.html"));
  EXPECT_THAT(index, HasSubstr("href=\"VOL001/NATIVES/LMN000001.txt\""));
  EXPECT_THAT(index, HasSubstr("Theo Marsh sues Lumen Works"));
  EXPECT_THAT(TemporaryFolder::read(folder_.path("out/index.csv")), HasSubstr("LMN000002"));

  const Ran again = run({"build", "y.annals", "out/VOL001"});
  EXPECT_EQ(again.code, 0) << again.err;
  const auto events = [&](const std::string& name) {
    const std::string table = run({"show", name, "--brief"}).out;
    return table;
  };
  EXPECT_EQ(events("y.annals"), events("x.annals"));
  const std::string exported = run({"export", "y.annals", "--text"}).out;
  EXPECT_THAT(exported, HasSubstr("\"bates_begin\":\"LMN000002\""));
  EXPECT_THAT(exported, HasSubstr("\"parent\":\"LMN000002\""));
  EXPECT_THAT(exported, HasSubstr("\"attachment_begin\":\"LMN000002\",\"attachment_end\":\"LMN000003\""));
  EXPECT_THAT(run({"search", "y.annals", "LMN000004"}).out, HasSubstr("Theo Marsh sued"));
  // Numbers that pages have are kept.
  ASSERT_EQ(run({"produce", "y.annals", "out2"}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(folder_.path("out2/VOL001/TEXT/LMN000004.txt")));
}

TEST_F(ProductionTest, TheSelectionIsThatOfShow) {
  production();
  run({"build", "x.annals", "in"});
  ASSERT_EQ(run({"produce", "x.annals", "out", "--type", "law.sue"}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(folder_.path("out/VOL001/NATIVES/QRY0000003.html")));
  EXPECT_FALSE(std::filesystem::exists(folder_.path("out/VOL001/TEXT/QRY0000001.txt")));
  const Ran none = run({"produce", "x.annals", "none", "--from", "2050"});
  EXPECT_EQ(none.code, 2);
  EXPECT_FALSE(std::filesystem::exists(folder_.path("none")));
  EXPECT_EQ(run({"produce", "x.annals", "none", "--prefix", "../x"}).code, 2);
}

TEST_F(ProductionTest, NothingIsOverwritten) {
  production();
  run({"build", "x.annals", "in"});
  folder_.write("out/mine.txt", "mine");
  const Ran refused = run({"produce", "x.annals", "out"});
  EXPECT_EQ(refused.code, 5);
  EXPECT_THAT(refused.err, HasSubstr("out: is there already"));
  EXPECT_EQ(TemporaryFolder::read(folder_.path("out/mine.txt")), "mine");
}

TEST_F(ProductionTest, AFullDiskIsSaidAndLeavesNothing) {
  production();
  run({"build", "x.annals", "in"});
  const Ran full = run_program(folder_, {"produce", "x.annals", "out"}, {}, [] {
    const rlimit limit{300, 300};
    ::setrlimit(RLIMIT_FSIZE, &limit);
  });
  EXPECT_EQ(full.code, 5);
  EXPECT_THAT(full.err, HasSubstr("cannot be written"));
  EXPECT_FALSE(std::filesystem::exists(folder_.path("out")));
  EXPECT_FALSE(std::filesystem::exists(folder_.path("out.partial")));
}

TEST_F(ProductionTest, NumbersOfOthersMakeNoPaths) {
  folder_.write("in/load.dat", dat({{"BEGBATES", "ENDBATES", "EXTRACTEDTEXT"},
                                    {"../../Q1", "../../Q1", "Theo Marsh sued Lumen Works on 7 June 2021."}}));
  ASSERT_EQ(run({"build", "x.annals", "in"}).code, 0);
  ASSERT_EQ(run({"produce", "x.annals", "out"}).code, 0);
  EXPECT_TRUE(std::filesystem::exists(folder_.path("out/VOL001/TEXT/_._.._Q1.txt")) ||
              std::distance(std::filesystem::directory_iterator(folder_.path("out/VOL001/TEXT")), {}) == 1);
  EXPECT_FALSE(std::filesystem::exists(folder_.path("Q1.txt")));
}

}  // namespace
}  // namespace annals::testing
