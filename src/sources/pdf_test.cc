// PDF and the child process that reads it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>

#include "base/file.h"
#include "sources/child.h"
#include "sources/page_layout.h"
#include "sources/source.h"
#include "text/utf8.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::SizeIs;
using ::testing::StartsWith;

TEST(Child, GivesWhatTheProgramWrites) {
  const std::string input(3'000'000, 'x');
  const ChildOutput out = run_child({"cat"}, input, {});
  EXPECT_EQ(out.failure, "");
  EXPECT_EQ(out.bytes, input);
}

TEST(Child, SaysWhatWentWrong) {
  EXPECT_EQ(run_child({"no-such-program-here"}, "", {}).failure, "not installed");
  EXPECT_EQ(run_child({"false"}, std::string(1'000'000, 'x'), {}).failure, "failed with code 1");
  EXPECT_THAT(run_child({"yes"}, "", {.output = 100'000}).failure, HasSubstr("more than 100000 bytes"));
  EXPECT_THAT(run_child({"sh", "-c", "while :; do :; done"}, "", {.sandbox = {.cpu_seconds = 1}}).failure,
              HasSubstr("stopped by signal"));
}

struct Placed {
  int x, y;
  std::string words;
};

// Pages of placed words, with the cross-reference table left to the reader's repair.
std::string pdf(const std::vector<std::vector<Placed>>& pages, const std::string& more = {}) {
  std::string kids, objects;
  for (size_t i = 0; i < pages.size(); ++i) {
    std::string stream = "BT /F1 10 Tf ";
    for (const Placed& placed : pages[i])
      stream += fmt::format("1 0 0 1 {} {} Tm ({}) Tj ", placed.x, placed.y, placed.words);
    stream += "ET";
    kids += fmt::format("{} 0 R ", 10 + 2 * i);
    objects += fmt::format(
        "{} 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents {} 0 R/Resources<</Font<</F1 5 0 "
        "R>>>>>>endobj\n"
        "{} 0 obj<</Length {}>>stream\n{}\nendstream endobj\n",
        10 + 2 * i, 11 + 2 * i, 11 + 2 * i, stream.size(), stream);
  }
  return fmt::format(
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R{}>>endobj\n2 0 obj<</Type/Pages/Kids[{}]/Count {}>>endobj\n"
      "{}5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n",
      more, kids, pages.size(), objects);
}
std::string pdf(const std::string& words) { return pdf({{{72, 720, words}}}); }

bool missing(const char* program) { return run_child({program, "-v"}, "", {}).failure == "not installed"; }

TEST(Pdf, IsReadAsText) {
  if (missing("pdftotext")) GTEST_SKIP() << "needs pdftotext";
  const ReadSource out = read_source({"plan.pdf", pdf("The pier is lost.")});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].text, "The pier is lost.");
  EXPECT_EQ(out.media_type, "application/pdf");
}

TEST(Pdf, BrokenOnesAreReported) {
  EXPECT_THAT(read_source({"plan.pdf", "%PDF-1.4\nrubbish"}).unread, HasSubstr("PDF"));
  EXPECT_THAT(read_source({"plan.pdf", pdf("")}).unread, HasSubstr("PDF without text"));
}

// Pages of a browser beside the HTML that they were printed from: paragraph by paragraph, word by word.
class PrintedPage : public ::testing::TestWithParam<const char*> {};

TEST_P(PrintedPage, IsReadAsItWasWritten) {
  if (missing("pdftotext")) GTEST_SKIP() << "needs pdftotext";
  const std::string path = fmt::format("{}/tests/pdf/{}", ANNALS_SOURCE_DIR, GetParam());
  std::string html = read_file(path + ".html", 1 << 20).value();
  std::vector<std::string> written;
  for (size_t at = html.find('<'); at != std::string::npos; at = html.find('<', at + 1)) {
    const std::string_view rest = std::string_view(html).substr(at);
    if (!rest.starts_with("<p>") && !rest.starts_with("<h1>")) continue;
    const size_t begin = rest.find('>') + 1;
    written.emplace_back(rest.substr(begin, rest.find('<', begin) - begin));
  }
  const ReadSource out = read_source({"page.pdf", read_file(path + ".pdf", 1 << 24).value()});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  const Document& document = out.documents[0];
  std::vector<std::string> read;
  for (const Block& block : document.blocks) {
    read.emplace_back(block.span.of(document.text));
    std::replace(read.back().begin(), read.back().end(), '\n', ' ');
  }
  EXPECT_EQ(read, written);
}

INSTANTIATE_TEST_SUITE_P(Scripts, PrintedPage,
                         ::testing::Values("arabic", "arabic_columns", "chinese", "japanese_vertical"),
                         [](const auto& page) { return std::string(page.param); });

TEST(Pdf, ReadsColumnsOneAfterTheOtherAndKeepsTheirPlaces) {
  if (missing("pdftotext")) GTEST_SKIP() << "needs pdftotext";
  std::vector<std::vector<Placed>> pages;
  for (int page = 1; page <= 3; ++page) {
    pages.push_back({{72, 770, "The Harbour Review"}, {300, 20, fmt::format("Page {}", page)}});
    for (int column = 0; column < 2; ++column) {
      const char* const kLines[] = {"The pier was lost in the storm", "of that winter, and nobody has",
                                    "rebuilt it since. The har-", "bour office sold its stones to",
                                    "the road works of the island."};
      for (int line = 0; line < 5; ++line)
        pages.back().push_back(
            {72 + column * 260, 650 - line * 12, fmt::format("{} {}{}", kLines[line], column, page)});
    }
  }
  pages[0][4].words = "rebuilt it since. The har-";
  const ReadSource out = read_source({"review.pdf", pdf(pages)});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  const Document& document = out.documents[0];
  EXPECT_THAT(document.text,
              HasSubstr("The pier was lost in the storm 01\nof that winter, and nobody has 01\nrebuilt it since. The "
                        "harbour office sold its stones to 01\nthe road works of the island. 01\n\nThe pier was lost "
                        "in the storm 11"));
  ASSERT_THAT(document.pages, SizeIs(3));
  EXPECT_EQ(document.pages[1].label, "2");
  EXPECT_EQ(document.pages[1].width, 612);
  size_t furniture = 0;
  for (const Block& block : document.blocks) furniture += block.role == BlockRole::kBoilerplate ? 1 : 0;
  EXPECT_EQ(furniture, 6U) << "a running header and a number on each page";
  ASSERT_THAT(document.boxes, SizeIs(36));
  const PageBox& box = document.boxes[1];
  EXPECT_EQ(box.span.of(document.text), "The pier was lost in the storm 01");
  EXPECT_NEAR(box.left, 72, 1);
  EXPECT_NEAR(box.bottom, 792 - 648, 4);
  EXPECT_EQ(box.confidence, 0U);
}

TEST(Pdf, ABrokenTextLayerIsFound) {
  if (missing("pdftotext")) GTEST_SKIP() << "needs pdftotext";
  // A font whose table says that every letter is a private one, as those of some programs do.
  const std::string map =
      "/CIDInit /ProcSet findresource begin 12 dict begin begincmap 1 begincodespacerange <00> <FF> endcodespacerange "
      "1 beginbfrange <20> <7E> <E020> endbfrange endcmap end end";
  std::string bytes = pdf({{{72, 720, "The pier is lost."}}});
  const std::string font = "/BaseFont/Helvetica>>endobj\n";
  bytes.replace(bytes.find(font), font.size(),
                fmt::format("/BaseFont/Helvetica/ToUnicode 6 0 R>>endobj\n6 0 obj<</Length "
                            "{}>>stream\n{}\nendstream endobj\n",
                            map.size(), map));
  const ReadSource out = read_source({"plan.pdf", bytes});
  if (out.documents.empty()) {
    EXPECT_THAT(out.unread, HasSubstr("PDF"));
    return;
  }
  EXPECT_THAT(out.documents[0].remarks, Contains(Field(&Remark::code, "text-layer-broken")));
  if (missing("tesseract") || missing("pdftoppm")) return;
  EXPECT_THAT(out.documents[0].text, HasSubstr("pier")) << "the page's picture is read instead";
  EXPECT_GT(out.documents[0].boxes.at(0).confidence, 0U);
}

TEST(Pdf, ScriptsAreNeverRunAndEmbeddedFilesAreNamed) {
  if (missing("pdftotext")) GTEST_SKIP() << "needs pdftotext";
  const ReadSource out = read_source({"a.pdf", pdf({{{72, 720, "The pier is lost."}}},
                                                   "/OpenAction<</S/JavaScript/JS(app.launchURL\\(\"http://"
                                                   "x.test\"\\))>>/Names<</EmbeddedFiles<</Names[(a) 90 0 R]>>>>")});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_THAT(out.documents[0].remarks, Contains(Field(&Remark::code, "scripts")));
  EXPECT_THAT(out.documents[0].remarks, Contains(Field(&Remark::message, HasSubstr("embedded files"))));
}

TEST(Ocr, ReadsThePictureOfAPage) {
  if (missing("tesseract") || missing("pdftoppm")) GTEST_SKIP() << "needs tesseract and pdftoppm";
  const std::string page = pdf({{{72, 720, "The harbour office sold the stones of the pier."},
                                 {72, 700, "Nobody has rebuilt it since that winter."}}});
  const std::string picture = run_child({"pdftoppm", "-r", "200", "-gray", "-png", "-"}, page, {}).bytes;
  const ReadSource out = read_source({"scan.png", picture});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  const Document& document = out.documents[0];
  EXPECT_THAT(document.text, HasSubstr("sold the stones of the pier."));
  EXPECT_EQ(out.media_type, "image/png");
  ASSERT_FALSE(document.boxes.empty());
  EXPECT_GT(document.boxes[0].confidence, 50U);
  EXPECT_THAT(document.remarks, Contains(Field(&Remark::code, "recognised")));
}

TEST(Ocr, DamagedPicturesAreReported) {
  EXPECT_FALSE(read_source({"a.png", "\x89PNG\r\n\x1a\nrubbish"}).unread.empty());
}

TEST(PageLayout, TurnsLinesThatAreReadFromTheRight) {
  EXPECT_EQ(logical_order("\u0627\u0628\u062D\u0631\u0645"), "\u0645\u0631\u062D\u0628\u0627");
  EXPECT_EQ(logical_order("2020 \u0648\u064A\u0627\u0645 3 \u064A\u0641"),
            "\u0641\u064A 3 \u0645\u0627\u064A\u0648 2020");
  EXPECT_EQ(logical_order("\u0631\u0644\u0648\u062F 12.5 \u063A\u0644\u0628\u0645"),
            "\u0645\u0628\u0644\u063A 12.5 \u062F\u0648\u0644\u0631");
  EXPECT_EQ(logical_order("Port and pier"), "Port and pier");
  EXPECT_EQ(logical_order("He said \u0631\u062D\u0628 twice that day"), "He said \u0628\u062D\u0631 twice that day");
}

// A table of lines of one word each: left, top, width, height, words.
struct Line {
  int left, top, width, height;
  std::string words;
};
Document laid_out(const std::vector<Line>& lines) {
  std::string table = "1\t1\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t###PAGE###\n";
  for (size_t i = 0; i < lines.size(); ++i) {
    const Line& line = lines[i];
    table += fmt::format("5\t1\t0\t0\t{}\t0\t{}\t{}\t{}\t{}\t100\t{}\n", line.top, line.left, line.top, line.width,
                         line.height, line.words);
  }
  Document document;
  write_pages(parse_layout(table, WordOrder::kVisual, 1), document);
  return document;
}

TEST(PageLayout, ChineseHasNoSpacesWhereItsMarksAreWide) {
  const Document document = laid_out({{30, 55, 60, 14, "\u4ED6\u8BF4\uFF1A"},
                                      {88, 55, 120, 14, "\u201C\u6CA1\u4EBA\u77E5\u9053\u3002"},
                                      {202, 55, 84, 14, "\u201D\u7136\u540E\u8D70\u4E86\u3002"}});
  EXPECT_EQ(document.text,
            "\u4ED6\u8BF4\uFF1A\u201C\u6CA1\u4EBA\u77E5\u9053\u3002\u201D\u7136\u540E\u8D70\u4E86\u3002");
}

TEST(PageLayout, LinesWhoseBoxesOverlapAreParagraphsByTheirDistance) {
  const Document document = laid_out({{33, 25, 300, 31, "\u4E00"},
                                      {33, 55, 300, 31, "\u4E8C"},
                                      {33, 85, 300, 31, "\u4E09"},
                                      {33, 103, 300, 31, "\u56DB"},
                                      {33, 133, 300, 31, "\u4E94"}});
  EXPECT_EQ(document.text, "\u4E00\n\n\u4E8C\n\n\u4E09\u56DB\n\n\u4E94");
}

// Lines that run downwards as some programs give them: one word each.
TEST(PageLayout, LinesThatRunDownwardsAreReadFromTheRight) {
  const Document document =
      laid_out({{20, 30, 40, 10, "Kaiho 7"},
                {300, 100, 12, 120, "\u6E2F\u306F\u9589\u9396\u3055\u308C\u305F\uFE12\u5CB8\u58C1"},
                {280, 100, 12, 96, "\u306F\u958B\u3044\u3066\u3044\u308B\uFE12\u6751"}});
  ASSERT_EQ(document.blocks.size(), 2U);
  EXPECT_EQ(document.blocks[0].span.of(document.text), "Kaiho 7");
  EXPECT_EQ(
      document.blocks[1].span.of(document.text),
      "\u6E2F\u306F\u9589\u9396\u3055\u308C\u305F\u3002\u5CB8\u58C1\u306F\u958B\u3044\u3066\u3044\u308B\u3002\u6751");
  ASSERT_EQ(document.boxes.size(), 3U);
  EXPECT_EQ(document.boxes[1].left, 300);
  EXPECT_EQ(document.boxes[1].top, 100);
  EXPECT_EQ(document.boxes[1].right, 312);
  EXPECT_EQ(document.boxes[1].bottom, 220);
}

// Only letters that are nearer to those below them than to those beside them run downwards.
TEST(PageLayout, SpacedLettersRunWhereTheyAreNear) {
  const std::vector<std::string> letters = {"\u4E00", "\u4E8C", "\u4E09", "\u56DB", "\u4E94", "\u516D"};
  const auto laid = [&](int across, int down) {
    std::vector<Line> lines;
    for (int row = 0; row < 4; ++row) {
      int left = 50 - across;
      for (const std::string& letter : letters) lines.push_back({left += across, 50 + row * down, 12, 12, letter});
    }
    return laid_out(lines).text;
  };
  const std::string row = "\u4E00\u4E8C\u4E09\u56DB\u4E94\u516D";
  EXPECT_THAT(laid(13, 20), StartsWith(row));
  EXPECT_THAT(laid(15, 15), StartsWith(row));
  EXPECT_THAT(laid(18, 21), StartsWith("\u4E00 \u4E8C \u4E09"));
  EXPECT_THAT(laid(18, 15), StartsWith("\u516D\u516D\u516D\u516D\u4E94"));
}

TEST(PageLayout, SurvivesAnyTable) {
  const std::string table =
      "level\tx\n1\t1\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t###PAGE###\n5\t1\t0\t0\t0\t0\t60\t25\t15\t8\t100\tThe\xFF\n"
      "5\t1\t0\t0\t0\t0\tnan\tinf\t-1e38\t1e38\t100\tpier\n5\t\n1\n";
  for (size_t size = 0; size <= table.size(); ++size) {
    Document document;
    write_pages(parse_layout(table.substr(0, size), WordOrder::kVisual, 1), document);
    EXPECT_TRUE(is_utf8(document.text));
  }
  Document scan;
  write_pages(parse_layout("level\tx\n1\t1\t0\t0\t0\t0\t0\t0\t600\t800\t-1\t\n"
                           "5\t1\t1\t1\t1\t1\t60\t25\t15\t8\t1e26\tpier\n",
                           WordOrder::kLogical, 1),
              scan);
  ASSERT_EQ(scan.boxes.size(), 1U);
  EXPECT_EQ(scan.boxes[0].confidence, 100U);
}

}  // namespace
}  // namespace annals
