// No input may hang: what a text costs grows with its length and not much faster.
#include <gtest/gtest.h>

#include <chrono>
#include <string>

#include "casefile/document_reader.h"
#include "record/record.h"
#include "tests/support/languages.h"

namespace annals {
namespace {

struct Growth {
  const char* name;
  const char* unit;
};

double seconds_for(const DocumentReader& reader, const char* unit, size_t bytes) {
  std::string text;
  while (text.size() < bytes) text += unit;
  const auto start = std::chrono::steady_clock::now();
  const ReadSource source = reader.read(Source{"endless.txt", text});
  std::vector<Remark> remarks;
  const Reading reading = reader.read(source.documents.at(0), remarks);
  const std::vector<DocumentReading> documents{{&source.documents[0], &reading}};
  build_record(documents, testing::languages(), {}, nullptr);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

class GrowthTest : public ::testing::TestWithParam<Growth> {};

TEST_P(GrowthTest, TwiceTheTextTakesLessThanThriceTheTime) {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  GTEST_SKIP() << "times under sanitizers say little";
#endif
  constexpr size_t kSmallest = 24 << 10;
  constexpr double kThreeDoublings = 27;  // 3 x 3 x 3
  constexpr double kNoise = 0.05;         // seconds that a busy machine may add
  const DocumentReader reader(testing::languages());
  seconds_for(reader, GetParam().unit, kSmallest / 8);  // warms the caches
  const double small = seconds_for(reader, GetParam().unit, kSmallest);
  const double large = seconds_for(reader, GetParam().unit, kSmallest * 8);
  EXPECT_LT(large, (small + kNoise) * kThreeDoublings) << small << " s, then " << large << " s";
}

INSTANTIATE_TEST_SUITE_P(
    Endless, GrowthTest,
    ::testing::Values(Growth{"OneSentence",
                             "On 4 May 2019 Vera Holm told the council that Elmgate had paid 300 euros. "},
                      Growth{"Names", "Vera Holm Ivo Brandt Elmgate "}, Growth{"Numbers", "40,000 12 3.5 2019 7 "},
                      Growth{"QuotationMarks", "\""}, Growth{"OpeningMarks", "“ said "}, Growth{"Brackets", "( a ) ["},
                      Growth{"Verbs", "told resigned paid signed "},
                      Growth{"VerbsThatMayBeNouns", "release support back report "}, Growth{"OneName", "Vera Holm "},
                      Growth{"Pronouns", "he told her and "}, Growth{"Addresses", "a@"},
                      Growth{"Foundings", "Vera Holm founded Elmgate as chairman and "}),
    [](const auto& growth) { return std::string(growth.param.name); });

}  // namespace
}  // namespace annals
