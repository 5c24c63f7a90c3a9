// What the place of a verb, or of a name before it, says: whether a clause begins or ends there.
#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

// In a verb-first language: a name right before the verb is its subject after all.
bool ClauseReader::preceded_by_subject(uint32_t verb, bool object_pronoun) const {
  for (uint32_t i = verb; i-- > 0 && i + 3 >= verb;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName) return e.grammatical == kUnmarked;
    // 'who founded Norvia'; where the antecedent is the object, a pronoun behind the verb says so
    if (e.has(kRelates) && !object_pronoun) return true;
    if (e.kind == ElementKind::kMark && i + 1 == verb && i > 0 && elements_[i - 1].has(kRelates)) continue;
    // كانت هالة، التي أدارت البنك، قد حذرت سامر
    if (const uint32_t open = e.kind == ElementKind::kComma && !object_pronoun ? aside_opening(i, false) : kNone;
        open != kNone)
      return elements_[open - 1].type != EntityType::kPlace;
    if (!e.has(kTransparent | kGivesStatus)) return false;
  }
  return false;
}

// Verb first: behind a time, a phrase or 'and' no subject stands before the verb, whatever the sentence began with.
bool ClauseReader::opens_clause(uint32_t verb) const {
  if (!frames_.verb_first) return false;
  uint32_t i = verb;
  while (i > 0 && elements_[i - 1].has(kTransparent | kGivesStatus)) --i;
  if (i == 0) return true;
  const Element& before = elements_[i - 1];
  return before.kind == ElementKind::kTime || before.kind == ElementKind::kComma ||
         before.has(kJoins | kBeginsContent) || (before.kind == ElementKind::kName && before.grammatical != kUnmarked);
}

// 罗斌看不惯她,…: behind words that follow another name of its clause, a name before a comma is no subject.
bool ClauseReader::ends_as_object(uint32_t name) const {
  if (frames_.spaced) return false;
  uint32_t behind = name + 1;  // 苏合伪造林远舟印章,
  while (behind < elements_.size() && behind <= name + kApposition && plain(elements_[behind]) &&
         !elements_[behind].sign && !elements_[behind].has(kMarksPrevious | kMarksNext | kBeginsClause))
    ++behind;
  if (behind >= elements_.size() || elements_[behind].kind != ElementKind::kComma) return false;
  if (elements_[name].list != kNone || elements_[name].grammatical != kUnmarked) return false;
  uint32_t words = 0;
  for (uint32_t i = name; i-- > 0;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || ends_clause(e) || e.kind == ElementKind::kTrigger) return false;
    const bool acts = e.type == EntityType::kPerson || e.type == EntityType::kOrganization;
    if (e.kind == ElementKind::kName && e.grammatical == kUnmarked && !e.modifier && acts) return words > 0;
    words += plain(e) && !e.has(kTransparent);
  }
  return false;
}

// 根据林远舟起诉诺维亚的邮件: behind a preposition of other things than parts, the name right before a verb is its
// subject.
bool ClauseReader::opens_embedded(const Element& name, uint32_t i, uint32_t verb) const {
  return !frames_.spaced && i + 1 == verb && name.grammatical != kOf && frames_.case_name(name.grammatical) == "other";
}

// Where the bracket right behind a name opens that `close` closes; else kNone.
uint32_t ClauseReader::bracket_opening(uint32_t close) const {
  constexpr uint32_t kLongestBracket = 12;
  if (!elements_[close].closes_bracket) return kNone;
  for (uint32_t i = close; i-- > 0 && close - i <= kLongestBracket;) {
    if (elements_[i].opens_bracket) return i > 0 && elements_[i - 1].kind == ElementKind::kName ? i : kNone;
    if (elements_[i].kind == ElementKind::kStop) return kNone;
  }
  return kNone;
}

// A clause without a subject that opens the sentence ('在收购诺维亚后,…', '收购诺维亚后,…') in a language without
// inflection.
bool ClauseReader::fronted(const StatedEvent& s, uint32_t verb) const {
  if (frames_.inflects) return false;
  bool marked = s.right < elements_.size() && elements_[s.right].has(kBeginsClause);
  for (uint32_t i = verb; i-- > 0;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop) break;
    if (e.has(kMarksNext)) {
      marked = true;
    } else if (e.kind != ElementKind::kTime && e.kind != ElementKind::kComma && !e.has(kTransparent | kGivesStatus) &&
               (e.kind != ElementKind::kName || e.grammatical == kUnmarked || e.grammatical == kOf)) {
      return false;
    }
  }
  return marked;
}

// The name before the word that begins the content in which `name` is the first.
uint32_t ClauseReader::outer_subject(uint32_t name) const {
  uint32_t content = kNone;
  for (uint32_t i = name; i-- > 0 && name - i < kFarthest;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return kNone;
    const bool plays = e.kind == ElementKind::kName && e.grammatical == kUnmarked && !e.modifier && !e.pronoun;
    if (plays) return content == kNone ? kNone : i;
    if (e.has(kBeginsContent) && !e.has(kRelates)) content = i;
    if (e.has(kRelates)) return kNone;
  }
  return kNone;
}

// 'the ruling', "Norvia's finance director", 'her shares', 'as chief engineer': in such a place a form that may be a
// noun is one.
bool ClauseReader::noun_place(uint32_t at, uint16_t tags) const {
  if (elements_[at].noun_sign && (tags & kFormPast) != 0) return true;  // إقالته is not أقالته
  // في رد طويل: verb first, no verb stands behind a preposition
  if (at > 0 && frames_.verb_first && (tags & kFormPast) != 0 && elements_[at - 1].token != elements_[at].token) {
    const Element& marker = elements_[at - 1];
    if (marker.kind == ElementKind::kWord && marker.has(kMarksNext) && !marker.has(kHoldsPronoun | kTransparent) &&
        (marker.word.next == kTo || frames_.case_name(marker.word.next) == "in" ||
         frames_.case_name(marker.word.next) == "on" || frames_.case_name(marker.word.next) == "about" ||
         frames_.case_name(marker.word.next) == "with"))
      return true;
  }
  // رفض قاضي المحكمة: nor right behind another in the past
  if (at > 0 && frames_.verb_first && (tags & kFormPast) != 0 && (tags & kFormObject) == 0 && past_verb(at - 1))
    return true;
  if (at == 0 || !frames_.spaced || frames_.verb_first || (tags & (kFormBase | kFormPresent | kFormGerund)) == 0)
    return false;
  const Element& before = elements_[at - 1];
  const bool owner = before.kind == ElementKind::kName && before.pronoun && before.index != kNone &&
                     reading_.references[before.index].owner;
  if (owner) return !before.object || (tags & kFormBase) == 0;  // 'saw her leave'
  if (before.kind != ElementKind::kWord && (before.kind != ElementKind::kTrigger || !frames_.compound_nouns))
    return false;
  if (before.has(kMarksPrevious)) return before.word.previous == kOf;
  if (before.has(kArticle)) return !before.has(kIsObject | kMarksNext);
  const bool governed = governs_content();  // 'helped engineers build'
  const bool noun = before.kind == ElementKind::kWord ? plain(before) : only_nouns(before);
  const bool counts =
      at + 1 < elements_.size() && elements_[at + 1].kind == ElementKind::kQuantity;  // 'the ships carry 40 cars'
  if (leads_clause(at)) return false;
  return frames_.compound_nouns && (tags & kFormBase) != 0 && (tags & kFormPast) == 0 && noun && !before.sign &&
         !before.has(kTransparent) && !governed && !counts;
}

// Verb first: a word that may be a verb in the past where a clause begins, or that can be nothing else.
bool ClauseReader::past_verb(uint32_t at) const {
  const Element& e = elements_[at];
  if (e.kind != ElementKind::kTrigger) return false;
  const auto past = [&](uint32_t f) {
    return (frames_.forms[f].tags & kFormPast) != 0 && frames_.frames[frames_.forms[f].frame].kind == FrameKind::kVerb;
  };
  const auto first = scene_.forms.begin() + e.first_form;
  const auto last = first + e.form_count;
  return opens_clause(at) ? std::any_of(first, last, past) : e.form_count > 0 && std::all_of(first, last, past);
}

// 'offered to return the fee', 'would not claim it': in such a place a form that may be a verb is one.
bool ClauseReader::verb_place(uint32_t at) const {
  if (!frames_.compound_nouns || !frames_.spaced || frames_.verb_first || at == 0) return false;
  const Element& e = elements_[at];
  const Element& before = elements_[at - 1];
  const bool leads = before.kind == ElementKind::kWord &&
                     ((before.has(kTransparent) && before.has(kMarksNext) && before.word.next == kTo) ||
                      (before.has(kGivesStatus) && before.word.scope == Scope::kAfter &&
                       before.word.status != ClaimStatus::kRejected));
  const StatedEvent* governor = before.kind == ElementKind::kTrigger ? statement_at(at - 1) : nullptr;
  const bool governed = governor != nullptr && is_verbal(*governor) && e.token > before.token + 1 &&
                        (governor->frame->content || governor->governing != nullptr);  // 'offered to'
  return (leads || governed) && std::any_of(scene_.forms.begin() + e.first_form,
                                            scene_.forms.begin() + e.first_form + e.form_count, [&](uint32_t f) {
                                              const TriggerForm& form = frames_.forms[f];
                                              return frames_.frames[form.frame].kind == FrameKind::kVerb &&
                                                     (form.tags & kFormBase) != 0;
                                            });
}

// 'Prosecutors suspect Costa of fraud', 'Several critics blame the board': a word or two open the clause, and an
// object follows.
bool ClauseReader::leads_clause(uint32_t at) const {
  if (!plain(elements_[at - 1]) || elements_[at - 1].sign || at + 1 >= elements_.size()) return false;
  uint32_t first = at - 1;
  const bool counted = first > 0 && elements_[first - 1].kind == ElementKind::kQuantity;
  if (first > 0 && (counted || (plain(elements_[first - 1]) && !elements_[first - 1].sign &&
                                !elements_[first - 1].has(kTransparent))))
    --first;
  if (first > 0 && !ends_clause(elements_[first - 1]) && elements_[first - 1].kind != ElementKind::kComma) return false;
  const Element& next = elements_[at + 1];
  if (next.kind == ElementKind::kName) return next.grammatical != kOf && !finite_verb_follows(at + 1);
  return next.has(kArticle) && !next.has(kMarksNext);
}

}  // namespace annals
