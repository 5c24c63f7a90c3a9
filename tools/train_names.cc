// Trains and measures the learned part of finding names (src/reading/name_tagger.h). scripts/train_names.py prepares
// the sentences and calls it:
//
//     train_names train LANGUAGE SENTENCES MODEL [EPOCHS] [FEATURES]
//     train_names measure LANGUAGE SENTENCES [errors]
//     train_names words LANGUAGE WORDS TABLE
//     train_names clusters LANGUAGE WORDS TABLE
//
// SENTENCES has one sentence a line: the text, a tab, and marks `begin:end:KIND` separated by blanks, in bytes; KIND is
// P (person), O (organisation), L (place), D (product), X (may be anything but a person, organisation or place) or N (a
// name of any of the four kinds). A
// third column gives the ends of the tokens that the set counts in, in bytes. WORDS has one word a line: its class
// (reading/name_words.h), the logarithm of how often it is written, and the word, separated by tabs; for `clusters` its
// number (reading/name_clusters.h) and the word.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <random>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "reading/analysis.h"
#include "reading/name_lexicon.h"
#include "reading/name_scoring.h"
#include "reading/name_votes.h"
#include "reading/name_words.h"
#include "reading/names.h"

namespace {

using namespace annals;

struct Mark {
  Span span;
  char kind;
};

struct Line {
  std::string text;
  std::vector<Mark> marks;
  std::vector<uint32_t> ends;  // of the set's tokens, rising; may be empty

  // The tokens of the set that `span` lies in, whole.
  Span whole_tokens(Span span) const {
    if (ends.empty()) return span;
    const auto last = std::lower_bound(ends.begin(), ends.end(), span.end);
    auto first = std::upper_bound(ends.begin(), ends.end(), span.begin);
    uint32_t begin = first == ends.begin() ? 0 : *std::prev(first);
    while (begin < span.begin && text[begin] == ' ') ++begin;
    return {begin, last == ends.end() ? span.end : *last};
  }
};

std::vector<Line> read_lines(const char* path) {
  std::vector<Line> lines;
  std::ifstream in(path);
  for (std::string row; std::getline(in, row);) {
    const size_t tab = row.find('\t');
    Line& line = lines.emplace_back();
    line.text = row.substr(0, tab);
    const size_t next = tab == std::string::npos ? tab : row.find('\t', tab + 1);
    if (next != std::string::npos) {
      std::istringstream ends(row.substr(next + 1));
      for (uint32_t end = 0; ends >> end;) line.ends.push_back(end);
    }
    std::istringstream marks(tab == std::string::npos ? "" : row.substr(tab + 1, next - tab - 1));
    for (std::string mark; marks >> mark;) {
      Mark m{};
      std::sscanf(mark.c_str(), "%u:%u:%c", &m.span.begin, &m.span.end, &m.kind);
      line.marks.push_back(m);
    }
  }
  return lines;
}

int type_of(char kind) { return kind == 'P' ? 0 : kind == 'O' ? 1 : kind == 'L' ? 2 : 3; }

// A sentence as a document of one block.
Document document_of(const Line& line, const char* tag) {
  Document document;
  document.text = line.text;
  document.language = tag;
  document.blocks.push_back({BlockRole::kBody, {0, static_cast<uint32_t>(line.text.size())}, tag, 0});
  return document;
}

struct Example {
  std::vector<uint32_t> values, first;
  std::vector<LabelScores> votes;  // of the pack's tables: the model learns what they leave open
  std::vector<uint16_t> allowed;   // by token: bits of the labels that the marks allow
};

// Empty when the tables forbid what the marks say (a name with a comma in it, say).
Example make_example(const Line& line, const char* tag, const LanguageSet& languages) {
  Example example;
  const Document document = document_of(line, tag);
  const Analysis analysis = analyze(document, languages);
  const AnalyzedBlock& block = analysis.blocks.front();
  const NameLexicon& lexicon = *block.language->names;
  const NameFeatures features = name_features(line.text, block, true);
  example.votes.resize(block.text.tokens.size());
  add_votes(line.text, block, features, lexicon, kVotesBesideModel, example.votes);
  FeatureLists lists = list_features(line.text, block, features);
  example.values = std::move(lists.values);
  example.first = std::move(lists.first);
  for (const Token& token : block.text.tokens) {
    uint16_t allowed = 1;
    for (const Mark& mark : line.marks) {
      if (!mark.span.overlaps(token.span)) continue;
      const bool begins = token.span.begin <= mark.span.begin;
      if (mark.kind == 'X') {
        allowed = static_cast<uint16_t>(1 | 1 << begin_label(3) | (begins ? 0 : 1 << inside_label(3)));
      } else if (mark.kind == 'N') {
        allowed = 0;
        for (int type = 0; type < kNameTypes; ++type)
          allowed = static_cast<uint16_t>(allowed | 1 << (begins ? begin_label(type) : inside_label(type)));
      } else {
        allowed =
            static_cast<uint16_t>(1 << (begins ? begin_label(type_of(mark.kind)) : inside_label(type_of(mark.kind))));
      }
    }
    constexpr float kForbidden = -8;
    const LabelScores& votes = example.votes[example.allowed.size()];
    bool possible = false;
    for (size_t label = 0; label < kNameLabels; ++label)
      possible |= (allowed >> label & 1) != 0 && votes[label] > kForbidden;
    if (!possible) return {};
    example.allowed.push_back(allowed);
  }
  return example;
}

class Trainer {
 public:
  Trainer() : weights_(kRows * 8), squares_(kRows * 8, 1e-3F), uses_(kRows) {}

  void epoch(std::vector<Example>& examples, std::mt19937& random, float keep) {
    if (std::exchange(counted_, true) == false) {
      for (const Example& example : examples) {
        for (const uint32_t value : example.values) ++uses_[value & NameModel::kKeyMask];
      }
    }
    std::shuffle(examples.begin(), examples.end(), random);
    for (const Example& example : examples) step(example, random, keep);
  }

  /// Adds the weights as they are to the mean that settle() takes.
  void note_weights() {
    sums_.resize(weights_.size());
    for (size_t i = 0; i < weights_.size(); ++i) sums_[i] += weights_[i];
    for (size_t e = 0; e < transitions_.size(); ++e) transition_sums_[e] += transitions_[e];
    ++noted_;
  }

  /// Makes the weights the mean of those noted: it leans less on the last sentences seen.
  void settle() {
    if (noted_ == 0) return;
    const auto n = static_cast<float>(noted_);
    for (size_t i = 0; i < weights_.size(); ++i) weights_[i] = sums_[i] / n;
    for (size_t e = 0; e < transitions_.size(); ++e) transitions_[e] = transition_sums_[e] / n;
  }

  /// Writes the `most` features that matter most.
  void write(const char* path, size_t most) const {
    std::vector<std::pair<float, uint32_t>> order;
    for (size_t row = 0; row < kRows; ++row) {
      float size = 0;
      for (size_t k = 0; k < 8; ++k) size += std::fabs(weights_[row * 8 + k]);
      if (uses_[row] > 1)
        order.emplace_back(-size * std::log2(1.0F + static_cast<float>(uses_[row])), static_cast<uint32_t>(row));
    }
    std::sort(order.begin(), order.end());
    order.resize(std::min(order.size(), most));
    std::vector<uint32_t> keys;
    std::vector<float> sizes;
    for (const auto& [size, row] : order) {
      keys.push_back(row);
      for (size_t k = 0; k < 8; ++k) sizes.push_back(std::fabs(weights_[size_t{row} * 8 + k]));
    }
    std::sort(keys.begin(), keys.end());
    std::sort(sizes.begin(), sizes.end());
    // The largest few weights are cut rather than making all others coarse.
    const float scale = sizes[sizes.size() * 9995 / 10000] / 127;
    std::ofstream out(path, std::ios::binary);
    const auto put = [&](const void* bytes, size_t n) {
      out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(n));
    };
    const auto count = static_cast<uint32_t>(keys.size());
    put("ANM1", 4);
    put(&count, 4);
    put(&scale, 4);
    put(transitions_.data(), sizeof(transitions_));
    put(keys.data(), keys.size() * 4);
    for (const uint32_t row : keys) {
      for (size_t k = 0; k < 8; ++k) {
        const auto q =
            static_cast<int8_t>(std::lround(std::clamp(weights_[size_t{row} * 8 + k] / scale, -127.0F, 127.0F)));
        put(&q, 1);
      }
    }
  }

 private:
  static constexpr int kL = kNameLabels;

  // Sums over all label sequences within `allowed` (forward and backward, each step scaled to sum one); fills
  // marginals.
  void marginals(const std::vector<LabelScores>& scores, const std::vector<uint16_t>* allowed,
                 std::vector<LabelScores>& node, std::array<float, kL * kL>& edges, float sign) {
    const size_t n = scores.size();
    std::vector<LabelScores> emit(n), alpha(n), beta(n);
    for (size_t i = 0; i < n; ++i) {
      const float top = *std::max_element(scores[i].begin(), scores[i].end());
      for (int k = 0; k < kL; ++k) {
        const bool on = allowed == nullptr || ((*allowed)[i] >> k & 1) != 0;
        emit[i][k] = on ? std::exp(std::max(scores[i][k] - top, -40.0F)) : 0.0F;
      }
    }
    std::array<float, kL * kL> t{};
    for (int a = 0; a < kL; ++a) {
      for (int b = 0; b < kL; ++b) t[a * kL + b] = may_follow(a, b) ? std::exp(transitions_[a * kL + b]) : 0.0F;
    }
    const auto normalise = [](LabelScores& v) {
      float sum = 0;
      for (const float x : v) sum += x;
      if (sum <= 0) sum = 1;
      for (float& x : v) x /= sum;
    };
    for (size_t i = 0; i < n; ++i) {
      for (int b = 0; b < kL; ++b) {
        float sum = 0;
        if (i == 0) {
          sum = t[b];
        } else {
          for (int a = 0; a < kL; ++a) sum += alpha[i - 1][a] * t[a * kL + b];
        }
        alpha[i][b] = sum * emit[i][b];
      }
      normalise(alpha[i]);
    }
    beta[n - 1].fill(1.0F);
    for (size_t i = n - 1; i-- > 0;) {
      for (int a = 0; a < kL; ++a) {
        float sum = 0;
        for (int b = 0; b < kL; ++b) sum += t[a * kL + b] * emit[i + 1][b] * beta[i + 1][b];
        beta[i][a] = sum;
      }
      normalise(beta[i]);
    }
    for (size_t i = 0; i < n; ++i) {
      LabelScores m{};
      for (int k = 0; k < kL; ++k) m[k] = alpha[i][k] * beta[i][k];
      normalise(m);
      for (int k = 0; k < kL; ++k) node[i][k] += sign * m[k];
      if (i == 0) {
        for (int b = 0; b < kL; ++b) edges[b] += sign * m[b];
        continue;
      }
      std::array<float, kL * kL> pair{};
      float total = 0;
      for (int a = 0; a < kL; ++a) {
        for (int b = 0; b < kL; ++b)
          total += pair[a * kL + b] = alpha[i - 1][a] * t[a * kL + b] * emit[i][b] * beta[i][b];
      }
      if (total > 0) {
        for (int e = 0; e < kL * kL; ++e) edges[e] += sign * pair[e] / total;
      }
    }
  }

  void step(const Example& example, std::mt19937& random, float keep) {
    const size_t n = example.allowed.size();
    if (n == 0) return;
    constexpr uint32_t mask = NameModel::kKeyMask;
    const auto threshold = static_cast<uint32_t>(keep * 4294967295.0);
    // Feature dropout: a model that leans on a few words alone fails on new names.
    std::vector<uint8_t> used(example.values.size());
    std::vector<LabelScores> scores(n);
    for (size_t i = 0; i < n; ++i) {
      for (uint32_t f = example.first[i]; f < example.first[i + 1]; ++f) {
        used[f] = random() <= threshold ? 1 : 0;
        if (used[f] == 0) continue;
        const float* row = &weights_[size_t{example.values[f] & mask} * 8];
        for (int k = 0; k < 8; ++k) scores[i][k + 1] += row[k];
      }
      for (int k = 1; k < kL; ++k) scores[i][k] = scores[i][k] / keep + example.votes[i][k];
    }
    std::vector<LabelScores> node(n);
    std::array<float, kL * kL> edges{};
    marginals(scores, &example.allowed, node, edges, 1);
    marginals(scores, nullptr, node, edges, -1);
    for (size_t i = 0; i < n; ++i) {
      float size = 0;
      for (int k = 1; k < kL; ++k) size += std::fabs(node[i][k]);
      if (size < 1e-3F) continue;
      for (uint32_t f = example.first[i]; f < example.first[i + 1]; ++f) {
        if (used[f] == 0) continue;
        const size_t row = size_t{example.values[f] & mask} * 8;
        for (int k = 0; k < 8; ++k) {
          const float g = node[i][k + 1];
          if (std::fabs(g) < 1e-4F) continue;
          float& square = squares_[row + k];
          square += g * g;
          float& w = weights_[row + k];
          w += kRate * (g - kDecay * w) / std::sqrt(square);
        }
      }
    }
    for (int e = 0; e < kL * kL; ++e) {
      const float g = edges[e];
      transition_squares_[e] += g * g;
      transitions_[e] += kRate * g / std::sqrt(transition_squares_[e] + 1.0F);
    }
  }

  static constexpr float kRate = 0.1F;
  static constexpr float kDecay = 1e-3F;
  static constexpr size_t kRows = size_t{NameModel::kKeyMask} + 1;
  std::vector<float> weights_, squares_;
  std::vector<uint32_t> uses_;  // by feature: occurrences in the sentences
  std::vector<float> sums_;     // of the weights noted
  bool counted_ = false;
  int noted_ = 0;
  std::array<float, kL * kL> transition_sums_{};
  std::array<float, kL * kL> transitions_{}, transition_squares_{};
};

// The key of a word that stands in the tables; 0 for what is too long.
uint32_t key_of(const Language& language, std::string_view word) {
  const std::vector<Token> tokens = tokenize(word, Span{0, static_cast<uint32_t>(word.size())});
  if (tokens.empty() || tokens.size() > NameWords::kLongest) return 0;
  uint64_t state = 0;
  std::string form;
  for (const Token& token : tokens) {
    folded_form(word, token, language.vocabulary.folding(), form);
    state = NameWords::add_token(state, stable_hash(form));
  }
  return NameWords::key(state);
}

// Writes the table of name_words.h, or of name_clusters.h. A word given twice keeps the line that comes first.
int write_table(const Language& language, const char* words, const char* table, bool clusters) {
  std::map<uint32_t, uint8_t> numbers;
  std::ifstream in(words);
  for (std::string row; std::getline(in, row);) {
    const size_t tab = row.find('\t'), next = clusters ? tab : row.find('\t', tab + 1);
    if (next == std::string::npos) continue;
    const int first = std::atoi(row.c_str()), second = clusters ? 0 : std::atoi(row.c_str() + tab + 1);
    const uint32_t key = key_of(language, std::string_view(row).substr(next + 1));
    if (key != 0)
      numbers.try_emplace(key, static_cast<uint8_t>(clusters ? first : first * 16 + std::clamp(second, 0, 15)));
  }
  std::ofstream out(table, std::ios::binary);
  const auto put = [&](const void* bytes, size_t n) {
    out.write(static_cast<const char*>(bytes), static_cast<std::streamsize>(n));
  };
  const auto count = static_cast<uint32_t>(numbers.size());
  put(clusters ? "ANC1" : "ANW1", 4);
  put(&count, 4);
  for (const auto& [key, number] : numbers) put(&key, 4);
  for (const auto& [key, number] : numbers) put(&number, 1);
  std::printf("%s: %u words\n", table, count);
  return 0;
}

int train(const LanguageSet& languages, const char* tag, const char* sentences, const char* model, int epochs,
          size_t features) {
  std::vector<Example> examples;
  for (const Line& line : read_lines(sentences)) examples.push_back(make_example(line, tag, languages));
  Trainer trainer;
  std::mt19937 random(1);
  for (int e = 0; e < epochs; ++e) {
    trainer.epoch(examples, random, 0.7F);
    if (2 * e >= epochs - 1) trainer.note_weights();
  }
  trainer.settle();
  trainer.write(model, features);
  std::printf("%s: %zu sentences, %d epochs\n", model, examples.size(), epochs);
  return 0;
}

struct Tally {
  size_t right = 0, found = 0, wanted = 0;
  double f1() const {
    return found + wanted == 0 ? 0 : 200.0 * static_cast<double>(right) / static_cast<double>(found + wanted);
  }
};

void print_error(const Line& line, const char* what, Span span, int type) {
  const uint32_t from = span.begin > 40 ? span.begin - 40 : 0;
  const auto part = [&](uint32_t begin, uint32_t end) {
    const auto inside = [&](uint32_t at) { return at < line.text.size() && (line.text[at] & 0xC0) == 0x80; };
    while (inside(begin)) ++begin;
    while (inside(end)) ++end;
    return line.text.substr(begin, end - begin);
  };
  std::printf("%s %c  %s[%s]%s\n", what, "POL"[type], part(from, span.begin).c_str(),
              part(span.begin, span.end).c_str(),
              part(span.end, std::min<uint32_t>(span.end + 40, static_cast<uint32_t>(line.text.size()))).c_str());
}

// Each line is a document of one block; products are not counted, for few sets mark them. With `errors`, every name
// that is found in vain or missed is printed in its place.
int measure(const LanguageSet& languages, const char* tag, const char* sentences, bool errors) {
  std::array<Tally, 4> tallies{};
  for (const Line& line : read_lines(sentences)) {
    const Document document = document_of(line, tag);
    const Analysis analysis = analyze(document, languages);
    Reading reading;
    read_names(analysis, reading);
    std::vector<std::pair<Span, int>> found, wanted;
    for (const Mention& m : reading.mentions) {
      const Span span = line.whole_tokens(m.span);
      if (m.type == EntityType::kPerson) found.emplace_back(span, 0);
      if (m.type == EntityType::kOrganization) found.emplace_back(span, 1);
      if (m.type == EntityType::kPlace) found.emplace_back(span, 2);
    }
    for (const Mark& mark : line.marks) {
      if (mark.kind != 'X' && mark.kind != 'D' && mark.kind != 'N') wanted.emplace_back(mark.span, type_of(mark.kind));
    }
    for (const auto& [span, type] : found) {
      const size_t right = std::count(wanted.begin(), wanted.end(), std::pair(span, type)) > 0 ? 1 : 0;
      if (errors && right == 0) print_error(line, "found ", span, type);
      tallies[type].right += right;
      ++tallies[type].found;
      tallies[3].right += right;
      ++tallies[3].found;
    }
    for (const auto& [span, type] : wanted) {
      if (errors && std::count(found.begin(), found.end(), std::pair(span, type)) == 0)
        print_error(line, "missed", span, type);
      ++tallies[type].wanted;
      ++tallies[3].wanted;
    }
  }
  std::printf(
      "person %.1f  organisation %.1f  place %.1f  all %.1f (precision %.1f, recall %.1f)\n", tallies[0].f1(),
      tallies[1].f1(), tallies[2].f1(), tallies[3].f1(),
      100.0 * static_cast<double>(tallies[3].right) / static_cast<double>(std::max<size_t>(1, tallies[3].found)),
      100.0 * static_cast<double>(tallies[3].right) / static_cast<double>(std::max<size_t>(1, tallies[3].wanted)));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string what = argc > 3 ? argv[1] : "";
  if ((what != "train" && what != "measure" && what != "words" && what != "clusters") ||
      ((what == "words" || what == "clusters") && argc < 5)) {
    std::fprintf(stderr,
                 "usage: train_names train LANGUAGE SENTENCES MODEL [EPOCHS] [FEATURES]\n       train_names measure "
                 "LANGUAGE SENTENCES [errors]\n       "
                 "train_names words|clusters LANGUAGE WORDS TABLE\n");
    return 2;
  }
  const char* folder = std::getenv("ANNALS_PACKS");
  const auto packs = Languages::load(folder != nullptr ? folder : ANNALS_SOURCE_DIR);
  if (!packs) {
    std::fprintf(stderr, "%s\n", packs.error().message.c_str());
    return 1;
  }
  const LanguageSet languages(**packs);
  if (what == "measure") return measure(languages, argv[2], argv[3], argc > 4 && std::strcmp(argv[4], "errors") == 0);
  if (what == "words" || what == "clusters")
    return write_table(languages.get(argv[2]), argv[3], argv[4], what == "clusters");
  return train(languages, argv[2], argv[3], argv[4], argc > 5 ? std::atoi(argv[5]) : 8,
               argc > 6 ? static_cast<size_t>(std::atoi(argv[6])) : 60000);
}
