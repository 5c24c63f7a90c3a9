#include "present/search_query.h"

namespace annals {
namespace {

constexpr size_t kMostEntities = 5;

std::vector<std::string> parts_of(std::string_view text) {
  std::vector<std::string> parts;
  bool inside = false;
  std::string part;
  const auto end_part = [&] {
    if (!part.empty()) parts.push_back(part);
    part.clear();
  };
  for (const char c : text) {
    if (c == '"') {
      end_part();
      inside = !inside;
    } else if (c == ' ' && !inside) {
      end_part();
    } else {
      part += c;
    }
  }
  end_part();
  return parts;
}

}  // namespace

SearchQuery understand_search(std::string_view text, bool exact, const CaseIndex& index) {
  const auto spellings = [&](const std::string& name, std::vector<uint32_t>& entities) {
    std::vector<std::string> phrases{name};
    if (exact) return phrases;
    entities = index.find_entities(name);
    if (entities.size() > kMostEntities) entities.resize(kMostEntities);
    for (const uint32_t entity : entities) {
      for (const EntityName& one_name : index.contents().record.entities[entity].names)
        phrases.push_back(one_name.text);
    }
    return phrases;
  };
  SearchQuery query;
  const std::vector<std::string> parts = parts_of(text);
  const std::vector<SearchPhrase> whole = spellings(std::string(text), query.entities);
  if (!query.entities.empty() && parts.size() > 1) {
    query.groups.push_back(whole);
    return query;
  }
  query.entities.clear();
  for (const std::string& part : parts) {
    std::vector<uint32_t> named;
    query.groups.push_back(spellings(part, named));
    query.entities.insert(query.entities.end(), named.begin(), named.end());
  }
  return query;
}

}  // namespace annals
