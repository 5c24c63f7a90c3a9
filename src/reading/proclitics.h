// What stands before a word and is written together with it, where the word is in no table.
#pragma once

#include <string_view>

#include "reading/language.h"

namespace annals {

/// The longest proclitic with a definite article that the word begins with; null when there is none. Needs claims.
const Clitic* definite_proclitic(const Language& language, std::string_view word);

/// باختلاس: the preposition that an unknown word begins with, where the rest of it is a word; بقائد, where people write
/// the rest far more often. Null when there is none. Needs claims.
const Clitic* preposition_proclitic(const Language& language, std::string_view word);

}  // namespace annals
