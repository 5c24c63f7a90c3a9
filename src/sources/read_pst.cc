// Outlook's mailboxes (.pst, .ost): libpff reads them from memory; each message becomes mail of its own, called after
// the folder that it lay in.
#include <fmt/format.h>
#include <libbfio.h>
#include <libpff.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>

#include "sources/charset.h"
#include "sources/outlook_message.h"
#include "sources/readers.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr int kMaxFolderDepth = 64;
constexpr size_t kMaxFolders = 100'000;

// What libpff says went wrong is not worth telling: that it went wrong is.
struct Ignored {
  ~Ignored() { libpff_error_free(&error); }
  libpff_error_t* error = nullptr;
  libpff_error_t** place() {
    libpff_error_free(&error);
    return &error;
  }
};

// The bytes of a file as the library reads them: never beyond their end, which its own reader of memory does.
struct Bytes {
  std::string_view all;
  size_t at = 0;
};

Bytes& bytes_of(intptr_t* handle) { return *reinterpret_cast<Bytes*>(handle); }

ssize_t read_bytes(intptr_t* handle, uint8_t* to, size_t size, libbfio_error_t** /*error*/) {
  Bytes& bytes = bytes_of(handle);
  const std::string_view read = bytes.all.substr(bytes.at, size);
  std::copy(read.begin(), read.end(), to);
  bytes.at += read.size();
  return static_cast<ssize_t>(read.size());
}

off64_t seek_bytes(intptr_t* handle, off64_t offset, int whence, libbfio_error_t** /*error*/) {
  Bytes& bytes = bytes_of(handle);
  const size_t from = whence == SEEK_CUR ? bytes.at : whence == SEEK_END ? bytes.all.size() : 0;
  off64_t to = 0;
  if (__builtin_add_overflow(static_cast<off64_t>(from), offset, &to)) return -1;
  if (to < 0 || static_cast<size_t>(to) > bytes.all.size()) return -1;
  bytes.at = static_cast<size_t>(to);
  return to;
}

// The handle of bytes that the caller keeps; nothing when there is no memory for it.
libbfio_handle_t* handle_of(Bytes& bytes) {
  libbfio_handle_t* handle = nullptr;
  libbfio_handle_initialize(
      &handle, reinterpret_cast<intptr_t*>(&bytes), [](intptr_t**, libbfio_error_t**) { return 1; },
      [](intptr_t** copy, intptr_t* from, libbfio_error_t**) {
        *copy = from;
        return 1;
      },
      [](intptr_t*, int, libbfio_error_t**) { return 1; }, [](intptr_t*, libbfio_error_t**) { return 0; }, read_bytes,
      [](intptr_t*, const uint8_t*, size_t, libbfio_error_t**) -> ssize_t { return -1; }, seek_bytes,
      [](intptr_t*, libbfio_error_t**) { return 1; }, [](intptr_t*, libbfio_error_t**) { return 1; },
      [](intptr_t* from, size64_t* size, libbfio_error_t**) {
        *size = bytes_of(from).all.size();
        return 1;
      },
      0, nullptr);
  return handle;
}

struct FreeFile {
  void operator()(libpff_file_t* file) const { libpff_file_free(&file, nullptr); }
};
struct FreeHandle {
  void operator()(libbfio_handle_t* handle) const { libbfio_handle_free(&handle, nullptr); }
};
struct FreeItem {
  void operator()(libpff_item_t* item) const { libpff_item_free(&item, nullptr); }
};
struct FreeSet {
  void operator()(libpff_record_set_t* set) const { libpff_record_set_free(&set, nullptr); }
};
struct FreeEntry {
  void operator()(libpff_record_entry_t* entry) const { libpff_record_entry_free(&entry, nullptr); }
};
using Item = std::unique_ptr<libpff_item_t, FreeItem>;

// The properties of an item.
class Properties {
 public:
  explicit Properties(libpff_item_t* item) {
    libpff_record_set_t* set = nullptr;
    if (libpff_item_get_record_set_by_index(item, 0, &set, ignored_.place()) == 1) set_.reset(set);
  }

  std::string text(OutlookProperty property) { return text(static_cast<uint32_t>(property)); }
  std::string text(uint32_t property) {
    const auto found = entry(property, 0);
    size_t size = 0;
    if (!found || libpff_record_entry_get_data_as_utf8_string_size(found.get(), &size, ignored_.place()) != 1 ||
        size < 1 || size > kMaxUnpackedAtOnce)
      return {};
    std::string text(size, '\0');
    if (libpff_record_entry_get_data_as_utf8_string(found.get(), reinterpret_cast<uint8_t*>(text.data()), size,
                                                    ignored_.place()) != 1)
      return {};
    text.resize(std::min(text.find('\0'), text.size()));
    // How a subject's prefix is marked: a byte that says so and its length.
    if (text.size() >= 2 && text[0] == '\x01') text.erase(0, 2);
    size_t replaced = 0;
    return repair_utf8(text, replaced);
  }

  std::optional<uint32_t> number(OutlookProperty property) {
    const auto found = entry(static_cast<uint32_t>(property), LIBPFF_VALUE_TYPE_INTEGER_32BIT_SIGNED);
    uint32_t value = 0;
    if (!found || libpff_record_entry_get_data_as_32bit_integer(found.get(), &value, ignored_.place()) != 1)
      return std::nullopt;
    return value;
  }

  uint64_t time(OutlookProperty property) { return time(static_cast<uint32_t>(property)); }
  uint64_t time(uint32_t property) {
    const auto found = entry(property, LIBPFF_VALUE_TYPE_FILETIME);
    uint64_t value = 0;
    return found && libpff_record_entry_get_data_as_filetime(found.get(), &value, ignored_.place()) == 1 ? value : 0;
  }

 private:
  std::unique_ptr<libpff_record_entry_t, FreeEntry> entry(uint32_t property, uint32_t type) {
    libpff_record_entry_t* found = nullptr;
    // Numbers from here on mean what the file's own map says; libpff knows those of appointments by it.
    constexpr uint32_t kFirstNamed = 0x8000;
    uint8_t flags = type == 0 ? LIBPFF_ENTRY_VALUE_FLAG_MATCH_ANY_VALUE_TYPE : 0;
    if (property < kFirstNamed) flags |= LIBPFF_ENTRY_VALUE_FLAG_IGNORE_NAME_TO_ID_MAP;
    if (!set_ || libpff_record_set_get_entry_by_type(set_.get(), property, type, &found, flags, ignored_.place()) != 1)
      return nullptr;
    return std::unique_ptr<libpff_record_entry_t, FreeEntry>(found);
  }

  std::unique_ptr<libpff_record_set_t, FreeSet> set_;
  Ignored ignored_;
};

class MailStore {
 public:
  explicit MailStore(ReadSource& out) : out_(out) {}

  void run(libpff_file_t* file) {
    libpff_item_t* root = nullptr;
    if (libpff_file_get_root_folder(file, &root, ignored_.place()) == 1) folder(Item(root), {}, 0);
    if (damaged_ > 0)
      out_.remarks.push_back(
          {"part-unread", fmt::format("{} messages or folders are damaged and were left out", damaged_), {}});
    if (too_many_)
      out_.remarks.push_back(
          {"part-limit", fmt::format("more than {} messages or folders: the rest was left out", kMaxSourceParts), {}});
    if (others_ > 0)
      out_.remarks.push_back(
          {"part-left-out", fmt::format("{} contacts, tasks and other things that are not messages", others_), {}});
  }

 private:
  void folder(const Item& item, const std::string& path, int depth) {
    if (++folders_ > kMaxFolders || depth > kMaxFolderDepth) {
      too_many_ = true;
      return;
    }
    int count = 0;
    if (libpff_folder_get_number_of_sub_messages(item.get(), &count, ignored_.place()) != 1) count = 0;
    for (int i = 0; i < count && !too_many_; ++i) {
      libpff_item_t* found = nullptr;
      if (libpff_folder_get_sub_message(item.get(), i, &found, ignored_.place()) != 1) {
        ++damaged_;
        continue;
      }
      const Item message(found);
      too_many_ = out_.parts.size() >= kMaxSourceParts;
      if (too_many_) break;
      if (!is_message(message.get())) {
        ++others_;
        continue;
      }
      out_.parts.push_back({fmt::format("{}{}.eml", path, i + 1), mail_of(message_of(message.get(), 0))});
    }
    if (libpff_folder_get_number_of_sub_folders(item.get(), &count, ignored_.place()) != 1) count = 0;
    for (int i = 0; i < count && !too_many_; ++i) {
      libpff_item_t* found = nullptr;
      if (libpff_folder_get_sub_folder(item.get(), i, &found, ignored_.place()) != 1) {
        ++damaged_;
        continue;
      }
      const Item sub(found);
      std::string name = Properties(sub.get()).text(OutlookProperty::kDisplayName);
      std::replace(name.begin(), name.end(), '/', '_');
      folder(sub, fmt::format("{}{}/", path, name.empty() ? "folder" : name), depth + 1);
    }
  }

  bool is_message(libpff_item_t* item) {
    uint8_t type = 0;
    if (libpff_item_get_type(item, &type, ignored_.place()) != 1) return false;
    switch (type) {
      case LIBPFF_ITEM_TYPE_APPOINTMENT:
      case LIBPFF_ITEM_TYPE_EMAIL:
      case LIBPFF_ITEM_TYPE_EMAIL_SMIME:
      case LIBPFF_ITEM_TYPE_CONFLICT_MESSAGE:
      case LIBPFF_ITEM_TYPE_DOCUMENT:
      case LIBPFF_ITEM_TYPE_FAX:
      case LIBPFF_ITEM_TYPE_MEETING:
      case LIBPFF_ITEM_TYPE_MMS:
      case LIBPFF_ITEM_TYPE_NOTE:
      case LIBPFF_ITEM_TYPE_POSTING_NOTE:
      case LIBPFF_ITEM_TYPE_RSS_FEED:
      case LIBPFF_ITEM_TYPE_SHARING:
      case LIBPFF_ITEM_TYPE_SMS:
      case LIBPFF_ITEM_TYPE_TASK_REQUEST:
      case LIBPFF_ITEM_TYPE_VOICEMAIL:
        return true;
      default:
        return false;
    }
  }

  OutlookMessage message_of(libpff_item_t* item, int depth) {
    using Property = OutlookProperty;
    Properties properties(item);
    OutlookMessage message;
    message.transport_headers = properties.text(Property::kTransportHeaders);
    message.sender_name = properties.text(Property::kSenderName);
    message.sender_address = properties.text(Property::kSenderSmtp);
    if (message.sender_address.empty()) {
      const std::string address = properties.text(Property::kSenderAddress);
      if (address.find('@') != std::string::npos) message.sender_address = address;  // else a name inside Exchange
    }
    message.to = properties.text(Property::kDisplayTo);
    message.cc = properties.text(Property::kDisplayCc);
    message.subject = properties.text(Property::kSubject);
    message.message_id = properties.text(Property::kMessageId);
    message.in_reply_to = properties.text(Property::kInReplyTo);
    message.references = properties.text(Property::kReferences);
    message.time = properties.time(Property::kSubmitTime);
    if (message.time == 0) message.time = properties.time(Property::kDeliveryTime);
    message.plain = properties.text(Property::kBody);
    message.html = body(item, libpff_message_get_html_body_size, libpff_message_get_html_body);
    message.html_charset = charset_of_codepage(properties.number(Property::kInternetCodepage).value_or(0));
    if (message.plain.empty() && message.html.empty())
      message.rtf = body(item, libpff_message_get_rtf_body_size, libpff_message_get_rtf_body);
    message.plain = appointment(properties) + message.plain;
    add_files(item, depth, message);
    return message;
  }

  // When and where it is, for what stands in a calendar.
  static std::string appointment(Properties& properties) {
    std::string lines;
    const auto line = [&](const char* name, const std::string& value) {
      if (!value.empty()) lines += fmt::format("{}: {}\n", name, value);
    };
    line("Start", mail_date(properties.time(LIBPFF_ENTRY_TYPE_APPOINTMENT_START_TIME)));
    line("End", mail_date(properties.time(LIBPFF_ENTRY_TYPE_APPOINTMENT_END_TIME)));
    line("Location", properties.text(LIBPFF_ENTRY_TYPE_APPOINTMENT_LOCATION));
    return lines.empty() ? lines : lines + "\n";
  }

  template <class Size, class Get>
  std::string body(libpff_item_t* item, Size size_of, Get get) {
    size_t size = 0;
    if (size_of(item, &size, ignored_.place()) != 1 || size == 0 || size > kMaxUnpackedAtOnce) return {};
    std::string bytes(size, '\0');
    if (get(item, reinterpret_cast<uint8_t*>(bytes.data()), size, ignored_.place()) != 1) return {};
    while (bytes.ends_with('\0')) bytes.pop_back();
    return bytes;
  }

  void add_files(libpff_item_t* item, int depth, OutlookMessage& message) {
    int count = 0;
    if (libpff_message_get_number_of_attachments(item, &count, ignored_.place()) != 1) return;
    for (int i = 0; i < count; ++i) {
      libpff_item_t* found = nullptr;
      if (message.files.size() >= kMaxOutlookFiles ||
          libpff_message_get_attachment(item, i, &found, ignored_.place()) != 1) {
        ++damaged_;
        continue;
      }
      const Item attachment(found);
      Properties properties(attachment.get());
      std::string name = properties.text(OutlookProperty::kLongName);
      if (name.empty()) name = properties.text(OutlookProperty::kShortName);
      int type = 0;
      if (libpff_attachment_get_type(attachment.get(), &type, ignored_.place()) != 1) type = 0;
      if (type == LIBPFF_ATTACHMENT_TYPE_DATA) {
        message.files.push_back({std::move(name), data(attachment.get())});
      } else if (type == LIBPFF_ATTACHMENT_TYPE_ITEM && depth < kMaxOutlookDepth) {
        libpff_item_t* inner = nullptr;
        if (libpff_attachment_get_item(attachment.get(), &inner, ignored_.place()) != 1) {
          ++damaged_;
          continue;
        }
        const Item owned(inner);
        message.files.push_back({"message.eml", mail_of(message_of(inner, depth + 1))});
      }
    }
  }

  std::string data(libpff_item_t* attachment) {
    size64_t size = 0;
    if (libpff_attachment_get_data_size(attachment, &size, ignored_.place()) != 1 || size > kMaxUnpackedAtOnce)
      return {};
    std::string bytes(size, '\0');
    size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t got = libpff_attachment_data_read_buffer(
          attachment, reinterpret_cast<uint8_t*>(bytes.data()) + done, bytes.size() - done, ignored_.place());
      if (got <= 0) break;
      done += static_cast<size_t>(got);
    }
    bytes.resize(done);
    return bytes;
  }

  ReadSource& out_;
  Ignored ignored_;
  size_t folders_ = 0, damaged_ = 0, others_ = 0;
  bool too_many_ = false;
};

int accepts(std::string_view, std::string_view head) { return head.starts_with("!BDN") ? 97 : 0; }

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/vnd.ms-outlook-pst";
  Ignored ignored;
  Bytes bytes{source.bytes};
  const std::unique_ptr<libbfio_handle_t, FreeHandle> handle(handle_of(bytes));
  libpff_file_t* made = nullptr;
  bool good = handle != nullptr;
  good = good && libpff_file_initialize(&made, ignored.place()) == 1;
  const std::unique_ptr<libpff_file_t, FreeFile> file(made);
  good = good && libpff_file_open_file_io_handle(file.get(), handle.get(), LIBPFF_OPEN_READ, ignored.place()) == 1;
  if (good) MailStore(out).run(file.get());
  if (!out.parts.empty()) return;
  constexpr std::string_view kElse =
      "`readpst -e -o FOLDER FILE` of the package pst-utils may make files of its messages, which can be read";
  out.unread = good ? "an Outlook mailbox without a message that can be read; " + std::string(kElse)
                    : "an Outlook mailbox that cannot be opened; " + std::string(kElse);
}

}  // namespace

const SourceReader kMailStoreReader{"outlook mailbox", accepts, read, true, true};

}  // namespace annals
