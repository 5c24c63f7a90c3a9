#include "sources/source.h"

#include <fmt/format.h>

#include <exception>
#include <map>

#include "base/hash.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

constexpr size_t kHead = 4096;  // bytes that readers may look at to know their format

constexpr uint32_t kMaxDepth = 8;  // files in messages in messages …: people nest two or three deep

// Message ids and line ids may repeat inside one source: the second becomes `ID~2`.
void make_ids_unique(std::vector<Document>& documents) {
  std::map<std::string, size_t> seen;
  for (Document& document : documents) {
    const size_t times = ++seen[document.id];
    if (times == 1) continue;
    document.id = fmt::format("{}~{}", document.id, times);
    seen.emplace(document.id, 1);
  }
}

}  // namespace

const std::vector<SourceReader>& source_readers() {
  static const std::vector<SourceReader> kReaders = {kHtmlReader,      kMailReader,     kMboxReader,
                                                     kJsonLinesReader, kMarkdownReader, kGzipReader,
                                                     kWarcReader,      kPdfReader,      kTextReader};
  return kReaders;
}

ReadSource read_source(const Source& source) {
  ReadSource out;
  out.sha256 = sha256_hex(source.bytes);
  if (source.bytes.empty()) {
    out.unread = "empty";
    return out;
  }
  if (source.depth > kMaxDepth) {
    out.unread = fmt::format("nested deeper than {} containers", kMaxDepth);
    return out;
  }
  if (source.bytes.size() > kMaxTextBytes) {
    out.unread = fmt::format("too large: {} bytes, more than the limit of {}", source.bytes.size(), kMaxTextBytes);
    return out;
  }
  const std::string_view head = std::string_view(source.bytes).substr(0, kHead);
  const SourceReader* surest = nullptr;
  int best = 0;
  for (const SourceReader& reader : source_readers()) {
    const int sure = reader.accepts(source.path, head);
    if (sure > best) {
      surest = &reader;
      best = sure;
    }
  }
  if (const std::string_view kind = surest->binary ? std::string_view{} : binary_kind(source.bytes); !kind.empty()) {
    out.media_type = "application/octet-stream";
    out.unread = fmt::format("binary ({})", kind);
    return out;
  }
  // Readers convert what their libraries throw; what is left is a defect of ours or no memory, and costs this source
  // only.
  try {
    surest->read(source, out);
  } catch (const Bug& bug) {
    out.unread = fmt::format("the reader failed: {} ({})", bug.why, bug.where);
  } catch (const std::exception& failure) {
    out.unread = fmt::format("the reader failed: {}", failure.what());
  }
  if (!out.unread.empty()) out.documents.clear();
  if (out.unread.empty() && out.documents.empty()) out.unread = "empty";
  make_ids_unique(out.documents);
  return out;
}

Document new_document(const Source& source, const ReadSource& out, std::string_view part) {
  Document document;
  document.path = source.path;
  document.id = part.empty() ? source.path : fmt::format("{}#{}", source.path, part);
  document.media_type = out.media_type;
  document.sha256 = out.sha256;
  document.source_sha256 = out.sha256;
  return document;
}

void read_content(std::string content, std::string_view media_type, Document& document) {
  if (media_type == "text/html" || media_type == "application/xhtml+xml") {
    read_html_content(content, HtmlExtent::kMainContent, document);
  } else if (media_type == "text/markdown") {
    read_markdown_content(content, document);
  } else {
    read_plain_content(std::move(content), document);
  }
}

}  // namespace annals
