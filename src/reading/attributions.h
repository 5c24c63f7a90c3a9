// Who says or thinks what, in direct and indirect speech.
#pragma once

#include <vector>

#include "reading/analysis.h"
#include "reading/reading.h"
#include "reading/speakers.h"

namespace annals {

/// Fills reading.attributions from the saying words of the sentences, the words that name a source ('according to'),
/// and the quotations that no saying word goes with. Needs quotes. Linear.
void read_attributions(const Analysis& analysis, const std::vector<ReadScene>& scenes, Reading& reading);

}  // namespace annals
