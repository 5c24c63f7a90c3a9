// Pictures: the text in them is recognised.
#include <fmt/format.h>

#include "sources/ocr.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

using namespace std::string_view_literals;

struct PictureKind {
  std::string_view magic;
  std::string_view media_type;
  size_t at = 0;
};

constexpr PictureKind kKinds[] = {{"\x89PNG\r\n\x1a\n"sv, "image/png"},
                                  {"\xFF\xD8\xFF"sv, "image/jpeg"},
                                  {"II*\0"sv, "image/tiff"},
                                  {"MM\0*"sv, "image/tiff"},
                                  {"GIF8"sv, "image/gif"},
                                  {"WEBP"sv, "image/webp", 8},
                                  {"BM"sv, "image/bmp"}};

std::string_view kind_of(std::string_view path, std::string_view head) {
  for (const PictureKind& kind : kKinds) {
    if (head.size() < kind.at || !head.substr(kind.at).starts_with(kind.magic)) continue;
    // Two letters begin many files.
    if (kind.magic == "BM"sv && !has_ending(path, {".bmp"})) continue;
    return kind.media_type;
  }
  return {};
}

int accepts(std::string_view path, std::string_view head) { return kind_of(path, head).empty() ? 0 : 96; }

void read(const Source& source, ReadSource& out) {
  out.media_type = kind_of(source.path, source.bytes);
  const Recognised recognised = recognise(source.bytes, 1);
  if (!recognised.failure.empty()) {
    out.unread = recognised.failure;
    return;
  }
  Document document = new_document(source, out, {});
  write_pages({recognised.page}, document);
  document.remarks.push_back(
      {"recognised",
       fmt::format("the text was recognised in a picture (OCR), with a confidence of {:.0f} of 100",
                   recognised.confidence),
       {}});
  out.documents.push_back(std::move(document));
}

}  // namespace

const SourceReader kImageReader{"image", accepts, read, true};

}  // namespace annals
