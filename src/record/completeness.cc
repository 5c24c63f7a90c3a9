#include "record/completeness.h"

#include <algorithm>
#include <set>

namespace annals {

bool told_by_a_party_alone(const Event& event, std::span<const DocumentReading> documents, const Record& record,
                           uint32_t* party) {
  if (event.independent_sources != 1 || event.type.starts_with("communication.") || event.type.starts_with("stance."))
    return false;
  std::set<uint32_t> sayers;
  for (const ClaimRef& ref : event.claims) {
    const uint32_t local = documents[ref.document].reading->claims[ref.claim].attributed_to;
    sayers.insert(local == kNone ? kNone : record.entity_of[ref.document][local]);
  }
  if (sayers.size() != 1 || *sayers.begin() == kNone) return false;
  if (party) *party = *sayers.begin();
  return std::any_of(event.participants.begin(), event.participants.end(),
                     [&](const EventParticipant& p) { return p.entity == *sayers.begin(); });
}

Completeness completeness_of(std::span<const DocumentReading> documents, const Record& record) {
  Completeness out;
  out.documents = static_cast<uint32_t>(documents.size());
  out.origins = static_cast<uint32_t>(std::set(record.origin_of.begin(), record.origin_of.end()).size());
  out.events = static_cast<uint32_t>(record.events.size());
  std::set<uint32_t> disputed;
  for (const Conflict& conflict : record.conflicts) {
    disputed.insert(conflict.event);
    disputed.insert(conflict.related.begin(), conflict.related.end());
  }
  disputed.erase(kNone);
  out.disputed = static_cast<uint32_t>(disputed.size());
  for (const Event& event : record.events) {
    out.dated += event.days.known();
    out.to_the_day += event.days.bounded() && *event.days.earliest == *event.days.latest;
    out.corroborated += event.independent_sources > 1;
    out.one_party += told_by_a_party_alone(event, documents, record);
  }
  for (const Gap& gap : record.gaps) ++out.gaps[gap.kind];
  return out;
}

}  // namespace annals
