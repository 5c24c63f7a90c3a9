// Outlook messages (.msg): compound files (libgsf) of MAPI properties.
#include <fmt/format.h>
#include <gsf/gsf.h>

#include <memory>
#include <optional>

#include "sources/charset.h"
#include "sources/mime.h"
#include "sources/outlook_message.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

constexpr std::string_view kCompoundFile = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

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

  static std::string name_of(OutlookProperty property, unsigned type) {
    return fmt::format("__substg1.0_{:04X}{:04X}", static_cast<unsigned>(property), type);
  }
  std::optional<std::string> bytes(OutlookProperty property) const { return stream(name_of(property, kBytes)); }

  std::string text(OutlookProperty property) const {
    if (const auto wide = stream(name_of(property, kText))) return decode_text(*wide, "UTF-16LE").text;
    if (const auto narrow = stream(name_of(property, kText8))) return decode_text(*narrow, charset()).text;
    return {};
  }

  // Of a type without a stream of its own; little-endian.
  std::optional<uint64_t> number(OutlookProperty property, unsigned type) const {
    for (const std::string& entry : fixed_) {
      if (at(entry, 0, 2) == type && at(entry, 2, 2) == static_cast<unsigned>(property))
        return at(entry, 8, type == kInteger ? 4 : 8);
    }
    return std::nullopt;
  }

  std::string charset() const {
    auto page = number(OutlookProperty::kInternetCodepage, kInteger);
    if (!page) page = number(OutlookProperty::kMessageCodepage, kInteger);
    return charset_of_codepage(page.value_or(0));
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

void add_files(const Storage& storage, int depth, OutlookMessage& message, ReadSource& out);

OutlookMessage message_of(const Storage& storage, int depth, ReadSource& out) {
  using Property = OutlookProperty;
  OutlookMessage message;
  message.transport_headers = storage.text(Property::kTransportHeaders);
  message.sender_name = storage.text(Property::kSenderName);
  message.sender_address = storage.text(Property::kSenderSmtp);
  if (message.sender_address.empty()) {
    const std::string address = storage.text(Property::kSenderAddress);
    if (address.find('@') != std::string::npos) message.sender_address = address;  // else a name inside Exchange
  }
  message.to = storage.text(Property::kDisplayTo);
  message.cc = storage.text(Property::kDisplayCc);
  message.subject = storage.text(Property::kSubject);
  message.message_id = storage.text(Property::kMessageId);
  message.in_reply_to = storage.text(Property::kInReplyTo);
  message.references = storage.text(Property::kReferences);
  auto time = storage.number(Property::kSubmitTime, kTime);
  if (!time) time = storage.number(Property::kDeliveryTime, kTime);
  message.time = time.value_or(0);
  message.plain = storage.text(Property::kBody);
  if (auto html = storage.bytes(Property::kHtml)) {
    message.html = std::move(*html);
    message.html_charset = storage.charset();
  } else {
    message.html = storage.text(Property::kHtml);
    message.html_charset = "utf-8";
  }
  if (message.plain.empty() && message.html.empty()) {
    if (const auto packed = storage.bytes(Property::kCompressedRtf)) {
      message.rtf = unpack_rtf(*packed);
      if (message.rtf.empty())
        out.remarks.push_back({"part-left-out", "the text of a message is there as compressed RTF only, damaged", {}});
    }
  }
  add_files(storage, depth, message, out);
  return message;
}

void add_files(const Storage& storage, int depth, OutlookMessage& message, ReadSource& out) {
  const int count = gsf_infile_num_children(storage.folder());
  for (int i = 0; i < count; ++i) {
    const char* child = gsf_infile_name_by_index(storage.folder(), i);
    if (child == nullptr || !std::string_view(child).starts_with("__attach_version1.0_")) continue;
    if (message.files.size() >= kMaxOutlookFiles) {
      out.remarks.push_back(
          {"part-limit", fmt::format("more than {} attachments: the rest was left out", kMaxOutlookFiles), {}});
      break;
    }
    const Owned<GsfInput> input(gsf_infile_child_by_index(storage.folder(), i));
    if (!input || GSF_IS_INFILE(input.get()) == 0) continue;
    const Storage attachment(GSF_INFILE(input.get()), 8);
    std::string name = attachment.text(OutlookProperty::kLongName);
    if (name.empty()) name = attachment.text(OutlookProperty::kShortName);
    if (auto bytes = attachment.bytes(OutlookProperty::kAttachmentData)) {
      message.files.push_back({std::move(name), std::move(*bytes)});
      continue;
    }
    const Owned<GsfInput> object(gsf_infile_child_by_name(
        attachment.folder(), Storage::name_of(OutlookProperty::kAttachmentData, kObject).c_str()));
    if (!object || GSF_IS_INFILE(object.get()) == 0) continue;
    if (depth + 1 > kMaxOutlookDepth) {
      out.remarks.push_back(
          {"depth-limit", fmt::format("messages attached more than {} deep were left out", kMaxOutlookDepth), {}});
      continue;
    }
    // As bytes of a file of its own: the inner message's boundaries do not end the outer one's parts.
    message.files.push_back(
        {"message.eml", mail_of(message_of(Storage(GSF_INFILE(object.get()), 24), depth + 1, out))});
  }
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
  out.parts.push_back({"message.eml", mail_of(message_of(message, 0, out)), SourcePart::kWholeSource, true});
}

}  // namespace

const SourceReader kOutlookReader{"outlook message", accepts, read, true, true};

}  // namespace annals
