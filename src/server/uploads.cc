#include "server/uploads.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "base/file.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kLongestName = 200;  // bytes; file systems take 255
constexpr int kMostOfOneName = 10000;

}  // namespace

bool is_file_name(std::string_view name) {
  const auto unfit = [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F || c == '/' || c == '\\';
  };
  return !name.empty() && name.size() <= kLongestName && name.front() != '.' && is_utf8(name) &&
         std::none_of(name.begin(), name.end(), unfit);
}

Result<std::string> keep_upload(const std::string& folder, const std::string& name, std::string_view bytes) {
  namespace fs = std::filesystem;
  const fs::path wanted = fs::path(folder) / name;
  for (int number = 1; number < kMostOfOneName; ++number) {
    const fs::path path = number == 1 ? wanted
                                      : fs::path(folder) / fmt::format("{} ({}){}", wanted.stem().string(), number,
                                                                       wanted.extension().string());
    std::error_code failed;
    if (fs::exists(fs::symlink_status(path, failed))) {
      const auto there = read_file(path.string());
      if (there && *there == bytes) return path.string();
      continue;
    }
    ANNALS_TRY(write_file(path.string(), bytes));
    return path.string();
  }
  return Error{ErrorKind::kOutput, fmt::format("{}: cannot be kept", name), {}};
}

}  // namespace annals
