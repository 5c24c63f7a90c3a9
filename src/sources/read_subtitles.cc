// Subtitles (.srt, .vtt): what is said, in paragraphs, with the time of each line as its place.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

constexpr int64_t kPause = 3000;         // milliseconds of silence between two paragraphs
constexpr size_t kLongParagraph = 1000;  // bytes after which a sentence's end begins a new one

std::string_view take_line(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// `01:02:03,456`, `02:03.456`: milliseconds.
std::optional<int64_t> parse_time(std::string_view text) {
  int64_t total = 0;
  int64_t part = 0;
  for (int i = 0; i < 3; ++i) {
    const auto parsed = std::from_chars(text.data(), text.data() + std::min<size_t>(text.size(), 4), part);
    if (parsed.ec != std::errc() || part < 0) return std::nullopt;
    total = total * 60 + part;
    text.remove_prefix(static_cast<size_t>(parsed.ptr - text.data()));
    if (text.empty() || text.front() != ':') break;
    text.remove_prefix(1);
  }
  if (text.empty() || (text.front() != ',' && text.front() != '.')) return std::nullopt;
  text.remove_prefix(1);
  const auto parsed = std::from_chars(text.data(), text.data() + std::min<size_t>(text.size(), 3), part);
  return parsed.ec == std::errc() ? std::optional(total * 1000 + part) : std::nullopt;
}

struct Times {
  int64_t begin = 0, end = 0;
};
std::optional<Times> parse_times(std::string_view line) {
  const size_t arrow = line.find("-->");
  if (arrow == std::string_view::npos) return std::nullopt;
  const auto begin = parse_time(trim(line.substr(0, arrow)));
  const auto end = parse_time(trim(line.substr(arrow + 3)));
  if (!begin || !end) return std::nullopt;
  return Times{*begin, *end};
}

// Without `<i>` and `{\an8}`; the speaker of `<v Name>` in front.
std::string words_of(std::string_view line) {
  std::string out;
  while (!line.empty()) {
    const size_t open = std::min(line.find_first_of("<{"), line.size());
    out += line.substr(0, open);
    line.remove_prefix(open);
    if (line.empty()) break;
    const char closing = line.front() == '<' ? '>' : '}';
    const size_t close = line.find(closing);
    const bool tag = close != std::string_view::npos &&
                     (closing == '>' ? line.size() > 1 && line[1] != ' ' : line.starts_with("{\\"));
    if (!tag) {
      out += line.front();
      line.remove_prefix(1);
      continue;
    }
    if (line.starts_with("<v ")) out += fmt::format("{}: ", line.substr(3, close - 3));
    line.remove_prefix(close + 1);
  }
  return std::string(trim(out));
}

std::string label(int64_t milliseconds) {
  const int64_t seconds = milliseconds / 1000;
  return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

int accepts(std::string_view path, std::string_view head) {
  if (head.starts_with("WEBVTT") || head.starts_with("\xEF\xBB\xBFWEBVTT")) return 95;
  return has_ending(path, {".srt", ".vtt"}) ? 90 : 0;
}

void read(const Source& source, ReadSource& out) {
  out.media_type = has_ending(source.path, {".srt"}) ? "application/x-subrip" : "text/vtt";
  DecodedText decoded = decode_text(source.bytes);
  Document document = new_document(source, out, {});
  document.remarks = std::move(decoded.remarks);
  std::string paragraph;
  std::vector<std::pair<std::string, Span>> cues;  // time and place in the paragraph
  TextBuilder builder(document);
  const auto flush = [&] {
    const int block = builder.add(BlockRole::kBody, paragraph);
    if (block >= 0) {
      const uint32_t begin = document.blocks[static_cast<size_t>(block)].span.begin;
      for (auto& [time, span] : cues)
        document.pages.push_back({std::move(time), {begin + span.begin, begin + span.end}});
    }
    paragraph.clear();
    cues.clear();
  };
  std::string_view rest = decoded.text;
  std::optional<Times> before;
  while (!rest.empty()) {
    const auto times = parse_times(take_line(rest));
    if (!times) continue;
    std::string words;
    while (!rest.empty()) {
      const std::string_view line = take_line(rest);
      if (trim(line).empty()) break;
      const std::string line_words = words_of(line);
      if (!words.empty() && !line_words.empty()) words += ' ';
      words += line_words;
    }
    if (words.empty()) continue;
    const bool sentence_ended =
        !paragraph.empty() && std::string_view(".!?").find(paragraph.back()) != std::string_view::npos;
    const bool pause = before && times->begin - before->end > kPause;
    const bool speaker = words.starts_with("- ") || words.starts_with(">>");
    if (pause || speaker || (sentence_ended && paragraph.size() > kLongParagraph)) flush();
    if (!paragraph.empty()) paragraph += ' ';
    const auto begin = static_cast<uint32_t>(paragraph.size());
    paragraph += words;
    cues.emplace_back(label(times->begin), Span{begin, static_cast<uint32_t>(paragraph.size())});
    before = times;
  }
  flush();
  if (document.text.empty()) {
    out.unread = "subtitles without text";
    return;
  }
  out.documents.push_back(std::move(document));
}

}  // namespace

const SourceReader kSubtitleReader{"subtitles", accepts, read};

}  // namespace annals
