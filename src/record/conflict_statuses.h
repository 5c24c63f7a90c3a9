// Whether it happened: claims that tell a thing as done, as meant or as denied.
#pragma once

#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "record/conflict_list.h"
#include "record/tellings.h"

namespace annals {

class StatusConflicts {
 public:
  /// All arguments must outlive it.
  StatusConflicts(std::span<const ClaimView> views, const Tellings& tellings, const Alignment& alignment,
                  const Record& record, ConflictList& list)
      : views_(views), tellings_(tellings), alignment_(alignment), causes_(alignment), record_(record), list_(list) {}

  /// Claims of one event that exclude each other.
  void of_event(uint32_t event, std::span<const ClaimView* const> claims);
  /// What is told, and denied as a thing of its own: of one type, by the same parties, on days that may be the same.
  void denials();
  /// The same of one actor at one place of a retold passage, whoever the two take it to be done to. `pairs` of views.
  void retold_denials(const std::vector<std::pair<uint32_t, uint32_t>>& pairs);

 private:
  bool one_tense(const Given& planned, std::span<const ClaimView* const> claims) const;
  static bool misread_as_done(const Given& done, const Given& planned);
  bool contradict(const ClaimView& a, const ClaimView& b) const;
  bool denies_the_deed(const ClaimView& view) const;
  bool may_be_one_time(const ClaimView& a, const ClaimView& b) const;

  std::span<const ClaimView> views_;
  const Tellings& tellings_;
  const Alignment& alignment_;
  LikelyCause causes_;
  const Record& record_;
  ConflictList& list_;
  std::set<uint32_t> denied_;  // events that a conflict says to be denied
};

}  // namespace annals
