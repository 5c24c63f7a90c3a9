// The report: the page with the whole record inside, in one file, for reading, sending and printing. It needs no
// network and asks for none: styles, script and data are inside, and a Content-Security-Policy allows nothing else.
#pragma once

#include <string_view>

#include "present/export.h"

namespace annals {

/// Writes the page. `title` stands on top; headlines and labels in `language`. Errors (kOutput): this program was built
/// without the page.
Status write_report(CaseContents contents, const LanguageSet& languages, std::string_view language,
                    std::string_view title, const Sink& sink);

}  // namespace annals
