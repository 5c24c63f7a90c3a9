#include "record/identity.h"

#include <map>
#include <string>

#include "record/identity_by_name.h"
#include "record/identity_by_part.h"
#include "record/identity_clusters.h"
#include "record/identity_corrections.h"
#include "record/identity_names.h"

namespace annals {
namespace {

// Names are compared folded; a reader is told of them as the documents write them most.
void spell_reasons(const Folding& folding, std::vector<Entity>& entities) {
  for (Entity& entity : entities) {
    if (entity.reasons.empty()) continue;
    std::map<std::string, const EntityName*> written;
    for (const EntityName& name : entity.names) {
      const EntityName*& most = written[join_words(name_words(name.text, folding))];
      if (most == nullptr || most->count < name.count) most = &name;
    }
    for (MergeReason& reason : entity.reasons) {
      for (std::string* name : {&reason.a, &reason.b}) {
        if (const auto found = written.find(*name); found != written.end()) *name = found->second->text;
      }
    }
  }
}

}  // namespace

void resolve_entities(std::span<const DocumentReading> documents, const LanguageSet& languages,
                      std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes,
                      Record& record) {
  CaseClusters clusters(documents, languages);
  join_by_name(languages, clusters);
  join_by_part(clusters);
  std::vector<Entity> entities = clusters.entities();
  apply_entity_corrections(documents, languages.folding(), corrections, outcomes, entities);
  spell_reasons(languages.folding(), entities);
  record.entities = std::move(entities);
  index_members(documents, record);
}

}  // namespace annals
