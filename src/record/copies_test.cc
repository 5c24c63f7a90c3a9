#include "record/copies.h"

#include <gtest/gtest.h>

#include <random>

#include "record/passages.h"
#include "record/shingles.h"
#include "tests/support/case_builder.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

using testing::CaseBuilder;
using testing::DocumentBuilder;

// Sentences without meaning that no two seeds share.
std::string prose(uint32_t seed, int words) {
  std::mt19937 random(seed);
  std::string out;
  for (int w = 0; w < words; ++w) {
    if (w > 0) out += w % 11 == 0 ? ". " : " ";
    for (auto n = 3 + random() % 6; n > 0; --n) out += static_cast<char>('a' + random() % 26);
  }
  return out + ".";
}

std::string text_of(const CaseBuilder& builder, const CopySide& side) {
  return std::string(side.span.of(builder.documents()[side.document].document->text));
}

TEST(Copies, AWholeCopyIsFoundFromEndToEndAndIsOneOrigin) {
  CaseBuilder c;
  const std::string article = prose(1, 120);
  c.add("a.txt", "en", article);
  c.add("b.txt", "en", article);
  c.add("c.txt", "en", prose(2, 120));
  const Record record = c.build();
  ASSERT_EQ(record.copies.size(), 1U);
  EXPECT_EQ(record.copies[0].type, CopyType::kDuplicate);
  EXPECT_EQ(text_of(c, record.copies[0].a), article);
  EXPECT_EQ(text_of(c, record.copies[0].b), article);
  EXPECT_EQ(record.copies[0].similarity, 1);
  EXPECT_EQ(record.origin_of, (std::vector<uint32_t>{0, 0, 1}));
}

TEST(Copies, ChangedWordsCutsAndPunctuationStillMakeANearCopy) {
  CaseBuilder c;
  const std::string article = prose(3, 200);
  std::string changed = article;
  changed.replace(300, 5, "XYZZY");
  changed.erase(600, 40);
  for (char& ch : changed) {
    if (ch == '.') ch = ';';
  }
  c.add("a.txt", "en", article);
  c.add("b.txt", "en", changed);
  const Record record = c.build();
  ASSERT_EQ(record.copies.size(), 1U);
  EXPECT_EQ(record.copies[0].type, CopyType::kNearDuplicate);
  EXPECT_GT(record.copies[0].similarity, 0.9);
  EXPECT_GT(record.copies[0].a.span.size(), article.size() * 95 / 100);
  EXPECT_EQ(record.origin_of[0], record.origin_of[1]);
}

TEST(Copies, TheSameArticleTwiceInOneFileIsFoundAsWholeRanges) {
  CaseBuilder c;
  const std::string first = prose(4, 90);
  const std::string second = prose(5, 90);
  // The heading stands in the first copy only: it ends a passage.
  const std::string text = first + "\nA heading of the first copy alone\n" + second + "\nfurniture between the two\n" +
                           first + "\n" + second;
  c.add("a.txt", "en", text);
  const Record record = c.build();
  ASSERT_EQ(record.copies.size(), 2U);
  EXPECT_EQ(text_of(c, record.copies[0].a), first);
  EXPECT_EQ(text_of(c, record.copies[0].b), first);
  EXPECT_EQ(text_of(c, record.copies[1].a), second);
  EXPECT_EQ(text_of(c, record.copies[1].b), second);
  EXPECT_GT(record.copies[0].b.span.begin, record.copies[0].a.span.end);
}

TEST(Copies, AQuotedParagraphIsAPassageAndLeavesTwoOrigins) {
  CaseBuilder c;
  const std::string quoted = prose(6, 40);
  c.add("a.txt", "en", prose(7, 150) + "\n" + quoted + "\n" + prose(8, 150));
  c.add("b.txt", "en", prose(9, 150) + "\n" + quoted + "\n" + prose(10, 150));
  const Record record = c.build();
  ASSERT_EQ(record.copies.size(), 1U);
  EXPECT_EQ(text_of(c, record.copies[0].a), quoted);
  EXPECT_NE(record.origin_of[0], record.origin_of[1]);
}

TEST(Copies, SpacesBetweenHanAndLatinLettersMakeNoDifference) {
  CaseBuilder c;
  c.add("a.txt", "zh",
        "周四上午,星河航运公司董事会在港口大楼开会,投票决定将三艘货轮出售给 Norvik 公司,并任命林晓东担任临时负责人。");
  c.add("b.txt", "zh",
        "周四上午，星河航运公司董事会在港口大楼开会，投票决定将三艘货轮出售给Norvik公司，并任命林晓东担任临时负责人。");
  const Record record = c.build();
  ASSERT_EQ(record.copies.size(), 1U);
  EXPECT_EQ(record.copies[0].similarity, 1);
}

TEST(Copies, APassageThatManyPagesShareIsFurniture) {
  CaseBuilder c;
  const std::string furniture = prose(11, 30);
  for (uint32_t d = 0; d < 40; ++d)
    c.add("page" + std::to_string(100 + d), "en", prose(200 + d, 200) + "\n" + furniture);
  const Record record = c.build();
  for (const Copy& copy : record.copies) ADD_FAILURE() << text_of(c, copy.a) << " / " << text_of(c, copy.b);
  EXPECT_EQ(record.origin_of.back(), 39U);
}

TEST(Copies, DirectionFollowsPublicationAndAnswers) {
  CaseBuilder c;
  const std::string article = prose(12, 60);
  c.add("a", "en", article).published("2021-03-05");
  c.add("b", "en", article).published("2021-03-02");
  EXPECT_EQ(c.build().copies.at(0).direction, -1);

  CaseBuilder mail;
  mail.add("a", "en", article).header("message-id", "<1@x>");
  mail.add("b", "en", prose(13, 20) + "\n" + article).header("message-id", "<2@x>").header("in-reply-to", "<1@x>");
  EXPECT_EQ(mail.build().copies.at(0).direction, 1);
}

// Two documents of one reporter both name her: neither is the other's source for that.
TEST(Copies, WhoWroteBothDocumentsSaysNothingOfTheirOrder) {
  const std::string article = prose(12, 120);
  for (const bool own : {false, true}) {
    CaseBuilder c;
    c.add("a", "en", article).document.byline = "Ines Prado";
    DocumentBuilder& b = c.add("b", "en", prose(13, 20) + "\n" + article + "\nInes Prado");
    b.name("Ines Prado").credit("Ines Prado");
    if (own) b.document.byline = "Ines Prado";
    EXPECT_EQ(c.build().copies.at(0).direction, own ? 0 : 1);
  }
}

TEST(Copies, TheRelationDoesNotDependOnWhichDocumentComesFirst) {
  const std::string a = prose(14, 200);
  std::string b = prose(15, 50) + "\n" + a.substr(200, 700) + "\n" + prose(16, 60);
  b.replace(b.size() / 2, 3, "qqq");
  CaseBuilder one;
  one.add("1", "en", a);
  one.add("2", "en", b);
  CaseBuilder other;
  other.add("1", "en", b);
  other.add("2", "en", a);
  const Copy x = one.build().copies.at(0);
  const Copy y = other.build().copies.at(0);
  EXPECT_EQ(x.a.span, y.b.span);
  EXPECT_EQ(x.b.span, y.a.span);
  EXPECT_DOUBLE_EQ(x.similarity, y.similarity);
}

TEST(Winnow, EveryRunOfTheGuaranteedLengthSharesAFingerprint) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    const auto letters = [&](size_t n) {
      std::string s;
      while (s.size() < n) s += static_cast<char>('a' + random() % 26);
      return s;
    };
    const std::string shared = letters(kShingleBytes + kWinnowWindow - 1);
    std::vector<uint32_t> hashes[2];
    for (auto& list : hashes) {
      for (const Fingerprint& f : winnow(letters(random() % 200) + shared + letters(random() % 200)))
        list.push_back(f.hash);
    }
    EXPECT_TRUE(std::any_of(hashes[0].begin(), hashes[0].end(), [&](uint32_t h) {
      return std::find(hashes[1].begin(), hashes[1].end(), h) != hashes[1].end();
    }));
  }
}

TEST(Passages, ATextOfOneRepeatedWordEnds) {
  Document document;
  for (int i = 0; i < 20000; ++i) document.text += "ha ";
  Block block;
  block.span = {0, static_cast<uint32_t>(document.text.size())};
  document.blocks.push_back(block);
  document.id = "laugh";
  const Reading reading;
  const std::vector<DocumentReading> documents{{&document, &reading}};
  Record record;
  record.entity_of.resize(1);
  find_copies(documents, testing::languages(), record);
  for (const Copy& copy : record.copies) EXPECT_FALSE(copy.a.span.overlaps(copy.b.span));
}

}  // namespace
}  // namespace annals
