// A message as Outlook keeps it, in whatever file (.msg, .pst, winmail.dat), written anew as the message that was sent:
// the reader of mail takes it from there.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "sources/document.h"

namespace annals {

/// Attachments of one message that are kept, and how deep messages may be attached to messages.
constexpr size_t kMaxOutlookFiles = 10'000;
constexpr int kMaxOutlookDepth = 8;

/// Properties that every such file has under these numbers, [MS-OXPROPS].
enum class OutlookProperty : uint16_t {
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
  kDisplayName = 0x3001,
  kAttachmentData = 0x3701,
  kShortName = 0x3704,
  kLongName = 0x3707,
  kInternetCodepage = 0x3FDE,
  kMessageCodepage = 0x3FFD,
  kSenderSmtp = 0x5D01,
};

/// A file that a message carries: its name is to be shown, never to be opened.
struct OutlookFile {
  std::string name, bytes;
};

/// Text is well-formed UTF-8 but for what says otherwise.
struct OutlookMessage {
  std::string transport_headers;  ///< as they came over the net; what they say is not taken from elsewhere
  std::string sender_name, sender_address;
  std::string to, cc, subject, message_id, in_reply_to, references;
  uint64_t time = 0;  ///< sent, else delivered: 100 ns since 1601, or 0
  std::string plain;
  std::string html, html_charset;  ///< bytes
  std::string rtf;                 ///< bytes, read where there is neither of these
  std::vector<OutlookFile> files;
};

/// The message as mail (RFC 5322): from the headers that it came with, else from its properties.
std::string mail_of(const OutlookMessage& message);
/// The text of its RTF, or empty.
std::string text_of_rtf(std::string_view rtf);

/// What [MS-OXRTFCP] packs; empty when it is damaged or none.
std::string unpack_rtf(std::string_view packed);

/// 100 ns since 1601 as mail writes a date, or empty for a year in which no mail was sent.
std::string mail_date(uint64_t filetime);

}  // namespace annals
