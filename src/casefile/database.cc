#include "casefile/database.h"

#include <fmt/format.h>

namespace annals {
namespace {

// Long enough for another program's commit, short enough that a person is not kept waiting.
constexpr int kBusyMs = 1500;

}  // namespace

Error database_error(sqlite3* database, const std::string& path) {
  const int code = database == nullptr ? SQLITE_NOMEM : sqlite3_errcode(database) & 0xFF;
  const char* detail = database == nullptr ? "out of memory" : sqlite3_errmsg(database);
  switch (code) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::kCase, fmt::format("{}: another program is using this case", path),
              "wait until it has finished, then try again; nothing was changed"};
    case SQLITE_FULL:
      return {ErrorKind::kOutput, fmt::format("{}: the disk is full", path),
              "free some space and run the command again; the case keeps its last state"};
    case SQLITE_IOERR:
      return {ErrorKind::kOutput, fmt::format("{}: cannot be written or read ({})", path, detail),
              "check the disk and its limits, and run the command again; the case keeps its last state"};
    case SQLITE_READONLY:
      return {ErrorKind::kOutput, fmt::format("{}: the case or its folder is read-only", path),
              "make both writable, or copy the case to another folder"};
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return {ErrorKind::kOutput, fmt::format("{}: cannot be opened or created", path),
              "check that the folder exists and that you may write in it"};
    case SQLITE_NOTADB:
      return {ErrorKind::kCase, fmt::format("{}: is not an Annals case file", path),
              "name a case, or another file for a new one"};
    case SQLITE_CORRUPT:
      return {ErrorKind::kCase, fmt::format("{}: the case file is damaged ({})", path, detail),
              "restore it from a copy, or build a new case from the sources"};
    default:
      return {ErrorKind::kCase, fmt::format("{}: {}", path, detail), {}};
  }
}

Result<Database> Database::open(const std::string& path, int flags) {
  sqlite3* handle = nullptr;
  const int code = sqlite3_open_v2(path.c_str(), &handle, flags | SQLITE_OPEN_EXRESCODE, nullptr);
  Database database(handle, path);
  if (code != SQLITE_OK) return database_error(handle, path);
  sqlite3_busy_timeout(handle, kBusyMs);
  // The file comes from outside: no trust in its schema, no functions with side effects from it.
  sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
  sqlite3_db_config(handle, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, nullptr);
  return database;
}

void Database::run(const char* sql) const {
  if (sqlite3_exec(handle_, sql, nullptr, nullptr, nullptr) != SQLITE_OK) fail();
}

int64_t Database::number(const char* sql) const {
  Statement statement(*this, sql);
  return statement.step() ? statement.integer(0) : 0;
}

Statement::Statement(const Database& database, const char* sql) : database_(database) {
  check(sqlite3_prepare_v2(database.handle(), sql, -1, &statement_, nullptr));
}

bool Statement::step() {
  const int code = sqlite3_step(statement_);
  if (code == SQLITE_ROW) return true;
  if (code != SQLITE_DONE) {
    const Error error = database_error(database_.handle(), database_.path());
    sqlite3_reset(statement_);
    throw DatabaseFailure{error};
  }
  sqlite3_reset(statement_);
  return false;
}

std::string_view Statement::text(int column) const {
  const auto* bytes = static_cast<const char*>(sqlite3_column_blob(statement_, column));
  return bytes == nullptr ? std::string_view{}
                          : std::string_view(bytes, static_cast<size_t>(sqlite3_column_bytes(statement_, column)));
}

void Statement::put(int at, std::string_view value) {
  // A null pointer would bind NULL.
  const char* data = value.empty() ? "" : value.data();
  check(sqlite3_bind_text64(statement_, at, data, value.size(), SQLITE_STATIC, SQLITE_UTF8));
}

void Statement::put(int at, const Blob& value) {
  const char* data = value.bytes.empty() ? "" : value.bytes.data();
  check(sqlite3_bind_blob64(statement_, at, data, value.bytes.size(), SQLITE_STATIC));
}

void Statement::check(int code) const {
  if (code != SQLITE_OK) database_.fail();
}

}  // namespace annals
