#include "languages/lexicon.h"

#include <gtest/gtest.h>

namespace annals {
namespace {

class LexiconTest : public ::testing::Test {
 protected:
  TokenizedText cut(std::string_view text) {
    return tokenize(text, {0, static_cast<uint32_t>(text.size())}, vocabulary_, clitics_);
  }
  Folding folding_;
  Vocabulary vocabulary_{folding_};
  std::vector<Clitic> clitics_;
  PhraseTable phrases_;
};

TEST_F(LexiconTest, FindsTheLongestPhraseFirst) {
  phrases_.add("New", 1, vocabulary_);
  phrases_.add("New Year's Eve", 2, vocabulary_);
  const auto text = cut("On new year’s   EVE");
  std::vector<PhraseTable::Match> found;
  phrases_.match(text, 1, found);
  ASSERT_EQ(found.size(), 2U);
  EXPECT_EQ(found[0].payload, 2U);
  EXPECT_EQ(found[0].count, 5U);
  EXPECT_EQ(found[1].payload, 1U);
  EXPECT_EQ(phrases_.longest(text, 0).count, 0U);
}

TEST_F(LexiconTest, ChineseWordsArePhrasesOfIdeographs) {
  phrases_.add("发布会", 1, vocabulary_);
  phrases_.add("发布", 2, vocabulary_);
  const auto text = cut("公司发布会后发布产品");
  EXPECT_EQ(phrases_.longest(text, 2).payload, 1U);
  EXPECT_EQ(phrases_.longest(text, 6).payload, 2U);
}

TEST_F(LexiconTest, ArabicProcliticsStayOutsideTheMatch) {
  clitics_ = {{"وال", 0, ""}, {"ال", 1, ""}, {"و", 2, ""}};
  phrases_.add("شركة", 7, vocabulary_);
  const std::string_view source = "والشَّركة";
  const auto text = cut(source);
  const auto match = phrases_.longest(text, 0);
  ASSERT_EQ(match.count, 1U);
  EXPECT_EQ(match.payload, 7U);
  EXPECT_EQ(source.substr(match.skip_bytes), "شَّركة");
}

TEST_F(LexiconTest, AProcliticMaySwallowTheArticle) {
  clitics_ = {{"لل", 0, "ال"}, {"و", 1, ""}};
  phrases_.add("الشركة", 1, vocabulary_);
  const auto match = phrases_.longest(cut("وللشركة"), 0);
  ASSERT_EQ(match.count, 1U);
  EXPECT_EQ(match.skip_bytes, 6U);
  EXPECT_EQ(match.clitic, 1U);
}

TEST_F(LexiconTest, NothingBeginsBehindTheLastToken) {
  phrases_.add("发布会", 1, vocabulary_);
  const auto text = cut("发布会");
  std::vector<PhraseTable::Match> found;
  phrases_.match(text, 3, found);
  EXPECT_TRUE(found.empty());
  EXPECT_EQ(phrases_.longest(text, 3).count, 0U);
}

TEST_F(LexiconTest, AnEmptyTableMatchesNothing) {
  const auto text = cut("anything");
  EXPECT_TRUE(phrases_.empty());
  EXPECT_EQ(phrases_.longest(text, 0).count, 0U);
}

}  // namespace
}  // namespace annals
