// What a statement quotes, and the words that report it.
#pragma once

#include "reading/reading.h"

namespace annals {

/// Who says what where the claim's word says so; nothing where nothing is.
const Attribution* told_in(const Reading& reading, const Claim& claim);

/// The words that are quoted there, without marks; empty where none are.
Span quoted_in(const Reading& reading, const Claim& claim);

}  // namespace annals
