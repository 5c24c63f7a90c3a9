#include "sources/charset.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <algorithm>

#include "text/utf8.h"

namespace annals {
namespace {

std::string encoded(const std::string& text, const char* charset) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(text.size() * 4, '\0');
  const int32_t size = ucnv_convert(charset, "UTF-8", out.data(), static_cast<int32_t>(out.size()), text.data(),
                                    static_cast<int32_t>(text.size()), &status);
  out.resize(static_cast<size_t>(size));
  return out;
}

struct Sample {
  const char* charset;
  const char* text;
};

const Sample kSamples[] = {
    {"GB18030", "昨天下午,港务局宣布暂停新码头的招标,并要求承包商在三十天内提交全部账目。市长拒绝就此发表评论。"},
    {"Big5", "昨天下午,港務局宣布暫停新碼頭的招標,並要求承包商在三十天內提交全部帳目。市長拒絕就此發表評論。"},
    {"windows-1256",
     "أعلنت هيئة الميناء أمس تعليق المناقصة الخاصة بالرصيف الجديد وطلبت من المقاول تقديم حساباته خلال ثلاثين يوما."},
    {"windows-1252",
     "A administração do porto anunciou ontem a suspensão da licitação e pediu à construtora as contas até março."},
    {"Shift_JIS", "港湾局は昨日、新しい埠頭の入札を中止すると発表し、業者に三十日以内に帳簿を提出するよう求めた。"},
    {"KOI8-R",
     "Управление порта объявило вчера о приостановке торгов и потребовало от подрядчика отчёт за тридцать дней."},
    {"windows-1251",
     "Управление порта объявило вчера о приостановке торгов и потребовало от подрядчика отчёт за тридцать дней."},
    {"EUC-KR",
     "항만 당국은 어제 새 부두의 입찰을 중단한다고 발표하고 시공사에 삼십일 안에 장부를 제출하라고 요구했다."},
};

class Charset : public ::testing::TestWithParam<Sample> {};

TEST_P(Charset, IsDecodedWhenDeclared) {
  const auto [charset, text] = GetParam();
  const DecodedText decoded = decode_text(encoded(text, charset), charset);
  EXPECT_EQ(decoded.text, text);
  EXPECT_TRUE(decoded.remarks.empty());
}

TEST_P(Charset, IsGuessedWhenNot) {
  const auto [charset, text] = GetParam();
  const DecodedText decoded = decode_text(encoded(text, charset));
  EXPECT_EQ(decoded.text, text) << decoded.charset;
  ASSERT_FALSE(decoded.remarks.empty());
  EXPECT_EQ(decoded.remarks.back().code, "charset-guessed");
}

TEST_P(Charset, IsGuessedWhenTheDeclarationIsWrong) {
  const auto [charset, text] = GetParam();
  EXPECT_EQ(decode_text(encoded(text, charset), "utf-8").text, text);
}

INSTANTIATE_TEST_SUITE_P(Samples, Charset, ::testing::ValuesIn(kSamples), [](const auto& sample) {
  std::string name = sample.param.charset;
  std::replace_if(
      name.begin(), name.end(), [](char c) { return c == '-'; }, '_');
  return name;
});

TEST(CharsetNames, ValidUtf8BeatsAWrongDeclaration) { EXPECT_EQ(decode_text("não é", "iso-8859-1").text, "não é"); }

TEST(CharsetNames, UnknownNameIsNoError) {
  EXPECT_EQ(decode_text("caf\xE9 au lait", "x-nothing").text, "café au lait");
}

TEST(CharsetNames, BytesThatAreNoTextMakeNoName) {
  EXPECT_TRUE(is_utf8(decode_text("caf\xE9 au lait", "lat\xFFin1").charset));
}

TEST(CharsetNames, SevenBitJapaneseIsSeen) { EXPECT_EQ(decode_text("\x1B$B4A;z\x1B(B").text, "漢字"); }

}  // namespace
}  // namespace annals
