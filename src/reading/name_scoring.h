// The features of tokens and what the learned model says of them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "reading/analysis.h"
#include "reading/name_features.h"

namespace annals {

/// Features of every token, as numbers, for training.
struct FeatureLists {
  std::vector<uint32_t> values;
  std::vector<uint32_t> first;  ///< tokens + 1 entries into `values`
};
FeatureLists list_features(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features);

/// What the model of the block's language (there must be one) says of the tokens with full attention that are not
/// `closed` (by token). Nothing of the others, nor of what no name goes over, which add_votes forbids.
void score_tokens(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                  const std::vector<bool>& closed, std::vector<LabelScores>& scores);

}  // namespace annals
