// Whether a verb is told in the passive.
#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

// 以“泄密”为由解雇: where the words in quotation marks open that the mark at `mark` closes, inside the clause; else
// kNone.
uint32_t ClauseReader::reason_before(uint32_t mark) const {
  constexpr uint32_t kLongestReason = 12;
  if (frames_.spaced || elements_[mark].kind != ElementKind::kMark || mark + 1 >= elements_.size() ||
      !elements_[mark + 1].has(kTransparent))
    return kNone;
  for (uint32_t i = mark; i-- > 1 && mark - i <= kLongestReason;) {
    if (elements_[i].kind == ElementKind::kStop) return kNone;
    if (elements_[i].kind == ElementKind::kMark) return elements_[i - 1].has(kMarksNext) ? i : kNone;
  }
  return kNone;
}

// Whether a passive word stands right before element `at`.
bool ClauseReader::passive_before(uint32_t at) const {
  uint32_t words = 0;
  for (uint32_t i = at; i-- > 0;) {
    if (const uint32_t open = reason_before(i); open != kNone) {
      i = open;
      continue;
    }
    if (const uint32_t open = frames_.spaced ? kNone : bracket_opening(i); open != kNone) {
      i = open;  // 由何静岚(原财务总监)接替
      continue;
    }
    const Element& e = elements_[i];
    if (e.has(kMakesPassive)) return true;
    if (e.has(kTransparent | kGivesStatus | kMarksNext) || e.kind == ElementKind::kTime) continue;
    if (!frames_.spaced && e.kind == ElementKind::kName && i > 0 && elements_[i - 1].has(kMakesPassive))
      return true;  // 被 + agent
    if (e.kind == ElementKind::kName && e.list != kNone) continue;
    // 被投资人在海城起诉: behind a preposition of its own a name says where or to whom
    if (e.kind == ElementKind::kName && !frames_.spaced && e.grammatical != kUnmarked && e.grammatical != kObject)
      continue;
    if (e.kind != ElementKind::kWord) return false;
    if (++words > (frames_.spaced ? 1U : 10U)) return false;
  }
  return false;
}

// 'Norvia Chairman Arrested on Fraud Charges': headlines tell deeds in the present and leave out the passive's helper,
// so that what may be a past form or a participle, with no object behind it, is a participle.
bool ClauseReader::passive_in_headline(const StatedEvent& s, uint32_t verb) const {
  constexpr uint16_t kBoth = kFormPast | kFormParticiple, kOther = kFormPresent | kFormBase | kFormGerund;
  if (!scene_.headline || !frames_.compound_nouns || verb != s.at || verb == 0 || s.frame->type == 0) return false;
  if ((s.tags & kBoth) != kBoth || (s.tags & kOther) != 0 || s.frame->role(kObject) == kNoRole) return false;
  if (verb + 1 < elements_.size()) {
    const Element& next = elements_[verb + 1];
    const bool phrase = next.token > elements_[verb].token + 1;  // 'accused of', 'sentenced to'
    const bool goes_on = next.kind == ElementKind::kName || next.has(kArticle) || next.pronoun;
    const bool ends = next.kind == ElementKind::kComma || next.kind == ElementKind::kTime || next.has(kMarksNext) ||
                      ends_clause(next) || next.has(kTransparent);
    if (goes_on || (!phrase && !ends)) return false;
  }
  for (uint32_t i = verb; i-- > 0;) {
    const Element& e = elements_[i];
    if (ends_clause(e) || (e.kind == ElementKind::kTrigger && !only_nouns(e))) return false;
    if (e.kind == ElementKind::kName && e.grammatical == kUnmarked && !e.modifier)
      return accepts(s, s.frame->role(kObject), e.type);
  }
  return true;
}

// سامر الذي اعتقل في مايو: verb first, a relative clause in which nothing is the verb's object.
bool ClauseReader::suffers_as_head(uint32_t verb) const {
  if (!frames_.verb_first || verb == 0 || !elements_[verb - 1].has(kRelates)) return false;
  if (verb + 1 >= elements_.size()) return true;
  const Element& next = elements_[verb + 1];
  return next.kind == ElementKind::kTime || next.kind == ElementKind::kComma ||
         (next.kind == ElementKind::kWord && next.has(kMarksNext) && !next.has(kHoldsPronoun | kTransparent));
}

// A spelling that is active or passive: passive with an agent behind it.
void ClauseReader::settle_voice(StatedEvent& s, uint32_t verb) {
  const bool agent = std::any_of(pending_.begin(), pending_.end(), [](const auto& p) { return p.first == kBy; });
  if (!agent) return;
  s.passive = true;
  s.subject.clear();
  pending_.clear();
  scan_right(s, verb);
}

bool ClauseReader::agent_follows(uint32_t verb) const {
  for (uint32_t i = verb + 1; i < elements_.size() && i <= verb + 2; ++i) {
    if (elements_[i].has(kMarksNext) && elements_[i].word.next == kBy) return true;
    if (!elements_[i].has(kTransparent)) return false;
  }
  return false;
}

}  // namespace annals
