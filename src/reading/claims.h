// Claims: who did what, to whom, when, for how much, and who says so. The way in for references, quotes and claims.
#pragma once

#include "reading/analysis.h"
#include "reading/reading.h"

namespace annals {

/// Fills reading.references, quotes and claims. Needs names, times and quantities. Deterministic; linear.
void read_statements(const Analysis& analysis, Reading& reading);

}  // namespace annals
