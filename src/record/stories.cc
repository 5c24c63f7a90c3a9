#include "record/stories.h"

#include <algorithm>
#include <cmath>

namespace annals {

Stories::Stories(std::span<const ClaimView> views, const Tellings& tellings, const Folding& folding) {
  std::unordered_map<uint32_t, uint32_t> documents_with;
  for (const ClaimView& view : views) {
    if (tellings.type(view.claim->type).known) continue;
    const auto [entry, fresh] = documents_.try_emplace(view.ref.document);
    if (!fresh) continue;
    for (const uint32_t word : words_in(view.document->text, folding)) {
      entry->second.push_back({word, 0});
      ++documents_with[word];
    }
  }
  for (auto& [document, words] : documents_) {
    double squares = 0;
    for (Word& word : words) {
      word.weight = std::log(static_cast<double>(documents_.size()) / documents_with.at(word.word));
      squares += word.weight * word.weight;
    }
    for (Word& word : words) word.weight /= std::sqrt(std::max(squares, 1e-9));
  }
}

double Stories::likeness(uint32_t a, uint32_t b) const {
  if (a == b) return 1;
  const auto x = documents_.find(a);
  const auto y = documents_.find(b);
  if (x == documents_.end() || y == documents_.end()) return 0;
  double common = 0;
  for (auto p = x->second.begin(), q = y->second.begin(); p != x->second.end() && q != y->second.end();) {
    if (p->word == q->word) common += p->weight * q->weight;
    const bool next_p = p->word <= q->word;
    const bool next_q = q->word <= p->word;
    p += next_p;
    q += next_q;
  }
  return common;
}

}  // namespace annals
