#include "sources/mbox.h"

#include <algorithm>
#include <charconv>

namespace annals {
namespace {

constexpr size_t kMaxFromLine = 512;  // longer lines are text

bool digit(char c) { return c >= '0' && c <= '9'; }

std::string_view line_at(std::string_view bytes, size_t at) {
  std::string_view line = bytes.substr(at, std::min(bytes.find('\n', at), bytes.size()) - at);
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

size_t next_line(std::string_view bytes, size_t at) {
  const size_t end = bytes.find('\n', at);
  return end == std::string_view::npos ? bytes.size() : end + 1;
}

// `Name: value`, or a `>From ` line that some programs put among the headers.
bool is_header_line(std::string_view line) {
  if (line.starts_with(">From ")) return true;
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  return std::all_of(line.begin(), line.begin() + static_cast<std::ptrdiff_t>(colon),
                     [](char c) { return c > 32 && c < 127; });
}

bool begins_message(std::string_view bytes, size_t at) {
  if (!bytes.substr(at).starts_with("From ") || !is_from_line(line_at(bytes, at))) return false;
  const size_t next = next_line(bytes, at);
  return next >= bytes.size() || is_header_line(line_at(bytes, next));
}

// Where the message's own Content-Length says that it ends, when that is a place where a message can end; else 0.
size_t stated_end(std::string_view bytes, size_t begin) {
  size_t length = 0;
  bool stated = false;
  size_t at = begin;
  for (; at < bytes.size(); at = next_line(bytes, at)) {
    const std::string_view line = line_at(bytes, at);
    if (line.empty()) break;
    constexpr std::string_view kName = "content-length:";
    if (line.size() <= kName.size()) continue;
    const bool same = std::equal(kName.begin(), kName.end(), line.begin(),
                                 [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b + 32 : b); });
    if (!same) continue;
    const size_t value = line.find_first_not_of(' ', kName.size());
    if (value == std::string_view::npos) continue;
    stated = std::from_chars(line.data() + value, line.data() + line.size(), length).ec == std::errc();
  }
  if (!stated || at >= bytes.size()) return 0;
  const size_t body = next_line(bytes, at);
  if (length > bytes.size() - body) return 0;
  size_t end = body + length;
  for (int line_ends = 0; line_ends < 2 && end < bytes.size() && (bytes[end] == '\n' || bytes[end] == '\r');
       ++line_ends) {
    end += bytes.substr(end).starts_with("\r\n") ? 2 : 1;
  }
  return end == bytes.size() || begins_message(bytes, end) ? end : 0;
}

std::string unquoted(std::string_view message) {
  std::string out;
  out.reserve(message.size());
  for (size_t at = 0; at < message.size();) {
    const size_t end = next_line(message, at);
    const size_t mark = message.find_first_not_of('>', at);
    if (mark != std::string_view::npos && mark > at && message.substr(mark).starts_with("From ")) ++at;
    out += message.substr(at, end - at);
    at = end;
  }
  return out;
}

}  // namespace

bool is_from_line(std::string_view line) {
  if (!line.starts_with("From ") || line.size() > kMaxFromLine) return false;
  if (line == "From - " || line == "From -") return true;  // Netscape's, without a date
  bool clock = false;
  bool year = false;
  for (size_t i = 5; i < line.size(); ++i) {
    clock = clock ||
            (line[i] == ':' && digit(line[i - 1]) && i + 2 < line.size() && digit(line[i + 1]) && digit(line[i + 2]));
    const bool four = i + 3 < line.size() && std::all_of(line.begin() + static_cast<std::ptrdiff_t>(i),
                                                         line.begin() + static_cast<std::ptrdiff_t>(i) + 4, digit);
    year = year || (four && !digit(line[i - 1]) && (i + 4 == line.size() || !digit(line[i + 4])));
  }
  return clock && year;
}

std::vector<std::string> split_mbox(std::string_view bytes) {
  std::vector<std::string> messages;
  size_t at = 0;
  while (at < bytes.size() && !begins_message(bytes, at)) {
    // Empty lines before the first message; anything else that a program wrote there is no message.
    at = next_line(bytes, at);
  }
  while (at < bytes.size()) {
    const size_t begin = next_line(bytes, at);
    size_t end = stated_end(bytes, begin);
    bool quoted = true;
    bool after_empty = false;
    size_t line = begin;
    for (; line < (end == 0 ? bytes.size() : end); line = next_line(bytes, line)) {
      if (begins_message(bytes, line) && (after_empty || end == 0)) {
        if (end == 0) break;
        quoted = false;
      }
      after_empty = line_at(bytes, line).empty();
    }
    if (end == 0) end = line;
    const std::string_view message = bytes.substr(begin, end - begin);
    messages.push_back(quoted ? unquoted(message) : std::string(message));
    at = end;
  }
  return messages;
}

}  // namespace annals
