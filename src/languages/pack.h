// Language packs: the folder languages/CODE/ as data. A pack is a manifest and tables; what the tables mean is the
// business of the layer that reads them (reading/*.h names its tables and columns).
//
// A table is a TSV file: lines that begin with '#' are comments, the first other line names the columns, then one row a
// line. Rows of `_world/NAME.tsv` come before those of `CODE/NAME.tsv`. `extends = "xx"` puts the rows of another pack
// in between (regional packs hold only what differs).
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace annals {

/// One file of a pack, parsed. Fields point into the archive or file bytes that the Languages object owns.
class Table {
 public:
  struct Row {
    std::vector<std::string_view> fields;
    uint32_t line = 0;
    const std::string* file = nullptr;  ///< `pt/months.tsv`, for messages and --explain
  };

  /// The number of a column, or -1.
  int column(std::string_view name) const;
  /// The field, trimmed; empty when the row or the table has no such column.
  std::string_view get(const Row& row, std::string_view column_name) const;
  const std::vector<Row>& rows() const { return rows_; }

 private:
  friend class Languages;
  std::vector<std::string_view> columns_;
  std::vector<Row> rows_;
};

/// A pack: manifest values and tables. Immutable; any thread.
struct Pack {
  std::string code;  ///< BCP 47
  std::string name;  ///< its own name for itself, e.g. 'português'
  std::string english_name;
  std::string script;  ///< ISO 15924, the main one
  bool right_to_left = false;
  std::map<std::string, std::string, std::less<>>
      settings;  ///< every other scalar of pack.toml: `decimal_mark = ","`, `date_order = "dmy"`
  std::map<std::string, Table, std::less<>> tables;

  /// The table, or an empty one.
  const Table& table(std::string_view table_name) const;
  /// The bytes of a file that is no table (`names.model`) in the pack's own folder, else in `_world`; empty when there
  /// is none.
  std::string_view file(std::string_view file_name) const;
  std::map<std::string, std::string_view, std::less<>> files;  ///< by name

  /// The setting, or `fallback`.
  std::string_view setting(std::string_view key, std::string_view fallback = {}) const;
};

/// All packs and the ontology. Owns the bytes. Immutable after loading; any thread.
class Languages {
 public:
  /// The packs inside the program, or those of a folder that holds `languages/` and `ontology/` when `folder` is not
  /// empty. Errors: a pack that cannot be parsed (file, line, what is wrong).
  static Result<std::unique_ptr<Languages>> load(const std::string& folder = {});

  /// The pack for a tag: exact, else by its primary language; null when there is none.
  const Pack* find(std::string_view tag) const;
  /// The pack `_world` alone, for text in no known language.
  const Pack& world() const { return world_; }
  const std::map<std::string, Pack, std::less<>>& packs() const { return packs_; }
  /// A table of the ontology folder (types, roles): `types`.
  const Table& ontology(std::string_view table_name) const;
  /// Changes when any byte of any pack changes; part of the key under which readings are cached.
  const std::string& version() const { return version_; }

  Languages(const Languages&) = delete;
  Languages& operator=(const Languages&) = delete;

 private:
  Languages() = default;
  std::vector<std::unique_ptr<std::string>> storage_;  // file names and bytes that tables point into
  Pack world_;
  std::map<std::string, Pack, std::less<>> packs_;
  Pack ontology_;
  std::string version_;
};

}  // namespace annals
