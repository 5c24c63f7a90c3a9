// Pages that a browser saved whole (.mhtml, .mht): a MIME message whose root is the page.
#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/mime.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

constexpr int kMaxParts = 10000;  // pictures of a page

// The first HTML part; what it shows besides stands behind it.
GMimePart* find_page(GMimeObject* object) {
  if (object == nullptr) return nullptr;
  if (GMIME_IS_PART(object)) {
    const std::string type = media_type(object);
    return type == "text/html" || type == "application/xhtml+xml" ? GMIME_PART(object) : nullptr;
  }
  if (!GMIME_IS_MULTIPART(object)) return nullptr;
  GMimeMultipart* multipart = GMIME_MULTIPART(object);
  const int count = std::min(g_mime_multipart_get_count(multipart), kMaxParts);
  for (int i = 0; i < count; ++i) {
    GMimeObject* part = g_mime_multipart_get_part(multipart, i);
    // A page inside frames is one level further down; no saved page has more.
    if (GMIME_IS_MULTIPART(part)) part = g_mime_multipart_get_part(GMIME_MULTIPART(part), 0);
    if (part != nullptr && GMIME_IS_PART(part) && media_type(part) == "text/html") return GMIME_PART(part);
  }
  return nullptr;
}

int accepts(std::string_view path, std::string_view head) {
  if (has_ending(path, {".mht", ".mhtml"})) return 96;
  return head.find("Snapshot-Content-Location:") != std::string_view::npos ? 96 : 0;
}

void read(const Source& source, ReadSource& out) {
  start_gmime();
  out.media_type = "multipart/related";
  const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(source.bytes.data(), source.bytes.size()));
  const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
  g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
  const Owned<GMimeMessage> message(g_mime_parser_construct_message(parser.get(), nullptr));
  GMimePart* page = message ? find_page(g_mime_message_get_mime_part(message.get())) : nullptr;
  if (page == nullptr) {
    out.unread = "a saved page without a page inside";
    return;
  }
  const auto header = [&](GMimeObject* object, const char* name) {
    return decoded_header(g_mime_object_get_header(object, name));
  };
  Document document = new_document(source, out, {});
  document.media_type = "text/html";
  document.url = header(GMIME_OBJECT(message.get()), "Snapshot-Content-Location");
  if (document.url.empty()) document.url = header(GMIME_OBJECT(page), "Content-Location");
  if (GDateTime* date = g_mime_message_get_date(message.get())) document.headers.emplace_back("fetched", rfc3339(date));
  const std::string bytes = part_bytes(page);
  std::string charset = parameter(GMIME_OBJECT(page), "charset");
  if (charset.empty()) charset = html_charset(bytes);
  DecodedText decoded = decode_text(bytes, charset);
  document.remarks = std::move(decoded.remarks);
  read_html_content(decoded.text, HtmlExtent::kMainContent, document);
  if (document.text.empty()) {
    out.unread = "a saved page without text";
    return;
  }
  out.documents.push_back(std::move(document));
}

}  // namespace

const SourceReader kSavedPageReader{"saved-page", accepts, read, false, true};

}  // namespace annals
