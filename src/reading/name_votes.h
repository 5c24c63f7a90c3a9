// What the pack's tables and the look of tokens say about names: scores that are added to those of the learned tagger.
#pragma once

#include <string_view>
#include <vector>

#include "reading/analysis.h"
#include "reading/name_features.h"
#include "reading/name_lexicon.h"

namespace annals {

/// Phrases of these kinds are no names by themselves.
constexpr uint32_t kNeverName =
    1U << static_cast<uint32_t>(NameKind::kNotName) | 1U << static_cast<uint32_t>(NameKind::kWeak);

/// What votes count beside a model, which was trained with them, and without one.
constexpr float kVotesBesideModel = 0.3F, kVotesAlone = 1.0F;

/// Adds the votes to `scores` (one entry a token); `share` is one of the two above.
void add_votes(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
               const NameLexicon& lexicon, float share, std::vector<LabelScores>& scores);

/// Adds what the tables know of the bodies and products that begin at a token. A model is not trained with these: its
/// sentences tell too little of who is known.
void add_known_bodies(const NameFeatures& features, std::vector<LabelScores>& scores);

/// Adds what a capital says that begins no sentence, in sentences that write most words small. A model is not trained
/// with it: names made of everyday words ('Lantern Advisory') are rarer in its sentences than in affairs.
void add_capitals(const AnalyzedBlock& block, const NameFeatures& features, float score,
                  std::vector<LabelScores>& scores);

/// Takes from words that look like names and are none: verbs that no table lists, words that fold to a name. A model is
/// not trained with it.
void add_words_without_name(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                            const NameLexicon& lexicon, std::vector<LabelScores>& scores);

/// Adds what a listed given name says of the definite noun right behind it, before a comma: it is a surname, however
/// common a word. A model is not trained with it.
void add_common_surnames(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                         const NameLexicon& lexicon, std::vector<LabelScores>& scores);

/// Adds what quotation marks around a few words that people hardly write say, where the pack names what they hold
/// (`quoted_names`): «نورفيا للنقل». A model is not trained with it.
void add_quoted_names(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                      const NameLexicon& lexicon, std::vector<LabelScores>& scores);

/// No name may cover this token.
void forbid(LabelScores& scores);

}  // namespace annals
