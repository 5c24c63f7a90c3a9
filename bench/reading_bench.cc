// How fast each stage of reading is, in bytes of text a second, beside ICU's word segmentation of the same text: the
// floor for any reader. Each run prints its ratio to that floor as the counter `of_icu` (1 means as fast as ICU alone).
// The text is the example case's documents again and again, or what the environment's ANNALS_BENCH_TEXT names.
#include <benchmark/benchmark.h>
#include <unicode/brkiter.h>
#include <unicode/utext.h>

#include <array>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>

#include "languages/finish.h"
#include "reading/analysis.h"
#include "reading/claims.h"
#include "reading/language.h"
#include "reading/names.h"
#include "reading/quantities.h"
#include "record/identity.h"
#include "sources/source.h"

namespace {

using namespace annals;  // NOLINT(google-build-using-namespace)

constexpr size_t kTextBytes = 10'000'000;

std::string text_path() {
  const char* const chosen = std::getenv("ANNALS_BENCH_TEXT");
  return chosen != nullptr ? chosen : ANNALS_SOURCE_DIR "/examples/salvane/documents";
}

// The packs and about ten megabytes of documents.
struct Corpus {
  std::unique_ptr<Languages> packs = std::move(*Languages::load());
  LanguageSet languages{*packs};
  std::vector<Document> documents;
  size_t bytes = 0;

  Corpus() {
    const DocumentFinisher finisher(*packs);
    std::vector<Document> once;
    for (const auto& found : find_files({text_path()}, [](const Error&) {})) {
      std::ifstream in(found.path, std::ios::binary);
      Source source{found.relative, {std::istreambuf_iterator<char>(in), {}}};
      for (Document& document : read_source(source).documents) {
        finisher.finish(document);
        benchmark::DoNotOptimize(analyze(document, languages));  // loads its language outside the clock
        once.push_back(std::move(document));
      }
    }
    while (!once.empty() && bytes < kTextBytes) {
      for (const Document& document : once) {
        documents.push_back(document);
        bytes += document.text.size();
      }
    }
  }
};

const Corpus& corpus() {
  static const Corpus kCorpus;
  return kCorpus;
}

void cut_with_icu(const Document& document, icu::BreakIterator& words) {
  UErrorCode error = U_ZERO_ERROR;
  UText* text = utext_openUTF8(nullptr, document.text.data(), static_cast<int64_t>(document.text.size()), &error);
  words.setText(text, error);
  int64_t found = 0;
  while (words.next() != icu::BreakIterator::DONE) ++found;
  benchmark::DoNotOptimize(found);
  utext_close(text);
}

std::unique_ptr<icu::BreakIterator> icu_words() {
  UErrorCode error = U_ZERO_ERROR;
  return std::unique_ptr<icu::BreakIterator>(icu::BreakIterator::createWordInstance(icu::Locale::getRoot(), error));
}

double seconds_of_icu() {
  static const double kSeconds = [] {
    const auto words = icu_words();
    const auto start = std::chrono::steady_clock::now();
    for (const Document& document : corpus().documents) cut_with_icu(document, *words);
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }();
  return kSeconds;
}

template <class Work>
void measure(benchmark::State& state, Work&& work) {
  const double floor = seconds_of_icu();
  double seconds = 0;
  for (auto _ : state) {
    const auto start = std::chrono::steady_clock::now();
    for (const Document& document : corpus().documents) work(document);
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * corpus().bytes));
  state.counters["bytes"] = static_cast<double>(corpus().bytes);
  state.counters["of_icu"] = floor * static_cast<double>(state.iterations()) / seconds;
}

void icu_word_segmentation(benchmark::State& state) {
  const auto words = icu_words();
  measure(state, [&](const Document& document) { cut_with_icu(document, *words); });
}
BENCHMARK(icu_word_segmentation)->Unit(benchmark::kMillisecond);

void tokens_and_sentences(benchmark::State& state) {
  measure(state, [](const Document& document) { benchmark::DoNotOptimize(analyze(document, corpus().languages)); });
}
BENCHMARK(tokens_and_sentences)->Unit(benchmark::kMillisecond);

// Each of these includes the stages before it, so that differences of neighbouring rows are the shares of the layers.
void and_times_and_quantities(benchmark::State& state) {
  measure(state, [](const Document& document) {
    const Analysis analysis = analyze(document, corpus().languages);
    Reading reading;
    read_expressions(analysis, reading);
    benchmark::DoNotOptimize(reading);
  });
}
BENCHMARK(and_times_and_quantities)->Unit(benchmark::kMillisecond);

void and_names(benchmark::State& state) {
  measure(state, [](const Document& document) {
    const Analysis analysis = analyze(document, corpus().languages);
    Reading reading;
    read_expressions(analysis, reading);
    read_names(analysis, reading);
    benchmark::DoNotOptimize(reading);
  });
}
BENCHMARK(and_names)->Unit(benchmark::kMillisecond);

// Names and who is who by themselves: what comes before them is made ready outside the clock.
void names_and_identity(benchmark::State& state) {
  std::vector<Analysis> analyses;
  std::vector<Reading> times;
  for (const Document& document : corpus().documents) {
    analyses.push_back(analyze(document, corpus().languages));
    read_expressions(analyses.back(), times.emplace_back());
  }
  for (auto _ : state) {
    state.PauseTiming();
    std::vector<Reading> readings = times;
    state.ResumeTiming();
    std::vector<DocumentReading> all;
    for (size_t d = 0; d < readings.size(); ++d) {
      read_names(analyses[d], readings[d]);
      all.push_back({&corpus().documents[d], &readings[d]});
    }
    Record record;
    resolve_entities(all, corpus().languages, {}, nullptr, record);
    benchmark::DoNotOptimize(record.entities.data());
  }
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * corpus().bytes));
}
BENCHMARK(names_and_identity)->Unit(benchmark::kMillisecond);

// Its counters are the layers' shares of the time.
void whole_reading(benchmark::State& state) {
  constexpr const char* kLayers[] = {"tokens", "times", "names", "claims"};
  std::array<double, 4> seconds{};
  measure(state, [&](const Document& document) {
    auto start = std::chrono::steady_clock::now();
    const auto lap = [&](size_t layer) {
      const auto now = std::chrono::steady_clock::now();
      seconds[layer] += std::chrono::duration<double>(now - start).count();
      start = now;
    };
    const Analysis analysis = analyze(document, corpus().languages);
    lap(0);
    Reading reading;
    read_expressions(analysis, reading);
    lap(1);
    read_names(analysis, reading);
    lap(2);
    read_statements(analysis, reading);
    lap(3);
    benchmark::DoNotOptimize(reading);
  });
  const double all = std::accumulate(seconds.begin(), seconds.end(), 0.0);
  for (size_t layer = 0; layer < seconds.size(); ++layer) state.counters[kLayers[layer]] = seconds[layer] / all;
}
BENCHMARK(whole_reading)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
