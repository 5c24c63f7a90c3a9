// Names that a comma parts from what they name: 'by two students, Ana Prado and Rui Costa', 'founded a company,
// Norvia'.
#pragma once

#include "reading/scan.h"

namespace annals {

/// Gives such names the case of the noun phrase before the comma, or marks them as the object of the verb before it.
/// Needs cases and lists. Linear.
void settle_appositions(Scene& scene);

}  // namespace annals
