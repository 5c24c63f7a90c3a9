#include "sources/blocks.h"

#include <algorithm>
#include <array>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kMaxHeading = 100;     // code points: longer lines are paragraphs
constexpr uint32_t kShortHeading = 60;    // without an empty line after it
constexpr uint32_t kMinWrapColumn = 40;   // narrower paragraphs are lists of short lines, not wrapped text
constexpr uint32_t kMaxWrapColumn = 120;  // wider lines were not broken for a screen
constexpr int kSignatureGroups = 3;       // what follows more empty lines after `-- ` is no signature any more
constexpr uint32_t kWideWord = 8;         // the part of a line that may be missing where words are not separated

struct Line {
  Span span;               // without white space at the ends
  uint32_t width = 0;      // code points
  uint32_t depth = 0;      // of quotation
  uint32_t indent = 0;     // bytes of white space before it
  bool item = false;       // begins with a list marker
  bool signature = false;  // `-- `
};

bool is_space(char32_t c) {
  return c == ' ' || (c >= '\t' && c <= '\r') || c == 0x85 || c == 0xA0 || c == 0x1680 ||
         (c >= 0x2000 && c <= 0x200B) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000 ||
         c == 0xFEFF || c == 0x2060 || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069);
}

constexpr auto kBullets = std::to_array<char32_t>({U'•', U'◦', U'▪', U'▫', U'‣', U'●', U'○', U'■', U'□', U'◆', U'◇',
                                                   U'★', U'☆', U'►', U'▶', U'➤', U'❖', U'✓', U'✔', U'⁃', U'∙'});
constexpr auto kDashes = std::to_array<char32_t>({U'-', U'*', U'+', U'–', U'—', U'·'});  // only with a space after them

bool one_of(char32_t c, const auto& set) { return std::find(set.begin(), set.end(), c) != set.end(); }

bool is_digit(char32_t c) {
  return (c >= '0' && c <= '9') || (c >= 0x660 && c <= 0x669) || (c >= 0xFF10 && c <= 0xFF19);
}

bool begins_item(std::string_view line) {
  if (line.empty()) return false;
  CodePoint c = decode(line, 0);
  if (one_of(c.value, kBullets)) return true;
  const auto space_at = [&](size_t at) { return at < line.size() && is_space(decode(line, at).value); };
  if (one_of(c.value, kDashes)) return space_at(c.bytes);
  const bool bracket = c.value == '(' || c.value == U'（';
  size_t at = bracket ? c.bytes : 0;
  int digits = 0;
  while (at < line.size() && digits < 4 && is_digit((c = decode(line, at)).value)) {
    at += c.bytes;
    ++digits;
  }
  if (digits == 0 || digits > 3 || at >= line.size()) return false;
  c = decode(line, at);
  at += c.bytes;
  if (bracket) return c.value == ')' || c.value == U'）';
  if (c.value == U'、' || c.value == U'．') return true;
  return (c.value == '.' || c.value == ')' || c.value == U'）' || c.value == '-') && space_at(at);
}

// Whether the last letter-like thing of a line ends a sentence or a clause.
bool ends_open(std::string_view line) {
  constexpr auto kClosers =
      std::to_array<char32_t>({'"', '\'', U'”', U'’', U'»', U'」', U'』', ')', U'）', ']', U'】'});
  constexpr auto kEnds = std::to_array<char32_t>({'.', '!', '?', U'。', U'！', U'？', U'؟', U'…', ';', U'；', U'؛', ',',
                                                  U'，', U'、', U'،', U'।', U'۔', ':', U'：'});
  size_t end = line.size();
  while (end > 0) {
    const CodePoint c = decode_before(line, end);
    if (!one_of(c.value, kClosers)) return !one_of(c.value, kEnds);
    end -= c.bytes;
  }
  return true;
}

Line make_line(std::string_view text, Span whole) {
  Line line;
  line.span = trim(text, whole);
  line.indent = line.span.begin - whole.begin;
  std::string_view words = line.span.of(text);
  size_t at = 0;
  while (at < words.size() && (words[at] == '>' || (words[at] == ' ' && line.depth > 0)))
    line.depth += words[at++] == '>';
  words.remove_prefix(at);
  line.item = begins_item(words);
  line.signature = line.depth == 0 && words == "--" && line.span.end < whole.end;
  line.width = static_cast<uint32_t>(count_code_points(line.span.of(text)));
  return line;
}

// Code points up to the first space: what would have had to fit on the line before.
uint32_t first_word(std::string_view line) {
  const size_t end = std::min(line.find(' '), line.size());
  const auto width = static_cast<uint32_t>(count_code_points(line.substr(0, end)));
  const bool spaced = end < line.size() || width < kWideWord || static_cast<unsigned char>(line.front()) < 0x80;
  return spaced ? width : kWideWord;
}

// 'From: …', 'Ana: …': a few words and a colon.
bool begins_with_label(std::string_view line) {
  constexpr size_t kLongestLabel = 24;  // bytes
  const std::string_view start = line.substr(0, kLongestLabel);
  const size_t colon = std::min(start.find(": "), start.find("："));
  return colon != std::string_view::npos && colon > 0;
}

// Whether the lines were broken to fit a width: nearly every line is as long as it could be. Lines most of which begin
// with a label are a message's head or a talk.
bool is_wrapped(std::string_view text, const Line* first, const Line* last) {
  if (last - first < 2) return false;
  const auto labels =
      std::count_if(first, last, [&](const Line& line) { return begins_with_label(line.span.of(text)); });
  if (labels * 2 > last - first) return false;
  uint32_t widest = 0;
  for (const Line* line = first; line != last; ++line) widest = std::max(widest, line->width);
  if (widest < kMinWrapColumn || widest > kMaxWrapColumn) return false;
  size_t full = 0;
  size_t open = 0;  // lines that break off inside a sentence
  for (const Line* line = first; line + 1 != last; ++line) {
    full += line->width + 1 + first_word(line[1].span.of(text)) > widest;
    open += ends_open(line->span.of(text));
  }
  const auto broken = static_cast<size_t>(last - first - 1);
  // Two lines are always 'as long as they could be': there the first must break off inside a sentence.
  if (broken == 1) return full == 1 && open == 1;
  return full * 5 >= broken * 4 || (full * 5 >= broken * 3 && open * 5 >= broken * 3);
}

bool is_heading(std::string_view text, const Line& line, const Line* next, bool alone) {
  const std::string_view words = line.span.of(text);
  if (words.starts_with("# ") || words.starts_with("## ") || words.starts_with("### ")) return true;
  if (next == nullptr || line.depth > 0 || line.item || line.width > kMaxHeading || !ends_open(words)) return false;
  if (next->depth > 0) return false;
  return alone ? next->width > line.width : line.width <= kShortHeading && next->width >= 3 * line.width;
}

class Splitter {
 public:
  Splitter(std::string_view text, std::vector<Block>& blocks) : text_(text), blocks_(blocks) {}

  // Lines first..last without an empty line between them; `next` is the line after the gap.
  void group(const Line* first, const Line* last, const Line* next) {
    while (first != last) {
      if (first->signature) signature_groups_ = kSignatureGroups;
      if (signature_groups_ > 0 && first->depth == 0) {
        --signature_groups_;
        const Line* end = first + 1;
        while (end != last && end->depth == 0) ++end;
        emit(first, end, BlockRole::kSignature);
        first = end;
        continue;
      }
      signature_groups_ = 0;
      const Line* end = first + 1;
      if (first->depth > 0) {
        while (end != last && end->depth == first->depth) ++end;
        emit(first, end, BlockRole::kQuote);
      } else if (first->item) {
        while (end != last && !end->item && end->depth == 0 && !end->signature && end->indent > first->indent) ++end;
        emit(first, end, BlockRole::kListItem);
      } else {
        while (end != last && !end->item && end->depth == 0 && !end->signature) ++end;
        paragraph(first, end, end == last ? next : nullptr, end == last);
      }
      first = end;
    }
  }

 private:
  void paragraph(const Line* first, const Line* last, const Line* next, bool before_gap) {
    if (is_wrapped(text_, first, last)) {
      emit(first, last, BlockRole::kBody);
      return;
    }
    for (const Line* line = first; line != last; ++line) {
      const Line* follower = line + 1 != last ? line + 1 : next;
      const bool alone = before_gap && line + 1 == last;
      emit(line, line + 1, is_heading(text_, *line, follower, alone) ? BlockRole::kHeading : BlockRole::kBody);
    }
  }

  void emit(const Line* first, const Line* last, BlockRole role) {
    Block block;
    block.role = role;
    block.span = {first->span.begin, last[-1].span.end};
    block.depth = role == BlockRole::kQuote ? first->depth : 0;
    blocks_.push_back(std::move(block));
  }

  std::string_view text_;
  std::vector<Block>& blocks_;
  int signature_groups_ = 0;  // that the signature may still have
};

}  // namespace

Span trim(std::string_view text, Span span) {
  while (!span.empty()) {
    const CodePoint c = decode(text.substr(0, span.end), span.begin);
    if (!is_space(c.value)) break;
    span.begin += c.bytes;
  }
  while (!span.empty()) {
    const CodePoint c = decode_before(text, span.end);
    if (!is_space(c.value)) break;
    span.end -= c.bytes;
  }
  return span;
}

std::string_view trim(std::string_view text) {
  return trim(text, Span{0, static_cast<uint32_t>(text.size())}).of(text);
}

void split_plain(std::string_view text, Span range, std::vector<Block>& blocks) {
  Splitter splitter(text, blocks);
  std::vector<Line> lines;    // of the group at hand
  std::vector<Line> waiting;  // the group before it, which needs to know what follows
  const auto flush = [&](const Line* next) {
    if (!waiting.empty()) splitter.group(waiting.data(), waiting.data() + waiting.size(), next);
    waiting.clear();
  };
  uint32_t begin = range.begin;
  while (begin < range.end) {
    uint32_t end = begin;
    while (end < range.end && text[end] != '\n' && text[end] != '\r' && text[end] != '\f') ++end;
    const Line line = make_line(text, {begin, end});
    begin = end + 1;
    if (end + 1 < range.end && text[end] == '\r' && text[end + 1] == '\n') ++begin;
    // `> ` alone ends a quoted paragraph as an empty line ends a plain one.
    const bool empty =
        line.span.empty() || (line.depth > 0 && line.span.of(text).find_last_not_of("> ") == std::string_view::npos);
    if (!empty) {
      if (lines.empty()) flush(&line);
      lines.push_back(line);
    } else if (!lines.empty()) {
      waiting = std::move(lines);
      lines.clear();
    }
  }
  if (!lines.empty()) {
    flush(&lines.front());
    waiting = std::move(lines);
  }
  flush(nullptr);
}

void TextBuilder::separate(BlockRole role) {
  if (document_.text.empty()) return;
  const bool list = role == BlockRole::kListItem && !document_.blocks.empty() && document_.blocks.back().role == role;
  document_.text += list ? "\n" : "\n\n";
}

int TextBuilder::add(BlockRole role, std::string_view text, uint32_t depth) {
  const std::string_view words = trim(text);
  if (words.empty()) return -1;
  separate(role);
  const auto begin = static_cast<uint32_t>(document_.text.size());
  document_.text += words;
  Block block;
  block.role = role;
  block.span = {begin, static_cast<uint32_t>(document_.text.size())};
  block.depth = depth;
  document_.blocks.push_back(std::move(block));
  return static_cast<int>(document_.blocks.size()) - 1;
}

void TextBuilder::remove_last() {
  if (!document_.blocks.empty()) document_.blocks.pop_back();
  document_.text.resize(document_.blocks.empty() ? 0 : document_.blocks.back().span.end);
}

void TextBuilder::add_plain(std::string_view text) {
  const Span inside = trim(text, {0, static_cast<uint32_t>(text.size())});
  if (inside.empty()) return;
  separate(BlockRole::kBody);
  const auto begin = static_cast<uint32_t>(document_.text.size());
  // Spaces before the first line and after a last `-- ` tell an item from its continuation and a signature from a rule.
  document_.text += text.substr(inside.begin);
  document_.text.resize(document_.text.find_last_not_of("\n\r\f") + 1);
  split_plain(document_.text, {begin, static_cast<uint32_t>(document_.text.size())}, document_.blocks);
}

std::string_view beginning(std::string_view text, size_t most) {
  if (text.size() <= most) return text;
  while (most > 0 && (text[most] & 0xC0) == 0x80) --most;
  return text.substr(0, most);
}

}  // namespace annals
