// Archives for tests, good ones and hostile ones.
#pragma once

#include <archive.h>
#include <archive_entry.h>

#include <string>
#include <vector>

namespace annals::testing {

struct PackedFile {
  std::string name;
  std::string bytes;
  std::string link_to = {};  ///< a symbolic link instead of a file
  unsigned type = AE_IFREG;  ///< or AE_IFCHR …
};

/// `format` as libarchive calls it: "zip", "7zip", "ustar".
inline std::string make_archive(const char* format, const std::vector<PackedFile>& files) {
  size_t room = 1 << 16;
  for (const PackedFile& file : files) room += file.bytes.size() + 4096;
  std::string out(room, '\0');
  size_t used = 0;
  archive* writer = archive_write_new();
  archive_write_set_format_by_name(writer, format);
  archive_write_set_bytes_in_last_block(writer, 1);
  archive_write_open_memory(writer, out.data(), out.size(), &used);
  for (const PackedFile& file : files) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname_utf8(entry, file.name.c_str());
    archive_entry_set_perm(entry, 0644);
    archive_entry_set_filetype(entry, file.link_to.empty() ? file.type : AE_IFLNK);
    if (!file.link_to.empty()) archive_entry_set_symlink(entry, file.link_to.c_str());
    const bool regular = file.link_to.empty() && file.type == AE_IFREG;
    archive_entry_set_size(entry, regular ? static_cast<la_int64_t>(file.bytes.size()) : 0);
    archive_write_header(writer, entry);
    if (regular) archive_write_data(writer, file.bytes.data(), file.bytes.size());
    archive_entry_free(entry);
  }
  archive_write_close(writer);
  archive_write_free(writer);
  out.resize(used);
  return out;
}

}  // namespace annals::testing
