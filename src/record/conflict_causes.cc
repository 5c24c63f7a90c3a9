#include "record/conflict_causes.h"

#include <algorithm>
#include <array>
#include <set>

namespace annals {
namespace {

// What other calendars add to or take from the years of ours: Buddhist, Minguo, Solar and Lunar Hijri.
constexpr std::array<int, 5> kEras{543, 1911, 621, 622, 579};
constexpr int64_t kJulianDays = 13;  // behind the Gregorian calendar, since 1900

std::set<std::string_view> languages_of(const Given& given) {
  std::set<std::string_view> languages;
  for (const ClaimView* view : given.claims) languages.insert(view->document->language);
  return languages;
}

bool hearsay(const ClaimView* view) {
  return view->claim->status == ClaimStatus::kUncertain || view->claim->attributed_to != kNone;
}

bool one_is_rumour(const std::vector<Given>& values) {
  const auto all_hearsay = [](const Given& given) {
    return std::all_of(given.claims.begin(), given.claims.end(), hearsay);
  };
  return std::any_of(values.begin(), values.end(), all_hearsay) &&
         !std::all_of(values.begin(), values.end(), all_hearsay);
}

bool two_calendars(std::chrono::year_month_day x, std::chrono::year_month_day y, int64_t apart) {
  const int years = std::abs(int(x.year()) - int(y.year()));
  if (years != 0) return std::find(kEras.begin(), kEras.end(), years) != kEras.end();
  return std::abs(apart) == kJulianDays && int(x.year()) < 1924;  // the last states changed over in 1923
}

}  // namespace

std::string likely_cause(const std::vector<Given>& values) {
  if (one_is_rumour(values)) return "rumour";
  std::set<std::string_view> languages;
  for (const Given& given : values) languages.merge(languages_of(given));
  return languages.size() > 1 ? "translation" : "unknown";
}

std::string date_cause(const Interval& a, const Interval& b, const std::vector<Given>& values) {
  if (a.bounded() && b.bounded() && *a.earliest == *a.latest && *b.earliest == *b.latest) {
    const auto x = civil(*a.earliest);
    const auto y = civil(*b.earliest);
    const auto apart = (*a.earliest - *b.earliest).count();
    if (x.year() == y.year() && unsigned(x.month()) == unsigned(y.day()) && unsigned(y.month()) == unsigned(x.day()))
      return "day-month order";
    if (two_calendars(x, y, apart)) return "calendar";
    if (x.month() == y.month() && x.day() == y.day()) return "year";
    if (apart == 1 || apart == -1) return "time zone";
  }
  return likely_cause(values);
}

std::string amount_cause(const Quantity& a, const Quantity& b, const std::vector<Given>& values) {
  if (compare_amounts(a, b) == AmountRelation::kDigits) return "digits";
  if (compare_amounts(a, b) != AmountRelation::kScale) return likely_cause(values);
  const double ratio = std::max(a.value, b.value) / std::min(a.value, b.value);
  const bool thousand = ratio > 999 && ratio < 1001;
  // A mark read the other way moves the point by the digits behind it: two, or three when it was a thousands mark.
  const auto fraction = [](double value) { return value != static_cast<double>(static_cast<int64_t>(value)); };
  return thousand && (fraction(a.value) || fraction(b.value)) ? "decimal mark" : "scale";
}

std::string name_cause(const std::vector<Given>& values) {
  std::string cause = likely_cause(values);
  if (cause != "translation") return cause;
  std::set<std::string_view> languages;
  for (const Given& given : values) {
    const std::set<std::string_view> own = languages_of(given);
    if (own.size() != 1 || !languages.insert(*own.begin()).second) return cause;
  }
  return "name translation";
}

}  // namespace annals
