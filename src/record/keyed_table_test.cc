#include "record/keyed_table.h"

#include <gtest/gtest.h>

namespace annals {
namespace {

TEST(KeyedTable, KeepsWhatStandsUnderEachKeyWhenItGrows) {
  KeyedTable<int> table;
  for (uint64_t key : {0ULL, 7ULL}) EXPECT_EQ(table.find(key), nullptr);
  table[0] = 5;
  for (uint64_t key = 2; key < 1000; ++key) table[key] = static_cast<int>(key);
  ASSERT_NE(table.find(0), nullptr);
  EXPECT_EQ(*table.find(0), 5);
  for (uint64_t key = 2; key < 1000; ++key) EXPECT_EQ(table[key], static_cast<int>(key));
  EXPECT_EQ(table.find(1000), nullptr);
}

}  // namespace
}  // namespace annals
