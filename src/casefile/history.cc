#include "casefile/history.h"

#include <algorithm>
#include <map>

#include "casefile/codec.h"
#include "casefile/store.h"

namespace annals {
namespace {

// Each event's newest row of the builds up to `build`, as encoded, in order of id; what is gone left out.
std::map<std::string, std::string> rows_of(const Database& database, uint64_t build) {
  std::map<std::string, std::string> rows;
  Statement statement(database, "SELECT id, data FROM event_history WHERE build <= ?1 ORDER BY id, build");
  statement.bind(build);
  while (statement.step()) rows[std::string(statement.text(0))] = statement.text(1);
  std::erase_if(rows, [](const auto& row) { return row.second.empty(); });
  return rows;
}

}  // namespace

void write_history(const Database& database, uint64_t build, const std::vector<EventSnapshot>& events) {
  std::map<std::string, std::string> known = rows_of(database, build);
  Statement row(database, "INSERT OR REPLACE INTO event_history VALUES (?1, ?2, ?3)");
  for (const EventSnapshot& event : events) {
    const std::string data = encode(event);
    const auto before = known.find(event.id);
    const bool same = before != known.end() && before->second == data;
    if (before != known.end()) known.erase(before);
    if (!same) row.bind(std::string_view(event.id), build, Blob{data}).run();
  }
  for (const auto& [id, data] : known) row.bind(std::string_view(id), build, Blob{std::string_view()}).run();
}

std::vector<EventSnapshot> load_history(const Database& database, uint64_t build) {
  std::vector<EventSnapshot> events;
  for (const auto& [id, data] : rows_of(database, build)) {
    if (!decode(data, events.emplace_back())) throw_damaged(database, "the history of event " + id);
  }
  return events;
}

}  // namespace annals
