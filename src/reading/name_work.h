// One block while its names are chosen: what is known of its tokens, their scores and the labels that follow from them.
#pragma once

#include <vector>

#include "reading/name_features.h"
#include "reading/name_tagger.h"

namespace annals {

/// One block under work.
struct NameWork {
  const AnalyzedBlock* block = nullptr;
  NameFeatures features;
  std::vector<LabelScores> scores;
  std::vector<uint8_t> labels;
  std::vector<bool> closed;  ///< by token: no name may cover it
  bool changed = false;      ///< scores are others than those of `labels`
};

inline bool is_ideograph(const NameWork& work, uint32_t k) {
  return k < work.block->text.tokens.size() && work.block->text.tokens[k].kind == TokenKind::kIdeograph;
}

/// Whether the token lies in a phrase of one of the kinds (bits of NameKind).
inline bool has(const NameWork& work, uint32_t k, uint32_t kinds) { return (work.features.covering[k] & kinds) != 0; }

constexpr float kForbidden = -1e3F;

/// Whether a name may lie there at all: no date and no sum.
inline bool is_free(const NameWork& work, uint32_t k) {
  return work.features.attention[k] != Attention::kFull ||
         work.scores[k][static_cast<size_t>(begin_label(1))] > kForbidden;
}

/// Whether people write these tokens as one word, at least so often (0 to 15).
inline bool is_word(const NameWork& work, uint32_t first, uint32_t end, int least) {
  if (work.features.words.empty()) return false;
  const WordPlace& word = work.features.words[first];
  return word.before == first && word.after == end && (word.code & 15) >= least;
}

/// The tokens are a name of this type, as sure as the text can say it.
inline void raise(NameWork& work, uint32_t first, uint32_t end, int type) {
  constexpr float kSaidSo = 9;
  for (uint32_t k = first; k < end; ++k) {
    float& score = work.scores[k][static_cast<size_t>(k == first ? begin_label(type) : inside_label(type))];
    // What nobody looked at has no score yet.
    if (score < kForbidden && work.features.attention[k] != Attention::kFull) score = 0;
    score += kSaidSo;
  }
  work.changed = true;
}

}  // namespace annals
