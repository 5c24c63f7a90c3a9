// Conflicts between tellings that were read in part only: events_test.cc has the plain ones.
#include <gtest/gtest.h>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

TEST(Conflicts, TwoDigitsInAnotherOrder) {
  CaseBuilder c;
  c.add("a", "en", "The ferry yard went to Norvik for 1,480,000 dollars.")
      .name("Norvik", EntityType::kOrganization)
      .money("1,480,000 dollars", 1480000)
      .claim("money.purchase", "went", {{"buyer", "Norvik"}});
  c.add("b", "en", "Norvik paid 1,840,000 dollars.")
      .name("Norvik", EntityType::kOrganization)
      .money("1,840,000 dollars", 1840000)
      .claim("money.pay", "paid", {{"payer", "Norvik"}});
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].cause, "digits");
}

TEST(Conflicts, OfOneDocumentThatKnowsBothSumsNoneIsAMisprint) {
  CaseBuilder c;
  c.add("a", "en", "The ferry yard went to Norvik for 1,480,000 dollars; the ferries had cost 1,840,000 dollars.")
      .name("Norvik", EntityType::kOrganization)
      .money("1,480,000 dollars", 1480000)
      .money("1,840,000 dollars", 1840000)
      .claim("money.purchase", "went", {{"buyer", "Norvik"}});
  c.add("b", "en", "Norvik paid 1,840,000 dollars.")
      .name("Norvik", EntityType::kOrganization)
      .money("1,840,000 dollars", 1840000)
      .claim("money.pay", "paid", {{"payer", "Norvik"}});
  EXPECT_TRUE(c.build().conflicts.empty());
}

// Somebody who leaves once, on a day of which a second document may think otherwise.
DocumentBuilder& leaves(CaseBuilder& c, const std::string& id, const std::string& day, const std::string& edtf) {
  return c.add(id, "en", "Otto Lund left Norvik on " + day + ".")
      .name("Otto Lund")
      .name("Norvik", EntityType::kOrganization)
      .time(day, edtf)
      .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Norvik"}});
}

TEST(Conflicts, DaysOfNoStatedYear) {
  CaseBuilder c;
  leaves(c, "a", "17 November", "XXXX-11-17");
  leaves(c, "b", "18 November 2019", "2019-11-18");
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 1U);
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "date");
}

TEST(Conflicts, ADayOfNoStatedYearAndThatDayOfAYearAgree) {
  CaseBuilder c;
  leaves(c, "a", "17 November", "XXXX-11-17");
  leaves(c, "b", "17 November 2019", "2019-11-17");
  EXPECT_TRUE(c.build().conflicts.empty());
}

TEST(Conflicts, ASeasonHasNoFirstDay) {
  CaseBuilder c;
  leaves(c, "a", "the summer of 2019", "2019-22");
  leaves(c, "b", "12 September 2019", "2019-09-12");
  EXPECT_TRUE(c.build().conflicts.empty());
}

TEST(Conflicts, AYearThatNoWordStatesIsNone) {
  for (const TimeBasis basis : {TimeBasis::kExplicit, TimeBasis::kInherited}) {
    CaseBuilder c;
    leaves(c, "a", "21 September", "2018-09-21").reading.claims[0].time_basis = basis;
    leaves(c, "b", "21 September 2019", "2019-09-21");
    const Record record = c.build();
    EXPECT_EQ(record.events.size(), basis == TimeBasis::kInherited ? 1U : 2U);
    EXPECT_TRUE(basis == TimeBasis::kExplicit || record.conflicts.empty());
  }
}

TEST(Conflicts, WhatADocumentTellsAndWhomItQuotesDenies) {
  CaseBuilder c;
  c.add("a", "en",
        "In June 2019 Norvik offered Halden Yard half of its ferries.\nNever did Norvik offer Halden Yard that, its "
        "chairman says.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .time("June 2019", "2019-06")
      .claim("offer.make", "offered", {{"agent", "Norvik"}, {"recipient", "Halden Yard"}})
      .claim("offer.make", "offer Halden", {{"agent", "Norvik"}, {"recipient", "Halden Yard"}})
      .status(ClaimStatus::kDenied);
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "status");
}

TEST(Conflicts, ASumIsToldByTheSuitBesideItToo) {
  CaseBuilder c;
  const auto sues = [&](const std::string& id, const std::string& sum, double value) {
    c.add(id, "en", "On 11 April 2019 Norvik sued Otto Lund and asked that he pay " + sum + " for the ferries.")
        .name("Norvik", EntityType::kOrganization)
        .name("Otto Lund")
        .money(sum, value)
        .time("11 April 2019", "2019-04-11")
        .claim("law.sue", "sued", {{"plaintiff", "Norvik"}, {"defendant", "Otto Lund"}})
        .claim("money.pay", "pay", {{"payer", "Otto Lund"}, {"payee", "Norvik"}})
        .reading.claims[0]
        .quantities.clear();
  };
  sues("a", "1.4 million dollars", 1.4e6);
  sues("b", "1.4 billion dollars", 1.4e9);
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].cause, "scale");
  for (const ConflictValue& value : record.conflicts[0].values) EXPECT_EQ(value.claims.size(), 2U);
}

}  // namespace
}  // namespace annals
