// The folding of this program's packs.
#pragma once

#include "languages/pack.h"
#include "text/fold.h"

namespace annals {

/// Folding with the world pack's table `folding`: from, to (one code point each; an empty `to` removes the letter).
Folding make_folding(const Pack& world);

}  // namespace annals
