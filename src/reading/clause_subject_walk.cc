// The walk to the left of a verb to whoever does it, one element a step.
#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

// One element further to the left.
ClauseReader::Step ClauseReader::step_left(StatedEvent& s, SubjectWalk& walk) {
  if (const uint32_t open = reason_before(walk.at); open != kNone && open > walk.farthest) {
    walk.at = open;
    return Step::kNext;
  }
  const Element& e = elements_[walk.at];
  if (const uint32_t open = e.word.closes ? opening_of(walk.at) : kNone; open != kNone && open > walk.farthest) {
    walk.at = open;  // 北澜科技在没有征求苏合意见的情况下卖掉了…
    return Step::kNext;
  }
  if (e.kind == ElementKind::kMark && walk.joined && walk.words <= adverbs() && goes_on_after_quotation(s, walk.at))
    return Step::kSettled;
  // الذي «شدد على المخاطر»: verb first, the relative word stands before the mark
  if (e.kind == ElementKind::kMark && frames_.verb_first && walk.at + 1 == walk.verb && walk.at > 0 &&
      elements_[walk.at - 1].has(kRelates))
    return Step::kNext;
  if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return Step::kStop;
  if (e.kind == ElementKind::kComma) return pass_comma(s, walk);
  if (e.kind == ElementKind::kTrigger) return pass_trigger(s, walk);
  if (const Step step = pass_unnamed(s, walk); step != Step::kPass) return step;
  if (const Step step = pass_clause_word(s, walk); step != Step::kPass) return step;
  if (e.kind == ElementKind::kName) return pass_name(s, walk);
  return pass_word(walk);
}

ClauseReader::Step ClauseReader::pass_comma(StatedEvent& s, SubjectWalk& walk) {
  if (closes_apposed_name(walk.at)) return Step::kNext;
  if (const uint32_t open = frames_.spaced ? kNone : bracket_opening(walk.at); open != kNone && open > walk.farthest) {
    walk.at = open;  // 关闭了诺维亚银行(NVB),并任命
    return Step::kNext;
  }
  // 'Ana Prado, who had left, lives in Lisbon and did not answer', 'refused the sale, which Norvia wants, but
  // called'
  const uint32_t open = walk.joined || walk.words > adverbs() ? aside_opening(walk.at, walk.joined) : kNone;
  if (open != kNone) {
    walk.at = open;
    return Step::kNext;
  }
  if (!walk.comma) walk.words_since_comma = walk.words;
  walk.comma = true;
  if (agent_before(walk.at + 1, walk.verb)) {
    s.left = walk.at + 1;
    s.led_unnamed = true;
    return Step::kSettled;
  }
  return Step::kNext;
}

ClauseReader::Step ClauseReader::pass_trigger(StatedEvent& s, SubjectWalk& walk) {
  const Element& e = elements_[walk.at];
  if (!frames_.spaced && e.has(kMarksPrevious)) return Step::kNext;  // 苏合旗下的诺维亚起诉…
  if (const uint32_t open = walk.comma || walk.joined || walk.content ? kNone : object_opening(walk.at);
      open != kNone) {
    walk.at = open;  // 把林远舟写的信交给法庭
    walk.words = 0;
    return Step::kNext;
  }
  walk.content = walk.content || e.opens_content;
  const StatedEvent* before = statement_at(walk.at);
  if (before != nullptr && !walk.comma && walk.words <= adverbs() + 2 &&
      (owner_acts(*before, s) || (!walk.joined && paper_speaks(*before, s)))) {
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  if (before != nullptr && is_verbal(*before) && walk.comma && !frames_.spaced) before = &around_attribute(*before);
  const bool describes = before != nullptr && walk.comma && !frames_.spaced && is_verbal(*before) &&
                         before->at == walk.at && before->subject.empty() && !before->led_unnamed &&
                         describes_head(*before);
  if (describes) return Step::kNext;  // 递交了长达八十页的诉状,指控…
  if (const StatedEvent* court = walk.comma || walk.joined ? court_going_on(s, e) : nullptr; court != nullptr) {
    take_subject(s, *court);
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  if (before != nullptr && is_verbal(*before)) return pass_verb(s, *before, walk);
  ++walk.words;
  return Step::kNext;
}

// The verb of the clause before: its subject may do what comes next.
ClauseReader::Step ClauseReader::pass_verb(StatedEvent& s, const StatedEvent& before, SubjectWalk& walk) {
  const bool verbal = s.frame->kind == FrameKind::kVerb || walk.verb != s.at || (!frames_.inflects && is_verbal(s));
  if (leads_unnamed(before, s)) {
    for (const Filler& f : before.fillers) {
      if (f.role == before.frame->role(kSubject)) s.subject.push_back(f.actor);
    }
    s.left = walk.at;
    return Step::kSettled;
  }
  const bool follows_verb = (s.tags & (kFormGerund | kFormBase)) != 0 && verbal;
  if (follows_verb && !walk.comma && !walk.joined && !walk.content && walk.words > 0 &&
      asks_unnamed(before, walk.verb)) {
    s.left = walk.at + 1;
    s.led_unnamed = true;
    return Step::kSettled;
  }
  const uint32_t before_verb = walk.comma ? walk.words_since_comma : walk.words;
  const bool omitted = frames_.omits_subjects && (before_verb <= adverbs() || opens_clause(walk.verb)) &&
                       (walk.comma || walk.content || walk.joined) && !unnamed_subject(walk.at + 1, walk.verb);
  s.led_unnamed = walk.comma && agent_before(walk.at + 1, walk.verb);
  // كتبت إلى سامر تحذره: verb first, a verb in the present right behind says how the subject does it
  const bool meanwhile = frames_.verb_first && walk.verb == s.at && !walk.comma && !walk.content && !walk.joined &&
                         walk.words == 0 && s.frame->kind == FrameKind::kVerb && (s.tags & kFormPresent) != 0 &&
                         (before.tags & kFormPast) != 0 && !before.passive && walk.at + 1 < walk.verb;
  if (meanwhile) {
    take_subject(s, before);
    s.left = walk.verb;
    return Step::kSettled;
  }
  if (omitted && inverted_subject(s, walk.verb)) return Step::kSettled;
  if (omitted && parenthetic(s)) {
    omitted_subject(s);
    return Step::kSettled;
  }
  // 'is said to have left', 'denied having sold'
  const uint32_t of = before.passive && elements_[walk.at + 1].has(kMarksNext) ? 1 : 0;  // 'acusado de ter vendido'
  const bool perfect = verbal && before.frame->content && walk.words == of && !walk.comma && !walk.content &&
                       (elements_[walk.at].token + 1 < elements_[walk.verb].token || !before.frame->says) &&
                       (s.tags & (kFormPast | kFormParticiple)) != 0;
  // 'Ana Prado, who founded Norvia, resigned'
  const bool resumed = walk.comma && before.relative && walk.words_since_comma <= adverbs();
  // 'sold the house, divorced and moved to Lisbon'
  const bool listed = walk.comma && walk.words_since_comma == 0 && frames_.spaced && verbal && !before.relative &&
                      (s.tags & kFormPast) != 0 && (before.tags & kFormPast) != 0 && !before.subject.empty();
  walk.joined = walk.joined || listed;
  const bool chained = walk.comma && (walk.joined || (omitted && !frames_.inflects));
  const StatedEvent& head = chained                      ? head_of_chain(before)
                            : walk.joined && !walk.comma ? finite_before(before, s)
                                                         : before;
  const bool another = omitted && frames_.verb_first && !same_doer(head, s);
  // 开除了泄密的员工: whom the words before 的 describe does it, and has no name
  const bool of_object = !frames_.spaced && !walk.comma && !walk.content && !walk.joined && walk.words == 0 &&
                         walk.verb == s.at && walk.verb + 1 < elements_.size() &&
                         elements_[walk.verb + 1].has(kMarksPrevious);
  if (of_object) {
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  if (!another && (walk.joined || resumed || perfect || (follows_verb && walk.words <= adverbs() + 4) || omitted))
    share_subject(s, head, walk.joined, walk.content);
  // 'que, ao recusar a oferta, foi demitida': the infinitive has no subject of its own
  const bool bare = frames_.spaced && walk.comma && !walk.joined && !head.led_unnamed && head.subject.empty() &&
                    (head.tags & kFormBase) != 0 && (head.tags & (kFormPast | kFormPresent)) == 0;
  if (s.subject.empty() && omitted && (frames_.verb_first || bare)) omitted_subject(s);
  if (walk.joined && walk.comma && !s.subject.empty()) s.joined_to = static_cast<uint32_t>(&head - statements_.data());
  s.left = walk.at + 1;
  return Step::kSettled;
}

// Somebody without a name may act.
ClauseReader::Step ClauseReader::pass_unnamed(StatedEvent& s, SubjectWalk& walk) {
  const Element& e = elements_[walk.at];
  // 苏合等十一名家属起诉, 苏合带着九名员工离职: whoever is named before the number acts too
  const bool others = !frames_.spaced && walk.at >= 2 && joins_people(elements_[walk.at - 1]) &&
                      elements_[walk.at - 2].kind == ElementKind::kName &&
                      elements_[walk.at - 2].grammatical == kUnmarked;
  if (others && counts_people(e) && !walk.comma) {
    walk.words = 0;
    return Step::kNext;
  }
  // 对苏合、林远舟及其他人员共24人提起公诉
  if (walk.verb > walk.at && counts_people(e) && !walk.comma && listed_object(walk.at)) {
    walk.words = 0;
    return Step::kNext;
  }
  if (counts_people(e) && !(walk.at > 0 && elements_[walk.at - 1].people) && !walk.comma && walk.words <= adverbs() &&
      !walk.relative) {
    s.left = walk.at;  // '31 researchers published': somebody without a name
    s.counted = true;
    return Step::kSettled;
  }
  const bool name = e.kind == ElementKind::kName;
  if (name && walk.content && walk.words == 0 && owes(walk.at)) {
    s.subject = list_at(walk.at);
    s.left = walk.at;
    return Step::kSettled;
  }
  if (!frames_.spaced && !name && !walk.comma && e.word.body && walk.words <= adverbs()) {
    s.left = walk.at;  // 没人起诉
    return Step::kSettled;
  }
  if (frames_.spaced && !frames_.verb_first && !name && !walk.comma && e.word.body && walk.words == 0 &&
      !walk.relative) {
    s.left = walk.at;  // 'the mill, for something they now say', 'nobody sued'
    s.led_unnamed = true;
    return Step::kSettled;
  }
  if (!frames_.spaced && !walk.comma && plain(e) && e.word.judge && type(s).is(kRuling)) {
    s.left = walk.at;  // 本院于三月八日立案受理: a court without a name
    return Step::kSettled;
  }
  if (!name && !frames_.spaced && e.has(kNamesSource)) {
    s.left = walk.at;  // 据接近谈判的人士透露: somebody without a name
    return Step::kSettled;
  }
  return Step::kPass;
}

// Words that open contents, relative clauses and other clauses.
ClauseReader::Step ClauseReader::pass_clause_word(StatedEvent& s, SubjectWalk& walk) {
  const Element& e = elements_[walk.at];
  const bool name = e.kind == ElementKind::kName;
  if (!name && e.has(kBeginsContent) && !e.has(kRelates)) {
    walk.content = true;
    return Step::kNext;
  }
  // 'learned from Costa that Norvia had left': behind a person's name it tells what was said
  const bool told = e.has(kRelates) && e.has(kBeginsContent) && frames_.spaced && !frames_.omits_subjects &&
                    walk.at > 0 && elements_[walk.at - 1].kind == ElementKind::kName &&
                    elements_[walk.at - 1].type == EntityType::kPerson && !statements_.empty() &&
                    is_verbal(statements_.back());
  if (told) {
    walk.content = true;
    return Step::kNext;
  }
  if (e.has(kRelates)) {
    if (walk.words <= adverbs()) {
      if (frames_.spaced && e.word.relates_in && e.word.next == kOf && walk.words > 0) {
        s.left = walk.at;  // 'Ana Prado, cujo marido dirige a Norvia': somebody of hers without a name
        s.led_unnamed = true;
        return Step::kSettled;
      }
      if (walk.at > 0 && frames_.spaced && (elements_[walk.at - 1].has(kMarksNext) || e.word.relates_in)) {
        marked_relative(s, walk.at);
        s.left = walk.at - 1;
        return Step::kSettled;
      }
      if (frames_.verb_first && (s.tags & kFormObject) != 0 && !s.passive) {
        resumed_relative(s, walk.at);
        s.left = walk.at;
        return Step::kSettled;
      }
      if (walk.at > 0 && elements_[walk.at - 1].has(kJoins) && same_antecedent(s, walk.at)) return Step::kSettled;
      if (const uint32_t holder = apposed_holder(s, walk.at); holder != kNone) {
        s.relative = true;
        s.subject = {actor_of(elements_[holder])};
        s.left = walk.at;
        return Step::kSettled;
      }
      if (of_unnamed(walk.at)) {
        s.left = walk.at;
        return Step::kSettled;
      }
      walk.relative = true;
      return Step::kNext;
    }
    if (walk.at > 0 && elements_[walk.at - 1].kind == ElementKind::kComma)
      object_before(s, walk.verb);  // 'Costa, whom the board fired'
    return Step::kStop;
  }
  if (!name && e.has(kBeginsClause) && e.has(kJoins) && walk.words == 0) {
    walk.joined = true;  // 'supports Norvia but opposes Orla'
    return Step::kNext;
  }
  // 苏合若拒绝, 苏合如果起诉: the subject stands before the word of the condition
  const bool subject_before = !frames_.spaced && e.word.clause_status && walk.at > 0 && !walk.comma &&
                              elements_[walk.at - 1].kind == ElementKind::kName &&
                              elements_[walk.at - 1].grammatical == kUnmarked;
  if (!name && e.has(kBeginsClause) && subject_before) return Step::kNext;
  if (!name && e.has(kBeginsClause)) {
    if (frames_.spaced || !statements_.empty()) return Step::kStop;
    walk.words = 0;  // 毕业后创立: the subject stands before both
    return Step::kNext;
  }
  return Step::kPass;
}

ClauseReader::Step ClauseReader::pass_name(StatedEvent& s, SubjectWalk& walk) {
  const Element& e = elements_[walk.at];
  if (e.modifier || (e.pronoun && e.has(kTransparent))) return Step::kNext;  // 'Costa had himself proposed'
  if (walk.relative && e.grammatical == kOf && elements_[walk.at + 1].has(kMarksPrevious))
    return Step::kNext;  // "Norvia's spokesman, who"
  const bool nonfinite =
      walk.verb == s.at && (s.tags & (kFormGerund | kFormBase)) != 0 && (s.tags & (kFormPast | kFormPresent)) == 0;
  if (!walk.relative && e.grammatical == kUnmarked && listed_object(walk.at)) {
    pending_.emplace_back(kObject, actor_of(e));
    return Step::kNext;  // 将该公司及其董事长苏合诉至法院
  }
  if (e.object && !nonfinite) return Step::kNext;  // 'acquitted him but convicted …'
  if (walk.comma && !walk.relative && ends_as_object(walk.at)) return Step::kNext;
  if (const uint32_t head = walk.relative && (!walk.comma || frames_.verb_first) ? apposed_head(walk.at) : kNone;
      head != kNone && accepts_subject(s, actor_of(elements_[head])) && agrees(s, actor_of(elements_[head]))) {
    s.relative = true;
    s.subject = {actor_of(elements_[head])};
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  // 'with Costa suing Norvia', 'a letter from Costa saying that'
  const bool absolute = frames_.spaced && frames_.inflects && !frames_.verb_first && walk.verb == s.at &&
                        walk.words == 0 && !walk.comma && (s.tags & kFormGerund) != 0 &&
                        (e.grammatical == frames_.with_case ||
                         (frames_.compound_nouns && s.frame->says && e.grammatical == frames_.from_case));
  if (e.grammatical == kUnmarked || walk.relative || absolute || opens_embedded(e, walk.at, walk.verb))
    return take_name(s, walk);
  return keep_marked(s, walk);
}

// The name may be the subject, unless who did what was told before goes on.
ClauseReader::Step ClauseReader::take_name(StatedEvent& s, SubjectWalk& walk) {
  const Element& e = elements_[walk.at];
  if (const Step step = goes_on(s, walk); step != Step::kPass) return step;
  if (const Step step = goes_on_verb_first(s, walk); step != Step::kPass) return step;
  if (const Step step = goes_on_after_verb(s, walk); step != Step::kPass) return step;
  if (!accepts_subject(s, actor_of(e)) && s.frame->type != 0) {
    const bool described =
        walk.relative && walk.comma && walk.verb - walk.at <= kApposition;  // 'Costa, chairman of Norvia, who left'
    // 'Norvia, que o banco avaliou em …': a verb without a part for its doer
    const uint8_t object = s.frame->role(kObject);
    if (walk.relative && frames_.spaced && !s.passive && subject_role(s) == kNoRole && object != kNoRole &&
        accepts(s, object, e.type))
      pending_.emplace_back(kObject, actor_of(e));
    // 'O Brasil pediu': a country acts, and nobody told of before
    const bool country = frames_.omits_subjects && frames_.spaced && !frames_.verb_first && !walk.relative &&
                         !walk.comma && walk.words == 0 && e.type == EntityType::kPlace && !e.pronoun;
    if (country) {
      s.left = walk.at;
      s.led_unnamed = true;
      return Step::kSettled;
    }
    if ((walk.relative && !described) || ends_clause(e)) return Step::kStop;
    if (!frames_.spaced && !walk.comma && elements_[walk.at + 1].word.title && !walk.relative) {
      s.left = walk.at;  // 港务局局长因此下台: somebody without a name
      return Step::kSettled;
    }
    return Step::kNext;
  }
  if (const uint32_t opening = walk.relative || walk.comma || walk.joined ? kNone : relative_around(walk.at, s);
      opening != kNone) {
    if (opening > 0 && elements_[opening - 1].kind == ElementKind::kName &&
        accepts_subject(s, actor_of(elements_[opening - 1])))
      s.subject = list_at(opening - 1);
    s.left = opening;
    return Step::kSettled;
  }
  s.relative = walk.relative;
  s.subject = walk.relative && e.list != kNone ? std::vector<Actor>{actor_of(e)} : list_at(walk.at);
  if (s.subject.size() > 1 && acts_alone(s) && !walk.relative && walk.words > 0) s.subject.clear();  // تسوية لم تعلن
  s.left = e.list == kNone ? walk.at : e.list;
  // كتبت هالة في مايو تحذره: the subject, and what stands behind it, is the verb's before it
  if (frames_.verb_first && (s.tags & kFormPresent) != 0 && !walk.relative && verb_with_subject(e.span) != nullptr)
    s.left = walk.verb;
  if (!walk.relative && walk.verb == s.at) object_before(s, s.left);
  return Step::kSettled;
}

// Whoever acts in the clause around or before acts here too: the name plays a part there.
ClauseReader::Step ClauseReader::goes_on(StatedEvent& s, SubjectWalk& walk) {
  const Element& e = elements_[walk.at];
  if (walk.content && !walk.relative) return Step::kStop;
  // 'alegando que a Norvia escondeu as perdas, e cobra': behind the comma the one who says it goes on
  const StatedEvent* sayer = walk.comma && walk.joined && !walk.relative ? sayer_around(walk.at) : nullptr;
  if (sayer != nullptr) {
    share_subject(s, *sayer, true);
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  const bool resumes = walk.joined && opens_with_verb(walk.at);  // 'quando ela regia, de pé, a banda e dizia'
  if (walk.comma && !walk.relative && walk.words_since_comma > adverbs() && !walk.apposed() && !resumes &&
      !waits_for_verb(walk.at))
    return Step::kStop;
  if (const StatedEvent* court = (walk.comma || walk.joined) && !walk.relative ? court_going_on(s, e) : nullptr;
      court != nullptr) {
    take_subject(s, *court);
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  // 何静岚接替林远舟出任总裁: the verb before has a part for nobody but its subject, who does the next thing too.
  const StatedEvent* serial = frames_.inflects || walk.comma || walk.at == 0 ? nullptr : statement_at(walk.at - 1);
  if (serial != nullptr && is_verbal(*serial) && serial->frame->type != 0 && !serial->frame->content &&
      serial->frame->role(kObject) == kNoRole && !serial->fillers.empty()) {
    share_subject(s, *serial, false);
    for (const Filler& f : serial->fillers) {  // 由何静岚接替林远舟出任总裁
      if (serial->subject.empty() && f.via == kSubject && accepts_subject(s, f.actor)) s.subject.push_back(f.actor);
    }
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  // 起诉诺维亚索赔, 起诉林远舟之子林海索赔: who is sued, bought or paid does not do what comes right behind
  const bool describes =
      walk.verb + 1 < elements_.size() && elements_[walk.verb + 1].has(kMarksPrevious);  // 驳回苏合提出的
  const StatedEvent* doing = frames_.spaced || walk.comma || describes ? nullptr : verb_suffered(e.span);
  // 起诉诺维亚不正当竞争索赔三亿
  const bool claims = doing != nullptr && type(*doing).is(kSuit) && type(s).is(kSuit);
  if (doing != nullptr && !doing->frame->content && (walk.verb == walk.at + 1 || claims) &&
      type(*doing).is(kCourt | kPayment)) {
    share_subject(s, *doing, false);
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  // 告到海城法院,索赔…: the place a verb leads to does nothing behind the comma
  const bool court = !frames_.spaced && walk.comma && !walk.relative && is_court(actor_of(e));
  const uint32_t before = walk.at > 1 && elements_[walk.at - 1].has(kTransparent) ? walk.at - 2
                          : walk.at > 0                                           ? walk.at - 1
                                                                                  : 0;
  const StatedEvent* led = court ? statement_at(before) : nullptr;
  if (led != nullptr && is_verbal(*led) && type(*led).is(kCourt)) {
    share_subject(s, *led, false);
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  return Step::kPass;
}

ClauseReader::Step ClauseReader::goes_on_verb_first(StatedEvent& s, SubjectWalk& walk) {
  const Element& e = elements_[walk.at];
  if (frames_.verb_first && !walk.relative && (walk.comma || walk.joined) &&
      (of_event_noun(e.span) || !agrees(s, actor_of(e)) || (walk.joined && told_inside(e)))) {
    omitted_subject(s);
    s.left = walk.at + 1;
    return Step::kSettled;
  }
  if (frames_.verb_first && !walk.relative && walk.joined) {
    // نفت هالة التهمة وقالت, كان سامر يشعر بأن نبيل يكذب، وكتب إليه
    const uint32_t outer = outer_subject(walk.at);
    const StatedEvent* same = outer == kNone ? verb_with_subject(e.span) : nullptr;
    if (same != nullptr) {
      share_subject(s, *same, true);
    } else if (outer != kNone && agrees(s, actor_of(elements_[outer]))) {
      s.subject = list_at(outer);
      for (Actor& actor : s.subject) actor.omitted = true;
    }
    if (!s.subject.empty()) {
      s.left = walk.at + 1;
      return Step::kSettled;
    }
  }
  return Step::kPass;
}

ClauseReader::Step ClauseReader::goes_on_after_verb(StatedEvent& s, SubjectWalk& walk) {
  const Element& e = elements_[walk.at];
  const bool infinitive = frames_.inflects && s.frame->kind != FrameKind::kPhrase &&
                          (s.tags & (kFormGerund | kFormBase)) != 0 && (s.tags & (kFormPast | kFormPresent)) == 0;
  if (!walk.relative && (walk.comma || walk.joined || infinitive)) {
    // The object of the verb before is not the subject of this one, unless that verb makes it act: 'bought Norvia
    // and appointed Costa', 'wrote to Costa to propose', but 'urged Costa to resign'.
    const bool names_it = walk.apposed() && frames_.spaced && !frames_.verb_first &&
                          accepts_subject(s, actor_of(e));  // 'sued Orla, a firm run by'
    const StatedEvent* owner = names_it ? nullptr : verb_of(e.span, walk.joined && !walk.comma);
    // 'escreveu a Ana Prado a pedir': who writes asks
    // 'wrote Ana Prado a letter saying'
    const bool writes =
        owner != nullptr && owner->frame->says && s.frame->says && infinitive && walk.at + 1 < walk.verb &&
        (elements_[walk.verb - 1].has(kMarksNext) || (frames_.compound_nouns && (s.tags & kFormGerund) != 0)) &&
        owner->frame->content == ClaimStatus::kAsserted;
    if (owner != nullptr && infinitive && !walk.comma && !walk.joined && blamed_for(s, *owner, walk.at, walk.verb)) {
      s.subject = list_at(walk.at);
      s.left = walk.at + 1;
      return Step::kSettled;
    }
    if (owner != nullptr && (walk.comma || walk.joined || writes || !owner->frame->content)) {
      share_subject(s, *owner, walk.joined);
      s.left = walk.at + 1;
      return Step::kSettled;
    }
    // 'took a year to launch Norvia and left': whatever Norvia is to that verb, it is not who leaves
    const StatedEvent* over =
        owner == nullptr && walk.joined && !walk.comma && frames_.spaced ? verb_right_before(walk.at) : nullptr;
    if (over != nullptr) {
      share_subject(s, *over, true);
      s.left = walk.at + 1;
      return Step::kSettled;
    }
    if (const uint32_t actor = owner == nullptr && walk.joined && !walk.comma ? doer_before(walk.at) : kNone;
        actor != kNone) {
      s.subject = list_at(actor);
      s.left = walk.at + 1;
      return Step::kSettled;
    }
  }
  if (!walk.relative && walk.at > 0 && frames_.spaced && (s.tags & (kFormGerund | kFormBase)) == 0) {
    // 'a trust run by Costa bought Norvia': the phrase belongs to the subject before it
    const StatedEvent* described = statement_at(walk.at - 1);
    if (described != nullptr && described->frame->kind == FrameKind::kPhrase && described->frame->type != 0 &&
        described->frame->role(kObject) != kNoRole && !passive_before(described->at)) {
      take_subject(s, *described);
      if (!s.subject.empty()) {
        s.left = walk.at;
        return Step::kSettled;
      }
    }
  }
  return Step::kPass;
}

// A name behind a marker keeps its role.
ClauseReader::Step ClauseReader::keep_marked(StatedEvent& s, SubjectWalk& walk) {
  const Element& e = elements_[walk.at];
  if (e.grammatical == kBy && s.passive && !frames_.spaced) {
    pending_.emplace_back(kSubject, actor_of(e));
  } else if (!frames_.spaced && e.grammatical == kOf && !walk.comma && is_owner(s) && accepts_subject(s, actor_of(e))) {
    s.subject = list_at(walk.at);  // 林远舟的身家涨到: whose it is has the part
    s.left = walk.at;
    return Step::kSettled;
  } else if (e.grammatical != kOf) {
    // Verb first: a name behind a marker before the comma or 'and' belongs to the clause before.
    const bool earlier = frames_.verb_first && (walk.comma || walk.joined);
    // 'the founding by Costa was announced', 'in a letter to Costa she accused'
    const bool noun_s = frames_.spaced && (e.grammatical == kBy || (!s.passive && of_event_noun(e.span)));
    if (!frames_.spaced && e.grammatical == kObject) turn_object(s);
    if (!frames_.spaced && walk.at > 0 && elements_[walk.at - 1].has(kJoins) && e.grammatical == frames_.with_case)
      walk.behind = walk.words;
    // 对苏合说: whom a word of saying has before it as its object is told
    const bool addressed = !frames_.spaced && s.frame->says && e.grammatical == kObject &&
                           s.frame->role(kObject) == kNoRole && type(s).is(kExchange);
    const Case grammatical = addressed ? kTo : e.grammatical;
    if (s.frame->role(grammatical) != kNoRole && !earlier && !noun_s && (!frames_.spaced || walk.words <= 4)) {
      for (const Actor& actor : list_at(walk.at)) pending_.emplace_back(grammatical, actor);
    }
  } else if (!frames_.spaced && e.type == EntityType::kPerson && walk.at + 2 < walk.verb &&
             elements_[walk.at + 2].word.title && elements_[walk.at + 3].kind != ElementKind::kName &&
             std::none_of(elements_.begin() + walk.at + 3, elements_.begin() + walk.verb, [](const Element& inside) {
               return inside.kind == ElementKind::kName && inside.grammatical == kUnmarked;
             })) {
    s.left = walk.at;
    return Step::kSettled;  // 何静岚的发言人表示: somebody without a name
  } else if (walk.possessor == nullptr && e.type == EntityType::kOrganization && !e.pronoun &&
             (!walk.comma || walk.words_since_comma <= adverbs())) {
    walk.possessor = &e;
  }
  return Step::kNext;
}

ClauseReader::Step ClauseReader::pass_word(SubjectWalk& walk) const {
  const Element& e = elements_[walk.at];
  if (!frames_.spaced && e.has(kMarksNext) && e.word.next == kObject)
    walk.words = 0;  // 把四百只山羊: the object's words
  if (e.has(kJoins) && walk.words == 0 && !(e.has(kMarksNext) && elements_[walk.at + 1].kind == ElementKind::kName))
    walk.joined = true;
  if (e.has(kTransparent | kGivesStatus | kMakesPassive | kLightVerb)) return Step::kNext;
  // 'and in October sold'
  if (frames_.inflects &&
      (e.kind == ElementKind::kTime || (e.has(kMarksNext) && elements_[walk.at + 1].kind == ElementKind::kTime)))
    return Step::kNext;
  ++walk.words;
  walk.outside = e.has(kMarksNext) && !e.has(kArticle) ? 0 : walk.outside + 1;
  return Step::kNext;
}

// No name was found that does it.
void ClauseReader::end_walk(StatedEvent& s, const SubjectWalk& walk) {
  s.left = std::min(walk.verb, walk.at + 1);
  // 'The chairman of Norvia said': the body speaks through somebody without a name.
  if (walk.possessor != nullptr && !s.passive && accepts(s, subject_role(s), walk.possessor->type)) {
    s.subject = {actor_of(*walk.possessor)};
    s.subject[0].omitted = walk.comma && !frames_.spaced;  // 苏合的做法侵犯了权益,要求…
    return;
  }
  if (fronted(s, walk.verb)) return;  // late_subjects() finds it
  if (walk.behind != kNone && walk.words > walk.behind) return;
  const bool finite = (s.tags & kFormGerund) == 0;
  const bool adverbial = frames_.inflects && walk.outside == 0 && s.left == 0;
  // 'Segundo a polícia, foram presos …', 'Na mesma noite foram presos …'
  const bool behind_phrase = s.passive && ((walk.comma && walk.words_since_comma <= adverbs()) || adverbial);
  if (finite && (walk.words <= adverbs() || behind_phrase) && !walk.relative && !walk.attributive &&
      inverted_subject(s, walk.verb))
    return;
  s.led_unnamed = agent_before(walk.at + 1, walk.verb);
  if (frames_.omits_subjects && finite && (walk.words <= adverbs() || adverbial || opens_clause(walk.verb)) &&
      !walk.relative && !walk.attributive && !unnamed_subject(walk.at + 1, walk.verb))
    omitted_subject(s);
}

}  // namespace annals
