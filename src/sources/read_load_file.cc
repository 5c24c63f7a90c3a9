// Load files on their own: the documents whose text they hold. Texts in files beside them are found where the files are
// (sources/production.h).
#include <fmt/format.h>

#include "base/hash.h"
#include "sources/load_file.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

int accepts(std::string_view path, std::string_view head) { return is_load_file(path, head) ? 96 : 0; }

std::string_view media_type_of(const Source& source) {
  return has_ending(source.path, {".opt"}) ? "text/x-opticon" : "text/x-concordance";
}

void read(const Source& source, ReadSource& out) {
  LoadFile file = parse_load_file(source.path, source.bytes);
  const size_t documents = file.records.size();
  std::erase_if(file.records, [](const LoadRecord& record) { return record.text.empty(); });
  out = read_load_file(source, file.records);
  out.remarks = std::move(file.remarks);
  if (out.documents.empty())
    out.unread =
        fmt::format("a load file of {} documents, whose texts are in other files: name the folder of all", documents);
}

}  // namespace

const SourceReader kLoadFileReader{"load file", accepts, read, true};

ReadSource read_load_file(const Source& source, const std::vector<LoadRecord>& records) {
  ReadSource out;
  out.sha256 = sha256_hex(source.bytes);
  out.media_type = media_type_of(source);
  for (const LoadRecord& record : records) {
    Document document = new_document(source, out, record.begin);
    read_plain_content(record.text, document);
    describe(record, document);
    out.documents.push_back(std::move(document));
  }
  return out;
}

}  // namespace annals
