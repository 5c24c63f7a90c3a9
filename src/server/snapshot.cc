#include "server/snapshot.h"

#include <algorithm>

namespace annals {

CaseSnapshot::CaseSnapshot(CaseContents loaded, const LanguageSet& set, std::string tag)
    : contents(std::move(loaded)), index(contents, set.folding()), etag(std::move(tag)), languages(set) {
  documents_of_entity.resize(contents.record.entities.size());
  for (size_t i = 0; i < contents.record.entities.size(); ++i) {
    for (const EntityRef& member : contents.record.entities[i].members)
      documents_of_entity[i].push_back(member.document);
    auto& list = documents_of_entity[i];
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

Result<const SearchIndex*> CaseSnapshot::search() const {
  const std::lock_guard lock(mutex_);
  if (!search_) {
    auto built = SearchIndex::build(contents.documents, languages.folding());
    if (!built) return built.error();
    search_ = std::move(*built);
  }
  return search_.get();
}

const Headlines& CaseSnapshot::headlines(const std::string& language) const {
  const std::lock_guard lock(mutex_);
  // One entry per pack, whatever is asked for, so that odd requests cannot fill the memory.
  const Pack* pack = languages.languages().find(language);
  std::unique_ptr<Headlines>& slot = headlines_[pack == nullptr ? "en" : pack->code];
  if (!slot) {
    slot = std::make_unique<Headlines>();
    const HeadlineWriter writer(languages.languages(), pack == nullptr ? "en" : pack->code, contents);
    for (const Event& event : contents.record.events) slot->of_event.push_back(writer.headline(event));
    for (uint32_t i = 0; i < contents.record.entities.size(); ++i) slot->of_entity.push_back(writer.name(i));
  }
  return *slot;
}

}  // namespace annals
