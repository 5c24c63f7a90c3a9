#include "record/conflict_parties.h"

#include <algorithm>

namespace annals {
namespace {

constexpr size_t kAskedClaims = 256;  // of one event: enough for any real one, and the work stays near-linear
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

// False when somebody in the role is not named there in words.
bool PartyConflicts::named_parties(const ClaimView& view, std::string_view role, std::vector<uint32_t>& parties) const {
  const std::vector<Mention>& mentions = view.reading->mentions;
  for (const Participant& participant : view.claim->participants) {
    if (participant.role != role) continue;
    const auto at = std::lower_bound(mentions.begin(), mentions.end(), participant.span.begin,
                                     [](const Mention& m, uint32_t begin) { return m.span.begin < begin; });
    const bool named = !participant.implied && view.claim->evidence.contains(participant.span.begin) &&
                       participant.entity != kNone && at != mentions.end() && at->span.begin == participant.span.begin;
    if (!named) return false;
    const uint32_t entity = record_.entity_of[view.ref.document][participant.entity];
    if (entity == kNone) return false;
    parties.push_back(entity);
  }
  std::sort(parties.begin(), parties.end());
  parties.erase(std::unique(parties.begin(), parties.end()), parties.end());
  return !parties.empty();
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
  for (const ClaimView* view : claims.first(std::min(claims.size(), kAskedClaims))) {
    std::vector<uint32_t> parties;
    if (named_parties(*view, role, parties)) by_parties[std::move(parties)].push_back(view);
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
  const auto exclude = [&](const auto& x, const auto& y) {
    std::vector<uint32_t> only_x;
    std::vector<uint32_t> only_y;
    std::set_difference(x.first.begin(), x.first.end(), y.first.begin(), y.first.end(), std::back_inserter(only_x));
    std::set_difference(y.first.begin(), y.first.end(), x.first.begin(), x.first.end(), std::back_inserter(only_y));
    if (holds_all(x.first, y.first) || holds_all(y.first, x.first)) {
      const auto& more = only_x.empty() ? only_y : only_x;
      const auto& silent = only_x.empty() ? x : y;
      const auto& speaking = only_x.empty() ? y : x;
      if ((both_sides && silent.first.size() < 2) || told_in_parts(silent, more) || told_in_full(silent, speaking))
        return false;
      return std::all_of(more.begin(), more.end(), [&](uint32_t entity) {
        return std::none_of(silent.second.begin(), silent.second.end(),
                            [&](const ClaimView* view) {
                              return speaks_of(*view, entity) ||
                                     (!view->own_date && named_in(entity, view->ref.document));
                            }) &&
               std::all_of(silent.first.begin(), silent.first.end(),
                           [&](uint32_t other) { return told_apart(entity, other); });
      });
    }
    if (told_together(x.first, y.first) || same_place(x.second, y.second)) return false;
    return std::all_of(only_x.begin(), only_x.end(), [&](uint32_t a) {
      return std::all_of(only_y.begin(), only_y.end(), [&](uint32_t b) { return told_apart(a, b); });
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
