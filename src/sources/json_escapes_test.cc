#include "sources/json_escapes.h"

#include <gtest/gtest.h>

#include "sources/source.h"
#include "text/utf8.h"

namespace annals {
namespace {

TEST(JsonEscapes, HalfACharacterIsNone) {
  EXPECT_EQ(repair_escapes(R"("a\uddee b\uD83Dc")"), R"("a\uFFFD b\uFFFDc")");
  EXPECT_EQ(repair_escapes(R"("\uD83D\uDE00 \u00e9 \\uDDEE \n")"), R"("\uD83D\uDE00 \u00e9 \\uDDEE \n")")
      << "whole ones stay";
  EXPECT_EQ(repair_escapes(R"("\uD83D\uD83D\uDE00)"), R"("\uFFFD\uD83D\uDE00)");
  EXPECT_EQ(repair_escapes(R"(\uDD)"), R"(\uDD)");
}

TEST(JsonEscapes, WhatIsReadIsText) {
  for (const char* path : {"a.json", "a.jsonl"}) {
    const ReadSource read = read_source({path, R"({"text":"The pier \uddee is lost."})"});
    ASSERT_EQ(read.documents.size(), 1U) << path << read.unread;
    EXPECT_TRUE(is_utf8(read.documents[0].text)) << path;
  }
}

}  // namespace
}  // namespace annals
