#include "record/event_facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/yearless.h"
#include "record/amounts.h"
#include "record/disjoint_sets.h"
#include "record/event_corrections.h"

namespace annals {
namespace {

// Claims whose words are compared for copies pairwise; of more, those of one origin count once and the rest as they
// are.
constexpr size_t kComparedClaims = 200;

// Counts witnesses of each value; the winner has the most, then the highest weight of confidence, then is the first
// met.
template <class T>
class Ballot {
 public:
  void vote(const T& value, uint32_t witness, float confidence) {
    auto found = std::find_if(values_.begin(), values_.end(), [&](const auto& v) { return v.value == value; });
    if (found == values_.end()) found = values_.insert(values_.end(), {value, {}, 0});
    if (found->witnesses.insert(witness).second) found->confidence += confidence;
  }
  T winner() const {
    return std::max_element(values_.begin(), values_.end(),
                            [](const auto& a, const auto& b) {
                              return a.witnesses.size() != b.witnesses.size() ? a.witnesses.size() < b.witnesses.size()
                                                                              : a.confidence < b.confidence;
                            })
        ->value;
  }

 private:
  struct Value {
    T value;
    std::set<uint32_t> witnesses;
    float confidence = 0;
  };
  std::vector<Value> values_;  // few: they are different
};

int64_t width(const Interval& days) { return days.bounded() ? (*days.latest - *days.earliest).count() : INT64_MAX; }

// The day that most claims give, of a year that none does.
void date_without_year(std::span<const uint32_t> claims, std::span<const ClaimView> views, Event& event) {
  std::map<std::string, uint32_t> told;
  uint32_t most = 0;
  for (const uint32_t c : claims) {
    const ClaimView& view = views[c];
    if (day_without_year(view.claim->edtf)) told[view.claim->edtf] += view.own_date ? 2 : 1;
  }
  for (const auto& [edtf, count] : told) {
    if (count <= most) continue;
    most = count;
    event.edtf = edtf;
  }
}

void date(std::span<const uint32_t> claims, std::span<const ClaimView> views, const std::vector<uint32_t>& witness,
          Event& event) {
  struct Candidate {
    const Claim* claim = nullptr;
    std::set<uint32_t> witnesses;
    std::set<uint32_t> documents;
  };
  // Dates that claims have from the sentences before them count only where no claim says its own, if only a day without
  // its year.
  const bool told = std::any_of(claims.begin(), claims.end(), [&](uint32_t c) {
    return views[c].own_date && (views[c].claim->days.known() || day_without_year(views[c].claim->edtf));
  });
  std::vector<Candidate> candidates;  // few: their days are different
  for (size_t c = 0; c < claims.size(); ++c) {
    const Claim& claim = *views[claims[c]].claim;
    if (!claim.days.known() || (told && !views[claims[c]].own_date)) continue;
    auto same = std::find_if(candidates.begin(), candidates.end(), [&](const Candidate& known) {
      return known.claim->days == claim.days && known.claim->edtf == claim.edtf;
    });
    if (same == candidates.end()) same = candidates.insert(candidates.end(), {&claim, {}, {}});
    if (claim.time_basis < same->claim->time_basis) same->claim = &claim;
    same->witnesses.insert(witness[c]);
    same->documents.insert(views[claims[c]].ref.document);
  }
  std::pair<size_t, size_t> most;  // witnesses, then documents
  const Claim* best = nullptr;
  for (const Candidate& candidate : candidates) {
    std::set<uint32_t> agreeing_witnesses, documents;
    for (const Candidate& other : candidates) {
      if (!intersects(other.claim->days, candidate.claim->days)) continue;
      agreeing_witnesses.insert(other.witnesses.begin(), other.witnesses.end());
      documents.insert(other.documents.begin(), other.documents.end());
    }
    const std::pair agreeing(agreeing_witnesses.size(), documents.size());
    const auto place = [](const Claim& claim) { return std::pair(width(claim.days), claim.time_basis); };
    if (best && (agreeing < most || (agreeing == most && place(*candidate.claim) >= place(*best)))) continue;
    best = candidate.claim;
    most = agreeing;
  }
  if (!best) {
    date_without_year(claims, views, event);
    return;
  }
  event.edtf = best->edtf;
  event.days = best->days;
}

void participants(std::span<const uint32_t> claims, std::span<const ClaimView> views, const TypeKnowledge& type,
                  const Record& record, Event& event) {
  std::map<EventParticipant, uint32_t> counts;
  for (const uint32_t c : claims) {
    const ClaimView& view = views[c];
    for (const auto& [role, entity] : view.fillers) ++counts[{std::string(role), entity, {}}];
    for (const Participant& participant : view.claim->participants) {
      if (participant.entity == kNone && !participant.text.empty())
        ++counts[{participant.role, kNone, participant.text}];
    }
  }
  const auto rank = [&](const std::string& role) {
    return std::find(type.roles.begin(), type.roles.end(), role) - type.roles.begin();
  };
  const bool has_own_roles = std::any_of(counts.begin(), counts.end(), [&](const auto& entry) {
    return rank(entry.first.role) < std::ptrdiff_t(type.roles.size());
  });
  // Roles of another type, under which some claims told it, say less than the event's own.
  std::vector<std::pair<EventParticipant, uint32_t>> kept;
  for (const auto& entry : counts) {
    if (!has_own_roles || rank(entry.first.role) < std::ptrdiff_t(type.roles.size())) kept.push_back(entry);
  }
  std::stable_sort(kept.begin(), kept.end(), [&](const auto& a, const auto& b) {
    const auto rank_a = rank(a.first.role);
    const auto rank_b = rank(b.first.role);
    return rank_a != rank_b ? rank_a < rank_b : a.second > b.second;
  });
  // Of a kind that cannot be in the role (a person whom somebody leaves), where others can.
  const auto fits = [&](const EventParticipant& participant) {
    const auto place = rank(participant.role);
    if (participant.entity == kNone || place >= std::ptrdiff_t(type.fillers.size())) return true;
    const std::string& allowed = type.fillers[static_cast<size_t>(place)];
    return (',' + allowed + ',').find(fmt::format(",{},", to_string(record.entities[participant.entity].type))) !=
           std::string::npos;
  };
  // Nor does anybody play two roles that exclude each other: he keeps the one that the most claims give him.
  const auto apart = [&](const std::string& role) {
    return std::find(type.apart.begin(), type.apart.end(), role) != type.apart.end();
  };
  std::map<uint32_t, std::pair<uint32_t, std::string>> best_role;  // of an entity: claims and role
  for (const auto& [participant, count] : kept) {
    if (participant.entity == kNone || !apart(participant.role)) continue;
    auto& best = best_role[participant.entity];
    const bool identifies = std::find(type.by.begin(), type.by.end(), participant.role) != type.by.end();
    if (count > best.first || (count == best.first && identifies)) best = {count, participant.role};
  }
  std::erase_if(kept, [&](const auto& entry) {
    return entry.first.entity != kNone && apart(entry.first.role) &&
           best_role.at(entry.first.entity).second != entry.first.role;
  });
  std::set<std::string> fitting;
  for (const auto& [participant, count] : kept) {
    if (participant.entity != kNone && fits(participant)) fitting.insert(participant.role);
  }
  for (auto& [participant, count] : kept) {
    if (fits(participant) || fitting.count(participant.role) == 0) event.participants.push_back(std::move(participant));
  }
}

// Those that the most witnesses give first.
void quantities(std::span<const uint32_t> claims, std::span<const ClaimView> views,
                const std::vector<uint32_t>& witness, Event& event) {
  struct Counted {
    std::string_view role;
    const Quantity* quantity = nullptr;
    std::set<uint32_t> witnesses;
  };
  std::vector<Counted> all;
  for (size_t c = 0; c < claims.size(); ++c) {
    for (const auto& [role, quantity] : views[claims[c]].quantities) {
      const auto same = std::find_if(all.begin(), all.end(), [&, r = role, q = quantity](const Counted& known) {
        return known.role == r && known.quantity->type == q->type && write_amount(*known.quantity) == write_amount(*q);
      });
      if (same != all.end()) {
        same->witnesses.insert(witness[c]);
      } else {
        all.push_back({role, quantity, {witness[c]}});
      }
    }
  }
  std::stable_sort(all.begin(), all.end(),
                   [](const Counted& a, const Counted& b) { return a.witnesses.size() > b.witnesses.size(); });
  for (const Counted& counted : all) {
    const Quantity& q = *counted.quantity;
    event.quantities.push_back({std::string(counted.role), q.type, q.value, q.max, q.unit});
  }
}

}  // namespace

std::vector<uint32_t> witnesses(std::span<const uint32_t> claims, std::span<const ClaimView> views,
                                const Record& record, const Alignment& alignment) {
  DisjointSets sets(claims.size());
  std::map<uint32_t, uint32_t> first_of_origin;
  for (uint32_t c = 0; c < claims.size(); ++c) {
    sets.join(c, first_of_origin.emplace(record.origin_of[views[claims[c]].ref.document], c).first->second);
  }
  const auto compared = static_cast<uint32_t>(std::min(claims.size(), kComparedClaims));
  for (uint32_t a = 0; a < compared; ++a) {
    for (uint32_t b = a + 1; b < compared; ++b) {
      if (!sets.same(a, b) && alignment.one_witness(views[claims[a]], views[claims[b]])) sets.join(a, b);
    }
  }
  std::map<uint32_t, uint32_t> numbers;
  std::vector<uint32_t> out;
  for (uint32_t c = 0; c < claims.size(); ++c) {
    out.push_back(numbers.emplace(sets.root(c), static_cast<uint32_t>(numbers.size())).first->second);
  }
  return out;
}

Event summarize(std::span<const uint32_t> claims, std::span<const ClaimView> views, const Record& record,
                const Tellings& tellings, const Alignment& alignment) {
  Event event;
  const std::vector<uint32_t> witness = witnesses(claims, views, record, alignment);
  Ballot<std::string> types;
  Ballot<ClaimStatus> statuses;
  std::map<uint32_t, float> surest;  // by witness
  for (size_t c = 0; c < claims.size(); ++c) {
    const ClaimView& view = views[claims[c]];
    types.vote(view.claim->type, witness[c], view.claim->confidence);
    statuses.vote(view.claim->status, witness[c], view.claim->confidence);
    float& sure = surest[witness[c]];
    sure = std::max(sure, view.claim->confidence);
    event.claims.push_back(view.ref);
    if (event.documents.empty() || event.documents.back() != view.ref.document)
      event.documents.push_back(view.ref.document);
  }
  event.type = types.winner();
  event.status = statuses.winner();
  event.independent_sources = static_cast<uint32_t>(surest.size());
  float doubt = 1;
  for (const auto& [number, confidence] : surest) doubt *= 1 - std::clamp(confidence, 0.0F, 1.0F);
  event.confidence = 1 - doubt;
  const ClaimView& first = views[claims.front()];
  event.id = event_id(claim_id(*first.document, *first.claim));
  date(claims, views, witness, event);
  participants(claims, views, tellings.type(event.type), record, event);
  quantities(claims, views, witness, event);
  return event;
}

}  // namespace annals
