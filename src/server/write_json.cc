#include "server/write_json.h"

#include <algorithm>
#include <set>

namespace annals {
namespace {

constexpr uint32_t kContextBytes = 160;
constexpr size_t kThreadEvents = 4;                      // before and after, each
constexpr std::string_view kSpeech = "communication.";   // kinds of events whose headline does not say what was said
constexpr uint32_t kMostWords = 220, kFewestWords = 24;  // bytes of what was said
constexpr uint32_t kBesideWords = 24;                    // bytes between a claim and what is quoted after it

uint32_t floor_border(std::string_view text, uint32_t at) {
  while (at > 0 && at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
  return at;
}

}  // namespace

ApiWriter::ApiWriter(const CaseSnapshot& snapshot, const std::string& language)
    : snapshot_(&snapshot), headlines_(&snapshot.headlines(language)) {}

uint32_t ApiWriter::points(uint32_t document, uint32_t byte) const {
  return snapshot_->indexes->points(document).code_points(byte);
}

std::string ApiWriter::entity_id(uint32_t document, uint32_t local) const {
  if (local == kNone) return {};
  const uint32_t entity = snapshot_->contents.record.entity_of[document][local];
  return entity == kNone ? std::string() : snapshot_->contents.record.entities[entity].id;
}

void ApiWriter::words(const Document& document, Span span, uint32_t reach) {
  // Not in the middle of a word, where a space is near.
  constexpr uint32_t kNear = 24;
  const std::string_view text = document.text;
  uint32_t from = floor_border(text, span.begin > reach ? span.begin - reach : 0);
  uint32_t to = floor_border(text, std::min<uint32_t>(span.end + reach, static_cast<uint32_t>(text.size())));
  if (from > 0) {
    const size_t space = text.substr(from, std::min(kNear, span.begin - from)).find_first_of(" \n");
    if (space != std::string_view::npos) from += static_cast<uint32_t>(space) + 1;
  }
  if (to < text.size()) {
    const uint32_t near_end = std::max(span.end, to > kNear ? to - kNear : 0);
    const size_t space = text.substr(near_end, to - near_end).find_last_of(" \n");
    if (space != std::string_view::npos) to = near_end + static_cast<uint32_t>(space);
  }
  json.text("before", text.substr(from, span.begin - from));
  json.text("text", span.of(text));
  json.text("after", text.substr(span.end, to - span.end));
}

void ApiWriter::event(uint32_t number) {
  const Record& record = snapshot_->contents.record;
  const Event& event = record.events[number];
  json.text("id", event.id);
  json.text("type", event.type);
  json.text("edtf", event.edtf);
  json.day("earliest", event.days.earliest);
  json.day("latest", event.days.latest);
  json.text_or_null("clock", snapshot_->clock_of_event[number]);
  json.text("headline", headlines_->of_event[number]);
  json.text("status", to_string(event.status));
  json.text("significance", to_string(event.significance));
  json.open_list("participants");
  for (const EventParticipant& participant : event.participants) {
    json.open();
    json.text("role", participant.role);
    json.text_or_null("entity", participant.entity == kNone ? std::string() : record.entities[participant.entity].id);
    json.text("name", participant.entity == kNone ? participant.text : headlines_->of_entity[participant.entity]);
    json.close();
  }
  json.close_list();
  quantities_of(number);
  json.number("documents", static_cast<double>(event.documents.size()));
  json.number("independent_sources", static_cast<double>(event.independent_sources));
  json.number("conflicts", static_cast<double>(snapshot_->index.conflicts_of_event(number).size()));
  json.number("gaps", static_cast<double>(snapshot_->gaps_of_event[number].size()));
  json.text_or_null("words", words_of(number));
  json.number("confidence", static_cast<double>(event.confidence));
  json.number("decisions", static_cast<double>(snapshot_->decisions.about(event.id).size()));
}

void ApiWriter::quantities_of(uint32_t event) {
  json.open_list("quantities");
  const auto& quantities = snapshot_->contents.record.events[event].quantities;
  for (size_t i = 0; i < quantities.size(); ++i) {
    const EventQuantity& quantity = quantities[i];
    json.open();
    json.text("role", quantity.role);
    json.text("type", to_string(quantity.type));
    json.number("value", quantity.value);
    json.number("max", quantity.max);
    json.text("unit", quantity.unit);
    json.text("text", headlines_->amounts_of_event[event][i]);
    json.close();
  }
  json.close_list();
}

void ApiWriter::telling(const ClaimRef& ref) {
  const CaseContents& contents = snapshot_->contents;
  const Document& document = contents.documents[ref.document];
  const Claim& claim = contents.readings[ref.document].claims[ref.claim];
  const uint32_t start = points(ref.document, claim.evidence.begin);
  const auto place = [&](Span span) {  // counted from the beginning of the evidence
    const double begin = points(ref.document, span.begin), end = points(ref.document, span.end);
    json.number("start", begin - start);
    json.number("end", end - start);
  };
  json.open();
  json.text("id", claim_id(document, claim));
  json.open("document");
  this->document(ref.document);
  json.close();
  json.number("start", static_cast<double>(start));
  words(document, claim.evidence, kContextBytes);
  json.text_or_null("page", pages_of(document, claim.evidence));
  json.open("trigger");
  place(claim.trigger);
  json.close();
  json.open_list("slots");
  for (const Participant& participant : claim.participants) {
    json.open();
    json.text("slot", participant.role);
    const uint32_t entity =
        participant.entity == kNone ? kNone : contents.record.entity_of[ref.document][participant.entity];
    json.text("text",
              participant.span.empty() ? std::string_view(participant.text) : participant.span.of(document.text));
    json.text_or_null("entity", entity == kNone ? std::string() : contents.record.entities[entity].id);
    json.text_or_null("name", entity == kNone ? std::string() : headlines_->of_entity[entity]);
    place(participant.span);
    json.close();
  }
  for (const ClaimQuantity& quantity : claim.quantities) {
    const Quantity& amount = contents.readings[ref.document].quantities[quantity.quantity];
    json.open();
    json.text("slot", quantity.role);
    json.text("text", amount.span.of(document.text));
    json.null("entity");
    json.null("name");
    this->quantity(amount);
    place(amount.span);
    json.close();
  }
  json.close_list();
  json.text("status", to_string(claim.status));
  const uint32_t sayer =
      claim.attributed_to == kNone ? kNone : contents.record.entity_of[ref.document][claim.attributed_to];
  json.text_or_null("attributed_to", sayer == kNone ? std::string() : headlines_->of_entity[sayer]);
  json.text("edtf", claim.edtf);
  json.number("confidence", static_cast<double>(claim.confidence));
  json.close();
}

void ApiWriter::quantity(const Quantity& quantity) {
  json.text("type", to_string(quantity.type));
  json.number("value", quantity.value);
  json.number("max", quantity.max);
  json.text("unit", quantity.unit);
}

void ApiWriter::correction(uint32_t number) {
  const Correction& one = snapshot_->contents.corrections[number];
  json.number("number", static_cast<double>(one.number));
  json.text("action", one.action);
  json.open_list("arguments");
  for (const std::string& argument : one.arguments) json.text(argument);
  json.close_list();
  json.text("note", one.note);
  json.text("who", one.who);
  json.text("when", one.when);
  json.text("state", snapshot_->decisions.state(number));
  json.text("why_not", said(snapshot_->decisions.why_not(number)));
}

void ApiWriter::decisions_about(std::string_view id) {
  json.open_list("decisions_list");
  for (const uint32_t number : snapshot_->decisions.about(id)) {
    json.open();
    correction(number);
    json.close();
  }
  json.close_list();
}

void ApiWriter::speaker(uint32_t document, uint32_t local) {
  const uint32_t entity = local == kNone ? kNone : snapshot_->contents.record.entity_of[document][local];
  json.text_or_null("speaker", entity == kNone ? std::string() : headlines_->of_entity[entity]);
}

std::string ApiWriter::said(std::string_view message) const {
  return snapshot_->messages.in(headlines_->language, message);
}

std::string ApiWriter::words_of(uint32_t number) const {
  const CaseContents& contents = snapshot_->contents;
  const Event& event = contents.record.events[number];
  if (!event.type.starts_with(kSpeech)) return {};
  const std::string& headline = headlines_->of_event[number];
  for (const std::string_view mark : {"“", "«", "「"}) {
    if (headline.find(mark) != std::string::npos) return {};  // it has them already
  }
  // What is quoted beside the claim, else its own words; a telling in the reader's language before others, then a
  // longer.
  std::string_view best;
  std::pair<bool, size_t> rank;
  for (const ClaimRef& ref : event.claims) {
    const Document& document = contents.documents[ref.document];
    const Reading& reading = contents.readings[ref.document];
    const Span evidence = reading.claims[ref.claim].evidence;
    const auto quote = std::find_if(reading.quotes.begin(), reading.quotes.end(), [&](const Quote& one) {
      return !one.body && one.span.end > evidence.begin && one.span.begin < evidence.end + kBesideWords;
    });
    const std::string_view words = (quote == reading.quotes.end() ? evidence : quote->span).of(document.text);
    const std::pair<bool, size_t> its{document.language == headlines_->language,
                                      std::min<size_t>(words.size(), kMostWords)};
    if (best.empty() || its > rank) {
      best = words;
      rank = its;
    }
  }
  if (best.size() < kFewestWords) return {};
  if (best.size() <= kMostWords) return std::string(best);
  const uint32_t border = floor_border(best, kMostWords);
  const size_t space = best.substr(0, border).rfind(' ');
  return std::string(best.substr(0, space == std::string_view::npos || space < border / 2 ? border : space)) + " …";
}

void ApiWriter::write_terms() {
  for (const auto& [key, text] : headlines_->terms) json.text(key, text);
}

std::string ApiWriter::id_of_gap(uint32_t number) const {
  const Gap& gap = snapshot_->contents.record.gaps[number];
  const CaseContents& contents = snapshot_->contents;
  return gap_id(gap, contents.record, gap.document == kNone ? std::string_view() : contents.documents[gap.document].id);
}

void ApiWriter::event_detail(uint32_t number) {
  const Record& record = snapshot_->contents.record;
  const Event& event = record.events[number];
  this->event(number);
  json.open_list("tellings");
  for (const ClaimRef& ref : event.claims) telling(ref);
  json.close_list();
  json.open_list("conflicts_list");
  for (const uint32_t one : snapshot_->index.conflicts_of_event(number)) {
    json.open();
    conflict(one);
    json.close();
  }
  json.close_list();
  json.open_list("gaps_list");
  for (const uint32_t one : snapshot_->gaps_of_event[number]) {
    json.open();
    gap(one);
    json.close();
  }
  json.close_list();
  decisions_about(event.id);
  json.open_list("copies");
  std::set<uint32_t> near_copies;
  for (const uint32_t d : event.documents)
    near_copies.insert(snapshot_->copies_of_document[d].begin(), snapshot_->copies_of_document[d].end());
  for (const uint32_t near_copy : near_copies) {
    const Copy& one = record.copies[near_copy];
    const auto concerns = [&](const CopySide& side) {
      return std::any_of(event.claims.begin(), event.claims.end(), [&](const ClaimRef& ref) {
        return ref.document == side.document &&
               side.span.overlaps(snapshot_->contents.readings[ref.document].claims[ref.claim].evidence);
      });
    };
    if (!concerns(one.a) || !concerns(one.b)) continue;
    json.open();
    copy(one);
    json.close();
  }
  json.close_list();
  // The events before and after that share most people with this one.
  std::set<uint32_t> near;
  for (const EventParticipant& participant : event.participants) {
    if (participant.entity == kNone) continue;
    const auto& events = snapshot_->index.events_of_entity(participant.entity);
    const auto here = std::lower_bound(events.begin(), events.end(), number);
    const auto before = static_cast<size_t>(here - events.begin());
    for (size_t i = before > kThreadEvents ? before - kThreadEvents : 0;
         i < std::min(events.size(), before + kThreadEvents + 1); ++i) {
      if (events[i] != number) near.insert(events[i]);
    }
  }
  json.open_list("thread");
  std::vector<uint32_t> ordered(near.begin(), near.end());
  std::stable_sort(ordered.begin(), ordered.end(), [&](uint32_t a, uint32_t b) {
    return (a > number ? a - number : number - a) < (b > number ? b - number : number - b);
  });
  if (ordered.size() > 2 * kThreadEvents) ordered.resize(2 * kThreadEvents);
  std::sort(ordered.begin(), ordered.end());
  for (const uint32_t other : ordered) {
    json.open();
    this->event(other);
    json.close();
  }
  json.close_list();
}

void ApiWriter::place(uint32_t document, Span span) {
  json.number("start", static_cast<double>(points(document, span.begin)));
  json.number("end", static_cast<double>(points(document, span.end)));
}

void ApiWriter::conflict(uint32_t number) {
  const CaseContents& contents = snapshot_->contents;
  const Conflict& conflict = contents.record.conflicts[number];
  json.text("id", conflict.id);
  json.flag("ticked", snapshot_->decisions.ticked(conflict.id));
  decisions_about(conflict.id);
  json.text_or_null("event", conflict.event == kNone ? std::string() : contents.record.events[conflict.event].id);
  json.text("headline",
            conflict.event == kNone ? std::string_view() : std::string_view(headlines_->of_event[conflict.event]));
  json.text("slot", conflict.slot);
  json.text("cause", conflict.cause);
  json.open_list("values");
  for (const ConflictValue& value : conflict.values) {
    json.open();
    json.text("value", value.value);
    json.open_list("claims");
    std::set<std::string> documents;
    for (const ClaimRef& ref : value.claims) {
      json.text(claim_id(contents.documents[ref.document], contents.readings[ref.document].claims[ref.claim]));
      documents.insert(contents.documents[ref.document].id);
    }
    json.close_list();
    json.open_list("documents");
    for (const std::string& id : documents) json.text(id);
    json.close_list();
    json.close();
  }
  json.close_list();
}

void ApiWriter::copy(const Copy& copy) {
  const auto side = [&](std::string_view name, const CopySide& one) {
    json.open(name);
    json.text("document", snapshot_->contents.documents[one.document].id);
    json.number("start", static_cast<double>(points(one.document, one.span.begin)));
    json.number("end", static_cast<double>(points(one.document, one.span.end)));
    json.close();
  };
  side("a", copy.a);
  side("b", copy.b);
  json.text("type", to_string(copy.type));
  json.number("similarity", copy.similarity);
  json.number("direction", static_cast<double>(copy.direction));
  json.text("why", said(copy.why));
}

void ApiWriter::gap(uint32_t number) {
  const Gap& gap = snapshot_->contents.record.gaps[number];
  const std::string id = id_of_gap(number);
  json.text("id", id);
  json.flag("ticked", snapshot_->decisions.ticked(id));
  decisions_about(id);
  json.day("earliest", gap.days.earliest);
  json.day("latest", gap.days.latest);
  json.text("kind", gap.kind);
  json.text("why", headlines_->of_gap[number]);
  json.text_or_null("document", gap.document == kNone ? std::string() : snapshot_->contents.documents[gap.document].id);
  if (gap.document != kNone) place(gap.document, gap.span);
  json.open_list("events");
  for (const uint32_t event : snapshot_->events_of_gap[number]) {
    json.open();
    json.text("id", snapshot_->contents.record.events[event].id);
    json.text("headline", headlines_->of_event[event]);
    json.close();
  }
  json.close_list();
}

}  // namespace annals
