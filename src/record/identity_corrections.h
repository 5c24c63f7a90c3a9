// Entities as the reader sees them: spellings, the name to show, stable ids; and what people decided about them.
#pragma once

#include <span>
#include <vector>

#include "record/record.h"

namespace annals {

/// Fills names, name and id of every entity from its members and its type, and sorts by id. An entity whose `name` is
/// set keeps it.
void name_entities(std::span<const DocumentReading> documents, const Folding& folding, std::vector<Entity>& entities);

/// Replays, in order, the corrections
///     merge-entities A B ...       one entity
///     split-entity A NAME ...      those names of A become an entity of their own
///     rename-entity A NAME         the name to show
///     retype-entity A TYPE         person, organization, product, place, work, event
/// where A is an id or any of the entity's names; other actions are not touched. Ends with name_entities.
void apply_entity_corrections(std::span<const DocumentReading> documents, const Folding& folding,
                              std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes,
                              std::vector<Entity>& entities);

/// Fills record.entity_of from record.entities.
void index_members(std::span<const DocumentReading> documents, Record& record);

}  // namespace annals
