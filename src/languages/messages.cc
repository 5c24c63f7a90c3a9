#include "languages/messages.h"

#include <algorithm>

#include "sources/blocks.h"

namespace annals {
namespace {

constexpr size_t kColonReach = 80;  // bytes from a line's beginning in which a field's colon stands

constexpr uint32_t kLongestLine = 400;  // bytes of a line that announces a message

using Field = PageLines::Field;
using HeadField = PageLines::HeadField;

std::string date_in(const MessageRules& rules, std::string_view text, Span span) {
  const auto found = rules.dates.find(text, tokenize(text, span, rules.vocabulary, {}), rules.day_first);
  return found ? to_string(found->day) : std::string();
}

// Whether a block says nothing: a line of dashes or stars.
bool is_rule(std::string_view text, const Block& block) {
  return block.span.of(text).find_first_not_of("-=*_#~+ .\n\r\t") == std::string_view::npos;
}

class MessageFinder {
 public:
  MessageFinder(const MessageRules& rules, Document& document)
      : rules_(rules), document_(document), text_(document.text) {}

  void run() {
    std::vector<Block> before = std::move(document_.blocks);
    document_.blocks.clear();
    for (Block& block : before) {
      if (may_hold_head(block.role))
        cut(block);
      else
        leave(block);
    }
    close_head();
    bodies();
  }

 private:
  // A line of a head and the block that it has become.
  struct HeadLine {
    uint32_t block = 0;
    std::vector<HeadField> fields;
  };

  static bool may_hold_head(BlockRole role) {
    return role != BlockRole::kBoilerplate && role != BlockRole::kCaption && role != BlockRole::kTitle &&
           role != BlockRole::kComment;
  }

  void leave(const Block& block) {
    close_head();
    document_.blocks.push_back(block);
  }

  // The line without the marks of quotation before it.
  Span words_of(Span line) const {
    while (!line.empty() && (text_[line.begin] == '>' || text_[line.begin] == ' ')) ++line.begin;
    return trim(text_, line);
  }

  // Cuts the head lines at a block's beginning off the rest.
  void cut(const Block& block) {
    if (!head_.empty() && !beside(document_.blocks.back(), block)) close_head();
    uint32_t begin = block.span.begin;
    while (begin < block.span.end) {
      const size_t newline = text_.find('\n', begin);
      const auto end = static_cast<uint32_t>(std::min<size_t>(newline, block.span.end));
      const Span line = words_of({begin, end});
      std::vector<HeadField> fields = fields_in(line);
      const bool folded = fields.empty() && begin > block.span.begin && block.role == BlockRole::kHeader;
      if (fields.empty() && !folded && announces(block, line)) {
        // '> On 2 March, Ana wrote:' is a block of its own.
        Block piece = block;
        piece.span = trim(text_, {begin, end});
        close_head();
        document_.blocks.push_back(std::move(piece));
        begin = std::min(end + 1, block.span.end);
        break;
      }
      if (fields.empty() && !folded) break;
      if (!fields.empty() && repeats(fields)) close_head();
      const Span span = trim(text_, {begin, end});
      if (folded || (!head_.empty() && begin > block.span.begin)) {
        document_.blocks.back().span.end = span.end;
      } else {
        Block piece = block;
        piece.span = span;
        document_.blocks.push_back(std::move(piece));
      }
      head_.push_back({static_cast<uint32_t>(document_.blocks.size()) - 1, std::move(fields)});
      begin = std::min(end + 1, block.span.end);
    }
    if (begin >= block.span.end) return;
    close_head();
    Block rest = block;
    rest.span = trim(text_, {begin, block.span.end});
    if (!rest.span.empty()) document_.blocks.push_back(std::move(rest));
  }

  bool announces(const Block& block, Span line) const {
    return block.role == BlockRole::kQuote && line.end < block.span.end && line.size() <= kLongestLine &&
           rules_.lines.reply_line(text_, tokenize(text_, line, rules_.vocabulary, {})) ==
               PageLines::Reply::kAttribution;
  }

  bool beside(const Block& a, const Block& b) const {
    const std::string_view between = Span{a.span.end, b.span.begin}.of(text_);
    return std::count(between.begin(), between.end(), '\n') <= 2 && a.depth == b.depth;
  }

  std::vector<HeadField> fields_in(Span line) const {
    const std::string_view words = line.of(text_);
    const std::string_view start = words.substr(0, kColonReach);
    if (start.find(':') == std::string_view::npos && start.find("：") == std::string_view::npos) return {};
    return rules_.lines.head_fields(text_, tokenize(text_, line, rules_.vocabulary, {}));
  }

  // A second sender begins another head.
  bool repeats(const std::vector<HeadField>& fields) const {
    const auto is_from = [](const HeadField& f) { return f.kind == Field::kFrom; };
    return std::any_of(fields.begin(), fields.end(), is_from) &&
           std::any_of(head_.begin(), head_.end(), [&](const HeadLine& line) {
             return std::any_of(line.fields.begin(), line.fields.end(), is_from);
           });
  }

  void close_head() {
    std::vector<HeadLine> head = std::move(head_);
    head_.clear();
    if (head.empty()) return;
    Message message;
    bool from = false, to = false, date = false, subject = false;
    for (const HeadLine& line : head) {
      for (const HeadField& field : line.fields) {
        switch (field.kind) {
          case Field::kFrom:
            message.from = field.value;
            from = true;
            break;
          case Field::kTo:
            message.to = field.value;
            to = true;
            break;
          case Field::kCopy:
            message.cc = field.value;
            break;
          case Field::kDate:
            date = true;
            if (message.date.empty()) message.date = date_in(rules_, text_, field.value);
            break;
          case Field::kSubject:
            subject = true;
            break;
          case Field::kOther:
            break;
        }
      }
    }
    const bool whole = (from && (to || date || subject)) || (to && date);
    if (!whole || (message.from.empty() && message.to.empty())) return;
    message.first = head.front().block;
    message.body = head.back().block + 1;
    for (uint32_t b = message.first; b < message.body; ++b) document_.blocks[b].role = BlockRole::kHeader;
    message.depth = document_.blocks[message.first].depth;
    document_.messages.push_back(std::move(message));
  }

  // A body reaches to the next head, or to a rule; headings right before a head are no part of it.
  void bodies() {
    const std::vector<Block>& blocks = document_.blocks;
    for (size_t m = 0; m < document_.messages.size(); ++m) {
      Message& message = document_.messages[m];
      const uint32_t limit =
          m + 1 < document_.messages.size() ? document_.messages[m + 1].first : static_cast<uint32_t>(blocks.size());
      message.end = message.body;
      const bool mail = !document_.header("from").empty();
      while (message.end < limit && (mail || !is_rule(text_, blocks[message.end]))) ++message.end;
      while (message.end > message.body && limit < blocks.size() && blocks[message.end - 1].role == BlockRole::kHeading)
        --message.end;
    }
  }

  const MessageRules& rules_;
  Document& document_;
  std::string_view text_;
  std::vector<HeadLine> head_;
};

}  // namespace

void find_messages(const MessageRules& rules, Document& document) { MessageFinder(rules, document).run(); }

void add_announced_message(const MessageRules& rules, Span line, Message message, Document& document) {
  message.from = line;
  message.date = date_in(rules, document.text, line);
  const auto after = std::partition_point(document.messages.begin(), document.messages.end(),
                                          [&](const Message& m) { return m.body <= message.body; });
  document.messages.insert(after, std::move(message));
}

bool holds_date(const MessageRules& rules, std::string_view text, Span line) {
  return !date_in(rules, text, line).empty();
}

}  // namespace annals
