// From events to what held over time: who held which position, who owned what, which suits and offers were open.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "languages/pack.h"
#include "record/record.h"

namespace annals {

/// Something that held from one event to another.
struct State {
  std::string kind;                         ///< as in the ontology's table `states`: position, ownership, suit, offer
  uint32_t subject = kNone;                 ///< who; index into Record::entities
  uint32_t object = kNone;                  ///< towards whom, or in what; kNone when no event says
  std::string words;                        ///< the post, where events name it
  std::vector<EventQuantity> quantities;    ///< shares or amounts of the event that began it, by role
  Interval begin;                           ///< when it began; unknown when only its end is told
  Interval end;                             ///< when it ended; unknown while it lasts
  std::optional<std::chrono::days> lapses;  ///< so long after its beginning, where nothing is told of its end
  uint32_t begun_by = kNone;                ///< index into Record::events
  uint32_t ended_by = kNone;
};

/// All states that asserted events begin or end, by begin (unknown first), then kind and parties. Events whose status
/// is not asserted (planned, denied …) change nothing. An end that names no object ends the subject's latest open state
/// of that kind.
std::vector<State> find_states(const Record& record, const Languages& languages);

enum class Holds : uint8_t {
  kNo,
  kPerhaps,  ///< begun or ended on days that are not known well enough
  kYes,
};
/// Whether the state held on the day. A state without a known end lasts.
Holds holds_on(const State& state, Day day);

}  // namespace annals
