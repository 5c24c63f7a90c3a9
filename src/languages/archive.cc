#include "languages/archive.h"

#include <charconv>

namespace annals {

Result<std::map<std::string, std::string_view, std::less<>>> read_archive(std::string_view archive) {
  std::map<std::string, std::string_view, std::less<>> files;
  const Error broken{ErrorKind::kInternal, "the files inside the program are damaged", "build the program again"};
  while (!archive.empty()) {
    const size_t name_end = archive.find('\n');
    const size_t size_end = name_end == std::string_view::npos ? name_end : archive.find('\n', name_end + 1);
    if (size_end == std::string_view::npos) return broken;
    size_t size = 0;
    std::from_chars(archive.data() + name_end + 1, archive.data() + size_end, size);
    if (size > archive.size() - size_end - 1) return broken;
    files.emplace(archive.substr(0, name_end), archive.substr(size_end + 1, size));
    archive.remove_prefix(size_end + 1 + size);
  }
  return files;
}

}  // namespace annals
