// Sentences with their names, times and amounts marked (languages/README.md, 'Test markup'), so that tests of claims do
// not depend on the layers that find them.
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "reading/reading.h"
#include "sources/document.h"

namespace annals::testing {

/// A marked sentence made into a document and a reading with everything but references, quotes and claims.
struct MarkedText {
  Document document;
  Reading reading;
  std::set<std::string> roles;  ///< what the marks say: `giver=Ana Prado`, `amount=2 million dollars`
};

MarkedText parse_marked(std::string_view marked, const std::string& language);

/// `giver=Ana Prado` and `amount=2 million dollars` of a claim, without what it only implies and, unless `words` is
/// set, the roles that words fill.
std::set<std::string> roles_of(const Claim& claim, const MarkedText& text, bool words = false);

/// The claim as the parts of a line of claims.golden: `type trigger`, roles, and what is not usual. Amounts and
/// roles that words fill are left out unless `amounts` and `words` are set.
std::set<std::string> golden_parts(const Claim& claim, const MarkedText& text, bool amounts, bool words);

}  // namespace annals::testing
