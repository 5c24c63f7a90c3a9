// Chats exported by Telegram as pages (messages.html): messages with their senders and times.
#include <algorithm>
#include <string>
#include <string_view>

#include "base/date.h"
#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/chat.h"
#include "sources/html_tree.h"
#include "sources/readers.h"

namespace annals {
namespace {

bool has_class(const HtmlTree& tree, const HtmlNode& node, std::string_view wanted) {
  std::string_view classes = tree.attribute(node, "class");
  while (!classes.empty()) {
    const size_t end = std::min(classes.find(' '), classes.size());
    if (classes.substr(0, end) == wanted) return true;
    classes.remove_prefix(std::min(end + 1, classes.size()));
  }
  return false;
}

// The text below an element, with its line breaks.
std::string lines_of(const HtmlTree& tree, uint32_t element) {
  std::string lines;
  for (uint32_t i = element; i < tree.nodes[element].end; ++i) {
    const HtmlNode& node = tree.nodes[i];
    if (node.is_text()) lines += tree.text(node);
    if (node.tag == "br") lines += '\n';
  }
  return std::string(trim(lines));
}

bool is_made_of(std::string_view text, std::string_view characters) {
  return text.find_first_not_of(characters) == std::string_view::npos;
}

// `14.05.2019 10:00:00 UTC+01:00` as in RFC 3339; older programs write no zone.
std::string time_of(std::string_view written) {
  constexpr size_t kDay = 10;
  constexpr size_t kClock = 8;
  if (written.size() < kDay + 1 + kClock || written[2] != '.' || written[5] != '.') return {};
  std::string time(written.substr(6, 4));
  time.append("-").append(written.substr(3, 2)).append("-").append(written.substr(0, 2));
  const std::string_view clock = written.substr(kDay + 1, kClock);
  if (!parse_day(time) || written[kDay] != ' ' || !is_made_of(clock, "0123456789:")) return {};
  time.append("T").append(clock);
  constexpr std::string_view kZone = " UTC";
  const std::string_view zone = written.substr(kDay + 1 + kClock);
  if (zone.starts_with(kZone) && is_made_of(zone.substr(kZone.size()), "0123456789:+-"))
    time += zone.substr(kZone.size());
  return time;
}

class ChatPage {
 public:
  ChatPage(const HtmlTree& tree, const Source& source, ReadSource& out) : tree_(tree), source_(source), out_(out) {}

  void read() {
    for (uint32_t i = 1; i < tree_.nodes.size(); ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (node.tag != "div") continue;
      if (!named_ && has_class(tree_, node, "page_header")) {
        chat_ = tree_.inner_text(i);
        named_ = true;
      }
      if (!has_class(tree_, node, "message")) continue;
      if (!has_class(tree_, node, "service")) message(i);
      i = node.end - 1;
    }
  }

 private:
  void message(uint32_t element) {
    ChatMessage message;
    message.id = number(tree_.attribute(tree_.nodes[element], "id"));
    message.chat = chat_;
    // A message that follows another one of the same person does not name the sender again.
    message.sender = sender_;
    bool forwarded = false, in_reply = false;
    for (uint32_t i = element + 1; i < tree_.nodes[element].end; ++i) {
      const HtmlNode& node = tree_.nodes[i];
      if (node.tag == "a" && message.reply_to.empty() && in_reply) {
        message.reply_to = number(tree_.attribute(node, "href"));
        in_reply = false;
      }
      if (node.tag != "div") continue;
      if (has_class(tree_, node, "forwarded")) forwarded = true;
      if (message.time.empty() && has_class(tree_, node, "date"))
        message.time = time_of(tree_.attribute(node, "title"));
      if (has_class(tree_, node, "reply_to")) in_reply = true;
      if (has_class(tree_, node, "from_name")) {
        const std::string name = tree_.inner_text(i);
        if (forwarded) {
          message.text += name + ":\n";
        } else {
          message.sender = sender_ = name;
        }
        i = node.end - 1;  // once only, however deep a page nests them
      } else if (has_class(tree_, node, "text")) {
        if (!message.text.empty() && !message.text.ends_with('\n')) message.text += '\n';
        message.text += lines_of(tree_, i);
        i = node.end - 1;
      }
    }
    add_chat_message(message, source_, out_);
  }

  // The digits at the end: `message12`, `messages.html#go_to_message12`.
  static std::string number(std::string_view id) {
    const size_t last = id.find_last_not_of("0123456789");
    return std::string(id.substr(last == std::string_view::npos ? 0 : last + 1));
  }

  const HtmlTree& tree_;
  const Source& source_;
  ReadSource& out_;
  std::string chat_, sender_;
  bool named_ = false;  // the page's header was read
};

int accepts(std::string_view, std::string_view head) {
  const bool page = head.find("class=\"page_wrap") != std::string_view::npos;
  return page && head.find("class=\"page_body chat_page") != std::string_view::npos ? 97 : 0;
}

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/x-telegram-chat";
  DecodedText decoded = decode_text(source.bytes, "utf-8");
  out.remarks = std::move(decoded.remarks);
  const HtmlTree tree = parse_html(decoded.text, out.remarks);
  ChatPage(tree, source, out).read();
  if (out.documents.empty()) out.unread = "a chat without messages";
}

}  // namespace

const SourceReader kChatPageReader{"chat_page", accepts, read};

}  // namespace annals
