#include "casefile/store.h"

#include <fmt/format.h>

#include "casefile/codec.h"

namespace annals {
namespace {

// Parts keep each BLOB far below SQLite's limit and memory for one part small.
constexpr size_t kPartBytes = size_t{8} << 20;

template <class T>
T decoded(const Database& database, std::string_view bytes, std::string_view what) {
  T value;
  if (!decode(bytes, value)) throw_damaged(database, what);
  return value;
}

// `write` binds and runs: what it binds need not outlive it.
template <class T>
void write_rows(const Database& database, const char* sql, const std::vector<T>& values, auto write) {
  Statement statement(database, sql);
  for (size_t i = 0; i < values.size(); ++i) {
    const std::string data = encode(values[i]);
    write(statement, static_cast<uint64_t>(i), values[i], Blob{data});
  }
}

template <class T>
std::vector<T> read_rows(const Database& database, const char* sql, std::string_view what) {
  std::vector<T> values;
  Statement statement(database, sql);
  while (statement.step()) values.push_back(decoded<T>(database, statement.text(0), what));
  return values;
}

}  // namespace

void throw_damaged(const Database& database, std::string_view what) {
  throw DatabaseFailure{{ErrorKind::kCase, fmt::format("{}: the case file is damaged ({})", database.path(), what),
                         "restore it from a copy, or build a new case from the sources"}};
}

std::map<std::string, CaseSource> load_sources(const Database& database) {
  std::map<std::string, CaseSource> sources;
  Statement rows(database,
                 "SELECT path, file, sha256, media_type, bytes, added, unread, remarks, reader,"
                 " (SELECT count(*) FROM document WHERE document.source = source.path) FROM source ORDER BY path");
  while (rows.step()) {
    CaseSource source;
    source.path = rows.text(0);
    source.file = rows.text(1);
    source.sha256 = rows.text(2);
    source.media_type = rows.text(3);
    source.bytes = static_cast<uint64_t>(rows.integer(4));
    source.added = rows.text(5);
    source.unread = rows.text(6);
    source.remarks = decoded<std::vector<Remark>>(database, rows.text(7), "remarks of " + source.path);
    source.reader = rows.text(8);
    source.documents = static_cast<uint32_t>(rows.integer(9));
    sources.emplace(source.path, std::move(source));
  }
  if (database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'place'") == 0) return sources;
  Statement places(database, "SELECT source, path, file, added FROM place ORDER BY path");
  while (places.step()) {
    const auto found = sources.find(std::string(places.text(0)));
    if (found == sources.end()) continue;
    SourcePlace place;
    place.path = places.text(1);
    place.file = places.text(2);
    place.added = places.text(3);
    found->second.places.push_back(std::move(place));
  }
  return sources;
}

std::map<std::string, ProducedFile> load_produced(const Database& database) {
  std::map<std::string, ProducedFile> files;
  if (database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'produced'") == 0) return files;
  Statement rows(database, "SELECT path, data FROM produced ORDER BY path");
  while (rows.step())
    files.emplace(rows.text(0), decoded<ProducedFile>(database, rows.text(1), "what a file is to its production"));
  return files;
}

std::vector<Correction> load_corrections(const Database& database) {
  std::vector<Correction> corrections;
  Statement rows(database, "SELECT number, action, arguments, note, who, added FROM correction ORDER BY number");
  while (rows.step()) {
    Correction correction;
    correction.number = static_cast<uint64_t>(rows.integer(0));
    correction.action = rows.text(1);
    correction.arguments = decoded<std::vector<std::string>>(database, rows.text(2), "a correction");
    correction.note = rows.text(3);
    correction.who = rows.text(4);
    correction.when = rows.text(5);
    corrections.push_back(std::move(correction));
  }
  return corrections;
}

std::vector<CorrectionOutcome> load_outcomes(const Database& database) {
  std::vector<CorrectionOutcome> outcomes;
  Statement rows(database, "SELECT correction, applied, why_not FROM outcome ORDER BY correction");
  while (rows.step()) {
    outcomes.push_back({static_cast<uint64_t>(rows.integer(0)), rows.integer(1) != 0, std::string(rows.text(2))});
  }
  return outcomes;
}

Record load_record(const Database& database) {
  Record record;
  record.entities = read_rows<Entity>(database, "SELECT data FROM entity ORDER BY position", "an entity");
  record.events = read_rows<Event>(database, "SELECT data FROM event ORDER BY position", "an event");
  record.conflicts = read_rows<Conflict>(database, "SELECT data FROM conflict ORDER BY position", "a conflict");
  record.copies = read_rows<Copy>(database, "SELECT data FROM copy ORDER BY position", "a copy");
  if (database.number("SELECT count(*) FROM sqlite_schema WHERE name = 'parallel'") != 0)
    record.parallels = read_rows<Copy>(database, "SELECT data FROM parallel ORDER BY position", "a parallel");
  record.gaps = read_rows<Gap>(database, "SELECT data FROM gap ORDER BY position", "a gap");
  Statement rows(database, "SELECT entities, events, origin FROM document_record ORDER BY position");
  while (rows.step()) {
    record.entity_of.push_back(decoded<std::vector<uint32_t>>(database, rows.text(0), "a document's names"));
    record.event_of.push_back(decoded<std::vector<uint32_t>>(database, rows.text(1), "a document's events"));
    record.origin_of.push_back(static_cast<uint32_t>(rows.integer(2)));
  }
  return record;
}

BuildRow last_build(const Database& database) {
  Statement rows(database, "SELECT number, corrections FROM build ORDER BY number DESC LIMIT 1");
  if (!rows.step()) return {};
  return {static_cast<uint64_t>(rows.integer(0)), static_cast<uint64_t>(rows.integer(1))};
}

std::vector<BuildEntry> load_builds(const Database& database) {
  std::vector<BuildEntry> builds;
  Statement rows(database,
                 "SELECT number, finished, sources, documents, events, corrections FROM build ORDER BY number");
  const auto count = [&](int column) { return static_cast<uint64_t>(rows.integer(column)); };
  while (rows.step()) builds.push_back({count(0), std::string(rows.text(1)), count(2), count(3), count(4), count(5)});
  return builds;
}

std::string load_meta(const Database& database, std::string_view key) {
  Statement row(database, "SELECT value FROM meta WHERE key = ?1");
  return row.bind(key).step() ? std::string(row.text(0)) : std::string();
}

void write_meta(const Database& database, std::string_view key, std::string_view value) {
  Statement(database, "INSERT INTO meta VALUES (?1, ?2) ON CONFLICT DO UPDATE SET value = excluded.value")
      .bind(key, value)
      .run();
}

void write_record(const Database& database, const Record& record, const std::vector<CorrectionOutcome>& outcomes) {
  for (const char* table : {"entity", "event", "conflict", "copy", "parallel", "gap", "document_record", "outcome"}) {
    database.run(fmt::format("DELETE FROM {}", table).c_str());
  }
  write_rows(database, "INSERT INTO entity VALUES (?1, ?2, ?3, ?4, ?5)", record.entities,
             [](Statement& row, uint64_t at, const Entity& e, Blob data) {
               row.bind(at, std::string_view(e.id), to_string(e.type), std::string_view(e.name), data).run();
             });
  write_rows(database, "INSERT INTO event VALUES (?1, ?2, ?3, ?4, nullif(?5, ''), nullif(?6, ''), ?7, ?8)",
             record.events, [](Statement& row, uint64_t at, const Event& e, Blob data) {
               const std::string earliest = e.days.earliest ? to_string(*e.days.earliest) : "";
               const std::string latest = e.days.latest ? to_string(*e.days.latest) : "";
               row.bind(at, std::string_view(e.id), std::string_view(e.type), std::string_view(e.edtf),
                        std::string_view(earliest), std::string_view(latest), to_string(e.status), data)
                   .run();
             });
  write_rows(database, "INSERT INTO conflict VALUES (?1, ?2, ?3, ?4)", record.conflicts,
             [](Statement& row, uint64_t at, const Conflict& c, Blob data) {
               row.bind(at, std::string_view(c.id), std::string_view(c.slot), data).run();
             });
  const auto plain = [](Statement& row, uint64_t at, const auto&, Blob data) { row.bind(at, data).run(); };
  write_rows(database, "INSERT INTO copy VALUES (?1, ?2)", record.copies, plain);
  write_rows(database, "INSERT INTO parallel VALUES (?1, ?2)", record.parallels, plain);
  write_rows(database, "INSERT INTO gap VALUES (?1, ?2)", record.gaps, plain);
  Statement rows(database, "INSERT INTO document_record VALUES (?1, ?2, ?3, ?4)");
  for (size_t i = 0; i < record.entity_of.size(); ++i) {
    const std::string entities = encode(record.entity_of[i]), events = encode(record.event_of[i]);
    rows.bind(static_cast<uint64_t>(i), Blob{entities}, Blob{events}, record.origin_of[i]).run();
  }
  Statement outcome(database, "INSERT INTO outcome VALUES (?1, ?2, ?3)");
  for (const auto& o : outcomes) outcome.bind(o.number, int64_t{o.applied}, std::string_view(o.why_not)).run();
}

void write_build(const Database& database, const BuildRow& row, const Record& record, size_t sources,
                 size_t documents) {
  const std::string when = now_utc();
  Statement(database, "INSERT INTO build VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)")
      .bind(row.number, std::string_view(when), std::string_view("annals"), static_cast<uint64_t>(sources),
            static_cast<uint64_t>(documents), static_cast<uint64_t>(record.events.size()), row.corrections)
      .run();
}

void add_correction_row(const Database& database, const Correction& correction) {
  const std::string arguments = encode(correction.arguments);
  Statement(database, "INSERT INTO correction (action, arguments, note, who, added) VALUES (?1, ?2, ?3, ?4, ?5)")
      .bind(std::string_view(correction.action), Blob{arguments}, std::string_view(correction.note),
            std::string_view(correction.who), std::string_view(correction.when))
      .run();
}

SourceStore::SourceStore(const Database& database)
    : database_(database),
      put_source_(database, "INSERT OR REPLACE INTO source VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)"),
      remove_source_(database, "DELETE FROM source WHERE path = ?1"),
      put_place_(database, "INSERT OR REPLACE INTO place VALUES (?1, ?2, ?3, ?4)"),
      remove_place_(database, "DELETE FROM place WHERE path = ?1"),
      put_produced_(database, "INSERT OR REPLACE INTO produced VALUES (?1, ?2)"),
      remove_produced_(database, "DELETE FROM produced WHERE path = ?1"),
      has_content_(database, "SELECT 1 FROM content WHERE sha256 = ?1"),
      put_content_(database, "INSERT INTO content VALUES (?1, ?2, ?3)"),
      get_content_(database, "SELECT data FROM content WHERE sha256 = ?1 ORDER BY part"),
      remove_documents_(database, "DELETE FROM document WHERE source = ?1"),
      put_document_(database, "INSERT INTO document VALUES (?1, ?2, ?3, ?4)"),
      all_documents_(database, "SELECT source, key, data FROM document ORDER BY id"),
      other_owner_(database, "SELECT 1 FROM document WHERE id = ?1 AND source <> ?2"),
      get_reading_(database, "SELECT data FROM reading WHERE document = ?1 AND reader = ?2"),
      put_reading_(database, "INSERT OR REPLACE INTO reading VALUES (?1, ?2, ?3)") {}

void SourceStore::put_source(const CaseSource& source) {
  const std::string remarks = encode(source.remarks);
  put_source_
      .bind(std::string_view(source.path), std::string_view(source.file), std::string_view(source.sha256),
            std::string_view(source.media_type), source.bytes, std::string_view(source.added),
            std::string_view(source.unread), Blob{remarks}, std::string_view(source.reader))
      .run();
}

void SourceStore::put_place(const std::string& source_path, const SourcePlace& place) {
  put_place_
      .bind(std::string_view(place.path), std::string_view(source_path), std::string_view(place.file),
            std::string_view(place.added))
      .run();
}

void SourceStore::remove_place(const std::string& path) { remove_place_.bind(std::string_view(path)).run(); }

void SourceStore::put_produced(const std::string& path, const ProducedFile& produced) {
  remove_produced_.bind(std::string_view(path)).run();
  if (produced.role == ProducedFile::Role::kAlone) return;
  const std::string data = encode(produced);
  put_produced_.bind(std::string_view(path), Blob{data}).run();
}

void SourceStore::remove_source(const std::string& path) {
  remove_produced_.bind(std::string_view(path)).run();
  remove_documents(path);
  remove_source_.bind(std::string_view(path)).run();
}

void SourceStore::put_content(const std::string& sha256, std::string_view bytes) {
  const bool known = has_content_.bind(std::string_view(sha256)).step();
  has_content_.bind();  // ends the read
  if (known) return;
  for (uint64_t part = 0; part == 0 || part * kPartBytes < bytes.size(); ++part) {
    const std::string data = deflate_bytes(bytes.substr(part * kPartBytes, kPartBytes));
    put_content_.bind(std::string_view(sha256), part, Blob{data}).run();
  }
}

std::optional<std::string> SourceStore::content(const std::string& sha256) {
  std::string bytes;
  bool found = false;
  get_content_.bind(std::string_view(sha256));
  while (get_content_.step()) {
    const auto part = inflate_bytes(get_content_.text(0));
    if (!part) throw_damaged(database_, "the bytes of a source");
    bytes += *part;
    found = true;
  }
  if (!found) return std::nullopt;
  return bytes;
}

bool SourceStore::may_own(const std::string& id, const std::string& source_path) {
  const bool other = other_owner_.bind(std::string_view(id), std::string_view(source_path)).step();
  other_owner_.bind();
  return !other;
}

void SourceStore::remove_documents(const std::string& source_path) {
  remove_documents_.bind(std::string_view(source_path)).run();
}

void SourceStore::put_document(const std::string& source_path, const Document& document, const std::string& key) {
  const std::string data = encode(document);
  put_document_.bind(std::string_view(document.id), std::string_view(source_path), std::string_view(key), Blob{data})
      .run();
}

std::vector<SourceStore::StoredDocument> SourceStore::documents() {
  std::vector<StoredDocument> all;
  all_documents_.bind();
  while (all_documents_.step()) {
    all.push_back({decoded<Document>(database_, all_documents_.text(2), "a document"),
                   std::string(all_documents_.text(0)), std::string(all_documents_.text(1))});
  }
  return all;
}

std::optional<Reading> SourceStore::reading(const std::string& key, const std::string& reader) {
  if (!get_reading_.bind(std::string_view(key), std::string_view(reader)).step()) return std::nullopt;
  Reading reading;
  const bool whole = decode(get_reading_.text(0), reading);
  get_reading_.bind();
  if (!whole) return std::nullopt;  // as if it had never been kept
  return reading;
}

void SourceStore::put_reading(const std::string& key, const std::string& reader, const Reading& reading) {
  const std::string data = encode(reading);
  put_reading_.bind(std::string_view(key), std::string_view(reader), Blob{data}).run();
}

void SourceStore::drop_unused(const std::string& reader) {
  database_.run("DELETE FROM content WHERE sha256 NOT IN (SELECT sha256 FROM source)");
  Statement(database_, "DELETE FROM reading WHERE reader <> ?1 OR document NOT IN (SELECT key FROM document)")
      .bind(std::string_view(reader))
      .run();
}

}  // namespace annals
