#include "record/identity_names.h"

#include <unicode/locid.h>
#include <unicode/timezone.h>
#include <unicode/tznames.h>

#include <algorithm>
#include <tuple>

#include "base/hash.h"
#include "text/utf8.h"

namespace annals {

std::vector<std::string> name_words(std::string_view name, const Folding& folding) {
  std::vector<std::string> words;
  std::string form;
  bool glue = false;
  for (const Token& token : tokenize(name, Span{0, static_cast<uint32_t>(name.size())})) {
    if (token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol ||
        token.kind == TokenKind::kLineBreak) {
      glue = false;
      continue;
    }
    folded_form(name, token, folding, form);
    if (form.empty()) continue;
    const bool ideograph = token.kind == TokenKind::kIdeograph;
    if (glue && ideograph && !token.space_before) {
      words.back() += form;
    } else {
      words.push_back(form);
    }
    glue = ideograph;
  }
  if (words.size() > 1 && words.back() == "s") words.pop_back();  // X's
  return words;
}

std::string join_words(const std::vector<std::string>& words) {
  std::string out;
  for (const std::string& word : words) out += (out.empty() ? "" : " ") + word;
  return out;
}

void KnownNames::add(const LanguageSet& languages, std::string_view name, uint32_t number) {
  const std::string key = join_words(name_words(name, languages.folding()));
  if (!key.empty()) numbers_.emplace(key, number);
}

KnownNames::KnownNames(const LanguageSet& languages) {
  uint32_t number = 0;
  const Table& table = languages.languages().world().table("known");
  for (const Table::Row& row : table.rows()) {
    std::string_view words = table.get(row, "words");
    while (!words.empty()) {
      const size_t bar = words.find('|');
      add(languages, words.substr(0, bar), number);
      words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
    }
    ++number;
  }
  // Countries and the cities of time zones, in every language that there is a pack for.
  const auto utf8 = [](const icu::UnicodeString& s) {
    std::string out;
    s.toUTF8String(out);
    return out.substr(0, out.find(" ("));
  };
  for (const auto& [code, pack] : languages.languages().packs()) {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Locale locale = icu::Locale::forLanguageTag(code, error);
    if (U_FAILURE(error)) continue;
    uint32_t country_number = number;
    for (const char* const* country = icu::Locale::getISOCountries(); *country != nullptr; ++country) {
      icu::UnicodeString name;
      icu::Locale("und", *country).getDisplayCountry(locale, name);
      // A row of the table may know this country already.
      add(languages, utf8(name), country_number++);
    }
    const std::unique_ptr<icu::TimeZoneNames> names(icu::TimeZoneNames::createInstance(locale, error));
    const std::unique_ptr<icu::StringEnumeration> zones(
        icu::TimeZone::createTimeZoneIDEnumeration(UCAL_ZONE_TYPE_CANONICAL_LOCATION, nullptr, nullptr, error));
    if (U_FAILURE(error)) continue;
    uint32_t city_number = number + 1000;
    while (const icu::UnicodeString* zone = zones->snext(error)) {
      icu::UnicodeString city;
      add(languages, utf8(names->getExemplarLocationName(*zone, city)), city_number++);
    }
  }
}

constexpr size_t kShort = 4;  // bytes: a word of two letters behind an article

NameMeanings::NameMeanings(const LanguageSet& languages, std::string_view table_name) {
  for (const auto& [code, pack] : languages.languages().packs()) {
    const Table& clitics = pack.table("clitics");
    for (const Table::Row& row : clitics.rows()) {
      if (clitics.get(row, "meaning").ends_with("the"))
        articles_.push_back(languages.folding().fold(clitics.get(row, "surface")));
    }
  }
  std::sort(articles_.begin(), articles_.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
  uint32_t row_number = 0;
  const Table& table = languages.languages().world().table(table_name);
  for (const Table::Row& row : table.rows()) {
    const std::string_view kind = table.get(row, "kind");
    const bool small = kind == "small";
    const uint32_t meaning = row_number | (kind == "alone" ? kAloneMeaning : kind == "form" ? kFormMeaning : 0);
    std::string_view words = table.get(row, "words");
    while (!words.empty()) {
      const size_t bar = words.find('|');
      const std::vector<std::string> entry = name_words(words.substr(0, bar), languages.folding());
      words.remove_prefix(bar == std::string_view::npos ? words.size() : bar + 1);
      if (small) {
        small_.insert(join_words(entry));
      } else {
        add(join_words(entry), meaning);
      }
      longest_ = std::max(longest_, entry.size());
    }
    ++row_number;
  }
}

// A word, and the same without its article.
void NameMeanings::add(const std::string& key, uint32_t row_number) {
  const auto put = [&](const std::string& word) {
    Meaning& meaning = rows_[word];
    const auto place = std::lower_bound(meaning.begin(), meaning.end(), row_number);
    if (place == meaning.end() || *place != row_number) meaning.insert(place, row_number);
  };
  put(key);
  for (const std::string& article : articles_) {
    if (key.size() < article.size() + kShort || !key.starts_with(article)) continue;
    put(key.substr(article.size()));
    break;
  }
}

// A word, or the same behind an article.
const Meaning* NameMeanings::find(const std::string& key) const {
  const auto row = rows_.find(key);
  if (row != rows_.end()) return &row->second;
  for (const std::string& article : articles_) {
    if (key.size() < article.size() + kShort || !key.starts_with(article)) continue;
    const auto rest = rows_.find(key.substr(article.size()));
    if (rest != rows_.end()) return &rest->second;
  }
  return nullptr;
}

std::vector<Meaning> NameMeanings::take(std::vector<std::string>& words) const {
  std::vector<Meaning> found;
  std::vector<std::string> left;
  for (size_t at = 0; at < words.size();) {
    size_t taken = 0;
    for (size_t n = std::min(longest_, words.size() - at); n > 0 && taken == 0; --n) {
      const std::string key = join_words(
          {words.begin() + static_cast<std::ptrdiff_t>(at), words.begin() + static_cast<std::ptrdiff_t>(at + n)});
      const Meaning* const meaning = find(key);
      if (meaning != nullptr) found.push_back(*meaning);
      if (meaning != nullptr || small_.contains(key)) taken = n;
    }
    if (taken == 0) {
      left.push_back(words[at]);
      if (script_of(decode(words[at], 0).value) == Script::kHan) take_written_together(left.back(), found);
      taken = 1;
    }
    at += taken;
  }
  // Small words alone are the name.
  if (!found.empty()) {
    std::erase(left, "");
    words = std::move(left);
  }
  std::sort(found.begin(), found.end());
  return found;
}

// Without blanks between words, the end says what kind of thing it is; what is left of it may mean something whole.
void NameMeanings::take_written_together(std::string& word, std::vector<Meaning>& found) const {
  constexpr size_t kCharacter = 3, kLongestEnd = 6 * kCharacter;
  for (size_t least = kCharacter; word.size() > least; least = 2 * kCharacter) {
    size_t taken = 0;
    for (size_t n = std::min(kLongestEnd, word.size() - kCharacter); n >= least && taken == 0; n -= kCharacter) {
      const std::string end = word.substr(word.size() - n);
      const auto row = rows_.find(end);
      if (row != rows_.end()) found.push_back(row->second);
      if (row != rows_.end() || small_.contains(end)) taken = n;
    }
    if (taken == 0) break;
    word.resize(word.size() - taken);
  }
  if (found.empty()) return;
  std::vector<Meaning> rest;
  for (size_t at = 0; at < word.size();) {
    size_t n = word.size() - at;
    auto row = rows_.find(word.substr(at, n));
    while (row == rows_.end() && n > kCharacter) row = rows_.find(word.substr(at, n -= kCharacter));
    if (row == rows_.end()) return;
    rest.push_back(row->second);
    at += n;
  }
  found.insert(found.end(), rest.begin(), rest.end());
  word.clear();
}

uint32_t KnownNames::find(const std::string& key) const {
  const auto found = numbers_.find(key);
  return found == numbers_.end() ? kNone : found->second;
}

namespace {

// What each word of two full names must reach; across scripts vowels and more are lost.
constexpr double kWordAlike = 0.34, kWordAlikeInScript = 0.6;

bool same_initial(const SoundWord& initial, const SoundWord& word) {
  return initial.letters.size() == 1 && !word.letters.empty() && word.letters.front() == initial.letters.front();
}

double given_alike(const SoundWord& a, const SoundWord& b, const SoundTable& sounds) {
  if (same_initial(a, b) || same_initial(b, a)) return 0.75;
  return sounds.similarity(a, b);
}

}  // namespace

std::string figures_of(std::string_view key) {
  std::string figures;
  for (size_t i = 0; i < key.size(); ++i) {
    if (key[i] < '0' || key[i] > '9') continue;
    figures += key[i];
    if (i + 1 == key.size() || key[i + 1] < '0' || key[i + 1] > '9') figures += ' ';
  }
  return figures;
}

// A name of one word and a full one.
static Likeness part_likeness(const CaseName& part, const CaseName& full, const SoundTable& sounds) {
  double last = sounds.similarity(part.words[0], full.words.back());
  double first = sounds.similarity(part.words[0], full.words.front());
  const bool native = !part.family.text.empty() && full.script != Script::kHan && full.words.size() <= 3;
  double surname_last = 0, surname_first = 0;
  if (native) {
    // 王强 is no short form of 'Wang Lei', nor 韩国栋 of 'Chen Guodong': one part of it alone sounds more like that
    // word.
    surname_last = sounds.similarity(part.family, full.words.back());
    surname_first = sounds.similarity(part.family, full.words.front());
    if (std::max(surname_last, sounds.similarity(part.given, full.words.back())) >= last) last = 0;
    if (std::max(surname_first, sounds.similarity(part.given, full.words.front())) >= first) first = 0;
  }
  Likeness best{std::max(last, 0.92 * first) * 0.97,
                part.script == full.script ? "short form" : "short form, same sound"};
  // A foreign name that is written together: 玛丽居里.
  constexpr size_t kForeign = 4;
  if (part.script == Script::kHan && full.script == Script::kLatin && full.words.size() == 2 &&
      part.words[0].units.size() >= kForeign) {
    const double together = sounds.similarity(part.words[0], full.whole);
    if (together > best.score) best = {together, "same sound"};
  }
  if (!native) return best;
  const auto whole = [&](const SoundWord& given, double surname) {
    const double alike = sounds.similarity(part.given, given);
    if (std::min(alike, surname) >= kWordAlike && 0.5 * (alike + surname) > best.score)
      best = {0.5 * (alike + surname), "same sound"};
  };
  if (full.words.size() == 2) {
    whole(full.words[1], surname_first);
    whole(full.words[0], surname_last);
  } else if (!full.after_first.text.empty()) {
    whole(full.after_first, surname_first);
    whole(full.before_last, surname_last);
  }
  return best;
}

// A given name of two syllables, written as two words by one of them: 'Wei Jianguo', 'Jian Guo Wei'.
static Likeness likeness_of_syllables(const CaseName& a, const CaseName& b, double least, const SoundTable& sounds) {
  const bool parted_a = !a.after_first.text.empty(), parted_b = !b.after_first.text.empty();
  if ((!parted_a && !parted_b) || std::max(a.words.size(), b.words.size()) > 3 || (parted_a && parted_b)) return {};
  const CaseName &three = parted_a ? a : b, &two = parted_a ? b : a;
  if (two.words.size() != 2) return {};
  Likeness best;
  const auto compare = [&](const SoundWord& surname, const SoundWord& given, size_t last) {
    const double one = sounds.similarity(surname, two.words[last]);
    if (one < least) return;
    const double other = sounds.similarity(given, two.words[1 - last]);
    if (other >= least && 0.5 * (one + other) > best.score)
      best = {0.5 * (one + other), "same sound", std::min(one, other)};
  };
  for (const size_t last : {0, 1}) {
    compare(three.words.front(), three.after_first, last);
    compare(three.words.back(), three.before_last, last);
  }
  return best;
}

Likeness person_likeness(const CaseName& a, const CaseName& b, const SoundTable& sounds) {
  if (a.generation != kNone && b.generation != kNone && a.generation != b.generation) return {};  // father and son
  if (a.single() && b.single()) {
    double alike = sounds.similarity(a.words[0], b.words[0]);
    if (!a.family.text.empty() && !b.family.text.empty() && a.family.text != b.family.text)
      alike = std::min(alike, sounds.similarity(a.family, b.family));
    return {alike, "same sound"};
  }
  if (a.single() || b.single()) return part_likeness(a.single() ? a : b, a.single() ? b : a, sounds);
  if (a.surname_of_two != b.surname_of_two)
    return {0.95 * sounds.similarity(a.words.back(), b.words.back()), "short form"};
  double best = 0, weakest = 0;
  const char* why = "same sound";
  const double least = a.script == b.script ? kWordAlikeInScript : kWordAlike;
  // Given names first: those who are compared mostly share the sound of their surnames.
  if (const double first = given_alike(a.words.front(), b.words.front(), sounds); first >= least) {
    const double last = sounds.similarity(a.words.back(), b.words.back());
    if (last >= least) {
      best = 0.55 * last + 0.45 * first;
      const bool initial =
          same_initial(a.words.front(), b.words.front()) || same_initial(b.words.front(), a.words.front());
      weakest = initial ? last : std::min(first, last);
    }
  }
  const Likeness syllables = likeness_of_syllables(a, b, least, sounds);
  if (syllables.score > best) return syllables;
  if (a.words.size() == 2 && b.words.size() == 2) {
    constexpr double kLeastCrossed = 0.7;
    double crossed = sounds.similarity(a.words[0], b.words[1]);
    if (crossed > kLeastCrossed) crossed = std::min(crossed, sounds.similarity(a.words[1], b.words[0]));
    if (crossed > kLeastCrossed && crossed * 0.95 > best) {
      best = crossed * 0.95;
      weakest = crossed;
      why = "same sound, surname first";
    }
  }
  return {best, why, weakest};
}

static bool is_form(const Meaning& meaning) {
  return std::all_of(meaning.begin(), meaning.end(), [](uint32_t row) { return (row & kFormMeaning) != 0; });
}

// Whether the words with a known meaning can mean the same, in any order.
static bool same_meanings(std::vector<Meaning> a, std::vector<Meaning> b) {
  // 'Orla Shipping Company' and 'Orla Shipping': the longer one may say what it is besides.
  std::vector<Meaning>& longer = a.size() > b.size() ? a : b;
  for (size_t more = longer.size() - std::min(a.size(), b.size()); more > 0; --more) {
    const auto form = std::find_if(longer.begin(), longer.end(), is_form);
    if (form == longer.end()) return false;
    longer.erase(form);
  }
  if (a.empty()) return false;
  const auto shared = [](const Meaning& x, const Meaning& y) {
    return std::any_of(x.begin(), x.end(), [&](uint32_t row) { return std::binary_search(y.begin(), y.end(), row); });
  };
  std::vector<bool> taken(b.size());
  return std::all_of(a.begin(), a.end(), [&](const Meaning& meaning) {
    for (size_t k = 0; k < b.size(); ++k) {
      if (taken[k] || !shared(meaning, b[k])) continue;
      taken[k] = true;
      return true;
    }
    return false;
  });
}

// 'Kestrel', 红隼: a thing that is no kind of body.
static bool one_word_alone(const CaseName& name) {
  return name.meanings.size() == 1 && std::all_of(name.meanings.front().begin(), name.meanings.front().end(),
                                                  [](uint32_t row) { return (row & kAloneMeaning) != 0; });
}

Likeness thing_likeness(const CaseName& a, const CaseName& b, const SoundTable& sounds) {
  constexpr double kOneMeaning = 0.6;
  if (a.numbers != b.numbers) return {};
  const bool translated = a.script != b.script || (a.languages & b.languages) == 0;
  if (translated && a.stem.text.empty() == b.stem.text.empty() && same_meanings(a.meanings, b.meanings)) {
    // Two translated words at least.
    const double all_meaning = a.script == b.script ? 0.95 : 0.8;
    if (!a.stem.text.empty()) return {0.75 * sounds.similarity(a.stem, b.stem) + 0.25, "same sound and meaning"};
    if (a.meanings.size() > 1 && b.meanings.size() > 1) return {all_meaning, "same meaning"};
    if (a.script != b.script && one_word_alone(a) && one_word_alone(b)) return {kOneMeaning, "same meaning"};
  }
  if (a.words.size() == b.words.size()) {
    double least = 1, sum = 0;
    for (size_t k = 0; k < a.words.size(); ++k) {
      const double alike = sounds.similarity(a.words[k], b.words[k]);
      least = std::min(least, alike);
      sum += alike;
    }
    const double mean = sum / static_cast<double>(a.words.size());
    if (least >= 0.4) return {mean, "same sound"};
  }
  return {sounds.similarity(a.whole, b.whole), "same sound, written together"};
}

namespace {

// Keys for names of different scripts; `thorough`: those that share one word's meaning, too.
void far_keys(const CaseName& name, bool person, bool thorough, std::vector<uint32_t>& keys) {
  keys = SoundTable::keys(name.whole);
  const auto add = [&](const SoundWord& word) {
    for (const uint32_t key : SoundTable::keys(word)) keys.push_back(key);
  };
  if (!person && !name.meanings.empty() && !name.stem.text.empty()) add(name.stem);
  if (!person && (thorough || (name.meanings.size() > 1 && name.stem.text.empty()))) {
    constexpr uint32_t kMeaning = 0x40000000U;
    for (const Meaning& meaning : name.meanings) {
      for (const uint32_t row : meaning) keys.push_back(kMeaning | row);
    }
  }
  if (person && !name.single()) {
    add(name.words.front());
    add(name.words.back());
  }
}

// Keys for names of one script.
void near_keys(const CaseName& name, bool person, std::vector<uint32_t>& keys) {
  keys = SoundTable::close_keys(person ? name.words.back() : name.whole);
  if (!person || name.single()) return;
  // The given name, with the surname's first sound: surnames that a translator mangled.
  std::string key = SoundTable::skeleton(name.words.front(), 3) + '_' + SoundTable::skeleton(name.words.back(), 1);
  uint32_t packed = 7;
  for (const char c : key) packed = packed * 33 + static_cast<uint32_t>(c - '_');
  keys.push_back(packed | 0x80000000U);
}

}  // namespace

std::vector<std::pair<uint32_t, uint32_t>> candidate_pairs(const std::vector<CaseName>& names,
                                                           const std::vector<uint32_t>& chosen, bool persons) {
  // In a small case every pair of the same far key is tried, within one script too.
  constexpr size_t kSmall = 2000, kNearReach = 16, kFarReach = 100, kSmallNearReach = 40, kSmallFarReach = 400;
  const bool thorough = chosen.size() <= kSmall;
  const size_t far_reach = thorough ? kSmallFarReach : kFarReach;
  const size_t near_reach = thorough ? kSmallNearReach : kNearReach;
  // Neighbours under a key are those whose surnames, then whole names, are spelled most alike.
  std::vector<uint32_t> ordered = chosen;
  std::sort(ordered.begin(), ordered.end(), [&](uint32_t x, uint32_t y) {
    const CaseName &a = names[x], &b = names[y];
    return std::tie(a.words.back().text, a.key) < std::tie(b.words.back().text, b.key);
  });
  std::vector<std::pair<uint32_t, uint32_t>> pairs;
  std::vector<uint32_t> keys;
  for (const bool across : {false, true}) {
    std::vector<std::pair<uint64_t, uint32_t>> keyed;  // key and script -> place in `ordered`
    for (uint32_t place = 0; place < ordered.size(); ++place) {
      const uint32_t n = ordered[place];
      across ? far_keys(names[n], persons, thorough, keys) : near_keys(names[n], persons, keys);
      std::sort(keys.begin(), keys.end());
      keys.erase(std::unique(keys.begin(), keys.end()), keys.end());
      for (const uint32_t key : keys)
        keyed.emplace_back(uint64_t{key} << 8 | static_cast<uint64_t>(names[n].script), place);
    }
    std::sort(keyed.begin(), keyed.end());
    for (size_t i = 0; i < keyed.size(); ++i) {
      size_t j = i + 1;
      // Across scripts, what stands in the same script under this key is passed over.
      if (across && !thorough)
        j = static_cast<size_t>(std::lower_bound(keyed.begin() + static_cast<std::ptrdiff_t>(i), keyed.end(),
                                                 std::pair(keyed[i].first + 1, uint32_t{0})) -
                                keyed.begin());
      for (size_t met = 0; j < keyed.size() && met < (across ? far_reach : near_reach); ++j, ++met) {
        if (across ? keyed[j].first >> 8 != keyed[i].first >> 8 : keyed[j].first != keyed[i].first) break;
        const uint32_t one = ordered[keyed[i].second], other = ordered[keyed[j].second];
        pairs.emplace_back(std::min(one, other), std::max(one, other));
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  pairs.erase(std::unique(pairs.begin(), pairs.end()), pairs.end());
  return pairs;
}

}  // namespace annals
