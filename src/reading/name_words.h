// The words of a language and what each mostly is: how often it is written, and whether it names a place, a person or
// a body. It tells the learned tagger which words are rare and where the words of a text without spaces end.
//
// The file `names.words` (written by tools/train_names.cc from scripts/make_name_words.py; all numbers little-endian)
// is: the bytes "ANW1"; the number of words (uint32); their keys (uint32, rising); one byte a word: its class times 16
// plus the logarithm of how often it is written (base 2, 0 to 15).
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "text/token.h"

namespace annals {

/// What a word mostly is. The numbers stand in the files.
enum class WordClass : uint8_t {
  kOther = 0,
  kNoun = 1,
  kVerb = 2,
  kModifier = 3,
  kPerson = 4,
  kForeignPerson = 5,
  kPlace = 6,
  kBody = 7,
  kOtherName = 8,
  kShort = 9,
  kIdiom = 10,
  kCount = 11,
  kSmallPlace = 12,
};

/// The word that a token belongs to.
struct WordPlace {
  uint32_t key = 0;      ///< of the word; 0 for none
  uint32_t before = 0;   ///< the first token of the word; what stands before it is another word
  uint32_t after = 0;    ///< the token after the word's last
  uint8_t code = 0;      ///< class * 16 + frequency
  uint8_t position = 0;  ///< 0 the whole word, 1 its beginning, 2 inside, 3 its end
  uint8_t name = 0;      ///< class * 4 + position of the longest name of the table over this token; 0 for none
};

class NameWords {
 public:
  static constexpr uint32_t kLongest = 6;  ///< tokens of a word

  /// Nothing when the bytes are no such table.
  static std::unique_ptr<const NameWords> parse(std::string_view bytes);

  /// The key of a word, from its tokens' hashes one after the other.
  static constexpr uint64_t add_token(uint64_t state, uint64_t form) {
    return (state ^ form) * 0x9E3779B97F4A7C15ULL + 0x632BE59BD9B4E019ULL;
  }
  static constexpr uint32_t key(uint64_t state) { return static_cast<uint32_t>(state >> 32 ^ state) | 1U; }

  /// The word's byte, or -1.
  int find(uint32_t key) const;
  /// To be called some words before find(), which then need not wait for memory; first fetch(), then fetch_row().
  void fetch(uint32_t key) const;
  void fetch_row(uint32_t key) const;

  /// Cuts runs of ideographs into their likeliest words, and looks up those of the other tokens that are `wanted` one
  /// by one. `forms` are the hashes of the tokens' folded forms. Linear.
  std::vector<WordPlace> cut(const std::vector<Token>& tokens, std::span<const uint64_t> forms,
                             const std::function<bool(size_t)>& wanted) const;

 private:
  // The cheapest way to a point within a run: its last word.
  struct Step {
    int cost = 0;
    uint32_t length = 0;
    uint32_t key = 0;
    int code = -1;
  };
  void cut_run(std::span<const uint64_t> forms, uint32_t first, std::vector<Step>& steps,
               std::vector<WordPlace>& places) const;
  bool may_have(uint32_t key) const;
  void mark_name(std::vector<WordPlace>& places, uint32_t first, uint32_t count, int code) const;

  // Most look-ups fail: bits by the key's lower part tell most of those at once.
  std::vector<uint64_t> present_;
  std::vector<uint32_t> starts_;  // by the key's upper bits: where its keys begin
  std::vector<uint32_t> keys_;
  std::vector<uint8_t> codes_;
};

}  // namespace annals
