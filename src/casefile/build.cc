#include "casefile/build.h"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>

#include "base/file.h"
#include "base/hash.h"
#include "casefile/build_job.h"
#include "casefile/build_record.h"
#include "casefile/codec.h"
#include "casefile/custody.h"
#include "casefile/document_reader.h"
#include "casefile/lines.h"
#include "casefile/parallel.h"
#include "casefile/place_names.h"
#include "casefile/schema.h"
#include "casefile/store.h"
#include "casefile/unfinished.h"
#include "sources/production.h"
#include "sources/sniff.h"

namespace annals {
namespace {

// Sources are read in batches of about this many bytes and files, which bounds the memory for bytes as received and for
// what is read from them: it does not grow with the number of files.
constexpr uint64_t kBatchBytes = uint64_t{16} << 20;
constexpr size_t kBatchSources = 256;
// Text may be three times as long as the bytes it was decoded from, and SQLite holds less than 1 GB in one value.
constexpr uint64_t kMostBytes = uint64_t{300} << 20;

std::string first_bytes(const InputFile& file, uint64_t most) {
  std::string bytes(std::min(most, file.size), '\0');
  std::ifstream in(file.file, std::ios::binary);
  in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  bytes.resize(static_cast<size_t>(std::max<std::streamsize>(in.gcount(), 0)));
  return bytes;
}

class Build {
 public:
  Build(CaseFile& file, const LanguageSet& languages, const BuildOptions& options)
      : database_(file.database()),
        options_(options),
        reader_(languages),
        unfinished_(database_.path(), reader_.version()) {}

  BuildSummary run(const std::vector<std::string>& inputs) {
    Transaction transaction(database_);
    migrate(database_);
    store_.emplace(database_);
    sources_ = load_sources(database_);
    previous_ = last_build(database_);
    produced_ = load_produced(database_);
    for (const auto& [path, source] : sources_) {
      names_.add(path, source.file);
      if (!source.file.empty() && source.bytes > 0 && produced_.count(path) == 0) by_hash_.emplace(source.sha256, path);
      for (const SourcePlace& place : source.places) {
        names_.add(place.path, place.file);
        place_of_.emplace(place.path, path);
      }
    }
    remove_sources();
    read_heirs();
    read_inputs(inputs);
    read_stale();
    if (stopped()) {
      summary_.stopped = true;
      return summary_;
    }
    if (finish()) transaction.commit();
    if (!summary_.stopped) unfinished_.discard();
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
      if (const auto place = place_of_.find(path); place != place_of_.end()) {
        const CaseSource source = sources_[place->second];
        note_custody("removed", path, names_.file_of(path), source.sha256, source.bytes);
        remove_place(path);
      } else if (found != sources_.end()) {
        note_custody("removed", path, found->second.file, found->second.sha256, found->second.bytes);
        drop_source(path);
      } else {
        throw DatabaseFailure{{ErrorKind::kInput, fmt::format("{}: no source of that name in the case", path),
                               "`annals sources CASE` lists them"}};
      }
      names_.remove(path);
      ++summary_.sources_removed;
      changed_ = true;
    }
  }

  // --- the same bytes in several places ----------------------------------------------------------------------------

  void remove_place(const std::string& path) {
    CaseSource& source = sources_[place_of_[path]];
    std::erase_if(source.places, [&](const SourcePlace& place) { return place.path == path; });
    store_->remove_place(path);
    place_of_.erase(path);
  }

  void add_place(const std::string& source_path, const SourcePlace& place) {
    CaseSource& source = sources_[source_path];
    std::erase_if(source.places, [&](const SourcePlace& other) { return other.path == place.path; });
    const auto after = std::find_if(source.places.begin(), source.places.end(),
                                    [&](const SourcePlace& other) { return place.path < other.path; });
    source.places.insert(after, place);
    store_->put_place(source_path, place);
    place_of_[place.path] = source_path;
    changed_ = true;
  }

  // A source goes, or gets other bytes: what it was lives on in the first of its other places.
  void give_away_places(const std::string& path) {
    CaseSource& source = sources_[path];
    const auto own = by_hash_.find(source.sha256);
    if (own != by_hash_.end() && own->second == path) by_hash_.erase(own);
    if (source.places.empty()) return;
    std::vector<SourcePlace> places = std::exchange(source.places, {});
    const SourcePlace heir = places.front();
    store_->remove_place(heir.path);
    place_of_.erase(heir.path);
    CaseSource& next = sources_[heir.path];
    next.path = heir.path;
    next.added = heir.added;
    next.sha256 = source.sha256;
    next.bytes = source.bytes;
    by_hash_[next.sha256] = heir.path;
    for (size_t i = 1; i < places.size(); ++i) add_place(heir.path, places[i]);
    BuildJob job;
    job.path = heir.path;
    job.file = heir.file;
    job.size = source.bytes;
    if (auto bytes = store_->content(source.sha256)) {
      job.bytes = std::move(*bytes);
      job.from_case = true;
    }
    heirs_.push_back(std::move(job));
  }

  void drop_source(const std::string& path) {
    give_away_places(path);
    store_->remove_source(path);
    sources_.erase(path);
    produced_.erase(path);
    changed_ = true;
  }

  void read_heirs() {
    std::vector<BuildJob> batch = std::exchange(heirs_, {});
    for (const BuildJob& job : batch) total_ += job.size;
    run_batch(batch);
  }

  // What a file's bytes make of it: unchanged, another place of a source, or something to read.
  void settle_place(BuildJob& job) {
    if (job.error || job.line != 0 || job.from_case) return;
    const bool alone = job.produced.role == ProducedFile::Role::kAlone && !job.bytes.empty();
    if (const auto place = place_of_.find(job.path); place != place_of_.end()) {
      if (alone && sources_[place->second].sha256 == job.sha256) {
        job.unchanged = true;
        return;
      }
      remove_place(job.path);
    }
    const auto known = sources_.find(job.path);
    if (known != sources_.end() && known->second.sha256 == job.sha256) {
      std::erase_if(heirs_, [&](const BuildJob& heir) { return heir.path == job.path; });
      job.unchanged = known->second.reader == reader_.version() && known->second.file == job.file && same_part(job);
      return;
    }
    if (known != sources_.end()) give_away_places(job.path);
    if (!alone) return;
    const auto [same, first] = by_hash_.emplace(job.sha256, job.path);
    if (first || same->second == job.path) return;
    if (known != sources_.end()) drop_source(job.path);
    add_place(same->second, {job.path, job.file, now_utc()});
    note_custody("also found", job.path, job.file, job.sha256, job.bytes.size());
    job.unchanged = true;
  }

  bool same_part(const BuildJob& job) const {
    const auto before = produced_.find(job.path);
    if (before == produced_.end()) return job.produced.role == ProducedFile::Role::kAlone;
    return encode(before->second) == encode(job.produced);
  }

  // --- what to read ------------------------------------------------------------------------------------------------

  void read_inputs(const std::vector<std::string>& inputs) {
    std::vector<std::string> paths;
    std::copy_if(inputs.begin(), inputs.end(), std::back_inserter(paths),
                 [](const auto& input) { return input != "-"; });
    std::vector<BuildJob> jobs;
    for (const FoundFile& found : find_files(
             paths, options_.problem ? options_.problem : [](const Error&) {})) {
      std::error_code failed;
      BuildJob job;
      job.file = std::filesystem::canonical(found.path, failed).string();
      if (failed) job.file = found.path;
      if (is_own(job.file)) continue;
      job.size = std::filesystem::file_size(found.path, failed);
      if (failed) job.size = 0;
      total_ += job.size;
      job.path = names_.name_of(job.file, found.relative);
      jobs.push_back(std::move(job));
    }
    find_parts(jobs);
    std::vector<BuildJob> batch;
    uint64_t batch_bytes = 0;
    for (BuildJob& job : jobs) {
      if (stopped()) return;
      batch_bytes += job.size + job.more_size;
      batch.push_back(std::move(job));
      if (batch_bytes < kBatchBytes && batch.size() < kBatchSources) continue;
      run_batch(batch);
      batch_bytes = 0;
    }
    run_batch(batch);
    if (paths.size() != inputs.size()) read_standard_input();
  }

  // The case itself and the files beside it, where it is built inside a folder of its own sources.
  bool is_own(const std::string& file) const {
    std::error_code failed;
    const std::string own = std::filesystem::canonical(database_.path(), failed).string();
    return !failed && (file == own || file == own + "-journal" || file == own + "-wal" || file == own + "-unfinished");
  }

  // What files are to the productions among the inputs; to those that no input names, what they were.
  void find_parts(std::vector<BuildJob>& jobs) const {
    std::vector<InputFile> files;
    for (const BuildJob& job : jobs) files.push_back({job.path, job.file, job.size});
    auto found = find_productions(files, first_bytes);
    std::map<std::string_view, uint64_t> sizes;
    for (const InputFile& file : files) sizes.emplace(file.path, file.size);
    for (BuildJob& job : jobs) {
      if (const auto part = found.find(job.path); part != found.end()) {
        job.produced = std::move(part->second);
      } else if (const auto before = produced_.find(job.path); before != produced_.end()) {
        if (found.count(before->second.load_file) == 0) job.produced = before->second;
      }
      for (const std::string& path : job.produced.more) {
        if (const auto size = sizes.find(path); size != sizes.end()) job.more_size += size->second;
      }
    }
  }

  void read_standard_input() {
    std::vector<BuildJob> batch;
    uint64_t batch_bytes = 0;
    LineReader lines(STDIN_FILENO, kMostBytes);
    std::string line;
    while (!stopped() && lines.next(line)) {
      if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
      BuildJob job;
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
    std::vector<BuildJob> batch;
    for (const auto& [path, source] : sources_) {
      if (source.reader == reader_.version() || !source.unread.empty()) continue;
      BuildJob job;
      job.path = path;
      job.file = source.file;
      job.size = source.bytes;
      job.line = source.file.empty() ? 1 : 0;
      job.from_case = true;
      if (const auto part = produced_.find(path); part != produced_.end()) job.produced = part->second;
      total_ += job.size;
      batch.push_back(std::move(job));
    }
    while (!batch.empty() && !stopped()) {
      std::vector<BuildJob> part;
      uint64_t bytes = 0;
      while (!batch.empty() && bytes < kBatchBytes) {
        part.push_back(std::move(batch.back()));
        batch.pop_back();
        bytes += part.back().size;
        auto content = store_->content(sources_[part.back().path].sha256);
        if (!content) throw_damaged(database_, "the bytes of " + part.back().path + " are missing");
        part.back().bytes = std::move(*content);
        for (const std::string& path : part.back().produced.more)
          bytes += part.back().more.emplace_back(store_->content(sources_[path].sha256).value_or(std::string())).size();
      }
      run_batch(part);
    }
  }

  // --- reading -----------------------------------------------------------------------------------------------------

  void run_batch(std::vector<BuildJob>& batch) {
    if (batch.empty()) return;
    uint64_t batch_bytes = 0;
    for (const BuildJob& job : batch) batch_bytes += job.size;
    const uint64_t done_before = done_;
    // Half of the bar is for sources becoming documents, half for reading these.
    std::atomic<uint64_t> progress{0};
    const auto tick = [&] { report(done_before + progress / 2, batch.front().path); };
    parallel_for(
        batch.size(), options_.jobs, options_.stop, [&](size_t i) { take_bytes(batch[i]); }, tick);
    if (stopped()) return;
    for (BuildJob& job : batch) {
      settle_place(job);
      if (job.unchanged) job.bytes = {};
    }
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
    if (!heirs_.empty()) read_heirs();
  }

  void report(uint64_t done, const std::string& path) const {
    if (options_.progress) options_.progress(done, total_, path);
  }

  // Any thread; touches its job alone.
  void take_bytes(BuildJob& job) const {
    if (job.line != 0) return;
    if (!job.from_case) {
      auto bytes = read_file(job.file, kMostBytes);
      if (!bytes) {
        job.error = bytes.error();
        if (job.size > kMostBytes && has_ending(job.file, {".pst", ".ost"}))
          job.error->advice = "`readpst -e -o FOLDER FILE` makes files of its messages, which can be read";
        return;
      }
      job.bytes = std::move(*bytes);
      for (const std::string& path : job.produced.more)
        job.more.push_back(read_file(names_.file_of(path), kMostBytes).value_or(std::string()));
    }
    job.sha256 = sha256_hex(job.bytes);
    job.produced.hashes.clear();
    for (const std::string& bytes : job.more) job.produced.hashes.push_back(sha256_hex(bytes));
  }

  // Any thread; touches its job alone.
  void read_source_of(BuildJob& job) {
    if (job.error || job.unchanged) return;
    if (job.line != 0) {
      auto read = reader_.read_line(job.bytes, job.line);
      if (read) {
        job.read = std::move(*read);
      } else {
        job.error = read.error();
      }
      return;
    }
    const std::string key = fmt::format("source {} {} {}", job.sha256, sha256_hex(encode(job.produced)), job.path);
    if (const auto kept = unfinished_.find(key); kept && decode(*kept, job.read)) {
      job.resumed = true;
      return;
    }
    std::vector<Source> files{{job.path, job.bytes}};
    for (size_t i = 0; i < job.more.size(); ++i) files.push_back({job.produced.more[i], std::move(job.more[i])});
    job.read = reader_.read(std::move(files), job.produced);
    unfinished_.add(key, encode(job.read));
  }

  void read_documents(std::vector<BuildJob>& batch, uint64_t batch_bytes, uint64_t done_before) {
    struct Task {
      BuildJob* job;
      Document* document;
      std::string key;
      std::optional<Reading> reading;
      std::vector<Remark> remarks;
      bool anew = false;
    };
    std::vector<Task> tasks;
    uint64_t text_bytes = 1;
    for (BuildJob& job : batch) {
      if (!settle(job)) continue;
      for (Document& document : job.read.documents) {
        text_bytes += document.text.size();
        tasks.push_back({&job, &document, document_key(document), std::nullopt, {}, false});
        tasks.back().reading = store_->reading(tasks.back().key, reader_.version());
        tasks.back().anew = !tasks.back().reading;
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
          if (!task.reading) read_anew(*task.document, task.key, task.reading.emplace(), task.remarks);
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
    for (BuildJob& job : batch) {
      if (!job.error && !job.unchanged) write_source(job);
    }
    for (const Task& task : tasks) store_->put_document(task.job->path, *task.document, task.key);
  }

  // Any thread. What an unfinished build has read of a document is not read again.
  void read_anew(const Document& document, const std::string& key, Reading& reading, std::vector<Remark>& remarks) {
    if (const auto kept = unfinished_.find("reading " + key); kept && decode(*kept, reading)) {
      ++resumed_readings_;
      return;
    }
    reading = reader_.read(document, remarks);
    if (remarks.empty()) unfinished_.add("reading " + key, encode(reading));
  }

  // Names a read source and its documents. False when there is nothing to store.
  bool settle(BuildJob& job) {
    if (job.error) {
      problem(*job.error);
      return false;
    }
    if (job.line != 0 && !job.from_case) {
      job.path = names_.free_name(job.read.documents.front().id);
      auto known = sources_.find(job.path);
      while (known != sources_.end() && !known->second.file.empty()) {
        job.path = names_.free_name(job.path);
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

  void note_custody(const char* action, const std::string& path, const std::string& file, const std::string& sha256,
                    uint64_t bytes) const {
    add_custody(database_, {0, now_utc(), action, path, file, sha256, bytes, options_.who, options_.program});
  }

  void write_source(const BuildJob& job) {
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
    if (other) note_custody(known ? "changed" : "added", source.path, source.file, source.sha256, source.bytes);
    store_->put_produced(job.path, job.produced);
    produced_.erase(job.path);
    if (job.produced.role != ProducedFile::Role::kAlone) produced_.emplace(job.path, job.produced);
    if (source.unread.empty()) store_->put_content(source.sha256, job.bytes);
    if (!source.unread.empty()) problem({ErrorKind::kInput, fmt::format("{}: {}", job.path, source.unread), {}});
    for (const Remark& remark : source.remarks) {
      if (remark.code == "file-missing")
        problem({ErrorKind::kInput, fmt::format("{}: {}", job.path, remark.message), {}});
    }
    changed_ = true;
    ++summary_.sources_read;
    summary_.sources_resumed += job.resumed ? 1 : 0;
  }

  // --- the record --------------------------------------------------------------------------------------------------

  // Makes the record anew when anything changed. False when the case stays as it is.
  bool finish() {
    const std::vector<Correction> corrections = load_corrections(database_);
    changed_ = changed_ || previous_.corrections != last_number(corrections);
    summary_.sources = static_cast<uint32_t>(sources_.size());
    for (const auto& [path, source] : sources_) summary_.sources_unread += source.unread.empty() ? 0 : 1;
    summary_.changed = changed_;
    summary_.documents_resumed = resumed_readings_;
    summary_.build = previous_.number;
    if (!changed_) {
      count(load_record(database_));
      return false;
    }
    const std::optional<Record> record = renew_record(
        {database_, *store_, reader_, sources_, previous_.number + 1}, corrections, [&] { return stopped(); },
        summary_);
    if (!record) {
      summary_.stopped = true;
      return false;
    }
    count(*record);
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
  Unfinished unfinished_;
  PlaceNames names_;
  std::map<std::string, CaseSource> sources_;     // by path
  std::map<std::string, std::string> place_of_;   // another place of a source -> the source's path
  std::map<std::string, std::string> by_hash_;    // of sources that may have several places -> path
  std::map<std::string, ProducedFile> produced_;  // by path
  std::vector<BuildJob> heirs_;                   // places that become sources
  std::atomic<uint32_t> resumed_readings_{0};
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
