// What the program says to people, in their languages: the table `messages` of a pack has each message as the program
// writes it, with `{}` where names and numbers stand, and its words in that language, with `{}` in the same order or
// `{2}` out of it.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "languages/pack.h"

namespace annals {

/// Immutable; any thread. Holds views into the packs.
class Messages {
 public:
  explicit Messages(const Languages& languages);

  /// The message in the language of that code; as it is where the language has no words for it.
  std::string in(std::string_view language, std::string_view message) const;
  /// The language that an `Accept-Language` header likes best of those with messages, and English; empty when none.
  std::string accepted(std::string_view header) const;

 private:
  struct Wording {
    std::vector<std::string_view> pieces;  // of the message, around its holes
    std::string_view text;
    size_t letters = 0;  // of the pieces
  };
  std::map<std::string, std::vector<Wording>, std::less<>> wordings_;  // by language; those that say most first
};

}  // namespace annals
