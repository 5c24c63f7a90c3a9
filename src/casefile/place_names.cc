#include "casefile/place_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "text/utf8.h"

namespace annals {

void PlaceNames::add(const std::string& path, const std::string& file) {
  file_of_[path] = file;
  if (!file.empty()) path_of_[file] = path;
}

void PlaceNames::remove(const std::string& path) {
  const auto found = file_of_.find(path);
  if (found == file_of_.end()) return;
  path_of_.erase(found->second);
  file_of_.erase(found);
}

std::string PlaceNames::name_of(const std::string& file, const std::string& relative) {
  if (const auto known = path_of_.find(file); known != path_of_.end()) return known->second;
  std::string name = relative;
  std::filesystem::path folder = std::filesystem::path(file).parent_path();
  for (auto up = std::count(relative.begin(), relative.end(), '/'); up > 0; --up) folder = folder.parent_path();
  for (;;) {
    const auto taken = file_of_.find(name);
    const bool moved = taken != file_of_.end() && !taken->second.empty() && !std::filesystem::exists(taken->second);
    if (used_.count(name) == 0 && (taken == file_of_.end() || moved)) break;
    const std::string above = escape_malformed(folder.filename().string());
    if (above.empty()) return free_name(file);
    name = above + "/" + name;
    folder = folder.parent_path();
  }
  used_.insert(name);
  add(name, file);
  return name;
}

std::string PlaceNames::free_name(const std::string& wanted) {
  std::string name = wanted;
  for (int copy = 2; !used_.insert(name).second; ++copy) name = fmt::format("{} ({})", wanted, copy);
  return name;
}

std::string PlaceNames::file_of(const std::string& path) const {
  const auto found = file_of_.find(path);
  return found == file_of_.end() ? std::string() : found->second;
}

}  // namespace annals
