#include "record/identity.h"

#include "record/identity_by_name.h"
#include "record/identity_by_part.h"
#include "record/identity_clusters.h"
#include "record/identity_corrections.h"

namespace annals {

void resolve_entities(std::span<const DocumentReading> documents, const LanguageSet& languages,
                      std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes,
                      Record& record) {
  CaseClusters clusters(documents, languages);
  join_by_name(languages, clusters);
  join_by_part(clusters);
  std::vector<Entity> entities = clusters.entities();
  apply_entity_corrections(documents, languages.folding(), corrections, outcomes, entities);
  record.entities = std::move(entities);
  index_members(documents, record);
}

}  // namespace annals
