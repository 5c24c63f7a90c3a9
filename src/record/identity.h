// Who is who across documents: local entities of all readings joined into entities.
#pragma once

#include <span>

#include "record/record.h"

namespace annals {

/// Fills record.entities and record.entity_of. Deterministic; near-linear in local entities (blocking by sound keys).
void resolve_entities(std::span<const DocumentReading> documents, const LanguageSet& languages,
                      std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes,
                      Record& record);

}  // namespace annals
