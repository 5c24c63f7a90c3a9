#include "record/claim_pairs.h"

#include <algorithm>

#include "record/amounts.h"
#include "record/claim_days.h"

namespace annals {
namespace {

constexpr double kPlanAndDeed = -1;  // a plan or an offer, and what was done
constexpr double kDoneAndRefused = -2.5;
constexpr double kWhatIf = -2;           // what would be, and what was
constexpr uint32_t kColon = 4;           // bytes: a colon and a space
constexpr uint32_t kNextSentence = 160;  // bytes

bool told_as(const TypeKnowledge& type, std::string_view other) {
  return std::binary_search(type.told_as.begin(), type.told_as.end(), other);
}

std::string_view post_of(const Claim& claim, const TypeKnowledge& type) {
  if (type.post.empty()) return {};
  for (const Participant& participant : claim.participants) {
    if (participant.role == type.post && !participant.text.empty()) return participant.text;
  }
  return {};
}

// That something was done, and that it was given up or refused, are told of two things; a denial speaks of one.
bool done_and_refused(ClaimStatus a, ClaimStatus b) {
  return (a == ClaimStatus::kAsserted && b == ClaimStatus::kRejected) ||
         (a == ClaimStatus::kRejected && b == ClaimStatus::kAsserted);
}

// Words that overlap or that hardly more than a colon divides.
bool in_one_breath(Span a, Span b) {
  return a.overlaps(b) || std::max(a.begin, b.begin) - std::min(a.end, b.end) <= kColon;
}

}  // namespace

double kinds(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, const Relation& relation) {
  const std::string_view kind_a = a.claim->type;
  const std::string_view kind_b = b.claim->type;
  if (kind_a == kind_b) return 1;
  if (told_as(type_a, kind_b)) return 0;
  const bool one_place = relation.place == Place::kRetold || relation.place == Place::kParallel;
  if (one_place && !relation.both_kinds && family_of(kind_a) == family_of(kind_b)) return -1;
  return kImpossible;
}

double recurrence(Recurs recurs) {
  switch (recurs) {
    case Recurs::kOnce:
      return 1.5;
    case Recurs::kSeldom:
      return 0.6;
    case Recurs::kOften:
      return -0.8;
  }
  return 0;
}

double posts(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, const TypeKnowledge& type_b) {
  const std::string_view x = post_of(*a.claim, type_a);
  const std::string_view y = post_of(*b.claim, type_b);
  if (x.empty() || y.empty() || a.document->language != b.document->language) return 0;
  if (x.find(y) != std::string_view::npos || y.find(x) != std::string_view::npos) return 0.5;
  return a.ref.document == b.ref.document ? kTwo : -1;
}

double amounts(const ClaimView& a, const ClaimView& b, bool tied, bool both_parties, bool same_deal) {
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
          best = std::max(best, tied || (both_parties && !round_number(*x)) ? 1.2 : 0.4);
          break;
        case AmountRelation::kDigits:
          best = std::max(best, both_parties || tied ? 1.2 : 0.4);
          break;
        case AmountRelation::kDifferent:
          if (role_a == role_b) worst = std::min(worst, tied || same_deal ? -0.7 : -2.0);
          break;
      }
    }
  }
  return best > 0 ? best : worst;
}

bool open_matter(ClaimStatus status) { return status == ClaimStatus::kPlanned || status == ClaimStatus::kProposed; }

double statuses(ClaimStatus a, ClaimStatus b, bool tied) {
  if (a == b) return 0;
  if (a == ClaimStatus::kHypothetical || b == ClaimStatus::kHypothetical)
    return open_matter(a) || open_matter(b) ? kPlanAndDeed : kWhatIf;
  if (done_and_refused(a, b)) return kDoneAndRefused;
  if (open_matter(a) == open_matter(b)) return open_matter(a) ? 0 : -0.3;
  return tied ? -0.3 : kPlanAndDeed;
}

bool denied_and_not(const ClaimView& a, const ClaimView& b) {
  return (a.claim->status == ClaimStatus::kDenied) != (b.claim->status == ClaimStatus::kDenied);
}

bool headline_and_body(const ClaimView& a, const ClaimView& b) {
  return a.ref.document == b.ref.document && a.headline != b.headline && a.claim->status == b.claim->status;
}

bool offer_and_content(const ClaimView& a, const ClaimView& b) {
  return a.ref.document == b.ref.document && a.claim->type != b.claim->type &&
         in_one_breath(a.claim->evidence, b.claim->evidence) &&
         ((a.claim->status == ClaimStatus::kProposed && b.claim->status == ClaimStatus::kAsserted) ||
          (b.claim->status == ClaimStatus::kProposed && a.claim->status == ClaimStatus::kAsserted));
}

bool told_as_two(const ClaimView& a, const ClaimView& b, double kind, Recurs recurs) {
  return (kind < 1 && (recurs != Recurs::kOnce || denied_and_not(a, b))) ||
         done_and_refused(a.claim->status, b.claim->status);
}

bool in_a_row(const ClaimView& a, const ClaimView& b) {
  if (a.ref.document != b.ref.document) return false;
  const Span x = a.claim->evidence;
  const Span y = b.claim->evidence;
  return x.overlaps(y) || std::max(x.begin, y.begin) - std::min(x.end, y.end) <= kNextSentence;
}

bool same_day_in_a_row(const ClaimView& a, const ClaimView& b) {
  return a.claim->status == b.claim->status && (a.own_date || b.own_date) && same_days(a, b) &&
         a.quantities.empty() == b.quantities.empty() && !a.claim->evidence.overlaps(b.claim->evidence);
}

bool message_and_words(const ClaimView& a, const ClaimView& b) {
  return a.own_date != b.own_date && (a.own_date ? b : a).quotation != 0;
}

bool plan_and_deed(const ClaimView& a, const ClaimView& b) {
  const auto deed = [](const ClaimView& view) { return view.claim->status == ClaimStatus::kAsserted; };
  return a.ref.document == b.ref.document && open_matter(a.claim->status) != open_matter(b.claim->status) &&
         (deed(a) || deed(b)) && !same_days(a, b);
}

bool same_quotation(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, const TypeKnowledge& type_b) {
  if (a.quotation == 0 || a.quotation != b.quotation || a.claim->status != b.claim->status) return false;
  const std::vector<uint32_t> x = a.in_role(type_a.actor);
  const std::vector<uint32_t> y = b.in_role(type_b.actor);
  return x.empty() || y.empty() || std::find_first_of(x.begin(), x.end(), y.begin(), y.end()) != x.end();
}

bool plan_and_refusal(const ClaimView& a, const ClaimView& b) {
  const auto refused = [](const ClaimView& view) { return view.claim->status == ClaimStatus::kRejected; };
  if (!(open_matter(a.claim->status) && refused(b)) && !(open_matter(b.claim->status) && refused(a))) return false;
  return a.claim->days.bounded() && b.claim->days.bounded() && !intersects(a.claim->days, b.claim->days);
}

double crowds(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a) {
  const auto crowd = [](const ClaimView& view) {
    return std::any_of(view.quantities.begin(), view.quantities.end(), [](const auto& given) {
      return given.second->type == QuantityType::kCount && given.first == "count" && given.second->value > 2;
    });
  };
  return crowd(a) != crowd(b) && type_a.fate ? -1.5 : 0;
}

double same_sentence(const ClaimView& a, const ClaimView& b) {
  return a.ref.document == b.ref.document && a.claim->evidence.overlaps(b.claim->evidence) ? -1.5 : 0;
}

}  // namespace annals
