#include "sources/blocks.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace annals {
namespace {

using ::testing::ElementsAre;
using ::testing::Pair;
using ::testing::SizeIs;

std::vector<std::pair<BlockRole, std::string>> split(const std::string& text) {
  std::vector<Block> blocks;
  split_plain(text, {0, static_cast<uint32_t>(text.size())}, blocks);
  std::vector<std::pair<BlockRole, std::string>> found;
  for (const Block& block : blocks) found.emplace_back(block.role, block.span.of(text));
  return found;
}

constexpr BlockRole kBody = BlockRole::kBody, kHeading = BlockRole::kHeading, kItem = BlockRole::kListItem,
                    kQuote = BlockRole::kQuote, kSignature = BlockRole::kSignature;

TEST(SplitPlain, ALineOrEmptyLinesMakeParagraphs) {
  EXPECT_THAT(split("The first one ends here.\nThe second one too.\n\nThe third.\n"),
              ElementsAre(Pair(kBody, "The first one ends here."), Pair(kBody, "The second one too."),
                          Pair(kBody, "The third.")));
}

TEST(SplitPlain, JoinsHardWrappedLines) {
  const std::string paragraph =
      "The harbour board met on Tuesday to discuss whether the old pier\ncould still be saved, and after four hours of "
      "talks it "
      "decided\nto ask the engineers for a second opinion before the winter storms\nbegin.";
  EXPECT_THAT(split(paragraph + "\n\nAfter that it went home.\n"),
              ElementsAre(Pair(kBody, paragraph), Pair(kBody, "After that it went home.")));
}

TEST(SplitPlain, LinesOfAMessagesHeadAreNotWrapped) {
  EXPECT_THAT(split("[1]\nFrom: Ana Prado <ana.prado@norvia.example>\nTo: Rui Costa <rui.costa@norvia.example>\n"
                    "Date: Mon, 4 May 2015 16:05:12 +0200\nSubject: Re: The new lamps"),
              SizeIs(5));
}

TEST(SplitPlain, FindsHeadingsAndItems) {
  EXPECT_THAT(split("What was decided\n\nThe board listed three points that it wants settled:\n  • the pier\n    and "
                    "the lamps\n  • the road\n1. first\n2) second\n（3）第三\n"),
              ElementsAre(Pair(kHeading, "What was decided"),
                          Pair(kBody, "The board listed three points that it wants settled:"),
                          Pair(kItem, "• the pier\n    and the lamps"), Pair(kItem, "• the road"),
                          Pair(kItem, "1. first"), Pair(kItem, "2) second"), Pair(kItem, "（3）第三")));
}

TEST(SplitPlain, ANumberIsNoItem) {
  EXPECT_THAT(split("2.5 million were paid.\n"), ElementsAre(Pair(kBody, "2.5 million were paid.")));
  EXPECT_THAT(split("2019 was a good year.\n"), ElementsAre(Pair(kBody, "2019 was a good year.")));
}

TEST(SplitPlain, SignaturesMayBeQuotedAndRepeated) {
  EXPECT_THAT(split("Yes.\n-- \nAna\n> No.\n> -- \n> Rui\nWhy not?\n-- \nAna\n"),
              ElementsAre(Pair(kBody, "Yes."), Pair(kSignature, "-- \nAna"), Pair(kQuote, "> No.\n> -- \n> Rui"),
                          Pair(kBody, "Why not?"), Pair(kSignature, "-- \nAna")));
}

TEST(SplitPlain, ManySignaturesInOneParagraphAreQuick) {
  std::string text;
  for (int i = 0; i < 300'000; ++i) text += "-- \n> x\n";
  EXPECT_EQ(split(text).size(), 600'000U);
}

TEST(SplitPlain, AllLineEndsCount) {
  EXPECT_THAT(split("One.\r\nTwo.\rThree.\fFour."),
              ElementsAre(Pair(kBody, "One."), Pair(kBody, "Two."), Pair(kBody, "Three."), Pair(kBody, "Four.")));
}

TEST(Beginning, EndsBetweenCharacters) {
  EXPECT_EQ(beginning("caf\u00E9s", 9), "caf\u00E9s");
  EXPECT_EQ(beginning("caf\u00E9s", 5), "caf\u00E9");
  EXPECT_EQ(beginning("caf\u00E9s", 4), "caf");
  EXPECT_EQ(beginning("\u6E2F", 2), "");
}

}  // namespace
}  // namespace annals
