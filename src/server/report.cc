#include "server/report.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include "base/hash.h"
#include "present/html.h"
#include "record/states.h"
#include "server/answers.h"
#include "server/web_files.h"

namespace annals {
namespace {

constexpr size_t kPage = 5000;

// `sha256-…`, as a Content-Security-Policy names a script.
std::string policy_hash(std::string_view text) {
  const std::string hex = sha256_hex(text);
  std::string digest;
  for (size_t i = 0; i < hex.size(); i += 2) digest += static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16));
  std::string base64(4 * ((digest.size() + 2) / 3) + 1, '\0');
  const int length =
      EVP_EncodeBlock(reinterpret_cast<unsigned char*>(base64.data()),
                      reinterpret_cast<const unsigned char*>(digest.data()), static_cast<int>(digest.size()));
  return "sha256-" + base64.substr(0, static_cast<size_t>(length));
}

// Text with every `from` replaced: so that nothing inside a script element can end it.
std::string replaced(std::string_view text, std::string_view from, std::string_view to) {
  std::string out;
  for (size_t at = 0;;) {
    const size_t next = text.find(from, at);
    out += text.substr(at, next - at);
    if (next == std::string_view::npos) return out;
    out += to;
    at = next + from.size();
  }
}

// The answers of the API that the page asks for, as one JSON object (web/src/lib/embedded.ts reads it).
class Answers {
 public:
  Answers(const CaseSnapshot& snapshot, std::string_view language, std::string_view title, const Sink& sink)
      : snapshot_(snapshot), language_(language), title_(title), sink_(sink) {}

  void write() const {
    const Record& record = snapshot_.contents.record;
    sink_("{\"case\":");
    put(answer("case", 0));
    list("events", record.events.size());
    list("documents", snapshot_.contents.documents.size());
    list("entities", record.entities.size());
    list("conflicts", record.conflicts.size());
    list("gaps", record.gaps.size());
    list("copies", record.copies.size());
    list("sources", snapshot_.contents.sources.size());
    list("corrections", snapshot_.contents.corrections.size());
    list("stories", snapshot_.decisions.stories().size());
    list("states", find_states(record, snapshot_.languages.languages()).size());
    details("event", "events/", record.events);
    details("document", "documents/", snapshot_.contents.documents);
    details("entity", "entities/", record.entities);
    sink_("}");
  }

 private:
  std::string answer(const std::string& path, size_t offset) const {
    const ApiQuery query = {
        {"language", language_}, {"offset", std::to_string(offset)}, {"limit", std::to_string(kPage)}};
    return answer_json(snapshot_, path, query, title_, UserRole::kViewer);
  }
  void put(std::string_view json) const { sink_(replaced(json, "<", "\\u003c")); }
  void list(const std::string& name, size_t count) const {
    sink_(fmt::format(",\"{}\":[", name));
    for (size_t offset = 0; offset < count; offset += kPage) {
      if (offset > 0) sink_(",");
      put(answer(name, offset));
    }
    sink_("]");
  }
  template <class List>
  void details(std::string_view name, const std::string& path, const List& items) const {
    sink_(fmt::format(",\"{}\":[", name));
    bool first = true;
    for (const auto& item : items) {
      if (!first) sink_(",");
      first = false;
      put(answer(path + item.id, 0));
    }
    sink_("]");
  }

  const CaseSnapshot& snapshot_;
  std::string language_, title_;
  const Sink& sink_;
};

}  // namespace

Status write_report(CaseContents contents, const LanguageSet& languages, std::string_view language,
                    std::string_view title, const Sink& sink) {
  const auto script = web_files().find("report/report.js"), style = web_files().find("report/report.css");
  if (script == web_files().end() || style == web_files().end()) {
    return Error{ErrorKind::kOutput, "this program was built without its page, which a report is made of",
                 "scripts/setup installs what the page is built with"};
  }
  const std::string code = replaced(script->second, "</script", "<\\/script");
  const CaseSnapshot snapshot(std::move(contents), languages, {});
  const Pack* pack = languages.languages().find(language);
  sink(
      fmt::format("<!DOCTYPE html>\n<html lang=\"{0}\" data-language=\"{0}\" dir=\"{1}\">\n<head>\n"
                  "<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                  "<meta name=\"referrer\" content=\"no-referrer\">\n"
                  "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
                  "'unsafe-inline'; img-src data:; script-src '{2}'\">\n<title>{3}</title>\n<style>",
                  html_escaped(language), pack != nullptr && pack->right_to_left ? "rtl" : "ltr", policy_hash(code),
                  html_escaped(title)));
  sink(style->second);
  sink("</style>\n</head>\n<body>\n<div id=\"app\"></div>\n<script id=\"data\" type=\"application/json\">");
  Answers(snapshot, language, title, sink).write();
  sink("</script>\n<script>");
  sink(code);
  sink("</script>\n</body>\n</html>\n");
  return {};
}

}  // namespace annals
