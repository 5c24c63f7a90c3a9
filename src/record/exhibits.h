// Numbered exhibits and attachments that documents refer to and the case lacks.
#pragma once

#include <span>

#include "record/record.h"

namespace annals {

/// Adds gaps of kinds `missing-exhibit` and `missing-attachment`, one for each number, at its first mention. What an
/// exhibit is called is in the packs' table `exhibits` (columns: surface, kind). An exhibit is in the case when a
/// title, a file's name or a block of text begins with its word and number.
void find_missing_exhibits(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record);

}  // namespace annals
