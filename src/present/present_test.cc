#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "present/chronology.h"
#include "present/event_view.h"
#include "present/export.h"
#include "present/headline.h"
#include "present/html.h"
#include "present/locale.h"
#include "present/terminal.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

using ::testing::HasSubstr;
using testing::languages;
using ::testing::Not;

TEST(EventView, ShowsTheFullestWordsThatTellWhatTheEventIs) {
  EventView view;
  EXPECT_EQ(view.plainest("en"), nullptr);
  const std::vector<std::tuple<const char*, uint32_t, bool>> tellings{
      {"pt", 90, true}, {"en", 60, false}, {"en", 20, true}, {"en", 30, true}};
  for (const auto& [language, end, typical] : tellings) {
    EvidenceView& evidence = view.evidence.emplace_back();
    evidence.language = language;
    evidence.end = end;
    evidence.typical = typical;
  }
  EXPECT_EQ(view.plainest("en"), &view.evidence[3]);
  EXPECT_EQ(view.plainest("pt"), &view.evidence[0]);
}

// A case with one event: Ana Prado (three scripts) and Theo Marsh found Lumen Works with two million dollars.
class HeadlineTest : public ::testing::Test {
 protected:
  HeadlineTest() {
    Record& record = contents_.record;
    record.entities.push_back({"p1",
                               EntityType::kPerson,
                               "Ana Prado",
                               {{"Ana Prado", "en", 5}, {"أنا برادو", "ar", 3}, {"安娜·普拉多", "zh", 2}},
                               {},
                               {}});
    record.entities.push_back({"p2", EntityType::kPerson, "Theo Marsh", {{"Theo Marsh", "en", 2}}, {}, {}});
    record.entities.push_back({"o1", EntityType::kOrganization, "Lumen Works", {{"Lumen Works", "en", 2}}, {}, {}});
    event_.type = "organization.found";
    event_.participants = {{"founder", 0, ""}, {"organization", 2, ""}};
    event_.quantities = {{"amount", QuantityType::kMoney, 2e6, std::nullopt, "USD"}};
  }
  std::string headline(std::string_view language) const {
    return HeadlineWriter(languages().languages(), language, contents_).headline(event_);
  }
  CaseContents contents_;
  Event event_;
};

// One document took a company for a person; the record knows better.
TEST_F(HeadlineTest, ExportedMentionsAreOfTheKindThatTheRecordGivesTheirEntity) {
  Document document;
  document.id = "d1";
  document.text = "Lumen Works";
  Reading reading;
  reading.entities.push_back({});
  reading.mentions.push_back({{0, 11}, EntityType::kPerson, 0, 1});
  contents_.documents = std::vector<Document>{document};
  contents_.readings = std::vector<Reading>{reading};
  contents_.record.entity_of = {{2}};
  contents_.record.event_of = {{}};
  std::string lines;
  export_json_lines(contents_, languages(), "en", false, [&](std::string_view line) { lines += line; });
  EXPECT_THAT(lines, HasSubstr(R"("text":"Lumen Works","entity":"o1","type":"organization")"));
}

TEST_F(HeadlineTest, AreInTheReadersLanguageAndScript) {
  EXPECT_EQ(headline("en"), "Ana Prado founds Lumen Works with $2 million");
  EXPECT_EQ(headline("pt"), "Ana Prado funda Lumen Works com US$\u00a02 milhões");
  EXPECT_EQ(headline("zh"), "安娜·普拉多创立Lumen Works，投入200万美元");
  EXPECT_EQ(headline("ar"), "تأسيس Lumen Works على يد أنا برادو بمبلغ 2 مليون دولار أمريكي");
}

// A sum that nobody gives exactly is not shown as if somebody did.
TEST_F(HeadlineTest, SaysHowExactlyASumIsTold) {
  contents_.documents = std::vector<Document>(1);
  Reading reading;
  reading.quantities.resize(2);
  for (Quantity& quantity : reading.quantities) {
    quantity.type = QuantityType::kMoney;
    quantity.value = 2e6;
    quantity.unit = "USD";
  }
  reading.quantities[0].bound = Bound::kAbout;
  reading.claims.resize(2);
  for (uint32_t i = 0; i < 2; ++i) reading.claims[i].quantities = {{"amount", i}};
  const auto told = [&](std::vector<ClaimRef> claims) {
    contents_.readings = std::vector<Reading>{reading};
    event_.claims = std::move(claims);
    return headline("en");
  };
  EXPECT_EQ(told({{0, 0}}), "Ana Prado founds Lumen Works with about $2 million");
  EXPECT_EQ(told({{0, 0}, {0, 1}}), "Ana Prado founds Lumen Works with $2 million");
  reading.quantities[0].bound = Bound::kAtMost;
  EXPECT_EQ(told({{0, 0}}), "Ana Prado founds Lumen Works with up to $2 million");
  reading.quantities[1].vague = true;
  EXPECT_EQ(told({{0, 1}}), "Ana Prado founds Lumen Works with at least $2 million");
}

TEST_F(HeadlineTest, SayInTheReadersLanguageWhatIsMissing) {
  Gap silence;
  silence.says = "silence";
  silence.days = *parse_edtf("2017-02-02/2018-08-31");
  const auto sentence = [&](const char* language, const Gap& gap) {
    return HeadlineWriter(languages().languages(), language, contents_).gap(gap);
  };
  EXPECT_EQ(sentence("en", silence), "Nothing is dated between February 1, 2017 and September 1, 2018.");
  EXPECT_EQ(sentence("zh", silence), "2017年2月1日至2018年9月1日之间没有任何有日期的事件。");
  Gap alone;
  alone.says = "single-party";
  alone.entity = 0;
  alone.count = 5;
  EXPECT_THAT(sentence("ar", alone), HasSubstr("أنا برادو"));
  for (const char* says :
       {"cited-source", "cited-work", "missing-reply", "missing-exhibit", "single-party", "vanished"}) {
    Gap gap = alone;
    gap.days = silence.days;
    gap.words = "Exhibit 4";
    gap.says = says;
    for (const char* language : {"ar", "en", "pt", "zh"}) {
      EXPECT_THAT(sentence(language, gap), Not(HasSubstr("{"))) << language;
      EXPECT_THAT(sentence(language, gap), Not(HasSubstr("gap_says"))) << language;
      EXPECT_TRUE(language == std::string("en") || sentence(language, gap) != sentence("en", gap)) << says << language;
    }
  }
}

TEST_F(HeadlineTest, AgreeWithTheNumberOfNames) {
  event_.participants.push_back({"founder", 1, ""});
  event_.quantities.clear();
  EXPECT_EQ(headline("en"), "Ana Prado and Theo Marsh found Lumen Works");
  EXPECT_EQ(headline("pt"), "Ana Prado e Theo Marsh fundam Lumen Works");
}

TEST_F(HeadlineTest, SayWhatIsNotCertain) {
  event_.status = ClaimStatus::kPlanned;
  EXPECT_EQ(headline("en"), "Planned: Ana Prado founds Lumen Works with $2 million");
  event_.type = "money.fund";
  event_.participants = {{"giver", 0, ""}, {"recipient", 2, ""}};
  event_.status = ClaimStatus::kRejected;
  EXPECT_EQ(headline("en"), "Ana Prado refuses to fund Lumen Works ($2 million)");
}

TEST_F(HeadlineTest, ShowBothOfTwoSumsToldAsOften) {
  Document document;
  document.language = "en";
  Reading reading;
  Quantity sum;
  sum.type = QuantityType::kMoney;
  sum.unit = "USD";
  sum.value = 2e6;
  reading.quantities.push_back(sum);
  sum.value = 3e6;
  reading.quantities.push_back(sum);
  Claim claim;
  claim.type = event_.type;
  claim.quantities = {{"amount", 0}};
  reading.claims = {claim, claim};
  reading.claims[1].quantities = {{"amount", 1}};
  contents_.documents = std::vector<Document>{document};
  contents_.readings = std::vector<Reading>{reading};
  contents_.record.entity_of = {{}};
  event_.claims = {{0, 0}, {0, 1}};
  event_.quantities.push_back({"amount", QuantityType::kMoney, 3e6, std::nullopt, "USD"});
  EXPECT_EQ(headline("en"), "Ana Prado founds Lumen Works with $2 million or $3 million");
  EXPECT_EQ(headline("zh"), "安娜·普拉多创立Lumen Works，投入200万美元或300万美元");
}

TEST_F(HeadlineTest, SayWhatWasSaid) {
  Document document;
  document.language = "en";
  document.text = "Ana Prado said: \"We will not sell the works.\"";
  Reading reading;
  Quote quote;
  quote.span = {17, 44};
  quote.speaker = 0;
  reading.quotes.push_back(quote);
  Claim claim;
  claim.type = "communication.say";
  claim.evidence = {0, 45};
  claim.trigger = {10, 14};
  claim.participants = {{"speaker", 0, {0, 9}, "", false, ""}};
  reading.claims = {claim};
  contents_.documents = std::vector<Document>{document};
  contents_.readings = std::vector<Reading>{reading};
  contents_.record.entity_of = {{0}};
  event_.type = claim.type;
  event_.claims = {{0, 0}};
  event_.participants = {{"speaker", 0, ""}};
  event_.quantities.clear();
  EXPECT_EQ(headline("en"), "Ana Prado says: “We will not sell the works.”");
  EXPECT_EQ(headline("pt"), "Ana Prado faz uma declaração") << "words in another language stay in the evidence";
}

TEST_F(HeadlineTest, DoWithWhatIsKnown) {
  event_.participants = {{"organization", 2, ""}};
  event_.quantities.clear();
  EXPECT_EQ(headline("en"), "Lumen Works is founded");
  event_.type = "position.start";
  event_.participants = {{"person", 0, ""}, {"position", kNone, "首席执行官"}};
  EXPECT_EQ(headline("en"), "Ana Prado takes up a post")
      << "words that the reader cannot read are left to the evidence";
  EXPECT_EQ(headline("zh"), "安娜·普拉多出任首席执行官");
}

TEST_F(HeadlineTest, EveryTypeHasOneInEveryLanguage) {
  for (const auto& [code, pack] : languages().languages().packs()) {
    const Table& types = languages().languages().ontology("types");
    ASSERT_FALSE(types.rows().empty());
    for (const Table::Row& row : types.rows()) {
      event_.type = types.get(row, "type");
      event_.participants.clear();
      for (size_t i = 0; i < 3; ++i) {
        EXPECT_NE(headline(code), "") << code << " " << event_.type;
        EXPECT_THAT(headline(code), Not(HasSubstr("{"))) << code << " " << event_.type;
        event_.participants.push_back(
            {std::string(types.get(row, "roles").substr(0, types.get(row, "roles").find(':'))),
             static_cast<uint32_t>(i), ""});
      }
      EXPECT_NE(headline(code), event_.type) << code;
    }
  }
}

TEST_F(HeadlineTest, DatesAreWords) {
  const HeadlineWriter english(languages().languages(), "en", contents_),
      chinese(languages().languages(), "zh", contents_);
  EXPECT_EQ(english.date("2018-02"), "February 2018");
  EXPECT_EQ(english.date("2017-23"), "autumn 2017");
  EXPECT_EQ(english.date("2016~"), "about 2016");
  EXPECT_EQ(english.date("201X"), "the 2010s");
  EXPECT_EQ(english.date("../2020-05"), "until May 2020");
  EXPECT_EQ(chinese.date("2018-02-20"), "2018年2月20日");
  EXPECT_EQ(english.date("XXXX-11-17"), "November 17");
  EXPECT_EQ(chinese.date("XXXX-11-17"), "11月17日");
  EXPECT_EQ(english.date("no date"), "no date");
}

TEST(Terminal, WideLettersTakeTwoColumns) {
  EXPECT_EQ(display_width("ab奥特"), 6U);
  EXPECT_EQ(display_width("e\u0301"), 1U);
  EXPECT_EQ(fit("安娜普拉多", 6), "安娜…");
  EXPECT_EQ(pad("安", 4), "安  ");
  for (const std::string& line : wrap("安娜普拉多于二零二零年创立公司 and more words", 10))
    EXPECT_LE(display_width(line), 11U);
}

TEST(Terminal, DocumentsCannotDriveIt) {
  EXPECT_EQ(one_line("a\x1b[2J\x07\nb"), "a [2J b");
  // A direction override ends with the piece it stands in.
  EXPECT_EQ(isolate("a\u202Eb"), "\u2068ab\u2069");
}

TEST(Html, NothingInATextIsMarkup) {
  EXPECT_EQ(html_escaped("<b a=\"1\" b='2'>&\x01"), "&lt;b a=&quot;1&quot; b=&#39;2&#39;&gt;&amp; ");
}

}  // namespace
}  // namespace annals
