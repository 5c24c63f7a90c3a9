// What people write beside the record: it changes nothing in it, but must still have its place there.
//
//   note TARGET TEXT      kept and shown beside an event, claim, entity, document, source, conflict or gap, or `case`
//   tick TARGET           a conflict, gap or source that has been dealt with; the note says how
//   write-story NAME TEXT a narrative; a line `[[EVENT]]` in it stands for an event. The last text of a name is the one
//                         that holds; an empty text takes the story away
#pragma once

#include <span>
#include <vector>

#include "record/record.h"

namespace annals {

/// Says of each note, tick and story whether what it names is still in the case. Needs the finished record.
void check_notes(std::span<const DocumentReading> documents, std::span<const Correction> corrections,
                 std::vector<CorrectionOutcome>* outcomes, const Record& record);

}  // namespace annals
