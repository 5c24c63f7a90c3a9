// Who may be meant by a name that no document of the case spells so.
#pragma once

#include <string_view>
#include <vector>

#include "casefile/casefile.h"
#include "languages/sound.h"
#include "text/fold.h"

namespace annals {

/// Entities of which a spelling, in any script, sounds like `name` word for word; the most alike first, then the most
/// mentioned. Empty where none is alike enough. Not for several threads at once with one `sounds`.
std::vector<uint32_t> find_by_sound(const CaseContents& contents, const Folding& folding, SoundTable& sounds,
                                    std::string_view name);

}  // namespace annals
