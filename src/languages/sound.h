// How names sound: whether two spellings, in one script or two, can be the same name.
//
// Other scripts are compared with Latin letters step by step (the packs' `sounds` tables: unit, latin, cost); Latin
// with Latin by a weighted edit distance over sounds (`latin_sounds` of the world pack: letters, sound). Letters that
// no table knows go through ICU's transliteration.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "languages/pack.h"
#include "text/token.h"

namespace annals {

/// One word, ready to be compared.
struct SoundWord {
  struct Step {
    uint64_t latin = 0;  ///< up to 8 letters, first letter lowest
    uint8_t letters = 0;
    float cost = 0;
  };
  std::string text;  ///< folded
  Script script = Script::kLatin;
  std::string letters;                   ///< a to z only: the word, or its likeliest reading in Latin letters
  std::string sound;                     ///< `letters` in sounds
  std::string plain;                     ///< Latin only: `letters` as plainly as they sound ('etxe': eche)
  std::vector<std::vector<Step>> units;  ///< by letter of another script, or letters that sound as one; empty for Latin
};

class SoundTable {
 public:
  explicit SoundTable(const Languages& languages);
  ~SoundTable();

  /// Not for several threads at once.
  SoundWord word(std::string_view folded);
  /// 0 (different) to 1 (the same). Needs no table beyond the words; any thread.
  double similarity(const SoundWord& a, const SoundWord& b) const;
  /// Words that may sound alike share a key. At most six, none for words without consonants.
  static std::vector<uint32_t> keys(const SoundWord& word);
  /// The same for spellings within one script, which differ less: longer keys, at most five.
  static std::vector<uint32_t> close_keys(const SoundWord& word);
  /// The first sounds that count, as classes; at most `most`.
  static std::string skeleton(const SoundWord& word, size_t most);

 private:
  struct Transliteration;
  std::string to_latin(std::string_view text);
  std::string to_sound(std::string_view letters, std::string* plain = nullptr) const;
  double across(const SoundWord& other, std::string_view latin) const;
  double across_to(const SoundWord& other, const SoundWord& latin) const;

  std::unordered_map<std::string, std::vector<SoundWord::Step>> steps_;     // by unit: a letter or several
  std::unordered_map<std::string, std::vector<SoundWord::Step>> extended_;  // steps_ with the plain reading
  size_t longest_unit_ = 1;                                                 // bytes
  float insertion_[26];
  struct Spelling {
    std::string letters, sound;
    bool closes = false;  // only at the end of a word
  };
  std::vector<Spelling> spellings_;  // longest first
  std::unique_ptr<Transliteration> transliteration_;
};

}  // namespace annals
