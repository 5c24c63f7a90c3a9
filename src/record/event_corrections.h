// What a person decided about events, carried out on the clusters that the program found (law 7).
//
// Actions and their arguments. EVENT is an event's id: it means the event that holds the claim which the id was made
// from, so it stays right when later builds find more claims; a claim's id in its place means the event that holds the
// claim.
//
//   reject-event EVENT...            its claims happened nowhere: they stay readable, but in no event
//   confirm-event EVENT              a person vouches for it: confidence 1
//   redate-event EVENT EDTF          its date, whatever the claims say
//   merge-events EVENT EVENT...      one happening
//   split-event EVENT CLAIM...       these claims leave it and are an event of their own
//   mark-significance EVENT key|supporting|background
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "record/claim_view.h"
#include "record/record.h"

namespace annals {

/// The id of the event whose first claim has this id.
std::string event_id(std::string first_claim_id);

/// Events as clusters of claims (indices into views), with what persons decided about them.
struct DecidedEvents {
  struct Decision {
    bool confirmed = false;
    std::string edtf;  ///< empty: as the claims say
  };
  std::vector<std::vector<uint32_t>> clusters;  ///< of claims that stay in events
  std::vector<Decision> decisions;              ///< beside clusters
};

/// Carries out the corrections on events, in order, and says what became of each. Corrections of other layers are left
/// alone.
DecidedEvents decide_events(std::vector<std::vector<uint32_t>> clusters, std::span<const ClaimView> views,
                            std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes);

/// mark-significance, on the finished record.
void decide_significance(std::span<const DocumentReading> documents, std::span<const Correction> corrections,
                         std::vector<CorrectionOutcome>* outcomes, Record& record);

}  // namespace annals
