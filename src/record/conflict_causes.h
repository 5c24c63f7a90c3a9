// What likely made the values of a conflict differ.
#pragma once

#include <string>
#include <vector>

#include "record/amounts.h"
#include "record/claim_view.h"

namespace annals {

/// A value of a slot and the claims that give it.
struct Given {
  std::string value;
  std::vector<const ClaimView*> claims;
};

/// `rumour` (one value is only hearsay and another is not), `translation` (they stand in several languages), or
/// `unknown`.
std::string likely_cause(const std::vector<Given>& values);

/// As likely_cause, but sees first `day-month order`, `calendar` (years apart as two calendars count, or days as the
/// Julian and the Gregorian), `year` and `time zone`.
std::string date_cause(const Interval& a, const Interval& b, const std::vector<Given>& values);

/// As likely_cause, but sees first `scale` (powers of ten apart) and `decimal mark` (one mark read as the other).
std::string amount_cause(const Quantity& a, const Quantity& b, const std::vector<Given>& values);

/// As likely_cause, but says `name translation` where each value is known in one language only.
std::string name_cause(const std::vector<Given>& values);

}  // namespace annals
