#include "sources/tnef.h"

#include <fmt/format.h>

#include <algorithm>
#include <ctime>

#include "sources/charset.h"

namespace annals {
namespace {

constexpr uint32_t kSignature = 0x223E9F78;

// Of these the numbers without the type that stands above them.
enum Attribute : uint16_t {
  kFrom = 0x8000,
  kSubject = 0x8004,
  kDateSent = 0x8005,
  kMessageId = 0x8009,
  kBody = 0x800C,
  kAttachData = 0x800F,
  kAttachTitle = 0x8010,
  kAttachRendData = 0x9002,
  kMessageProperties = 0x9003,
  kAttachment = 0x9005,
  kOemCodepage = 0x9007,
};
enum PropertyType : uint16_t {
  kMultiple = 0x1000,
  kObject = 0x000D,
  kText8 = 0x001E,
  kText = 0x001F,
  kTime = 0x0040,
  kBytes = 0x0102,
};

// Little-endian numbers and pieces of what is left. Beyond the end everything is empty, and `good` says so.
struct Cursor {
  std::string_view rest;
  bool good = true;

  std::string_view take(size_t size) {
    if (size > rest.size()) {
      good = false;
      size = rest.size();
    }
    const std::string_view taken = rest.substr(0, size);
    rest.remove_prefix(size);
    return taken;
  }
  uint64_t number(size_t width) {
    const std::string_view bytes = take(width);
    uint64_t value = 0;
    for (size_t i = bytes.size(); i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
    return value;
  }
  std::string_view padded(size_t size) {
    const std::string_view taken = take(size);
    constexpr size_t kStep = 4;
    take(std::min((kStep - size % kStep) % kStep, rest.size()));
    return taken;
  }
};

// Bytes of a property without a length of its own, with those that fill it up to four.
size_t width_of(uint16_t type) {
  switch (type) {
    case 0x0002:  // integers, floats, errors, booleans
    case 0x0003:
    case 0x0004:
    case 0x000A:
    case 0x000B:
      return 4;
    case 0x0005:  // doubles, money, times
    case 0x0006:
    case 0x0007:
    case 0x0014:
    case kTime:
      return 8;
    case 0x0048:
      return 16;
    default:
      return 0;
  }
}

class TnefReader {
 public:
  TnefReader(std::vector<Remark>& remarks, int depth) : remarks_(remarks), depth_(depth) {}

  OutlookMessage run(std::string_view bytes) {
    Cursor cursor{bytes.substr(6)};  // signature, key
    while (!cursor.rest.empty()) {
      constexpr uint64_t kOfAttachment = 2;
      const uint64_t level = cursor.number(1);
      const auto attribute = static_cast<uint16_t>(cursor.number(4) & 0xFFFF);
      const size_t size = cursor.number(4);
      const std::string_view data = cursor.take(size);
      cursor.take(std::min<size_t>(2, cursor.rest.size()));  // a sum of the bytes
      if (level == kOfAttachment) {
        of_attachment(attribute, data);
      } else {
        of_message(attribute, data);
      }
      if (!cursor.good) {
        remark("truncated", "winmail.dat is cut off or damaged: what stands before that was read");
        break;
      }
    }
    end_attachment();
    if (!rtf_.empty() && message_.plain.empty() && message_.html.empty()) {
      message_.rtf = unpack_rtf(rtf_);
      if (message_.rtf.empty()) remark("part-left-out", "the text in winmail.dat is compressed RTF, damaged");
    }
    message_.html_charset = charset_;
    return std::move(message_);
  }

 private:
  void remark(const char* code, std::string message) { remarks_.push_back({code, std::move(message), {}}); }

  std::string decoded(std::string_view bytes) const {
    bytes = bytes.substr(0, bytes.find('\0'));
    return decode_text(bytes, charset_).text;
  }

  void of_message(uint16_t attribute, std::string_view data) {
    const auto set = [&](std::string& field) {
      if (field.empty()) field = decoded(data);
    };
    if (attribute == kOemCodepage) charset_ = charset_of_codepage(Cursor{data}.number(4));
    if (attribute == kSubject) set(message_.subject);
    if (attribute == kMessageId && data.find('@') != std::string_view::npos) set(message_.message_id);
    if (attribute == kBody) set(message_.plain);
    if (attribute == kDateSent) message_.time = time_of(data);
    if (attribute == kFrom) sender(data);
    if (attribute == kMessageProperties) properties(data, false);
  }

  void of_attachment(uint16_t attribute, std::string_view data) {
    if (attribute == kAttachRendData) {
      end_attachment();
      in_attachment_ = true;
    } else if (attribute == kAttachTitle) {
      if (file_.name.empty()) file_.name = decoded(data);
    } else if (attribute == kAttachData) {
      file_.bytes = data;
      in_attachment_ = true;
    } else if (attribute == kAttachment) {
      properties(data, true);
    }
  }

  void end_attachment() {
    if (in_attachment_ && !(file_.bytes.empty() && file_.name.empty())) {
      if (message_.files.size() < kMaxOutlookFiles) {
        message_.files.push_back(std::move(file_));
      } else if (!full_) {
        full_ = true;
        remark("part-limit", fmt::format("more than {} attachments: the rest was left out", kMaxOutlookFiles));
      }
    }
    file_ = {};
    in_attachment_ = false;
  }

  // Year, month, day, hour, minute, second, day of the week.
  static uint64_t time_of(std::string_view data) {
    Cursor cursor{data};
    std::tm parts{};
    parts.tm_year = static_cast<int>(cursor.number(2)) - 1900;
    parts.tm_mon = static_cast<int>(cursor.number(2)) - 1;
    parts.tm_mday = static_cast<int>(cursor.number(2));
    parts.tm_hour = static_cast<int>(cursor.number(2));
    parts.tm_min = static_cast<int>(cursor.number(2));
    parts.tm_sec = static_cast<int>(cursor.number(2));
    const time_t seconds = ::timegm(&parts);
    constexpr int64_t kTo1970 = 11'644'473'600, kLast = 4'102'444'800;
    if (!cursor.good || seconds < 0 || seconds > kLast) return 0;
    return static_cast<uint64_t>(seconds + kTo1970) * 10'000'000;
  }

  // A structure of two names: what is shown, and an address with its kind ('SMTP:ana@x.test').
  void sender(std::string_view data) {
    Cursor cursor{data};
    cursor.take(4);
    const size_t shown = cursor.number(2);
    const size_t address = cursor.number(2);
    const std::string name = decoded(cursor.take(shown));
    std::string where = decoded(cursor.take(address));
    if (!cursor.good) return;
    where.erase(0, where.find(':') + 1);
    if (message_.sender_name.empty()) message_.sender_name = name;
    if (message_.sender_address.empty() && where.find('@') != std::string::npos) message_.sender_address = where;
  }

  void properties(std::string_view data, bool of_file) {
    Cursor cursor{data};
    const uint64_t count = cursor.number(4);
    for (uint64_t i = 0; i < count && cursor.good; ++i) {
      const auto type = static_cast<uint16_t>(cursor.number(2));
      const auto id = static_cast<uint16_t>(cursor.number(2));
      constexpr uint16_t kFirstNamed = 0x8000;
      constexpr size_t kGuid = 16;
      if (id >= kFirstNamed) {
        cursor.take(kGuid);
        if (cursor.number(4) == 0) {
          cursor.take(4);
        } else {
          cursor.padded(cursor.number(4));
        }
      }
      const auto plain_type = static_cast<uint16_t>(type & ~kMultiple);
      const size_t width = width_of(plain_type);
      if (width > 0) {
        const uint64_t values = (type & kMultiple) != 0 ? cursor.number(4) : 1;
        if (values > cursor.rest.size() / width) break;
        const uint64_t value = Cursor{cursor.take(width * values).substr(0, std::min<size_t>(width, 8))}.number(
            std::min<size_t>(width, 8));
        if (type == kTime && !of_file) time_property(id, value);
        continue;
      }
      const bool known = plain_type == kText8 || plain_type == kText || plain_type == kBytes || plain_type == kObject;
      if (!known) break;  // its length is not known, and so nothing behind it
      const uint64_t values = cursor.number(4);
      for (uint64_t n = 0; n < values && cursor.good; ++n) {
        const std::string_view value = cursor.padded(cursor.number(4));
        if (n == 0) property(id, plain_type, value, of_file);
      }
    }
  }

  void time_property(uint16_t id, uint64_t value) {
    if (id == static_cast<uint16_t>(OutlookProperty::kSubmitTime)) message_.time = value;
    if (id == static_cast<uint16_t>(OutlookProperty::kDeliveryTime) && message_.time == 0) message_.time = value;
  }

  void property(uint16_t id, uint16_t type, std::string_view value, bool of_file) {
    using Property = OutlookProperty;
    const auto text = [&]() -> std::string {
      if (type == kText8) return decoded(value);
      std::string wide = decode_text(value, "UTF-16LE").text;
      wide.resize(std::min(wide.find('\0'), wide.size()));
      return wide;
    };
    const auto property = static_cast<Property>(id);
    if (of_file) {
      if (property == Property::kLongName) file_.name = text();
      if (property == Property::kAttachmentData && type == kBytes && file_.bytes.empty()) file_.bytes = value;
      if (property == Property::kAttachmentData && type == kObject) inner(value);
      return;
    }
    if (type == kBytes) {
      if (property == Property::kCompressedRtf) rtf_ = value;
      if (property == Property::kHtml) message_.html = value;
      return;
    }
    if (type == kObject) return;
    if (property == Property::kTransportHeaders) message_.transport_headers = text();
    if (property == Property::kSubject) message_.subject = text();
    if (property == Property::kSenderName) message_.sender_name = text();
    if (property == Property::kSenderSmtp) message_.sender_address = text();
    if (property == Property::kSenderAddress && message_.sender_address.empty()) {
      const std::string address = text();
      if (address.find('@') != std::string::npos) message_.sender_address = address;
    }
    if (property == Property::kDisplayTo) message_.to = text();
    if (property == Property::kDisplayCc) message_.cc = text();
    if (property == Property::kMessageId) message_.message_id = text();
    if (property == Property::kInReplyTo) message_.in_reply_to = text();
    if (property == Property::kReferences) message_.references = text();
    if (property == Property::kBody) message_.plain = text();
  }

  // An object begins with a number that says what it is; a message is TNEF of its own.
  void inner(std::string_view value) {
    constexpr size_t kInterface = 16;
    if (value.size() < kInterface || !is_tnef(value.substr(kInterface))) return;
    if (depth_ >= kMaxOutlookDepth) {
      remark("depth-limit", fmt::format("messages attached more than {} deep were left out", kMaxOutlookDepth));
      return;
    }
    file_.bytes = mail_of(TnefReader(remarks_, depth_ + 1).run(value.substr(kInterface)));
    file_.name = "message.eml";
  }

  std::vector<Remark>& remarks_;
  int depth_;
  OutlookMessage message_;
  OutlookFile file_;
  std::string_view rtf_;
  std::string charset_ = "windows-1252";
  bool in_attachment_ = false, full_ = false;
};

}  // namespace

bool is_tnef(std::string_view bytes) { return bytes.size() > 6 && Cursor{bytes}.number(4) == kSignature; }

std::optional<OutlookMessage> parse_tnef(std::string_view bytes, std::vector<Remark>& remarks) {
  if (!is_tnef(bytes)) return std::nullopt;
  return TnefReader(remarks, 0).run(bytes);
}

}  // namespace annals
