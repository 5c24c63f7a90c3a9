#include "record/event_corrections.h"

#include <algorithm>
#include <unordered_map>

namespace annals {
namespace {

// The digits that an event's and a claim's id share.
std::string digits_of(const std::string& id) { return id.empty() ? id : id.substr(1); }

struct Outcome {
  bool applied = true;
  std::string why_not;
};

Outcome refused(std::string why) { return {false, std::move(why)}; }

class Decider {
 public:
  Decider(std::vector<std::vector<uint32_t>> clusters, std::span<const ClaimView> views) {
    events_.clusters = std::move(clusters);
    events_.decisions.resize(events_.clusters.size());
    for (uint32_t v = 0; v < views.size(); ++v)
      claims_.emplace(digits_of(claim_id(*views[v].document, *views[v].claim)), v);
    cluster_of_.assign(views.size(), kNone);
    for (uint32_t c = 0; c < events_.clusters.size(); ++c) {
      for (const uint32_t v : events_.clusters[c]) cluster_of_[v] = c;
    }
  }

  Outcome carry_out(const Correction& correction) {
    const auto& arguments = correction.arguments;
    std::vector<uint32_t> claims;
    const size_t ids = correction.action == "redate-event" ? std::min<size_t>(1, arguments.size()) : arguments.size();
    for (size_t i = 0; i < ids; ++i) {
      const auto found = claims_.find(digits_of(arguments[i]));
      if (found == claims_.end()) return refused("no event or claim " + arguments[i] + " in the case");
      if (cluster_of_[found->second] == kNone) return refused(arguments[i] + " was rejected before");
      claims.push_back(found->second);
    }
    if (claims.empty()) return refused("it names no event");
    const uint32_t event = cluster_of_[claims.front()];
    if (correction.action == "reject-event") {
      for (const uint32_t claim : claims) reject(cluster_of_[claim]);
      return {};
    }
    if (correction.action == "confirm-event") {
      for (const uint32_t claim : claims) events_.decisions[cluster_of_[claim]].confirmed = true;
      return {};
    }
    if (correction.action == "redate-event") {
      if (arguments.size() != 2 || !parse_edtf(arguments[1])) return refused("it needs an event and an EDTF date");
      events_.decisions[event].edtf = arguments[1];
      return {};
    }
    if (correction.action == "merge-events") {
      for (const uint32_t claim : claims) merge(event, cluster_of_[claim]);
      return {};
    }
    std::vector<uint32_t> leaving(claims.begin() + 1, claims.end());
    std::sort(leaving.begin(), leaving.end());
    leaving.erase(std::unique(leaving.begin(), leaving.end()), leaving.end());
    return split(event, leaving);
  }

  DecidedEvents take() {
    DecidedEvents out;
    for (size_t c = 0; c < events_.clusters.size(); ++c) {
      if (events_.clusters[c].empty()) continue;
      std::sort(events_.clusters[c].begin(), events_.clusters[c].end());
      out.clusters.push_back(std::move(events_.clusters[c]));
      out.decisions.push_back(std::move(events_.decisions[c]));
    }
    return out;
  }

 private:
  void reject(uint32_t event) {
    if (event == kNone) return;
    for (const uint32_t v : events_.clusters[event]) cluster_of_[v] = kNone;
    events_.clusters[event].clear();
  }

  void merge(uint32_t into, uint32_t from) {
    if (into == from) return;
    auto& claims = events_.clusters[from];
    for (const uint32_t v : claims) cluster_of_[v] = into;
    events_.clusters[into].insert(events_.clusters[into].end(), claims.begin(), claims.end());
    claims.clear();
    auto& kept = events_.decisions[into];
    kept.confirmed |= events_.decisions[from].confirmed;
    if (kept.edtf.empty()) kept.edtf = events_.decisions[from].edtf;
  }

  Outcome split(uint32_t event, const std::vector<uint32_t>& leaving) {
    if (leaving.empty()) return refused("it names no claim to split off");
    for (const uint32_t v : leaving) {
      if (cluster_of_[v] != event) return refused("a claim to split off is not in the event");
    }
    auto& staying = events_.clusters[event];
    if (leaving.size() >= staying.size()) return refused("no claim would stay in the event");
    const auto fresh = static_cast<uint32_t>(events_.clusters.size());
    for (const uint32_t v : leaving) cluster_of_[v] = fresh;
    std::erase_if(staying, [&](uint32_t v) { return cluster_of_[v] == fresh; });
    events_.clusters.push_back(leaving);
    events_.decisions.emplace_back();
    return {};
  }

  DecidedEvents events_;
  std::unordered_map<std::string, uint32_t> claims_;
  std::vector<uint32_t> cluster_of_;
};

bool concerns_clusters(const std::string& action) {
  return action == "reject-event" || action == "confirm-event" || action == "redate-event" ||
         action == "merge-events" || action == "split-event";
}

}  // namespace

std::string event_id(std::string first_claim_id) {
  first_claim_id[0] = 'e';
  return first_claim_id;
}

DecidedEvents decide_events(std::vector<std::vector<uint32_t>> clusters, std::span<const ClaimView> views,
                            std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes) {
  if (std::none_of(corrections.begin(), corrections.end(), [](const auto& c) { return concerns_clusters(c.action); })) {
    DecidedEvents events;
    events.decisions.resize(clusters.size());
    events.clusters = std::move(clusters);
    return events;
  }
  Decider decider(std::move(clusters), views);
  for (const Correction& correction : corrections) {
    if (!concerns_clusters(correction.action)) continue;
    Outcome outcome = decider.carry_out(correction);
    if (outcomes) outcomes->push_back({correction.number, outcome.applied, std::move(outcome.why_not)});
  }
  return decider.take();
}

void decide_significance(std::span<const DocumentReading> documents, std::span<const Correction> corrections,
                         std::vector<CorrectionOutcome>* outcomes, Record& record) {
  std::unordered_map<std::string, uint32_t> event_of;  // by the digits of each claim's id; made when first needed
  const auto find = [&](const std::string& id) {
    if (event_of.empty()) {
      for (uint32_t d = 0; d < documents.size(); ++d) {
        const auto& claims = documents[d].reading->claims;
        for (uint32_t c = 0; c < claims.size(); ++c) {
          event_of.emplace(digits_of(claim_id(*documents[d].document, claims[c])), record.event_of[d][c]);
        }
      }
    }
    const auto found = event_of.find(digits_of(id));
    return found == event_of.end() ? kNone : found->second;
  };
  for (const Correction& correction : corrections) {
    if (correction.action != "mark-significance") continue;
    Outcome outcome;
    const uint32_t event = correction.arguments.empty() ? kNone : find(correction.arguments.front());
    if (event == kNone) {
      outcome = refused("it names no event of the case");
    } else {
      const std::string level = correction.arguments.size() > 1 ? correction.arguments[1] : "";
      bool known = false;
      for (const auto significance : {Significance::kKey, Significance::kSupporting, Significance::kBackground}) {
        if (to_string(significance) != level) continue;
        record.events[event].significance = significance;
        known = true;
      }
      if (!known) outcome = refused("the level is key, supporting or background");
    }
    if (outcomes) outcomes->push_back({correction.number, outcome.applied, std::move(outcome.why_not)});
  }
}

}  // namespace annals
