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

uint8_t NameClusters::find(uint32_t key) const {
  const uint32_t start = key >> (32 - kStartBits);
  uint32_t first = starts_[start], end = starts_[start + 1];
  while (first < end) {
    const uint32_t middle = first + (end - first) / 2;
    const uint32_t there = key_at(middle);
    if (there == key) return static_cast<uint8_t>(numbers_[middle]);
    if (there < key) {
      first = middle + 1;
    } else {
      end = middle;
    }
  }
  return 0;
}

}  // namespace annals
