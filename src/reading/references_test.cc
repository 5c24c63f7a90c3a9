#include "reading/references.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "reading/antecedents.h"
#include "reading/read.h"
#include "tests/support/languages.h"
#include "tests/support/marked_text.h"
#include "tests/support/reading.h"

namespace annals {
namespace {

using testing::languages;
using testing::MarkedText;
using testing::parse_marked;

// Whom the words stand for each time they stand in the text, in order: 'Ana Prado, Rui Costa'.
std::string stands_for(std::string_view words, std::string_view marked, const std::string& language) {
  MarkedText text = parse_marked(marked, language);
  const Analysis analysis = analyze(text.document, languages());
  std::vector<float> told = prominence(analysis, text.reading);
  read_references(analysis, Mail(analysis, text.reading), told, text.reading);
  std::string all;
  for (const Reference& reference : text.reading.references) {
    if (reference.span.of(text.document.text) != words) continue;
    all += (all.empty() ? "" : ", ") + text.reading.entities[reference.entity].name;
  }
  return all;
}

TEST(References, PronounsOfAWholeTextTellTheGenderOfItsPersons) {
  EXPECT_EQ(
      stands_for("She",
                 "[p:Tamsin Oakes] left in May. She had run the mill. [p:Corin Vale] stayed, and he hired a clerk. "
                 "[p:Corin Vale] wrote to [p:Tamsin Oakes] because he missed the mill. She sold it.",
                 "en"),
      "Tamsin Oakes, Tamsin Oakes");
}

TEST(References, WordsBesideANameTellItsGender) {
  EXPECT_EQ(stands_for("she", "Mrs [p:Oakes] and Mr [p:Vale] met. [p:Vale] says she lied.", "en"), "Oakes");
  EXPECT_EQ(stands_for("Ela", "A turca [p:Selma Yorel] e o sul-coreano [p:Kim Dorin] brigaram. Ela saiu.", "pt"),
            "Selma Yorel");
}

TEST(References, AGivenNameTellsItsGender) {
  EXPECT_EQ(stands_for("she", "[p:Julia Vale] met [p:Peter Oakes] of [o:Orla]. Then she left.", "en"), "Julia Vale");
  EXPECT_EQ(stands_for("她", "[p:林秀梅]给[p:陈国强]写了一封信。后来她辞职了。", "zh"), "林秀梅");
}

TEST(References, WhomTheSubjectDoesSomethingToIsSomebodyElse) {
  EXPECT_EQ(stands_for("the company",
                       "The owners of [o:Vale], the spice merchant, met after the company sued [o:Orla], a firm of "
                       "[p:Rui Prado].",
                       "en"),
            "Vale");
  EXPECT_EQ(
      stands_for("He", "[p:Rui Costa] met [p:Ivo Prado]. [p:Ivo Prado] laughed. He wrote to [p:Ivo Prado].", "en"),
      "Rui Costa");
}

TEST(References, AnOfficeIsNoCompany) {
  EXPECT_EQ(
      stands_for("The company", "[o:Vale] paid. It signed a deed with the [o:Harbour Office]. The company left.", "en"),
      "Vale");
  EXPECT_EQ(stands_for("The company", "The owner met the [o:Harbour Office]. The company left.", "en"), "");
}

TEST(References, NobodyCallsHimselfHe) {
  EXPECT_EQ(
      stands_for(
          "he",
          "[p:Corin Vale] and [p:Aldous Pike] quarrelled. [p:Aldous Pike] said: \u201CI think that he wants to sell "
          "the mill.\u201D",
          "en"),
      "Corin Vale");
  EXPECT_EQ(
      stands_for("he", "[p:Corin Vale] came late. \u201CIn the end he sold the mill,\u201D recalled [p:Aldous Pike].",
                 "en"),
      "Corin Vale");
}

TEST(References, WhoIsNamedInAQuotationStandsInItAndNotBehindIt) {
  EXPECT_EQ(
      stands_for("he",
                 "[p:Corin Vale] said: \u201CYes, [p:Aldous Pike] was there when he sold the mill.\u201D Then he left.",
                 "en"),
      "Aldous Pike, Corin Vale");
}

TEST(References, ADescriptionStandsForWhomItIntroduced) {
  EXPECT_EQ(
      stands_for("المدعى عليه",
                 "أسس المدعى عليه [p:سامر حداد] الشركة في بيروت. التقى [p:رامي خوري] أخاه. غادر المدعى عليه.", "ar"),
      "سامر حداد");
  EXPECT_EQ(stands_for("the founder",
                       "The founder, [p:Corin Vale], met [p:Tamsin Oakes]. Then the chairman of [o:Norvia], [p:Ada "
                       "Brandt], spoke. They say the founder wept.",
                       "en"),
            "Corin Vale");
  EXPECT_EQ(stands_for("The engineer", "The engineer [p:Corin Vale] met [p:Tamsin Oakes]. The engineer wept.", "en"),
            "Corin Vale");
}

TEST(References, TheNounBesideANameStandsForWhomItDescribes) {
  EXPECT_EQ(
      stands_for("mathematician",
                 "[p:Corin Vale], a Swiss mathematician still employed by [o:Norvia], met [p:Ada Brandt], who ran "
                 "[o:Orla]. The mathematician declined.",
                 "en"),
      "Corin Vale");
  EXPECT_EQ(stands_for("the company",
                       "[p:Corin Vale], that company's chief engineer, left. [o:Norvia] grew. They valued the company.",
                       "en"),
            "Norvia");
  EXPECT_EQ(stands_for("matemático",
                       "[p:Duarte Reis], matemático suíço, encontrou [p:Ana Prado]. O matemático recusou.", "pt"),
            "Duarte Reis");
  EXPECT_EQ(stands_for("المهندس", "التقى [p:سامر حداد]، مهندس الدفع، [p:رامي خوري]. ثم استقال المهندس.", "ar"),
            "سامر حداد");
  EXPECT_EQ(
      stands_for("mathematician", "[p:Corin Vale], angry, met a mathematician. The mathematician declined.", "en"), "");
}

TEST(References, ADescriptionOfAPartStandsForItsPlayer) {
  EXPECT_EQ(stands_for("the other side", "[o:Norvia] sued [o:Orla]. [o:Norvia] says that the other side lied.", "en"),
            "Orla");
  EXPECT_EQ(stands_for("her", "[p:Vale] left. His daughter [p:Rowe] came. He met her.", "en"), "Rowe");
}

TEST(References, TheNounInANameStandsForTheBody) {
  EXPECT_EQ(
      stands_for("the library", "[o:Norvia Library] sued [o:Orla Museum]. [p:Corin Vale] thanked the library.", "en"),
      "Norvia Library");
  EXPECT_EQ(stands_for("图书馆", "[o:青川图书馆]起诉[o:远山拍卖行]。判决后图书馆胜诉。", "zh"), "青川图书馆");
}

TEST(References, ACompanyIsTheOneThatTheTextIsAbout) {
  EXPECT_EQ(stands_for("the company",
                       "[o:Norvia] grew. [o:Norvia] hired many. [o:Norvia] paid well. [o:Orla Fund] sent a banker, and "
                       "in June [o:Orla Fund] bought the company.",
                       "en"),
            "Norvia");
}

TEST(References, OfSeveralClubsTheOneThatTheTextIsAboutIsMeant) {
  EXPECT_EQ(stands_for("النادي",
                       "زارت المجلة مسبح نادي [o:تارا أتلتيك]. كان النادي قد رممه. باع النادي حافلته. انتقل "
                       "[p:سامر حداد] إلى [o:نادي بلدا سيتي]. ثم صبغ النادي جدرانه.",
                       "ar"),
            "تارا أتلتيك, تارا أتلتيك, تارا أتلتيك");
  EXPECT_EQ(
      stands_for("o clube",
                 "O clube [o:Norvia] faliu. [o:Orla] comprou o estádio. [o:Orla] pagou pouco. Salvaram o clube.", "pt"),
      "Norvia");
}

TEST(References, ANounWithAVerbOfItsOwnIsNotSaidOfTheNameBefore) {
  EXPECT_EQ(stands_for("matemático",
                       "Em [l:Braga], onde dirige a sua [o:Jandala], o matemático respondeu. Depois o matemático saiu.",
                       "pt"),
            "");
}

TEST(References, WhoActTogetherAreNotTheirOwnObject) {
  EXPECT_EQ(stands_for("him", "[p:Peter Vale] left. [p:Corin Oakes] and [p:Aldous Pike] wrote to him.", "en"),
            "Peter Vale");
}

TEST(References, WhoIsWrittenToOwnsTheAnswer) {
  EXPECT_EQ(stands_for("His", "[p:Corin Oakes] wrote a letter to [p:Aldous Pike]. His answer was short.", "en"),
            "Aldous Pike");
}

TEST(References, OneselfIsWhoActsInTheClause) {
  EXPECT_EQ(
      stands_for("自己",
                 "[p:何伟]卖掉了工厂。[p:何伟]在报上抱怨说，他丢了一只箱子。[p:林静]因为自己提出的计划没人理会而辞职。",
                 "zh"),
      "林静");
}

TEST(References, TheLatterIsTheOneNamedLastWhoeverAPronounMeant) {
  EXPECT_EQ(stands_for("后者", "据[p:林静]说，[p:何伟]拿走了她的钥匙和一半的房租；后者否认。", "zh"), "何伟");
}

TEST(References, APartnerIsTheOtherOneOfThoseTheTextIsAbout) {
  EXPECT_EQ(stands_for("her old partner",
                       "[p:Julia Vale] and [p:Peter Oakes] built a boat. [p:Peter Oakes] paid. The judge, [p:Ada "
                       "Brandt], left. In May [p:Julia Vale] met her old partner.",
                       "en"),
            "Peter Oakes");
  EXPECT_EQ(stands_for("对方", "[p:林静]起诉[p:何伟]。后来[p:林静]见了[p:何伟]。对方提出和解。", "zh"), "何伟");
}

TEST(References, ADescriptionStandsBehindAPrepositionThatHoldsItsArticle) {
  EXPECT_EQ(stands_for("empresa", "A [o:Norvia] cresceu. [p:Ana Prado] comprou as ações da empresa.", "pt"), "Norvia");
}

TEST(References, ABankIsNotCalledTheCompany) {
  EXPECT_EQ(
      stands_for("a empresa",
                 "A [o:Norvia] pediu dinheiro ao [o:Banco Orla]. O [o:Banco Orla] negou. Venderam a empresa.", "pt"),
      "Norvia");
}

TEST(References, AnInstituteIsNotTheCompany) {
  EXPECT_EQ(
      stands_for("the company",
                 "[o:Norvia Foundation] grew. [o:Norvia Foundation] met [o:Orla]. [o:Norvia Foundation] signed, and "
                 "the company paid.",
                 "en"),
      "Orla");
}

TEST(References, BothWomenAreNoMen) {
  EXPECT_EQ(stands_for("both women", "[p:Julia Vale] wrote to [p:Anna Voss]. [p:Peter Oakes] left. He sued both women.",
                       "en"),
            "Julia Vale");
}

TEST(References, BracketsBesideNamesPartNoGroup) {
  EXPECT_EQ(
      stands_for("They",
                 "[p:Ana Prado] (Sport) and [p:Rui Costa] (of [o:Orla]) left. They met the chairman [p:Ivo Leal].",
                 "en"),
      "Ana Prado");
  EXPECT_EQ(
      stands_for("os dois",
                 "[p:Ana Prado] (Esporte) e [p:Rui Costa] (Turismo) saíram do governo de [p:Ivo Leal] ([o:Orla]). O "
                 "partido puniu os dois.",
                 "pt"),
      "Ana Prado");
}

TEST(References, WhatStandsBeforeTheNextNameDescribesIt) {
  EXPECT_EQ(
      stands_for("os engenheiros",
                 "Em carta à [o:Norvia], os engenheiros do porto [p:Ana Prado] e [p:Rui Costa] protestaram.", "pt"),
      "");
}

TEST(References, NoOfficeIsCalledTheCompany) {
  EXPECT_EQ(stands_for("a empresa",
                       "O [o:Tribunal de Contas] ouviu [p:Ana Prado] da [o:Norvia]. O [o:Tribunal de Contas] decidiu. "
                       "Então a empresa recorreu.",
                       "pt"),
            "Norvia");
}

TEST(References, AMonthIsNobody) {
  EXPECT_EQ(stands_for("الأول", "التقى [p:سامر حداد] و[p:رامي خوري] {t2017-10:في تشرين الأول 2017}.", "ar"), "");
}

TEST(References, TheEndOfAGivenNameSaysAGender) {
  EXPECT_EQ(stands_for("he", "[p:Zelmira Vale] met [p:Tolven Pike]. Then he left.", "en"), "Tolven Pike");
  EXPECT_EQ(stands_for("he", "[p:Zelmiro Vale] met [p:Tolven Pike]. Then he left.", "en"), "Zelmiro Vale");
}

TEST(References, GendersAreLearntFromManyPronouns) {
  Genders genders(2);
  genders.sample('f', {{0, 1.0F}});
  genders.sample('m', {{1, 1.0F}});
  genders.sample('f', {{0, 0.5F}, {1, 0.5F}});
  EXPECT_FLOAT_EQ(genders.fit(0, 'f'), genders.fit(0, 'm'));
  genders.settle();
  EXPECT_GT(genders.fit(0, 'f'), 0.8F);
  EXPECT_GT(genders.fit(1, 'm'), 0.6F);
}

TEST(References, OfAFamilyWhoeverTheWordForKinFitsIsMeant) {
  EXPECT_EQ(stands_for("姐姐", "女儿[p:陈青]接了班,弟弟[p:陈岩]管账。后来[p:陈岩]起诉了姐姐。", "zh"), "陈青");
  EXPECT_EQ(stands_for("母亲", "女儿[p:陈青]接了班,弟弟[p:陈岩]管账。后来[p:陈岩]起诉了母亲。", "zh"), "");
  EXPECT_EQ(stands_for("妻子", "[p:陈岩]的妻子[p:陈青]管账。[p:林远]的妻子起诉了她。", "zh"), "");
  EXPECT_EQ(stands_for("表哥", "[p:陈岩]的表妹[p:陈青]管账。[p:林远]起诉了[p:陈青]的表哥。", "zh"), "陈岩");
}

TEST(References, ThoseWhoWriteTogetherGoOn) {
  const std::string text = "[p:陈青]和[p:陈岩]给[p:林远]和[p:何川]写了信。他们辞职了。";
  EXPECT_EQ(stands_for("他们", text, "zh"), "陈青");
  EXPECT_EQ(
      stands_for("They", "[p:Ana Prado] and [p:Rui Costa] wrote to [p:Eva Lind] and [p:Tom Brandt]. They left.", "en"),
      "Ana Prado");
}

TEST(References, AKinsmanIntroducedByHisNameIsMeantLater) {
  EXPECT_EQ(stands_for("弟弟", "弟弟[p:林安]留下了。[p:苏合]走了。弟弟很难过。", "zh"), "林安");
}

TEST(References, APossessiveBeforeAVerbIsSomebodyTheSentenceNamed) {
  EXPECT_EQ(stands_for("其", "[o:澄海实验室]关门了。[p:苏合]起诉[o:北澜科技],指控其违约。", "zh"), "北澜科技");
}

TEST(References, APronounThatEndsTheTextIsBoundToNoVerb) {
  EXPECT_NO_FATAL_FAILURE(testing::read_text("pt", "Rui Costa chegou. Ana Prado viu a"));
  EXPECT_NO_FATAL_FAILURE(testing::read_text("es", "Rui Costa vino. Ana Prado la"));
}

TEST(References, TheFirstPersonOfASignedDocumentIsWhoSignsIt) {
  MarkedText text = parse_marked("我叫林安。\n我写这封信,是要揭发[p:苏合]。\n我没有接受。\n[p:林安]", "zh");
  for (size_t begin = 0; begin < text.document.text.size();) {
    const size_t end = std::min(text.document.text.find('\n', begin), text.document.text.size());
    Block block = text.document.blocks.front();
    block.span = {static_cast<uint32_t>(begin), static_cast<uint32_t>(end)};
    text.document.blocks.push_back(block);
    begin = end + 1;
  }
  text.document.blocks.erase(text.document.blocks.begin());
  const Analysis analysis = analyze(text.document, languages());
  resolve_speakers(analysis, Mail(analysis, text.reading), text.reading);
  ASSERT_EQ(text.reading.references.size(), 3U);
  for (const Reference& reference : text.reading.references)
    EXPECT_EQ(text.reading.entities[reference.entity].name, "林安");
}

// The reader of sources says where a document names whom it is taken from; the reading says who that is.
TEST(Credits, AreTheEntitiesThatStandThere) {
  Document document = testing::make_document("en", "Source: Harbour Gazette\nThe Harbour Gazette met Ana Prado.");
  const std::string_view source = "Harbour Gazette";
  const auto at = static_cast<uint32_t>(document.text.find(source));
  document.credits = {{at, at + static_cast<uint32_t>(source.size())}};
  const Reading reading = read_document(document, languages());
  ASSERT_EQ(reading.credits.size(), 1U);
  EXPECT_EQ(reading.entities[reading.credits[0]].name, source);
}

}  // namespace
}  // namespace annals
