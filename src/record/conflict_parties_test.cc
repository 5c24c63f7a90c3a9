// Who had part in it: parties of whom tellings give one each.
#include <gtest/gtest.h>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

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

// Two documents on one story; the first may tell of a second suit.
TEST(ConflictParties, OfOneSuitThatEachDocumentTells) {
  for (const bool again : {false, true}) {
    CaseBuilder c;
    const auto story = [&](const std::string& id, const std::string& defendant, const std::string& more) {
      return &c.add(id, "en",
                    "Norvik sued " + defendant + ".\nOn 3 May 2019 Vega Bank lent Norvik 18.7 million dollars." +
                        "\nOn 9 June 2019 Otto Lund left Halden Yard with 412,000 dollars." + more)
                  .name("Norvik", EntityType::kOrganization)
                  .name("Vega Bank", EntityType::kOrganization)
                  .name("Halden Yard", EntityType::kOrganization)
                  .name("Otto Lund")
                  .name("Mira Sand")
                  .time("3 May 2019", "2019-05-03")
                  .time("9 June 2019", "2019-06-09")
                  .money("18.7 million dollars", 18.7e6)
                  .money("412,000 dollars", 412e3)
                  .claim("law.sue", "sued", {{"plaintiff", "Norvik"}, {"defendant", defendant}})
                  .claim("money.fund", "lent", {{"giver", "Vega Bank"}, {"recipient", "Norvik"}})
                  .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Halden Yard"}});
    };
    DocumentBuilder* first = story("a", "Halden Yard", again ? "\nNorvik took Mira Sand to court." : "");
    if (again) first->claim("law.sue", "took", {{"plaintiff", "Norvik"}, {"defendant", "Mira Sand"}});
    story("b", "Otto Lund", "");
    const Record record = c.build();
    ASSERT_EQ(record.conflicts.size(), again ? 0U : 1U);
    for (const Conflict& conflict : record.conflicts) EXPECT_EQ(conflict.slot, "participant.defendant");
  }
}

}  // namespace
}  // namespace annals
