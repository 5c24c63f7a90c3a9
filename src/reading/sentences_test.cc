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

}  // namespace
}  // namespace annals
