// Proof that the case still rests on its sources: every span is held against the source's bytes again.
#pragma once

#include <string>
#include <vector>

#include "casefile/casefile.h"
#include "casefile/document_reader.h"

namespace annals {

/// One thing that does not hold, or that a person should know.
struct VerifyFinding {
  std::string where;  ///< the source or document
  std::string what;   ///< one sentence
};

struct VerifyReport {
  uint64_t sources = 0, documents = 0, spans = 0;  ///< that were checked
  std::vector<VerifyFinding> broken;               ///< no longer holds
  std::vector<VerifyFinding> notes;                ///< holds, but: the file on disk has changed since, or is gone
};

/// Checks the database itself; the bytes of each source against its hash; the text of each document against what those
/// bytes say; that each claim, mention, time, quantity, quote lies in the text, on letters' borders, and has the words
/// it had; and the files on disk against the hashes, where they are still there. Errors: as of CaseFile::load.
Result<VerifyReport> verify_case(const CaseFile& file, const DocumentReader& reader);

}  // namespace annals
