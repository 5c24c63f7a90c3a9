#include "text/deceptive.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace annals {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

bool look_the_same(std::string_view a, std::string_view b) {
  for (const std::string& one : looks_of(a)) {
    for (const std::string& other : looks_of(b)) {
      if (one == other) return true;
    }
  }
  return false;
}

TEST(Deceptive, OverridesOfDirectionAreShown) {
  const std::string trick = "invoice\u202Efdp.exe";
  EXPECT_EQ(count_direction_overrides(trick), 1U);
  EXPECT_EQ(show_direction_overrides(trick), "invoice‹U+202E›fdp.exe");
  EXPECT_EQ(show_direction_overrides("“plain” – text"), "“plain” – text");
  EXPECT_EQ(count_direction_overrides("\u200F\u0645\u0631\u062D\u0628\u0627\u200F"), 0U);
}

TEST(Deceptive, AlphabetsMixedInAWord) {
  EXPECT_THAT(mixed_alphabets("Mar\u0441o Silva"), ElementsAre("Cyrillic", "Latin"));
  EXPECT_THAT(mixed_alphabets("\u041C\u0430\u0440\u043A\u043E Silva"), IsEmpty()) << "two words, an alphabet each";
  EXPECT_THAT(mixed_alphabets("X\u516C\u53F8"), IsEmpty());
  EXPECT_THAT(mixed_alphabets("Bj\u00F6rk 2"), IsEmpty());
}

TEST(Deceptive, WordsThatMixAlphabetsAreFoundInText) {
  const std::string text = "Ana sold Lum\u0435n Works, \u041C\u0430\u0440\u043A\u043E and caf\u00E9s.";
  const auto words = mixed_words(text);
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words[0].of(text), "Lum\u0435n");
}

TEST(Deceptive, NamesThatLookTheSame) {
  EXPECT_TRUE(look_the_same("Lumen Works", "Lum\u0435n W\u043Erks"));
  EXPECT_TRUE(look_the_same("Goog1e", "Google"));
  EXPECT_TRUE(look_the_same("N0RVIA", "Norvia"));
  EXPECT_FALSE(look_the_same("Lumen Works", "Lumen Work"));
}

}  // namespace
}  // namespace annals
