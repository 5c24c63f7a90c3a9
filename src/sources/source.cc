#include "sources/source.h"

#include <fmt/format.h>

#include <algorithm>
#include <exception>
#include <map>
#include <new>
#include <utility>

#include "base/hash.h"
#include "sources/production.h"
#include "sources/readers.h"
#include "sources/sniff.h"
#include "sources/workers.h"

namespace annals {
namespace {

constexpr size_t kHead = 4096;  // bytes that readers may look at to know their format
constexpr std::string_view kNothingRead = "nothing in the ";

// What is left of the limits for a source with all that is inside it.
struct Budget {
  uint64_t bytes = kMaxUnpacked;
  size_t parts = kMaxSourceParts;
  Workers* workers = nullptr;
};

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

const SourceReader& surest_reader(std::string_view path, std::string_view head) {
  const SourceReader* surest = nullptr;
  int best = 0;
  for (const SourceReader& reader : source_readers()) {
    const int sure = reader.accepts(path, head);
    if (sure > best) {
      surest = &reader;
      best = sure;
    }
  }
  return *surest;  // the text reader takes anything
}

ReadSource read_within(Source source, Budget& budget);

// The source itself came out of its packing: what is inside takes its place.
void take_whole(const Source& source, const std::string& name, ReadSource inner, ReadSource& out) {
  out.media_type = std::move(inner.media_type);
  out.unread = std::move(inner.unread);
  out.remarks.insert(out.remarks.end(), inner.remarks.begin(), inner.remarks.end());
  for (Document& document : inner.documents) {
    // Documents are named after the file as it was source.
    document.id = source.path + document.id.substr(name.size());
    document.path = source.path;
    document.source_sha256 = out.sha256;
    out.documents.push_back(std::move(document));
  }
}

void take_part(const Source& source, const SourcePart& part, ReadSource inner, ReadSource& out) {
  const bool has_parent = part.parent < out.documents.size();
  // Where nothing of several files was read, what they say of themselves is the reason.
  const bool told = !has_parent && !inner.remarks.empty() && inner.unread.starts_with(kNothingRead);
  if (inner.documents.empty() && !inner.unread.empty() && !told) {
    auto& remarks = has_parent ? out.documents[part.parent].remarks : out.remarks;
    remarks.push_back({"part-unread", fmt::format("{}: {}", part.name, inner.unread), {}});
  }
  for (Remark& remark : inner.remarks) {
    remark.message = fmt::format("{}: {}", part.name, remark.message);
    out.remarks.push_back(std::move(remark));
  }
  const std::string above =
      has_parent ? fmt::format("{}/", out.documents[part.parent].id) : fmt::format("{}#", source.path);
  for (Document& document : inner.documents) {
    document.id = above + document.id;
    document.path = source.path;
    document.source_sha256 = out.sha256;
    // A file without a date of its own is as old as the message that brought it.
    if (document.published.empty() && has_parent) {
      const Document& parent = out.documents[part.parent];
      document.published = parent.published;
      document.published_time = parent.published_time;
      document.published_basis = parent.published_basis;
    }
    out.documents.push_back(std::move(document));
  }
}

// What the files are to a production that was packed whole.
std::map<std::string, ProducedFile> find_produced(const std::vector<SourcePart>& parts) {
  std::vector<InputFile> files;
  files.reserve(parts.size());
  for (const SourcePart& part : parts) files.push_back({part.name, "/" + part.name, part.bytes.size()});
  return find_productions(files, [&](const InputFile& file, uint64_t most) {
    return parts[static_cast<size_t>(&file - files.data())].bytes.substr(0, most);
  });
}

void read_parts(const Source& source, Budget& budget, ReadSource& out) {
  using Role = ProducedFile::Role;
  std::vector<SourcePart> parts = std::exchange(out.parts, {});
  const std::map<std::string, ProducedFile> produced = find_produced(parts);
  std::map<std::string_view, const SourcePart*> by_name;
  for (const SourcePart& part : parts) by_name.emplace(part.name, &part);
  const auto source_of = [&](const SourcePart& part, std::string bytes) {
    return Source{part.name, std::move(bytes), source.depth + 1};
  };
  size_t left_out = 0;
  size_t companions = 0;
  for (SourcePart& part : parts) {
    if (budget.parts == 0 || budget.bytes < part.bytes.size()) {
      ++left_out;
      continue;
    }
    --budget.parts;
    budget.bytes -= part.bytes.size();
    const auto known = produced.find(part.name);
    const ProducedFile file = known == produced.end() ? ProducedFile() : known->second;
    if (file.role == Role::kCompanion) {
      ++companions;
      continue;
    }
    std::vector<Source> files;
    files.push_back(source_of(part, std::move(part.bytes)));
    for (const std::string& more : file.more) {
      const auto found = by_name.find(more);
      if (found != by_name.end()) files.push_back(source_of(*found->second, found->second->bytes));
    }
    ReadSource inner =
        read_as_produced(std::move(files), file, [&](Source one) { return read_within(std::move(one), budget); });
    if (part.whole) {
      take_whole(source, part.name, std::move(inner), out);
    } else {
      if (file.role == Role::kLoadFile && inner.documents.empty()) inner.unread.clear();  // others hold what it says
      take_part(source, part, std::move(inner), out);
    }
  }
  if (companions > 0)
    out.remarks.push_back(
        {"part-of", fmt::format("{} files belong to documents whose text is read from others", companions), {}});
  if (left_out == 0) return;
  out.remarks.push_back({"part-limit",
                         fmt::format("{} files inside were left out: more than {} files or {} bytes in one source",
                                     left_out, kMaxSourceParts, kMaxUnpacked),
                         {}});
}

ReadSource read_within(Source source, Budget& budget) {
  ReadSource out;
  out.sha256 = sha256_hex(source.bytes);
  if (source.bytes.empty()) {
    out.unread = "empty";
    return out;
  }
  if (source.depth > kMaxContainers) {
    out.unread = fmt::format("nested deeper than {} containers", kMaxContainers);
    return out;
  }
  if (source.bytes.size() > kMaxTextBytes) {
    out.unread = fmt::format("too large: {} bytes, more than the limit of {}", source.bytes.size(), kMaxTextBytes);
    return out;
  }
  const SourceReader& reader = surest_reader(source.path, std::string_view(source.bytes).substr(0, kHead));
  if (const std::string_view kind = reader.binary ? std::string_view{} : binary_kind(source.bytes); !kind.empty()) {
    out.media_type = "application/octet-stream";
    out.unread = fmt::format("binary ({})", kind);
    return out;
  }
  source.most_unpacked = std::min(budget.bytes, kMaxUnpackedAtOnce);
  if (reader.apart && budget.workers != nullptr) {
    budget.workers->read(reader, source, out);
  } else {
    read_in_process(reader, source, out);
  }
  const size_t parts = out.parts.size();
  if (!out.unread.empty()) out.documents.clear();
  if (out.unread.empty()) read_parts(source, budget, out);
  if (out.unread.empty() && out.documents.empty()) {
    out.unread = parts == 0            ? "empty"
                 : out.remarks.empty() ? fmt::format("{}{} files inside could be read", kNothingRead, parts)
                                       : fmt::format("{}{} files inside could be read; the first: {}", kNothingRead,
                                                     parts, out.remarks.front().message);
  }
  make_ids_unique(out.documents);
  return out;
}

}  // namespace

const std::vector<SourceReader>& source_readers() {
  static const std::vector<SourceReader> kReaders = {
      kHtmlReader,  kMailReader,     kMboxReader,       kSavedPageReader, kFeedReader,     kJsonLinesReader,
      kJsonReader,  kCsvReader,      kWhatsAppReader,   kChatPageReader,  kSubtitleReader, kMarkdownReader,
      kGzipReader,  kArchiveReader,  kCompressedReader, kRtfReader,       kWarcReader,     kPdfReader,
      kImageReader, kLoadFileReader, kOutlookReader,    kMailStoreReader, kTnefReader,     kTextReader};
  return kReaders;
}

ReadSource read_source(Source source, Workers* workers) {
  Budget budget;
  budget.workers = workers;
  return read_within(std::move(source), budget);
}

void read_in_process(const SourceReader& reader, const Source& source, ReadSource& out) {
  // Readers convert what their libraries throw; what is left is a defect of ours or no memory, and costs this source
  // only.
  try {
    reader.read(source, out);
  } catch (const Bug& bug) {
    out.unread = fmt::format("the reader failed: {} ({})", bug.why, bug.where);
  } catch (const std::bad_alloc&) {
    out.unread = "its reader needed more memory than it may have";
  } catch (const std::exception& failure) {
    out.unread = fmt::format("the reader failed: {}", failure.what());
  }
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
