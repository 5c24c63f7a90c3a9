// What each address of the API answers, for requests that read. Private to the server library; a report holds the same.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "server/write_json.h"

namespace annals {

using ApiQuery = std::multimap<std::string, std::string>;

/// A request that cannot be answered: thrown while answering, caught once by Api.
struct BadRequest {
  int status = 400;
  std::string message;
};

/// The first value of a parameter; empty when it is not there.
std::string first_value(const ApiQuery& query, const std::string& name);

/// Answers `path` (below `/api/v1/`) as one JSON object. Throws BadRequest. `case_name` and `role` are what the
/// program knows beside the case.
std::string answer_json(const CaseSnapshot& snapshot, const std::string& path, const ApiQuery& query,
                        const std::string& case_name, UserRole role);

/// `{"error": {"message": …}}`.
std::string error_json(std::string_view message);

}  // namespace annals
