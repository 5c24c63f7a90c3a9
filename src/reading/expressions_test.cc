#include "reading/expressions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/golden.h"
#include "tests/support/languages.h"
#include "tests/support/reading.h"

namespace annals {
namespace {

using testing::describe;

TEST(Expressions, EveryRowOfEveryPackMakesSense) {
  for (const auto& [code, pack] : testing::languages().languages().packs()) {
    for (const std::string& problem : testing::languages().get(code).expressions->problems) ADD_FAILURE() << problem;
  }
}

// `en@2024-05-15: He resigned yesterday.` is read as English, published that day; the rule itself must find what the
// row expects.
TEST(Expressions, EveryExampleIsFoundByItsOwnRule) {
  size_t run = 0;
  for (const auto& [code, pack] : testing::languages().languages().packs()) {
    for (const Rule& rule : testing::languages().get(code).expressions->rules) {
      const size_t colon = rule.example.find(": ");
      if (colon == std::string::npos) continue;
      const std::string head = rule.example.substr(0, colon);
      const size_t at = head.find('@');
      if (head.substr(0, at) != code) continue;
      const Reading reading =
          testing::read_text(code, rule.example.substr(colon + 2), at == std::string::npos ? "" : head.substr(at + 1));
      std::string found;
      bool good = false;
      for (const Time& time : reading.times) {
        found += fmt::format(" {} by {};", time.edtf, time.rule);
        good = good || (time.edtf == rule.expects && time.rule == rule.place);
      }
      for (const Quantity& quantity : reading.quantities) {
        found += fmt::format(" {} by {};", describe(quantity), quantity.rule);
        good = good || (describe(quantity) == rule.expects && quantity.rule == rule.place);
      }
      EXPECT_TRUE(good) << "languages/" << rule.place << " (" << rule.id << "): expected " << rule.expects << ", found"
                        << found;
      ++run;
    }
  }
  EXPECT_GT(run, 20U);
}

// Steps are counted, not seconds: twice the text may take twice the steps and no more, whatever the text is.
TEST(Expressions, WorkGrowsWithTheTextAndNoFaster) {
  const std::string seeds[] = {"1 ",
                               "1.1.",
                               "a million thousand ",
                               "and ",
                               "the first of the ",
                               "May 1 to ",
                               "twenty-one and ",
                               "between 1 and ",
                               "$ $ ",
                               "1-1-",
                               "early mid late ",
                               "Monday, ",
                               "5 May - 5 May ",
                               "last next this week of "};
  for (const std::string& seed : seeds) {
    const auto steps = [&](size_t times) {
      std::string text;
      for (size_t i = 0; i < times; ++i) text += seed;
      const Language& language = testing::languages().get("en");
      const TokenizedText tokens =
          tokenize(text, Span{0, static_cast<uint32_t>(text.size())}, language.vocabulary, language.clitics);
      Scanner scanner;
      scanner.scan(text, tokens, *language.expressions);
      return scanner.steps();
    };
    const uint64_t one = steps(400), two = steps(800);
    EXPECT_LE(two, one * 21 / 10 + 5000) << seed;
    EXPECT_LE(two / 800, 60000U) << seed;
  }
}

TEST(Expressions, SumsSayHowOftenTheyAreDue) {
  const std::pair<std::string_view, std::string_view> kMonthly[] = {
      {"en", "She pays $500 monthly."},        {"en", "She pays $500 a month."},
      {"es", "Paga 500 euros mensuales."},     {"pt", "Paga 500 euros mensais."},
      {"fr", "Elle paie 500 euros mensuels."}, {"de", "Sie zahlt 500 Euro monatlich."},
      {"ar", "تدفع 500 دولار شهريا."}};
  for (const auto& [language, text] : kMonthly) {
    const Reading reading = testing::read_text(language, text);
    ASSERT_EQ(reading.quantities.size(), 1U) << text;
    EXPECT_EQ(reading.quantities[0].per, "month") << text;
  }
}

// 'millions of dollars' is no sum of one million.
TEST(Expressions, BarePluralsOfScaleWordsAreVague) {
  for (const auto& [language, text, vague] : {
           std::tuple{"en", "They lost millions of dollars.", true},
           {"en", "They lost two million dollars.", false},
           {"pt", "Perderam bilhões de reais.", true},
           {"pt", "Perderam três bilhões de reais.", false},
           {"es", "Perdieron millones de euros.", true},
           {"es", "Perdieron mil millones de euros.", false},
           {"fr", "Ils ont perdu des milliards d'euros.", true},
           {"fr", "Ils ont perdu deux milliards d'euros.", false},
           {"ar", "خسروا مليارات الدولارات.", true},
           {"ar", "خسروا ثلاثة مليارات دولار.", false},
           {"de", "Sie verloren Millionen Euro.", true},
           {"de", "Sie verloren drei Millionen Euro.", false},
           {"ru", "Они потеряли миллиарды рублей.", true},
           {"tr", "Milyarlarca lira kaybettiler.", true},
           {"zh", "他们损失了数百万美元。", true},
           {"zh", "他们损失了三百万美元。", false},
       }) {
    const Reading reading = testing::read_text(language, text);
    ASSERT_EQ(reading.quantities.size(), 1U) << text;
    EXPECT_EQ(reading.quantities[0].type, QuantityType::kMoney) << text;
    EXPECT_EQ(reading.quantities[0].vague, vague) << text;
  }
}

// As a person would write it, not as binary fractions come out when multiplied.
TEST(Expressions, ASumIsTheDecimalNumberThatIsWritten) {
  const std::tuple<std::string_view, std::string_view, double> kSums[] = {
      {"en", "She paid 4.1 million dollars.", 4100000},
      {"en", "She paid 8.2 million euros.", 8200000},
      {"pt", "Pagou 1,1 milhão de reais.", 1100000},
      {"zh", "她支付了4.1亿元。", 410000000}};
  for (const auto& [language, text, value] : kSums) {
    const Reading reading = testing::read_text(language, text);
    ASSERT_EQ(reading.quantities.size(), 1U) << text;
    EXPECT_EQ(reading.quantities[0].value, value) << text;
  }
}

TEST(Expressions, ChineseLikeTextOfNothingButNumbersIsLinear) {
  for (const char* seed : {"一", "二〇", "十万", "年月日", "数十亿", "一年前一年前"}) {
    const auto steps = [&](size_t times) {
      std::string text;
      for (size_t i = 0; i < times; ++i) text += seed;
      const Language& language = testing::languages().get("zh");
      const TokenizedText tokens =
          tokenize(text, Span{0, static_cast<uint32_t>(text.size())}, language.vocabulary, language.clitics);
      Scanner scanner;
      scanner.scan(text, tokens, *language.expressions);
      return scanner.steps();
    };
    EXPECT_LE(steps(800), steps(400) * 21 / 10 + 5000) << seed;
  }
}

}  // namespace
}  // namespace annals
