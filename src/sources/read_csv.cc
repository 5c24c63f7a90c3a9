// CSV and TSV: each row a line, with tabs between the cells.
#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/delimited.h"
#include "sources/office.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

int accepts(std::string_view path, std::string_view) { return has_ending(path, {".csv", ".tsv"}) ? 90 : 0; }

void read(const Source& source, ReadSource& out) {
  out.media_type = "text/csv";
  DecodedText decoded = decode_text(source.bytes);
  Document document = new_document(source, out, {});
  document.remarks = std::move(decoded.remarks);
  TextBuilder builder(document);
  const std::string separator = has_ending(source.path, {".tsv"}) ? "\t" : guess_separator(decoded.text);
  for (const DelimitedRow& row : parse_delimited(decoded.text, {separator, "\"", {}, false})) add_row(row, builder);
  if (document.text.empty()) {
    out.unread = "empty";
    return;
  }
  out.documents.push_back(std::move(document));
}

}  // namespace

const SourceReader kCsvReader{"csv", accepts, read};

}  // namespace annals
