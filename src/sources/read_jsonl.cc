// JSON Lines: one document an object a line (docs/export.md, 'Documents in').
#include <fmt/format.h>
#include <rapidjson/document.h>
#include <rapidjson/error/en.h>

#include "base/date.h"
#include "base/hash.h"
#include "sources/blocks.h"
#include "sources/charset.h"
#include "sources/json_escapes.h"
#include "sources/readers.h"
#include "sources/sniff.h"

namespace annals {
namespace {

int accepts(std::string_view path, std::string_view head) {
  if (has_ending(path, {".jsonl", ".ndjson"})) return 90;
  // One object a line: pretty-printed JSON is something else.
  const std::string_view words = trim(head);
  const size_t line_end = words.find('\n');
  const std::string_view line = trim(words.substr(0, line_end));
  const bool object = line.starts_with('{') && (line.ends_with('}') || line_end == std::string_view::npos);
  return object && line.find("\"text\"") != std::string_view::npos && !has_ending(path, {".txt"}) ? 30 : 0;
}

std::string_view field(const rapidjson::Value& object, const char* name) {
  const auto found = object.FindMember(name);
  if (found == object.MemberEnd() || !found->value.IsString()) return {};
  return {found->value.GetString(), found->value.GetStringLength()};
}

void read(const Source& source, ReadSource& out) {
  out.media_type = "application/jsonl";
  DecodedText decoded = decode_text(source.bytes);
  out.remarks = std::move(decoded.remarks);
  std::string_view rest = decoded.text;
  for (size_t number = 1; !rest.empty(); ++number) {
    const size_t end = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    if (trim(line).empty()) continue;
    std::string problem;
    std::optional<Document> document = read_json_document(line, number, problem);
    if (!document) {
      out.remarks.push_back({"line-unread", fmt::format("line {}: {}", number, problem), {}});
      continue;
    }
    document->path = source.path;
    // What comes through a pipe has no path: its documents keep the names that they bring.
    if (source.path != "-") document->id = fmt::format("{}#{}", source.path, document->id);
    document->source_sha256 = out.sha256;
    out.documents.push_back(std::move(*document));
  }
  if (out.documents.empty())
    out.unread = out.remarks.empty() ? "empty" : fmt::format("no documents: {}", out.remarks.back().message);
}

}  // namespace

const SourceReader kJsonLinesReader{"json-lines", accepts, read};

std::optional<Document> read_json_document(std::string_view line, size_t number, std::string& problem) {
  rapidjson::Document json;
  // Iterative: hostile nesting must not use up the stack.
  const std::string repaired = repair_escapes(line);
  json.Parse<rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag>(repaired.data(), repaired.size());
  if (json.HasParseError()) {
    problem = fmt::format("not JSON: {} (at byte {})", rapidjson::GetParseError_En(json.GetParseError()),
                          json.GetErrorOffset());
    return std::nullopt;
  }
  if (!json.IsObject() || !json.HasMember("text") || !json["text"].IsString()) {
    problem = "not an object with a string `text`";
    return std::nullopt;
  }
  Document document;
  const std::string_view id = field(json, "id");
  document.id = id.empty() ? fmt::format("line:{}", number) : std::string(id);
  document.path = document.id;
  document.language = field(json, "language");
  document.title = field(json, "title");
  document.byline = field(json, "byline");
  document.url = field(json, "url");
  document.published = field(json, "published");
  document.media_type = field(json, "media_type");
  if (document.media_type.empty()) document.media_type = "text/plain";
  if (!document.published.empty()) {
    if (parse_edtf(document.published)) {
      document.published_basis = DateBasis::kMetadata;
    } else {
      document.remarks.push_back({"bad-date", fmt::format("`published` is not EDTF: {}", document.published), {}});
      document.published.clear();
    }
  }
  const std::string_view text = field(json, "text");
  document.sha256 = sha256_hex(text);
  document.source_sha256 = document.sha256;
  read_content(std::string(text), document.media_type, document);
  return document;
}

}  // namespace annals
