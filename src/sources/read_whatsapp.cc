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
#include "sources/parts_of_day.h"
#include "sources/readers.h"
#include "sources/sniff.h"
#include "text/utf8.h"

namespace annals {
namespace {

// The three numbers of a day as written, and what follows the line's opening.
struct Opening {
  std::array<int, 3> day{};
  int hour = 0, minute = 0, second = 0;
  bool american = false;  ///< AM and PM as their phones write them
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

// A letter of Han or Hangul, which some languages write behind the year, the month and the day.
bool take_wide_letter(std::string_view& text) {
  if (text.empty()) return false;
  const CodePoint letter = decode(text, 0);
  const bool han = letter.value >= 0x4E00 && letter.value <= 0x9FFF;
  const bool hangul = letter.value >= 0xAC00 && letter.value <= 0xD7A3;
  if (!han && !hangul) return false;
  text.remove_prefix(letter.bytes);
  return true;
}

bool take(std::string_view& text, std::string_view any_of) {
  if (text.empty() || any_of.find(text.front()) == std::string_view::npos) return false;
  text.remove_prefix(1);
  return true;
}

bool parse_day_numbers(std::string_view& line, Opening& opening) {
  for (size_t i = 0; i < 3; ++i) {
    const size_t before = line.size();
    const auto number = take_number(line, 4);
    if (!number) return false;
    opening.day[i] = *number;
    if (i == 0) opening.year_first = before - line.size() >= 4 && *number > 31;
    const bool lettered = opening.year_first && take_wide_letter(line);
    skip_marks(line);
    if (i < 2 && !lettered && !take(line, "/.-")) return false;
    skip_marks(line);
  }
  return true;
}

// A word for a half or another part of the day, up to what may stand behind it.
std::string_view take_part_of_day(std::string_view& line, std::string_view ends) {
  constexpr size_t kLongest = 24;  // bytes
  const size_t end = line.substr(0, kLongest).find_first_of(ends);
  if (end == std::string_view::npos || end == 0) return {};
  std::string_view word = line.substr(0, end);
  while (word.ends_with(' ')) word.remove_suffix(1);
  line.remove_prefix(end);
  return word;
}

// `AM`, `pm`, `p. m.`; how American phones write it says more.
bool take_latin_half(std::string_view& line, Opening& opening) {
  if (line.empty() || std::string_view("aApP").find(line.front()) == std::string_view::npos) return false;
  const bool afternoon = line.front() == 'p' || line.front() == 'P';
  std::string_view half = line.substr(1);
  take(half, ".");
  skip_marks(half);
  if (!take(half, "mM")) return false;
  take(half, ".");
  opening.american = line.starts_with("AM") || line.starts_with("PM");
  opening.hour = opening.hour % 12 + (afternoon ? 12 : 0);
  line = half;
  return true;
}

bool parse_clock(std::string_view& line, Opening& opening) {
  // Chinese and Korean write the half of the day before the hour, others behind it.
  std::string_view half;
  auto hour = take_number(line, 2);
  if (!hour) {
    half = take_part_of_day(line, "0123456789");
    hour = take_number(line, 2);
  }
  if (!hour || !take(line, ":.")) return false;
  const auto minute = take_number(line, 2);
  if (!minute) return false;
  opening.hour = *hour;
  opening.minute = *minute;
  if (take(line, ":.")) opening.second = take_number(line, 2).value_or(0);
  skip_marks(line);
  if (half.empty() && !take_latin_half(line, opening)) half = take_part_of_day(line, "-]");
  if (!half.empty()) {
    const auto meant = hour_in_part_of_day(half, opening.hour);
    if (!meant) return false;
    opening.hour = *meant;
  }
  skip_marks(line);
  return opening.hour <= 23 && opening.minute <= 59 && opening.second <= 59;
}

std::optional<Opening> parse_opening(std::string_view line) {
  Opening opening;
  skip_marks(line);
  const bool bracket = take(line, "[");
  skip_marks(line);
  if (!parse_day_numbers(line, opening)) return std::nullopt;
  take(line, ",.");
  if (line.starts_with("\u060C")) line.remove_prefix(2);  // the Arabic comma
  skip_marks(line);
  if (!parse_clock(line, opening)) return std::nullopt;
  if (bracket ? !take(line, "]") : !take(line, "-")) return std::nullopt;
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
  // Where Americans wrote, the month mostly stands first.
  return !messages.empty() && messages.front().opening.american ? Order::kMonthFirst : Order::kDayFirst;
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
