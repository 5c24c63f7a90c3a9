// The sentences of a text with their statements, and who the text is about from one to the next.
#pragma once

#include <vector>

#include "reading/analysis.h"
#include "reading/mail.h"
#include "reading/reading.h"
#include "reading/speakers.h"

namespace annals {

/// All sentences in order. `told` and `feminine`, by entity: how much the text tells of it, and how likely a feminine
/// word stands for it (read_references()).
std::vector<ReadScene> read_scenes(const Analysis& analysis, const Mail& mail, const std::vector<float>& told,
                                   const std::vector<float>& feminine, Reading& reading);

/// '“…”, she snapped': whoever was found to speak says it, where the clause alone does not tell.
void speak_quotes(std::vector<ReadScene>& scenes, const Reading& reading);

}  // namespace annals
