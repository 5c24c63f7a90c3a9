// What held on a day: the states of a case for a reader's question. `annals state` and the page share it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "present/selection.h"
#include "record/states.h"

namespace annals {

/// All parts must hold; an empty part asks for nothing.
struct HeldFilter {
  std::string on;                  ///< a day, month or year: its last day; empty: whatever held at any time
  std::vector<std::string> who;    ///< names in any spelling and script, or entity ids; every one has part
  std::vector<std::string> kinds;  ///< position, ownership …; any of them
};

struct HeldState {
  State state;
  Holds holds = Holds::kYes;  ///< never kNo
};

struct HeldStates {
  std::optional<Day> day;         ///< that was asked for
  std::vector<HeldState> states;  ///< what surely held first, then by begin
};

/// Errors (kUsage): `on` is no date, or has no last day.
Result<HeldStates> held_on(const CaseIndex& index, const Languages& languages, const HeldFilter& filter);

}  // namespace annals
