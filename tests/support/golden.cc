#include "tests/support/golden.h"

#include <fmt/format.h>

#include <cmath>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>

namespace annals::testing {
namespace {

std::string entry(Span span, std::string_view words, std::string_view what) {
  return fmt::format("{:05}-{:05} '{}' {{{}}}", span.begin, span.end, words, what);
}

[[noreturn]] void give_up(const std::filesystem::path& path, uint32_t line, const char* why) {
  std::fprintf(stderr, "%s:%u: %s\n", path.c_str(), line, why);
  std::exit(1);
}

}  // namespace

std::string describe(const Quantity& quantity) {
  constexpr double kHundredths = 100;  // a third is 33.33
  const bool small = std::fabs(quantity.value) < 1e9;
  std::string out = fmt::format("{} {}", to_string(quantity.type),
                                small ? std::round(quantity.value * kHundredths) / kHundredths : quantity.value);
  if (quantity.max) out += fmt::format(" {}", *quantity.max);
  if (!quantity.unit.empty() && quantity.unit != to_string(quantity.type) && quantity.unit != "times")
    out += " " + quantity.unit;
  return out;
}

std::vector<GoldenLine> read_golden(const std::filesystem::path& path) {
  std::vector<GoldenLine> out;
  std::ifstream in(path);
  std::string line, published;
  for (uint32_t number = 1; std::getline(in, line); ++number) {
    if (line.empty() || line[0] == '#') continue;
    if (line.starts_with("@published ")) {
      published = line.substr(11) == "-" ? "" : line.substr(11);
      continue;
    }
    for (size_t at = 0; (at = line.find(" | ", at)) != std::string::npos;) line.replace(at, 3, "\n");
    GoldenLine made{number, published, {}, {}};
    for (size_t at = 0; at < line.size();) {
      if (line[at] != '[') {
        made.text += line[at++];
        continue;
      }
      const size_t close = line.find("]{", at);
      const size_t end = close == std::string::npos ? close : line.find('}', close);
      if (end == std::string::npos) give_up(path, number, "a bracket is not closed");
      const std::string words = line.substr(at + 1, close - at - 1);
      const auto begin = static_cast<uint32_t>(made.text.size());
      made.text += words;
      made.expected.push_back(
          entry({begin, static_cast<uint32_t>(made.text.size())}, words, line.substr(close + 2, end - close - 2)));
      at = end + 1;
    }
    std::sort(made.expected.begin(), made.expected.end());
    out.push_back(std::move(made));
  }
  return out;
}

std::vector<std::string> golden_form(const Reading& reading, std::string_view text) {
  std::vector<std::string> out;
  for (const Time& time : reading.times) {
    std::string what = "time " + (time.edtf.empty() ? "?" : time.edtf);
    if (!time.open.empty()) what += " open " + time.open;
    out.push_back(entry(time.span, time.span.of(text), what));
  }
  for (const Quantity& quantity : reading.quantities)
    out.push_back(entry(quantity.span, quantity.span.of(text), describe(quantity)));
  std::sort(out.begin(), out.end());
  return out;
}

}  // namespace annals::testing
