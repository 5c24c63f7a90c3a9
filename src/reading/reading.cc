#include "reading/reading.h"

#include <array>

namespace annals {
namespace {

constexpr std::array<std::string_view, 6> kEntityTypes{"person", "organization", "product", "place", "work", "event"};
constexpr std::array<std::string_view, 7> kStatuses{"asserted", "planned",      "proposed", "rejected",
                                                    "denied",   "hypothetical", "uncertain"};

}  // namespace

std::string_view to_string(EntityType type) { return kEntityTypes[static_cast<size_t>(type)]; }

std::optional<EntityType> parse_entity_type(std::string_view name) {
  for (size_t i = 0; i < kEntityTypes.size(); ++i) {
    if (kEntityTypes[i] == name) return static_cast<EntityType>(i);
  }
  return std::nullopt;
}

std::string_view to_string(TimeBasis basis) {
  constexpr std::array<std::string_view, 3> kNames{"explicit", "relative", "inherited"};
  return kNames[static_cast<size_t>(basis)];
}

std::string_view to_string(QuantityType type) {
  constexpr std::array<std::string_view, 6> kNames{"money", "percent", "count", "duration", "multiple", "number"};
  return kNames[static_cast<size_t>(type)];
}

std::string_view to_string(ClaimStatus status) { return kStatuses[static_cast<size_t>(status)]; }

std::optional<ClaimStatus> parse_claim_status(std::string_view name) {
  for (size_t i = 0; i < kStatuses.size(); ++i) {
    if (kStatuses[i] == name) return static_cast<ClaimStatus>(i);
  }
  return std::nullopt;
}

}  // namespace annals
