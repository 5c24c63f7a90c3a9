#include "reading/told_parts.h"

#include <algorithm>

namespace annals {
namespace {

constexpr float kToldConfidence = 0.8F;
constexpr size_t kMostPlayers = 8;

}  // namespace

ToldParts::ToldParts(Reading& reading)
    : reading_(reading),
      asked_(std::any_of(reading.references.begin(), reading.references.end(),
                         [](const Reference& r) { return !r.role.empty(); })) {}

void ToldParts::bind(Scene& scene) {
  if (last_.empty()) return;
  for (Element& element : scene.elements) {
    if (element.kind != ElementKind::kName || !element.pronoun) continue;
    Reference& reference = reading_.references[element.index];
    const auto known = reference.role.empty() ? last_.end() : last_.find(reference.role);
    if (known == last_.end()) continue;
    const std::vector<Actor>& players = known->second;
    reference.entity = players.front().entity;
    reference.confidence = kToldConfidence;
    reference.also.clear();
    for (size_t i = 1; i < players.size(); ++i) reference.also.push_back(players[i].entity);
    element.entity = reference.entity;
    element.type = players.front().type;
    element.doubtful = false;
  }
}

void ToldParts::tell(const Scene& scene, const std::vector<StatedEvent>& statements) {
  if (!asked_) return;
  for (const StatedEvent& statement : statements) {
    if (!statement.states) continue;
    std::map<std::string_view, std::vector<Actor>> now;
    for (const Filler& filler : statement.fillers) {
      if (filler.implied || filler.actor.doubtful) continue;
      std::vector<Actor>& players = now[scene.frames->types[statement.frame->type].roles[filler.role].name];
      const bool again =
          std::any_of(players.begin(), players.end(), [&](const Actor& a) { return a.entity == filler.actor.entity; });
      if (!again && players.size() < kMostPlayers) players.push_back(filler.actor);
    }
    for (auto& [role, players] : now) last_.insert_or_assign(std::string(role), std::move(players));
  }
}

}  // namespace annals
