// Conflicts between tellings that were read in part only: events_test.cc has the plain ones.
#include <gtest/gtest.h>

#include <algorithm>

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

TEST(Conflicts, ADateThatOpensTheNextClauseIsNoneOfTheClauseBefore) {
  CaseBuilder c;
  const auto refuses = [&](const std::string& id, const std::string& month, const std::string& edtf) {
    c.add(id, "en", "Otto Lund refused the offer, and in " + month + " he joined Norvik.")
        .name("Otto Lund")
        .name("Norvik", EntityType::kOrganization)
        .time(month, edtf)
        .claim("offer.reject", "refused", {{"agent", "Otto Lund"}})
        .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
        .reading.claims[0]
        .time = 0;
  };
  refuses("a", "May 2019", "2019-05");
  refuses("b", "June 2019", "2019-06");
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.events[record.conflicts[0].event].type, "position.start");
}

TEST(Conflicts, OneDocumentsCarriedDatesContradictNothingInIt) {
  for (const bool told_by_another : {false, true}) {
    CaseBuilder c;
    DocumentBuilder& a =
        c.add("a", "en", "Otto Lund left Norvik on 3 May 2019.\nIn 2020 it rained.\nWhy Otto Lund left is unknown.");
    a.name("Otto Lund").name("Norvik", EntityType::kOrganization).time("3 May 2019", "2019-05-03").time("2020", "2020");
    if (!told_by_another) a.claim("position.end", "left Norvik", {{"person", "Otto Lund"}, {"organization", "Norvik"}});
    a.claim("position.end", "left is", {{"person", "Otto Lund"}, {"organization", "Norvik"}}).dated("2020");
    a.reading.claims.back().time = 1;
    if (told_by_another) leaves(c, "b", "4 May 2019", "2019-05-04");
    EXPECT_EQ(c.build().conflicts.size(), told_by_another ? 1U : 0U);
  }
}

TEST(Conflicts, OfOneDocumentsCarriedDatesTheNearestCounts) {
  CaseBuilder c;
  leaves(c, "a", "8 May 2019", "2019-05-08");
  DocumentBuilder& b = c.add("b", "en",
                             "On 3 May 2019 there was a notice, of some length. It says that Otto Lund left Norvik.\n" +
                                 std::string(200, '.') + "\nOn 9 May 2019 it rained. Otto Lund left.");
  b.name("Otto Lund").name("Norvik", EntityType::kOrganization).time("3 May 2019", "2019-05-03");
  b.time("9 May 2019", "2019-05-09");
  for (const uint32_t time : {0U, 1U}) {
    b.claim("position.end", time == 0 ? "left Norvik" : "left.", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
        .dated(time == 0 ? "2019-05-03" : "2019-05-09");
    b.reading.claims.back().time = time;
  }
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  ASSERT_EQ(record.conflicts[0].values.size(), 2U);
  for (const auto& value : record.conflicts[0].values) EXPECT_NE(value.value, "2019-05-03");
}

TEST(Conflicts, TheCauseOfADateThatDiffersInADigit) {
  CaseBuilder c;
  leaves(c, "a", "9 May 2019", "2019-05-09");
  leaves(c, "b", "19 May 2019", "2019-05-19");
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].cause, "digits");
}

TEST(Conflicts, NoTranslationMakesSharesDiffer) {
  CaseBuilder c;
  for (const auto& [id, words, value] :
       {std::tuple("a", "18 million dollars", 18e6), std::tuple("b", "19 million dollars", 19e6)}) {
    c.add(id, *id == 'a' ? "en" : "pt", std::string("Norvik bought Halden Yard in May 2019 for ") + words + ".")
        .name("Norvik", EntityType::kOrganization)
        .name("Halden Yard", EntityType::kOrganization)
        .time("May 2019", "2019-05")
        .money(words, value)
        .claim("money.purchase", "bought", {{"buyer", "Norvik"}, {"asset", "Halden Yard"}});
  }
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].cause, "unknown");
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

TEST(Conflicts, ADayCountedInAnotherClauseIsNotTheDeeds) {
  CaseBuilder c;
  c.add("a", "en", "On 14 July 2019 the judge Ines Prado dismissed Otto Lund of Norvik.")
      .name("Ines Prado")
      .name("Otto Lund")
      .name("Norvik", EntityType::kOrganization)
      .time("14 July 2019", "2019-07-14")
      .claim("position.dismiss", "dismissed",
             {{"by", "Ines Prado"}, {"person", "Otto Lund"}, {"organization", "Norvik"}});
  const std::string text =
      "The writer of this page read yesterday, in a letter of an old friend, how Ines Prado dismissed Otto Lund of "
      "Norvik.";
  auto& b = c.add("b", "en", text)
                .published("2019-07-18")
                .name("Ines Prado")
                .name("Otto Lund")
                .name("Norvik", EntityType::kOrganization)
                .time("yesterday", "2019-07-17")
                .claim("position.dismiss", "dismissed",
                       {{"by", "Ines Prado"}, {"person", "Otto Lund"}, {"organization", "Norvik"}});
  b.reading.times[0].basis = TimeBasis::kRelative;
  b.reading.claims[0].evidence.begin = static_cast<uint32_t>(text.find("Ines"));
  const Record record = c.build();
  EXPECT_EQ(record.events.size(), 1U);
  EXPECT_TRUE(record.conflicts.empty());
}

TEST(Conflicts, WhoIsNamedInPassingIsNotSaidToBeTheOnlyOne) {
  for (const bool passing : {true, false}) {
    CaseBuilder c;
    c.add("a", "en", "In May 2019 Otto Lund and Ines Prado founded Norvik.")
        .name("Otto Lund")
        .name("Ines Prado")
        .name("Norvik", EntityType::kOrganization)
        .time("May 2019", "2019-05")
        .claim("organization.found", "founded",
               {{"founder", "Otto Lund"}, {"founder", "Ines Prado"}, {"organization", "Norvik"}});
    auto& b = c.add("b", "en", "In May 2019 Otto Lund founded Norvik.\nInes Prado did not answer.")
                  .name("Otto Lund")
                  .name("Ines Prado")
                  .name("Norvik", EntityType::kOrganization)
                  .time("May 2019", "2019-05")
                  .claim("organization.found", "founded", {{"founder", "Otto Lund"}, {"organization", "Norvik"}});
    if (passing) {
      b.reading.claims[0].time = kNone;
      b.reading.claims[0].time_basis = TimeBasis::kInherited;
    }
    EXPECT_EQ(c.build().conflicts.size(), passing ? 0U : 1U);
  }
}

TEST(Conflicts, LastWeekRetoldAWeekLaterIsAnotherWeek) {
  CaseBuilder c;
  auto& a =
      c.add("a", "en",
            "Norvik paid 62 million dollars to Halden Yard on 3 May 2018 for works of 45 million.\nLast week Otto "
            "Lund left Norvik.")
          .published("2019-05-14")
          .money("62 million dollars", 6.2e7)
          .money("45 million", 4.5e7)
          .time("3 May 2018", "2018-05-03");
  auto& b = c.add("b", "pt",
                  "A Norvik pagou 62 milhões de dólares à Halden Yard em 3 de maio de 2018 por obras de 45 "
                  "milhões.\nNa semana passada, Otto Lund deixou a Norvik.")
                .published("2019-05-21")
                .money("62 milhões de dólares", 6.2e7)
                .money("45 milhões", 4.5e7)
                .time("3 de maio de 2018", "2018-05-03");
  for (auto* d : {&a, &b}) {
    d->name("Norvik", EntityType::kOrganization).name("Halden Yard", EntityType::kOrganization).name("Otto Lund");
    d->claim("position.end", d == &a ? "left" : "deixou", {{"person", "Otto Lund"}, {"organization", "Norvik"}});
    d->dated(d == &a ? "2019-05-06/2019-05-12" : "2019-05-13/2019-05-19");
    d->reading.claims[0].time_basis = TimeBasis::kRelative;
  }
  const Record record = c.build();
  ASSERT_EQ(record.events.size(), 1U);
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].cause, "day of telling");
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

// A letter of two, of whom the second document may leave out one; on one day.
DocumentBuilder& letter(CaseBuilder& c, const std::string& id, const std::string& text, bool both) {
  DocumentBuilder& document = c.add(id, "en", text);
  document.name("Ines Prado").name("Vera Tarn").name("Otto Lund").time("3 May 2019", "2019-05-03");
  std::vector<std::pair<std::string, std::string>> roles{{"speaker", "Ines Prado"}, {"addressee", "Otto Lund"}};
  if (both) roles.emplace_back("speaker", "Vera Tarn");
  return document.claim("communication.write", "wrote", roles);
}

TEST(Conflicts, WhomOneTellingLeavesOut) {
  CaseBuilder c;
  letter(c, "a", "On 3 May 2019 Ines Prado and Vera Tarn wrote to Otto Lund.", true);
  letter(c, "b", "Ines Prado wrote to Otto Lund on 3 May 2019.\nVera Tarn was at sea.", false);
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "participant.speaker");
}

// One telling leaves somebody out where another speaks of him: what two others both say is no reader's error.
TEST(Conflicts, WhomSomeTellingsLeaveOut) {
  for (const bool two : {true, false}) {
    CaseBuilder c;
    letter(c, "a", "On 3 May 2019 Ines Prado and Vera Tarn wrote to Otto Lund.", true);
    if (two) letter(c, "b", "A letter that Ines Prado and Vera Tarn wrote to Otto Lund on 3 May 2019.", true);
    letter(c, "c", "Ines Prado wrote to Otto Lund on 3 May 2019.\nVera Tarn was at sea.", false);
    letter(c, "d", "Ines Prado, whom Vera Tarn knew, wrote to Otto Lund on 3 May 2019.", false);
    EXPECT_EQ(c.build().conflicts.size(), two ? 1U : 0U);
  }
}

TEST(Conflicts, ADayRightAfterTheDeedAgainstOneThatTwoDocumentsCount) {
  for (const bool two : {true, false}) {
    CaseBuilder c;
    auto& a = c.add("a", "en", "Otto Lund left Norvik on the 18th.")
                  .published("2019-09-01")
                  .name("Otto Lund")
                  .name("Norvik", EntityType::kOrganization)
                  .time("the 18th", "2019-05-18")
                  .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Norvik"}});
    a.reading.claims[0].evidence.end = a.reading.claims[0].trigger.end;
    for (const char* id : {"b", "c"}) {
      if (!two && *id == 'c') break;
      auto& b = c.add(id, "en",
                      *id == 'b' ? "Warned that Friday, and not for the first time, Otto Lund left Norvik."
                                 : "The yard heard of it that Friday and was glad that Otto Lund left Norvik.")
                    .published("2019-09-01")
                    .name("Otto Lund")
                    .name("Norvik", EntityType::kOrganization)
                    .time("that Friday", "2019-05-17")
                    .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Norvik"}});
      b.reading.times[0].basis = TimeBasis::kRelative;
      b.reading.claims[0].time_basis = TimeBasis::kRelative;
      b.reading.claims[0].evidence.begin = static_cast<uint32_t>(b.document.text.find("Otto"));
    }
    EXPECT_EQ(c.build().conflicts.size(), two ? 1U : 0U);
  }
}

TEST(Conflicts, WhatOneTellsAsDoneAndThreeAsMeant) {
  for (const bool one : {true, false}) {
    CaseBuilder c;
    for (const char* id : {"a", "b", "c", "d", "e"}) {
      const bool done = *id == 'a' || (*id == 'b' && !one);
      leaves(c, id, "3 May 2019", "2019-05-03")
          .published("2021-01-01")
          .status(done ? ClaimStatus::kAsserted : ClaimStatus::kPlanned);
    }
    EXPECT_EQ(c.build().conflicts.empty(), one);
  }
}

TEST(Conflicts, WhoNamesAllElsewhereLeavesNobodyOut) {
  CaseBuilder c;
  const auto founded = [&](const std::string& id, const std::string& text) -> DocumentBuilder& {
    return c.add(id, "en", text)
        .name("Ines Prado")
        .name("Vera Tarn")
        .name("Norvik", EntityType::kOrganization)
        .time("May 2017", "2017-05");
  };
  founded("a", "In May 2017 Ines Prado and Vera Tarn founded Norvik.")
      .claim("organization.found", "founded",
             {{"founder", "Ines Prado"}, {"founder", "Vera Tarn"}, {"organization", "Norvik"}});
  founded("b", "Norvik was set up in May 2017 by Ines Prado and Vera Tarn.\nInes Prado, who founded Norvik, is away.")
      .claim("organization.found", "set up",
             {{"founder", "Ines Prado"}, {"founder", "Vera Tarn"}, {"organization", "Norvik"}})
      .claim("organization.found", "founded", {{"founder", "Ines Prado"}, {"organization", "Norvik"}})
      .dated("2017-05");
  EXPECT_TRUE(c.build().conflicts.empty());
}

TEST(Conflicts, WhoSignedIsToldByOneSide) {
  CaseBuilder c;
  c.add("a", "en", "On 3 May 2019 Norvik and Halden Yard signed the contract for the ferries.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .time("3 May 2019", "2019-05-03")
      .claim("agreement.sign", "signed", {{"party", "Norvik"}, {"party", "Halden Yard"}});
  c.add("b", "en", "Norvik signed on 3 May 2019.\nNobody in Halden Yard spoke.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .time("3 May 2019", "2019-05-03")
      .claim("agreement.sign", "signed", {{"party", "Norvik"}});
  EXPECT_TRUE(c.build().conflicts.empty());
}

TEST(Conflicts, ARefusedOfferWasMadeAllTheSame) {
  CaseBuilder c;
  const auto offer = [&](const std::string& id, const std::string& text, ClaimStatus status) {
    c.add(id, "en", text)
        .name("Norvik", EntityType::kOrganization)
        .name("Halden Yard", EntityType::kOrganization)
        .money("40 million dollars", 4e7)
        .time("May 2019", "2019-05")
        .claim("offer.make", "offer", {{"agent", "Norvik"}, {"recipient", "Halden Yard"}})
        .status(status);
  };
  offer("a", "In May 2019 came the offer of Norvik: 40 million dollars for Halden Yard.", ClaimStatus::kAsserted);
  offer("b", "Norvik failed in May 2019 with its offer of 40 million dollars to Halden Yard.", ClaimStatus::kRejected);
  for (const Conflict& conflict : c.build().conflicts) EXPECT_NE(conflict.slot, "status");
}

TEST(Conflicts, WhatOneDocumentTellsAsMeantAndAsDoneIsNone) {
  const std::string meant = "On 3 May 2019 Norvik was to sue Otto Lund.", done = "Otto Lund was sued by Norvik.";
  const auto suit = [](DocumentBuilder& document, const std::string& word, ClaimStatus status) {
    document.claim("law.sue", word, {{"plaintiff", "Norvik"}, {"defendant", "Otto Lund"}})
        .dated("2019-05-03")
        .status(status);
  };
  for (const bool one_document : {true, false}) {
    CaseBuilder c;
    DocumentBuilder& a = c.add("a", "en", one_document ? meant + "\n" + std::string(200, '.') + "\n" + done : meant);
    DocumentBuilder& b = one_document ? a : c.add("b", "en", "3 May 2019: " + done);
    a.name("Norvik", EntityType::kOrganization).name("Otto Lund").time("3 May 2019", "2019-05-03");
    if (!one_document) b.name("Norvik", EntityType::kOrganization).name("Otto Lund").time("3 May 2019", "2019-05-03");
    suit(a, "sue", ClaimStatus::kPlanned);
    suit(b, "sued", ClaimStatus::kAsserted);
    EXPECT_EQ(c.build().conflicts.empty(), one_document);
  }
}

TEST(Conflicts, WhoIsChargedAndDeniesItDeniesTheDeed) {
  for (const bool himself : {true, false}) {
    CaseBuilder c;
    c.add("a", "en", "On 3 May 2019 Otto Lund was charged with fraud by the Crown Office.")
        .name("Otto Lund")
        .name("Crown Office", EntityType::kOrganization)
        .time("3 May 2019", "2019-05-03")
        .claim("law.charge", "charged", {{"agent", "Crown Office"}, {"defendant", "Otto Lund"}});
    c.add("b", "en",
          "“There is no charge”: so Otto Lund and Vera Tarn. Otto Lund denied the charges of the Crown Office.")
        .name("Otto Lund")
        .name("Vera Tarn")
        .name("Crown Office", EntityType::kOrganization)
        .claim("law.charge", "charges", {{"agent", "Crown Office"}, {"defendant", "Otto Lund"}})
        .dated("2019-05-03")
        .status(ClaimStatus::kDenied)
        .said_by(himself ? "Otto Lund" : "Vera Tarn");
    EXPECT_EQ(c.build().conflicts.empty(), himself);
  }
}

TEST(Conflicts, APlainNegationContradictsWhatWasTold) {
  CaseBuilder c;
  c.add("a", "en", "On 3 May 2019 Otto Lund sailed to Grimholm.")
      .name("Otto Lund")
      .name("Grimholm", EntityType::kPlace)
      .time("3 May 2019", "2019-05-03")
      .claim("movement.travel", "sailed", {{"person", "Otto Lund"}, {"destination", "Grimholm"}});
  c.add("b", "en", "Otto Lund never went to Grimholm.")
      .name("Otto Lund")
      .name("Grimholm", EntityType::kPlace)
      .claim("movement.travel", "went", {{"person", "Otto Lund"}, {"destination", "Grimholm"}})
      .dated("")
      .status(ClaimStatus::kRejected);
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].slot, "status");
}

TEST(Conflicts, WhoWasDismissedDidNotDismissHimself) {
  CaseBuilder c;
  const auto dismissal = [&](const std::string& id, const std::string& text, const std::string& by) {
    c.add(id, "en", text)
        .name("Otto Lund")
        .name("Ines Prado")
        .name("Norvik", EntityType::kOrganization)
        .time("3 May 2019", "2019-05-03")
        .claim("position.dismiss", "dismissed", {{"person", "Otto Lund"}, {"by", by}});
  };
  dismissal("a", "On 3 May 2019 Norvik dismissed Otto Lund; Ines Prado wept.", "Norvik");
  dismissal("b", "Otto Lund was dismissed on 3 May 2019, read by Ines Prado.\nNorvik is silent.", "Otto Lund");
  EXPECT_TRUE(c.build().conflicts.empty());
}

TEST(Conflicts, ADateFromTheSentencesBeforeMakesNoSecondDeparture) {
  for (const bool stated : {true, false}) {
    CaseBuilder c;
    leaves(c, "a", "3 May 2019", "2019-05-03");
    c.add("b", "en", "On 9 May 2019 the ferries stood still. Otto Lund left Norvik.")
        .name("Otto Lund")
        .name("Norvik", EntityType::kOrganization)
        .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
        .dated("2019-05-09")
        .reading.claims[0]
        .time_basis = stated ? TimeBasis::kExplicit : TimeBasis::kInherited;
    EXPECT_EQ(c.build().conflicts.empty(), !stated);
  }
}

TEST(Conflicts, WhatWouldBeContradictsNothing) {
  for (const ClaimStatus status : {ClaimStatus::kHypothetical, ClaimStatus::kUncertain}) {
    CaseBuilder c;
    leaves(c, "a", "3 May 2019", "2019-05-03");
    leaves(c, "b", "3 May 2019", "2019-05-03").status(status);
    EXPECT_EQ(c.build().conflicts.size(), status == ClaimStatus::kUncertain ? 1U : 0U);
  }
}

TEST(Conflicts, TheSecondDeedOfASentenceMayHaveComeLater) {
  for (const bool later : {true, false}) {
    CaseBuilder c;
    auto& a = c.add("a", "en", "In June 2019 Otto Lund left Norvik, and founded Halden Yard.")
                  .name("Otto Lund")
                  .name("Norvik", EntityType::kOrganization)
                  .name("Halden Yard", EntityType::kOrganization)
                  .time("June 2019", "2019-06")
                  .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
                  .claim("organization.found", "founded", {{"founder", "Otto Lund"}, {"organization", "Halden Yard"}});
    for (Claim& claim : a.reading.claims) claim.time = 0;
    a.reading.claims[0].evidence.end = a.reading.claims[0].trigger.end + 7;
    a.reading.claims[1].evidence.begin = a.reading.claims[1].trigger.begin;
    a.reading.claims[1].time_basis = TimeBasis::kInherited;
    c.add("b", "en", std::string("Otto Lund founded Halden Yard in ") + (later ? "September" : "February") + " 2019.")
        .name("Otto Lund")
        .name("Halden Yard", EntityType::kOrganization)
        .time(later ? "September 2019" : "February 2019", later ? "2019-09" : "2019-02")
        .claim("organization.found", "founded", {{"founder", "Otto Lund"}, {"organization", "Halden Yard"}});
    EXPECT_EQ(c.build().conflicts.empty(), later);
  }
}

TEST(Conflicts, WhoSignedBesideTheTwoThatBothTell) {
  CaseBuilder c;
  const auto signs = [&](const std::string& id, const std::string& text, bool third) {
    std::vector<std::pair<std::string, std::string>> roles{{"party", "Ines Prado"}, {"party", "Otto Lund"}};
    if (third) roles.emplace_back("party", "Vera Tarn");
    c.add(id, "en", text)
        .name("Ines Prado")
        .name(third ? "Vera Tarn" : "Otto Lund")
        .name(third ? "Otto Lund" : "Vera Tarn")
        .time("3 May 2019", "2019-05-03")
        .claim("agreement.sign", "signed", roles);
  };
  signs("a", "On 3 May 2019 Ines Prado and Vera Tarn signed with Otto Lund.", true);
  signs("b", "Ines Prado signed with Otto Lund on 3 May 2019.\nVera Tarn was at sea.", false);
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].cause, "unknown");
}

// Whom something is asked of is easily misread; that one text has somebody deny what it retells is not.
TEST(Conflicts, ADenialInASentenceThatRetellsAnother) {
  for (const ClaimStatus status : {ClaimStatus::kDenied, ClaimStatus::kRejected}) {
    CaseBuilder c;
    std::string weather;
    for (int line = 0; line < 20; ++line) weather += "fog" + std::to_string(line) + " concerns the weather.\n";
    const auto offers = [&](DocumentBuilder& document, const std::string& word,
                            const std::string& recipient) -> DocumentBuilder& {
      return document.name("Norvik", EntityType::kOrganization)
          .name("Otto Lund")
          .name("Vera Tarn")
          .claim("offer.make", word, {{"agent", "Norvik"}, {"recipient", recipient}});
    };
    offers(c.add("a", "en",
                 weather + "On 11 April 2019 Norvik asked Otto Lund and Vera Tarn for ferries of 45 million and works "
                           "of 62 million.")
               .money("45 million", 4.5e7)
               .money("62 million", 6.2e7)
               .time("11 April 2019", "2019-04-11"),
           "asked", "Otto Lund");
    offers(c.add("b", "pt",
                 "Em 11 de abril de 2019, nega Vera Tarn, a Norvik pediu a Otto Lund barcos de 45 milhões e obras de "
                 "62 milhões.")
               .money("45 milhões", 4.5e7)
               .money("62 milhões", 6.2e7)
               .time("11 de abril de 2019", "2019-04-11"),
           "pediu", "Vera Tarn")
        .status(status)
        .said_by("Vera Tarn");
    const Record record = c.build();
    ASSERT_FALSE(record.copies.empty());
    const auto found = std::count_if(record.conflicts.begin(), record.conflicts.end(),
                                     [](const Conflict& conflict) { return conflict.slot == "status"; });
    EXPECT_EQ(found, status == ClaimStatus::kDenied ? 1 : 0);
  }
}

TEST(Conflicts, ADenialHasNoCarriedDay) {
  CaseBuilder c;
  leaves(c, "a", "3 September 2018", "2018-09-03");
  c.add("b", "en", "On 4 February 2019 it rained. That Otto Lund left Norvik is untrue, Vera Tarn said.")
      .name("Otto Lund")
      .name("Norvik", EntityType::kOrganization)
      .name("Vera Tarn")
      .time("4 February 2019", "2019-02-04")
      .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .status(ClaimStatus::kDenied)
      .said_by("Vera Tarn")
      .dated("2019-02-04")
      .reading.claims[0]
      .time = 0;
  for (const Conflict& conflict : c.build().conflicts) EXPECT_EQ(conflict.slot, "status");
}

}  // namespace
}  // namespace annals
