// Characters that make text look like what it is not.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/span.h"

namespace annals {

/// How many marks a text holds that turn the direction of what follows, whatever it is (U+202D, U+202E).
size_t count_direction_overrides(std::string_view text);

/// The text with such marks shown instead of obeyed: `‹U+202E›`.
std::string show_direction_overrides(std::string_view text);

/// The alphabets whose letters stand in one word, by name ('Cyrillic', 'Latin'), when there are several that can be
/// mistaken for each other; else none. Scripts that are written together in good faith (Chinese and Latin) are none.
std::vector<std::string> mixed_alphabets(std::string_view name);

/// The words of a text that mix alphabets so, in order. Linear, and quick where there are none.
std::vector<Span> mixed_words(std::string_view text);

/// Two names that look the same have a form in common (UTS #39 skeletons: of the name, and of it in capitals).
std::vector<std::string> looks_of(std::string_view name);

}  // namespace annals
