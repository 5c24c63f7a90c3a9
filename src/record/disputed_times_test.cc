// What the words date too, by which a thing is dated otherwise than elsewhere.
#include <gtest/gtest.h>

#include <algorithm>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

// Otto Lund leaves, and then sells the yard; both are dated by the first words.
void leaves_and_sells(CaseBuilder& c, const std::string& id, const std::string& when, const std::string& edtf,
                      bool same_words) {
  DocumentBuilder& document =
      c.add(id, "en", "In " + when + " Otto Lund left Norvik.\nHe sold Halden Yard to Vega Bank.")
          .name("Otto Lund")
          .name("Norvik", EntityType::kOrganization)
          .name("Halden Yard", EntityType::kOrganization)
          .name("Vega Bank", EntityType::kOrganization)
          .time(when, edtf)
          .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
          .claim("money.purchase", "sold", {{"buyer", "Vega Bank"}, {"asset", "Halden Yard"}})
          .dated(edtf);
  document.reading.claims[1].time = same_words ? 0 : kNone;
}

TEST(DisputedTimes, WhatTheSameWordsDateIsDisputedWithIt) {
  for (const bool same_words : {true, false}) {
    CaseBuilder c;
    leaves_and_sells(c, "a", "May 2019", "2019-05", same_words);
    leaves_and_sells(c, "b", "July 2019", "2019-07", same_words);
    const Record record = c.build();
    ASSERT_EQ(record.events.size(), 2U);
    const auto dates = std::find_if(record.conflicts.begin(), record.conflicts.end(), [&](const Conflict& conflict) {
      return conflict.slot == "date" && record.events[conflict.event].type == "position.end";
    });
    ASSERT_NE(dates, record.conflicts.end());
    EXPECT_EQ(dates->related.size(), same_words ? 1U : 0U);
    for (const ConflictValue& value : dates->values) EXPECT_EQ(value.claims.size(), same_words ? 2U : 1U);
  }
}

}  // namespace
}  // namespace annals
