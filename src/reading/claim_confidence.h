// How likely a claim is right.
#pragma once

#include "reading/clauses.h"
#include "reading/reading.h"

namespace annals {

/// From 0 to 1: the share of such claims that are right. `bench/confidence` measures it.
float claim_confidence(const EventType& type, const StatedEvent& statement, const Claim& claim);

}  // namespace annals
