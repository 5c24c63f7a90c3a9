#include "record/claim_parties.h"

#include <algorithm>
#include <cmath>

namespace annals {
namespace {

constexpr double kDoubtfulParty = 1.2;  // another party in a main role, which one of the two does not name
constexpr double kImplied = 0.5;        // of the weight of a party, where one of the two does not name it
constexpr double kWhoOnce = 0.8;        // weight of who goes through a thing once, however often he is told of
constexpr double kUnseenClaims = 10;    // as if the case had so many more: in a small one everybody is in every claim

bool disjoint(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  return std::none_of(a.begin(), a.end(), [&](uint32_t x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

}  // namespace

PartyLikeness::PartyLikeness(std::span<const ClaimView> views, const Record& record)
    : record_(record), claims_(std::max<double>(1, double(views.size()))) {
  for (const ClaimView& view : views) {
    for (const uint32_t entity : view.entities) {
      ++claims_with_entity_[entity];
      known_in_.insert(uint64_t{view.ref.document} << 32 | entity);
    }
  }
}

double PartyLikeness::entity_weight(uint32_t entity) const {
  const auto found = claims_with_entity_.find(entity);
  if (found == claims_with_entity_.end()) return 0;
  return std::clamp(0.45 * std::log((claims_ + kUnseenClaims) / found->second), 0.4, 1.8);
}

// Whether a name of the one holds one of the other: a short form that was not recognised, or a part.
bool PartyLikeness::kin(const std::vector<uint32_t>& x, const std::vector<uint32_t>& y) const {
  constexpr size_t kAsked = 8;  // names of each: enough for any that matter
  const auto holds = [](std::string_view longer, std::string_view shorter) {
    const size_t at = shorter.empty() ? std::string_view::npos : longer.find(shorter);
    return at != std::string_view::npos && (at == 0 || longer[at - 1] == ' ') &&
           (at + shorter.size() == longer.size() || longer[at + shorter.size()] == ' ');
  };
  const auto names = [&](uint32_t entity) {
    const std::vector<EntityName>& all = record_.entities[entity].names;
    return std::span(all).first(std::min(all.size(), kAsked));
  };
  for (const uint32_t a : x) {
    for (const uint32_t b : y) {
      for (const EntityName& p : names(a)) {
        for (const EntityName& q : names(b)) {
          if (holds(p.text, q.text) || holds(q.text, p.text)) return true;
        }
      }
    }
  }
  return false;
}

Parties PartyLikeness::compare(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a,
                               const TypeKnowledge& type_b, bool tied) const {
  Parties out;
  const bool disputable = a.claim->type == b.claim->type && type_a.recurs == Recurs::kOnce;
  double others = 0;  // what speaks against, of who did it
  bool other_actor = false, other_rest = false;
  std::vector<uint32_t> counted;
  bool once = false;  // the role compared is played but once
  int alike = 0;      // parties that both have in the role compared last
  bool alike_by_name = false;
  enum class Filled { kNeither, kOne, kAlike, kDoubtful, kDifferently };
  const auto filled_as = [&](std::string_view role_a, std::string_view role_b) {
    const std::vector<uint32_t> x = a.in_role(role_a);
    const std::vector<uint32_t> y = b.in_role(role_b);
    if (x.empty() && y.empty()) return Filled::kNeither;
    if (x.empty() || y.empty()) return Filled::kOne;
    if (disjoint(x, y)) {
      return a.all_named(role_a) && b.all_named(role_b) && !kin(x, y) ? Filled::kDifferently : Filled::kDoubtful;
    }
    alike = 0;
    alike_by_name = false;
    for (const uint32_t entity : x) {
      const bool both = std::find(y.begin(), y.end(), entity) != y.end();
      alike += both;
      alike_by_name |= both && a.names(entity) && b.names(entity);
      if (both && std::find(counted.begin(), counted.end(), entity) == counted.end()) {
        out.score += (a.names(entity) && b.names(entity) ? 1 : kImplied) * (once ? kWhoOnce : entity_weight(entity));
        counted.push_back(entity);
      }
    }
    return Filled::kAlike;
  };
  const auto is_main = [](const TypeKnowledge& type, std::string_view role) {
    return role == type.actor || role == type.object;
  };
  const auto among = [](const std::vector<std::string>& roles, std::string_view role) {
    return std::find(roles.begin(), roles.end(), role) != roles.end();
  };
  for (const std::string& role : type_a.roles) {
    if (!among(type_b.roles, role)) continue;
    const bool identifies = among(type_a.by, role) || among(type_b.by, role);
    const bool main = is_main(type_a, role) && is_main(type_b, role);
    once = identifies && disputable;
    const Filled filled = filled_as(role, role);
    const bool unlike = filled == Filled::kDoubtful || filled == Filled::kDifferently;
    if (disputable && role == type_a.actor) {
      other_actor = filled == Filled::kDifferently;
    } else if (!identifies && role != type_a.post) {
      other_rest |= unlike;
    }
    switch (filled) {
      case Filled::kNeither:
        break;
      case Filled::kOne:
        if (identifies && !tied) out.score -= 1.5;
        break;
      case Filled::kAlike:
        out.shared += main ? (type_a.object.empty() && type_b.object.empty() ? alike : 1) : 0;
        out.identified |= identifies;
        out.by_name |= identifies && alike_by_name;
        break;
      case Filled::kDoubtful:  // one of the two is not named there: the reader may have got it wrong
        out.doubtful |= identifies;
        (disputable && !identifies && role == type_a.actor ? others : out.score) -=
            main ? kDoubtfulParty : 0.5 * kDoubtfulParty;
        break;
      case Filled::kDifferently:
        out.differs |= !(disputable && !identifies && role == type_a.actor);
        out.excluded |= identifies;
        out.apart |= identifies && told_apart(a, b, role);
        (disputable && !identifies && role == type_a.actor ? others : out.score) -=
            (main ? 2.5 : 1.0) * (tied ? 0.5 : 1.0);
        break;
    }
  }
  // Those who go through it once are known to be the same: who did it is then in dispute; but two did it twice where
  // the rest is unlike too: one firm dismissed him, and another.
  const bool twice = other_actor && other_rest;
  out.differs |= twice;
  out.score += (out.identified && !out.excluded && !twice ? 0.2 : 1.0) * others;
  once = false;
  if (type_a.actor != type_b.actor && !type_a.actor.empty() && !type_b.actor.empty()) {
    out.shared += filled_as(type_a.actor, type_b.actor) == Filled::kAlike;
  }
  for (const uint32_t entity : a.entities) {
    const bool both = std::binary_search(b.entities.begin(), b.entities.end(), entity);
    if (both && std::find(counted.begin(), counted.end(), entity) == counted.end())
      out.score += 0.4 * entity_weight(entity);
  }
  return out;
}

// Whether one of the two documents tells of both parties: then they are not two names of one.
bool PartyLikeness::told_apart(const ClaimView& a, const ClaimView& b, std::string_view role) const {
  const auto knows = [&](const ClaimView& view, const std::vector<uint32_t>& parties) {
    return std::any_of(parties.begin(), parties.end(), [&](uint32_t entity) {
      return known_in_.count(uint64_t{view.ref.document} << 32 | entity) != 0;
    });
  };
  return knows(a, b.in_role(role)) || knows(b, a.in_role(role));
}

}  // namespace annals
