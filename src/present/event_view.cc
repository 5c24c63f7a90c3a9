#include "present/event_view.h"

#include <fmt/format.h>
#include <unicode/brkiter.h>

#include <algorithm>
#include <memory>
#include <tuple>

#include "present/citation.h"
#include "present/said.h"
#include "present/terminal.h"
#include "record/amounts.h"
#include "record/conflict_list.h"

namespace annals {
namespace {

// Below this, a claim rests on a weak reading; the reader is told.
constexpr float kDoubt = 0.35F;

void add_once(std::vector<std::string>& list, std::string item) {
  if (!item.empty() && std::find(list.begin(), list.end(), item) == list.end()) list.push_back(std::move(item));
}

}  // namespace

std::vector<std::string> EventView::beyond_headline() const {
  std::vector<std::string> facts;
  for (const auto* list : {&people, &amounts}) {
    for (const std::string& fact : *list) {
      if (headline.find(fact) == std::string::npos) facts.push_back(fact);
    }
  }
  return facts;
}

std::string sentence_around(const EvidenceView& evidence) {
  const Document& document = *evidence.document;
  const auto block = std::find_if(document.blocks.begin(), document.blocks.end(),
                                  [&](const Block& b) { return b.span.contains(evidence.span.begin); });
  if (block == document.blocks.end()) return evidence.words;
  std::string text(block->span.of(document.text));
  std::replace(text.begin(), text.end(), '\n', ' ');  // lines wrapped by hand do not end a sentence
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::BreakIterator> breaks(
      icu::BreakIterator::createSentenceInstance(icu::Locale::getRoot(), status));
  const std::unique_ptr<UText, decltype(&utext_close)> source(
      utext_openUTF8(nullptr, text.data(), static_cast<int64_t>(text.size()), &status), &utext_close);
  if (U_FAILURE(status)) return evidence.words;
  breaks->setText(source.get(), status);
  const auto begin = static_cast<int32_t>(evidence.span.begin - block->span.begin);
  const auto end = static_cast<int32_t>(std::min(evidence.span.end, block->span.end) - block->span.begin);
  const int32_t from = breaks->isBoundary(begin) != 0 ? begin : std::max(0, breaks->preceding(begin));
  const int32_t next = breaks->isBoundary(end) != 0 ? end : breaks->following(end);
  const auto to = static_cast<size_t>(next == icu::BreakIterator::DONE ? static_cast<int32_t>(text.size()) : next);
  return one_line(std::string_view(text).substr(static_cast<size_t>(from), to - static_cast<size_t>(from)));
}

const EvidenceView* EventView::plainest(std::string_view language) const {
  const auto rank = [&](const EvidenceView& view) {
    return std::make_tuple(view.language == language, view.typical, view.end - view.start);
  };
  const auto best = std::max_element(evidence.begin(), evidence.end(),
                                     [&](const auto& a, const auto& b) { return rank(a) < rank(b); });
  return best == evidence.end() ? nullptr : &*best;
}

std::string slot_name(std::string_view slot, const HeadlineWriter& headlines) {
  const size_t dot = slot.find('.');
  if (dot == std::string_view::npos) return headlines.term("slot", slot);
  return fmt::format("{} ({})", headlines.term("slot", slot.substr(0, dot)),
                     headlines.term("role", slot.substr(dot + 1)));
}

EventViews::EventViews(const CaseIndex& index, const Languages& languages, const HeadlineWriter& headlines)
    : contents_(index.contents()),
      index_(index),
      languages_(languages),
      headlines_(headlines),
      copies_of_(contents_.documents.size()) {
  points_.reserve(contents_.documents.size());
  for (const Document& document : contents_.documents) points_.emplace_back(document.text);
  for (const Copy& copy : contents_.record.copies) {
    const CopySide& made = copy.direction < 0 ? copy.a : copy.b;
    copies_of_[made.document].push_back(&copy);
  }
}

EvidenceView EventViews::evidence(const Event& event, ClaimRef ref) const {
  const Document& document = contents_.documents[ref.document];
  const Reading& reading = contents_.readings[ref.document];
  const Claim& claim = reading.claims[ref.claim];
  const CodePointIndex& points = points_[ref.document];
  EvidenceView view;
  view.document = &document;
  view.span = claim.evidence;
  view.claim = claim_id(document, claim);
  view.words = one_line(claim.evidence.of(document.text));
  view.trigger = one_line(claim.trigger.of(document.text));
  view.start = points.code_points(claim.evidence.begin);
  view.end = points.code_points(claim.evidence.end);
  view.page = citation(document, claim.evidence, headlines_);
  const auto block = std::find_if(document.blocks.begin(), document.blocks.end(),
                                  [&](const Block& b) { return b.span.contains(claim.evidence.begin); });
  view.language = block != document.blocks.end() && !block->language.empty() ? block->language : document.language;
  const Pack* pack = languages_.find(view.language);
  view.right_to_left = pack != nullptr && pack->right_to_left;
  if (claim.attributed_to != kNone) {
    view.sayer = headlines_.name(contents_.record.entity_of[ref.document][claim.attributed_to]);
  }
  if (claim.status != ClaimStatus::kAsserted) view.status = headlines_.term("status", to_string(claim.status));
  view.typical = claim.type == event.type && claim.status == event.status;
  view.copied = std::any_of(copies_of_[ref.document].begin(), copies_of_[ref.document].end(), [&](const Copy* copy) {
    const bool later_is_b = copy->direction >= 0;
    const CopySide& made = later_is_b ? copy->b : copy->a;
    const CopySide& from = later_is_b ? copy->a : copy->b;
    return made.span.contains(claim.evidence) &&
           std::binary_search(event.documents.begin(), event.documents.end(), from.document);
  });
  return view;
}

// A value of a conflict as the reader writes dates, sums and statuses.
std::string EventViews::words_for(const Conflict& conflict, const ConflictValue& value) const {
  if (conflict.slot == "status") return headlines_.term("status", value.value);
  if (conflict.slot == "date") return headlines_.date(value.value);
  if (!is_sum(conflict.slot)) return value.value;
  for (const ClaimRef& ref : value.claims) {
    const Reading& reading = contents_.readings[ref.document];
    for (const ClaimQuantity& given : reading.claims[ref.claim].quantities) {
      // One telling's price may be another's amount.
      if (given.quantity >= reading.quantities.size()) continue;
      const Quantity& q = reading.quantities[given.quantity];
      if (write_amount(q) == value.value)
        return headlines_.amount({conflict.slot, q.type, q.value, q.max, q.unit}, shown_bound(q));
    }
  }
  for (const ClaimRef& ref : value.claims) {  // a sum of its sentence that no claim has
    for (const Quantity& q : contents_.readings[ref.document].quantities) {
      if (write_amount(q) == value.value)
        return headlines_.amount({conflict.slot, q.type, q.value, q.max, q.unit}, shown_bound(q));
    }
  }
  return value.value;
}

EventView EventViews::view(uint32_t index) const {
  const Event& event = contents_.record.events[index];
  EventView view;
  view.event = &event;
  view.date = event.edtf;
  view.headline = headlines_.headline(event);
  for (const EventParticipant& participant : event.participants) {
    if (participant.entity != kNone) add_once(view.people, headlines_.name(participant.entity));
  }
  for (const EventQuantity& quantity : event.quantities) add_once(view.amounts, headlines_.amount(event, quantity));
  if (event.status != ClaimStatus::kAsserted) view.status = headlines_.term("status", to_string(event.status));
  view.doubtful = event.status == ClaimStatus::kHypothetical || event.status == ClaimStatus::kUncertain ||
                  event.confidence < kDoubt;
  for (const ClaimRef& ref : event.claims) view.evidence.push_back(evidence(event, ref));
  for (const uint32_t number : index_.conflicts_of_event(index)) {
    const Conflict& conflict = contents_.record.conflicts[number];
    ConflictView shown;
    shown.slot = slot_name(conflict.slot, headlines_);
    shown.cause = headlines_.term("cause", conflict.cause);
    for (const ConflictValue& value : conflict.values) {
      ConflictView::Value told{words_for(conflict, value), {}};
      for (const ClaimRef& ref : value.claims) add_once(told.documents, contents_.documents[ref.document].id);
      shown.values.push_back(std::move(told));
    }
    view.conflicts.push_back(std::move(shown));
  }
  return view;
}

}  // namespace annals
