#include "reading/name_clusters.h"

#include <cstring>

namespace annals {
namespace {

constexpr uint32_t kStartBits = 12;

}  // namespace

std::unique_ptr<const NameClusters> NameClusters::parse(std::string_view bytes) {
  constexpr size_t kHeader = 8;
  if (bytes.size() < kHeader || !bytes.starts_with("ANC1")) return nullptr;
  uint32_t count = 0;
  std::memcpy(&count, bytes.data() + 4, 4);
  if (bytes.size() != kHeader + size_t{5} * count) return nullptr;
  auto clusters = std::make_unique<NameClusters>();
  clusters->keys_ = bytes.substr(kHeader, size_t{4} * count);
  clusters->numbers_ = bytes.substr(kHeader + size_t{4} * count);
  uint32_t row = 0, last = 0;
  for (uint32_t start = 0; start <= 1U << kStartBits; ++start) {
    for (; row < count; ++row) {
      const uint32_t key = clusters->key_at(row);
      if (key < last) return nullptr;
      if (key >> (32 - kStartBits) >= start) break;
      last = key;
    }
    clusters->starts_.push_back(row);
  }
  return clusters;
}

uint32_t NameClusters::key_at(uint32_t row) const {
  uint32_t key = 0;
  std::memcpy(&key, keys_.data() + size_t{4} * row, 4);
  return key;
}

// Keys are spread evenly: a key's row is near where its lower bits say.
uint32_t NameClusters::likely_row(uint32_t key) const {
  const uint32_t start = key >> (32 - kStartBits);
  const uint32_t first = starts_[start], end = starts_[start + 1];
  constexpr uint64_t kLowerBits = (uint64_t{1} << (32 - kStartBits)) - 1;
  return first + static_cast<uint32_t>((key & kLowerBits) * (end - first) >> (32 - kStartBits));
}

void NameClusters::fetch(uint32_t key) const { __builtin_prefetch(&starts_[key >> (32 - kStartBits)]); }

void NameClusters::fetch_row(uint32_t key) const {
  const uint32_t row = likely_row(key);
  if (row >= numbers_.size()) return;
  __builtin_prefetch(keys_.data() + size_t{4} * row);
  __builtin_prefetch(numbers_.data() + row);
}

uint8_t NameClusters::find(uint32_t key) const {
  const uint32_t start = key >> (32 - kStartBits);
  const uint32_t first = starts_[start], end = starts_[start + 1];
  if (first == end) return 0;
  uint32_t row = likely_row(key);
  while (row > first && key_at(row) > key) --row;
  while (row + 1 < end && key_at(row) < key) ++row;
  return key_at(row) == key ? static_cast<uint8_t>(numbers_[row]) : uint8_t{0};
}

}  // namespace annals
