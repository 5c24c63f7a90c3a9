// People and all others that are named, as JSON.
#include <algorithm>
#include <map>

#include "server/write_json.h"

namespace annals {
namespace {

constexpr size_t kPartners = 12;

}  // namespace

void ApiWriter::entity_name(uint32_t number) {
  const Entity& entity = snapshot_->contents.record.entities[number];
  json.text("id", entity.id);
  json.text("type", to_string(entity.type));
  json.text("name", headlines_->of_entity[number]);
}

void ApiWriter::entity(uint32_t number) {
  const Record& record = snapshot_->contents.record;
  const Entity& entity = record.entities[number];
  entity_name(number);
  json.open_list("names");
  double mentions = 0;
  for (const EntityName& name : entity.names) {
    json.open();
    json.text("text", name.text);
    json.text("language", name.language);
    json.number("count", static_cast<double>(name.count));
    json.close();
    mentions += name.count;
  }
  json.close_list();
  json.number("mentions", mentions);
  json.number("documents", static_cast<double>(snapshot_->documents_of_entity[number].size()));
  const auto& events = snapshot_->index.events_of_entity(number);
  json.number("events", static_cast<double>(events.size()));
  std::optional<Day> earliest, latest;
  for (const uint32_t event : events) {
    const Interval& days = record.events[event].days;
    if (days.earliest && (!earliest || *days.earliest < *earliest)) earliest = days.earliest;
    if (days.latest && (!latest || *latest < *days.latest)) latest = days.latest;
  }
  json.day("earliest", earliest);
  json.day("latest", latest);
}

void ApiWriter::entity_detail(uint32_t number) {
  const Record& record = snapshot_->contents.record;
  entity(number);
  json.open_list("reasons");
  for (const MergeReason& reason : record.entities[number].reasons) {
    json.open();
    json.text("a", reason.a);
    json.text("b", reason.b);
    json.text("why", said(reason.why));
    json.number("confidence", static_cast<double>(reason.confidence));
    json.flag("proposal", reason.proposal);
    json.open_list("evidence");
    for (const std::string& evidence : reason.evidence) json.text(evidence);
    json.close_list();
    json.close();
  }
  json.close_list();
  json.open_list("look_alikes");
  for (const LookAlike& one : snapshot_->look_alikes) {
    if (one.entity != number && (one.entity != kNone || one.other != number)) continue;
    json.open();
    json.text("name", one.name);
    json.text("why", describe(one));
    json.text_or_null("entity", one.other == kNone ? std::string() : record.entities[one.other].id);
    if (one.document != kNone) {
      json.text("document", snapshot_->contents.documents[one.document].id);
      place(one.document, one.span);
    }
    json.close();
  }
  json.close_list();
  decisions_about(record.entities[number].id);
  std::map<uint32_t, uint32_t> together;
  json.open_list("positions");
  for (const uint32_t event : snapshot_->index.events_of_entity(number)) {
    for (const EventParticipant& other : record.events[event].participants) {
      if (other.entity != kNone && other.entity != number) ++together[other.entity];
    }
    if (!record.events[event].type.starts_with("position.")) continue;
    json.open();
    this->event(event);
    json.close();
  }
  json.close_list();
  std::vector<std::pair<uint32_t, uint32_t>> partners(together.begin(), together.end());
  std::stable_sort(partners.begin(), partners.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  if (partners.size() > kPartners) partners.resize(kPartners);
  json.open_list("partners");
  for (const auto& [partner, count] : partners) {
    json.open();
    json.text("id", record.entities[partner].id);
    json.text("name", headlines_->of_entity[partner]);
    json.number("count", static_cast<double>(count));
    json.close();
  }
  json.close_list();
}

}  // namespace annals
