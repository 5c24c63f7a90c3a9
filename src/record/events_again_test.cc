// What a document tells a second time is one event: in its headline, of the same suit, in what it denies, as what an
// offer offers.
#include <gtest/gtest.h>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

bool one_event(const Record& record, uint32_t a, uint32_t b, uint32_t document = 0) {
  return record.event_of[document][a] == record.event_of[document][b];
}

DocumentBuilder& two_suits(CaseBuilder& c, const std::string& second) {
  return c
      .add("a", "en",
           "On 3 May 2019 Norvik sued Otto Lund.\nThe harbour was quiet that spring.\n" + std::string(200, '.') +
               "\nNorvik " + second + " against Otto Lund goes on.")
      .name("Norvik", EntityType::kOrganization)
      .name("Otto Lund")
      .time("3 May 2019", "2019-05-03")
      .claim("law.sue", "sued", {{"plaintiff", "Norvik"}, {"defendant", "Otto Lund"}});
}

TEST(EventsAgain, ASuitThatADocumentComesBackTo) {
  CaseBuilder c;
  two_suits(c, "in the suit")
      .claim("law.sue", "the suit", {{"plaintiff", "Norvik"}, {"defendant", "Otto Lund"}})
      .dated("");
  EXPECT_TRUE(one_event(c.build(), 0, 1));
}

TEST(EventsAgain, SuitsOfTwoDaysAreTwoWhateverComesBackToThem) {
  CaseBuilder c;
  two_suits(c, "in the suit filed on 8 June 2020")
      .time("8 June 2020", "2020-06-08")
      .claim("law.sue", "the suit", {{"plaintiff", "Norvik"}, {"defendant", "Otto Lund"}});
  EXPECT_FALSE(one_event(c.build(), 0, 1));
}

TEST(EventsAgain, WhatTheHeadlineTells) {
  for (const bool heading : {false, true}) {
    CaseBuilder c;
    DocumentBuilder& a = c.add("a", "en", "Otto Lund backs the ferry\nA letter by Otto Lund backs it.");
    a.name("Otto Lund")
        .claim("stance.support", "backs the", {{"agent", "Otto Lund"}})
        .claim("stance.support", "backs it", {{"agent", "Otto Lund"}});
    a.document.blocks = {{heading ? BlockRole::kTitle : BlockRole::kBody, {0, 25}, "en"},
                         {BlockRole::kBody, {26, 57}, "en"}};
    EXPECT_EQ(one_event(c.build(), 0, 1), heading);
  }
}

TEST(EventsAgain, WhatIsDeniedInTheNextWords) {
  CaseBuilder c;
  c.add("a", "en", "In May 2019 Norvik demanded the harbour.\nNorvik denies that it demanded that.")
      .name("Norvik", EntityType::kOrganization)
      .time("May 2019", "2019-05")
      .claim("offer.make", "demanded the", {{"agent", "Norvik"}})
      .claim("offer.make", "demanded that", {{"agent", "Norvik"}})
      .dated("")
      .status(ClaimStatus::kDenied);
  const Record record = c.build();
  EXPECT_TRUE(one_event(record, 0, 1));
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "status");
}

TEST(EventsAgain, AMeetingThatOneOfThoseWhoMetDeniesInTheNextWords) {
  CaseBuilder c;
  c.add("a", "en", "In May 2019 Ines Prado met Otto Lund.\nOtto Lund denies having met Ines Prado.")
      .name("Ines Prado")
      .name("Otto Lund")
      .time("May 2019", "2019-05")
      .claim("communication.meet", "met Otto", {{"participant", "Ines Prado"}, {"participant", "Otto Lund"}})
      .claim("communication.meet", "met Ines", {{"participant", "Ines Prado"}, {"participant", "Otto Lund"}})
      .dated("")
      .status(ClaimStatus::kDenied);
  EXPECT_TRUE(one_event(c.build(), 0, 1));
}

TEST(EventsAgain, AnArrestToldOfInTheNextSentenceOfOneDay) {
  for (const bool one_day : {false, true}) {
    CaseBuilder c;
    c.add("a", "en", "On 3 May 2019 Otto Lund was arrested.\nThe arrest of Otto Lund was reported at noon.")
        .name("Otto Lund")
        .time("3 May 2019", "2019-05-03")
        .claim("law.charge", "arrested", {{"defendant", "Otto Lund"}})
        .claim("law.charge", "The arrest", {{"defendant", "Otto Lund"}})
        .dated(one_day ? "2019-05-03" : "2019-05");
    EXPECT_EQ(one_event(c.build(), 0, 1), one_day);
  }
}

TEST(EventsAgain, AnOfferAndWhatItOffersBehindAColon) {
  CaseBuilder c;
  c.add("a", "en", "In May 2019 Norvik made an offer: it would pay 3 million dollars.")
      .name("Norvik", EntityType::kOrganization)
      .money("3 million dollars", 3e6)
      .time("May 2019", "2019-05")
      .claim("offer.make", "offer", {{"agent", "Norvik"}})
      .claim("money.pay", "pay", {{"payer", "Norvik"}})
      .status(ClaimStatus::kProposed);
  EXPECT_TRUE(one_event(c.build(), 0, 1));
}

TEST(EventsAgain, APlanBesideTheDeedIsNotTheDeedOfAnother) {
  CaseBuilder c;
  c.add("a", "en", "In May 2019 Otto Lund planned to found Norvik.\nOn 8 December 2019 Otto Lund founded Norvik.")
      .name("Otto Lund")
      .name("Norvik", EntityType::kOrganization)
      .time("May 2019", "2019-05")
      .time("8 December 2019", "2019-12-08")
      .claim("organization.found", "planned", {{"founder", "Otto Lund"}, {"organization", "Norvik"}})
      .status(ClaimStatus::kPlanned)
      .claim("organization.found", "founded", {{"founder", "Otto Lund"}, {"organization", "Norvik"}});
  c.add("b", "en", "Otto Lund founded Norvik in 2019.")
      .name("Otto Lund")
      .name("Norvik", EntityType::kOrganization)
      .time("2019", "2019")
      .claim("organization.found", "founded", {{"founder", "Otto Lund"}, {"organization", "Norvik"}});
  const Record record = c.build();
  EXPECT_EQ(record.event_of[1][0], record.event_of[0][1]);
  EXPECT_NE(record.event_of[1][0], record.event_of[0][0]);
}

TEST(EventsAgain, APlanOfOneTellingLongAfterIsNoConflict) {
  for (const bool told_by_two : {false, true}) {
    CaseBuilder c;
    for (const char* id : {"a", "b", "c"}) {
      const bool done = *id == 'a' || (*id == 'c' && !told_by_two);
      c.add(id, "en", std::string(id) + " wrote: Otto Lund joined Norvik in June 2019.")
          .published(*id == 'a'   ? "2021-02-01"
                     : *id == 'b' ? "2021-03-01"
                                  : "2021-04-01")
          .name("Norvik", EntityType::kOrganization)
          .name("Otto Lund")
          .time("June 2019", "2019-06")
          .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
          .status(done ? ClaimStatus::kAsserted : ClaimStatus::kPlanned);
    }
    EXPECT_EQ(c.build().conflicts.size(), told_by_two ? 1U : 0U);
  }
}

// Payments from one month to another, told by two documents of which one retells a sentence of the other, or of none.
CaseBuilder payments(bool retold) {
  const std::string other = "The frost was hard, and the nets stayed dry.\n";
  CaseBuilder c;
  auto& a = c.add("1", "en",
                  std::string(retold ? "Norvik paid 62 million dollars to Halden Yard on 3 May 2019 for works of 45 "
                                       "million.\n"
                                     : "") +
                      other + "Paid were 12 million dollars between August 2016 and May 2018.");
  auto& b = c.add("2", "pt",
                  std::string(retold ? "A Norvik pagou 62 milhões de dólares à Halden Yard em 3 de maio de 2019 por "
                                       "obras de 45 milhões.\n"
                                     : "") +
                      "Foram pagos 9 milhões de euros de agosto de 2016 a maio de 2018.");
  if (retold) {
    a.name("Norvik", EntityType::kOrganization).name("Halden Yard", EntityType::kOrganization);
    a.money("62 million dollars", 6.2e7).money("45 million", 4.5e7).time("3 May 2019", "2019-05-03");
    b.name("Norvik", EntityType::kOrganization).name("Halden Yard", EntityType::kOrganization);
    b.money("62 milhões de dólares", 6.2e7).money("45 milhões", 4.5e7).time("3 de maio de 2019", "2019-05-03");
  }
  a.money("12 million dollars", 1.2e7).time("between August 2016 and May 2018", "2016-08/2018-05");
  a.claim("money.pay", "Paid were", {});
  b.money("9 milhões de euros", 9e6, "EUR").time("de agosto de 2016 a maio de 2018", "2016-08/2018-05");
  b.claim("money.pay", "pagos", {});
  return c;
}

TEST(EventsAgain, PaymentsFromOneMonthToAnotherAreOneSeriesInOneStory) {
  EXPECT_EQ(payments(true).build().events.size(), 1U);
  EXPECT_EQ(payments(false).build().events.size(), 2U);
}

}  // namespace
}  // namespace annals
