// The chain of custody: every time bytes came into the case or left it. Rows are only ever added.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace annals {

class Database;

struct CustodyEntry {
  uint64_t number = 0;
  std::string when;    ///< RFC 3339, UTC
  std::string action;  ///< added, changed (other bytes under the same path), removed
  std::string path;    ///< as shown in the case
  std::string file;    ///< where the bytes were read from; empty for a line of standard input
  std::string sha256;  ///< of the bytes that came or left
  uint64_t bytes = 0;
  std::string who;      ///< the user of the machine that built
  std::string program;  ///< its name and version
};

/// Both throw DatabaseFailure.
void add_custody(const Database& database, const CustodyEntry& entry);
/// All entries, in order; none of a case that no version with a chain of custody has written yet.
std::vector<CustodyEntry> load_custody(const Database& database);

}  // namespace annals
