#include "record/states.h"

#include <algorithm>
#include <charconv>
#include <map>
#include <tuple>

namespace annals {
namespace {

enum class Effect { kBegins, kEnds, kHolds };

struct Rule {
  std::string kind;
  Effect effect = Effect::kBegins;
  std::string subject, object, quantity;
  bool needs_object = false;
  bool needs_begin = false;
  std::optional<std::chrono::days> lapses;
};

std::optional<std::chrono::days> days_in(std::string_view number) {
  int days = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), days);
  return error == std::errc() ? std::optional(std::chrono::days(days)) : std::nullopt;
}

std::multimap<std::string, Rule, std::less<>> load(const Languages& languages) {
  std::multimap<std::string, Rule, std::less<>> rules;
  const Table& table = languages.ontology("states");
  for (const Table::Row& row : table.rows()) {
    const std::string_view effect = table.get(row, "effect");
    rules.emplace(table.get(row, "type"),
                  Rule{std::string(table.get(row, "state")),
                       effect == "begins" ? Effect::kBegins
                       : effect == "ends" ? Effect::kEnds
                                          : Effect::kHolds,
                       std::string(table.get(row, "subject")), std::string(table.get(row, "object")),
                       std::string(table.get(row, "quantity")), table.get(row, "needs") == "object",
                       table.get(row, "needs") == "begin", days_in(table.get(row, "lapses"))});
  }
  return rules;
}

std::vector<uint32_t> fillers(const Event& event, std::string_view role) {
  std::vector<uint32_t> out;
  for (const EventParticipant& participant : event.participants) {
    if (participant.role == role && participant.entity != kNone) out.push_back(participant.entity);
  }
  return out;
}

// What the event tells of it, by role: that of the rule alone, where it is told.
std::vector<EventQuantity> quantities_of(const Event& event, const std::string& role) {
  std::vector<EventQuantity> found;
  std::copy_if(event.quantities.begin(), event.quantities.end(), std::back_inserter(found),
               [&](const EventQuantity& quantity) { return quantity.role == role; });
  if (found.empty()) found = event.quantities;
  std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.role < b.role; });
  return found;
}

// The post, or what stands in words for who has the other side.
std::string words_of(const Event& event, std::string_view object) {
  for (const std::string_view role : {std::string_view("position"), object}) {
    for (const EventParticipant& participant : event.participants) {
      if (participant.role == role && participant.entity == kNone) return participant.text;
    }
  }
  return {};
}

class StateFinder {
 public:
  StateFinder(const Record& record, const Languages& languages) : record_(record), rules_(load(languages)) {}

  std::vector<State> run() {
    for (uint32_t e = 0; e < record_.events.size(); ++e) {  // in order of day, the undated last
      const Event& event = record_.events[e];
      if (event.status != ClaimStatus::kAsserted) continue;
      const auto [first, last] = rules_.equal_range(event.type);
      // Ends before begins: what is sold leaves the seller before the buyer has it.
      for (const bool ends : {true, false}) {
        for (auto rule = first; rule != last; ++rule) {
          if ((rule->second.effect == Effect::kEnds) == ends) apply(rule->second, e);
        }
      }
    }
    std::stable_sort(states_.begin(), states_.end(), [](const State& a, const State& b) {
      const auto place = [](const State& s) { return std::tuple(s.begin.earliest, s.kind, s.subject, s.object); };
      return place(a) < place(b);
    });
    return std::move(states_);
  }

 private:
  void apply(const Rule& rule, uint32_t event) {
    std::vector<uint32_t> objects = fillers(record_.events[event], rule.object);
    if (objects.empty()) {
      if (rule.needs_object && words_of(record_.events[event], rule.object).empty()) return;
      objects.push_back(kNone);
    }
    for (const uint32_t subject : fillers(record_.events[event], rule.subject)) {
      for (const uint32_t object : objects) {
        if (rule.effect == Effect::kEnds) {
          end(rule, subject, object, event);
        } else {
          begin(rule, subject, object, event);
        }
      }
    }
  }

  void begin(const Rule& rule, uint32_t subject, uint32_t object, uint32_t event) {
    if (rule.needs_begin && !record_.events[event].days.bounded()) return;
    std::vector<uint32_t>& open = open_[{rule.kind, subject}];
    const bool lasts = std::any_of(open.begin(), open.end(), [&](uint32_t s) { return states_[s].object == object; });
    // A second offer or suit stands beside the first; a state that is only shown again, or a post in the same body,
    // goes on.
    if (lasts && (rule.effect == Effect::kHolds || words_of(record_.events[event], rule.object).empty())) return;
    State state;
    state.kind = rule.kind;
    state.subject = subject;
    state.object = object;
    state.words = words_of(record_.events[event], rule.object);
    state.quantities = quantities_of(record_.events[event], rule.quantity);
    state.begin = record_.events[event].days;
    state.begun_by = event;
    state.lapses = rule.lapses;
    open.push_back(static_cast<uint32_t>(states_.size()));
    states_.push_back(std::move(state));
  }

  void end(const Rule& rule, uint32_t subject, uint32_t object, uint32_t event) {
    std::vector<uint32_t>& open = open_[{rule.kind, subject}];
    bool ended = false;
    for (size_t n = open.size(); n-- > 0;) {
      State& state = states_[open[n]];
      if (object != kNone && state.object != kNone && state.object != object) continue;
      state.end = record_.events[event].days;
      state.ended_by = event;
      open.erase(open.begin() + static_cast<std::ptrdiff_t>(n));
      ended = true;
      if (object == kNone) break;
    }
    if (ended || rule.needs_begin) return;
    State state;  // begun before anything that is told
    state.kind = rule.kind;
    state.subject = subject;
    state.object = object;
    state.words = words_of(record_.events[event], rule.object);
    state.end = record_.events[event].days;
    state.ended_by = event;
    states_.push_back(std::move(state));
  }

  const Record& record_;
  std::multimap<std::string, Rule, std::less<>> rules_;
  std::vector<State> states_;
  std::map<std::pair<std::string, uint32_t>, std::vector<uint32_t>> open_;  // by kind and subject
};

}  // namespace

std::vector<State> find_states(const Record& record, const Languages& languages) {
  return StateFinder(record, languages).run();
}

Holds holds_on(const State& state, Day day) {
  if (state.begin.earliest && day < *state.begin.earliest) return Holds::kNo;
  if (state.end.latest && day > *state.end.latest) return Holds::kNo;
  const bool told_end = state.ended_by != kNone;
  if (state.lapses && !told_end && state.begin.latest && day - *state.begin.latest > *state.lapses) return Holds::kNo;
  const bool begun = state.begin.latest && day >= *state.begin.latest;
  const bool lasts = state.ended_by == kNone || (state.end.earliest && day < *state.end.earliest);
  return begun && lasts ? Holds::kYes : Holds::kPerhaps;
}

}  // namespace annals
