#include "casefile/document_reader.h"

#include <gtest/gtest.h>

#include "tests/support/languages.h"

namespace annals {
namespace {

TEST(DocumentReaderTest, ReadsALongTextUpToTheLimitAndSaysSo) {
  const std::string text = "Vera Holm met Ivo Brandt on 4 May 2019. Ivo Brandt resigned on 9 June 2020.";
  const DocumentReader reader(testing::languages(), 50);
  const ReadSource read = reader.read(Source{"long.txt", text});
  ASSERT_EQ(read.documents.size(), 1U);
  const Document& document = read.documents[0];
  EXPECT_EQ(document.text, text);
  ASSERT_FALSE(document.blocks.empty());
  EXPECT_EQ(document.blocks.back().span.end, text.find(" resigned"));
  ASSERT_FALSE(document.remarks.empty());
  EXPECT_EQ(document.remarks.back().code, "text-limit");
}

TEST(DocumentReaderTest, AShorterTextIsReadWhole) {
  const DocumentReader reader(testing::languages(), 50);
  const ReadSource read = reader.read(Source{"short.txt", "Vera Holm met Ivo Brandt on 4 May 2019."});
  ASSERT_EQ(read.documents.size(), 1U);
  EXPECT_TRUE(read.documents[0].remarks.empty());
}

}  // namespace
}  // namespace annals
