// What a case was at other times: what held on a day, its builds, and what changed since one. Private to the server
// library.
#pragma once

#include <string>

#include "server/answers.h"

namespace annals {

/// `states`: {on, total, offset, items}.
void write_states(ApiWriter& out, const CaseSnapshot& snapshot, const ApiQuery& query);
/// `builds` and `diff`, which are read from the case file.
std::string answer_history_json(const CaseSnapshot& snapshot, const std::string& case_path, const std::string& path,
                                const ApiQuery& query);

}  // namespace annals
