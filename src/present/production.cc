#include "present/production.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "present/citation.h"
#include "present/csv.h"
#include "present/html.h"
#include "sources/bates.h"

namespace annals {
namespace {

constexpr size_t kDigits = 6;
constexpr size_t kLongestEnding = 8;

bool is_plain(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9'); }

// A number of somebody else's made a name of a file: it may hold anything.
std::string file_name(std::string_view number) {
  std::string name;
  for (const char c : number) name += is_plain(c) || c == '-' || (c == '.' && !name.empty()) ? c : '_';
  return name.substr(0, 100);
}

std::string ending_of(std::string_view path) {
  const size_t dot = path.rfind('.');
  if (dot == std::string_view::npos) return "bin";
  const std::string_view ending = path.substr(dot + 1);
  const bool plain =
      !ending.empty() && ending.size() <= kLongestEnding && std::all_of(ending.begin(), ending.end(), is_plain);
  return plain ? std::string(ending) : "bin";
}

// The numbers that the pages of a document have already.
std::vector<std::string> own_numbers(const Document& document) {
  if (!is_produced(document)) return {};
  const auto all = bates_between(document.header("bates-begin"), document.header("bates-end"));
  return document.pages.size() <= 1 || document.pages.size() == all.size() ? all : std::vector<std::string>{};
}

std::string dat_cell(std::string_view text) {
  std::string out = "\xC3\xBE";
  for (const char c : text) {
    if (c == '\n') {
      out += "\xC2\xAE";
    } else if (c != '\r' && c != '\x14') {
      out += c;
    }
  }
  return out + "\xC3\xBE";
}

std::string dat_row(const std::vector<std::string>& cells) {
  std::string row;
  for (const std::string& cell : cells) row += (row.empty() ? "" : "\x14") + dat_cell(cell);
  return row + "\r\n";
}

std::string opt_cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == ',' || c == '"' || c == '\n' || c == '\r' ? '_' : c;
  return out;
}

bool shows_pages(const Document& document) {
  return document.media_type == "application/pdf" || document.media_type.starts_with("image/");
}

}  // namespace

std::vector<ProductionDocument> plan_production(const CaseContents& contents, const std::vector<uint32_t>& events,
                                                std::string_view prefix) {
  std::map<uint32_t, std::vector<uint32_t>> cited;  // document -> events
  for (const uint32_t event : events) {
    for (const uint32_t document : contents.record.events[event].documents) cited[document].push_back(event);
  }
  std::vector<ProductionDocument> production;
  std::map<std::string_view, std::string> natives;      // hash of a source -> its file
  std::map<std::string_view, uint32_t> position_of_id;  // of documents
  std::set<std::string> names;
  uint64_t count = 0;
  for (auto& [number, citing] : cited) {
    const Document& document = contents.documents[number];
    ProductionDocument produced;
    produced.document = number;
    produced.events = std::move(citing);
    produced.numbers = own_numbers(document);
    if (produced.numbers.empty()) {
      for (size_t page = 0; page < std::max<size_t>(document.pages.size(), 1); ++page)
        produced.numbers.push_back(fmt::format("{}{:0{}}", prefix, ++count, kDigits));
    }
    std::string name = file_name(produced.numbers.front());
    for (int copy = 2; !names.insert(name).second; ++copy)
      name = fmt::format("{}_{}", file_name(produced.numbers.front()), copy);
    produced.text = fmt::format("TEXT/{}.txt", name);
    produced.native =
        natives.emplace(document.source_sha256, fmt::format("NATIVES/{}.{}", name, ending_of(document.path)))
            .first->second;
    // Documents are in order of their ids, and an id begins with that of the document that carries it.
    for (size_t slash = document.id.rfind('/'); slash != std::string::npos && slash > 0 && produced.parent == kNone;
         slash = document.id.rfind('/', slash - 1)) {
      const auto parent = position_of_id.find(std::string_view(document.id).substr(0, slash));
      if (parent != position_of_id.end()) produced.parent = parent->second;
    }
    position_of_id.emplace(document.id, static_cast<uint32_t>(production.size()));
    production.push_back(std::move(produced));
  }
  return production;
}

std::string production_text(const Document& document) {
  std::string text = document.text;
  std::replace(text.begin(), text.end(), '\f', '\n');
  for (size_t i = document.pages.size(); i-- > 1;) {
    const size_t begin = document.pages[i].span.begin;
    // In place of the white space before the page, where there is some.
    if (begin > 0 && begin <= text.size() && text[begin - 1] == '\n') {
      text[begin - 1] = '\f';
    } else if (begin <= text.size()) {
      text.insert(begin, 1, '\f');
    }
  }
  return text;
}

std::string number_of(const ProductionDocument& produced, const Document& document, Span span) {
  if (produced.numbers.size() != document.pages.size()) return produced.numbers.front();
  for (size_t i = 0; i < document.pages.size(); ++i) {
    if (document.pages[i].span.end > span.begin) return produced.numbers[i];
  }
  return produced.numbers.back();
}

std::string production_dat(const std::vector<ProductionDocument>& production, const CaseContents& contents) {
  std::string out = "\xEF\xBB\xBF";
  out += dat_row({"BEGDOC", "ENDDOC", "BEGATTACH", "ENDATTACH", "PARENTID", "CUSTODIAN", "TITLE", "FROM", "TO", "CC",
                  "SUBJECT", "DOCDATE", "MESSAGEID", "FILENAME", "LANGUAGE", "SHA256", "NATIVELINK", "TEXTLINK"});
  // A family is the outermost document that carries others, and these.
  std::vector<uint32_t> head(production.size());
  std::map<uint32_t, uint32_t> last;  // of each family
  for (uint32_t i = 0; i < production.size(); ++i) {
    head[i] = production[i].parent == kNone ? i : head[production[i].parent];
    last[head[i]] = i;
  }
  for (uint32_t i = 0; i < production.size(); ++i) {
    const ProductionDocument& produced = production[i];
    const Document& document = contents.documents[produced.document];
    const auto of = [&](std::string_view header) { return std::string(document.header(header)); };
    const bool family = last[head[i]] != head[i];
    out +=
        dat_row({produced.numbers.front(), produced.numbers.back(),
                 family ? production[head[i]].numbers.front() : of("attachment-begin"),
                 family ? production[last[head[i]]].numbers.back() : of("attachment-end"),
                 produced.parent == kNone ? of("parent") : production[produced.parent].numbers.front(), of("custodian"),
                 document.title, of("from"), of("to"), of("cc"), of("subject"), document.published, of("message-id"),
                 document.id, document.language, document.source_sha256, produced.native, produced.text});
  }
  return out;
}

std::string production_opt(const std::vector<ProductionDocument>& production, const CaseContents& contents) {
  std::string out;
  for (const ProductionDocument& produced : production) {
    if (!shows_pages(contents.documents[produced.document])) continue;
    for (size_t i = 0; i < produced.numbers.size(); ++i) {
      out += fmt::format("{},VOL001,{},{},,,{}\r\n", opt_cell(produced.numbers[i]), produced.native, i == 0 ? "Y" : "",
                         i == 0 ? fmt::format("{}", produced.numbers.size()) : "");
    }
  }
  return out;
}

std::string production_csv(const std::vector<ProductionDocument>& production, const CaseContents& contents,
                           std::string_view volume) {
  std::string out = csv_row(
      {"first", "last", "title", "published", "language", "source", "sha256", "file", "text", "events", "cited_at"});
  for (const ProductionDocument& produced : production) {
    const Document& document = contents.documents[produced.document];
    std::vector<std::string> events;
    std::set<std::string> pages;
    for (const uint32_t number : produced.events) {
      const Event& event = contents.record.events[number];
      events.push_back(event.id);
      for (const ClaimRef& ref : event.claims) {
        if (ref.document == produced.document)
          pages.insert(number_of(produced, document, contents.readings[ref.document].claims[ref.claim].evidence));
      }
    }
    out += csv_row({produced.numbers.front(), produced.numbers.back(), document.title, document.published,
                    document.language, document.id, document.source_sha256,
                    fmt::format("{}/{}", volume, produced.native), fmt::format("{}/{}", volume, produced.text),
                    fmt::format("{}", fmt::join(events, "; ")), fmt::format("{}", fmt::join(pages, "; "))});
  }
  return out;
}

std::string production_html(const std::vector<ProductionDocument>& production, const CaseIndex& index,
                            const HeadlineWriter& headlines, std::string_view volume, std::string_view title) {
  const CaseContents& contents = index.contents();
  std::string out = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta "
      "http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<title>{}</title>\n<style>body{{font:1rem/1.5 sans-serif;max-width:70rem;margin:2rem "
      "auto;padding:0 1rem}}table{{border-collapse:collapse;width:100%}}td,th{{text-align:start;vertical-align:top;"
      "border-bottom:1px solid #ccc;padding:.4rem}}code{{font-size:.8rem;overflow-wrap:anywhere}}</style>\n</head>\n"
      "<body>\n<h1>{}</h1>\n<h2>{}</h2>\n<table>\n",
      headlines.pack().code, headlines.pack().right_to_left ? "rtl" : "ltr", html_escaped(title), html_escaped(title),
      html_escaped(headlines.word("chronology")));
  std::map<uint32_t, std::vector<const ProductionDocument*>> citing;  // event -> documents
  for (const ProductionDocument& produced : production) {
    for (const uint32_t event : produced.events) citing[event].push_back(&produced);
  }
  for (const auto& [number, documents] : citing) {
    const Event& event = contents.record.events[number];
    out += fmt::format("<tr><td>{}</td><td><bdi>{}</bdi></td><td>", html_escaped(event.edtf),
                       html_escaped(headlines.headline(event)));
    for (const ProductionDocument* produced : documents) {
      const Document& document = contents.documents[produced->document];
      std::set<std::string> pages;
      for (const ClaimRef& ref : event.claims) {
        if (ref.document == produced->document)
          pages.insert(number_of(*produced, document, contents.readings[ref.document].claims[ref.claim].evidence));
      }
      out += fmt::format("<a href=\"#{}\">{}</a> ", html_escaped(produced->numbers.front()),
                         html_escaped(fmt::format("{}", fmt::join(pages, ", "))));
    }
    out += "</td></tr>\n";
  }
  out += fmt::format("</table>\n<h2>{}</h2>\n<table>\n", html_escaped(headlines.word("documents")));
  for (const ProductionDocument& produced : production) {
    const Document& document = contents.documents[produced.document];
    const std::string first = html_escaped(produced.numbers.front());
    out += fmt::format(
        "<tr id=\"{0}\"><td>{0}{1}</td><td><bdi>{2}</bdi><br><bdi>{3}</bdi><br><code>{4}</code></td><td>{5}</td><td><a "
        "href=\"{6}/{7}\">{8}</a></td><td><a href=\"{6}/{9}\">txt</a></td></tr>\n",
        first, produced.numbers.size() > 1 ? "–" + html_escaped(produced.numbers.back()) : "",
        html_escaped(document.title), html_escaped(document.id), document.source_sha256,
        html_escaped(document.published), volume, html_escaped(produced.native), html_escaped(ending_of(document.path)),
        html_escaped(produced.text));
  }
  return out + "</table>\n</body>\n</html>\n";
}

}  // namespace annals
