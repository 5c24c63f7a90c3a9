// PDF, by poppler's pdftotext in a process of its own.
#include <fmt/format.h>

#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/child.h"
#include "sources/readers.h"

namespace annals {
namespace {

int accepts(std::string_view, std::string_view head) { return head.starts_with("%PDF-") ? 97 : 0; }

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/pdf";
  const ChildOutput output = run_child({"pdftotext", "-enc", "UTF-8", "-eol", "unix", "-", "-"}, source.bytes, {});
  if (output.failure == "not installed") {
    out.unread = "PDF: needs the program pdftotext (package poppler-utils)";
    return;
  }
  if (!output.failure.empty() && output.bytes.empty()) {
    out.unread = fmt::format("PDF: pdftotext {}", output.failure);
    return;
  }
  DecodedText decoded = decode_text(output.bytes, "utf-8");
  if (trim(decoded.text).empty()) {
    out.unread = "PDF without text: only pictures of pages, perhaps";
    return;
  }
  Document document = new_document(source, out, {});
  document.remarks = std::move(decoded.remarks);
  if (!output.failure.empty())
    document.remarks.push_back({"truncated", fmt::format("the text is not whole: pdftotext {}", output.failure), {}});
  TextBuilder(document).add_plain(decoded.text);
  out.documents.push_back(std::move(document));
}

}  // namespace

const SourceReader kPdfReader{"pdf", accepts, read, true};

}  // namespace annals
