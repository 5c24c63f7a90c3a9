// Who is who over many documents: time against the number of names. A case of n documents, each naming five of n people
// by full name and surname, 67,000 a million times in all; nearly linear growth is what to look for.
#include <benchmark/benchmark.h>

#include <deque>
#include <random>

#include "record/identity.h"

namespace annals {
namespace {

std::string made_up_word(std::mt19937& random) {
  static constexpr const char* kSyllables[] = {"ba",  "do",  "ker", "lin", "mar", "no",  "pel", "ri",
                                               "san", "tor", "vel", "zim", "hau", "gre", "fo",  "chen"};
  std::string word;
  for (auto left = 2 + random() % 3; left > 0; --left) word += kSyllables[random() % 16];
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

const LanguageSet& packs() {
  static const auto kLanguages = std::move(*Languages::load(ANNALS_SOURCE_DIR));
  static const LanguageSet kSet(*kLanguages);
  return kSet;
}

void identity(benchmark::State& state) {
  const auto n = static_cast<size_t>(state.range(0));
  std::mt19937 random(1);
  std::vector<std::pair<std::string, std::string>> people;
  for (size_t i = 0; i < n; ++i) people.emplace_back(made_up_word(random), made_up_word(random));
  std::deque<Document> documents;
  std::deque<Reading> readings;
  std::vector<DocumentReading> all;
  size_t mentions = 0;
  for (size_t d = 0; d < n; ++d) {
    Document& document = documents.emplace_back();
    Reading& reading = readings.emplace_back();
    document.id = std::to_string(d);
    for (uint32_t e = 0; e < 5; ++e) {
      const auto& [given, family] = people[random() % n];
      reading.entities.push_back({EntityType::kPerson, given + " " + family, {family}, "en"});
      for (const std::string& form : {given + " " + family, family, family}) {
        const auto begin = static_cast<uint32_t>(document.text.size());
        document.text += form + "\n";
        reading.mentions.push_back({{begin, begin + static_cast<uint32_t>(form.size())}, EntityType::kPerson, e, 1});
        ++mentions;
      }
    }
    all.push_back({&document, &reading});
  }
  for (auto _ : state) {
    Record record;
    resolve_entities(all, packs(), {}, nullptr, record);
    benchmark::DoNotOptimize(record.entities.data());
  }
  state.counters["mentions/s"] =
      benchmark::Counter(static_cast<double>(mentions), benchmark::Counter::kIsIterationInvariantRate);
}
BENCHMARK(identity)->Arg(500)->Arg(2000)->Arg(8000)->Arg(32000)->Arg(67000)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace annals

BENCHMARK_MAIN();
