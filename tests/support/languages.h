// The packs, loaded once for all tests of a program.
#pragma once

#include "languages/pack.h"
#include "reading/language.h"

namespace annals::testing {

/// The packs of the source tree, compiled when first used. Ends the test program with the loader's message when they do
/// not load.
const LanguageSet& languages();

}  // namespace annals::testing
