// Numbers with which nothing is counted: page numbers, scores, years, 'three', 'two fifths'. They are no quantities of
// a record and are read only when asked for.
#pragma once

#include <vector>

#include "reading/language.h"
#include "reading/reading.h"
#include "sources/document.h"

namespace annals {

/// All numbers of a document in order, also those inside times and quantities, without ordinals and 'a'. Linear.
std::vector<Quantity> read_bare_numbers(const Document& document, const LanguageSet& languages);

}  // namespace annals
