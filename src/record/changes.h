// What changed between two builds of a case: which events are new, changed or gone, and why.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "record/record.h"

namespace annals {

/// As much of an event as a later build is compared with. Names nothing by number, so it outlives its build.
struct EventSnapshot {
  std::string id;
  std::string type;
  std::string edtf;
  std::string status;
  std::vector<std::string> claims;     ///< ids, sorted
  std::vector<std::string> documents;  ///< ids, sorted
  uint32_t independent_sources = 0;
  std::vector<std::string> conflicts;  ///< slots in conflict, sorted
};

/// Snapshots of all events, in order of the chronology.
std::vector<EventSnapshot> snapshot(std::span<const DocumentReading> documents, const Record& record);

/// One difference. `before` and `after` are values as exports write them: EDTF, types, ids, slots, counts.
struct ChangeReason {
  /// dated, undated, date-changed, date-narrowed, date-widened, type, status, source-added, source-lost, sources,
  /// conflict-new, conflict-gone, merged, split: the words are the packs' (table `interface`, `change.KIND`)
  std::string_view kind;
  std::string before, after;
};

struct EventChange {
  enum class Kind : uint8_t { kNew, kChanged, kGone };
  Kind kind = Kind::kNew;
  std::string event;  ///< id in the later build; in the earlier one when it is gone
  std::vector<ChangeReason> why;
};
std::string_view to_string(EventChange::Kind kind);

/// Compares two builds. Events are the same when they share claims; an event that took in another's claims is merged
/// with it, one whose claims went to several is split. In order of the later chronology, then what is gone.
std::vector<EventChange> compare(std::span<const EventSnapshot> before, std::span<const EventSnapshot> after);

}  // namespace annals
