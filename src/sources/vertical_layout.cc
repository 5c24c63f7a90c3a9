#include "sources/vertical_layout.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <tuple>
#include <utility>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kFewestLetters = 12;  // of a page that may be vertical

float width_of(const LayoutBox& box) { return box.right - box.left; }
float height_of(const LayoutBox& box) { return box.bottom - box.top; }
float middle_of(const LayoutBox& box) { return (box.left + box.right) / 2; }

struct Letters {
  size_t wide = 0, all = 0;
  explicit Letters(std::string_view text) {
    for (size_t i = 0; i < text.size(); ++all) {
      const CodePoint c = decode(text, i);
      i += c.bytes;
      wide += is_wide(c.value) ? 1 : 0;
    }
  }
};

// Programs place every letter by itself, or give lines that run downwards as one word.
bool is_single(const Letters& letters) { return letters.all == 1 && letters.wide == 1; }
bool is_tall(const LayoutBox& box, const Letters& letters) {
  return letters.all > 1 && letters.wide > 0 && height_of(box) > width_of(box) * 1.5F;
}

// Fonts' boxes may be much higher than the letter in their middle.
LayoutBox square(LayoutBox box) {
  const float middle = (box.top + box.bottom) / 2, half = width_of(box) / 2;
  if (height_of(box) > width_of(box)) {
    box.top = middle - half;
    box.bottom = middle + half;
  }
  return box;
}

// How many of the letters are followed closely, downwards or to the right.
size_t count_followed(std::vector<LayoutBox> letters, bool downwards) {
  const auto along = [&](const LayoutBox& box) { return downwards ? box.top : box.left; };
  const auto across = [&](const LayoutBox& box) { return downwards ? box.left : box.top; };
  std::sort(letters.begin(), letters.end(),
            [&](const LayoutBox& a, const LayoutBox& b) { return across(a) < across(b); });
  size_t followed = 0;
  for (size_t begin = 0, end = 0; begin < letters.size(); begin = end) {
    const float size = width_of(letters[begin]);
    while (end < letters.size() && across(letters[end]) - across(letters[begin]) <= size * 0.3F) ++end;
    end = std::max(end, begin + 1);
    std::sort(letters.begin() + static_cast<std::ptrdiff_t>(begin), letters.begin() + static_cast<std::ptrdiff_t>(end),
              [&](const LayoutBox& a, const LayoutBox& b) { return along(a) < along(b); });
    for (size_t i = begin + 1; i < end; ++i) {
      const float step = along(letters[i]) - along(letters[i - 1]);
      followed += step > size * 0.5F && step < size * 1.3F ? 1 : 0;
    }
  }
  return followed;
}

struct Column {
  float middle = 0;
  std::vector<LayoutWord> words;  // from top to bottom, once all wide ones are there
};

// Letters that are drawn for vertical lines (︑, ﹁), as they are written.
void append_upright(std::string_view text, std::string& out) {
  static const UNormalizer2* const kCompatible = [] {
    UErrorCode status = U_ZERO_ERROR;
    const UNormalizer2* made = unorm2_getNFKCInstance(&status);
    return U_SUCCESS(status) ? made : nullptr;
  }();
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = decode(text, i);
    i += c.bytes;
    std::array<UChar, 4> plain{};
    UErrorCode status = U_ZERO_ERROR;
    const bool vertical = (c.value >= 0xFE10 && c.value <= 0xFE19) || (c.value >= 0xFE30 && c.value <= 0xFE48);
    const int32_t length =
        vertical && kCompatible != nullptr
            ? unorm2_getRawDecomposition(kCompatible, static_cast<UChar32>(c.value), plain.data(), 4, &status)
            : -1;
    append(out, length == 1 ? static_cast<char32_t>(plain[0]) : c.value);
  }
}

class Columns {
 public:
  explicit Columns(std::vector<LayoutWord> words, float size) : size_(size) {
    std::sort(words.begin(), words.end(),
              [](const LayoutWord& a, const LayoutWord& b) { return middle_of(a.box) < middle_of(b.box); });
    for (LayoutWord& word : words) {
      if (columns_.empty() || middle_of(word.box) - columns_.back().middle > size * 0.5F)
        columns_.push_back({middle_of(word.box), {}});
      columns_.back().words.push_back(word);
    }
    for (Column& column : columns_) sort_down(column.words);
  }

  // Words of other letters, turned on their side or upright in a line: where there is room for them.
  bool add(const std::vector<LayoutWord*>& run, const LayoutBox& box) {
    const float reach = std::max(size_ * 0.5F, width_of(box) / 2);
    const float middle = middle_of(box);
    auto column = std::lower_bound(columns_.begin(), columns_.end(), middle - reach,
                                   [](const Column& c, float x) { return c.middle < x; });
    size_t best = columns_.size();
    float least = std::min(size_, height_of(box)) * 0.5F;
    constexpr int kMostBeside = 4;
    for (int tried = 0; column != columns_.end() && column->middle <= middle + reach && tried < kMostBeside;
         ++column, ++tried) {
      const float over = covered(*column, box);
      if (over >= least) continue;
      least = over;
      best = static_cast<size_t>(column - columns_.begin());
    }
    if (best == columns_.size()) return false;
    for (const LayoutWord* word : run) others_.emplace_back(best, *word);
    return true;
  }

  std::vector<LayoutLine> lines() {
    for (auto& [column, word] : others_) {
      const float middle = columns_[column].middle;
      word.box.left = middle - size_ / 2;
      word.box.right = middle + size_ / 2;
      columns_[column].words.push_back(word);
    }
    std::vector<LayoutLine> lines;
    for (Column& column : columns_) {
      sort_down(column.words);
      const LayoutWord* before = nullptr;
      for (const LayoutWord& word : column.words) {
        const float gap = before == nullptr ? 0 : word.box.top - before->box.bottom;
        if (before == nullptr || gap > size_ * 2) {
          lines.push_back({word.box, {}, 0, true});
        } else if (gap > size_ * 0.25F && !is_wide(decode_before(before->text, before->text.size()).value) &&
                   !is_wide(decode(word.text, 0).value)) {
          lines.back().text += ' ';
        }
        append_upright(word.text, lines.back().text);
        LayoutBox& box = lines.back().box;
        box = {std::min(box.left, word.box.left), std::min(box.top, word.box.top), std::max(box.right, word.box.right),
               std::max(box.bottom, word.box.bottom)};
        before = &word;
      }
    }
    return lines;
  }

 private:
  static void sort_down(std::vector<LayoutWord>& words) {
    std::stable_sort(words.begin(), words.end(),
                     [](const LayoutWord& a, const LayoutWord& b) { return a.box.top < b.box.top; });
  }

  // How much of the box the column's letters beside it cover; all of it where none is near.
  float covered(const Column& column, const LayoutBox& box) const {
    const float middle = (box.top + box.bottom) / 2, near = size_ * 2;
    const auto below = std::partition_point(column.words.begin(), column.words.end(), [&](const LayoutWord& w) {
      return (w.box.top + w.box.bottom) / 2 < middle;
    });
    float over = 0;
    bool beside = false;
    if (below != column.words.end()) {
      over = std::max(over, box.bottom - below->box.top);
      beside = below->box.top - box.bottom < near;
    }
    if (below != column.words.begin()) {
      const LayoutBox& above = std::prev(below)->box;
      over = std::max(over, above.bottom - box.top);
      beside = beside || box.top - above.bottom < near;
    }
    return beside ? over : height_of(box);
  }

  std::vector<Column> columns_;  // from left to right
  std::vector<std::pair<size_t, LayoutWord>> others_;
  float size_;
};

// Letters that touch each other in one line, such as the digits of a year, stay together. What found its place leaves
// `lines`.
void add_runs(std::vector<std::vector<LayoutWord>>& lines, float size, Columns& columns) {
  std::vector<LayoutWord*> rest;
  for (auto& line : lines) {
    for (LayoutWord& word : line) rest.push_back(&word);
  }
  std::sort(rest.begin(), rest.end(), [](const LayoutWord* a, const LayoutWord* b) {
    return std::tie(a->box.left, a->box.top) < std::tie(b->box.left, b->box.top);
  });
  std::vector<LayoutWord*> run;
  for (size_t i = 0; i < rest.size();) {
    LayoutBox box = rest[i]->box;
    run.clear();
    do {
      box.right = std::max(box.right, rest[i]->box.right);
      box.bottom = std::max(box.bottom, rest[i]->box.bottom);
      run.push_back(rest[i++]);
    } while (i < rest.size() && rest[i]->box.left - box.left < size * 0.1F &&
             std::abs(rest[i]->box.top - box.bottom) < size * 0.3F);
    if (!columns.add(run, box)) continue;
    for (LayoutWord* word : run) word->text = {};
  }
  for (auto& line : lines) {
    line.erase(std::remove_if(line.begin(), line.end(), [](const LayoutWord& word) { return word.text.empty(); }),
               line.end());
  }
}

}  // namespace

bool is_wide(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return u_hasBinaryProperty(point, UCHAR_IDEOGRAPHIC) != 0 || width == U_EA_WIDE || width == U_EA_FULLWIDTH;
}

std::vector<LayoutLine> take_vertical_lines(std::vector<std::vector<LayoutWord>>& lines) {
  size_t wide = 0, tall = 0;
  std::vector<LayoutBox> singles;
  std::vector<float> sizes;
  for (const auto& line : lines) {
    for (const LayoutWord& word : line) {
      const Letters letters(word.text);
      wide += letters.wide;
      const bool single = is_single(letters);
      if (single) singles.push_back(square(word.box));
      if (is_tall(word.box, letters)) tall += letters.wide;
      if (single || is_tall(word.box, letters)) sizes.push_back(width_of(word.box));
    }
  }
  if (wide < kFewestLetters || (tall + singles.size()) * 2 < wide) return {};
  const size_t down = tall + count_followed(singles, true);
  if (down * 2 < wide || down < 2 * count_followed(singles, false)) return {};
  std::nth_element(sizes.begin(), sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2), sizes.end());
  const float size = sizes[sizes.size() / 2];
  if (!(size > 0)) return {};

  std::vector<LayoutWord> upright;
  const auto stands = [](const LayoutWord& word) {
    const Letters letters(word.text);
    return is_single(letters) || is_tall(word.box, letters);
  };
  for (auto& line : lines) {
    for (LayoutWord& word : line) {
      if (!stands(word)) continue;
      if (is_single(Letters(word.text))) word.box = square(word.box);
      upright.push_back(word);
    }
    line.erase(std::remove_if(line.begin(), line.end(), stands), line.end());
  }
  Columns columns(std::move(upright), size);
  add_runs(lines, size, columns);
  return columns.lines();
}

}  // namespace annals
