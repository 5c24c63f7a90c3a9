// JSON: chats exported by Telegram and Slack as messages, objects with a `text` as documents, and everything else as
// the words that stand in it.
#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <charconv>
#include <map>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/chat.h"
#include "sources/json_escapes.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

using Json = rapidjson::Value;

constexpr int kMaxDepth = 64;  // of values in values; what lies deeper is left out

std::string_view text_of(const Json& value) { return {value.GetString(), value.GetStringLength()}; }

const Json* member(const Json& object, const char* name) {
  if (!object.IsObject()) return nullptr;
  const auto found = object.FindMember(name);
  return found == object.MemberEnd() ? nullptr : &found->value;
}

std::string field(const Json& object, const char* name) {
  const Json* value = member(object, name);
  if (value == nullptr) return {};
  if (value->IsString()) return std::string(text_of(*value));
  if (value->IsInt64()) return fmt::format("{}", value->GetInt64());
  return {};
}

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

// --- Slack -----------------------------------------------------------------------------------------------------------

bool is_slack(const Json& json) {
  return json.IsArray() && !json.Empty() && field(json[0], "type") == "message" && member(json[0], "ts") != nullptr;
}

std::string unescaped(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const size_t mark = std::min(text.find('&'), text.size());
    out += text.substr(0, mark);
    text.remove_prefix(mark);
    std::string_view plain = text.substr(0, 1);
    size_t size = plain.size();
    for (const auto& [escaped, character] :
         {std::pair<std::string_view, std::string_view>{"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}}) {
      if (!text.starts_with(escaped)) continue;
      plain = character;
      size = escaped.size();
    }
    out += plain;
    text.remove_prefix(size);
  }
  return out;
}

// `<@U123>` is a person, `<http://x|words>` a link.
std::string slack_text(std::string_view text, const std::map<std::string, std::string>& names) {
  std::string out;
  while (!text.empty()) {
    const size_t open = std::min(text.find('<'), text.size());
    out += text.substr(0, open);
    text.remove_prefix(open);
    const size_t close = text.find('>');
    if (text.empty() || close == std::string_view::npos) break;
    const std::string_view inside = text.substr(1, close - 1);
    const std::string_view target = inside.substr(0, inside.find('|'));
    const std::string_view shown = inside.substr(std::min(inside.find('|') + 1, inside.size()));
    if (target.starts_with('@')) {
      const auto known = names.find(std::string(target.substr(1)));
      out += known == names.end() ? std::string(target) : "@" + known->second;
    } else {
      out += inside.find('|') == std::string_view::npos ? target : shown;
    }
    text.remove_prefix(close + 1);
  }
  out += text;
  return unescaped(out);
}

void read_slack(const Json& json, const Source& source, ReadSource& out) {
  out.media_type = "application/x-slack-chat";
  std::map<std::string, std::string> names;
  for (const Json& item : json.GetArray()) {
    const Json* profile = member(item, "user_profile");
    if (profile == nullptr) continue;
    std::string name = field(*profile, "real_name");
    if (name.empty()) name = field(*profile, "display_name");
    if (!name.empty()) names[field(item, "user")] = name;
  }
  // A channel is a folder with a file for each day.
  const std::string_view folder = std::string_view(source.path).substr(0, source.path.rfind('/'));
  const std::string_view channel = folder == source.path ? std::string_view{} : folder.substr(folder.rfind('/') + 1);
  size_t number = 0;
  for (const Json& item : json.GetArray()) {
    ++number;
    if (!item.IsObject() || field(item, "type") != "message") continue;
    ChatMessage message;
    const std::string ts = field(item, "ts");
    message.id = ts.empty() ? fmt::format("{}", number) : ts;
    if (const std::string thread = field(item, "thread_ts"); thread != ts) message.reply_to = thread;
    const std::string user = field(item, "user");
    const auto known = names.find(user);
    message.sender = known != names.end() ? known->second : user.empty() ? field(item, "username") : user;
    message.chat = channel;
    int64_t seconds = 0;
    if (std::from_chars(ts.data(), ts.data() + ts.size(), seconds).ec == std::errc() && seconds > 0 &&
        seconds < int64_t{1} << 40) {
      message.time = utc_time(seconds);
    }
    message.text = slack_text(field(item, "text"), names);
    add_chat_message(message, source, out);
  }
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
    read_slack(json, source, out);
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
