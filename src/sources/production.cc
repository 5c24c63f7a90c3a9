#include "sources/production.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <span>

#include "base/hash.h"
#include "sources/bates.h"
#include "sources/slack.h"
#include "sources/sniff.h"

namespace annals {

namespace {

namespace fs = std::filesystem;

constexpr size_t kHead = 4096;
constexpr uint64_t kMostLoadFile = uint64_t{1} << 30;
constexpr uint64_t kEmptyText = 4;                  // bytes: a mark and a line end
constexpr uint64_t kMostNames = uint64_t{4} << 20;  // bytes of a list that each day of a chat is read with
constexpr int kFoldersAbove = 3;       // a load file lies in a folder of its own, beside or below the others
constexpr size_t kMostMissing = 1000;  // named one by one

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return out;
}

// One name for a number however it is written.
std::string key_of(const std::string& bates) {
  auto number = parse_bates(bates);
  if (!number) return lower(bates);
  number->width = 1;
  return to_string(*number);
}

// The parts of a path as any system writes it, without drive, `.` and `..`.
std::vector<std::string> parts_of(std::string_view written) {
  std::vector<std::string> parts;
  std::string part;
  const auto end_part = [&] {
    if (!part.empty() && part != "." && part != ".." && !part.ends_with(':')) parts.push_back(lower(part));
    part.clear();
  };
  for (const char c : written) {
    if (c == '/' || c == '\\') {
      end_part();
    } else {
      part += c;
    }
  }
  end_part();
  return parts;
}

// Days of Slack's channels, and the lists of names beside the channels' folders.
void find_slack(const std::vector<InputFile>& files, const FirstBytes& first_bytes,
                std::map<std::string, ProducedFile>& found) {
  struct Export {
    std::string people;              // path as shown
    std::vector<std::string> lists;  // the same; of the people, then of direct conversations
  };
  std::map<std::string, Export> exports;  // by folder
  for (const InputFile& file : files) {
    const fs::path path(file.file);
    if (path.filename() == "users.json" && file.size <= kMostNames &&
        is_slack_people(file.file, first_bytes(file, kHead)))
      exports[path.parent_path().string()] = {file.path, {file.path}};
  }
  if (exports.empty()) return;
  const auto companion = [&](const InputFile& file, const std::string& people) {
    ProducedFile& list = found.try_emplace(file.path).first->second;
    if (list.role != ProducedFile::Role::kAlone) return;
    list.role = ProducedFile::Role::kCompanion;
    list.load_file = people;
    list.remarks.push_back({"part-of", "a list of an export of Slack", {}});
  };
  for (const InputFile& file : files) {
    const fs::path path(file.file);
    const auto of = exports.find(path.parent_path().string());
    if (of == exports.end() || (file.path != of->second.people && !is_slack_list(path.filename().string()))) continue;
    companion(file, of->second.people);
    if (path.filename() == "dms.json" && file.size <= kMostNames) of->second.lists.push_back(file.path);
  }
  for (const InputFile& file : files) {
    const fs::path path(file.file);
    if (!is_slack_day(path.filename().string())) continue;
    const auto of = exports.find(path.parent_path().parent_path().string());
    if (of == exports.end() || found.contains(file.path)) continue;
    ProducedFile& day = found[file.path];
    day.role = ProducedFile::Role::kChatDay;
    day.load_file = of->second.people;
    day.more = of->second.lists;
  }
}

class ProductionFinder {
 public:
  ProductionFinder(const std::vector<InputFile>& files, const FirstBytes& first_bytes)
      : files_(files), first_bytes_(first_bytes) {}

  std::map<std::string, ProducedFile> run() {
    std::vector<size_t> load_files;
    for (size_t i = 0; i < files_.size(); ++i) {
      if (has_ending(files_[i].file, {".dat", ".opt", ".csv", ".tsv", ".txt"}) &&
          is_load_file(files_[i].file, first_bytes_(files_[i], kHead)))
        load_files.push_back(i);
    }
    if (load_files.empty()) return {};
    for (size_t i = 0; i < files_.size(); ++i) {
      by_file_.emplace(lower(files_[i].file), i);
      if (has_ending(files_[i].file, {".txt"})) texts_.emplace(lower(fs::path(files_[i].file).stem().string()), i);
    }
    for (const size_t i : load_files) read_load_file(i);
    for (Entry& entry : entries_) assign(entry);
    for (auto& [path, load] : result_) {
      if (load.role != ProducedFile::Role::kLoadFile || missing_[path] <= kMostMissing) continue;
      load.remarks.push_back(
          {"file-missing", fmt::format("{} more files are missing", missing_[path] - kMostMissing), {}});
    }
    return std::move(result_);
  }

 private:
  static constexpr size_t kNoFile = SIZE_MAX;

  // A document of a load file, and the files that are its own.
  struct Entry {
    LoadRecord record;
    size_t load_file = 0;
    size_t text = kNoFile, native = kNoFile;
    std::vector<size_t> images;  // one for each page
  };

  ProducedFile& load_of(size_t file) { return result_[files_[file].path]; }

  void missing(size_t load_file, std::string message) {
    if (++missing_[files_[load_file].path] > kMostMissing) return;
    load_of(load_file).remarks.push_back({"file-missing", std::move(message), {}});
  }

  void read_load_file(size_t at) {
    ProducedFile& load = load_of(at);
    load.role = ProducedFile::Role::kLoadFile;
    load.load_file = files_[at].path;
    if (files_[at].size > kMostLoadFile) {
      load.remarks.push_back({"part-unread", fmt::format("more than {} bytes", kMostLoadFile), {}});
      return;
    }
    LoadFile file = parse_load_file(files_[at].file, first_bytes_(files_[at], kMostLoadFile));
    load.remarks = std::move(file.remarks);
    for (LoadRecord& record : file.records) {
      const auto [known, first] = entry_of_.emplace(key_of(record.begin), entries_.size());
      if (first) {
        entries_.emplace_back();
        entries_.back().load_file = at;
      }
      add(std::move(record), at, entries_[known->second], first);
    }
  }

  // A document may stand in several load files: its images in one, its fields in another.
  void add(LoadRecord record, size_t load_file, Entry& entry, bool first) {
    const auto look = [&](const std::string& written, size_t& place) {
      if (written.empty() || place != kNoFile) return;
      place = find(written, load_file);
      if (place == kNoFile) missing(load_file, fmt::format("{}: the file {} is missing", record.begin, written));
    };
    look(record.text_path, entry.text);
    look(record.native_path, entry.native);
    if (entry.images.empty()) {
      for (const LoadPage& page : record.pages) {
        const bool again = !entry.images.empty() && page.image == last_image_;
        last_image_ = page.image;
        if (again) {
          entry.images.push_back(entry.images.back());
          continue;
        }
        size_t image = kNoFile;
        look(page.image, image);
        entry.images.push_back(image);
      }
    }
    if (first) {
      entry.record = std::move(record);
      return;
    }
    LoadRecord& known = entry.record;
    if (known.pages.empty()) known.pages = std::move(record.pages);
    if (known.text.empty()) known.text = std::move(record.text);
    if (known.date.empty()) known.date = record.date;
    if (known.end == known.begin) known.end = record.end;
    // A load file with fields says more than one of images alone.
    if (known.fields.empty() && !record.fields.empty()) entry.load_file = load_file;
    for (auto& field : record.fields) {
      const auto same = [&](const auto& other) { return other.first == field.first; };
      if (std::none_of(known.fields.begin(), known.fields.end(), same)) known.fields.push_back(std::move(field));
    }
  }

  size_t find(std::string_view written, size_t load_file) const {
    const std::vector<std::string> parts = parts_of(written);
    fs::path folder = fs::path(files_[load_file].file).parent_path();
    for (int up = 0; up <= kFoldersAbove && folder.has_relative_path(); ++up, folder = folder.parent_path()) {
      // The first folders written may be those of the machine where the load file was made.
      for (size_t skip = 0; skip < parts.size(); ++skip) {
        std::string wanted = lower(folder.string());
        for (size_t i = skip; i < parts.size(); ++i) wanted += "/" + parts[i];
        if (const auto found = by_file_.find(wanted); found != by_file_.end()) return found->second;
      }
    }
    return kNoFile;
  }

  // A text called as a number: near the load file, as `find` would look.
  size_t text_called(const std::string& bates, size_t load_file) const {
    fs::path root = fs::path(files_[load_file].file).parent_path();
    if (root.has_parent_path() && root.parent_path().has_relative_path()) root = root.parent_path();
    const std::string below = lower(root.string()) + "/";
    const auto [first, last] = texts_.equal_range(lower(bates));
    for (auto it = first; it != last; ++it) {
      const bool near = lower(files_[it->second].file).starts_with(below);
      if (near && it->second != load_file && has_text(it->second)) return it->second;
    }
    return kNoFile;
  }

  bool has_text(size_t file) const { return file != kNoFile && files_[file].size > kEmptyText; }
  bool is_free(size_t file) const { return !result_.contains(files_[file].path); }

  // From which of its files a document's text is read: its text, its pages' texts, its native, its images.
  void assign(Entry& entry) {
    std::vector<size_t> text;
    const size_t called =
        has_text(entry.text) || !entry.record.text.empty() ? kNoFile : text_called(entry.record.begin, entry.load_file);
    const std::vector<std::string> numbers = page_numbers(entry.record);
    if (has_text(entry.text)) {
      text = {entry.text};
    } else if (!entry.record.text.empty()) {
      ProducedFile& load = load_of(entry.load_file);
      load.records.push_back(entry.record);
    } else if (called != kNoFile) {
      text = texts_of_pages(numbers, entry.load_file);
      if (std::count(text.begin(), text.end(), kNoFile) > 0 || numbers.size() == 1) text = {called};
    } else if (entry.native != kNoFile) {
      text = {entry.native};
    } else {
      text = entry.images;
      text.erase(std::unique(text.begin(), text.end()), text.end());
      std::erase(text, kNoFile);
    }
    if (!text.empty() && !is_free(text.front())) {
      missing(entry.load_file,
              fmt::format("{}: {} is the text of another document", entry.record.begin, files_[text.front()].path));
      text.clear();
    } else if (text.empty() && entry.record.text.empty()) {
      missing(entry.load_file, fmt::format("{}: no text, native or image of it was found", entry.record.begin));
    }
    if (!text.empty()) {
      ProducedFile& file = result_[files_[text.front()].path];
      file.role = ProducedFile::Role::kText;
      file.load_file = files_[entry.load_file].path;
      for (size_t i = 1; i < text.size(); ++i) file.more.push_back(files_[text[i]].path);
      for (size_t i = 1; i < text.size(); ++i) keep(entry, text[i], "more text");
      file.records.push_back(entry.record);
    }
    keep(entry, entry.text, "text");
    keep(entry, entry.native, "the native");
    for (const size_t image : entry.images) keep(entry, image, "an image");
  }

  std::vector<size_t> texts_of_pages(const std::vector<std::string>& numbers, size_t load_file) const {
    std::vector<size_t> texts;
    for (const std::string& number : numbers) {
      texts.push_back(text_called(number, load_file));
      if (texts.back() == kNoFile) break;
    }
    return texts;
  }

  void keep(const Entry& entry, size_t file, std::string_view what) {
    if (file == kNoFile || !is_free(file)) return;
    ProducedFile& companion = result_[files_[file].path];
    companion.role = ProducedFile::Role::kCompanion;
    companion.load_file = files_[entry.load_file].path;
    companion.remarks.push_back({"part-of", fmt::format("{} of {}", what, entry.record.begin), {}});
  }

  const std::vector<InputFile>& files_;
  const FirstBytes& first_bytes_;
  std::map<std::string, size_t> by_file_;       // lower case
  std::multimap<std::string, size_t> texts_;    // lower-case stem
  std::vector<Entry> entries_;                  // in order of the load files
  std::map<std::string, size_t> entry_of_;      // by number
  std::map<std::string, ProducedFile> result_;  // by path
  std::map<std::string, size_t> missing_;       // of each load file
  std::string last_image_;
};

}  // namespace

std::map<std::string, ProducedFile> find_productions(const std::vector<InputFile>& files,
                                                     const FirstBytes& first_bytes) {
  std::map<std::string, ProducedFile> found = ProductionFinder(files, first_bytes).run();
  find_slack(files, first_bytes, found);
  return found;
}

ReadSource read_as_produced(std::vector<Source> files, const ProducedFile& part,
                            const std::function<ReadSource(Source)>& read) {
  using Role = ProducedFile::Role;
  Source& source = files.front();
  ReadSource out;
  if (part.role == Role::kAlone) {
    out = read(std::move(source));
  } else if (part.role == Role::kText) {
    std::vector<ReadSource> parts;
    for (Source& file : files) parts.push_back(read(std::move(file)));
    out = read_produced(std::move(parts), part.records.front());
  } else if (part.role == Role::kLoadFile) {
    out = read_load_file(source, part.records);
  } else if (part.role == Role::kChatDay) {
    out.sha256 = sha256_hex(source.bytes);
    if (!read_slack_day(source, std::span(files).subspan(1), out)) out = read(std::move(source));
  } else {
    out.sha256 = sha256_hex(source.bytes);
    out.media_type = "application/octet-stream";
  }
  out.remarks.insert(out.remarks.end(), part.remarks.begin(), part.remarks.end());
  return out;
}

}  // namespace annals
