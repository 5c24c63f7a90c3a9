#include "reading/bare_numbers.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <cmath>

#include "tests/support/any_text.h"
#include "tests/support/languages.h"
#include "tests/support/reading.h"

namespace annals {
namespace {

std::vector<double> numbers_of(std::string_view text, std::string_view language) {
  std::vector<double> out;
  for (const Quantity& number : read_bare_numbers(testing::make_document(language, text), testing::languages())) {
    out.push_back(number.value);
    EXPECT_EQ(number.type, QuantityType::kNumber);
  }
  return out;
}

TEST(BareNumbers, AreReadInFiguresAndInWords) {
  EXPECT_EQ(numbers_of("See page 12, lines three and minus 4.5.", "en"), (std::vector<double>{12, 3, -4.5}));
  EXPECT_EQ(numbers_of("Take 2 1/2 and two fifths, one over four, ¾.", "en"),
            (std::vector<double>{2.5, 0.4, 0.25, 0.75}));
  EXPECT_EQ(numbers_of("他要了三分之一，剩下二十五。", "zh").size(), 2U);
}

RC_GTEST_PROP(BareNumbers, LieInTheTextAndAreFinite, (const std::u32string& points)) {
  const std::string text = testing::any_text(points) + "1/2 " + testing::any_text(points);
  for (const std::string_view language : {"en", "zh", "ar", "de"}) {
    for (const Quantity& number : read_bare_numbers(testing::make_document(language, text), testing::languages())) {
      RC_ASSERT(std::isfinite(number.value));
      RC_ASSERT(number.span.begin < number.span.end && number.span.end <= text.size());
    }
  }
}

TEST(BareNumbers, AreLeftOutWhenNoFigureHoldsThem) {
  std::string many;
  for (int i = 0; i < 60; ++i) many += "trillion ";
  for (const double value : numbers_of(many, "en")) EXPECT_TRUE(std::isfinite(value));
}

TEST(BareNumbers, AreNotOrdinalsOrArticles) { EXPECT_TRUE(numbers_of("The second house had a door.", "en").empty()); }

TEST(BareNumbers, MayLeadWithTheDecimalMark) {
  EXPECT_EQ(numbers_of("A bat of .305, not of 3.5 or 2..7", "en"), (std::vector<double>{.305, 3.5, 2, 7}));
  EXPECT_EQ(numbers_of("Cresceu ,25 e não .25", "pt"), (std::vector<double>{.25, 25}));
}

TEST(BareNumbers, AddAFractionOfMillions) {
  EXPECT_EQ(numbers_of("They need two million and one half.", "en"), (std::vector<double>{2.5e6}));
  EXPECT_EQ(numbers_of("Mede vinte e um quintos.", "pt"), (std::vector<double>{4.2}));
  EXPECT_EQ(numbers_of("他有1千零20个，三五百块钱。", "zh"), (std::vector<double>{1020, 300}));
}

TEST(BareNumbers, CountByTheDozen) {
  EXPECT_EQ(numbers_of("She sold 200 dozens and three dozen.", "en"), (std::vector<double>{2400, 36}));
  EXPECT_EQ(numbers_of("Vendió quince docenas.", "es"), (std::vector<double>{180}));
  EXPECT_EQ(numbers_of("اشترت ثلاث دزينات.", "ar"), (std::vector<double>{36}));
}

TEST(BareNumbers, LeaveADashBetweenTwoThingsAlone) {
  EXPECT_EQ(numbers_of("From 5-7 o'clock, - 8 chairs", "en"), (std::vector<double>{5, 7, 8}));
}

}  // namespace
}  // namespace annals
