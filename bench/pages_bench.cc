// How many web pages a second are read: parsed, their article found, cut into blocks, with title, author, date and
// language. The pages are those of tests/pages, or of the folder that the environment's ANNALS_BENCH_PAGES names. One
// thread. `bench/peers/pages.sh` sets it beside Readability.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "languages/finish.h"
#include "languages/pack.h"
#include "sources/source.h"

namespace {

using namespace annals;  // NOLINT(google-build-using-namespace)

std::vector<Source> pages() {
  const char* const chosen = std::getenv("ANNALS_BENCH_PAGES");
  std::vector<Source> found;
  for (const FoundFile& file :
       find_files({chosen != nullptr ? chosen : ANNALS_SOURCE_DIR "/tests/pages"}, [](const Error&) {})) {
    if (!file.path.ends_with(".html")) continue;
    std::ifstream in(file.path, std::ios::binary);
    found.push_back({file.relative, {std::istreambuf_iterator<char>(in), {}}});
  }
  return found;
}

void read_pages(benchmark::State& state) {
  const auto packs = std::move(*Languages::load());
  const DocumentFinisher finisher(*packs);
  const std::vector<Source> all = pages();
  size_t bytes = 0;
  size_t text = 0;
  for (auto _ : state) {
    for (const Source& page : all) {
      ReadSource read = read_source(page);
      for (Document& document : read.documents) {
        finisher.finish(document);
        text += document.text.size();
      }
      bytes += page.bytes.size();
    }
  }
  if (text == 0) state.SkipWithError("nothing was read");
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
  state.counters["pages_per_second"] =
      benchmark::Counter(static_cast<double>(all.size() * state.iterations()), benchmark::Counter::kIsRate);
}
BENCHMARK(read_pages)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
