// The claim tables of a language, compiled: event types with their roles, frames with their forms, and the grammar
// words around them. languages/README.md explains the tables.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "languages/pack.h"
#include "reading/inflection.h"
#include "reading/language.h"
#include "reading/reading.h"

namespace annals {

/// How a noun phrase stands to a trigger: subject, object, or after a marker. Numbers of ClaimFrames::cases.
using Case = uint8_t;
constexpr Case kSubject = 0, kObject = 1, kOf = 2, kBy = 3, kTo = 4, kAs = 5, kUnmarked = 0xFF;
constexpr uint8_t kNoRole = 0xFF;
constexpr uint8_t kSameRole = 0xFE;

/// One condition of a `needs` cell: any of the alternatives will do.
using Need = std::vector<std::string>;

struct EventRole {
  std::string name;
  uint8_t entity_types = 0;  ///< bit per EntityType
  bool words = false;        ///< may be filled by words
  uint8_t for_people =
      kSameRole;  ///< what a body plays when people of it have this part; kSameRole: it too, where it may
  bool accepts(EntityType type) const { return (entity_types >> static_cast<unsigned>(type) & 1U) != 0; }
};

/// Who plays a part that the clause leaves open.
struct ImpliedRole {
  enum class From : uint8_t { kRole, kContext, kPartner, kBeside, kEarlier, kSayer, kOwn, kNobody };
  uint8_t role = 0;
  From from = From::kContext;   ///< another role's filler, the entity that the text is about, the other party of the
                                ///< last exchange, the subject of the reporting verb around, who plays a part in the
                                ///< statement before it in the sentence, or in the last one of a type, the body to
                                ///< which another role's filler was said to belong; nobody, whatever the type says
  uint8_t source = 0;           ///< kRole, kOwn: that role
  uint8_t entity_types = 0xFF;  ///< kContext: bit per EntityType
  std::string beside;           ///< kBeside, kEarlier: the name of the part there
  std::string earlier;          ///< kEarlier: the type
  std::string shared;           ///< kEarlier: the part that somebody here must have there; empty: none
};

/// What the grammar of clauses asks of a type (column `traits` of the ontology's types).
enum TypeTrait : uint32_t {
  kExchange = 1,            ///< words pass between people
  kSaying = 1U << 1U,       ///< in speech
  kMessage = 1U << 2U,      ///< in writing: what a message's head states
  kMeeting = 1U << 3U,      ///< all parties are there
  kPublication = 1U << 4U,  ///< to everybody
  kBargain = 1U << 5U,      ///< about an offer
  kOffer = 1U << 6U,        ///< it is made
  kAnswer = 1U << 7U,       ///< it is accepted or refused
  kPact = 1U << 8U,         ///< parties agree
  kSide = 1U << 9U,         ///< somebody is for or against somebody
  kAccusation = 1U << 10U,  ///< and says of what
  kCourt = 1U << 11U,       ///< before a court
  kSuit = 1U << 12U,        ///< a claim is filed there
  kRuling = 1U << 13U,      ///< the court decides
  kFate = 1U << 14U,        ///< it happens to somebody: a noun of it with a pronoun tells when something else was
  kLeading = 1U << 15U,     ///< whoever leads or owns a body acts for it
  kOrigin = 1U << 16U,      ///< where somebody or something comes from
  kFigure = 1U << 17U,      ///< what something amounts to
  kPayment = 1U << 18U,     ///< money changes hands
  kAgain = 1U << 19U        ///< a verb without parties of its own says more of it
};

struct EventType {
  std::string name;  ///< `family.kind`; empty for frames that state no event
  uint32_t traits = 0;
  bool is(uint32_t any) const { return (traits & any) != 0; }
  std::vector<EventRole> roles;
  uint8_t role(std::string_view wanted) const {
    const auto found =
        std::find_if(roles.begin(), roles.end(), [&](const EventRole& one) { return one.name == wanted; });
    return found == roles.end() ? kNoRole : static_cast<uint8_t>(found - roles.begin());
  }
  std::array<std::string, 5> quantities;  ///< role by QuantityType
  std::vector<Need> needs;
  std::vector<ImpliedRole> implied;
  std::vector<std::string> once;  ///< roles whose fillers make it the same event wherever it is told
};

enum class FrameKind : uint8_t { kVerb, kNoun, kPhrase, kPassive, kBlocks };

struct Frame {
  uint32_t type = 0;  ///< index into ClaimFrames::types
  FrameKind kind = FrameKind::kVerb;
  std::vector<std::array<uint8_t, 2>> roles_of_case;  ///< by Case: indices into EventType::roles, or kNoRole; the
                                                      ///< second where the first is taken or does not fit
  std::array<std::string, 5> quantities;
  std::optional<ClaimStatus> status;
  std::optional<ClaimStatus> content;  ///< it governs a clause or a quote and gives it this status
  bool says = false;                   ///< its subject is the sayer of that clause
  std::vector<Need> needs;
  std::vector<ImpliedRole> implied;  ///< besides those of the type
  std::string source;                ///< `en/frames.tsv:12`

  uint8_t role(Case c) const { return c < roles_of_case.size() ? roles_of_case[c][0] : kNoRole; }
  uint8_t second_role(Case c) const { return c < roles_of_case.size() ? roles_of_case[c][1] : kNoRole; }
};

/// A form of a frame: the payload of ClaimFrames::triggers is an index of these.
struct TriggerForm {
  uint32_t frame = 0;
  uint16_t tags = 0;
  uint32_t behind = 0;  ///< what else must come, a few words on: kQuantityBehind or a payload of ClaimFrames::behind
};
constexpr uint32_t kQuantityBehind = 1;
/// Payloads of ClaimFrames::press: the word sets it in the story's time; whoever bears it speaks.
constexpr uint32_t kToldThen = 1, kPressSayer = 2;

/// What a grammar word does; a set of flags, because one word can do several ('to', 'that', 'que', 与).
enum GrammarFlag : uint16_t {
  kNoFlag = 0,
  kMarksNext = 1,      ///< case of the name after it
  kMarksPrevious = 2,  ///< case of the name before it
  kJoins = 4,
  kBeginsClause = 8,
  kRelates = 16,
  kBeginsContent = 32,
  kMakesPassive = 64,
  kLightVerb = 128,
  kTransparent = 256,
  kGivesStatus = 512,
  kNamesSource = 1024,   ///< 'according to'
  kArticle = 4096,       ///< may be an article; then the name after it has no marker
  kReceives = 8192,      ///< a light verb whose subject suffers what the noun says: 'received an offer'
  kMarksSince = 16384,   ///< begins a period with the time beside it: 'since 2017', 2017年以来
  kHoldsPronoun = 2048,  ///< a preposition that ends in a pronoun; `next` is its case
  kIsObject = 32768,     ///< right before or after a verb its object: 'a' in 'a recusou', 'la' in 'la demandó'
};
enum class Scope : uint8_t {
  kAfter,
  kAfterPresent,
  kBefore,
  kClause
};  // kAfterPresent: only on a trigger in the present

struct GrammarWord {
  uint16_t flags = 0;
  Case next = kUnmarked, previous = kUnmarked;
  std::optional<ClaimStatus> status;
  Scope scope = Scope::kAfter;
  std::optional<ClaimStatus> clause_status;          ///< of the clause that a boundary word begins
  bool definite = false;                             ///< a definite article (clitics only)
  bool before_noun = false, before_present = false;  ///< what a clitic can stand before
  bool later = false;                                ///< behind a conditional: it happened, later than what is told
  bool relates_in = false;                           ///< a relative word with its own case, `next`: 'where'
  bool judge = false;                                ///< who bears it decides cases: 'judge'
  bool bare = false;        ///< without an article it says of which kind the noun before is: 'empresa de lentes Norvia'
  bool naming = false;      ///< behind a noun it names it: 'a brewery called Norvia'
  bool body = false;        ///< a body without a name, which acts: 'the police'
  bool prosecutor = false;  ///< who bears it brings charges: 'procurador'
  bool infinitive = false;  ///< a helper in the infinitive: 'ter'
  bool tells_who = false;   ///< behind a relative clause it says who is meant: 的是, 的还有
  bool closes = false;      ///< ends what a preposition of place or time opened: 的情况下
  bool title = false;       ///< what somebody is: beside a name it is nobody else, alone somebody without a name
  char gender = 0;          ///< of a pronoun bound to a verb: m, f, i (the speaker)
  char pronoun = 0;         ///< kHoldsPronoun: its gender or number: m, f, p (several), i (the speaker)
};

/// Everything that reading claims needs of one language. Immutable; any thread.
struct ClaimFrames {
  std::vector<EventType> types;
  std::vector<std::string> cases;
  std::vector<Frame> frames;
  std::vector<TriggerForm> forms;
  PhraseTable triggers;  ///< payload: index into `forms`
  PhraseTable behind;    ///< second parts of divided triggers: 'out' of 'force … out'
  PhraseTable sorts;     ///< common nouns of sorts of things: 'stadium'; payload: 1 + index into `sort_names`
  std::vector<std::string> sort_names;
  uint32_t kin_sort = 0;     ///< the sort `kin`, where there is one
  uint32_t equity_sort = 0;  ///< the sort `equity`, where there is one
  PhraseTable press;         ///< words for speaking to whoever writes: 'spokesman'; payload: kToldThen, kPressSayer, 0
  std::vector<GrammarWord> words;
  PhraseTable grammar;               ///< payload: index into `words`
  std::vector<GrammarWord> clitics;  ///< by row of the table `clitics`
  bool verb_first = false;
  bool omits_subjects = false;
  bool compound_nouns = false;  ///< a name right before an event noun stands in the case `of`
  bool bare_genitive = false;   ///< a name right after an event noun stands in the case `of`
  bool spaced = true;
  bool infinitives = true;                 ///< a dictionary form after a preposition is a verb
  bool inflects = true;                    ///< false: any verb after a passive word is passive
  Case from_case = kUnmarked;              ///< the case `from`
  Case with_case = kUnmarked;              ///< the case `with`
  Case for_case = kUnmarked;               ///< the case `for`
  Case including_case = kUnmarked;         ///< the case `including`
  Case between_case = kUnmarked;           ///< the case `between`
  Case complement_case = kUnmarked;        ///< the case `comp`: what somebody is named, without a marker
  Case near_case = kUnmarked;              ///< the case `near`: an organisation beside a filler
  Case content_case = kUnmarked;           ///< the case `that`: the subject of the clause that a verb governs
  Case source_case = kUnmarked;            ///< of a name behind a `source` word, which plays no part but that of sayer
  std::string passive_sign;                ///< behind a verb's first letter it says that the verb is passive
  std::string noun_sign;                   ///< a first letter that verbs in the past never have
  std::vector<std::string> judges;         ///< what those who decide cases are called (markers, `judge`)
  std::vector<std::string> prosecutors;    ///< words for those who bring charges
  std::vector<std::string> agent_endings;  ///< last ideographs of words for people and bodies (markers, `agent`)
  std::vector<std::string> feminine_endings;  ///< of words that ask for a feminine verb (table references, `agreement`)
  bool attaches = false;                      ///< words may end in pronouns
  bool kinds_follow = false;                  ///< what says of which kind a noun is stands behind it (markers, `bare`)

  /// What the packs call the case; empty for what no word marks (kUnmarked).
  std::string_view case_name(Case c) const {
    return c < cases.size() ? std::string_view(cases[c]) : std::string_view();
  }
};

/// Tables `frames`, `paradigms`, `markers`, `status`, `clitics`, and `types` of the ontology. Rows that cannot be
/// understood (an unknown type, role or status) are left out and named in `problems` when it is given.
std::shared_ptr<const ClaimFrames> compile_claims(const Pack& pack, const Table& types, Language& language,
                                                  std::vector<std::string>* problems = nullptr);

}  // namespace annals
