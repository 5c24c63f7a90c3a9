#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "tests/support/reading.h"

namespace annals {
namespace {

// The dates of a text, in order.
std::string dates(std::string_view text, std::string_view published = {}) {
  std::string out;
  for (const Time& time : testing::read_text("en", text, published).times)
    out += (out.empty() ? "" : " ") + (time.edtf.empty() ? "?" : time.edtf);
  return out;
}

TEST(Story, AMomentLookedBackAtDoesNotMoveIt) {
  EXPECT_EQ(dates("On 8 April 2022 the judge ordered it. They had been talking since 2018.\nThe suit ended in August."),
            "2022-04-08 2018 2022-08");
  EXPECT_EQ(dates("On 3 May 2010 she opened the box, made in 1720. In June she sold it."), "2010-05-03 1720 2010-06");
}

TEST(Story, WhatIsToldInAQuotationDoesNotMoveIt) {
  EXPECT_EQ(dates("On 3 May 2010 she wrote: “We moved in June 1998.” The next day he answered."),
            "2010-05-03 1998-06 2010-05-04");
  EXPECT_EQ(dates("“We moved on 4 June 1998,” she wrote. The next day he answered."), "1998-06-04 1998-06-05");
}

TEST(Story, WhatHadHappenedLiesBehindIt) {
  EXPECT_EQ(dates("On 21 November 2022 they paid less than they had offered in January."), "2022-11-21 2022-01");
  EXPECT_EQ(dates("On 21 November 2022 they paid. In January they left."), "2022-11-21 2023-01");
}

TEST(Story, AMonthBehindItsYearIsOfThatYear) {
  EXPECT_EQ(dates("It opened in December 2019. In 2019 she sued the yard in May."), "2019-12 2019 2019-05");
  EXPECT_EQ(dates("It opened in December 2019. In May she sued the yard."), "2019-12 2020-05");
}

TEST(Story, AWeekdayToComeLiesAhead) {
  EXPECT_EQ(dates("He was heard on Thursday.", "2013-03-26"), "2013-03-21");
  EXPECT_EQ(dates("He will be heard on Thursday.", "2013-03-26"), "2013-03-28");
}

TEST(Story, AStoryBeginsWhereADayWithItsYearPutsIt) {
  EXPECT_EQ(
      dates("He was told in April, he said on Thursday.\nIt all began, they say, on 9 June 2012 in a yard. That month "
            "they bought it. In May 2014 they fought; in March 2016 and in July 2017 they met.",
            "2025-10-19"),
      "2025-04 2025-10-16 2012-06-09 2012-06 2014-05 2016-03 2017-07");
}

TEST(Story, AWeekdayThatOpensAStoryIsNotWhereItStands) {
  EXPECT_EQ(dates("It was a Tuesday in late October 2017 when she left. In January she sued. In May 2018 they met; in "
                  "March 2019 and in July 2020 they settled.",
                  "2024-04-13"),
            "2024-04-09 2017-10 2018-01 2018-05 2019-03 2020-07");
}

TEST(Story, ADateThatOnlySaysSinceWhenIsNoneToCome) {
  EXPECT_EQ(
      dates("On 3 May 2009 he died, and in June 2014 the firm, which Eva Lind has run since March 2013, was valued."
            "\nIn November of that year she sold it."),
      "2009-05-03 2014-06 2013-03 2014-11");
}

TEST(Story, AParagraphMayBeginInAnotherYear) {
  EXPECT_EQ(dates("In 2019 the bridge fell.\nIt had been opened in 1962. In July of that year a ship struck it."),
            "2019 1962 1962-07");
}

TEST(Story, ADateWithoutAYearTakesThatOfTheFirstFullDateToCome) {
  EXPECT_EQ(dates("On 14 March they met. On 2 April 2011 they parted."), "2011-03-14 2011-04-02");
  EXPECT_EQ(dates("On 14 March they met."), "XXXX-03-14");
  EXPECT_EQ(dates("On 14 March they met. She had worked there since 2005."), "XXXX-03-14 2005");
}

TEST(Story, AWeekdayDecidesTheYear) {
  EXPECT_EQ(dates("On Friday, 17 November he was dismissed.", "2024-06-01"), "2023-11-17");
  EXPECT_EQ(dates("On Thursday, 17 November he was dismissed.", "2024-06-01"), "2022-11-17");
}

TEST(Story, TheOrderOfFiguresIsThatOfTheDocumentsOtherDates) {
  EXPECT_EQ(dates("Signed 5/6/2016."), "2016-05-06");
  EXPECT_EQ(dates("Signed 5/6/2016, paid 25/6/2016."), "2016-06-05 2016-06-25");
}

TEST(Story, NearlyTenYearsLaterIsNotBehindTheDocument) {
  const Reading reading = testing::read_text("zh", "2016年他们签约。近十年后，双方对簿公堂。", "2024-11-19");
  ASSERT_EQ(reading.times.size(), 2U);
  EXPECT_EQ(reading.times[1].edtf, "2024~");
}

TEST(Story, GoesForwardWhereTheNextFullDateAllowsIt) {
  EXPECT_EQ(dates("In August 2015 it opened. In March it burned. In June 2016 it closed."), "2015-08 2016-03 2016-06");
  EXPECT_EQ(dates("In August 2015 it opened. In March it had been sold. In October 2015 it closed."),
            "2015-08 2015-03 2015-10");
}

TEST(Story, WhatIsLookedBackAtEndsWithItsSentence) {
  EXPECT_EQ(dates("On 3 May 2010 she left, who had come the year before. Four days later she was back."),
            "2010-05-03 2009 2010-05-07");
  EXPECT_EQ(dates("On 3 May 2010 she left. Two weeks earlier he had come. The next day it rained."),
            "2010-05-03 2010-04-19/2010-04-25 2010-05-04");
}

TEST(Story, ArrivesAtTheDocumentsOwnDays) {
  EXPECT_EQ(dates("In 2008 they met. In May 2011 they quarrelled. In October 2022 she sued. This February he answered. "
                  "On 4 March they settled. On Monday they shook hands.",
                  "2023-05-17"),
            "2008 2011-05 2022-10 2023-02 2023-03-04 2023-05-15");
}

TEST(Story, NothingToldLiesAfterTheDocument) {
  EXPECT_EQ(dates("In 2008 they met. In May 2011 they quarrelled. In April 2023 she sued. In October he had left.",
                  "2023-05-17"),
            "2008 2011-05 2023-04 2022-10");
  EXPECT_EQ(dates("In 2008 they met. In May 2011 they quarrelled. In April 2023 she sued. They will meet in October.",
                  "2023-05-17"),
            "2008 2011-05 2023-04 2023-10");
}

TEST(Story, WordsBesideADateOpenOneSide) {
  const auto open = [](std::string_view text) {
    const Reading reading = testing::read_text("en", text);
    return reading.times.size() == 1 ? reading.times[0].edtf + " " + reading.times[0].open
                                     : std::string("not one time");
  };
  EXPECT_EQ(open("He has led it since 2018."), "2018 2018/..");
  EXPECT_EQ(open("He led it until May 2018."), "2018-05 ../2018-05");
  EXPECT_EQ(open("No such map existed before 1570."), "1570 ../1569");
  EXPECT_EQ(open("After 31 December 2019 it was sold."), "2019-12-31 2020-01-01/..");
}

TEST(Story, TheTwoDatesOfADashAreKept) {
  const Reading reading = testing::read_text("en", "The war of 1861-1863 was long.");
  ASSERT_EQ(reading.times.size(), 1U);
  EXPECT_EQ(reading.times[0].edtf, "1861/1863");
  ASSERT_EQ(reading.times[0].ends.size(), 2U);
  EXPECT_EQ(reading.times[0].ends[0].edtf, "1861");
  EXPECT_EQ(reading.times[0].ends[1].edtf, "1863");
  EXPECT_TRUE(testing::read_text("en", "It ran from 1861 to 1863.").times[0].ends.empty());
}

TEST(Story, ATextThatSaysNoYearOfItsOwnDaysWasWrittenAfterAllItTells) {
  const std::string lead = "On 20 May she told the staff. He had resigned on 17 May.\n";
  EXPECT_EQ(dates(lead + "The firm was founded in 2017, and on 30 June 2021 it opened the mill.\nOn 19 May it closed."),
            "2022-05-20 2022-05-17 2017 2021-06-30 2022-05-19");
  // Two years are possible, or none: nothing is made up.
  EXPECT_EQ(dates(lead + "The firm was founded in 2017. In 2022 it opened the mill."),
            "XXXX-05-20 XXXX-05-17 2017 2022");
  EXPECT_EQ(dates(lead + "Yesterday it rained."), "XXXX-05-20 XXXX-05-17");
}

TEST(Story, AMonthCountedFromTheDocumentsDayGovernsItsParagraph) {
  const std::string begun = "It began on 5 September 2013; in 2014 they met, and two years later it bought a mill.\n";
  const std::string ended = "\nIn June 2016 Orrow met Shaw. In 2017 they quarrelled. On 3 May 2018 Shaw left.";
  EXPECT_EQ(dates(begun +
                      "In February last year Pell sued the trust and everybody who had ever sat on its board; she "
                      "dropped the case in June.\nThe letters that a judge released on 11 March are jokes." +
                      ended,
                  "2025-04-04"),
            "2013-09-05 2014 2016 2024-02 2024-06 2025-03-11 2016-06 2017 2018-05-03");
}

TEST(Story, ThatMonthIsOfTheYearToldLast) {
  EXPECT_EQ(dates("It began on 5 September 2013; two years later it bought a mill.\nHe wrote to her that December. In "
                  "June 2014 they had met."),
            "2013-09-05 2015 2015-12 2014-06");
}

TEST(Story, AStoryComesToTheDocumentsOwnDays) {
  EXPECT_EQ(
      dates("In May 2013 they met, in June 2018 they fought. In May 2024 he was dismissed.\nIn January she bid for "
            "the mill.",
            "2025-04-04"),
      "2013-05 2018-06 2024-05 2025-01");
  EXPECT_EQ(
      dates("'You told them,' she wrote on 14 November 2017.\nThe weekly printed the letters on 21 September. The "
            "story begins on 9 June 2012; in May 2013 and in June 2014 they met.",
            "2025-10-18"),
      "2017-11-14 2025-09-21 2012-06-09 2013-05 2014-06");
}

TEST(Story, ATimeCountedFromWhatHappenedBesideADateIsThatDate) {
  EXPECT_EQ(dates("On 5 May 2016, only two days after the vote, she left."), "2016-05-05 2016-05-05");
  EXPECT_EQ(dates("On 5 May 2016 they voted. Two days after the vote she left."), "2016-05-05 2016-05-07");
}

TEST(Story, BeforeItBeginsDatesAreTheDocumentsOwn) {
  const std::string told =
      "\nJune 9, 2013: They buy the mill.\nJuly 1: He runs it.\nMay 16, 2015: It grows.\n"
      "In March 2017 and in May 2018 they met; in July 2019 they quarrelled.";
  EXPECT_EQ(dates("Thorn, who put money into it in 2013, said on Thursday that he left in April. The trial is set for "
                  "May 12." +
                      told,
                  "2025-10-16"),
            "2013 2025-10-16 2025-04 2026-05-12 2013-06-09 2013-07-01 2015-05-16 2017-03 2018-05 2019-07");
  EXPECT_EQ(dates("They fell out in April. It began in 2013. In June they had met." + told, "2025-10-16"),
            "2025-04 2013 2013-06 2013-06-09 2013-07-01 2015-05-16 2017-03 2018-05 2019-07");
}

TEST(Story, WhatIsSetForADayLiesAheadOfTheStory) {
  EXPECT_EQ(dates("The court heard her in December 2019 and set judgment for April 9."), "2019-12 2020-04-09");
}

TEST(Story, WhatWillBeDoneAfterADayDoesNotPutThatDayAhead) {
  EXPECT_EQ(dates("She will appeal after a judge ruled on Monday.", "2025-10-16"), "2025-10-13");
}

TEST(Story, GoesOnTowardsAMonthThatIsCountedFromTheDocumentsDay) {
  EXPECT_EQ(dates("In May 2013 they met; in July 2018 they fought. In October 2023 she sued. In June she added a "
                  "defendant. This March she offered more.",
                  "2025-10-16"),
            "2013-05 2018-07 2023-10 2024-06 2025-03");
}

}  // namespace
}  // namespace annals
