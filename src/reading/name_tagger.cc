#include "reading/name_tagger.h"

#include <algorithm>
#include <bit>
#include <cstring>

namespace annals {
namespace {

// Vectors that compilers turn into whatever the processor has.
using Floats = float __attribute__((vector_size(16)));
using Ints = int32_t __attribute__((vector_size(16)));
using Bytes = int8_t __attribute__((vector_size(8)));

}  // namespace

std::unique_ptr<const NameModel> NameModel::parse(std::string_view bytes) {
  auto model = std::make_unique<NameModel>();
  const size_t header = 12 + sizeof(model->transitions_);
  if (bytes.size() < header || !bytes.starts_with("ANM1")) return nullptr;
  uint32_t count = 0;
  std::memcpy(&count, bytes.data() + 4, 4);
  if (bytes.size() != header + size_t{12} * count) return nullptr;
  std::memcpy(&model->scale_, bytes.data() + 8, 4);
  std::memcpy(model->transitions_.data(), bytes.data() + 12, sizeof(model->transitions_));
  model->keys_.resize((kKeyMask + 1) / 64);
  model->rows_.resize(size_t{count} + 1);  // ranks begin with 1; the first row is of no feature
  const char* keys = bytes.data() + header;
  const char* weights = keys + size_t{4} * count;
  uint32_t last = 0;
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t key = 0;
    std::memcpy(&key, keys + size_t{4} * i, 4);
    if (key > kKeyMask || (i > 0 && key <= last)) return nullptr;
    last = key;
    model->keys_[key / 64].present |= uint64_t{1} << key % 64;
    std::memcpy(model->rows_[i + 1].data(), weights + size_t{8} * i, 8);
  }
  for (size_t i = 1; i < model->keys_.size(); ++i) {
    const Keys& last_keys = model->keys_[i - 1];
    model->keys_[i].before = last_keys.before + static_cast<uint32_t>(std::popcount(last_keys.present));
  }
  return model;
}

void NameModel::find(const uint32_t* begin, const uint32_t* end, Rows& rows) const {
  size_t count = 0;
  for (; begin != end; ++begin) {
    const uint32_t key = *begin & kKeyMask;
    const Keys& keys = keys_[key / 64];
    // The bits up to the key's own stand highest, so that their number tells its rank, and the topmost whether it is
    // there.
    const uint64_t bits = keys.present << (63 - key % 64);
    rows.found[count] = rows_[keys.before + static_cast<uint32_t>(std::popcount(bits))].data();
    __builtin_prefetch(rows.found[count]);
    count += bits >> 63;
  }
  rows.count = count;
}

NameModel::Sums NameModel::sum(const Rows& rows) {
  Sums sums{};
  for (size_t i = 0; i < rows.count; ++i) {
    Bytes row;
    std::memcpy(&row, rows.found[i], sizeof(row));
    sums += __builtin_convertvector(row, Sums);
  }
  return sums;
}

LabelScores NameModel::scores(Sums sums) const {
  LabelScores scores{};
  for (size_t k = 0; k < 8; ++k) scores[k + 1] = scale_ * static_cast<float>(sums[k]);
  return scores;
}

std::vector<uint8_t> best_labels(const std::vector<LabelScores>& scores, const NameModel* model) {
  std::vector<uint8_t> labels(scores.size());
  if (scores.empty()) return labels;
  constexpr float kNever = -1e9F;
  constexpr float kBegin = -1.0F;
  // A step takes all labels at once: rows are padded to whole vectors of four.
  constexpr size_t kVectors = (kNameLabels + 3) / 4;
  Floats transition[kNameLabels][kVectors];
  for (int from = 0; from < kNameLabels; ++from) {
    Floats* const row = transition[from];
    std::fill(row, row + kVectors, Floats{} + kNever);
    for (int to = 0; to < kNameLabels; ++to) {
      if (!may_follow(from, to)) continue;
      row[to / 4][to % 4] = model != nullptr ? model->transition(from, to) : label_begins(to) ? kBegin : 0.0F;
    }
  }
  std::vector<std::array<uint8_t, kNameLabels>> back(scores.size());
  LabelScores best = scores[0];
  for (size_t to = 0; to < kNameLabels; ++to) best[to] += transition[0][to / 4][to % 4];
  // A token that no name may cover: only one way leads on from it.
  const auto closed = [&](size_t i) {
    constexpr float kForbidden = -1000;
    return std::all_of(scores[i].begin() + 1, scores[i].end(), [](float score) { return score < kForbidden; });
  };
  bool was_closed = false;
  for (size_t i = 1; i < scores.size(); ++i) {
    const bool behind_closed = was_closed;
    was_closed = closed(i);
    if (was_closed && behind_closed) continue;  // nothing new, and the way leads back to 'no name'
    if (was_closed) {
      size_t from = 0;
      for (size_t k = 1; k < kNameLabels; ++k) {
        if (best[k] + transition[k][0][0] > best[from] + transition[from][0][0]) from = k;
      }
      back[i][0] = static_cast<uint8_t>(from);
      best.fill(kNever);
      best[0] = 0;
      continue;
    }
    Floats top[kVectors];
    Ints origin[kVectors] = {};
    for (size_t v = 0; v < kVectors; ++v) top[v] = transition[0][v] + best[0];
    for (size_t from = 1; from < kNameLabels; ++from) {
      for (size_t v = 0; v < kVectors; ++v) {
        const Floats value = transition[from][v] + best[from];
        origin[v] = value > top[v] ? Ints{} + static_cast<int32_t>(from) : origin[v];
        top[v] = value > top[v] ? value : top[v];
      }
    }
    LabelScores next{};
    for (size_t to = 0; to < kNameLabels; ++to) {
      next[to] = top[to / 4][to % 4] + scores[i][to];
      back[i][to] = static_cast<uint8_t>(origin[to / 4][to % 4]);
    }
    // Only differences matter; keeping the best at zero keeps floats exact over long texts.
    const float ceiling = *std::max_element(next.begin(), next.end());
    for (float& value : next) value -= ceiling;
    best = next;
  }
  auto label = static_cast<uint8_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (size_t i = scores.size(); i-- > 0;) {
    labels[i] = label;
    label = back[i][label];
  }
  return labels;
}

}  // namespace annals
