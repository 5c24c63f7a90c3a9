// Reading a short text in a test.
#pragma once

#include <string>
#include <string_view>

#include "reading/reading.h"
#include "sources/document.h"

namespace annals::testing {

/// A document of one language, a block a line; `published` may be empty.
Document make_document(std::string_view language, std::string_view text, std::string_view published = {});
/// Its reading, with the packs of the source tree.
Reading read_text(std::string_view language, std::string_view text, std::string_view published = {});

}  // namespace annals::testing
