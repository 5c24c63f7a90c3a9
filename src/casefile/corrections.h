// What people decide: adding it to the case with its effect on the record, taking it back, and moving it between cases.
#pragma once

#include <functional>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/casefile.h"
#include "record/reading_corrections.h"

namespace annals {

/// The corrections that stand: `undo` takes back the one whose number is its argument (an undo can be undone too).
std::vector<Correction> standing_corrections(const std::vector<Correction>& all);

/// The correction that takes back the last that stands; nothing when none does.
std::optional<Correction> undo_last(const std::vector<Correction>& all);
/// The correction that brings back what was last taken back, as long as nothing was decided since; else nothing.
std::optional<Correction> redo_last(const std::vector<Correction>& all);

/// Adds corrections (their numbers are set here, their time where it is empty) and makes the record anew from what the
/// case has read, all in one transaction: when this returns they are on disk and in effect. Gives the case as it is
/// now; `outcomes` in it says what became of each. `before` saves reading the case again: what is not newer in the file
/// is taken from there. Errors: as of CaseFile::open; kUsage for an action that there is not.
Result<CaseContents> decide(const std::string& case_path, std::vector<Correction> corrections,
                            const LanguageSet& languages, const CaseContents* before = nullptr);

/// Notes and ticks of sources, which the record does not know, take effect where `sources` holds what they name.
void settle_source_marks(const std::vector<Correction>& standing, const std::set<std::string>& sources,
                         std::vector<CorrectionOutcome>& outcomes);

/// Corrections as JSON Lines: {number, action, arguments, note, who, when} a line.
std::string corrections_to_json_lines(std::span<const Correction> corrections);
/// Reads such lines, for a case that has `present` already: lines that are there (same in all but the number) are left
/// out, and undos follow what they take back to its new number. Errors (kInput): a line that is none, with its number.
Result<std::vector<Correction>> corrections_from_json_lines(std::string_view lines,
                                                            const std::vector<Correction>& present);

/// Views of documents beside readings, for the record.
std::vector<DocumentReading> document_readings(std::span<const Document> documents, std::span<const Reading> readings);
/// The readings with the corrected ones in their places.
std::vector<Reading> corrected_readings(std::span<const Reading> as_read, CorrectedReadings& corrected);

}  // namespace annals
