#include "record/suspects.h"

#include <gtest/gtest.h>

#include "tests/support/case_builder.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::languages;

void add_sale(CaseBuilder& c, const std::string& id, const std::string& language, const std::string& words,
              double value) {
  c.add(id, language, "Norvik bought Halden Yard for " + words + " on 3 May 2019, says " + id + ".")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .money(words, value)
      .time("3 May 2019", "2019-05-03")
      .claim("money.purchase", "bought", {{"buyer", "Norvik"}, {"asset", "Halden Yard"}});
}

TEST(Suspects, TheSumThatFewerTellIsTheOneMistranslated) {
  CaseBuilder c;
  add_sale(c, "a", "en", "$60 million", 6e7);
  add_sale(c, "b", "pt", "60 milhões", 6e7);
  add_sale(c, "c", "zh", "6万", 6e4);
  const Record record = c.build();
  ASSERT_EQ(record.conflicts.size(), 1U);
  EXPECT_EQ(record.conflicts[0].cause, "scale");
  const auto documents = c.documents();
  const auto found = suspect_sums(documents, languages(), record);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(documents[found[0].first].document->id, "c");
}

TEST(Suspects, SumsThatAgreeAreNot) {
  CaseBuilder c;
  add_sale(c, "a", "en", "$60 million", 6e7);
  add_sale(c, "c", "zh", "6千万", 6e7);
  EXPECT_TRUE(suspect_sums(c.documents(), languages(), c.build()).empty());
}

}  // namespace
}  // namespace annals
