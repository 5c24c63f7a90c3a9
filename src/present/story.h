// A person's narrative with the record's events in it, for Markdown, HTML and print.
#pragma once

#include <string>
#include <string_view>

#include "present/export.h"

namespace annals {

/// Writes the story. In `text`, a line `[[EVENT]]` stands for an event: its date and headline, with a footnote for each
/// source that gives its document and exact words. Other lines are the person's own; empty lines end a paragraph, `#`
/// begins a heading. An event that the case no longer has is named as missing.
void story_as_markdown(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                       std::string_view name, std::string_view text, const Sink& sink);
/// The same as one page that needs nothing else, laid out for print.
void story_as_html(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                   std::string_view name, std::string_view text, const Sink& sink);

}  // namespace annals
