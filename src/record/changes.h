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

struct EventChange {
  enum class Kind : uint8_t { kNew, kChanged, kGone };
  Kind kind = Kind::kNew;
  std::string event;  ///< id in the later build; in the earlier one when it is gone
  std::vector<std::string>
      why;  ///< one phrase each: `date narrowed from 2019 to 2019-05-03`, `source added: b.txt`, `merged with e…`
};
std::string_view to_string(EventChange::Kind kind);

/// Compares two builds. Events are the same when they share claims; an event that took in another's claims is merged
/// with it, one whose claims went to several is split. In order of the later chronology, then what is gone.
std::vector<EventChange> compare(std::span<const EventSnapshot> before, std::span<const EventSnapshot> after);

}  // namespace annals
