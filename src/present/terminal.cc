#include "present/terminal.h"

#include <sys/ioctl.h>
#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unistd.h>

#include <cstdlib>
#include <memory>

#include "text/deceptive.h"
#include "text/utf8.h"

namespace annals {
namespace {

bool is_direction_control(char32_t c) {
  return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069) || c == 0x200E || c == 0x200F || c == 0x061C;
}

bool is_control(char32_t c) { return c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029; }

size_t width_of(char32_t c) {
  const auto point = static_cast<UChar32>(c);
  const int8_t category = u_charType(point);
  if (category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK || category == U_FORMAT_CHAR || is_control(c))
    return 0;
  const int width = u_getIntPropertyValue(point, UCHAR_EAST_ASIAN_WIDTH);
  return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

}  // namespace

size_t display_width(std::string_view text) {
  size_t width = 0;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    width += width_of(c.value);
    at += c.bytes;
  }
  return width;
}

std::string one_line(std::string_view text) {
  std::string out;
  bool space = false;
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += c.bytes;
    if (is_control(c.value) || c.value == ' ' || c.value == 0xA0) {
      space = !out.empty();
      continue;
    }
    if (space) out += ' ';
    space = false;
    append(out, c.value);
  }
  return count_direction_overrides(out) == 0 ? out : show_direction_overrides(out);
}

std::string fit(std::string_view text, size_t columns) {
  std::string line = one_line(text);
  if (display_width(line) <= columns) return line;
  std::string out;
  size_t width = 1;  // the ellipsis
  for (size_t at = 0; at < line.size();) {
    const CodePoint c = decode(line, at);
    width += width_of(c.value);
    if (width > columns) break;
    append(out, c.value);
    at += c.bytes;
  }
  return columns == 0 ? std::string() : out + "…";
}

std::string pad(std::string_view text, size_t columns) {
  std::string out = fit(text, columns);
  out.append(columns - display_width(out), ' ');
  return out;
}

std::vector<std::string> wrap(std::string_view text, size_t columns) {
  const std::string line = one_line(text);
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createLineInstance(icu::Locale::getRoot(), status));
  std::unique_ptr<UText, decltype(&utext_close)> source(
      utext_openUTF8(nullptr, line.data(), static_cast<int64_t>(line.size()), &status), &utext_close);
  if (U_FAILURE(status)) return {line};
  breaks->setText(source.get(), status);
  std::vector<std::string> lines;
  std::string current;
  size_t width = 0;
  for (int32_t from = breaks->first(), to = breaks->next(); to != icu::BreakIterator::DONE;
       from = to, to = breaks->next()) {
    const std::string_view piece =
        std::string_view(line).substr(static_cast<size_t>(from), static_cast<size_t>(to - from));
    const size_t trimmed = piece.find_last_not_of(' ') + 1;
    if (width + display_width(piece.substr(0, trimmed)) > columns && !current.empty()) {
      lines.push_back(current.substr(0, current.find_last_not_of(' ') + 1));
      current.clear();
      width = 0;
    }
    current += piece;
    width += display_width(piece);
  }
  if (!current.empty()) lines.push_back(current);
  return lines;
}

std::string isolate(std::string_view text) {
  std::string out = "\u2068";
  for (size_t at = 0; at < text.size();) {
    const CodePoint c = decode(text, at);
    at += c.bytes;
    if (!is_direction_control(c.value)) append(out, c.value);
  }
  return out + "\u2069";
}

size_t terminal_columns(int descriptor) {
  winsize size{};
  if (::ioctl(descriptor, TIOCGWINSZ, &size) == 0 && size.ws_col >= 20) return size.ws_col;
  return 100;
}

bool colours(int descriptor) {
  const char* no_color = std::getenv("NO_COLOR");  // NOLINT(concurrency-mt-unsafe)
  const char* term = std::getenv("TERM");          // NOLINT(concurrency-mt-unsafe)
  return ::isatty(descriptor) == 1 && (no_color == nullptr || *no_color == '\0') &&
         !(term != nullptr && std::string_view(term) == "dumb");
}

std::string styled(std::string_view text, Style style, bool on) {
  if (!on || style == Style::kPlain || text.empty()) return std::string(text);
  const char* code = "";
  switch (style) {
    case Style::kBold:
      code = "1";
      break;
    case Style::kDim:
      code = "2";
      break;
    case Style::kDate:
      code = "36";
      break;
    case Style::kWarning:
      code = "33";
      break;
    case Style::kGood:
      code = "32";
      break;
    case Style::kPlain:
      break;
  }
  return std::string("\x1b[") + code + "m" + std::string(text) + "\x1b[0m";
}

}  // namespace annals
