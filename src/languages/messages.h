// Messages that stand in a text: e-mails one after another in a court's file, one quoted in an article, replies.
#pragma once

#include "languages/document_date.h"
#include "languages/lexicon.h"
#include "languages/page_lines.h"
#include "sources/document.h"

namespace annals {

/// What finding messages needs to know; all of it outlives the call.
struct MessageRules {
  const PageLines& lines;
  const DateFinder& dates;
  const Vocabulary& vocabulary;
  bool day_first = true;  ///< 3/4/2019 is in April
};

/// Finds heads of messages ('From: …', 'To: …', 'Sent: …', in any language) and fills document.messages. Their lines
/// become blocks of role kHeader, cut off from the text that follows. Linear.
void find_messages(const MessageRules& rules, Document& document);

/// Adds a message that a line announces ('On …, Ana wrote:'); `message` has its blocks and depth.
void add_announced_message(const MessageRules& rules, Span line, Message message, Document& document);

/// Whether a full date stands in the line.
bool holds_date(const MessageRules& rules, std::string_view text, Span line);

}  // namespace annals
