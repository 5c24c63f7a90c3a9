// Sentence ends, by the pack's abbreviations.
#pragma once

#include <memory>
#include <vector>

#include "reading/analysis.h"

namespace annals {

/// Tables: `abbreviations` (columns: surface, with its point; before, `number` where only a number may follow).
struct SentenceRules {
  PhraseTable abbreviations;
};

std::shared_ptr<const SentenceRules> compile_sentences(const Pack& pack, Language& language);

/// Cuts a block's tokens into sentences: at line breaks, and after . ! ? … 。 ！ ？ ؟ ۔ । with the closing marks that
/// follow. A point does not end a sentence inside a number, after an abbreviation or a single capital, or before a
/// lower-case letter. Linear.
std::vector<Sentence> cut_sentences(std::string_view text, const TokenizedText& tokens, const SentenceRules& rules);

}  // namespace annals
