#include "record/conflict_dates.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>

#include "base/yearless.h"
#include "record/tellings.h"

namespace annals {
namespace {

constexpr std::chrono::days kMisplaced{366};
constexpr size_t kAgreeing = 64;             // claims of one event that are asked whether they tell a value too
constexpr uint32_t kSoonAfter = 16;          // bytes between a claim's words and a day that ends the clause
constexpr uint32_t kBreath = 8;              // bytes between words of one clause
constexpr std::chrono::years kMostYears{4};  // of a date that a day without its year is looked for in

bool near(const Interval& a, const Interval& b) {
  return a.bounded() && b.bounded() && *a.earliest <= *b.latest + kMisplaced && *b.earliest <= *a.latest + kMisplaced;
}

// The date stands in the same paragraph, before the claim.
bool dated_before(const ClaimView& view) {
  constexpr uint32_t kParagraph = 480;  // bytes
  if (view.claim->time == kNone || view.ordered) return false;
  const Span time = view.reading->times[view.claim->time].span;
  return time.end <= view.claim->evidence.begin && view.claim->evidence.begin - time.end <= kParagraph;
}

// The day stands in the claim's words or soon after them: 'he is free since the 28th'.
bool says_day(const ClaimView& view) {
  if (view.own_date || view.claim->time == kNone) return view.own_date;
  const Span time = view.reading->times[view.claim->time].span;
  const Span gap{view.claim->evidence.end, std::max(time.begin, view.claim->evidence.end)};
  return time.begin >= gap.begin && gap.size() <= kSoonAfter && !holds_comma(gap.of(view.document->text));
}

// One kind of deed; of words there are many, on many days.
bool one_deed(const ClaimView& a, const ClaimView& b) {
  const std::string_view family = family_of(a.claim->type);
  return a.claim->type == b.claim->type && family != "communication" && family != "stance";
}

// The day on which something was told, where the text gives no other: of a plan, or the document's own.
bool day_of_telling(const ClaimView& view) {
  const ClaimStatus status = view.claim->status;
  if (status == ClaimStatus::kPlanned || status == ClaimStatus::kProposed || status == ClaimStatus::kHypothetical)
    return true;
  const auto published = parse_edtf(view.document->published);
  return published && published->bounded() && view.claim->days.bounded() && intersects(*published, view.claim->days);
}

// What somebody says never happened has no day but the one that its own words give.
bool says_no(const ClaimView& view) {
  return view.claim->status == ClaimStatus::kDenied || view.claim->status == ClaimStatus::kRejected;
}

// 'I read yesterday that …': a day that is counted in another clause is that clause's, unless another document has it
// too.
bool counted_elsewhere(const ClaimView& view) {
  return view.claim->time != kNone && view.reading->times[view.claim->time].basis == TimeBasis::kRelative;
}

// 'In June she resigned, and founded a firm': the day is that of the deed before in the sentence; this one came with it
// or after it.
bool follows_another(const ClaimView& view) {
  constexpr uint32_t kBefore = 4;  // claims
  if (view.claim->time == kNone) return false;
  const std::vector<Claim>& claims = view.reading->claims;
  const Span time = view.reading->times[view.claim->time].span;
  for (uint32_t c = view.ref.claim - std::min(view.ref.claim, kBefore); c < view.ref.claim; ++c) {
    if (claims[c].time != view.claim->time || claims[c].trigger.begin >= view.claim->trigger.begin) continue;
    const Span before = claims[c].evidence;
    if (std::max(time.begin, before.begin) <= std::min(time.end, before.end) + kBreath &&
        view.claim->evidence.begin <= before.end + kBreath)
      return true;
  }
  return false;
}

// A date that comes from the sentences before is a statement of its own only where another document retells it with
// another, or tells it with another and this one stands close by, and one that is not so far away that it likely
// belongs to something else.
bool retold(const ClaimView& view, std::span<const ClaimView* const> claims, const Alignment& alignment) {
  // Of very many claims the first are asked: enough for any real event, and the work stays near-linear.
  constexpr size_t kAsked = 256;
  if (day_of_telling(view) || says_no(view) || family_of(view.claim->type) == "stance") return false;
  const auto end = claims.begin() + static_cast<std::ptrdiff_t>(std::min(claims.size(), kAsked));
  if (counted_elsewhere(view) && std::none_of(claims.begin(), end, [&](const ClaimView* other) {
        return other->ref.document != view.ref.document && other->claim->days == view.claim->days;
      }))
    return false;
  const bool follows = follows_another(view);
  return std::any_of(claims.begin(), end, [&](const ClaimView* other) {
    if (other->ref.document == view.ref.document || !near(view.claim->days, other->claim->days)) return false;
    if (follows && *view.claim->days.latest < *other->claim->days.earliest) return false;
    return says_day(*other) &&
           (alignment.relate(view, *other).place == Place::kRetold || (dated_before(view) && one_deed(view, *other)));
  });
}

// A day of no stated year is a date all the same.
struct When {
  Interval days;
  std::optional<std::chrono::month_day> day;  // without its year

  int64_t width() const { return day ? 0 : (*days.latest - *days.earliest).count(); }
  bool in_years_of(const When& other) const {
    if (day || other.day) return true;
    const auto year = [](Day at) { return civil(at).year(); };
    return year(*days.earliest) <= year(*other.days.latest) && year(*other.days.earliest) <= year(*days.latest);
  }
  bool agrees(const When& other) const {
    if (day && other.day) return *day == *other.day;
    if (!day && !other.day) return intersects(days, other.days);
    const When& yearless = day ? *this : other;
    const Interval& dated = day ? other.days : days;
    const auto first = civil(*dated.earliest).year();
    for (auto year = first; year <= civil(*dated.latest).year() && year <= first + kMostYears; ++year) {
      const auto ymd = year / *yearless.day;
      if (ymd.ok() && std::chrono::sys_days(ymd) >= *dated.earliest && std::chrono::sys_days(ymd) <= *dated.latest)
        return true;
    }
    return false;
  }
};

std::optional<When> when(const ClaimView& view) {
  if (view.claim->days.bounded()) {
    Interval days = view.claim->days;
    if (is_season(view.claim->edtf)) {  // nobody means its first and last days
      days.earliest = *days.earliest - kSeasonEdge;
      days.latest = *days.latest + kSeasonEdge;
    }
    return When{days, std::nullopt};
  }
  const auto day = day_without_year(view.claim->edtf);
  if (day && view.own_date) return When{{}, day};
  return std::nullopt;
}

// Claims whose days agree.
struct Group {
  When days;
  Given given;
};

// A year that stands in the text, in the claim's words or in those that its date comes from.
bool writes_year(const ClaimView& view) {
  return view.states_year || (!view.own_date && view.claim->time != kNone &&
                              view.reading->times[view.claim->time].basis == TimeBasis::kExplicit);
}

// Whether some claim of each tells one kind of thing, or both what was meant or both what was done: when something was
// offered is not when it is due.
bool of_one_kind(const Given& x, const Given& y) {
  static constexpr size_t kAsked = 64;
  const auto asked = [](const Given& given) {
    return std::span(given.claims).first(std::min(given.claims.size(), kAsked));
  };
  const auto meant = [](const ClaimView* view) {
    return view->claim->status == ClaimStatus::kPlanned || view->claim->status == ClaimStatus::kProposed;
  };
  const auto first = asked(x), second = asked(y);
  return std::any_of(first.begin(), first.end(), [&](const ClaimView* a) {
    return std::any_of(second.begin(), second.end(),
                       [&](const ClaimView* b) { return a->claim->type == b->claim->type || meant(a) == meant(b); });
  });
}

// Readers err in years that no words say.
bool states_year(const Given& given) {
  return std::any_of(given.claims.begin(), given.claims.end(),
                     [](const ClaimView* view) { return writes_year(*view); });
}

// How far before the claim the time stands that dates it.
uint32_t behind_its_time(const ClaimView& view) {
  if (view.claim->time == kNone) return UINT32_MAX;
  const Span time = view.reading->times[view.claim->time].span;
  return time.end <= view.claim->evidence.begin ? view.claim->evidence.begin - time.end : UINT32_MAX;
}

// Of the days that one document gives from the sentences before, the nearest to its claim is the one it means.
void keep_nearest(const std::set<uint32_t>& telling, std::vector<std::pair<When, const ClaimView*>>& dated) {
  std::map<uint32_t, std::pair<uint32_t, When>> nearest;  // by document
  for (const auto& [days, view] : dated) {
    if (telling.count(view->ref.document) != 0) continue;
    const uint32_t behind = behind_its_time(*view);
    const auto [found, first] = nearest.try_emplace(view->ref.document, behind, days);
    if (!first && behind < found->second.first) found->second = {behind, days};
  }
  std::erase_if(dated, [&](const auto& item) {
    const auto found = nearest.find(item.second->ref.document);
    return found != nearest.end() && !found->second.second.agrees(item.first);
  });
}

}  // namespace

bool is_season(std::string_view edtf) {
  return edtf.size() >= 7 && edtf[4] == '-' && (edtf[5] == '2' || edtf[5] == '3' || edtf[5] == '4');
}

DateConflict conflicting_dates(std::span<const ClaimView* const> claims, const Alignment& alignment) {
  std::set<uint32_t> telling;  // documents of which a claim says its own day: another's there comes from somewhere else
  for (const ClaimView* view : claims) {
    if (says_day(*view) && when(*view)) telling.insert(view->ref.document);
  }
  std::vector<std::pair<When, const ClaimView*>> dated;
  for (const ClaimView* view : claims) {
    const auto days = when(*view);
    if (!days) continue;
    if (says_day(*view) || (telling.count(view->ref.document) == 0 && retold(*view, claims, alignment)))
      dated.emplace_back(*days, view);
  }
  keep_nearest(telling, dated);
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
  const std::vector<Group> all = groups;
  std::erase_if(groups, [&](const Group& group) {
    return std::none_of(all.begin(), all.end(), [&](const Group& other) {
      return !other.days.agrees(group.days) && of_one_kind(group.given, other.given) &&
             (other.days.in_years_of(group.days) || (states_year(group.given) && states_year(other.given)));
    });
  });
  DateConflict conflict;
  if (groups.size() < 2) return conflict;
  for (const Group& group : groups) {
    Given& given = conflict.values.emplace_back(group.given);
    for (const ClaimView* view : claims.first(std::min(claims.size(), kAgreeing))) {
      const bool told = std::find(given.claims.begin(), given.claims.end(), view) != given.claims.end();
      if (!told && view->claim->edtf == given.value) given.claims.push_back(view);
    }
  }
  conflict.cause = LikelyCause(alignment).of_days(groups[0].days.days, groups[1].days.days, conflict.values);
  return conflict;
}

}  // namespace annals
