// The way in of this library: a document in, its reading out.
#pragma once

#include "reading/language.h"
#include "reading/reading.h"
#include "sources/document.h"

namespace annals {

/// Reads one document: times, quantities, names, quotes, claims, in that order, each layer seeing those before it.
/// Depends on the document and the packs alone (law 2). Deterministic; any thread.
Reading read_document(const Document& document, const LanguageSet& languages);

/// Changes whenever the program may read the same document differently: a hash of the sources that reading is made of.
/// Part of the readings' cache key.
std::string_view reading_version();

}  // namespace annals
