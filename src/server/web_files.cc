#include "server/web_files.h"

#include "languages/archive.h"

extern "C" const char annals_web_begin[];  // NOLINT(readability-identifier-naming): made by the build
extern "C" const char annals_web_end[];    // NOLINT(readability-identifier-naming)

namespace annals {

const std::map<std::string, std::string_view, std::less<>>& web_files() {
  static const auto kFiles = [] {
    std::map<std::string, std::string_view, std::less<>> files;
    const auto archive = read_archive({annals_web_begin, static_cast<size_t>(annals_web_end - annals_web_begin)});
    if (!archive) return files;
    for (const auto& [name, bytes] : *archive) files.emplace(name.substr(name.find('/') + 1), bytes);
    return files;
  }();
  return kFiles;
}

std::string_view media_type_of(std::string_view name) {
  const auto ends = [&](std::string_view ending) { return name.ends_with(ending); };
  if (ends(".html")) return "text/html; charset=utf-8";
  if (ends(".js")) return "text/javascript; charset=utf-8";
  if (ends(".css")) return "text/css; charset=utf-8";
  if (ends(".svg")) return "image/svg+xml";
  if (ends(".json")) return "application/json; charset=utf-8";
  return "application/octet-stream";
}

}  // namespace annals
