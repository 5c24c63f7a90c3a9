#include "record/conflict_list.h"

#include <algorithm>

#include "base/hash.h"

namespace annals {

bool is_sum(const std::string& slot) {
  return slot != "status" && slot != "date" && slot != "order" && slot != "position" &&
         !slot.starts_with("participant");
}

namespace {

constexpr size_t kKnownValues = 16;    // of one conflict, of which every two are known
constexpr uint32_t kBeside = 3;        // claims before and after one that may stand in its sentence
constexpr uint32_t kLongestGap = 160;  // bytes between them

bool ends_sentence_in(std::string_view text) {
  const auto holds = [&](std::string_view mark) { return text.find(mark) != std::string_view::npos; };
  return holds(". ") || holds("\n") || holds("。") || holds("؟") || holds("? ") || holds("! ");
}

bool in_one_sentence(const ClaimView& a, const ClaimView& b) {
  const Span x = a.claim->evidence;
  const Span y = b.claim->evidence;
  if (x.overlaps(y)) return true;
  const Span gap{std::min(x.end, y.end), std::max(x.begin, y.begin)};
  return gap.size() <= kLongestGap && !ends_sentence_in(gap.of(a.document->text));
}

// In no order of the values.
std::string slot_and_values(std::string_view slot, const std::set<std::string_view>& values) {
  std::string out(slot);
  for (const std::string_view value : values) (out += '\n') += value;
  return out;
}

// Between other events the same two sums, whatever role each has there, are no second conflict.
std::string known_as(const std::string& slot, const Given& one, const Given& other) {
  return slot_and_values(is_sum(slot) ? "amount" : slot, {one.value, other.value});
}

}  // namespace

ConflictList::ConflictList(std::span<const ClaimView> views, Record& record) : record_(record) {
  record.conflicts.clear();
  for (const ClaimView& view : views) view_of_.emplace_hint(view_of_.end(), view.ref, &view);
}

bool ConflictList::known(const std::string& slot, const std::vector<Given>& values) const {
  return known_.count(known_as(slot, values.front(), values.back())) != 0;
}

void ConflictList::report(uint32_t event, std::vector<uint32_t> related, std::string slot,
                          const std::vector<Given>& values, std::string cause) {
  Conflict conflict;
  std::string key = record_.events[event].id + '\n' + slot;
  for (const uint32_t other : related) key += '\n' + record_.events[other].id;
  const auto id_of = [](const std::string& of) { return 'k' + sha256_hex(of).substr(1, 16); };
  conflict.id = id_of(key);
  if (ids_.count(conflict.id) != 0) {  // two sums of one role
    std::set<std::string_view> written;
    for (const Given& one : values) written.insert(one.value);
    conflict.id = id_of(key + '\n' + slot_and_values(slot, written));
  }
  ids_.insert(conflict.id);
  conflict.event = event;
  conflict.related = std::move(related);
  conflict.slot = std::move(slot);
  conflict.cause = std::move(cause);
  for (size_t n = 0; n < values.size() && n < kKnownValues; ++n) {
    for (size_t m = 0; m < n; ++m) known_.insert(known_as(conflict.slot, values[m], values[n]));
  }
  std::set<ClaimRef> given;
  for (const Given& one : values) {
    ConflictValue& value = conflict.values.emplace_back();
    value.value = one.value;
    for (const ClaimView* view : one.claims) value.claims.push_back(view->ref);
    given.insert(value.claims.begin(), value.claims.end());
  }
  if (is_sum(conflict.slot)) {
    for (ConflictValue& value : conflict.values) add_same_words(given, value.claims);
    add_told_beside(conflict);
  }
  for (ConflictValue& value : conflict.values) {
    std::sort(value.claims.begin(), value.claims.end());
    value.claims.erase(std::unique(value.claims.begin(), value.claims.end()), value.claims.end());
  }
  record_.conflicts.push_back(std::move(conflict));
}

// The claims of an event that each value is told beside, in one sentence: a suit, and the sum that is asked for.
void ConflictList::add_told_beside(Conflict& conflict) const {
  std::map<uint32_t, std::vector<std::pair<size_t, ClaimRef>>> beside;  // by event: value and claim
  for (size_t v = 0; v < conflict.values.size(); ++v) {
    for (const ClaimRef& ref : conflict.values[v].claims) {
      const ClaimView& view = *view_of_.at(ref);
      for (const auto& [other, event] : claims_near(view)) {
        const ClaimView& told = *view_of_.at(other);
        if (told.quantities.empty() && in_one_sentence(view, told)) beside[event].emplace_back(v, other);
      }
    }
  }
  for (const auto& [event, told] : beside) {
    std::set<size_t> values;
    for (const auto& [v, ref] : told) values.insert(v);
    if (values.size() < conflict.values.size()) continue;
    for (const auto& [v, ref] : told) conflict.values[v].claims.push_back(ref);
  }
}

// The claims before and after one in its document, with their events.
std::vector<std::pair<ClaimRef, uint32_t>> ConflictList::claims_near(const ClaimView& view) const {
  const std::vector<uint32_t>& events = record_.event_of[view.ref.document];
  std::vector<std::pair<ClaimRef, uint32_t>> out;
  const uint32_t from = view.ref.claim - std::min(view.ref.claim, kBeside);
  for (uint32_t c = from; c < events.size() && c <= view.ref.claim + kBeside; ++c) {
    if (c != view.ref.claim && events[c] != kNone) out.push_back({{view.ref.document, c}, events[c]});
  }
  return out;
}

// The claims of the event that stand in the same words, as an offer beside what is offered, and have no sum
// of their own: they tell the value too.
void ConflictList::add_same_words(const std::set<ClaimRef>& given, std::vector<ClaimRef>& claims) const {
  const std::vector<ClaimRef> first = claims;
  for (const ClaimRef& ref : first) {
    const uint32_t event = record_.event_of[ref.document][ref.claim];
    if (event == kNone) continue;
    const std::vector<ClaimRef>& all = record_.events[event].claims;
    auto other = std::lower_bound(all.begin(), all.end(), ClaimRef{ref.document, 0});
    for (; other != all.end() && other->document == ref.document; ++other) {
      if (given.count(*other) == 0 && view_of_.at(*other)->quantities.empty() &&
          view_of_.at(*other)->claim->evidence.overlaps(view_of_.at(ref)->claim->evidence))
        claims.push_back(*other);
    }
  }
}

}  // namespace annals
