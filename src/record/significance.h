// How much an event matters in its case.
#pragma once

#include <span>
#include <vector>

#include "record/record.h"

namespace annals {

/// What the events of one case are measured by.
struct SignificanceScale {
  std::vector<uint32_t> events_of;  ///< [entity] -> events it has part in
  uint32_t busiest = 0;             ///< the most of them
  double large_amount = 0;          ///< a tenth of the events with money reach it
};

/// Points:  2 ln(1 + independent sources) + ln(1 + claims) + connectedness + 1 for a large amount
///          − 1 when nobody says that it happened (planned, denied, hypothetical …) − 1 when it is undated,
/// where connectedness is the mean over its parties of ln(1 + events they have part in) / ln(1 + events of the
/// busiest).
double significance_points(const Event& event, const SignificanceScale& scale);

/// Fills Event::significance from the points and ½ more for each conflict: `key` is the upper tenth; `background` the
/// lower half of the rest, as far as it stands in one document only. Then what persons marked. Needs conflicts.
void rate_significance(std::span<const DocumentReading> documents, std::span<const Correction> corrections,
                       std::vector<CorrectionOutcome>* outcomes, Record& record);

}  // namespace annals
