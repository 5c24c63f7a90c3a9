// Relative clauses that go on or end without a comma, and names that stand behind a description.
#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

// 'The lawyer who had defended Costa resigned': the relative word that opens the clause which the name at `name` ends.
uint32_t ClauseReader::relative_around(uint32_t name, const StatedEvent& s) const {
  const bool finite = (s.tags & (kFormPast | kFormPresent)) != 0 || s.frame->kind == FrameKind::kPhrase;
  if (!frames_.spaced || frames_.verb_first || !finite) return kNone;
  bool verb = false;
  for (uint32_t i = name; i-- > 0 && name - i <= kApposition;) {
    const Element& e = elements_[i];
    if (e.has(kRelates)) return verb ? i : kNone;
    if (e.kind == ElementKind::kComma || e.has(kJoins) || ends_clause(e)) return kNone;
    if (e.kind != ElementKind::kTrigger || only_nouns(e)) continue;
    const StatedEvent* inner = statement_at(i);
    if (verb || inner == nullptr || inner->frame->content || (inner->tags & (kFormPast | kFormPresent)) == 0)
      return kNone;
    verb = true;
  }
  return kNone;
}

// 'who was brought in by Costa and who resigned': whom the relative clause before is about.
bool ClauseReader::same_antecedent(StatedEvent& s, uint32_t relative) {
  if (!frames_.spaced || frames_.verb_first) return false;
  const auto before = std::find_if(statements_.rbegin(), statements_.rend(), is_verbal);
  if (before == statements_.rend()) return false;
  uint32_t opening = before->at;
  while (opening > 0 && before->at - opening < kApposition && !elements_[opening].has(kRelates)) --opening;
  if (!elements_[opening].has(kRelates)) return false;
  const auto take = [&](const Actor& actor) {
    if (s.subject.empty() && actor.span.end <= elements_[opening].span.begin && accepts_subject(s, actor))
      s.subject = {actor};
  };
  for (const Actor& actor : before->subject) take(actor);
  for (const Filler& f : before->fillers) take(f.actor);
  if (s.subject.empty()) return false;
  s.relative = true;
  s.left = relative;
  return true;
}

// 'the treasurer, Rui Costa, took the box and told them': the comma behind a name that says who was described.
bool ClauseReader::closes_apposed_name(uint32_t comma) const {
  if (!frames_.spaced || frames_.verb_first || comma < 3 || comma + 1 >= elements_.size()) return false;
  const Element& name = elements_[comma - 1];
  const bool named = name.kind == ElementKind::kName && name.grammatical == kUnmarked && !name.modifier &&
                     name.type == EntityType::kPerson;
  const Element& noun = elements_[comma - 3];
  // 'accused the owner of Norvia, Costa, of having sold'
  const bool described = (plain(noun) && !noun.sign) || (noun.kind == ElementKind::kName && noun.modifier);
  return named && elements_[comma - 2].kind == ElementKind::kComma && described && !elements_[comma + 1].has(kJoins) &&
         elements_[comma + 1].kind != ElementKind::kName;
}

// سامر درويش، رئيس نورفيا الذي استقال: verb first, what only people do is done by whoever the post was said of; kNone
// where the words between say more than a post.
uint32_t ClauseReader::apposed_holder(const StatedEvent& s, uint32_t relative) const {
  const uint8_t role = subject_role(s);
  if (!frames_.verb_first || !accepts(s, role, EntityType::kPerson) || accepts(s, role, EntityType::kOrganization))
    return kNone;
  uint32_t end = relative;
  if (end > 0 && elements_[end - 1].kind == ElementKind::kComma) --end;
  for (uint32_t i = end; i-- > 0 && end - i <= kApposition;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma) {
      const bool post = i > 0 && i + 1 < end && elements_[i + 1].kind != ElementKind::kName &&
                        !elements_[i + 1].has(kJoins | kMarksNext);
      if (!post || e.opens_bracket || e.closes_bracket) return kNone;
      const Element& holder = elements_[i - 1];
      const bool person = holder.kind == ElementKind::kName && holder.type == EntityType::kPerson && !holder.pronoun;
      return person && agrees(s, actor_of(holder)) ? i - 1 : kNone;
    }
    const bool body = e.kind == ElementKind::kName && e.type != EntityType::kPerson;
    const bool noun = e.kind == ElementKind::kTrigger && only_nouns(e);
    if (!body && !noun && !plain(e) && !e.has(kMarksNext | kTransparent)) return kNone;
  }
  return kNone;
}

// رفعت نورفيا، مالكة الموقع، دعوى: verb first, the verb that lends its subject to the noun, over what commas enclose.
uint32_t ClauseReader::carrier_over_asides(uint32_t noun) const {
  constexpr uint32_t kReach = 20;  // elements
  if (!frames_.verb_first || noun < 4) return kNone;
  uint32_t i = noun - 1;
  while (i > 0 && elements_[i].has(kTransparent)) --i;
  if (elements_[i].kind != ElementKind::kComma) return kNone;
  bool verb = false;  // since the last comma
  const uint32_t closed = i;
  uint32_t opened = i;
  const auto names = [](const Element& e) { return e.kind == ElementKind::kName && e.grammatical == kUnmarked; };
  for (const uint32_t last = i > kReach ? i - kReach : 0; i-- > last;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma) {
      if (verb && !elements_[i + 1].has(kRelates)) return kNone;
      verb = false;
      opened = i;
    } else if (e.has(kLightVerb)) {
      const bool aside = !verb && opened != closed && !e.has(kReceives);
      return aside && std::any_of(&elements_[i], &elements_[opened], names) ? i : kNone;
    } else if (e.kind == ElementKind::kTrigger && !only_nouns(e)) {
      verb = true;
    } else if (ends_clause(e) && !e.has(kRelates)) {
      return kNone;
    }
  }
  return kNone;
}

// باع المدير العام لشركة نورفيا سامر حصته: verb first, the body behind the post of the somebody named right after it.
bool ClauseReader::holds_post(uint32_t verb, uint32_t name) const {
  constexpr uint32_t kTitles = 3;
  const Element& body = elements_[name];
  if (!frames_.verb_first || body.grammatical != kTo || body.type != EntityType::kOrganization) return false;
  uint32_t holder = name + 1;
  while (holder < elements_.size() && holder <= name + kTitles && elements_[holder].has(kTransparent)) ++holder;
  if (holder >= elements_.size()) return false;
  const Element& person = elements_[holder];
  if (person.kind != ElementKind::kName || person.type != EntityType::kPerson || person.grammatical != kUnmarked ||
      person.pronoun)
    return false;
  uint32_t words = 0;  // of the post
  for (uint32_t i = name; i-- > verb + 1;) {
    const Element& e = elements_[i];
    if (e.has(kMarksNext)) continue;
    if (!(plain(e) || e.has(kTransparent)) || e.kind == ElementKind::kName || e.kind == ElementKind::kComma || e.sign)
      return false;
    ++words;
  }
  return words > 1 || (words == 1 && !elements_[verb + 1].has(kMarksNext));
}

}  // namespace annals
