// What bytes look like, before any charset is known.
#pragma once

#include <string_view>

namespace annals {

/// What kind of binary file the bytes are ('PNG image', 'ZIP archive', 'binary data' …); empty when they may be text.
/// UTF-16 and UTF-32 text is not binary. Looks at the first 64 KiB.
std::string_view binary_kind(std::string_view bytes);

/// Whether the path ends in one of the endings (lower case, with the dot), whatever the case of its letters.
bool has_ending(std::string_view path, std::initializer_list<std::string_view> endings);

}  // namespace annals
