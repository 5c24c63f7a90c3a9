#include "record/claim_days.h"

#include <algorithm>

#include "base/yearless.h"

namespace annals {
namespace {

constexpr double kSameDay = 2, kSameDayOfSomeYear = 1.2;
constexpr int64_t kShortMonths = 100;  // days: a season at the most
constexpr double kSameMonthOfSomeYear = 0.3;
constexpr int64_t kLongMonth = 31;    // days
constexpr int64_t kLongestSlip = 62;  // days by which two dates of one happening may be apart where it is told again
constexpr double kNotOwn = 0.6;       // of what a date says that comes from the sentences before

// The day in its year; also of a date of which only the year is not known.
std::optional<std::chrono::month_day> day_in_year(const Claim& claim) {
  if (!claim.days.bounded()) return day_without_year(claim.edtf);
  if (*claim.days.earliest != *claim.days.latest) return std::nullopt;
  return civil(*claim.days.earliest).month() / civil(*claim.days.earliest).day();
}

int64_t days_apart(std::chrono::month_day a, std::chrono::month_day b) {
  constexpr std::chrono::year kSomeYear{2000};  // with a 29 February
  return std::abs((std::chrono::sys_days(kSomeYear / a) - std::chrono::sys_days(kSomeYear / b)).count());
}

bool without_year(const Claim& claim) { return !claim.days.known() && day_without_year(claim.edtf).has_value(); }

}  // namespace

bool other_year(const ClaimView& x, const ClaimView& y) {
  const Interval& a = x.claim->days;
  const Interval& b = y.claim->days;
  if (x.ref.document == y.ref.document || (x.states_year && y.states_year) || !a.bounded() || !b.bounded())
    return false;
  const auto day = [](Day at) {
    const auto date = civil(at);
    return std::pair(unsigned(date.month()), unsigned(date.day()));
  };
  const auto length = (*a.latest - *a.earliest).count();
  return length < kShortMonths && std::abs(length - (*b.latest - *b.earliest).count()) <= 1 &&
         day(*a.earliest) == day(*b.earliest) && !intersects(a, b);
}

bool same_days(const ClaimView& x, const ClaimView& y) {
  const Interval& a = x.claim->days;
  const Interval& b = y.claim->days;
  if (without_year(*x.claim) && without_year(*y.claim)) {
    return x.ref.document == y.ref.document && (x.own_date || y.own_date) && x.claim->edtf == y.claim->edtf;
  }
  return a.bounded() && b.bounded() && intersects(a, b) && (*a.latest - *a.earliest).count() < 7 &&
         (*b.latest - *b.earliest).count() < 7;
}

bool same_month(const Interval& a, const Interval& b) {
  if (!a.bounded() || !b.bounded() || !intersects(a, b)) return false;
  const auto [narrow, wide] = std::minmax({(*a.latest - *a.earliest).count(), (*b.latest - *b.earliest).count()});
  return (narrow < 7 || narrow == wide) && wide < 31;
}

bool same_month(const ClaimView& x, const ClaimView& y) {
  return (x.own_date || y.own_date) && same_month(x.claim->days, y.claim->days);
}

bool of_period(const Claim& claim) {
  constexpr size_t kMonths = 7;  // letters of a month in EDTF
  const size_t middle = claim.edtf.find('/');
  return claim.days.bounded() && middle != std::string::npos && middle >= kMonths &&
         claim.edtf.size() - middle > kMonths && (*claim.days.latest - *claim.days.earliest).count() > kLongMonth;
}

bool same_period(const ClaimView& a, const ClaimView& b) {
  return a.claim->edtf == b.claim->edtf && of_period(*a.claim) && of_period(*b.claim);
}

double date_likeness(const ClaimView& x, const ClaimView& y, bool once, bool tied) {
  const Interval& a = x.claim->days;
  const Interval& b = y.claim->days;
  const bool weak = !x.own_date || !y.own_date;
  if (without_year(*x.claim) || without_year(*y.claim)) {
    const auto p = day_in_year(*x.claim);
    const auto q = day_in_year(*y.claim);
    if (p && q && days_apart(*p, *q) == 1) return tied ? 0 : -1.5;
    if (p && q && *p != *q) return tied || weak ? -1 : -4;
    const double same = x.ref.document == y.ref.document ? kSameDay : kSameDayOfSomeYear;
    if (p && q) return weak ? kNotOwn * same : same;
  }
  if (!a.bounded() || !b.bounded()) {
    if (a.known() && b.known() && !intersects(a, b)) return tied || weak ? -1 : -4;
    return once ? 0 : -0.4;
  }
  if (other_year(x, y)) {
    const double same = *a.earliest == *a.latest ? kSameDayOfSomeYear : kSameMonthOfSomeYear;
    return weak ? kNotOwn * same : same;
  }
  if (!intersects(a, b)) {
    const auto gap = std::max(*a.earliest - *b.latest, *b.earliest - *a.latest).count();
    if (gap <= 1) return tied ? 0 : -1.5;  // a time zone, or the day of the news for the day itself
    if (tied && !weak && !once && gap > kLongestSlip) return -4;
    if (tied || weak) return tied && weak ? -0.5 : -1.2;
    return gap <= 31 ? -4 : -6;
  }
  const auto common = (std::min(*a.latest, *b.latest) - std::max(*a.earliest, *b.earliest)).count() + 1;
  const auto wider = std::max(*a.latest - *a.earliest, *b.latest - *b.earliest).count() + 1;
  const double bonus = wider == 1     ? kSameDay
                       : wider <= 7   ? 1.6
                       : wider <= 31  ? 1.2
                       : common <= 31 ? 0.5
                       : wider <= 366 ? 0.4
                                      : 0;
  return weak ? kNotOwn * bonus : bonus;
}

bool one_document_two_dates(const ClaimView& a, const ClaimView& b, bool often) {
  const Interval& x = a.claim->days;
  const Interval& y = b.claim->days;
  if (a.ref.document != b.ref.document || (!often && (!a.own_date || !b.own_date))) return false;
  if (without_year(*a.claim) && without_year(*b.claim)) return a.claim->edtf != b.claim->edtf;
  if (!x.bounded() || !y.bounded() || intersects(x, y)) return false;
  return std::max(*x.earliest - *y.latest, *y.earliest - *x.latest).count() > 1;
}

std::optional<int32_t> month_of(const Claim& claim) {
  if (!claim.days.bounded()) return std::nullopt;
  const auto first = civil(*claim.days.earliest);
  const auto last = civil(*claim.days.latest);
  if (first.year() != last.year() || first.month() != last.month()) return std::nullopt;
  return int(first.year()) * 12 + static_cast<int>(unsigned(first.month()));
}

}  // namespace annals
