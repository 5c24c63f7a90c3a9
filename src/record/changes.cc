#include "record/changes.h"

#include <algorithm>
#include <map>
#include <set>
#include <unordered_map>

#include "base/date.h"

namespace annals {
namespace {

void sort_unique(std::vector<std::string>& values) {
  std::sort(values.begin(), values.end());
  values.erase(std::unique(values.begin(), values.end()), values.end());
}

// A reason for each value that stands on one side only.
void tell_difference(const std::vector<std::string>& before, const std::vector<std::string>& after,
                     std::string_view added, std::string_view lost, std::vector<ChangeReason>& why) {
  for (const std::string& value : after) {
    if (!std::binary_search(before.begin(), before.end(), value)) why.push_back({added, {}, value});
  }
  for (const std::string& value : before) {
    if (!std::binary_search(after.begin(), after.end(), value)) why.push_back({lost, value, {}});
  }
}

std::string_view date_change(const std::string& before, const std::string& after) {
  if (before.empty()) return "dated";
  if (after.empty()) return "undated";
  const auto old_days = parse_edtf(before);
  const auto new_days = parse_edtf(after);
  if (old_days && new_days && covers(*old_days, *new_days)) return "date-narrowed";
  if (old_days && new_days && covers(*new_days, *old_days)) return "date-widened";
  return "date-changed";
}

std::vector<ChangeReason> differences(const EventSnapshot& before, const EventSnapshot& after) {
  std::vector<ChangeReason> why;
  if (before.edtf != after.edtf) why.push_back({date_change(before.edtf, after.edtf), before.edtf, after.edtf});
  if (before.type != after.type) why.push_back({"type", before.type, after.type});
  if (before.status != after.status) why.push_back({"status", before.status, after.status});
  tell_difference(before.documents, after.documents, "source-added", "source-lost", why);
  if (before.independent_sources != after.independent_sources) {
    why.push_back({"sources", std::to_string(before.independent_sources), std::to_string(after.independent_sources)});
  }
  tell_difference(before.conflicts, after.conflicts, "conflict-new", "conflict-gone", why);
  return why;
}

}  // namespace

std::string_view to_string(EventChange::Kind kind) {
  switch (kind) {
    case EventChange::Kind::kNew:
      return "new";
    case EventChange::Kind::kChanged:
      return "changed";
    case EventChange::Kind::kGone:
      return "gone";
  }
  return "";
}

std::vector<EventSnapshot> snapshot(std::span<const DocumentReading> documents, const Record& record) {
  std::vector<EventSnapshot> out;
  out.reserve(record.events.size());
  for (const Event& event : record.events) {
    EventSnapshot& s = out.emplace_back();
    s.id = event.id;
    s.type = event.type;
    s.edtf = event.edtf;
    s.status = to_string(event.status);
    s.independent_sources = event.independent_sources;
    for (const ClaimRef& ref : event.claims) {
      const DocumentReading& d = documents[ref.document];
      s.claims.push_back(claim_id(*d.document, d.reading->claims[ref.claim]));
    }
    for (const uint32_t document : event.documents) s.documents.push_back(documents[document].document->id);
    sort_unique(s.claims);
    sort_unique(s.documents);
  }
  for (const Conflict& conflict : record.conflicts) {
    if (conflict.event != kNone) out[conflict.event].conflicts.push_back(conflict.slot);
  }
  for (EventSnapshot& s : out) sort_unique(s.conflicts);
  return out;
}

std::vector<EventChange> compare(std::span<const EventSnapshot> before, std::span<const EventSnapshot> after) {
  std::unordered_map<std::string_view, uint32_t> holder;  // of each claim, before
  for (uint32_t e = 0; e < before.size(); ++e) {
    for (const std::string& claim : before[e].claims) holder.emplace(claim, e);
  }
  std::vector<std::map<uint32_t, size_t>> shared(after.size());  // with events before, claims in common
  std::vector<std::set<uint32_t>> heirs(before.size());          // events after that hold its claims
  for (uint32_t e = 0; e < after.size(); ++e) {
    for (const std::string& claim : after[e].claims) {
      const auto found = holder.find(claim);
      if (found == holder.end()) continue;
      ++shared[e][found->second];
      heirs[found->second].insert(e);
    }
  }
  std::vector<EventChange> changes;
  for (uint32_t e = 0; e < after.size(); ++e) {
    if (shared[e].empty()) {
      changes.push_back({EventChange::Kind::kNew, after[e].id, {}});
      continue;
    }
    const uint32_t main = std::max_element(shared[e].begin(), shared[e].end(), [](const auto& a, const auto& b) {
                            return a.second < b.second;
                          })->first;
    std::vector<ChangeReason> why = differences(before[main], after[e]);
    for (const auto& [other, count] : shared[e]) {
      if (other != main) why.push_back({"merged", before[other].id, {}});
    }
    if (heirs[main].size() > 1) why.push_back({"split", before[main].id, {}});
    if (!why.empty()) changes.push_back({EventChange::Kind::kChanged, after[e].id, std::move(why)});
  }
  for (uint32_t e = 0; e < before.size(); ++e) {
    if (heirs[e].empty()) changes.push_back({EventChange::Kind::kGone, before[e].id, {}});
  }
  return changes;
}

}  // namespace annals
