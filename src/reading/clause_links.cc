#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

// 'After leaving Norvia, Ana Prado founded Orla': the subject comes with the next verb.
void ClauseReader::late_subjects() {
  for (size_t k = 0; k < statements_.size(); ++k) {
    StatedEvent& s = statements_[k];
    // 'Having sold Norvia, Ana Prado left', where the participle says nothing else
    const bool participle = frames_.inflects && !frames_.verb_first && (s.tags & kFormParticiple) != 0;
    const auto opens = [&](const Element& e) { return e.kind == ElementKind::kName || e.kind == ElementKind::kComma; };
    const bool perfect = participle && !s.passive && (s.tags & (kFormPast | kFormPresent)) == 0 && s.at > 0 &&
                         s.at <= 3 && elements_[s.at - 1].has(kTransparent) &&
                         (s.at == 1 || elements_[s.at - 1].word.infinitive) &&
                         std::none_of(elements_.begin(), elements_.begin() + s.at, opens);
    // 'Having been told, Ana Prado left', 'After being fired, she sued'
    // not 'The mill was sold by Norvia, and Costa left'
    const bool thing = s.at == 3 && elements_[0].has(kArticle) && (plain(elements_[1]) || only_nouns(elements_[1])) &&
                       !elements_[1].has(kTransparent);
    const bool suffered = participle && s.passive && s.at > 0 && s.at <= 3 && !thing &&
                          elements_[s.at - 1].has(kMakesPassive) &&
                          std::none_of(elements_.begin(), elements_.begin() + s.at, opens);
    if (!s.subject.empty() || !is_verbal(s) || ((s.tags & (kFormGerund | kFormBase)) == 0 && !perfect && !suffered))
      continue;
    if (!frames_.inflects && !fronted(s, s.at)) continue;
    if (!perfect && !suffered && !opens_phrase(s.at)) continue;
    if (const uint32_t name = frames_.verb_first ? kNone : name_behind_comma(s); name != kNone) {
      s.subject = list_at(name);
    } else {
      const auto next = std::find_if(statements_.begin() + static_cast<std::ptrdiff_t>(k) + 1, statements_.end(),
                                     [](const StatedEvent& n) { return is_verbal(n) && !n.subject.empty(); });
      if (next == statements_.end()) continue;
      take_subject(s, *next);
    }
    for (const Actor& actor : s.subject) give(s, subject_role(s), actor);
    s.states = s.frame->type != 0 && needs_met(s);
    if (s.states) {
      imply(s);
    } else if (s.frame->type == 0 && !frames_.verb_first && frames_.spaced) {
      read_again(s);
    }
  }
}

// 'Ao recusar a proposta, Costa …': a verb that may govern another, but has an object, read anew with its subject.
void ClauseReader::read_again(StatedEvent& s) {
  const bool governs = s.at + 1 < elements_.size() &&
                       ((elements_[s.at + 1].kind == ElementKind::kTrigger && !only_nouns(elements_[s.at + 1])) ||
                        elements_[s.at + 1].has(kBeginsContent));
  if (governs || s.subject.empty()) return;
  const std::vector<Actor> subject = s.subject;
  const Element& verb = elements_[s.at];
  for (uint32_t f = verb.first_form; f < verb.first_form + verb.form_count && !s.states; ++f) {
    const TriggerForm& form = frames_.forms[scene_.forms[f]];
    const Frame& frame = frames_.frames[form.frame];
    if (frame.kind != FrameKind::kVerb || frame.type == 0 ||
        (form.tags & (kFormGerund | kFormBase | kFormParticiple)) == 0)
      continue;
    StatedEvent candidate = try_form(s.at, form, form.tags);
    if (candidate.subject.empty()) {
      candidate.subject = subject;
      for (const Actor& actor : subject) give(candidate, subject_role(candidate), actor);
      candidate.states = needs_met(candidate);
    } else if (candidate.subject[0].entity != subject[0].entity) {
      continue;
    }
    if (!candidate.states) continue;
    imply(candidate);
    s = std::move(candidate);
  }
}

// 'After buying Norvia, Costa left', not 'A spokesman declined to say when the minister, Costa, had left'.
bool ClauseReader::opens_phrase(uint32_t at) const {
  if (!frames_.spaced || frames_.verb_first || frames_.omits_subjects) return true;
  uint32_t words = 0;
  for (uint32_t i = at; i-- > 0 && at - i < kFarthest;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) break;
    if (e.has(kArticle) && !e.has(kMarksNext | kRelates)) return false;
    if (plain(e) && !e.has(kTransparent) && ++words > 1) return false;
  }
  return true;
}

// 在加入诺维亚之前,苏合是教授: the name that opens the clause behind the comma, whatever is told of it there.
uint32_t ClauseReader::name_behind_comma(const StatedEvent& s) const {
  uint32_t i = s.at + 1;
  while (i < elements_.size() && elements_[i].kind != ElementKind::kComma && elements_[i].kind != ElementKind::kStop &&
         elements_[i].kind != ElementKind::kMark)
    ++i;
  if (i >= elements_.size() || elements_[i].kind != ElementKind::kComma) return kNone;
  do {
    ++i;
  } while (i < elements_.size() && (elements_[i].kind == ElementKind::kTime || elements_[i].has(kTransparent)));
  if (i >= elements_.size() || elements_[i].kind != ElementKind::kName || elements_[i].grammatical != kUnmarked)
    return kNone;
  return accepts_subject(s, actor_of(elements_[i])) ? i : kNone;
}

// بعد إقالته من نورفيا، أسس سامر: verb first, the pronoun of a noun before the first verb stands for that verb's
// subject.
void ClauseReader::late_owners() {
  if (!frames_.verb_first) return;
  const auto verb = std::find_if(statements_.begin(), statements_.end(),
                                 [](const StatedEvent& s) { return is_verbal(s) && !s.subject.empty(); });
  if (verb == statements_.end() || verb->subject[0].omitted || verb->subject[0].pronoun) return;
  for (auto s = statements_.begin(); s != verb; ++s) {
    if ((s->tags & kFormOwner) == 0 || (s->tags & kFormMine) != 0 || s->frame->kind != FrameKind::kNoun) continue;
    if (s->frame->role(kOf) != kNoRole && filled(*s, s->frame->role(kOf))) continue;
    const bool several = (s->tags & kFormTheir) != 0;
    if (several != (verb->subject.size() > 1)) continue;
    const float feminine = discourse_.feminine == nullptr ? 0.5F : (*discourse_.feminine)[verb->subject[0].entity];
    constexpr float kHardly = 0.3F;
    const bool person = verb->subject[0].type == EntityType::kPerson;
    if (person && !several && ((s->tags & kFormHer) != 0 ? feminine : 1 - feminine) <= kHardly) continue;
    if (s->frame->role(kOf) != kNoRole) s->states = false;
    const Element& word = elements_[s->at];
    for (uint32_t f = word.first_form; f < word.first_form + word.form_count && !s->states; ++f) {
      const TriggerForm& form = frames_.forms[scene_.forms[f]];
      if (frames_.frames[form.frame].kind != FrameKind::kNoun) continue;
      StatedEvent candidate = try_form(s->at, form, form.tags);
      for (const Actor& actor : verb->subject) give(candidate, candidate.frame->role(kOf), actor, kOf);
      candidate.states = candidate.frame->type != 0 && needs_met(candidate);
      if (candidate.states) imply(candidate);
      if (candidate.states) *s = std::move(candidate);
    }
  }
}

// ، وهو ما رفضه سامر; ، فرفض سامر: what follows a proposal.
bool ClauseReader::answers_behind(uint32_t comma, const StatedEvent& s) const {
  if (elements_[comma].kind != ElementKind::kComma || comma + 2 >= elements_.size()) return false;
  if (elements_[comma + 1].has(kJoins) && s.at == comma + 2 && !s.subject.empty() && !s.subject[0].omitted) return true;
  if (elements_[comma + 1].pronoun && elements_[comma + 1].has(kBeginsContent)) return true;  // ، وإنه رفض
  const Element& name = elements_[comma + 2];
  return elements_[comma + 1].has(kJoins) && name.kind == ElementKind::kName && name.pronoun &&
         name.grammatical == kUnmarked;
}

// اقترح أن يبيع سامر، لكن المجلس رفضه فسحبه: what is proposed has not been done, nor what comes of it.
bool ClauseReader::told_as_done(const StatedEvent& before, const StatedEvent& s) const {
  if (is_verbal(s)) return (s.tags & kFormPast) != 0 && (s.tags & kFormPresent) == 0;
  bool comma = false;
  for (uint32_t i = before.at + 1; i < s.at; ++i) {
    const Element& e = elements_[i];
    comma = comma || e.kind == ElementKind::kComma;
    if (comma && e.has(kBeginsClause) && !e.word.clause_status) return true;
  }
  return false;
}

// 叫, 'went': words that speak only where a quotation stands beside them; 'ordered', only of a judge.
bool ClauseReader::quotes_only(const StatedEvent& s) {
  return s.frame->says && s.frame->type != 0 &&
         std::any_of(s.frame->needs.begin(), s.frame->needs.end(),
                     [](const Need& need) { return need.size() == 1 && (need[0] == "quote" || need[0] == "judge"); });
}

// 'Costa, who reported it first, was arrested': the verb behind a relative clause is no content of the clause's.
bool ClauseReader::leaves_relative(const StatedEvent& before, const StatedEvent& s) const {
  if (!before.relative || !frames_.spaced || before.subject.empty()) return false;
  const Span who = before.subject[0].span;
  // 'Costa, who denies it, could face impeachment': an event noun that the verb without a frame gives to its subject
  const bool back = is_verbal(s) ? !s.subject.empty() && s.subject[0].span == who
                                 : std::any_of(s.fillers.begin(), s.fillers.end(),
                                               [&](const Filler& f) { return f.actor.span == who; });
  if (!back) return false;
  return std::none_of(elements_.begin() + before.at, elements_.begin() + s.at,
                      [](const Element& e) { return e.has(kBeginsContent); });
}

// Words that are no verb stand at the beginning of what a joining word joins.
bool ClauseReader::plain_subject(uint32_t from, uint32_t verb) const {
  const Element& e = elements_[from];
  return from < verb && (e.kind == ElementKind::kName || e.has(kArticle) || plain(e)) &&
         !(e.kind == ElementKind::kTrigger && !only_nouns(e));
}

// نفى أن يكون قد باع، وقال …: verb first, who says something behind a comma says it outright.
bool ClauseReader::says_next(const StatedEvent& before, const StatedEvent& s) const {
  return frames_.verb_first && before.frame->says && s.frame->says && is_verbal(s) && (s.tags & kFormPast) != 0 &&
         s.at > 1 && elements_[s.at - 1].has(kJoins) && elements_[s.at - 2].kind == ElementKind::kComma;
}

// 'the survey he had asked for was scrapped': a relative clause without its word has no content behind it.
bool ClauseReader::asked_for(const StatedEvent& before) const {
  if (!frames_.spaced || frames_.verb_first || !is_verbal(before) || before.passive) return false;
  if (*before.frame->content != ClaimStatus::kProposed || before.at + 1 >= elements_.size()) return false;
  const Element& next = elements_[before.at + 1];
  return next.has(kMakesPassive) || (next.has(kGivesStatus) && next.word.scope == Scope::kBefore);
}

// نفت أنها باعت، وأضافت: verb first, whoever says more says it to the reader.
bool ClauseReader::says_on(const StatedEvent& s) const {
  if (!frames_.verb_first || !s.frame->says || !is_verbal(s) || s.at < 2 || (s.tags & kFormPast) == 0) return false;
  const Element& before = elements_[s.at - 2];
  return elements_[s.at - 1].has(kJoins) && !quoted_[s.at] &&
         (before.kind == ElementKind::kComma || before.kind == ElementKind::kMark);
}

// 'Without telling the board, Costa sold Norvia': what the subject behind the comma did is not what was told.
bool ClauseReader::fronted_gerund(const StatedEvent& s) const {
  constexpr uint32_t kReach = 4;  // elements up to a word that begins what is told
  if (!frames_.compound_nouns || !s.frame->says || (s.tags & kFormGerund) == 0 || s.at > 2) return false;
  for (uint32_t i = 0; i < s.at; ++i) {
    if (elements_[i].kind != ElementKind::kWord) return false;
  }
  for (uint32_t i = s.at + 1; i < elements_.size() && i <= s.at + kReach; ++i) {
    if (elements_[i].kind == ElementKind::kComma) return true;
    if (elements_[i].has(kBeginsContent)) return false;
  }
  return true;
}

// The statement whose content this one is: the nearest governing word to the left in the same sentence.
void ClauseReader::govern(uint32_t number) {
  StatedEvent& s = statements_[number];
  if (says_on(s)) return;
  for (uint32_t k = number; k-- > 0;) {
    const StatedEvent& before = statements_[k];
    if (!before.frame->content || (quotes_only(before) && !before.states)) continue;
    if (s.joined_to != kNone && k >= s.joined_to) continue;
    // 苏合要求的审查: what is asked for is the noun behind
    if (!frames_.spaced && before.at + 1 < elements_.size() && elements_[before.at + 1].has(kMarksPrevious)) continue;
    if (!frames_.spaced && comma_between(before.at, s.at) && &around_attribute(before) != &before) continue;
    if ((before.detached || leaves_relative(before, s)) && comma_between(before.at, s.at)) continue;
    if (fronted_gerund(before) && comma_between(before.at, s.at)) continue;
    // 停止侵权,公开道歉
    if (!frames_.spaced && !before.frame->says && before.frame->type == 0 &&
        *before.frame->content == ClaimStatus::kRejected && names_its_object(before.at))
      continue;
    if (before.at >= s.aside_from && before.at < s.aside_to) continue;  // 'Costa, who denied having ordered it, said'
    if (s.shares_subject && k + 1 == number) break;
    if (frames_.verb_first && s.relative && !s.subject.empty() && !before.subject.empty() &&
        before.subject.back().span == s.subject[0].span)
      continue;  // قال سامر، رئيس نورفيا الذي استقال، إن: who says it is described
    if (says_next(before, s) || asked_for(before) || spoken_when(before, s)) continue;
    // 指控他违约,索赔一亿元: who accuses sues
    if (!frames_.spaced && type(before).is(kAccusation) && type(s).is(kSuit) && comma_between(before.at, s.at))
      continue;
    const bool ahead =
        *before.frame->content == ClaimStatus::kProposed || *before.frame->content == ClaimStatus::kPlanned;
    if (frames_.verb_first && ahead && told_as_done(before, s)) continue;
    // '“Ask me when it snows,” she said': what is said governs nothing outside.
    bool cut = quoted_[before.at] && !quoted_[s.at];
    for (uint32_t i = before.at + 1; i < s.at && !cut; ++i) {
      const Element& e = elements_[i];
      // 'did not believe him: he left'
      const bool thought = before.frame->type == 0 && *before.frame->content != ClaimStatus::kAsserted;
      cut = e.semicolon || (thought && e.kind == ElementKind::kStop) ||
            (!before.frame->says && (e.kind == ElementKind::kStop || e.has(kBeginsClause))) ||
            (frames_.verb_first && *before.frame->content == ClaimStatus::kProposed && answers_behind(i, s));
    }
    if (cut || !holds_up_to(before, s) || (!before.frame->says && !complements(k, number))) continue;
    s.governor = k;
    const bool orders = *before.frame->content == ClaimStatus::kProposed;
    if ((!before.frame->says || orders) && !is_verbal(s)) act_for(s, before);
    break;
  }
  if (s.governor != kNone) return;
  if (const uint32_t behind = passive_behind(number); behind != kNone) {
    s.governor = behind;
    return;
  }
  // 'Norvia had collapsed, Ana Prado said': the report comes after what it reports.
  for (uint32_t k = number + 1; k < statements_.size(); ++k) {
    const StatedEvent& after = statements_[k];
    const bool reports = after.frame->says && (after.frame->type == 0 || type(after).is(kExchange));
    if (!reports || !is_verbal(after) || after.subject.empty() || after.shares_subject) continue;
    if (after.tags == kFormGerund) break;  // 'Costa resigned, citing …'
    const Actor& sayer = after.subject[0];
    if (s.detached && sayer.span.begin < elements_[s.at].span.begin) break;  // 'Costa, accused …, said'
    if (after.at + 1 < elements_.size() && elements_[after.at + 1].has(kMarksPrevious)) continue;  // 北澜科技披露的
    const auto words = std::count_if(elements_.begin() + after.at + 1, elements_.end(),
                                     [&](const Element& e) { return plain(e) && !e.has(kTransparent); });
    if (!frames_.spaced && words >= 2) break;  // 林远舟则称…: it has words of its own
    if (after.right + 1 >= elements_.size() && comma_between(s.at, after.at)) s.governor = k;
    break;
  }
  if (s.governor == number) s.governor = kNone;
}

// 'The sale of Norvia was denied by Costa', 'was blocked': the passive verb whose subject the event noun is.
uint32_t ClauseReader::passive_behind(uint32_t number) const {
  const StatedEvent& s = statements_[number];
  if (is_verbal(s) || !frames_.inflects || frames_.verb_first) return kNone;
  for (uint32_t k = number + 1; k < statements_.size(); ++k) {
    const StatedEvent& after = statements_[k];
    if (!is_verbal(after)) continue;
    if (!after.passive || after.detached || !after.frame->content || !passive_before(after.at)) return kNone;
    const bool undone =
        *after.frame->content == ClaimStatus::kRejected || *after.frame->content == ClaimStatus::kDenied;
    const bool told = after.frame->says && (after.frame->type == 0 || type(after).is(kExchange));
    if (!undone && !told) return kNone;
    for (uint32_t i = s.at + 1; i < after.at; ++i) {
      if (elements_[i].kind == ElementKind::kComma || ends_clause(elements_[i]) || elements_[i].has(kJoins))
        return kNone;
    }
    return k;
  }
  return kNone;
}

// 诺维亚否认知情,林远舟则称…; 提出收购,出价…: what is denied or proposed ends at a comma, once it has been said, when a
// new subject follows or the proposal is an event of its own. Languages that mark their clauses need no such guess.
bool ClauseReader::holds_up_to(const StatedEvent& before, const StatedEvent& s) const {
  // 'denied having been paid, and his lawyers sued': behind a comma a clause with a subject of its own is not denied.
  if (frames_.spaced && before.frame->says && *before.frame->content == ClaimStatus::kDenied && !s.shares_subject) {
    for (uint32_t i = before.at + 1; i + 2 < s.at; ++i) {
      if (elements_[i].kind == ElementKind::kComma && elements_[i + 1].has(kJoins) && plain_subject(i + 2, s.at))
        return false;
    }
  }
  if (frames_.spaced || !is_verbal(s) || *before.frame->content == ClaimStatus::kAsserted) return true;
  // 他予以否认,并提起反诉: what is denied was told before
  if (before.frame->says && *before.frame->content == ClaimStatus::kDenied && before.at + 1 < elements_.size() &&
      elements_[before.at + 1].kind == ElementKind::kComma)
    return false;
  const bool own = !s.subject.empty() && !s.subject[0].omitted;
  // 审查被取消,苏合回国: a subject of its own behind the comma
  for (uint32_t i = before.at + 1; i < s.at && own && !before.frame->says; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma && !e.has(kJoins) && s.subject[0].span.begin >= e.span.end) return false;
  }
  if (before.frame->says ? !own : !before.states) return true;
  if (!own && orders(before, s)) return true;
  uint32_t said = 0;  // words of what is denied
  for (uint32_t i = before.at + 1; i < s.at; ++i) {
    const Element& e = elements_[i];
    const bool subject_follows = !before.frame->says || s.subject[0].span.begin >= e.span.end;
    if (e.kind == ElementKind::kComma && said >= 2 && subject_follows) return false;
    if (plain(e) || e.kind == ElementKind::kTrigger) said += e.kind == ElementKind::kTrigger ? 2 : 1;
  }
  return true;
}

// بدأ سامر في انتقاد نورفيا: whose the noun is cannot do it, where another does.
void ClauseReader::befalls_owner(StatedEvent& s, uint8_t role) const {
  const uint8_t second = s.frame->second_role(kOf);
  if (!frames_.verb_first || role == kNoRole || second == kNoRole || second == role || filled(s, second)) return;
  for (Filler& f : s.fillers) {
    if (f.role == role && f.via == kOf && !f.implied && accepts(s, second, f.actor.type)) f.role = second;
  }
}

// 'Norvia plans the dismissal of Costa': who plans it will do it.
void ClauseReader::act_for(StatedEvent& s, const StatedEvent& modal) {
  const uint8_t role = subject_role(s);
  if (!modal.frame->says && !modal.subject.empty()) befalls_owner(s, role);
  if (!s.subject.empty() || role == kNoRole || filled(s, role)) return;
  // طالبه في رسالة: where it stands, not what is asked for
  const bool adjunct = frames_.verb_first && s.at > 0 && elements_[s.at - 1].has(kMarksNext) &&
                       elements_[s.at - 1].token != elements_[s.at].token && type(s).is(kExchange);
  if (adjunct) return;
  // 'nunca quis a saída da sócia': it is somebody else's, whom nothing names
  const bool of = s.at + 1 < elements_.size() && elements_[s.at + 1].has(kMarksNext) &&
                  !elements_[s.at + 1].has(kArticle) && elements_[s.at + 1].word.next == kOf;
  if (of && frames_.spaced && !frames_.verb_first && s.frame->role(kOf) == role) return;
  // 'ordered Norvia to pay', verb first a noun: who is ordered will do it.
  if (*modal.frame->content == ClaimStatus::kProposed && modal.frame->type != 0) {
    if (!frames_.verb_first) return;
    for (const Actor& actor : ordered(modal)) {
      if (give(s, role, actor)) s.subject.push_back(actor);
    }
    s.states = s.frame->type != 0 && needs_met(s);
    return;
  }
  for (const Actor& actor : modal.subject) {
    if (give(s, role, actor)) s.subject.push_back(actor);
  }
  s.states = s.frame->type != 0 && needs_met(s);
}

// The names behind an ordering verb and its subject, before what is ordered.
std::vector<Actor> ClauseReader::ordered(const StatedEvent& modal) const {
  for (const Filler& f : modal.fillers) {
    if (f.role != subject_role(modal) && !f.implied) return {f.actor};
  }
  bool part = false;  // قضت المحكمة بإلزام نورفيا بدفع
  for (uint32_t i = modal.at + 1; i < modal.right && i < elements_.size(); ++i) {
    const Element& e = elements_[i];
    const bool subject =
        std::any_of(modal.subject.begin(), modal.subject.end(), [&](const Actor& a) { return a.span == e.span; });
    const bool ordered = e.grammatical == kUnmarked || part;
    if (e.kind == ElementKind::kName && ordered && !e.modifier && !subject) return list_at(i);
    if (e.kind == ElementKind::kTrigger && belongs_to_part(modal, e)) {
      part = true;
      continue;
    }
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kTrigger) break;
  }
  return modal.subject;
}

// Whether statement `number` is what the modal statement `k` is about: 'planned to buy', 'refused that …'.
bool ClauseReader::complements(uint32_t k, uint32_t number) const {
  for (uint32_t between = k + 1; between < number; ++between) {
    const StatedEvent& inner = statements_[between];
    const bool aside = frames_.verb_first && inner.relative;  // تعهد سامر، الذي يملك مصنعا، بالتبرع
    // 判令诺维亚公开道歉,并赔偿三万元
    const bool ordered = inner.governor == k && orders(statements_[k], statements_[number]);
    if (is_verbal(inner) && !inner.frame->content && !aside && !ordered) return false;
  }
  const StatedEvent& s = statements_[number];
  if (!is_verbal(s) || !frames_.inflects || (s.tags & (kFormBase | kFormGerund)) != 0) return true;
  if (!is_verbal(statements_[k])) return false;  // 'The plan was opposed'
  // 'nearly Costa resigns', verb first: an auxiliary, its subject and the verb in the present
  const bool auxiliary =
      frames_.verb_first && (s.tags & kFormPresent) != 0 && statements_[k].frame->type == 0 &&
      std::all_of(elements_.begin() + statements_[k].at + 1, elements_.begin() + s.at, [](const Element& e) {
        return (e.kind == ElementKind::kName && e.grammatical == kUnmarked) || e.has(kTransparent);
      });
  if (auxiliary) return true;
  bool perfect = !statements_[k].frame->says || s.at > statements_[k].at + 1;  // 'is said to have left'
  for (uint32_t i = statements_[k].at + 1; i < s.at; ++i) {
    if (elements_[i].has(kBeginsContent)) return true;
    const bool of = statements_[k].passive && i == statements_[k].at + 1 && elements_[i].has(kMarksNext);
    perfect = perfect && (of || elements_[i].has(kTransparent | kMakesPassive));  // 'acusado de ter vendido'
  }
  return perfect && (s.tags & (kFormPast | kFormParticiple)) != 0;
}

// 判令诺维亚停产,赔偿三万元: a court orders it, and somebody else does it.
bool ClauseReader::orders(const StatedEvent& before, const StatedEvent& s) const {
  if (frames_.spaced || !type(before).is(kRuling) || before.frame->content != ClaimStatus::kProposed) return false;
  if (s.subject.empty()) return false;
  const bool itself = std::any_of(before.subject.begin(), before.subject.end(),
                                  [&](const Actor& court) { return s.subject[0].entity == court.entity; });
  return !itself && type(s).is(kPayment | kSaying);
}

// 停止侵权,: only words stand between the verb at `verb` and the comma behind it.
bool ClauseReader::names_its_object(uint32_t verb) const {
  uint32_t i = verb + 1;
  while (i < elements_.size() && i < verb + kApposition && plain(elements_[i]) && !elements_[i].sign) ++i;
  return i > verb + 1 && i < elements_.size() && elements_[i].kind == ElementKind::kComma;
}

bool ClauseReader::comma_between(uint32_t a, uint32_t b) const {
  bool comma = false;
  for (uint32_t i = a + 1; i < b; ++i) {
    if (elements_[i].kind == ElementKind::kStop || elements_[i].has(kBeginsClause)) return false;
    comma = comma || elements_[i].kind == ElementKind::kComma || elements_[i].kind == ElementKind::kMark;
  }
  return comma;
}

}  // namespace annals
