// What a person types into a search: words, "phrases", names, Bates numbers.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "casefile/search.h"
#include "present/selection.h"

namespace annals {

struct SearchQuery {
  std::vector<std::vector<SearchPhrase>> groups;  ///< as SearchIndex::find takes them
  std::vector<uint32_t> entities;                 ///< those that a word or the whole query names
};

/// Words and "phrases in quotation marks". A word or the whole query that names an entity finds all its spellings,
/// unless `exact`.
SearchQuery understand_search(std::string_view text, bool exact, const CaseIndex& index);

}  // namespace annals
