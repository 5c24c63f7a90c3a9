#include "reading/told_parts.h"

#include <algorithm>

#include "reading/inflection.h"

namespace annals {
namespace {

constexpr float kToldConfidence = 0.8F;
constexpr float kJoinedConfidence = 0.6F;  // of names that the text joins: they are meant
constexpr uint32_t kSidesRemembered = 20;  // sentences
constexpr size_t kMostPlayers = 8;

}  // namespace

ToldParts::ToldParts(Reading& reading)
    : reading_(reading),
      asked_(std::any_of(reading.references.begin(), reading.references.end(),
                         [](const Reference& r) { return !r.role.empty(); })) {}

void ToldParts::bind(Scene& scene) {
  if (!asked_) return;
  for (Element& element : scene.elements) {
    if (element.kind != ElementKind::kName || !element.pronoun || element.index == kNone) continue;
    Reference& reference = reading_.references[element.index];
    const std::vector<Actor> players = players_of(reference);
    // 'the defendants', of whom nothing was told: whoever is near is no more likely than anybody
    const bool nobody = players.empty() && !reference.role.empty() && reference.role.find(',') == std::string::npos;
    if (nobody) element.doubtful = true;
    if (players.empty()) continue;
    reference.entity = players.front().entity;
    reference.confidence = kToldConfidence;
    reference.also.clear();
    for (size_t i = 1; i < players.size(); ++i) reference.also.push_back(players[i].entity);
    element.entity = reference.entity;
    element.type = players.front().type;
    element.doubtful = false;
  }
}

// Who had the role last; for both sides ('plaintiff,defendant') those who had either, when the text has not long told
// of them and joins no other names.
std::vector<Actor> ToldParts::players_of(const Reference& reference) const {
  std::vector<Actor> players;
  for (const std::string_view role : split_cell(reference.role, ',')) {
    const auto known = last_.find(role);
    if (known == last_.end()) return {};
    if (role.size() != reference.role.size() &&
        (reference.confidence >= kJoinedConfidence || scene_ - known->second.scene > kSidesRemembered))
      return {};
    players.insert(players.end(), known->second.players.begin(), known->second.players.end());
  }
  return players;
}

void ToldParts::tell(const Scene& scene, const std::vector<StatedEvent>& statements) {
  ++scene_;
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
    for (auto& [role, players] : now) last_.insert_or_assign(std::string(role), Part{std::move(players), scene_});
  }
}

}  // namespace annals
