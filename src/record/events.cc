#include "record/events.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "record/clusters.h"
#include "record/event_corrections.h"
#include "record/event_facts.h"
#include "record/order.h"

namespace annals {
namespace {

// The hour and minute of claims whose time has one.
std::map<ClaimRef, std::string> clocks_of(std::span<const ClaimView> views) {
  std::map<ClaimRef, std::string> clocks;
  for (const ClaimView& view : views) {
    if (view.claim->time == kNone) continue;
    const std::string& clock = view.reading->times[view.claim->time].clock;
    if (!clock.empty()) clocks.emplace(view.ref, clock.substr(0, 5));
  }
  return clocks;
}

// Events in order of their earliest day; of events that begin on one day the shorter first, then by time of day, then
// as they are told; undated last.
bool comes_before(const Event& a, const Event& b, const std::map<ClaimRef, std::string>& clocks) {
  const auto place = [&](const Event& event) {
    const bool undated = !event.days.known();
    const Day begin = event.days.earliest ? *event.days.earliest : event.days.latest.value_or(Day{});
    const int64_t length = event.days.bounded() ? (*event.days.latest - *event.days.earliest).count() : INT64_MAX;
    const auto clock = clocks.find(event.claims.front());
    const std::string_view hour = clock == clocks.end() ? std::string_view("99") : std::string_view(clock->second);
    return std::tuple(undated, begin, length, hour, event.claims.front());
  };
  return place(a) < place(b);
}

}  // namespace

void merge_events(std::span<const DocumentReading> documents, const LanguageSet& languages,
                  std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes, Record& record) {
  std::vector<ClaimView> views = view_claims(documents, record, languages.folding());
  const std::vector<StatedOrder> orders = take_order(views, languages);
  const Tellings tellings(languages.languages());
  const Alignment alignment(record, views);
  const ClaimLikeness likeness(views, record, tellings, alignment, languages.folding());
  const DecidedEvents decided =
      decide_events(cluster_claims(views, tellings, likeness, alignment.pairs()), views, corrections, outcomes);

  record.events.clear();
  std::vector<bool> dated;  // by a day in a claim's own words, or by a person
  for (size_t c = 0; c < decided.clusters.size(); ++c) {
    Event event = summarize(decided.clusters[c], views, record, tellings, alignment);
    if (decided.decisions[c].confirmed) event.confidence = 1;
    if (!decided.decisions[c].edtf.empty()) {
      event.edtf = decided.decisions[c].edtf;
      event.days = parse_edtf(event.edtf).value_or(Interval{});
    }
    dated.push_back(!decided.decisions[c].edtf.empty() ||
                    std::any_of(decided.clusters[c].begin(), decided.clusters[c].end(),
                                [&](uint32_t v) { return views[v].own_date && views[v].claim->days.known(); }));
    record.events.push_back(std::move(event));
  }
  date_by_order(views, orders, dated, record.events);
  const std::map<ClaimRef, std::string> clocks = clocks_of(views);
  std::sort(record.events.begin(), record.events.end(),
            [&](const Event& a, const Event& b) { return comes_before(a, b, clocks); });
  sort_by_order(views, orders, record.events);

  record.event_of.assign(documents.size(), {});
  for (size_t d = 0; d < documents.size(); ++d) record.event_of[d].assign(documents[d].reading->claims.size(), kNone);
  for (uint32_t e = 0; e < record.events.size(); ++e) {
    for (const ClaimRef& claim : record.events[e].claims) record.event_of[claim.document][claim.claim] = e;
  }
}

}  // namespace annals
