// Sums of one deal that two documents give differently, where its tellings were taken for two events.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "record/conflict_list.h"
#include "record/tellings.h"

namespace annals {

/// Whether amounts of one role cannot both be right; never so of vague ones ('dozens').
bool exclude_amounts(const Quantity& a, const Quantity& b);
/// Whether an amount that agrees stands anywhere in what was read.
bool stands_in(const Quantity& quantity, const Reading& reading);
/// Whether some entity has part in both.
bool common_party(const ClaimView& a, const ClaimView& b);

class SumConflicts {
 public:
  /// All arguments must outlive it.
  SumConflicts(std::span<const ClaimView> views, const Tellings& tellings, const Alignment& alignment,
               const Record& record, ConflictList& list)
      : views_(views), tellings_(tellings), alignment_(alignment), causes_(alignment), record_(record), list_(list) {}

  /// One deal told with two sums: of a type that does not happen again and again, by the same parties, in one month,
  /// told by two documents, each of which knows one sum only.
  void other_sums();
  /// Two documents give one sum with two of its digits in another order, of the same parties, on one day or in one
  /// story.
  void misprints();
  /// Two sentences of which one retells the other give sums that differ by a power of ten or by two digits in another
  /// order, whatever kind of claim each stands in, and neither document has the other's.
  void retold_sums();

 private:
  using Sum = std::pair<const ClaimView*, const Quantity*>;
  void two_sums(const ClaimView& a, const ClaimView& b, const std::vector<const ClaimView*>& all);
  void misprint(const Sum& x, const Sum& y);
  bool one_deal(const Sum& x, const Sum& y) const;
  void retold_sums(const Copy& copy);
  std::span<const ClaimView> claims_of(uint32_t document) const;
  std::vector<const ClaimView*> tellers(const CopySide& side, const Quantity& quantity) const;
  void add_of_kinds(const CopySide& side, const std::vector<const ClaimView*>& others,
                    std::vector<const ClaimView*>& claims) const;

  std::span<const ClaimView> views_;
  const Tellings& tellings_;
  const Alignment& alignment_;
  LikelyCause causes_;
  const Record& record_;
  ConflictList& list_;
};

}  // namespace annals
