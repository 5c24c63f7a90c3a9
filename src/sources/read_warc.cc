// WARC (ISO 28500) and its forerunner ARC: pages as a crawler received them, with their address and the time they were
// fetched.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <map>
#include <optional>

#include "base/hash.h"
#include "sources/archive.h"
#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/inflate.h"
#include "sources/readers.h"
#include "sources/sniff.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kMaxFields = 1000;  // header lines of a record
constexpr std::string_view kArc = "filedesc://";
constexpr uint64_t kMaxBody = uint64_t{256} << 20;  // bytes of one page when unpacked

std::string lower(std::string_view text) {
  std::string lowered(text);
  std::transform(lowered.begin(), lowered.end(), lowered.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  return lowered;
}

using Fields = std::map<std::string, std::string, std::less<>>;  // lower-case name -> value

std::string_view take_line(std::string_view& rest) {
  const size_t end = std::min(rest.find('\n'), rest.size());
  std::string_view line = rest.substr(0, end);
  rest.remove_prefix(std::min(end + 1, rest.size()));
  if (line.ends_with('\r')) line.remove_suffix(1);
  return line;
}

// Header lines up to the empty one, taken off `rest`.
Fields take_fields(std::string_view& rest) {
  Fields fields;
  while (!rest.empty()) {
    const std::string_view line = take_line(rest);
    if (line.empty()) break;
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || fields.size() >= kMaxFields) continue;
    size_t replaced = 0;
    fields.emplace(lower(trim(line.substr(0, colon))), repair_utf8(trim(line.substr(colon + 1)), replaced));
  }
  return fields;
}

std::string_view get(const Fields& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string_view{} : std::string_view(found->second);
}

std::string unchunked(std::string_view body) {
  std::string out;
  while (!body.empty()) {
    std::string_view rest = body;
    const std::string_view line = take_line(rest);
    size_t size = 0;
    const auto parsed = std::from_chars(line.data(), line.data() + line.size(), size, 16);
    // Some crawlers keep the header and store the body without its chunks.
    if (parsed.ec != std::errc() || parsed.ptr == line.data()) return out.empty() ? std::string(body) : out;
    if (size == 0) break;
    out += rest.substr(0, size);
    rest.remove_prefix(std::min(size, rest.size()));
    take_line(rest);
    body = rest;
  }
  return out;
}

// `type/subtype; charset=x` in its two parts.
struct ContentType {
  std::string media_type;
  std::string charset;
};

ContentType parse_content_type(std::string_view value) {
  ContentType type;
  type.media_type = lower(trim(value.substr(0, value.find(';'))));
  const std::string all = lower(value);
  const size_t charset = all.find("charset=");
  if (charset != std::string::npos) {
    type.charset = all.substr(charset + 8, all.find(';', charset) - charset - 8);
    std::erase(type.charset, '"');
  }
  return type;
}

// What is no page of its own and yet a document: read by the reader of its format.
bool is_file(std::string_view media_type) {
  return media_type == "application/pdf" || media_type == "application/msword" || media_type == "application/rtf" ||
         media_type == "text/rtf" || media_type == "application/epub+zip" || media_type == "text/csv" ||
         media_type == "application/rss+xml" || media_type == "application/atom+xml" ||
         media_type == "message/rfc822" || media_type.starts_with("application/vnd.openxmlformats-officedocument") ||
         media_type.starts_with("application/vnd.oasis.opendocument");
}

class WarcReader {
 public:
  WarcReader(const Source& source, ReadSource& out) : source_(source), out_(out) {}

  void run() {
    if (source_.bytes.starts_with(kArc)) {
      run_arc();
    } else {
      run_warc();
    }
    for (const auto& [what, count] : left_out_) {
      out_.remarks.push_back({"records-unread", fmt::format("{} records were not read: {}", count, what), {}});
    }
  }

 private:
  void run_warc() {
    std::string_view rest = source_.bytes;
    while (!rest.empty()) {
      // Between records there are two line ends; after damage, whatever there is.
      const std::string_view line = take_line(rest);
      if (!line.starts_with("WARC/")) continue;
      const Fields fields = take_fields(rest);
      size_t length = 0;
      const std::string_view written = get(fields, "content-length");
      std::from_chars(written.data(), written.data() + written.size(), length);
      record(fields, take_block(rest, length));
    }
  }

  // A line of address, IP, time, type and length (in the second version some more) before each record.
  void run_arc() {
    std::string_view rest = source_.bytes;
    while (!rest.empty()) {
      const std::string_view line = take_line(rest);
      const size_t last = line.rfind(' ');
      size_t length = 0;
      if (last == std::string_view::npos) continue;
      const auto parsed = std::from_chars(line.data() + last + 1, line.data() + line.size(), length);
      const auto [time, before] = arc_time(line);
      if (parsed.ec != std::errc() || parsed.ptr != line.data() + line.size() || time.empty()) continue;
      const std::string_view block = take_block(rest, length);
      const std::string_view address = trim(before.substr(0, before.rfind(' ')));  // without the IP
      if (!address.starts_with("http")) continue;                                  // the archive itself, `dns:`
      size_t replaced = 0;
      const Fields fields = {
          {"warc-type", "response"},
          {"content-type", "application/http"},
          {"warc-target-uri", repair_utf8(address, replaced)},
          {"warc-date", fmt::format("{}-{}-{}T{}:{}:{}Z", time.substr(0, 4), time.substr(4, 2), time.substr(6, 2),
                                    time.substr(8, 2), time.substr(10, 2), time.substr(12, 2))}};
      record(fields, block);
    }
  }

  // The word of fourteen digits, and what stands before it: addresses may have spaces.
  static std::pair<std::string_view, std::string_view> arc_time(std::string_view line) {
    constexpr size_t kDigits = 14;
    size_t digits = 0;
    for (size_t at = 0; at <= line.size(); ++at) {
      if (at < line.size() && line[at] >= '0' && line[at] <= '9') {
        ++digits;
        continue;
      }
      const bool word = digits == kDigits && at > kDigits && line[at - kDigits - 1] == ' ';
      if (word && at < line.size() && line[at] == ' ')
        return {line.substr(at - kDigits, kDigits), line.substr(0, at - kDigits - 1)};
      digits = 0;
    }
    return {};
  }

  std::string_view take_block(std::string_view& rest, size_t length) {
    if (length > rest.size()) {
      out_.remarks.push_back(
          {"truncated", fmt::format("the last record is cut off: {} of {} bytes are there", rest.size(), length), {}});
    }
    const std::string_view block = rest.substr(0, length);
    rest.remove_prefix(block.size());
    return block;
  }

  void record(const Fields& fields, std::string_view block) {
    const std::string type = lower(get(fields, "warc-type"));
    if (type == "response") {
      if (!block.starts_with("HTTP/")) {
        ++left_out_["an answer that is not the web's"];
        return;
      }
      const std::string_view status = take_line(block);
      const Fields http = take_fields(block);
      if (status.find(" 200") == std::string_view::npos) {
        ++left_out_["the server did not answer with a page"];
        return;
      }
      std::string body = lower(get(http, "transfer-encoding")) == "chunked" ? unchunked(block) : std::string(block);
      const std::string encoding = lower(get(http, "content-encoding"));
      if (encoding == "gzip" || encoding == "x-gzip" || encoding == "deflate" || encoding == "br") {
        Inflated inflated = encoding == "br" ? inflate_brotli(body, kMaxBody) : inflate_bytes(body, kMaxBody);
        // Some crawlers unpack the body and keep the header.
        if (!inflated.bytes.empty()) body = std::move(inflated.bytes);
      } else if (encoding == "zstd") {
        UnpackedArchive unpacked = unpack_compressed(body, kMaxBody);
        if (const ArchiveFile* file = unpacked.find({}); file != nullptr && !file->bytes.empty()) body = file->bytes;
      } else if (!encoding.empty() && encoding != "identity" && encoding != "none") {
        ++left_out_[fmt::format("content encoding {}", encoding)];
        return;
      }
      page(fields, get(http, "content-type"), body);
    } else if (type == "resource" || type == "conversion") {
      page(fields, get(fields, "content-type"), std::string(block));
    } else if (type == "revisit") {
      revisit(fields);
    }
  }

  // A page that was fetched again and had not changed: the document that is here says when.
  void revisit(const Fields& fields) {
    const std::string_view referred = get(fields, "warc-refers-to");
    const std::string_view named = get(fields, "warc-refers-to-target-uri");
    auto known = documents_of_.find(referred.empty() ? std::string_view() : referred);
    if (known == documents_of_.end())
      known = documents_of_.find(named.empty() ? get(fields, "warc-target-uri") : named);
    if (known == documents_of_.end()) {
      ++left_out_["the same page was fetched again (revisit), and its first copy is not here"];
      return;
    }
    out_.documents[known->second].headers.emplace_back("fetched-again", get(fields, "warc-date"));
  }

  void page(const Fields& fields, std::string_view content_type, const std::string& body) {
    const ContentType type = parse_content_type(content_type);
    const bool html = type.media_type == "text/html" || type.media_type == "application/xhtml+xml";
    if (is_file(type.media_type) && out_.parts.size() < kMaxSourceParts) {
      out_.parts.push_back({std::string(get(fields, "warc-target-uri")), body});
      return;
    }
    if (!html && type.media_type != "text/plain" && type.media_type != "text/markdown") {
      ++left_out_[type.media_type.empty() ? "no content type" : type.media_type];
      return;
    }
    if (!binary_kind(body).empty()) {
      ++left_out_[fmt::format("{} that is binary", type.media_type)];
      return;
    }
    std::string url(get(fields, "warc-target-uri"));
    std::erase_if(url, [](char c) { return c == '<' || c == '>'; });
    Document document = new_document(source_, out_, url);
    document.media_type = type.media_type;
    document.sha256 = sha256_hex(body);
    document.url = url;
    document.headers.emplace_back("fetched", get(fields, "warc-date"));
    DecodedText decoded =
        decode_text(body, type.charset.empty() && html ? std::string(html_charset(body)) : type.charset);
    document.remarks = std::move(decoded.remarks);
    read_content(std::move(decoded.text), type.media_type, document);
    if (document.text.empty()) return;
    for (const std::string_view name : {"warc-record-id", "warc-target-uri"}) {
      if (!get(fields, name).empty()) documents_of_.emplace(get(fields, name), out_.documents.size());
    }
    out_.documents.push_back(std::move(document));
  }

  const Source& source_;
  ReadSource& out_;
  std::map<std::string, size_t> left_out_;                   // why -> records
  std::map<std::string, size_t, std::less<>> documents_of_;  // by record id and by address: the first
};

int accepts(std::string_view, std::string_view head) {
  return head.starts_with("WARC/") || head.starts_with(kArc) ? 97 : 0;
}

void read(const Source& source, ReadSource& out) {
  out.media_type = source.bytes.starts_with(kArc) ? "application/x-internet-archive" : "application/warc";
  WarcReader(source, out).run();
  if (out.documents.empty() && out.parts.empty()) out.unread = "no pages in the archive";
}

}  // namespace

const SourceReader kWarcReader{"warc", accepts, read, true};

}  // namespace annals
