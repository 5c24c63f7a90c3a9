#include "casefile/custody.h"

#include "casefile/database.h"

namespace annals {

void add_custody(const Database& database, const CustodyEntry& entry) {
  Statement(
      database,
      "INSERT INTO custody (added, action, path, file, sha256, bytes, who, program) VALUES (?1, ?2, ?3, ?4, ?5, ?6, "
      "?7, ?8)")
      .bind(std::string_view(entry.when), std::string_view(entry.action), std::string_view(entry.path),
            std::string_view(entry.file), std::string_view(entry.sha256), entry.bytes, std::string_view(entry.who),
            std::string_view(entry.program))
      .run();
}

std::vector<CustodyEntry> load_custody(const Database& database) {
  std::vector<CustodyEntry> entries;
  if (database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'custody'") == 0) return entries;
  Statement rows(database,
                 "SELECT number, added, action, path, file, sha256, bytes, who, program FROM custody ORDER BY number");
  while (rows.step()) {
    CustodyEntry entry;
    entry.number = static_cast<uint64_t>(rows.integer(0));
    entry.when = rows.text(1);
    entry.action = rows.text(2);
    entry.path = rows.text(3);
    entry.file = rows.text(4);
    entry.sha256 = rows.text(5);
    entry.bytes = static_cast<uint64_t>(rows.integer(6));
    entry.who = rows.text(7);
    entry.program = rows.text(8);
    entries.push_back(std::move(entry));
  }
  return entries;
}

}  // namespace annals
