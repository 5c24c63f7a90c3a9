#include "record/record.h"

#include <algorithm>

#include "base/hash.h"
#include "record/copies.h"
#include "record/events.h"
#include "record/identity.h"
#include "record/notes.h"
#include "record/significance.h"

namespace annals {
namespace {

void add_span(Span span, std::string& key) {
  key += '\n' + std::to_string(span.begin) + '-' + std::to_string(span.end);
}

// What a correction touches first; all that follows from it is touched too.
enum class Layer : uint8_t { kNames, kEvents, kNotes };

Layer layer_of(std::string_view action) {
  if (action == "note" || action == "tick" || action == "write-story" || action == "mark-significance")
    return Layer::kNotes;
  const bool event = action.ends_with("-event") || action.ends_with("-events");
  return event && action != "add-event" ? Layer::kEvents : Layer::kNames;
}

// Whether the corrections of the layer and of those before it are those that the earlier record knew.
bool same_up_to(Layer layer, const EarlierRecord& earlier, std::span<const Correction> corrections) {
  const auto numbers = [&](std::span<const Correction> all) {
    std::vector<uint64_t> of_layer;
    for (const Correction& one : all) {
      if (layer_of(one.action) <= layer) of_layer.push_back(one.number);
    }
    return of_layer;
  };
  return numbers(earlier.corrections) == numbers(corrections);
}

// Outcomes of a layer that is not made anew. Those of corrected readings are there already.
void take_over(const EarlierRecord& earlier, Layer layer, std::vector<CorrectionOutcome>& outcomes) {
  for (const Correction& correction : earlier.corrections) {
    if (layer_of(correction.action) != layer) continue;
    const auto same = [&](const CorrectionOutcome& one) { return one.number == correction.number; };
    if (std::any_of(outcomes.begin(), outcomes.end(), same)) continue;
    const auto found = std::find_if(earlier.outcomes.begin(), earlier.outcomes.end(), same);
    if (found != earlier.outcomes.end()) outcomes.push_back(*found);
  }
}

// Every correction has its entry, in order: what no layer knew is said so.
void complete_outcomes(std::span<const Correction> corrections, std::vector<CorrectionOutcome>& outcomes) {
  for (const Correction& correction : corrections) {
    const bool known = std::any_of(outcomes.begin(), outcomes.end(),
                                   [&](const CorrectionOutcome& o) { return o.number == correction.number; });
    if (!known) outcomes.push_back({correction.number, false, "unknown action '" + correction.action + "'"});
  }
  std::stable_sort(outcomes.begin(), outcomes.end(), [](const auto& a, const auto& b) { return a.number < b.number; });
}

}  // namespace

std::string_view to_string(Significance significance) {
  switch (significance) {
    case Significance::kKey:
      return "key";
    case Significance::kSupporting:
      return "supporting";
    case Significance::kBackground:
      return "background";
  }
  return "";
}

std::string_view to_string(CopyType type) {
  switch (type) {
    case CopyType::kDuplicate:
      return "duplicate";
    case CopyType::kNearDuplicate:
      return "near-duplicate";
    case CopyType::kTranslation:
      return "translation";
    case CopyType::kRetelling:
      return "retelling";
  }
  return "";
}

std::string claim_id(const Document& document, const Claim& claim) {
  if (!claim.id.empty()) return claim.id;
  // The document's id keeps two identical files apart; trigger and fillers, the claims of one sentence.
  std::string key = document.sha256 + '\n' + document.id + '\n' + claim.type;
  add_span(claim.evidence, key);
  add_span(claim.trigger, key);
  for (const Participant& participant : claim.participants) {
    key += '\n' + participant.role;
    add_span(participant.span, key);
  }
  std::string id = sha256_hex(key).substr(0, 17);
  id[0] = 'c';
  return id;
}

std::string gap_id(const Gap& gap, const Record& record, std::string_view document) {
  std::string key = gap.says + '\n' + gap.words + '\n' + std::string(document);
  if (gap.entity != kNone) key += '\n' + record.entities[gap.entity].id;
  if (gap.says == "silence") key += '\n' + to_string(*gap.days.earliest);
  add_span(gap.span, key);
  std::string id = sha256_hex(key).substr(0, 17);
  id[0] = 'g';
  return id;
}

Record build_record(std::span<const DocumentReading> documents, const LanguageSet& languages,
                    std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes,
                    const EarlierRecord* earlier) {
  Record record;
  const bool same_names = earlier != nullptr && same_up_to(Layer::kNames, *earlier, corrections);
  const bool same_events = same_names && same_up_to(Layer::kEvents, *earlier, corrections);
  if (same_events) {
    record = earlier->record;
  } else if (same_names) {
    record.entities = earlier->record.entities;
    record.entity_of = earlier->record.entity_of;
    record.copies = earlier->record.copies;
    record.parallels = earlier->record.parallels;
    record.origin_of = earlier->record.origin_of;
  } else {
    resolve_entities(documents, languages, corrections, outcomes, record);
    find_copies(documents, languages, record);
  }
  if (!same_events) {
    merge_events(documents, languages, corrections, outcomes, record);
    find_conflicts(documents, languages, record);
    find_gaps(documents, languages, record);
  }
  if (outcomes != nullptr && same_names) {
    take_over(*earlier, Layer::kNames, *outcomes);
    if (same_events) take_over(*earlier, Layer::kEvents, *outcomes);
  }
  rate_significance(documents, corrections, outcomes, record);
  check_notes(documents, corrections, outcomes, record);
  if (outcomes) complete_outcomes(corrections, *outcomes);
  return record;
}

}  // namespace annals
