// Stands in for identity.cc until it is there (then it is left out of the build, and deleted with it): one entity for
// each name.
#include <map>

#include "base/hash.h"
#include "record/identity.h"

namespace annals {

void resolve_entities(std::span<const DocumentReading> documents, const LanguageSet& languages,
                      std::span<const Correction>, std::vector<CorrectionOutcome>*, Record& record) {
  std::map<std::string, uint32_t> by_name;
  for (uint32_t d = 0; d < documents.size(); ++d) {
    auto& entities = record.entity_of.emplace_back();
    for (uint32_t e = 0; e < documents[d].reading->entities.size(); ++e) {
      const LocalEntity& local = documents[d].reading->entities[e];
      const std::string folded = languages.folding().fold(local.name);
      const auto [entry, fresh] = by_name.try_emplace(folded, static_cast<uint32_t>(record.entities.size()));
      if (fresh) {
        Entity entity;
        entity.id = sha256_hex(folded).substr(0, 17);
        entity.id[0] = 'n';
        entity.type = local.type;
        entity.name = local.name;
        entity.names = {{local.name, local.language, 1}};
        record.entities.push_back(std::move(entity));
      }
      record.entities[entry->second].members.push_back({d, e});
      entities.push_back(entry->second);
    }
  }
}

}  // namespace annals
