#include "present/csv.h"

#include <fmt/format.h>

#include <algorithm>

#include "present/event_view.h"
#include "present/export.h"
#include "text/deceptive.h"

namespace annals {
namespace {

// A cell of RFC 4180. What a spreadsheet would run as a formula gets an apostrophe in front.
std::string cell(std::string_view text) {
  std::string value = show_direction_overrides(text);
  if (!value.empty() && std::string_view("=+-@\t\r").find(value[0]) != std::string_view::npos) value.insert(0, "'");
  if (value.find_first_of(",\"\r\n") == std::string::npos) return value;
  std::string quoted = "\"";
  for (const char c : value) {
    if (c == '"') quoted += '"';
    quoted += c;
  }
  return quoted + "\"";
}

}  // namespace

std::string csv_row(const std::vector<std::string>& cells) {
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) line += (i > 0 ? "," : "") + cell(cells[i]);
  return line + "\r\n";
}

void export_csv(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                const Sink& sink) {
  const HeadlineWriter headlines(languages.languages(), language, contents);
  const CaseIndex index(contents, languages.folding());
  const EventViews views(index, languages.languages(), headlines);
  sink(csv_row({"id", "date", "earliest", "latest", "type", "status", "headline", "participants", "quantities",
                "independent_sources", "documents", "conflicts", "evidence"}));
  for (uint32_t i = 0; i < contents.record.events.size(); ++i) {
    const EventView view = views.view(i);
    const Event& event = *view.event;
    std::vector<std::string> participants, quantities, documents, conflicts, evidence;
    for (const EventParticipant& p : event.participants) {
      participants.push_back(fmt::format("{}: {}", p.role, p.entity == kNone ? p.text : headlines.name(p.entity)));
    }
    for (const EventQuantity& q : event.quantities) {
      quantities.push_back(
          fmt::format("{}: {}{} {}", q.role, q.value, q.max ? fmt::format("-{}", *q.max) : "", q.unit));
    }
    for (const uint32_t d : event.documents) documents.push_back(contents.documents[d].id);
    for (const ConflictView& c : view.conflicts) conflicts.push_back(c.slot);
    for (const EvidenceView& e : view.evidence)
      evidence.push_back(
          fmt::format("{} [{}:{}-{}{}]", e.words, e.document->id, e.start, e.end, e.page.empty() ? "" : ", " + e.page));
    sink(csv_row({event.id, event.edtf, event.days.earliest ? to_string(*event.days.earliest) : "",
                  event.days.latest ? to_string(*event.days.latest) : "", event.type,
                  std::string(to_string(event.status)), view.headline, fmt::format("{}", fmt::join(participants, "; ")),
                  fmt::format("{}", fmt::join(quantities, "; ")), fmt::format("{}", event.independent_sources),
                  fmt::format("{}", fmt::join(documents, "; ")), fmt::format("{}", fmt::join(conflicts, "; ")),
                  fmt::format("{}", fmt::join(evidence, "\n"))}));
  }
}

}  // namespace annals
