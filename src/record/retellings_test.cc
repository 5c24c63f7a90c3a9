#include "record/retellings.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;

// Lines of other things, so that what is rare is rare; no two documents have one in common.
std::string other_news(const std::string& word, int n) {
  std::string out;
  for (int i = 0; i < n; ++i)
    out += word + std::to_string(i) + " and " + word + std::to_string(100 + i) + " concern the weather.\n";
  return out;
}

void tell(CaseBuilder& c) {
  c.add("1", "en",
        other_news("fog", 20) +
            "Norvik paid 62 million dollars to Halden Yard on 3 May 2019 for works of 45 million, wrote Ines Prado.\n" +
            other_news("ice", 10))
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .name("Ines Prado")
      .money("62 million dollars", 6.2e7)
      .money("45 million", 4.5e7)
      .time("3 May 2019", "2019-05-03")
      .claim("money.pay", "paid", {{"payer", "Norvik"}, {"payee", "Halden Yard"}});
  c.add("2", "pt",
        "O tempo no porto.\nSegundo Ines Prado, a Norvik pagou 62 milhões de dólares à Halden Yard em 3 de maio de "
        "2019 por obras de 45 milhões.\nChove.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .name("Ines Prado")
      .money("62 milhões de dólares", 6.2e7)
      .money("45 milhões", 4.5e7)
      .time("3 de maio de 2019", "2019-05-03")
      .claim("money.pay", "pagou", {{"payer", "Norvik"}, {"payee", "Halden Yard"}});
}

TEST(Retellings, OnePassageInTwoLanguages) {
  CaseBuilder c;
  tell(c);
  const Record record = c.build();
  ASSERT_EQ(record.copies.size(), 1U);
  EXPECT_TRUE(record.copies[0].type == CopyType::kTranslation || record.copies[0].type == CopyType::kRetelling);
  const auto documents = c.documents();
  EXPECT_TRUE(record.copies[0].a.span.of(documents[0].document->text).starts_with("Norvik paid"));
  EXPECT_TRUE(record.copies[0].b.span.of(documents[1].document->text).starts_with("Segundo Ines"));
  EXPECT_EQ(record.events.size(), 1U);
}

TEST(Retellings, TwoReportsOfOnePaymentAreNoRetelling) {
  CaseBuilder c;
  c.add("1", "en", other_news("fog", 20) + "Norvik paid 62 million dollars on 3 May 2019.")
      .name("Norvik", EntityType::kOrganization)
      .money("62 million dollars", 6.2e7)
      .time("3 May 2019", "2019-05-03")
      .claim("money.pay", "paid", {{"payer", "Norvik"}});
  c.add("2", "pt", other_news("ice", 20) + "Em 3 de maio de 2019 a Norvik pagou 62 milhões de dólares.")
      .name("Norvik", EntityType::kOrganization)
      .money("62 milhões de dólares", 6.2e7)
      .time("3 de maio de 2019", "2019-05-03")
      .claim("money.pay", "pagou", {{"payer", "Norvik"}});
  const Record record = c.build();
  EXPECT_TRUE(record.copies.empty());
  ASSERT_EQ(record.events.size(), 1U);
  EXPECT_EQ(record.events[0].independent_sources, 2U);
}

TEST(Retellings, TheSamePeopleInAnotherStoryAreNone) {
  CaseBuilder c;
  tell(c);
  c.add("3", "en", "Ines Prado and Norvik disagreed about Halden Yard.\n" + other_news("hail", 10))
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .name("Ines Prado")
      .claim("stance.oppose", "disagreed", {{"agent", "Ines Prado"}, {"target", "Norvik"}});
  for (const Copy& copy : c.build().copies) EXPECT_NE(copy.b.document, 2U);
}

// Two rare names alone are enough where one document retells a passage of the other.
TEST(Retellings, ASentenceWithoutFactsCountsInADocumentThatRetellsAnotherPassage) {
  for (const bool retells : {false, true}) {
    CaseBuilder c;
    const std::string paid = "Norvik paid Halden Yard 62 million dollars on 3 May 2019 for works of 45 million.\n";
    const std::string pagou =
        "A Norvik pagou 62 milhões de dólares à Halden Yard em 3 de maio de 2019 por obras de 45 milhões.\n";
    auto& a = c.add("1", "en",
                    (retells ? paid : std::string("Norvik rests.\n")) + other_news("fog", 40) +
                        "Otto Lund asked Maren Vik and the firm of Ines Prado to stay.")
                  .name("Norvik", EntityType::kOrganization)
                  .name("Otto Lund")
                  .name("Maren Vik")
                  .name("Ines Prado");
    auto& b = c.add("2", "pt",
                    "Otto Lund pediu a Maren Vik que ficasse.\n" + other_news("chuva", 12) +
                        (retells ? pagou : std::string("A Norvik descansa.")))
                  .name("Norvik", EntityType::kOrganization)
                  .name("Otto Lund")
                  .name("Maren Vik");
    if (retells) {
      a.name("Halden Yard", EntityType::kOrganization)
          .money("62 million dollars", 6.2e7)
          .money("45 million", 4.5e7)
          .time("3 May 2019", "2019-05-03");
      b.name("Halden Yard", EntityType::kOrganization)
          .money("62 milhões de dólares", 6.2e7)
          .money("45 milhões", 4.5e7)
          .time("3 de maio de 2019", "2019-05-03");
    }
    EXPECT_EQ(c.build().copies.size(), retells ? 2U : 0U);
  }
}

// A case of two documents that tell two payments alike, with something between them in each.
CaseBuilder with_between(const std::string& english, const std::string& portuguese) {
  CaseBuilder c;
  c.add("1", "en",
        other_news("fog", 12) + "Norvik paid 62 million dollars to Halden Yard on 3 May 2019 for works of 45 million." +
            english + "Ines Prado counted 17 million dollars too many on 9 June 2019.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .name("Ines Prado")
      .money("62 million dollars", 6.2e7)
      .money("45 million", 4.5e7)
      .money("17 million dollars", 1.7e7)
      .time("3 May 2019", "2019-05-03")
      .time("9 June 2019", "2019-06-09");
  c.add("2", "pt",
        "A Norvik pagou 62 milhões de dólares à Halden Yard em 3 de maio de 2019 por obras de 45 milhões." +
            portuguese + "Ines Prado contou 17 milhões de dólares a mais em 9 de junho de 2019.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .name("Ines Prado")
      .money("62 milhões de dólares", 6.2e7)
      .money("45 milhões", 4.5e7)
      .money("17 milhões de dólares", 1.7e7)
      .time("3 de maio de 2019", "2019-05-03")
      .time("9 de junho de 2019", "2019-06-09");
  return c;
}

TEST(Retellings, TheSentenceBetweenTwoRetoldOnesIsRetold) {
  CaseBuilder c =
      with_between(" The harbour had asked for them long before. ", " O porto já as pedia havia muito tempo. ");
  const Record record = c.build();
  const auto documents = c.documents();
  EXPECT_TRUE(std::any_of(record.copies.begin(), record.copies.end(), [&](const Copy& copy) {
    return copy.a.span.of(documents[0].document->text) == "The harbour had asked for them long before." &&
           copy.b.span.of(documents[1].document->text) == "O porto já as pedia havia muito tempo.";
  }));
}

TEST(Retellings, AHeadingBetweenTwoRetoldSentencesRetellsNothing) {
  CaseBuilder c = with_between("\n2. The storm that followed\n",
                               " O porto já as pedia havia muito tempo, desde que as marés de um inverno inteiro "
                               "levaram consigo o molhe velho, as gruas e metade dos armazéns do lado sul da baía. ");
  EXPECT_EQ(c.build().copies.size(), 2U);
}

TEST(Retellings, WhatADocumentTellsInItsTextAndInAListOfDatesIsRetoldTwice) {
  CaseBuilder c = with_between(" ", " ");
  c.add("3", "es",
        other_news("niebla", 6) +
            "Norvik pagó 62 millones de dólares a Halden Yard por obras de 45 millones, y fue el 3 de mayo de 2019 en "
            "Tolva.\n" +
            other_news("hielo", 12) + "3/5/2019: Norvik paga USD 62 M a Halden Yard.\n")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .name("Tolva", EntityType::kPlace)
      .money("62 millones de dólares", 6.2e7)
      .money("45 millones", 4.5e7)
      .money("USD 62 M", 6.2e7)
      .time("3 de mayo de 2019", "2019-05-03")
      .time("3/5/2019", "2019-05-03");
  const Record record = c.build();
  EXPECT_EQ(std::count_if(record.copies.begin(), record.copies.end(),
                          [](const Copy& copy) { return copy.a.document == 0 && copy.b.document == 2; }),
            2);
}

}  // namespace
}  // namespace annals
