// Event nouns that a verb without an event of its own carries: 'made an offer', 'the suit that Costa filed'.
#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

// 'made an offer', 进行收购, 'تم طرد': the noun takes the subject of the verb that carries it.
void ClauseReader::light_verb(StatedEvent& s) {
  uint32_t words = 0;
  const bool far = carried_far(s);
  const uint32_t farthest = s.at > kFarthest / 2 ? s.at - kFarthest / 2 : 0;
  const uint32_t over = carrier_over_asides(s.at);
  uint32_t most = 3;  // plain words between; the titles of a name between are more
  for (uint32_t i = over != kNone ? over + 1 : s.at; i-- > farthest && words <= most;) {
    const Element& e = elements_[i];
    if (e.has(kLightVerb) || (e.has(kMakesPassive) && e.kind != ElementKind::kTrigger)) {
      StatedEvent carrier = s;
      carrier.fillers.clear();
      carrier.subject.clear();
      carrier.passive = e.has(kMakesPassive) && !e.has(kLightVerb);
      if (carrier.passive && !frames_.verb_first) return;
      const bool receives = e.has(kReceives);
      if (receives) carrier.passive = true;
      carrier_subject(carrier, i, receives);
      if (freed_by_nobody(carrier)) carrier.subject.clear();
      // 'Norvia and Orla announced a merger'; but not 'Norvia announced a merger between Tello and Orla'
      const Case between = frames_.between_case;
      const bool others =
          std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.via == between; });
      if (others && !carrier.passive) return;
      if (!carrier.passive && !carrier.subject.empty()) befalls_owner(s, s.frame->role(kSubject));
      const bool parties = !carrier.passive && carrier.subject.size() >= 2 && s.frame->role(between) != kNoRole;
      for (const Actor& actor : carrier.subject)
        give_case(s, carrier.passive ? kObject : parties ? between : kSubject, actor);
      s.subject = carrier.subject;
      s.carried = frames_.verb_first || !s.subject.empty();
      s.passive = carrier.passive;
      s.left = std::min(s.left, carrier.left);
      give_pending(s);
      for (uint32_t k = i + 1; k < s.at && over == kNone; ++k) {  // 'made him an offer', وجّه إليه تهمة
        if (elements_[k].has(kHoldsPronoun)) give_salient(s, elements_[k].word.next, k);
      }
      return;
    }
    if (e.kind == ElementKind::kName && (e.grammatical != kUnmarked || owns_over_amount(i))) continue;
    if (e.kind == ElementKind::kQuantity || e.kind == ElementKind::kTime ||
        e.has(kTransparent | kMarksNext | kMarksPrevious | kHoldsPronoun))
      continue;
    if (far && e.kind != ElementKind::kTrigger && !ends_clause(e)) continue;
    if (!plain(e)) {
      // قام + subject + ب + noun: the subject stands between.
      const bool name = e.kind == ElementKind::kName;
      if (!frames_.verb_first || !(name || (most > 3 && e.has(kJoins)))) return;
      most = 6;
      continue;
    }
    ++words;
  }
}

// العرض الذي قدمته نورفيا إلى هالة, عرض قدمته نورفيا: verb first, the doer stands behind the verb.
void ClauseReader::light_verb_after(StatedEvent& s) {
  constexpr uint32_t kMostAdjectives = 2;
  constexpr uint32_t kReach = 10;  // elements behind the verb
  const uint8_t role = s.frame->role(kSubject);
  const bool meets = type(s).is(kMeeting);  // حضرت هالة الاجتماع الذي عقده سامر
  if (s.frame->type == 0 || role == kNoRole || (s.tags & kFormOwner) != 0 || type(s).is(kPact)) return;
  if (!s.subject.empty() && !meets && !s.passive) return;  // تواجه نورفيا دعوى رفعها سامر
  uint32_t i = s.at + 1;
  while (i < elements_.size() && i <= s.at + kMostAdjectives && plain(elements_[i]) && !elements_[i].sign &&
         !elements_[i].has(kTransparent | kLightVerb))
    ++i;
  if (i < elements_.size() && elements_[i].has(kRelates)) ++i;
  while (i < elements_.size() && elements_[i].has(kTransparent) && !elements_[i].has(kLightVerb)) ++i;
  if (i + 1 >= elements_.size() || !elements_[i].has(kLightVerb) || elements_[i].has(kReceives)) return;
  const uint32_t verb = i;
  uint32_t doer = kNone;
  for (i = verb + 1; i < elements_.size() && i <= verb + kReach; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || ends_clause(e) || e.kind == ElementKind::kTrigger) break;
    if (e.kind != ElementKind::kName || e.modifier) {
      if (doer == kNone && !e.has(kTransparent | kHoldsPronoun) && !plain(e)) break;
      continue;
    }
    if (doer == kNone) {
      if (e.grammatical != kUnmarked) break;
      doer = i;
      for (const Actor& actor : list_at(i)) {
        if (give(s, role, actor) && !s.passive) s.subject.push_back(actor);
      }
    } else if (e.grammatical != kUnmarked && e.grammatical != kOf && e.list == kNone) {
      for (const Actor& actor : list_at(i)) give_case(s, e.grammatical, actor);
    }
    s.right = std::max(s.right, i + 1);
  }
  if (doer == kNone) return;
  s.carried = true;
  for (i = verb + 1; i < doer; ++i) {  // التهمة التي وجهها إليه سامر
    if (elements_[i].has(kHoldsPronoun)) give_salient(s, elements_[i].word.next, i);
  }
}

// 'the offer that Norvia had made', 'the suit, filed by Costa': a clause behind the noun has the verb that carries it.
void ClauseReader::light_verb_behind(StatedEvent& s) {
  if (frames_.verb_first) return light_verb_after(s);
  if (!frames_.spaced || s.frame->type == 0 || !s.subject.empty()) return;
  const Case role = s.frame->role(kSubject) != kNoRole ? kSubject : kBy;
  if (s.frame->role(role) == kNoRole || filled(s, s.frame->role(role))) return;
  constexpr uint32_t kReach = 8;  // elements between the noun and the verb
  uint32_t i = s.at + 1;
  if (i < elements_.size() && elements_[i].kind == ElementKind::kComma) ++i;
  const bool relates = i < elements_.size() && elements_[i].has(kRelates);
  if (relates) ++i;
  uint32_t doer = kNone, verb = kNone;
  for (; i < elements_.size() && i <= s.at + kReach; ++i) {
    const Element& e = elements_[i];
    if (e.has(kLightVerb) && !e.has(kReceives | kMakesPassive | kTransparent)) {  // 'had' may be of another verb
      verb = i;
      break;
    }
    if (e.kind == ElementKind::kName && !e.modifier && e.grammatical == kUnmarked && doer == kNone) {
      doer = i;
      while (i + 1 < elements_.size() && (elements_[i + 1].has(kJoins) || elements_[i + 1].list == doer)) ++i;
      continue;
    }
    if (relates && doer == kNone && (plain(e) || e.has(kArticle))) continue;  // 'which the chemist Costa filed'
    if (!e.has(kTransparent | kMakesPassive) && e.kind != ElementKind::kTime) return;
  }
  if (verb == kNone) return;
  if (doer == kNone) {  // 'filed by Costa', 'which was filed in May by Costa'
    for (i = verb + 1; i < elements_.size() && i <= verb + kReach && doer == kNone; ++i) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kName && e.grammatical == kBy) doer = i;
      if (e.kind == ElementKind::kComma || e.kind == ElementKind::kTrigger || ends_clause(e)) return;
    }
  } else if (!relates && elements_[s.at + 1].kind == ElementKind::kComma) {
    return;  // 'after the offer, Norvia made …'
  }
  if (doer == kNone) return;
  for (const Actor& actor : list_at(doer)) {
    if (give(s, s.frame->role(role), actor, role)) s.subject.push_back(actor);
  }
  for (i = verb + 1; i < elements_.size() && i <= verb + kReach; ++i) {  // 'made to Costa'
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || ends_clause(e) || (e.kind == ElementKind::kTrigger && !only_nouns(e)) ||
        e.has(kMakesPassive))
      break;
    if (e.kind == ElementKind::kName && e.grammatical != kUnmarked && e.grammatical != kOf && i != doer)
      give_case(s, e.grammatical, actor_of(e));
    s.right = std::max(s.right, i + 1);
  }
}

}  // namespace annals
