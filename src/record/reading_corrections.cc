#include "record/reading_corrections.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>

#include "text/utf8.h"

namespace annals {
namespace {

constexpr std::string_view kActions[] = {
    "add-event",    "confirm-event", "mark-significance", "merge-entities", "merge-events", "move-claim",
    "move-name",    "move-quantity", "move-quote",        "move-time",      "note",         "redate-event",
    "reject-event", "rename-entity", "retype-entity",     "split-entity",   "split-event",  "tick",
    "undo",         "write-story",
};

std::optional<uint32_t> number(std::string_view text) {
  uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || text.empty()) return std::nullopt;
  return value;
}

// The bytes between two places of the text given in code points; nothing when they do not lie in it in order.
std::optional<Span> place(std::string_view text, std::string_view start, std::string_view end) {
  const auto from = number(start), to = number(end);
  if (!from || !to || *from >= *to || *to > count_code_points(text)) return std::nullopt;
  const CodePointIndex index(text);
  return Span{index.byte_offset(*from), index.byte_offset(*to)};
}

// `START-END`.
std::optional<Span> place(std::string_view text, std::string_view both) {
  const size_t dash = both.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  return place(text, both.substr(0, dash), both.substr(dash + 1));
}

// Gives the item of a list in order of spans its new span and puts it where it belongs; `moved[i]` is then where item
// `i` went.
template <class Item>
void put_in_order(std::vector<Item>& items, std::vector<uint32_t>& moved) {
  std::vector<uint32_t> order(items.size());
  std::iota(order.begin(), order.end(), 0U);
  std::stable_sort(order.begin(), order.end(), [&](uint32_t a, uint32_t b) {
    const Span x = items[a].span, y = items[b].span;
    return x.begin != y.begin ? x.begin < y.begin : x.end < y.end;
  });
  moved.resize(items.size());
  std::vector<Item> sorted;
  sorted.reserve(items.size());
  for (uint32_t i = 0; i < order.size(); ++i) {
    moved[order[i]] = i;
    sorted.push_back(std::move(items[order[i]]));
  }
  items = std::move(sorted);
}

// The number of the item that stands there; kNone when none does.
template <class Item>
uint32_t standing_at(const std::vector<Item>& items, Span span) {
  const auto found = std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.span == span; });
  return found == items.end() ? kNone : static_cast<uint32_t>(found - items.begin());
}

std::optional<double> amount(const std::string& text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

bool in_order(Span a, Span b) { return a.begin != b.begin ? a.begin < b.begin : a.end < b.end; }

}  // namespace

std::span<const std::string_view> correction_actions() { return kActions; }

CorrectedReadings::CorrectedReadings(std::span<const DocumentReading> documents,
                                     std::span<const Correction> corrections, std::vector<CorrectionOutcome>* outcomes)
    : documents_(documents.begin(), documents.end()) {
  for (const Correction& correction : corrections) {
    if (correction.action != "add-event" && !correction.action.starts_with("move-")) continue;
    std::string why_not = carry_out(correction);
    const bool applied = why_not.empty();
    if (outcomes != nullptr) outcomes->push_back({correction.number, applied, std::move(why_not)});
  }
}

std::string CorrectedReadings::carry_out(const Correction& correction) {
  if (correction.action == "add-event") return add_event(correction);
  if (correction.action == "move-claim") return move_claim(correction);
  if (correction.action == "move-time") return move_time(correction);
  if (correction.action == "move-quantity") return move_quantity(correction);
  return correction.action == "move-quote" ? move_quote(correction) : move_name(correction);
}

uint32_t CorrectedReadings::document(const std::string& id) const {
  const auto found =
      std::lower_bound(documents_.begin(), documents_.end(), id,
                       [](const DocumentReading& one, const std::string& wanted) { return one.document->id < wanted; });
  if (found == documents_.end() || found->document->id != id) return kNone;
  return static_cast<uint32_t>(found - documents_.begin());
}

Reading& CorrectedReadings::change(uint32_t document) {
  const auto [found, fresh] = changed_.try_emplace(document);
  if (fresh) found->second = *documents_[document].reading;
  documents_[document].reading = &found->second;
  return found->second;
}

std::string CorrectedReadings::add_event(const Correction& correction) {
  const auto& arguments = correction.arguments;
  if (arguments.size() < 5) return "it needs a document, two places, a type and a date";
  const uint32_t at = document(arguments[0]);
  if (at == kNone) return "no document " + arguments[0] + " in the case";
  const std::string& text = documents_[at].document->text;
  const auto evidence = place(text, arguments[1], arguments[2]);
  if (!evidence) return "its words do not lie in the document";
  const auto days = parse_edtf(arguments[4]);
  if (!arguments[4].empty() && !days) return "'" + arguments[4] + "' is not a date";

  Claim claim;
  claim.type = arguments[3];
  claim.evidence = claim.trigger = *evidence;
  claim.edtf = arguments[4];
  claim.days = days.value_or(Interval{});
  claim.confidence = 1;
  const Reading& before = *documents_[at].reading;
  for (size_t i = 5; i < arguments.size(); ++i) {
    const size_t sign = arguments[i].find('=');
    if (sign == std::string::npos || sign == 0) return "'" + arguments[i] + "' is not ROLE=WORDS";
    Participant participant;
    participant.role = arguments[i].substr(0, sign);
    const std::string filler = arguments[i].substr(sign + 1);
    if (const auto span = place(text, filler)) {
      participant.span = *span;
      const auto named = std::find_if(before.mentions.begin(), before.mentions.end(),
                                      [&](const Mention& m) { return m.span.overlaps(*span); });
      if (named != before.mentions.end()) participant.entity = named->entity;
      if (participant.entity == kNone) participant.text = span->of(text);
    } else {
      participant.text = filler;
    }
    claim.participants.push_back(std::move(participant));
  }
  auto& claims = change(at).claims;
  const auto behind = std::upper_bound(claims.begin(), claims.end(), claim,
                                       [](const Claim& a, const Claim& b) { return in_order(a.evidence, b.evidence); });
  claims.insert(behind, std::move(claim));
  return {};
}

std::string CorrectedReadings::move_claim(const Correction& correction) {
  const auto& arguments = correction.arguments;
  if (arguments.size() != 3) return "it needs a claim and two places";
  for (uint32_t d = 0; d < documents_.size(); ++d) {
    const auto& claims = documents_[d].reading->claims;
    for (size_t c = 0; c < claims.size(); ++c) {
      if (claim_id(*documents_[d].document, claims[c]) != arguments[0]) continue;
      const auto evidence = place(documents_[d].document->text, arguments[1], arguments[2]);
      if (!evidence) return "the words do not lie in the document";
      auto& changed = change(d).claims;
      Claim& claim = changed[c];
      claim.id = arguments[0];
      claim.evidence = *evidence;
      if (!evidence->contains(claim.trigger)) claim.trigger = *evidence;
      std::stable_sort(changed.begin(), changed.end(),
                       [](const Claim& a, const Claim& b) { return in_order(a.evidence, b.evidence); });
      return {};
    }
  }
  return "no claim " + arguments[0] + " in the case";
}

std::string CorrectedReadings::parse_move(const Correction& correction, size_t most_arguments, Move& move) const {
  const auto& arguments = correction.arguments;
  if (arguments.size() < 5 || arguments.size() > most_arguments) return "it needs a document and two times two places";
  move.document = document(arguments[0]);
  if (move.document == kNone) return "no document " + arguments[0] + " in the case";
  const std::string& text = documents_[move.document].document->text;
  const auto from = place(text, arguments[1], arguments[2]), to = place(text, arguments[3], arguments[4]);
  if (!from || !to) return "the words do not lie in the document";
  move.from = *from;
  move.to = *to;
  return {};
}

std::string CorrectedReadings::move_time(const Correction& correction) {
  Move move;
  if (std::string why_not = parse_move(correction, 6, move); !why_not.empty()) return why_not;
  const uint32_t number = standing_at(documents_[move.document].reading->times, move.from);
  if (number == kNone) return "no time stands there any more";
  const std::string edtf = correction.arguments.size() > 5 ? correction.arguments[5] : std::string();
  const auto days = parse_edtf(edtf);
  if (!edtf.empty() && !days) return "'" + edtf + "' is not a date";
  Reading& reading = change(move.document);
  reading.times[number].span = move.to;
  if (!edtf.empty()) {
    reading.times[number].edtf = edtf;
    reading.times[number].days = *days;
  }
  std::vector<uint32_t> moved;
  put_in_order(reading.times, moved);
  for (Claim& claim : reading.claims) {
    if (claim.time >= moved.size()) continue;  // it has none
    if (claim.time == number && !edtf.empty()) {
      claim.edtf = edtf;
      claim.days = *days;
    }
    claim.time = moved[claim.time];
  }
  return {};
}

std::string CorrectedReadings::move_quantity(const Correction& correction) {
  Move move;
  if (std::string why_not = parse_move(correction, 6, move); !why_not.empty()) return why_not;
  const uint32_t number = standing_at(documents_[move.document].reading->quantities, move.from);
  if (number == kNone) return "no sum stands there any more";
  std::optional<double> value;
  if (correction.arguments.size() > 5 && !correction.arguments[5].empty()) {
    value = amount(correction.arguments[5]);
    if (!value) return "'" + correction.arguments[5] + "' is not a number";
  }
  Reading& reading = change(move.document);
  Quantity& quantity = reading.quantities[number];
  quantity.span = move.to;
  if (value) {
    quantity.value = *value;
    quantity.max.reset();
    quantity.suspect = quantity.vague = false;
  }
  std::vector<uint32_t> moved;
  put_in_order(reading.quantities, moved);
  for (Claim& claim : reading.claims) {
    for (ClaimQuantity& one : claim.quantities) {
      if (one.quantity < moved.size()) one.quantity = moved[one.quantity];
    }
  }
  return {};
}

std::string CorrectedReadings::move_quote(const Correction& correction) {
  Move move;
  if (std::string why_not = parse_move(correction, 5, move); !why_not.empty()) return why_not;
  const uint32_t number = standing_at(documents_[move.document].reading->quotes, move.from);
  if (number == kNone) return "no quotation stands there any more";
  auto& quotes = change(move.document).quotes;
  quotes[number].span = move.to;
  std::vector<uint32_t> moved;
  put_in_order(quotes, moved);
  return {};
}

std::string CorrectedReadings::move_name(const Correction& correction) {
  Move move;
  if (std::string why_not = parse_move(correction, 5, move); !why_not.empty()) return why_not;
  const uint32_t number = standing_at(documents_[move.document].reading->mentions, move.from);
  if (number == kNone) return "no name stands there any more";
  const std::string& text = documents_[move.document].document->text;
  Reading& reading = change(move.document);
  Mention& mention = reading.mentions[number];
  mention.span = move.to;
  if (mention.entity < reading.entities.size()) {
    LocalEntity& entity = reading.entities[mention.entity];
    const std::string was(move.from.of(text)), is(move.to.of(text));
    if (entity.name == was) entity.name = is;
    std::replace(entity.aliases.begin(), entity.aliases.end(), was, is);
  }
  std::stable_sort(reading.mentions.begin(), reading.mentions.end(),
                   [](const Mention& a, const Mention& b) { return in_order(a.span, b.span); });
  return {};
}

}  // namespace annals
