// Conflicts: slots of an event for which its claims give different values, after the tolerance that a person would
// grant.
#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <string>
#include <tuple>

#include "base/hash.h"
#include "record/alignment.h"
#include "record/amounts.h"
#include "record/claim_days.h"
#include "record/claim_view.h"
#include "record/conflict_causes.h"
#include "record/conflict_dates.h"
#include "record/conflict_list.h"
#include "record/conflict_parties.h"
#include "record/conflict_statuses.h"
#include "record/conflict_sums.h"
#include "record/disputed_times.h"
#include "record/events.h"
#include "record/order.h"
#include "record/tellings.h"

namespace annals {
namespace {

constexpr size_t kComparedClaims = 200;  // of one event, that a claim is compared with as their copy
constexpr int64_t kSameHappening = 62;   // days: a thing that happens once, dated no further apart, was one happening
constexpr size_t kNextEvents = 4;        // of one kind and actor, that an event is compared with
constexpr double kSamePlace = 0.35;      // how far apart in a retold passage, as a share of it, one thing may be told
constexpr int64_t kSameWeek = 7;         // days: so near, also where the two are said to be towards others
constexpr int64_t kSlip = 3;             // days: the same for what may happen again

class ConflictFinder {
 public:
  ConflictFinder(std::span<const DocumentReading> documents, const std::vector<StatedOrder>& orders,
                 std::span<const ClaimView> views, const Tellings& tellings, const Alignment& alignment, Record& record)
      : orders_(orders),
        views_(views),
        tellings_(tellings),
        alignment_(alignment),
        record_(record),
        causes_(alignment),
        parties_(documents, alignment, record),
        list_(views, record) {}

  void run() {
    StatusConflicts statuses(views_, tellings_, alignment_, record_, list_);
    for (uint32_t e = 0; e < record_.events.size(); ++e) {
      claims_.clear();
      for (const ClaimRef& ref : record_.events[e].claims) {
        const ClaimView& view = list_.view(ref);
        if (view.claim->status != ClaimStatus::kHypothetical && !echoes(view)) claims_.push_back(&view);
      }
      if (claims_.size() < 2) continue;
      const DateConflict dates = conflicting_dates(claims_, alignment_);
      if (!dates.values.empty()) list_.report(e, {}, "date", dates.values, dates.cause);
      statuses.of_event(e, claims_);
      amounts(e);
      participants(e);
      positions(e);
    }
    statuses.denials();
    const auto pairs = alignment_.pairs();
    statuses.retold_denials(pairs);
    other_objects();
    dated_twice();
    impossible_orders();
    SumConflicts sums(views_, tellings_, alignment_, record_, list_);
    sums.other_sums();
    sums.misprints();
    rivals(pairs);
    sums.retold_sums();
    DisputedTimes(views_, tellings_, record_).extend(pairs);
  }

 private:
  // Whether the claim's words stand already in a claim at hand whose copy it is: then it cannot disagree.
  bool echoes(const ClaimView& view) const {
    const size_t compared = std::min(claims_.size(), kComparedClaims);
    return std::any_of(claims_.begin(), claims_.begin() + static_cast<std::ptrdiff_t>(compared),
                       [&](const ClaimView* other) {
                         return other->words == view.words && alignment_.relate(*other, view).place == Place::kCopied;
                       });
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
          if (&group == &other || !exclude_amounts(*group.quantity, *other.quantity) || !rivals(group, other, groups))
            continue;
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
      list_.report(event, {}, std::string(role), values, causes_.of_sums(*a, *b, values));
    }
  }

  // Whether two amounts stand for one thing: no claim has both, nor one of them beside an amount nearer to the other
  // (which the other's claims lack: '71 of the 80' and '61 of the 80' are two of one 80), and no sentence has both.
  static bool rivals(const AmountGroup& a, const AmountGroup& b, const std::vector<AmountGroup>& groups) {
    if (one_claim_has_both(a.given, b.given) || one_sentence_has_both(a.given, b.given)) return false;
    const auto far = [](const AmountGroup& x, const AmountGroup& y) {
      return std::abs(std::log(std::max(1e-9, x.quantity->value)) - std::log(std::max(1e-9, y.quantity->value)));
    };
    return std::none_of(groups.begin(), groups.end(), [&](const AmountGroup& c) {
      if (one_claim_has_both(a.given, c.given) && one_claim_has_both(b.given, c.given)) return false;
      return (one_claim_has_both(a.given, c.given) && far(c, b) < far(a, b)) ||
             (one_claim_has_both(b.given, c.given) && far(c, a) < far(a, b));
    });
  }

  static bool one_claim_has_both(const Given& a, const Given& b) {
    return std::any_of(a.claims.begin(), a.claims.end(), [&](const ClaimView* view) {
      return std::find(b.claims.begin(), b.claims.end(), view) != b.claims.end();
    });
  }

  static bool one_sentence_has_both(const Given& a, const Given& b) {
    const auto asked = [](const Given& given) {
      return std::span(given.claims).first(std::min(given.claims.size(), kComparedClaims));
    };
    const auto first = asked(a), second = asked(b);
    return std::any_of(first.begin(), first.end(), [&](const ClaimView* x) {
      return std::any_of(second.begin(), second.end(), [&](const ClaimView* y) {
        return x->ref.document == y->ref.document && x->claim->evidence.overlaps(y->claim->evidence);
      });
    });
  }

  // Who: parties in one role of one type that exclude each other.
  void participants(uint32_t event) {
    const std::string& type = record_.events[event].type;
    std::vector<const ClaimView*> same;
    std::copy_if(claims_.begin(), claims_.end(), std::back_inserter(same),
                 [&](const ClaimView* view) { return view->claim->type == type; });
    const TypeKnowledge& knowledge = tellings_.type(type);
    for (const std::string& role : knowledge.roles) {
      std::vector<const ClaimView*> sound;
      std::copy_if(same.begin(), same.end(), std::back_inserter(sound),
                   [&](const ClaimView* view) { return !plays_another(*view, role, same, knowledge); });
      std::vector<Given> values = parties_.find(sound, role, role == knowledge.actor && knowledge.object.empty());
      if (values.size() > 1) list_.report(event, {}, "participant." + role, values, causes_.of_names(values));
    }
  }

  // What happens seldom, told by documents on one story of one actor and each but once, was done to one: then towards
  // whom is disputed ('Norvik sued Lund', 'Norvik sued the yard'), although it was taken for two happenings.
  void other_objects() {
    std::map<std::pair<uint64_t, uint32_t>, std::vector<uint32_t>> by_actor;  // type and actor
    for (uint32_t e = 0; e < record_.events.size(); ++e) {
      const Event& event = record_.events[e];
      const TypeKnowledge& type = tellings_.type(event.type);
      const bool by_actor_alone = type.by.size() == 1 && type.by.front() == type.actor;
      if (type.recurs != Recurs::kSeldom || !by_actor_alone || first_in_role(event, type.object) == kNone) continue;
      const uint32_t actor = first_in_role(event, type.actor);
      if (actor != kNone) by_actor[{stable_hash(event.type), actor}].push_back(e);
    }
    for (const auto& [who, events] : by_actor) {
      std::map<uint32_t, uint32_t> told;  // by document
      for (const uint32_t e : events) {
        for (const uint32_t document : record_.events[e].documents) ++told[document];
      }
      const auto once = [&](uint32_t e) {
        return std::all_of(record_.events[e].documents.begin(), record_.events[e].documents.end(),
                           [&](uint32_t document) { return told[document] == 1; });
      };
      for (size_t n = 0; n < events.size(); ++n) {
        for (size_t m = n + 1; m < events.size() && m <= n + kNextEvents; ++m) {
          if (once(events[n]) && once(events[m])) two_objects(events[n], events[m]);
        }
      }
    }
  }

  void two_objects(uint32_t first, uint32_t second) {
    const Event& a = record_.events[first];
    const Event& b = record_.events[second];
    if (a.days.known() && b.days.known() && !intersects(a.days, b.days)) return;
    if (!alignment_.tied(list_.view(a.claims.front()), list_.view(b.claims.front()))) return;
    std::vector<const ClaimView*> claims;
    for (const Event* event : {&a, &b}) {
      const size_t asked = std::min(event->claims.size(), kComparedClaims);
      for (size_t n = 0; n < asked; ++n) {
        const ClaimView& view = list_.view(event->claims[n]);
        if (view.claim->type == a.type && view.claim->status != ClaimStatus::kHypothetical) claims.push_back(&view);
      }
    }
    const std::string slot = "participant." + tellings_.type(a.type).object;
    const std::vector<Given> values = parties_.find(claims, tellings_.type(a.type).object, false);
    if (values.size() > 1) list_.report(first, {second}, slot, values, causes_.of_names(values));
  }

  // Whether somebody in the role is told by another claim to be in one that nobody plays beside it: who buys is not
  // what is bought, and a reader is likelier wrong.
  static bool plays_another(const ClaimView& view, const std::string& role, std::span<const ClaimView* const> claims,
                            const TypeKnowledge& type) {
    if (std::find(type.apart.begin(), type.apart.end(), role) == type.apart.end()) return false;
    const std::vector<uint32_t> parties = view.in_role(role);
    const auto asked = claims.first(std::min(claims.size(), kComparedClaims));
    return std::any_of(asked.begin(), asked.end(), [&](const ClaimView* other) {
      return other != &view && std::any_of(type.apart.begin(), type.apart.end(), [&](const std::string& another) {
               if (another == role) return false;
               const std::vector<uint32_t> there = other->in_role(another);
               return std::any_of(parties.begin(), parties.end(), [&](uint32_t entity) {
                 return std::find(there.begin(), there.end(), entity) != there.end();
               });
             });
    });
  }

  // Posts in words, within one language: neither holds the other.
  void positions(uint32_t event) {
    std::map<std::string, std::map<std::string, std::vector<const ClaimView*>>> by_language;
    for (const ClaimView* view : claims_) {
      const std::string& post = tellings_.type(view->claim->type).post;
      for (const Participant& participant : view->claim->participants) {
        if (!post.empty() && participant.role == post && !participant.text.empty())
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
      if (values.size() > 1) list_.report(event, {}, "position", values, causes_.of(values));
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
        if (gap <= 0 || gap > slip(a, b) || share_document(a, b) || !states_day(a) || !states_day(b)) continue;
        if ((is_season(a.edtf) || is_season(b.edtf)) && gap <= kSeasonEdge.count()) continue;
        if (gap > kSameWeek && other_object(a, b)) continue;
        std::vector<Given> values{given(a), given(b)};
        list_.report(events[n - 1], {events[n]}, "date", values, causes_.of_days(a.days, b.days, values));
      }
    }
  }

  // Whether some day of the earlier and one of the later are as far apart as it is said.
  static bool may_be_apart(const Interval& earlier, const Interval& later, const StatedOrder& order) {
    return *earlier.earliest + std::chrono::days(order.least) <= *later.latest &&
           (!order.most || *later.earliest <= *earlier.latest + std::chrono::days(*order.most));
  }

  // One thing is said to come before another and dated after it, or on its day and dated on another.
  void impossible_orders() {
    std::set<std::pair<uint32_t, uint32_t>> told;
    for (const StatedOrder& order : orders_) {
      const ClaimView& a = views_[order.earlier];
      const ClaimView& b = views_[order.later];
      const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
      const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
      if (event_a == kNone || event_b == kNone || event_a == event_b) continue;
      const Interval& p = record_.events[event_a].days;
      const Interval& q = record_.events[event_b].days;
      if (!p.bounded() || !q.bounded()) continue;
      const bool possible = order.same_day ? intersects(p, q) : may_be_apart(p, q, order);
      if (possible || !told.emplace(event_a, event_b).second) continue;
      const std::string said = (order.same_day ? "on the same day as " : "before ") + record_.events[event_b].id;
      Given dates{record_.events[event_a].edtf, {}};
      for (const ClaimRef& ref : record_.events[event_a].claims) {
        if (ref != a.ref) dates.claims.push_back(&list_.view(ref));
      }
      if (dates.claims.empty()) dates.claims.push_back(&b);
      const std::vector<Given> values{{said, {&a}}, dates};
      list_.report(event_a, {event_b}, "order", values, causes_.of(values));
    }
  }

  // Whether some claim's own words say when it was.
  bool states_day(const Event& event) const {
    return std::any_of(event.claims.begin(), event.claims.end(), [&](const ClaimRef& ref) {
      const ClaimView& view = list_.view(ref);
      return view.own_date && view.claim->days.bounded();
    });
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

  // Claims at one place of a retold passage that were not taken for one event: a sum with more or fewer zeros, and what
  // one actor did there on other days.
  void rivals(const std::vector<std::pair<uint32_t, uint32_t>>& pairs) {
    std::set<std::tuple<uint32_t, uint32_t, std::string>> told;  // events and slot
    for (const auto& [x, y] : pairs) {
      const ClaimView& a = views_[x];
      const ClaimView& b = views_[y];
      const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
      const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
      if (event_a == kNone || event_b == kNone || event_a == event_b) continue;
      const Relation tie = alignment_.relate(a, b);
      const Place place = tie.place;
      if (place != Place::kRetold && place != Place::kParallel) continue;
      const bool known_party = common_party(a, b);
      if (!known_party && !same_time(a, b)) continue;
      const auto tell = [&](const std::string& slot, const std::vector<Given>& values, const std::string& cause) {
        const auto [first, second] = std::minmax(event_a, event_b);
        if (told.insert({first, second, slot}).second) list_.report(event_a, {event_b}, slot, values, cause);
      };
      for (const auto& [role_a, p] : a.quantities) {
        for (const auto& [role_b, q] : b.quantities) {
          if (p->vague || q->vague) continue;
          const AmountRelation relation = compare_amounts(*p, *q);
          const bool slip = relation == AmountRelation::kScale &&
                            (p->type != QuantityType::kCount || a.claim->type == b.claim->type) &&
                            (tie.likeness >= kAlikePassages || !round_number(*p));
          if (!slip &&
              !(relation == AmountRelation::kDifferent && same_place(a, b) && only_sums(a, role_a, *p, b, role_b, *q)))
            continue;
          const std::vector<Given> values{{write_amount(*p), {&a}}, {write_amount(*q), {&b}}};
          if (list_.known(std::string(role_a), values)) continue;
          tell(std::string(role_a), values, causes_.of_sums(*p, *q, values));
        }
      }
      if (place != Place::kRetold || !known_party) continue;
      if (tie.distance > kSamePlace || !same_deed(a, b) || told_elsewhere(a, b)) continue;
      const Interval& p = a.claim->days;
      const Interval& q = b.claim->days;
      if (a.own_date && b.own_date && p.bounded() && q.bounded() && !intersects(p, q)) {
        const std::vector<Given> values{{a.claim->edtf, {&a}}, {b.claim->edtf, {&b}}};
        tell("date", values, causes_.of_days(p, q, values));
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

  Given given(const Event& event) const {
    Given out{event.edtf, {}};
    for (const ClaimRef& ref : event.claims) out.claims.push_back(&list_.view(ref));
    return out;
  }

  const std::vector<StatedOrder>& orders_;
  std::span<const ClaimView> views_;
  const Tellings& tellings_;
  const Alignment& alignment_;
  Record& record_;
  LikelyCause causes_;
  PartyConflicts parties_;
  ConflictList list_;
  std::vector<const ClaimView*> claims_;  // of the event at hand
};

}  // namespace

void find_conflicts(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record) {
  std::vector<ClaimView> views = view_claims(documents, record, languages.folding());
  const std::vector<StatedOrder> orders = take_order(views, languages);
  const Tellings tellings(languages.languages());
  const Alignment alignment(record, views);
  ConflictFinder(documents, orders, views, tellings, alignment, record).run();
}

}  // namespace annals
