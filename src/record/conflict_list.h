// The conflicts found so far, and how one is written down.
#pragma once

#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "record/conflict_causes.h"

namespace annals {

/// Whether the values of a conflict of that slot are amounts.
bool is_sum(const std::string& slot);

/// Adds to record.conflicts, which it begins anew; needs record.events and record.event_of.
class ConflictList {
 public:
  ConflictList(std::span<const ClaimView> views, Record& record);

  /// `related`: other events that give values. A sum's values take with them the claims that tell it without a sum of
  /// their own.
  void report(uint32_t event, std::vector<uint32_t> related, std::string slot, const std::vector<Given>& values,
              std::string cause);
  /// Whether a conflict of the slot (of any sum, where it is one) with these two values was reported, of whatever
  /// event.
  bool known(const std::string& slot, const std::vector<Given>& values) const;
  const ClaimView& view(const ClaimRef& ref) const { return *view_of_.at(ref); }

 private:
  void add_told_beside(Conflict& conflict) const;
  std::vector<std::pair<ClaimRef, uint32_t>> claims_near(const ClaimView& view) const;
  void add_same_words(const std::set<ClaimRef>& given, std::vector<ClaimRef>& claims) const;

  Record& record_;
  std::map<ClaimRef, const ClaimView*> view_of_;
  std::set<std::string> known_;  // by slot and values
  std::set<std::string> ids_;
};

}  // namespace annals
