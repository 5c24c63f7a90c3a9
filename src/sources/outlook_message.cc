#include "sources/outlook_message.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <ctime>

#include "sources/mime.h"
#include "sources/readers.h"

namespace annals {
namespace {

// A value on one line.
std::string header_line(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  std::string line(value);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  return fmt::format("{}: {}\n", name, line);
}

// The header as it came over the net, without what says how the body was encoded there.
std::string sent_headers(std::string_view transport) {
  std::string out;
  bool kept = false;
  for (size_t at = 0; at < transport.size();) {
    const size_t end = std::min(transport.find('\n', at), transport.size());
    std::string_view line = transport.substr(at, end - at);
    at = end + 1;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if (line.front() != ' ' && line.front() != '\t') {
      const std::string name = lower(line.substr(0, line.find(':')));
      const bool header = line.find(':') != std::string_view::npos && name.find(' ') == std::string::npos;
      kept = header && !name.starts_with("content-") && name != "mime-version";
    }
    if (kept) out += fmt::format("{}\n", line);
  }
  return out;
}

std::string headers_of(const OutlookMessage& message) {
  std::string headers = sent_headers(message.transport_headers);
  const std::string sent = "\n" + lower(headers);
  const auto add = [&](const char* name, const std::string& value) {
    if (sent.find(fmt::format("\n{}:", lower(name))) == std::string::npos) headers += header_line(name, value);
  };
  const std::string& name = message.sender_name;
  const std::string& address = message.sender_address;
  const bool both = !name.empty() && !address.empty() && name != address;
  add("From", both ? fmt::format("{} <{}>", name, address) : name.empty() ? address : name);
  add("To", message.to);
  add("Cc", message.cc);
  add("Subject", message.subject);
  add("Date", mail_date(message.time));
  add("Message-ID", message.message_id);
  add("In-Reply-To", message.in_reply_to);
  add("References", message.references);
  return headers;
}

std::string base64(std::string_view bytes) {
  const std::unique_ptr<char, FreeG> text(g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size()));
  std::string out;
  constexpr size_t kLine = 76;
  const std::string_view all = text.get();
  out.reserve(all.size() + all.size() / kLine + 1);
  for (size_t at = 0; at < all.size(); at += kLine) {
    out += all.substr(at, kLine);
    out += '\n';
  }
  return out;
}

std::string part(std::string_view type, std::string_view name, std::string_view bytes) {
  std::string head = fmt::format("Content-Type: {}\nContent-Transfer-Encoding: base64\n", type);
  // Only a name to show: the reader of mail takes it apart like any other.
  if (!name.empty()) {
    std::string plain(name);
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c == '"' || c == '\\' || c == '\r' || c == '\n' || c == '\0'; },
        '_');
    head += fmt::format("Content-Disposition: attachment; filename=\"{}\"\n", plain);
  }
  return head + "\n" + base64(bytes);
}

std::string body_of(const OutlookMessage& message) {
  if (!message.plain.empty()) return part("text/plain; charset=utf-8", {}, message.plain);
  if (!message.html.empty()) {
    const std::string charset = message.html_charset.empty() ? "" : "; charset=" + message.html_charset;
    return part("text/html" + charset, {}, message.html);
  }
  return part("text/plain; charset=utf-8", {}, text_of_rtf(message.rtf));
}

}  // namespace

std::string mail_of(const OutlookMessage& message) {
  constexpr std::string_view kBoundary = "=_annals_part";  // of characters that base64 does not have
  std::string mail = fmt::format("{}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{}\"\n\n--{}\n{}",
                                 headers_of(message), kBoundary, kBoundary, body_of(message));
  for (const OutlookFile& file : message.files) {
    mail += fmt::format("--{}\n", kBoundary);
    mail += part("application/octet-stream", file.name.empty() ? "attachment" : file.name, file.bytes);
  }
  return mail + fmt::format("--{}--\n", kBoundary);
}

std::string text_of_rtf(std::string_view rtf) {
  Document document;
  if (rtf.starts_with("{\\rtf")) read_rtf_content(rtf, document);
  return std::move(document.text);
}

std::string unpack_rtf(std::string_view packed) {
  constexpr size_t kHead = 16, kWindow = 4096;
  constexpr uint32_t kPlain = 0x414C454D, kPacked = 0x75465A4C;
  constexpr size_t kMostRatio = 17;  // two bytes stand for 17 at most, and one in eight is a byte of flags
  // What the window holds at first: the control words that every RTF begins with.
  constexpr std::string_view kFirst =
      "{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript "
      "\\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par "
      "\\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
  const auto number = [&](size_t at) {
    uint32_t value = 0;
    for (size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(packed[at + i]);
    return value;
  };
  if (packed.size() < kHead) return {};
  const size_t size = std::min<size_t>(number(4), packed.size() * kMostRatio);
  const uint32_t kind = number(8);
  std::string_view rest = packed.substr(kHead);
  if (kind == kPlain) return std::string(rest.substr(0, size));
  if (kind != kPacked) return {};
  std::array<char, kWindow> window{};
  std::copy(kFirst.begin(), kFirst.end(), window.begin());
  size_t place = kFirst.size();
  std::string out;
  const auto put = [&](char c) {
    out += c;
    window[place] = c;
    place = (place + 1) % kWindow;
  };
  while (!rest.empty() && out.size() < size) {
    const auto flags = static_cast<unsigned char>(rest.front());
    rest.remove_prefix(1);
    for (unsigned bit = 0; bit < 8 && !rest.empty() && out.size() < size; ++bit) {
      if ((flags >> bit & 1U) == 0) {
        put(rest.front());
        rest.remove_prefix(1);
        continue;
      }
      if (rest.size() < 2) return out;
      const auto high = static_cast<unsigned char>(rest[0]);
      const auto low = static_cast<unsigned char>(rest[1]);
      rest.remove_prefix(2);
      const size_t from = size_t{high} << 4 | low >> 4;
      const size_t length = (low & 0xFU) + 2U;
      if (from == place) return out;  // the end
      for (size_t i = 0; i < length; ++i) put(window[(from + i) % kWindow]);
    }
  }
  return out;
}

std::string mail_date(uint64_t filetime) {
  constexpr uint64_t kTicks = 10'000'000, kTo1970 = 11'644'473'600;  // of 100 ns; seconds from 1601
  constexpr uint64_t kLast = 4'102'444'800;                          // 2100
  const uint64_t seconds = filetime / kTicks;
  if (seconds < kTo1970 || seconds - kTo1970 > kLast) return {};
  const auto when = static_cast<time_t>(seconds - kTo1970);
  std::tm parts{};
  if (::gmtime_r(&when, &parts) == nullptr) return {};
  constexpr std::array kDays = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr std::array kMonths = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return fmt::format("{}, {:02} {} {} {:02}:{:02}:{:02} +0000", kDays.at(static_cast<size_t>(parts.tm_wday)),
                     parts.tm_mday, kMonths.at(static_cast<size_t>(parts.tm_mon)), parts.tm_year + 1900, parts.tm_hour,
                     parts.tm_min, parts.tm_sec);
}

}  // namespace annals
