// What keeps two tellings apart, above all in one document.
#include <gtest/gtest.h>

#include "base/date.h"
#include "record/claim_days.h"
#include "record/events.h"
#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

uint32_t event_at(const Record& record, uint32_t document, uint32_t claim) { return record.event_of[document][claim]; }

// 'Norvik sued ...' of one document, with the suit and what it accuses of.
DocumentBuilder& suit(CaseBuilder& c, const std::string& id, const std::string& text, const std::string& sued,
                      const std::string& accused) {
  return c.add(id, "en", text)
      .name("Norvik", EntityType::kOrganization)
      .name("Otto Lund")
      .time("3 May 2019", "2019-05-03")
      .claim("law.sue", sued, {{"plaintiff", "Norvik"}, {"defendant", "Otto Lund"}})
      .claim("stance.accuse", accused, {{"agent", "Norvik"}, {"target", "Otto Lund"}});
}

TEST(EventsApart, ASuitAndWhatItAccusesOfAreTwoInEveryDocument) {
  CaseBuilder c;
  suit(c, "a", "On 3 May 2019 Norvik sued Otto Lund, whom Norvik accuses of theft.", "sued", "accuses");
  suit(c, "b", "Norvik went to court against Otto Lund on 3 May 2019 and charged Otto Lund with theft.", "went",
       "charged");
  const Record record = c.build();
  EXPECT_NE(event_at(record, 0, 0), event_at(record, 0, 1));
  EXPECT_EQ(event_at(record, 0, 0), event_at(record, 1, 0));
  EXPECT_EQ(event_at(record, 0, 1), event_at(record, 1, 1));
}

TEST(EventsApart, ADocumentThatSendsSomebodyToTwoFirmsTellsOfTwoPosts) {
  CaseBuilder c;
  c.add("a", "en", "In May 2019 Otto Lund joined Norvik.\nA cousin says that Otto Lund joined Halden Yard.")
      .name("Otto Lund")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .time("May 2019", "2019-05")
      .claim("position.start", "joined Norvik", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .claim("position.start", "joined Halden", {{"person", "Otto Lund"}, {"organization", "Halden Yard"}})
      .dated("");
  const Record record = c.build();
  EXPECT_NE(event_at(record, 0, 0), event_at(record, 0, 1));
}

TEST(EventsApart, TwoDatesOfOneDocument) {
  Claim may, june;
  may.days = parse_edtf("2019-05").value();
  june.days = parse_edtf("2020-06").value();
  ClaimView a, b;
  a.claim = &may;
  b.claim = &june;
  a.own_date = true;
  EXPECT_FALSE(one_document_two_dates(a, b, false));  // one is that of the sentences before
  EXPECT_TRUE(one_document_two_dates(a, b, true));
  b.own_date = true;
  EXPECT_TRUE(one_document_two_dates(a, b, false));
  b.ref.document = 1;
  EXPECT_FALSE(one_document_two_dates(a, b, true));
}

TEST(EventsApart, TwoFirmsThatDismissOneManDismissHimTwice) {
  for (const bool one_firm : {false, true}) {
    CaseBuilder c;
    c.add("a", "en",
          "In May 2019 Norvik dismissed Otto Lund from Norvik.\nIn May 2019 Halden Yard dismissed Otto Lund from " +
              std::string(one_firm ? "Norvik." : "Halden Yard."))
        .name("Otto Lund")
        .name("Norvik", EntityType::kOrganization)
        .name("Halden Yard", EntityType::kOrganization)
        .time("May 2019", "2019-05")
        .claim("position.dismiss", "dismissed", {{"by", "Norvik"}, {"person", "Otto Lund"}, {"organization", "Norvik"}})
        .claim("position.dismiss", "Yard dismissed",
               {{"by", "Halden Yard"}, {"person", "Otto Lund"}, {"organization", one_firm ? "Norvik" : "Halden Yard"}})
        .dated("2019-05");
    EXPECT_EQ(event_at(c.build(), 0, 0) == event_at(c.build(), 0, 1), one_firm);
  }
}

TEST(EventsApart, TwoSayingsInTheSameFewWords) {
  CaseBuilder c;
  DocumentBuilder& a =
      c.add("a", "en",
            "In May 2019 Norvik spoke.\nThey say it of the ferry.\n" + std::string(200, '.') + "\nThey say: the yard.")
          .name("Norvik", EntityType::kOrganization)
          .time("May 2019", "2019-05")
          .claim("communication.say", "They say it", {{"speaker", "Norvik"}})
          .dated("2019-05")
          .claim("communication.say", "They say:", {{"speaker", "Norvik"}})
          .dated("2019-05");
  for (Claim& claim : a.reading.claims) claim.evidence = claim.trigger;
  EXPECT_NE(event_at(c.build(), 0, 0), event_at(c.build(), 0, 1));
}

TEST(EventsApart, WhatWasPaidAndThatItStoppedAreTwo) {
  CaseBuilder c;
  c.add("a", "en",
        "By May 2019 Ines Prado had paid Norvik 3 million dollars.\nIn May 2019 Ines Prado stopped paying Norvik.")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization)
      .money("3 million dollars", 3e6)
      .time("May 2019", "2019-05")
      .claim("money.fund", "paid", {{"giver", "Ines Prado"}, {"recipient", "Norvik"}})
      .claim("money.fund", "stopped", {{"giver", "Ines Prado"}, {"recipient", "Norvik"}})
      .dated("2019-05")
      .status(ClaimStatus::kRejected);
  c.add("b", "en", "Ines Prado gave Norvik no more money from May 2019 on.")
      .name("Ines Prado")
      .name("Norvik", EntityType::kOrganization)
      .time("May 2019", "2019-05")
      .claim("money.fund", "gave", {{"giver", "Ines Prado"}, {"recipient", "Norvik"}})
      .status(ClaimStatus::kRejected);
  const Record record = c.build();
  EXPECT_NE(event_at(record, 0, 0), event_at(record, 0, 1));
  EXPECT_EQ(event_at(record, 0, 1), event_at(record, 1, 0));
}

TEST(EventsApart, TwoRulingsInARowAreTwoAndEachIsFoundInTheOtherReport) {
  CaseBuilder c;
  const auto report = [&](const std::string& id, const std::string& text, const std::string& first,
                          const std::string& second) {
    c.add(id, "en", text)
        .name("Vera Tarn")
        .name("Norvik", EntityType::kOrganization)
        .time("3 May 2019", "2019-05-03")
        .claim("law.rule", first, {{"court", "Vera Tarn"}})
        .claim("law.rule", second, {{"court", "Vera Tarn"}})
        .dated("2019-05-03");
  };
  report("a", "On 3 May 2019 Judge Vera Tarn kept the ledgers of Norvik sealed. She put the trial down for autumn.",
         "kept", "put");
  report("b", "Judge Vera Tarn left the ledgers of Norvik sealed on 3 May 2019. The trial comes in autumn, she said.",
         "left", "comes");
  const Record record = c.build();
  EXPECT_NE(event_at(record, 0, 0), event_at(record, 0, 1));
  EXPECT_NE(event_at(record, 1, 0), event_at(record, 1, 1));
}

TEST(EventsApart, ALetterAndTheWordsOfItAreOneMessage) {
  CaseBuilder c;
  c.add("a", "en", "Ines Prado sent Otto Lund a note on 3 May 2019. “The cranes are rotting on the quay,” she wrote.")
      .name("Ines Prado")
      .name("Otto Lund")
      .time("3 May 2019", "2019-05-03")
      .claim("communication.write", "sent", {{"speaker", "Ines Prado"}, {"addressee", "Otto Lund"}})
      .claim("communication.write", "wrote", {{"speaker", "Ines Prado"}, {"addressee", "Otto Lund"}})
      .dated("2019-05-03");
  DocumentBuilder& last = c.add("b", "en", "Nothing else is known of that spring.");
  static_cast<void>(last);
  const Record record = c.build();
  EXPECT_EQ(record.events.size(), 2U) << "no quotation was read: they may be two letters";
}

TEST(EventsApart, WhatTwoDocumentsTellButOnceInAMonthIsOneThing) {
  CaseBuilder c;
  c.add("a", "en", "In a note of March 2011 Ines Prado, who kept the books of the yard, priced the cranes.")
      .name("Ines Prado")
      .time("March 2011", "2011-03")
      .claim("communication.write", "note", {{"speaker", "Ines Prado"}});
  c.add("b", "en", "The figures followed in March 2011: Ines Prado wrote down what the hull would cost.")
      .name("Ines Prado")
      .time("March 2011", "2011-03")
      .claim("communication.write", "wrote", {{"speaker", "Ines Prado"}});
  c.add("c", "en", "In March 2011 Ines Prado wrote to the mayor.\nIn March 2011 Ines Prado also wrote to the bishop.")
      .name("Ines Prado")
      .time("March 2011", "2011-03")
      .claim("communication.write", "wrote to the mayor", {{"speaker", "Ines Prado"}})
      .claim("communication.write", "wrote to the bishop", {{"speaker", "Ines Prado"}})
      .dated("2011-03");
  const Record record = c.build();
  EXPECT_EQ(event_at(record, 0, 0), event_at(record, 1, 0));
  EXPECT_NE(event_at(record, 2, 0), event_at(record, 2, 1));
}

TEST(EventsApart, OfTwoKindsThatOneSideOfARetoldPassageTellsBothEachMeansItsOwn) {
  for (const bool both : {false, true}) {
    CaseBuilder c;
    const std::string bail = both ? " and let out for 9,000 dollars" : "";
    auto& a = c.add("a", "en",
                    "Norvik paid Halden Yard 62 million dollars on 3 May 2019 for works of 45 million. Otto Lund was "
                    "charged on 9 June 2019 over 7 million dollars" +
                        bail + ".")
                  .name("Norvik", EntityType::kOrganization)
                  .name("Halden Yard", EntityType::kOrganization)
                  .name("Otto Lund")
                  .money("62 million dollars", 6.2e7)
                  .money("45 million", 4.5e7)
                  .money("7 million dollars", 7e6)
                  .time("3 May 2019", "2019-05-03")
                  .time("9 June 2019", "2019-06-09")
                  .claim("law.charge", "charged", {{"defendant", "Otto Lund"}});
    if (both) a.claim("law.bail", "let out", {{"defendant", "Otto Lund"}}).dated("2019-06-09");
    c.add("b", "pt",
          "A Norvik pagou 62 milhões de dólares à Halden Yard em 3 de maio de 2019 por obras de 45 milhões. Otto Lund "
          "foi solto em 9 de junho de 2019 no caso dos 7 milhões de dólares.")
        .name("Norvik", EntityType::kOrganization)
        .name("Halden Yard", EntityType::kOrganization)
        .name("Otto Lund")
        .money("62 milhões de dólares", 6.2e7)
        .money("45 milhões", 4.5e7)
        .money("7 milhões de dólares", 7e6)
        .time("3 de maio de 2019", "2019-05-03")
        .time("9 de junho de 2019", "2019-06-09")
        .claim("law.bail", "solto", {{"defendant", "Otto Lund"}});
    const Record record = c.build();
    EXPECT_EQ(event_at(record, 0, 0) == event_at(record, 1, 0), !both);
    EXPECT_EQ(both, both && event_at(record, 0, 1) == event_at(record, 1, 0));
  }
}

TEST(EventsApart, AFounderMayGoByAShortFormOfTheFirmsName) {
  CaseBuilder c;
  c.add("a", "en", "In May 2019 Otto Lund founded Halden Yard with 4 million dollars.")
      .name("Otto Lund")
      .name("Halden Yard", EntityType::kOrganization)
      .time("May 2019", "2019-05")
      .claim("organization.found", "founded", {{"founder", "Otto Lund"}, {"organization", "Halden Yard"}});
  c.add("b", "en", "It was in May 2019 that Otto Lund set up Halden Yard Works.")
      .name("Otto Lund")
      .name("Halden Yard Works", EntityType::kOrganization)
      .time("May 2019", "2019-05")
      .claim("organization.found", "set up", {{"founder", "Otto Lund"}, {"organization", "Halden Yard Works"}});
  const Record record = c.build();
  EXPECT_EQ(event_at(record, 0, 0), event_at(record, 1, 0));
}

}  // namespace
}  // namespace annals
