#include "record/conflict_causes.h"

#include <algorithm>
#include <array>
#include <set>
#include <span>

namespace annals {
namespace {

// What other calendars add to or take from the years of ours: Buddhist, Minguo, Solar and Lunar Hijri.
constexpr std::array<int, 5> kEras{543, 1911, 621, 622, 579};
constexpr size_t kFewestSwapped = 2;  // digits of sums of one event
constexpr int64_t kJulianDays = 13;   // behind the Gregorian calendar, since 1900

std::set<std::string_view> languages_of(const Given& given) {
  std::set<std::string_view> languages;
  for (const ClaimView* view : given.claims) languages.insert(view->document->language);
  return languages;
}

bool hearsay(const ClaimView* view) { return view->claim->status == ClaimStatus::kUncertain; }

bool one_is_rumour(const std::vector<Given>& values) {
  const auto all_hearsay = [](const Given& given) {
    return std::all_of(given.claims.begin(), given.claims.end(), hearsay);
  };
  return std::any_of(values.begin(), values.end(), all_hearsay) &&
         !std::all_of(values.begin(), values.end(), all_hearsay);
}

std::string rumour_or_unknown(const std::vector<Given>& values) { return one_is_rumour(values) ? "rumour" : "unknown"; }

// Whether one value is only what somebody says in denial: no translator's doing.
bool one_is_denied(const std::vector<Given>& values) {
  return std::any_of(values.begin(), values.end(), [](const Given& given) {
    return std::all_of(given.claims.begin(), given.claims.end(), [](const ClaimView* view) {
      return view->claim->status == ClaimStatus::kDenied && view->claim->attributed_to != kNone;
    });
  });
}

// Whether one of the lists of names is among another: somebody is left out there, not named otherwise.
bool one_is_part(const std::vector<Given>& values) {
  const auto names = [](const Given& given) {
    std::set<std::string_view> out;
    std::string_view rest = given.value;
    for (size_t end = 0; end != std::string_view::npos; rest.remove_prefix(std::min(rest.size(), end + 2))) {
      end = rest.find(", ");
      out.insert(rest.substr(0, end));
    }
    return out;
  };
  for (const Given& x : values) {
    for (const Given& y : values) {
      const auto some = names(x), all = names(y);
      if (&x != &y && std::includes(all.begin(), all.end(), some.begin(), some.end())) return true;
    }
  }
  return false;
}

// Of very many claims the first are asked: enough for any real event, and the work stays near-linear.
std::span<const ClaimView* const> first_of(const Given& given) {
  constexpr size_t kAsked = 64;
  return std::span(given.claims).first(std::min(given.claims.size(), kAsked));
}

bool two_calendars(std::chrono::year_month_day x, std::chrono::year_month_day y, int64_t apart) {
  const int years = std::abs(int(x.year()) - int(y.year()));
  if (years != 0) return std::find(kEras.begin(), kEras.end(), years) != kEras.end();
  return std::abs(apart) == kJulianDays && int(x.year()) < 1924;  // the last states changed over in 1923
}

// Whether its date is counted from another day.
bool counted(const ClaimView& view) {
  const uint32_t time = view.claim->time;
  return (time == kNone ? view.claim->time_basis : view.reading->times[time].basis) == TimeBasis::kRelative;
}

// 'Last week' in a text and in what retells it days later: as long before the one as before the other.
bool as_long_before(const ClaimView& a, const ClaimView& b) {
  const Interval& p = a.claim->days;
  const Interval& q = b.claim->days;
  if (!counted(a) || !counted(b)) return false;
  const auto told_a = parse_edtf(a.document->published);
  const auto told_b = parse_edtf(b.document->published);
  if (!p.bounded() || !q.bounded() || !told_a || !told_b || !told_a->bounded() || !told_b->bounded()) return false;
  const auto length = *p.latest - *p.earliest;
  const auto apart = (*told_a->latest - *p.latest) - (*told_b->latest - *q.latest);
  return length == *q.latest - *q.earliest && std::chrono::abs(apart) <= length;
}

}  // namespace

bool LikelyCause::counted_from_the_telling(const std::vector<Given>& values) const {
  if (values.size() != 2) return false;
  const auto others = first_of(values[1]);
  const auto first = first_of(values[0]);
  return std::any_of(first.begin(), first.end(), [&](const ClaimView* a) {
    return std::any_of(others.begin(), others.end(),
                       [&](const ClaimView* b) { return as_long_before(*a, *b) && alignment_.tied(*a, *b); });
  });
}

bool LikelyCause::translated(const std::vector<Given>& values) const {
  const auto from_another = [&](const ClaimView* a, const ClaimView* b) {
    return a->document->language != b->document->language && alignment_.relate(*a, *b).place == Place::kRetold;
  };
  for (size_t i = 0; i < values.size(); ++i) {
    for (size_t j = i + 1; j < values.size(); ++j) {
      for (const ClaimView* a : first_of(values[i])) {
        const auto others = first_of(values[j]);
        if (std::any_of(others.begin(), others.end(), [&](const ClaimView* b) { return from_another(a, b); }))
          return true;
      }
    }
  }
  return false;
}

std::string LikelyCause::of(const std::vector<Given>& values) const {
  const std::string cause = rumour_or_unknown(values);
  return cause == "unknown" && !one_is_denied(values) && translated(values) ? "translation" : cause;
}

std::string LikelyCause::of_days(const Interval& a, const Interval& b, const std::vector<Given>& values) const {
  if (a.bounded() && b.bounded() && *a.earliest == *a.latest && *b.earliest == *b.latest) {
    const auto x = civil(*a.earliest);
    const auto y = civil(*b.earliest);
    const auto apart = (*a.earliest - *b.earliest).count();
    if (x.year() == y.year() && unsigned(x.month()) == unsigned(y.day()) && unsigned(y.month()) == unsigned(x.day()))
      return "day-month order";
    if (two_calendars(x, y, apart)) return "calendar";
    if (x.month() == y.month() && x.day() == y.day()) return "year";
    if (apart == 1 || apart == -1) return "time zone";
    const auto unit = [](auto day) { return unsigned(day.day()) % 10; };
    if (x.year() == y.year() && x.month() == y.month() && unit(x) == unit(y)) return "digits";
  }
  if (counted_from_the_telling(values)) return "day of telling";
  return rumour_or_unknown(values);
}

std::string LikelyCause::of_sums(const Quantity& a, const Quantity& b, const std::vector<Given>& values) const {
  if (two_currencies(a, b)) return "currency";
  if (swapped_digits(a, b, kFewestSwapped)) return "digits";
  if (compare_amounts(a, b) != AmountRelation::kScale) return rumour_or_unknown(values);
  const double ratio = std::max(a.value, b.value) / std::min(a.value, b.value);
  const bool thousand = ratio > 999 && ratio < 1001;
  // A mark read the other way moves the point by the digits behind it: two, or three when it was a thousands mark.
  const auto fraction = [](double value) { return value != static_cast<double>(static_cast<int64_t>(value)); };
  return thousand && (fraction(a.value) || fraction(b.value)) ? "decimal mark" : "scale";
}

std::string LikelyCause::of_names(const std::vector<Given>& values) const {
  if (one_is_part(values)) return rumour_or_unknown(values);
  std::string cause = of(values);
  if (cause != "translation") return cause;
  std::set<std::string_view> languages;
  for (const Given& given : values) {
    const std::set<std::string_view> own = languages_of(given);
    if (own.size() != 1 || !languages.insert(*own.begin()).second) return cause;
  }
  return "name translation";
}

}  // namespace annals
