#include "base/date.h"

#include <gtest/gtest.h>

namespace annals {
namespace {

Interval days(const char* earliest, const char* latest) {
  Interval made;
  if (*earliest != 0) made.earliest = parse_day(earliest);
  if (*latest != 0) made.latest = parse_day(latest);
  return made;
}

TEST(Edtf, StandsForAnIntervalOfDays) {
  struct Case {
    const char *edtf, *earliest, *latest;
  };
  const Case cases[] = {
      {"2016", "2016-01-01", "2016-12-31"},      {"-0479-08", "-0479-08-01", "-0479-08-31"},
      {"2016-02", "2016-02-01", "2016-02-29"},   {"2018-02-20", "2018-02-20", "2018-02-20"},
      {"2017-22", "2017-06-01", "2017-08-31"},   {"2017-24", "2017-12-01", "2018-02-28"},
      {"2015/2018", "2015-01-01", "2018-12-31"}, {"2019-34", "2019-04-01", "2019-06-30"},
      {"2019-40", "2019-01-01", "2019-06-30"},   {"../2016", "", "2016-12-31"},
      {"2016-05/..", "2016-05-01", ""},          {"2024-11~", "2024-11-01", "2024-11-30"},
      {"2016?", "2016-01-01", "2016-12-31"},     {"201X", "2010-01-01", "2019-12-31"},
      {"19XX", "1900-01-01", "1999-12-31"},      {"2020-03-04T10:30", "2020-03-04", "2020-03-04"},
  };
  for (const Case& c : cases) {
    const auto found = parse_edtf(c.edtf);
    ASSERT_TRUE(found) << c.edtf;
    EXPECT_EQ(*found, days(c.earliest, c.latest)) << c.edtf;
  }
}

TEST(Edtf, RefusesWhatIsNotADate) {
  for (const char* text :
       {"", "20", "2016-13", "2016-02-30", "2016-1-1", "yesterday", "2018/2015", "../..", "2016-00", "-500"}) {
    EXPECT_FALSE(parse_edtf(text)) << text;
  }
}

TEST(Day, PrintsAndParsesBack) {
  for (const char* text : {"-0479-08-01", "0001-01-01", "1899-12-31", "2000-02-29", "9999-12-31"}) {
    const auto day = parse_day(text);
    ASSERT_TRUE(day) << text;
    EXPECT_EQ(to_string(*day), text);
  }
  EXPECT_FALSE(parse_day("1900-02-29"));
}

TEST(Interval, OpenEndsReachForEver) {
  EXPECT_TRUE(intersects(days("2016-01-01", ""), days("2020-01-01", "2020-12-31")));
  EXPECT_FALSE(intersects(days("", "2015-12-31"), days("2016-01-01", "")));
  EXPECT_TRUE(covers(days("2016-01-01", ""), days("2017-01-01", "2017-02-01")));
  EXPECT_FALSE(covers(days("2016-01-01", "2016-12-31"), days("2016-05-01", "")));
}

}  // namespace
}  // namespace annals
