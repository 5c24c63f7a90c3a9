#include "record/conflict_sums.h"

#include <algorithm>
#include <map>

#include "base/hash.h"

namespace annals {
namespace {

constexpr int64_t kMonth = 31;
constexpr size_t kNextClaims = 24;    // of one type and parties, that a claim's sums are compared with
constexpr size_t kSameDigits = 64;    // sums of the same digits that are compared
constexpr size_t kSentenceSums = 16;  // of a retold sentence that are compared: a table of sums is no telling
constexpr size_t kFewestDigits = 2;   // that are in another order, where two sentences tell one thing
constexpr size_t kTellingDigits = 3;  // of a sum that one story hardly tells of two deals
constexpr uint32_t kSentence = 1200;  // bytes that a retold sentence has at the most

// Digits of a sum before its zeros.
size_t digits_in(const Quantity& quantity) {
  std::string number = write_number(quantity.value);
  std::erase_if(number, [](char c) { return c < '0' || c > '9'; });
  return number.find_last_not_of('0') + 1;
}

std::string role_of(const ClaimView& view, const Quantity& quantity) {
  const auto given = std::find_if(view.quantities.begin(), view.quantities.end(),
                                  [&](const auto& one) { return one.second == &quantity; });
  return given == view.quantities.end() ? "amount" : std::string(given->first);
}

bool gives(const ClaimView& view, const Quantity& quantity) {
  return std::any_of(view.quantities.begin(), view.quantities.end(), [&](const auto& given) {
    return compare_amounts(*given.second, quantity) == AmountRelation::kSame;
  });
}

// The first sums that stand in a sentence.
std::span<const Quantity> sums_in(const ClaimView& view, Span sentence) {
  const std::vector<Quantity>& all = view.reading->quantities;
  const auto by_place = [](const Quantity& quantity, uint32_t at) { return quantity.span.begin < at; };
  const auto begin = std::lower_bound(all.begin(), all.end(), sentence.begin, by_place);
  const auto end = std::lower_bound(begin, all.end(), sentence.end, by_place);
  return std::span(begin, end).first(std::min<size_t>(kSentenceSums, static_cast<size_t>(end - begin)));
}

}  // namespace

bool exclude_amounts(const Quantity& a, const Quantity& b) {
  if (a.vague || b.vague) return false;
  return two_currencies(a, b) || exclude_each_other(compare_amounts(a, b));
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
  if (!a.own_date && !b.own_date) return;
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

// Two documents give one sum with two of its digits in another order, of the same parties, on one day or in one story.
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
  if (a.ref.document == b.ref.document || event_a == event_b || !one_deal(x, y)) return;
  if (compare_amounts(*x.second, *y.second) != AmountRelation::kDigits) return;
  if (stands_in(*x.second, *b.reading) || stands_in(*y.second, *a.reading)) return;
  const std::vector<Given> values{{write_amount(*x.second), {&a}}, {write_amount(*y.second), {&b}}};
  if (!list_.known("amount", values)) list_.report(event_a, {event_b}, "amount", values, "digits");
}

void SumConflicts::retold_sums() {
  for (const Copy& copy : record_.copies) {
    const bool retold = copy.type == CopyType::kTranslation || copy.type == CopyType::kRetelling;
    if (retold && copy.a.document != copy.b.document && copy.a.span.size() <= kSentence &&
        copy.b.span.size() <= kSentence)
      retold_sums(copy);
  }
}

void SumConflicts::retold_sums(const Copy& copy) {
  const std::span<const ClaimView> claims_a = claims_of(copy.a.document), claims_b = claims_of(copy.b.document);
  if (claims_a.empty() || claims_b.empty()) return;
  for (const Quantity& p : sums_in(claims_a.front(), copy.a.span)) {
    for (const Quantity& q : sums_in(claims_b.front(), copy.b.span)) {
      if (p.type != q.type || p.unit != q.unit || p.type == QuantityType::kCount) continue;
      const bool scale =
          compare_amounts(p, q) == AmountRelation::kScale && (copy.similarity >= kAlikePassages || !round_number(p));
      if (!scale && !swapped_digits(p, q, kFewestDigits)) continue;
      if (stands_in(p, *claims_b.front().reading) || stands_in(q, *claims_a.front().reading)) continue;
      std::vector<Given> values{{write_amount(p), tellers(copy.a, p)}, {write_amount(q), tellers(copy.b, q)}};
      if (list_.known("amount", values)) continue;
      add_of_kinds(copy.a, values[1].claims, values[0].claims);
      add_of_kinds(copy.b, values[0].claims, values[1].claims);
      if (values[0].claims.empty() || values[1].claims.empty()) continue;
      const ClaimView& a = *values[0].claims.front();
      const ClaimView& b = *values[1].claims.front();
      const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
      const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
      std::vector<uint32_t> related;
      if (event_b != event_a) related.push_back(event_b);
      list_.report(event_a, related, role_of(a, p), values, causes_.of_sums(p, q, values));
    }
  }
}

std::span<const ClaimView> SumConflicts::claims_of(uint32_t document) const {
  const auto before = [](const ClaimView& view, uint32_t d) { return view.ref.document < d; };
  const auto begin = std::lower_bound(views_.begin(), views_.end(), document, before);
  const auto end = std::lower_bound(begin, views_.end(), document + 1, before);
  return {begin, end};
}

// The claims of a sentence that give a sum.
std::vector<const ClaimView*> SumConflicts::tellers(const CopySide& side, const Quantity& quantity) const {
  std::vector<const ClaimView*> claims;
  for (const ClaimView& view : claims_of(side.document)) {
    const bool gives = std::any_of(view.quantities.begin(), view.quantities.end(),
                                   [&](const auto& given) { return given.second == &quantity; });
    if (gives && record_.event_of[view.ref.document][view.ref.claim] != kNone) claims.push_back(&view);
  }
  return claims;
}

// Those of a sentence without a sum of their own that are of a kind with what the other sentence tells of it.
void SumConflicts::add_of_kinds(const CopySide& side, const std::vector<const ClaimView*>& others,
                                std::vector<const ClaimView*>& claims) const {
  for (const ClaimView& view : claims_of(side.document)) {
    if (!view.quantities.empty() || !side.span.overlaps(view.claim->evidence)) continue;
    const bool of_kind = std::any_of(others.begin(), others.end(),
                                     [&](const ClaimView* other) { return other->claim->type == view.claim->type; });
    if (of_kind && record_.event_of[view.ref.document][view.ref.claim] != kNone) claims.push_back(&view);
  }
}

// Kinds under which one deal is told, on days that may be the same, by or with somebody whom both name, or in two
// documents on one story where the sum is no round one; or both dated alike.
bool SumConflicts::one_deal(const Sum& x, const Sum& y) const {
  const ClaimView &a = *x.first, &b = *y.first;
  const TypeKnowledge& type = tellings_.type(a.claim->type);
  const bool kinds = family_of(a.claim->type) == family_of(b.claim->type) ||
                     std::binary_search(type.told_as.begin(), type.told_as.end(), b.claim->type);
  if (!kinds) return false;
  if (a.claim->days.bounded() && b.claim->days.bounded()) return intersects(a.claim->days, b.claim->days);
  return common_party(a, b) || (digits_in(*x.second) >= kTellingDigits && alignment_.tied(a, b));
}

}  // namespace annals
