// The bodies of requests, as JSON. Private to the server library. All throw BadRequest for what they do not understand.
#pragma once

#include <string>
#include <vector>

#include "casefile/corrections.h"

namespace annals {

Correction parse_correction(const std::string& body);
/// What takes back a decision: the one numbered in the body, else the last.
Correction parse_undo(const std::string& body, const std::vector<Correction>& all);

struct Login {
  std::string name, password;
};
Login parse_login(const std::string& body);

}  // namespace annals
