#include "reading/claim_coreference.h"

#include <algorithm>

namespace annals {
namespace {

bool agrees(const Claim& a, const Claim& b) {
  for (const Participant& p : a.participants) {
    bool same = false, other = false;
    if (p.implied) continue;
    for (const Participant& q : b.participants) {
      if (q.implied) continue;
      same = same || (q.role == p.role && q.entity == p.entity);
      other = other || q.role == p.role || q.entity == p.entity;
    }
    if (other && !same) return false;
  }
  return true;
}

// 'a salary of 275,000 …, then a salary of 175,000': two sums in one role are two claims'.
bool sums_differ(const Claim& a, const Claim& b) {
  return std::any_of(a.quantities.begin(), a.quantities.end(), [&](const ClaimQuantity& mine) {
    const auto same_role = [&](const ClaimQuantity& theirs) { return theirs.role == mine.role; };
    const auto same = [&](const ClaimQuantity& theirs) { return theirs.quantity == mine.quantity; };
    return std::any_of(b.quantities.begin(), b.quantities.end(), same_role) &&
           std::none_of(b.quantities.begin(), b.quantities.end(), same);
  });
}

bool names(const Claim& claim) {
  return std::any_of(claim.participants.begin(), claim.participants.end(),
                     [](const Participant& p) { return !p.implied; });
}

// Everybody whom `part` names has the same role in `whole`.
bool includes(const Claim& whole, const Claim& part) {
  return names(part) && std::all_of(part.participants.begin(), part.participants.end(), [&](const Participant& p) {
           return p.implied ||
                  std::any_of(whole.participants.begin(), whole.participants.end(),
                              [&](const Participant& q) { return q.role == p.role && q.entity == p.entity; });
         });
}

// 'paid a fee': the verb's clause holds the noun, or both are nouns.
bool holds(const StatedEvent& first, const StatedEvent& second) {
  return is_verbal(first) == is_verbal(second) || (is_verbal(first) && second.at < first.right);
}

// Who is only thought to play a part gives way to who is said to.
void drop_implied(Claim& claim, const Claim& other) {
  const auto known = [&](const Participant& p) {
    return p.implied && std::any_of(other.participants.begin(), other.participants.end(),
                                    [&](const Participant& q) { return !q.implied && q.role == p.role; });
  };
  auto& all = claim.participants;
  all.erase(std::remove_if(all.begin(), all.end(), known), all.end());
}

// 斥资三亿元收购诺维亚: a verb that only says how, right before the one that says what.
bool serial(const Scene& scene, const StatedEvent& a, const StatedEvent& b) {
  constexpr uint32_t kBetween = 4;
  if (scene.frames->inflects || !is_verbal(a) || !is_verbal(b) || b.at > a.at + kBetween + 1) return false;
  const bool omitted = b.subject.empty() || b.subject[0].omitted;
  return omitted && std::all_of(scene.elements.begin() + a.at + 1, scene.elements.begin() + b.at, [](const Element& e) {
           return e.kind == ElementKind::kQuantity || e.kind == ElementKind::kTime ||
                  (e.kind == ElementKind::kWord && !e.sign);
         });
}

// '起诉诺维亚,索赔三亿': a verb without parties of its own says more of the suit before it. What is said, paid or
// counted happens more than once.
bool told_again(const ClaimFrames& frames, const StatedEvent& statement, const Claim& claim) {
  if (frames.spaced || !is_verbal(statement) || statement.fillers.empty()) return false;
  if (!frames.types[statement.frame->type].is(kAgain) ||
      (claim.time != kNone && claim.time_basis != TimeBasis::kInherited))
    return false;
  return std::all_of(statement.fillers.begin(), statement.fillers.end(),
                     [](const Filler& f) { return f.implied || f.actor.omitted; });
}

}  // namespace

void join_coreferent(const ReadScene& sentence, std::vector<uint32_t>& claim_of, std::vector<Claim>& claims) {
  const std::vector<StatedEvent>& statements = sentence.statements;
  for (size_t a = 0; a < statements.size(); ++a) {
    if (claim_of[a] == kNone) continue;
    for (size_t b = a + 1; b < statements.size(); ++b) {
      if (claim_of[b] == kNone) continue;
      Claim& first = claims[claim_of[a]];
      Claim& second = claims[claim_of[b]];
      const bool noun = !is_verbal(statements[a]) || !is_verbal(statements[b]);
      const bool held = is_verbal(statements[a]) && holds(statements[a], statements[b]);
      const bool agree = (agrees(first, second) && agrees(second, first)) || (held && includes(first, second));
      const bool series = serial(sentence.scene, statements[a], statements[b]);
      const bool goes_on = told_again(*sentence.scene.frames, statements[b], second);
      if (first.type != second.type || (!noun && !series && !goes_on) || !agree || sums_differ(first, second)) continue;
      if ((!names(first) || !names(second)) && !goes_on && !holds(statements[a], statements[b])) continue;
      const bool keep_second = series || (!is_verbal(statements[a]) && is_verbal(statements[b]));
      if (keep_second) {
        std::swap(first.trigger, second.trigger);
        std::swap(first.frame, second.frame);
      }
      drop_implied(first, second);
      drop_implied(second, first);
      for (const Participant& p : second.participants) {
        const bool known = std::any_of(first.participants.begin(), first.participants.end(),
                                       [&](const Participant& q) { return q.role == p.role && q.entity == p.entity; });
        if (!known) first.participants.push_back(p);
      }
      first.quantities.insert(first.quantities.end(), second.quantities.begin(), second.quantities.end());
      first.evidence = join(first.evidence, second.evidence);
      if (first.time == kNone || (!goes_on && first.time_basis == TimeBasis::kInherited && second.time != kNone)) {
        first.time = second.time;
        first.time_basis = second.time_basis;
        first.edtf = second.edtf;
        first.days = second.days;
      }
      if (first.status == ClaimStatus::kAsserted && !goes_on) first.status = second.status;
      second.type.clear();
      claim_of[b] = kNone;
    }
  }
}

}  // namespace annals
