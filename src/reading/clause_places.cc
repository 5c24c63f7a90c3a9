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

}  // namespace annals
