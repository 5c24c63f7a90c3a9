#include "text/fold.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "tests/support/any_text.h"
#include "text/normalize.h"
#include "text/utf8.h"

namespace annals {
namespace {

const Folding& folding() {
  static const Folding kFolding;
  return kFolding;
}

TEST(Fold, TakesSpellingsOfOneWordForOne) {
  struct Case {
    const char *written, *folded;
  };
  const Case cases[] = {
      {"Straße", "straße"}, {"ＡＢＣ１２", "abc12"},
      {"MARÇO", "março"},   {"marc\xCC\xA7o", "março"},
      {"٢٠١٦", "2016"},     {"مُحَمَّد", "محمد"},
      {"أحمد", "احمد"},     {"مـــليون", "مليون"},
      {"على", "علي"},       {"soft\xC2\xADhyphen", "softhyphen"},
      {"don’t", "don't"},   {"ا\xD9\x94حمد", "احمد"},
      {"ﻻ", "ﻻ"},
  };
  for (const Case& c : cases) EXPECT_EQ(folding().fold(c.written), c.folded) << c.written;
}

TEST(Fold, TakesMorePairsFromData) {
  const Folding with_han({{U'馬', U'马'}, {U'x', 0}});
  EXPECT_EQ(with_han.fold("馬x車"), "马車");
}

RC_GTEST_PROP(Fold, IsIdempotent, (const std::u32string& points)) {
  const std::string text = testing::any_text(points, 0x3001);
  const std::string once = folding().fold(text);
  RC_ASSERT(folding().fold(once) == once);
}

RC_GTEST_PROP(Normalize, EveryByteKnowsWhereItCameFrom, (const std::u32string& points)) {
  const std::string text = testing::any_text(points);
  const NormalizedText normalized = normalize(text, folding());
  RC_ASSERT(normalized.origin.size() == normalized.text.size() + 1);
  RC_ASSERT(normalized.origin.back() == text.size());
  for (size_t i = 1; i < normalized.origin.size(); ++i) RC_ASSERT(normalized.origin[i - 1] <= normalized.origin[i]);
  RC_ASSERT(is_utf8(normalized.text));
}

TEST(Normalize, LeavesWordsAndOneSpace) {
  const NormalizedText n = normalize("  Ａb,  C!", folding());
  EXPECT_EQ(n.text, "ab c");
  EXPECT_EQ(n.source({0, 2}).of("  Ａb,  C!"), "Ａb,  ");
}

}  // namespace
}  // namespace annals
