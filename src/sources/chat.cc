#include "sources/chat.h"

#include <fmt/format.h>

#include "sources/blocks.h"
#include "sources/readers.h"

namespace annals {

void add_chat_message(const ChatMessage& message, const Source& source, ReadSource& out) {
  if (trim(message.text).empty()) return;
  Document document = new_document(source, out, fmt::format("message:{}", message.id));
  document.media_type = "text/plain";
  document.byline = message.sender;
  const auto id_of = [&](const std::string& id) { return fmt::format("<{}@{}>", id, source.path); };
  document.headers.emplace_back("message-id", id_of(message.id));
  if (!message.reply_to.empty()) document.headers.emplace_back("in-reply-to", id_of(message.reply_to));
  if (!message.sender.empty()) document.headers.emplace_back("from", message.sender);
  if (!message.chat.empty()) document.headers.emplace_back("chat", message.chat);
  document.headers.emplace_back("date", message.time);
  if (message.time.size() >= 10 && parse_day(message.time.substr(0, 10))) {
    document.published = message.time.substr(0, 10);
    document.published_time = message.time;
    document.published_basis = DateBasis::kHeader;
  }
  TextBuilder builder(document);
  if (!message.sender.empty())
    builder.add(BlockRole::kHeader, fmt::format("From: {}\nDate: {}", message.sender, message.time));
  builder.add_plain(message.text);
  out.documents.push_back(std::move(document));
}

std::string utc_time(int64_t seconds) {
  constexpr int64_t kDaySeconds = 86400;
  const int64_t days = seconds >= 0 ? seconds / kDaySeconds : -((-seconds + kDaySeconds - 1) / kDaySeconds);
  const int64_t rest = seconds - days * kDaySeconds;
  return fmt::format("{}T{:02}:{:02}:{:02}Z", to_string(Day{std::chrono::days{days}}), rest / 3600, rest / 60 % 60,
                     rest % 60);
}

}  // namespace annals
