// Letters of the case that another document tells of.
#pragma once

#include <span>

#include "record/record.h"
#include "record/tellings.h"

namespace annals {

/// Adds a retelling to record.copies for each sentence that says who wrote on a day where the case has the letter: the
/// letter's header against the sentence. Only where its writer sent no other letter that day to those it may mean.
/// Needs record.entity_of. Near-linear in the claims.
void find_told_letters(std::span<const DocumentReading> documents, const Tellings& tellings, Record& record);

}  // namespace annals
