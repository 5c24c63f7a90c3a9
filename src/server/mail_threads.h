// E-mail by conversation: which message answers which, from their own headers.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "sources/document.h"

namespace annals {

class MailThreads {
 public:
  explicit MailThreads(std::span<const Document> documents);

  struct Message {
    uint32_t document = 0;
    uint32_t depth = 0;  ///< 0: begins the conversation, as far as the case has it
  };
  /// The conversation that the document stands in, each message before its answers; empty for what is no message or
  /// stands alone.
  std::vector<Message> of(uint32_t document) const;

 private:
  static constexpr uint32_t kAlone = 0xFFFFFFFF;
  std::vector<uint32_t> parent_;                // by document
  std::vector<std::vector<uint32_t>> answers_;  // by document
};

}  // namespace annals
