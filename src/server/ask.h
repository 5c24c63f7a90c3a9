// Questions: read by the same engine as documents into people, kinds of event and times.
#pragma once

#include <string>
#include <vector>

#include "server/snapshot.h"

namespace annals {

/// What a question was understood to ask for.
struct Question {
  std::vector<uint32_t> entities;  ///< of the record
  std::vector<std::string> types;
  Interval days;
};

/// Reads a question in any pack's language. Names are looked up among the case's own spellings.
Question understand(const std::string& text, const CaseSnapshot& snapshot);

/// The events that have all of it, in the order of the chronology; none when the question was not understood at all.
std::vector<uint32_t> answer_of(const Question& question, const CaseSnapshot& snapshot);

}  // namespace annals
