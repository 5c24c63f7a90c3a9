// Escapes in JSON that stand for no character.
#pragma once

#include <string>
#include <string_view>

namespace annals {

/// The same JSON, of the same length, in which each half of a surrogate pair that stands alone (`\uDDEE`) is `\uFFFD`:
/// parsers refuse some of these and make text of the others that is no UTF-8. Linear.
std::string repair_escapes(std::string_view json);

}  // namespace annals
