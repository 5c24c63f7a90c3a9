#include "tests/support/languages.h"

#include <cstdio>
#include <cstdlib>

namespace annals::testing {

const LanguageSet& languages() {
  static const LanguageSet* const kSet = [] {
    auto loaded = Languages::load(ANNALS_SOURCE_DIR);
    if (!loaded) {
      std::fprintf(stderr, "%s\n", loaded.error().message.c_str());
      std::exit(1);
    }
    static const std::unique_ptr<Languages> kLanguages = std::move(*loaded);
    return new LanguageSet(*kLanguages);
  }();
  return *kSet;
}

}  // namespace annals::testing
