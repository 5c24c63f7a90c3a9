// Inflection by a pack's table `paradigms`: from dictionary forms to the forms that stand in texts. languages/README.md
// explains the columns.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "languages/pack.h"

namespace annals {

/// What a form tells beyond its meaning; a set of flags.
enum FormTag : uint16_t {
  kFormBase = 1,
  kFormPresent = 2,
  kFormPast = 4,
  kFormFuture = 8,
  kFormConditional = 16,
  kFormParticiple = 32,
  kFormGerund = 64,
  kFormObject = 128,  ///< ends in an object pronoun
  kFormOwner = 256,   ///< ends in a possessive pronoun
  kFormPassive = 512,
  kFormPlural = 1024,
  kFormEither = 2048,  ///< active or passive: the spelling does not tell
  kFormSelf = 4096,    ///< its subject is the speaker
  kFormHer = 8192,     ///< the pronoun that it ends in is feminine,
  kFormTheir = 16384,  ///< or stands for several,
  kFormMine = 32768,   ///< or for the speaker
};

struct InflectedForm {
  std::string surface;
  uint16_t tags = 0;
};

/// The paradigms of one pack. Immutable after construction; any thread.
class Inflection {
 public:
  explicit Inflection(const Pack& pack);
  /// All forms of a phrase whose head (the first word, or the one marked with `*`) is inflected by `paradigm`; the
  /// phrase itself comes first, as kFormBase. Principal parts follow the head after colons.
  std::vector<InflectedForm> forms(std::string_view phrase, std::string_view paradigm) const;

 private:
  struct Line {
    uint32_t part = 1;
    uint16_t tags = 0;
    std::vector<std::string> patterns;
  };
  struct Paradigm {
    std::map<std::string, std::vector<Line>, std::less<>> by_ending;
  };
  std::map<std::string, Paradigm, std::less<>> paradigms_;
};

/// The non-empty pieces of a cell, cut at `separator` and trimmed.
std::vector<std::string_view> split_cell(std::string_view cell, char separator);

}  // namespace annals
