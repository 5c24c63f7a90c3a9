// Archives of any kind that libarchive knows, unpacked into memory under limits. Nothing is written anywhere: names are
// only shown.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "sources/document.h"

namespace annals {

struct ArchiveFile {
  std::string name;  ///< well-formed UTF-8, with `/`, neither absolute nor climbing
  std::string bytes;
};

/// What came out before the archive ended, was found damaged, or reached a limit.
struct UnpackedArchive {
  std::vector<ArchiveFile> files;  ///< in the archive's order
  std::vector<Remark> remarks;
  bool whole = true;

  /// The file of that name, or nullptr.
  const ArchiveFile* find(std::string_view name) const;
};

/// Unpacks the files whose name is `wanted`. Links, devices, folders and what is encrypted are left out with a remark.
UnpackedArchive unpack_archive(std::string_view bytes, uint64_t most_bytes,
                               const std::function<bool(std::string_view name)>& wanted);

/// The one file inside compressed bytes (gzip, bzip2, xz, zstd, lzma …).
UnpackedArchive unpack_compressed(std::string_view bytes, uint64_t most_bytes);

}  // namespace annals
