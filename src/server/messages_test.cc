#include "server/messages.h"

#include <gtest/gtest.h>

#include "tests/support/languages.h"

namespace annals {
namespace {

class MessagesTest : public ::testing::Test {
 protected:
  const Messages messages_{testing::languages().languages()};
};

TEST_F(MessagesTest, AMessageIsSaidInTheLanguageWithWhatItNames) {
  EXPECT_EQ(messages_.in("pt", "there is no event 'e12'"), "não há evento 'e12'");
  EXPECT_EQ(messages_.in("zh", "limit: 'ten' is not a whole number"), "limit：“ten”不是整数");
  EXPECT_EQ(messages_.in("ar", "log in first"), "سجّل الدخول أولًا");
}

TEST_F(MessagesTest, WhatHasNoWordsStaysAsItIs) {
  EXPECT_EQ(messages_.in("zh", "an unheard-of thing"), "an unheard-of thing");
  EXPECT_EQ(messages_.in("en", "log in first"), "log in first");
  EXPECT_EQ(messages_.in("xx", "log in first"), "log in first");
}

TEST_F(MessagesTest, TheReadersFirstLanguageThatIsSpokenIsTaken) {
  EXPECT_EQ(messages_.accepted("zh-CN,zh;q=0.9,en;q=0.8"), "zh");
  EXPECT_EQ(messages_.accepted("sv, ar;q=0.4, pt-BR;q=0.7"), "pt");
  EXPECT_EQ(messages_.accepted("en-GB,ar;q=0.3"), "en");
  EXPECT_EQ(messages_.accepted("xx"), "");
  EXPECT_EQ(messages_.accepted(""), "");
  EXPECT_EQ(messages_.accepted(";q=,,q=9e99,-"), "");
}

TEST_F(MessagesTest, EveryLanguageOfThePageHasTheSameMessages) {
  const auto keys = [](const char* code) {
    const Table& table = testing::languages().languages().find(code)->table("messages");
    std::vector<std::string> all;
    for (const Table::Row& row : table.rows()) all.emplace_back(table.get(row, "message"));
    return all;
  };
  EXPECT_GE(keys("ar").size(), 60U);
  EXPECT_EQ(keys("ar"), keys("pt"));
  EXPECT_EQ(keys("ar"), keys("zh"));
}

}  // namespace
}  // namespace annals
