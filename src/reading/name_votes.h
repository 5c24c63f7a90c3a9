// What the pack's tables and the look of tokens say about names: scores that are added to those of the learned tagger.
#pragma once

#include <string_view>
#include <vector>

#include "reading/analysis.h"
#include "reading/name_lexicon.h"
#include "reading/name_tagger.h"

namespace annals {

/// Phrases of these kinds are no names by themselves.
constexpr uint32_t kNeverName =
    1U << static_cast<uint32_t>(NameKind::kNotName) | 1U << static_cast<uint32_t>(NameKind::kWeak);

/// Adds the votes to `scores` (one entry a token). Where the pack has a model they only lean on it; where it has none
/// they decide alone.
void add_votes(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
               const NameLexicon& lexicon, std::vector<LabelScores>& scores);

/// No name may cover this token.
void forbid(LabelScores& scores);

}  // namespace annals
