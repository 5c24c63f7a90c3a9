// A case file: one SQLite database that holds sources, documents, readings, the record and the corrections.
// The way in of this library is CaseFile; build.h makes and updates one from inputs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "casefile/custody.h"
#include "casefile/shared_list.h"
#include "record/changes.h"
#include "record/record.h"
#include "sources/source.h"

namespace annals {

class Database;

/// Where else the bytes of a source were found.
struct SourcePlace {
  std::string path;   ///< as shown; unique in the case, sources' own paths included
  std::string file;   ///< absolute
  std::string added;  ///< RFC 3339, UTC
};

/// One source as the case knows it: its bytes, and the places where they were found.
struct CaseSource {
  std::string path;  ///< as shown; unique in the case
  std::string file;  ///< where it was read from, absolute; empty for a line of standard input
  std::string sha256;
  std::string media_type;
  uint64_t bytes = 0;
  std::string added;   ///< RFC 3339, UTC
  std::string unread;  ///< empty, or why it could not be read
  std::vector<Remark> remarks;
  std::string reader;  ///< version of the program and packs that read it
  uint32_t documents = 0;
  std::vector<SourcePlace> places;  ///< other than `path`, in order of their paths
};

/// What decisions call a source: the hash of its bytes, or its path where they could not be had.
inline const std::string& source_id(const CaseSource& source) {
  return source.sha256.empty() ? source.path : source.sha256;
}

/// One build, as the case remembers it.
struct BuildEntry {
  uint64_t number = 0;
  std::string finished;  ///< RFC 3339, UTC
  uint64_t sources = 0, documents = 0, events = 0;
  uint64_t corrections = 0;  ///< the last correction that it knew
};

/// Everything of a case in memory: what show, export, report and verify work on.
struct CaseContents {
  SharedList<Document> documents;  ///< by id
  SharedList<Reading> as_read;     ///< beside documents: made from each document alone
  SharedList<Reading> readings;    ///< beside documents: with what people corrected in them
  Record record;
  std::vector<CaseSource> sources;          ///< by path
  std::vector<Correction> corrections;      ///< all that were made, in order, those taken back too
  std::vector<CorrectionOutcome> outcomes;  ///< of the last build, by number
  uint64_t build = 0;                       ///< number of the last build
};

class CaseFile {
 public:
  enum class Mode { kRead, kCreateOrUpdate };
  /// Opens, and checks that the file is ours and of a known schema version. kRead needs a case that holds a build;
  /// kCreateOrUpdate takes a missing or empty file too and brings older ones to today's schema when it first writes.
  /// Errors: kCase (missing, empty, not ours, damaged, from a newer version, held by another program),
  /// kOutput (folder missing or read-only).
  static Result<CaseFile> open(const std::string& path, Mode mode);

  Result<CaseContents> load() const;
  /// The bytes of a source as they were received. Errors (kCase): not kept (unread sources), damaged.
  Result<std::string> source_bytes(const std::string& sha256) const;

  /// The events as they were after a build, in order of id. Errors (kUsage): the case has no such build, or a version
  /// that kept no history made it.
  Result<std::vector<EventSnapshot>> events_after(uint64_t build) const;

  /// All builds, in order.
  Result<std::vector<BuildEntry>> builds() const;

  /// Every time bytes came into the case or left it, in order.
  Result<std::vector<CustodyEntry>> custody() const;

  /// All corrections, in order.
  Result<std::vector<Correction>> corrections() const;

  CaseFile(CaseFile&&) noexcept;
  CaseFile& operator=(CaseFile&&) noexcept;
  ~CaseFile();
  const Database& database() const { return *database_; }

 private:
  explicit CaseFile(std::unique_ptr<Database> database);
  std::unique_ptr<Database> database_;
};

/// Now, as RFC 3339 in UTC, to the second.
std::string now_utc();

}  // namespace annals
