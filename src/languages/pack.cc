#include "languages/pack.h"

#include <fmt/format.h>

#include <toml++/toml.h>
#include <filesystem>

#include "base/file.h"
#include "base/hash.h"
#include "languages/archive.h"

extern "C" const char annals_packs_begin[];  // NOLINT(readability-identifier-naming): made by the build
extern "C" const char annals_packs_end[];    // NOLINT(readability-identifier-naming)

namespace annals {
namespace {

std::string_view trim(std::string_view s) {
  while (!s.empty() && (s.front() == ' ' || s.front() == '\r')) s.remove_prefix(1);
  while (!s.empty() && (s.back() == ' ' || s.back() == '\r')) s.remove_suffix(1);
  return s;
}

std::vector<std::string_view> split(std::string_view line) {
  std::vector<std::string_view> fields;
  for (;;) {
    const size_t tab = line.find('\t');
    fields.push_back(trim(line.substr(0, tab)));
    if (tab == std::string_view::npos) return fields;
    line.remove_prefix(tab + 1);
  }
}

using Files = std::map<std::string, std::string_view, std::less<>>;  // relative name -> bytes

Result<Files> files_of_folder(const std::string& folder, std::vector<std::unique_ptr<std::string>>& storage) {
  namespace fs = std::filesystem;
  Files files;
  for (const char* top : {"languages", "ontology"}) {
    std::error_code error;
    for (fs::recursive_directory_iterator it(fs::path(folder) / top, error), end; !error && it != end;
         it.increment(error)) {
      const std::string name = fs::relative(it->path(), folder).generic_string();
      if (it->is_directory() && it->path().filename() == "tests") {
        it.disable_recursion_pending();
        continue;
      }
      if (!it->is_regular_file() || it->path().extension() == ".md" || it->path().filename().string().starts_with('.'))
        continue;
      auto bytes = read_file(it->path().string());
      if (!bytes) return bytes.error();
      storage.push_back(std::make_unique<std::string>(std::move(*bytes)));
      files.emplace(name, *storage.back());
    }
    if (error)
      return Error{ErrorKind::kUsage, fmt::format("{}/{}: {}", folder, top, error.message()),
                   "name a folder that holds languages/ and ontology/"};
  }
  return files;
}

Status read_manifest(const std::string& file, std::string_view bytes, Pack& pack) {
  try {
    const toml::table manifest = toml::parse(bytes, file);
    for (const auto& [key, node] : manifest) {
      const std::string name(key.str());
      if (name == "right_to_left") {
        pack.right_to_left = node.value_or(false);
      } else if (auto text = node.value<std::string>()) {
        if (name == "name")
          pack.name = *text;
        else if (name == "english_name")
          pack.english_name = *text;
        else if (name == "script")
          pack.script = *text;
        else
          pack.settings[name] = *text;
      } else if (auto number = node.value<int64_t>(); number && !node.is_boolean()) {
        pack.settings[name] = fmt::format("{}", *number);
      } else if (auto flag = node.value<bool>()) {
        pack.settings[name] = *flag ? "true" : "false";
      }
    }
  } catch (const toml::parse_error& error) {
    return Error{ErrorKind::kInput, fmt::format("{}:{}: {}", file, error.source().begin.line, error.description()),
                 "correct the manifest"};
  }
  return {};
}

}  // namespace

int Table::column(std::string_view name) const {
  for (size_t i = 0; i < columns_.size(); ++i) {
    if (columns_[i] == name) return static_cast<int>(i);
  }
  return -1;
}

std::string_view Table::get(const Row& row, std::string_view column_name) const {
  const int at = column(column_name);
  return at >= 0 && static_cast<size_t>(at) < row.fields.size() ? row.fields[static_cast<size_t>(at)]
                                                                : std::string_view{};
}

const Table& Pack::table(std::string_view table_name) const {
  static const Table kEmpty;
  const auto found = tables.find(table_name);
  return found == tables.end() ? kEmpty : found->second;
}

std::string_view Pack::file(std::string_view file_name) const {
  const auto found = files.find(file_name);
  return found == files.end() ? std::string_view{} : found->second;
}

std::string_view Pack::setting(std::string_view key, std::string_view fallback) const {
  const auto found = settings.find(key);
  return found == settings.end() ? fallback : std::string_view(found->second);
}

const Pack* Languages::find(std::string_view tag) const {
  auto found = packs_.find(tag);
  if (found == packs_.end()) found = packs_.find(tag.substr(0, tag.find_first_of("-_")));
  return found == packs_.end() ? nullptr : &found->second;
}

const Table& Languages::ontology(std::string_view table_name) const { return ontology_.table(table_name); }

Result<std::unique_ptr<Languages>> Languages::load(const std::string& folder) {
  std::unique_ptr<Languages> loaded(new Languages);
  auto files = folder.empty()
                   ? read_archive({annals_packs_begin, static_cast<size_t>(annals_packs_end - annals_packs_begin)})
                   : files_of_folder(folder, loaded->storage_);
  if (!files) return files.error();

  uint64_t version = 0;
  // Adds the rows of a file to a table. Columns are those of the first file; a file that names them differently is an
  // error.
  const auto add_rows = [&](Table& table, const std::string& name, std::string_view bytes) -> Status {
    loaded->storage_.push_back(std::make_unique<std::string>(name));
    const std::string* file = loaded->storage_.back().get();
    std::vector<std::string_view> columns;
    uint32_t line_number = 0;
    while (!bytes.empty()) {
      const size_t end = bytes.find('\n');
      std::string_view line = bytes.substr(0, end);
      bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
      ++line_number;
      if (trim(line).empty() || line.front() == '#') continue;
      auto fields = split(line);
      if (columns.empty()) {
        columns = std::move(fields);
        if (table.columns_.empty()) table.columns_ = columns;
        if (table.columns_ != columns) {
          return Error{
              ErrorKind::kInput,
              fmt::format("{}:{}: the columns differ from those of the table that it adds to", name, line_number),
              "use the same columns in the same order as in `_world` and the pack it extends"};
        }
        continue;
      }
      if (fields.size() > columns.size()) {
        return Error{ErrorKind::kInput,
                     fmt::format("{}:{}: {} fields, but {} columns", name, line_number, fields.size(), columns.size()),
                     "separate fields with single tabs"};
      }
      table.rows_.push_back({std::move(fields), line_number, file});
    }
    return {};
  };

  // Folder by folder: languages/CODE/NAME.tsv, ontology/NAME.tsv.
  std::map<std::string, Files, std::less<>> folders;
  for (const auto& [path, bytes] : *files) {
    version = stable_hash(bytes, stable_hash(path, version + 1));
    const bool of_languages = path.starts_with("languages/");
    const std::string inside = path.substr(path.find('/') + 1);
    const size_t slash = inside.find('/');
    const std::string code = of_languages && slash != std::string::npos ? inside.substr(0, slash) : "";
    folders[of_languages ? code : "ontology/"][of_languages ? inside.substr(slash + 1) : inside] = bytes;
  }
  loaded->version_ = fmt::format("{:016x}", version);

  const auto fill = [&](Pack& pack, std::string_view code, const Files& folder_files) -> Status {
    for (const auto& [file, bytes] : folder_files) {
      if (!file.ends_with(".tsv")) {
        pack.files[file] = bytes;
        continue;
      }
      ANNALS_TRY(add_rows(pack.tables[file.substr(0, file.size() - 4)], fmt::format("{}/{}", code, file), bytes));
    }
    return {};
  };
  ANNALS_TRY(fill(loaded->ontology_, "ontology", folders["ontology/"]));
  ANNALS_TRY(fill(loaded->world_, "_world", folders["_world"]));
  loaded->world_.code = "und";
  loaded->world_.name = loaded->world_.english_name = "any language";
  for (const auto& [code, folder_files] : folders) {
    if (code.empty() || code.front() == '_' || code == "ontology/") continue;
    const auto manifest = folder_files.find("pack.toml");
    if (manifest == folder_files.end()) {
      return Error{ErrorKind::kInput, fmt::format("languages/{}: there is no pack.toml", code),
                   "see languages/README.md"};
    }
    Pack& pack = loaded->packs_[code];
    pack.code = code;
    ANNALS_TRY(read_manifest(fmt::format("languages/{}/pack.toml", code), manifest->second, pack));
    pack.tables = loaded->world_.tables;
    pack.files = loaded->world_.files;
    if (const std::string base(pack.setting("extends")); !base.empty()) {
      const auto found = folders.find(base);
      if (found == folders.end() || base == code) {
        return Error{ErrorKind::kInput,
                     fmt::format("languages/{}/pack.toml: it extends '{}', which is not there", code, base),
                     "name another pack"};
      }
      ANNALS_TRY(fill(pack, base, found->second));
    }
    ANNALS_TRY(fill(pack, code, folder_files));
  }
  return loaded;
}

}  // namespace annals
