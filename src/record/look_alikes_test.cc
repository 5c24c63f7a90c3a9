#include "record/look_alikes.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace annals {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::SizeIs;

Entity entity(const std::vector<std::pair<std::string, uint32_t>>& names) {
  Entity made;
  made.name = names.front().first;
  for (const auto& [text, count] : names) made.names.push_back({text, "en", count});
  return made;
}

TEST(LookAlikes, LettersOfAnotherAlphabetAreFlagged) {
  const std::vector<Entity> entities = {entity({{"Lumen Works", 9}}), entity({{"Lum\u0435n Works", 20}})};
  const auto found = find_look_alikes(entities, {});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].entity, 1U) << "the mixed one deceives, however often it is written";
  EXPECT_EQ(found[0].other, 0U);
  EXPECT_THAT(found[0].alphabets, ElementsAre("Cyrillic", "Latin"));
  EXPECT_EQ(describe(found[0]), "“Lum\u0435n Works” mixes Cyrillic and Latin letters and looks like “Lumen Works”");
}

TEST(LookAlikes, SpellingsOfOneEntityAreComparedToo) {
  const std::vector<Entity> entities = {entity({{"Marco Silva", 5}, {"M\u0430rco Silva", 1}})};
  const auto found = find_look_alikes(entities, {});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].name, "M\u0430rco Silva");
  EXPECT_EQ(found[0].other, 0U);
}

TEST(LookAlikes, AWholeWordOfAnotherAlphabetAndDigitsForLetters) {
  const std::vector<Entity> entities = {entity({{"Copa", 5}}), entity({{"\u0421\u043E\u0440\u0430", 1}}),
                                        entity({{"Norvia", 5}}), entity({{"N0rvia", 1}})};
  const auto found = find_look_alikes(entities, {});
  ASSERT_THAT(found, SizeIs(2));
  EXPECT_EQ(found[0].entity, 1U);
  EXPECT_EQ(found[0].other_name, "Copa");
  EXPECT_EQ(found[1].entity, 3U);
}

TEST(LookAlikes, WordsThatMixAlphabetsAreFoundInTexts) {
  const std::vector<Entity> entities = {entity({{"Lumen Works", 9}})};
  Document document;
  document.text = "Ana sold Lum\u0435n Works to Theo. The \u0430nd is nobody's.";
  const DocumentReading reading{&document, nullptr};
  const auto found = find_look_alikes(entities, {&reading, 1});
  ASSERT_THAT(found, SizeIs(1));
  EXPECT_EQ(found[0].name, "Lum\u0435n Works");
  EXPECT_EQ(found[0].entity, kNone);
  EXPECT_EQ(found[0].other, 0U);
  EXPECT_EQ(found[0].document, 0U);
  EXPECT_EQ(found[0].span.begin, 9U);
}

TEST(LookAlikes, PlainNamesAreNot) {
  const std::vector<Entity> entities = {
      entity({{"Al", 5}}), entity({{"AI", 5}}), entity({{"ANA PRADO", 1}, {"Ana Prado", 3}}),
      entity({{"\u041C\u0430\u0440\u043A\u043E", 1}}), entity({{"\u5317\u6F9C\u79D1\u6280", 2}})};
  EXPECT_THAT(find_look_alikes(entities, {}), IsEmpty());
}

}  // namespace
}  // namespace annals
