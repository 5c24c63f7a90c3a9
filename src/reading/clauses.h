// The grammar of claims: which trigger takes which names in which roles. One grammar for all languages; what differs is
// in the packs (word order, markers, voice, omitted subjects).
#pragma once

#include <string_view>
#include <utility>
#include <vector>

#include "reading/scan.h"

namespace annals {

/// An entity as it stands in a sentence.
struct Actor {
  uint32_t entity = kNone;
  EntityType type = EntityType::kPerson;
  Span span;
  bool omitted = false;   ///< not in the clause itself: taken from the one before
  bool pronoun = false;   ///< it may stand for somebody else
  bool doubtful = false;  ///< too likely somebody else to be told of
  bool people = false;    ///< people of the body, who have no name
  bool office = false;    ///< one of them, for whom it does not act
  bool listed = false;    ///< joined to a name before it, whose part it plays
};

struct Filler {
  uint8_t role = 0;  ///< index into EventType::roles
  Actor actor;
  bool implied = false;
  Case via = kSubject;                                   ///< the case that gave it the role
  ImpliedRole::From from = ImpliedRole::From::kContext;  ///< why, when it is implied
};

/// A role that words fill: 'as chief executive'.
struct WordFiller {
  uint8_t role = 0;
  Span words;
};

/// A trigger with what belongs to it. Elements are indices into Scene::elements.
struct StatedEvent {
  uint32_t at = 0;  ///< the trigger
  const Frame* frame = nullptr;
  const Frame* governing =
      nullptr;  ///< another reading of the trigger, which governs what follows: 'refused (an offer)', 'refused (to …)'
  uint16_t tags = 0;  ///< FormTag
  bool passive = false;
  bool relative = false;  ///< in a relative clause: its subject stands before the clause
  bool of_head = false;   ///< verb first: in a relative clause whose head is its object
  bool headless = false;  ///< its object's ending stands for a noun without a name: التحالف الذي يقوده سامر
  bool owned = false;         ///< an event noun of which a pronoun says whose it is: 'her consent'
  bool detached = false;      ///< a passive participle between commas: ', accused of fraud, '
  uint8_t unnamed = kNoRole;  ///< what people without a name play: "poached Norvia's engineers"
  bool counted = false;       ///< its subject is a number of people: '31 researchers signed'
  bool led_unnamed = false;   ///< its subject is somebody without a name: 监管局约谈了…
  bool divided = false;       ///< the trigger's further words stand behind other words (verb first: behind the subject)
  bool carried = false;       ///< an event noun that a light or passive verb carries: 'made an offer', تم طرده
  bool states = false;        ///< it makes a claim (all needs of frame and type are met)
  std::vector<Actor> subject;
  std::vector<Filler> fillers;
  std::vector<WordFiller> words;
  Span part;                              ///< the second part of a divided trigger
  uint32_t left = 0, right = 0;           ///< its clause, half-open
  uint32_t aside_from = 0, aside_to = 0;  ///< a clause of its own within it, between subject and verb
  uint32_t governor = kNone;              ///< the statement whose content this one is
  bool shares_subject = false;            ///< joined to the statement before
  uint32_t joined_to =
      kNone;  ///< the statement whose subject it shares over a comma; what stands between does not govern it
  ClaimStatus status = ClaimStatus::kAsserted;
};

/// What a sentence takes over from those before it.
struct Discourse {
  std::vector<Actor> subject;     ///< of the last clause that had one
  std::vector<Actor> last_named;  ///< the last names, newest first, at most a few
  std::vector<Actor> parties;     ///< of the last exchange: speaker and addressee, agent and recipient
  std::vector<Actor> letter;      ///< in a message its author and to whom it is, where both are known
  uint32_t since_exchange = 0;    ///< sentences since then
  std::vector<Actor> host;        ///< the body that a message's author writes for; at most one
  std::optional<Actor> founded;   ///< the body whose founding was told last
  uint32_t since_founded = 0;     ///< sentences since then

  /// What the text is about: each name counts less with every sentence.
  struct Topic {
    Actor actor;
    float weight = 0;
  };
  std::vector<Topic> topics;

  /// What was stated last, oldest first, and who played which part in it.
  struct Told {
    uint32_t type = 0;
    std::vector<std::pair<uint8_t, Actor>> fillers;
  };
  std::vector<Told> told;
  std::vector<std::pair<uint32_t, Actor>> bodies;  ///< which body a person was last said to belong to, newest first
  const std::vector<float>* prominence = nullptr;  ///< by entity, in the whole document; none: all alike
  const std::vector<float>* feminine = nullptr;    ///< by entity: how likely a feminine verb has it as its subject
};

/// All statements of a sentence, in order. `discourse` is read and brought up to date.
std::vector<StatedEvent> read_clauses(const Scene& scene, const Reading& reading, Discourse& discourse);

/// Whether the statement is a verb (or anything with a subject of its own) rather than an event noun.
inline bool is_verbal(const StatedEvent& statement) { return statement.frame->kind != FrameKind::kNoun; }

}  // namespace annals
