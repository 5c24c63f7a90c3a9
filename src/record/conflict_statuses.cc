#include "record/conflict_statuses.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/hash.h"
#include "record/claim_days.h"

namespace annals {
namespace {

constexpr std::chrono::days kLongPast{90};  // after a plan's day, its outcome is known

std::string degree(ClaimStatus status) {
  switch (status) {
    case ClaimStatus::kAsserted:
      return "asserted";
    case ClaimStatus::kPlanned:
    case ClaimStatus::kProposed:
      return "planned";
    case ClaimStatus::kRejected:
    case ClaimStatus::kDenied:
      return "denied";
    case ClaimStatus::kHypothetical:
    case ClaimStatus::kUncertain:
      return "uncertain";
  }
  return "";
}

Day published(const ClaimView& view) {
  const auto days = parse_edtf(view.document->published);
  return days && days->latest ? *days->latest : Day::max();
}

// Whether what is told as a plan lay in the past when it was told.
bool looks_back(const ClaimView& view) {
  const Interval& days = view.claim->days;
  return days.bounded() && published(view) != Day::max() && *days.latest + kLongPast < published(view);
}

// What was meant and then given up: a course of things, no contradiction.
bool dropped_plan(const ClaimView& a, const ClaimView& b) {
  return degree(a.claim->status) == "planned" && b.claim->status == ClaimStatus::kRejected;
}

// What one tells as having happened and another as hearsay is in doubt whatever the days.
bool hearsay_and_deed(const ClaimView& a, const ClaimView& b) {
  const auto is = [](const ClaimView& view, ClaimStatus status) { return view.claim->status == status; };
  return (is(a, ClaimStatus::kUncertain) && is(b, ClaimStatus::kAsserted)) ||
         (is(b, ClaimStatus::kUncertain) && is(a, ClaimStatus::kAsserted));
}

// Of two kinds, but of one sum that both give: 'bought for 10 million', 'is to invest 10 million'. An offer of it is
// made although the sum is only proposed.
bool one_sum(const ClaimView& a, const ClaimView& b) {
  const auto offer = [](const ClaimView& view) { return family_of(view.claim->type) == "offer"; };
  return !offer(a) && !offer(b) && std::any_of(a.quantities.begin(), a.quantities.end(), [&](const auto& given) {
    return std::any_of(b.quantities.begin(), b.quantities.end(), [&](const auto& other) {
      return given.second->type == QuantityType::kMoney &&
             compare_amounts(*given.second, *other.second) == AmountRelation::kSame;
    });
  });
}

// One is told as still to come on the very day on which the other is told as done: a plan that names no day of its own.
bool meant_when_done(const ClaimView& a, const ClaimView& b) {
  const Interval& days = a.claim->days;
  const ClaimView& meant = degree(a.claim->status) == "planned" ? a : b;
  const ClaimView& other = &meant == &a ? b : a;
  return degree(meant.claim->status) == "planned" && other.claim->status == ClaimStatus::kAsserted && !meant.own_date &&
         days.bounded() && *days.earliest == *days.latest && days == b.claim->days;
}

// Somebody denies what the other tells as a fact: no translator's slip.
bool disowned(const ClaimView& denial, const ClaimView& told) {
  return denial.claim->status == ClaimStatus::kDenied && denial.claim->attributed_to != kNone &&
         told.claim->status == ClaimStatus::kAsserted;
}

// 'He never went to sea': of what cannot be refused, and not on a day of its own.
bool says_it_was_not(const ClaimView& view) {
  const std::string_view family = family_of(view.claim->type);
  return view.claim->status == ClaimStatus::kRejected && !(view.own_date && view.claim->days.known()) &&
         family != "offer" && family != "money" && family != "agreement";
}

}  // namespace

// Happened or not: statuses of claims of one type (the offer of a sum is made although the sum is only proposed).
// That something is said, what somebody is for or against, and a figure have no status of their own: a forecast is
// reported too.
void StatusConflicts::of_event(uint32_t event, std::span<const ClaimView* const> claims) {
  const TypeKnowledge& type = tellings_.type(record_.events[event].type);
  const std::string_view family = family_of(record_.events[event].type);
  if (family == "stance" || family == "figure" || (type.exchange && !type.meeting)) return;
  std::map<std::string, std::vector<const ClaimView*>> by_degree;
  for (const ClaimView* view : claims) by_degree[degree(view->claim->status)].push_back(view);
  std::vector<Given> values;
  for (const auto& [status, views] : by_degree) {
    Given given{status, {}};
    for (const ClaimView* view : views) {
      const bool clashes = std::any_of(by_degree.begin(), by_degree.end(), [&, &mine = status](const auto& other) {
        return other.first != mine && std::any_of(other.second.begin(), other.second.end(),
                                                  [&](const ClaimView* w) { return contradict(*view, *w); });
      });
      if (clashes) given.claims.push_back(view);
    }
    if (!given.claims.empty() && !(status == "planned" && one_tense(given, claims))) values.push_back(std::move(given));
  }
  if (values.size() == 2 && values[1].value == "planned" && misread_as_done(values[0], values[1])) return;
  if (values.size() < 2) return;
  if (by_degree.count("denied") != 0) denied_.insert(event);
  list_.report(event, {}, "status", values, causes_.of(values));
}

// Whether but one document of a known day tells it as a plan, and does not tell it as done: long after, its tense may
// be misread.
bool StatusConflicts::one_tense(const Given& planned, std::span<const ClaimView* const> claims) const {
  const uint32_t document = planned.claims.front()->ref.document;
  return published(*planned.claims.front()) != Day::max() &&
         std::all_of(planned.claims.begin(), planned.claims.end(),
                     [&](const ClaimView* view) { return view->ref.document == document; }) &&
         std::none_of(claims.begin(), claims.end(), [&](const ClaimView* view) {
           return view->ref.document == document && degree(view->claim->status) != "planned";
         });
}

// Whether but one document tells as done what three others tell as a plan: of what is all in the past, it is likelier
// that a word such as 'would' was missed.
bool StatusConflicts::misread_as_done(const Given& done, const Given& planned) {
  constexpr size_t kDocuments = 3;
  if (done.value != "asserted" || done.claims.front()->ref.document != done.claims.back()->ref.document) return false;
  std::set<uint32_t> documents;
  for (const ClaimView* view : planned.claims) {
    if (!looks_back(*view)) return false;
    documents.insert(view->ref.document);
  }
  return documents.size() >= kDocuments;
}

// Whether two claims of different status exclude each other: they speak of the same days, the plan was not published
// before the deed, and neither is the other's translation.
bool StatusConflicts::contradict(const ClaimView& a, const ClaimView& b) const {
  if (a.claim->type != b.claim->type && !one_sum(a, b)) return false;
  if (alignment_.one_witness(a, b) && !disowned(a, b) && !disowned(b, a)) return false;
  if (dropped_plan(a, b) || dropped_plan(b, a) || denies_the_deed(a) || denies_the_deed(b)) return false;
  if (family_of(a.claim->type) == "offer" && a.claim->status != ClaimStatus::kDenied &&
      b.claim->status != ClaimStatus::kDenied)
    return false;  // an offer is a proposal, however it is told, also one that was refused
  if (denies(a, b) || denies(b, a)) return true;
  // What one document tells as meant and as done went that way, unless all on the day of telling; one that says it was
  // and was not says two things.
  if (a.ref.document == b.ref.document)
    return (a.claim->status == ClaimStatus::kDenied) != (b.claim->status == ClaimStatus::kDenied) ||
           meant_when_done(a, b);
  const bool dated = a.claim->days.known();
  if (dated != b.claim->days.known()) return false;
  if (dated && !intersects(a.claim->days, b.claim->days)) return hearsay_and_deed(a, b);
  const ClaimView& earlier = published(a) <= published(b) ? a : b;
  const ClaimView& later = &earlier == &a ? b : a;
  return published(earlier) == published(later) || degree(earlier.claim->status) != "planned" || looks_back(earlier);
}

// What is told, and denied as a thing of its own: of one type, by the same parties, on days that may be the same.
void StatusConflicts::denials() {
  std::map<std::vector<uint32_t>, std::vector<const ClaimView*>> by_parties;
  for (const ClaimView& view : views_) {
    const TypeKnowledge& type = tellings_.type(view.claim->type);
    const std::string_view family = family_of(view.claim->type);
    if (!type.known || family == "communication" || family == "stance") continue;
    if (record_.event_of[view.ref.document][view.ref.claim] == kNone) continue;
    const std::vector<uint32_t> actors = view.in_role(type.actor);
    const std::vector<uint32_t> objects = view.in_role(type.object);
    if (actors.empty() || objects.empty()) continue;
    for (const uint32_t actor : actors) {
      for (const uint32_t object : objects)
        by_parties[{static_cast<uint32_t>(stable_hash(view.claim->type)), actor, object}].push_back(&view);
    }
  }
  std::set<std::pair<uint32_t, uint32_t>> told;
  for (const auto& [parties, views] : by_parties) {
    for (const ClaimView* denial : views) {
      if (denial->claim->status != ClaimStatus::kDenied && !says_it_was_not(*denial)) continue;
      if (denies_the_deed(*denial)) continue;
      const uint32_t event = record_.event_of[denial->ref.document][denial->ref.claim];
      if (denied_.count(event) != 0) continue;  // of what is told beside it
      Given denied{"denied", {denial}};
      Given asserted{"asserted", {}};
      std::vector<uint32_t> related;
      for (const ClaimView* other : views) {
        const uint32_t event_of_other = record_.event_of[other->ref.document][other->ref.claim];
        if (other->claim->status != ClaimStatus::kAsserted || event_of_other == event) continue;
        if (!(says_it_was_not(*denial) ? denies(*denial, *other) : may_be_one_time(*denial, *other)) ||
            !told.emplace(event, event_of_other).second)
          continue;
        asserted.claims.push_back(other);
        related.push_back(event_of_other);
      }
      if (!related.empty()) list_.report(event, related, "status", {asserted, denied}, causes_.of({asserted, denied}));
    }
  }
}

void StatusConflicts::retold_denials(const std::vector<std::pair<uint32_t, uint32_t>>& pairs) {
  for (const auto& [x, y] : pairs) {
    const bool first = views_[x].claim->status == ClaimStatus::kDenied;
    const ClaimView& denial = views_[first ? x : y];
    const ClaimView& told = views_[first ? y : x];
    const TypeKnowledge& type = tellings_.type(told.claim->type);
    const std::string_view family = family_of(told.claim->type);
    if (denial.claim->type != told.claim->type || !disowned(denial, told)) continue;
    if (family == "communication" || family == "stance" || denies_the_deed(denial)) continue;
    const uint32_t event = record_.event_of[denial.ref.document][denial.ref.claim];
    const uint32_t other = record_.event_of[told.ref.document][told.ref.claim];
    if (event == kNone || other == kNone || event == other || denied_.count(event) != 0) continue;
    const std::vector<uint32_t> actors = denial.in_role(type.actor), others = told.in_role(type.actor);
    const bool one_actor = std::any_of(actors.begin(), actors.end(), [&](uint32_t actor) {
      return std::find(others.begin(), others.end(), actor) != others.end();
    });
    const Relation relation = alignment_.relate(denial, told);
    if (!one_actor || relation.place != Place::kRetold || relation.likeness < kAlikePassages) continue;
    denied_.insert(event);
    const std::vector<Given> values{{"asserted", {&told}}, {"denied", {&denial}}};
    list_.report(event, {other}, "status", values, causes_.of(values));
  }
}

// Who is sued, charged or judged and denies it denies what he is said to have done, not that he is sued for it.
bool StatusConflicts::denies_the_deed(const ClaimView& view) const {
  if (view.claim->status != ClaimStatus::kDenied || family_of(view.claim->type) != "law") return false;
  if (view.claim->attributed_to == kNone) return false;
  const uint32_t speaker = record_.entity_of[view.ref.document][view.claim->attributed_to];
  const std::vector<uint32_t> objects = view.in_role(tellings_.type(view.claim->type).object);
  return std::find(objects.begin(), objects.end(), speaker) != objects.end();
}

// What happens again and again is meant only where the document itself tells it, or in one month.
bool StatusConflicts::may_be_one_time(const ClaimView& a, const ClaimView& b) const {
  const Interval& p = a.claim->days;
  const Interval& q = b.claim->days;
  if (p.bounded() && q.bounded() && !intersects(p, q)) return false;
  return tellings_.type(a.claim->type).recurs != Recurs::kOften || a.ref.document == b.ref.document || same_month(p, q);
}

}  // namespace annals
