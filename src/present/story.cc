#include "present/story.h"

#include <fmt/format.h>

#include <vector>

#include "present/event_view.h"
#include "present/html.h"
#include "present/markdown.h"

namespace annals {
namespace {

struct Line {
  enum class Kind { kText, kEmpty, kHeading, kEvent, kMissing } kind = Kind::kText;
  std::string_view text;
  uint32_t event = kNone;
};

std::vector<Line> lines_of(std::string_view text, const CaseIndex& index) {
  std::vector<Line> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    while (!line.empty() && (line.back() == ' ' || line.back() == '\r')) line.remove_suffix(1);
    if (line.empty()) {
      lines.push_back({Line::Kind::kEmpty, {}, kNone});
    } else if (line.starts_with("[[") && line.ends_with("]]") && line.size() > 4) {
      const std::string_view id = line.substr(2, line.size() - 4);
      const uint32_t event = index.event(id);
      lines.push_back({event == kNone ? Line::Kind::kMissing : Line::Kind::kEvent, id, event});
    } else if (line.starts_with("#")) {
      const size_t words = line.find_first_not_of("# ");
      lines.push_back({Line::Kind::kHeading, line.substr(std::min(words, line.size())), kNone});
    } else {
      lines.push_back({Line::Kind::kText, line, kNone});
    }
  }
  return lines;
}

// A case made ready for one reader; what both forms need.
struct Reader {
  Reader(const CaseContents& contents, const LanguageSet& languages, std::string_view language)
      : headlines(languages.languages(), language, contents),
        index(contents, languages.folding()),
        views(index, languages.languages(), headlines) {}
  HeadlineWriter headlines;
  CaseIndex index;
  EventViews views;
};

std::string date_of(const EventView& view, const HeadlineWriter& headlines) {
  return view.date.empty() ? headlines.word("undated") : headlines.date(view.date);
}

}  // namespace

void story_as_markdown(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                       std::string_view name, std::string_view text, const Sink& sink) {
  const Reader reader(contents, languages, language);
  sink(fmt::format("# {}\n\n", markdown_escaped(name)));
  std::string notes;
  size_t note = 0;
  for (const Line& line : lines_of(text, reader.index)) {
    switch (line.kind) {
      case Line::Kind::kText:
        sink(fmt::format("{}\n", line.text));
        break;
      case Line::Kind::kEmpty:
        sink("\n");
        break;
      case Line::Kind::kHeading:
        sink(fmt::format("\n## {}\n\n", markdown_escaped(line.text)));
        break;
      case Line::Kind::kMissing:
        sink(fmt::format("\n*{}?*\n\n", markdown_escaped(line.text)));
        break;
      case Line::Kind::kEvent: {
        const EventView view = reader.views.view(line.event);
        std::string out = fmt::format("\n**{}** {}", markdown_escaped(date_of(view, reader.headlines)),
                                      markdown_escaped(view.headline));
        for (const EvidenceView& evidence : view.evidence) {
          ++note;
          out += fmt::format("[^{}]", note);
          notes += fmt::format("[^{}]: “{}” — {}, {}–{}\n", note, markdown_escaped(evidence.words),
                               markdown_escaped(evidence.document->id), evidence.start, evidence.end);
        }
        sink(out + "\n\n");
      }
    }
  }
  sink("\n" + notes);
}

void story_as_html(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                   std::string_view name, std::string_view text, const Sink& sink) {
  const Reader reader(contents, languages, language);
  const Pack& pack = reader.headlines.pack();
  sink(fmt::format(
      "<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src "
      "'unsafe-inline'\">\n<title>{}</title>\n<style>body{{font:1.05rem/1.65 Georgia,'Noto Serif',serif;"
      "max-width:42rem;margin:3rem auto;padding:0 1rem;color:#1d2026}}.event{{border-inline-start:3px solid "
      "#2b5aa8;padding-inline-start:.9rem}}time{{font-weight:600}}ol{{font-size:.85rem;border-top:1px solid "
      "#bbb;padding-top:1rem;margin-top:3rem}}sup a{{text-decoration:none}}@media print{{body{{margin:0}}}}"
      "</style>\n</head>\n<body>\n<h1>{}</h1>\n",
      pack.code, pack.right_to_left ? "rtl" : "ltr", html_escaped(name), html_escaped(name)));
  std::string notes;
  size_t note = 0;
  bool paragraph = false;
  const auto end_paragraph = [&] {
    if (paragraph) sink("</p>\n");
    paragraph = false;
  };
  for (const Line& line : lines_of(text, reader.index)) {
    if (line.kind != Line::Kind::kText) end_paragraph();
    switch (line.kind) {
      case Line::Kind::kText:
        sink(fmt::format("{}{}\n", paragraph ? "" : "<p dir=\"auto\">", html_escaped(line.text)));
        paragraph = true;
        break;
      case Line::Kind::kEmpty:
        break;
      case Line::Kind::kHeading:
        sink(fmt::format("<h2 dir=\"auto\">{}</h2>\n", html_escaped(line.text)));
        break;
      case Line::Kind::kMissing:
        sink(fmt::format("<p class=\"event\"><em>{}?</em></p>\n", html_escaped(line.text)));
        break;
      case Line::Kind::kEvent: {
        const EventView view = reader.views.view(line.event);
        std::string out = fmt::format("<p class=\"event\"><time>{}</time> {}",
                                      html_escaped(date_of(view, reader.headlines)), html_escaped(view.headline));
        for (const EvidenceView& evidence : view.evidence) {
          ++note;
          out += fmt::format("<sup><a id=\"r{0}\" href=\"#n{0}\">{0}</a></sup>", note);
          notes += fmt::format(
              "<li id=\"n{}\"><q lang=\"{}\" dir=\"{}\">{}</q> <bdi>{}</bdi>, {}–{} <a href=\"#r{}\">↩</a></li>\n",
              note, html_escaped(evidence.language), evidence.right_to_left ? "rtl" : "ltr",
              html_escaped(evidence.words), html_escaped(evidence.document->id), evidence.start, evidence.end, note);
        }
        sink(out + "</p>\n");
      }
    }
  }
  end_paragraph();
  if (!notes.empty()) sink("<ol>\n" + notes + "</ol>\n");
  sink("</body>\n</html>\n");
}

}  // namespace annals
