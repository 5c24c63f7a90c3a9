#include "record/events.h"

#include <algorithm>
#include <tuple>

#include "record/clusters.h"
#include "record/event_corrections.h"
#include "record/event_facts.h"

namespace annals {
namespace {

// Events in order of their earliest day; of events that begin on one day the shorter first, then as they are told;
// undated last.
bool comes_before(const Event& a, const Event& b) {
  const auto place = [](const Event& event) {
    const bool undated = !event.days.known();
    const Day begin = event.days.earliest ? *event.days.earliest : event.days.latest.value_or(Day{});
    const int64_t length = event.days.bounded() ? (*event.days.latest - *event.days.earliest).count() : INT64_MAX;
    return std::tuple(undated, begin, length, event.claims.front());
  };
  return place(a) < place(b);
}

}  // namespace

void merge_events(std::span<const DocumentReading> documents, const LanguageSet& languages,
                  std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes, Record& record) {
  const std::vector<ClaimView> views = view_claims(documents, record, languages.folding());
  const Tellings tellings(languages.languages());
  const Alignment alignment(record);
  const ClaimLikeness likeness(views, tellings, alignment);
  const DecidedEvents decided =
      decide_events(cluster_claims(views, tellings, likeness, alignment.pairs(views)), views, corrections, outcomes);

  record.events.clear();
  for (size_t c = 0; c < decided.clusters.size(); ++c) {
    Event event = summarize(decided.clusters[c], views, record, tellings, alignment);
    if (decided.decisions[c].confirmed) event.confidence = 1;
    if (!decided.decisions[c].edtf.empty()) {
      event.edtf = decided.decisions[c].edtf;
      event.days = parse_edtf(event.edtf).value_or(Interval{});
    }
    record.events.push_back(std::move(event));
  }
  std::sort(record.events.begin(), record.events.end(), comes_before);

  record.event_of.assign(documents.size(), {});
  for (size_t d = 0; d < documents.size(); ++d) record.event_of[d].assign(documents[d].reading->claims.size(), kNone);
  for (uint32_t e = 0; e < record.events.size(); ++e) {
    for (const ClaimRef& claim : record.events[e].claims) record.event_of[claim.document][claim.claim] = e;
  }
}

}  // namespace annals
