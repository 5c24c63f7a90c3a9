#include "reading/proclitics.h"

#include <string>

#include "base/hash.h"
#include "reading/frames.h"
#include "reading/name_lexicon.h"

namespace annals {

const Clitic* definite_proclitic(const Language& language, std::string_view word) {
  const Clitic* longest = nullptr;
  for (const Clitic& clitic : language.clitics) {
    if (language.claims->clitics[clitic.row].definite && word.size() > clitic.folded.size() + 2 &&
        word.starts_with(clitic.folded) && (longest == nullptr || clitic.folded.size() > longest->folded.size()))
      longest = &clitic;
  }
  return longest;
}

const Clitic* preposition_proclitic(const Language& language, std::string_view word) {
  constexpr uint32_t kShortest = 6;  // bytes: three letters
  constexpr int kFarMore = 3;        // powers of two
  const ClaimFrames& frames = *language.claims;
  if (!frames.verb_first || !language.names || !language.names->words) return nullptr;
  const auto how_often = [&](std::string_view written) {
    const std::string form = language.vocabulary.folding().fold(written);
    const int code = language.names->words->find(NameWords::key(NameWords::add_token(0, stable_hash(form))));
    return code < 0 ? -kFarMore : code & 15;
  };
  for (const Clitic& clitic : language.clitics) {
    const GrammarWord& meaning = frames.clitics[clitic.row];
    if (meaning.definite || !meaning.before_noun || (meaning.flags & kMarksNext) == 0 || meaning.next == kAs ||
        word.size() < clitic.folded.size() + kShortest || !word.starts_with(clitic.folded))
      continue;
    return how_often(word.substr(clitic.folded.size())) >= how_often(word) + kFarMore ? &clitic : nullptr;
  }
  return nullptr;
}

}  // namespace annals
