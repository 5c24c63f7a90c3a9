#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <system_error>

#include "sources/source.h"
#include "text/utf8.h"

namespace annals {
namespace {

namespace fs = std::filesystem;

Error input_error(const std::string& path, std::string_view what, std::string advice = {}) {
  return {ErrorKind::kInput, fmt::format("{}: {}", path, what), std::move(advice)};
}

bool is_maildir(const std::string& folder) {
  std::error_code failed;
  return fs::is_directory(folder + "/cur", failed) && fs::is_directory(folder + "/new", failed);
}

// Whether `path` is `folder` or lies below it; both canonical.
bool is_within(const fs::path& path, const fs::path& folder) {
  return std::mismatch(folder.begin(), folder.end(), path.begin(), path.end()).first == folder.end();
}

// Walks folders with a list of its own, so that depth costs no stack.
class Walk {
 public:
  Walk(const std::vector<std::string>& inputs, const std::function<void(const Error&)>& problem,
       std::vector<FoundFile>& found)
      : problem_(problem), found_(found) {
    for (const std::string& input : inputs) {
      std::error_code failed;
      fs::path canonical = fs::canonical(input, failed);
      if (!failed) given_.push_back(std::move(canonical));
    }
  }

  void input(const std::string& given) {
    std::error_code failed;
    const fs::file_status status = fs::status(given, failed);
    if (status.type() == fs::file_type::not_found) {
      problem_(input_error(given, "no such file or folder", "check the spelling of the path"));
    } else if (failed) {
      problem_(input_error(given, failed.message()));
    } else if (fs::is_directory(status)) {
      folder(given);
    } else if (fs::is_regular_file(status)) {
      file(given, fs::path(given).filename().string());
    } else {
      problem_(input_error(given, "neither a file nor a folder"));
    }
  }

 private:
  void folder(const std::string& given) {
    std::error_code failed;
    const fs::path canonical = fs::canonical(given, failed);
    // `.` and `a/..` have no name of their own to show.
    const std::string name = failed ? given : canonical.filename().string();
    std::vector<std::pair<std::string, std::string>> waiting = {{given, name}};
    while (!waiting.empty()) {
      const auto [path, shown] = std::move(waiting.back());
      waiting.pop_back();
      const fs::path real = fs::canonical(path, failed);
      if (failed) {
        problem_(input_error(path, failed.message()));
        continue;
      }
      if (!folders_.insert(real.string()).second) continue;
      fs::directory_iterator entries(path, failed);
      if (failed) {
        problem_(input_error(path, fmt::format("folder cannot be read: {}", failed.message())));
        continue;
      }
      const bool maildir = is_maildir(path);
      std::vector<std::string> names;
      for (; entries != fs::directory_iterator(); entries.increment(failed)) {
        std::string entry = entries->path().filename().string();
        // A Maildir's folders begin with a dot; what is in its tmp has not arrived.
        const bool part = maildir ? entry != "tmp" && (!entry.starts_with('.') || is_maildir(path + "/" + entry))
                                  : !entry.starts_with('.');
        if (part) names.push_back(std::move(entry));
        if (failed) break;
      }
      // In byte order, so that which of two links to one folder is followed does not depend on the disk.
      std::sort(names.begin(), names.end(), std::greater<>());
      std::vector<std::string> files;
      for (const std::string& entry : names) {
        const std::string inner = path.ends_with('/') ? path + entry : path + "/" + entry;
        const fs::file_status status = fs::status(inner, failed);
        if (status.type() == fs::file_type::not_found || status.type() == fs::file_type::none) {
          problem_(input_error(inner, "the link leads nowhere"));
        } else if (!fs::is_directory(status) && !fs::is_regular_file(status)) {
          continue;
        } else if (leads_out(inner)) {
          problem_(input_error(
              inner,
              fmt::format("a link out of the folder, to {}: not followed", fs::read_symlink(inner, failed).string()),
              "to read what it leads to, name that as an input of its own"));
        } else if (fs::is_directory(status)) {
          waiting.emplace_back(inner, shown + "/" + entry);
        } else {
          file(inner, shown + "/" + entry);
        }
      }
    }
  }

  // Whether `path`, found in a folder, is a link to what lies outside of all inputs. The folder may come from
  // strangers, and what else lies on this machine is not theirs to show.
  bool leads_out(const std::string& path) const {
    std::error_code failed;
    if (!fs::is_symlink(fs::symlink_status(path, failed))) return false;
    const fs::path target = fs::canonical(path, failed);
    return failed ||
           std::none_of(given_.begin(), given_.end(), [&](const auto& root) { return is_within(target, root); });
  }

  void file(const std::string& path, const std::string& shown) {
    if (::access(path.c_str(), R_OK) != 0) {
      problem_(input_error(path, "not readable: permission denied"));
      return;
    }
    found_.push_back({path, escape_malformed(shown)});
  }

  const std::function<void(const Error&)>& problem_;
  std::vector<FoundFile>& found_;
  std::vector<fs::path> given_;  // the inputs, canonical
  std::set<std::string> folders_;
};

}  // namespace

std::vector<FoundFile> find_files(const std::vector<std::string>& inputs,
                                  const std::function<void(const Error&)>& problem) {
  std::vector<FoundFile> found;
  // Inputs in byte order: the result does not depend on the order of arguments.
  std::vector<std::string> sorted = inputs;
  std::sort(sorted.begin(), sorted.end());
  Walk walk(sorted, problem, found);
  for (const std::string& input : sorted) walk.input(input);

  const auto by_shown = [](const FoundFile& a, const FoundFile& b) {
    return std::tie(a.relative, a.path) < std::tie(b.relative, b.path);
  };
  std::sort(found.begin(), found.end(), by_shown);
  std::set<std::string> seen;
  std::erase_if(found, [&](const FoundFile& file) {
    std::error_code failed;
    return !seen.insert(fs::canonical(file.path, failed).string()).second;
  });
  std::map<std::string, size_t> times;
  for (const FoundFile& file : found) ++times[file.relative];
  for (FoundFile& file : found) {
    if (times[file.relative] > 1) file.relative = escape_malformed(fs::path(file.path).lexically_normal().string());
  }
  std::sort(found.begin(), found.end(), by_shown);
  return found;
}

}  // namespace annals
