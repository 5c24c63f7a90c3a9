#include "record/notes.h"

#include <algorithm>
#include <set>

namespace annals {
namespace {

bool is_note(const Correction& correction) {
  return correction.action == "note" || correction.action == "tick" || correction.action == "write-story";
}

// What notes and ticks can stand beside.
class Targets {
 public:
  Targets(std::span<const DocumentReading> documents, const Record& record) : to_tick_{} {
    for (const Conflict& conflict : record.conflicts) to_tick_.insert(conflict.id);
    for (const Gap& gap : record.gaps)
      to_tick_.insert(
          gap_id(gap, record, gap.document == kNone ? std::string_view() : documents[gap.document].document->id));
    others_.insert("case");
    for (const Entity& entity : record.entities) others_.insert(entity.id);
    for (const DocumentReading& one : documents) {
      others_.insert(one.document->id);
      for (const Claim& claim : one.reading->claims) {
        std::string id = claim_id(*one.document, claim);
        others_.insert(id);
        id[0] = 'e';  // an event is named after any of its claims (event_corrections.h)
        others_.insert(std::move(id));
      }
    }
  }
  bool can_tick(const std::string& id) const { return to_tick_.count(id) != 0; }
  bool has(const std::string& id) const { return can_tick(id) || others_.count(id) != 0; }

 private:
  std::set<std::string> to_tick_, others_;
};

std::string why_not(const Correction& correction, const Targets& targets) {
  if (correction.arguments.empty()) return "it names nothing";
  if (correction.action == "write-story") return correction.arguments.size() == 2 ? "" : "it needs a name and a text";
  const std::string& target = correction.arguments.front();
  if (correction.action == "tick")
    return targets.can_tick(target) ? "" : "no conflict, gap or source " + target + " in the case";
  return targets.has(target) ? "" : "nothing in the case is " + target;
}

}  // namespace

void check_notes(std::span<const DocumentReading> documents, std::span<const Correction> corrections,
                 std::vector<CorrectionOutcome>* outcomes, const Record& record) {
  if (outcomes == nullptr || std::none_of(corrections.begin(), corrections.end(), is_note)) return;
  const Targets targets(documents, record);
  for (const Correction& correction : corrections) {
    if (!is_note(correction)) continue;
    std::string why = why_not(correction, targets);
    const bool applied = why.empty();
    outcomes->push_back({correction.number, applied, std::move(why)});
  }
}

}  // namespace annals
