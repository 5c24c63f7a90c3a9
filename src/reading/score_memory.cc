#include "reading/score_memory.h"

namespace annals {

void ScoreMemory::fetch(uint64_t key) const {
  const auto* slot = reinterpret_cast<const char*>(&slots_[place(key, 0)]);
  __builtin_prefetch(slot);
  __builtin_prefetch(slot + sizeof(Slot) - 1);
}

const TokenScores* ScoreMemory::find(uint64_t key) const {
  if (key <= kBusy) return nullptr;
  for (size_t k = 0; k < kTries; ++k) {
    const Slot& slot = slots_[place(key, k)];
    const uint64_t known = slot.key.load(std::memory_order_acquire);
    if (known == key) return &slot.scores;
    if (known == kEmpty) return nullptr;
  }
  return nullptr;
}

void ScoreMemory::keep(uint64_t key, const TokenScores& scores) {
  if (key <= kBusy) return;
  for (size_t k = 0; k < kTries; ++k) {
    Slot& slot = slots_[place(key, k)];
    uint64_t known = kEmpty;
    // Whoever takes an empty slot writes it; others read it once its key stands there.
    if (slot.key.compare_exchange_strong(known, kBusy, std::memory_order_acq_rel)) {
      slot.scores = scores;
      slot.key.store(key, std::memory_order_release);
      return;
    }
    if (known == key) return;
  }
}

}  // namespace annals
