#include "reading/names.h"

#include <gtest/gtest.h>

#include "tests/support/languages.h"

namespace annals {
namespace {

// A document of one block a line, in one language.
Document document_of(const std::string& text, const std::string& language) {
  Document document;
  document.id = "test";
  document.text = text;
  document.language = language;
  for (uint32_t at = 0; at < text.size();) {
    const auto end = static_cast<uint32_t>(std::min(text.find('\n', at), text.size()));
    if (end > at) document.blocks.push_back({BlockRole::kBody, {at, end}, language, 0});
    at = end + 1;
  }
  return document;
}

// The text with every name as [name]{type}.
std::string marked(const std::string& text, const std::string& language) {
  const Document document = document_of(text, language);
  const Analysis analysis = analyze(document, testing::languages());
  Reading reading;
  read_names(analysis, reading);
  std::string out;
  uint32_t at = 0;
  for (const Mention& mention : reading.mentions) {
    out += text.substr(at, mention.span.begin - at);
    out += "[" + std::string(mention.span.of(text)) + "]{" + std::string(to_string(mention.type)) + "}";
    at = mention.span.end;
  }
  return out + text.substr(at);
}

struct Case {
  const char* language;
  const char* marked;
};

// The sentence without its marks must be marked the same way again.
class NamesTest : public ::testing::TestWithParam<Case> {};

TEST_P(NamesTest, FindsExactlyTheNames) {
  std::string plain;
  for (const char* c = GetParam().marked; *c != '\0'; ++c) {
    if (*c == '[' || *c == ']') continue;
    if (*c == '{') {
      while (*c != '}') ++c;
      continue;
    }
    plain += *c;
  }
  EXPECT_EQ(marked(plain, GetParam().language), GetParam().marked);
}

INSTANTIATE_TEST_SUITE_P(
    English, NamesTest,
    ::testing::Values(
        Case{"en", "[Maria Keller]{person} founded [Novatek Labs]{organization} in [Berlin]{place}."},
        Case{"en", "The company said that the CEO would not comment on AI."},
        Case{"en", "[Daniel Okafor]{person} told [Reuters]{organization} that [Keller]{person} had left."},
        Case{"en", "Mr. [Okafor]{person} met President [Ana Duarte]{person} in [Lisbon]{place} on Monday."},
        Case{"en", "However, nobody from the Board attended."}));

INSTANTIATE_TEST_SUITE_P(
    Portuguese, NamesTest,
    ::testing::Values(
        Case{"pt", "[Paulo Teixeira]{person} deixou a [Petrobras]{organization} e foi para [Lisboa]{place}."},
        Case{"pt", "Segundo a empresa, o CEO não vai comentar."},
        Case{"pt", "O ministro [João da Silva]{person} se reuniu com [Teixeira]{person} em [São Paulo]{place}."}));

INSTANTIATE_TEST_SUITE_P(Chinese, NamesTest,
                         ::testing::Values(Case{"zh", "[王建国]{person}在[北京]{place}会见了[马库斯·韦伯]{person}。"},
                                           Case{"zh", "公司首席执行官没有回应。"},
                                           Case{"zh", "[韦伯]{person}表示，[谷歌]{organization}不会收购这家公司。"},
                                           Case{"zh",
                                                "[Novatek]{organization} 发言人 [Maria Keller]{person} 拒绝置评。"}));

INSTANTIATE_TEST_SUITE_P(
    Arabic, NamesTest,
    ::testing::Values(Case{"ar",
                           "قال الرئيس التنفيذي لشركة [Novatek]{organization} [ماركوس ويبر]{person} إن القرار نهائي."},
                      Case{"ar", "رفض مجلس الإدارة التعليق على الذكاء الاصطناعي."},
                      Case{"ar", "زار [محمد حسن]{person} [القاهرة]{place} يوم الثلاثاء."}));

TEST(Names, ProcliticsStayOutside) {
  const std::string text = "التقى محمد وأحمد في لندن";
  EXPECT_EQ(marked(text, "ar"), "التقى [محمد]{person} و[أحمد]{person} في [لندن]{place}");
}

TEST(Names, ShortFormsReferToTheFullName) {
  const Document document =
      document_of("Maria Keller founded Novatek Inc.\nKeller left in 2019. Maria never came back to Novatek.", "en");
  const Analysis analysis = analyze(document, testing::languages());
  Reading reading;
  read_names(analysis, reading);
  ASSERT_EQ(reading.entities.size(), 2U);
  EXPECT_EQ(reading.entities[0].name, "Maria Keller");
  EXPECT_EQ(reading.entities[0].aliases, (std::vector<std::string>{"Keller", "Maria"}));
  EXPECT_EQ(reading.entities[1].aliases.size(), 1U);
}

TEST(Names, TheFirstWordOfABodyIsShortForTheOnlyOneThatBeginsSo) {
  const auto names = [](const std::string& text, const std::string& language) {
    const Document document = document_of(text, language);
    const Analysis analysis = analyze(document, testing::languages());
    Reading reading;
    read_names(analysis, reading);
    return reading.entities.size();
  };
  EXPECT_EQ(names("The board of Harlow Voting Systems met. Shares in Harlow fell.", "en"), 1U);
  EXPECT_EQ(names("Shares in Harlow fell. The board of Harlow Voting Systems met.", "en"), 2U);
  EXPECT_EQ(names("海棠汽车公司宣布停产。海棠汽车的股东没有回应。海棠的董事会召开会议。", "zh"), 1U);
}

TEST(Names, AMiddleNameAloneIsWhoeverBearsIt) {
  const Document document =
      document_of("A contadora Ana Okamoto Farias denunciou o diretor.\nOntem, Okamoto voltou. Okamoto riu.", "pt");
  const Analysis analysis = analyze(document, testing::languages());
  Reading reading;
  read_names(analysis, reading);
  ASSERT_EQ(reading.entities.size(), 1U);
  EXPECT_EQ(reading.entities[0].aliases, (std::vector<std::string>{"Okamoto"}));
}

TEST(Names, ABodyAndItsChairmanWhoHasItsNameAreTwo) {
  const Document document = document_of(
      "Halden Holding bought the yard.\nIts chairman, Otto Halden, came too. She promised Halden a ferry.", "en");
  const Analysis analysis = analyze(document, testing::languages());
  Reading reading;
  read_names(analysis, reading);
  ASSERT_EQ(reading.entities.size(), 2U);
  EXPECT_EQ(reading.entities[0].type, EntityType::kOrganization);
  EXPECT_EQ(reading.entities[1].type, EntityType::kPerson);
}

TEST(Names, FormerNamesAndNicknamesAreOnesOwn) {
  const auto bearers = [](const std::string& text, const std::string& language) {
    const Document document = document_of(text, language);
    const Analysis analysis = analyze(document, testing::languages());
    Reading reading;
    read_names(analysis, reading);
    std::vector<std::string> out;
    for (const LocalEntity& entity : reading.entities) {
      std::string names = entity.name;
      for (const std::string& alias : entity.aliases) names += " = " + alias;
      out.push_back(names);
    }
    return out;
  };
  using Names = std::vector<std::string>;
  EXPECT_EQ(bearers("Maria Keller, known as \u201CMimi\u201D, left Novatek Inc. Mimi wept.", "en"),
            (Names{"Maria Keller = Mimi", "Novatek Inc"}));
  EXPECT_EQ(bearers("Novatek Labs, formerly Keller Foods, collapsed. Keller Foods was founded in Berlin.", "en"),
            (Names{"Novatek Labs = Keller Foods", "Berlin"}));
  EXPECT_EQ(bearers("Novatek Labs, now Petrobras territory, collapsed.", "en"), (Names{"Novatek Labs", "Petrobras"}));
  EXPECT_EQ(bearers("推特（原谷歌）起诉了微软。", "zh"), (Names{"推特 = 谷歌", "微软"}));
  EXPECT_EQ(bearers("他收购了推特,谷歌原本可以离场。", "zh"), (Names{"推特", "谷歌"}));
  EXPECT_EQ(bearers("رفعت شركة مايكروسوفت (فيسبوك سابقا) دعوى.", "ar"), (Names{"مايكروسوفت = فيسبوك"}));
  EXPECT_EQ(bearers("A Novatek, antiga Petrobras, processou a Google.", "pt"),
            (Names{"Novatek = Petrobras", "Google"}));
}

TEST(Names, TimesAreNoNames) {
  const Document document = document_of("April Keller left in April.", "en");
  const Analysis analysis = analyze(document, testing::languages());
  Reading reading;
  Time time;
  time.span = {21, 26};
  reading.times.push_back(time);
  read_names(analysis, reading);
  for (const Mention& mention : reading.mentions) EXPECT_FALSE(mention.span.overlaps(time.span));
}

TEST(Names, AnyBytesAreRead) {
  for (const std::string& text : {std::string(), std::string("·"), std::string("\xEF\xBF\xBD·王·"),
                                  std::string(3000, 'A'), std::string("((((''''....")}) {
    for (const char* language : {"en", "zh", "ar", "und"}) marked(text, language);
  }
}

TEST(Names, TextsMayEndInAWordThatNamesFollow) {
  EXPECT_EQ(marked("收购", "zh"), "收购");
  EXPECT_EQ(marked("The founder of", "en"), "The founder of");
}

// What is said of a name anywhere in the document says what it is everywhere.
TEST(Names, WhatIsSaidOfItSaysItsKind) {
  const std::string text =
      "Torvenna was founded in 2003. Shares in Torvenna fell. Torvenna's spokeswoman did not call back.\n"
      "Ilse Brakker joined Torvenna in 2010 and left Torvenna two years later.";
  const std::string found = marked(text, "en");
  EXPECT_EQ(found.find("[Torvenna]{person}"), std::string::npos) << found;
  EXPECT_NE(found.find("[Torvenna]{organization}"), std::string::npos) << found;
  EXPECT_NE(found.find("[Ilse Brakker]{person}"), std::string::npos) << found;
}

TEST(Names, HyphensJoin) {
  const std::string found = marked("Greta Lindt-Okoro called Han Seung-hwan about it.", "en");
  EXPECT_NE(found.find("[Greta Lindt-Okoro]{person}"), std::string::npos) << found;
  EXPECT_NE(found.find("[Han Seung-hwan]{person}"), std::string::npos) << found;
}

TEST(Names, AFullNameStaysOne) {
  const std::string found = marked("Thérèse Roussel a quitté Lyon. Roussel est revenue.", "fr");
  EXPECT_NE(found.find("[Thérèse Roussel]{person}"), std::string::npos) << found;
}

TEST(Names, CurrenciesAreNone) {
  const std::string found = marked("价格是三百迪拉姆，船员每月领五百迪拉姆。", "zh");
  EXPECT_EQ(found.find('['), std::string::npos) << found;
}

TEST(Names, FirstLettersMayLeaveOutSmallWords) {
  const Document document =
      document_of("O Instituto Nacional de Pesca Fluvial (INPF) multou a cooperativa. O INPF recorreu.", "pt");
  const Analysis analysis = analyze(document, testing::languages());
  Reading reading;
  read_names(analysis, reading);
  ASSERT_EQ(reading.entities.size(), 1U);
  EXPECT_EQ(reading.entities[0].name, "Instituto Nacional de Pesca Fluvial");
}

}  // namespace
}  // namespace annals
