// Stands in for the record until record.cc is there (then it is left out of the build, and deleted with it).
#include "base/hash.h"
#include "record/record.h"

namespace annals {

std::string_view to_string(Significance significance) {
  return significance == Significance::kKey          ? "key"
         : significance == Significance::kSupporting ? "supporting"
                                                     : "background";
}
std::string_view to_string(CopyType) { return "duplicate"; }

std::string claim_id(const Document& document, const Claim& claim) {
  return "c" + sha256_hex(document.id + claim.type + std::to_string(claim.evidence.begin) + "-" +
                          std::to_string(claim.trigger.begin))
                   .substr(0, 16);
}

Record build_record(std::span<const DocumentReading> documents, const LanguageSet&, std::span<const Correction>,
                    std::vector<CorrectionOutcome>*) {
  Record record;
  for (uint32_t d = 0; d < documents.size(); ++d) {
    const Document& document = *documents[d].document;
    const Reading& reading = *documents[d].reading;
    auto& entities = record.entity_of.emplace_back();
    for (uint32_t e = 0; e < reading.entities.size(); ++e) {
      const LocalEntity& local = reading.entities[e];
      entities.push_back(static_cast<uint32_t>(record.entities.size()));
      record.entities.push_back({document.id + "#e" + std::to_string(e),
                                 local.type,
                                 local.name,
                                 {{local.name, local.language, 1}},
                                 {{d, e}},
                                 {}});
    }
    auto& events = record.event_of.emplace_back();
    for (uint32_t c = 0; c < reading.claims.size(); ++c) {
      const Claim& claim = reading.claims[c];
      Event event;
      event.id = "v" + claim_id(document, claim).substr(1);
      event.type = claim.type;
      event.edtf = claim.edtf;
      event.days = claim.days;
      event.status = claim.status;
      for (const auto& p : claim.participants)
        event.participants.push_back({p.role, p.entity == kNone ? kNone : entities[p.entity], p.text});
      for (const auto& q : claim.quantities) {
        const auto& quantity = reading.quantities[q.quantity];
        event.quantities.push_back({q.role, quantity.type, quantity.value, quantity.max, quantity.unit});
      }
      event.claims = {{d, c}};
      event.documents = {d};
      event.independent_sources = 1;
      events.push_back(static_cast<uint32_t>(record.events.size()));
      record.events.push_back(std::move(event));
    }
    record.origin_of.push_back(d);
  }
  return record;
}

}  // namespace annals
