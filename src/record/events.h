// Events: claims about the same happening, joined; the chronology's order; significance.
#pragma once

#include <span>

#include "record/record.h"

namespace annals {

/// Fills record.events and record.event_of. Needs entities and copies. Claims inside a copied passage do not count as
/// another witness. Over-merging is worse than leaving two.
void merge_events(std::span<const DocumentReading> documents, const LanguageSet& languages,
                  std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes, Record& record);

/// Fills record.conflicts. Needs events.
void find_conflicts(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record);

/// Fills record.gaps. Needs events.
void find_gaps(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record);

}  // namespace annals
