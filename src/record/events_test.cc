#include "record/events.h"

#include <gtest/gtest.h>

#include <set>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

// A report of one sale, in words of its own.
DocumentBuilder& sale(CaseBuilder& c, const std::string& id, const std::string& text, const std::string& verb,
                      const std::string& amount, double value, const std::string& day, const std::string& edtf) {
  return c.add(id, "en", text)
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .money(amount, value)
      .time(day, edtf)
      .claim("money.purchase", verb, {{"buyer", "Norvik"}, {"asset", "Halden Yard"}});
}

uint32_t event_at(const Record& record, uint32_t document, uint32_t claim) { return record.event_of[document][claim]; }

TEST(Events, TellingsOfOnePurchaseAreOneEventWithTheMostPreciseDate) {
  CaseBuilder c;
  sale(c, "a", "Norvik bought Halden Yard for 40 million dollars on 3 May 2019, both firms said.", "bought",
       "40 million dollars", 4e7, "3 May 2019", "2019-05-03");
  sale(c, "b", "In May 2019 the shipyard changed hands: Norvik paid 40 million dollars for Halden Yard.", "paid",
       "40 million dollars", 4e7, "May 2019", "2019-05");
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 1U);
  EXPECT_EQ(record.events[0].edtf, "2019-05-03");
  EXPECT_EQ(record.events[0].independent_sources, 2U);
  EXPECT_EQ(record.events[0].quantities.size(), 1U);
  EXPECT_EQ(record.events[0].participants.size(), 2U);
  EXPECT_TRUE(record.conflicts.empty());
}

TEST(Events, ACopyIsNoSecondWitness) {
  CaseBuilder c;
  const std::string text =
      "Norvik bought Halden Yard for 40 million dollars on 3 May 2019, both firms said in a statement that was read "
      "out at the gate.";
  sale(c, "a", text, "bought", "40 million dollars", 4e7, "3 May 2019", "2019-05-03");
  sale(c, "b", text, "bought", "40 million dollars", 4e7, "3 May 2019", "2019-05-03");
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 1U);
  EXPECT_EQ(record.events[0].documents.size(), 2U);
  EXPECT_EQ(record.events[0].independent_sources, 1U);
}

TEST(Events, ACopyThatWasReadOtherwiseStillMeansTheSameEvent) {
  const std::string text =
      "After the vote of the board on 3 May 2019 Otto Lund left the firm Norvik, and Ines Prado was told of it by the "
      "clerk at the gate.";
  CaseBuilder c;
  for (const auto& [id, person] :
       {std::pair("a", "Otto Lund"), std::pair("b", "Ines Prado"), std::pair("c", "Otto Lund")}) {
    c.add(id, "en", *id == 'c' ? "Otto Lund left Norvik on 3 May 2019." : text)
        .name("Norvik", EntityType::kOrganization)
        .name("Otto Lund")
        .name(*id == 'c' ? "May" : "Ines Prado")
        .claim("position.end", "left", {{"person", person}, {"organization", "Norvik"}})
        .dated("2019-05-03");
  }
  const Record record = c.build();
  EXPECT_EQ(record.events.size(), 1U);
  EXPECT_EQ(record.events[0].independent_sources, 2U);
}

TEST(Events, TwoLettersOnOneDayAreTwoEvents) {
  CaseBuilder c;
  c.add("a", "en", "On 3 May 2019 Ines Prado wrote to Otto Lund about the cranes.")
      .name("Ines Prado")
      .name("Otto Lund")
      .time("3 May 2019", "2019-05-03")
      .claim("communication.write", "wrote", {{"speaker", "Ines Prado"}, {"addressee", "Otto Lund"}});
  c.add("b", "en",
        "Her second message of 3 May 2019, in which Ines Prado warned Otto Lund of a strike, was sent at night.")
      .name("Ines Prado")
      .name("Otto Lund")
      .time("3 May 2019", "2019-05-03")
      .claim("communication.write", "sent", {{"speaker", "Ines Prado"}, {"addressee", "Otto Lund"}});
  c.add("c", "en",
        "Ines Prado mailed Otto Lund on 3 May 2019.\nIn the evening of that day Ines Prado also sent him photographs "
        "of the hull.")
      .name("Ines Prado")
      .name("Otto Lund")
      .time("3 May 2019", "2019-05-03")
      .claim("communication.write", "mailed", {{"speaker", "Ines Prado"}, {"addressee", "Otto Lund"}})
      .claim("communication.write", "sent", {{"speaker", "Ines Prado"}, {"addressee", "Otto Lund"}})
      .dated("2019-05-03");
  const Record record = c.build();
  EXPECT_NE(event_at(record, 2, 0), event_at(record, 2, 1));
}

TEST(Events, ALetterOfOneDayToldByTwoIsOneAndLettersToTwoAreTwo) {
  CaseBuilder c;
  c.add(
       "a", "en",
       "On 3 May 2019 Ines Prado wrote to Otto Lund about cranes. That day Ines Prado wrote to Vera Tarn about cranes.")
      .name("Ines Prado")
      .name("Otto Lund")
      .name("Vera Tarn")
      .time("3 May 2019", "2019-05-03")
      .claim("communication.write", "wrote to Otto", {{"speaker", "Ines Prado"}, {"addressee", "Otto Lund"}})
      .claim("communication.write", "wrote to Vera", {{"speaker", "Ines Prado"}, {"addressee", "Vera Tarn"}})
      .dated("2019-05-03");
  c.add("b", "en", "Two days after the vote Otto Lund had a letter from Ines Prado.")
      .name("Ines Prado")
      .name("Otto Lund")
      .claim("communication.write", "letter", {{"speaker", "Ines Prado"}, {"addressee", "Otto Lund"}})
      .dated("2019-05-03")
      .reading.claims[0]
      .time_basis = TimeBasis::kInherited;
  const Record record = c.build();
  EXPECT_EQ(event_at(record, 0, 0), event_at(record, 1, 0));
  EXPECT_NE(event_at(record, 0, 0), event_at(record, 0, 1));
}

TEST(Events, AnOfferAndItsAcceptanceAreTwo) {
  CaseBuilder c;
  c.add("a", "en",
        "On 3 May 2019 Norvik offered 40 million dollars.\nHalden Yard accepted the 40 million on 3 May 2019 too.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .money("40 million dollars", 4e7)
      .time("3 May 2019", "2019-05-03")
      .claim("offer.make", "offered", {{"agent", "Norvik"}, {"recipient", "Halden Yard"}})
      .claim("offer.accept", "accepted", {{"agent", "Halden Yard"}, {"recipient", "Norvik"}})
      .dated("2019-05-03");
  EXPECT_EQ(c.build().events.size(), 2U);
}

TEST(Events, ASuitFiledWithdrawnAndFiledAgainIsThreeInOrder) {
  CaseBuilder c;
  c.add("a", "en",
        "The union of Halden sued Norvik on 9 June 2019. It had dropped nothing by then.\nIt withdrew the suit on 1 "
        "August 2019.\nIt went to court anew on 4 November 2019.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden", EntityType::kOrganization)
      .claim("law.sue", "anew", {{"plaintiff", "Halden"}, {"defendant", "Norvik"}})
      .dated("2019-11-04")
      .claim("law.sue", "sued", {{"plaintiff", "Halden"}, {"defendant", "Norvik"}})
      .dated("2019-06-09")
      .claim("law.withdraw", "withdrew", {{"plaintiff", "Halden"}, {"defendant", "Norvik"}})
      .dated("2019-08-01");
  c.add("b", "en", "Halden took Norvik to court in November 2019.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden", EntityType::kOrganization)
      .claim("law.sue", "took", {{"plaintiff", "Halden"}, {"defendant", "Norvik"}})
      .dated("2019-11");
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 3U);
  EXPECT_EQ(record.events[0].edtf, "2019-06-09");
  EXPECT_EQ(record.events[1].type, "law.withdraw");
  EXPECT_EQ(record.events[2].edtf, "2019-11-04");
  EXPECT_EQ(record.events[2].claims.size(), 2U);
}

TEST(Events, ASuitAmendedIsNeitherTheOldNorTheNewOne) {
  CaseBuilder c;
  auto& d = c.add("a", "en",
                  "Ines Prado sued Norvik on 3 May 2019. She withdrew it on 9 June 2019. Ines Prado sued Norvik again "
                  "on 1 August 2019. She amended it on 2 September 2019.");
  d.name("Ines Prado").name("Norvik", EntityType::kOrganization);
  for (const auto& [type, trigger, day] :
       {std::tuple("law.sue", "sued", "2019-05-03"), std::tuple("law.withdraw", "withdrew", "2019-06-09"),
        std::tuple("law.sue", "sued Norvik again", "2019-08-01"), std::tuple("law.amend", "amended", "2019-09-02")})
    d.claim(type, trigger, {{"plaintiff", "Ines Prado"}, {"defendant", "Norvik"}}).dated(day);
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 4U);
  EXPECT_EQ(record.events[0].type, "law.sue");
  EXPECT_EQ(record.events[1].type, "law.withdraw");
  EXPECT_EQ(record.events[2].type, "law.sue");
  EXPECT_EQ(record.events[3].type, "law.amend");
  EXPECT_TRUE(record.conflicts.empty());
}

TEST(Events, APartyThatOneTellingOnlyImpliesKeepsThemNotApart) {
  const auto events = [](const std::string& second, const std::string& asset) {
    CaseBuilder c;
    sale(c, "a", "Norvik bought Halden Yard for 40 million dollars on 3 May 2019.", "bought", "40 million dollars", 4e7,
         "3 May 2019", "2019-05-03");
    c.add("b", "en", second)
        .name("Norvik", EntityType::kOrganization)
        .name(asset, EntityType::kOrganization)
        .money("40 million dollars", 4e7)
        .time("3 May 2019", "2019-05-03")
        .claim("money.purchase", "paid", {{"buyer", "Norvik"}, {"asset", asset}});
    return c.build().events.size();
  };
  EXPECT_EQ(events("Tarn Dock was old.\nNorvik paid 40 million dollars for it on 3 May 2019.", "Tarn Dock"), 1U);
  EXPECT_EQ(events("Norvik paid 40 million dollars for Tarn Dock on 3 May 2019.", "Tarn Dock"), 2U);
}

TEST(Events, APlanAndADeedOnAnotherDayAreTwo) {
  CaseBuilder c;
  c.add("a", "en", "Otto Lund was to join Norvik in May.\nOtto Lund joined Norvik in June.")
      .name("Otto Lund")
      .name("Norvik", EntityType::kOrganization)
      .claim("position.start", "join", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("2019-05")
      .status(ClaimStatus::kPlanned)
      .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("2019-06");
  EXPECT_EQ(c.build().events.size(), 2U);
}

TEST(Events, WhatEachOfTwoDocumentsTellsButOnceIsOne) {
  CaseBuilder c;
  const auto charged = [&](const std::string& id, const std::string& text, const std::string& edtf) {
    c.add(id, "en", text).name("Otto Lund").claim("law.charge", "charge", {{"defendant", "Otto Lund"}}).dated(edtf);
  };
  charged("a", "The charge against Otto Lund was theft.", "");
  charged("b", "In spring prosecutors brought a charge: Otto Lund had taken the ledger.", "2019");
  EXPECT_EQ(c.build().events.size(), 1U);
}

TEST(Events, OfATypeThatTheOntologyLacksTheStoryTells) {
  CaseBuilder c;
  const auto quake = [&](const std::string& id, const std::string& text, const std::string& trigger) {
    c.add(id, "en", text).claim("nature.quake", trigger, {}).dated("");
  };
  quake("a", "The quake that shook Tarn tore the old harbour wall and sank nine ferries.", "quake");
  quake("b", "Nine ferries sank when the harbour wall of Tarn broke in the quake.", "quake");
  quake("c", "A quake was felt by herders of the high plateau, where it split two wells.", "quake");
  quake("d", "Bread is dear this winter.", "dear");
  const Record record = c.build();
  EXPECT_EQ(event_at(record, 0, 0), event_at(record, 1, 0));
  EXPECT_NE(event_at(record, 0, 0), event_at(record, 2, 0));
}

TEST(Events, DifferentPeopleLeaveInDifferentEvents) {
  CaseBuilder c;
  c.add("a", "en", "Ines Prado left Norvik on 3 May 2019.\nOtto Lund left Norvik on the same day.")
      .name("Norvik", EntityType::kOrganization)
      .name("Ines Prado")
      .name("Otto Lund")
      .claim("position.end", "left", {{"person", "Ines Prado"}, {"organization", "Norvik"}})
      .dated("2019-05-03")
      .claim("position.end", "same", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("2019-05-03");
  EXPECT_EQ(c.build().events.size(), 2U);
}

TEST(Events, UndatedEventsComeLast) {
  CaseBuilder c;
  c.add("a", "en", "Otto Lund joined Halden Yard.\nInes Prado founded Norvik in 2016.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .name("Ines Prado")
      .name("Otto Lund")
      .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Halden Yard"}})
      .claim("organization.found", "founded", {{"founder", "Ines Prado"}, {"organization", "Norvik"}})
      .dated("2016");
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 2U);
  EXPECT_EQ(record.events[0].type, "organization.found");
  EXPECT_FALSE(record.events[1].days.known());
}

TEST(Events, TheOrderOfDocumentsMakesNoDifference) {
  const auto add = [](CaseBuilder& c, int n) {
    if (n == 0)
      sale(c, "a", "Norvik bought Halden Yard for 40 million dollars on 3 May 2019.", "bought", "40 million dollars",
           4e7, "3 May 2019", "2019-05-03");
    if (n == 1)
      sale(c, "b", "Norvik took over Halden Yard for 4 million dollars on 3 May 2019.", "took", "4 million dollars",
           4e6, "3 May 2019", "2019-05-03");
    if (n == 2)
      sale(c, "c", "For 40 million dollars Halden Yard went to Norvik in May 2019.", "went", "40 million dollars", 4e7,
           "May 2019", "2019-05");
  };
  CaseBuilder forward;
  CaseBuilder backward;
  for (const int n : {0, 1, 2}) add(forward, n);
  for (const int n : {2, 1, 0}) add(backward, n);
  const Record x = forward.build();
  const Record y = backward.build();
  ASSERT_EQ(x.events.size(), y.events.size());
  for (size_t e = 0; e < x.events.size(); ++e) {
    EXPECT_EQ(x.events[e].id, y.events[e].id);
    EXPECT_EQ(x.events[e].claims, y.events[e].claims);
  }
  ASSERT_EQ(x.conflicts.size(), y.conflicts.size());
  for (size_t k = 0; k < x.conflicts.size(); ++k) EXPECT_EQ(x.conflicts[k].id, y.conflicts[k].id);
}

TEST(Conflicts, ALostZeroIsAConflictOfScale) {
  CaseBuilder c;
  sale(c, "a", "Norvik bought Halden Yard for 40 million dollars on 3 May 2019.", "bought", "40 million dollars", 4e7,
       "3 May 2019", "2019-05-03");
  sale(c, "b", "Norvik took over Halden Yard for 4 million dollars on 3 May 2019.", "took", "4 million dollars", 4e6,
       "3 May 2019", "2019-05-03");
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 1U);
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "amount");
  EXPECT_EQ(record.conflicts[0].cause, "scale");
  EXPECT_EQ(record.conflicts[0].values.size(), 2U);
  EXPECT_EQ(record.events[0].quantities.size(), 2U);  // both stay
}

TEST(Conflicts, DayAndMonthSwapped) {
  CaseBuilder c;
  for (const auto& [id, edtf] : {std::pair("a", "2019-05-03"), std::pair("b", "2019-03-05")}) {
    c.add(id, "en", std::string(id) + " says: Ines Prado founded Norvik then.")
        .name("Norvik", EntityType::kOrganization)
        .name("Ines Prado")
        .claim("organization.found", "founded", {{"founder", "Ines Prado"}, {"organization", "Norvik"}})
        .dated(edtf);
  }
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "date");
  EXPECT_EQ(record.conflicts[0].cause, "day-month order");
}

TEST(Conflicts, ADateThatOpensItsSentenceIsTheClaimsOwn) {
  CaseBuilder c;
  const auto leaves = [&](const std::string& id, const std::string& day, const std::string& edtf) {
    DocumentBuilder& d = c.add(id, "en", day + ", Otto Lund left Norvik.");
    d.name("Otto Lund")
        .name("Norvik", EntityType::kOrganization)
        .time(day, edtf)
        .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Norvik"}});
    d.reading.claims[0].evidence.begin = static_cast<uint32_t>(day.size()) + 2;  // as readers cut it
  };
  leaves("a", "On 30 June 2019", "2019-06-30");
  leaves("b", "On 3 July 2019", "2019-07-03");
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "date");
}

TEST(Conflicts, WhatIsToldAndLaterDenied) {
  CaseBuilder c;
  c.add("a", "en", "Otto Lund fled to Tarn on 9 October 2019.")
      .name("Otto Lund")
      .name("Tarn", EntityType::kPlace)
      .time("9 October 2019", "2019-10-09")
      .claim("movement.travel", "fled", {{"person", "Otto Lund"}, {"destination", "Tarn"}});
  c.add("b", "en", "Otto Lund says that he never went to Tarn.")
      .name("Otto Lund")
      .name("Tarn", EntityType::kPlace)
      .claim("movement.travel", "went", {{"person", "Otto Lund"}, {"destination", "Tarn"}})
      .dated("2020-11-05")
      .status(ClaimStatus::kDenied)
      .reading.claims[0]
      .time_basis = TimeBasis::kInherited;
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "status");
}

TEST(Conflicts, LostZerosOfOnePayment) {
  CaseBuilder c;
  const auto pays = [&](const std::string& id, const std::string& text, const std::string& sum, double value) {
    c.add(id, "en", text)
        .name("Norvik", EntityType::kOrganization)
        .name("Otto Lund")
        .money(sum, value)
        .claim("money.pay", "owes", {{"payer", "Norvik"}, {"payee", "Otto Lund"}});
  };
  pays("a", "Norvik owes Otto Lund 96 million dollars, the court found.", "96 million dollars", 96e6);
  pays("b", "By the ruling of that spring Norvik owes him, Otto Lund, 9.6 million dollars.", "9.6 million dollars",
       96e5);
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].cause, "scale");
}

TEST(Conflicts, PlannedAndDone) {
  CaseBuilder c;
  for (const char* id : {"a", "b"}) {
    c.add(id, "en", std::string(id) + " wrote: Otto Lund joined Norvik in June.")
        .name("Norvik", EntityType::kOrganization)
        .name("Otto Lund")
        .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
        .dated("2019-06")
        .status(*id == 'a' ? ClaimStatus::kAsserted : ClaimStatus::kPlanned);
  }
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "status");
}

Correction correction(uint64_t number, const std::string& action, const std::vector<std::string>& arguments) {
  Correction out;
  out.number = number;
  out.action = action;
  out.arguments = arguments;
  return out;
}

class EventCorrections : public ::testing::Test {
 protected:
  EventCorrections() {
    sale(c_, "a", "Norvik bought Halden Yard for 40 million dollars on 3 May 2019.", "bought", "40 million dollars",
         4e7, "3 May 2019", "2019-05-03");
    sale(c_, "b", "For 40 million dollars Halden Yard went to Norvik in May 2019.", "went", "40 million dollars", 4e7,
         "May 2019", "2019-05");
    c_.add("c", "en", "Otto Lund joined Norvik.")
        .name("Norvik", EntityType::kOrganization)
        .name("Otto Lund")
        .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Norvik"}});
    plain_ = c_.build();
  }
  CaseBuilder c_;
  Record plain_;
  std::vector<CorrectionOutcome> outcomes_;
};

TEST_F(EventCorrections, Reject) {
  const Record record = c_.build({correction(1, "reject-event", {plain_.events[0].id})}, &outcomes_);
  EXPECT_EQ(record.events.size(), 1U);
  EXPECT_EQ(event_at(record, 0, 0), kNone);
  EXPECT_TRUE(outcomes_.at(0).applied);
}

TEST_F(EventCorrections, RedateMovesTheEventInTheChronology) {
  const Record record = c_.build({correction(1, "redate-event", {plain_.events[1].id, "2018-02"})}, &outcomes_);
  EXPECT_EQ(record.events[0].type, "position.start");
  EXPECT_EQ(record.events[0].edtf, "2018-02");
}

TEST_F(EventCorrections, SplitAndMergeUndoEachOther) {
  const std::string event = plain_.events[0].id;
  const Record split = c_.build({correction(1, "split-event", {event, c_.claim("b", 0)})}, &outcomes_);
  EXPECT_EQ(split.events.size(), 3U);
  const Record merged = c_.build({correction(1, "split-event", {event, c_.claim("b", 0)}),
                                  correction(2, "merge-events", {event, c_.claim("b", 0)})});
  EXPECT_EQ(merged.events.size(), 2U);
}

TEST_F(EventCorrections, ConfirmAndMark) {
  const Record record = c_.build({correction(1, "confirm-event", {plain_.events[1].id}),
                                  correction(2, "mark-significance", {plain_.events[1].id, "key"}),
                                  correction(3, "note", {plain_.events[1].id, "seen in the register"})},
                                 &outcomes_);
  EXPECT_EQ(record.events[1].confidence, 1);
  EXPECT_EQ(record.events[1].significance, Significance::kKey);
  ASSERT_EQ(outcomes_.size(), 3U);
  for (const CorrectionOutcome& outcome : outcomes_) EXPECT_TRUE(outcome.applied) << outcome.why_not;
}

TEST_F(EventCorrections, WhatCannotBeDoneIsSaid) {
  c_.build({correction(1, "reject-event", {"e0000000000000000"}),
            correction(2, "redate-event", {plain_.events[0].id, "soon"}),
            correction(3, "split-event", {plain_.events[1].id, c_.claim("c", 0)}),
            correction(4, "mark-significance", {plain_.events[0].id, "huge"}), correction(5, "dance", {})},
           &outcomes_);
  ASSERT_EQ(outcomes_.size(), 5U);
  for (const CorrectionOutcome& outcome : outcomes_) {
    EXPECT_FALSE(outcome.applied) << outcome.number;
    EXPECT_FALSE(outcome.why_not.empty()) << outcome.number;
  }
}

TEST(Events, AnOfferAndWhatIsOfferedAreOne) {
  CaseBuilder c;
  c.add("a", "en", "Norvik offered to buy Halden from Lumen.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden", EntityType::kOrganization)
      .name("Lumen", EntityType::kOrganization)
      .claim("offer.make", "offered", {{"agent", "Norvik"}, {"recipient", "Lumen"}})
      .dated("2019-05-03")
      .claim("money.purchase", "buy", {{"buyer", "Norvik"}, {"asset", "Halden"}, {"seller", "Lumen"}})
      .dated("2019-05-03")
      .status(ClaimStatus::kProposed);
  EXPECT_EQ(c.build().events.size(), 1U);
}

TEST(Events, TwoStatementsOfTheSameWordsAreOne) {
  CaseBuilder c;
  DocumentBuilder& document =
      c.add("a", "en", "\"Nobody will ever sell this old yard,\" said Otto Lund, as Otto Lund told the Ledger.");
  document.name("Otto Lund")
      .name("the Ledger", EntityType::kOrganization)
      .claim("communication.say", "said", {{"speaker", "Otto Lund"}})
      .claim("communication.say", "told", {{"speaker", "Otto Lund"}, {"addressee", "the Ledger"}});
  Quote quote;
  quote.span = {1, 37};
  document.reading.quotes.push_back(quote);
  EXPECT_EQ(c.build().events.size(), 1U);
}

TEST(Events, NobodyBuysHimself) {
  CaseBuilder c;
  c.add("a", "en", "Norvik and Halden agreed on it: Norvik bought Halden.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden", EntityType::kOrganization)
      .claim("money.purchase", "bought", {{"buyer", "Norvik"}, {"buyer", "Halden"}, {"asset", "Halden"}});
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 1U);
  ASSERT_EQ(record.events[0].participants.size(), 2U);
  EXPECT_EQ(record.entities[record.events[0].participants[0].entity].name, "Norvik");
  EXPECT_EQ(record.events[0].participants[1].role, "asset");
}

TEST(Events, ADayOfAYearThatNobodyStatesIsStillADay) {
  CaseBuilder c;
  c.add("a", "en", "Norvik fired Otto Lund on 17 November.\nNorvik fired Otto Lund on 3 May.\nSo ended 17 November.")
      .name("Norvik", EntityType::kOrganization)
      .name("Otto Lund")
      .time("17 November", "XXXX-11-17")
      .time("3 May", "XXXX-05-03")
      .claim("position.dismiss", "fired Otto Lund on 17", {{"by", "Norvik"}, {"person", "Otto Lund"}})
      .claim("position.dismiss", "fired Otto Lund on 3", {{"by", "Norvik"}, {"person", "Otto Lund"}});
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 2U);
  std::set<std::string> days{record.events[0].edtf, record.events[1].edtf};
  EXPECT_EQ(days, (std::set<std::string>{"XXXX-05-03", "XXXX-11-17"}));
}

TEST(Conflicts, FoundersWhomOneDocumentNamesInTwoPlacesAreNoConflict) {
  CaseBuilder c;
  c.add("a", "en", "Otto Lund founded Norvik.\nInes Prado founded Norvik too.")
      .name("Norvik", EntityType::kOrganization)
      .name("Otto Lund")
      .name("Ines Prado")
      .claim("organization.found", "founded", {{"founder", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("2019-05-03")
      .claim("organization.found", "founded Norvik too", {{"founder", "Ines Prado"}, {"organization", "Norvik"}})
      .dated("2019-05-03");
  c.add("b", "en", "Otto Lund and Ines Prado founded Norvik.")
      .name("Norvik", EntityType::kOrganization)
      .name("Otto Lund")
      .name("Ines Prado")
      .claim("organization.found", "founded",
             {{"founder", "Otto Lund"}, {"founder", "Ines Prado"}, {"organization", "Norvik"}})
      .dated("2019-05-03");
  for (const Conflict& conflict : c.build().conflicts) EXPECT_NE(conflict.slot, "participant.founder");
}

TEST(Conflicts, OnePurchaseWithTwoPricesAlsoWhereItWasTakenForTwo) {
  CaseBuilder c;
  c.add("a", "en", "Lumen will buy Halden for 180 million dollars, it said on 27 September 2021.")
      .name("Lumen", EntityType::kOrganization)
      .name("Halden", EntityType::kOrganization)
      .money("180 million dollars", 1.8e8)
      .time("27 September 2021", "2021-09-27")
      .claim("money.purchase", "buy", {{"buyer", "Lumen"}, {"asset", "Halden"}})
      .status(ClaimStatus::kPlanned);
  c.add("b", "pt", "Em setembro de 2021 os ingleses queriam comprar a Halden por 150 milhões de dólares.")
      .name("Halden", EntityType::kOrganization)
      .money("150 milhões de dólares", 1.5e8)
      .time("setembro de 2021", "2021-09")
      .claim("money.purchase", "comprar", {{"asset", "Halden"}})
      .status(ClaimStatus::kPlanned);
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "amount");
  EXPECT_EQ(record.conflicts[0].values.size(), 2U);
}

}  // namespace
}  // namespace annals
