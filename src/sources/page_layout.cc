#include "sources/page_layout.h"

#include <fmt/format.h>
#include <unicode/uchar.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <map>
#include <set>

#include "sources/blocks.h"
#include "sources/vertical_layout.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kMaxPages = 50'000;
constexpr int kMaxColumnsInColumns = 3;  // a page's columns may hold columns

float number(std::string_view text) {
  float value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  constexpr float kFarthest = 1e7F;  // no page is so large; sums and differences stay numbers
  return std::isfinite(value) ? std::clamp(value, -kFarthest, kFarthest) : 0;
}

std::string_view take_cell(std::string_view& line) {
  const size_t end = std::min(line.find('\t'), line.size());
  const std::string_view cell = line.substr(0, end);
  line.remove_prefix(std::min(end + 1, line.size()));
  return cell;
}

bool is_right_to_left(char32_t c) {
  const UCharDirection direction = u_charDirection(static_cast<UChar32>(c));
  return direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
}

bool is_mark(UChar32 c) { return u_charType(c) == U_NON_SPACING_MARK; }
bool has_mark(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const CodePoint c = decode(text, i);
    i += c.bytes;
    if (is_mark(static_cast<UChar32>(c.value))) return true;
  }
  return false;
}

struct Directions {
  size_t right_to_left = 0, left_to_right = 0;
  void count(std::string_view text) {
    for (size_t i = 0; i < text.size();) {
      const CodePoint c = decode(text, i);
      i += c.bytes;
      right_to_left += is_right_to_left(c.value) ? 1 : 0;
      left_to_right += u_charDirection(static_cast<UChar32>(c.value)) == U_LEFT_TO_RIGHT ? 1 : 0;
    }
  }
  bool mostly_right_to_left() const { return right_to_left > left_to_right; }
};

// Marks that Chinese and Latin texts share; in a Chinese one they are as wide as an ideograph, most of it empty.
bool is_shared_mark(UChar32 c) {
  return u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH) == U_EA_AMBIGUOUS && u_ispunct(c) != 0;
}
bool stand_side_by_side(UChar32 a, UChar32 b) {
  const bool first = is_wide(static_cast<char32_t>(a)), second = is_wide(static_cast<char32_t>(b));
  return (first && (second || is_shared_mark(b))) || (second && is_shared_mark(a));
}
UChar32 first_of(std::string_view text) { return text.empty() ? 0 : static_cast<UChar32>(decode(text, 0).value); }
UChar32 last_of(std::string_view text) {
  return text.empty() ? 0 : static_cast<UChar32>(decode_before(text, text.size()).value);
}

// --- from the table
// ---------------------------------------------------------------------------------------------------

using Word = LayoutWord;

LayoutBox cover(const LayoutBox& a, const LayoutBox& b) {
  return {std::min(a.left, b.left), std::min(a.top, b.top), std::max(a.right, b.right), std::max(a.bottom, b.bottom)};
}

float median(std::vector<float> values) {
  if (values.empty()) return 0;
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

void add_line(std::vector<Word>& words, WordOrder order, LayoutPage& page) {
  if (words.empty()) return;
  if (order == WordOrder::kVisual) {
    std::stable_sort(words.begin(), words.end(), [](const Word& a, const Word& b) { return a.box.left < b.box.left; });
  }
  LayoutLine line;
  line.box = words.front().box;
  std::vector<float> gaps;
  for (size_t i = 1; i < words.size(); ++i) gaps.push_back(words[i].box.left - words[i - 1].box.right);
  const float usual_gap = median(std::move(gaps));
  const Word* before = nullptr;
  for (const Word& word : words) {
    if (before != nullptr) {
      const float gap = word.box.left - before->box.right;
      const bool tight = stand_side_by_side(last_of(before->text), first_of(word.text)) &&
                         gap < (line.box.bottom - line.box.top) * 0.3F;
      // A letter with a mark above it stands in a box of another height, which parts its word.
      const bool parted = gap < usual_gap * 0.7F && (has_mark(before->text) || has_mark(word.text));
      if (!tight && !parted) line.text += ' ';
    }
    line.text += word.text;
    line.box = cover(line.box, word.box);
    line.confidence += word.confidence / static_cast<float>(words.size());
    before = &word;
  }
  size_t replaced = 0;
  line.text = repair_utf8(line.text, replaced);
  if (order == WordOrder::kVisual) line.text = logical_order(line.text);
  page.lines.push_back(std::move(line));
}

void add_lines(std::vector<std::vector<Word>>& lines, WordOrder order, LayoutPage& page) {
  if (order == WordOrder::kVisual) page.lines = take_vertical_lines(lines);
  for (std::vector<Word>& words : lines) add_line(words, order, page);
}

// --- reading order
// ----------------------------------------------------------------------------------------------------

using Lines = std::vector<const LayoutLine*>;

LayoutBox extent(const Lines& lines) {
  LayoutBox box = lines.front()->box;
  for (const LayoutLine* line : lines) box = cover(box, line->box);
  return box;
}

// Whether lines are a column of prose: most reach across it.
bool is_column(const Lines& lines, float region_width) {
  constexpr size_t kFewestLines = 4;
  if (lines.size() < kFewestLines) return false;
  const LayoutBox box = extent(lines);
  const float width = box.right - box.left;
  std::vector<float> widths;
  for (const LayoutLine* line : lines) widths.push_back(line->box.right - line->box.left);
  return width > region_width * 0.25F && median(widths) > width * 0.5F;
}

// The place between two columns: where few lines cross, and both sides are columns side by side. 0 when there is none.
float find_gutter(const Lines& lines) {
  std::vector<float> lefts, rights;
  for (const LayoutLine* line : lines) {
    lefts.push_back(line->box.left);
    rights.push_back(line->box.right);
  }
  std::sort(lefts.begin(), lefts.end());
  std::sort(rights.begin(), rights.end());
  float best = 0;
  size_t best_score = 0;
  for (const float x : lefts) {
    const auto on_left = static_cast<size_t>(std::upper_bound(rights.begin(), rights.end(), x) - rights.begin());
    const auto on_right = static_cast<size_t>(lefts.end() - std::lower_bound(lefts.begin(), lefts.end(), x));
    const size_t crossing = lines.size() - std::min(lines.size(), on_left + on_right);
    if (crossing * 5 > lines.size() || on_left * on_right <= best_score) continue;
    best_score = on_left * on_right;
    best = x;
  }
  if (best_score == 0) return 0;
  Lines left, right;
  for (const LayoutLine* line : lines) {
    if (line->box.right <= best) left.push_back(line);
    if (line->box.left >= best) right.push_back(line);
  }
  const LayoutBox all = extent(lines);
  if (!is_column(left, all.right - all.left) || !is_column(right, all.right - all.left)) return 0;
  // Side by side, but for what runs above and below them.
  const auto beside = [](const Lines& some, const LayoutBox& others) {
    const auto inside = std::count_if(some.begin(), some.end(), [&](const LayoutLine* line) {
      return line->box.bottom > others.top && line->box.top < others.bottom;
    });
    return static_cast<size_t>(inside) * 2 >= some.size();
  };
  return beside(left, extent(right)) && beside(right, extent(left)) ? best : 0;
}

// A row of the page as it is read: a line, or cells beside each other.
struct Row {
  LayoutBox box;  ///< of a vertical one turned: see turned()
  std::string text;
  float confidence = 0;
  bool vertical = false;
};

// The page turned to the left: what runs downwards, line by line to the left, runs to the right, line by line
// downwards.
LayoutBox turned(const LayoutBox& box, float page_width) {
  return {box.top, page_width - box.right, box.bottom, page_width - box.left};
}
LayoutBox turned_back(const LayoutBox& box, float page_width) {
  return {page_width - box.bottom, box.left, page_width - box.top, box.right};
}

class PageReader {
 public:
  PageReader(const LayoutPage& page, bool right_to_left) : right_to_left_(right_to_left) {
    Lines lines, vertical;
    for (const LayoutLine& line : page.lines) {
      if (!line.vertical) lines.push_back(&line);
      if (line.vertical) turned_.push_back({turned(line.box, page.width), line.text, line.confidence, true});
    }
    for (const LayoutLine& line : turned_) vertical.push_back(&line);
    for (Lines* some : {&lines, &vertical}) {
      std::stable_sort(some->begin(), some->end(),
                       [](const LayoutLine* a, const LayoutLine* b) { return a->box.top < b->box.top; });
      region(*some, 0);
    }
  }
  std::vector<Row> rows;

 private:
  void region(const Lines& lines, int depth) {
    if (lines.empty()) return;
    const float gutter = depth < kMaxColumnsInColumns ? find_gutter(lines) : 0;
    if (gutter == 0) {
      plain(lines);
      return;
    }
    Lines left, right;
    const auto flush = [&] {
      region(right_to_left_ ? right : left, depth + 1);
      region(right_to_left_ ? left : right, depth + 1);
      left.clear();
      right.clear();
    };
    for (const LayoutLine* line : lines) {
      if (line->box.right <= gutter) {
        left.push_back(line);
      } else if (line->box.left >= gutter) {
        right.push_back(line);
      } else {
        flush();
        plain({line});
      }
    }
    flush();
  }

  // Lines at one height are cells of one row.
  void plain(const Lines& lines) {
    for (size_t i = 0; i < lines.size();) {
      size_t end = i + 1;
      LayoutBox box = lines[i]->box;
      while (end < lines.size()) {
        const LayoutBox& next = lines[end]->box;
        const float shared = std::min(box.bottom, next.bottom) - std::max(box.top, next.top);
        if (shared < 0.6F * std::min(box.bottom - box.top, next.bottom - next.top)) break;
        if (next.left < box.right && next.right > box.left) break;  // one above the other
        box = cover(box, next);
        ++end;
      }
      Lines cells(lines.begin() + static_cast<std::ptrdiff_t>(i), lines.begin() + static_cast<std::ptrdiff_t>(end));
      std::stable_sort(cells.begin(), cells.end(), [&](const LayoutLine* a, const LayoutLine* b) {
        return right_to_left_ ? a->box.left > b->box.left : a->box.left < b->box.left;
      });
      Row row{box, {}, 0, cells.front()->vertical};
      for (const LayoutLine* cell : cells) {
        if (!row.text.empty()) row.text += '\t';
        row.text += trim(cell->text);
        row.confidence += cell->confidence / static_cast<float>(cells.size());
      }
      if (!row.text.empty()) rows.push_back(std::move(row));
      i = end;
    }
  }

  std::vector<LayoutLine> turned_;  // the vertical ones
  bool right_to_left_;
};

bool is_right_to_left(const LayoutPage& page) {
  Directions directions;
  for (const LayoutLine& line : page.lines) directions.count(line.text);
  return directions.mostly_right_to_left();
}

// --- headers and footers
// ----------------------------------------------------------------------------------------------

// The same on every page but for its numbers.
std::string running_key(const Row& row) {
  std::string key;
  for (const char c : row.text) {
    const bool digit = c >= '0' && c <= '9';
    if (!digit || key.empty() || key.back() != '#') key += digit ? '#' : c;
  }
  return key;
}

bool at_edge(const Row& row, float height) {
  return !row.vertical && (row.box.bottom < height * 0.12F || row.box.top > height * 0.9F);
}

// --- paragraphs
// -------------------------------------------------------------------------------------------------------

class PageWriter {
 public:
  explicit PageWriter(Document& document) : document_(document) {}

  void page(const std::vector<Row>& rows, const LayoutPage& layout, std::string label,
            const std::map<std::string, size_t>& running, size_t fewest) {
    right_to_left_ = is_right_to_left(layout);
    std::vector<float> widths;
    for (const Row& row : rows) widths.push_back(row.box.right - row.box.left);
    usual_width_ = median(std::move(widths));
    const size_t begin = document_.text.size();
    const auto number = static_cast<uint32_t>(document_.pages.size());
    std::vector<float> heights, gaps;
    for (size_t i = 0; i < rows.size(); ++i) {
      heights.push_back(rows[i].box.bottom - rows[i].box.top);
      if (i > 0 && rows[i].box.top > rows[i - 1].box.top) gaps.push_back(rows[i].box.top - rows[i - 1].box.bottom);
    }
    const float usual_height = median(heights);
    const float usual_gap = std::min(median(gaps), usual_height * 1.5F);
    // Where the boxes of lines overlap, as those of some fonts do, the closest ones tell how far lines are apart.
    const float least_gap = gaps.empty() ? 0 : *std::min_element(gaps.begin(), gaps.end());
    const float overlapping = least_gap < 0 ? least_gap + 0.4F * (usual_height + least_gap) : usual_height;
    const Row* before = nullptr;
    bool before_is_text = false;
    for (const Row& row : rows) {
      const auto known = at_edge(row, layout.height) ? running.find(running_key(row)) : running.end();
      const bool furniture = known != running.end() && known->second >= fewest;
      const bool heading = !furniture && row.box.bottom - row.box.top > usual_height * 1.25F && row.text.size() < 200;
      const bool cells = row.text.find('\t') != std::string::npos;
      const bool text = !furniture && !heading && !cells;
      if (text && before_is_text && before != nullptr && row.box.top - before->box.bottom <= overlapping &&
          continues(*before, row, usual_height, usual_gap)) {
        append_line(row.text);
      } else {
        start(furniture ? BlockRole::kBoilerplate : heading ? BlockRole::kHeading : BlockRole::kBody, row.text);
      }
      place(row, number, layout.width);
      before = &row;
      before_is_text = text;
    }
    const auto end = static_cast<uint32_t>(document_.text.size());
    uint32_t from = static_cast<uint32_t>(begin);
    while (from < end && document_.text[from] == '\n') ++from;
    document_.pages.push_back({std::move(label), {from, end}, layout.width, layout.height});
  }

 private:
  bool continues(const Row& before, const Row& row, float height, float gap) const {
    const float here = row.box.top - before.box.bottom;
    if (row.vertical != before.vertical) return false;
    if (row.box.top < before.box.top || here > std::max(height * 0.6F, gap * 1.2F + 0.5F)) return false;
    if (row.box.left > before.box.right || row.box.right < before.box.left) return false;
    // A line that begins further in than the one before it begins a paragraph, unless that one did.
    const bool indented =
        right_to_left_ ? row.box.right < before.box.right - height : row.box.left > before.box.left + height;
    // A sentence that ends long before its line does ends the paragraph.
    const bool ended = before.box.right - before.box.left < usual_width_ * 0.6F && ends_sentence(before.text);
    const bool item = row.text.starts_with("\u2022") || row.text.starts_with("- ") || row.text.starts_with("\u2013 ");
    return !indented && !item && !ended;
  }

  void start(BlockRole role, std::string_view words) {
    TextBuilder(document_).add(role, words);
    line_begin_ = static_cast<uint32_t>(document_.text.size() - words.size());
  }

  // The next line of the paragraph: a hyphen at the end of a line goes when the word goes on in small letters.
  void append_line(std::string_view words) {
    std::string& text = document_.text;
    const UChar32 next = first_of(words);
    if (text.ends_with('-') && text.size() >= 2 &&
        u_isalpha(last_of(std::string_view(text).substr(0, text.size() - 1))) && u_islower(next)) {
      text.pop_back();
      if (!document_.boxes.empty()) document_.boxes.back().span.end = static_cast<uint32_t>(text.size());
    } else if (!stand_side_by_side(last_of(text), next)) {
      text += '\n';
    }
    line_begin_ = static_cast<uint32_t>(text.size());
    text += words;
    document_.blocks.back().span.end = static_cast<uint32_t>(text.size());
  }

  void place(const Row& row, uint32_t page, float page_width) {
    const auto end = static_cast<uint32_t>(document_.text.size());
    const LayoutBox box = row.vertical ? turned_back(row.box, page_width) : row.box;
    document_.boxes.push_back(
        {{line_begin_, end}, page, box.left, box.top, box.right, box.bottom, static_cast<uint32_t>(row.confidence)});
  }

  static bool ends_sentence(std::string_view text) { return u_hasBinaryProperty(last_of(text), UCHAR_S_TERM) != 0; }

  Document& document_;
  uint32_t line_begin_ = 0;
  bool right_to_left_ = false;
  float usual_width_ = 0;
};

}  // namespace

std::string logical_order(std::string_view visual) {
  Directions directions;
  directions.count(visual);
  if (directions.right_to_left == 0) return std::string(visual);
  // Runs of one direction: the line is turned round as a whole when it is read from the right, and what is read from
  // the left in it is turned back.
  std::vector<UChar32> points;
  for (size_t i = 0; i < visual.size();) {
    const CodePoint c = decode(visual, i);
    i += c.bytes;
    points.push_back(static_cast<UChar32>(c.value));
  }
  const bool from_right = directions.right_to_left * 2 >= directions.left_to_right;
  const auto is_left = [](UChar32 c) {
    const UCharDirection direction = u_charDirection(c);
    return direction == U_LEFT_TO_RIGHT || direction == U_EUROPEAN_NUMBER || direction == U_ARABIC_NUMBER;
  };
  const auto strong = [&](UChar32 c) { return from_right ? is_left(c) : is_right_to_left(static_cast<char32_t>(c)); };
  // Marks between two parts of a run against the line belong to it: `12.5`, `New York`.
  const auto weak = [&](UChar32 c) { return from_right ? !is_right_to_left(static_cast<char32_t>(c)) : !is_left(c); };
  if (from_right) std::reverse(points.begin(), points.end());
  for (size_t i = 0; i < points.size();) {
    if (!strong(points[i])) {
      ++i;
      continue;
    }
    size_t end = i + 1;
    for (size_t j = end; j < points.size() && weak(points[j]); ++j) {
      if (strong(points[j])) end = j + 1;
    }
    std::reverse(points.begin() + static_cast<std::ptrdiff_t>(i), points.begin() + static_cast<std::ptrdiff_t>(end));
    i = end;
  }
  // Marks written before their letter in the turned line follow it in the text.
  for (size_t i = 0; i < points.size(); ++i) {
    size_t letter = i;
    while (letter < points.size() && is_mark(points[letter])) ++letter;
    if (letter == i || letter == points.size()) continue;
    const auto from = points.begin() + static_cast<std::ptrdiff_t>(i);
    std::rotate(from, points.begin() + static_cast<std::ptrdiff_t>(letter),
                points.begin() + static_cast<std::ptrdiff_t>(letter + 1));
    i = letter;
  }
  // Brackets are drawn as they look or as they are written, by the program that made the file.
  const auto opening = std::find(points.begin(), points.end(), U'(');
  const auto closing = std::find(points.begin(), points.end(), U')');
  if (opening != points.end() && closing < opening) {
    for (UChar32& c : points) c = u_charMirror(c);
  }
  std::string out;
  for (const UChar32 c : points) append(out, static_cast<char32_t>(c));
  return out;
}

std::vector<LayoutPage> parse_layout(std::string_view table, WordOrder order, float scale) {
  std::vector<LayoutPage> pages;
  std::vector<std::vector<Word>> lines;  // of the page
  bool is_new_line = true;
  std::array<std::string_view, 3> line_id;
  const auto flush = [&] {
    if (!pages.empty()) add_lines(lines, order, pages.back());
    lines.clear();
    is_new_line = true;
  };
  while (!table.empty()) {
    const size_t end = std::min(table.find('\n'), table.size());
    std::string_view row = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    if (row.ends_with('\r')) row.remove_suffix(1);
    std::array<std::string_view, 11> cells;
    for (std::string_view& cell : cells) cell = take_cell(row);
    LayoutBox box{number(cells[6]) * scale, number(cells[7]) * scale, 0, 0};
    box.right = box.left + number(cells[8]) * scale;
    box.bottom = box.top + number(cells[9]) * scale;
    if (cells[0] == "1") {
      flush();
      if (pages.size() >= kMaxPages) break;
      // Where a page begins is not always told right.
      pages.push_back({number(cells[8]) * scale, number(cells[9]) * scale, {}});
    } else if (cells[0] == "5") {
      const std::array<std::string_view, 3> id = {cells[2], cells[3], cells[4]};
      is_new_line = is_new_line || id != line_id;
      line_id = id;
      const float confidence = std::min(number(cells[10]), 100.0F);
      const bool text_layer = order == WordOrder::kVisual;
      if (trim(row).empty() || confidence < 0) continue;
      if (is_new_line) lines.emplace_back();
      is_new_line = false;
      lines.back().push_back({box, row, text_layer ? 0 : confidence});
    } else {
      is_new_line = true;
    }
  }
  flush();
  return pages;
}

void write_pages(const std::vector<LayoutPage>& pages, Document& document) {
  std::vector<std::vector<Row>> rows;
  std::map<std::string, size_t> running;  // key -> pages that hold it at an edge
  for (const LayoutPage& page : pages) {
    rows.push_back(PageReader(page, is_right_to_left(page)).rows);
    std::set<std::string> keys;  // once a page
    for (const Row& row : rows.back()) {
      if (at_edge(row, page.height)) keys.insert(running_key(row));
    }
    for (const std::string& key : keys) ++running[key];
  }
  const size_t fewest = std::max<size_t>(2, std::min<size_t>(3, pages.size()));
  PageWriter writer(document);
  for (size_t i = 0; i < pages.size(); ++i) writer.page(rows[i], pages[i], fmt::format("{}", i + 1), running, fewest);
}

}  // namespace annals
