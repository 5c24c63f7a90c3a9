// What the dates of two claims say about whether they mean one happening.
#pragma once

#include <cstdint>
#include <optional>

#include "record/claim_view.h"

namespace annals {

/// Evidence for (above 0) and against, in the measure of ClaimLikeness. `once`: it happens but once to the same
/// parties; `tied`: the two stand in sentences that tell one thing.
double date_likeness(const ClaimView& a, const ClaimView& b, bool once, bool tied);

/// Both within a few days of their own or of the sentences before them.
bool same_days(const ClaimView& a, const ClaimView& b);

/// One of the two lies within a week that lies in the other's month, or both are that month.
bool same_month(const Interval& a, const Interval& b);

/// And one of the dates at the least stands in its claim's words.
bool same_month(const ClaimView& a, const ClaimView& b);

/// Both from one day or month to another, more than a month later: 'between May 2016 and March 2018'.
bool same_period(const ClaimView& a, const ClaimView& b);
/// Whether the claim has such a period.
bool of_period(const Claim& claim);

/// The same day, or month, of two years, of which one at the least is not stated: the reader may have got it wrong.
bool other_year(const ClaimView& a, const ClaimView& b);

/// Whether a document gives the two dates of its own, with no day in common; `often`: or those of the sentences before.
bool one_document_two_dates(const ClaimView& a, const ClaimView& b, bool often);

/// The month in which all of a claim's days lie, counted from year 0; none of longer times.
std::optional<int32_t> month_of(const Claim& claim);

}  // namespace annals
