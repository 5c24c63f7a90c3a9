// Mail: messages (.eml) and mailboxes (mbox). GMime parses; what a message says becomes one document, what it carries
// becomes documents of their own.
#include <fmt/format.h>
#include <gmime/gmime.h>

#include <algorithm>
#include <charconv>

#include "base/hash.h"
#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/mbox.h"
#include "sources/mime.h"
#include "sources/readers.h"
#include "sources/smime.h"
#include "sources/sniff.h"
#include "sources/tnef.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kMaxHeaderBytes = 1 << 20;  // real headers reach some 100 kB with long recipient lists
constexpr size_t kMaxHeaders = 2000;         // fields kept
constexpr int kMaxDepth = 64;                // of parts in parts; real mail stays below 10
constexpr int kMaxMessageDepth = 8;          // of forwarded messages inside messages
constexpr size_t kMaxBoundary = 80;          // bytes of a line that parts parts; RFC 2046 has 70
constexpr size_t kMaxParts = 10000;          // of one message
constexpr size_t kMaxSigned = 8;             // of parts signed in one piece, in one message or in each other

// format=flowed (RFC 3676): a line that ends in a space goes on in the next one of the same quotation depth.
std::string unflowed(std::string_view text, bool delete_space) {
  const auto depth_of = [](std::string_view line) { return std::min(line.find_first_not_of('>'), line.size()); };
  std::string out;
  bool open = false;
  size_t open_depth = 0;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    const size_t depth = depth_of(line);
    std::string_view words = line.substr(depth);
    if (words.starts_with(' ')) words.remove_prefix(1);
    const bool joins = open && depth == open_depth;
    if (!joins) {
      if (!out.empty() || open) out += '\n';
      out.append(depth, '>');
      if (depth > 0) out += ' ';
    }
    open = words.ends_with(' ') && words != "-- ";
    open_depth = depth;
    if (open && delete_space) words.remove_suffix(1);
    out += words;
  }
  return out;
}

// What a message is made of, as far as it is read.
struct Contents {
  std::vector<GMimePart*> texts;  // of the message's own body, in order
  std::vector<GMimePart*> attachments;
  std::vector<GMimeMessage*> messages;  // forwarded whole
  size_t parts = 0;
  bool too_many = false;
  bool too_deep = false;
};

bool is_attachment(GMimeObject* object) {
  GMimeContentDisposition* disposition = g_mime_object_get_content_disposition(object);
  return disposition != nullptr && g_mime_content_disposition_is_attachment(disposition);
}

bool is_signature(const std::string& type) {
  return type == "application/pgp-signature" || type == "application/pkcs7-signature" ||
         type == "application/x-pkcs7-signature" || type == "application/pgp-encrypted";
}

// Signed in one piece, or encrypted.
bool is_sealed(GMimePart* part) {
  const std::string type = media_type(GMIME_OBJECT(part));
  return type == "application/pkcs7-mime" || type == "application/x-pkcs7-mime";
}

void collect(GMimeObject* object, int depth, Contents& out);

// Of the same content in several forms: plain text where it says something, else HTML, else the last.
void collect_alternative(GMimeMultipart* multipart, int depth, Contents& out) {
  Contents best;
  int best_rank = -1;
  const int count = g_mime_multipart_get_count(multipart);
  for (int i = 0; i < count && out.parts < kMaxParts; ++i) {
    Contents candidate;
    candidate.parts = out.parts;
    collect(g_mime_multipart_get_part(multipart, i), depth + 1, candidate);
    out.parts = candidate.parts;
    out.too_many |= candidate.too_many;
    out.too_deep |= candidate.too_deep;
    int rank = 0;
    if (!candidate.texts.empty()) {
      GMimePart* first = candidate.texts.front();
      const bool plain = media_type(GMIME_OBJECT(first)) == "text/plain";
      rank = plain ? (trim(part_bytes(first)).empty() ? 1 : 3) : 2;
    }
    if (rank > best_rank) {
      best_rank = rank;
      std::swap(best, candidate);
    }
    // Files beside a form that is not chosen are carried by the message all the same.
    out.attachments.insert(out.attachments.end(), candidate.attachments.begin(), candidate.attachments.end());
    out.messages.insert(out.messages.end(), candidate.messages.begin(), candidate.messages.end());
  }
  out.texts.insert(out.texts.end(), best.texts.begin(), best.texts.end());
  out.attachments.insert(out.attachments.end(), best.attachments.begin(), best.attachments.end());
  out.messages.insert(out.messages.end(), best.messages.begin(), best.messages.end());
}

void collect(GMimeObject* object, int depth, Contents& out) {
  if (object == nullptr) return;
  if (++out.parts > kMaxParts) {
    out.too_many = true;
    return;
  }
  if (depth > kMaxDepth) {
    out.too_deep = true;
    return;
  }
  if (GMIME_IS_MESSAGE_PART(object)) {
    if (GMimeMessage* message = g_mime_message_part_get_message(GMIME_MESSAGE_PART(object)))
      out.messages.push_back(message);
    return;
  }
  if (GMIME_IS_MULTIPART(object)) {
    GMimeMultipart* multipart = GMIME_MULTIPART(object);
    if (media_type(object) == "multipart/alternative") {
      collect_alternative(multipart, depth, out);
      return;
    }
    const int count = g_mime_multipart_get_count(multipart);
    for (int i = 0; i < count && !out.too_many; ++i) collect(g_mime_multipart_get_part(multipart, i), depth + 1, out);
    return;
  }
  if (!GMIME_IS_PART(object)) return;
  const std::string type = media_type(object);
  if (is_signature(type)) return;
  GMimePart* part = GMIME_PART(object);
  const bool text = type == "text/plain" || type == "text/html" || type == "text/enriched" || type == "text";
  (text && !is_attachment(object) ? out.texts : out.attachments).push_back(part);
}

class MailReader {
 public:
  MailReader(const Source& source, ReadSource& out) : source_(source), out_(out) {}

  // `place` names a message that has no id of its own.
  void message_bytes(std::string_view bytes, std::string_view place) {
    std::string shortened;
    bool cut = false;
    const size_t head = header_size(bytes);
    if (head > kMaxHeaderBytes) {
      shortened = bytes.substr(0, bytes.rfind('\n', kMaxHeaderBytes) + 1);
      shortened += bytes.substr(head);
      bytes = shortened;
      cut = true;
    }
    const Owned<GMimeMessage> parsed(parse(bytes));
    if (!parsed) {
      out_.remarks.push_back({"message-unread", fmt::format("{}: not a message", place), {}});
      return;
    }
    const std::string sha256 = sha256_hex(bytes);
    // A boundary that never comes hides all that the message says.
    if (GMimeObject* root = g_mime_message_get_mime_part(parsed.get());
        GMIME_IS_MULTIPART(root) && g_mime_multipart_get_count(GMIME_MULTIPART(root)) == 0) {
      const Owned<GMimeMessage> repaired(parse(with_boundary_found(bytes)));
      if (repaired) {
        const size_t index = message(repaired.get(), sha256, place, 0);
        remark(index, "broken-boundary", "the parts are not parted as the header says: the boundary was looked for");
        return;
      }
    }
    const size_t index = message(parsed.get(), sha256, place, 0);
    if (cut)
      remark(index, "header-limit",
             fmt::format("the header is longer than {} bytes: its end was left out", kMaxHeaderBytes));
  }

 private:
  static size_t header_size(std::string_view bytes) {
    const size_t unix_end = bytes.find("\n\n");
    const size_t net_end = bytes.substr(0, unix_end).find("\n\r\n");
    return std::min({unix_end, net_end, bytes.size()});
  }

  static GMimeMessage* parse(std::string_view bytes) {
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    g_mime_parser_set_format(parser.get(), GMIME_FORMAT_MESSAGE);
    return g_mime_parser_construct_message(parser.get(), nullptr);
  }

  // A part by itself, or nullptr.
  static GMimeObject* parse_part(std::string_view bytes) {
    const Owned<GMimeStream> stream(g_mime_stream_mem_new_with_buffer(bytes.data(), bytes.size()));
    const Owned<GMimeParser> parser(g_mime_parser_new_with_stream(stream.get()));
    return g_mime_parser_construct_part(parser.get(), nullptr);
  }

  // The message with the boundary that its body has, or as plain text where it has none.
  static std::string with_boundary_found(std::string_view bytes) {
    const size_t head = header_size(bytes);
    std::string repaired = "Content-Type: text/plain\n";
    for (size_t at = head; at < bytes.size(); at = bytes.find('\n', at)) {
      const size_t begin = at + 1;
      std::string_view line = bytes.substr(begin, bytes.find_first_of("\r\n", begin) - begin);
      at = begin;
      if (!line.starts_with("--") || line.size() < 3 || line.size() > kMaxBoundary) continue;
      line.remove_prefix(2);
      if (line.find_first_of(" \t\"") != std::string_view::npos || line.front() == '-') continue;
      repaired = fmt::format("Content-Type: multipart/mixed; boundary=\"{}\"\n", line);
      break;
    }
    // The other fields, without the one that was wrong.
    bool left_out = false;
    for (size_t at = 0; at < head;) {
      const size_t end = std::min(bytes.find('\n', at), head) + 1;
      const std::string_view line = bytes.substr(at, end - at);
      const bool continued = line.starts_with(' ') || line.starts_with('\t');
      if (!continued) left_out = lower(line.substr(0, 13)) == "content-type:";
      if (!left_out) repaired += line;
      at = end;
    }
    repaired += bytes.substr(std::min(head, bytes.size()));
    return repaired;
  }

  void remark(size_t document, std::string code, std::string text) {
    out_.documents[document].remarks.push_back({std::move(code), std::move(text), {}});
  }

  size_t message(GMimeMessage* message, std::string sha256, std::string_view place, int depth) {
    const size_t index = out_.documents.size();
    Document& document = out_.documents.emplace_back();
    read_headers(message, document);
    std::string id(document.header("message-id"));
    std::erase_if(id, [](char c) { return c == '<' || c == '>' || c == ' '; });
    std::vector<std::pair<std::string, std::string>> headers = std::move(document.headers);
    Document filled = new_document(source_, out_, id.empty() ? place : std::string_view(id));
    filled.headers = std::move(headers);
    filled.published = std::move(document.published);
    filled.published_time = std::move(document.published_time);
    filled.published_basis = document.published_basis;
    document = std::move(filled);
    document.sha256 = std::move(sha256);
    document.title = document.header("subject");
    document.byline = document.header("from");
    write_header_block(document);

    Contents contents;
    collect(g_mime_message_get_mime_part(message), 0, contents);
    const std::vector<Owned<GMimeObject>> signed_parts = open_signed(contents);
    document.media_type = contents.texts.empty() ? "message/rfc822" : media_type(GMIME_OBJECT(contents.texts.front()));
    for (GMimePart* part : contents.texts) write_text(part, document);
    if (contents.too_many)
      remark(index, "part-limit", fmt::format("more than {} parts: the rest was left out", kMaxParts));
    if (contents.too_deep)
      remark(index, "depth-limit", fmt::format("parts nested deeper than {}: the inner ones were left out", kMaxDepth));
    // `document` may move from here on: documents are added.
    for (GMimePart* part : contents.attachments) attachment(part, index);
    for (GMimeMessage* inner : contents.messages) {
      if (depth + 1 > kMaxMessageDepth) {
        remark(index, "depth-limit",
               fmt::format("messages forwarded more than {} times over were left out", kMaxMessageDepth));
        break;
      }
      this->message(inner, out_.documents[index].sha256, fmt::format("{}/message", place), depth + 1);
    }
    return index;
  }

  static void read_headers(GMimeMessage* message, Document& document) {
    GMimeHeaderList* list = g_mime_object_get_header_list(GMIME_OBJECT(message));
    const int count = std::min(g_mime_header_list_get_count(list), static_cast<int>(kMaxHeaders));
    for (int i = 0; i < count; ++i) {
      GMimeHeader* header = g_mime_header_list_get_header_at(list, i);
      document.headers.emplace_back(lower(decode_text(g_mime_header_get_name(header)).text),
                                    decoded_header(g_mime_header_get_raw_value(header)));
    }
    GDateTime* date = g_mime_message_get_date(message);
    const int year = date == nullptr ? 0 : g_date_time_get_year(date);
    // Clocks that were never set and spam write years that no mail was sent in.
    if (year < 1970 || year > 2100) return;
    document.published_time = rfc3339(date);
    document.published = document.published_time.substr(0, 10);
    document.published_basis = DateBasis::kHeader;
  }

  static void write_header_block(Document& document) {
    std::string lines;
    constexpr std::pair<std::string_view, std::string_view> kShown[] = {
        {"from", "From"}, {"to", "To"}, {"cc", "Cc"}, {"date", "Date"}, {"subject", "Subject"}};
    for (const auto& [name, shown] : kShown) {
      const std::string_view value = document.header(name);
      if (!value.empty()) lines += fmt::format("{}{}: {}", lines.empty() ? "" : "\n", shown, value);
    }
    TextBuilder(document).add(BlockRole::kHeader, lines);
  }

  static void write_text(GMimePart* part, Document& document) {
    GMimeObject* object = GMIME_OBJECT(part);
    const std::string type = media_type(object);
    const std::string bytes = part_bytes(part);
    std::string charset = parameter(object, "charset");
    const bool html = type == "text/html";
    if (charset.empty() && html) charset = html_charset(bytes);
    DecodedText decoded = decode_text(bytes, charset);
    document.remarks.insert(document.remarks.end(), decoded.remarks.begin(), decoded.remarks.end());
    if (html) {
      read_html_content(decoded.text, HtmlExtent::kEverything, document);
      return;
    }
    if (lower(parameter(object, "format")) == "flowed")
      decoded.text = unflowed(decoded.text, lower(parameter(object, "delsp")) == "yes");
    TextBuilder(document).add_plain(decoded.text);
  }

  // Puts what was signed in one piece in the place of its packing. `contents` points into what is given back.
  static std::vector<Owned<GMimeObject>> open_signed(Contents& contents) {
    std::vector<Owned<GMimeObject>> opened;
    for (size_t i = 0; i < contents.attachments.size() && opened.size() < kMaxSigned;) {
      GMimePart* const part = contents.attachments[i];
      const auto bytes = is_sealed(part) ? open_sealed(part_bytes(part)).content : std::nullopt;
      Owned<GMimeObject> inner(bytes ? parse_part(*bytes) : nullptr);
      if (!inner) {
        ++i;
        continue;
      }
      contents.attachments.erase(contents.attachments.begin() + static_cast<std::ptrdiff_t>(i));
      collect(inner.get(), 0, contents);
      opened.push_back(std::move(inner));
    }
    return opened;
  }

  // Whether the part is one that only somebody's key opens.
  static bool is_encrypted(GMimePart* part, std::string_view bytes) {
    return is_sealed(part) ? open_sealed(bytes).encrypted : trim(bytes).starts_with("-----BEGIN PGP MESSAGE-----");
  }

  // A file that the message carries is a source inside the source.
  void attachment(GMimePart* part, size_t parent) {
    const char* given = g_mime_part_get_filename(part);
    std::string name = given == nullptr ? std::string() : decoded_header(given);
    // Only a name to show: never a path to open.
    std::replace(name.begin(), name.end(), '/', '_');
    if (name.empty()) name = "attachment";
    std::string bytes = part_bytes(part);
    if (is_encrypted(part, bytes)) {
      remark(parent, "encrypted", fmt::format("{}: encrypted, and not read", name));
      return;
    }
    if (is_tnef(bytes)) {
      outlook_parts(bytes, parent);
      return;
    }
    out_.parts.push_back({std::move(name), std::move(bytes), static_cast<uint32_t>(parent)});
  }

  // What Outlook packed into winmail.dat are the message's own text, where it has none beside it, and its files.
  void outlook_parts(std::string_view bytes, size_t parent) {
    auto packed = parse_tnef(bytes, out_.documents[parent].remarks);
    Document& document = out_.documents[parent];
    const auto is_text = [](const Block& block) { return block.role != BlockRole::kHeader; };
    if (std::none_of(document.blocks.begin(), document.blocks.end(), is_text)) {
      if (!packed->plain.empty()) {
        TextBuilder(document).add_plain(packed->plain);
      } else if (!packed->html.empty()) {
        read_html_content(decode_text(packed->html, packed->html_charset).text, HtmlExtent::kEverything, document);
      } else {
        TextBuilder(document).add_plain(text_of_rtf(packed->rtf));
      }
    }
    for (OutlookFile& file : packed->files) {
      std::replace(file.name.begin(), file.name.end(), '/', '_');
      if (file.name.empty()) file.name = "attachment";
      out_.parts.push_back({std::move(file.name), std::move(file.bytes), static_cast<uint32_t>(parent)});
    }
  }

  const Source& source_;
  ReadSource& out_;
};

// Bytes of the lines of nothing but white space that some programs leave before a message.
size_t blank_lines(std::string_view bytes) {
  const size_t first = bytes.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return 0;
  const size_t line = bytes.substr(0, first).rfind('\n');
  return line == std::string_view::npos ? 0 : line + 1;
}

// How much text begins as a message does: header lines that messages have, of which some only messages have. People
// who keep messages as text (`From: … To: …`) write those alone that are shown.
struct HeaderLines {
  int known = 0;
  int travelled = 0;  // written by programs on the way
};

HeaderLines count_header_lines(std::string_view head) {
  HeaderLines lines;
  head.remove_prefix(blank_lines(head));
  for (int line_number = 0; line_number < 60 && !head.empty(); ++line_number) {
    const size_t end = std::min(head.find('\n'), head.size());
    const std::string_view line = head.substr(0, end);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.empty() || line == "\r") break;
    if (line.front() == ' ' || line.front() == '\t') continue;
    const size_t colon = line.find(':');
    if (colon == std::string_view::npos || line.substr(0, colon).find(' ') != std::string_view::npos) return {};
    const std::string name = lower(line.substr(0, colon));
    for (const std::string_view wanted : {"from", "date", "subject", "to", "content-type"})
      lines.known += name == wanted;
    for (const std::string_view wanted : {"received", "return-path", "message-id", "mime-version", "delivered-to"})
      lines.travelled += name == wanted;
  }
  return lines;
}

// Whether the first line is one of a header.
bool looks_like_header(std::string_view head) {
  const std::string_view line = head.substr(0, head.find('\n'));
  const size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 && line.substr(0, colon).find(' ') == std::string_view::npos;
}

// A message's file in a Maildir: `folder/cur/1700000000.M1P2.host:2,RS`. Its flags are the letters after the comma.
bool in_maildir(std::string_view path) {
  return path.find("/cur/") != std::string_view::npos || path.find("/new/") != std::string_view::npos;
}

std::string maildir_flags(std::string_view path) {
  constexpr std::pair<char, std::string_view> kFlags[] = {{'D', "draft"},   {'F', "flagged"}, {'P', "passed"},
                                                          {'R', "replied"}, {'S', "seen"},    {'T', "trashed"}};
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const size_t info = name.rfind("2,");
  std::string flags;
  if (!in_maildir(path) || info == std::string_view::npos || info == 0 ||
      std::string_view(":;!-").find(name[info - 1]) == std::string_view::npos)
    return flags;
  for (const auto& [letter, flag] : kFlags) {
    if (name.substr(info + 2).find(letter) == std::string_view::npos) continue;
    if (!flags.empty()) flags += ' ';
    flags += flag;
  }
  return flags;
}

int accepts_message(std::string_view path, std::string_view head) {
  if (has_ending(path, {".eml", ".emlx"})) return 95;
  if (in_maildir(path) && looks_like_header(head)) return 90;
  const HeaderLines lines = count_header_lines(head);
  if (lines.known + lines.travelled < 3) return 0;
  return lines.known >= 2 && lines.travelled >= 1 ? 85 : 70;
}

int accepts_mbox(std::string_view path, std::string_view head) {
  const size_t begin = head.find_first_not_of("\r\n");
  const bool envelope =
      begin != std::string_view::npos && is_from_line(head.substr(begin, head.find('\n', begin) - begin));
  if (!envelope) return 0;
  return has_ending(path, {".mbox", ".mbx"}) ? 97 : 88;
}

// Apple Mail writes a message's length in the line before it, and notes of its own behind it.
std::string_view without_length(std::string_view bytes) {
  size_t length = 0;
  const auto [after, problem] = std::from_chars(bytes.data(), bytes.data() + bytes.size(), length);
  const size_t begin = bytes.find('\n');
  if (problem != std::errc() || begin == std::string_view::npos) return bytes;
  const std::string_view line = bytes.substr(0, begin);
  if (!trim(line.substr(static_cast<size_t>(after - bytes.data()))).empty()) return bytes;
  return bytes.substr(begin + 1, length);
}

void read_message(const Source& source, ReadSource& out) {
  start_gmime();
  out.media_type = "message/rfc822";
  std::string_view bytes = source.bytes;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  if (has_ending(source.path, {".emlx"})) bytes = without_length(bytes);
  bytes.remove_prefix(blank_lines(bytes));
  if (is_from_line(bytes.substr(0, bytes.find('\n'))))
    bytes.remove_prefix(std::min(bytes.find('\n'), bytes.size() - 1) + 1);
  MailReader(source, out).message_bytes(bytes, "message:1");
  const std::string flags = maildir_flags(source.path);
  if (!flags.empty() && !out.documents.empty()) out.documents.front().headers.emplace_back("flags", flags);
}

void read_mbox(const Source& source, ReadSource& out) {
  start_gmime();
  out.media_type = "application/mbox";
  MailReader reader(source, out);
  size_t number = 0;
  for (const std::string& message : split_mbox(source.bytes))
    reader.message_bytes(message, fmt::format("message:{}", ++number));
}

}  // namespace

const SourceReader kMailReader{"message", accepts_message, read_message, true, true};
const SourceReader kMboxReader{"mbox", accepts_mbox, read_mbox, true, true};

}  // namespace annals
