// Chat exports: each message a document with its sender and time, as mail is.
#pragma once

#include <string>

#include "sources/source.h"

namespace annals {

struct ChatMessage {
  std::string id;        ///< within the chat; its number where it has none
  std::string reply_to;  ///< the id of the message that it answers, or empty
  std::string sender;    ///< empty: the program says so, not a person
  std::string time;      ///< as in RFC 3339, the zone left out where it is not known
  std::string chat;      ///< what the chat is called
  std::string text;
};

/// Adds the message as a document; nothing when it says nothing.
void add_chat_message(const ChatMessage& message, const Source& source, ReadSource& out);

/// `2020-05-03T10:00:00Z` of seconds since 1970.
std::string utc_time(int64_t seconds);

}  // namespace annals
