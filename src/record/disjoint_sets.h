// Union-find over 0 … n-1.
#pragma once

#include <cstdint>
#include <numeric>
#include <utility>
#include <vector>

namespace annals {

/// Sets that only grow together. The root of a set is its smallest member, so results do not depend on the order of
/// joins.
class DisjointSets {
 public:
  explicit DisjointSets(size_t size) : parent_(size) { std::iota(parent_.begin(), parent_.end(), 0U); }

  uint32_t root(uint32_t member) {
    while (parent_[member] != member) {
      parent_[member] = parent_[parent_[member]];
      member = parent_[member];
    }
    return member;
  }
  void join(uint32_t a, uint32_t b) {
    a = root(a);
    b = root(b);
    if (a == b) return;
    if (b < a) std::swap(a, b);
    parent_[b] = a;
  }
  bool same(uint32_t a, uint32_t b) { return root(a) == root(b); }

 private:
  std::vector<uint32_t> parent_;
};

}  // namespace annals
