// Chats exported by WhatsApp: a text file whose lines begin with day, time and sender, in the order of the phone's
// language.
#include <fmt/format.h>

#include <array>
#include <optional>
#include <vector>

#include "base/date.h"
#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/chat.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

// The three numbers of a day as written, and what follows the line's opening.
struct Opening {
  std::array<int, 3> day{};
  int hour = 0, minute = 0, second = 0;
  bool halves = false;  ///< of the day: AM, PM
  bool year_first = false;
  std::string_view rest;  ///< `Sender: text`
};

void skip_marks(std::string_view& text) {
  // Marks of direction, and the narrow spaces that newer phones write before AM and PM.
  constexpr std::string_view kMarks[] = {"\u200E", "\u200F", "\u202A", "\u202C", "\uFEFF", "\u202F", "\u00A0", " "};
  for (bool found = true; found;) {
    found = false;
    for (const std::string_view mark : kMarks) {
      if (!text.starts_with(mark)) continue;
      text.remove_prefix(mark.size());
      found = true;
    }
  }
}

// Digits of Latin or Arabic script.
std::optional<int> take_number(std::string_view& text, int most_digits) {
  int value = 0;
  int digits = 0;
  while (digits < most_digits) {
    int digit = -1;
    size_t size = 1;
    if (!text.empty() && text[0] >= '0' && text[0] <= '9') {
      digit = text[0] - '0';
    } else if (text.size() >= 2 && text[0] == '\xD9' && text[1] >= '\xA0' && text[1] <= '\xA9') {
      digit = text[1] - '\xA0';
      size = 2;
    }
    if (digit < 0) break;
    text.remove_prefix(size);
    value = value * 10 + digit;
    ++digits;
  }
  if (digits == 0) return std::nullopt;
  return value;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Opening> parse_opening(std::string_view line) {
  Opening opening;
  skip_marks(line);
  const bool bracket = take(line, "[");
  skip_marks(line);
  for (size_t i = 0; i < 3; ++i) {
    const size_t before = line.size();
    const auto number = take_number(line, 4);
    if (!number) return std::nullopt;
    opening.day[i] = *number;
    if (i == 0) opening.year_first = before - line.size() >= 4 && *number > 31;
    skip_marks(line);
    if (i < 2 && !take(line, "/.-")) return std::nullopt;
    skip_marks(line);
  }
  take(line, ",.");
  if (line.starts_with("\u060C")) line.remove_prefix(2);  // the Arabic comma
  skip_marks(line);
  const auto hour = take_number(line, 2);
  if (!hour || !take(line, ":.")) return std::nullopt;
  const auto minute = take_number(line, 2);
  if (!minute) return std::nullopt;
  opening.hour = *hour;
  opening.minute = *minute;
  if (take(line, ":.")) opening.second = take_number(line, 2).value_or(0);
  skip_marks(line);
  if (line.size() >= 2 && (line[0] == 'a' || line[0] == 'A' || line[0] == 'p' || line[0] == 'P')) {
    const bool afternoon = line[0] == 'p' || line[0] == 'P';
    std::string_view half = line.substr(1);
    take(half, ".");
    skip_marks(half);
    if (take(half, "mM")) {
      take(half, ".");
      line = half;
      opening.halves = true;
      opening.hour = opening.hour % 12 + (afternoon ? 12 : 0);
      skip_marks(line);
    }
  }
  if (opening.hour > 23 || opening.minute > 59 || opening.second > 59) return std::nullopt;
  if (bracket ? !take(line, "]") : !line.starts_with("-")) return std::nullopt;
  if (!bracket) line.remove_prefix(1);
  skip_marks(line);
  opening.rest = line;
  return opening;
}

enum class Order : uint8_t { kDayFirst, kMonthFirst };

std::optional<Day> day_of(const Opening& opening, Order order) {
  const auto& [a, b, c] = opening.day;
  if (opening.year_first) return make_day(a, static_cast<unsigned>(b), static_cast<unsigned>(c));
  const int year = c < 100 ? c + 2000 : c;
  return order == Order::kDayFirst ? make_day(year, static_cast<unsigned>(b), static_cast<unsigned>(a))
                                   : make_day(year, static_cast<unsigned>(a), static_cast<unsigned>(b));
}

struct Written {
  Opening opening;
  std::string text;
};

// Which order makes days of all lines, and lets no message stand before an older one. `sure` when only one does.
Order order_of(const std::vector<Written>& messages, bool& sure) {
  std::array<size_t, 2> wrong{};
  for (const Order order : {Order::kDayFirst, Order::kMonthFirst}) {
    std::optional<Day> last;
    for (const Written& message : messages) {
      const auto day = day_of(message.opening, order);
      wrong[static_cast<size_t>(order)] += !day || (last && *day < *last) ? 1 : 0;
      if (day) last = day;
    }
  }
  sure = wrong[0] != wrong[1] || (!messages.empty() && messages.front().opening.year_first);
  if (wrong[0] != wrong[1]) return wrong[0] < wrong[1] ? Order::kDayFirst : Order::kMonthFirst;
  // Where the day has two halves, the month mostly stands first.
  return !messages.empty() && messages.front().opening.halves ? Order::kMonthFirst : Order::kDayFirst;
}

std::string_view take_line(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

int accepts(std::string_view path, std::string_view head) {
  if (!has_ending(path, {".txt"})) return 0;
  int openings = 0;
  bool sender = false;
  for (int lines = 0; lines < 10 && !head.empty(); ++lines) {
    const auto opening = parse_opening(take_line(head));
    if (lines == 0 && !opening) return 0;
    openings += opening ? 1 : 0;
    sender |= opening && opening->rest.find(": ") != std::string_view::npos;
  }
  return sender && openings >= 1 ? 90 : 0;
}

void read(const Source& source, ReadSource& out) {
  out.media_type = "text/x-whatsapp-chat";
  DecodedText decoded = decode_text(source.bytes);
  out.remarks = std::move(decoded.remarks);
  std::vector<Written> messages;
  std::string_view rest = decoded.text;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (const auto opening = parse_opening(line)) {
      messages.push_back({*opening, std::string(opening->rest)});
    } else if (!messages.empty()) {
      messages.back().text += '\n';
      messages.back().text += line;
    }
  }
  bool sure = false;
  const Order order = order_of(messages, sure);
  if (!sure && !messages.empty()) {
    out.remarks.push_back({"date-order-guessed",
                           fmt::format("days could be day or month first; taken as {} first",
                                       order == Order::kDayFirst ? "day" : "month"),
                           {}});
  }
  const std::string_view name = std::string_view(source.path).substr(source.path.rfind('/') + 1);
  size_t number = 0;
  for (const Written& written : messages) {
    ChatMessage message;
    message.id = fmt::format("{}", ++number);
    message.chat = name.substr(0, name.rfind('.'));
    if (const auto day = day_of(written.opening, order)) {
      message.time = fmt::format("{}T{:02}:{:02}:{:02}", to_string(*day), written.opening.hour, written.opening.minute,
                                 written.opening.second);
    }
    constexpr size_t kLongestName = 100;
    const size_t colon = written.text.find(": ");
    if (colon <= kLongestName && colon < written.text.find('\n')) {
      message.sender = written.text.substr(0, colon);
      message.text = written.text.substr(colon + 2);
    } else {
      message.text = written.text;
    }
    add_chat_message(message, source, out);
  }
}

}  // namespace

const SourceReader kWhatsAppReader{"whatsapp", accepts, read};

}  // namespace annals
