#include "record/significance.h"

#include <algorithm>
#include <cmath>

#include "record/event_corrections.h"

namespace annals {
namespace {

double largest_money(const Event& event) {
  double largest = 0;
  for (const EventQuantity& quantity : event.quantities) {
    if (quantity.type == QuantityType::kMoney) largest = std::max(largest, quantity.max.value_or(quantity.value));
  }
  return largest;
}

// The value that a tenth of the values exceed or equal; above all values when there are none.
double upper_tenth(std::vector<double> values) {
  if (values.empty()) return HUGE_VAL;
  std::sort(values.begin(), values.end(), std::greater<>());
  return values[values.size() / 10];
}

}  // namespace

double significance_points(const Event& event, const SignificanceScale& scale) {
  double connected = 0;
  uint32_t parties = 0;
  for (const EventParticipant& participant : event.participants) {
    if (participant.entity == kNone) continue;
    connected += std::log1p(scale.events_of[participant.entity]);
    ++parties;
  }
  if (parties > 0 && scale.busiest > 0) connected /= parties * std::log1p(scale.busiest);
  double points = 2 * std::log1p(event.independent_sources) + std::log1p(double(event.claims.size())) + connected;
  if (largest_money(event) >= scale.large_amount) points += 1;
  if (event.status != ClaimStatus::kAsserted) points -= 1;
  if (!event.days.known() && event.edtf.empty()) points -= 1;
  return points;
}

void rate_significance(std::span<const DocumentReading> documents, std::span<const Correction> corrections,
                       std::vector<CorrectionOutcome>* outcomes, Record& record) {
  SignificanceScale scale;
  scale.events_of.assign(record.entities.size(), 0);
  std::vector<double> amounts;
  for (const Event& event : record.events) {
    std::vector<uint32_t> parties;
    for (const EventParticipant& participant : event.participants) {
      if (participant.entity != kNone) parties.push_back(participant.entity);
    }
    std::sort(parties.begin(), parties.end());
    parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
    for (const uint32_t entity : parties) scale.busiest = std::max(scale.busiest, ++scale.events_of[entity]);
    if (const double amount = largest_money(event); amount > 0) amounts.push_back(amount);
  }
  scale.large_amount = upper_tenth(std::move(amounts));

  std::vector<double> points(record.events.size());
  for (size_t e = 0; e < points.size(); ++e) points[e] = significance_points(record.events[e], scale);
  for (const Conflict& conflict : record.conflicts) {
    if (conflict.event != kNone) points[conflict.event] += 0.5;
  }
  const double key = upper_tenth(points);
  std::vector<double> rest;
  for (const double p : points) {
    if (p < key) rest.push_back(p);
  }
  std::sort(rest.begin(), rest.end());
  const double middle = rest.empty() ? 0 : rest[rest.size() / 2];
  for (size_t e = 0; e < points.size(); ++e) {
    Event& event = record.events[e];
    event.significance = points[e] >= key                                   ? Significance::kKey
                         : points[e] < middle && event.documents.size() < 2 ? Significance::kBackground
                                                                            : Significance::kSupporting;
  }
  decide_significance(documents, corrections, outcomes, record);
}

}  // namespace annals
