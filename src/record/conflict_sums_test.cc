// Sums that tellings of one thing give differently, and those that only look so.
#include <gtest/gtest.h>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

DocumentBuilder& buys(CaseBuilder& c, const std::string& id, const std::string& text, const std::string& sum,
                      double value, const std::string& unit) {
  return c.add(id, "en", text)
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .time("3 May 2019", "2019-05-03")
      .money(sum, value, unit)
      .claim("money.purchase", "bought", {{"buyer", "Norvik"}, {"asset", "Halden Yard"}});
}

TEST(ConflictSums, InTwoCurrencies) {
  CaseBuilder c;
  buys(c, "a", "On 3 May 2019 Norvik bought Halden Yard for 18 million euros.", "18 million euros", 18e6, "EUR");
  buys(c, "b", "Norvik bought Halden Yard on 3 May 2019 for 18 million dollars.", "18 million dollars", 18e6, "USD");
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].cause, "currency");
}

TEST(ConflictSums, OfNoSaidCurrencyAgreeWithAny) {
  for (const bool plain : {true, false}) {
    CaseBuilder c;
    buys(c, "a", "On 3 May 2019 Norvik bought Halden Yard for 18 million euros.", "18 million euros", 18e6, "EUR");
    Quantity& sum = buys(c, "b", "Norvik bought Halden Yard on 3 May 2019 for 18 million.", "18 million", 18e6, "USD")
                        .reading.quantities[0];
    (plain ? sum.plain : sum.unsaid) = true;
    EXPECT_TRUE(c.build().conflicts.empty());
  }
}

TEST(ConflictSums, OfOneSentenceAreTwo) {
  CaseBuilder c;
  auto& a = c.add("a", "en",
                  "On 3 May 2019 Norvik bought Halden Yard for 10 million dollars and ships bought for 60 million.")
                .name("Norvik", EntityType::kOrganization)
                .name("Halden Yard", EntityType::kOrganization)
                .time("3 May 2019", "2019-05-03")
                .money("10 million dollars", 1e7)
                .money("60 million", 6e7)
                .claim("money.purchase", "bought", {{"buyer", "Norvik"}, {"asset", "Halden Yard"}})
                .claim("money.purchase", "bought for", {{"buyer", "Norvik"}, {"asset", "Halden Yard"}});
  std::vector<Claim>& claims = a.reading.claims;
  claims[0].quantities.pop_back();
  claims[1].quantities.erase(claims[1].quantities.begin());
  EXPECT_TRUE(c.build().conflicts.empty());
}

// A sentence and its translation, of which one hands its sum to another kind of claim.
TEST(ConflictSums, OfARetoldSentenceWhateverTellsThem) {
  for (const double value : {72e6, 74e6}) {
    CaseBuilder c;
    const std::string sum = value == 72e6 ? "72 milhões de dólares" : "74 milhões de dólares";
    std::string weather;
    for (int line = 0; line < 20; ++line) weather += "fog" + std::to_string(line) + " concerns the weather.\n";
    c.add("a", "en",
          weather +
              "On 11 April 2019 Norvik sued Otto Lund for 27 million dollars over works of 45 million and ferries of "
              "62 million.")
        .money("45 million", 4.5e7)
        .money("62 million", 6.2e7)
        .money("27 million dollars", 27e6)
        .time("11 April 2019", "2019-04-11")
        .name("Norvik", EntityType::kOrganization)
        .name("Otto Lund")
        .claim("law.sue", "sued", {{"plaintiff", "Norvik"}, {"defendant", "Otto Lund"}});
    c.add("b", "pt",
          "Em 11 de abril de 2019 a Norvik exigiu a Otto Lund " + sum +
              " por obras de 45 milhões e barcos de 62 milhões.")
        .money("45 milhões", 4.5e7)
        .money("62 milhões", 6.2e7)
        .money(sum, value)
        .time("11 de abril de 2019", "2019-04-11")
        .name("Norvik", EntityType::kOrganization)
        .name("Otto Lund")
        .claim("offer.make", "exigiu", {{"agent", "Norvik"}, {"recipient", "Otto Lund"}});
    const Record record = c.build();
    EXPECT_FALSE(record.copies.empty());
    EXPECT_EQ(record.conflicts.size(), value == 72e6 ? 1U : 0U);
  }
}

// 'I paid 1.46 million', and a sale in a document that retells a sentence of the first; neither names who the other
// names.
TEST(ConflictSums, WithDigitsInAnotherOrderInOneStory) {
  for (const double value : {1.64e6, 1.75e6}) {
    CaseBuilder c;
    const std::string sum = value == 1.64e6 ? "1.64 million dollars" : "1.75 million dollars";
    c.add("a", "en",
          "Norvik lent 62 million dollars to Halden Yard on 3 May 2019 for works of 45 million.\nInes Prado paid 1.46 "
          "million dollars for a boat.")
        .name("Norvik", EntityType::kOrganization)
        .name("Halden Yard", EntityType::kOrganization)
        .name("Ines Prado")
        .money("62 million dollars", 6.2e7)
        .money("45 million", 4.5e7)
        .money("1.46 million dollars", 1.46e6)
        .time("3 May 2019", "2019-05-03")
        .claim("money.pay", "paid", {{"payer", "Ines Prado"}});
    c.add("b", "pt",
          "A Norvik emprestou 62 milhões de dólares à Halden Yard em 3 de maio de 2019 por obras de 45 milhões.\nEm 9 "
          "de "
          "julho o barco foi vendido por " +
              sum + " por Otto Lund.")
        .name("Norvik", EntityType::kOrganization)
        .name("Halden Yard", EntityType::kOrganization)
        .name("Otto Lund")
        .money("62 milhões de dólares", 6.2e7)
        .money("45 milhões", 4.5e7)
        .money(sum, value)
        .time("3 de maio de 2019", "2019-05-03")
        .time("9 de julho", "2019-07-09")
        .claim("money.purchase", "vendido", {{"seller", "Otto Lund"}});
    EXPECT_EQ(c.build().conflicts.size(), value == 1.64e6 ? 1U : 0U);
  }
}

// '71 of the 80' and '61 of the 80': the 80 is one.
TEST(ConflictSums, OfOneWholeThatBothGive) {
  CaseBuilder c;
  const auto pays = [&](const std::string& id, const std::string& sum, double value) {
    c.add(id, "en", "On 3 May 2019 Norvik bought Halden Yard: of 80 dollars it paid " + sum + ".")
        .name("Norvik", EntityType::kOrganization)
        .name("Halden Yard", EntityType::kOrganization)
        .time("3 May 2019", "2019-05-03")
        .money("80 dollars", 80)
        .money(sum, value)
        .claim("money.purchase", "bought", {{"buyer", "Norvik"}, {"asset", "Halden Yard"}});
  };
  pays("a", "71 dollars", 71);
  pays("b", "61 dollars", 61);
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].values.size(), 2U);
}

}  // namespace
}  // namespace annals
