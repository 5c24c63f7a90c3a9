#include "record/claim_likeness.h"

#include <algorithm>
#include <cmath>

#include "record/amounts.h"

namespace annals {
namespace {

constexpr double kImpossible = -100;

bool told_as(const TypeKnowledge& type, std::string_view other) {
  return std::binary_search(type.told_as.begin(), type.told_as.end(), other);
}

bool disjoint(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
  return std::none_of(a.begin(), a.end(), [&](uint32_t x) { return std::find(b.begin(), b.end(), x) != b.end(); });
}

double kinds(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, Place place) {
  const std::string_view kind_a = a.claim->type;
  const std::string_view kind_b = b.claim->type;
  if (kind_a == kind_b) return 1;
  if (told_as(type_a, kind_b)) return 0;
  if (place == Place::kRetold && family_of(kind_a) == family_of(kind_b)) return -1;
  return kImpossible;
}

double recurrence(const TypeKnowledge& a, const TypeKnowledge& b) {
  switch (std::max(a.recurs, b.recurs)) {
    case Recurs::kOnce:
      return 1.5;
    case Recurs::kSeldom:
      return 0.3;
    case Recurs::kOften:
      return -0.8;
  }
  return 0;
}

double days(const Interval& a, const Interval& b, bool once, bool tied) {
  if (!a.bounded() || !b.bounded()) {
    if (a.known() && b.known() && !intersects(a, b)) return tied ? -1 : -4;
    return once ? 0 : -0.4;
  }
  if (!intersects(a, b)) {
    const auto gap = std::max(*a.earliest - *b.latest, *b.earliest - *a.latest).count();
    if (gap <= 1) return tied ? 0 : -1.5;  // a time zone, or the day of the news for the day itself
    return tied ? -1 : gap <= 31 ? -4 : -6;
  }
  const auto common = (std::min(*a.latest, *b.latest) - std::max(*a.earliest, *b.earliest)).count() + 1;
  const auto wider = std::max(*a.latest - *a.earliest, *b.latest - *b.earliest).count() + 1;
  if (wider == 1) return 2;
  if (wider <= 7) return 1.6;
  if (wider <= 31) return 1.2;
  if (common <= 31) return 0.5;
  return wider <= 366 ? 0.4 : 0;
}

double amounts(const ClaimView& a, const ClaimView& b, bool tied) {
  double best = 0;
  double worst = 0;
  for (const auto& [role_a, x] : a.quantities) {
    for (const auto& [role_b, y] : b.quantities) {
      switch (compare_amounts(*x, *y)) {
        case AmountRelation::kOther:
          break;
        case AmountRelation::kSame:
          best = std::max(best, x->type == QuantityType::kCount && x->value < 10 ? 0.8 : 2.2);
          break;
        case AmountRelation::kRounded:
          best = std::max(best, 1.4);
          break;
        case AmountRelation::kScale:
          best = std::max(best, tied ? 1.2 : 0.4);
          break;
        case AmountRelation::kDifferent:
          if (role_a == role_b) worst = std::min(worst, tied ? -0.7 : -2.0);
          break;
      }
    }
  }
  return best > 0 ? best : worst;
}

double statuses(ClaimStatus a, ClaimStatus b) {
  if (a == b) return 0;
  if (a == ClaimStatus::kHypothetical || b == ClaimStatus::kHypothetical) return -1;
  const auto open = [](ClaimStatus s) { return s == ClaimStatus::kPlanned || s == ClaimStatus::kProposed; };
  return open(a) && open(b) ? 0 : -0.3;
}

// Two claims of one sentence are two by the reader's own judgement.
double same_sentence(const ClaimView& a, const ClaimView& b) {
  return a.ref.document == b.ref.document && a.claim->evidence.overlaps(b.claim->evidence) ? -1.5 : 0;
}

}  // namespace

ClaimLikeness::ClaimLikeness(std::span<const ClaimView> views, const Tellings& tellings, const Alignment& alignment)
    : tellings_(tellings), alignment_(alignment), claims_(std::max<double>(1, double(views.size()))) {
  for (const ClaimView& view : views) {
    for (const uint32_t entity : view.entities) ++claims_with_entity_[entity];
    for (const uint32_t word : view.words) ++claims_with_word_[word];
  }
}

double ClaimLikeness::entity_weight(uint32_t entity) const {
  const auto found = claims_with_entity_.find(entity);
  if (found == claims_with_entity_.end()) return 0;
  return std::clamp(0.45 * std::log(claims_ / found->second), 0.4, 1.8);
}

double ClaimLikeness::parties(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a,
                              const TypeKnowledge& type_b) const {
  double sum = 0;
  std::vector<uint32_t> counted;
  const auto compare = [&](std::string_view role_a, std::string_view role_b, double against) {
    const std::vector<uint32_t> x = a.in_role(role_a);
    const std::vector<uint32_t> y = b.in_role(role_b);
    if (x.empty() || y.empty()) return;
    if (disjoint(x, y)) {
      sum += against;
      return;
    }
    for (const uint32_t entity : x) {
      const bool both = std::find(y.begin(), y.end(), entity) != y.end();
      if (both && std::find(counted.begin(), counted.end(), entity) == counted.end()) {
        sum += entity_weight(entity);
        counted.push_back(entity);
      }
    }
  };
  if (a.claim->type == b.claim->type) {
    for (const std::string& role : type_a.roles) {
      const bool main = role == type_a.actor || role == type_a.object;
      compare(role, role, role == "by" ? -1 : main ? -3 : -1.5);
    }
  } else {
    compare(type_a.actor, type_b.actor, 0);
    for (const std::string& role : type_a.roles) {
      if (std::find(type_b.roles.begin(), type_b.roles.end(), role) != type_b.roles.end()) compare(role, role, -1.5);
    }
  }
  for (const uint32_t entity : a.entities) {
    const bool both = std::binary_search(b.entities.begin(), b.entities.end(), entity);
    if (both && std::find(counted.begin(), counted.end(), entity) == counted.end()) sum += 0.4 * entity_weight(entity);
  }
  return sum;
}

double ClaimLikeness::word_likeness(const ClaimView& a, const ClaimView& b) const {
  double common = 0;
  double total_a = 0;
  double total_b = 0;
  const auto weight = [&](uint32_t word) { return std::log(claims_ / claims_with_word_.at(word)) + 0.1; };
  for (const uint32_t word : a.words) {
    const double w = weight(word);
    total_a += w;
    if (std::binary_search(b.words.begin(), b.words.end(), word)) common += w;
  }
  for (const uint32_t word : b.words) total_b += weight(word);
  return total_a > 0 && total_b > 0 ? common / std::sqrt(total_a * total_b) : 0;
}

double ClaimLikeness::score(const ClaimView& a, const ClaimView& b) const {
  double distance = 0;
  const Place place = alignment_.relate(a, b, &distance);
  const TypeKnowledge& type_a = tellings_.type(a.claim->type);
  const TypeKnowledge& type_b = tellings_.type(b.claim->type);
  const double kind = kinds(a, b, type_a, place);
  if (kind == kImpossible) return kImpossible;
  if (place == Place::kCopied && a.claim->type == b.claim->type) return 10;
  const bool tied = place != Place::kApart;
  const bool once = type_a.recurs == Recurs::kOnce && type_b.recurs == Recurs::kOnce;
  double sum = kind + recurrence(type_a, type_b);
  sum += parties(a, b, type_a, type_b);
  sum += days(a.claim->days, b.claim->days, once, tied);
  sum += amounts(a, b, tied);
  sum += statuses(a.claim->status, b.claim->status);
  sum += same_sentence(a, b);
  sum += 4 * word_likeness(a, b);
  if (place == Place::kRetold) sum += 2.5 * std::max(0.0, 1 - 2 * distance);
  return sum;
}

}  // namespace annals
