// The chronology as text, for terminals and pipes.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "present/event_view.h"

namespace annals {

struct ChronologyStyle {
  size_t columns = 0;  ///< 0: lines are never broken
  bool colour = false;
  bool isolate = false;  ///< put text of documents between direction isolates
  /// The sources' words below each event.
  enum class Words : uint8_t { kHidden, kOneSource, kEverySource } words = Words::kOneSource;
  bool ids = false;  ///< print the ids of events and claims
};

/// The line and sub-lines of one event, with line ends.
std::string chronology_entry(const EventView& view, const HeadlineWriter& headlines, const ChronologyStyle& style);

}  // namespace annals
