// A case file: one SQLite database that holds sources, documents, readings, the record and the corrections.
// The way in of this library is CaseFile; build.h makes and updates one from inputs.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "record/record.h"
#include "sources/source.h"

struct sqlite3;

namespace annals {

/// One source as the case knows it.
struct CaseSource {
  std::string path;  ///< as shown
  std::string sha256;
  std::string media_type;
  uint64_t bytes = 0;
  std::string added;   ///< RFC 3339, UTC
  std::string unread;  ///< empty, or why it could not be read
  std::vector<Remark> remarks;
  uint32_t documents = 0;
};

/// Everything of a case in memory: what show, export, report and verify work on.
struct CaseContents {
  std::vector<Document> documents;  ///< by id
  std::vector<Reading> readings;    ///< beside documents
  Record record;
  std::vector<CaseSource> sources;  ///< by path
  uint64_t build = 0;               ///< number of the last build
};

class CaseFile {
 public:
  enum class Mode { kRead, kCreateOrUpdate };
  /// Opens, checks that the file is ours and of a known schema version, migrates older ones.
  /// Errors (kCase): missing, empty, not ours, from a newer version, held by another program, read-only folder.
  static Result<CaseFile> open(const std::string& path, Mode mode);

  Result<CaseContents> load() const;
  Result<std::vector<Correction>> corrections() const;
  /// Adds a correction; it takes effect with the next build. Durable when this returns.
  Status add_correction(const Correction& correction);

  CaseFile(CaseFile&&) noexcept;
  CaseFile& operator=(CaseFile&&) noexcept;
  ~CaseFile();
  sqlite3* handle() const { return database_; }

 private:
  explicit CaseFile(sqlite3* database) : database_(database) {}
  sqlite3* database_ = nullptr;
};

}  // namespace annals
