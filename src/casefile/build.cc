#include "casefile/build.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include "base/file.h"
#include "base/hash.h"
#include "casefile/codec.h"
#include "casefile/corrections.h"
#include "casefile/custody.h"
#include "casefile/document_reader.h"
#include "casefile/history.h"
#include "casefile/lines.h"
#include "casefile/parallel.h"
#include "casefile/schema.h"
#include "casefile/store.h"

namespace annals {
namespace {

// Sources are read in batches of about this many bytes, which bounds the memory for bytes as received.
constexpr uint64_t kBatchBytes = uint64_t{64} << 20;
constexpr size_t kBatchSources = 4096;
// Text may be three times as long as the bytes it was decoded from, and SQLite holds less than 1 GB in one value.
constexpr uint64_t kMostBytes = uint64_t{300} << 20;

struct Job {
  std::string path;   // as shown in the case
  std::string file;   // absolute; empty for a line and for bytes from the case
  std::string bytes;  // of a line
  size_t line = 0;    // counts from 1; 0 for a file
  uint64_t size = 0;
  bool from_case = false;  // read again from the bytes kept, by a newer version

  // What came of it.
  std::optional<Error> error;
  bool unchanged = false;
  ReadSource read;
};

struct ReadItem {
  Document document;
  Reading reading;
};

class Build {
 public:
  Build(CaseFile& file, const LanguageSet& languages, const BuildOptions& options)
      : database_(file.database()), options_(options), reader_(languages) {}

  BuildSummary run(const std::vector<std::string>& inputs) {
    Transaction transaction(database_);
    migrate(database_);
    store_.emplace(database_);
    sources_ = load_sources(database_);
    previous_ = last_build(database_);
    for (const auto& [path, source] : sources_) {
      if (!source.file.empty()) path_of_[source.file] = path;
    }
    remove_sources();
    read_inputs(inputs);
    read_stale();
    if (stopped()) {
      summary_.stopped = true;
      return summary_;
    }
    if (finish()) transaction.commit();
    return summary_;
  }

 private:
  bool stopped() const { return options_.stop != nullptr && *options_.stop; }
  void problem(const Error& error) const {
    if (options_.problem) options_.problem(error);
  }

  void remove_sources() {
    for (const std::string& path : options_.remove) {
      const auto found = sources_.find(path);
      if (found == sources_.end()) {
        throw DatabaseFailure{{ErrorKind::kInput, fmt::format("{}: no source of that name in the case", path),
                               "`annals sources CASE` lists them"}};
      }
      path_of_.erase(found->second.file);
      note_custody("removed", found->second);
      store_->remove_source(path);
      sources_.erase(found);
      ++summary_.sources_removed;
      changed_ = true;
    }
  }

  // --- what to read ------------------------------------------------------------------------------------------------

  void read_inputs(const std::vector<std::string>& inputs) {
    std::vector<std::string> paths;
    std::copy_if(inputs.begin(), inputs.end(), std::back_inserter(paths),
                 [](const auto& input) { return input != "-"; });
    std::vector<Job> jobs;
    for (const FoundFile& found : find_files(
             paths, options_.problem ? options_.problem : [](const Error&) {})) {
      std::error_code failed;
      Job job;
      job.file = std::filesystem::canonical(found.path, failed).string();
      if (failed) job.file = found.path;
      job.size = std::filesystem::file_size(found.path, failed);
      if (failed) job.size = 0;
      total_ += job.size;
      job.path = name_of(job.file, found.relative);
      jobs.push_back(std::move(job));
    }
    std::vector<Job> batch;
    uint64_t batch_bytes = 0;
    for (Job& job : jobs) {
      if (stopped()) return;
      batch_bytes += job.size;
      batch.push_back(std::move(job));
      if (batch_bytes < kBatchBytes && batch.size() < kBatchSources) continue;
      run_batch(batch);
      batch_bytes = 0;
    }
    run_batch(batch);
    if (paths.size() != inputs.size()) read_standard_input();
  }

  void read_standard_input() {
    std::vector<Job> batch;
    uint64_t batch_bytes = 0;
    LineReader lines(STDIN_FILENO, kMostBytes);
    std::string line;
    while (!stopped() && lines.next(line)) {
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      Job job;
      job.line = lines.number();
      if (lines.too_long()) {
        problem({ErrorKind::kInput, fmt::format("line {}: more than {} bytes", job.line, kMostBytes), {}});
        continue;
      }
      job.size = line.size();
      job.bytes = std::move(line);
      total_ += job.size;
      batch_bytes += job.size;
      batch.push_back(std::move(job));
      if (batch_bytes < kBatchBytes && batch.size() < kBatchSources) continue;
      run_batch(batch);
      batch_bytes = 0;
    }
    run_batch(batch);
  }

  // Sources of the case that an earlier version read and no input named: read again from the bytes kept.
  void read_stale() {
    std::vector<Job> batch;
    for (const auto& [path, source] : sources_) {
      if (source.reader == reader_.version() || !source.unread.empty()) continue;
      Job job;
      job.path = path;
      job.file = source.file;
      job.size = source.bytes;
      job.line = source.file.empty() ? 1 : 0;
      job.from_case = true;
      total_ += job.size;
      batch.push_back(std::move(job));
    }
    while (!batch.empty() && !stopped()) {
      std::vector<Job> part;
      uint64_t bytes = 0;
      while (!batch.empty() && bytes < kBatchBytes) {
        part.push_back(std::move(batch.back()));
        batch.pop_back();
        bytes += part.back().size;
        auto content = store_->content(sources_[part.back().path].sha256);
        if (!content) throw_damaged(database_, "the bytes of " + part.back().path + " are missing");
        part.back().bytes = std::move(*content);
      }
      run_batch(part);
    }
  }

  // How a file is shown: as found, unless another file of the case is shown so already; then with as much of its
  // folders as tells them apart. A file that is no longer where it was read from has been moved, and keeps its place in
  // the case.
  std::string name_of(const std::string& file, const std::string& relative) {
    if (const auto known = path_of_.find(file); known != path_of_.end()) return known->second;
    std::string name = relative;
    std::filesystem::path folder = std::filesystem::path(file).parent_path();
    for (size_t up = std::count(relative.begin(), relative.end(), '/'); up > 0; --up) folder = folder.parent_path();
    for (;;) {
      const auto taken = sources_.find(name);
      const bool moved =
          taken != sources_.end() && !taken->second.file.empty() && !std::filesystem::exists(taken->second.file);
      if (used_.count(name) == 0 && (taken == sources_.end() || moved)) break;
      const std::string above = folder.filename().string();
      if (above.empty()) return free_name(file);
      name = above + "/" + name;
      folder = folder.parent_path();
    }
    used_.insert(name);
    path_of_[file] = name;
    return name;
  }

  std::string free_name(const std::string& wanted) {
    std::string name = wanted;
    for (int copy = 2; !used_.insert(name).second; ++copy) name = fmt::format("{} ({})", wanted, copy);
    return name;
  }

  // --- reading -----------------------------------------------------------------------------------------------------

  void run_batch(std::vector<Job>& batch) {
    if (batch.empty()) return;
    uint64_t batch_bytes = 0;
    for (const Job& job : batch) batch_bytes += job.size;
    const uint64_t done_before = done_;
    // Half of the bar is for sources becoming documents, half for reading these.
    std::atomic<uint64_t> progress{0};
    const auto tick = [&] { report(done_before + progress / 2, batch.front().path); };
    parallel_for(
        batch.size(), options_.jobs, options_.stop,
        [&](size_t i) {
          read_source_of(batch[i]);
          progress += batch[i].size;
        },
        tick);
    if (stopped()) return;
    read_documents(batch, batch_bytes, done_before);
    done_ = done_before + batch_bytes;
    report(done_, batch.back().path);
    batch.clear();
  }

  void report(uint64_t done, const std::string& path) const {
    if (options_.progress) options_.progress(done, total_, path);
  }

  // Any thread; touches its job alone.
  void read_source_of(Job& job) const {
    if (job.line != 0) {
      auto read = reader_.read_line(job.bytes, job.line);
      if (read) {
        job.read = std::move(*read);
      } else {
        job.error = read.error();
      }
      return;
    }
    if (!job.from_case) {
      auto bytes = read_file(job.file, kMostBytes);
      if (!bytes) {
        job.error = bytes.error();
        return;
      }
      job.bytes = std::move(*bytes);
      if (const auto known = sources_.find(job.path); known != sources_.end()) {
        const CaseSource& source = known->second;
        job.unchanged =
            source.reader == reader_.version() && source.file == job.file && source.sha256 == sha256_hex(job.bytes);
        if (job.unchanged) {
          job.bytes.clear();
          return;
        }
      }
    }
    job.read = reader_.read(Source{job.path, job.bytes});
  }

  void read_documents(std::vector<Job>& batch, uint64_t batch_bytes, uint64_t done_before) {
    struct Task {
      Job* job;
      Document* document;
      std::string key;
      std::optional<Reading> reading;
      std::vector<Remark> remarks;
      bool anew = false;
    };
    std::vector<Task> tasks;
    uint64_t text_bytes = 1;
    for (Job& job : batch) {
      if (!settle(job)) continue;
      for (Document& document : job.read.documents) {
        text_bytes += document.text.size();
        tasks.push_back({&job, &document, document_key(document), std::nullopt, {}, false});
        tasks.back().reading = store_->reading(tasks.back().key, reader_.version());
      }
    }
    std::atomic<uint64_t> read{0};
    const auto tick = [&] {
      const double share = static_cast<double>(read) / static_cast<double>(text_bytes);
      report(done_before + batch_bytes / 2 + static_cast<uint64_t>(share * static_cast<double>(batch_bytes) / 2),
             batch.back().path);
    };
    parallel_for(
        tasks.size(), options_.jobs, options_.stop,
        [&](size_t i) {
          Task& task = tasks[i];
          if (!task.reading) {
            task.reading = reader_.read(*task.document, task.remarks);
            task.anew = true;
          }
          read += task.document->text.size();
        },
        tick);
    if (stopped()) return;
    for (Task& task : tasks) {
      auto& remarks = task.job->read.remarks;
      remarks.insert(remarks.end(), task.remarks.begin(), task.remarks.end());
      if (task.anew) {
        store_->put_reading(task.key, reader_.version(), *task.reading);
        ++summary_.documents_read;
      }
    }
    for (Job& job : batch) {
      if (!job.error && !job.unchanged) write_source(job);
    }
    for (Task& task : tasks) {
      store_->put_document(task.job->path, *task.document, task.key);
      std::string id = task.document->id;
      items_.emplace(std::move(id), ReadItem{std::move(*task.document), std::move(*task.reading)});
    }
  }

  // Names a read source and its documents. False when there is nothing to store.
  bool settle(Job& job) {
    if (job.error) {
      problem(*job.error);
      return false;
    }
    if (job.line != 0 && !job.from_case) {
      job.path = free_name(job.read.documents.front().id);
      auto known = sources_.find(job.path);
      while (known != sources_.end() && !known->second.file.empty()) {
        job.path = free_name(job.path);
        known = sources_.find(job.path);
      }
      job.unchanged = known != sources_.end() && known->second.reader == reader_.version() &&
                      known->second.sha256 == job.read.sha256;
    }
    if (job.unchanged) return false;
    if (job.line != 0) job.read.documents.front().id = job.read.documents.front().path = job.path;
    std::set<std::string> ids;
    for (Document& document : job.read.documents) {
      const std::string id = document.id;
      for (int copy = 2; !store_->may_own(document.id, job.path) || !ids.insert(document.id).second; ++copy) {
        document.id = fmt::format("{} ({})", id, copy);
      }
    }
    return true;
  }

  void note_custody(const char* action, const CaseSource& source) const {
    add_custody(database_, {0, now_utc(), action, source.path, source.file, source.sha256, source.bytes, options_.who,
                            options_.program});
  }

  void write_source(const Job& job) {
    CaseSource& source = sources_[job.path];
    const bool known = !source.added.empty();
    const bool other = !known || source.sha256 != job.read.sha256;
    if (other) source.added = now_utc();
    source.path = job.path;
    source.file = job.file;
    source.sha256 = job.read.sha256;
    source.media_type = job.read.media_type;
    source.bytes = job.bytes.size();
    source.unread = job.read.unread;
    source.remarks = job.read.remarks;
    source.reader = reader_.version();
    store_->remove_documents(job.path);
    store_->put_source(source);
    if (other) note_custody(known ? "changed" : "added", source);
    if (source.unread.empty()) store_->put_content(source.sha256, job.bytes);
    if (!source.unread.empty()) problem({ErrorKind::kInput, fmt::format("{}: {}", job.path, source.unread), {}});
    changed_ = true;
    ++summary_.sources_read;
    replaced_.insert(job.path);
  }

  // --- the record --------------------------------------------------------------------------------------------------

  // Makes the record anew when anything changed. False when the case stays as it is.
  bool finish() {
    const std::vector<Correction> corrections = load_corrections(database_);
    const uint64_t last_correction = corrections.empty() ? 0 : corrections.back().number;
    changed_ = changed_ || previous_.corrections != last_correction;
    summary_.sources = static_cast<uint32_t>(sources_.size());
    for (const auto& [path, source] : sources_) summary_.sources_unread += source.unread.empty() ? 0 : 1;
    summary_.changed = changed_;
    summary_.build = previous_.number;
    if (!changed_) {
      count(load_record(database_));
      return false;
    }
    for (auto& stored : store_->documents()) {
      if (replaced_.count(stored.source) != 0) continue;
      auto reading = store_->reading(stored.key, reader_.version());
      if (!reading) {  // lost or damaged: a reading follows from its document
        std::vector<Remark> remarks;
        reading = reader_.read(stored.document, remarks);
        store_->put_reading(stored.key, reader_.version(), *reading);
        ++summary_.documents_read;
      }
      std::string id = stored.document.id;
      items_.emplace(std::move(id), ReadItem{std::move(stored.document), std::move(*reading)});
    }
    std::vector<DocumentReading> documents;
    documents.reserve(items_.size());
    for (const auto& [id, item] : items_) documents.push_back({&item.document, &item.reading});
    std::vector<CorrectionOutcome> outcomes;
    const std::vector<Correction> standing = standing_corrections(corrections);
    const CorrectedReadings corrected(documents, standing, &outcomes);
    const Record record = build_record(corrected.documents(), reader_.languages(), standing, &outcomes);
    if (stopped()) {
      summary_.stopped = true;
      return false;
    }
    write_record(database_, record, outcomes);
    write_meta(database_, "reader", reader_.version());
    store_->drop_unused(reader_.version());
    summary_.build = previous_.number + 1;
    write_build(database_, {summary_.build, last_correction}, record, sources_.size(), items_.size());
    write_history(database_, summary_.build, snapshot(corrected.documents(), record));
    count(record);
    return true;
  }

  void count(const Record& record) {
    summary_.documents = static_cast<uint32_t>(record.entity_of.size());
    summary_.events = static_cast<uint32_t>(record.events.size());
    summary_.entities = static_cast<uint32_t>(record.entities.size());
    summary_.conflicts = static_cast<uint32_t>(record.conflicts.size());
    summary_.copies = static_cast<uint32_t>(record.copies.size());
    summary_.gaps = static_cast<uint32_t>(record.gaps.size());
  }

  const Database& database_;
  const BuildOptions& options_;
  const DocumentReader reader_;
  std::optional<SourceStore> store_;
  std::map<std::string, CaseSource> sources_;   // by path
  std::map<std::string, std::string> path_of_;  // file -> path
  std::set<std::string> used_;                  // paths given out in this build
  std::set<std::string> replaced_;              // paths read anew
  std::map<std::string, ReadItem> items_;       // by document id
  BuildRow previous_;
  BuildSummary summary_;
  uint64_t done_ = 0, total_ = 0;
  bool changed_ = false;
};

}  // namespace

Result<BuildSummary> build_case(const std::string& case_path, const std::vector<std::string>& inputs,
                                const LanguageSet& languages, const BuildOptions& options) {
  const bool existed = ::access(case_path.c_str(), F_OK) == 0;
  Result<BuildSummary> result = [&]() -> Result<BuildSummary> {
    auto file = CaseFile::open(case_path, CaseFile::Mode::kCreateOrUpdate);
    if (!file) return file.error();
    try {
      return Build(*file, languages, options).run(inputs);
    } catch (const DatabaseFailure& failure) {
      return failure.error;
    }
  }();
  // A case that could not be built at all leaves no empty file behind.
  std::error_code failed;
  if (!existed && std::filesystem::file_size(case_path, failed) == 0 && !failed)
    std::filesystem::remove(case_path, failed);
  return result;
}

}  // namespace annals
