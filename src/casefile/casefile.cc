#include "casefile/casefile.h"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <chrono>

#include "casefile/corrections.h"
#include "casefile/history.h"
#include "casefile/schema.h"
#include "casefile/store.h"

namespace annals {
namespace {

// Runs a function that throws DatabaseFailure and gives its value, or the Error.
template <class Function>
auto guarded(Function function) -> Result<decltype(function())> {
  try {
    return function();
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
}

Error no_case(const std::string& path, std::string_view what) {
  return {ErrorKind::kCase, fmt::format("{}: {}", path, what),
          fmt::format("make it with: annals build {} FOLDER", path)};
}

}  // namespace

CaseFile::CaseFile(std::unique_ptr<Database> database) : database_(std::move(database)) {}
CaseFile::CaseFile(CaseFile&&) noexcept = default;
CaseFile& CaseFile::operator=(CaseFile&&) noexcept = default;
CaseFile::~CaseFile() = default;

Result<CaseFile> CaseFile::open(const std::string& path, Mode mode) {
  const bool create = mode == Mode::kCreateOrUpdate;
  struct stat status {};
  if (::stat(path.c_str(), &status) == 0) {
    if (S_ISDIR(status.st_mode)) {
      return Error{ErrorKind::kCase, fmt::format("{}: is a folder, not a case file", path),
                   "the case comes first, then the inputs"};
    }
    if (!S_ISREG(status.st_mode)) return Error{ErrorKind::kCase, fmt::format("{}: is not a regular file", path), {}};
  } else if (!create) {
    return no_case(path, "there is no such case");
  }
  auto opened = Database::open(path, SQLITE_OPEN_READWRITE | (create ? SQLITE_OPEN_CREATE : 0));
  if (!opened) return opened.error();
  auto database = std::make_unique<Database>(std::move(*opened));
  try {
    ANNALS_TRY(check_schema(*database));
    if (!create && is_empty(*database)) return no_case(path, "is empty: no case has been built in it yet");
    // One file, and no other beside it after a commit; full flushes, so that an acknowledged correction stays.
    database->run("PRAGMA foreign_keys = ON; PRAGMA synchronous = FULL; PRAGMA secure_delete = OFF");
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
  return CaseFile(std::move(database));
}

CaseContents load_contents(const Database& database) {
  CaseContents contents;
  const std::string reader = load_meta(database, "reader");
  SourceStore store(database);
  std::vector<Document> documents;
  std::vector<Reading> readings;
  for (auto& stored : store.documents()) {
    auto reading = store.reading(stored.key, reader);
    if (!reading) throw_damaged(database, "no reading of " + stored.document.id);
    documents.push_back(std::move(stored.document));
    readings.push_back(std::move(*reading));
  }
  contents.documents = std::move(documents);
  contents.readings = contents.as_read = std::move(readings);
  contents.record = load_record(database);
  if (contents.record.entity_of.size() != contents.documents.size())
    throw_damaged(database, "record and documents differ");
  for (auto& [path, source] : load_sources(database)) contents.sources.push_back(std::move(source));
  contents.corrections = load_corrections(database);
  contents.outcomes = load_outcomes(database);
  const BuildRow built = last_build(database);
  contents.build = built.number;
  std::vector<Correction> known = contents.corrections;
  std::erase_if(known, [&](const Correction& one) { return one.number > built.corrections; });
  CorrectedReadings corrected(document_readings(contents.documents, contents.as_read), standing_corrections(known),
                              nullptr);
  if (!corrected.changed().empty()) contents.readings = corrected_readings(contents.as_read, corrected);
  return contents;
}

Result<CaseContents> CaseFile::load() const {
  return guarded([&] {
    // One read transaction: a build that commits meanwhile does not mix two states.
    database_->run("BEGIN");
    CaseContents contents = load_contents(*database_);
    database_->run("COMMIT");
    return contents;
  });
}

Result<std::string> CaseFile::source_bytes(const std::string& sha256) const {
  try {
    auto bytes = SourceStore(*database_).content(sha256);
    if (bytes) return std::move(*bytes);
    return Error{
        ErrorKind::kCase, fmt::format("{}: the bytes of source {} are not kept", database_->path(), sha256), {}};
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
}

Result<std::vector<EventSnapshot>> CaseFile::events_after(uint64_t build) const {
  try {
    const uint64_t last = last_build(*database_).number;
    const bool kept = database_->number("SELECT count(*) FROM sqlite_schema WHERE name = 'event_history'") > 0;
    const auto first = kept ? static_cast<uint64_t>(database_->number("SELECT min(build) FROM event_history")) : 0;
    if (build == 0) return std::vector<EventSnapshot>{};
    if (build > last || first == 0 || build < first) {
      return Error{ErrorKind::kUsage, fmt::format("{}: there is no build {} to compare with", database_->path(), build),
                   first == 0 ? "its next build that changes anything begins the history"
                              : fmt::format("the case remembers builds {} to {}", first, last)};
    }
    return load_history(*database_, build);
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
}

Result<std::vector<BuildEntry>> CaseFile::builds() const {
  return guarded([&] { return load_builds(*database_); });
}

Result<std::vector<CustodyEntry>> CaseFile::custody() const {
  return guarded([&] { return load_custody(*database_); });
}

Result<std::vector<Correction>> CaseFile::corrections() const {
  return guarded([&] { return load_corrections(*database_); });
}

std::string now_utc() {
  const auto now = std::chrono::time_point_cast<std::chrono::seconds>(std::chrono::system_clock::now());
  return fmt::format("{:%Y-%m-%dT%H:%M:%SZ}", fmt::gmtime(now));
}

}  // namespace annals
