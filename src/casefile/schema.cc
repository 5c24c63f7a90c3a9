#include "casefile/schema.h"

#include <fmt/format.h>

#include <array>

namespace annals {
namespace {

// One step a version, never edited once released: a change is a new step at the end. docs/case-file.md describes the
// result.
constexpr std::array kMigrations = {
    R"sql(
CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- A source as received. `file` is where it was read from (empty for a line of standard input), `path` how it is shown.
CREATE TABLE source (
  path TEXT PRIMARY KEY,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  media_type TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  added TEXT NOT NULL,
  unread TEXT NOT NULL,
  remarks BLOB NOT NULL,
  reader TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The bytes of sources, deflated, in parts; the same bytes once.
CREATE TABLE content (
  sha256 TEXT NOT NULL,
  part INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (sha256, part)
) STRICT;

CREATE TABLE document (
  id TEXT PRIMARY KEY,
  source TEXT NOT NULL REFERENCES source (path),
  key TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE INDEX document_of_source ON document (source);

-- What was read from a document: `document` is document.key, `reader` the version of program and packs.
CREATE TABLE reading (
  document TEXT NOT NULL,
  reader TEXT NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (document, reader)
) STRICT;

-- The record, made anew by each build that changes anything. Positions are those of the Record's lists.
CREATE TABLE entity (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  name TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE TABLE event (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  type TEXT NOT NULL,
  edtf TEXT NOT NULL,
  earliest TEXT,
  latest TEXT,
  status TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE TABLE conflict (
  position INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  slot TEXT NOT NULL,
  data BLOB NOT NULL
) STRICT;
CREATE TABLE copy (position INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
CREATE TABLE gap (position INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
-- Per document, in order of id: the entity of each of its names, the event of each of its claims, its origin.
CREATE TABLE document_record (
  position INTEGER PRIMARY KEY,
  entities BLOB NOT NULL,
  events BLOB NOT NULL,
  origin INTEGER NOT NULL
) STRICT;

-- What people decided. Rows are only ever added.
CREATE TABLE correction (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  action TEXT NOT NULL,
  arguments BLOB NOT NULL,
  note TEXT NOT NULL,
  who TEXT NOT NULL,
  added TEXT NOT NULL
) STRICT;
CREATE TRIGGER correction_stays BEFORE DELETE ON correction BEGIN SELECT RAISE(ABORT, 'corrections are kept'); END;
CREATE TRIGGER correction_is_final BEFORE UPDATE ON correction BEGIN SELECT RAISE(ABORT, 'corrections are kept'); END;
-- What the last build did with each.
CREATE TABLE outcome (
  correction INTEGER PRIMARY KEY,
  applied INTEGER NOT NULL,
  why_not TEXT NOT NULL
) STRICT;

CREATE TABLE build (
  number INTEGER PRIMARY KEY,
  finished TEXT NOT NULL,
  program TEXT NOT NULL,
  sources INTEGER NOT NULL,
  documents INTEGER NOT NULL,
  events INTEGER NOT NULL,
  corrections INTEGER NOT NULL
) STRICT;
)sql",
    R"sql(
-- An event as it was from a build on; empty data: it was gone.
CREATE TABLE event_history (
  id TEXT NOT NULL,
  build INTEGER NOT NULL,
  data BLOB NOT NULL,
  PRIMARY KEY (id, build)
) STRICT, WITHOUT ROWID;
)sql",
    R"sql(
-- Every time bytes came into the case or left it. Rows are only ever added.
CREATE TABLE custody (
  number INTEGER PRIMARY KEY AUTOINCREMENT,
  added TEXT NOT NULL,
  action TEXT NOT NULL,
  path TEXT NOT NULL,
  file TEXT NOT NULL,
  sha256 TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  who TEXT NOT NULL,
  program TEXT NOT NULL
) STRICT;
CREATE TRIGGER custody_stays BEFORE DELETE ON custody BEGIN SELECT RAISE(ABORT, 'the chain of custody is kept'); END;
CREATE TRIGGER custody_is_final BEFORE UPDATE ON custody BEGIN SELECT RAISE(ABORT, 'the chain of custody is kept'); END;
)sql",
    R"sql(
-- Where else the bytes of a source were found: `source` is source.path.
CREATE TABLE place (
  path TEXT PRIMARY KEY,
  source TEXT NOT NULL,
  file TEXT NOT NULL,
  added TEXT NOT NULL
) STRICT, WITHOUT ROWID;
-- What a file is to the production that it belongs to: `path` is source.path.
CREATE TABLE produced (path TEXT PRIMARY KEY, data BLOB NOT NULL) STRICT;
)sql",
    R"sql(
-- Sentences of two documents that tell one thing, neither from the other.
CREATE TABLE parallel (position INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
)sql",
};

}  // namespace

int64_t schema_version() { return static_cast<int64_t>(kMigrations.size()); }

bool is_empty(const Database& database) { return database.number("SELECT count(*) FROM sqlite_schema") == 0; }

Status check_schema(const Database& database) {
  const int64_t application = database.number("PRAGMA application_id");
  if (application == 0 && is_empty(database)) return {};
  if (application != kApplicationId) {
    return Error{ErrorKind::kCase,
                 fmt::format("{}: is a database of another program, not an Annals case file", database.path()),
                 "name a case, or another file for a new one"};
  }
  const int64_t version = database.number("PRAGMA user_version");
  if (version < 1 || version > schema_version()) {
    return Error{ErrorKind::kCase,
                 fmt::format("{}: was written by a newer version of Annals (format {}, this program knows up to {})",
                             database.path(), version, schema_version()),
                 "update Annals, or build a new case from the sources"};
  }
  return {};
}

void migrate(const Database& database) {
  int64_t version = is_empty(database) ? 0 : database.number("PRAGMA user_version");
  if (version == 0) database.run(fmt::format("PRAGMA application_id = {}", kApplicationId).c_str());
  for (; version < schema_version(); ++version) {
    database.run(kMigrations[static_cast<size_t>(version)]);
    database.run(fmt::format("PRAGMA user_version = {}", version + 1).c_str());
  }
}

}  // namespace annals
