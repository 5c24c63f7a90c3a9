#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

// The subject, to the left; names behind markers on the way are kept for their roles.
void ClauseReader::find_subject(StatedEvent& s, uint32_t verb, bool attributive) {
  // 'Norvia, a group controlled by Ana Prado'
  const bool reduced =
      verb == s.at && !passive_before(verb) &&
      (s.frame->kind == FrameKind::kPhrase || (s.passive && (agent_follows(verb) || follows_noun(s, verb))));
  const bool speaks = unnamed_speaker(s, verb);
  const bool unnamed =
      acts_unnamed(verb) || country_acts(s, verb) || (speaks && type(s).is(kSaying) && !elements_[verb + 1].definite);
  if ((unnamed || noun_opens(verb)) && !s.passive) s.led_unnamed = true;  // اعتقلت الشرطة سامر
  if (noun_opens(verb)) return;
  if (unnamed || speaks || s.counted) return;
  if (const uint32_t name = named_behind(verb); name != kNone && accepts_subject(s, actor_of(elements_[name]))) {
    s.subject = list_at(name);
    return;
  }
  if (!attributive && subject_before_aside(s, verb) != Aside::kNoAside) return;
  SubjectWalk walk;
  walk.verb = walk.at = verb;
  walk.farthest = verb > kFarthest ? verb - kFarthest : 0;
  walk.attributive = attributive;
  walk.reduced = reduced;
  while (walk.at-- > walk.farthest) {
    const Step step = step_left(s, walk);
    if (step == Step::kSettled) return;
    if (step == Step::kStop) break;
  }
  end_walk(s, walk);
}

// 诺维亚董事长苏合,因虚报账目被捕: a name before a comma in a clause without a verb; behind it an adverb goes on.
bool ClauseReader::waits_for_verb(uint32_t name) const {
  if (frames_.spaced || name + 2 >= elements_.size() || elements_[name + 1].kind != ElementKind::kComma ||
      !elements_[name + 2].has(kTransparent) || elements_[name + 2].has(kBeginsClause | kMarksNext))
    return false;
  for (uint32_t i = name; i-- > 0;) {
    const Element& e = elements_[i];
    if (ends_clause(e) || e.kind == ElementKind::kComma) return true;
    if (e.kind == ElementKind::kTrigger || e.has(kBeginsClause | kMarksNext)) return false;
  }
  return true;
}

// Where words are not separated: the marker before the verb's object in which the word at `i` stands; kNone where none
// is.
uint32_t ClauseReader::object_opening(uint32_t i) const {
  if (frames_.spaced) return kNone;
  for (const uint32_t farthest = i > kFarthest / 2 ? i - kFarthest / 2 : 0; i-- > farthest;) {
    const Element& e = elements_[i];
    if (e.has(kMarksNext) && e.word.next == kObject && !e.has(kGivesStatus) && e.kind == ElementKind::kWord) return i;
    if (e.kind == ElementKind::kComma || ends_clause(e) || e.has(kJoins)) return kNone;
  }
  return kNone;
}

// 将诺维亚及其董事长苏合诉至…: whether the marker of the object stands before the list that the name ends.
bool ClauseReader::listed_object(uint32_t name) const {
  if (frames_.spaced) return false;
  bool joined = false, words = false;  // before the joint
  for (uint32_t i = name; i-- > 0 && name - i <= kApposition;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName && e.grammatical == kObject) return joined;
    if (e.has(kMarksNext) && e.word.next == kObject) return joined && words;  // 将该公司及其董事长
    if (e.has(kJoins)) {
      joined = true;
      words = false;
      continue;
    }
    words = words || plain(e);
    const bool noun = e.kind == ElementKind::kTrigger && only_nouns(e);
    if (e.kind != ElementKind::kName && !noun && !plain(e) && !e.has(kTransparent)) return false;
  }
  return false;
}

bool ClauseReader::joins_people(const Element& e) const {
  return e.has(kTransparent | kJoins) || (e.has(kMarksNext) && e.word.next == frames_.with_case);
}

// A phrase whose subject and its owner play one part: 身家涨到, 股份降到.
bool ClauseReader::is_owner(const StatedEvent& s) const {
  return s.frame->kind == FrameKind::kPhrase && s.frame->role(kOf) != kNoRole &&
         s.frame->role(kOf) == s.frame->role(kSubject);
}

// 把澄海实验室并入北澜科技: with the object before the verb, the name right behind is where it goes.
void ClauseReader::turn_object(const StatedEvent& s) {
  for (auto& [grammatical, actor] : pending_) {
    if (grammatical == kObject && accepts(s, s.frame->role(kTo), actor.type) &&
        actor.span.begin > elements_[s.at].span.begin)
      grammatical = kTo;
  }
}

// 'fired Costa for leaking', 'processou a Norvia por ter copiado': what the object did.
bool ClauseReader::blamed_for(const StatedEvent& s, const StatedEvent& before, uint32_t name, uint32_t verb) const {
  if (!frames_.spaced || frames_.verb_first || !frames_.inflects || before.passive) return false;
  const bool object = std::any_of(before.fillers.begin(), before.fillers.end(), [&](const Filler& f) {
    return f.via == kObject && f.actor.span == elements_[name].span;
  });
  uint32_t marker = verb;
  while (marker > name + 1 && !elements_[marker - 1].has(kMarksNext) &&
         elements_[marker - 1].has(kTransparent | kGivesStatus | kIsObject))
    --marker;
  if (!object || marker <= name + 1 || !elements_[marker - 1].has(kMarksNext)) return false;
  const Case reason = elements_[marker - 1].word.next;
  if ((s.tags & kFormGerund) != 0) return reason == frames_.for_case;
  return frames_.omits_subjects && reason == kBy;
}

}  // namespace annals
