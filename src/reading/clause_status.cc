// With which status an event is told: done, planned, denied, or only said.
#include "reading/clause_reader.h"

namespace annals {

int ClauseReader::weight(ClaimStatus status) {
  switch (status) {
    case ClaimStatus::kAsserted:
      return 0;
    case ClaimStatus::kUncertain:
      return 1;
    case ClaimStatus::kPlanned:
      return 2;
    case ClaimStatus::kProposed:
      return 3;
    case ClaimStatus::kHypothetical:
      return 4;
    case ClaimStatus::kRejected:
      return 5;
    case ClaimStatus::kDenied:
      return 6;
  }
  return 0;
}

// 'The merger of Norvia and Orla was called off', 收购诺维亚的计划落空: a word that undoes what stands before it, in
// the same clause; of an event noun's it may stand behind all its names.
std::optional<ClaimStatus> ClauseReader::status_behind(const StatedEvent& s) const {
  const bool noun = !is_verbal(s);
  std::optional<ClaimStatus> found;  // 收购诺维亚的计划落空: the last word of all
  for (uint32_t i = s.at + 1; i < elements_.size() && i <= s.at + kApposition; ++i) {
    const Element& e = elements_[i];
    if (e.has(kGivesStatus) && e.word.scope == Scope::kBefore) {
      found = e.word.status;
      if (found != ClaimStatus::kPlanned) break;
      continue;
    }
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) break;
    const bool headed = !frames_.spaced && elements_[i - 1].has(kMarksPrevious);  // … 的计划
    if (e.kind == ElementKind::kTrigger && !headed) break;
    const bool near = (!noun && frames_.spaced) || type(s).is(kExchange);  // talks that fail have been held
    if (near && !headed && i >= s.at + 4) break;
  }
  return found;
}

// 'diria mais tarde', 'morreria em 1984': what lay ahead of what is told, and happened.
bool ClauseReader::told_later(const StatedEvent& s) const {
  if (s.governor != kNone || (s.tags & kFormPast) != 0) return false;
  for (uint32_t i = s.at + 1; i < elements_.size() && i <= s.at + 4; ++i) {
    if (elements_[i].kind == ElementKind::kTime || elements_[i].word.later) return true;
    // 'diria ela mais tarde', 'morreria em Paris dois anos depois'
    if (elements_[i].kind != ElementKind::kName && !elements_[i].has(kMarksNext | kTransparent)) break;
  }
  if (s.at > 0 && elements_[s.at - 1].word.later) return true;
  for (uint32_t i = 0; i < s.at; ++i) {  // 'Em 2009, Ana Prado fundaria …', 'Anos depois, …'
    const Element& e = elements_[i];
    if (e.word.later) return true;
    if (e.kind == ElementKind::kTime) {
      const Time& time = reading_.times[e.index];
      return time.days.known() && !time.from_document_date && frames_.omits_subjects;
    }
    if (e.kind != ElementKind::kComma && !e.has(kMarksNext | kArticle | kTransparent)) return false;
  }
  return false;
}

// 没有参与诉讼: a word that only helps what follows passes a negation on.
bool ClauseReader::helps(uint32_t at) const {
  if (frames_.spaced) return false;
  const StatedEvent* verb = statement_at(at);
  return verb != nullptr && verb->frame->type == 0 && verb->frame->content == ClaimStatus::kAsserted &&
         !verb->frame->says;
}

// 'They must test the engines and endorse them': an infinitive joined to another has its helping word.
bool ClauseReader::joined_infinitive(const StatedEvent& s) const {
  return frames_.inflects && s.at > 1 && elements_[s.at - 1].has(kJoins) && is_verbal(s) && (s.tags & kFormBase) != 0 &&
         (s.tags & kFormPast) == 0;
}

bool ClauseReader::infinitive_at(uint32_t at) const {
  const StatedEvent* other = statement_at(at);
  return other == nullptr || ((other->tags & kFormBase) != 0 && (other->tags & kFormPast) == 0);
}

// 'arrested for allegedly stealing', 'left, apparently unable to stay', 'resigned over a recording allegedly showing
// Costa': the word at `at`, behind the event, speaks of what follows it.
bool ClauseReader::speaks_ahead(const StatedEvent& s, uint32_t at) const {
  if (!frames_.spaced || frames_.verb_first || at == 0) return false;
  const Element& before = elements_[at - 1];
  if (before.has(kMarksNext) && !before.has(kArticle)) return true;
  return at > s.at + 1 && at + 1 < elements_.size() && !ends_clause(elements_[at + 1]) &&
         elements_[at + 1].kind != ElementKind::kComma;
}

// What stands before the event and behind it, how its verb is bent, and what governs it: the farthest from a fact wins.
void ClauseReader::settle_status(uint32_t number) {
  StatedEvent& s = statements_[number];
  const ClaimStatus own = s.frame->status.value_or(ClaimStatus::kAsserted);
  // 'could lose control': it is as open as a gain would be
  const bool undoes = own == ClaimStatus::kRejected;
  ClaimStatus status = undoes ? ClaimStatus::kAsserted : own;
  const auto raise = [&](ClaimStatus other) {
    if (weight(other) > weight(status)) status = other;
  };
  if ((s.tags & kFormFuture) != 0) raise(ClaimStatus::kPlanned);
  if ((s.tags & kFormConditional) != 0 && !told_later(s)) raise(ClaimStatus::kHypothetical);
  uint32_t words = 0;
  bool near = true;     // no other verb between
  bool reaches = true;  // no comma between
  bool conditional = false;
  bool hearsay = false;  // 'there are rumours that Costa will leave'
  const bool listed = joined_infinitive(s);
  const uint32_t farthest = s.at > kFarthest ? s.at - kFarthest : 0;
  for (uint32_t i = s.at; i-- > farthest;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kMark) break;
    if (e.kind == ElementKind::kStop && e.word.flags == 0) break;
    if (e.kind == ElementKind::kTrigger && !only_nouns(e) && !helps(i) && !(listed && infinitive_at(i))) near = false;
    // 不愿具名的职员承认: what stands in front of a noun says nothing of the verb behind it
    if (!frames_.spaced && e.has(kMarksPrevious) && i + 2 < s.at && is_verbal(s)) near = false;
    if (e.kind == ElementKind::kComma) reaches = false;
    if (e.has(kMarksNext) && !e.has(kArticle | kGivesStatus) && !is_verbal(s) && frames_.spaced)
      reaches = false;  // 'if it were not for his complaint'
    if (e.has(kGivesStatus)) {
      const bool present = (s.tags & kFormPresent) != 0 || is_verbal(s) == false;
      if (*e.word.status == ClaimStatus::kHypothetical && frames_.omits_subjects && told_later(s)) continue;
      if ((e.word.scope == Scope::kAfter || (e.word.scope == Scope::kAfterPresent && present)) && near && reaches &&
          words <= (listed ? kListed : reach_of_status()))
        raise(*e.word.status);
      if (e.word.scope == Scope::kClause && near) {
        raise(*e.word.status);
        hearsay = hearsay || *e.word.status == ClaimStatus::kUncertain;
      }
    }
    // 'If she wins, Costa said, …': the saying waits for nothing.
    const bool reports = s.frame->says && is_verbal(s) && !reaches && (s.tags & kFormConditional) == 0;
    if (e.has(kBeginsClause) && e.word.clause_status && !parenthetic(s) && !reports) {
      raise(*e.word.clause_status);
      conditional = true;
    }
    if (e.has(kBeginsClause | kBeginsContent | kRelates)) near = false;
    if (plain(e) && !e.has(kTransparent)) ++words;
  }
  for (uint32_t i = s.at + 1; i < s.right && i < elements_.size(); ++i) {
    const Element& e = elements_[i];
    if (e.has(kGivesStatus) && e.word.scope == Scope::kClause && !speaks_ahead(s, i)) {
      raise(*e.word.status);
      hearsay = hearsay || *e.word.status == ClaimStatus::kUncertain;
    }
  }
  if (number + 1 < statements_.size() && !frames_.spaced && !is_verbal(s) && statements_[number + 1].at == s.at + 1 &&
      type(statements_[number + 1]).is(kOffer))
    raise(ClaimStatus::kProposed);  // 合并提议
  if (const auto behind = status_behind(s)) {
    raise(*behind);
    // لم تدفع سوى مليون: what is excepted happened
    if (*behind == ClaimStatus::kAsserted && status == ClaimStatus::kRejected) status = ClaimStatus::kAsserted;
  }
  if (s.governor != kNone && *statements_[s.governor].frame->content != ClaimStatus::kAsserted) {
    const StatedEvent& governor = statements_[s.governor];
    if (governor.at < s.at || governor.passive) raise(*governor.frame->content);
  }
  if (undoes && status != ClaimStatus::kHypothetical && status != ClaimStatus::kUncertain) raise(own);
  // 'said that Norvia would invest': what would be is planned by those who say it.
  const bool told = s.governor != kNone && statements_[s.governor].frame->says && statements_[s.governor].at < s.at;
  s.status = status == ClaimStatus::kHypothetical && told && !conditional ? ClaimStatus::kPlanned : status;
  if (hearsay && s.status == ClaimStatus::kPlanned && (s.tags & (kFormFuture | kFormConditional)) != 0)
    s.status = ClaimStatus::kUncertain;
}

}  // namespace annals
