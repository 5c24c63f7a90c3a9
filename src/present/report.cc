#include "present/report.h"

#include <fmt/format.h>
#include <openssl/evp.h>

#include <algorithm>
#include <map>

#include "base/hash.h"
#include "present/event_view.h"
#include "present/html.h"
#include "present/report_assets.h"
#include "present/terminal.h"

namespace annals {
namespace {

// `sha256-…`, as a Content-Security-Policy names a style or script.
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

class Report {
 public:
  Report(const CaseContents& contents, const LanguageSet& languages, std::string_view language, std::string_view title,
         const Sink& sink)
      : contents_(contents),
        record_(contents.record),
        headlines_(languages.languages(), language, contents),
        index_(contents, languages.folding()),
        views_(index_, languages.languages(), headlines_),
        languages_(languages.languages()),
        title_(title),
        sink_(sink) {}

  void write() const {
    head();
    band();
    filters();
    chronology();
    conflicts();
    gaps();
    people();
    sources();
    copies();
    sink_(fmt::format("</main>\n<footer class=\"page\"><p>{}</p></footer>\n<script>{}</script>\n</body>\n</html>\n",
                      html_escaped(headlines_.phrase("made_by", {{"n", std::to_string(contents_.documents.size())}})),
                      kReportScript));
  }

 private:
  std::string word(std::string_view key) const { return html_escaped(headlines_.word(key)); }
  static std::string anchor(std::string_view prefix, size_t number) { return fmt::format("{}{}", prefix, number + 1); }
  std::string document_link(uint32_t document) const {
    return fmt::format("<a href=\"#{}\"><bdi>{}</bdi></a>", anchor("document-", document),
                       html_escaped(contents_.documents[document].id));
  }
  // Names show in their own direction whatever stands around them.
  static std::string isolated(std::string_view text) { return "<bdi>" + html_escaped(text) + "</bdi>"; }

  void head() const {
    const Pack& pack = headlines_.pack();
    sink_(
        fmt::format("<!DOCTYPE html>\n<html lang=\"{}\" dir=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                    "<meta name=\"referrer\" content=\"no-referrer\">\n"
                    "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '{}'; "
                    "script-src '{}'\">\n"
                    "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
                    pack.code, pack.right_to_left ? "rtl" : "ltr", policy_hash(kReportStyle),
                    policy_hash(kReportScript), html_escaped(title_), kReportStyle));
    sink_(
        fmt::format("<header>\n<button class=\"theme\" id=\"theme\" type=\"button\">◐ {}</button>\n<h1>{}</h1>\n<ul "
                    "class=\"facts\">",
                    word("dark"), isolated(title_)));
    const auto fact = [&](size_t n, std::string_view key) {
      sink_(fmt::format("<li><b>{}</b> {}</li>", n, word(key)));
    };
    std::vector<uint32_t> origins = record_.origin_of;
    std::sort(origins.begin(), origins.end());
    origins.erase(std::unique(origins.begin(), origins.end()), origins.end());
    fact(record_.events.size(), "events");
    sink_(fmt::format("<li><b>{}</b> {} (<b>{}</b> {})</li>", contents_.documents.size(), word("documents"),
                      origins.size(), word("independent")));
    sink_("</ul>\n<nav>");
    const auto link = [&](std::string_view id, size_t n) {
      if (n > 0) sink_(fmt::format("<a href=\"#{}\">{} ({})</a>", id, word(id), n));
    };
    link("chronology", record_.events.size());
    link("conflicts", record_.conflicts.size());
    link("gaps", record_.gaps.size());
    link("people", record_.entities.size());
    link("sources", contents_.sources.size());
    link("copies", record_.copies.size());
    sink_("</nav>\n");
  }

  // How many events there are in each month, quarter or year: one bar each, a click shows these.
  void band() const {
    std::vector<Day> days;
    for (const Event& event : record_.events) {
      const bool narrow = event.days.bounded() && *event.days.latest - *event.days.earliest <= std::chrono::days(366);
      if (narrow) days.push_back(*event.days.earliest);
    }
    if (days.size() < 2) return sink_("</header>\n<main>\n");
    std::sort(days.begin(), days.end());
    const int first_year = static_cast<int>(civil(days.front()).year()),
              last_year = static_cast<int>(civil(days.back()).year());
    const int years = last_year - first_year + 1;
    const int months = years <= 3 ? 1 : years <= 15 ? 3 : years <= 150 ? 12 : 120;  // in one bar
    std::map<int, size_t> bars;
    size_t highest = 1;
    for (const Day day : days) {
      const auto ymd = civil(day);
      const int month =
          (static_cast<int>(ymd.year()) - first_year) * 12 + static_cast<int>(static_cast<unsigned>(ymd.month())) - 1;
      highest = std::max(highest, ++bars[month / months]);
    }
    constexpr double kWidth = 960, kHeight = 84;
    const int marks = (years * 12 + months - 1) / months;
    const double step = kWidth / marks;
    sink_(fmt::format("<svg class=\"band\" viewBox=\"0 0 {} {}\" role=\"img\" aria-label=\"{}\">", kWidth, kHeight + 20,
                      word("chronology")));
    for (const auto& [bar, count] : bars) {
      const double height = kHeight * static_cast<double>(count) / static_cast<double>(highest);
      const int from = bar * months, to = from + months - 1;
      const Day first = first_of_month(first_year + from / 12, static_cast<unsigned>(from % 12) + 1);
      const Day last = last_of_month(first_year + to / 12, static_cast<unsigned>(to % 12) + 1);
      sink_(
          fmt::format("<rect x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" rx=\"1.5\" data-from=\"{}\" "
                      "data-to=\"{}\"><title>{} – {}: {}</title></rect>",
                      bar * step + 0.5, kHeight - height, std::max(1.0, step - 1.5), height, to_string(first),
                      to_string(last), to_string(first), to_string(last), count));
    }
    const int every = years <= 16 ? 1 : (years + 15) / 16;
    for (int year = 0; year < years; year += every) {
      sink_(fmt::format("<text x=\"{:.1f}\" y=\"{}\">{}</text>", year * 12.0 / months * step, kHeight + 15,
                        first_year + year));
    }
    sink_(fmt::format("<line x1=\"0\" x2=\"{}\" y1=\"{}\" y2=\"{}\"/></svg>\n</header>\n<main>\n", kWidth,
                      kHeight + 0.5, kHeight + 0.5));
  }

  void filters() const {
    sink_(
        fmt::format("<form class=\"filters\" id=\"filters\" autocomplete=\"off\"><input type=\"search\" id=\"q\" "
                    "placeholder=\"{}\" aria-label=\"{}\">",
                    word("search"), word("search")));
    sink_(fmt::format("<select id=\"who\" aria-label=\"{}\"><option value=\"\">{}</option>", word("person"),
                      word("everyone")));
    for (const uint32_t entity : entities_by_weight()) {
      if (index_.events_of_entity(entity).empty()) continue;
      sink_(fmt::format("<option value=\"{}\">{}</option>", entity, html_escaped(headlines_.name(entity))));
    }
    sink_(fmt::format("</select><select id=\"type\" aria-label=\"{}\"><option value=\"\">{}</option>", word("type"),
                      word("every_type")));
    std::map<std::string, std::string> families;
    for (const Event& event : record_.events) {
      const std::string family = event.type.substr(0, event.type.find('.'));
      families.emplace(headlines_.term("family", family), family);
    }
    for (const auto& [name, family] : families)
      sink_(fmt::format("<option value=\"{}\">{}</option>", html_escaped(family), html_escaped(name)));
    sink_(fmt::format(
        "</select><label>{} <input type=\"date\" id=\"from\"></label><label>{} <input type=\"date\" id=\"to\"></label>"
        "<label><input type=\"checkbox\" id=\"conflicts\"> {}</label><label><input type=\"checkbox\" id=\"key\"> "
        "{}</label>"
        "<button type=\"button\" id=\"reset\">{}</button><button type=\"button\" id=\"expand\">{}</button>"
        "<span id=\"shown\" class=\"note\" role=\"status\" data-text=\"{}\"></span></form>\n",
        word("from"), word("to"), word("only_conflicts"), word("only_key"), word("reset"), word("expand"),
        word("shown")));
  }

  void chronology() const {
    sink_(fmt::format("<h2 id=\"chronology\">{}</h2>\n<p id=\"nothing\" hidden>{}</p>\n", word("chronology"),
                      word("nothing")));
    std::string heading;
    for (uint32_t i = 0; i < record_.events.size(); ++i) {
      const Event& event = record_.events[i];
      const auto& day = event.days.earliest ? event.days.earliest : event.days.latest;
      const std::string year = day ? to_string(*day).substr(0, 4) : headlines_.word("undated");
      if (year != heading) {
        sink_(fmt::format("{}<section class=\"year\"><h3 class=\"year\">{}</h3>\n",
                          heading.empty() ? "" : "</section>\n", html_escaped(year)));
        heading = year;
      }
      event_entry(i, views_.view(i));
    }
    if (!heading.empty()) sink_("</section>\n");
  }

  void event_entry(uint32_t number, const EventView& view) const {
    const Event& event = *view.event;
    std::string who;
    for (const EventParticipant& participant : event.participants) {
      if (participant.entity != kNone) who += fmt::format("{}{}", who.empty() ? "" : " ", participant.entity);
    }
    sink_(fmt::format(
        "<details class=\"event {}\" id=\"{}\" data-who=\"{}\" data-type=\"{}\" data-earliest=\"{}\" "
        "data-latest=\"{}\"{}{}>\n",
        to_string(event.significance), anchor("event-", number), who, html_escaped(event.type),
        event.days.earliest ? to_string(*event.days.earliest) : "",
        event.days.latest ? to_string(*event.days.latest) : "", view.conflicts.empty() ? "" : " data-conflict=\"1\"",
        event.significance == Significance::kKey ? " data-key=\"1\"" : ""));
    std::string marks =
        fmt::format("<span title=\"{}\">{}/{}</span>",
                    html_escaped(headlines_.phrase("independent_of", {{"n", std::to_string(event.independent_sources)},
                                                                      {"m", std::to_string(event.documents.size())}})),
                    event.independent_sources, event.documents.size());
    if (!view.conflicts.empty()) marks += fmt::format("<span class=\"flag\" title=\"{}\">≠</span>", word("conflicts"));
    if (view.doubtful) marks += fmt::format("<span class=\"flag\" title=\"{}\">?</span>", html_escaped(view.status));
    const std::string date = view.date.empty() ? headlines_.word("undated") : headlines_.date(view.date);
    sink_(fmt::format(
        "<summary><span class=\"date\">{}</span><span class=\"headline\">{}</span><span class=\"marks\">{}</span>",
        html_escaped(date), html_escaped(view.headline), marks));
    std::vector<std::string> facts;
    for (const auto& fact : view.beyond_headline()) facts.push_back(isolated(fact));
    if (!facts.empty()) sink_(fmt::format("<span class=\"who\">{}</span>", fmt::join(facts, " · ")));
    sink_("</summary>\n<div class=\"proof\">");
    for (const ConflictView& conflict : view.conflicts) conflict_table(conflict);
    sink_(fmt::format("<h4>{}</h4>", word("evidence")));
    for (size_t i = 0; i < view.evidence.size(); ++i) quotation(view.evidence[i], event.claims[i].document);
    sink_("</div></details>\n");
  }

  void quotation(const EvidenceView& evidence, uint32_t document) const {
    // The first place where the trigger stands is marked; the words are the source's own.
    std::string words = html_escaped(evidence.words);
    const std::string trigger = html_escaped(evidence.trigger);
    if (const size_t at = trigger.empty() ? std::string::npos : words.find(trigger); at != std::string::npos) {
      words = words.substr(0, at) + "<mark>" + trigger + "</mark>" + words.substr(at + trigger.size());
    }
    std::string about = document_link(document) + fmt::format(" · {}–{}", evidence.start, evidence.end);
    if (!evidence.sayer.empty()) about += fmt::format(" · {} {}", word("says"), isolated(evidence.sayer));
    if (!evidence.status.empty()) about += " · " + html_escaped(evidence.status);
    if (evidence.copied) about += " · " + word("copy");
    sink_(fmt::format("<blockquote><p lang=\"{}\" dir=\"{}\">{}</p><footer>{}</footer></blockquote>\n",
                      html_escaped(evidence.language), evidence.right_to_left ? "rtl" : "ltr", words, about));
  }

  void conflict_table(const ConflictView& conflict) const {
    sink_(fmt::format("<div class=\"conflict\"><strong>≠ {}</strong>", html_escaped(conflict.slot)));
    if (!conflict.cause.empty())
      sink_(fmt::format(" <span class=\"note\">({}: {})</span>", word("cause"), html_escaped(conflict.cause)));
    sink_("<table>");
    for (const auto& value : conflict.values) {
      std::vector<std::string> documents;
      for (const std::string& id : value.documents) documents.push_back(document_link(index_.document(id)));
      sink_(fmt::format("<tr><td>{}</td><td>{}</td></tr>", isolated(value.value), fmt::join(documents, ", ")));
    }
    sink_("</table></div>\n");
  }

  void conflicts() const {
    if (record_.conflicts.empty()) return;
    sink_(fmt::format(
        "<h2 id=\"conflicts\">{}</h2>\n<div class=\"wide\"><table><tr><th>{}</th><th>{}</th><th>{}</th></tr>\n",
        word("conflicts"), word("events"), word("value"), word("cause")));
    for (const Conflict& conflict : record_.conflicts) {
      std::vector<std::string> values;
      for (const ConflictValue& value : conflict.values) values.push_back(isolated(value.value));
      const std::string event = conflict.event == kNone
                                    ? std::string()
                                    : fmt::format("<a href=\"#{}\">{}</a>", anchor("event-", conflict.event),
                                                  html_escaped(headlines_.headline(record_.events[conflict.event])));
      sink_(fmt::format("<tr><td>{}</td><td>{}: {}</td><td>{}</td></tr>\n", event,
                        html_escaped(slot_name(conflict.slot, headlines_)), fmt::join(values, " ≠ "),
                        html_escaped(headlines_.term("cause", conflict.cause))));
    }
    sink_("</table></div>\n");
  }

  void gaps() const {
    if (record_.gaps.empty()) return;
    sink_(fmt::format("<h2 id=\"gaps\">{}</h2>\n<div class=\"wide\"><table>\n", word("gaps")));
    for (const Gap& gap : record_.gaps) {
      std::string days = gap.days.earliest ? to_string(*gap.days.earliest) : std::string();
      if (gap.days.latest && gap.days.latest != gap.days.earliest) days += " – " + to_string(*gap.days.latest);
      std::string where;
      if (gap.document != kNone) {
        const Document& document = contents_.documents[gap.document];
        where = fmt::format("<br><span class=\"note\">{}: “{}”</span>", document_link(gap.document),
                            isolated(one_line(gap.span.of(document.text))));
      }
      sink_(fmt::format("<tr><td class=\"n\">{}</td><td>{}</td><td>{}{}</td></tr>\n", days,
                        html_escaped(headlines_.term("gap", gap.kind)), html_escaped(gap.why), where));
    }
    sink_("</table></div>\n");
  }

  std::vector<uint32_t> entities_by_weight() const {
    std::vector<uint32_t> entities(record_.entities.size());
    for (uint32_t i = 0; i < entities.size(); ++i) entities[i] = i;
    std::stable_sort(entities.begin(), entities.end(), [&](uint32_t a, uint32_t b) {
      return index_.events_of_entity(a).size() > index_.events_of_entity(b).size();
    });
    return entities;
  }

  void people() const {
    if (record_.entities.empty()) return;
    sink_(fmt::format(
        "<h2 id=\"people\">{}</h2>\n<div class=\"wide\"><table><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>\n",
        word("people"), word("person"), word("kind"), word("events"), word("spellings")));
    for (const uint32_t number : entities_by_weight()) {
      const Entity& entity = record_.entities[number];
      std::vector<std::string> names;
      for (const EntityName& name : entity.names)
        names.push_back(fmt::format("{} ({})", isolated(name.text), name.count));
      sink_(fmt::format(
          "<tr><td><a href=\"#chronology\" data-who=\"{}\">{}</a></td><td>{}</td><td "
          "class=\"n\">{}</td><td>{}</td></tr>\n",
          number, isolated(headlines_.name(number)), html_escaped(headlines_.term("entity", to_string(entity.type))),
          index_.events_of_entity(number).size(), fmt::join(names, " · ")));
    }
    sink_("</table></div>\n");
  }

  void sources() const {
    sink_(fmt::format(
        "<h2 id=\"sources\">{}</h2>\n<div "
        "class=\"wide\"><table><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th>{}</th></tr>\n",
        word("sources"), word("document"), word("published"), word("language"), word("length"), word("origin")));
    for (uint32_t i = 0; i < contents_.documents.size(); ++i) {
      const Document& document = contents_.documents[i];
      const Pack* pack = languages_.find(document.language);
      sink_(fmt::format(
          "<tr id=\"{}\"><td>{}<br>{}<br><span class=\"note\">SHA-256 {}</span></td><td "
          "class=\"n\">{}</td><td>{}</td><td class=\"n\">{}</td><td class=\"n\">{}</td></tr>\n",
          anchor("document-", i), isolated(document.title), isolated(document.id), document.sha256.substr(0, 16),
          html_escaped(document.published), html_escaped(pack != nullptr ? pack->name : document.language),
          count_code_points(document.text), record_.origin_of[i] + 1));
    }
    for (const CaseSource& source : contents_.sources) {
      if (source.unread.empty()) continue;
      sink_(fmt::format("<tr><td>{}</td><td colspan=\"4\">{}: {}</td></tr>\n", isolated(source.path), word("unread"),
                        html_escaped(source.unread)));
    }
    sink_("</table></div>\n");
  }

  void copies() const {
    if (record_.copies.empty()) return;
    sink_(fmt::format("<h2 id=\"copies\">{}</h2>\n<div class=\"wide\"><table>\n", word("copies")));
    for (const Copy& copy : record_.copies) {
      const char* arrow = copy.direction > 0 ? "→" : copy.direction < 0 ? "←" : "↔";
      sink_(fmt::format("<tr><td>{} {} {}</td><td>{}</td><td class=\"n\">{:.0f} %</td></tr>\n",
                        document_link(copy.a.document), arrow, document_link(copy.b.document),
                        html_escaped(headlines_.term("copy", to_string(copy.type))), copy.similarity * 100));
    }
    sink_("</table></div>\n");
  }

  const CaseContents& contents_;
  const Record& record_;
  const HeadlineWriter headlines_;
  const CaseIndex index_;
  const EventViews views_;
  const Languages& languages_;
  const std::string_view title_;
  const Sink& sink_;
};

}  // namespace

void write_report(const CaseContents& contents, const LanguageSet& languages, std::string_view language,
                  std::string_view title, const Sink& sink) {
  Report(contents, languages, language, title, sink).write();
}

}  // namespace annals
