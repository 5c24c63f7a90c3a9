// Measures how well names are told to be one by sound (src/languages/sound.h), against Jaro-Winkler over ICU's
// transliteration, on pairs of one name in two spellings:
//
//     measure_sounds NAME [THRESHOLD] < PAIRS        a tab between the two spellings
//
// Each pair is put among five wrong ones: four by chance and the likest of two hundred by the baseline's own measure.
// Spellings that the pairs link (by a chain of them, too), or that one letter sets apart, may be one name and make no
// wrong pair.
// Prints average precision of both, and precision and recall at the threshold that identity uses.
#include <unicode/translit.h>

#include <algorithm>
#include <cstdio>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <vector>

#include "languages/sound.h"
#include "reading/language.h"

namespace {

using namespace annals;

double jaro_winkler(const std::string& a, const std::string& b) {
  if (a.empty() || b.empty()) return 0;
  const auto n = static_cast<int>(a.size()), m = static_cast<int>(b.size());
  const int reach = std::max(0, std::max(n, m) / 2 - 1);
  std::vector<bool> in_a(a.size()), in_b(b.size());
  int same = 0;
  for (int i = 0; i < n; ++i) {
    for (int j = std::max(0, i - reach); j < std::min(m, i + reach + 1); ++j) {
      if (in_b[j] || a[i] != b[j]) continue;
      in_a[i] = in_b[j] = true;
      ++same;
      break;
    }
  }
  if (same == 0) return 0;
  int turned = 0;
  for (int i = 0, j = 0; i < n; ++i) {
    if (!in_a[i]) continue;
    while (!in_b[j]) ++j;
    turned += a[i] != b[j++] ? 1 : 0;
  }
  const double s = same;
  const double jaro = (s / n + s / m + (s - turned / 2) / s) / 3;
  int prefix = 0;
  while (prefix < std::min({n, m, 4}) && a[prefix] == b[prefix]) ++prefix;
  return jaro + 0.1 * prefix * (1 - jaro);
}

double average_precision(std::vector<std::pair<double, bool>>& scored) {
  // Ties count as badly as they can.
  std::sort(scored.begin(), scored.end(),
            [](const auto& x, const auto& y) { return x.first != y.first ? x.first > y.first : x.second < y.second; });
  double right = 0, sum = 0, wanted = 0;
  for (size_t i = 0; i < scored.size(); ++i) {
    if (!scored[i].second) continue;
    ++wanted;
    ++right;
    sum += right / static_cast<double>(i + 1);
  }
  return wanted == 0 ? 0 : sum / wanted;
}

// Whether one letter more, less or other makes a word of the other.
bool one_letter_apart(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  size_t same = 0;
  while (same < a.size() && a[same] == b[same]) ++same;
  return a.substr(std::min(a.size(), same + (a.size() == b.size() ? 1 : 0))) == b.substr(std::min(b.size(), same + 1));
}

// Spellings that pairs link are one group.
class Groups {
 public:
  std::string find(const std::string& spelling) {
    const auto [entry, added] = parents_.try_emplace(spelling, spelling);
    if (added || entry->second == spelling) return spelling;
    const std::string root = find(std::string(entry->second));
    parents_[spelling] = root;
    return root;
  }
  void join(const std::string& a, const std::string& b) { parents_[find(a)] = find(b); }

 private:
  std::map<std::string, std::string> parents_;
};

}  // namespace

int main(int argc, char** argv) {
  const auto packs = Languages::load(ANNALS_SOURCE_DIR);
  if (!packs || argc < 2) return 1;
  const LanguageSet languages(**packs);
  SoundTable sounds(**packs);
  UErrorCode error = U_ZERO_ERROR;
  const std::unique_ptr<icu::Transliterator> to_latin(
      icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, error));
  if (U_FAILURE(error)) return 1;
  struct Name {
    SoundWord word;
    std::string latin;
  };
  std::vector<Name> left, right;
  Groups groups;
  const auto prepare = [&](const std::string& text) {
    Name name;
    std::string folded = languages.folding().fold(text), joined;
    for (const char c : folded) {
      if (c != ' ' && c != '-') joined += c;
    }
    name.word = sounds.word(joined);
    icu::UnicodeString u = icu::UnicodeString::fromUTF8(joined);
    to_latin->transliterate(u);
    std::string latin;
    u.toUTF8String(latin);
    for (const char c : latin) {
      if (c >= 'a' && c <= 'z') name.latin += c;
    }
    return name;
  };
  for (std::string line; std::getline(std::cin, line) && left.size() < 4000;) {
    const size_t tab = line.find('\t');
    if (tab == std::string::npos) continue;
    left.push_back(prepare(line.substr(0, tab)));
    right.push_back(prepare(line.substr(tab + 1)));
    groups.join(left.back().word.text, right.back().word.text);
  }
  const auto may_be_one = [&](size_t i, size_t j) {
    const std::string &a = left[i].word.text, &b = right[j].word.text;
    return groups.find(a) == groups.find(b) || one_letter_apart(a, b);
  };
  std::mt19937 random(1);
  std::vector<std::pair<double, bool>> ours, baseline;
  size_t hits = 0, found = 0;
  const double kThreshold = argc > 2 ? std::atof(argv[2]) : 0.5;
  const auto add = [&](size_t i, size_t j, bool same) {
    const double score = sounds.similarity(left[i].word, right[j].word);
    ours.emplace_back(score, same);
    baseline.emplace_back(jaro_winkler(left[i].latin, right[j].latin), same);
    found += score >= kThreshold ? 1 : 0;
    hits += same && score >= kThreshold ? 1 : 0;
  };
  for (size_t i = 0; i < left.size(); ++i) {
    add(i, i, true);
    for (int k = 0; k < 4; ++k) {
      const size_t j = random() % left.size();
      if (!may_be_one(i, j)) add(i, j, false);
    }
    size_t hard = i;
    double top = -1;
    for (int k = 0; k < 200; ++k) {
      const size_t j = random() % left.size();
      if (may_be_one(i, j)) continue;
      const double alike = jaro_winkler(left[i].latin, right[j].latin);
      if (alike > top) {
        top = alike;
        hard = j;
      }
    }
    if (hard != i) add(i, hard, false);
  }
  std::printf("%s: %zu pairs, average precision %.3f (Jaro-Winkler %.3f); at %.2f precision %.3f, recall %.3f\n",
              argv[1], left.size(), average_precision(ours), average_precision(baseline), kThreshold,
              static_cast<double>(hits) / static_cast<double>(std::max<size_t>(1, found)),
              static_cast<double>(hits) / static_cast<double>(std::max<size_t>(1, left.size())));
}
