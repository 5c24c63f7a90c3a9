// The report: one HTML page that holds the whole record, for reading, sending and printing. It needs no network and
// asks for none: styles and script are inside, and a Content-Security-Policy allows nothing else.
#pragma once

#include <string_view>

#include "present/export.h"

namespace annals {

/// Writes the page. `title` stands on top; headlines and labels in `language`.
void write_report(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                  std::string_view title, const Sink& sink);

}  // namespace annals
