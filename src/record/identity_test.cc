#include "record/identity.h"

#include <gtest/gtest.h>

#include <deque>

#include "tests/support/languages.h"

namespace annals {
namespace {

// Documents whose text is nothing but names, each a local entity of its own unless given as `full|alias`.
class Case {
 public:
  struct Name {
    const char* text;
    EntityType type;
  };

  void add(const std::string& id, const std::string& language, const std::vector<Name>& names) {
    Document& document = documents_.emplace_back();
    Reading& reading = readings_.emplace_back();
    document.id = id;
    document.language = language;
    for (const Name& name : names) {
      std::string forms = name.text;
      LocalEntity entity;
      entity.type = name.type;
      entity.language = language;
      while (!forms.empty()) {
        const size_t bar = forms.find('|');
        const std::string form = forms.substr(0, bar);
        forms = bar == std::string::npos ? "" : forms.substr(bar + 1);
        const auto begin = static_cast<uint32_t>(document.text.size());
        document.text += form + "\n";
        reading.mentions.push_back({{begin, begin + static_cast<uint32_t>(form.size())},
                                    name.type,
                                    static_cast<uint32_t>(reading.entities.size()),
                                    1});
        if (entity.name.empty())
          entity.name = form;
        else
          entity.aliases.push_back(form);
      }
      reading.entities.push_back(entity);
    }
  }

  void resolve(const std::vector<Correction>& corrections = {}) {
    std::vector<DocumentReading> all;
    for (size_t i = 0; i < documents_.size(); ++i) all.push_back({&documents_[i], &readings_[i]});
    record = {};
    outcomes.clear();
    resolve_entities(all, testing::languages(), corrections, &outcomes, record);
  }

  /// The entity that bears this spelling.
  uint32_t of(const std::string& name, size_t document = 0) const {
    for (size_t d = document; d < readings_.size(); ++d) {
      for (uint32_t e = 0; e < readings_[d].entities.size(); ++e) {
        const LocalEntity& local = readings_[d].entities[e];
        if (local.name == name || std::count(local.aliases.begin(), local.aliases.end(), name) > 0)
          return record.entity_of[d][e];
      }
    }
    return kNone;
  }

  Record record;
  std::vector<CorrectionOutcome> outcomes;

 private:
  std::deque<Document> documents_;
  std::deque<Reading> readings_;
};

constexpr EntityType kPerson = EntityType::kPerson, kOrganization = EntityType::kOrganization,
                     kPlace = EntityType::kPlace;

// The two names of a pair stand in two documents.
bool taken_for_one(const char* one, const char* other) {
  Case people;
  people.add("a", "en", {{one, kPerson}});
  people.add("b", "en", {{other, kPerson}});
  people.resolve();
  return people.of(one) == people.of(other, 1);
}

TEST(Identity, SpellingsOfOneNameAreOneAndAlikeSurnamesAreTwo) {
  for (const auto& [one, other] :
       std::vector<std::pair<const char*, const char*>>{{"Radka Stoyneva", "Radka Stojneva"},
                                                        {"Petr Chaykovskiy", "Petr Tchaikovsky"},
                                                        {"Duarte Quintela", "Duarte Quintella"},
                                                        {"Yusuf Qaradawi", "Youssef Karadawi"},
                                                        {"J. Hoffman", "John Hofmann"}})
    EXPECT_TRUE(taken_for_one(one, other)) << one << ", " << other;
  for (const auto& [one, other] :
       std::vector<std::pair<const char*, const char*>>{{"Anna Berger", "Anna Becker"},
                                                        {"Laura Fenkolkol", "Laura Rungarkol"},
                                                        {"John Harris", "John Harrison"},
                                                        {"David Cohen", "David Kahn"},
                                                        {"Ahmed Salem", "Ahmed Salman"},
                                                        {"James Miller", "James Mills"},
                                                        {"Carlos Pereira", "Carlos Ferreira"},
                                                        {"محمد سالم", "محمد سليم"}})
    EXPECT_FALSE(taken_for_one(one, other)) << one << ", " << other;
}

TEST(Identity, ChineseNamesInOtherLettersMayGiveEachSyllableAWord) {
  for (const auto& [one, other] : std::vector<std::pair<const char*, const char*>>{{"Zhou Mingzhe", "تشو مينغ تشه"},
                                                                                   {"Qian Xuelan", "تشيان شويه لان"},
                                                                                   {"Park Min-seo", "بارك مين سو"},
                                                                                   {"Guo Huaying", "قوه هوا يينغ"},
                                                                                   {"Iker Etxarri", "إيكر إتشاري"},
                                                                                   {"Iker Etxarri", "伊克尔·埃查里"}})
    EXPECT_TRUE(taken_for_one(one, other)) << one << ", " << other;
  for (const auto& [one, other] :
       std::vector<std::pair<const char*, const char*>>{{"Zhou Mingzhe", "تشو لي هوا"}, {"Guo Huaying", "لي هوا يينغ"}})
    EXPECT_FALSE(taken_for_one(one, other)) << one << ", " << other;
}

TEST(Identity, WhatPeopleAreCalledForShort) {
  Case people;
  people.add("a", "en", {{"Florence Adeyinka", kPerson}, {"Flor", kPerson}, {"Harold \"Hal\" Westbrook", kPerson}});
  people.add("b", "en", {{"Hal", kPerson}, {"Flor", kPerson}, {"Marina Duarte", kPerson}, {"Maria", kPerson}});
  people.resolve();
  EXPECT_EQ(people.of("Flor"), people.of("Florence Adeyinka"));
  EXPECT_EQ(people.of("Hal", 1), people.of("Harold \"Hal\" Westbrook"));
  EXPECT_NE(people.of("Maria", 1), people.of("Marina Duarte", 1));
}

TEST(Identity, ANicknameIsOneWhereverItsMarksStand) {
  Case people;
  people.add("a", "en", {{"Harold Bix Westbrook", kPerson}});
  people.add("b", "en", {{"Harold \"Bix\" Westbrook", kPerson}, {"Bix", kPerson}});
  people.resolve();
  EXPECT_EQ(people.of("Bix", 1), people.of("Harold Bix Westbrook"));
}

TEST(Identity, NamesOfCommonWordsAreTranslated) {
  const auto one = [](const char* a, const char* b) {
    Case bodies;
    bodies.add("a", "en", {{a, kOrganization}});
    bodies.add("b", "zh", {{b, kOrganization}});
    bodies.resolve();
    return bodies.of(a) == bodies.of(b, 1);
  };
  EXPECT_TRUE(one("Green Lantern Ferries", "绿灯轮渡"));
  EXPECT_TRUE(one("Green Lantern Ferries", "绿灯轮渡公司"));
  EXPECT_TRUE(one("Kestrel", "红隼"));
  EXPECT_TRUE(one("Arla Shipping", "阿拉航运"));
  EXPECT_FALSE(one("Bank", "银行"));
  EXPECT_FALSE(one("Green Lantern Ferries", "红灯轮渡"));
  EXPECT_FALSE(one("Green Lantern Ferries", "绿灯农场"));
}

TEST(Identity, WhomOneDocumentNamesBothAreTwo) {
  Case people;
  people.add("a", "en", {{"Wei Zhang", kPerson}});
  people.add("b", "en", {{"Wei Zheng", kPerson}});
  people.add("c", "en", {{"Wei Zhang", kPerson}, {"Wei Zheng", kPerson}});
  people.resolve();
  EXPECT_NE(people.of("Wei Zhang"), people.of("Wei Zheng"));
}

TEST(Identity, OnePersonInThreeScripts) {
  Case c;
  c.add("a", "en", {{"Martin Feldkamp|Feldkamp", kPerson}, {"Novatek", kOrganization}});
  c.add("b", "zh", {{"马丁·费尔德坎普", kPerson}, {"诺瓦泰克", kOrganization}});
  c.add("c", "ar", {{"مارتن فيلدكامب|فيلدكامب", kPerson}});
  c.resolve();
  EXPECT_EQ(c.of("Martin Feldkamp"), c.of("马丁·费尔德坎普"));
  EXPECT_EQ(c.of("Martin Feldkamp"), c.of("مارتن فيلدكامب"));
  EXPECT_NE(c.of("Martin Feldkamp"), c.of("Novatek"));
}

TEST(Identity, ASurnameGoesToItsOnlyBearer) {
  Case c;
  c.add("a", "en", {{"Martin Feldkamp", kPerson}, {"Carla Rossi", kPerson}});
  c.add("b", "en", {{"Feldkamp", kPerson}});
  c.resolve();
  EXPECT_EQ(c.of("Feldkamp"), c.of("Martin Feldkamp"));
}

TEST(Identity, ReasonsNameThemAsTheyAreWritten) {
  Case c;
  c.add("1", "en", {{"Ana Prado", EntityType::kPerson}});
  c.add("2", "en", {{"Prado", EntityType::kPerson}});
  c.resolve();
  const std::vector<MergeReason>& reasons = c.record.entities[c.of("Ana Prado")].reasons;
  ASSERT_EQ(reasons.size(), 1U);
  EXPECT_EQ(reasons[0].a, "Ana Prado");
  EXPECT_EQ(reasons[0].b, "Prado");
}

TEST(Identity, ABodysShortNameLacksOnlyWordsThatCloseNamesOfBodies) {
  Case c;
  c.add("a", "en",
        {{"Fjordlight Ventures", EntityType::kOrganization}, {"Tanvir Mindworks", EntityType::kOrganization}});
  c.add("b", "en", {{"Fjordlight", EntityType::kPerson}, {"Tanvir", EntityType::kOrganization}});
  c.add("c", "en", {{"Morgan Holdings", EntityType::kOrganization}});
  c.add("d", "en", {{"Morgan", EntityType::kPerson}});
  c.resolve();
  EXPECT_EQ(c.of("Fjordlight"), c.of("Fjordlight Ventures"));
  EXPECT_NE(c.of("Tanvir"), c.of("Tanvir Mindworks"));
  EXPECT_NE(c.of("Morgan"), c.of("Morgan Holdings"));
}

TEST(Identity, TwoPersonsWithOneSurnameStayApart) {
  Case c;
  c.add("a", "en", {{"Martin Feldkamp", kPerson}});
  c.add("b", "en", {{"Susanne Feldkamp", kPerson}});
  c.resolve();
  EXPECT_NE(c.of("Martin Feldkamp"), c.of("Susanne Feldkamp"));
}

TEST(Identity, FatherAndSonStayApart) {
  Case c;
  c.add("a", "en", {{"Armando Feldkamp", kPerson}, {"Eduardo Feldkamp", kPerson}});
  c.add("b", "en", {{"Eduardo Feldkamp|Feldkamp", kPerson}});
  c.resolve();
  EXPECT_NE(c.of("Armando Feldkamp"), c.of("Eduardo Feldkamp"));
  EXPECT_EQ(c.of("Eduardo Feldkamp", 0), c.of("Eduardo Feldkamp", 1));
}

TEST(Identity, JuniorAndSeniorStayApart) {
  Case c;
  c.add("a", "en", {{"Armando Feldkamp Jr.", kPerson}});
  c.add("b", "en", {{"Armando Feldkamp Sr.", kPerson}});
  c.add("c", "pt", {{"Armando Feldkamp Júnior", kPerson}, {"Paulo Vasques Filho", kPerson}});
  c.add("d", "pt", {{"Paulo Vasques Neto", kPerson}});
  c.resolve();
  EXPECT_NE(c.of("Armando Feldkamp Jr."), c.of("Armando Feldkamp Sr."));
  EXPECT_EQ(c.of("Armando Feldkamp Jr."), c.of("Armando Feldkamp Júnior"));
  EXPECT_NE(c.of("Paulo Vasques Filho"), c.of("Paulo Vasques Neto"));
}

TEST(Identity, AJuniorIsNotTheElderWhomHisDocumentNames) {
  Case c;
  c.add("a", "en", {{"Robert Keller Jr", kPerson}, {"Robert Keller|Keller", kPerson}});
  c.add("b", "zh", {{"罗伯特·凯勒", kPerson}});
  c.add("c", "ar", {{"روبرت كيلر", kPerson}});
  c.resolve();
  EXPECT_NE(c.of("Robert Keller Jr"), c.of("Robert Keller"));
  EXPECT_EQ(c.of("罗伯特·凯勒"), c.of("Robert Keller"));
}

TEST(Identity, TwoOfOneSurnameStayApart) {
  Case c;
  c.add("a", "zh", {{"郭文涛", kPerson}, {"郭丽华", kPerson}});
  c.add("b", "en", {{"Guo Wentao|Guo", kPerson}});
  c.add("c", "en", {{"Guo Lihua|Guo", kPerson}});
  c.resolve();
  EXPECT_NE(c.of("郭文涛"), c.of("郭丽华"));
  EXPECT_EQ(c.of("郭文涛"), c.of("Guo Wentao"));
  EXPECT_EQ(c.of("郭丽华"), c.of("Guo Lihua"));
}

TEST(Identity, ACompanyIsNotItsFounder) {
  Case c;
  c.add("a", "en", {{"Otto Feldkamp|Feldkamp", kPerson}, {"Feldkamp Motors", kOrganization}});
  c.add("b", "pt", {{"Otto Feldkamp", kPerson}, {"Feldkamp Motors", kOrganization}});
  c.add("c", "en", {{"Feldkamp Motors|Feldkamp", kOrganization}});
  c.resolve();
  EXPECT_NE(c.of("Otto Feldkamp"), c.of("Feldkamp Motors"));
  EXPECT_EQ(c.of("Feldkamp Motors", 0), c.of("Feldkamp Motors", 2));
}

TEST(Identity, BodiesTranslatedInPart) {
  Case c;
  c.add("a", "en", {{"Lingkang Capital", kOrganization}, {"Maresol Fund", kOrganization}});
  c.add("b", "zh", {{"凌康资本", kOrganization}, {"马雷索尔基金", kOrganization}});
  c.resolve();
  EXPECT_EQ(c.of("Lingkang Capital"), c.of("凌康资本"));
  EXPECT_EQ(c.of("Maresol Fund"), c.of("马雷索尔基金"));
}

TEST(Identity, AFullNameIsOneThingsWhateverADocumentTakesItFor) {
  Case c;
  c.add("a", "en", {{"Orrick Velm|Orrick Velm|Orrick Velm", kOrganization}, {"Anna Keller", kPerson}});
  c.add("b", "en", {{"Orrick Velm|Orrick Velm|Orrick Velm|Orrick Velm", kPerson}, {"Anna Keller", kOrganization}});
  c.resolve();
  EXPECT_EQ(c.record.entities.size(), 2U);
  EXPECT_EQ(c.record.entities[c.of("Orrick Velm")].type, kOrganization);
  EXPECT_EQ(c.record.entities[c.of("Anna Keller")].type, kPerson);
}

TEST(Identity, TranslatedWordsAreBodies) {
  Case c;
  c.add("a", "en", {{"Fundo Valmoria|Fundo Valmoria|Fundo Valmoria|Fundo Valmoria", kPerson}});
  c.add("b", "zh", {{"瓦尔莫里亚基金", kOrganization}});
  c.resolve();
  EXPECT_EQ(c.of("Fundo Valmoria"), c.of("瓦尔莫里亚基金"));
  EXPECT_EQ(c.record.entities[c.of("Fundo Valmoria")].type, kOrganization);
}

TEST(Identity, AFamilysFirmIsNoneOfTheFamily) {
  Case c;
  c.add("a", "en", {{"Valmor", kOrganization}, {"Otto Valmor", kPerson}, {"Anna Valmor", kPerson}});
  c.add("b", "pt", {{"Anna Valmor|Valmor|Valmor|Valmor", kPerson}});
  c.add("c", "zh", {{"瓦尔莫", kOrganization}, {"奥托·瓦尔莫", kPerson}});
  c.resolve();
  EXPECT_NE(c.of("Valmor"), c.of("Anna Valmor"));
  EXPECT_NE(c.of("Valmor"), c.of("Otto Valmor"));
  EXPECT_EQ(c.of("Valmor"), c.of("瓦尔莫"));
  EXPECT_EQ(c.record.entities[c.of("Valmor")].type, kOrganization);
}

TEST(Identity, ModelsAndCourtsThatDifferInANumberStayApart) {
  Case c;
  c.add("a", "en", {{"Tarvex 737", EntityType::kProduct}, {"Court of Appeal No. 3", EntityType::kOrganization}});
  c.add("b", "en", {{"Tarvex 747", EntityType::kProduct}, {"Court of Appeal No. 5", EntityType::kOrganization}});
  c.add("c", "ar", {{"تارفكس ٧٣٧", EntityType::kProduct}});
  c.resolve();
  EXPECT_NE(c.of("Tarvex 737"), c.of("Tarvex 747"));
  EXPECT_NE(c.of("Court of Appeal No. 3"), c.of("Court of Appeal No. 5"));
  EXPECT_EQ(c.of("تارفكس ٧٣٧"), c.of("Tarvex 737"));
}

TEST(Identity, APersonIsNoCompany) {
  Case c;
  c.add("a", "en", {{"Feldkamp", kPerson}});
  c.add("b", "en", {{"Feldkamp", kOrganization}});
  c.resolve();
  EXPECT_NE(c.of("Feldkamp", 0), c.of("Feldkamp", 1));
}

TEST(Identity, NamesTranslatedByMeaning) {
  Case c;
  c.add("a", "en", {{"Microsoft", kOrganization}, {"Germany", kPlace}});
  c.add("b", "zh", {{"微软", kOrganization}, {"德国", kPlace}});
  c.add("c", "ar", {{"مايكروسوفت", kOrganization}, {"ألمانيا", kPlace}});
  c.resolve();
  EXPECT_EQ(c.of("Microsoft"), c.of("微软"));
  EXPECT_EQ(c.of("Microsoft"), c.of("مايكروسوفت"));
  EXPECT_EQ(c.of("Germany"), c.of("德国"));
  EXPECT_EQ(c.of("Germany"), c.of("ألمانيا"));
}

TEST(Identity, NamesMadeOfTranslatedWordsAlone) {
  Case c;
  c.add("a", "en", {{"The Blue Heron Quarterly", kOrganization}, {"Royal Harbour Bank", kOrganization}});
  c.add("b", "zh", {{"蓝鹭季刊", kOrganization}, {"皇家海港银行", kOrganization}});
  c.resolve();
  EXPECT_EQ(c.of("The Blue Heron Quarterly"), c.of("蓝鹭季刊"));
  EXPECT_EQ(c.of("Royal Harbour Bank"), c.of("皇家海港银行"));
  EXPECT_NE(c.of("蓝鹭季刊"), c.of("皇家海港银行"));
}

TEST(Identity, NamesTranslatedWithinOneScript) {
  Case c;
  c.add("a", "en", {{"Velden District Court", kOrganization}, {"Federal Patent Court", kOrganization}});
  c.add("b", "pt", {{"Tribunal Distrital de Velden", kOrganization}, {"Tribunal Federal de Patentes", kOrganization}});
  c.add("c", "ar", {{"المحكمة الاتحادية للبراءات", kOrganization}});
  c.add("d", "en", {{"Norvel Films", kOrganization}});
  c.add("e", "en", {{"Norvel Pictures", kOrganization}});
  c.resolve();
  EXPECT_EQ(c.of("Velden District Court"), c.of("Tribunal Distrital de Velden"));
  EXPECT_EQ(c.of("Federal Patent Court"), c.of("Tribunal Federal de Patentes"));
  EXPECT_EQ(c.of("Federal Patent Court"), c.of("المحكمة الاتحادية للبراءات"));
  EXPECT_NE(c.of("Norvel Films"), c.of("Norvel Pictures"));
}

TEST(Identity, BodiesOfCountriesAndCities) {
  Case c;
  c.add("a", "en", {{"Bank of Korea", kOrganization}, {"Munich Museum", kOrganization}});
  c.add("b", "zh", {{"韩国银行", kOrganization}});
  c.add("c", "pt", {{"Banco da Coreia do Sul", kOrganization}, {"Museu de Munique", kOrganization}});
  c.resolve();
  EXPECT_EQ(c.of("韩国银行"), c.of("Banco da Coreia do Sul"));
}

TEST(Identity, AChineseNameIsNoShortFormOfAnother) {
  Case c;
  c.add("a", "en", {{"Chen Guodong|Chen", kPerson}, {"Wang Lei|Wang", kPerson}, {"Mei-Ling Zhou", kPerson}});
  c.add("b", "zh", {{"陈国栋", kPerson}, {"王磊", kPerson}, {"王强", kPerson}, {"周美玲", kPerson}});
  c.add("c", "zh", {{"韩国栋", kPerson}});
  c.add("d", "ar", {{"وانغ لي", kPerson}});
  c.resolve();
  EXPECT_EQ(c.of("Chen Guodong"), c.of("陈国栋"));
  EXPECT_NE(c.of("Chen Guodong"), c.of("韩国栋"));
  EXPECT_EQ(c.of("Wang Lei"), c.of("王磊"));
  EXPECT_NE(c.of("Wang Lei"), c.of("王强"));
  EXPECT_EQ(c.of("Mei-Ling Zhou"), c.of("周美玲"));
}

TEST(Identity, AWordOfTwoMeaningsFitsEither) {
  Case c;
  c.add("a", "en", {{"Tesmond Trust", kOrganization}, {"Halvora Fund", kOrganization}});
  c.add("b", "ar", {{"صندوق تيسموند", kOrganization}, {"صندوق هالفورا", kOrganization}});
  c.resolve();
  EXPECT_EQ(c.of("Tesmond Trust"), c.of("صندوق تيسموند"));
  EXPECT_EQ(c.of("Halvora Fund"), c.of("صندوق هالفورا"));
}

TEST(Identity, AcronymsAreTheirExpansions) {
  Case c;
  c.add("a", "en", {{"Baltic Shipping Register", kOrganization}});
  c.add("b", "en", {{"BSR", kOrganization}});
  c.resolve();
  EXPECT_EQ(c.of("BSR"), c.of("Baltic Shipping Register"));
}

TEST(Identity, IdsComeFromNames) {
  Case one, two;
  one.add("a", "en", {{"Martin Feldkamp", kPerson}});
  two.add("a", "en", {{"Carla Rossi", kPerson}});
  two.add("b", "en", {{"Martin Feldkamp", kPerson}});
  one.resolve();
  two.resolve();
  EXPECT_EQ(one.record.entities[one.of("Martin Feldkamp")].id, two.record.entities[two.of("Martin Feldkamp")].id);
}

TEST(Identity, APersonIsShownWithTheFullName) {
  Case c;
  const auto shown = [&] { return c.record.entities[c.of("Vale")].name; };
  c.add("a", "en", {{"Vale|Vale|Vale|Vale|Vale|Vale|Vale|Vale|Vale|R. Vale|R. Vale|Rosalind Vale|Vale", kPerson}});
  c.add("b", "ar", {{"فيل|روزاليند فيل|روزاليند فيل", kPerson}});
  c.resolve();
  EXPECT_EQ(shown(), "Rosalind Vale");
  Case headline;
  headline.add("a", "en", {{"ROSALIND VALE|Rosalind Vale|Vale|Vale", kPerson}});
  headline.resolve();
  EXPECT_EQ(headline.record.entities.front().name, "Rosalind Vale");
  Case unknown;
  unknown.add("a", "en", {{"Vale|Vale", kPerson}});
  unknown.resolve();
  EXPECT_EQ(unknown.record.entities.front().name, "Vale");
}

TEST(Identity, CorrectionsAreReplayed) {
  Case c;
  c.add("a", "en", {{"Martin Feldkamp", kPerson}, {"Captain Thunder", kPerson}});
  c.add("b", "en", {{"Carla Rossi", kPerson}});
  c.resolve({{1, "merge-entities", {"Martin Feldkamp", "Captain Thunder"}, "", "", ""},
             {2, "rename-entity", {"Carla Rossi", "C. Rossi"}, "", "", ""},
             {3, "retype-entity", {"Nobody", "place"}, "", "", ""}});
  EXPECT_EQ(c.of("Martin Feldkamp"), c.of("Captain Thunder"));
  EXPECT_EQ(c.record.entities[c.of("Carla Rossi")].name, "C. Rossi");
  ASSERT_EQ(c.outcomes.size(), 3U);
  EXPECT_TRUE(c.outcomes[0].applied);
  EXPECT_FALSE(c.outcomes[2].applied);
  EXPECT_EQ(c.outcomes[2].why_not, "no entity is called 'Nobody'");
}

TEST(Identity, AMergeCanBeUndone) {
  Case c;
  c.add("a", "en", {{"Martin Feldkamp", kPerson}});
  c.add("b", "en", {{"Feldkamp", kPerson}});
  c.resolve({{1, "split-entity", {"Martin Feldkamp", "Feldkamp"}, "", "", ""}});
  EXPECT_NE(c.of("Feldkamp"), c.of("Martin Feldkamp"));
}

}  // namespace
}  // namespace annals
