// Text inside HTML.
#pragma once

#include <string>
#include <string_view>

namespace annals {

/// Text of documents as HTML text or attribute value: nothing in it is markup. Control characters become spaces.
std::string html_escaped(std::string_view text);

}  // namespace annals
