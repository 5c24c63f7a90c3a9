#include "reading/expressions.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/support/languages.h"
#include "tests/support/reading.h"

namespace annals {
namespace {

std::string describe(const Quantity& q) {
  std::string out = fmt::format("{} {}", to_string(q.type), q.value);
  if (q.max) out += fmt::format(" {}", *q.max);
  if (q.unit != to_string(q.type)) out += " " + q.unit;
  return out;
}

TEST(Expressions, EveryRowOfEveryPackMakesSense) {
  for (const auto& [code, pack] : testing::languages().languages().packs()) {
    for (const std::string& problem : testing::languages().get(code).expressions->problems) ADD_FAILURE() << problem;
  }
}

// `en@2024-05-15: He resigned yesterday.` is read as English, published that day; the rule itself must find what the row expects.
TEST(Expressions, EveryExampleIsFoundByItsOwnRule) {
  size_t run = 0;
  for (const auto& [code, pack] : testing::languages().languages().packs()) {
    for (const Rule& rule : testing::languages().get(code).expressions->rules) {
      const size_t colon = rule.example.find(": ");
      if (colon == std::string::npos) continue;
      const std::string head = rule.example.substr(0, colon);
      const size_t at = head.find('@');
      if (head.substr(0, at) != code) continue;
      const Reading reading = testing::read_text(code, rule.example.substr(colon + 2), at == std::string::npos ? "" : head.substr(at + 1));
      std::string found;
      bool good = false;
      for (const Time& time : reading.times) {
        found += fmt::format(" {} by {};", time.edtf, time.rule);
        good = good || (time.edtf == rule.expects && time.rule == rule.place);
      }
      for (const Quantity& quantity : reading.quantities) {
        found += fmt::format(" {} by {};", describe(quantity), quantity.rule);
        good = good || (describe(quantity) == rule.expects && quantity.rule == rule.place);
      }
      EXPECT_TRUE(good) << "languages/" << rule.place << " (" << rule.id << "): expected " << rule.expects << ", found" << found;
      ++run;
    }
  }
  EXPECT_GT(run, 20U);
}

}  // namespace
}  // namespace annals
