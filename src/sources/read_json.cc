// JSON: chats exported by Telegram and Slack as messages, objects with a `text` as documents, and everything else as
// the words that stand in it.
#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/chat.h"
#include "sources/json_escapes.h"
#include "sources/json_fields.h"
#include "sources/readers.h"
#include "sources/slack.h"
#include "sources/sniff.h"

namespace annals {
namespace {

constexpr int kMaxDepth = 64;  // of values in values; what lies deeper is left out

// --- Telegram --------------------------------------------------------------------------------------------------------

// A string, or a list of strings and objects with a `text`.
std::string telegram_text(const Json& message) {
  const Json* text = member(message, "text");
  if (text == nullptr) return {};
  if (text->IsString()) return std::string(text_of(*text));
  std::string words;
  if (!text->IsArray()) return words;
  for (const Json& part : text->GetArray()) words += part.IsString() ? std::string(text_of(part)) : field(part, "text");
  return words;
}

bool is_telegram_chat(const Json& value) {
  const Json* messages = member(value, "messages");
  if (messages == nullptr || !messages->IsArray() || messages->Empty()) return false;
  const Json& first = (*messages)[0];
  return member(first, "date") != nullptr && member(first, "id") != nullptr && member(first, "type") != nullptr;
}

void read_telegram_chat(const Json& chat, const Source& source, ReadSource& out) {
  out.media_type = "application/x-telegram-chat";
  const std::string id = field(chat, "id");
  size_t services = 0;
  for (const Json& item : chat["messages"].GetArray()) {
    if (field(item, "type") != "message") {
      ++services;
      continue;
    }
    ChatMessage message;
    message.id = id.empty() ? field(item, "id") : fmt::format("{}/{}", id, field(item, "id"));
    if (const std::string reply = field(item, "reply_to_message_id"); !reply.empty())
      message.reply_to = id.empty() ? reply : fmt::format("{}/{}", id, reply);
    message.sender = field(item, "from");
    message.chat = field(chat, "name");
    message.time = field(item, "date");
    const std::string unix_time = field(item, "date_unixtime");
    int64_t seconds = 0;
    if (std::from_chars(unix_time.data(), unix_time.data() + unix_time.size(), seconds).ec == std::errc() &&
        seconds > 0 && seconds < int64_t{1} << 40 && message.time.empty()) {
      message.time = utc_time(seconds);
    }
    message.text = telegram_text(item);
    add_chat_message(message, source, out);
  }
  if (services > 0) {
    out.remarks.push_back({"messages-left-out",
                           fmt::format("{} notes of the program (calls, people joining) were not read", services),
                           {}});
  }
}

// The whole export holds a list of chats.
bool read_telegram(const Json& json, const Source& source, ReadSource& out) {
  if (is_telegram_chat(json)) {
    read_telegram_chat(json, source, out);
    return true;
  }
  const Json* chats = member(json, "chats");
  const Json* list = chats == nullptr ? nullptr : member(*chats, "list");
  if (list == nullptr || !list->IsArray()) return false;
  for (const Json& chat : list->GetArray()) {
    if (is_telegram_chat(chat)) read_telegram_chat(chat, source, out);
  }
  return !out.documents.empty();
}

// --- anything else ---------------------------------------------------------------------------------------------------

std::string written(const Json& value) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  value.Accept(writer);
  return {buffer.GetString(), buffer.GetSize()};
}

bool is_document(const Json& value) {
  const Json* text = member(value, "text");
  return text != nullptr && text->IsString();
}

void add_document(const Json& value, size_t number, const Source& source, ReadSource& out) {
  // Only the fields that a document has: others may be nested without end.
  rapidjson::Document known(rapidjson::kObjectType);
  for (const char* name : {"id", "language", "title", "byline", "url", "published", "media_type", "text"}) {
    const Json* found = member(value, name);
    if (found == nullptr || !found->IsString()) continue;
    known.AddMember(rapidjson::StringRef(name),
                    Json(found->GetString(), found->GetStringLength(), known.GetAllocator()), known.GetAllocator());
  }
  std::string problem;
  std::optional<Document> document = read_json_document(written(known), number, problem);
  if (!document) return;
  document->path = source.path;
  document->id = fmt::format("{}#{}", source.path, document->id);
  document->source_sha256 = out.sha256;
  out.documents.push_back(std::move(*document));
}

// Every string after the name of its member, a line each.
class Words {
 public:
  explicit Words(Document& document) : builder_(document) {}
  void add(const Json& value, const std::string& name, int depth) {
    if (depth > kMaxDepth) {
      cut_ = true;
    } else if (value.IsString()) {
      builder_.add(BlockRole::kBody,
                   name.empty() ? std::string(text_of(value)) : fmt::format("{}: {}", name, text_of(value)));
    } else if (value.IsNumber()) {
      builder_.add(BlockRole::kBody, fmt::format("{}{}{}", name, name.empty() ? "" : ": ", written(value)));
    } else if (value.IsObject()) {
      for (const auto& item : value.GetObject()) add(item.value, std::string(text_of(item.name)), depth + 1);
    } else if (value.IsArray()) {
      for (const Json& item : value.GetArray()) add(item, name, depth + 1);
    }
  }
  bool cut() const { return cut_; }

 private:
  TextBuilder builder_;
  bool cut_ = false;
};

int accepts(std::string_view path, std::string_view head) {
  const std::string_view words = trim(head);
  const bool json = words.starts_with('{') || words.starts_with('[');
  return json && has_ending(path, {".json"}) ? 90 : 0;
}

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/json";
  DecodedText decoded = decode_text(source.bytes);
  out.remarks = std::move(decoded.remarks);
  rapidjson::Document json;
  // Iterative: hostile nesting must not use up the stack.
  const std::string text = repair_escapes(decoded.text);
  json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
  if (json.HasParseError()) {
    out.unread = fmt::format("not JSON: {} (at byte {})", rapidjson::GetParseError_En(json.GetParseError()),
                             json.GetErrorOffset());
    return;
  }
  if (read_telegram(json, source, out)) return;
  if (is_slack(json)) {
    read_slack(json, {}, source, out);
    return;
  }
  if (is_document(json)) {
    add_document(json, 1, source, out);
    return;
  }
  if (json.IsArray() && !json.Empty() && is_document(json[0])) {
    size_t number = 0;
    for (const Json& item : json.GetArray()) {
      ++number;
      if (is_document(item)) add_document(item, number, source, out);
    }
    return;
  }
  Document document = new_document(source, out, {});
  Words words(document);
  words.add(json, {}, 0);
  if (words.cut()) {
    document.remarks.push_back(
        {"depth-limit", fmt::format("values nested deeper than {} were left out", kMaxDepth), {}});
  }
  if (document.text.empty()) {
    out.unread = "JSON without words";
    return;
  }
  out.documents.push_back(std::move(document));
}

}  // namespace

const SourceReader kJsonReader{"json", accepts, read};

}  // namespace annals
