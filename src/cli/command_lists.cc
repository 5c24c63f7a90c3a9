// The commands that list what a case or the program holds: sources, people, languages.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "casefile/corrections.h"
#include "cli/commands.h"
#include "cli/opened_case.h"
#include "cli/output.h"
#include "present/coverage.h"
#include "present/headline.h"
#include "present/selection.h"
#include "present/terminal.h"
#include "record/look_alikes.h"
#include "text/utf8.h"

namespace annals {
namespace {

std::string size_text(uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} B", bytes);
  if (bytes < 1000000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1e3);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

Result<int> print_custody(const SourcesCommand& command) {
  const auto file = CaseFile::open(command.case_path, CaseFile::Mode::kRead);
  if (!file) return file.error();
  const auto entries = file->custody();
  if (!entries) return entries.error();
  Output output({});
  for (const CustodyEntry& entry : *entries) {
    output.write(fmt::format("{}  {}  {}  {}  SHA-256 {}\n    from {}  by {}  with {}\n", entry.when, entry.action,
                             entry.path, size_text(entry.bytes), entry.sha256,
                             entry.file.empty() ? "standard input" : entry.file, entry.who, entry.program));
  }
  ANNALS_TRY(output.finish());
  return kDone;
}

// As coreutils write it: a name with a line end or a backslash is escaped, and its line begins with one.
std::string manifest_line(const std::string& sha256, const std::string& file) {
  std::string name;
  for (const char c : file) name += c == '\\' ? "\\\\" : c == '\n' ? "\\n" : std::string(1, c);
  return fmt::format("{}{}  {}\n", name == file ? "" : "\\", sha256, name);
}

// Where in a text it stands, or nothing.
std::string place_of(const LookAlike& look_alike, const CaseContents& contents) {
  if (look_alike.document == kNone) return {};
  const Document& document = contents.documents[look_alike.document];
  const CodePointIndex points(document.text);
  return fmt::format(" ({}:{}-{})", one_line(document.id), points.code_points(look_alike.span.begin),
                     points.code_points(look_alike.span.end));
}

std::string coverage_text(const Coverage& coverage) {
  const auto share = [&](uint64_t bytes) {
    return coverage.total() == 0 ? 0.0 : 100.0 * static_cast<double>(bytes) / static_cast<double>(coverage.total());
  };
  std::string text =
      fmt::format("read {:.1f} % (duplicate {:.1f} %), boilerplate {:.1f} %, unreadable {:.1f} %, empty {:.1f} %",
                  share(coverage.read), share(coverage.duplicate), share(coverage.boilerplate),
                  share(coverage.unreadable), share(coverage.empty));
  if (coverage.pages > 0)
    text += fmt::format("; {} of {} pages have text", coverage.pages - coverage.pages_empty, coverage.pages);
  return text;
}

}  // namespace

Result<int> run(const SourcesCommand& command, const CommonOptions& common) {
  if (command.custody) return print_custody(command);
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  const CaseContents& contents = opened->contents;
  if (command.manifest) {
    Output manifest({});
    for (const CaseSource& source : contents.sources) {
      if (!source.file.empty()) manifest.write(manifest_line(source.sha256, source.file));
      for (const SourcePlace& place : source.places) manifest.write(manifest_line(source.sha256, place.file));
    }
    ANNALS_TRY(manifest.finish());
    return kDone;
  }
  const std::vector<Coverage> coverage = coverage_of(contents);
  std::map<std::string_view, std::string_view> first_of;  // hash -> the first source with those bytes
  std::multimap<std::string_view, uint32_t> documents;    // by path
  for (uint32_t i = 0; i < contents.documents.size(); ++i) documents.emplace(contents.documents[i].path, i);
  std::vector<std::vector<std::string>> copies(contents.documents.size());
  for (const Copy& copy : contents.record.copies) {
    const std::string kind(to_string(copy.type));
    const auto note = [&](const CopySide& side, const CopySide& other) {
      const std::string what = side.document == other.document ? kind + " passage within"
                                                               : kind + " of " + contents.documents[other.document].id;
      auto& list = copies[side.document];
      if (std::find(list.begin(), list.end(), what) == list.end()) list.push_back(what);
    };
    note(copy.a, copy.b);
    note(copy.b, copy.a);
  }
  Output output({});
  for (const CaseSource& source : contents.sources) {
    if (!source.unread.empty()) {
      output.write(
          fmt::format("{}  {}  not read: {}\n", one_line(source.path), size_text(source.bytes), source.unread));
    } else {
      output.write(fmt::format("{}  {}  {}  SHA-256 {}\n", one_line(source.path), size_text(source.bytes),
                               source.media_type, source.sha256.substr(0, 16)));
    }
    for (const SourcePlace& place : source.places) output.write(fmt::format("    also at {}\n", one_line(place.path)));
    const auto [same, first_seen] = first_of.emplace(source.sha256, source.path);
    if (!first_seen && source.bytes > 0) output.write(fmt::format("    the same bytes as {}\n", same->second));
    for (const Remark& remark : source.remarks) output.write(fmt::format("    remark: {}\n", one_line(remark.message)));
    const auto [first, last] = documents.equal_range(source.path);
    for (auto item = first; item != last; ++item) {
      const Document& document = contents.documents[item->second];
      const Reading& reading = contents.readings[item->second];
      output.write(fmt::format(
          "    {}{}  {}  {} characters  origin {}  {} claims\n",
          document.language.empty() ? "language unknown" : document.language,
          document.published.empty() ? "" : "  published " + document.published,
          document.title.empty() ? one_line(document.id) : fmt::format("“{}”", fit(document.title, 60)),
          count_code_points(document.text), contents.record.origin_of[item->second] + 1, reading.claims.size()));
      output.write(fmt::format("        {}\n", coverage_text(coverage[item->second])));
      for (const Remark& remark : document.remarks)
        output.write(fmt::format("        remark: {}\n", one_line(remark.message)));
      for (const std::string& copy : copies[item->second]) output.write(fmt::format("        {}\n", copy));
    }
  }
  const auto unread = std::count_if(contents.sources.begin(), contents.sources.end(),
                                    [](const CaseSource& s) { return !s.unread.empty(); });
  Coverage all;
  for (const Coverage& each : coverage) all += each;
  uint64_t bytes_unread = 0;
  for (const CaseSource& source : contents.sources) bytes_unread += source.unread.empty() ? 0 : source.bytes;
  output.write(fmt::format("{} sources, {} documents; {} not read{}\n", contents.sources.size(),
                           contents.documents.size(), unread,
                           unread == 0 ? "" : fmt::format(" ({})", size_text(bytes_unread))));
  output.write(fmt::format("{} of text: {}\n", size_text(all.total()), coverage_text(all)));
  ANNALS_TRY(output.finish());
  return kDone;
}

namespace {

// Every spelling once, with the languages that write it so and how often.
std::string spellings(const Entity& entity) {
  std::vector<std::pair<std::string_view, std::string>> texts;  // most written first, as the entity has them
  for (const EntityName& name : entity.names) {
    const auto same = std::find_if(texts.begin(), texts.end(), [&](const auto& t) { return t.first == name.text; });
    const std::string count =
        name.language.empty() ? std::to_string(name.count) : fmt::format("{} {}", name.language, name.count);
    if (same == texts.end()) {
      texts.emplace_back(name.text, count);
    } else {
      same->second += ", " + count;
    }
  }
  std::vector<std::string> out;
  out.reserve(texts.size());
  for (const auto& [name, counts] : texts) out.push_back(fmt::format("{} ({})", name, counts));
  return fmt::format("{}", fmt::join(out, " · "));
}

// When an entity is first and last seen, with whom, and what positions it held: lines, indented.
std::string part_played(const CaseIndex& index, const HeadlineWriter& headlines, uint32_t entity) {
  constexpr size_t kMostPartners = 5, kMostPositions = 8;
  const Record& record = index.contents().record;
  const Event *first = nullptr, *last = nullptr;
  std::map<uint32_t, uint32_t> together;
  std::vector<std::string> positions;
  for (const uint32_t e : index.events_of_entity(entity)) {
    const Event& event = record.events[e];
    if (event.days.known() && !event.edtf.empty()) {
      if (first == nullptr) first = &event;
      last = &event;
    }
    std::set<uint32_t> others;
    bool holder = false;
    for (const EventParticipant& participant : event.participants) {
      if (participant.entity == entity) {
        holder = holder || participant.role == "person";
      } else if (participant.entity != kNone) {
        others.insert(participant.entity);
      }
    }
    for (const uint32_t other : others) ++together[other];
    if (holder && event.type.starts_with("position.") && positions.size() < kMostPositions)
      positions.push_back(fmt::format("    {}: {}\n", event.edtf.empty() ? "?" : headlines.date(event.edtf),
                                      headlines.headline(event)));
  }
  std::vector<std::pair<uint32_t, uint32_t>> partners(together.begin(), together.end());
  std::stable_sort(partners.begin(), partners.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  std::string out;
  if (first != nullptr) {
    out += fmt::format("    seen {}", headlines.date(first->edtf));
    if (last->edtf != first->edtf) out += fmt::format(" to {}", headlines.date(last->edtf));
    out += '\n';
  }
  for (const std::string& position : positions) out += position;
  if (!partners.empty()) {
    std::vector<std::string> with;
    for (size_t k = 0; k < partners.size() && k < kMostPartners; ++k)
      with.push_back(fmt::format("{} ({})", headlines.name(partners[k].first), partners[k].second));
    out += fmt::format("    with {}\n", fmt::join(with, ", "));
  }
  return out;
}

}  // namespace

Result<int> run(const PeopleCommand& command, const CommonOptions& common) {
  const auto opened = open_case(command.case_path, common);
  if (!opened) return opened.error();
  ANNALS_TRY(check_reader_language(*opened->languages, command.language));
  const CaseIndex index(opened->contents, opened->set->folding());
  const HeadlineWriter headlines(*opened->languages, command.language, opened->contents);
  const auto& entities = opened->contents.record.entities;
  std::vector<uint32_t> shown;
  if (command.who.empty()) {
    for (uint32_t i = 0; i < entities.size(); ++i) shown.push_back(i);
    const auto mentions = [&](uint32_t i) {
      uint64_t count = 0;
      for (const EntityName& name : entities[i].names) count += name.count;
      return count;
    };
    std::stable_sort(shown.begin(), shown.end(), [&](uint32_t a, uint32_t b) { return mentions(a) > mentions(b); });
  } else {
    shown = who_is(*opened, index, command.who);
  }
  if (!command.type.empty()) {
    if (!parse_entity_type(command.type)) {
      return Error{ErrorKind::kUsage, fmt::format("--type {}: no such type of name", command.type),
                   "person, organization, product, place, work, event"};
    }
    std::erase_if(shown, [&](uint32_t i) { return to_string(entities[i].type) != command.type; });
  }
  const std::vector<LookAlike> look_alikes =
      find_look_alikes(entities, document_readings(opened->contents.documents, opened->contents.readings));
  if (shown.empty() && (command.who.empty() || !command.type.empty()))
    print_note(fmt::format("{}: no such names", command.case_path));
  Output output({});
  for (const uint32_t i : shown) {
    const Entity& entity = entities[i];
    output.write(fmt::format("{}  {}  [{}]  {} events\n    {}\n{}", headlines.name(i), to_string(entity.type),
                             entity.id, index.events_of_entity(i).size(), spellings(entity),
                             part_played(index, headlines, i)));
    for (const LookAlike& one : look_alikes) {
      if (one.entity != i && (one.entity != kNone || one.other != i)) continue;
      output.write(fmt::format("    ! {}{}\n", describe(one), place_of(one, opened->contents)));
    }
    // What the names do not say by themselves is always shown as what it is: a proposal.
    for (const MergeReason& reason : entity.reasons) {
      if (!command.reasons && !reason.proposal) continue;
      output.write(fmt::format("    {}{} = {}: {} ({:.2f}){}{}\n", reason.proposal ? "proposal: " : "", reason.a,
                               reason.b, reason.why, reason.confidence, reason.evidence.empty() ? "" : "; told with ",
                               fmt::join(reason.evidence, ", ")));
    }
  }
  ANNALS_TRY(output.finish());
  return kDone;
}

Result<int> run(const LanguagesCommand&, const CommonOptions& common) {
  const auto languages = Languages::load(common.packs);
  if (!languages) return languages.error();
  Output output({});
  for (const auto& [code, pack] : (*languages)->packs()) {
    std::vector<std::string> tables;
    for (const auto& [name, table] : pack.tables) tables.push_back(fmt::format("{} {}", name, table.rows().size()));
    output.write(fmt::format("{}  {} ({})  {}{}\n    rows: {}\n", code, pack.name, pack.english_name, pack.script,
                             pack.right_to_left ? ", right to left" : "", fmt::join(tables, ", ")));
  }
  ANNALS_TRY(output.finish());
  return kDone;
}

}  // namespace annals
