// Text inside Markdown.
#pragma once

#include <string>
#include <string_view>

namespace annals {

/// Text of documents as Markdown text: nothing in it is markup.
std::string markdown_escaped(std::string_view text);

}  // namespace annals
