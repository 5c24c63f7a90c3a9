// The learned part of finding names: a linear-chain conditional random field over tokens, with hashed features.
//
// The model file (`names.model`, written by tools/train_names.cc; all numbers little-endian) is: the bytes "ANM1"; the
// number of features (uint32); the scale (float32) that an integer weight is multiplied with; transition scores
// (kNameLabels squared float32, from-label major); the features' keys (uint32, rising); then 8 signed bytes a feature:
// the weights of labels 1 to 8 against label 0 (no name).
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "languages/lexicon.h"
#include "reading/name_words.h"
#include "reading/reading.h"

namespace annals {

struct NameLexicon;
struct Language;
enum class NameKind : uint8_t;

/// Labels: 0 outside; then for each of person, organisation, place, product: begins, goes on.
constexpr int kNameTypes = 4;
constexpr int kNameLabels = 1 + 2 * kNameTypes;
constexpr int begin_label(int type) { return 1 + 2 * type; }
constexpr int inside_label(int type) { return 2 + 2 * type; }
constexpr int label_type(int label) { return (label - 1) / 2; }
constexpr bool label_begins(int label) { return label % 2 == 1; }
/// Whether `to` may follow `from`: a name goes on only where one of its type stands before.
constexpr bool may_follow(int from, int to) {
  return to == 0 || label_begins(to) || (from != 0 && label_type(from) == label_type(to));
}
constexpr std::array<EntityType, kNameTypes> kLabelTypes{EntityType::kPerson, EntityType::kOrganization,
                                                         EntityType::kPlace, EntityType::kProduct};

using LabelScores = std::array<float, kNameLabels>;

/// The features of every token, as numbers of 32 bits. The same for training and for use.
struct NameFeatures {
  std::vector<uint32_t> values;
  std::vector<uint32_t> first;      ///< tokens + 1 entries into `values`
  std::vector<uint32_t> starting;   ///< bit k: a phrase of NameKind k begins at this token
  std::vector<uint32_t> covering;   ///< bit k: the token lies in a phrase of NameKind k
  std::vector<uint64_t> forms;      ///< hash of each token's folded form
  std::vector<uint64_t> bare;       ///< the same without a proclitic; 0 where there is none
  std::vector<uint64_t> skeletons;  ///< hash of the form without its weak letters; 0 where the script writes all vowels
  std::vector<uint64_t> bare_skeletons;  ///< the same without a proclitic
  std::vector<uint8_t> length;           ///< tokens of the longest known body, place or product that begins here
  std::vector<uint8_t> suffix;           ///< tokens of the longest word that closes names of bodies and begins here
  std::vector<WordPlace> words;          ///< by token; empty when the pack has no names.words
};
NameFeatures name_features(std::string_view text, const TokenizedText& tokens, const Language& language,
                           const NameLexicon& lexicon);

class NameModel {
 public:
  /// Features are known by this many bits of their number.
  static constexpr uint32_t kKeyMask = (1U << 21) - 1;
  /// Nothing when the bytes are not a model.
  static std::unique_ptr<const NameModel> parse(std::string_view bytes);
  /// The sum of the features' weights, for labels 1 to 8 against 0.
  LabelScores score(const uint32_t* begin, const uint32_t* end) const;
  float transition(int from, int to) const { return transitions_[from * kNameLabels + to]; }

 private:
  // Which of 64 keys there are, as bits, and how many come before these: a key's rank is its row.
  struct Keys {
    uint64_t present = 0;
    uint32_t before = 0;
  };
  std::vector<Keys> keys_;
  std::vector<std::array<int8_t, 8>> rows_;
  float scale_ = 1;
  std::array<float, kNameLabels * kNameLabels> transitions_{};
};

/// The best sequence of labels. Without a model, plain transitions that cost a little where a name begins.
std::vector<uint8_t> best_labels(const std::vector<LabelScores>& scores, const NameModel* model);

}  // namespace annals
