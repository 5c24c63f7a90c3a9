// Sums whose scale looks mistranslated: of two tellings that differ by a factor which a language makes likely (万 taken
// for a thousand, milhar for milhão), the one that is likely wrong.
#pragma once

#include <span>
#include <utility>
#include <vector>

#include "record/record.h"

namespace annals {

/// The suspect quantities of all documents, as (document, quantity), in order: those of the values in conflicts whose
/// cause is `scale` and whose factor the `scales` table of one of their languages names. Of two values the suspect is
/// the one that fewer origins tell; where that does not decide, the one told in such a language.
std::vector<std::pair<uint32_t, uint32_t>> suspect_sums(std::span<const DocumentReading> documents,
                                                        const LanguageSet& languages, const Record& record);

}  // namespace annals
