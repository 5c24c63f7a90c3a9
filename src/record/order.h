// What the documents say of the order of things: 'before the deal closed', 'after she left', 'on the same day as'.
//
// A pack's table `order` has the columns kind (before, after, same-day), forms (`|` between them) and stands: `first`
// when the words begin the clause that they refer to ('after A, B'; 'B after A'), `last` when they end it ('A 之后,
// B').
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "record/claim_view.h"

namespace annals {

/// A statement that one claim's happening is not after another's.
struct StatedOrder {
  uint32_t earlier = 0, later = 0;  ///< indices into the views
  bool same_day = false;
  int64_t least = 0;            ///< days between the two,
  std::optional<int64_t> most;  ///< where they are counted: 'two weeks after she left'
};

/// All statements in the documents that stand between or before two claims of one sentence, as the table `order` of the
/// documents' languages reads them. Only of what is asserted. In order of the views; linear in the text between claims.
/// A date that was counted ('two days before') is no longer the own one of a claim that says from what: the reader may
/// have counted from another day.
std::vector<StatedOrder> take_order(std::vector<ClaimView>& views, const LanguageSet& languages);

/// Dates events that have no day of their own (`dated` says which have) by what is stated of their order with others,
/// as intervals with open ends where nothing bounds them; a day that they have from the sentences before goes when no
/// stated order allows it.
void date_by_order(std::span<const ClaimView> views, const std::vector<StatedOrder>& orders,
                   const std::vector<bool>& dated, std::vector<Event>& events);

/// Puts events that begin on one day and are equally long into the order that is stated of them. `events` in the order
/// of the chronology.
void sort_by_order(std::span<const ClaimView> views, const std::vector<StatedOrder>& orders,
                   std::vector<Event>& events);

}  // namespace annals
