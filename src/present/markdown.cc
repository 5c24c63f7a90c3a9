#include "present/markdown.h"

#include <fmt/format.h>

#include "present/event_view.h"
#include "present/export.h"
#include "present/terminal.h"
#include "text/deceptive.h"

namespace annals {

std::string markdown_escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (std::string_view("\\`*_{}[]<>()#+-!|~&").find(c) != std::string_view::npos) out += '\\';
    out += c;
  }
  return count_direction_overrides(out) == 0 ? out : show_direction_overrides(out);
}

void export_markdown(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                     const Sink& sink) {
  const HeadlineWriter headlines(languages.languages(), language, contents);
  const CaseIndex index(contents, languages.folding());
  const EventViews views(index, languages.languages(), headlines);
  sink(fmt::format("# {}\n", headlines.word("chronology")));
  std::string notes, heading = "none yet";
  size_t note = 0;
  for (uint32_t i = 0; i < contents.record.events.size(); ++i) {
    const EventView view = views.view(i);
    const std::string year = view.event->days.earliest ? to_string(*view.event->days.earliest).substr(0, 4)
                             : view.event->days.latest ? to_string(*view.event->days.latest).substr(0, 4)
                                                       : headlines.word("undated");
    if (year != heading) {
      sink(fmt::format("\n## {}\n\n", year));
      heading = year;
    }
    std::string line = "- ";
    if (!view.date.empty()) line += fmt::format("**{}** ", markdown_escaped(headlines.date(view.date)));
    line += markdown_escaped(view.headline);
    if (!view.conflicts.empty()) {
      std::vector<std::string> conflicts;
      for (const ConflictView& conflict : view.conflicts) {
        std::vector<std::string> values;
        for (const auto& value : conflict.values) values.push_back(markdown_escaped(value.value));
        conflicts.push_back(fmt::format("{}: {}", conflict.slot, fmt::join(values, " ≠ ")));
      }
      line += fmt::format(" *({})*", fmt::join(conflicts, "; "));
    }
    for (const EvidenceView& evidence : view.evidence) {
      ++note;
      line += fmt::format("[^{}]", note);
      notes += fmt::format(
          "[^{}]: “{}” — {}{}, {}–{}{}\n", note, markdown_escaped(evidence.words),
          markdown_escaped(evidence.document->id), evidence.page.empty() ? "" : ", " + markdown_escaped(evidence.page),
          evidence.start, evidence.end,
          evidence.sayer.empty() ? ""
                                 : fmt::format(" ({}: {})", headlines.word("says"), markdown_escaped(evidence.sayer)));
    }
    sink(line + "\n");
  }
  sink("\n" + notes);
}

}  // namespace annals
