// Plain text: the document's text is the decoded file, unaltered.
#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

int accepts(std::string_view path, std::string_view) { return has_ending(path, {".txt", ".text", ".log"}) ? 80 : 1; }

void read(const Source& source, ReadSource& out) {
  out.media_type = "text/plain";
  DecodedText decoded = decode_text(source.bytes);
  if (decoded.text.size() > kMaxTextBytes) {
    out.unread = "too large: the decoded text is longer than 4 GiB";
    return;
  }
  if (trim(decoded.text).empty()) {
    out.unread = "empty";
    return;
  }
  Document document = new_document(source, out, {});
  document.remarks = std::move(decoded.remarks);
  read_plain_content(std::move(decoded.text), document);
  out.documents.push_back(std::move(document));
}

}  // namespace

const SourceReader kTextReader{"text", accepts, read};

void read_plain_content(std::string content, Document& document) {
  document.text = std::move(content);
  split_plain(document.text, {0, static_cast<uint32_t>(document.text.size())}, document.blocks);
}

}  // namespace annals
