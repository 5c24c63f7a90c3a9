// Who takes part in two claims, as evidence of whether they mean one happening.
#pragma once

#include <span>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "record/claim_view.h"
#include "record/tellings.h"

namespace annals {

/// Evidence from who takes part.
struct Parties {
  double score = 0;
  int shared = 0;           ///< main roles (actor, object) that are filled alike
  bool by_name = false;     ///< such a role is filled alike, and both name who it is
  bool identified = false;  ///< a role that tells one happening from another is filled alike
  bool differs = false;     ///< a role is filled differently, by names on both sides, and not in dispute
  bool excluded = false;    ///< a role that tells one happening from another is filled differently,
  bool apart = false;       ///< by two whom one of the documents knows as two,
  bool doubtful = false;    ///< and one of the two only by what the text around implies
};

/// Compares parties by role: a rare party says more than one who is everywhere.
class PartyLikeness {
 public:
  /// `record` must outlive it.
  PartyLikeness(std::span<const ClaimView> views, const Record& record);

  /// `tied`: the two stand in sentences that tell one thing.
  Parties compare(const ClaimView& a, const ClaimView& b, const TypeKnowledge& type_a, const TypeKnowledge& type_b,
                  bool tied) const;

 private:
  bool kin(const std::vector<uint32_t>& x, const std::vector<uint32_t>& y) const;
  double entity_weight(uint32_t entity) const;
  bool told_apart(const ClaimView& a, const ClaimView& b, std::string_view role) const;

  const Record& record_;
  std::unordered_map<uint32_t, uint32_t> claims_with_entity_;
  std::unordered_set<uint64_t> known_in_;  // document and entity
  double claims_ = 1;
};

}  // namespace annals
