#include "languages/sound.h"

#include <unicode/translit.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <set>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr float kNoStep = 5.5F;        // a letter that no table lets stand for what it faces
constexpr float kHopeless = 0.7F;      // part of both words' weight that sets them apart: not worth measuring
constexpr double kLearned = 0.75;      // the part of the learned steps in a comparison, the rest is the plain sound
constexpr float kPlainReading = 1.2F;  // the dictionary reading of a letter, where the tables have others

uint64_t pack_letters(std::string_view letters) {
  uint64_t packed = 0;
  for (size_t i = letters.size(); i-- > 0;) packed = packed << 8 | static_cast<unsigned char>(letters[i]);
  return packed;
}

std::string unpack_letters(const SoundWord::Step& step) {
  std::string out;
  for (unsigned i = 0; i < step.letters; ++i) out += static_cast<char>(step.latin >> (8 * i) & 0xFF);
  return out;
}

constexpr bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u'; }

// Sounds that spellings and scripts take for each other.
constexpr char sound_class(char c) {
  switch (c) {
    case 'b':
    case 'p':
      return 'p';
    case 'f':
    case 'v':
      return 'f';
    case 'd':
    case 't':
      return 't';
    case 'g':
    case 'k':
      return 'k';
    case 's':
    case 'z':
    case 'S':
    case 'C':
    case 'j':
      return 's';
    case 'l':
    case 'r':
      return 'l';
    case 'm':
      return 'm';
    case 'n':
      return 'n';
    default:
      return 'a';
  }
}

constexpr float kBreath = 0.25F;  // what an h counts: some spell it, some do not
constexpr float weight(char c) { return is_vowel(c) ? 0.45F : c == 'h' ? kBreath : 1.0F; }

constexpr float exchange(char a, char b) {
  if (a == b) return 0;
  if (a == 'h' || b == 'h') {
    const char other = a == 'h' ? b : a;
    const bool throat = other == 'k' || other == 'g' || other == 'C' || other == 'S';
    return throat ? 0.5F : std::min(1.0F, kBreath + weight(other));
  }
  if (is_vowel(a) && is_vowel(b)) return 0.25F;
  if (is_vowel(a) || is_vowel(b)) {
    const char vowel = is_vowel(a) ? a : b, other = is_vowel(a) ? b : a;
    return (other == 'j' && vowel == 'i') || (other == 'v' && vowel == 'u') ? 0.4F : 1.2F;
  }
  if (sound_class(a) == sound_class(b)) return 0.4F;
  if ((a == 'm' && b == 'n') || (a == 'n' && b == 'm')) return 0.5F;
  if ((a == 'v' && b == 'b') || (a == 'b' && b == 'v')) return 0.4F;
  if ((a == 'j' && b == 'g') || (a == 'g' && b == 'j') || (a == 'k' && b == 'C') || (a == 'C' && b == 'k') ||
      (a == 's' && b == 't') || (a == 't' && b == 's'))
    return 0.6F;
  return 1.1F;
}

// Both as tables, for the inner loop of every comparison. Sounds are ASCII.
struct SoundCosts {
  std::array<float, 128> weights{};
  std::array<std::array<float, 128>, 128> exchanges{};
  constexpr SoundCosts() {
    for (size_t a = 0; a < 128; ++a) {
      weights[a] = weight(static_cast<char>(a));
      for (size_t b = 0; b < 128; ++b) exchanges[a][b] = exchange(static_cast<char>(a), static_cast<char>(b));
    }
  }
};
const SoundCosts kCosts;

// 1 less the weighted edit distance, by the weight of both.
double sounds_alike(std::string_view a, std::string_view b) {
  if (a.size() > 24 || b.size() > 24 || a.empty() || b.empty()) return a == b ? 1 : 0;
  float row[25], b_weights[24];
  uint8_t b_sounds[24];
  float total = 0;
  row[0] = 0;
  for (size_t j = 0; j < b.size(); ++j) {
    b_sounds[j] = static_cast<uint8_t>(b[j]) & 127U;
    b_weights[j] = kCosts.weights[b_sounds[j]];
    row[j + 1] = row[j] + b_weights[j];
    total += b_weights[j];
  }
  // What one has more than the other must be paid for at least.
  float more = -total;
  for (const char c : a) more += weight(c);
  if (2 * std::fabs(more) > kHopeless * (2 * total + more)) return 0;
  for (const char c : a) {
    const size_t sound = static_cast<uint8_t>(c) & 127U;
    const float a_weight = kCosts.weights[sound];
    const auto& exchanges = kCosts.exchanges[sound];
    total += a_weight;
    float diagonal = row[0];
    row[0] += a_weight;
    for (size_t j = 0; j < b.size(); ++j) {
      const float cost = std::min({diagonal + exchanges[b_sounds[j]], row[j + 1] + a_weight, row[j] + b_weights[j]});
      diagonal = row[j + 1];
      row[j + 1] = cost;
    }
  }
  return std::max(0.0, 1.0 - 2.0 * row[b.size()] / total);
}

}  // namespace

struct SoundTable::Transliteration {
  std::unique_ptr<icu::Transliterator> any;
  Transliteration() {
    UErrorCode error = U_ZERO_ERROR;
    any.reset(icu::Transliterator::createInstance("Any-Latin; Latin-ASCII; Lower", UTRANS_FORWARD, error));
    if (U_FAILURE(error)) any.reset();
  }
};

SoundTable::SoundTable(const Languages& languages) {
  std::fill(std::begin(insertion_), std::end(insertion_), 4.0F);
  std::set<const std::string*> done;  // `_world` rows come with every pack
  std::set<std::pair<std::string, std::string>> known;
  const auto add = [&](const Pack& pack, const char* name) {
    const Table& table = pack.table(name);
    for (const Table::Row& row : table.rows()) {
      const std::string_view unit = table.get(row, "unit"), latin = table.get(row, "latin"),
                             cost_text = table.get(row, "cost");
      float cost = kNoStep;
      const std::string digits(cost_text);
      cost = std::strtof(digits.c_str(), nullptr);
      if (latin.size() > 8) continue;
      if (unit.empty()) {
        if (latin.size() == 1 && latin[0] >= 'a' && latin[0] <= 'z') insertion_[latin[0] - 'a'] = cost;
        continue;
      }
      if (known.emplace(unit, latin).second)
        steps_[std::string(unit)].push_back({pack_letters(latin), static_cast<uint8_t>(latin.size()), cost});
      longest_unit_ = std::max(longest_unit_, unit.size());
    }
  };
  for (const char* const name : {"readings", "sounds"}) {  // set by hand, then learnt
    add(languages.world(), name);
    for (const auto& [code, pack] : languages.packs()) add(pack, name);
  }
  const Table& spellings = languages.world().table("latin_sounds");
  for (const Table::Row& row : spellings.rows()) {
    Spelling spelling{std::string(spellings.get(row, "letters")), std::string(spellings.get(row, "sound")), false};
    spelling.closes = spelling.letters.ends_with('$');
    if (spelling.closes) spelling.letters.pop_back();
    spellings_.push_back(std::move(spelling));
  }
  std::stable_sort(spellings_.begin(), spellings_.end(),
                   [](const auto& a, const auto& b) { return a.letters.size() > b.letters.size(); });
}

SoundTable::~SoundTable() = default;

std::string SoundTable::to_latin(std::string_view text) {
  if (!transliteration_) transliteration_ = std::make_unique<Transliteration>();
  std::string out;
  if (!transliteration_->any) return out;
  icu::UnicodeString letters = icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())});
  transliteration_->any->transliterate(letters);
  std::string utf8;
  letters.toUTF8String(utf8);
  for (const char c : utf8) {
    if (c >= 'a' && c <= 'z') out += c;
  }
  return out;
}

std::string SoundTable::to_sound(std::string_view letters, std::string* plain) const {
  std::string out;
  while (!letters.empty()) {
    size_t taken = 1;
    std::string_view sound = letters.substr(0, 1);
    for (const Spelling& spelling : spellings_) {
      if (!letters.starts_with(spelling.letters) || (spelling.closes && letters.size() > spelling.letters.size()))
        continue;
      taken = spelling.letters.size();
      sound = spelling.sound;
      break;
    }
    for (const char c : sound) {
      if (out.empty() || out.back() != c) out += c;
    }
    if (plain != nullptr && taken == 1 && (plain->empty() || plain->back() != letters.front()))
      *plain += letters.front();
    for (const char c : plain != nullptr && taken > 1 ? sound : std::string_view()) {
      *plain += c == 'C' ? 'c' : c == 'S' ? 's' : c;
      if (c == 'C' || c == 'S') *plain += 'h';
    }
    letters.remove_prefix(taken);
  }
  return out;
}

SoundWord SoundTable::word(std::string_view folded) {
  SoundWord out;
  out.text = folded;
  if (folded.empty()) return out;
  for (size_t at = 0; at < folded.size();) {
    const CodePoint c = decode(folded, at);
    out.script = script_of(c.value);
    if (out.script != Script::kOther) break;
    at += c.bytes;
  }
  if (out.script == Script::kLatin || out.script == Script::kOther) {
    bool plain = true;
    for (const char c : folded) plain = plain && c > 0;
    if (plain) {
      for (const char c : folded) {
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out.letters += c;
      }
    } else {
      out.letters = to_latin(folded);
    }
    out.sound = to_sound(out.letters, &out.plain);
    return out;
  }
  std::string unit;
  for (size_t at = 0; at < folded.size(); at += unit.size()) {
    // The longest unit that the tables know, or one letter.
    const size_t letter = decode(folded, at).bytes;
    size_t bytes = std::min(longest_unit_, folded.size() - at);
    for (unit.assign(folded.substr(at, bytes)); bytes > letter && !steps_.contains(unit); unit.resize(--bytes)) {
    }
    if (bytes < letter) unit.assign(folded.substr(at, letter));
    auto entry = extended_.find(unit);
    if (entry == extended_.end()) {
      std::vector<SoundWord::Step> steps;
      if (const auto learned = steps_.find(unit); learned != steps_.end()) steps = learned->second;
      const std::string plain = to_latin(unit).substr(0, 8);
      const uint64_t packed = pack_letters(plain);
      const auto same = std::find_if(steps.begin(), steps.end(), [&](const auto& s) { return s.latin == packed; });
      if (same != steps.end()) {
        same->cost = std::min(same->cost, kPlainReading);
      } else if (!plain.empty()) {
        steps.push_back({packed, static_cast<uint8_t>(plain.size()), kPlainReading});
      }
      std::stable_sort(steps.begin(), steps.end(), [](const auto& a, const auto& b) { return a.cost < b.cost; });
      entry = extended_.emplace(unit, std::move(steps)).first;
    }
    out.units.push_back(entry->second);
    if (!entry->second.empty()) out.letters += unpack_letters(entry->second.front());
  }
  out.sound = to_sound(out.letters);
  return out;
}

// The cheapest way to read `other` as these Latin letters, against what letters cost by chance.
double SoundTable::across(const SoundWord& other, std::string_view latin) const {
  constexpr size_t kLongest = 40;
  const size_t n = latin.size(), m = other.units.size();
  if (n == 0 || m == 0 || n > kLongest || m > kLongest) return 0;
  constexpr float kFar = 1e9F;
  std::vector<float> row(n + 1, kFar), next(n + 1);
  const auto insert_all = [&](std::vector<float>& costs) {
    for (size_t i = 0; i < n; ++i) {
      const float step = latin[i] >= 'a' && latin[i] <= 'z' ? insertion_[latin[i] - 'a'] : kNoStep;
      costs[i + 1] = std::min(costs[i + 1], costs[i] + std::min(step, 5.0F));
    }
  };
  row[0] = 0;
  insert_all(row);
  for (const auto& steps : other.units) {
    std::fill(next.begin(), next.end(), kFar);
    for (size_t i = 0; i <= n; ++i) {
      if (row[i] >= kFar) continue;
      next[i] = std::min(next[i], row[i] + kNoStep);
      if (i < n) next[i + 1] = std::min(next[i + 1], row[i] + kNoStep);
      for (const SoundWord::Step& step : steps) {
        if (i + step.letters > n) continue;
        bool same = true;
        for (unsigned k = 0; k < step.letters && same; ++k)
          same = static_cast<char>(step.latin >> (8 * k) & 0xFF) == latin[i + k];
        if (same) next[i + step.letters] = std::min(next[i + step.letters], row[i] + step.cost);
      }
    }
    insert_all(next);
    row.swap(next);
  }
  constexpr double kChance = 2.6;  // what a letter costs when nothing is known
  const double chance = kChance * static_cast<double>(n) + 1.0;
  return std::clamp(1.0 - static_cast<double>(row[n]) / chance, 0.0, 1.0);
}

double SoundTable::across_to(const SoundWord& other, const SoundWord& latin) const {
  const double spelled = across(other, latin.letters);
  return latin.plain == latin.letters ? spelled : std::max(spelled, across(other, latin.plain));
}

double SoundTable::similarity(const SoundWord& a, const SoundWord& b) const {
  if (a.text == b.text) return 1;
  if (a.units.empty() && b.units.empty()) return sounds_alike(a.sound, b.sound);
  if (a.units.empty()) return kLearned * across_to(b, a) + (1 - kLearned) * sounds_alike(a.sound, b.sound);
  if (b.units.empty()) return kLearned * across_to(a, b) + (1 - kLearned) * sounds_alike(a.sound, b.sound);
  if (a.script == b.script)
    return 0.5 * sounds_alike(a.sound, b.sound) + 0.5 * std::max(across(a, b.letters), across(b, a.letters));
  return std::max({across(a, b.letters), across(b, a.letters), 0.9 * sounds_alike(a.sound, b.sound)});
}

std::string SoundTable::skeleton(const SoundWord& word, size_t most) {
  std::string out;
  for (const char c : word.sound) {
    const char k = sound_class(c);
    if (k != 'a' && out.size() < most) out += k;
  }
  return out;
}

std::vector<uint32_t> SoundTable::close_keys(const SoundWord& word) {
  const std::string sounds = skeleton(word, 5);
  std::vector<uint32_t> out;
  if (sounds.empty()) return out;
  const auto add = [&](const std::string& key) {
    uint32_t packed = 0;
    for (const char c : key) packed = packed * 32 + static_cast<uint32_t>(c - '_');
    out.push_back(packed);
  };
  if (sounds.size() < 5) {
    add(sounds);
    return out;
  }
  for (size_t left_out = 0; left_out < sounds.size(); ++left_out)
    add(sounds.substr(0, left_out) + sounds.substr(left_out + 1));
  return out;
}

std::vector<uint32_t> SoundTable::keys(const SoundWord& word) {
  std::string skeleton = SoundTable::skeleton(word, 4);
  std::vector<uint32_t> out;
  if (skeleton.empty()) return out;
  if (skeleton.size() == 1) skeleton += word.sound.empty() || is_vowel(word.sound.front()) ? "aa" : "__";
  if (skeleton.size() == 2) skeleton += '_';
  const size_t n = std::min<size_t>(skeleton.size(), 4);
  // Three of the first four sounds, in order: one that is missed or added costs some keys, not all.
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = i + 1; j < n; ++j) {
      for (size_t k = j + 1; k < n; ++k) {
        out.push_back(static_cast<uint32_t>(skeleton[i]) << 16 | static_cast<uint32_t>(skeleton[j]) << 8 |
                      static_cast<uint32_t>(skeleton[k]));
      }
    }
  }
  for (size_t i = 0; i < n; ++i) {
    for (size_t j = i + 1; n == 3 && j < n; ++j) {
      out.push_back(static_cast<uint32_t>(skeleton[i]) << 16 | static_cast<uint32_t>(skeleton[j]) << 8 | '_');
    }
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace annals
