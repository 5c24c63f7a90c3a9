// Conflicts: slots of an event for which its claims give different values, after the tolerance that a person would
// grant.
#include <algorithm>
#include <cmath>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <tuple>

#include "base/hash.h"
#include "base/yearless.h"
#include "record/alignment.h"
#include "record/amounts.h"
#include "record/claim_view.h"
#include "record/conflict_causes.h"
#include "record/conflict_parties.h"
#include "record/events.h"
#include "record/order.h"
#include "record/tellings.h"

namespace annals {
namespace {

constexpr size_t kComparedClaims = 200;  // of one event, that a claim is compared with as their copy
constexpr int64_t kSameHappening = 62;   // days: a thing that happens once, dated no further apart, was one happening
constexpr double kSamePlace = 0.35;      // how far apart in a retold passage, as a share of it, one thing may be told
constexpr int64_t kSameWeek = 7;         // days: so near, also where the two are said to be towards others
constexpr std::chrono::days kMisplaced{366};
constexpr std::chrono::days kLongPast{90};  // after a plan's day, its outcome is known
constexpr int64_t kMonth = 31;
constexpr size_t kSameDigits = 64;  // sums of the same digits that are compared
constexpr size_t kNextClaims = 24;  // of one type and parties, that a claim's sums are compared with
constexpr int64_t kSlip = 3;        // days: the same for what may happen again

class ConflictFinder {
 public:
  ConflictFinder(std::span<const DocumentReading> documents, const LanguageSet& languages,
                 std::span<const ClaimView> views, const Tellings& tellings, const Alignment& alignment, Record& record)
      : languages_(languages),
        views_(views),
        tellings_(tellings),
        alignment_(alignment),
        record_(record),
        parties_(documents, alignment, record) {
    for (const ClaimView& view : views) view_of_.emplace(view.ref, &view);
  }

  void run() {
    for (uint32_t e = 0; e < record_.events.size(); ++e) {
      claims_.clear();
      for (const ClaimRef& ref : record_.events[e].claims) {
        const ClaimView& view = *view_of_.at(ref);
        if (!echoes(view)) claims_.push_back(&view);
      }
      if (claims_.size() < 2) continue;
      dates(e);
      statuses(e);
      amounts(e);
      participants(e);
      positions(e);
    }
    dated_twice();
    impossible_orders();
    other_sums();
    misprints();
    rivals();
  }

 private:
  void report(uint32_t event, std::vector<uint32_t> related, std::string slot, const std::vector<Given>& values,
              std::string cause) {
    Conflict conflict;
    std::string key = record_.events[event].id + '\n' + slot;
    for (const uint32_t other : related) key += '\n' + record_.events[other].id;
    conflict.id = sha256_hex(key).substr(0, 17);
    conflict.id[0] = 'k';
    conflict.event = event;
    conflict.related = std::move(related);
    conflict.slot = std::move(slot);
    conflict.cause = std::move(cause);
    known_.insert(known_as(conflict.slot, values));
    std::set<ClaimRef> given;
    for (const Given& one : values) {
      ConflictValue& value = conflict.values.emplace_back();
      value.value = one.value;
      for (const ClaimView* view : one.claims) value.claims.push_back(view->ref);
      given.insert(value.claims.begin(), value.claims.end());
    }
    for (ConflictValue& value : conflict.values) {
      if (conflict.slot != "status" && !conflict.slot.starts_with("participant")) add_same_words(given, value.claims);
      std::sort(value.claims.begin(), value.claims.end());
      value.claims.erase(std::unique(value.claims.begin(), value.claims.end()), value.claims.end());
    }
    record_.conflicts.push_back(std::move(conflict));
  }

  // The claims of the event that stand in the same words, as an offer beside what is offered: they tell the value too.
  void add_same_words(const std::set<ClaimRef>& given, std::vector<ClaimRef>& claims) const {
    const std::vector<ClaimRef> first = claims;
    for (const ClaimRef& ref : first) {
      const uint32_t event = record_.event_of[ref.document][ref.claim];
      if (event == kNone) continue;
      const std::vector<ClaimRef>& all = record_.events[event].claims;
      auto other = std::lower_bound(all.begin(), all.end(), ClaimRef{ref.document, 0});
      for (; other != all.end() && other->document == ref.document; ++other) {
        if (given.count(*other) == 0 &&
            view_of_.at(*other)->claim->evidence.overlaps(view_of_.at(ref)->claim->evidence))
          claims.push_back(*other);
      }
    }
  }

  // The slot and the values of a conflict: between other events the same two sums are no second conflict.
  static std::string known_as(const std::string& slot, const std::vector<Given>& values) {
    std::set<std::string> sorted;
    for (const Given& given : values) sorted.insert(given.value);
    std::string out = slot;
    for (const std::string& value : sorted) out += '\n' + value;
    return out;
  }

  // Whether the claim's words stand already in a claim at hand whose copy it is: then it cannot disagree.
  bool echoes(const ClaimView& view) const {
    const size_t compared = std::min(claims_.size(), kComparedClaims);
    return std::any_of(claims_.begin(), claims_.begin() + static_cast<std::ptrdiff_t>(compared),
                       [&](const ClaimView* other) {
                         return other->words == view.words && alignment_.relate(*other, view) == Place::kCopied;
                       });
  }

  static bool near(const Interval& a, const Interval& b) {
    return a.bounded() && b.bounded() && *a.earliest <= *b.latest + kMisplaced && *b.earliest <= *a.latest + kMisplaced;
  }

  // A date that comes from the sentences before is a statement of its own only where a retelling has another, and one
  // that is not so far away that it likely belongs to something else.
  // `own`: where the other says its date in its own words; else also one that its own text dates so, at the same place.
  bool retold(const ClaimView& view, bool own) const {
    // Of very many claims the first are asked: enough for any real event, and the work stays near-linear.
    constexpr size_t kAsked = 256;
    const auto end = claims_.begin() + static_cast<std::ptrdiff_t>(std::min(claims_.size(), kAsked));
    return std::any_of(claims_.begin(), end, [&](const ClaimView* other) {
      if (other == &view || !near(view.claim->days, other->claim->days)) return false;
      double distance = 1;
      if (alignment_.relate(view, *other, &distance) != Place::kRetold) return false;
      return other->own_date || (!own && distance <= kSamePlace);
    });
  }

  // A day of no stated year is a date all the same.
  struct When {
    Interval days;
    std::optional<std::chrono::month_day> day;  // without its year

    int64_t width() const { return day ? 0 : (*days.latest - *days.earliest).count(); }
    bool agrees(const When& other) const {
      if (day && other.day) return *day == *other.day;
      if (!day && !other.day) return intersects(days, other.days);
      const When& yearless = day ? *this : other;
      const Interval& dated = day ? other.days : days;
      const auto first = civil(*dated.earliest).year();
      for (auto year = first; year <= civil(*dated.latest).year() && year <= first + std::chrono::years(4); ++year) {
        const auto ymd = year / *yearless.day;
        if (ymd.ok() && std::chrono::sys_days(ymd) >= *dated.earliest && std::chrono::sys_days(ymd) <= *dated.latest)
          return true;
      }
      return false;
    }
  };

  static std::optional<When> when(const ClaimView& view) {
    if (view.claim->days.bounded()) return When{view.claim->days, std::nullopt};
    const auto day = day_without_year(view.claim->edtf);
    if (day && view.own_date) return When{{}, day};
    return std::nullopt;
  }

  static size_t in_documents(const Given& given) {
    std::set<uint32_t> documents;
    for (const ClaimView* view : given.claims) documents.insert(view->ref.document);
    return documents.size();
  }

  // Days that have none in common. A month and a day of it agree; the more precise one stands for both.
  void dates(uint32_t event) {
    struct Group {
      When days;
      Given given;
    };
    std::vector<std::pair<When, const ClaimView*>> dated;
    for (const ClaimView* view : claims_) {
      const auto days = when(*view);
      if (days && (view->own_date || retold(*view, false))) dated.emplace_back(*days, view);
    }
    std::stable_sort(dated.begin(), dated.end(),
                     [](const auto& a, const auto& b) { return a.first.width() < b.first.width(); });
    std::vector<Group> groups;
    for (const auto& [days, view] : dated) {
      const auto agreeing =
          std::find_if(groups.begin(), groups.end(), [&, d = days](const Group& g) { return g.days.agrees(d); });
      if (agreeing != groups.end()) {
        agreeing->given.claims.push_back(view);
      } else {
        groups.push_back({days, {view->claim->edtf, {view}}});
      }
    }
    // What the sentences before date otherwise than two documents do was dated so by the reader.
    const auto own = [&](const ClaimView* view) { return view->own_date || retold(*view, true); };
    const bool agreed =
        std::any_of(groups.begin(), groups.end(), [](const Group& group) { return in_documents(group.given) > 1; });
    std::erase_if(groups, [&](const Group& group) {
      const std::vector<const ClaimView*>& claims = group.given.claims;
      return agreed && in_documents(group.given) == 1 && std::none_of(claims.begin(), claims.end(), own);
    });
    if (groups.size() < 2) return;
    std::vector<Given> values;
    for (const Group& group : groups) values.push_back(group.given);
    report(event, {}, "date", values, date_cause(groups[0].days.days, groups[1].days.days, values));
  }

  // Happened or not: statuses of claims of one type (the offer of a sum is made although the sum is only proposed).
  // That something is said, and what somebody is for or against, has no status of its own.
  void statuses(uint32_t event) {
    const std::string_view family = family_of(record_.events[event].type);
    if (family == "stance" || (family == "communication" && record_.events[event].type != "communication.meet")) return;
    std::map<std::string, std::vector<const ClaimView*>> by_degree;
    for (const ClaimView* view : claims_) by_degree[degree(view->claim->status)].push_back(view);
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
      if (!given.claims.empty()) values.push_back(std::move(given));
    }
    if (values.size() > 1) report(event, {}, "status", values, likely_cause(values));
  }

  static std::string degree(ClaimStatus status) {
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

  // Whether two claims of different status exclude each other: they speak of the same days, the plan was not published
  // before the deed, and neither is the other's translation.
  bool contradict(const ClaimView& a, const ClaimView& b) const {
    if (a.claim->type != b.claim->type || alignment_.one_witness(a, b)) return false;
    if (dropped_plan(a, b) || dropped_plan(b, a)) return false;
    if (family_of(a.claim->type) == "offer" && degree(a.claim->status) != "denied" &&
        degree(b.claim->status) != "denied")
      return false;  // an offer is a proposal, however it is told
    if (denies(a, b) || denies(b, a)) return true;
    const bool dated = a.claim->days.known();
    if (dated != b.claim->days.known()) return false;
    if (dated && !intersects(a.claim->days, b.claim->days)) return hearsay_and_deed(a, b);
    const ClaimView& earlier = published(a) <= published(b) ? a : b;
    const ClaimView& later = &earlier == &a ? b : a;
    return published(earlier) == published(later) || degree(earlier.claim->status) != "planned" || looks_back(earlier);
  }

  // What one tells as having happened and another as hearsay is in doubt whatever the days.
  static bool hearsay_and_deed(const ClaimView& a, const ClaimView& b) {
    const auto is = [](const ClaimView& view, ClaimStatus status) { return view.claim->status == status; };
    return (is(a, ClaimStatus::kUncertain) && is(b, ClaimStatus::kAsserted)) ||
           (is(b, ClaimStatus::kUncertain) && is(a, ClaimStatus::kAsserted));
  }

  // Whether what is told as a plan lay in the past when it was told.
  static bool looks_back(const ClaimView& view) {
    const Interval& days = view.claim->days;
    return days.bounded() && published(view) != Day::max() && *days.latest + kLongPast < published(view);
  }

  // What was meant and then given up: a course of things, no contradiction.
  static bool dropped_plan(const ClaimView& a, const ClaimView& b) {
    return degree(a.claim->status) == "planned" && b.claim->status == ClaimStatus::kRejected;
  }

  static Day published(const ClaimView& view) {
    const auto days = parse_edtf(view.document->published);
    return days && days->latest ? *days->latest : Day::max();
  }

  // Amounts that are one value, and the claims that give it.
  struct AmountGroup {
    const Quantity* quantity = nullptr;
    Given given;
  };

  // Amounts of one role and unit; those that are equal or roundings of each other are one value.
  void amounts(uint32_t event) {
    std::map<std::string_view, std::vector<AmountGroup>> by_role;
    for (const ClaimView* view : claims_) {
      for (const auto& [role, quantity] : view->quantities) {
        auto& groups = by_role[role];
        const auto same = std::find_if(groups.begin(), groups.end(), [&, q = quantity](const AmountGroup& group) {
          const AmountRelation relation = compare_amounts(*group.quantity, *q);
          return relation == AmountRelation::kSame || relation == AmountRelation::kRounded;
        });
        if (same != groups.end()) {
          same->given.claims.push_back(view);
        } else {
          groups.push_back({quantity, {write_amount(*quantity), {view}}});
        }
      }
    }
    for (const auto& [role, groups] : by_role) {
      // Of two amounts that never stand in one claim and are of one kind, one must be wrong.
      std::vector<const AmountGroup*> clashing;
      const Quantity* a = nullptr;
      const Quantity* b = nullptr;
      for (const AmountGroup& group : groups) {
        for (const AmountGroup& other : groups) {
          if (&group == &other || !exclude(*group.quantity, *other.quantity) || !rivals(group, other, groups)) continue;
          clashing.push_back(&group);
          if (!a) {
            a = group.quantity;
            b = other.quantity;
          }
          break;
        }
      }
      if (clashing.size() < 2) continue;
      std::vector<Given> values;
      for (const AmountGroup* group : clashing) values.push_back(group->given);
      report(event, {}, std::string(role), values, amount_cause(*a, *b, values));
    }
  }

  // Whether two amounts stand for one thing: no claim has both, nor one of them beside an amount nearer to the other.
  static bool rivals(const AmountGroup& a, const AmountGroup& b, const std::vector<AmountGroup>& groups) {
    if (one_claim_has_both(a.given, b.given)) return false;
    const auto far = [](const AmountGroup& x, const AmountGroup& y) {
      return std::abs(std::log(std::max(1e-9, x.quantity->value)) - std::log(std::max(1e-9, y.quantity->value)));
    };
    return std::none_of(groups.begin(), groups.end(), [&](const AmountGroup& c) {
      return (one_claim_has_both(a.given, c.given) && far(c, b) < far(a, b)) ||
             (one_claim_has_both(b.given, c.given) && far(c, a) < far(a, b));
    });
  }

  static bool exclude(const Quantity& a, const Quantity& b) {
    if (a.vague || b.vague) return false;  // 'dozens' is no figure
    return exclude_each_other(compare_amounts(a, b));
  }

  static bool one_claim_has_both(const Given& a, const Given& b) {
    return std::any_of(a.claims.begin(), a.claims.end(), [&](const ClaimView* view) {
      return std::find(b.claims.begin(), b.claims.end(), view) != b.claims.end();
    });
  }

  // Who: parties in one role of one type that exclude each other.
  void participants(uint32_t event) {
    const std::string& type = record_.events[event].type;
    std::vector<const ClaimView*> same;
    std::copy_if(claims_.begin(), claims_.end(), std::back_inserter(same),
                 [&](const ClaimView* view) { return view->claim->type == type; });
    for (const std::string& role : tellings_.type(type).roles) {
      std::vector<Given> values = parties_.find(same, role);
      if (values.size() > 1) report(event, {}, "participant." + role, values, name_cause(values));
    }
  }

  // Posts in words, within one language: neither holds the other.
  void positions(uint32_t event) {
    std::map<std::string, std::map<std::string, std::vector<const ClaimView*>>> by_language;
    for (const ClaimView* view : claims_) {
      for (const Participant& participant : view->claim->participants) {
        if (participant.role == "position" && !participant.text.empty())
          by_language[view->document->language][participant.text].push_back(view);
      }
    }
    for (const auto& [language, by_text] : by_language) {
      std::vector<Given> values;
      for (const auto& [text, views] : by_text) {
        const bool held = std::any_of(by_text.begin(), by_text.end(), [&, &mine = text](const auto& other) {
          return other.first != mine &&
                 (other.first.find(mine) != std::string::npos || mine.find(other.first) != std::string::npos);
        });
        if (!held) values.push_back({text, views});
      }
      if (values.size() > 1) report(event, {}, "position", values, likely_cause(values));
    }
  }

  // What the same parties did twice within so few days that one of the dates is likely wrong: what happens once, within
  // weeks; what happens seldom, or with the same second party, within days. A document that tells both tells them
  // apart.
  void dated_twice() {
    std::map<std::vector<uint32_t>, std::vector<uint32_t>> by_parties;
    for (uint32_t e = 0; e < record_.events.size(); ++e) {
      const Event& event = record_.events[e];
      if (!event.days.bounded() || family_of(event.type) == "communication" || family_of(event.type) == "stance")
        continue;
      std::vector<uint32_t> key{static_cast<uint32_t>(stable_hash(event.type))};
      bool complete = true;
      for (const std::string& role : tellings_.type(event.type).by) {
        const uint32_t filler = first_in_role(event, role);
        complete &= filler != kNone;
        key.push_back(filler);
      }
      if (complete) by_parties[key].push_back(e);
    }
    for (const auto& [parties, events] : by_parties) {
      for (size_t n = 1; n < events.size(); ++n) {  // in order of day
        const Event& a = record_.events[events[n - 1]];
        const Event& b = record_.events[events[n]];
        const auto gap = (*b.days.earliest - *a.days.latest).count();
        if (gap <= 0 || gap > slip(a, b) || share_document(a, b)) continue;
        if (gap > kSameWeek && other_object(a, b)) continue;
        std::vector<Given> values{given(a), given(b)};
        report(events[n - 1], {events[n]}, "date", values, date_cause(a.days, b.days, values));
      }
    }
  }

  // One thing is said to come before another and dated after it, or on its day and dated on another.
  void impossible_orders() {
    std::set<std::pair<uint32_t, uint32_t>> told;
    for (const StatedOrder& order : stated_order(views_, languages_)) {
      const ClaimView& a = views_[order.earlier];
      const ClaimView& b = views_[order.later];
      const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
      const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
      if (event_a == kNone || event_b == kNone || event_a == event_b) continue;
      const Interval& p = record_.events[event_a].days;
      const Interval& q = record_.events[event_b].days;
      if (!p.bounded() || !q.bounded()) continue;
      const bool possible = order.same_day ? intersects(p, q) : *p.earliest <= *q.latest;
      if (possible || !told.emplace(event_a, event_b).second) continue;
      const std::string said = (order.same_day ? "on the same day as " : "before ") + record_.events[event_b].id;
      Given dates{record_.events[event_a].edtf, {}};
      for (const ClaimRef& ref : record_.events[event_a].claims) {
        if (ref != a.ref) dates.claims.push_back(view_of_.at(ref));
      }
      if (dates.claims.empty()) dates.claims.push_back(&b);
      const std::vector<Given> values{{said, {&a}}, dates};
      report(event_a, {event_b}, "order", values, likely_cause(values));
    }
  }

  static uint32_t first_in_role(const Event& event, std::string_view role) {
    const auto filler = std::find_if(event.participants.begin(), event.participants.end(),
                                     [&](const EventParticipant& p) { return p.role == role && p.entity != kNone; });
    return filler == event.participants.end() ? kNone : filler->entity;
  }

  // The days by which the dates of one happening may be apart.
  int64_t slip(const Event& a, const Event& b) const {
    const Recurs recurs = tellings_.type(a.type).recurs;
    if (recurs == Recurs::kOnce) return kSameHappening;
    const auto one_day = [](const Event& event) { return *event.days.earliest == *event.days.latest; };
    if (!one_day(a) || !one_day(b)) return 0;
    if (recurs == Recurs::kSeldom) return kSlip;
    size_t shared = 0;
    for (const EventParticipant& p : a.participants) {
      shared += p.entity != kNone && std::any_of(b.participants.begin(), b.participants.end(),
                                                 [&](const EventParticipant& q) { return p.entity == q.entity; });
    }
    return shared > 1 ? kSlip : 0;
  }

  // Both say towards whom or in what, and not the same.
  bool other_object(const Event& a, const Event& b) const {
    const std::string& role = tellings_.type(a.type).object;
    bool some_a = false;
    bool some_b = false;
    for (const EventParticipant& p : a.participants) {
      if (p.role != role || p.entity == kNone) continue;
      some_a = true;
      for (const EventParticipant& q : b.participants) {
        if (q.role == role && q.entity == p.entity) return false;
      }
    }
    for (const EventParticipant& q : b.participants) some_b |= q.role == role && q.entity != kNone;
    return some_a && some_b;
  }

  static bool share_document(const Event& a, const Event& b) {
    return std::any_of(a.documents.begin(), a.documents.end(),
                       [&](uint32_t d) { return std::binary_search(b.documents.begin(), b.documents.end(), d); });
  }

  // One deal told with two sums: of a type that does not happen again and again, by the same parties, in one month,
  // told by two documents, each of which knows one sum only.
  void other_sums() {
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

  void two_sums(const ClaimView& a, const ClaimView& b, const std::vector<const ClaimView*>& all) {
    const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
    const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
    if (event_a == event_b || a.ref.document == b.ref.document) return;
    if (!intersects(a.claim->days, b.claim->days)) return;
    if (!a.own_date && !b.own_date && a.claim->status != b.claim->status) return;
    for (const auto& [role_a, p] : a.quantities) {
      for (const auto& [role_b, q] : b.quantities) {
        if (role_a != role_b || !exclude(*p, *q)) continue;
        const bool knows_both = std::any_of(all.begin(), all.end(), [&, p = p, q = q](const ClaimView* other) {
          return (other->ref.document == a.ref.document && gives(*other, *q)) ||
                 (other->ref.document == b.ref.document && gives(*other, *p));
        });
        const std::vector<Given> values{{write_amount(*p), {&a}}, {write_amount(*q), {&b}}};
        if (knows_both || known_.count(known_as(std::string(role_a), values)) != 0) continue;
        report(event_a, {event_b}, std::string(role_a), values, amount_cause(*p, *q, values));
      }
    }
  }

  // Two documents give one sum with two of its digits in another order, of the same parties or as kinds of one deal.
  void misprints() {
    std::map<std::string, std::vector<std::pair<const ClaimView*, const Quantity*>>> by_digits;
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

  void misprint(const std::pair<const ClaimView*, const Quantity*>& x,
                const std::pair<const ClaimView*, const Quantity*>& y) {
    const ClaimView& a = *x.first;
    const ClaimView& b = *y.first;
    const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
    const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
    if (a.ref.document == b.ref.document || event_a == event_b || !one_deal(a, b)) return;
    if (compare_amounts(*x.second, *y.second) != AmountRelation::kDigits) return;
    if (stands_in(*x.second, *b.reading) || stands_in(*y.second, *a.reading)) return;
    const std::vector<Given> values{{write_amount(*x.second), {&a}}, {write_amount(*y.second), {&b}}};
    if (known_.count(known_as("amount", values)) == 0) report(event_a, {event_b}, "amount", values, "digits");
  }

  // Kinds under which one deal is told, on days that may be the same, by or with somebody whom both name; or both dated
  // alike.
  bool one_deal(const ClaimView& a, const ClaimView& b) const {
    const TypeKnowledge& type = tellings_.type(a.claim->type);
    const bool kinds = family_of(a.claim->type) == family_of(b.claim->type) ||
                       std::binary_search(type.told_as.begin(), type.told_as.end(), b.claim->type);
    const bool dated = a.claim->days.bounded() && b.claim->days.bounded();
    return kinds && (dated ? intersects(a.claim->days, b.claim->days) : common_party(a, b));
  }

  static bool stands_in(const Quantity& quantity, const Reading& reading) {
    return std::any_of(reading.quantities.begin(), reading.quantities.end(), [&](const Quantity& other) {
      return compare_amounts(other, quantity) == AmountRelation::kSame;
    });
  }

  static bool gives(const ClaimView& view, const Quantity& quantity) {
    return std::any_of(view.quantities.begin(), view.quantities.end(), [&](const auto& given) {
      return compare_amounts(*given.second, quantity) == AmountRelation::kSame;
    });
  }

  // Claims at one place of a retold passage that were not taken for one event: a sum with more or fewer zeros, and what
  // one actor did there on other days.
  void rivals() {
    std::set<std::tuple<uint32_t, uint32_t, std::string>> told;  // events and slot
    for (const auto& [x, y] : alignment_.pairs(views_)) {
      const ClaimView& a = views_[x];
      const ClaimView& b = views_[y];
      const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
      const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
      if (event_a == kNone || event_b == kNone || event_a == event_b) continue;
      double distance = 1;
      const Place place = alignment_.relate(a, b, &distance);
      if (place != Place::kRetold && place != Place::kParallel) continue;
      const bool known_party = common_party(a, b);
      if (!known_party && !same_time(a, b)) continue;
      const auto tell = [&](const std::string& slot, const std::vector<Given>& values, const std::string& cause) {
        const auto [first, second] = std::minmax(event_a, event_b);
        if (told.insert({first, second, slot}).second) report(event_a, {event_b}, slot, values, cause);
      };
      for (const auto& [role_a, p] : a.quantities) {
        for (const auto& [role_b, q] : b.quantities) {
          if (p->vague || q->vague) continue;
          const AmountRelation relation = compare_amounts(*p, *q);
          const bool slip = relation == AmountRelation::kScale && known_party &&
                            (p->type != QuantityType::kCount || a.claim->type == b.claim->type);
          if (!slip &&
              !(relation == AmountRelation::kDifferent && same_place(a, b) && only_sums(a, role_a, *p, b, role_b, *q)))
            continue;
          const std::vector<Given> values{{write_amount(*p), {&a}}, {write_amount(*q), {&b}}};
          if (known_.count(known_as(std::string(role_a), values)) != 0) continue;
          tell(std::string(role_a), values, amount_cause(*p, *q, values));
        }
      }
      if (place != Place::kRetold || !known_party) continue;
      if (distance > kSamePlace || !same_deed(a, b) || told_elsewhere(a, b)) continue;
      const Interval& p = a.claim->days;
      const Interval& q = b.claim->days;
      if (p.bounded() && q.bounded() && !intersects(p, q)) {
        const std::vector<Given> values{{a.claim->edtf, {&a}}, {b.claim->edtf, {&b}}};
        tell("date", values, date_cause(p, q, values));
      }
    }
  }

  // Both within one time that is not long: a day, a month, from one month to another.
  static bool same_time(const ClaimView& a, const ClaimView& b) {
    return a.claim->days.bounded() && a.claim->days == b.claim->days;
  }

  // One kind of thing at one time.
  static bool same_place(const ClaimView& a, const ClaimView& b) {
    return a.claim->type == b.claim->type && same_time(a, b);
  }

  // Of one role and unit, and the only ones in their claims; neither stands in the other's document.
  static bool only_sums(const ClaimView& a, std::string_view role_a, const Quantity& p, const ClaimView& b,
                        std::string_view role_b, const Quantity& q) {
    const auto only = [](const ClaimView& view, std::string_view role, const Quantity& quantity) {
      return std::count_if(view.quantities.begin(), view.quantities.end(), [&](const auto& given) {
               return given.first == role && given.second->type == quantity.type && given.second->unit == quantity.unit;
             }) == 1;
    };
    return role_a == role_b && p.unit == q.unit && only(a, role_a, p) && only(b, role_b, q) &&
           !stands_in(p, *b.reading) && !stands_in(q, *a.reading);
  }

  // Types under which one happening is told, with the same actor.
  bool same_deed(const ClaimView& a, const ClaimView& b) const {
    const TypeKnowledge& type_a = tellings_.type(a.claim->type);
    const TypeKnowledge& type_b = tellings_.type(b.claim->type);
    const std::vector<uint32_t> actors = a.in_role(type_a.actor);
    const std::vector<uint32_t> others = b.in_role(type_b.actor);
    const bool compatible = a.claim->type == b.claim->type ||
                            std::binary_search(type_a.told_as.begin(), type_a.told_as.end(), b.claim->type);
    return compatible && family_of(a.claim->type) != "communication" && family_of(a.claim->type) != "stance" &&
           std::any_of(actors.begin(), actors.end(),
                       [&](uint32_t actor) { return std::find(others.begin(), others.end(), actor) != others.end(); });
  }

  // Whether one of the two events stands in the other claim's document, by another claim.
  bool told_elsewhere(const ClaimView& a, const ClaimView& b) const {
    const auto stands_in = [&](const ClaimView& view, uint32_t document) {
      const Event& event = record_.events[record_.event_of[view.ref.document][view.ref.claim]];
      return std::binary_search(event.documents.begin(), event.documents.end(), document);
    };
    return stands_in(a, b.ref.document) || stands_in(b, a.ref.document);
  }

  static bool common_party(const ClaimView& a, const ClaimView& b) {
    return std::any_of(a.entities.begin(), a.entities.end(),
                       [&](uint32_t e) { return std::binary_search(b.entities.begin(), b.entities.end(), e); });
  }

  Given given(const Event& event) const {
    Given out{event.edtf, {}};
    for (const ClaimRef& ref : event.claims) out.claims.push_back(view_of_.at(ref));
    return out;
  }

  const LanguageSet& languages_;
  std::span<const ClaimView> views_;
  const Tellings& tellings_;
  const Alignment& alignment_;
  Record& record_;
  PartyConflicts parties_;
  std::map<ClaimRef, const ClaimView*> view_of_;
  std::vector<const ClaimView*> claims_;  // of the event at hand
  std::set<std::string> known_;           // conflicts reported, by slot and values
};

}  // namespace

void find_conflicts(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record) {
  record.conflicts.clear();
  const std::vector<ClaimView> views = view_claims(documents, record, languages.folding());
  const Tellings tellings(languages.languages());
  const Alignment alignment(record);
  ConflictFinder(documents, languages, views, tellings, alignment, record).run();
}

}  // namespace annals
