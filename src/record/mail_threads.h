// E-mail by conversation: which message answers which (RFC 5256, REFERENCES), and what it is to see one message twice.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "record/mail_subjects.h"
#include "sources/document.h"

namespace annals {

/// Messages of a case in conversations. A missing message stands in them too, where one that is there answers it.
/// Deterministic; depends on the documents' order only where dates are equal. Near-linear.
class MailThreads {
 public:
  static constexpr uint32_t kMissing = 0xFFFFFFFF;

  MailThreads(std::span<const Document> documents, const MailSubjects& subjects);

  struct Message {
    uint32_t document = 0;    ///< kMissing: the case does not have it
    uint32_t depth = 0;       ///< 0: begins the conversation, as far as the case has it
    std::string id;           ///< its Message-ID without brackets, where known
    bool by_subject = false;  ///< only its subject says that it belongs here
  };
  using Thread = std::vector<Message>;  ///< each message before its answers

  /// All conversations, single messages too, by the day that they begin.
  const std::vector<Thread>& all() const { return threads_; }
  /// The conversation that the document stands in, without what is missing; empty for what is no message or stands
  /// alone.
  Thread of(uint32_t document) const;

 private:
  std::vector<Thread> threads_;
  std::vector<uint32_t> thread_of_;  // by document; kMissing for what is no message
};

bool is_message(const Document& document);
/// The Message-ID without brackets, comments and white space; empty when there is none.
std::string message_id(const Document& document);

/// Two messages with one Message-ID.
enum class SeenTwice : uint8_t {
  kIdentical,    ///< the same bytes
  kRedelivered,  ///< the same message, come by another way: only its envelope differs
  kFooterAdded,  ///< one is the other with something below it, or with a list's name before its subject
  kDifferent,    ///< another message under the same id
};
std::string_view to_string(SeenTwice verdict);

struct SameId {
  uint32_t first = 0, second = 0;  ///< documents
  SeenTwice verdict = SeenTwice::kIdentical;
};
/// Each message whose id an earlier one has, beside the one of them that it is most like. In order.
std::vector<SameId> find_seen_twice(std::span<const Document> documents, const MailSubjects& subjects);

/// The EDRM Message Identification Hash, by which tools exchange which message is which: MD5 of the Message-ID with its
/// brackets, up to the first `>`, as 32 upper-case hexadecimal digits; empty where there is no id.
std::string edrm_mih(const Document& document);

}  // namespace annals
