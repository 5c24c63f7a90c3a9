// A reading: everything found in ONE document. Plain values, the contract between the layers of this library, the
// record and the exports (shared names with docs/export.md). All spans are bytes of Document::text.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/span.h"

namespace annals {

constexpr uint32_t kNone = 0xFFFFFFFF;  ///< no index

enum class EntityType : uint8_t { kPerson, kOrganization, kProduct, kPlace, kWork, kEvent };
std::string_view to_string(EntityType type);
std::optional<EntityType> parse_entity_type(std::string_view name);

/// A name, as it stands. Pronouns and descriptions are References, not mentions.
struct Mention {
  Span span;
  EntityType type = EntityType::kPerson;
  uint32_t entity = kNone;  ///< index into Reading::entities
  float confidence = 1;
};

/// Somebody or something that this document names, all its mentions in this document joined.
struct LocalEntity {
  EntityType type = EntityType::kPerson;
  std::string name;                  ///< the fullest form in this document
  std::vector<std::string> aliases;  ///< other forms in this document, in order of first use
  std::string language;              ///< of the block where `name` stands
};

/// A pronoun or description that stands for an entity ('he', 'the investor', 'a empresa').
struct Reference {
  Span span;
  uint32_t entity = kNone;
  float confidence = 1;
  bool owner = false;          ///< possessive: 'his', 'o seu'
  bool object = false;         ///< cannot be a subject: 'him'; for reading alone, not stored
  std::vector<uint32_t> also;  ///< the others, where it stands for several: 'they', 两人
  std::string role;            ///< what it plays in what was told before: 'the plaintiff'; not stored either
};

/// A pronoun that is written together with a verb, noun or preposition: طرده, إقالتها, به.
struct AttachedPronoun {
  Span span;                         ///< the word
  std::vector<uint32_t> candidates;  ///< LocalEntities, the likeliest first
  bool many = false;                 ///< it stands for all of them
};

enum class TimeBasis : uint8_t { kExplicit, kRelative, kInherited };
std::string_view to_string(TimeBasis basis);

/// One end of a range, as it stands: '2015' and '2018' of 'from 2015 to 2018'.
struct TimeEnd {
  Span span;
  std::string edtf;
  Interval days;
};

struct Time {
  Span span;
  std::string edtf;           ///< `XXXX-11-20` where no year is known; empty when nothing is
  Interval days;              ///< absent ends are open or unknown
  std::string open;           ///< `2018/..` where a word like 'since', 'until', 'before', 'after' goes with the date
  std::vector<TimeEnd> ends;  ///< the two dates of a range written with a dash ('1861-1863'); else empty
  TimeBasis basis = TimeBasis::kExplicit;
  std::optional<Span> anchor;       ///< the expression this one counts from, when it is in the text
  bool from_document_date = false;  ///< it counts from the document's own day
  std::string rule;                 ///< `pt/times.tsv:31`, for --explain
  std::string clock;                ///< `14:30`, `14:30+02:00`, or empty
  std::string
      happening;  ///< EDTF, of 'on 5 May, two days before the vote': when the vote was. For reading claims; not kept
};

/// The last is a number with which nothing is counted; see bare_numbers.h.
enum class QuantityType : uint8_t { kMoney, kPercent, kCount, kDuration, kMultiple, kNumber };
std::string_view to_string(QuantityType type);
enum class Bound : uint8_t { kExact, kAbout, kAtLeast, kAtMost, kMoreThan, kLessThan };

struct Quantity {
  Span span;
  QuantityType type = QuantityType::kCount;
  double value = 0;
  std::optional<double> max;  ///< the upper end of a range
  std::string unit;           ///< ISO 4217; percent; year, month, day, hour …; people, …; times
  std::string per;            ///< year, month, day …: 'a year'; empty for a plain sum
  Bound bound = Bound::kExact;
  bool vague = false;    ///< 'dozens', 数百万: value is the lower end
  bool suspect = false;  ///< the scale looks mistranslated
  bool plain = false;    ///< money whose word alone does not say whose it is ('pounds')
  bool unsaid = false;   ///< money of which no currency is said
  std::string rule;
};

struct Quote {
  Span span;                 ///< the words, without the marks
  uint32_t speaker = kNone;  ///< LocalEntity
  uint32_t addressee = kNone;
  std::optional<Span> cue;  ///< the speech verb or the header that gives the speaker
  bool direct = true;
  bool body = false;   ///< a whole message: its sender's words, though nobody quotes them
  uint32_t depth = 0;  ///< 1 for a quotation inside a quotation
};

/// Who says or thinks what, in direct or indirect speech: 'officials said that …'. Quotations are among them.
struct Attribution {
  Span content;             ///< what is said
  Span source;              ///< the words that name who says it; empty where the clause leaves them out
  uint32_t entity = kNone;  ///< LocalEntity, where the source is one
  Span cue;                 ///< the saying word; empty where only a colon or a line of dialogue tells
  bool direct = false;
};

enum class ClaimStatus : uint8_t { kAsserted, kPlanned, kProposed, kRejected, kDenied, kHypothetical, kUncertain };
std::string_view to_string(ClaimStatus status);
std::optional<ClaimStatus> parse_claim_status(std::string_view name);

/// One filler of a role: an entity, or words.
struct Participant {
  std::string role;         ///< as in the ontology
  uint32_t entity = kNone;  ///< LocalEntity; kNone when the filler is words only
  Span span;                ///< the filler's words (of the mention, reference or phrase)
  std::string text;         ///< the words, when there is no entity
  bool implied = false;     ///< the clause leaves it open; the text around it says who
  std::string rule;         ///< what gave it the role: `subj`, `to`, `implied:context` …; for --explain, not kept
};

struct ClaimQuantity {
  std::string role;           ///< amount, salary, share, count, price, term …
  uint32_t quantity = kNone;  ///< index into Reading::quantities
};

/// One document's statement that something happened.
struct Claim {
  std::string id;    ///< of a claim that a person moved: the one it had; empty for all others
  std::string type;  ///< `family.kind` of the ontology
  Span evidence;     ///< the clause or sentence
  Span trigger;      ///< the word that says it
  std::vector<Participant> participants;
  std::vector<ClaimQuantity> quantities;
  uint32_t time = kNone;  ///< index into Reading::times
  std::string edtf;       ///< empty when not known
  Interval days;
  TimeBasis time_basis = TimeBasis::kExplicit;
  ClaimStatus status = ClaimStatus::kAsserted;
  uint32_t attributed_to = kNone;  ///< LocalEntity who says so, when not the document itself
  std::vector<uint32_t> chain;     ///< LocalEntities from the nearest sayer to the farthest
  float confidence = 0.5F;
  std::string frame;  ///< `en/frames.tsv:120`, for --explain
};

/// The whole reading. Vectors of spans are in order of (begin, end).
struct Reading {
  std::vector<LocalEntity> entities;
  std::vector<Mention> mentions;
  std::vector<Reference> references;
  std::vector<AttachedPronoun> attached;  ///< for the grammar of claims; not kept
  std::vector<Time> times;
  std::vector<Quantity> quantities;
  std::vector<Quote> quotes;
  std::vector<Attribution> attributions;
  std::vector<Claim> claims;
  std::vector<uint32_t> credits;  ///< LocalEntities that the document names as its source
};

}  // namespace annals
