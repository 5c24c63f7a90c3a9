#include "record/lineage.h"

#include <gtest/gtest.h>

#include "tests/support/case_builder.h"

namespace annals {
namespace {

using testing::CaseBuilder;

constexpr const char* kStory =
    "Norvik sued Halden Yard in the harbour court on 3 May 2019, and asked for 62 million dollars. The yard had built "
    "the two ferries that Norvik never took over, and its owner said that he would not pay for the weather.";

std::string with(std::string story, const std::string& from, const std::string& to) {
  return story.replace(story.find(from), from.size(), to);
}

void report(CaseBuilder& c, const std::string& id, const std::string& day, const std::string& sum, double value) {
  c.add(id, "en", with(kStory, "62 million dollars", sum))
      .published(day)
      .name("Norvik", EntityType::kOrganization)
      .name("Halden Yard", EntityType::kOrganization)
      .money(sum, value)
      .time("3 May 2019", "2019-05-03")
      .claim("law.sue", "sued", {{"plaintiff", "Norvik"}, {"defendant", "Halden Yard"}});
}

TEST(Lineage, CopiesDescendFromWhatWasPublishedFirstAndTheirFiguresDrift) {
  CaseBuilder c;
  report(c, "a", "2019-05-09", "6.2 million dollars", 6.2e6);
  report(c, "b", "2019-05-04", "62 million dollars", 6.2e7);
  report(c, "c", "2019-05-12", "6.2 million dollars", 6.2e6);
  const auto documents = c.documents();
  const Record record = c.build();
  const std::vector<Descent> descent = find_descent(documents, record);
  ASSERT_EQ(descent.size(), 3U);
  EXPECT_EQ(descent[1].parent, kNone);
  EXPECT_EQ(descent[0].parent, 1U);
  EXPECT_EQ(descent[2].parent, 0U);  // whose figure it has
  EXPECT_EQ(descent[0].why, "one was published earlier");
  const std::vector<Drift> drift = find_drift(descent, record);
  ASSERT_EQ(drift.size(), 1U);
  ASSERT_EQ(drift[0].steps.size(), 2U);
  EXPECT_EQ(drift[0].steps[0].value, "62000000 USD");
  EXPECT_EQ(drift[0].steps[1].value, "6200000 USD");
  EXPECT_EQ(drift[0].steps[1].documents.front(), 0U);
}

TEST(Lineage, WhatStandsAloneIsAnOrigin) {
  CaseBuilder c;
  report(c, "a", "2019-05-09", "6.2 million dollars", 6.2e6);
  c.add("b", "en", "Otto Lund joined Norvik.").name("Otto Lund");
  for (const Descent& descent : find_descent(c.documents(), c.build())) EXPECT_EQ(descent.parent, kNone);
}

}  // namespace
}  // namespace annals
