#include "record/disputed_times.h"

#include <algorithm>

namespace annals {
namespace {

constexpr size_t kAsked = 16;  // claims of one value whose times are taken

}  // namespace

DisputedTimes::DisputedTimes(std::span<const ClaimView> views, const Tellings& tellings, Record& record)
    : views_(views), tellings_(tellings), record_(record) {
  for (uint32_t c = 0; c < record.conflicts.size(); ++c) {
    const Conflict& conflict = record.conflicts[c];
    if (conflict.slot != "date") continue;
    for (uint32_t v = 0; v < conflict.values.size(); ++v) {
      const std::vector<ClaimRef>& claims = conflict.values[v].claims;
      for (size_t n = 0; n < claims.size() && n < kAsked; ++n) {
        const ClaimView& told = view(claims[n]);
        if (told.claim->time == kNone || told.claim->edtf != conflict.values[v].value) continue;
        std::vector<Side>& sides = sides_[{told.ref.document, told.claim->time}];
        if (sides.empty() || sides.back() != Side{c, v}) sides.push_back({c, v});
      }
    }
  }
}

void DisputedTimes::extend(const std::vector<std::pair<uint32_t, uint32_t>>& pairs) {
  if (sides_.empty()) return;
  for (uint32_t e = 0; e < record_.events.size(); ++e) extend_by_event(e);
  for (const auto& [x, y] : pairs) extend_by_pair(views_[x], views_[y]);
  for (Conflict& conflict : record_.conflicts) {
    for (ConflictValue& value : conflict.values) {
      std::sort(value.claims.begin(), value.claims.end());
      value.claims.erase(std::unique(value.claims.begin(), value.claims.end()), value.claims.end());
    }
    std::sort(conflict.related.begin(), conflict.related.end());
    conflict.related.erase(std::unique(conflict.related.begin(), conflict.related.end()), conflict.related.end());
  }
}

// The conflicts whose times date the claim as they do there.
std::span<const DisputedTimes::Side> DisputedTimes::sides_of(const ClaimView& view) const {
  const auto found = sides_.find({view.ref.document, view.claim->time});
  return found == sides_.end() || view.claim->status == ClaimStatus::kHypothetical ? std::span<const Side>()
                                                                                   : found->second;
}

void DisputedTimes::extend_by_event(uint32_t event) {
  std::map<uint32_t, std::vector<std::pair<Side, const ClaimView*>>> by_conflict;
  for (const ClaimRef& ref : record_.events[event].claims) {
    const ClaimView& told = view(ref);
    for (const Side& side : sides_of(told)) by_conflict[side.conflict].emplace_back(side, &told);
  }
  for (const auto& [conflict, all] : by_conflict) {
    const bool disputed = std::any_of(all.begin(), all.end(), [&, &first = all.front().first](const auto& other) {
      return other.first.value != first.value;
    });
    if (!disputed) continue;
    for (const auto& [side, told] : all) add(side, *told);
  }
}

void DisputedTimes::extend_by_pair(const ClaimView& a, const ClaimView& b) {
  for (const Side& side : sides_of(a)) {
    for (const Side& other : sides_of(b)) {
      if (side.conflict != other.conflict || side.value == other.value || !one_deed(a, b)) continue;
      add(side, a);
      add(other, b);
    }
  }
}

void DisputedTimes::add(const Side& side, const ClaimView& view) {
  Conflict& conflict = record_.conflicts[side.conflict];
  const uint32_t event = record_.event_of[view.ref.document][view.ref.claim];
  if (event == kNone || view.claim->edtf != conflict.values[side.value].value) return;
  conflict.values[side.value].claims.push_back(view.ref);
  if (event != conflict.event) conflict.related.push_back(event);
}

// Of kinds that may tell one deed, by one actor.
bool DisputedTimes::one_deed(const ClaimView& a, const ClaimView& b) const {
  const TypeKnowledge& type_a = tellings_.type(a.claim->type);
  const TypeKnowledge& type_b = tellings_.type(b.claim->type);
  const bool compatible =
      a.claim->type == b.claim->type || std::binary_search(type_a.told_as.begin(), type_a.told_as.end(), b.claim->type);
  if (!compatible || type_a.exchange) return false;
  const std::vector<uint32_t> actors = a.in_role(type_a.actor), others = b.in_role(type_b.actor);
  return std::any_of(actors.begin(), actors.end(),
                     [&](uint32_t actor) { return std::find(others.begin(), others.end(), actor) != others.end(); });
}

const ClaimView& DisputedTimes::view(const ClaimRef& ref) const {
  return *std::lower_bound(views_.begin(), views_.end(), ref,
                           [](const ClaimView& told, const ClaimRef& sought) { return told.ref < sought; });
}

}  // namespace annals
