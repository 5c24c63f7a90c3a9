#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "base/file.h"
#include "base/hash.h"
#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/production.h"

namespace annals {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kVolume = "VOL001";

// A folder that is written whole or not at all: under another name until it is done.
class NewFolder {
 public:
  explicit NewFolder(std::string path) : path_(std::move(path)) {
    while (path_.size() > 1 && path_.ends_with('/')) path_.pop_back();
    partial_ = path_ + ".partial";
  }
  ~NewFolder() {
    std::error_code failed;
    if (begun_) fs::remove_all(partial_, failed);
  }
  NewFolder(const NewFolder&) = delete;
  NewFolder& operator=(const NewFolder&) = delete;

  Status begin() {
    std::error_code failed;
    if (fs::exists(path_, failed) && !(fs::is_directory(path_, failed) && fs::is_empty(path_, failed))) {
      return Error{ErrorKind::kOutput, fmt::format("{}: is there already, and is left as it is", path_),
                   "name a new folder"};
    }
    if (fs::exists(partial_, failed)) {
      return Error{ErrorKind::kOutput,
                   fmt::format("{}: is there already, left by a production that did not end", partial_),
                   "remove it, or name another folder"};
    }
    for (const char* below : {"DATA", "NATIVES", "TEXT"}) {
      fs::create_directories(fs::path(partial_) / kVolume / below, failed);
      begun_ = true;
      if (failed)
        return Error{ErrorKind::kOutput, fmt::format("{}: cannot be made: {}", partial_, failed.message()), {}};
    }
    return {};
  }
  Status write(const std::string& name, std::string_view bytes) {
    sums_ += fmt::format("{}  {}\n", sha256_hex(bytes), name);
    return write_file(partial_ + "/" + name, bytes);
  }
  Status finish() {
    ANNALS_TRY(write_file(partial_ + "/SHA256SUMS", sums_));
    std::error_code failed;
    fs::rename(partial_, path_, failed);
    if (failed) return Error{ErrorKind::kOutput, fmt::format("{}: cannot be made: {}", path_, failed.message()), {}};
    begun_ = false;
    return {};
  }

 private:
  std::string path_, partial_, sums_;
  bool begun_ = false;
};

}  // namespace

Result<int> run(const ProduceCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const bool plain = !command.prefix.empty() && std::all_of(command.prefix.begin(), command.prefix.end(), [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
  });
  if (!plain) {
    return Error{ErrorKind::kUsage, fmt::format("--prefix {}: letters, - and _ only", command.prefix),
                 "for instance: --prefix ABC"};
  }
  const CaseContents& contents = opened->contents;
  const CaseIndex index(contents, opened->set->folding());
  const auto events = index.select(command.filter);
  if (!events) return events.error();
  const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  const auto production = plan_production(contents, *events, command.prefix);
  if (production.empty()) {
    return Error{ErrorKind::kUsage, fmt::format("{}: no event that was asked for cites a document", command.case_path),
                 "`annals show` with the same options prints the events"};
  }
  const HeadlineWriter headlines(*opened->languages, command.language, contents);
  NewFolder folder(command.folder);
  ANNALS_TRY(folder.begin());
  const auto in_volume = [](const std::string& name) { return fmt::format("{}/{}", kVolume, name); };
  std::set<std::string_view> written;
  for (const ProductionDocument& produced : production) {
    const Document& document = contents.documents[produced.document];
    ANNALS_TRY(folder.write(in_volume(produced.text), production_text(document)));
    if (!written.insert(produced.native).second) continue;
    const auto bytes = file->source_bytes(document.source_sha256);
    if (!bytes) return bytes.error();
    ANNALS_TRY(folder.write(in_volume(produced.native), *bytes));
  }
  ANNALS_TRY(folder.write(in_volume("DATA/production.dat"), production_dat(production, contents)));
  const std::string images = production_opt(production, contents);
  if (!images.empty()) ANNALS_TRY(folder.write(in_volume("DATA/production.opt"), images));
  ANNALS_TRY(folder.write("index.csv", production_csv(production, contents, kVolume)));
  const std::string title = fs::path(command.case_path).stem().string();
  ANNALS_TRY(folder.write("index.html", production_html(production, index, headlines, kVolume, title)));
  ANNALS_TRY(folder.finish());
  if (!common.quiet) {
    print_note(
        fmt::format("{}: {} documents cited by {} events, {} to {}; check with: cd {} && sha256sum -c SHA256SUMS",
                    command.folder, production.size(), events->size(), production.front().numbers.front(),
                    production.back().numbers.back(), command.folder));
  }
  return kDone;
}

}  // namespace annals
