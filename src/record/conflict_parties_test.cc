// Who had part in it: parties of whom tellings give one each.
#include <gtest/gtest.h>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;

TEST(ConflictParties, AManAndHisFundAreTwoWhereATellingNamesBoth) {
  for (const bool both : {true, false}) {
    CaseBuilder c;
    const std::string fund = both ? "The shipowner Otto Kelm's Kelm Capital" : "Kelm Capital";
    auto& a = c.add("a", "en", fund + " put 3 million dollars into Norvik on 3 May 2019.");
    if (both) a.name("Otto Kelm");
    a.name("Kelm Capital", EntityType::kOrganization)
        .name("Norvik", EntityType::kOrganization)
        .time("3 May 2019", "2019-05-03")
        .money("3 million dollars", 3e6)
        .claim("money.fund", "put", {{"giver", "Kelm Capital"}, {"recipient", "Norvik"}});
    c.add("b", "en", "On 3 May 2019 Otto Kelm put 3 million dollars into Norvik.")
        .name("Otto Kelm")
        .name("Norvik", EntityType::kOrganization)
        .time("3 May 2019", "2019-05-03")
        .money("3 million dollars", 3e6)
        .claim("money.fund", "put", {{"giver", "Otto Kelm"}, {"recipient", "Norvik"}});
    const Record record = c.build();
    ASSERT_EQ(record.events.size(), 1U);
    ASSERT_EQ(record.conflicts.size(), both ? 1U : 0U);
    for (const Conflict& conflict : record.conflicts) EXPECT_EQ(conflict.slot, "participant.giver");
  }
}

}  // namespace
}  // namespace annals
