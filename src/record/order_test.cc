#include "record/order.h"

#include <gtest/gtest.h>

#include "record/events.h"
#include "tests/support/case_builder.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

const Event& of_type(const Record& record, const std::string& type) {
  for (const Event& event : record.events) {
    if (event.type == type) return event;
  }
  throw std::runtime_error("no event of type " + type);
}

TEST(Order, WhatCameBeforeADatedThingIsBoundedByIt) {
  CaseBuilder c;
  c.add("a", "en", "Otto Lund resigned from Norvik before Ines Prado sued Norvik on 3 May 2019.")
      .name("Otto Lund")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization)
      .time("3 May 2019", "2019-05-03")
      .claim("position.end", "resigned", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("")
      .claim("law.sue", "sued", {{"plaintiff", "Ines Prado"}, {"defendant", "Norvik"}})
      .dated("2019-05-03");
  const Record record = c.build();
  EXPECT_EQ(of_type(record, "position.end").edtf, "../2019-05-03");
  EXPECT_EQ(of_type(record, "law.sue").edtf, "2019-05-03");
  EXPECT_TRUE(record.conflicts.empty());
}

TEST(Order, BetweenTwoDatedThings) {
  CaseBuilder c;
  c.add("a", "en",
        "After Ines Prado founded Norvik, Otto Lund joined Norvik. Otto Lund joined Norvik before Norvik sued Halden "
        "Yard.")
      .name("Otto Lund")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .claim("organization.found", "founded", {{"founder", "Ines Prado"}, {"organization", "Norvik"}})
      .dated("2016-02-01")
      .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .claim("law.sue", "sued", {{"plaintiff", "Norvik"}, {"defendant", "Halden Yard"}})
      .dated("2018-07-09");
  const Record record = c.build();
  EXPECT_EQ(of_type(record, "position.start").days.earliest, parse_edtf("2016-02-01")->earliest);
}

TEST(Order, WordsBehindTheirClause) {
  CaseBuilder c;
  c.add("a", "zh", "伊内斯创办诺维克之后,奥托辞职。")
      .name("伊内斯")
      .name("奥托")
      .name("诺维克", EntityType::kOrganization)
      .claim("organization.found", "创办", {{"founder", "伊内斯"}, {"organization", "诺维克"}})
      .dated("2016-02-01")
      .claim("position.end", "辞职", {{"person", "奥托"}})
      .dated("");
  EXPECT_EQ(of_type(c.build(), "position.end").edtf, "2016-02-01/..");
}

TEST(Order, AnOrderThatNoDaysAllowIsAConflict) {
  CaseBuilder c;
  c.add("a", "en", "Otto Lund resigned from Norvik before Ines Prado sued Norvik.")
      .name("Otto Lund")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization)
      .claim("position.end", "resigned", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("2020-01-09")
      .claim("law.sue", "sued", {{"plaintiff", "Ines Prado"}, {"defendant", "Norvik"}})
      .dated("2019-05-03");
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "order");
}

TEST(Order, AnOrderOfDaysIsNoneOfClaims) {
  CaseBuilder c;
  c.add("a", "en", "Otto Lund resigned from Norvik two days before 5 May 2019. Ines Prado sued Norvik.")
      .name("Otto Lund")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization)
      .time("two days before 5 May 2019", "2019-05-03")
      .claim("position.end", "resigned", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .claim("law.sue", "sued", {{"plaintiff", "Ines Prado"}, {"defendant", "Norvik"}})
      .dated("");
  EXPECT_TRUE(of_type(c.build(), "law.sue").edtf.empty());
}

TEST(Order, OnOneDayAsItIsTold) {
  CaseBuilder c;
  c.add("a", "en", "After Ines Prado sued Norvik, Otto Lund resigned from Norvik.")
      .name("Otto Lund")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization)
      .claim("law.sue", "sued", {{"plaintiff", "Ines Prado"}, {"defendant", "Norvik"}})
      .dated("2019-05-03")
      .claim("position.end", "resigned", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("2019-05-03");
  c.add("b", "en", "Otto Lund resigned from Norvik. Ines Prado sued Norvik.")
      .name("Otto Lund")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization);
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 2U);
  EXPECT_EQ(record.events[0].type, "law.sue");
}

// 'Norvik sold Tarn Works two weeks after Ines Prado sued Norvik.'
DocumentBuilder& counted(CaseBuilder& c, const std::string& sold) {
  DocumentBuilder& document = c.add("a", "en", "Norvik sold Tarn Works two weeks after Ines Prado sued Norvik.")
                                  .name("Ines Prado")
                                  .name("Norvik", EntityType::kOrganization)
                                  .name("Tarn Works", EntityType::kOrganization)
                                  .claim("money.purchase", "sold", {{"seller", "Norvik"}, {"asset", "Tarn Works"}})
                                  .dated(sold)
                                  .claim("law.sue", "sued", {{"plaintiff", "Ines Prado"}, {"defendant", "Norvik"}})
                                  .dated("2019-06-10");
  Quantity weeks;
  weeks.span = {23, 32};
  weeks.type = QuantityType::kDuration;
  weeks.value = 2;
  weeks.unit = "week";
  document.reading.quantities.push_back(weeks);
  return document;
}

TEST(Order, WhatIsCountedFromAClauseIsDatedByIt) {
  CaseBuilder c;
  counted(c, "");
  EXPECT_EQ(of_type(c.build(), "money.purchase").edtf, "2019-06-24/2019-06-30");
}

TEST(Order, ACountThatNoDaysAllowIsAConflict) {
  for (const auto& [sold, conflicts] :
       {std::pair("2019-06-26", 0U), std::pair("2019-06-12", 1U), std::pair("2019-09-01", 1U)}) {
    CaseBuilder c;
    counted(c, sold);
    const Record record = c.build();
    ASSERT_EQ(record.conflicts.size(), conflicts) << sold;
    for (const Conflict& conflict : record.conflicts) EXPECT_EQ(conflict.slot, "order");
  }
}

TEST(Order, ADayCountedFromAClauseIsNotCountedFromAnotherDay) {
  CaseBuilder c;
  DocumentBuilder& document =
      c.add("a", "pt", "A Norvik vendeu a Tarn Works dois dias antes de Ines Prado processar a Norvik.")
          .name("Ines Prado")
          .name("Norvik", EntityType::kOrganization)
          .name("Tarn Works", EntityType::kOrganization)
          .time("dois dias antes", "2021-03-04")
          .claim("money.purchase", "vendeu", {{"seller", "Norvik"}, {"asset", "Tarn Works"}})
          .claim("law.sue", "processar", {{"plaintiff", "Ines Prado"}, {"defendant", "Norvik"}})
          .dated("2019-06-10");
  document.reading.times[0].basis = TimeBasis::kRelative;
  document.reading.claims[1].time = kNone;
  const Record record = c.build();
  EXPECT_EQ(of_type(record, "money.purchase").edtf, "../2019-06-10");
  EXPECT_TRUE(record.conflicts.empty());
}

TEST(Order, BoundsComeFromWhatOtherDocumentsSay) {
  CaseBuilder c;
  c.add("a", "en", "Otto Lund resigned from Norvik after Ines Prado sued Norvik.")
      .name("Otto Lund")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization)
      .claim("position.end", "resigned", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("")
      .claim("law.sue", "sued", {{"plaintiff", "Ines Prado"}, {"defendant", "Norvik"}})
      .dated("");
  c.add("b", "en", "On 3 May 2019 Ines Prado sued Norvik.")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization)
      .time("3 May 2019", "2019-05-03")
      .claim("law.sue", "sued", {{"plaintiff", "Ines Prado"}, {"defendant", "Norvik"}});
  c.add("c", "en", "On 9 April 2019 Otto Lund resigned from Norvik.")
      .name("Otto Lund")
      .name("Norvik", EntityType::kOrganization)
      .time("9 April 2019", "2019-04-09")
      .claim("position.end", "resigned", {{"person", "Otto Lund"}, {"organization", "Norvik"}});
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U) << "resigned before the suit that it is said to have followed";
  EXPECT_EQ(record.conflicts[0].slot, "order");
}

}  // namespace
}  // namespace annals
