// From spans to entities of one document: what belongs to a name, and which names are the same.
#pragma once

#include <string_view>
#include <vector>

#include "reading/analysis.h"
#include "reading/name_tagger.h"
#include "reading/reading.h"

namespace annals {

/// A name as a run of tokens, less `skip_bytes` at its beginning (an Arabic proclitic).
struct NameSpan {
  const AnalyzedBlock* block = nullptr;
  uint32_t first = 0, count = 0;
  uint32_t skip_bytes = 0;
  EntityType type = EntityType::kPerson;
  float confidence = 1;

  Span span() const {
    const auto& tokens = block->text.tokens;
    return {tokens[first].span.begin + skip_bytes, tokens[first + count - 1].span.end};
  }
};

/// Takes titles and common nouns off the ends. False when nothing is left.
bool trim_name(std::string_view text, const NameFeatures& features, NameSpan& name);

/// Cuts Arabic proclitics off, joins what is the same, and fills reading.mentions and reading.entities. A full name
/// introduces; a surname, given name, short form, acronym or the spelling in brackets refers to it.
void join_names(const Analysis& analysis, std::vector<NameSpan>& names, Reading& reading);

}  // namespace annals
