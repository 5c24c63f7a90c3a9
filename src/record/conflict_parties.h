// Who took part, as the claims of one event say: where they exclude each other.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/alignment.h"
#include "record/conflict_causes.h"
#include "record/record.h"

namespace annals {

/// Compares parties by the names that stand in the claims' own words. Pronouns, implied parties and names that may be
/// one entity under two forms prove nothing. `alignment` and `record` must outlive it.
class PartyConflicts {
 public:
  PartyConflicts(std::span<const DocumentReading> documents, const Alignment& alignment, const Record& record);

  /// The values of a role that exclude each other, in order of their first claim; empty when all can be true. A claim
  /// that names fewer than another excludes it only where it does not speak of those others at all, nor its document of
  /// all in another claim; and never in a role that stands for both sides (`both_sides`: who met, who signed).
  std::vector<Given> find(std::span<const ClaimView* const> claims, std::string_view role, bool both_sides) const;

 private:
  enum class Named : uint8_t { kNo, kBeside, kWithin };
  Named named_parties(const ClaimView& view, std::string_view role, std::vector<uint32_t>& parties) const;
  bool speaks_of(const ClaimView& view, uint32_t entity) const;
  bool told_apart(uint32_t a, uint32_t b) const;
  bool named_in(uint32_t entity, uint32_t document) const;

  const Alignment& alignment_;
  const Record& record_;
  std::vector<std::vector<uint32_t>> documents_of_;  // by entity, rising: those that name it
};

}  // namespace annals
