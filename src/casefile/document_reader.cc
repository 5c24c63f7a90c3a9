#include "casefile/document_reader.h"

#include <fmt/format.h>

#include "base/hash.h"

namespace annals {
namespace {

Remark defect(const std::string& name, const Bug& bug) {
  return {
      "defect", fmt::format("{}: not read because of a defect in the program: {} ({})", name, bug.why, bug.where), {}};
}

}  // namespace

DocumentReader::DocumentReader(const LanguageSet& languages)
    : languages_(languages),
      finisher_(languages.languages()),
      version_(fmt::format("{}+{}", reading_version(), languages.languages().version())) {}

void DocumentReader::finish(ReadSource& source) const {
  for (Document& document : source.documents) {
    try {
      finisher_.finish(document);
    } catch (const Bug& bug) {
      source.remarks.push_back(defect(document.id, bug));
    }
  }
}

ReadSource DocumentReader::read(const Source& source) const {
  try {
    ReadSource read = read_source(source);
    finish(read);
    return read;
  } catch (const Bug& bug) {
    ReadSource unread;
    unread.sha256 = sha256_hex(source.bytes);
    unread.media_type = "application/octet-stream";
    unread.unread = defect(source.path, bug).message;
    return unread;
  }
}

Result<ReadSource> DocumentReader::read_line(std::string_view line, size_t number) const {
  std::string problem;
  auto document = read_json_document(line, number, problem);
  if (!document) return Error{ErrorKind::kInput, fmt::format("line {}: {}", number, problem), {}};
  ReadSource read;
  read.sha256 = sha256_hex(line);
  read.media_type = document->media_type;
  document->source_sha256 = read.sha256;
  read.documents.push_back(std::move(*document));
  finish(read);
  return read;
}

Reading DocumentReader::read(const Document& document, std::vector<Remark>& remarks) const {
  try {
    return read_document(document, languages_);
  } catch (const Bug& bug) {
    remarks.push_back(defect(document.id, bug));
    return {};
  }
}

}  // namespace annals
