#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

std::vector<StatedEvent> ClauseReader::run() {
  only_nouns_.resize(2 * elements_.size());
  bool open = false;
  for (const Element& e : elements_) {
    if (e.kind == ElementKind::kMark) open = !open;
    quoted_.push_back(open);
  }
  remember_offices();
  for (uint32_t i = 0; i < elements_.size(); ++i) {
    if (elements_[i].kind == ElementKind::kTrigger && !is_part(i)) read_trigger(i);
  }
  settle_governing();
  late_subjects();
  late_owners();
  imply_from_next();
  for (StatedEvent& s : statements_) said_in(s);
  for (uint32_t s = 0; s < statements_.size(); ++s) govern(s);
  for (StatedEvent& s : statements_) said_by(s);
  for (uint32_t s = 0; s < statements_.size(); ++s) settle_status(s);
  remember();
  return std::move(statements_);
}

// 'invited Costa to join', 邀请科斯塔加入: the second part of a trigger that was read is none of its own.
bool ClauseReader::is_part(uint32_t at) const {
  return !statements_.empty() && statements_.back().states && belongs_to_part(statements_.back(), elements_[at]);
}

// The trigger's forms in turn: of those whose needs are met the one that fills most roles and asks for most, else the
// first that governs a clause.
void ClauseReader::read_trigger(uint32_t at) {
  const Element& element = elements_[at];
  std::optional<StatedEvent> chosen;
  const Frame* governing = nullptr;
  for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
    const TriggerForm& form = frames_.forms[scene_.forms[f]];
    const FrameKind kind = frames_.frames[form.frame].kind;
    if (kind == FrameKind::kBlocks || (kind == FrameKind::kVerb && noun_place(at, form.tags))) continue;
    if (kind == FrameKind::kNoun && verb_place(at)) continue;
    if (kind != FrameKind::kNoun && of_plain_words(at, frames_.frames[form.frame])) continue;
    const bool asks = frames_.types[frames_.frames[form.frame].type].is(kBargain);
    if (kind == FrameKind::kVerb && asks && owned_word(at)) continue;
    StatedEvent candidate = try_form(at, form, form.tags);
    if (candidate.frame->type == 0 && candidate.frame->content) governing = candidate.frame;
    const bool idiom = candidate.frame->type == 0 && !candidate.frame->content && !candidate.part.empty();
    if (idiom && frames_.spaced && !frames_.verb_first) {  // 'deixou a filha de fora': the whole phrase states nothing
      statements_.push_back(std::move(candidate));
      return;
    }
    // 'rejected the offer and dismissed Costa', verb first: the subject is that of the verb before; so it is where the
    // verb's ending speaks of another than the name behind it
    const bool another = candidate.states && frames_.verb_first && candidate.subject.size() == 1 &&
                         !candidate.subject[0].omitted && !agrees(candidate, candidate.subject[0]);
    // وألزمت الشركة: a court goes on, and the body behind the verb is whom it orders
    const bool ordered = candidate.states && rules_on(candidate);
    // رفعت هالة دعوى تتهم فيها سامر: a noun's own clause, in which its verb's subject acts
    const bool inside = candidate.states && frames_.verb_first && !statements_.empty() && at > 0 &&
                        at + 1 < elements_.size() && (form.tags & kFormPresent) != 0 &&
                        elements_[at + 1].has(kHoldsPronoun) &&
                        frames_.case_name(elements_[at + 1].word.next) == "in" &&
                        elements_[at - 1].kind != ElementKind::kComma && !ends_clause(elements_[at - 1]);
    // استقال سامر، مطالبا نورفيا بتعويض: a participle says how the subject acts, and the name behind it is its object
    const bool manner = candidate.states && frames_.verb_first && candidate.frame->kind == FrameKind::kPhrase &&
                        at > 0 && elements_[at - 1].kind == ElementKind::kComma && candidate.subject.size() == 1 &&
                        !candidate.subject[0].omitted && candidate.subject[0].span.begin >= element.span.end &&
                        candidate.frame->role(kObject) != kNoRole;
    if (inside && !is_verbal(statements_.back()) && statements_.back().states && at <= statements_.back().right + 1)
      inside_ = doer_of(statements_.back());
    // كانت قد أسست فرقة نورفيا: verb first, whoever was told of founded the only body of the clause
    const bool founds =
        candidate.states && frames_.verb_first && type(candidate).is(kOrigin) && may_be_object(candidate);
    const auto go_on = [&] {
      if (!frames_.verb_first || !is_verbal(candidate) || (statements_.empty() && !founds)) return;
      if (candidate.states && !another && !ordered && !inside && !manner && !may_be_object(candidate)) return;
      subject_goes_on_ = true;
      StatedEvent going_on = try_form(at, form, form.tags);
      subject_goes_on_ = false;
      const bool fuller = !candidate.states || another || ordered || inside || manner ||
                          going_on.fillers.size() > candidate.fillers.size();
      if (going_on.states && fuller && !going_on.subject.empty()) candidate = std::move(going_on);
    };
    if (at > 0 && elements_[at - 1].has(kJoins)) go_on();
    if (!candidate.states && (form.tags & kFormEither) != 0) {
      StatedEvent passive = try_form(at, form, static_cast<uint16_t>(form.tags | kFormPassive));
      if (passive.states) candidate = std::move(passive);
    }
    go_on();
    inside_.reset();
    if (candidate.states) {
      const auto spoken = [](const StatedEvent& s) {
        return (s.tags & kFormSelf) != 0 && !s.subject.empty() && s.subject[0].omitted;
      };
      const auto unsaid = [](const StatedEvent& s) {
        return std::all_of(s.subject.begin(), s.subject.end(), [](const Actor& a) { return a.omitted; });
      };
      // 'Handed Costa in his resignation', verb first, or where words are not separated: what the whole phrase means is
      // surer than what its verb may.
      const bool better = !chosen || !chosen->states || (candidate.divided && !chosen->divided) ||
                          (spoken(candidate) && !spoken(*chosen) && unsaid(*chosen) && !rules_on(candidate)) ||
                          (candidate.divided == chosen->divided && fits_better(candidate, *chosen));
      if (better) chosen = std::move(candidate);
      continue;
    }
    const bool surer = chosen && !chosen->states && !chosen->divided &&
                       (candidate.divided || (candidate.frame->content && !quotes_only(candidate) &&
                                              (!chosen->frame->content || quotes_only(*chosen))));
    if (!chosen || surer) chosen = std::move(candidate);
  }
  if (!chosen) return;
  if (!chosen->states && !chosen->frame->content) read_inner(at, *chosen);
  if (chosen->states) {
    imply(*chosen);
    fill_words(*chosen);
  }
  if (chosen->frame != governing && !chosen->frame->content) chosen->governing = governing;
  statements_.push_back(std::move(*chosen));
}

// Where a trigger of several words lacks what it needs, the best of those that it begins or ends with.
void ClauseReader::read_inner(uint32_t at, StatedEvent& chosen) {
  const Element& element = elements_[at];
  for (uint32_t f = element.inner_form; f < element.inner_form + element.inner_count; ++f) {
    const TriggerForm& form = frames_.forms[scene_.forms[f]];
    const FrameKind kind = frames_.frames[form.frame].kind;
    if ((kind == FrameKind::kNoun) != only_nouns(element)) continue;  // a verb's own noun has no parties of its own
    if (kind == FrameKind::kVerb && noun_place(at, form.tags)) continue;
    // 被赶出 where it is no journey, 'was sold in' where no figure follows
    const bool suffered = element.passive_sign && (!frames_.inflects || (frames_.spaced && kind == FrameKind::kVerb));
    if (suffered && frames_.inflects && (form.tags & kFormParticiple) == 0) continue;
    StatedEvent candidate = try_form(at, form, suffered ? static_cast<uint16_t>(form.tags | kFormPassive) : form.tags);
    if (candidate.states && (!chosen.states || fits_better(candidate, chosen))) chosen = std::move(candidate);
  }
}

// Of two readings of a trigger: what judges do is told of judges ('a court awarded him'), then the one with more parts.
bool ClauseReader::fits_better(const StatedEvent& a, const StatedEvent& b) const {
  const auto judges = [](const StatedEvent& s) {
    return std::any_of(s.frame->needs.begin(), s.frame->needs.end(),
                       [](const Need& n) { return n.size() == 1 && n[0] == "judge"; });
  };
  if (judges(a) != judges(b)) return judges(a);
  const auto goes_with = [&](const StatedEvent& s) { return s.subject.size() != 1 || agrees(s, s.subject[0]); };
  if (frames_.verb_first && goes_with(a) != goes_with(b)) return goes_with(a);  // بأنه تسلم is no present of سلم
  // verb first: without bodies that only stand near, and one owner of a noun only
  const auto own = [&](const StatedEvent& s) {
    bool owner = false;
    return std::count_if(s.fillers.begin(), s.fillers.end(), [&](const Filler& filler) {
      if (!frames_.verb_first) return true;
      const bool again = owner && filler.via == kOf && !is_verbal(s);
      owner = owner || filler.via == kOf;
      return filler.via != frames_.near_case && !again;
    });
  };
  if (own(a) != own(b)) return own(a) > own(b);
  if (frames_.verb_first && is_verbal(a) != is_verbal(b) && opens_clause(a.at)) return is_verbal(a);  // عرض سامر شراء
  const auto named = [](const StatedEvent& s) {  // 'Nascida em 1968, Ana Prado': not the body told of before
    return std::count_if(s.fillers.begin(), s.fillers.end(), [](const Filler& f) { return !f.actor.omitted; });
  };
  if ((a.detached || b.detached) && named(a) != named(b)) return named(a) > named(b);
  if (a.frame->needs.size() != b.frame->needs.size()) return a.frame->needs.size() > b.frame->needs.size();
  return !a.part.empty() && b.part.empty();  // 'added Costa to the suit'
}

// وألزمت نورفيا: a court told of before goes on.
bool ClauseReader::rules_on(const StatedEvent& s) const {
  const auto court = [&](const StatedEvent& other) {
    const uint8_t role = subject_role(other);
    return other.frame->type != 0 && role != kNoRole && type(other).roles[role].name == "court";
  };
  if (!frames_.verb_first || s.at == 0 || !elements_[s.at - 1].has(kJoins) || !court(s) || s.subject.size() != 1)
    return false;
  if (s.subject[0].omitted || s.subject[0].type != EntityType::kOrganization) return false;
  const auto before = std::find_if(statements_.rbegin(), statements_.rend(), is_verbal);
  return before != statements_.rend() && court(*before) && before->states;
}

// 'said …, and criticised Costa', verb first: the only name of the clause, with no noun behind it that could be the
// object.
bool ClauseReader::may_be_object(const StatedEvent& s) const {
  if (s.passive || s.subject.size() != 1 || s.subject[0].omitted) return false;
  const bool founded = type(s).is(kOrigin) && s.subject[0].type == EntityType::kOrganization;
  if (!founded && (s.at == 0 || !elements_[s.at - 1].has(kJoins))) return false;
  const uint8_t object = s.frame->role(kObject);
  if (object == kNoRole || object == subject_role(s) || s.frame->says || filled(s, object)) return false;
  if (!accepts(s, object, s.subject[0].type)) return false;
  uint32_t i = s.at + 1;
  while (i < elements_.size() && elements_[i].span != s.subject[0].span) ++i;
  return ++i >= elements_.size() ||
         !(elements_[i].definite || elements_[i].word.definite || elements_[i].kind == ElementKind::kTrigger ||
           (plain(elements_[i]) && !elements_[i].has(kTransparent) && !elements_[i].sign));
}

// 接受了苏合的邀请,: behind the word of possession and with nothing behind it, a word that may be a verb is none.
bool ClauseReader::owned_word(uint32_t at) const {
  if (frames_.spaced) return false;
  uint32_t first = at;  // 诺维亚的全部请求
  while (first > 0 && at - first < 2 && plain(elements_[first - 1]) && !elements_[first - 1].has(kMarksPrevious))
    --first;
  if (first == 0 || !elements_[first - 1].has(kMarksPrevious)) return false;
  return at + 1 >= elements_.size() || elements_[at + 1].kind == ElementKind::kComma ||
         (elements_[at + 1].kind == ElementKind::kStop && elements_[at + 1].sign && at + 2 >= elements_.size());
}

// 老会计的逝世: behind words without a name and 的, what happens to somebody is told by a noun.
bool ClauseReader::of_plain_words(uint32_t at, const Frame& frame) const {
  if (frames_.spaced || at < 2 || !frames_.types[frame.type].is(kFate) ||
      (frame.kind != FrameKind::kPassive && frame.role(kObject) != kNoRole))
    return false;
  const Element& marker = elements_[at - 1];
  // 苏合的被捕
  const bool suffered = frame.kind == FrameKind::kPassive && elements_[at - 2].kind == ElementKind::kName;
  return marker.kind == ElementKind::kWord && marker.has(kMarksPrevious) && marker.word.previous == kOf &&
         (suffered || plain(elements_[at - 2]));
}

StatedEvent ClauseReader::try_form(uint32_t at, const TriggerForm& form, uint16_t tags) {
  StatedEvent statement;
  statement.at = at;
  statement.frame = &frames_.frames[form.frame];
  statement.tags = tags;
  statement.divided = (frames_.verb_first || !frames_.spaced) && form.behind > kQuantityBehind;
  for (const DividedPart& part : scene_.parts) {
    if (form.behind > kQuantityBehind && part.token == elements_[at].token && part.behind == form.behind)
      statement.part = part.span;
  }
  if (elements_[at].passive_sign && (tags & kFormEither) != 0 && (tags & kFormPast) != 0)
    statement.tags = static_cast<uint16_t>(statement.tags | kFormPassive);
  fill(statement);
  give_owner_of_thing(statement);
  statement.states = statement.frame->type != 0 && needs_met(statement);
  return statement;
}

// 'refused to sell': with a verb right behind it, such a trigger governs that verb and states nothing itself.
void ClauseReader::settle_governing() {
  for (size_t k = 0; k + 1 < statements_.size(); ++k) {
    StatedEvent& s = statements_[k];
    const StatedEvent& next = statements_[k + 1];
    const bool nothing = s.frame->type == 0 && !s.frame->content;
    if (s.divided && !is_verbal(next) && next.at < s.right && (nothing || (s.states && family(next) == family(s)))) {
      statements_[k + 1].states = false;  // the noun of the trigger itself
      statements_[k + 1].fillers.clear();
      continue;
    }
    if (answers_offer(s, next)) {
      statements_[k + 1].states = false;
      continue;
    }
    if (s.states && spoken_when(s, next)) {
      statements_[k + 1].fillers = s.fillers;
      statements_[k + 1].subject = s.subject;
      s.states = false;
      continue;
    }
    if (governs_noun(s, next)) {
      s.states = false;
      s.fillers.clear();
      continue;
    }
    if (s.governing == nullptr || !is_verbal(next) || !verb_right_behind(s.at, next.at)) continue;
    if (frames_.inflects && (next.tags & (kFormBase | kFormGerund)) == 0) continue;
    s.frame = s.governing;
    s.states = false;
    s.fillers.clear();
  }
}

// 接受《海城晚报》采访时说: one saying, told of by the word behind.
bool ClauseReader::spoken_when(const StatedEvent& s, const StatedEvent& next) const {
  if (frames_.spaced || s.part.empty() || !next.states || !is_verbal(next)) return false;
  return s.frame->type == next.frame->type && type(s).is(kSaying) && elements_[next.at].span.begin >= s.part.end &&
         !comma_between(s.at, next.at) && next.at <= s.at + kApposition;
}

// 'rejected his offer', 驳回了诺维亚的请求: the noun is what is answered, told of before.
bool ClauseReader::answers_offer(const StatedEvent& s, const StatedEvent& next) const {
  if (frames_.spaced || !s.states || !is_verbal(s) || is_verbal(next) || !type(next).is(kOffer)) return false;
  if (!type(s).is(kAnswer | kRuling)) return false;
  return next.at < s.at + kApposition && !comma_between(s.at, next.at);
}

// 'Costa refused resignation', verb first: who refuses an event of his own answers no offer.
bool ClauseReader::governs_noun(const StatedEvent& s, const StatedEvent& next) const {
  if (!frames_.verb_first || !s.states || s.frame->says || s.frame->content != ClaimStatus::kRejected) return false;
  if (is_verbal(next) || next.frame->type == 0 || exchanges(next) || next.at > s.at + 5) return false;
  for (uint32_t i = s.at + 1; i < next.at; ++i) {
    const Element& e = elements_[i];
    const bool subject = e.kind == ElementKind::kName && e.grammatical == kUnmarked;
    if (!subject && !e.has(kTransparent | kArticle) && !e.word.definite) return false;
  }
  return true;
}

bool ClauseReader::verb_right_behind(uint32_t verb, uint32_t next) const {
  for (uint32_t i = verb + 1; i < next; ++i) {
    const Element& e = elements_[i];
    const bool passes =
        e.has(kTransparent | kMarksNext | kGivesStatus) || (e.kind == ElementKind::kName && e.grammatical != kUnmarked);
    if (!passes) return false;
  }
  return next <= verb + 6;
}

bool ClauseReader::accepts(const StatedEvent& s, uint8_t role, EntityType entity_type) const {
  return role != kNoRole && type(s).roles[role].accepts(entity_type);
}

// Whether the actor, or people of it who have no name, may have the role.
bool ClauseReader::accepts(const StatedEvent& s, uint8_t role, const Actor& actor) const {
  return accepts(s, part_of(s, role, actor), actor.type) || (actor.people && accepts(s, role, EntityType::kPerson));
}

// What an actor plays where the words give it `role`: of "Norvia's engineers resigned" Norvia is the body that is left.
uint8_t ClauseReader::part_of(const StatedEvent& s, uint8_t role, const Actor& actor) const {
  if (role == kNoRole || !actor.people) return role;
  const uint8_t body = type(s).roles[role].for_people;
  return body == kSameRole ? role : body;
}

bool ClauseReader::filled(const StatedEvent& s, uint8_t role) {
  return std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.role == role; });
}

// Gives the role to the actor unless the type does not fit or the same entity has a role already.
bool ClauseReader::give(StatedEvent& s, uint8_t role, const Actor& actor, Case via) {
  const uint8_t part = part_of(s, role, actor);
  const bool another = part != role || actor.office || !accepts(s, role, actor.type);
  if (actor.people && another && accepts(s, role, EntityType::kPerson)) s.unnamed = role;
  if (actor.office && part == role && accepts(s, role, EntityType::kPerson) && !type(s).is(kExchange))
    return false;  // who speaks for a body does so; who sues does not
  role = part;
  if (!frames_.spaced && actor.type == EntityType::kPerson && role == subject_role(s) && type(s).is(kRuling) &&
      type(s).roles[role].name == "court" && !judges({role, actor, false, via, ImpliedRole::From::kContext}) &&
      !sat_in_court(actor))
    return false;  // 苏合认可一审判决
  if (!accepts(s, role, actor.type) || (via == frames_.near_case && decides(actor))) return false;
  for (const Filler& f : s.fillers) {
    if (f.actor.entity == actor.entity && (via == frames_.near_case || actor.pronoun || !may_be_both(s, role, f.role)))
      return false;
  }
  s.fillers.push_back({role, actor, false, via, ImpliedRole::From::kContext});
  return true;
}

// 'Norvia dismissed him from the company': who fills the one role goes without saying for the other.
bool ClauseReader::may_be_both(const StatedEvent& s, uint8_t role, uint8_t other) const {
  return std::any_of(type(s).implied.begin(), type(s).implied.end(), [&](const ImpliedRole& implied) {
    if (implied.from != ImpliedRole::From::kRole) return false;
    return (implied.role == role && implied.source == other) || (implied.role == other && implied.source == role);
  });
}

// In 'A 与 B 合并' the word between marks B as a companion, where the frame has a part for one.
void ClauseReader::give_subject(StatedEvent& s) {
  // 'A, who had left, and B': of the list only A had
  if (const Span verb = elements_[s.at].span;
      s.subject.size() > 1 && frames_.spaced && !frames_.verb_first && s.subject[0].span.end <= verb.begin) {
    std::erase_if(s.subject, [&](const Actor& actor) { return actor.span.begin >= verb.end; });
  }
  // 判决诺维亚道歉;支付三万元: the court ordered it
  if (!frames_.spaced && s.subject.size() == 1 && s.subject[0].omitted && s.frame->type != 0 && !s.frame->says &&
      type(s).is(kPayment | kPublication) && is_court(s.subject[0])) {
    s.subject.clear();
    s.led_unnamed = true;
  }
  for (const Actor& actor : s.subject) {
    const Case companion = companion_case(s, actor);
    const bool taken = std::any_of(pending_.begin(), pending_.end(), [&](const auto& p) {
      return companion != kUnmarked && s.frame->role(p.first) == s.frame->role(companion);
    });
    if (companion != kUnmarked && s.frame->role(companion) != subject_role(s) && !taken && &actor != &s.subject[0]) {
      give_case(s, companion, actor);
    } else {
      const bool fits = accepts(s, subject_role(s), actor);
      give(s, fits ? subject_role(s) : s.frame->second_role(s.passive ? kObject : kSubject), actor);
    }
  }
}

bool ClauseReader::accepts_subject(const StatedEvent& s, const Actor& actor) const {
  return accepts(s, subject_role(s), actor) ||
         accepts(s, s.frame->second_role(s.passive ? kObject : kSubject), actor.type);
}

Case ClauseReader::companion_case(const StatedEvent& s, const Actor& actor) const {
  for (uint32_t i = 1; i < elements_.size(); ++i) {
    if (elements_[i].span != actor.span || elements_[i].kind != ElementKind::kName) continue;
    const Element& before = elements_[i - 1];
    if (before.has(kJoins) && before.has(kMarksNext) && s.frame->role(before.word.next) != kNoRole)
      return before.word.next;
    break;
  }
  return kUnmarked;
}

// Whether the name says so; where words are not separated it ends in the word.
bool ClauseReader::is_court(const Actor& actor) const {
  if (frames_.spaced || actor.type != EntityType::kOrganization) return false;
  const std::string& name = reading_.entities[actor.entity].name;
  return std::any_of(frames_.judges.begin(), frames_.judges.end(),
                     [&](const std::string& word) { return name.ends_with(word); });
}

void ClauseReader::give_case(StatedEvent& s, Case grammatical, const Actor& actor) {
  if (grammatical == kTo && is_court(actor) && type(s).is(kCourt)) return;  // 向地方法院起诉诺维亚
  const uint8_t first = s.frame->role(grammatical), second = s.frame->second_role(grammatical);
  // تعيين سامر وهالة: both are appointed
  const bool together = grammatical == kOf && actor.listed && second != kNoRole && second == s.frame->role(kSubject) &&
                        accepts(s, first, actor.type) && !s.fillers.empty() && s.fillers.back().role == first &&
                        s.fillers.back().via == kOf;
  if (!together && second != kNoRole && (filled(s, first) || !accepts(s, first, actor.type))) {
    give(s, second, actor, grammatical);
  } else {
    give(s, first, actor, grammatical);
  }
}

// In 'Costa wrote to him' he is somebody else than Costa: the one named last.
void ClauseReader::give_marked(StatedEvent& s, Case grammatical, const Actor& actor) {
  const uint8_t role = s.frame->role(grammatical);
  const auto at = std::partition_point(elements_.begin(), elements_.end(),
                                       [&](const Element& e) { return e.span.begin < actor.span.begin; });
  // 北澜科技将其解雇: whoever can be dismissed
  constexpr uint32_t kOneIdeograph = 3;  // bytes: no description
  const bool its = !frames_.spaced && actor.span.end - actor.span.begin <= kOneIdeograph;
  const bool wrong_kind = its && !accepts(s, role, actor.type) &&
                          (actor.type == EntityType::kPerson || actor.type == EntityType::kOrganization);
  if (!actor.pronoun || !(wrong_kind || plays(s, actor.entity))) {
    give_case(s, grammatical, actor);
    return;
  }
  for (auto e = at; !frames_.spaced && e != elements_.begin();) {  // 称北澜科技违约,与其解约
    const Actor other = actor_of(*--e);
    const bool fits = its ? accepts(s, role, other.type) : other.type == actor.type;
    if (e->kind != ElementKind::kName || e->pronoun || plays(s, other.entity) || !fits) continue;
    give_case(s, grammatical, {other.entity, other.type, actor.span, false, true});
    return;
  }
  for (const Actor& other : discourse_.last_named) {
    if ((wrong_kind ? !accepts(s, role, other.type) : other.type != actor.type) || plays(s, other.entity)) continue;
    give_case(s, grammatical, {other.entity, other.type, actor.span, false, true});
    return;
  }
}

// Possession last: what it means depends on what the other cases have filled.
void ClauseReader::give_pending(StatedEvent& s) {
  // 'ofereceu 8 milhões pela empresa': an active verb whose subject is known has no other doer
  const bool done = frames_.inflects && !frames_.verb_first && !s.passive && !s.subject.empty() &&
                    s.frame->kind == FrameKind::kVerb &&
                    ((s.tags & kFormParticiple) == 0 || (s.at > 0 && plain(elements_[s.at - 1])));  // 'havia oferecido'
  for (const auto& [grammatical, actor] : pending_) {
    if (grammatical != kOf) give_marked(s, grammatical == kBy && done ? frames_.for_case : grammatical, actor);
  }
  for (const auto& [grammatical, actor] : pending_) {
    if (grammatical == kOf) give_case(s, grammatical, actor);
  }
  pending_.clear();
}

// The name at `i` and the rest of its list.
std::vector<Actor> ClauseReader::list_at(uint32_t i) const {
  const uint32_t head = elements_[i].list == kNone ? i : elements_[i].list;
  std::vector<Actor> actors;
  bool aside = false;  // 'A, who had left, and B'
  for (uint32_t k = head; k < elements_.size() && k < head + kFarthest; ++k) {
    const Element& e = elements_[k];
    if (e.kind == ElementKind::kComma) aside = k + 1 < elements_.size() && elements_[k + 1].has(kRelates);
    if (e.kind == ElementKind::kName && (k == head || e.list == head) && !(e.pronoun && e.modifier)) {
      actors.push_back(actor_of(e));
      actors.back().listed = k != head;
      if (!e.pronoun || e.index == kNone) continue;
      for (const uint32_t other : reading_.references[e.index].also)
        actors.push_back({other, reading_.entities[other].type, e.span, false, true});
    }
    const bool title = e.kind == ElementKind::kTrigger && e.word.title && only_nouns(e);  // 和诺维亚创始人苏合
    if ((e.kind == ElementKind::kTrigger && !title && !aside) || e.kind == ElementKind::kStop) break;
  }
  extend_list(i, actors);
  return actors;
}

// 'A, chairman of X, and B, director of Y': names joined over appositions.
void ClauseReader::extend_list(uint32_t i, std::vector<Actor>& actors) const {
  const auto add = [&](const Element& e) {
    const bool known = std::any_of(actors.begin(), actors.end(), [&](const Actor& a) { return a.entity == e.entity; });
    if (!known) actors.push_back(actor_of(e));
  };
  const auto same = [&](const Element& e) {
    return e.kind == ElementKind::kName && e.grammatical == elements_[i].grammatical && e.type == elements_[i].type &&
           !e.modifier && !e.pronoun;
  };
  const auto between = [&](const Element& e) {
    return e.kind == ElementKind::kComma || e.kind == ElementKind::kName || e.kind == ElementKind::kQuantity ||
           plain(e) || (e.kind == ElementKind::kTrigger && only_nouns(e)) ||
           (e.kind == ElementKind::kWord &&
            (e.word.flags & ~(kMarksNext | kMarksPrevious | kTransparent | kArticle | kJoins)) == 0);
  };
  // 'dismissed A, a printer, and B resigned': B does something of his own
  const auto parted = [&](uint32_t first, uint32_t last) {
    if (!frames_.spaced || frames_.verb_first || !finite_verb_follows(last)) return false;
    for (uint32_t k = first; k-- > 0 && first - k <= kFarthest && !ends_clause(elements_[k]);) {
      const StatedEvent* verb = statement_at(k);
      if (elements_[k].kind == ElementKind::kTrigger && !only_nouns(elements_[k]))
        return verb == nullptr || !verb->frame->content;
    }
    return false;
  };
  const uint32_t head = elements_[i].list == kNone ? i : elements_[i].list;
  uint32_t joint = head;  // past the description of the last one: 'and the Bulgarian scientist B'
  while (joint > 0 && head - joint < 4 && (plain(elements_[joint - 1]) || elements_[joint - 1].has(kArticle)) &&
         !elements_[joint - 1].has(kJoins))
    --joint;
  if (joint >= 3 && elements_[joint - 1].has(kJoins) && elements_[joint - 2].kind == ElementKind::kComma) {
    for (uint32_t k = joint - 2; k-- > 0 && head - k <= kApposition && between(elements_[k]);) {
      if (same(elements_[k]) && k + 1 < elements_.size() && elements_[k + 1].kind == ElementKind::kComma &&
          !parted(k, head))
        add(elements_[k]);
    }
  }
  bool comma = false;
  for (uint32_t k = i + 1; k < elements_.size() && k - i <= kApposition * 2 && between(elements_[k]); ++k) {
    comma = comma || elements_[k].kind == ElementKind::kComma;
    if (comma && same(elements_[k]) && elements_[k - 1].has(kJoins) && elements_[k - 2].kind == ElementKind::kComma &&
        !parted(i, k))
      add(elements_[k]);
  }
}

void ClauseReader::fill(StatedEvent& s) {
  s.left = s.at;
  s.right = s.at + 1;
  if (s.frame->kind == FrameKind::kNoun) {
    fill_noun(s);
  } else {
    fill_verb(s, s.at);
  }
  fill_near(s);
}

std::vector<StatedEvent> read_clauses(const Scene& scene, const Reading& reading, Discourse& discourse) {
  return ClauseReader(scene, reading, discourse).run();
}

}  // namespace annals
