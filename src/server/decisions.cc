#include "server/decisions.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "casefile/corrections.h"

namespace annals {

Decisions::Decisions(const CaseIndex& index) : index_(index) {
  const CaseContents& contents = index.contents();
  const auto& all = contents.corrections;
  states_.assign(all.size(), "undo");
  why_not_.resize(all.size());
  if (all.empty()) return;
  can_undo_ = undo_last(all).has_value();
  can_redo_ = redo_last(all).has_value();

  // An id of an event means the event that holds the claim it was made from.
  std::unordered_map<std::string, std::string> event_of;
  for (uint32_t d = 0; d < contents.documents.size(); ++d) {
    const auto& claims = contents.readings[d].claims;
    for (uint32_t c = 0; c < claims.size(); ++c) {
      const uint32_t event = contents.record.event_of[d][c];
      if (event != kNone)
        event_of.emplace(claim_id(contents.documents[d], claims[c]).substr(1), contents.record.events[event].id);
    }
  }
  std::set<uint64_t> standing;
  for (const Correction& one : standing_corrections(all)) standing.insert(one.number);
  std::map<uint64_t, const CorrectionOutcome*> outcomes;
  for (const CorrectionOutcome& outcome : contents.outcomes) outcomes[outcome.number] = &outcome;

  for (uint32_t i = 0; i < all.size(); ++i) {
    const Correction& one = all[i];
    if (one.action == "undo") continue;
    if (standing.count(one.number) == 0) {
      states_[i] = "undone";
      continue;
    }
    const auto outcome = outcomes.find(one.number);
    const bool applied = outcome != outcomes.end() && outcome->second->applied;
    states_[i] = applied ? "applied" : "no effect";
    if (outcome != outcomes.end()) why_not_[i] = outcome->second->why_not;
    if (one.action == "write-story" && one.arguments.size() == 2) {
      std::erase_if(stories_, [&](const Story& story) { return story.name == one.arguments[0]; });
      if (!one.arguments[1].empty()) stories_.push_back({one.arguments[0], one.arguments[1], i});
      continue;
    }
    if (one.arguments.empty() || !applied) continue;
    std::set<std::string> targets;
    const bool entities = one.action.ends_with("-entity") || one.action.ends_with("-entities");
    for (const std::string& argument : one.arguments) {
      if (entities) {
        const auto found = index.named(argument);
        targets.insert(found.empty() ? argument : contents.record.entities[found.front()].id);
      } else {
        const auto event = argument.empty() ? event_of.end() : event_of.find(argument.substr(1));
        targets.insert(event == event_of.end() ? argument : event->second);
        if (one.action != "merge-events" && one.action != "reject-event" && one.action != "confirm-event") break;
      }
    }
    for (const std::string& target : targets) about_[target].push_back(i);
  }
}

const std::vector<uint32_t>& Decisions::about(std::string_view id) const {
  static const std::vector<uint32_t> kNothing;
  const auto found = about_.find(id);
  return found == about_.end() ? kNothing : found->second;
}

bool Decisions::ticked(std::string_view id) const {
  const auto& list = about(id);
  return std::any_of(list.begin(), list.end(),
                     [&](uint32_t i) { return index_.contents().corrections[i].action == "tick"; });
}

}  // namespace annals
