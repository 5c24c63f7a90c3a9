#include "sources/slack.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <vector>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/chat.h"
#include "sources/json_escapes.h"
#include "sources/json_fields.h"
#include "sources/sniff.h"

namespace annals {
namespace {

// Messages by which the program says what people did with the channel.
constexpr std::array<std::string_view, 12> kNotes{"channel_join",    "channel_leave",     "group_join",
                                                  "group_leave",     "bot_add",           "bot_remove",
                                                  "pinned_item",     "unpinned_item",     "reminder_add",
                                                  "channel_archive", "channel_unarchive", "channel_convert_to_private"};

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

// `<@U123>` is a person, `<#C1|pier>` a channel, `<http://x|words>` a link.
std::string plain_text(std::string_view text, const std::map<std::string, std::string>& people) {
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
      const auto known = people.find(std::string(target.substr(1)));
      out += known == people.end() ? std::string(target) : "@" + known->second;
    } else {
      if (target.starts_with('#') && !shown.empty()) out += '#';
      out += inside.find('|') == std::string_view::npos ? target : shown;
    }
    text.remove_prefix(close + 1);
  }
  out += text;
  return unescaped(out);
}

// The name that a profile or a row of the list of people gives.
std::string name_in(const Json& person) {
  for (const char* name : {"real_name", "display_name"}) {
    if (std::string found = field(person, name); !found.empty()) return found;
  }
  const Json* profile = member(person, "profile");
  if (profile != nullptr) {
    for (const char* name : {"real_name", "display_name"}) {
      if (std::string found = field(*profile, name); !found.empty()) return found;
    }
  }
  return field(person, "name");
}

std::string time_of(const std::string& ts) {
  int64_t seconds = 0;
  const bool number = std::from_chars(ts.data(), ts.data() + ts.size(), seconds).ec == std::errc();
  return number && seconds > 0 && seconds < int64_t{1} << 40 ? utc_time(seconds) : std::string();
}

class DayReader {
 public:
  DayReader(const SlackNames& names, const Source& source, ReadSource& out)
      : people_(names.people), source_(source), out_(out) {
    // A channel is a folder with a file for each day.
    const std::string_view folder = std::string_view(source.path).substr(0, source.path.rfind('/'));
    if (folder != source.path) chat_ = folder.substr(folder.rfind('/') + 1);
    if (const auto known = names.conversations.find(chat_); known != names.conversations.end()) chat_ = known->second;
  }

  void read(const Json& day) {
    for (const Json& item : day.GetArray()) {
      const Json* profile = member(item, "user_profile");
      if (profile == nullptr) continue;
      if (std::string name = name_in(*profile); !name.empty()) people_.emplace(field(item, "user"), std::move(name));
    }
    for (const Json& item : day.GetArray()) {
      ++number_;
      if (item.IsObject() && field(item, "type") == "message") read_item(item);
    }
    remark("messages-left-out", notes_, "{} notes of the program (people joining, pins) were not read");
    remark("messages-deleted", deleted_, "{} messages were deleted before the export, which does not have their words");
  }

 private:
  void read_item(const Json& item) {
    const std::string kind = field(item, "subtype");
    if (std::find(kNotes.begin(), kNotes.end(), kind) != kNotes.end()) {
      ++notes_;
    } else if (kind == "tombstone") {
      ++deleted_;
    } else if (kind == "message_deleted" || kind == "message_changed") {
      const Json* before = member(item, "previous_message");
      const Json* now = kind == "message_changed" ? member(item, "message") : nullptr;
      const bool other = before != nullptr && (now == nullptr || field(*before, "text") != field(*now, "text"));
      if (other) {
        const std::string since = time_of(field(item, "ts"));
        add(*before, "/before", now == nullptr ? "message-deleted" : "message-edited",
            now == nullptr ? "was deleted" : "is what stood there before it was edited", since);
      }
      if (now != nullptr) add(*now);
      deleted_ += kind == "message_deleted" && before == nullptr;
    } else {
      add(item);
    }
  }

  void add(const Json& item, std::string_view version = {}, const char* code = nullptr, std::string_view what = {},
           const std::string& since = {}) {
    ChatMessage message;
    const std::string ts = field(item, "ts");
    message.id = (ts.empty() ? fmt::format("{}", number_) : ts) + std::string(version);
    if (const std::string thread = field(item, "thread_ts"); thread != ts) message.reply_to = thread;
    message.sender = sender_of(item);
    message.chat = chat_;
    message.time = time_of(ts);
    message.text = words_of(item);
    const size_t before = out_.documents.size();
    add_chat_message(message, source_, out_);
    if (out_.documents.size() == before) return;
    std::vector<Remark>& remarks = out_.documents.back().remarks;
    const auto when = [](const std::string& time) { return time.empty() ? std::string() : " at " + time; };
    if (code != nullptr) remarks.push_back({code, fmt::format("this message {}{}", what, when(since)), {}});
    if (const Json* edited = member(item, "edited"); edited != nullptr && code == nullptr)
      remarks.push_back(
          {"message-edited", fmt::format("this message was edited{}", when(time_of(field(*edited, "ts")))), {}});
  }

  std::string sender_of(const Json& item) const {
    const std::string user = field(item, "user");
    if (const auto known = people_.find(user); known != people_.end()) return known->second;
    if (std::string name = field(item, "username"); !name.empty()) return name;
    const Json* bot = member(item, "bot_profile");
    return bot != nullptr && !field(*bot, "name").empty() ? field(*bot, "name") : user;
  }

  // What it says, what it shows of other pages and messages, and the files that it shares, each by its name.
  std::string words_of(const Json& item) const {
    std::string words = plain_text(field(item, "text"), people_);
    const auto add_part = [&](const std::string& part) {
      if (part.empty()) return;
      if (!words.empty()) words += "\n\n";
      words += part;
    };
    if (const Json* shown = member(item, "attachments"); shown != nullptr && shown->IsArray()) {
      for (const Json& one : shown->GetArray()) {
        add_part(plain_text(field(one, "title"), people_));
        const std::string text = field(one, "text");
        add_part(plain_text(text.empty() ? field(one, "fallback") : text, people_));
      }
    }
    if (const Json* files = member(item, "files"); files != nullptr && files->IsArray()) {
      for (const Json& file : files->GetArray()) {
        const std::string name = field(file, "name").empty() ? field(file, "title") : field(file, "name");
        if (!name.empty()) add_part(fmt::format("[{}]", name));
      }
    }
    return words;
  }

  void remark(const char* code, size_t count, const char* sentence) {
    if (count > 0) out_.remarks.push_back({code, fmt::format(fmt::runtime(sentence), count), {}});
  }

  std::map<std::string, std::string> people_;  // by id; the list's name before the profile's
  std::string chat_;
  const Source& source_;
  ReadSource& out_;
  size_t number_ = 0, notes_ = 0, deleted_ = 0;
};

// Iterative: hostile nesting must not use up the stack.
bool parse(std::string_view bytes, rapidjson::Document& json, std::vector<Remark>& remarks) {
  DecodedText decoded = decode_text(bytes);
  const std::string text = repair_escapes(decoded.text);
  json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(text.data(), text.size());
  if (json.HasParseError()) return false;
  remarks = std::move(decoded.remarks);
  return true;
}

std::string_view name_of(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

bool is_slack(const Json& json) {
  return json.IsArray() && !json.Empty() && field(json[0], "type") == "message" && member(json[0], "ts") != nullptr;
}

void read_slack(const Json& json, const SlackNames& names, const Source& source, ReadSource& out) {
  out.media_type = "application/x-slack-chat";
  DayReader(names, source, out).read(json);
}

bool read_slack_day(const Source& day, std::span<const Source> lists, ReadSource& out) {
  rapidjson::Document json;
  std::vector<Remark> remarks, of_list;
  if (!parse(day.bytes, json, remarks) || !is_slack(json)) return false;
  out.remarks = std::move(remarks);
  SlackNames names;
  for (const Source& list : lists) {
    rapidjson::Document rows;
    if (!parse(list.bytes, rows, of_list) || !rows.IsArray()) continue;
    for (const Json& row : rows.GetArray()) {
      const std::string id = field(row, "id");
      if (const Json* members = member(row, "members"); members != nullptr && members->IsArray()) {
        std::string& title = names.conversations[id];
        for (const Json& one : members->GetArray()) {
          if (!one.IsString()) continue;
          const auto known = names.people.find(std::string(text_of(one)));
          title +=
              (title.empty() ? "" : ", ") + (known == names.people.end() ? std::string(text_of(one)) : known->second);
        }
      } else if (std::string name = name_in(row); !name.empty()) {
        names.people.emplace(id, std::move(name));
      }
    }
  }
  read_slack(json, names, day, out);
  return true;
}

bool is_slack_people(std::string_view path, std::string_view head) {
  return name_of(path) == "users.json" && head.find("\"team_id\"") != std::string_view::npos &&
         head.find("\"id\"") != std::string_view::npos && trim(head).starts_with('[');
}

bool is_slack_list(std::string_view name) {
  static constexpr std::array<std::string_view, 6> kLists{"channels.json", "groups.json",    "dms.json",
                                                          "mpims.json",    "org_users.json", "integration_logs.json"};
  return std::find(kLists.begin(), kLists.end(), name) != kLists.end();
}

bool is_slack_day(std::string_view name) {
  return name.size() == 15 && name.ends_with(".json") && parse_day(std::string(name.substr(0, 10))).has_value();
}

}  // namespace annals
