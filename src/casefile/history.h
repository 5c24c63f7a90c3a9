// What each build's events were: for each event a row in every build that changed it, so that the file grows with what
// changes. All throw DatabaseFailure.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "casefile/database.h"
#include "record/changes.h"

namespace annals {

/// Adds the events of build `build`, which must be the newest. Linear in them.
void write_history(const Database& database, uint64_t build, const std::vector<EventSnapshot>& events);

/// The events as they were after a build, in order of id. Empty for a build before the first.
std::vector<EventSnapshot> load_history(const Database& database, uint64_t build);

}  // namespace annals
