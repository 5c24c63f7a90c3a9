#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "record/events.h"
#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;

std::vector<std::string> kinds(const Record& record) {
  std::vector<std::string> out;
  for (const Gap& gap : record.gaps) out.push_back(gap.kind);
  return out;
}

TEST(Gaps, AMessageThatIsAnsweredAndAbsent) {
  CaseBuilder c;
  c.add("1", "en", "See below.").header("message-id", "<1@x>").published("2019-05-03");
  c.add("2", "en", "Yes.")
      .header("message-id", "<2@x>")
      .header("in-reply-to", "<9@x>")
      .header("references", "<1@x> <9@x>");
  const Record record = c.build();
  ASSERT_EQ(kinds(record), std::vector<std::string>{"missing-reply"});
  EXPECT_EQ(record.gaps[0].document, 1U);
}

TEST(Gaps, ACreditedSourceThatIsNotInTheCase) {
  CaseBuilder c;
  c.add("1", "en", "Source: Harbour Gazette")
      .name("Harbour Gazette", EntityType::kOrganization)
      .credit("Harbour Gazette");
  EXPECT_EQ(kinds(c.build()), std::vector<std::string>{"cited-source"});
  c.add("2", "en", "An article.").document.byline = "By our reporter, Harbour Gazette";
  EXPECT_TRUE(c.build().gaps.empty());
}

TEST(Gaps, AReportThatTwoOriginsCiteAndNobodyHas) {
  CaseBuilder c;
  c.add("1", "en", "The court was shown the Lund Report last week.").name("Lund");
  EXPECT_TRUE(c.build().gaps.empty()) << "one citation is none";
  c.add("2", "pt", "Ninguém viu o relatório da Lund.").name("Lund");
  const Record record = c.build();
  ASSERT_EQ(kinds(record), std::vector<std::string>{"cited-source"});
  EXPECT_EQ(record.gaps[0].span.of(c.documents()[0].document->text), "Lund Report");
  c.add("3", "en", "The pumps are broken.").document.title = "Report by Lund on the pumps";
  EXPECT_TRUE(c.build().gaps.empty());
}

TEST(Gaps, SomebodyOfWhomNothingMoreIsTold) {
  CaseBuilder c;
  const auto tell = [&](const std::string& who, int from, int to) {
    for (int year = from; year < to; ++year) {
      for (const char* month : {"-02", "-05", "-09"}) {
        const std::string when = std::to_string(year) + month;
        c.add(who + when, "en", who + " criticised Norvik.")
            .name(who)
            .name("Norvik", EntityType::kOrganization)
            .claim("stance.oppose", "criticised", {{"agent", who}, {"target", "Norvik"}})
            .dated(when);
      }
    }
  };
  tell("Otto Lund", 2010, 2013);
  tell("Ines Prado", 2013, 2019);
  const Record record = c.build();
  const auto vanished =
      std::find_if(record.gaps.begin(), record.gaps.end(), [](const Gap& g) { return g.kind == "vanished"; });
  ASSERT_NE(vanished, record.gaps.end());
  EXPECT_EQ(record.entities[vanished->entity].name, "Otto Lund");
  EXPECT_EQ(vanished->count, 9U);
  EXPECT_EQ(to_string(*vanished->days.earliest), "2012-10-01");
  EXPECT_EQ(std::count_if(record.gaps.begin(), record.gaps.end(), [](const Gap& g) { return g.kind == "vanished"; }),
            1);
}

TEST(Gaps, NumberedExhibits) {
  CaseBuilder c;
  c.add("1", "en", "The letter is attached as Exhibit 3, and the ledger as Exhibit 4.");
  c.add("2", "en", "Exhibit 3\nDear Sir");
  const Record record = c.build();
  ASSERT_EQ(kinds(record), std::vector<std::string>{"missing-exhibit"});
  EXPECT_EQ(record.gaps[0].words, "Exhibit 4");
}

TEST(Gaps, ALongSilenceBetweenDenseTimes) {
  CaseBuilder c;
  auto& d = c.add("1", "en", "Ines Prado travelled.").name("Ines Prado");
  for (const char* day : {"2017-01-05", "2017-01-20", "2017-02-01", "2018-09-01", "2018-09-20", "2018-10-02"}) {
    d.claim("movement.travel", "travelled", {{"person", "Ines Prado"}}).dated(day);
  }
  const Record record = c.build();
  ASSERT_EQ(kinds(record), std::vector<std::string>{"silence"});
  EXPECT_EQ(to_string(*record.gaps[0].days.earliest), "2017-02-02");
}

TEST(Gaps, OneInterestedPartyAlone) {
  CaseBuilder c;
  auto& d = c.add("1", "en", "Norvik says it paid the yard.").name("Norvik", EntityType::kOrganization);
  for (const char* day : {"2019-01-01", "2019-02-02", "2019-04-04", "2019-05-05"}) {
    d.claim("money.pay", "paid", {{"payer", "Norvik"}}).dated(day).said_by("Norvik");
  }
  EXPECT_TRUE(c.build().gaps.empty());
  d.claim("money.pay", "paid", {{"payer", "Norvik"}}).dated("2019-03-03").said_by("Norvik");
  EXPECT_EQ(kinds(c.build()), std::vector<std::string>{"single-party"});
}

}  // namespace
}  // namespace annals
