// What likely made the values of a conflict differ.
#pragma once

#include <string>
#include <vector>

#include "record/alignment.h"
#include "record/amounts.h"
#include "record/claim_view.h"

namespace annals {

/// A value of a slot and the claims that give it.
struct Given {
  std::string value;
  std::vector<const ClaimView*> claims;
};

/// What follows from where the values stand. `alignment` must outlive it.
class LikelyCause {
 public:
  explicit LikelyCause(const Alignment& alignment) : alignment_(alignment) {}

  /// `rumour` (one value is only hearsay and another is not), `translation` (one stands where a text of another
  /// language was retold), or `unknown`: the sources tell it so.
  std::string of(const std::vector<Given>& values) const;
  /// As of(), but sees first `day-month order`, `calendar` (years apart as two calendars count, or days as the Julian
  /// and the Gregorian), `year`, `time zone` and `digits` (one digit of the day miswritten), last `day of telling`
  /// ('last week', retold a week later).
  std::string of_days(const Interval& a, const Interval& b, const std::vector<Given>& values) const;
  /// As of(), but sees first `currency` (sums in two, maybe one converted), `scale` (powers of ten apart), `decimal
  /// mark` (one mark read as the other) and `digits` (two in another order).
  std::string of_sums(const Quantity& a, const Quantity& b, const std::vector<Given>& values) const;
  /// As of(), but says `name translation` where each value is known in one language only.
  std::string of_names(const std::vector<Given>& values) const;

 private:
  bool translated(const std::vector<Given>& values) const;
  bool counted_from_the_telling(const std::vector<Given>& values) const;

  const Alignment& alignment_;
};

}  // namespace annals
