// Values under keys that are hashes already, side by side: a third of the memory of a std::unordered_map, and one place
// to look in. Never shrinks.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace annals {

template <class Value>
class KeyedTable {
 public:
  /// The value under the key, new where there was none.
  Value& operator[](uint64_t key) {
    if (4 * (used_ + 1) > 3 * slots_.size()) grow();
    Slot& slot = slots_[place(key)];
    if (slot.key == 0) {
      slot.key = whole(key);
      ++used_;
    }
    return slot.value;
  }

  /// None where there is none.
  const Value* find(uint64_t key) const {
    if (slots_.empty()) return nullptr;
    const Slot& slot = slots_[place(key)];
    return slot.key == 0 ? nullptr : &slot.value;
  }

 private:
  struct Slot {
    uint64_t key = 0;  // 0: free
    Value value{};
  };

  static uint64_t whole(uint64_t key) { return key == 0 ? 1 : key; }

  // Where the key stands, or would.
  size_t place(uint64_t key) const {
    const size_t mask = slots_.size() - 1;
    size_t at = static_cast<size_t>((whole(key) * 0x9e3779b97f4a7c15ULL) >> 32U) & mask;
    while (slots_[at].key != 0 && slots_[at].key != whole(key)) at = (at + 1) & mask;
    return at;
  }

  void grow() {
    std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.empty() ? 16 : 2 * slots_.size()));
    for (Slot& slot : old) {
      if (slot.key != 0) slots_[place(slot.key)] = std::move(slot);
    }
  }

  std::vector<Slot> slots_;  // a power of two
  size_t used_ = 0;
};

}  // namespace annals
