// What a sign is to a sentence.
#pragma once

#include "reading/scan.h"

namespace annals {

/// A comma (also brackets and dashes), a stop, a quotation mark, or a word where it parts nothing.
ElementKind kind_of_punctuation(char32_t c);

}  // namespace annals
