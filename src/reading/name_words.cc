#include "reading/name_words.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstring>

namespace annals {
namespace {

constexpr uint32_t kStartBits = 16;

// The lowest bit of a key is always set.
constexpr size_t bit_of(uint32_t key, size_t words) { return key >> 1 & (words * 64 - 1); }

constexpr bool names_something(int code) { return code >> 4 >= 4 && (code >> 4 <= 8 || code >> 4 == 12); }

}  // namespace

std::unique_ptr<const NameWords> NameWords::parse(std::string_view bytes) {
  constexpr size_t kHeader = 8;
  if (bytes.size() < kHeader || !bytes.starts_with("ANW1")) return nullptr;
  uint32_t count = 0;
  std::memcpy(&count, bytes.data() + 4, 4);
  if (bytes.size() != kHeader + size_t{5} * count) return nullptr;
  auto words = std::make_unique<NameWords>();
  words->keys_.resize(count);
  if (count > 0) std::memcpy(words->keys_.data(), bytes.data() + kHeader, size_t{4} * count);
  const auto* codes = reinterpret_cast<const uint8_t*>(bytes.data()) + kHeader + size_t{4} * count;
  words->codes_.assign(codes, codes + count);
  if (!std::is_sorted(words->keys_.begin(), words->keys_.end())) return nullptr;
  uint32_t at = 0;
  for (uint32_t start = 0; start <= 1U << kStartBits; ++start) {
    while (at < count && words->keys_[at] >> (32 - kStartBits) < start) ++at;
    words->starts_.push_back(at);
  }
  words->present_.resize(std::bit_ceil(std::max<size_t>(count / 16, 1)));
  for (const uint32_t key : words->keys_) {
    const size_t bit = bit_of(key, words->present_.size());
    words->present_[bit / 64] |= uint64_t{1} << bit % 64;
  }
  return words;
}

bool NameWords::may_have(uint32_t key) const {
  const size_t bit = bit_of(key, present_.size());
  return (present_[bit / 64] >> bit % 64 & 1) != 0;
}

// Both are put where they are called: GCC takes functions that only fetch for ones without effects, and leaves their
// calls out.
[[gnu::always_inline]] inline void NameWords::fetch(uint32_t key) const {
  __builtin_prefetch(&present_[bit_of(key, present_.size()) / 64]);
  __builtin_prefetch(&starts_[key >> (32 - kStartBits)]);
}

[[gnu::always_inline]] inline void NameWords::fetch_row(uint32_t key) const {
  if (!may_have(key)) return;
  const uint32_t row = starts_[key >> (32 - kStartBits)];
  if (row >= keys_.size()) return;
  __builtin_prefetch(&keys_[row]);
  __builtin_prefetch(&codes_[row]);
}

int NameWords::find(uint32_t key) const {
  if (!may_have(key)) return -1;
  const uint32_t start = key >> (32 - kStartBits);
  for (uint32_t at = starts_[start]; at < starts_[start + 1]; ++at) {
    if (keys_[at] == key) return codes_[at];
  }
  return -1;
}

void NameWords::mark_name(std::vector<WordPlace>& places, uint32_t first, uint32_t count, int code) const {
  for (uint32_t k = 0; k < count; ++k) {
    const uint32_t position = count == 1 ? 0 : k == 0 ? 1 : k + 1 == count ? 3 : 2;
    places[first + k].name = static_cast<uint8_t>((code >> 4) * 4 + static_cast<int>(position));
  }
}

void NameWords::cut_run(std::span<const uint64_t> forms, uint32_t first, std::vector<Step>& steps,
                        std::vector<WordPlace>& places) const {
  // The cheapest way to each point: a word costs the logarithm of its rarity.
  constexpr int kRarest = 26, kUnknown = 27;
  const auto n = static_cast<uint32_t>(forms.size());
  steps.assign(n + 1, {});
  for (uint32_t k = 1; k <= n; ++k) steps[k].cost = kUnknown * static_cast<int>(n + 1);
  uint32_t name_end = 0;
  // The keys of the words that begin at a token, made some tokens ahead, so that find() need not wait for memory.
  constexpr uint32_t kAhead = 4, kHalfway = 2, kRing = 8;
  std::array<std::array<uint32_t, kLongest>, kRing> keys;
  const auto longest_at = [&](uint32_t i) { return std::min(kLongest, n - i); };
  const auto look_ahead = [&](uint32_t i) {
    uint64_t state = 0;
    for (uint32_t k = 0; i < n && k < longest_at(i); ++k) {
      state = add_token(state, forms[i + k]);
      keys[i % kRing][k] = key(state);
      fetch(keys[i % kRing][k]);
    }
    const uint32_t halfway = i - kHalfway;
    for (uint32_t k = 0; i >= kHalfway && halfway < n && k < longest_at(halfway); ++k)
      fetch_row(keys[halfway % kRing][k]);
  };
  for (uint32_t i = 0; i < kAhead; ++i) look_ahead(i);
  for (uint32_t i = 0; i < n; ++i) {
    look_ahead(i + kAhead);
    uint32_t longest_name = 0;
    int name_code = 0;
    for (uint32_t length = 1; length <= longest_at(i); ++length) {
      const uint32_t word = keys[i % kRing][length - 1];
      const int code = find(word);
      if (code < 0 && length > 1) continue;
      const int cost = steps[i].cost + (code < 0 ? kUnknown : kRarest - (code & 15));
      if (cost < steps[i + length].cost) steps[i + length] = {cost, length, word, code};
      if (length > 1 && names_something(code)) {
        longest_name = length;
        name_code = code;
      }
    }
    if (longest_name > 0 && i + longest_name > name_end) {
      mark_name(places, first + i, longest_name, name_code);
      name_end = i + longest_name;
    }
  }
  for (uint32_t end = n; end > 0;) {
    const Step& step = steps[end];
    const uint32_t begin = end - step.length;
    for (uint32_t k = begin; k < end; ++k) {
      WordPlace& place = places[first + k];
      place.key = step.key;
      place.before = first + begin;
      place.after = first + end;
      place.code = static_cast<uint8_t>(std::max(step.code, 0));
      place.position = step.length == 1 ? 0 : k == begin ? 1 : k + 1 == end ? 3 : 2;
    }
    end = begin;
  }
}

std::vector<WordPlace> NameWords::cut(const std::vector<Token>& tokens, std::span<const uint64_t> forms,
                                      const std::function<bool(size_t)>& wanted) const {
  std::vector<WordPlace> places(tokens.size());
  std::vector<Step> steps;
  const auto n = static_cast<uint32_t>(tokens.size());
  uint32_t name_end = 0;
  constexpr uint32_t kAhead = 6, kHalfway = 3;
  const auto key_of = [&](uint32_t i) { return key(add_token(0, forms[i])); };
  for (uint32_t i = 0; i < n;) {
    if (i + kAhead < n) {
      if (wanted(i + kAhead)) fetch(key_of(i + kAhead));
      if (wanted(i + kHalfway)) fetch_row(key_of(i + kHalfway));
    }
    if (tokens[i].kind == TokenKind::kIdeograph) {
      uint32_t end = i;
      while (end < n && tokens[end].kind == TokenKind::kIdeograph) ++end;
      cut_run(forms.subspan(i, end - i), i, steps, places);
      i = end;
      continue;
    }
    places[i].before = i;
    places[i].after = i + 1;
    if (tokens[i].kind == TokenKind::kWord && wanted(i)) {
      uint64_t state = add_token(0, forms[i]);
      places[i].key = key(state);
      const int code = find(places[i].key);
      places[i].code = static_cast<uint8_t>(std::max(code, 0));
      uint32_t longest_name = names_something(code) ? 1 : 0;
      int name_code = code;
      // Where letters have two cases, a name of several words begins with a capital.
      const bool opens = tokens[i].script != Script::kLatin || tokens[i].capitalized;
      for (uint32_t length = 2; opens && length <= kLongest && i + length <= n; ++length) {
        if (tokens[i + length - 1].kind == TokenKind::kLineBreak) break;
        state = add_token(state, forms[i + length - 1]);
        const int longer = find(key(state));
        if (longer < 0) continue;
        longest_name = length;
        name_code = longer;
      }
      if (longest_name > 0 && i + longest_name > name_end) {
        mark_name(places, i, longest_name, name_code);
        name_end = i + longest_name;
      }
    }
    ++i;
  }
  return places;
}

}  // namespace annals
