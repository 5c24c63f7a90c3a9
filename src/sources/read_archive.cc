// Archives (zip, tar, 7z, rar) and single compressed files (bzip2, xz, zstd, lz4): what is inside is read as sources.
#include <fmt/format.h>

#include "sources/archive.h"
#include "sources/office.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

using namespace std::string_view_literals;

bool is_zip(std::string_view head) { return head.starts_with("PK\x03\x04"sv) || head.starts_with("PK\x05\x06"sv); }

int accepts_archive(std::string_view, std::string_view head) {
  const bool known = is_zip(head) || head.starts_with("7z\xBC\xAF\x27\x1C"sv) || head.starts_with("Rar!\x1A\x07"sv) ||
                     (head.size() > 262 && head.substr(257).starts_with("ustar"sv));
  return known ? 96 : 0;
}

std::string_view media_type_of(std::string_view bytes) {
  if (is_zip(bytes)) return "application/zip";
  if (bytes.starts_with("7z")) return "application/x-7z-compressed";
  if (bytes.starts_with("Rar!")) return "application/vnd.rar";
  return "application/x-tar";
}

void read_archive(const Source& source, ReadSource& out) {
  out.media_type = media_type_of(source.bytes);
  UnpackedArchive unpacked = unpack_archive(source.bytes, source.most_unpacked, [](std::string_view) { return true; });
  // An office file under any name is one document.
  if (is_zip(source.bytes) && read_office(unpacked, source, out)) return;
  out.remarks = std::move(unpacked.remarks);
  for (ArchiveFile& file : unpacked.files) out.parts.push_back({std::move(file.name), std::move(file.bytes)});
  if (!out.parts.empty()) return;
  out.unread = out.remarks.empty() ? "an archive with nothing in it"
                                   : fmt::format("an archive: {}", out.remarks.front().message);
}

int accepts_compressed(std::string_view, std::string_view head) {
  const bool known = head.starts_with("BZh"sv) || head.starts_with("\xFD\x37\x7A\x58\x5A\0"sv) ||
                     head.starts_with("\x28\xB5\x2F\xFD"sv) || head.starts_with("\x04\x22\x4D\x18"sv);
  return known ? 96 : 0;
}

void read_compressed(const Source& source, ReadSource& out) {
  out.media_type = "application/octet-stream";
  UnpackedArchive unpacked = unpack_compressed(source.bytes, source.most_unpacked);
  out.remarks = std::move(unpacked.remarks);
  if (unpacked.files.empty()) {
    out.unread = fmt::format("compressed: {}", out.remarks.front().message);
    return;
  }
  std::string name = source.path;
  for (const auto& [ending, plain] : {std::pair{".bz2"sv, ""sv},
                                      {".xz", ""},
                                      {".zst", ""},
                                      {".lz4", ""},
                                      {".tbz2", ".tar"},
                                      {".txz", ".tar"},
                                      {".tzst", ".tar"}}) {
    if (!has_ending(name, {ending})) continue;
    name.replace(name.size() - ending.size(), ending.size(), plain);
    break;
  }
  out.parts.push_back({std::move(name), std::move(unpacked.files.front().bytes), SourcePart::kWholeSource, true});
}

}  // namespace

const SourceReader kArchiveReader{"archive", accepts_archive, read_archive, true, true};
const SourceReader kCompressedReader{"compressed", accepts_compressed, read_compressed, true, true};

}  // namespace annals
