// PDF and the child process that reads it.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>

#include "sources/child.h"
#include "sources/source.h"

namespace annals {
namespace {

using ::testing::HasSubstr;
using ::testing::SizeIs;

TEST(Child, GivesWhatTheProgramWrites) {
  const std::string input(3'000'000, 'x');
  const ChildOutput out = run_child({"cat"}, input, {});
  EXPECT_EQ(out.failure, "");
  EXPECT_EQ(out.bytes, input);
}

TEST(Child, SaysWhatWentWrong) {
  EXPECT_EQ(run_child({"no-such-program-here"}, "", {}).failure, "not installed");
  EXPECT_EQ(run_child({"false"}, std::string(1'000'000, 'x'), {}).failure, "failed with code 1");
  EXPECT_THAT(run_child({"yes"}, "", {.output = 100'000}).failure, HasSubstr("more than 100000 bytes"));
  EXPECT_THAT(run_child({"sh", "-c", "while :; do :; done"}, "", {.sandbox = {.cpu_seconds = 1}}).failure,
              HasSubstr("stopped by signal"));
}

// A page with one line of text, with the cross-reference table left to the reader's repair.
std::string pdf(std::string_view words) {
  const std::string stream = fmt::format("BT /F1 12 Tf 72 720 Td ({}) Tj ET", words);
  return fmt::format(
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>endobj\n"
      "4 0 obj<</Length {}>>stream\n{}\nendstream endobj\n5 0 "
      "obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n"
      "trailer<</Root 1 0 R>>\n%%EOF\n",
      stream.size(), stream);
}

TEST(Pdf, IsReadAsText) {
  if (run_child({"pdftotext", "-v"}, "", {}).failure == "not installed") GTEST_SKIP() << "needs pdftotext";
  const ReadSource out = read_source({"plan.pdf", pdf("The pier is lost.")});
  ASSERT_THAT(out.documents, SizeIs(1)) << out.unread;
  EXPECT_EQ(out.documents[0].text, "The pier is lost.");
  EXPECT_EQ(out.media_type, "application/pdf");
}

TEST(Pdf, BrokenOnesAreReported) {
  EXPECT_THAT(read_source({"plan.pdf", "%PDF-1.4\nrubbish"}).unread, HasSubstr("PDF"));
  EXPECT_THAT(read_source({"plan.pdf", pdf("")}).unread, HasSubstr("PDF without text"));
}

}  // namespace
}  // namespace annals
