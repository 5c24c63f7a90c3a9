#include "reading/sentences.h"

#include <gtest/gtest.h>

#include "reading/analysis.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

TEST(Sentences, WhatNeverEndsIsCut) {
  for (const std::string_view piece : {"one two three; ", "word "}) {
    Document document;
    for (int i = 0; i < 5000; ++i) document.text += piece;
    document.blocks = {{BlockRole::kBody, {0, static_cast<uint32_t>(document.text.size())}, "en", 0}};
    const Analysis analysis = analyze(document, testing::languages());
    uint32_t tokens = 0;
    for (const Sentence& sentence : analysis.blocks[0].sentences) {
      EXPECT_LE(sentence.count, 501U);
      tokens += sentence.count;
    }
    EXPECT_EQ(tokens, analysis.blocks[0].text.tokens.size()) << "nothing is lost";
  }
}

struct Cut {
  const char* language;
  const char* text;
  size_t sentences;
};

TEST(Sentences, ThePointOfAnAbbreviationEndsNone) {
  for (const Cut& cut : {
           Cut{"en", "A critic of Mrs. Clarke wrote to Dr. Ana Prado and Sen. Doe. They answered.", 2},
           Cut{"en", "He paid on Jan. 3 for lot No. 5 on p. 7. She said no. Then he left.", 3},
           Cut{"en", "The sun was high. He sat. Nobody came.", 3},
           Cut{"pt", "O Sr. Costa falou com a Dra. Prado. O art. 5 vale.", 2},
           Cut{"es", "La Sra. Rivas llamó al Dr. Vela. El núm. 5 falta.", 2},
           Cut{"fr", "M. Roussel et Mme. Caron sont partis. Le no. 5 manque.", 2},
           Cut{"ar", "قال د. أحمد ذلك. ثم غادر.", 2},
       }) {
    Document document;
    document.text = cut.text;
    document.blocks = {{BlockRole::kBody, {0, static_cast<uint32_t>(document.text.size())}, cut.language, 0}};
    EXPECT_EQ(analyze(document, testing::languages()).blocks[0].sentences.size(), cut.sentences) << cut.text;
  }
}

}  // namespace
}  // namespace annals
