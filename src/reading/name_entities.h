// From spans to entities of one document: which names are the same.
#pragma once

#include <vector>

#include "reading/analysis.h"
#include "reading/name_bounds.h"
#include "reading/reading.h"

namespace annals {

/// Settles where names end (name_bounds.h), joins what is the same, and fills reading.mentions and reading.entities. A
/// full name introduces; a surname, given name, short form, acronym or the spelling in brackets refers to it.
void join_names(const Analysis& analysis, std::vector<NameSpan>& names, Reading& reading);

}  // namespace annals
