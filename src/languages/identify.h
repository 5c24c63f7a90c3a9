// Which language a text is written in: by its script, then by the letter sequences of sample sentences in the packs.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/span.h"
#include "languages/pack.h"
#include "text/fold.h"
#include "text/token.h"

namespace annals {

/// Tables read: `langid` of each pack (column text: sentences of the language) and `neighbours` of the world pack
/// (columns language, text: languages without a pack that are easily taken for one with a pack). Immutable; any thread.
class LanguageIdentifier {
 public:
  LanguageIdentifier(const Languages& languages, const Folding& folding);

  /// What the letters of a piece of text say.
  struct Guess {
    std::string_view language;  ///< BCP 47 primary subtag; empty when nothing can be told
    uint32_t letters = 0;       ///< looked at; the more, the surer (a Han character counts as two)
    float margin = 0;           ///< by how much, per letter, it beats the next language; 0 and up
    Script script = Script::kOther;
  };
  /// Looks at the first 2,000 letters of text[range].
  Guess identify(std::string_view text, Span range) const;

 private:
  void learn(uint32_t language, std::string_view text);
  void finish_learning();
  uint32_t number(std::string_view code);

  static constexpr size_t kMaxLanguages = 32;
  using Scores = std::array<float, kMaxLanguages>;  // counts while learning, then logarithms of probabilities

  const Folding* folding_;
  std::vector<std::string> codes_;
  size_t packs_ = 0;                                 // so many of them have a pack
  std::vector<std::map<Script, uint32_t>> letters_;  // by language: sample letters of each script
  std::vector<Script> scripts_;                      // by language; kKana where kana stand among Han characters
  std::unordered_map<uint64_t, Scores> sequences_;   // of three letters; a word's border is a letter
  Scores unseen_{};
};

}  // namespace annals
