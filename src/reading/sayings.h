// The words that say, think or feel something about something, and what each of them takes as its content.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "languages/pack.h"
#include "reading/frames.h"
#include "reading/language.h"

namespace annals {

/// What may be the content of a saying word; a set of flags.
enum ContentFlag : uint16_t {
  kTakesClause = 1,      ///< a clause, with or without 'that'
  kTakesThat = 2,        ///< a clause with 'that', or a question: 'whether', 'how'
  kTakesObject = 4,      ///< a noun phrase: 'criticised the plan'
  kTakesTo = 8,          ///< an infinitive: 'refused to leave'
  kTakesObjectTo = 16,   ///< somebody with an infinitive: 'urged her to leave'
  kTakesWords = 32,      ///< words behind one of its prepositions: 'support for the plan'
  kTakesAs = 64,         ///< somebody or something as something: 'sees the plan as a gift'
  kTellsSomebody = 128,  ///< its object may be the one who is told: 'told the board that'
};

enum class SayingKind : uint8_t {
  kVerb,
  kNoun,     ///< 'her claim that'
  kState,    ///< behind a word like 'is' or 'feels': 'is convinced that'
  kSeeming,  ///< nobody says it: 'appears to', 'is likely to'
  kHedge,    ///< 'reportedly'
};

struct Saying {
  SayingKind kind = SayingKind::kVerb;
  uint16_t content = 0;                ///< ContentFlag
  std::vector<uint32_t> prepositions;  ///< words of the vocabulary
};

struct SayingForm {
  uint32_t saying = 0;  ///< index into SayingWords::sayings
  uint16_t tags = 0;    ///< FormTag
  bool noun_too = false;
};

/// What a single word does beside saying words; a set of flags.
enum SayingMark : uint8_t {
  kAsks = 1,    ///< 'whether', 'how'
  kActs = 2,    ///< stands before a verb rather than a noun: 'they', 'critics'
  kHelps = 4,   ///< 'continued', which with 'to' makes one verb with the saying word
  kFinite = 8,  ///< 'took': a verb that says nothing
};

/// Table `sayings` (columns: kind, forms, content, class), compiled. A pack without it takes the words from its frames.
/// Immutable; any thread.
struct SayingWords {
  std::vector<Saying> sayings;
  std::vector<SayingForm> forms;
  PhraseTable words;  ///< payload: index into `forms`
  std::vector<std::string> adverb_endings;
  std::vector<uint8_t> marks;  ///< by word of the vocabulary: SayingMark
  bool is(uint32_t word, SayingMark mark) const { return word < marks.size() && (marks[word] & mark) != 0; }
};

std::shared_ptr<const SayingWords> compile_sayings(const Pack& pack, Language& language);

}  // namespace annals
