// Office files, books and RTF.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "sources/source.h"
#include "tests/support/archive_writer.h"
#include "text/utf8.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::SizeIs;

constexpr const char* kWord = R"(xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main")";

std::string docx(const std::string& body, const std::vector<testing::PackedFile>& more = {}) {
  std::vector<testing::PackedFile> files = {
      {"[Content_Types].xml", "<Types/>"},
      {"word/document.xml",
       fmt::format("<?xml version=\"1.0\"?><w:document {}><w:body>{}</w:body></w:document>", kWord, body)}};
  files.insert(files.end(), more.begin(), more.end());
  return testing::make_archive("zip", files);
}

std::vector<std::pair<BlockRole, std::string>> blocks(const Document& document) {
  std::vector<std::pair<BlockRole, std::string>> found;
  for (const Block& block : document.blocks) found.emplace_back(block.role, block.span.of(document.text));
  return found;
}

TEST(Docx, HasHeadingsListsTablesNotesAndComments) {
  const std::string styles = fmt::format(
      R"(<w:styles {}><w:style w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style></w:styles>)", kWord);
  const std::string notes =
      fmt::format(R"(<w:footnotes {}><w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>)"
                  R"(<w:footnote w:id="2"><w:p><w:r><w:t>Built in 1911.</w:t></w:r></w:p></w:footnote></w:footnotes>)",
                  kWord);
  const std::string comments = fmt::format(
      R"(<w:comments {}><w:comment w:id="0" w:author="Theo Marsh" w:date="2020-05-04T10:00:00Z"><w:p><w:r><w:t>Is it?</w:t></w:r></w:p></w:comment></w:comments>)",
      kWord);
  const std::string core =
      R"(<c:coreProperties xmlns:c="c" xmlns:dc="d" xmlns:t="t"><dc:title>Plan</dc:title><dc:creator>Ana Prado</dc:creator><t:created>2020-05-03T09:00:00Z</t:created></c:coreProperties>)";
  const ReadSource out = read_source(
      {"plan.docx",
       docx(
           R"(<w:p><w:pPr><w:pStyle w:val="berschrift1"/></w:pPr><w:r><w:t>The pier</w:t></w:r></w:p>)"
           R"(<w:p><w:r><w:t xml:space="preserve">It is </w:t></w:r><w:r><w:t>lost</w:t><w:footnoteReference w:id="2"/></w:r><w:del><w:r><w:delText>saved</w:delText></w:r></w:del><w:r><w:t>.</w:t></w:r></w:p>)"
           R"(<w:p><w:pPr><w:numPr><w:ilvl w:val="1"/></w:numPr></w:pPr><w:r><w:t>one</w:t></w:r></w:p>)"
           R"(<w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>)",
           {{"word/styles.xml", styles},
            {"word/footnotes.xml", notes},
            {"word/comments.xml", comments},
            {"word/vbaProject.bin", "x"},
            {"word/embeddings/memo.docx", docx("<w:p><w:r><w:t>A file inside.</w:t></w:r></w:p>")},
            {"docProps/core.xml", core}})});
  ASSERT_THAT(out.documents, SizeIs(2)) << out.unread;
  const Document& document = out.documents[0];
  using P = std::pair<BlockRole, std::string>;
  EXPECT_THAT(blocks(document), ElementsAre(P{BlockRole::kHeading, "The pier"}, P{BlockRole::kBody, "It is lost[2]."},
                                            P{BlockRole::kListItem, "one"}, P{BlockRole::kBody, "a\tb"},
                                            P{BlockRole::kBody, "[2] Built in 1911."},
                                            P{BlockRole::kComment, "Theo Marsh, 2020-05-04: Is it?"}));
  EXPECT_EQ(document.title, "Plan");
  EXPECT_EQ(document.byline, "Ana Prado");
  EXPECT_EQ(document.header("created"), "2020-05-03T09:00:00Z");
  EXPECT_THAT(document.remarks, Contains(Field(&Remark::code, "macros")));
  EXPECT_THAT(document.remarks, Contains(Field(&Remark::code, "tracked-changes")));
  EXPECT_EQ(out.documents[1].id, "plan.docx/word/embeddings/memo.docx");
}

TEST(Docx, EntitiesOfItsOwnAreNotExpanded) {
  std::string bomb = "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY a \"lol\">";
  for (char c = 'b'; c < 'z'; ++c)
    bomb += fmt::format("<!ENTITY {} \"&{};&{};&{};&{};&{};&{};&{};&{};\">", c, char(c - 1), char(c - 1), char(c - 1),
                        char(c - 1), char(c - 1), char(c - 1), char(c - 1), char(c - 1));
  bomb += fmt::format("]><w:document {}><w:p w:x=\"&y;\"><w:r><w:t>&y;</w:t></w:r></w:p></w:document>", kWord);
  const ReadSource out = read_source({"a.docx", testing::make_archive("zip", {{"word/document.xml", bomb}})});
  EXPECT_FALSE(out.unread.empty());
}

TEST(Docx, NothingIsFetchedAndNoFileIsOpened) {
  const std::string hostile = fmt::format(
      "<!DOCTYPE a SYSTEM \"http://x.test/evil.dtd\" [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
      "<w:document {}><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>",
      kWord);
  const ReadSource out = read_source({"a.docx", testing::make_archive("zip", {{"word/document.xml", hostile}})});
  EXPECT_FALSE(out.unread.empty());
}

TEST(Docx, SurvivesDeepNestingAndAnyCut) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<w:tbl><w:tr><w:tc>";
  const ReadSource out = read_source({"a.docx", docx("<w:p><w:r><w:t>The pier is lost.</w:t></w:r></w:p>" + deep)});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_THAT(out.documents[0].remarks, Contains(Field(&Remark::code, "truncated")));
  const std::string whole = docx("<w:p><w:r><w:t>The pier is lost.</w:t></w:r></w:p>");
  for (size_t size = 0; size < whole.size(); ++size) {
    for (const Document& document : read_source({"a.docx", whole.substr(0, size)}).documents)
      EXPECT_TRUE(is_utf8(document.text));
  }
}

TEST(Xlsx, ShowsSheetsRowsAndDays) {
  const ReadSource out = read_source(
      {"sums.xlsx",
       testing::make_archive(
           "zip",
           {{"xl/workbook.xml",
             R"(<workbook xmlns:r="r"><sheets><sheet name="Payments" r:id="rId1"/><sheet name="None" r:id="rId2"/></sheets></workbook>)"},
            {"xl/_rels/workbook.xml.rels",
             R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="/xl/worksheets/sheet2.xml"/></Relationships>)"},
            {"xl/sharedStrings.xml",
             R"(<sst><si><t>Payee</t></si><si><r><t>Lumen</t></r><r><t> Works</t></r></si></sst>)"},
            {"xl/styles.xml",
             R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="dd\.mm\.yyyy"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>)"},
            {"xl/worksheets/sheet1.xml",
             R"(<worksheet><sheetData><row><c r="A1" t="s"><v>0</v></c><c r="C1" t="inlineStr"><is><t>Day</t></is></c></row>)"
             R"(<row><c r="A2" t="s"><v>1</v></c><c r="B2"><v>12.5</v></c><c r="C2" s="1"><v>43954</v></c></row><row><c r="XFE99999999"><v>1</v></c></row></sheetData></worksheet>)"},
            {"xl/worksheets/sheet2.xml", "<worksheet/>"}})});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].text, "Payments\n\nPayee\t\tDay\n\nLumen Works\t12.5\t2020-05-03\n\n1");
  ASSERT_THAT(out.documents[0].pages, SizeIs(1));
  EXPECT_EQ(out.documents[0].pages[0].label, "Payments");
}

TEST(Xlsx, OneTextInEveryCellIsCutOff) {
  std::string rows;
  for (int row = 0; row < 100; ++row) {
    rows += "<row>";
    for (char column = 'A'; column <= 'Z'; ++column) rows += fmt::format(R"(<c r="{}1" t="s"><v>0</v></c>)", column);
    rows += "</row>";
  }
  const std::string text(200'000, 'x');
  const ReadSource out = read_source(
      {"sums.xlsx",
       testing::make_archive(
           "zip",
           {{"xl/workbook.xml", R"(<workbook xmlns:r="r"><sheets><sheet name="A" r:id="rId1"/></sheets></workbook>)"},
            {"xl/_rels/workbook.xml.rels",
             R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)"},
            {"xl/sharedStrings.xml", "<sst><si><t>" + text + "</t></si></sst>"},
            {"xl/worksheets/sheet1.xml", "<worksheet><sheetData>" + rows + "</sheetData></worksheet>"}})});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_LE(out.documents[0].text.size(), (64U << 20) + 1000);
  EXPECT_THAT(out.documents[0].remarks, Contains(Field(&Remark::code, "truncated")));
}

TEST(OpenDocument, CellsRepeatedAMillionTimesAreCutOff) {
  const auto sheet = [](const std::string& cell) {
    std::string rows;
    for (int row = 0; row < 50; ++row)
      rows += "<table-row><table-cell number-columns-repeated=\"1000000\"><p>" + cell + "</p></table-cell></table-row>";
    return read_source(
        {"sums.ods",
         testing::make_archive("zip", {{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                                       {"content.xml", "<document-content><spreadsheet><table name=\"A\">" + rows +
                                                           "</table></spreadsheet></document-content>"}})});
  };
  const ReadSource few = sheet("7");
  ASSERT_THAT(few.documents, SizeIs(1)) << few.unread;
  EXPECT_LE(few.documents[0].text.size(), 50U * 2100);
  const ReadSource many = sheet(std::string(100'000, 'x'));
  ASSERT_THAT(many.documents, SizeIs(1)) << many.unread;
  EXPECT_LE(many.documents[0].text.size(), (64U << 20) + 2000);
  EXPECT_THAT(many.documents[0].remarks, Contains(Field(&Remark::code, "truncated")));
}

TEST(Pptx, ReadsSlidesInTheirOrderWithNotes) {
  const auto slide = [](const char* title, const char* words) {
    return fmt::format(
        R"(<sld xmlns:a="a"><sp><nvPr><ph type="title"/></nvPr><a:p><a:r><a:t>{}</a:t></a:r></a:p></sp><sp><a:p><a:r><a:t>{}</a:t></a:r></a:p></sp></sld>)",
        title, words);
  };
  const ReadSource out = read_source(
      {"talk.pptx",
       testing::make_archive(
           "zip",
           {{"ppt/presentation.xml",
             R"(<presentation xmlns:r="r"><sldIdLst><sldId id="7" r:id="b"/><sldId id="8" r:id="a"/></sldIdLst></presentation>)"},
            {"ppt/_rels/presentation.xml.rels",
             R"(<Relationships><Relationship Id="a" Target="slides/slide1.xml"/><Relationship Id="b" Target="slides/slide2.xml"/></Relationships>)"},
            {"ppt/slides/slide1.xml", slide("Second", "The road is open.")},
            {"ppt/slides/slide2.xml", slide("First", "The pier is lost.")},
            {"ppt/slides/_rels/slide2.xml.rels",
             R"(<Relationships><Relationship Id="n" Target="../notesSlides/n1.xml"/></Relationships>)"},
            {"ppt/notesSlides/n1.xml", slide("First", "Say it slowly.")}})});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].text,
            "First\n\nThe pier is lost.\n\nFirst\n\nSay it slowly.\n\nSecond\n\nThe road is open.");
  ASSERT_THAT(out.documents[0].pages, SizeIs(2));
  EXPECT_EQ(out.documents[0].pages[1].label, "2");
  EXPECT_EQ(out.documents[0].pages[1].span.of(out.documents[0].text), "Second\n\nThe road is open.");
}

TEST(OpenDocument, HasHeadingsNotesTablesAndLeavesDeletionsOut) {
  const ReadSource out = read_source(
      {"plan.odt",
       testing::make_archive(
           "zip",
           {{"mimetype", "application/vnd.oasis.opendocument.text"},
            {"content.xml",
             R"(<document-content><text><tracked-changes><changed-region><deletion><p>gone</p></deletion></changed-region></tracked-changes>)"
             R"(<h outline-level="1">The pier</h><p>It<s c="2"/>is lost<note><note-citation>1</note-citation><note-body><p>In 1911.</p></note-body></note>.</p>)"
             R"(<p>Seen.<annotation><creator>Theo</creator><date>2020-05-04T00:00:00</date><p>By whom?</p></annotation></p>)"
             R"(<table name="T"><table-row><table-cell><p>a</p></table-cell><table-cell number-columns-repeated="2"><p>b</p></table-cell></table-row></table></text></document-content>)"},
            {"meta.xml", R"(<m><creator>Ana</creator><date>2020-05-03T00:00:00</date></m>)"}})});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].text,
            "The pier\n\nIt  is lost[1].\n\nSeen.\n\na\tb\tb\n\n[1] In 1911.\n\nTheo, 2020-05-04: By whom?");
  EXPECT_EQ(out.documents[0].title, "The pier");
  EXPECT_EQ(out.documents[0].byline, "Ana");
  EXPECT_EQ(out.media_type, "application/vnd.oasis.opendocument.text");
}

TEST(Epub, ReadsTheSpine) {
  const ReadSource out = read_source(
      {"book.epub",
       testing::make_archive(
           "zip",
           {{"META-INF/container.xml",
             R"(<container><rootfiles><rootfile full-path="OPS/book.opf"/></rootfiles></container>)"},
            {"OPS/book.opf",
             R"(<package><metadata><title>The Pier</title><creator>Ana Prado</creator></metadata><manifest><item id="a" href="one%20a.xhtml"/><item id="b" href="two.xhtml"/></manifest><spine><itemref idref="b"/><itemref idref="a"/></spine></package>)"},
            {"OPS/one a.xhtml", "<html><body><p>It was old.</p></body></html>"},
            {"OPS/two.xhtml", "<html><body><h1>One</h1><p>The pier is lost.</p></body></html>"}})});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].text, "The Pier\n\nOne\n\nThe pier is lost.\n\nIt was old.");
  EXPECT_EQ(out.documents[0].byline, "Ana Prado");
}

TEST(Rtf, ReadsTextInItsCharsets) {
  const ReadSource out = read_source(
      {"note.rtf",
       R"({\rtf1\ansi\ansicpg1252{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset204 Arial Cyr;}}{\info{\title Plan}{\creatim\yr2020\mo5\dy3}})"
       R"({\*\secret hidden}{\pict 0a0b}Caf\'e9 for \u8364?5.\par{\f1 \'cf\'f0\'e8\'f5\'ee\'e4} \u-10179?\u-8704?\par)"
       R"(\pard\intbl one\cell two\cell\row\pard After{\footnote An old one.} it.\par})"});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].text, "Café for €5.\n\nПриход 😀\n\none\ttwo\n\nAfter[1] it.\n\n[1] An old one.");
  EXPECT_EQ(out.documents[0].title, "Plan");
  EXPECT_EQ(out.documents[0].header("created"), "2020-05-03");
}

TEST(Rtf, SurvivesNestingAndAnyCut) {
  const ReadSource deep = read_source({"a.rtf", "{\\rtf1 The pier." + std::string(1'000'000, '{')});
  ASSERT_THAT(deep.documents, SizeIs(1));
  EXPECT_THAT(deep.documents[0].remarks, Contains(Field(&Remark::code, "depth-limit")));
  const std::string whole = R"({\rtf1\ansi\uc2 A\'e9\u8364??\bin5 abcde{\footnote x}\cell\row\par})";
  for (size_t size = 5; size < whole.size(); ++size) {
    for (const Document& document : read_source({"a.rtf", whole.substr(0, size)}).documents)
      EXPECT_TRUE(is_utf8(document.text));
  }
}

}  // namespace
}  // namespace annals
