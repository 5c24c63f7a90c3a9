// The record: what follows from ALL readings and the corrections. The way in of this library.
//
// Documents are addressed by their index in the `documents` argument of build_record, which is sorted by Document::id;
// so every result is the same whatever order the sources came in. Claims are addressed by ClaimRef.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "reading/language.h"
#include "reading/reading.h"
#include "sources/document.h"

namespace annals {

/// One document with its reading. Both must outlive the call.
struct DocumentReading {
  const Document* document = nullptr;
  const Reading* reading = nullptr;
};

struct ClaimRef {
  uint32_t document = 0;
  uint32_t claim = 0;
  friend auto operator<=>(const ClaimRef&, const ClaimRef&) = default;
};

struct EntityRef {
  uint32_t document = 0;
  uint32_t entity = 0;  ///< LocalEntity
  friend auto operator<=>(const EntityRef&, const EntityRef&) = default;
};

/// Why two names were taken for one entity: shown to the reader, so that a merge can be judged.
struct MergeReason {
  std::string a, b;  ///< the two names
  std::string
      why;  ///< `same name`, `same sound`, `short form`, `acronym`, `same part in a retold passage`, `correction`
  float confidence = 1;
  bool proposal = false;                   ///< the names do not say it: shown as a proposal, with its evidence
  std::vector<std::string> evidence = {};  ///< of a proposal: the dates, amounts and names that both are told with
};

struct EntityName {
  std::string text;
  std::string language;
  uint32_t count = 0;
};

struct Entity {
  std::string id;  ///< stable: depends on the entity's names, not on input order
  EntityType type = EntityType::kPerson;
  std::string name;                ///< the one to show
  std::vector<EntityName> names;   ///< by falling count, then text
  std::vector<EntityRef> members;  ///< in order
  std::vector<MergeReason> reasons;
};

struct EventParticipant {
  std::string role;
  uint32_t entity = kNone;  ///< index into Record::entities
  std::string text;         ///< words, when there is no entity
  friend auto operator<=>(const EventParticipant&, const EventParticipant&) = default;
};

struct EventQuantity {
  std::string role;
  QuantityType type = QuantityType::kMoney;
  double value = 0;
  std::optional<double> max;
  std::string unit;
};

/// How much an event matters in this case, by a stated formula (record/significance.h).
enum class Significance : uint8_t { kKey, kSupporting, kBackground };
std::string_view to_string(Significance significance);

struct Event {
  std::string id;  ///< stable: from its first claim
  std::string type;
  std::string edtf;
  Interval days;
  std::vector<EventParticipant> participants;  ///< union over claims, most claimed first within a role
  std::vector<EventQuantity> quantities;
  ClaimStatus status = ClaimStatus::kAsserted;
  std::vector<ClaimRef> claims;      ///< in order
  std::vector<uint32_t> documents;   ///< in order, each once
  uint32_t independent_sources = 0;  ///< copies and retellings of one source counted once
  Significance significance = Significance::kSupporting;
  float confidence = 0.5F;
};

struct ConflictValue {
  std::string value;
  std::vector<ClaimRef> claims;
};

struct Conflict {
  std::string id;
  uint32_t event = kNone;  ///< index into Record::events; values may come from several events (`related`)
  std::vector<uint32_t> related;
  std::string slot;  ///< date, amount, participant, status, position, order …
  std::vector<ConflictValue> values;
  std::string cause;  ///< scale, decimal mark, calendar, translation, rounding, rumour, unknown …
};

struct CopySide {
  uint32_t document = 0;
  Span span;
};

enum class CopyType : uint8_t { kDuplicate, kNearDuplicate, kTranslation, kRetelling };
std::string_view to_string(CopyType type);

struct Copy {
  CopySide a, b;  ///< a before b in (document, span) order
  CopyType type = CopyType::kDuplicate;
  double similarity = 1;  ///< 0 to 1
  int direction = 0;      ///< 1: b was made from a; -1: a from b; 0 unknown
  std::string why;        ///< what the direction rests on
};

struct Gap {
  Interval days;
  std::string
      kind;  ///< cited-source, missing-reply, missing-exhibit, missing-attachment, silence, single-party, vanished
  std::string says;  ///< which sentence of the reader's language says so (table `interface`, `gap_says.` before
                     ///< it), with who, how many, how many others, and words of the documents
  uint32_t entity = kNone;
  uint32_t count = 0, others = 0;
  std::string words;
  std::vector<ClaimRef> claims;
  uint32_t document = kNone;
  Span span;  ///< the words it rests on, in `document`
};

struct Record {
  std::vector<Entity> entities;                  ///< in order of id
  std::vector<std::vector<uint32_t>> entity_of;  ///< [document][LocalEntity] -> index into entities
  std::vector<Event> events;                     ///< the chronology: by earliest day, undated last
  std::vector<std::vector<uint32_t>> event_of;   ///< [document][claim] -> index into events, kNone if rejected
  std::vector<Conflict> conflicts;
  std::vector<Copy> copies;
  std::vector<Copy> parallels;  ///< sentences of two documents that tell one thing, neither from the other
  std::vector<Gap> gaps;
  std::vector<uint32_t> origin_of;  ///< [document] -> number of its independent origin
};

/// A person's decision. Kept for ever, in order; replayed on every build (law 7).
struct Correction {
  uint64_t number = 0;
  std::string action;                  ///< one of correction_actions()
  std::vector<std::string> arguments;  ///< names, ids, values: what the action says
  std::string note;
  std::string who;
  std::string when;  ///< RFC 3339, UTC
};

/// What a build did with the corrections.
struct CorrectionOutcome {
  uint64_t number = 0;
  bool applied = false;
  std::string why_not;
};

/// The stable id of a claim: from its document's hash, place and type.
std::string claim_id(const Document& document, const Claim& claim);
/// The stable id of a gap of the record, which lies in the document of this id (empty: in none).
std::string gap_id(const Gap& gap, const Record& record, std::string_view document);

/// A record of the same documents, made before, with the corrections that stood then and what it did with them.
struct EarlierRecord {
  const Record& record;
  std::span<const Correction> corrections;
  std::span<const CorrectionOutcome> outcomes;
};

/// Builds the record. `documents` sorted by Document::id. Deterministic. `outcomes`, when given, receives one entry per
/// correction. What the corrections since `earlier` do not touch is taken from it, with the same result: a decision
/// about an event leaves names and copies as they are, a note leaves everything.
Record build_record(std::span<const DocumentReading> documents, const LanguageSet& languages,
                    std::span<const Correction> corrections = {}, std::vector<CorrectionOutcome>* outcomes = nullptr,
                    const EarlierRecord* earlier = nullptr);

}  // namespace annals
