// Gaps: what the documents show to be missing from the case.
#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "record/alignment.h"
#include "record/cited_documents.h"
#include "record/claim_view.h"
#include "record/completeness.h"
#include "record/events.h"
#include "record/exhibits.h"
#include "text/fold.h"

namespace annals {
namespace {

constexpr int64_t kLeastSilence = 365;     // days
constexpr double kSilenceFactor = 10;      // of the middle pause between dated events
constexpr size_t kManyAlone = 5;           // events that rest on one party's word before it is worth saying
constexpr size_t kManyAppearances = 6;     // of a person, before whose absence is worth saying,
constexpr int64_t kLongAbsence = 365;      // after so many days
constexpr std::ptrdiff_t kMuchAfter = 12;  // and so many events without them
constexpr size_t kDenseEvents = 3;         // on either side, within the silence's own length

Interval published(const Document& document) { return parse_edtf(document.published).value_or(Interval{}); }

// Message ids `<…>` in a header.
std::vector<std::string_view> message_ids(std::string_view header) {
  std::vector<std::string_view> ids;
  for (size_t begin = header.find('<'); begin != std::string_view::npos; begin = header.find('<', begin + 1)) {
    const size_t end = header.find('>', begin);
    if (end == std::string_view::npos) break;
    ids.push_back(header.substr(begin, end + 1 - begin));
  }
  return ids;
}

class GapFinder {
 public:
  GapFinder(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record)
      : documents_(documents), languages_(languages), record_(record) {}

  void run() {
    cited_sources();
    find_cited_documents(documents_, languages_, record_);
    missing_messages();
    find_missing_exhibits(documents_, languages_, record_);
    silences();
    single_parties();
    vanished();
  }

 private:
  // Sources that documents name, of which nothing is in the case. One gap for each, at its first mention.
  void cited_sources() {
    std::string publishers;  // titles, bylines, hosts and paths of all documents, folded
    for (const DocumentReading& d : documents_) {
      publishers +=
          languages_.folding().fold(d.document->byline + '\n' + d.document->url + '\n' + d.document->path) + '\n';
    }
    std::set<uint32_t> told;
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      const Reading& reading = *documents_[d].reading;
      for (const uint32_t local : reading.credits) {
        const uint32_t entity = record_.entity_of[d][local];
        if (entity == kNone || !told.insert(entity).second) continue;
        const bool present = std::any_of(
            record_.entities[entity].names.begin(), record_.entities[entity].names.end(), [&](const EntityName& name) {
              return publishers.find(languages_.folding().fold(name.text)) != std::string::npos;
            });
        if (present) continue;
        Gap gap;
        gap.kind = "cited-source";
        gap.says = "cited-source";
        gap.entity = entity;
        gap.document = d;
        for (const Mention& mention : reading.mentions) {
          if (mention.entity == local) {
            gap.span = mention.span;
            break;
          }
        }
        gap.days = published(*documents_[d].document);
        record_.gaps.push_back(std::move(gap));
      }
    }
  }

  // Messages that others in the case answer or refer to.
  void missing_messages() {
    std::set<std::string_view> present;
    bool any = false;
    for (const DocumentReading& d : documents_) {
      for (const std::string_view id : message_ids(d.document->header("message-id"))) {
        present.insert(id);
        any = true;
      }
    }
    if (!any) return;
    std::set<std::string_view> told;
    for (uint32_t d = 0; d < documents_.size(); ++d) {
      const Document& document = *documents_[d].document;
      for (const char* header : {"in-reply-to", "references"}) {
        for (const std::string_view id : message_ids(document.header(header))) {
          if (present.count(id) != 0 || !told.insert(id).second) continue;
          Gap gap;
          gap.kind = "missing-reply";
          gap.says = "missing-reply";
          gap.words = id;
          gap.days.latest = published(document).latest;
          gap.document = d;
          record_.gaps.push_back(std::move(gap));
        }
      }
    }
  }

  // Pauses far longer than the usual one, between times of which much is told.
  void silences() {
    std::vector<std::pair<Day, Day>> dated;  // in order
    for (const Event& event : record_.events) {
      if (event.days.bounded() && (*event.days.latest - *event.days.earliest).count() <= 31)
        dated.emplace_back(*event.days.earliest, *event.days.latest);
    }
    if (dated.size() < 2 * kDenseEvents) return;
    std::vector<int64_t> pauses;
    for (size_t i = 1; i < dated.size(); ++i) {
      const auto pause = (dated[i].first - dated[i - 1].first).count();
      if (pause > 0) pauses.push_back(pause);
    }
    if (pauses.empty()) return;
    std::nth_element(pauses.begin(), pauses.begin() + pauses.size() / 2, pauses.end());
    const auto least =
        std::max(kLeastSilence, static_cast<int64_t>(kSilenceFactor * double(pauses[pauses.size() / 2])));
    Day last = dated.front().second;
    for (size_t i = 1; i < dated.size(); ++i) {
      const auto silence = dated[i].first - last;
      if (silence.count() >= least) {
        const auto within = [&](const auto& event) {
          return event.first >= last - silence && event.second <= dated[i].first + silence;
        };
        const auto before = std::count_if(dated.begin(), dated.begin() + i, within);
        const auto after = std::count_if(dated.begin() + i, dated.end(), within);
        if (before >= std::ptrdiff_t(kDenseEvents) && after >= std::ptrdiff_t(kDenseEvents)) {
          Gap gap;
          gap.kind = "silence";
          gap.days = {last + std::chrono::days(1), dated[i].first - std::chrono::days(1)};
          gap.says = "silence";
          record_.gaps.push_back(std::move(gap));
        }
      }
      last = std::max(last, dated[i].second);
    }
  }

  // People of whom much is told and then, though the story goes on for long, nothing more; not those whose end is told.
  void vanished() {
    struct Appearances {
      size_t count = 0;
      uint32_t last = kNone;  // event
    };
    std::map<uint32_t, Appearances> people;
    std::vector<Day> days;  // of all dated events, rising
    for (uint32_t e = 0; e < record_.events.size(); ++e) {
      const Event& event = record_.events[e];
      if (!event.days.bounded()) continue;
      days.push_back(*event.days.earliest);
      for (const EventParticipant& participant : event.participants) {
        if (participant.entity == kNone || record_.entities[participant.entity].type != EntityType::kPerson) continue;
        Appearances& found = people[participant.entity];
        found.count += found.last != e;
        if (found.last == kNone || *event.days.latest >= *record_.events[found.last].days.latest) found.last = e;
      }
    }
    if (days.empty()) return;
    std::sort(days.begin(), days.end());
    for (const auto& [person, found] : people) {
      const Event& last = record_.events[found.last];
      const Day since = *last.days.latest;
      const auto after = days.end() - std::upper_bound(days.begin(), days.end(), since);
      const auto silent = (days.back() - since).count();
      const bool told = last.type == "life.death" || last.type == "position.end" || last.type == "position.dismiss";
      if (found.count < kManyAppearances || told || silent < kLongAbsence || after < kMuchAfter ||
          2 * silent < (days.back() - days.front()).count())
        continue;
      Gap gap;
      gap.kind = "vanished";
      gap.days = {since + std::chrono::days(1), days.back()};
      gap.says = "vanished";
      gap.entity = person;
      gap.count = static_cast<uint32_t>(found.count);
      gap.others = static_cast<uint32_t>(after);
      gap.claims = last.claims;
      record_.gaps.push_back(std::move(gap));
    }
  }

  // Events that rest on the word of one who has part in them. One gap for each such person or body.
  void single_parties() {
    std::map<uint32_t, std::vector<ClaimRef>> by_party;
    std::map<uint32_t, size_t> events_of;
    for (const Event& event : record_.events) {
      uint32_t party = kNone;
      if (!told_by_a_party_alone(event, documents_, record_, &party)) continue;
      std::vector<ClaimRef>& claims = by_party[party];
      claims.insert(claims.end(), event.claims.begin(), event.claims.end());
      ++events_of[party];
    }
    for (auto& [entity, claims] : by_party) {
      if (events_of[entity] < kManyAlone) continue;
      Gap gap;
      gap.kind = "single-party";
      gap.says = "single-party";
      gap.entity = entity;
      gap.count = static_cast<uint32_t>(events_of[entity]);
      std::sort(claims.begin(), claims.end());
      gap.claims = std::move(claims);
      record_.gaps.push_back(std::move(gap));
    }
  }

  std::span<const DocumentReading> documents_;
  const LanguageSet& languages_;
  Record& record_;
};

}  // namespace

void find_gaps(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record) {
  record.gaps.clear();
  GapFinder(documents, languages, record).run();
}

}  // namespace annals
