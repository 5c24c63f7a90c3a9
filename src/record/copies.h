// Copies and retellings: passages of two documents (or of one) that come from one source.
#pragma once

#include <span>

#include "record/record.h"

namespace annals {

/// Fills record.copies and record.origin_of: exact and near copies by winnowed shingles of normalised text, at any
/// length and inside one document too; translations and retellings by the sequence of names, dates, amounts and quotes.
/// Needs record.entities. Deterministic; near-linear in the text: where many documents share a passage, each is
/// compared with a few of the others only, and `origin_of` joins them all.
void find_copies(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record);

}  // namespace annals
