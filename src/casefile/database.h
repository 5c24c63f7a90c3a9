// SQLite behind a small face: statements that bind and read by type, errors as Error. Only this library sees SQL.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"

namespace annals {

/// The Error for the connection's last failure: full disk, read-only, held by another program, damaged file.
Error database_error(sqlite3* database, const std::string& path);

/// Thrown inside this library when SQLite fails; its public functions catch it and return the Error.
struct DatabaseFailure {
  Error error;
};

/// A connection with its path. Not thread-safe.
class Database {
 public:
  /// `flags` as of sqlite3_open_v2.
  static Result<Database> open(const std::string& path, int flags);
  Database(Database&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)), path_(std::move(other.path_)) {}
  Database& operator=(Database&& other) noexcept {
    std::swap(handle_, other.handle_);
    std::swap(path_, other.path_);
    return *this;
  }
  ~Database() { sqlite3_close_v2(handle_); }

  sqlite3* handle() const { return handle_; }
  const std::string& path() const { return path_; }
  /// Runs statements that return nothing. Throws DatabaseFailure.
  void run(const char* sql) const;
  /// The first column of the first row as a number; 0 when there is none. Throws DatabaseFailure.
  int64_t number(const char* sql) const;
  [[noreturn]] void fail() const { throw DatabaseFailure{database_error(handle_, path_)}; }

 private:
  Database(sqlite3* handle, std::string path) : handle_(handle), path_(std::move(path)) {}
  sqlite3* handle_ = nullptr;
  std::string path_;
};

/// A prepared statement, used again and again: bind, step to each row, read columns. Throws DatabaseFailure.
class Statement {
 public:
  Statement(const Database& database, const char* sql);
  Statement(const Statement&) = delete;
  Statement& operator=(const Statement&) = delete;
  ~Statement() { sqlite3_finalize(statement_); }

  /// Starts anew with these values for ?1, ?2 …: integers, texts; bytes through Blob. Texts and bytes are
  /// not copied: they must live until the statement has run.
  template <class... Values>
  Statement& bind(const Values&... values) {
    sqlite3_reset(statement_);
    int at = 0;
    (put(++at, values), ...);
    return *this;
  }
  /// Goes to the next row; false after the last.
  bool step();
  /// Runs a statement that returns nothing.
  void run() {
    while (step()) {
    }
  }

  int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
  /// Valid until the next step.
  std::string_view text(int column) const;

 private:
  void put(int at, int64_t value) { check(sqlite3_bind_int64(statement_, at, value)); }
  void put(int at, uint64_t value) { put(at, static_cast<int64_t>(value)); }
  void put(int at, uint32_t value) { put(at, static_cast<int64_t>(value)); }
  void put(int at, std::string_view value);
  void put(int at, const struct Blob& value);
  void check(int code) const;

  const Database& database_;
  sqlite3_stmt* statement_ = nullptr;
};

/// Marks bytes to be bound as a BLOB. They must live until the statement has run.
struct Blob {
  std::string_view bytes;
};

/// A write transaction: rolled back unless committed. The lock is taken at once, so a second writer learns at its
/// start.
class Transaction {
 public:
  explicit Transaction(const Database& database) : database_(database) { database_.run("BEGIN IMMEDIATE"); }
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (!done_) sqlite3_exec(database_.handle(), "ROLLBACK", nullptr, nullptr, nullptr);
  }
  void commit() {
    database_.run("COMMIT");
    done_ = true;
  }

 private:
  const Database& database_;
  bool done_ = false;
};

}  // namespace annals
