#include "record/amounts.h"

#include <gtest/gtest.h>

namespace annals {
namespace {

Quantity money(double value, Bound bound = Bound::kExact) {
  Quantity q;
  q.type = QuantityType::kMoney;
  q.value = value;
  q.unit = "USD";
  q.bound = bound;
  return q;
}

struct Row {
  Quantity a, b;
  AmountRelation relation;
};

TEST(Amounts, CompareAsAPersonWould) {
  Quantity range = money(100000);
  range.max = 200000;
  Quantity euros = money(100);
  euros.unit = "EUR";
  Quantity salary = money(100);
  salary.per = "year";
  Quantity wage = money(100);
  wage.per = "month";
  const Row rows[] = {
      {money(100), money(100), AmountRelation::kSame},
      {money(150000), range, AmountRelation::kSame},
      {money(1.2e6), money(1.23e6), AmountRelation::kRounded},
      {money(412), money(412.5), AmountRelation::kRounded},
      {money(41), money(41.9), AmountRelation::kDifferent},
      {money(300000, Bound::kAbout), money(275000), AmountRelation::kRounded},
      {money(300000), money(275000), AmountRelation::kDifferent},
      {money(1e7), money(1e8), AmountRelation::kScale},
      {money(1480), money(1840), AmountRelation::kDigits},
      {money(62.3e6), money(63.2e6), AmountRelation::kDigits},
      {money(1480), money(1408), AmountRelation::kDifferent},
      {money(1480), money(8410), AmountRelation::kDifferent},
      {money(25), money(52), AmountRelation::kDifferent},
      {money(100), euros, AmountRelation::kOther},
      {salary, wage, AmountRelation::kOther},
      {money(0), money(5), AmountRelation::kDifferent},
  };
  for (const Row& row : rows) {
    EXPECT_EQ(compare_amounts(row.a, row.b), row.relation) << write_amount(row.a) << " " << write_amount(row.b);
    EXPECT_EQ(compare_amounts(row.b, row.a), row.relation) << write_amount(row.b) << " " << write_amount(row.a);
  }
}

TEST(Amounts, AreWrittenInPlainDigits) {
  EXPECT_EQ(write_amount(money(6e7)), "60000000 USD");
  Quantity share;
  share.type = QuantityType::kPercent;
  share.value = 0.25;
  share.unit = "percent";
  EXPECT_EQ(write_amount(share), "0.25%");
}

}  // namespace
}  // namespace annals
