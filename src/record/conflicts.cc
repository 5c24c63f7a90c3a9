// Conflicts: slots of an event for which its claims give different values, after the tolerance that a person would
// grant.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/hash.h"
#include "record/alignment.h"
#include "record/amounts.h"
#include "record/claim_view.h"
#include "record/events.h"
#include "record/tellings.h"

namespace annals {
namespace {

constexpr size_t kComparedClaims = 200;  // of one event, that a claim is compared with as their copy
constexpr int64_t kSameHappening = 62;   // days: a thing that happens once, dated no further apart, was one happening

// A value and the claims that give it.
struct Given {
  std::string value;
  std::vector<const ClaimView*> claims;
};

bool languages_differ(const std::vector<Given>& values) {
  std::set<std::string_view> languages;
  for (const Given& given : values) {
    for (const ClaimView* view : given.claims) languages.insert(view->document->language);
  }
  return languages.size() > 1;
}

bool hearsay(const ClaimView& view) {
  return view.claim->status == ClaimStatus::kUncertain || view.claim->attributed_to != kNone;
}

// One value is only hearsay and another is not.
bool rumour(const std::vector<Given>& values) {
  bool some = false;
  bool others = false;
  for (const Given& given : values) {
    const bool all =
        std::all_of(given.claims.begin(), given.claims.end(), [](const ClaimView* v) { return hearsay(*v); });
    some |= all;
    others |= !all;
  }
  return some && others;
}

std::string likely_cause(const std::vector<Given>& values) {
  if (rumour(values)) return "rumour";
  return languages_differ(values) ? "translation" : "unknown";
}

std::string date_cause(const Interval& a, const Interval& b, const std::vector<Given>& values) {
  if (a.bounded() && b.bounded() && *a.earliest == *a.latest && *b.earliest == *b.latest) {
    const auto x = civil(*a.earliest);
    const auto y = civil(*b.earliest);
    if (x.year() == y.year() && unsigned(x.month()) == unsigned(y.day()) && unsigned(y.month()) == unsigned(x.day()))
      return "day-month order";
    if (x.month() == y.month() && x.day() == y.day()) return "year";
    const auto apart = (*a.earliest - *b.earliest).count();
    if (apart == 1 || apart == -1) return "time zone";
  }
  return likely_cause(values);
}

std::string amount_cause(const Quantity& a, const Quantity& b, const std::vector<Given>& values) {
  if (compare_amounts(a, b) != AmountRelation::kScale) return likely_cause(values);
  const double ratio = std::max(a.value, b.value) / std::min(a.value, b.value);
  const bool thousand = ratio > 999 && ratio < 1001;
  // A mark read the other way moves the point by the digits behind it: two, or three when it was a thousands mark.
  const bool fraction = a.value != static_cast<double>(static_cast<int64_t>(a.value)) ||
                        b.value != static_cast<double>(static_cast<int64_t>(b.value));
  return thousand && fraction ? "decimal mark" : "scale";
}

class ConflictFinder {
 public:
  ConflictFinder(std::span<const ClaimView> views, const Tellings& tellings, const Alignment& alignment, Record& record)
      : views_(views), tellings_(tellings), alignment_(alignment), record_(record) {
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
    once_but_dated_twice();
    retold_with_other_zeros();
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
    for (const Given& given : values) {
      ConflictValue& value = conflict.values.emplace_back();
      value.value = given.value;
      for (const ClaimView* view : given.claims) value.claims.push_back(view->ref);
      std::sort(value.claims.begin(), value.claims.end());
      value.claims.erase(std::unique(value.claims.begin(), value.claims.end()), value.claims.end());
    }
    record_.conflicts.push_back(std::move(conflict));
  }

  // Whether the claim's words stand already in a claim at hand whose copy it is: then it cannot disagree.
  bool echoes(const ClaimView& view) const {
    const size_t compared = std::min(claims_.size(), kComparedClaims);
    return std::any_of(claims_.begin(), claims_.begin() + static_cast<std::ptrdiff_t>(compared),
                       [&](const ClaimView* other) {
                         return other->words == view.words && alignment_.relate(*other, view) == Place::kCopied;
                       });
  }

  // A date that comes from the sentences before is a statement of its own only where a retelling has another.
  static bool own_date(const ClaimView& view) { return view.claim->time_basis != TimeBasis::kInherited; }
  bool retold(const ClaimView& view) const {
    // Of very many claims the first are asked: enough for any real event, and the work stays near-linear.
    constexpr size_t kAsked = 256;
    const auto end = claims_.begin() + static_cast<std::ptrdiff_t>(std::min(claims_.size(), kAsked));
    return std::any_of(claims_.begin(), end, [&](const ClaimView* other) {
      return other != &view && own_date(*other) && alignment_.relate(view, *other) == Place::kRetold;
    });
  }

  // Days that have none in common. A month and a day of it agree; the more precise one stands for both.
  void dates(uint32_t event) {
    struct Group {
      Interval days;
      Given given;
    };
    std::vector<const ClaimView*> dated;
    for (const ClaimView* view : claims_) {
      if (view->claim->days.bounded() && (own_date(*view) || retold(*view))) dated.push_back(view);
    }
    std::stable_sort(dated.begin(), dated.end(), [](const ClaimView* a, const ClaimView* b) {
      const auto width = [](const Interval& days) { return *days.latest - *days.earliest; };
      return width(a->claim->days) < width(b->claim->days);
    });
    std::vector<Group> groups;
    for (const ClaimView* view : dated) {
      const auto agreeing = std::find_if(groups.begin(), groups.end(),
                                         [&](const Group& g) { return intersects(g.days, view->claim->days); });
      if (agreeing != groups.end()) {
        agreeing->given.claims.push_back(view);
      } else {
        groups.push_back({view->claim->days, {view->claim->edtf, {view}}});
      }
    }
    if (groups.size() < 2) return;
    std::vector<Given> values;
    for (const Group& group : groups) values.push_back(group.given);
    report(event, {}, "date", values, date_cause(groups[0].days, groups[1].days, values));
  }

  // Happened or not: statuses of claims of one type (the offer of a sum is made although the sum is only proposed).
  void statuses(uint32_t event) {
    const auto degree = [](ClaimStatus status) -> std::string {
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
    };
    std::map<std::string, std::map<std::string, std::vector<const ClaimView*>>> by_type;
    for (const ClaimView* view : claims_) by_type[view->claim->type][degree(view->claim->status)].push_back(view);
    std::map<std::string, Given> values;
    bool conflict = false;
    for (const auto& [type, by_status] : by_type) {
      if (by_status.size() < 2) continue;
      conflict = true;
      for (const auto& [status, views] : by_status) {
        Given& given = values[status];
        given.value = status;
        given.claims.insert(given.claims.end(), views.begin(), views.end());
      }
    }
    if (!conflict) return;
    std::vector<Given> list;
    for (auto& [status, given] : values) list.push_back(std::move(given));
    report(event, {}, "status", list, likely_cause(list));
  }

  // Amounts of one role and unit; those that are equal or roundings of each other are one value.
  void amounts(uint32_t event) {
    struct Group {
      const Quantity* quantity = nullptr;
      Given given;
    };
    std::map<std::string_view, std::vector<Group>> by_role;
    for (const ClaimView* view : claims_) {
      for (const auto& [role, quantity] : view->quantities) {
        auto& groups = by_role[role];
        const auto same = std::find_if(groups.begin(), groups.end(), [&, q = quantity](const Group& group) {
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
      std::vector<const Group*> clashing;
      const Quantity* a = nullptr;
      const Quantity* b = nullptr;
      for (const Group& group : groups) {
        for (const Group& other : groups) {
          if (&group == &other || !exclude(*group.quantity, *other.quantity) ||
              one_claim_has_both(group.given, other.given))
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
      for (const Group* group : clashing) values.push_back(group->given);
      report(event, {}, std::string(role), values, amount_cause(*a, *b, values));
    }
  }

  static bool exclude(const Quantity& a, const Quantity& b) {
    const AmountRelation relation = compare_amounts(a, b);
    return relation == AmountRelation::kDifferent || relation == AmountRelation::kScale;
  }

  static bool one_claim_has_both(const Given& a, const Given& b) {
    return std::any_of(a.claims.begin(), a.claims.end(), [&](const ClaimView* view) {
      return std::find(b.claims.begin(), b.claims.end(), view) != b.claims.end();
    });
  }

  // Who: different parties in one role of one type.
  void participants(uint32_t event) {
    const TypeKnowledge& type = tellings_.type(record_.events[event].type);
    for (const std::string& role : type.roles) {
      std::map<std::vector<uint32_t>, std::vector<const ClaimView*>> by_parties;
      for (const ClaimView* view : claims_) {
        if (view->claim->type != record_.events[event].type) continue;
        const std::vector<uint32_t> parties = view->in_role(role);
        if (!parties.empty()) by_parties[parties].push_back(view);
      }
      if (by_parties.size() < 2) continue;
      // Naming fewer of those concerned is no contradiction, but for the role that makes the event what it is.
      const bool identifies = std::find(type.by.begin(), type.by.end(), role) != type.by.end();
      if (!identifies && std::none_of(by_parties.begin(), by_parties.end(), [&](const auto& x) {
            return std::any_of(by_parties.begin(), by_parties.end(),
                               [&](const auto& y) { return exclude_each_other(x.first, y.first); });
          })) {
        continue;
      }
      std::vector<Given> values;
      for (const auto& [parties, views] : by_parties) {
        Given& given = values.emplace_back();
        for (const uint32_t entity : parties)
          given.value += (given.value.empty() ? "" : ", ") + record_.entities[entity].name;
        given.claims = views;
      }
      std::sort(values.begin(), values.end(),
                [](const Given& a, const Given& b) { return a.claims.front()->ref < b.claims.front()->ref; });
      report(event, {}, std::string("participant.").append(role), values, likely_cause(values));
    }
  }

  // Neither names all that the other names. Both rise.
  static bool exclude_each_other(const std::vector<uint32_t>& a, const std::vector<uint32_t>& b) {
    return !std::includes(a.begin(), a.end(), b.begin(), b.end()) &&
           !std::includes(b.begin(), b.end(), a.begin(), a.end());
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
      if (values.size() > 1) report(event, {}, "position", values, rumour(values) ? "rumour" : "unknown");
    }
  }

  // What happens once and stands in the record twice, on days that exclude each other but lie near: one of the dates is
  // wrong.
  void once_but_dated_twice() {
    std::map<std::vector<uint32_t>, std::vector<uint32_t>> by_parties;
    for (uint32_t e = 0; e < record_.events.size(); ++e) {
      const Event& event = record_.events[e];
      const TypeKnowledge& type = tellings_.type(event.type);
      if (type.recurs != Recurs::kOnce || !event.days.bounded()) continue;
      std::vector<uint32_t> key{static_cast<uint32_t>(stable_hash(event.type))};
      bool complete = true;
      for (const std::string& role : {type.actor, type.object}) {
        if (role.empty()) continue;
        const auto filler =
            std::find_if(event.participants.begin(), event.participants.end(),
                         [&](const EventParticipant& p) { return p.role == role && p.entity != kNone; });
        complete &= filler != event.participants.end();
        if (complete) key.push_back(filler->entity);
      }
      if (complete) by_parties[key].push_back(e);
    }
    for (const auto& [parties, events] : by_parties) {
      for (size_t n = 1; n < events.size(); ++n) {  // in order of day
        const Event& a = record_.events[events[n - 1]];
        const Event& b = record_.events[events[n]];
        const auto gap = (*b.days.earliest - *a.days.latest).count();
        if (gap <= 0 || gap > kSameHappening) continue;
        std::vector<Given> values{given(a), given(b)};
        report(events[n - 1], {events[n]}, "date", values, date_cause(a.days, b.days, values));
      }
    }
  }

  // Claims at one place of a retold passage that give one sum with more or fewer zeros and were not taken for one
  // event.
  void retold_with_other_zeros() {
    std::set<std::pair<uint32_t, uint32_t>> told;  // events
    for (const auto& [x, y] : alignment_.pairs(views_)) {
      const ClaimView& a = views_[x];
      const ClaimView& b = views_[y];
      const uint32_t event_a = record_.event_of[a.ref.document][a.ref.claim];
      const uint32_t event_b = record_.event_of[b.ref.document][b.ref.claim];
      if (event_a == kNone || event_b == kNone || event_a == event_b) continue;
      if (alignment_.relate(a, b) != Place::kRetold) continue;
      for (const auto& [role_a, p] : a.quantities) {
        for (const auto& [role_b, q] : b.quantities) {
          if (compare_amounts(*p, *q) != AmountRelation::kScale || !told.insert(std::minmax(event_a, event_b)).second)
            continue;
          std::vector<Given> values{{write_amount(*p), {&a}}, {write_amount(*q), {&b}}};
          report(event_a, {event_b}, std::string(role_a), values, amount_cause(*p, *q, values));
        }
      }
    }
  }

  Given given(const Event& event) const {
    Given out{event.edtf, {}};
    for (const ClaimRef& ref : event.claims) out.claims.push_back(view_of_.at(ref));
    return out;
  }

  std::span<const ClaimView> views_;
  const Tellings& tellings_;
  const Alignment& alignment_;
  Record& record_;
  std::map<ClaimRef, const ClaimView*> view_of_;
  std::vector<const ClaimView*> claims_;  // of the event at hand
};

}  // namespace

void find_conflicts(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record) {
  record.conflicts.clear();
  const std::vector<ClaimView> views = view_claims(documents, record, languages.folding());
  const Tellings tellings(languages.languages());
  const Alignment alignment(record);
  ConflictFinder(views, tellings, alignment, record).run();
}

}  // namespace annals
