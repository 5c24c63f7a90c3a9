// gzip: one file inside, read as what it is.
#include <fmt/format.h>

#include "sources/inflate.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

constexpr uint64_t kMaxInflated = uint64_t{1} << 30;  // bytes: a file of this size is a bomb more often than a text

int accepts(std::string_view, std::string_view head) { return head.starts_with("\x1F\x8B\x08") ? 96 : 0; }

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/gzip";
  // Less at each level, so that archives in archives do not add up.
  const uint64_t limit = kMaxInflated >> (2 * source.depth);
  Inflated inflated = inflate_bytes(source.bytes, limit);
  if (inflated.too_large) {
    out.unread = fmt::format("too large: more than {} bytes when unpacked", limit);
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
  if (has_ending(name, {".tgz"})) name.resize(name.size() - 4);
  ReadSource inner = read_source({std::move(name), std::move(inflated.bytes), source.depth + 1});
  out.media_type = inner.media_type;
  out.unread = std::move(inner.unread);
  out.remarks.insert(out.remarks.end(), inner.remarks.begin(), inner.remarks.end());
  out.documents = std::move(inner.documents);
  for (Document& document : out.documents) {
    // Documents are named after the file as it was given.
    document.id = source.path + document.id.substr(document.path.size());
    document.path = source.path;
    document.source_sha256 = out.sha256;
  }
}

}  // namespace

const SourceReader kGzipReader{"gzip", accepts, read, true};

}  // namespace annals
