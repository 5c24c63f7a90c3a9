#include "present/chronology.h"

#include <fmt/format.h>

#include <algorithm>

#include "present/terminal.h"

namespace annals {
namespace {

constexpr size_t kDateColumns = 12;
constexpr size_t kNamedTellers = 2;      // documents of a conflicting value that are named
constexpr size_t kColumnsOfAFile = 120;  // where no terminal says how wide a line may be

// Adds `text` in lines that begin below `indent`.
void add_wrapped(std::string& out, std::string_view text, size_t indent, Style style, const ChronologyStyle& how,
                 bool isolated) {
  const std::vector<std::string> lines =
      how.columns > indent + 20 ? wrap(text, how.columns - indent) : std::vector<std::string>{one_line(text)};
  for (const std::string& line : lines) {
    out += std::string(indent, ' ') + styled(isolated && how.isolate ? isolate(line) : line, style, how.colour) + "\n";
  }
}

// Whole days, months and years as they sort; all else (seasons, about, between) in words.
std::string date_of(const EventView& view, const HeadlineWriter& headlines) {
  if (view.date.empty()) return headlines.word("undated");
  const bool digits = view.date.find_first_not_of("0123456789-") == std::string::npos;
  const bool season = view.date.size() == 7 && view.date.substr(5) > "12";
  return digits && !season ? view.date : headlines.date(view.date);
}

// Who gives a value: all documents where all words are shown; else the first by their files' names, and how many more.
std::string tellers(const std::vector<std::string>& documents, bool all) {
  if (all) return fmt::format("{}", fmt::join(documents, ", "));
  std::vector<std::string> names;
  for (const std::string& id : documents) {
    if (names.size() == kNamedTellers) break;
    const size_t part = std::min(id.find('#'), id.size());
    const size_t slash = id.rfind('/', part);
    names.push_back(slash == std::string::npos ? id : id.substr(slash + 1));
  }
  std::string out = fmt::format("{}", fmt::join(names, ", "));
  if (documents.size() > names.size()) out += fmt::format(" +{}", documents.size() - names.size());
  return out;
}

std::string joined(const std::vector<std::string>& items) { return fmt::format("{}", fmt::join(items, " · ")); }

}  // namespace

std::string chronology_entry(const EventView& view, const HeadlineWriter& headlines, const ChronologyStyle& style) {
  const Event& event = *view.event;
  const std::string date = date_of(view, headlines);
  std::string marks = fmt::format("{}/{}", event.independent_sources, event.documents.size());
  if (!view.conflicts.empty()) marks += " !";
  if (view.doubtful) marks += " ?";
  if (style.ids) marks += "  " + event.id;

  std::string out = styled(date, Style::kDate, style.colour);
  const size_t indent = std::max(kDateColumns, display_width(date) + 2);
  out.append(indent - display_width(date), ' ');
  // The headline on its lines; sources and marks end the last one.
  const std::string tail = "  " + styled(marks, view.conflicts.empty() ? Style::kDim : Style::kWarning, style.colour);
  const size_t room = style.columns > indent + 30 ? style.columns - indent - display_width(marks) - 2 : 0;
  const auto lines = room > 0 ? wrap(view.headline, room) : std::vector<std::string>{one_line(view.headline)};
  for (size_t i = 0; i < lines.size(); ++i) {
    if (i > 0) out += "\n" + std::string(indent, ' ');
    out += styled(style.isolate ? isolate(lines[i]) : lines[i],
                  event.significance == Significance::kKey ? Style::kBold : Style::kPlain, style.colour);
  }
  out += tail + "\n";

  const std::vector<std::string> facts = view.beyond_headline();
  if (!facts.empty()) add_wrapped(out, joined(facts), indent, Style::kDim, style, true);
  for (const ConflictView& conflict : view.conflicts) {
    std::vector<std::string> values;
    for (const auto& value : conflict.values)
      values.push_back(fmt::format("{} ({})", value.value,
                                   tellers(value.documents, style.words == ChronologyStyle::Words::kEverySource)));
    std::string line = fmt::format("! {}: {}", conflict.slot, fmt::join(values, " ≠ "));
    if (!conflict.cause.empty()) line += fmt::format(" [{}]", conflict.cause);
    add_wrapped(out, line, indent, Style::kWarning, style, true);
  }
  if (style.words == ChronologyStyle::Words::kHidden) return out;
  if (style.words == ChronologyStyle::Words::kOneSource) {
    const EvidenceView* shown = view.plainest(headlines.pack().code);
    if (shown == nullptr) return out;
    const std::string words =
        fit(sentence_around(*shown), (style.columns > indent + 20 ? style.columns : kColumnsOfAFile) - indent - 2);
    return out + std::string(indent, ' ') +
           styled("“" + (style.isolate ? isolate(words) : words) + "”", Style::kDim, style.colour) + "\n";
  }
  for (const EvidenceView& evidence : view.evidence) {
    add_wrapped(out, "“" + evidence.words + "”", indent + 2, Style::kPlain, style, true);
    std::string where = fmt::format("— {}:{}-{}", evidence.document->id, evidence.start, evidence.end);
    if (!evidence.page.empty()) where += " · " + evidence.page;
    if (!evidence.sayer.empty()) where += fmt::format(" · {}: {}", headlines.word("says"), evidence.sayer);
    if (!evidence.status.empty()) where += " · " + evidence.status;
    if (style.ids) where += " · " + evidence.claim;
    if (evidence.copied) where += " · " + headlines.word("copy");
    add_wrapped(out, where, indent + 2, Style::kDim, style, true);
  }
  return out;
}

}  // namespace annals
