// Retellings: passages of two documents, in any two languages, that tell the same thing.
//
// What survives translation are the anchors: who is named, amounts, counts, dates, what is claimed to have happened,
// quotations. Each sentence is a bag of anchors; an anchor weighs ln(sentences in the case / sentences that have it),
// so that what stands everywhere weighs nothing and a rare sum much. Sentences of two documents whose common anchors
// weigh enough, in the same order, make a passage.
#pragma once

#include <span>

#include "record/disjoint_sets.h"
#include "record/record.h"

namespace annals {

/// Adds retellings and translations to record.copies (exact and near copies are there already and are not told again),
/// and joins in `origins` the documents that one was made from the other. Deterministic; the work grows with the
/// anchors that are rare.
void find_retellings(std::span<const DocumentReading> documents, Record& record, DisjointSets& origins);

}  // namespace annals
