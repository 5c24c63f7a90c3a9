#include "sources/sniff.h"

#include <algorithm>
#include <array>

#include "sources/charset.h"

namespace annals {
namespace {

struct Magic {
  std::string_view bytes;
  std::string_view kind;
  size_t at = 0;
};

using namespace std::string_view_literals;

constexpr auto kMagic = std::to_array<Magic>({
    {"%PDF-"sv, "PDF"},
    {"\x89PNG\r\n\x1a\n"sv, "PNG image"},
    {"\xFF\xD8\xFF"sv, "JPEG image"},
    {"GIF87a"sv, "GIF image"},
    {"GIF89a"sv, "GIF image"},
    {"II*\0"sv, "TIFF image"},
    {"MM\0*"sv, "TIFF image"},
    {"WEBP"sv, "WebP image", 8},
    {"PK\x03\x04"sv, "ZIP archive or office file"},
    {"PK\x05\x06"sv, "ZIP archive"},
    {"\x1F\x8B\x08"sv, "gzip archive"},
    {"BZh"sv, "bzip2 archive"},
    {"\xFD"
     "7zXZ\0"sv,
     "xz archive"},
    {"\x28\xB5\x2F\xFD"sv, "Zstandard archive"},
    {"\x04\x22\x4D\x18"sv, "LZ4 archive"},
    {"7z\xBC\xAF\x27\x1C"sv, "7-Zip archive"},
    {"Rar!\x1A\x07"sv, "RAR archive"},
    {"ustar"sv, "tar archive", 257},
    {"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv, "old office file"},
    {"{\\rtf"sv, "RTF"},
    {"SQLite format 3\0"sv, "SQLite database"},
    {"\x7F"
     "ELF"sv,
     "program"},
    {"MZ\x90\0"sv, "program"},
    {"\xCA\xFE\xBA\xBE"sv, "program"},
    {"ID3"sv, "audio"},
    {"OggS"sv, "audio"},
    {"fLaC"sv, "audio"},
    {"ftyp"sv, "video", 4},
    {"RIFF"sv, "audio or video"},
    {"\x1A\x45\xDF\xA3"sv, "video"},
    {"wOFF"sv, "font"},
    {"wOF2"sv, "font"},
});

constexpr size_t kLookedAt = 64 * 1024;

}  // namespace

std::string_view binary_kind(std::string_view bytes) {
  for (const Magic& magic : kMagic) {
    if (bytes.size() >= magic.at && bytes.substr(magic.at).starts_with(magic.bytes)) return magic.kind;
  }
  const std::string_view head = bytes.substr(0, kLookedAt);
  if (!wide_charset(head).empty()) return {};
  size_t nulls = 0;
  size_t controls = 0;
  for (const char c : head) {
    const auto byte = static_cast<unsigned char>(c);
    nulls += byte == 0;
    // Backspace, escape (ISO-2022, terminal colours), form feed and what ends lines are seen in texts.
    controls +=
        byte < 0x20 && byte != '\t' && byte != '\n' && byte != '\r' && byte != '\f' && byte != '\b' && byte != 0x1B;
  }
  // A text with a stray control character is a text; one in fifty is none. NUL hardly ever strays.
  if (nulls * 1000 > head.size() || controls * 50 > head.size()) return "binary data";
  return {};
}

bool has_ending(std::string_view path, std::initializer_list<std::string_view> endings) {
  const auto same = [](char a, char b) { return (a >= 'A' && a <= 'Z' ? static_cast<char>(a + 32) : a) == b; };
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) {
    return path.size() > ending.size() &&
           std::equal(ending.begin(), ending.end(), path.end() - static_cast<std::ptrdiff_t>(ending.size()),
                      [&](char wanted, char c) { return same(c, wanted); });
  });
}

}  // namespace annals
