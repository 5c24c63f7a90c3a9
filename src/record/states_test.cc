#include "record/states.h"

#include <gtest/gtest.h>

#include "record/changes.h"
#include "tests/support/case_builder.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::languages;

Day day(const char* text) { return parse_day(text).value(); }

TEST(States, APositionFromStartToEnd) {
  CaseBuilder c;
  c.add("a", "en", "Otto Lund joined Norvik.\nOtto Lund left Norvik.")
      .name("Norvik", EntityType::kOrganization)
      .name("Otto Lund")
      .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("2019-06")
      .claim("position.end", "left", {{"person", "Otto Lund"}, {"organization", "Norvik"}})
      .dated("2021-02-03");
  const Record record = c.build();
  const std::vector<State> states = find_states(record, languages().languages());
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(states[0].kind, "position");
  EXPECT_EQ(holds_on(states[0], day("2019-05-31")), Holds::kNo);
  EXPECT_EQ(holds_on(states[0], day("2019-06-15")), Holds::kPerhaps);
  EXPECT_EQ(holds_on(states[0], day("2020-01-01")), Holds::kYes);
  EXPECT_EQ(holds_on(states[0], day("2021-02-04")), Holds::kNo);
}

TEST(States, APlanBeginsNothingAndASaleEndsTheSellersShare) {
  CaseBuilder c;
  c.add("a", "en", "Norvik owns the yard Halden.\nLumen bought it from Norvik.\nOtto Lund will join Lumen.")
      .name("Norvik", EntityType::kOrganization)
      .name("Halden", EntityType::kOrganization)
      .name("Lumen", EntityType::kOrganization)
      .name("Otto Lund")
      .claim("organization.control", "owns", {{"owner", "Norvik"}, {"asset", "Halden"}})
      .dated("2018")
      .claim("money.purchase", "bought", {{"buyer", "Lumen"}, {"asset", "Halden"}, {"seller", "Norvik"}})
      .dated("2019-05-03")
      .claim("position.start", "join", {{"person", "Otto Lund"}, {"organization", "Lumen"}})
      .dated("2019-06-01")
      .status(ClaimStatus::kPlanned);
  const Record record = c.build();
  const std::vector<State> states = find_states(record, languages().languages());
  ASSERT_EQ(states.size(), 2U);
  EXPECT_EQ(holds_on(states[0], day("2019-05-02")), Holds::kYes);
  EXPECT_EQ(holds_on(states[0], day("2019-05-04")), Holds::kNo);
  EXPECT_EQ(holds_on(states[1], day("2024-01-01")), Holds::kYes);
}

TEST(States, WhoBoughtNobodyKnowsWhatOwnsNothing) {
  CaseBuilder c;
  c.add("a", "en", "Norvik bought.\nLumen bought Halden.")
      .name("Norvik", EntityType::kOrganization)
      .name("Lumen", EntityType::kOrganization)
      .name("Halden", EntityType::kOrganization)
      .claim("money.purchase", "bought", {{"buyer", "Norvik"}})
      .dated("2019-05-03")
      .claim("money.purchase", "bought Halden", {{"buyer", "Lumen"}, {"asset", "Halden"}})
      .dated("2020-05-03");
  const Record record = c.build();
  const std::vector<State> states = find_states(record, languages().languages());
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(record.entities[states[0].subject].name, "Lumen");
}

TEST(States, AShareIsHeldAndNotWhatWasPaidForIt) {
  CaseBuilder c;
  auto& a = c.add("a", "en", "On 3 May 2019 Lumen bought a third of Halden for 4 million dollars.")
                .name("Lumen", EntityType::kOrganization)
                .name("Halden", EntityType::kOrganization)
                .money("4 million dollars", 4e6)
                .money("a third", 33)
                .time("3 May 2019", "2019-05-03")
                .claim("money.purchase", "bought", {{"buyer", "Lumen"}, {"asset", "Halden"}});
  a.reading.quantities[1].type = QuantityType::kPercent;
  a.reading.claims[0].quantities = {{"price", 0}, {"share", 1}};
  const Record record = c.build();
  const std::vector<State> states = find_states(record, languages().languages());
  ASSERT_EQ(states.size(), 1U);
  ASSERT_EQ(states[0].quantities.size(), 1U);
  EXPECT_EQ(states[0].quantities[0].role, "share");
}

TEST(States, AnOfferIsOpenForAYearAndOneWithoutABeginningNever) {
  CaseBuilder c;
  c.add("a", "en", "Norvik offered Lumen a pier.\nHalden turned down Norvik.\nLumen offered Halden boats.")
      .name("Norvik", EntityType::kOrganization)
      .name("Lumen", EntityType::kOrganization)
      .name("Halden", EntityType::kOrganization)
      .claim("offer.make", "offered Lumen", {{"agent", "Norvik"}, {"recipient", "Lumen"}})
      .dated("2019-05-03")
      .claim("offer.reject", "turned down", {{"agent", "Halden"}, {"recipient", "Norvik"}})
      .dated("2021-05-03")
      .claim("offer.make", "offered Halden", {{"agent", "Lumen"}, {"recipient", "Halden"}});
  const Record record = c.build();
  const std::vector<State> states = find_states(record, languages().languages());
  ASSERT_EQ(states.size(), 1U);
  EXPECT_EQ(holds_on(states[0], *parse_day("2019-08-01")), Holds::kYes);
  EXPECT_EQ(holds_on(states[0], *parse_day("2020-08-01")), Holds::kNo);
}

TEST(Changes, NewNarrowedAndGone) {
  CaseBuilder first;
  const auto founding = [](CaseBuilder& c, const std::string& id, const std::string& edtf) {
    c.add(id, "en", id + ": Ines Prado founded Norvik.")
        .name("Norvik", EntityType::kOrganization)
        .name("Ines Prado")
        .claim("organization.found", "founded", {{"founder", "Ines Prado"}, {"organization", "Norvik"}})
        .dated(edtf);
  };
  const auto joining = [](CaseBuilder& c) {
    c.add("c", "en", "Otto Lund joined Norvik.")
        .name("Norvik", EntityType::kOrganization)
        .name("Otto Lund")
        .claim("position.start", "joined", {{"person", "Otto Lund"}, {"organization", "Norvik"}});
  };
  founding(first, "a", "2016");
  joining(first);
  CaseBuilder second;
  founding(second, "a", "2016");
  founding(second, "b", "2016-04-02");
  const auto before = snapshot(first.documents(), first.build());
  const auto after = snapshot(second.documents(), second.build());
  const std::vector<EventChange> changes = compare(before, after);
  ASSERT_EQ(changes.size(), 2U);
  EXPECT_EQ(changes[0].kind, EventChange::Kind::kChanged);
  EXPECT_EQ(changes[0].why.at(0).kind, "date-narrowed");
  EXPECT_EQ(changes[0].why.at(0).before, "2016");
  EXPECT_EQ(changes[0].why.at(0).after, "2016-04-02");
  EXPECT_EQ(changes[0].why.at(1).kind, "source-added");
  EXPECT_EQ(changes[0].why.at(1).after, "b");
  EXPECT_EQ(changes[1].kind, EventChange::Kind::kGone);
  EXPECT_TRUE(compare(before, before).empty());
  EXPECT_EQ(compare({}, before).size(), 2U);
}

}  // namespace
}  // namespace annals
