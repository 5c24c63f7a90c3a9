#include "record/passages.h"

#include <algorithm>
#include <array>

namespace annals {
namespace {

constexpr uint32_t kLargestGap = 240;  // letters that may differ inside a passage, in bytes
constexpr uint32_t kChainWindow = 24;  // earlier runs that a run may continue

// Equal letters: a and b at one distance.
struct Run {
  uint32_t a = 0, b = 0, length = 0;
};

std::vector<Run> exact_runs(const Letters& a, const Letters& b, std::vector<Seed>& seeds, bool same) {
  std::sort(seeds.begin(), seeds.end(), [](const Seed& x, const Seed& y) {
    const int64_t dx = int64_t{x.b} - x.a;
    const int64_t dy = int64_t{y.b} - y.a;
    return dx != dy ? dx < dy : x.a < y.a;
  });
  std::vector<Run> runs;
  int64_t diagonal = INT64_MIN;
  uint32_t covered = 0;  // of a, on this diagonal
  for (const Seed& seed : seeds) {
    const int64_t d = int64_t{seed.b} - seed.a;
    if (d == diagonal && seed.a < covered) continue;
    const uint32_t floor = d == diagonal ? covered : 0;
    diagonal = d;
    uint32_t begin = seed.a;
    uint32_t end = seed.a;
    while (begin > floor && int64_t{begin} + d > 0 && a.text[begin - 1] == b.text[begin - 1 + d]) --begin;
    // A text that repeats itself at once equals itself to its end: the run ends where its like begins.
    const auto last = static_cast<uint32_t>(
        std::min<int64_t>({int64_t(a.text.size()), int64_t(b.text.size()) - d, same ? begin + d : INT64_MAX}));
    while (end < last && a.text[end] == b.text[end + d]) ++end;
    covered = std::max(end, seed.a + 1);
    if (end - begin >= kShingleBytes) runs.push_back({begin, static_cast<uint32_t>(begin + d), end - begin});
  }
  std::sort(runs.begin(), runs.end(), [](const Run& x, const Run& y) {
    return x.a != y.a ? x.a < y.a : x.b != y.b ? x.b < y.b : x.length > y.length;
  });
  return runs;
}

// The part of letters[from, to) that both gaps have, counted by four-letter pieces: an estimate that is linear.
uint32_t shared_letters(std::string_view a, std::string_view b) {
  if (a.size() < 4 || b.size() < 4) return 0;
  std::array<uint8_t, 256> pieces{};
  const auto piece = [](std::string_view text, size_t at) {
    uint32_t h = 0;
    for (size_t i = 0; i < 4; ++i) h = h * 131 + static_cast<unsigned char>(text[at + i]);
    return (h ^ (h >> 11)) & 255;
  };
  for (size_t i = 0; i + 4 <= a.size(); ++i) ++pieces[piece(a, i)];
  uint32_t shared = 0;
  for (size_t i = 0; i + 4 <= b.size(); ++i) {
    uint8_t& left = pieces[piece(b, i)];
    if (left > 0) {
      --left;
      ++shared;
    }
  }
  return shared;
}

// The block that lies (all but an eighth) inside letters [from, to) and has no like on the other side; its begin and
// end.
bool whole_block_within(const Letters& letters, uint32_t from, uint32_t to, Span& block) {
  auto next = std::upper_bound(letters.blocks.begin(), letters.blocks.end(), from);
  if (next != letters.blocks.begin()) --next;
  for (; next + 1 < letters.blocks.end() && *next < to; ++next) {
    const uint32_t size = *(next + 1) - *next;
    const uint32_t slack = std::max(4U, size / 8);
    if (*next + slack >= from && *(next + 1) <= to + slack && size > slack) {
      block = {*next, *(next + 1)};
      return true;
    }
  }
  return false;
}

// Whether `next` may continue a passage that ends with `last`; what it costs.
bool continues(const Letters& a, const Letters& b, const Run& last, const Run& next, uint32_t& cost) {
  const int64_t gap_a = int64_t{next.a} - (int64_t{last.a} + last.length);
  const int64_t gap_b = int64_t{next.b} - (int64_t{last.b} + last.length);
  const int64_t overlap = std::max<int64_t>(0, std::max(-gap_a, -gap_b));
  if (next.a <= last.a || next.b <= last.b || overlap * 2 > std::min(last.length, next.length)) return false;
  if (gap_a > kLargestGap || gap_b > kLargestGap) return false;
  Span block;
  const auto inside = [&](const Letters& letters, int64_t gap, uint32_t begin) {
    return gap > 0 && whole_block_within(letters, begin, static_cast<uint32_t>(begin + gap), block);
  };
  if (inside(a, gap_a, last.a + last.length) || inside(b, gap_b, last.b + last.length)) return false;
  cost = static_cast<uint32_t>(overlap + (std::max<int64_t>(0, gap_a) + std::max<int64_t>(0, gap_b)) / 4);
  return true;
}

// Cuts at the nearest border between words inside the passage.
void trim_to_words(const Letters& a, const Letters& b, Passage& p) {
  while (p.a.size() > 0 && p.b.size() > 0 && !(a.word_begin[p.a.begin] && b.word_begin[p.b.begin])) {
    ++p.a.begin;
    ++p.b.begin;
    if (p.matched > 0) --p.matched;
  }
  while (p.a.size() > 0 && p.b.size() > 0 && !(a.word_begin[p.a.end] && b.word_begin[p.b.end])) {
    --p.a.end;
    --p.b.end;
    if (p.matched > 0) --p.matched;
  }
}

// Where a run was extended a few letters into a block that the other side lacks, cut back to the block's border.
void trim_to_block(const Letters& letters, Span& side, Span& other, uint32_t& matched) {
  const auto cut = [&](uint32_t position, bool at_end) {
    const auto border =
        std::upper_bound(letters.blocks.begin(), letters.blocks.end(), at_end ? position - 1 : position);
    if (border == letters.blocks.end() || border == letters.blocks.begin()) return;
    const uint32_t begin = *(border - 1);
    const uint32_t end = *border;
    const uint32_t slack = std::max(4U, (end - begin) / 8);
    const uint32_t lost = at_end ? position - begin : end - position;
    if (lost == 0 || lost > slack || lost >= side.size() || lost >= other.size() || lost == end - begin) return;
    if (at_end) {
      side.end -= lost;
      other.end -= lost;
    } else {
      side.begin += lost;
      other.begin += lost;
    }
    matched -= std::min(matched, lost);
  };
  if (!side.empty()) cut(side.end, true);
  if (!side.empty()) cut(side.begin, false);
}

}  // namespace

std::vector<Passage> match_passages(const Letters& a, const Letters& b, std::vector<Seed> seeds, bool same) {
  const std::vector<Run> runs = exact_runs(a, b, seeds, same);

  // The best chain that ends with each run.
  std::vector<int64_t> score(runs.size());
  std::vector<uint32_t> before(runs.size(), UINT32_MAX);
  for (uint32_t i = 0; i < runs.size(); ++i) {
    score[i] = runs[i].length;
    for (uint32_t j = i - std::min(i, kChainWindow); j < i; ++j) {
      uint32_t cost = 0;
      if (!continues(a, b, runs[j], runs[i], cost)) continue;
      const int64_t candidate = score[j] + runs[i].length - cost;
      if (candidate > score[i]) {
        score[i] = candidate;
        before[i] = j;
      }
    }
  }
  std::vector<uint32_t> best_first(runs.size());
  for (uint32_t i = 0; i < runs.size(); ++i) best_first[i] = i;
  std::stable_sort(best_first.begin(), best_first.end(), [&](uint32_t x, uint32_t y) { return score[x] > score[y]; });

  std::vector<bool> used(runs.size());
  std::vector<Passage> passages;
  std::vector<Span> taken;  // of a, in order
  for (const uint32_t last : best_first) {
    if (used[last]) continue;
    std::vector<uint32_t> chain;
    for (uint32_t i = last; i != UINT32_MAX && !used[i]; i = before[i]) chain.push_back(i);
    for (const uint32_t i : chain) used[i] = true;
    std::reverse(chain.begin(), chain.end());
    Passage passage;
    passage.a = {runs[chain.front()].a, runs[chain.back()].a + runs[chain.back()].length};
    passage.b = {runs[chain.front()].b, runs[chain.back()].b + runs[chain.back()].length};
    if (same && passage.a.overlaps(passage.b)) continue;
    uint32_t end_a = passage.a.begin;
    uint32_t end_b = passage.b.begin;
    for (const uint32_t i : chain) {
      const Run& run = runs[i];
      const uint32_t overlap = std::max({0U, end_a > run.a ? end_a - run.a : 0U, end_b > run.b ? end_b - run.b : 0U});
      passage.matched += run.length - std::min(run.length, overlap);
      if (run.a > end_a && run.b > end_b) {
        passage.matched += shared_letters(std::string_view(a.text).substr(end_a, run.a - end_a),
                                          std::string_view(b.text).substr(end_b, run.b - end_b));
      }
      end_a = run.a + run.length;
      end_b = run.b + run.length;
    }
    trim_to_block(a, passage.a, passage.b, passage.matched);
    trim_to_block(b, passage.b, passage.a, passage.matched);
    trim_to_words(a, b, passage);
    if (passage.a.empty() || passage.b.empty()) continue;
    const auto after = std::lower_bound(taken.begin(), taken.end(), passage.a);
    const bool overlaps = (after != taken.end() && after->overlaps(passage.a)) ||
                          (after != taken.begin() && (after - 1)->overlaps(passage.a));
    if (overlaps) continue;
    taken.insert(after, passage.a);
    passages.push_back(passage);
  }
  std::sort(passages.begin(), passages.end(), [](const Passage& x, const Passage& y) { return x.a < y.a; });
  return passages;
}

}  // namespace annals
