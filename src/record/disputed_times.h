// What the same words date: where two documents put one thing on other days, all that each dates by those words is
// disputed.
#pragma once

#include <map>
#include <span>
#include <utility>
#include <vector>

#include "record/alignment.h"
#include "record/claim_view.h"
#include "record/tellings.h"

namespace annals {

/// 'In 2016 they took notice. … She wrote to him. … He asked for more': if another document has her letter in December
/// 2015, and goes on with what he asked for, that is dated twice too, and the one conflict says so.
class DisputedTimes {
 public:
  /// `record` has events and conflicts; `views` of it, in order. All must outlive it.
  DisputedTimes(std::span<const ClaimView> views, const Tellings& tellings, Record& record);

  /// Adds to each conflict of dates what its times date too and stands in one event, or at one place of a retold
  /// passage. `pairs` of views.
  void extend(const std::vector<std::pair<uint32_t, uint32_t>>& pairs);

 private:
  using Time = std::pair<uint32_t, uint32_t>;  // document, index into Reading::times
  struct Side {                                // of a conflict
    uint32_t conflict = 0;
    uint32_t value = 0;
    friend auto operator<=>(const Side&, const Side&) = default;
  };
  const ClaimView& view(const ClaimRef& ref) const;
  std::span<const Side> sides_of(const ClaimView& view) const;
  void extend_by_event(uint32_t event);
  void extend_by_pair(const ClaimView& a, const ClaimView& b);
  void add(const Side& side, const ClaimView& view);
  bool one_deed(const ClaimView& a, const ClaimView& b) const;

  std::span<const ClaimView> views_;
  const Tellings& tellings_;
  Record& record_;
  std::map<Time, std::vector<Side>> sides_;
};

}  // namespace annals
