#include "present/held.h"

#include <fmt/format.h>

#include <algorithm>

namespace annals {

Result<HeldStates> held_on(const CaseIndex& index, const Languages& languages, const HeldFilter& filter) {
  const auto days = parse_edtf(filter.on);
  if (!filter.on.empty() && (!days || !days->latest)) {
    return Error{ErrorKind::kUsage, fmt::format("{}: is no date", filter.on), "such as 2018-03-01, 2018-03 or 2018"};
  }
  std::vector<std::vector<uint32_t>> wanted;
  for (const std::string& name : filter.who) wanted.push_back(index.find_entities(name));
  const auto concerns = [&](const State& state) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const std::vector<uint32_t>& entities) {
      return std::any_of(entities.begin(), entities.end(),
                         [&](uint32_t e) { return e == state.subject || e == state.object; });
    });
  };
  HeldStates held;
  if (!filter.on.empty()) held.day = days->latest;
  for (State& state : find_states(index.contents().record, languages)) {
    const bool kind =
        filter.kinds.empty() || std::find(filter.kinds.begin(), filter.kinds.end(), state.kind) != filter.kinds.end();
    const Holds holds = held.day ? holds_on(state, *held.day) : Holds::kYes;
    if (kind && holds != Holds::kNo && concerns(state)) held.states.push_back({std::move(state), holds});
  }
  std::stable_sort(held.states.begin(), held.states.end(),
                   [](const HeldState& a, const HeldState& b) { return a.holds > b.holds; });
  return held;
}

}  // namespace annals
