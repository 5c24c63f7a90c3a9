#include "sources/load_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include "sources/bates.h"
#include "tests/support/any_text.h"

namespace annals {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Pair;

// --- numbers ---------------------------------------------------------------------------------------------------------

TEST(Bates, ANumberIsLettersAndTheLastDigits) {
  const auto number = parse_bates("qry-0000 012");
  ASSERT_TRUE(number.has_value());
  EXPECT_EQ(number->prefix, "QRY-");
  EXPECT_EQ(number->number, 12U);
  EXPECT_EQ(to_string(*number), "QRY-0000012");
  EXPECT_EQ(parse_bates("QRY-001.0003")->prefix, "QRY-001.");
  EXPECT_FALSE(parse_bates("2019").has_value()) << "a year is no number of a page";
  EXPECT_FALSE(parse_bates("no digits").has_value());
  EXPECT_FALSE(parse_bates("QRY0000000000000000000000001").has_value());
}

TEST(Bates, RangesAreWrittenInSeveralWays) {
  for (const char* text : {"QRY001 - QRY009", "QRY001–009", "QRY009..QRY001", "QRY001 - 009"}) {
    const auto range = parse_bates_range(text);
    ASSERT_TRUE(range.has_value()) << text;
    EXPECT_EQ(range->first.number, 1U) << text;
    EXPECT_EQ(range->second.number, 9U) << text;
  }
  EXPECT_FALSE(parse_bates_range("QRY001 - ABC009").has_value());
}

TEST(Bates, AllNumbersOfARange) {
  EXPECT_THAT(bates_between("Q098", "Q101"), ElementsAre("Q098", "Q099", "Q100", "Q101"));
  EXPECT_THAT(bates_between("Q1", "Q1"), ElementsAre("Q1"));
  EXPECT_THAT(bates_between("Q1", "R5"), ElementsAre("Q1", "R5"));
  EXPECT_EQ(bates_between("Q000000001", "Q999999999").size(), 2U) << "no range makes a million pages";
}

// --- DAT -------------------------------------------------------------------------------------------------------------

std::string dat(const std::vector<std::vector<std::string>>& rows, const std::string& quote = "\xC3\xBE") {
  std::string out;
  for (const auto& row : rows) {
    for (size_t i = 0; i < row.size(); ++i) out += (i > 0 ? "\x14" : "") + quote + row[i] + quote;
    out += "\r\n";
  }
  return out;
}

std::string utf16(std::string_view text) {
  std::string out = "\xFF\xFE";
  for (size_t i = 0; i < text.size(); ++i) {
    const auto lead = static_cast<unsigned char>(text[i]);
    const unsigned value = lead < 0x80 ? lead : ((lead & 0x1FU) << 6) | (static_cast<unsigned char>(text[++i]) & 0x3FU);
    out += static_cast<char>(value & 0xFF);
    out += static_cast<char>(value >> 8);
  }
  return out;
}

const std::vector<std::vector<std::string>> kRows = {
    {"BEGDOC", "ENDDOC", "BEGATTACH", "ENDATTACH", "CUSTODIAN", "SUBJECT", "DATESENT", "TEXTPATH", "File Size"},
    {"QRY001", "QRY003", "QRY001", "QRY005", "Jos\xC3\xA9 Prado", "The pier", "31/05/2020", ".\\TEXT\\QRY001.txt",
     "12"},
    {"QRY004", "QRY005", "QRY001", "QRY005", "Jos\xC3\xA9 Prado", "", "", ".\\TEXT\\QRY004.txt", ""}};

void expect_rows(const LoadFile& file) {
  ASSERT_EQ(file.records.size(), 2U);
  const LoadRecord& record = file.records[0];
  EXPECT_EQ(record.begin, "QRY001");
  EXPECT_EQ(record.end, "QRY003");
  EXPECT_EQ(record.text_path, ".\\TEXT\\QRY001.txt");
  EXPECT_EQ(record.date, "2020-05-31");
  EXPECT_THAT(record.fields, Contains(Pair("custodian", "Jos\xC3\xA9 Prado")));
  EXPECT_THAT(record.fields, Contains(Pair("attachment-end", "QRY005")));
  EXPECT_THAT(record.fields, Contains(Pair("subject", "The pier")));
  EXPECT_THAT(record.fields, Contains(Pair("file-size", "12")));
  EXPECT_THAT(page_numbers(record), ElementsAre("QRY001", "QRY002", "QRY003"));
  EXPECT_THAT(file.remarks, IsEmpty());
}

TEST(LoadFile, IsReadInEachEncoding) {
  const std::string text = dat(kRows);
  std::string latin = dat(kRows, "\xFE");
  for (size_t at; (at = latin.find("\xC3\xA9")) != std::string::npos;) latin.replace(at, 2, "\xE9");
  for (const std::string& bytes : {text, "\xEF\xBB\xBF" + text, utf16(text), latin}) {
    EXPECT_TRUE(is_load_file("load.dat", bytes.substr(0, 4096)));
    expect_rows(parse_load_file("load.dat", bytes));
  }
}

TEST(LoadFile, IsReadFromItsCsvVariants) {
  for (const std::string_view marks : {",\"", ";\"", "|^"}) {
    std::string text;
    for (const auto& row : kRows) {
      for (size_t i = 0; i < row.size(); ++i)
        text += (i > 0 ? std::string(1, marks[0]) : "") + marks[1] + row[i] + marks[1];
      text += "\n";
    }
    EXPECT_TRUE(is_load_file("load.csv", text)) << marks;
    expect_rows(parse_load_file("load.csv", text));
  }
}

TEST(LoadFile, ATableWithoutNumbersOfPagesIsNone) {
  EXPECT_FALSE(is_load_file("list.csv", "name,to,subject\nAna,Theo,The pier\n"));
  EXPECT_FALSE(is_load_file("list.csv", "DocID,amount\n1,2\n")) << "one column alone says little";
  EXPECT_FALSE(is_load_file("note.txt", "BEGDOC,ENDDOC\nQ1,Q2\n"));
  EXPECT_FALSE(is_load_file("x.dat", ""));
}

TEST(LoadFile, LineEndsAndThornsInsideACell) {
  const LoadFile file = parse_load_file(
      "load.dat", dat({{"BEGBATES", "ENDBATES", "EXTRACTEDTEXT"}, {"Q1", "Q1", "One.\xC2\xAETwo \xC3\xBEing."}}));
  ASSERT_EQ(file.records.size(), 1U);
  EXPECT_EQ(file.records[0].text, "One.\nTwo \xC3\xBEing.");
}

TEST(LoadFile, DatesThatMayBeReadInTwoWaysAreSaidToBe) {
  const auto dates = [](const std::vector<std::string>& written) {
    std::vector<std::vector<std::string>> rows = {{"BEGDOC", "ENDDOC", "DOCDATE"}};
    for (const std::string& one : written) rows.push_back({"Q1", "Q1", one});
    return parse_load_file("load.dat", dat(rows));
  };
  const LoadFile unclear = dates({"03/04/2020"});
  EXPECT_EQ(unclear.records[0].date, "2020-03-04");
  EXPECT_THAT(unclear.remarks, ElementsAre(Field(&Remark::code, "date-order-assumed")));
  const LoadFile days = dates({"03/04/2020", "13/04/2020"});
  EXPECT_EQ(days.records[0].date, "2020-04-03");
  EXPECT_THAT(days.remarks, IsEmpty());
  EXPECT_EQ(dates({"20200403"}).records[0].date, "2020-04-03");
  EXPECT_EQ(dates({"2020-04-03 10:00"}).records[0].date, "2020-04-03");
  EXPECT_EQ(dates({"99/99/2020"}).records[0].date, "");
}

TEST(LoadFile, RowsWithoutANumberAreNamed) {
  const LoadFile file = parse_load_file("load.dat", dat({{"BEGDOC", "ENDDOC"}, {"", ""}, {"Q2", "Q2"}}));
  EXPECT_EQ(file.records.size(), 1U);
  ASSERT_EQ(file.remarks.size(), 1U);
  EXPECT_THAT(file.remarks[0].message, HasSubstr("row 2"));
}

// --- OPT -------------------------------------------------------------------------------------------------------------

TEST(LoadFile, OpticonHasARowForEachPage) {
  const std::string text =
      "Q001,VOL1,.\\IMAGES\\Q001.TIF,Y,,,2\r\nQ002,VOL1,.\\IMAGES\\Q002.TIF,,,,\r\nQ003,VOL1,.\\IMAGES\\Q003.pdf,Y,,,"
      "1\r\n";
  EXPECT_TRUE(is_load_file("load.opt", text));
  const LoadFile file = parse_load_file("load.opt", text);
  EXPECT_TRUE(file.images);
  ASSERT_EQ(file.records.size(), 2U);
  EXPECT_EQ(file.records[0].end, "Q002");
  EXPECT_THAT(page_numbers(file.records[0]), ElementsAre("Q001", "Q002"));
  EXPECT_EQ(file.records[1].pages[0].image, ".\\IMAGES\\Q003.pdf");
}

TEST(LoadFile, SurvivesAnyCutAndAnyText) {
  const std::string text = dat(kRows);
  for (size_t size = 0; size <= text.size(); ++size) parse_load_file("load.dat", text.substr(0, size));
  rc::check("any text", [](const std::u32string& points) {
    const std::string any = testing::any_text(points);
    for (const char* name : {"x.dat", "x.opt", "x.csv"}) {
      is_load_file(name, any);
      parse_load_file(name, any);
    }
  });
}

// --- what a record says of a document --------------------------------------------------------------------------------

Document plain(std::string text) {
  Document document;
  document.text = std::move(text);
  document.blocks.push_back({BlockRole::kBody, {0, static_cast<uint32_t>(document.text.size())}, {}, 0});
  return document;
}

LoadRecord record(const std::string& begin, const std::string& end) {
  LoadRecord made;
  made.begin = begin;
  made.end = end;
  made.fields = {{"subject", "The pier"}, {"custodian", "Prado"}};
  made.date = "2020-05-31";
  return made;
}

TEST(Describe, FormFeedsAreBordersOfPages) {
  Document document = plain("one\ftwo\fthree\f");
  describe(record("Q1", "Q3"), document);
  ASSERT_EQ(document.pages.size(), 3U);
  EXPECT_EQ(document.pages[1].label, "Q2");
  EXPECT_EQ(document.pages[1].span.of(document.text), "two");
  EXPECT_EQ(document.title, "The pier");
  EXPECT_EQ(document.published, "2020-05-31");
  EXPECT_EQ(document.published_basis, DateBasis::kMetadata);
  EXPECT_EQ(document.header("custodian"), "Prado");
  EXPECT_EQ(document.header("bates-end"), "Q3");
}

TEST(Describe, PagesThatCannotBeToldApartAreCitedAsARange) {
  Document document = plain("one\ftwo");
  describe(record("Q1", "Q3"), document);
  ASSERT_EQ(document.pages.size(), 1U);
  EXPECT_EQ(document.pages[0].label, "Q1–Q3");
  EXPECT_THAT(document.remarks, ElementsAre(Field(&Remark::code, "pages-differ")));
}

TEST(ReadProduced, FilesOfPagesBecomeOneDocument) {
  ReadSource one, missing, three;
  one.documents.push_back(plain("First page."));
  missing.unread = "empty";
  three.documents.push_back(plain("Third page."));
  const ReadSource read = read_produced({one, missing, three}, record("Q1", "Q3"));
  ASSERT_EQ(read.documents.size(), 1U);
  const Document& document = read.documents[0];
  EXPECT_EQ(document.text, "First page.\n\nThird page.");
  ASSERT_EQ(document.pages.size(), 3U);
  EXPECT_EQ(document.pages[2].label, "Q3");
  EXPECT_EQ(document.pages[2].span.of(document.text), "Third page.");
  EXPECT_TRUE(document.pages[1].span.empty());
  EXPECT_EQ(document.blocks[1].span.of(document.text), "Third page.");
}

}  // namespace
}  // namespace annals
