// The record at scale: near-copies among synthetic articles, and building the record from synthetic readings, for 1,000
// to 100,000 documents.
//
// Articles are invented words with the frequencies of a language. Every fifth is a near copy of an earlier one: some
// words changed, a paragraph cut, paragraphs in another order, and around it the page furniture of its site, which all
// pages of the site share. Checked in the same run: `recall`, planted copies more than 0.8 alike that were joined with
// their original; `precision`, joined documents that belong together. near_copies.py runs datasketch over the same.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <deque>
#include <random>
#include <string>
#include <vector>

#include "languages/pack.h"
#include "record/copies.h"
#include "record/record.h"

namespace annals {
namespace {

constexpr int kWords = 20000;   // in the vocabulary
constexpr int kParagraphs = 6;  // of an article
constexpr int kParagraphWords = 50;
constexpr int kSites = 50;
constexpr int kActors = 2000;

const LanguageSet& languages() {
  static const std::unique_ptr<Languages> kLanguages = [] {
    auto loaded = Languages::load();
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().message.c_str());
      std::exit(1);
    }
    return std::move(*loaded);
  }();
  static const LanguageSet kSet(*kLanguages);
  return kSet;
}

using Paragraph = std::vector<uint32_t>;  // words

class Articles {
 public:
  explicit Articles(size_t count) : random_(42) {
    for (int w = 0; w < kWords; ++w) {
      std::string word;
      for (auto n = 2 + random_() % 8; n > 0; --n) word += static_cast<char>('a' + random_() % 26);
      words_.push_back(word);
    }
    std::vector<std::vector<Paragraph>> originals;
    for (size_t d = 0; d < count; ++d) {
      std::vector<Paragraph> paragraphs;
      double kept = 1;
      if (d % 5 == 4) {
        family.push_back(static_cast<uint32_t>(random_() % originals.size()));
        paragraphs = changed(originals[family.back()], kept);
      } else {
        for (int p = 0; p < kParagraphs; ++p) paragraphs.push_back(paragraph());
        family.push_back(static_cast<uint32_t>(originals.size()));
        originals.push_back(paragraphs);
      }
      likeness.push_back(kept);
      add(d, paragraphs);
    }
  }

  std::vector<DocumentReading> documents() const {
    std::vector<DocumentReading> out;
    for (const Document& document : documents_) out.push_back({&document, &reading_});
    return out;
  }

  std::vector<uint32_t> family;  // by document: the number of its original
  std::vector<double> likeness;  // to the original
  size_t bytes = 0;

 private:
  uint32_t word() {  // by Zipf's law
    const double u = std::uniform_real_distribution<>(0, 1)(random_);
    return static_cast<uint32_t>(std::exp(u * std::log(double(kWords)))) - 1;
  }

  Paragraph paragraph() {
    Paragraph out;
    for (int w = 0; w < kParagraphWords; ++w) out.push_back(word());
    return out;
  }

  std::vector<Paragraph> changed(std::vector<Paragraph> paragraphs, double& kept) {
    const double edits = std::uniform_real_distribution<>(0, 0.12)(random_);
    for (Paragraph& p : paragraphs) {
      for (uint32_t& w : p) {
        if (std::uniform_real_distribution<>(0, 1)(random_) < edits) w = word();
      }
    }
    kept = 1 - edits;
    if (random_() % 3 == 0) {
      paragraphs.erase(paragraphs.begin() + static_cast<std::ptrdiff_t>(random_() % paragraphs.size()));
      kept *= 2.0 * (kParagraphs - 1) / (2 * kParagraphs - 1);
    }
    if (random_() % 3 == 0) std::swap(paragraphs.front(), paragraphs.back());
    return paragraphs;
  }

  void add(size_t number, const std::vector<Paragraph>& paragraphs) {
    Document& document = documents_.emplace_back();
    char id[24];
    std::snprintf(id, sizeof id, "%08zu", number);
    document.id = document.path = document.sha256 = id;
    document.language = "en";
    const size_t site = random_() % kSites;
    std::vector<Paragraph> all = paragraphs;
    Paragraph furniture;
    for (uint32_t w = 0; w < 25; ++w) furniture.push_back(static_cast<uint32_t>((site * 131 + w * 17) % kWords));
    all.push_back(furniture);
    for (const Paragraph& p : all) {
      Block block;
      block.span.begin = static_cast<uint32_t>(document.text.size());
      for (const uint32_t w : p) document.text += words_[w] + ' ';
      block.span.end = static_cast<uint32_t>(document.text.size());
      document.text += '\n';
      document.blocks.push_back(block);
    }
    bytes += document.text.size();
  }

  std::mt19937_64 random_;
  std::vector<std::string> words_;
  std::deque<Document> documents_;
  Reading reading_;
};

// The articles as lines `FAMILY LIKENESS TEXT`, for near_copies.py to give to others.
void write_articles(const Articles& articles, const std::vector<DocumentReading>& documents, const char* path) {
  std::FILE* file = std::fopen(path, "w");
  if (file == nullptr) return;
  for (size_t d = 0; d < documents.size(); ++d) {
    std::string text = documents[d].document->text;
    std::replace(text.begin(), text.end(), '\n', ' ');
    std::fprintf(file, "%u %.4f %s\n", articles.family[d], articles.likeness[d], text.c_str());
  }
  std::fclose(file);
}

void find_near_copies(benchmark::State& state) {
  const Articles articles(static_cast<size_t>(state.range(0)));
  const std::vector<DocumentReading> documents = articles.documents();
  if (const char* path = std::getenv("ANNALS_ARTICLES")) write_articles(articles, documents, path);
  Record record;
  for (auto _ : state) {
    record = {};
    record.entity_of.resize(documents.size());
    find_copies(documents, languages(), record);
  }
  std::vector<uint32_t> original(documents.size());  // the first document of each family
  double planted = 0, found = 0, joined = 0, right = 0;
  for (uint32_t d = 0; d < documents.size(); ++d) {
    if (d % 5 != 4) {
      original[articles.family[d]] = d;
      continue;
    }
    if (articles.likeness[d] <= 0.8) continue;
    planted += 1;
    found += record.origin_of[d] == record.origin_of[original[articles.family[d]]];
  }
  std::vector<uint32_t> first(documents.size(), kNone);  // of each origin
  for (uint32_t d = 0; d < documents.size(); ++d) {
    uint32_t& leader = first[record.origin_of[d]];
    if (leader == kNone) {
      leader = d;
    } else {
      joined += 1;
      right += articles.family[d] == articles.family[leader];
    }
  }
  state.counters["recall"] = planted > 0 ? found / planted : 1;
  state.counters["precision"] = joined > 0 ? right / joined : 1;
  state.counters["copies"] = static_cast<double>(record.copies.size());
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations()) * static_cast<int64_t>(articles.bytes));
  state.SetComplexityN(state.range(0));
}
BENCHMARK(find_near_copies)
    ->Arg(1000)
    ->Arg(10000)
    ->Arg(100000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

// Readings of documents that tell of happenings among many actors over ten years, each happening in three documents.
struct Readings {
  explicit Readings(size_t count) {
    std::mt19937_64 random(7);
    for (size_t d = 0; d < count; ++d) {
      Document& document = documents.emplace_back();
      Reading& reading = readings.emplace_back();
      char id[24];
      std::snprintf(id, sizeof id, "%08zu", d);
      document.id = document.path = document.sha256 = id;
      document.language = "en";
      for (int c = 0; c < 8; ++c)
        add_claim(static_cast<uint64_t>(d / 3 * 8 + static_cast<size_t>(c)), random, document, reading);
      Block block;
      block.span = {0, static_cast<uint32_t>(document.text.size())};
      document.blocks.push_back(block);
    }
  }

  // A word of its own: names that differ in a number only would be taken for one.
  static std::string actor_name(uint32_t actor) {
    std::mt19937_64 random(actor);
    std::string name;
    for (int n = 0; n < 5; ++n) {
      name += "bdfgklmnprstvz"[random() % 14];
      name += "aeiou"[random() % 5];
    }
    name[0] = static_cast<char>(name[0] - 'a' + 'A');
    return name;
  }

  static void add_claim(uint64_t happening, std::mt19937_64& random, Document& document, Reading& reading) {
    static constexpr const char* kTypes[] = {"money.purchase", "position.start", "offer.make", "law.sue",
                                             "communication.meet"};
    static constexpr const char* kRoles[][2] = {{"buyer", "asset"},
                                                {"person", "organization"},
                                                {"agent", "recipient"},
                                                {"plaintiff", "defendant"},
                                                {"participant", "participant"}};
    std::mt19937_64 of(happening);
    const auto type = of() % 5;
    Claim claim;
    claim.type = kTypes[type];
    claim.days.earliest = claim.days.latest = Day(std::chrono::days(16000 + of() % 3650));
    claim.edtf = to_string(*claim.days.earliest);
    claim.evidence.begin = static_cast<uint32_t>(document.text.size());
    for (int side = 0; side < 2; ++side) {
      const auto actor = static_cast<uint32_t>(of() % kActors);
      const std::string name = actor_name(actor);
      Mention mention;
      mention.span.begin = static_cast<uint32_t>(document.text.size());
      document.text += name + " ";
      mention.span.end = mention.span.begin + static_cast<uint32_t>(name.size());
      mention.entity = static_cast<uint32_t>(reading.entities.size());
      reading.entities.push_back({EntityType::kOrganization, name, {}, "en"});
      reading.mentions.push_back(mention);
      Participant participant;
      participant.role = kRoles[type][side];
      participant.entity = mention.entity;
      participant.span = mention.span;
      claim.participants.push_back(participant);
    }
    Quantity quantity;
    quantity.type = QuantityType::kMoney;
    quantity.value = static_cast<double>(1000 + of() % 100000);
    quantity.unit = "EUR";
    quantity.span.begin = static_cast<uint32_t>(document.text.size());
    document.text += std::to_string(static_cast<int>(quantity.value));
    quantity.span.end = static_cast<uint32_t>(document.text.size());
    for (auto n = 5 + random() % 10; n > 0; --n) document.text += " w" + std::to_string(random() % 5000);
    document.text += ".\n";
    claim.evidence.end = static_cast<uint32_t>(document.text.size()) - 1;
    claim.trigger = {claim.evidence.begin, claim.evidence.begin + 5};
    claim.quantities.push_back({"amount", static_cast<uint32_t>(reading.quantities.size())});
    reading.quantities.push_back(quantity);
    reading.claims.push_back(claim);
  }

  std::deque<Document> documents;
  std::deque<Reading> readings;
};

void build_from_readings(benchmark::State& state) {
  const Readings readings(static_cast<size_t>(state.range(0)));
  std::vector<DocumentReading> documents;
  for (size_t d = 0; d < readings.documents.size(); ++d)
    documents.push_back({&readings.documents[d], &readings.readings[d]});
  Record record;
  for (auto _ : state) record = build_record(documents, languages());
  state.counters["events"] = static_cast<double>(record.events.size());
  state.counters["happenings"] = std::ceil(static_cast<double>(documents.size()) / 3) * 8;
  state.SetComplexityN(state.range(0));
}
BENCHMARK(build_from_readings)
    ->Arg(1000)
    ->Arg(10000)
    ->Arg(100000)
    ->Iterations(1)
    ->Unit(benchmark::kMillisecond)
    ->Complexity();

}  // namespace
}  // namespace annals

BENCHMARK_MAIN();
