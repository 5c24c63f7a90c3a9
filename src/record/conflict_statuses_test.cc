// Whether it happened: done, meant and denied within one document.
#include <gtest/gtest.h>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;

TEST(ConflictStatuses, WhatIsDoneAndStillToComeOnTheDayOfTelling) {
  for (const bool day_of_plan : {true, false}) {
    CaseBuilder c;
    const std::string plan = std::string(day_of_plan ? "On 3 May 2019 " : "") + "Otto Lund will join Norvik.";
    auto& document = c.add("a", "en", "On 3 May 2019 Otto Lund joined Norvik.\n" + std::string(200, '.') + "\n" + plan)
                         .name("Otto Lund")
                         .name("Norvik", EntityType::kOrganization)
                         .time("3 May 2019", "2019-05-03")
                         .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
                         .claim("position.start", "will join", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
                         .dated("2019-05-03")
                         .status(ClaimStatus::kPlanned);
    document.reading.claims[1].time = 0;
    if (day_of_plan) {
      document.reading.times.push_back(document.reading.times[0]);
      const auto at = static_cast<uint32_t>(document.document.text.rfind("3 May 2019"));
      document.reading.times[1].span = {at, at + 10};
      document.reading.claims[1].time = 1;
    }
    const Record record = c.build();
    ASSERT_EQ(record.events.size(), 1U);
    EXPECT_EQ(record.conflicts.size(), day_of_plan ? 0U : 1U);
  }
}

}  // namespace
}  // namespace annals
