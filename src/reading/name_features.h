// What the learned part of finding names knows of each token: its look, the phrases and the word that it belongs to.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "reading/analysis.h"
#include "reading/name_tagger.h"
#include "reading/name_words.h"

namespace annals {

/// How closely a token is looked at.
enum class Attention : uint8_t {
  kFar,     ///< nothing near it can be a name
  kBeside,  ///< it stands beside tokens that are looked at
  kFull,
};

/// What one token looks like by itself.
struct TokenLook {
  uint32_t form = 0;  ///< hash of the folded form
  uint32_t shape = 0;
  uint32_t letters = 0;
};

/// One number of two, as features are made of their parts.
constexpr uint32_t mix_feature(uint32_t a, uint32_t b) {
  uint32_t h = (a * 0x9E3779B1U) ^ (b + 0x7F4A7C15U + (a << 6U) + (a >> 2U));
  h ^= h >> 15U;
  h *= 0x2C1B3C6DU;
  return h ^ (h >> 13U);
}

/// By token.
struct NameFeatures {
  std::vector<uint32_t> starting;        ///< bit k: a phrase of NameKind k begins at this token
  std::vector<uint32_t> covering;        ///< bit k: the token lies in a phrase of NameKind k
  std::vector<uint64_t> bare;            ///< hash of the folded form without a proclitic; 0 where there is none
  std::vector<uint64_t> skeletons;       ///< of the form without its weak letters; 0 where the script writes all vowels
  std::vector<uint64_t> bare_skeletons;  ///< the same without a proclitic
  std::vector<bool> verbs;               ///< a verb that no table lists, as its beginning tells
  std::vector<uint8_t> length;           ///< tokens of the longest known body, place or product that begins here
  std::vector<uint8_t> suffix;           ///< tokens of the longest word that closes names of bodies and begins here
  std::vector<Attention> attention;
  std::vector<TokenLook> looks;   ///< empty ones where there is no attention
  std::vector<WordPlace> words;   ///< empty when the pack has no names.words
  std::vector<uint8_t> clusters;  ///< number in names.clusters of the word; empty without that table
};

/// With `all`, every token gets full attention. Else those get none that stand far from any that may be a part of a
/// name. The block's language has names.
NameFeatures name_features(std::string_view text, const AnalyzedBlock& block, bool all);

}  // namespace annals
