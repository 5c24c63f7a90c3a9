// Outlook messages (.msg): compound files (libgsf) of MAPI properties, written anew as the message that was sent and
// handed to the reader of mail.
#include <fmt/format.h>
#include <gsf/gsf.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <memory>
#include <optional>

#include "sources/charset.h"
#include "sources/mime.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

constexpr size_t kMaxAttachments = 10'000;
constexpr int kMaxMessageDepth = 8;
constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

// Properties, [MS-OXPROPS].
enum Property : unsigned {
  kSubject = 0x0037,
  kSubmitTime = 0x0039,
  kTransportHeaders = 0x007D,
  kSenderName = 0x0C1A,
  kSenderAddress = 0x0C1F,
  kDisplayCc = 0x0E03,
  kDisplayTo = 0x0E04,
  kDeliveryTime = 0x0E06,
  kBody = 0x1000,
  kCompressedRtf = 0x1009,
  kHtml = 0x1013,
  kMessageId = 0x1035,
  kReferences = 0x1039,
  kInReplyTo = 0x1042,
  kAttachmentData = 0x3701,
  kShortName = 0x3704,
  kLongName = 0x3707,
  kInternetCodepage = 0x3FDE,
  kMessageCodepage = 0x3FFD,
  kSenderSmtp = 0x5D01,
};
enum PropertyType : unsigned {
  kInteger = 0x0003,
  kObject = 0x000D,
  kText8 = 0x001E,
  kText = 0x001F,
  kTime = 0x0040,
  kBytes = 0x0102
};

// A folder of the compound file: a message, an attachment.
class Storage {
 public:
  Storage(GsfInfile* folder, size_t header) : folder_(folder) {
    const std::string table = stream("__properties_version1.0").value_or(std::string());
    for (size_t at = header; at + 16 <= table.size(); at += 16) fixed_.push_back(table.substr(at, 16));
  }

  std::optional<std::string> stream(const std::string& name) const {
    const Owned<GsfInput> input(gsf_infile_child_by_name(folder_, name.c_str()));
    if (!input || GSF_IS_INFILE_MSOLE(input.get()) == 0) return std::nullopt;
    const gsf_off_t size = gsf_input_size(input.get());
    if (size < 0 || static_cast<uint64_t>(size) > kMaxUnpackedAtOnce) return std::nullopt;
    std::string bytes(static_cast<size_t>(size), '\0');
    if (size > 0 && gsf_input_read(input.get(), bytes.size(), reinterpret_cast<guint8*>(bytes.data())) == nullptr)
      return std::nullopt;
    return bytes;
  }

  static std::string name_of(unsigned property, unsigned type) {
    return fmt::format("__substg1.0_{:04X}{:04X}", property, type);
  }
  std::optional<std::string> bytes(unsigned property) const { return stream(name_of(property, kBytes)); }

  std::string text(unsigned property) const {
    if (const auto wide = stream(name_of(property, kText))) return decode_text(*wide, "UTF-16LE").text;
    if (const auto narrow = stream(name_of(property, kText8))) return decode_text(*narrow, charset()).text;
    return {};
  }

  // Of a type without a stream of its own; little-endian.
  std::optional<uint64_t> number(unsigned property, unsigned type) const {
    for (const std::string& entry : fixed_) {
      if (at(entry, 0, 2) == type && at(entry, 2, 2) == property) return at(entry, 8, type == kInteger ? 4 : 8);
    }
    return std::nullopt;
  }

  std::string charset() const {
    auto page = number(kInternetCodepage, kInteger);
    if (!page) page = number(kMessageCodepage, kInteger);
    if (!page || *page == 0) return "windows-1252";
    return *page == 65001 ? "UTF-8" : fmt::format("windows-{}", *page);
  }

  GsfInfile* folder() const { return folder_; }

 private:
  static uint64_t at(const std::string& entry, size_t offset, size_t width) {
    uint64_t value = 0;
    for (size_t i = width; i-- > 0;) value = value << 8 | static_cast<unsigned char>(entry[offset + i]);
    return value;
  }

  GsfInfile* folder_;
  std::vector<std::string> fixed_;
};

// A value on one line.
std::string header_line(std::string_view name, std::string_view value) {
  if (value.empty()) return {};
  std::string line(value);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; }, ' ');
  return fmt::format("{}: {}\n", name, line);
}

std::string mail_date(uint64_t filetime) {
  constexpr uint64_t kTicks = 10'000'000, kTo1970 = 11'644'473'600;  // of 100 ns; seconds from 1601
  const uint64_t seconds = filetime / kTicks;
  constexpr uint64_t kLast = 4'102'444'800;  // 2100
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

// The header as it came over the net, without what says how the body was encoded there.
std::string sent_headers(const std::string& transport) {
  std::string out;
  bool kept = false;
  for (size_t at = 0; at < transport.size();) {
    const size_t end = std::min(transport.find('\n', at), transport.size());
    std::string line = transport.substr(at, end - at);
    at = end + 1;
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty()) break;
    if (line.front() != ' ' && line.front() != '\t') {
      const std::string name = lower(line.substr(0, line.find(':')));
      const bool header = line.find(':') != std::string::npos && name.find(' ') == std::string::npos;
      kept = header && !name.starts_with("content-") && name != "mime-version";
    }
    if (kept) out += line + '\n';
  }
  return out;
}

bool has_header(const std::string& headers, std::string_view name) {
  const std::string all = "\n" + lower(headers);
  return all.find(fmt::format("\n{}:", name)) != std::string::npos;
}

std::string headers_of(const Storage& message) {
  std::string headers = sent_headers(message.text(kTransportHeaders));
  const auto add = [&](const char* name, const std::string& value) {
    if (!has_header(headers, lower(name))) headers += header_line(name, value);
  };
  std::string address = message.text(kSenderSmtp);
  if (address.empty() && message.text(kSenderAddress).find('@') != std::string::npos)
    address = message.text(kSenderAddress);
  const std::string name = message.text(kSenderName);
  add("From", address.empty() ? name : name.empty() ? address : fmt::format("{} <{}>", name, address));
  add("To", message.text(kDisplayTo));
  add("Cc", message.text(kDisplayCc));
  add("Subject", message.text(kSubject));
  auto time = message.number(kSubmitTime, kTime);
  if (!time) time = message.number(kDeliveryTime, kTime);
  if (time) add("Date", mail_date(*time));
  add("Message-ID", message.text(kMessageId));
  add("In-Reply-To", message.text(kInReplyTo));
  add("References", message.text(kReferences));
  return headers;
}

std::string base64(std::string_view bytes) {
  const std::unique_ptr<char, FreeG> text(g_base64_encode(reinterpret_cast<const guchar*>(bytes.data()), bytes.size()));
  std::string out;
  constexpr size_t kLine = 76;
  const std::string_view all = text.get();
  for (size_t at = 0; at < all.size(); at += kLine) out += fmt::format("{}\n", all.substr(at, kLine));
  return out;
}

std::string part(std::string_view type, std::string_view name, std::string_view bytes) {
  std::string head = fmt::format("Content-Type: {}\nContent-Transfer-Encoding: base64\n", type);
  // Only a name to show: the reader of mail takes it apart like any other.
  if (!name.empty()) {
    std::string plain(name);
    std::replace_if(
        plain.begin(), plain.end(), [](char c) { return c == '"' || c == '\\' || c == '\r' || c == '\n'; }, '_');
    head += fmt::format("Content-Disposition: attachment; filename=\"{}\"\n", plain);
  }
  return head + "\n" + base64(bytes);
}

std::string body_of(const Storage& message, ReadSource& out) {
  if (const std::string plain = message.text(kBody); !plain.empty())
    return part("text/plain; charset=utf-8", {}, plain);
  if (const auto html = message.bytes(kHtml))
    return part(fmt::format("text/html; charset={}", message.charset()), {}, *html);
  if (const std::string html = message.text(kHtml); !html.empty()) return part("text/html; charset=utf-8", {}, html);
  if (message.bytes(kCompressedRtf)) {
    out.remarks.push_back(
        {"part-left-out", "the text of a message is there as compressed RTF only, which is not read", {}});
  }
  return part("text/plain; charset=utf-8", {}, "");
}

std::string message_of(const Storage& message, int depth, ReadSource& out) {
  constexpr std::string_view kBoundary = "=_annals_part";  // of characters that base64 does not have
  std::string parts = fmt::format("--{}\n{}", kBoundary, body_of(message, out));
  size_t attachments = 0;
  const int count = gsf_infile_num_children(message.folder());
  for (int i = 0; i < count; ++i) {
    const char* child = gsf_infile_name_by_index(message.folder(), i);
    if (child == nullptr || !std::string_view(child).starts_with("__attach_version1.0_")) continue;
    if (++attachments > kMaxAttachments) {
      out.remarks.push_back(
          {"part-limit", fmt::format("more than {} attachments: the rest was left out", kMaxAttachments), {}});
      break;
    }
    const Owned<GsfInput> input(gsf_infile_child_by_index(message.folder(), i));
    if (!input || GSF_IS_INFILE(input.get()) == 0) continue;
    const Storage attachment(GSF_INFILE(input.get()), 8);
    std::string name = attachment.text(kLongName);
    if (name.empty()) name = attachment.text(kShortName);
    if (const auto bytes = attachment.bytes(kAttachmentData)) {
      parts += fmt::format("--{}\n{}", kBoundary,
                           part("application/octet-stream", name.empty() ? "attachment" : name, *bytes));
      continue;
    }
    const Owned<GsfInput> object(
        gsf_infile_child_by_name(attachment.folder(), Storage::name_of(kAttachmentData, kObject).c_str()));
    if (!object || GSF_IS_INFILE(object.get()) == 0) continue;
    if (depth + 1 > kMaxMessageDepth) {
      out.remarks.push_back(
          {"depth-limit", fmt::format("messages attached more than {} deep were left out", kMaxMessageDepth), {}});
      continue;
    }
    const Storage inner(GSF_INFILE(object.get()), 24);
    // The boundary of the inner message is the outer one's too: as bytes of a file of its own it does not end it.
    parts += fmt::format("--{}\n{}", kBoundary,
                         part("application/octet-stream", "message.eml", message_of(inner, depth + 1, out)));
  }
  return fmt::format("{}MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"{}\"\n\n{}--{}--\n",
                     headers_of(message), kBoundary, parts, kBoundary);
}

int accepts(std::string_view path, std::string_view head) {
  return head.starts_with(kCompoundFile) && has_ending(path, {".msg"}) ? 97 : 0;
}

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/vnd.ms-outlook";
  gsf_init();
  const Owned<GsfInput> input(gsf_input_memory_new(reinterpret_cast<const guint8*>(source.bytes.data()),
                                                   static_cast<gsf_off_t>(source.bytes.size()), FALSE));
  GError* error = nullptr;
  const Owned<GsfInfile> file(gsf_infile_msole_new(input.get(), &error));
  if (!file) {
    out.unread =
        fmt::format("an Outlook message that cannot be opened: {}", error == nullptr ? "damaged" : error->message);
    g_clear_error(&error);
    return;
  }
  const Storage message(file.get(), 32);
  if (!message.stream("__properties_version1.0")) {
    out.unread = "an old office file without the properties of an Outlook message";
    return;
  }
  out.parts.push_back({"message.eml", message_of(message, 0, out), SourcePart::kWholeSource, true});
}

}  // namespace

const SourceReader kOutlookReader{"outlook message", accepts, read, true, true};

}  // namespace annals
