#include "record/conflict_sums.h"

#include <algorithm>
#include <map>

#include "base/hash.h"

namespace annals {
namespace {

constexpr int64_t kMonth = 31;
constexpr size_t kNextClaims = 24;  // of one type and parties, that a claim's sums are compared with
constexpr size_t kSameDigits = 64;  // sums of the same digits that are compared

bool gives(const ClaimView& view, const Quantity& quantity) {
  return std::any_of(view.quantities.begin(), view.quantities.end(), [&](const auto& given) {
    return compare_amounts(*given.second, quantity) == AmountRelation::kSame;
  });
}

}  // namespace

bool exclude_amounts(const Quantity& a, const Quantity& b) {
  if (a.vague || b.vague) return false;
  return exclude_each_other(compare_amounts(a, b));
}

bool stands_in(const Quantity& quantity, const Reading& reading) {
  return std::any_of(reading.quantities.begin(), reading.quantities.end(),
                     [&](const Quantity& other) { return compare_amounts(other, quantity) == AmountRelation::kSame; });
}

bool common_party(const ClaimView& a, const ClaimView& b) {
  return std::any_of(a.entities.begin(), a.entities.end(),
                     [&](uint32_t e) { return std::binary_search(b.entities.begin(), b.entities.end(), e); });
}

// One deal told with two sums: of a type that does not happen again and again, by the same parties, in one month,
// told by two documents, each of which knows one sum only.
void SumConflicts::other_sums() {
  std::map<std::vector<uint32_t>, std::vector<const ClaimView*>> by_parties;
  for (const ClaimView& view : views_) {
    const TypeKnowledge& type = tellings_.type(view.claim->type);
    const Interval& days = view.claim->days;
    if (!type.known || type.recurs == Recurs::kOften || view.quantities.empty()) continue;
    if (!days.bounded() || (*days.latest - *days.earliest).count() >= kMonth || type.by.empty()) continue;
    if (record_.event_of[view.ref.document][view.ref.claim] == kNone) continue;
    std::vector<uint32_t> key{static_cast<uint32_t>(stable_hash(view.claim->type))};
    for (const std::string& role : type.by) {
      const std::vector<uint32_t> parties = view.in_role(role);
      if (parties.size() == 1) key.push_back(parties[0]);
    }
    if (key.size() == 1 + type.by.size()) by_parties[key].push_back(&view);
  }
  for (auto& [parties, views] : by_parties) {
    std::stable_sort(views.begin(), views.end(), [](const ClaimView* a, const ClaimView* b) {
      return *a->claim->days.earliest < *b->claim->days.earliest;
    });
    for (size_t n = 0; n < views.size(); ++n) {
      for (size_t m = n + 1; m < views.size() && m <= n + kNextClaims; ++m) two_sums(*views[n], *views[m], views);
    }
  }
}

void SumConflicts::two_sums(const ClaimView& a, const ClaimView& b, const std::vector<const ClaimView*>& all) {
  const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
  const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
  if (event_a == event_b || a.ref.document == b.ref.document) return;
  if (!intersects(a.claim->days, b.claim->days)) return;
  if (!a.own_date && !b.own_date && a.claim->status != b.claim->status) return;
  for (const auto& [role_a, p] : a.quantities) {
    for (const auto& [role_b, q] : b.quantities) {
      if (role_a != role_b || !exclude_amounts(*p, *q)) continue;
      const bool knows_both = std::any_of(all.begin(), all.end(), [&, p = p, q = q](const ClaimView* other) {
        return (other->ref.document == a.ref.document && gives(*other, *q)) ||
               (other->ref.document == b.ref.document && gives(*other, *p));
      });
      const std::vector<Given> values{{write_amount(*p), {&a}}, {write_amount(*q), {&b}}};
      if (knows_both || list_.known(std::string(role_a), values)) continue;
      list_.report(event_a, {event_b}, std::string(role_a), values, causes_.of_sums(*p, *q, values));
    }
  }
}

// Two documents give one sum with two of its digits in another order, of the same parties or as kinds of one deal.
void SumConflicts::misprints() {
  std::map<std::string, std::vector<Sum>> by_digits;
  for (const ClaimView& view : views_) {
    if (record_.event_of[view.ref.document][view.ref.claim] == kNone) continue;
    for (const auto& [role, quantity] : view.quantities) {
      std::string digits = write_number(quantity->value);
      std::sort(digits.begin(), digits.end());
      by_digits[quantity->unit + ' ' + digits].emplace_back(&view, quantity);
    }
  }
  for (const auto& [digits, given] : by_digits) {
    const size_t compared = std::min(given.size(), kSameDigits);
    for (size_t n = 0; n < compared; ++n) {
      for (size_t m = n + 1; m < compared; ++m) misprint(given[n], given[m]);
    }
  }
}

void SumConflicts::misprint(const Sum& x, const Sum& y) {
  const ClaimView& a = *x.first;
  const ClaimView& b = *y.first;
  const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
  const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
  if (a.ref.document == b.ref.document || event_a == event_b || !one_deal(a, b)) return;
  if (compare_amounts(*x.second, *y.second) != AmountRelation::kDigits) return;
  if (stands_in(*x.second, *b.reading) || stands_in(*y.second, *a.reading)) return;
  const std::vector<Given> values{{write_amount(*x.second), {&a}}, {write_amount(*y.second), {&b}}};
  if (!list_.known("amount", values)) list_.report(event_a, {event_b}, "amount", values, "digits");
}

// Kinds under which one deal is told, on days that may be the same, by or with somebody whom both name; or both dated
// alike.
bool SumConflicts::one_deal(const ClaimView& a, const ClaimView& b) const {
  const TypeKnowledge& type = tellings_.type(a.claim->type);
  const bool kinds = family_of(a.claim->type) == family_of(b.claim->type) ||
                     std::binary_search(type.told_as.begin(), type.told_as.end(), b.claim->type);
  const bool dated = a.claim->days.bounded() && b.claim->days.bounded();
  return kinds && (dated ? intersects(a.claim->days, b.claim->days) : common_party(a, b));
}

}  // namespace annals
