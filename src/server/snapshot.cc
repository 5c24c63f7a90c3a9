#include "server/snapshot.h"

#include <algorithm>
#include <set>

namespace annals {

Result<const SearchIndex*> DocumentIndexes::search() {
  const std::lock_guard lock(mutex_);
  if (!search_) {
    auto built = SearchIndex::build(documents_, languages_->folding());
    if (!built) return built.error();
    search_ = std::move(*built);
  }
  return search_.get();
}

const BatesIndex& DocumentIndexes::bates() {
  const std::lock_guard lock(mutex_);
  if (!bates_) bates_ = std::make_unique<BatesIndex>(documents_);
  return *bates_;
}

const MailThreads& DocumentIndexes::threads() {
  const std::lock_guard lock(mutex_);
  if (!threads_) threads_ = std::make_unique<MailThreads>(documents_, MailSubjects(languages_->languages()));
  return *threads_;
}

SoundTable& DocumentIndexes::sounds() {
  if (!sounds_) sounds_ = std::make_unique<SoundTable>(languages_->languages());
  return *sounds_;
}

const CodePointIndex& DocumentIndexes::points(uint32_t document) {
  {
    const std::shared_lock lock(reading_points_);
    if (points_[document]) return *points_[document];
  }
  const std::lock_guard lock(reading_points_);
  if (!points_[document]) points_[document] = std::make_unique<CodePointIndex>(documents_[document].text);
  return *points_[document];
}

CaseSnapshot::CaseSnapshot(CaseContents loaded, const LanguageSet& set, std::string tag, const CaseSnapshot* before)
    : contents(std::move(loaded)),
      index(contents, set.folding()),
      etag(std::move(tag)),
      languages(set),
      tellings(set.languages()),
      decisions(index),
      clock_of_event(contents.record.events.size()),
      copies_of_document(contents.documents.size()),
      gaps_of_event(contents.record.events.size()),
      messages(set.languages()),
      look_alikes(find_look_alikes(contents.record.entities, document_readings(contents.documents, contents.readings))),
      indexes(before != nullptr && before->contents.documents.shares(contents.documents)
                  ? before->indexes
                  : std::make_shared<DocumentIndexes>(contents.documents, set)) {
  for (uint32_t i = 0; i < contents.record.copies.size(); ++i) {
    const Copy& copy = contents.record.copies[i];
    copies_of_document[copy.a.document].push_back(i);
    if (copy.b.document != copy.a.document) copies_of_document[copy.b.document].push_back(i);
  }
  for (uint32_t d = 0; d < contents.documents.size(); ++d) {
    const auto& claims = contents.readings[d].claims;
    for (uint32_t c = 0; c < claims.size(); ++c) {
      const uint32_t one = contents.record.event_of[d][c];
      if (one != kNone) event_of_claim.emplace(claim_id(contents.documents[d], claims[c]).substr(1), one);
    }
  }
  for (uint32_t g = 0; g < contents.record.gaps.size(); ++g) {
    const std::set<uint32_t> events = events_beside(contents.record.gaps[g]);
    for (const uint32_t event : events) gaps_of_event[event].push_back(g);
    events_of_gap.emplace_back(events.begin(), events.end());
  }
  for (size_t e = 0; e < contents.record.events.size(); ++e) {
    const Event& event = contents.record.events[e];
    if (!event.days.bounded() || event.days.earliest != event.days.latest) continue;
    for (const ClaimRef& ref : event.claims) {
      const Reading& reading = contents.readings[ref.document];
      const uint32_t time = reading.claims[ref.claim].time;
      if (time >= reading.times.size() || reading.times[time].days != event.days) continue;
      const std::string& clock = reading.times[time].clock;
      if (clock.size() >= 5 && clock_of_event[e].empty()) clock_of_event[e] = clock.substr(0, 5);
    }
  }
  documents_of_entity.resize(contents.record.entities.size());
  for (size_t i = 0; i < contents.record.entities.size(); ++i) {
    for (const EntityRef& member : contents.record.entities[i].members)
      documents_of_entity[i].push_back(member.document);
    auto& list = documents_of_entity[i];
    std::sort(list.begin(), list.end());
    list.erase(std::unique(list.begin(), list.end()), list.end());
  }
}

std::vector<uint32_t> CaseSnapshot::named_by_sound(std::string_view name) const {
  const std::lock_guard lock(indexes->sounding);
  return find_by_sound(contents, languages.folding(), indexes->sounds(), name);
}

std::set<uint32_t> CaseSnapshot::events_beside(const Gap& gap) const {
  const Record& record = contents.record;
  std::set<uint32_t> events;
  for (const ClaimRef& ref : gap.claims) events.insert(record.event_of[ref.document][ref.claim]);
  if (gap.document != kNone) {
    const auto& claims = contents.readings[gap.document].claims;
    for (uint32_t c = 0; c < claims.size(); ++c) {
      if (claims[c].evidence.overlaps(gap.span)) events.insert(record.event_of[gap.document][c]);
    }
  }
  if (gap.kind == "silence" && gap.days.bounded()) {  // what is told first after it
    const auto after = std::find_if(record.events.begin(), record.events.end(), [&](const Event& event) {
      return event.days.earliest && *event.days.earliest > *gap.days.latest;
    });
    if (after != record.events.end()) events.insert(static_cast<uint32_t>(after - record.events.begin()));
  }
  events.erase(kNone);
  return events;
}

uint32_t CaseSnapshot::event(const std::string& id) const {
  if (const uint32_t exact = index.event(id); exact != kNone || !id.starts_with('e')) return exact;
  const auto found = event_of_claim.find(id.substr(1));
  return found == event_of_claim.end() ? kNone : found->second;
}

const Headlines& CaseSnapshot::headlines(const std::string& language) const {
  const std::lock_guard lock(mutex_);
  // One entry per pack, whatever is asked for, so that odd requests cannot fill the memory.
  const Pack* pack = languages.languages().find(language);
  std::unique_ptr<Headlines>& slot = headlines_[pack == nullptr ? "en" : pack->code];
  if (!slot) {
    slot = std::make_unique<Headlines>();
    const HeadlineWriter writer(languages.languages(), pack == nullptr ? "en" : pack->code, contents);
    slot->language = writer.pack().code;
    if (const Pack* english = languages.languages().find("en"); english != nullptr) {
      const Table& words = english->table("interface");
      for (const Table::Row& row : words.rows()) {
        const std::string key(words.get(row, "key"));
        slot->terms.emplace_back(key, writer.word(key));
      }
    }
    for (const Event& event : contents.record.events) {
      slot->of_event.push_back(writer.headline(event));
      auto& amounts = slot->amounts_of_event.emplace_back();
      for (const EventQuantity& quantity : event.quantities) amounts.push_back(writer.amount(event, quantity));
    }
    for (uint32_t i = 0; i < contents.record.entities.size(); ++i) slot->of_entity.push_back(writer.name(i));
    for (const Gap& gap : contents.record.gaps) slot->of_gap.push_back(writer.gap(gap));
  }
  return *slot;
}

}  // namespace annals
