#include "record/conflict_parties.h"

#include <algorithm>
#include <set>

namespace annals {
namespace {

constexpr size_t kAskedClaims = 256;  // of one event: enough for any real one, and the work stays near-linear
constexpr uint32_t kReach = 48;       // bytes between a name and the words that have it for their subject
constexpr size_t kShortestPart = 3;   // bytes of a part of a name that shows kinship

// Whether two names have a part in common, or one holds the other: 'Kelm' and 'Kelm Pumps'.
bool akin(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  for (size_t begin = 0; begin < a.size();) {
    const size_t end = std::min(a.find(' ', begin), a.size());
    const std::string_view part = a.substr(begin, end - begin);
    if (part.size() >= kShortestPart && b.find(part) != std::string_view::npos) return true;
    begin = end + 1;
  }
  return false;
}

// In the claim's words, or just before them: 'Elva Brandt flew there and signed'.
bool within_reach(Span evidence, Span name) { return name.begin < evidence.end && name.end + kReach >= evidence.begin; }

bool holds_all(const std::vector<uint32_t>& outer, const std::vector<uint32_t>& inner) {
  return std::includes(outer.begin(), outer.end(), inner.begin(), inner.end());
}

}  // namespace

PartyConflicts::PartyConflicts(std::span<const DocumentReading> documents, const Alignment& alignment,
                               const Record& record)
    : alignment_(alignment), record_(record), documents_of_(record.entities.size()) {
  for (uint32_t d = 0; d < documents.size(); ++d) {
    for (const Mention& mention : documents[d].reading->mentions) {
      const uint32_t entity = mention.entity == kNone ? kNone : record.entity_of[d][mention.entity];
      if (entity != kNone && (documents_of_[entity].empty() || documents_of_[entity].back() != d))
        documents_of_[entity].push_back(d);
    }
  }
}

// Whether all in the role are named in the claim's words, or some there and others just before.
PartyConflicts::Named PartyConflicts::named_parties(const ClaimView& view, std::string_view role,
                                                    std::vector<uint32_t>& parties) const {
  const std::vector<Mention>& mentions = view.reading->mentions;
  bool all = true, some = false;
  for (const Participant& participant : view.claim->participants) {
    if (participant.role != role) continue;
    const auto at = std::lower_bound(mentions.begin(), mentions.end(), participant.span.begin,
                                     [](const Mention& m, uint32_t begin) { return m.span.begin < begin; });
    const bool named = !participant.implied && within_reach(view.claim->evidence, participant.span) &&
                       participant.entity != kNone && at != mentions.end() && at->span.begin == participant.span.begin;
    if (!named) return Named::kNo;
    const uint32_t entity = record_.entity_of[view.ref.document][participant.entity];
    if (entity == kNone) return Named::kNo;
    const bool within = view.claim->evidence.contains(participant.span.begin);
    all &= within;
    some |= within;
    parties.push_back(entity);
  }
  std::sort(parties.begin(), parties.end());
  parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
  return !some ? Named::kNo : all ? Named::kWithin : Named::kBeside;
}

bool PartyConflicts::speaks_of(const ClaimView& view, uint32_t entity) const {
  const auto is = [&](uint32_t local) {
    return local != kNone && record_.entity_of[view.ref.document][local] == entity;
  };
  const auto within = [&](const auto& found) {
    return view.claim->evidence.contains(found.span.begin) && is(found.entity);
  };
  return std::any_of(view.reading->mentions.begin(), view.reading->mentions.end(), within) ||
         std::any_of(view.reading->references.begin(), view.reading->references.end(), within);
}

bool PartyConflicts::named_in(uint32_t entity, uint32_t document) const {
  return std::binary_search(documents_of_[entity].begin(), documents_of_[entity].end(), document);
}

// One document names both as two, and no name of one is like a name of the other.
bool PartyConflicts::told_apart(uint32_t a, uint32_t b) const {
  const auto& in_a = documents_of_[a];
  const auto& in_b = documents_of_[b];
  const bool together = std::any_of(in_a.begin(), in_a.end(),
                                    [&](uint32_t d) { return std::binary_search(in_b.begin(), in_b.end(), d); });
  if (!together) return false;
  return std::none_of(record_.entities[a].names.begin(), record_.entities[a].names.end(), [&](const EntityName& x) {
    return std::any_of(record_.entities[b].names.begin(), record_.entities[b].names.end(),
                       [&](const EntityName& y) { return akin(x.text, y.text); });
  });
}

std::vector<Given> PartyConflicts::find(std::span<const ClaimView* const> claims, std::string_view role,
                                        bool both_sides) const {
  std::map<std::vector<uint32_t>, std::vector<const ClaimView*>> by_parties;
  std::set<std::vector<uint32_t>> within;  // those that some claim names in its own words
  for (const ClaimView* view : claims.first(std::min(claims.size(), kAskedClaims))) {
    std::vector<uint32_t> parties;
    const Named named = named_parties(*view, role, parties);
    if (named == Named::kNo) continue;
    if (named == Named::kWithin) within.insert(parties);
    by_parties[std::move(parties)].push_back(view);
  }
  // Whether the documents that leave somebody out in these claims name all elsewhere.
  const auto told_in_full = [](const auto& silent, const auto& speaking) {
    return std::all_of(silent.second.begin(), silent.second.end(), [&](const ClaimView* view) {
      return std::any_of(speaking.second.begin(), speaking.second.end(),
                         [&](const ClaimView* told) { return told->ref.document == view->ref.document; });
    });
  };
  // Whether a document that leaves somebody out in these claims names him in the role elsewhere, without them.
  const auto told_in_parts = [&](const auto& silent, const std::vector<uint32_t>& missing) {
    return std::all_of(silent.second.begin(), silent.second.end(), [&](const ClaimView* view) {
      return std::all_of(missing.begin(), missing.end(), [&](uint32_t entity) {
        return std::any_of(by_parties.begin(), by_parties.end(), [&](const auto& other) {
          return std::binary_search(other.first.begin(), other.first.end(), entity) &&
                 !holds_all(other.first, silent.first) &&
                 std::any_of(other.second.begin(), other.second.end(),
                             [&](const ClaimView* told) { return told->ref.document == view->ref.document; });
        });
      });
    });
  };
  // Whether the two are one thing by their place in a retold passage alone: then a reader's error is likelier than two
  // parties.
  const auto same_place = [&](const std::vector<const ClaimView*>& x, const std::vector<const ClaimView*>& y) {
    return std::any_of(x.begin(), x.end(), [&](const ClaimView* a) {
      return std::any_of(y.begin(), y.end(), [&](const ClaimView* b) { return alignment_.relate(*a, *b).alone; });
    });
  };
  // Whether somebody names all of both together.
  const auto told_together = [&](const std::vector<uint32_t>& x, const std::vector<uint32_t>& y) {
    return std::any_of(by_parties.begin(), by_parties.end(),
                       [&](const auto& all) { return holds_all(all.first, x) && holds_all(all.first, y); });
  };
  // Two however alike their names, since a telling names the one beside the other: 'the shipowner Kelm's Kelm Capital'.
  const auto beside = [&](uint32_t a, uint32_t b) {
    return std::any_of(claims.begin(), claims.end(),
                       [&](const ClaimView* view) { return speaks_of(*view, a) && speaks_of(*view, b); });
  };
  const auto exclude = [&](const auto& x, const auto& y) {
    std::vector<uint32_t> only_x;
    std::vector<uint32_t> only_y;
    std::set_difference(x.first.begin(), x.first.end(), y.first.begin(), y.first.end(), std::back_inserter(only_x));
    std::set_difference(y.first.begin(), y.first.end(), x.first.begin(), x.first.end(), std::back_inserter(only_y));
    if (holds_all(x.first, y.first) || holds_all(y.first, x.first)) {
      const auto& more = only_x.empty() ? only_y : only_x;
      const auto& silent = only_x.empty() ? x : y;
      const auto& speaking = only_x.empty() ? y : x;
      // What two documents say is no reader's error.
      const bool two_documents = speaking.second.front()->ref.document != speaking.second.back()->ref.document;
      if ((both_sides && silent.first.size() < 2) || told_in_parts(silent, more) || told_in_full(silent, speaking))
        return false;
      return std::all_of(more.begin(), more.end(), [&](uint32_t entity) {
        const auto leaves_out = [&](const ClaimView* view) {
          return !speaks_of(*view, entity) && (view->own_date || !named_in(entity, view->ref.document));
        };
        const auto begin = silent.second.begin(), end = silent.second.end();
        return (two_documents ? std::any_of(begin, end, leaves_out) : std::all_of(begin, end, leaves_out)) &&
               std::all_of(silent.first.begin(), silent.first.end(),
                           [&](uint32_t other) { return told_apart(entity, other); });
      });
    }
    if (within.count(x.first) == 0 || within.count(y.first) == 0) return false;
    if (told_together(x.first, y.first) || same_place(x.second, y.second)) return false;
    return std::all_of(only_x.begin(), only_x.end(), [&](uint32_t a) {
      return std::all_of(only_y.begin(), only_y.end(), [&](uint32_t b) { return told_apart(a, b) || beside(a, b); });
    });
  };
  std::vector<Given> values;
  for (const auto& x : by_parties) {
    const bool clashes = std::any_of(by_parties.begin(), by_parties.end(),
                                     [&](const auto& y) { return x.first != y.first && exclude(x, y); });
    if (!clashes) continue;
    Given& given = values.emplace_back();
    for (const uint32_t entity : x.first)
      given.value += (given.value.empty() ? "" : ", ") + record_.entities[entity].name;
    given.claims = x.second;
  }
  std::sort(values.begin(), values.end(),
            [](const Given& a, const Given& b) { return a.claims.front()->ref < b.claims.front()->ref; });
  return values;
}

}  // namespace annals
