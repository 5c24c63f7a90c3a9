// Words that are used alike, as numbers: it tells the learned tagger that a word it never saw is one of those that
// surnames, towns, companies or verbs of speech are.
//
// The file `names.clusters` of the pack `_world` (written by tools/train_names.cc from scripts/make_name_clusters.py;
// all numbers little-endian) is: the bytes "ANC1"; the number of words (uint32); their keys (uint32, rising; see
// NameWords::key); one byte a word: 1 + 8 * group + place in the group.
#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

namespace annals {

class NameClusters {
 public:
  static constexpr uint8_t kParts = 8;  ///< clusters of a group

  /// Nothing when the bytes are no such table. Points into the bytes.
  static std::unique_ptr<const NameClusters> parse(std::string_view bytes);

  /// The word's number; 0 for words that are not in the table.
  uint8_t find(uint32_t key) const;
  /// To be called some words before find(), which then need not wait for memory; first fetch(), then fetch_row().
  void fetch(uint32_t key) const;
  void fetch_row(uint32_t key) const;

 private:
  uint32_t likely_row(uint32_t key) const;
  uint32_t key_at(uint32_t row) const;

  std::string_view keys_, numbers_;
  std::vector<uint32_t> starts_;  // by the key's upper bits: the first row of such a key
};

/// The group that a number belongs to; 0 for none.
constexpr uint32_t cluster_group(uint8_t number) { return number == 0 ? 0 : 1U + (number - 1U) / NameClusters::kParts; }

}  // namespace annals
