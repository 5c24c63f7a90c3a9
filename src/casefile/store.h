// Rows of the case file: what build.cc and casefile.cc read and write. All throw DatabaseFailure.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "casefile/casefile.h"
#include "casefile/database.h"
#include "sources/production.h"

namespace annals {

/// What a build says of itself.
struct BuildRow {
  uint64_t number = 0;
  uint64_t corrections = 0;  ///< the last correction that it knew
};

std::map<std::string, CaseSource> load_sources(const Database& database);
/// What files are to productions, by path.
std::map<std::string, ProducedFile> load_produced(const Database& database);
std::vector<Correction> load_corrections(const Database& database);
std::vector<CorrectionOutcome> load_outcomes(const Database& database);
/// The record; its lists address `documents` documents in order of id. Throws also when a row is damaged.
Record load_record(const Database& database);
/// The whole case, inside the caller's transaction.
CaseContents load_contents(const Database& database);
BuildRow last_build(const Database& database);
std::vector<BuildEntry> load_builds(const Database& database);
std::string load_meta(const Database& database, std::string_view key);

void write_meta(const Database& database, std::string_view key, std::string_view value);
void write_record(const Database& database, const Record& record, const std::vector<CorrectionOutcome>& outcomes);
void write_build(const Database& database, const BuildRow& row, const Record& record, size_t sources, size_t documents);
void add_correction_row(const Database& database, const Correction& correction);

/// Sources, their bytes, documents and readings, with statements kept ready.
class SourceStore {
 public:
  explicit SourceStore(const Database& database);

  void put_source(const CaseSource& source);
  /// Another place of a source: path and file.
  void put_place(const std::string& source_path, const SourcePlace& place);
  void remove_place(const std::string& path);
  /// What a file is to a production; of kAlone, forgets it.
  void put_produced(const std::string& path, const ProducedFile& produced);
  /// Removes a source with its documents and places; its bytes and readings go with drop_unused().
  void remove_source(const std::string& path);
  void put_content(const std::string& sha256, std::string_view bytes);
  std::optional<std::string> content(const std::string& sha256);

  /// Whether the id is free, or belongs to a document of this source.
  bool may_own(const std::string& id, const std::string& source_path);
  void remove_documents(const std::string& source_path);
  void put_document(const std::string& source_path, const Document& document, const std::string& key);
  struct StoredDocument {
    Document document;
    std::string source;
    std::string key;
  };
  /// All documents, in order of id.
  std::vector<StoredDocument> documents();

  /// None when it was never kept or is damaged: it can be read anew from its document.
  std::optional<Reading> reading(const std::string& key, const std::string& reader);
  void put_reading(const std::string& key, const std::string& reader, const Reading& reading);

  /// Bytes that no source has, readings of no document or by another version.
  void drop_unused(const std::string& reader);

 private:
  const Database& database_;
  Statement put_source_, remove_source_, put_place_, remove_place_, put_produced_, remove_produced_;
  Statement has_content_, put_content_, get_content_;
  Statement remove_documents_, put_document_, all_documents_, other_owner_;
  Statement get_reading_, put_reading_;
};

[[noreturn]] void throw_damaged(const Database& database, std::string_view what);

}  // namespace annals
