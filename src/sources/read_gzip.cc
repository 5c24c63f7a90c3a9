// gzip: one file inside, read as what it is.
#include <fmt/format.h>

#include "sources/inflate.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

int accepts(std::string_view, std::string_view head) { return head.starts_with("\x1F\x8B\x08") ? 96 : 0; }

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/gzip";
  Inflated inflated = inflate_bytes(source.bytes, source.most_unpacked);
  if (inflated.too_large) {
    out.unread = fmt::format("too large: more than {} bytes when unpacked", source.most_unpacked);
    return;
  }
  if (inflated.damaged) {
    out.remarks.push_back(
        {"truncated",
         fmt::format("the archive is cut off or damaged after {} unpacked bytes", inflated.bytes.size()),
         {}});
  }
  std::string name = source.path;
  if (has_ending(name, {".gz"})) name.resize(name.size() - 3);
  if (has_ending(name, {".tgz"})) name.replace(name.size() - 4, 4, ".tar");
  out.parts.push_back({std::move(name), std::move(inflated.bytes), SourcePart::kWholeSource, true});
}

}  // namespace

const SourceReader kGzipReader{"gzip", accepts, read, true, true};

}  // namespace annals
