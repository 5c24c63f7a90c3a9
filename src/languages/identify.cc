#include "languages/identify.h"

#include <unicode/uchar.h>

#include <algorithm>
#include <cmath>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kMaxLetters = 2000;
constexpr uint32_t kMaxWithoutKana = 40;
constexpr float kSmoothing = 0.3F;   // of a sequence never seen: samples are short
constexpr float kNameWeight = 0.3F;  // of a word with a capital: names are alike in many languages
constexpr float kWithPack = 2.0F;    // what a language with a pack is likelier from the outset, as a logarithm
constexpr float kWordWeight = 1.0F;  // short whole words ('que', 'the') count as one more sequence

// The script that most letters are of. Japanese is Han characters with kana among them.
Script main_script(const std::map<Script, uint32_t>& letters) {
  Script script = Script::kOther;
  uint32_t most = 0;
  for (const auto& [one, count] : letters) {
    if (count <= most) continue;
    most = count;
    script = one;
  }
  const auto kana = letters.find(Script::kKana);
  if (script == Script::kHan && kana != letters.end() && kana->second * 20 > most) return Script::kKana;
  return script;
}

// Calls `sequence(key)` for each run of three letters, and for each word of up to six letters, in folded text.
class Sequences {
 public:
  template <class Use>
  void word(const std::vector<char32_t>& letters, Use use) {
    constexpr uint64_t kBorder = 1;
    uint64_t before = kBorder, last = kBorder;
    uint64_t whole = 2;
    for (const char32_t c : letters) {
      if (!(before == kBorder && last == kBorder)) use(before << 42 | last << 21 | c, 1.F);
      before = last;
      last = c;
      whole = (whole * 0x9E3779B97F4A7C15ULL) ^ c;
    }
    use(before << 42 | last << 21 | kBorder, 1.F);
    if (letters.size() <= 6) use(whole | uint64_t{1} << 63, kWordWeight);
  }
};

// The words of text[range], folded, until `limit` letters are seen; `use` is also told whether one begins with a
// capital.
template <class Use>
uint32_t for_words(std::string_view text, Span range, const Folding& folding, uint32_t limit, Use use) {
  std::vector<char32_t> letters;
  bool capital = false;
  uint32_t count = 0;
  for (uint32_t at = range.begin; at <= range.end && count < limit;) {
    CodePoint c{' ', 1};
    if (at < range.end) c = decode(text, at);
    at += c.bytes;
    const Script script = script_of(c.value);
    if (script == Script::kOther) {
      const bool inside =
          (c.value == 0x200C || c.value == 0x200D || c.value == '\'' || c.value == 0x2019) && at < range.end;
      if (inside && c.value > 0x2000) continue;
      if (!letters.empty()) use(letters, capital);
      letters.clear();
      continue;
    }
    ++count;
    if (const char32_t folded = folding.fold(c.value); folded != 0) {
      if (letters.empty()) capital = u_isUUppercase(static_cast<UChar32>(c.value)) != 0;
      letters.push_back(folded);
    }
  }
  return count;
}

}  // namespace

LanguageIdentifier::LanguageIdentifier(const Languages& languages, const Folding& folding) : folding_(&folding) {
  for (const auto& [code, pack] : languages.packs()) {
    const Table& table = pack.table("langid");
    for (const Table::Row& row : table.rows()) learn(number(code), table.get(row, "text"));
  }
  packs_ = codes_.size();
  const Table& others = languages.world().table("neighbours");
  for (const Table::Row& row : others.rows()) learn(number(others.get(row, "language")), others.get(row, "text"));
  finish_learning();
}

uint32_t LanguageIdentifier::number(std::string_view code) {
  const auto found = std::find(codes_.begin(), codes_.end(), code);
  if (found != codes_.end()) return static_cast<uint32_t>(found - codes_.begin());
  if (codes_.size() == kMaxLanguages) return kMaxLanguages - 1;
  codes_.emplace_back(code);
  letters_.emplace_back();
  return static_cast<uint32_t>(codes_.size() - 1);
}

void LanguageIdentifier::learn(uint32_t language, std::string_view text) {
  Sequences sequences;
  const Span all{0, static_cast<uint32_t>(text.size())};
  for_words(text, all, *folding_, kMaxLetters, [&](const std::vector<char32_t>& letters, bool) {
    for (const char32_t c : letters) ++letters_[language][script_of(c)];
    sequences.word(letters, [&](uint64_t key, float weight) { sequences_[key][language] += weight; });
  });
}

void LanguageIdentifier::finish_learning() {
  Scores totals{};
  for (const auto& [key, counts] : sequences_) {
    for (size_t i = 0; i < codes_.size(); ++i) totals[i] += counts[i];
  }
  // Counts as if all samples were equally long: else what was never seen would speak for the shortest sample.
  float longest = 1;
  for (const float total : totals) longest = std::max(longest, total);
  const auto kinds = static_cast<float>(sequences_.size());
  const auto logarithm = [&](size_t i, float count) {
    const float scaled = totals[i] == 0 ? 0 : count * longest / totals[i];
    return std::log((scaled + kSmoothing) / (longest + kSmoothing * kinds));
  };
  for (auto& [key, counts] : sequences_) {
    for (size_t i = 0; i < codes_.size(); ++i) counts[i] = logarithm(i, counts[i]);
  }
  for (size_t i = 0; i < codes_.size(); ++i) {
    unseen_[i] = logarithm(i, 0);
    scripts_.push_back(main_script(letters_[i]));
  }
}

LanguageIdentifier::Guess LanguageIdentifier::identify(std::string_view text, Span range) const {
  Guess guess;
  std::map<Script, uint32_t> letters_of;
  for_words(text, range, *folding_, kMaxLetters, [&](const std::vector<char32_t>& letters, bool) {
    for (const char32_t c : letters)
      letters_of[script_of(c)] += script_of(c) == Script::kHan || script_of(c) == Script::kKana ? 2 : 1;
  });
  guess.script = main_script(letters_of);
  if (guess.script == Script::kOther) return guess;
  guess.letters = letters_of[guess.script];
  if (guess.script == Script::kKana) guess.letters += letters_of[Script::kHan];
  const auto fits = [&](size_t i) {
    if (scripts_[i] == guess.script) return true;
    // A Japanese line may do without kana, a text does not.
    return guess.script == Script::kHan && scripts_[i] == Script::kKana && guess.letters <= kMaxWithoutKana;
  };
  Scores sums{};
  Sequences sequences;
  for (size_t i = 0; i < packs_; ++i) sums[i] = kWithPack;
  float used = 0;
  for_words(text, range, *folding_, kMaxLetters, [&](const std::vector<char32_t>& letters, bool capital) {
    const Script script = script_of(letters.front());
    if (script != guess.script && !(guess.script == Script::kKana && script == Script::kHan)) return;
    const float share = capital ? kNameWeight : 1.F;
    used += share * static_cast<float>(letters.size());
    sequences.word(letters, [&](uint64_t key, float weight) {
      const auto found = sequences_.find(key);
      const Scores& scores = found == sequences_.end() ? unseen_ : found->second;
      for (size_t i = 0; i < codes_.size(); ++i) sums[i] += share * weight * scores[i];
    });
  });
  int best = -1;
  int second = -1;
  for (int i = 0; i < static_cast<int>(codes_.size()); ++i) {
    if (!fits(static_cast<size_t>(i))) continue;
    const auto better = [&](int other) {
      return other < 0 || sums[static_cast<size_t>(i)] > sums[static_cast<size_t>(other)];
    };
    if (better(best)) {
      second = best;
      best = i;
    } else if (better(second)) {
      second = i;
    }
  }
  if (best < 0) return guess;
  guess.language = codes_[static_cast<size_t>(best)];
  guess.margin =
      second < 0 ? 1 : (sums[static_cast<size_t>(best)] - sums[static_cast<size_t>(second)]) / std::max(1.F, used);
  return guess;
}

}  // namespace annals
