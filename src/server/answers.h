// What each address of the API answers, for requests that read. Private to the server library; a report holds the same.
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <vector>

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
/// All values of a parameter that are not empty.
std::vector<std::string> all_values(const ApiQuery& query, const std::string& name);
/// A parameter as a whole number, at most `most`; `fallback` when it is not there. Throws BadRequest.
size_t whole_number(const ApiQuery& query, const std::string& name, size_t fallback, size_t most);

constexpr size_t kMaxPage = 5000;

/// A page of a list: total, offset, items; `write` writes the members of one item.
template <class Write>
void write_page(ApiWriter& out, const ApiQuery& query, size_t total, Write&& write) {
  const size_t offset = std::min(whole_number(query, "offset", 0, SIZE_MAX), total);
  const size_t end = std::min(total, offset + whole_number(query, "limit", 100, kMaxPage));
  out.json.number("total", static_cast<double>(total));
  out.json.number("offset", static_cast<double>(offset));
  out.json.open_list("items");
  for (size_t i = offset; i < end; ++i) {
    out.json.open();
    write(i);
    out.json.close();
  }
  out.json.close_list();
}

/// Answers `path` (below `/api/v1/`) as one JSON object. Throws BadRequest. `case_name` and `role` are what the
/// program knows beside the case.
std::string answer_json(const CaseSnapshot& snapshot, const std::string& path, const ApiQuery& query,
                        const std::string& case_name, UserRole role);

/// `{"error": {"message": …}}`.
std::string error_json(std::string_view message);

}  // namespace annals
