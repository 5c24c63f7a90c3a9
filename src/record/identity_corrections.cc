#include "record/identity_corrections.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "record/identity_names.h"

namespace annals {
namespace {

// The spellings of every local entity, counted once for all.
using Spellings = std::vector<std::vector<std::map<std::string, uint32_t>>>;

Spellings count_spellings(std::span<const DocumentReading> documents) {
  Spellings out(documents.size());
  for (size_t d = 0; d < documents.size(); ++d) {
    const Reading& reading = *documents[d].reading;
    out[d].resize(reading.entities.size());
    for (const Mention& mention : reading.mentions) {
      if (mention.entity < reading.entities.size())
        ++out[d][mention.entity][std::string(mention.span.of(documents[d].document->text))];
    }
    for (size_t e = 0; e < reading.entities.size(); ++e) {
      if (out[d][e].empty()) out[d][e][reading.entities[e].name] = 0;
    }
  }
  return out;
}

// 'ROSALIND VALE', as headlines and letter-heads have it.
bool in_capitals(std::string_view name) {
  constexpr size_t kLongestAcronym = 4;
  return name.size() > kLongestAcronym && std::none_of(name.begin(), name.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
         });
}

// The name to show: one that is written often, in Latin letters when there is one. A person's is the full name that it
// is part of ('Rosalind Vale', however often the text says 'Vale').
std::string choose_name(const Entity& entity, const Folding& folding) {
  const EntityName* best = nullptr;
  double top = -1;
  const auto offer = [&](const EntityName& name, double score) {
    if (score < top || (score == top && best != nullptr && name.text >= best->text)) return;
    top = score;
    best = &name;
  };
  for (const EntityName& name : entity.names) {
    const std::vector<std::string> words = name_words(name.text, folding);
    if (words.empty()) continue;
    const bool latin = static_cast<unsigned char>(words.front().front()) < 0x80;
    offer(name, (name.count + 0.5) * (latin ? 2 : 1) * (in_capitals(name.text) ? 0.5 : 1));
  }
  if (best == nullptr) return entity.names.empty() ? std::string() : entity.names.front().text;
  const std::vector<std::string> short_form = name_words(best->text, folding);
  if (entity.type != EntityType::kPerson || short_form.size() > 1) return best->text;
  top = -1;
  for (const EntityName& name : entity.names) {
    const std::vector<std::string> words = name_words(name.text, folding);
    const bool part = std::find(words.begin(), words.end(), short_form.front()) != words.end();
    const bool initials = std::any_of(words.begin(), words.end(), [](const std::string& w) { return w.size() == 1; });
    if (words.size() > 1 && part) offer(name, name.count * (initials ? 0.25 : 1) * (in_capitals(name.text) ? 0.5 : 1));
  }
  return best->text;
}

std::string entity_id(const Entity& entity, std::string_view name, const Folding& folding) {
  const std::string key = join_words(name_words(name, folding));
  return fmt::format("{}-{:012x}", to_string(entity.type),
                     stable_hash(key.empty() ? name : std::string_view(key)) >> 16);
}

class Corrector {
 public:
  Corrector(std::span<const DocumentReading> documents, const Folding& folding, std::vector<Entity>& entities)
      : documents_(documents), folding_(folding), entities_(entities) {}

  /// Why it could not be done; empty when it was.
  std::string apply(const Correction& correction) {
    const auto& arguments = correction.arguments;
    if (arguments.size() < 2) return "it needs an entity and a second argument";
    const size_t at = find(arguments[0]);
    if (at == entities_.size()) return fmt::format("no entity is called '{}'", arguments[0]);
    if (correction.action == "merge-entities") return merge(at, correction);
    if (correction.action == "split-entity") return split(at, correction);
    if (correction.action == "rename-entity") {
      if (name_words(arguments[1], folding_).empty()) return "a name needs letters or digits";
      entities_[at].name = arguments[1];
      return {};
    }
    const auto type = parse_entity_type(arguments[1]);
    if (!type) return fmt::format("'{}' is no type of entity", arguments[1]);
    entities_[at].type = *type;
    return {};
  }

 private:
  // The entity with that id, else the one that bears the name most often.
  size_t find(const std::string& wanted) const {
    const std::string key = join_words(name_words(wanted, folding_));
    size_t best = entities_.size();
    uint32_t most = 0;
    for (size_t i = 0; i < entities_.size(); ++i) {
      if (entities_[i].id == wanted) return i;
      uint32_t count = join_words(name_words(entities_[i].name, folding_)) == key ? 1 : 0;
      for (const EntityName& name : entities_[i].names) {
        if (join_words(name_words(name.text, folding_)) == key) count += name.count + 1;
      }
      if (!key.empty() && count > most) {
        most = count;
        best = i;
      }
    }
    return best;
  }

  std::string merge(size_t into, const Correction& correction) {
    for (size_t k = 1; k < correction.arguments.size(); ++k) {
      const size_t from = find(correction.arguments[k]);
      if (from == entities_.size()) return fmt::format("no entity is called '{}'", correction.arguments[k]);
      if (from == into) continue;
      Entity &a = entities_[into], &b = entities_[from];
      a.reasons.push_back({a.name, b.name, "correction", 1.0F});
      a.members.insert(a.members.end(), b.members.begin(), b.members.end());
      a.reasons.insert(a.reasons.end(), b.reasons.begin(), b.reasons.end());
      a.names.insert(a.names.end(), b.names.begin(), b.names.end());
      entities_.erase(entities_.begin() + static_cast<std::ptrdiff_t>(from));
      if (from < into) --into;
    }
    return {};
  }

  std::string split(size_t at, const Correction& correction) {
    Entity apart;
    apart.type = entities_[at].type;
    std::vector<EntityRef> stay;
    for (const EntityRef& member : entities_[at].members) {
      const LocalEntity& local = documents_[member.document].reading->entities[member.entity];
      const auto named = [&](const std::string& name) {
        const std::string key = join_words(name_words(name, folding_));
        return std::any_of(correction.arguments.begin() + 1, correction.arguments.end(),
                           [&](const std::string& wanted) { return join_words(name_words(wanted, folding_)) == key; });
      };
      const bool goes = named(local.name) || std::any_of(local.aliases.begin(), local.aliases.end(), named);
      (goes ? apart.members : stay).push_back(member);
    }
    if (apart.members.empty()) return fmt::format("'{}' has no such name", entities_[at].name);
    if (stay.empty()) return "nothing would be left of the entity";
    entities_[at].members = std::move(stay);
    entities_[at].name.clear();
    apart.reasons.push_back({correction.arguments[1], correction.arguments[0], "correction", 1.0F});
    entities_.push_back(std::move(apart));
    return {};
  }

  std::span<const DocumentReading> documents_;
  const Folding& folding_;
  std::vector<Entity>& entities_;
};

void name_entities(std::span<const DocumentReading> documents, const Spellings& spellings, const Folding& folding,
                   std::vector<Entity>& entities) {
  std::map<std::string, uint32_t> ids;
  for (Entity& entity : entities) {
    std::sort(entity.members.begin(), entity.members.end());
    std::map<std::pair<std::string, std::string>, uint32_t> counts;
    for (const EntityRef& member : entity.members) {
      for (const auto& [text, count] : spellings[member.document][member.entity]) {
        counts[{text, documents[member.document].reading->entities[member.entity].language}] += count;
      }
    }
    entity.names.clear();
    for (const auto& [name, count] : counts) entity.names.push_back({name.first, name.second, count});
    std::stable_sort(entity.names.begin(), entity.names.end(),
                     [](const EntityName& a, const EntityName& b) { return a.count > b.count; });
    const std::string natural = choose_name(entity, folding);
    if (entity.name.empty()) entity.name = natural;
    entity.id = entity_id(entity, natural, folding);
  }
  // Namesakes: numbered in the order of their first mention, documents being in order of id.
  std::stable_sort(entities.begin(), entities.end(),
                   [](const Entity& a, const Entity& b) { return a.members < b.members; });
  for (Entity& entity : entities) {
    const uint32_t number = ++ids[entity.id];
    if (number > 1) entity.id += fmt::format("-{}", number);
  }
  std::sort(entities.begin(), entities.end(), [](const Entity& a, const Entity& b) { return a.id < b.id; });
}

}  // namespace

void name_entities(std::span<const DocumentReading> documents, const Folding& folding, std::vector<Entity>& entities) {
  name_entities(documents, count_spellings(documents), folding, entities);
}

void apply_entity_corrections(std::span<const DocumentReading> documents, const Folding& folding,
                              std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes,
                              std::vector<Entity>& entities) {
  const Spellings spellings = count_spellings(documents);
  name_entities(documents, spellings, folding, entities);
  Corrector corrector(documents, folding, entities);
  for (const Correction& correction : corrections) {
    if (correction.action != "merge-entities" && correction.action != "split-entity" &&
        correction.action != "rename-entity" && correction.action != "retype-entity") {
      continue;
    }
    const std::string why_not = corrector.apply(correction);
    if (outcomes != nullptr) outcomes->push_back({correction.number, why_not.empty(), why_not});
    // Later corrections may use ids made by earlier ones.
    if (why_not.empty()) name_entities(documents, spellings, folding, entities);
  }
}

void index_members(std::span<const DocumentReading> documents, Record& record) {
  record.entity_of.assign(documents.size(), {});
  for (size_t d = 0; d < documents.size(); ++d)
    record.entity_of[d].assign(documents[d].reading->entities.size(), kNone);
  for (uint32_t i = 0; i < record.entities.size(); ++i) {
    for (const EntityRef& member : record.entities[i].members) record.entity_of[member.document][member.entity] = i;
  }
}

}  // namespace annals
