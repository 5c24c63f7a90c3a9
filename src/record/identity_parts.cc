#include "record/identity_parts.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

namespace annals {
namespace {

constexpr uint32_t kReach = 240;  // bytes to each side of a name
constexpr size_t kCommon = 60;    // an anchor of more passages than this tells nothing
constexpr size_t kFewestAnchors = 3;
constexpr double kLeastWeight = 7;  // natural logarithms of rarity, summed

// The window around a name: its line, or what is near on it.
Span window(std::string_view text, Span name) {
  const size_t line_begin = text.rfind('\n', name.begin);
  const size_t line_end = text.find('\n', name.end);
  const uint32_t begin = line_begin == std::string_view::npos ? 0 : static_cast<uint32_t>(line_begin);
  const auto end = static_cast<uint32_t>(std::min(line_end, text.size()));
  return {std::max(begin, name.begin > kReach ? name.begin - kReach : 0), std::min(end, name.end + kReach)};
}

template <class T, class Use>
void each_inside(const std::vector<T>& values, Span range, Use use) {
  auto at = std::lower_bound(values.begin(), values.end(), range.begin,
                             [](const T& value, uint32_t begin) { return value.span.begin < begin; });
  for (; at != values.end() && at->span.begin < range.end; ++at) use(*at);
}

}  // namespace

uint32_t Parts::anchor(const std::string& name) {
  const auto [entry, is_new] = numbers_.try_emplace(name, static_cast<uint32_t>(with_anchor_.size()));
  if (is_new) {
    with_anchor_.emplace_back();
    hard_.push_back(name.front() != 'e');
  }
  return entry->second;
}

Parts::Parts(std::span<const DocumentReading> documents,
             const std::function<uint32_t(uint32_t, uint32_t)>& cluster_of) {
  for (uint32_t d = 0; d < documents.size(); ++d) {
    const Reading& reading = *documents[d].reading;
    for (const Mention& mention : reading.mentions) {
      const Span range = window(documents[d].document->text, mention.span);
      Passage passage;
      passage.document = d;
      each_inside(reading.quantities, range, [&](const Quantity& q) {
        if (q.value > 2)
          passage.anchors.push_back(anchor(fmt::format("q{}:{:.4g}:{}", static_cast<int>(q.type), q.value, q.unit)));
      });
      each_inside(reading.times, range, [&](const Time& t) {
        if (t.edtf.size() >= 4) passage.anchors.push_back(anchor("t" + t.edtf));
      });
      each_inside(reading.mentions, range, [&](const Mention& m) {
        const uint32_t cluster = cluster_of(d, m.entity);
        passage.clusters.push_back(cluster);
        passage.anchors.push_back(anchor(fmt::format("e{}", cluster)));
      });
      for (auto* list : {&passage.anchors, &passage.clusters}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
      }
      const auto number = static_cast<uint32_t>(passages_.size());
      for (const uint32_t a : passage.anchors) with_anchor_[a].push_back(number);
      of_cluster_[cluster_of(d, mention.entity)].push_back(number);
      passages_.push_back(std::move(passage));
    }
  }
  for (const auto& passages : with_anchor_) {
    weights_.push_back(std::log(static_cast<double>(passages_.size() + 1) / static_cast<double>(passages.size())));
  }
}

double Parts::same_part(uint32_t a, uint32_t b) const {
  const auto own = of_cluster_.find(a);
  if (own == of_cluster_.end()) return 0;
  const auto self_a = numbers_.find(fmt::format("e{}", a)), self_b = numbers_.find(fmt::format("e{}", b));
  if (self_a == numbers_.end() || self_b == numbers_.end()) return 0;
  double support = 0;
  for (const uint32_t p : own->second) {
    const Passage& passage = passages_[p];
    if (std::binary_search(passage.clusters.begin(), passage.clusters.end(), b)) continue;
    // Passages of other documents that name b and share an anchor.
    std::set<uint32_t> others;
    for (const uint32_t shared : passage.anchors) {
      if (with_anchor_[shared].size() > kCommon || shared == self_a->second) continue;
      for (const uint32_t other : with_anchor_[shared]) {
        if (passages_[other].document != passage.document &&
            std::binary_search(passages_[other].clusters.begin(), passages_[other].clusters.end(), b))
          others.insert(other);
      }
    }
    double best = 0;
    for (const uint32_t other : others) {
      std::vector<uint32_t> common;
      std::set_intersection(passage.anchors.begin(), passage.anchors.end(), passages_[other].anchors.begin(),
                            passages_[other].anchors.end(), std::back_inserter(common));
      double weight = 0;
      bool hard = false;
      for (const uint32_t c : common) {
        weight += weights_[c];
        hard = hard || hard_[c];
      }
      if (hard && common.size() >= kFewestAnchors) best = std::max(best, weight);
    }
    if (best >= kLeastWeight) support += best / kLeastWeight;
  }
  return support;
}

std::map<uint32_t, uint32_t> Parts::company(uint32_t cluster) const {
  std::map<uint32_t, uint32_t> out;
  if (const auto own = of_cluster_.find(cluster); own != of_cluster_.end()) {
    for (const uint32_t p : own->second) {
      for (const uint32_t other : passages_[p].clusters) ++out[other];
    }
  }
  return out;
}

double Parts::same_company(uint32_t a, uint32_t b) const {
  const std::map<uint32_t, uint32_t> around_a = company(a), around_b = company(b);
  double shared = 0, all = 0;
  for (const auto& [other, count] : around_a) {
    if (other == a || other == b) continue;
    const double weight = std::sqrt(count);
    all += weight;
    if (around_b.contains(other)) shared += weight;
  }
  return all == 0 ? 0 : shared / all;
}

}  // namespace annals
