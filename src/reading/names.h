// Names: people, organisations, products and places as they stand in the text, joined within the document.
//
// Three kinds of evidence are added up for every token: a learned tagger (name_tagger.h), the pack's tables of names
// and of words around names (name_lexicon.h), and the document's own repetition. Viterbi then chooses the spans.
#pragma once

#include <memory>

#include "reading/analysis.h"
#include "reading/reading.h"

namespace annals {

struct NameLexicon;

/// Tables: `names` and, in the world pack, `known` (columns: kind, words, note; see name_lexicon.h). File:
/// `names.model` (name_tagger.h), optional.
std::shared_ptr<const NameLexicon> compile_names(const Pack& pack, Language& language);

/// Fills reading.mentions (in order of span, not overlapping) and reading.entities. Tokens inside reading.times are no
/// names. Depends on the document and the packs alone. Linear, but for a logarithm in the number of names.
void read_names(const Analysis& analysis, Reading& reading);

}  // namespace annals
