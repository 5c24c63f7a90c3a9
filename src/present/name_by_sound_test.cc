#include "present/name_by_sound.h"

#include <gtest/gtest.h>

#include "tests/support/languages.h"

namespace annals {
namespace {

TEST(NameBySound, SpellingsThatNoDocumentHasAreFound) {
  CaseContents contents;
  for (const char* name : {"Duarte Quintela", "Radka Stoyneva", "赵云舟"}) {
    Entity& entity = contents.record.entities.emplace_back();
    entity.id = name;
    entity.name = name;
    entity.names = {{name, "en", 3}};
  }
  SoundTable sounds(testing::languages().languages());
  const auto first = [&](std::string_view asked) -> std::string {
    const auto found = find_by_sound(contents, testing::languages().folding(), sounds, asked);
    return found.empty() ? "nobody" : contents.record.entities[found.front()].name;
  };
  EXPECT_EQ(first("Kintela"), "Duarte Quintela");
  EXPECT_EQ(first("Duarte Kintela"), "Duarte Quintela");
  EXPECT_EQ(first("كينتيلا"), "Duarte Quintela");
  EXPECT_EQ(first("Stojneva"), "Radka Stoyneva");
  EXPECT_EQ(first("Стойнева"), "Radka Stoyneva");
  EXPECT_EQ(first("Zhao Yunzhou"), "赵云舟");
  EXPECT_EQ(first("Xyzzy"), "nobody");
  EXPECT_EQ(first(""), "nobody");
}

}  // namespace
}  // namespace annals
