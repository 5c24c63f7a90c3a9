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

#include "reading/reading.h"

namespace annals {

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

class NameModel {
 public:
  /// Features are known by this many bits of their number.
  static constexpr uint32_t kKeyMask = (1U << 21) - 1;
  /// Nothing when the bytes are not a model.
  static std::unique_ptr<const NameModel> parse(std::string_view bytes);
  /// To be called a little before find(), which then need not wait for memory.
  void prefetch(uint32_t feature) const { __builtin_prefetch(&keys_[(feature & kKeyMask) / 64]); }
  static constexpr size_t kMostFeatures = 256;  ///< no token has as many, for there are few kinds of phrases
  /// Rows of weights, of the features that the model knows.
  struct Rows {
    std::array<const int8_t*, kMostFeatures> found;
    size_t count = 0;
  };
  /// The rows of a token's features (kMostFeatures at most); to be called a little before sum(), for the same reason.
  void find(const uint32_t* begin, const uint32_t* end, Rows& rows) const;
  /// Sums of weights, for labels 1 to 8 against 0. Sums of several tokens' rows can be added.
  using Sums = int16_t __attribute__((vector_size(16)));
  static Sums sum(const Rows& rows);
  LabelScores scores(Sums sums) const;
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
