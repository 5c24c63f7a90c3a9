// Reports, studies and letters that documents cite by their author's name and that the case lacks.
#pragma once

#include "record/record.h"

namespace annals {

/// Adds a gap of kind `cited-source` for each author of whom two documents or more, of different origins, cite a work
/// ('the Lund Report', 'relatório da Lund'), when no document's title, byline, address or path has that name. What such
/// works are called is in the packs' table `cited` (columns: stands, forms; `after` the name or `before` it). At the
/// first citation. Linear in the names.
void find_cited_documents(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record);

}  // namespace annals
