#include "text/utf8.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <memory>

#include "tests/support/any_text.h"

namespace annals {
namespace {

// Any bytes, in a heap block of exactly their size so that sanitizers see a read past the end.
struct Exact {
  std::unique_ptr<char[]> bytes;
  std::string_view view;
  explicit Exact(const std::string& text) : bytes(new char[text.size()]), view(bytes.get(), text.size()) {
    std::copy(text.begin(), text.end(), bytes.get());
  }
};

TEST(Utf8, AcceptsAndRefusesAsUnicodeSays) {
  for (const char* good : {"", "a", "é", "你", "😀", "\xED\x9F\xBF", "\xEE\x80\x80", "\xF4\x8F\xBF\xBF"})
    EXPECT_TRUE(is_utf8(good)) << good;
  for (const char* bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x80\x80", "\xED\xA0\x80", "\xF0\x80\x80\x80",
                          "\xF4\x90\x80\x80", "\xF8", "\xFF", "\xC3", "\xE4\xBD", "a\xE4"}) {
    EXPECT_FALSE(is_utf8(Exact(bad).view));
  }
}

TEST(Utf8, RepairsEachMalformedByte) {
  size_t replaced = 0;
  EXPECT_EQ(repair_utf8("a\xFF\xC3z", replaced), "a\xEF\xBF\xBD\xEF\xBF\xBDz");
  EXPECT_EQ(replaced, 2U);
}

TEST(Utf8, EscapesEachMalformedByte) {
  EXPECT_EQ(escape_malformed("caf\xE9.eml"), "caf%E9.eml");
  EXPECT_EQ(escape_malformed("café 100%.eml"), "café 100%.eml");
  EXPECT_EQ(escape_malformed("\xC3"), "%C3");
}

RC_GTEST_PROP(Utf8, RepairIsWellFormedAndKeepsGoodText, (const std::string& bytes)) {
  const Exact exact(bytes);
  size_t replaced = 0;
  const std::string repaired = repair_utf8(exact.view, replaced);
  RC_ASSERT(is_utf8(repaired));
  RC_ASSERT((replaced == 0) == is_utf8(exact.view));
  if (replaced == 0) RC_ASSERT(repaired == bytes);
}

RC_GTEST_PROP(Utf8, DecodingForwardsAndBackwardsMeet, (const std::string& bytes)) {
  size_t replaced = 0;
  const std::string text = repair_utf8(bytes, replaced);
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    const CodePoint back = decode_before(text, at + c.bytes);
    RC_ASSERT(c.value == back.value);
    RC_ASSERT(c.bytes == back.bytes);
    at += c.bytes;
  }
}

RC_GTEST_PROP(CodePointIndex, IsTheCountAtEveryPlace, (const std::u32string& points)) {
  const std::string text = testing::any_text(points);
  const CodePointIndex index(text);
  uint32_t number = 0;
  for (size_t at = 0; at < text.size();) {
    RC_ASSERT(index.code_points(static_cast<uint32_t>(at)) == number);
    RC_ASSERT(index.byte_offset(number) == at);
    at += decode(text, at).bytes;
    ++number;
  }
  RC_ASSERT(index.code_points(static_cast<uint32_t>(text.size())) == number);
  RC_ASSERT(index.byte_offset(number) == text.size());
  RC_ASSERT(count_code_points(text) == number);
}

TEST(CodePointIndex, WorksFarIntoALongText) {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += i % 3 == 0 ? "é" : i % 3 == 1 ? "你" : "x";
  const CodePointIndex index(text);
  uint32_t number = 0;
  for (size_t at = 0; at < text.size(); at += decode(text, at).bytes, ++number) {
    ASSERT_EQ(index.code_points(static_cast<uint32_t>(at)), number);
    ASSERT_EQ(index.byte_offset(number), at);
  }
}

}  // namespace
}  // namespace annals
