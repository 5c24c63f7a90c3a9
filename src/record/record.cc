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

std::string gap_id(const Gap& gap, std::string_view document) {
  std::string key = gap.kind + '\n' + gap.why + '\n' + std::string(document);
  add_span(gap.span, key);
  std::string id = sha256_hex(key).substr(0, 17);
  id[0] = 'g';
  return id;
}

Record build_record(std::span<const DocumentReading> documents, const LanguageSet& languages,
                    std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes) {
  Record record;
  resolve_entities(documents, languages, corrections, outcomes, record);
  find_copies(documents, languages, record);
  merge_events(documents, languages, corrections, outcomes, record);
  find_conflicts(documents, languages, record);
  find_gaps(documents, languages, record);
  rate_significance(documents, corrections, outcomes, record);
  check_notes(documents, corrections, outcomes, record);
  if (outcomes) complete_outcomes(corrections, *outcomes);
  return record;
}

}  // namespace annals
