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

uint32_t Parts::new_anchor(bool hard, Place place) {
  places_.push_back(place);
  with_anchor_.emplace_back();
  count_.push_back(0);
  hard_.push_back(hard);
  return static_cast<uint32_t>(count_.size() - 1);
}

uint32_t Parts::anchor(const std::string& name, Place place) {
  const auto [entry, is_new] = numbers_.try_emplace(name, 0);
  if (is_new) entry->second = new_anchor(true, place);
  return entry->second;
}

uint32_t Parts::anchor(uint32_t cluster, Place place) {
  const auto [entry, is_new] = entities_.try_emplace(cluster, 0);
  if (is_new) entry->second = new_anchor(false, place);
  return entry->second;
}

Parts::Parts(std::span<const DocumentReading> documents, const std::function<uint32_t(uint32_t, uint32_t)>& cluster_of,
             const std::vector<bool>& asked_for)
    : documents_(documents) {
  size_t passages = 0;
  Passage passage;
  std::vector<uint32_t> quantities, times;  // anchors of one document, by number of the reading; kNone: none
  for (uint32_t d = 0; d < documents.size(); ++d) {
    const Reading& reading = *documents[d].reading;
    passage.document = d;
    quantities.assign(reading.quantities.size(), kNone);
    times.assign(reading.times.size(), kNone);
    const auto known_entity = [&](const Mention& m) { return m.entity < reading.entities.size(); };
    for (const Mention& mention : reading.mentions) {
      if (!known_entity(mention)) continue;
      const Span range = window(documents[d].document->text, mention.span);
      passage.anchors.clear();
      passage.clusters.clear();
      each_inside(reading.quantities, range, [&](const Quantity& q) {
        if (q.value <= 2) return;
        uint32_t& known = quantities[static_cast<size_t>(&q - reading.quantities.data())];
        if (known == kNone)
          known = anchor(fmt::format("q{}:{:.4g}:{}", static_cast<int>(q.type), q.value, q.unit), {d, q.span});
        passage.anchors.push_back(known);
      });
      each_inside(reading.times, range, [&](const Time& t) {
        if (t.edtf.size() < 4) return;
        uint32_t& known = times[static_cast<size_t>(&t - reading.times.data())];
        if (known == kNone) known = anchor("t" + t.edtf, {d, t.span});
        passage.anchors.push_back(known);
      });
      bool asked = false;
      each_inside(reading.mentions, range, [&](const Mention& m) {
        if (!known_entity(m)) return;
        const uint32_t cluster = cluster_of(d, m.entity);
        asked = asked || asked_for[cluster];
        passage.clusters.push_back(cluster);
        passage.anchors.push_back(anchor(cluster, {d, m.span}));
      });
      for (auto* list : {&passage.anchors, &passage.clusters}) {
        std::sort(list->begin(), list->end());
        list->erase(std::unique(list->begin(), list->end()), list->end());
      }
      ++passages;
      for (const uint32_t a : passage.anchors) ++count_[a];
      if (!asked) continue;
      const auto number = static_cast<uint32_t>(passages_.size());
      for (const uint32_t a : passage.anchors) with_anchor_[a].push_back(number);
      if (const uint32_t own = cluster_of(d, mention.entity); asked_for[own]) of_cluster_[own].push_back(number);
      passages_.push_back(passage);
    }
  }
  for (const uint32_t count : count_)
    weights_.push_back(std::log(static_cast<double>(passages + 1) / static_cast<double>(count)));
}

bool Parts::Overlap::enough() const { return hard && anchors >= kFewestAnchors && weight >= kLeastWeight; }

std::map<uint32_t, Parts::Overlap> Parts::overlaps(const Passage& passage, uint32_t self) const {
  std::map<uint32_t, Overlap> out;
  for (const uint32_t shared : passage.anchors) {
    if (count_[shared] > kCommon || shared == self) continue;
    for (const uint32_t other : with_anchor_[shared]) {
      if (passages_[other].document != passage.document) out.try_emplace(other);
    }
  }
  std::vector<uint32_t> common;
  for (auto& [other, overlap] : out) {
    common.clear();
    std::set_intersection(passage.anchors.begin(), passage.anchors.end(), passages_[other].anchors.begin(),
                          passages_[other].anchors.end(), std::back_inserter(common));
    for (const uint32_t anchor : common) {
      overlap.weight += weights_[anchor];
      overlap.hard = overlap.hard || hard_[anchor];
    }
    overlap.anchors = static_cast<uint32_t>(common.size());
  }
  return out;
}

double Parts::same_part(uint32_t a, uint32_t b) const {
  const auto own = of_cluster_.find(a);
  const auto self = entities_.find(a);
  if (own == of_cluster_.end() || self == entities_.end()) return 0;
  double support = 0;
  for (const uint32_t p : own->second) {
    const Passage& passage = passages_[p];
    if (std::binary_search(passage.clusters.begin(), passage.clusters.end(), b)) continue;
    double best = 0;
    for (const auto& [other, overlap] : overlaps(passage, self->second)) {
      const auto& named = passages_[other].clusters;
      if (overlap.enough() && std::binary_search(named.begin(), named.end(), b)) best = std::max(best, overlap.weight);
    }
    support += best / kLeastWeight;
  }
  return support;
}

bool Parts::named_in(uint32_t cluster, uint32_t document) const {
  const auto known = of_cluster_.find(cluster);
  if (known == of_cluster_.end()) return true;  // not asked for
  const std::vector<uint32_t>& passages = known->second;
  const auto first = std::lower_bound(passages.begin(), passages.end(), document,
                                      [&](uint32_t p, uint32_t d) { return passages_[p].document < d; });
  return first != passages.end() && passages_[*first].document == document;
}

std::vector<std::pair<double, uint32_t>> Parts::players(uint32_t a) const {
  const auto own = of_cluster_.find(a);
  const auto self = entities_.find(a);
  if (own == of_cluster_.end() || self == entities_.end()) return {};
  std::map<uint32_t, double> support;
  for (const uint32_t p : own->second) {
    std::map<uint32_t, double> best;
    for (const auto& [other, overlap] : overlaps(passages_[p], self->second)) {
      if (!overlap.enough()) continue;
      for (const uint32_t cluster : passages_[other].clusters) {
        double& weight = best[cluster];
        weight = std::max(weight, overlap.weight);
      }
    }
    for (const auto& [cluster, weight] : best) {
      if (!named_in(cluster, passages_[p].document)) support[cluster] += weight / kLeastWeight;
    }
  }
  std::vector<std::pair<double, uint32_t>> players;
  for (const auto& [cluster, weight] : support) players.emplace_back(weight, cluster);
  std::stable_sort(players.begin(), players.end(), [](const auto& x, const auto& y) { return x.first > y.first; });
  return players;
}

std::vector<std::string> Parts::shared_anchors(uint32_t a, uint32_t b) const {
  const auto own = of_cluster_.find(a), others = of_cluster_.find(b);
  if (own == of_cluster_.end() || others == of_cluster_.end()) return {};
  std::set<uint32_t> around_b, shared;
  for (const uint32_t p : others->second) around_b.insert(passages_[p].anchors.begin(), passages_[p].anchors.end());
  for (const uint32_t p : own->second) {
    for (const uint32_t anchor : passages_[p].anchors) {
      if (around_b.contains(anchor)) shared.insert(anchor);
    }
  }
  std::vector<uint32_t> ordered(shared.begin(), shared.end());
  std::stable_sort(ordered.begin(), ordered.end(), [&](uint32_t x, uint32_t y) { return weights_[x] > weights_[y]; });
  std::vector<std::string> out;
  constexpr size_t kMost = 4;
  for (const uint32_t anchor : ordered) {
    if (out.size() >= kMost) break;
    const Place& place = places_[anchor];
    out.emplace_back(place.span.of(documents_[place.document].document->text));
  }
  return out;
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
