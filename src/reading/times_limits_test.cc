// Times that no calendar holds.
#include <gtest/gtest.h>

#include "tests/support/reading.h"

namespace annals {
namespace {

TEST(TimeLimits, ASumBeforeAPeriodIsNoNumberOfPeriods) {
  const Reading reading = testing::read_text("en", "The chairman was paid 300,000 last year.", "2022-01-18");
  for (const Time& time : reading.times) {
    ASSERT_TRUE(time.days.earliest) << time.edtf;
    EXPECT_GE(to_string(*time.days.earliest), "2021-01-01");
    EXPECT_LE(to_string(*time.days.earliest), "2022-01-18");
  }
}

TEST(TimeLimits, NoDayLiesOutsideTheCalendar) {
  for (const char* text : {"9000 years ago", "in 9000 years", "1500 centuries later", "99999999999 months ago",
                           "the year 9999, a century later", "12000 BC"}) {
    for (const Time& time : testing::read_text("en", text, "2022-01-18").times) {
      if (time.edtf.empty()) continue;
      const auto days = parse_edtf(time.edtf);
      ASSERT_TRUE(days) << text << ": " << time.edtf;
      EXPECT_EQ(*days, time.days) << text;
    }
  }
}

}  // namespace
}  // namespace annals
