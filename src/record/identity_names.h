// The names of a case, prepared for comparison: what resolve_entities works on.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "languages/sound.h"
#include "record/record.h"

namespace annals {

/// What a word of a name may mean: rows of a table, rising; a word of two meanings has two.
using Meaning = std::vector<uint32_t>;
/// Flags of a row: its word can be a whole name ('Kestrel'); it may be left out of one ('Company').
constexpr uint32_t kAloneMeaning = 0x80000, kFormMeaning = 0x40000;

/// One spelling, folded and cut into words.
struct CaseName {
  std::string key;  ///< the words, joined by blanks
  std::vector<SoundWord> words;
  SoundWord whole;  ///< all words written together
  Script script = Script::kLatin;
  uint64_t languages = 0;         ///< a bit for each language of the documents that have it
  std::vector<Meaning> meanings;  ///< rising: of the words of it that `name_meanings` knows
  SoundWord stem;                 ///< what is left without those words; empty when nothing is
  std::string numbers;            ///< the figures in it: two models or two courts differ in nothing else
  uint32_t generation = kNone;    ///< row of `generations` that its last word belongs to: Junior, Senior, III
  bool nickname_second = false;   ///< 'Ana "Nita" Prado': the second word is what people call her
  bool surname_of_two = false;    ///< 'El Bahri', where the case has 'Said El Bahri' too
  /// One word of two to four ideographs, read as a Chinese name: surname, given name. Empty for all others.
  SoundWord family, given;
  /// Of a name of three words in another script: all but the last, all but the first ('Mei-Ling Zhou', 'Zhou
  /// Mei-Ling').
  SoundWord before_last, after_first;
  bool single() const { return words.size() == 1; }
};

/// Names of bodies, places and products that the packs know under several spellings: folded key -> number of the thing.
class KnownNames {
 public:
  explicit KnownNames(const LanguageSet& languages);
  /// The number, or kNone.
  uint32_t find(const std::string& key) const;

 private:
  void add(const LanguageSet& languages, std::string_view name, uint32_t number);
  std::map<std::string, uint32_t> numbers_;
};

/// Words of names that mean the same: those that are translated by meaning (table `name_meanings` of the world pack:
/// words), those that tell father from son (`generations`).
class NameMeanings {
 public:
  NameMeanings(const LanguageSet& languages, std::string_view table);
  /// Takes the words with a known meaning out of `words`, and the small ones beside them; the meanings, rising.
  std::vector<Meaning> take(std::vector<std::string>& words) const;

 private:
  void add(const std::string& key, uint32_t row_number);
  const Meaning* find(const std::string& key) const;
  void take_written_together(std::string& word, std::vector<Meaning>& found) const;
  std::map<std::string, Meaning> rows_;
  std::vector<std::string> articles_;  // written together with their noun, folded, longest first
  std::set<std::string> small_;
  size_t longest_ = 1;  // words of the longest entry
};

/// The figures of a folded name, in order, each followed by a blank.
std::string figures_of(std::string_view key);
/// The words of a name, folded, without punctuation; Han and kana characters that stand together are one word.
std::vector<std::string> name_words(std::string_view name, const Folding& folding);
std::string join_words(const std::vector<std::string>& words);

/// How alike two names are, 0 to 1, and why. `weakest`: how alike those of their words are that are least so, where
/// full names are compared; an initial counts as its name.
struct Likeness {
  double score = 0;
  const char* why = "";
  double weakest = 1;
};
Likeness person_likeness(const CaseName& a, const CaseName& b, const SoundTable& sounds);
Likeness thing_likeness(const CaseName& a, const CaseName& b, const SoundTable& sounds);

/// Pairs of `chosen` (indices into `names`) that may be alike, each once, in order: those that share a key of sound. A
/// very common key brings each name together with its neighbours only, so that the work stays near-linear in the names.
std::vector<std::pair<uint32_t, uint32_t>> candidate_pairs(const std::vector<CaseName>& names,
                                                           const std::vector<uint32_t>& chosen, bool persons);

}  // namespace annals
