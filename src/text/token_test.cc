#include "text/token.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <unicode/uchar.h>

#include "tests/support/any_text.h"
#include "text/utf8.h"

namespace annals {
namespace {

std::string joined(std::string_view text) {
  std::string out;
  for (const Token& token : tokenize(text, {0, static_cast<uint32_t>(text.size())})) {
    if (!out.empty()) out += '|';
    out += token.kind == TokenKind::kLineBreak ? "\\n" : std::string(token.span.of(text));
  }
  return out;
}

TEST(Tokenize, CutsEveryScriptTheSameWay) {
  EXPECT_EQ(joined("Ana's 2.5m plan"), "Ana|'|s|2|.|5|m|plan");
  EXPECT_EQ(joined("2016 年9月，李明说"), "2016|年|9|月|，|李|明|说");
  EXPECT_EQ(joined("وقالت Norvia إنها"), "وقالت|Norvia|إنها");
  EXPECT_EQ(joined("لشركةNorvia"), "لشركة|Norvia") << "a change of script begins a word";
  EXPECT_EQ(joined("٢٠١٦م US$5"), "٢٠١٦|م|US|$|5");
  EXPECT_EQ(joined("a\r\n\n b"), "a|\\n|b") << "a run of line breaks is one token";
  EXPECT_EQ(joined("コスタさんは"), "コスタ|さ|ん|は");
  EXPECT_EQ(joined("GPT-4"), "GPT|-|4");
}

TEST(Tokenize, KnowsCapitalsAndSpaces) {
  const std::string text = "The NATO x";
  const auto tokens = tokenize(text, {0, static_cast<uint32_t>(text.size())});
  EXPECT_TRUE(tokens[0].capitalized);
  EXPECT_FALSE(tokens[0].all_capitals);
  EXPECT_TRUE(tokens[1].all_capitals);
  EXPECT_TRUE(tokens[2].space_before);
  EXPECT_FALSE(tokens[2].capitalized);
}

TEST(Tokenize, LeavesInvisibleMarksOutside) {
  const std::string text = "\xE2\x80\x8FRio\xE2\x80\x8F 5";  // right-to-left marks around a word
  const auto tokens = tokenize(text, {0, static_cast<uint32_t>(text.size())});
  ASSERT_EQ(tokens.size(), 2U);
  EXPECT_EQ(tokens[0].span.of(text), "Rio");
}

RC_GTEST_PROP(Tokenize, TokensAndGapsRebuildTheText, (const std::u32string& points)) {
  const std::string text = testing::any_text(points);
  uint32_t end = 0;
  for (const Token& token : tokenize(text, {0, static_cast<uint32_t>(text.size())})) {
    RC_ASSERT(token.span.begin >= end);
    RC_ASSERT(!token.span.empty());
    for (uint32_t at = end; at < token.span.begin;) {  // gaps hold white space, controls and invisible marks only
      const CodePoint c = decode(text, at);
      const int8_t type = u_charType(static_cast<UChar32>(c.value));
      RC_ASSERT(type == U_SPACE_SEPARATOR || type == U_CONTROL_CHAR || type == U_FORMAT_CHAR);
      at += c.bytes;
    }
    RC_ASSERT(is_utf8(token.span.of(text)));
    end = token.span.end;
  }
}

}  // namespace
}  // namespace annals
