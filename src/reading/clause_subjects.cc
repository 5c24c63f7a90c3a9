#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

// The subject, to the left; names behind markers on the way are kept for their roles.
void ClauseReader::find_subject(StatedEvent& s, uint32_t verb, bool attributive) {
  uint32_t words = 0, words_since_comma = 0;
  uint32_t behind = kNone;  // words behind a name that 'and' or 'with' marks: 乐园与科斯塔签了
  uint32_t outside = 0;     // words outside phrases that a preposition opens: 'desta vez ofereceu'
  bool comma = false, joined = false, relative = false, content = false;
  // 'Norvia, a group controlled by Ana Prado'
  const bool reduced =
      verb == s.at && !passive_before(verb) &&
      (s.frame->kind == FrameKind::kPhrase || (s.passive && (agent_follows(verb) || follows_noun(s, verb))));
  const Element* possessor = nullptr;
  uint32_t i = verb;
  const uint32_t farthest = verb > kFarthest ? verb - kFarthest : 0;
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
  while (i-- > farthest) {
    if (const uint32_t open = reason_before(i); open != kNone && open > farthest) {
      i = open;
      continue;
    }
    const Element& e = elements_[i];
    if (const uint32_t open = e.word.closes ? opening_of(i) : kNone; open != kNone && open > farthest) {
      i = open;  // 北澜科技在没有征求苏合意见的情况下卖掉了…
      continue;
    }
    if (e.kind == ElementKind::kMark && joined && words <= adverbs() && goes_on_after_quotation(s, i)) return;
    // الذي «شدد على المخاطر»: verb first, the relative word stands before the mark
    if (e.kind == ElementKind::kMark && frames_.verb_first && i + 1 == verb && i > 0 && elements_[i - 1].has(kRelates))
      continue;
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) break;
    if (e.kind == ElementKind::kComma) {
      if (closes_apposed_name(i)) continue;
      if (const uint32_t open = frames_.spaced ? kNone : bracket_opening(i); open != kNone && open > farthest) {
        i = open;  // 关闭了诺维亚银行(NVB),并任命
        continue;
      }
      // 'Ana Prado, who had left, lives in Lisbon and did not answer', 'refused the sale, which Norvia wants, but
      // called'
      const uint32_t open = joined || words > adverbs() ? aside_opening(i, joined) : kNone;
      if (open != kNone) {
        i = open;
        continue;
      }
      if (!comma) words_since_comma = words;
      comma = true;
      if (agent_before(i + 1, verb)) {
        s.left = i + 1;
        s.led_unnamed = true;
        return;
      }
      continue;
    }
    if (e.kind == ElementKind::kTrigger) {
      if (!frames_.spaced && e.has(kMarksPrevious)) continue;  // 苏合旗下的诺维亚起诉…
      if (const uint32_t open = comma || joined || content ? kNone : object_opening(i); open != kNone) {
        i = open;  // 把林远舟写的信交给法庭
        words = 0;
        continue;
      }
      content = content || e.opens_content;
      const StatedEvent* before = statement_at(i);
      if (before != nullptr && !comma && words <= adverbs() + 2 &&
          (owner_acts(*before, s) || (!joined && paper_speaks(*before, s)))) {
        s.left = i + 1;
        return;
      }
      if (before != nullptr && is_verbal(*before) && comma && !frames_.spaced) before = &around_attribute(*before);
      const bool describes = before != nullptr && comma && !frames_.spaced && is_verbal(*before) && before->at == i &&
                             before->subject.empty() && !before->led_unnamed && describes_head(*before);
      if (describes) continue;  // 递交了长达八十页的诉状,指控…
      if (const StatedEvent* court = comma || joined ? court_going_on(s, e) : nullptr; court != nullptr) {
        take_subject(s, *court);
        s.left = i + 1;
        return;
      }
      if (before != nullptr && is_verbal(*before)) {
        const bool verbal = s.frame->kind == FrameKind::kVerb || verb != s.at || (!frames_.inflects && is_verbal(s));
        if (leads_unnamed(*before, s)) {
          for (const Filler& f : before->fillers) {
            if (f.role == before->frame->role(kSubject)) s.subject.push_back(f.actor);
          }
          s.left = i;
          return;
        }
        const bool follows_verb = (s.tags & (kFormGerund | kFormBase)) != 0 && verbal;
        if (follows_verb && !comma && !joined && !content && words > 0 && asks_unnamed(*before, verb)) {
          s.left = i + 1;
          s.led_unnamed = true;
          return;
        }
        const uint32_t before_verb = comma ? words_since_comma : words;
        const bool omitted = frames_.omits_subjects && (before_verb <= adverbs() || opens_clause(verb)) &&
                             (comma || content || joined) && !unnamed_subject(i + 1, verb);
        s.led_unnamed = comma && agent_before(i + 1, verb);
        // كتبت إلى سامر تحذره: verb first, a verb in the present right behind says how the subject does it
        const bool meanwhile = frames_.verb_first && verb == s.at && !comma && !content && !joined && words == 0 &&
                               s.frame->kind == FrameKind::kVerb && (s.tags & kFormPresent) != 0 &&
                               (before->tags & kFormPast) != 0 && !before->passive && i + 1 < verb;
        if (meanwhile) {
          take_subject(s, *before);
          s.left = verb;
          return;
        }
        if (omitted && inverted_subject(s, verb)) return;
        if (omitted && parenthetic(s)) {
          omitted_subject(s);
          return;
        }
        // 'is said to have left', 'denied having sold'
        const uint32_t of = before->passive && elements_[i + 1].has(kMarksNext) ? 1 : 0;  // 'acusado de ter vendido'
        const bool perfect = verbal && before->frame->content && words == of && !comma && !content &&
                             (elements_[i].token + 1 < elements_[verb].token || !before->frame->says) &&
                             (s.tags & (kFormPast | kFormParticiple)) != 0;
        // 'Ana Prado, who founded Norvia, resigned'
        const bool resumed = comma && before->relative && words_since_comma <= adverbs();
        // 'sold the house, divorced and moved to Lisbon'
        const bool listed = comma && words_since_comma == 0 && frames_.spaced && verbal && !before->relative &&
                            (s.tags & kFormPast) != 0 && (before->tags & kFormPast) != 0 && !before->subject.empty();
        joined = joined || listed;
        const bool chained = comma && (joined || (omitted && !frames_.inflects));
        const StatedEvent& head = chained            ? head_of_chain(*before)
                                  : joined && !comma ? finite_before(*before, s)
                                                     : *before;
        const bool another = omitted && frames_.verb_first && !same_doer(head, s);
        // 开除了泄密的员工: whom the words before 的 describe does it, and has no name
        const bool of_object = !frames_.spaced && !comma && !content && !joined && words == 0 && verb == s.at &&
                               verb + 1 < elements_.size() && elements_[verb + 1].has(kMarksPrevious);
        if (of_object) {
          s.left = i + 1;
          return;
        }
        if (!another && (joined || resumed || perfect || (follows_verb && words <= adverbs() + 4) || omitted))
          share_subject(s, head, joined, content);
        // 'que, ao recusar a oferta, foi demitida': the infinitive has no subject of its own
        const bool bare = frames_.spaced && comma && !joined && !head.led_unnamed && head.subject.empty() &&
                          (head.tags & kFormBase) != 0 && (head.tags & (kFormPast | kFormPresent)) == 0;
        if (s.subject.empty() && omitted && (frames_.verb_first || bare)) omitted_subject(s);
        if (joined && comma && !s.subject.empty()) s.joined_to = static_cast<uint32_t>(&head - statements_.data());
        s.left = i + 1;
        return;
      }
      ++words;
      continue;
    }
    // 苏合等十一名家属起诉, 苏合带着九名员工离职: whoever is named before the number acts too
    const bool others = !frames_.spaced && i >= 2 && joins_people(elements_[i - 1]) &&
                        elements_[i - 2].kind == ElementKind::kName && elements_[i - 2].grammatical == kUnmarked;
    if (others && counts_people(e) && !comma) {
      words = 0;
      continue;
    }
    if (counts_people(e) && !(i > 0 && elements_[i - 1].people) && !comma && words <= adverbs() && !relative) {
      s.left = i;  // '31 researchers published': somebody without a name
      s.counted = true;
      return;
    }
    const bool name = e.kind == ElementKind::kName;
    if (name && content && words == 0 && owes(i)) {
      s.subject = list_at(i);
      s.left = i;
      return;
    }
    if (!frames_.spaced && !name && !comma && e.word.body && words <= adverbs()) {
      s.left = i;  // 没人起诉
      return;
    }
    if (frames_.spaced && !frames_.verb_first && !name && !comma && e.word.body && words == 0 && !relative) {
      s.left = i;  // 'the mill, for something they now say', 'nobody sued'
      s.led_unnamed = true;
      return;
    }
    if (!frames_.spaced && !comma && plain(e) && e.word.judge && type(s).is(kRuling)) {
      s.left = i;  // 本院于三月八日立案受理: a court without a name
      return;
    }
    if (!name && !frames_.spaced && e.has(kNamesSource)) {
      s.left = i;  // 据接近谈判的人士透露: somebody without a name
      return;
    }
    if (!name && e.has(kBeginsContent) && !e.has(kRelates)) {
      content = true;
      continue;
    }
    // 'learned from Costa that Norvia had left': behind a person's name it tells what was said
    const bool told = e.has(kRelates) && e.has(kBeginsContent) && frames_.spaced && !frames_.omits_subjects && i > 0 &&
                      elements_[i - 1].kind == ElementKind::kName && elements_[i - 1].type == EntityType::kPerson &&
                      !statements_.empty() && is_verbal(statements_.back());
    if (told) {
      content = true;
      continue;
    }
    if (e.has(kRelates)) {
      if (words <= adverbs()) {
        if (frames_.spaced && e.word.relates_in && e.word.next == kOf && words > 0) {
          s.left = i;  // 'Ana Prado, cujo marido dirige a Norvia': somebody of hers without a name
          s.led_unnamed = true;
          return;
        }
        if (i > 0 && frames_.spaced && (elements_[i - 1].has(kMarksNext) || e.word.relates_in)) {
          marked_relative(s, i);
          s.left = i - 1;
          return;
        }
        if (frames_.verb_first && (s.tags & kFormObject) != 0 && !s.passive) {
          resumed_relative(s, i);
          s.left = i;
          return;
        }
        if (i > 0 && elements_[i - 1].has(kJoins) && same_antecedent(s, i)) return;
        if (const uint32_t holder = apposed_holder(s, i); holder != kNone) {
          s.relative = true;
          s.subject = {actor_of(elements_[holder])};
          s.left = i;
          return;
        }
        if (of_unnamed(i)) {
          s.left = i;
          return;
        }
        relative = true;
        continue;
      }
      if (i > 0 && elements_[i - 1].kind == ElementKind::kComma)
        object_before(s, verb);  // 'Costa, whom the board fired'
      break;
    }
    if (!name && e.has(kBeginsClause) && e.has(kJoins) && words == 0) {
      joined = true;  // 'supports Norvia but opposes Orla'
      continue;
    }
    // 苏合若拒绝, 苏合如果起诉: the subject stands before the word of the condition
    const bool subject_before = !frames_.spaced && e.word.clause_status && i > 0 && !comma &&
                                elements_[i - 1].kind == ElementKind::kName &&
                                elements_[i - 1].grammatical == kUnmarked;
    if (!name && e.has(kBeginsClause) && subject_before) continue;
    if (!name && e.has(kBeginsClause)) {
      if (frames_.spaced || !statements_.empty()) break;
      words = 0;  // 毕业后创立: the subject stands before both
      continue;
    }
    if (name) {
      if (e.modifier || (e.pronoun && e.has(kTransparent))) continue;  // 'Costa had himself proposed'
      if (relative && e.grammatical == kOf && elements_[i + 1].has(kMarksPrevious))
        continue;  // "Norvia's spokesman, who"
      const bool nonfinite =
          verb == s.at && (s.tags & (kFormGerund | kFormBase)) != 0 && (s.tags & (kFormPast | kFormPresent)) == 0;
      if (e.object && !nonfinite) continue;  // 'acquitted him but convicted …'
      if (comma && !relative && ends_as_object(i)) continue;
      if (const uint32_t head = relative && (!comma || frames_.verb_first) ? apposed_head(i) : kNone;
          head != kNone && accepts_subject(s, actor_of(elements_[head])) && agrees(s, actor_of(elements_[head]))) {
        s.relative = true;
        s.subject = {actor_of(elements_[head])};
        s.left = i + 1;
        return;
      }
      // 'with Costa suing Norvia', 'a letter from Costa saying that'
      const bool absolute = frames_.spaced && frames_.inflects && !frames_.verb_first && verb == s.at && words == 0 &&
                            !comma && (s.tags & kFormGerund) != 0 &&
                            (e.grammatical == frames_.with_case ||
                             (frames_.compound_nouns && s.frame->says && e.grammatical == frames_.from_case));
      if (e.grammatical == kUnmarked || relative || absolute || opens_embedded(e, i, verb)) {
        if (content && !relative) break;
        // 'alegando que a Norvia escondeu as perdas, e cobra': behind the comma the one who says it goes on
        const StatedEvent* sayer = comma && joined && !relative ? sayer_around(i) : nullptr;
        if (sayer != nullptr) {
          share_subject(s, *sayer, true);
          s.left = i + 1;
          return;
        }
        const bool apposed = comma && reduced && words_since_comma <= kAppositionWords;
        const bool resumes = joined && opens_with_verb(i);  // 'quando ela regia, de pé, a banda e dizia'
        if (comma && !relative && words_since_comma > adverbs() && !apposed && !resumes) break;
        if (const StatedEvent* court = (comma || joined) && !relative ? court_going_on(s, e) : nullptr;
            court != nullptr) {
          take_subject(s, *court);
          s.left = i + 1;
          return;
        }
        const bool infinitive = frames_.inflects && s.frame->kind != FrameKind::kPhrase &&
                                (s.tags & (kFormGerund | kFormBase)) != 0 && (s.tags & (kFormPast | kFormPresent)) == 0;
        // 何静岚接替林远舟出任总裁: the verb before has a part for nobody but its subject, who does the next thing too.
        const StatedEvent* serial = frames_.inflects || comma || i == 0 ? nullptr : statement_at(i - 1);
        if (serial != nullptr && is_verbal(*serial) && serial->frame->type != 0 && !serial->frame->content &&
            serial->frame->role(kObject) == kNoRole && !serial->subject.empty()) {
          share_subject(s, *serial, false);
          s.left = i + 1;
          return;
        }
        // 起诉诺维亚索赔, 起诉林远舟之子林海索赔: who is sued, bought or paid does not do what comes right behind
        const bool describes =
            verb + 1 < elements_.size() && elements_[verb + 1].has(kMarksPrevious);  // 驳回苏合提出的
        const StatedEvent* doing = frames_.spaced || comma || describes ? nullptr : verb_suffered(e.span);
        // 起诉诺维亚不正当竞争索赔三亿
        const bool claims = doing != nullptr && type(*doing).is(kSuit) && type(s).is(kSuit);
        if (doing != nullptr && !doing->frame->content && (verb == i + 1 || claims) &&
            type(*doing).is(kCourt | kPayment)) {
          share_subject(s, *doing, false);
          s.left = i + 1;
          return;
        }
        // 告到海城法院,索赔…: the place a verb leads to does nothing behind the comma
        const bool court = !frames_.spaced && comma && !relative && is_court(actor_of(e));
        const uint32_t before = i > 1 && elements_[i - 1].has(kTransparent) ? i - 2 : i > 0 ? i - 1 : 0;
        const StatedEvent* led = court ? statement_at(before) : nullptr;
        if (led != nullptr && is_verbal(*led) && type(*led).is(kCourt)) {
          share_subject(s, *led, false);
          s.left = i + 1;
          return;
        }
        if (frames_.verb_first && !relative && (comma || joined) &&
            (of_event_noun(e.span) || !agrees(s, actor_of(e)) || (joined && told_inside(e)))) {
          omitted_subject(s);
          s.left = i + 1;
          return;
        }
        if (frames_.verb_first && !relative && joined) {
          // نفت هالة التهمة وقالت, كان سامر يشعر بأن نبيل يكذب، وكتب إليه
          const uint32_t outer = outer_subject(i);
          const StatedEvent* same = outer == kNone ? verb_with_subject(e.span) : nullptr;
          if (same != nullptr) {
            share_subject(s, *same, true);
          } else if (outer != kNone && agrees(s, actor_of(elements_[outer]))) {
            s.subject = list_at(outer);
            for (Actor& actor : s.subject) actor.omitted = true;
          }
          if (!s.subject.empty()) {
            s.left = i + 1;
            return;
          }
        }
        if (!relative && (comma || joined || infinitive)) {
          // The object of the verb before is not the subject of this one, unless that verb makes it act: 'bought Norvia
          // and appointed Costa', 'wrote to Costa to propose', but 'urged Costa to resign'.
          const bool names_it = apposed && frames_.spaced && !frames_.verb_first &&
                                accepts_subject(s, actor_of(e));  // 'sued Orla, a firm run by'
          const StatedEvent* owner = names_it ? nullptr : verb_of(e.span, joined && !comma);
          // 'escreveu a Ana Prado a pedir': who writes asks
          // 'wrote Ana Prado a letter saying'
          const bool writes =
              owner != nullptr && owner->frame->says && s.frame->says && infinitive && i + 1 < verb &&
              (elements_[verb - 1].has(kMarksNext) || (frames_.compound_nouns && (s.tags & kFormGerund) != 0)) &&
              owner->frame->content == ClaimStatus::kAsserted;
          if (owner != nullptr && infinitive && !comma && !joined && blamed_for(s, *owner, i, verb)) {
            s.subject = list_at(i);
            s.left = i + 1;
            return;
          }
          if (owner != nullptr && (comma || joined || writes || !owner->frame->content)) {
            share_subject(s, *owner, joined);
            s.left = i + 1;
            return;
          }
          // 'took a year to launch Norvia and left': whatever Norvia is to that verb, it is not who leaves
          const StatedEvent* over =
              owner == nullptr && joined && !comma && frames_.spaced ? verb_right_before(i) : nullptr;
          if (over != nullptr) {
            share_subject(s, *over, true);
            s.left = i + 1;
            return;
          }
          if (const uint32_t actor = owner == nullptr && joined && !comma ? doer_before(i) : kNone; actor != kNone) {
            s.subject = list_at(actor);
            s.left = i + 1;
            return;
          }
        }
        if (!relative && i > 0 && frames_.spaced && (s.tags & (kFormGerund | kFormBase)) == 0) {
          // 'a trust run by Costa bought Norvia': the phrase belongs to the subject before it
          const StatedEvent* described = statement_at(i - 1);
          if (described != nullptr && described->frame->kind == FrameKind::kPhrase && described->frame->type != 0 &&
              described->frame->role(kObject) != kNoRole && !passive_before(described->at)) {
            take_subject(s, *described);
            if (!s.subject.empty()) {
              s.left = i;
              return;
            }
          }
        }
        if (!accepts_subject(s, actor_of(e)) && s.frame->type != 0) {
          const bool described = relative && comma && verb - i <= kApposition;  // 'Costa, chairman of Norvia, who left'
          // 'Norvia, que o banco avaliou em …': a verb without a part for its doer
          const uint8_t object = s.frame->role(kObject);
          if (relative && frames_.spaced && !s.passive && subject_role(s) == kNoRole && object != kNoRole &&
              accepts(s, object, e.type))
            pending_.emplace_back(kObject, actor_of(e));
          // 'O Brasil pediu': a country acts, and nobody told of before
          const bool country = frames_.omits_subjects && frames_.spaced && !frames_.verb_first && !relative && !comma &&
                               words == 0 && e.type == EntityType::kPlace && !e.pronoun;
          if (country) {
            s.left = i;
            s.led_unnamed = true;
            return;
          }
          if ((relative && !described) || ends_clause(e)) break;
          if (!frames_.spaced && !comma && elements_[i + 1].word.title && !relative) {
            s.left = i;  // 港务局局长因此下台: somebody without a name
            return;
          }
          continue;
        }
        if (const uint32_t opening = relative || comma || joined ? kNone : relative_around(i, s); opening != kNone) {
          if (opening > 0 && elements_[opening - 1].kind == ElementKind::kName &&
              accepts_subject(s, actor_of(elements_[opening - 1])))
            s.subject = list_at(opening - 1);
          s.left = opening;
          return;
        }
        s.relative = relative;
        s.subject = relative && e.list != kNone ? std::vector<Actor>{actor_of(e)} : list_at(i);
        if (s.subject.size() > 1 && acts_alone(s) && !relative && words > 0) s.subject.clear();  // تسوية لم تعلن
        s.left = e.list == kNone ? i : e.list;
        // كتبت هالة في مايو تحذره: the subject, and what stands behind it, is the verb's before it
        if (frames_.verb_first && (s.tags & kFormPresent) != 0 && !relative && verb_with_subject(e.span) != nullptr)
          s.left = verb;
        if (!relative && verb == s.at) object_before(s, s.left);
        return;
      }
      if (e.grammatical == kBy && s.passive && !frames_.spaced) {
        pending_.emplace_back(kSubject, actor_of(e));
      } else if (!frames_.spaced && e.grammatical == kOf && !comma && is_owner(s) && accepts_subject(s, actor_of(e))) {
        s.subject = list_at(i);  // 林远舟的身家涨到: whose it is has the part
        s.left = i;
        return;
      } else if (e.grammatical != kOf) {
        // Verb first: a name behind a marker before the comma or 'and' belongs to the clause before.
        const bool earlier = frames_.verb_first && (comma || joined);
        // 'the founding by Costa was announced', 'in a letter to Costa she accused'
        const bool noun_s = frames_.spaced && (e.grammatical == kBy || (!s.passive && of_event_noun(e.span)));
        if (!frames_.spaced && e.grammatical == kObject) turn_object(s);
        if (!frames_.spaced && i > 0 && elements_[i - 1].has(kJoins) && e.grammatical == frames_.with_case)
          behind = words;
        // 对苏合说: whom a word of saying has before it as its object is told
        const bool addressed = !frames_.spaced && s.frame->says && e.grammatical == kObject &&
                               s.frame->role(kObject) == kNoRole && type(s).is(kExchange);
        const Case grammatical = addressed ? kTo : e.grammatical;
        if (s.frame->role(grammatical) != kNoRole && !earlier && !noun_s && (!frames_.spaced || words <= 4)) {
          for (const Actor& actor : list_at(i)) pending_.emplace_back(grammatical, actor);
        }
      } else if (!frames_.spaced && e.type == EntityType::kPerson && i + 2 < verb && elements_[i + 2].word.title &&
                 elements_[i + 3].kind != ElementKind::kName &&
                 std::none_of(elements_.begin() + i + 3, elements_.begin() + verb, [](const Element& inside) {
                   return inside.kind == ElementKind::kName && inside.grammatical == kUnmarked;
                 })) {
        s.left = i;
        return;  // 何静岚的发言人表示: somebody without a name
      } else if (possessor == nullptr && e.type == EntityType::kOrganization && !e.pronoun &&
                 (!comma || words_since_comma <= adverbs())) {
        possessor = &e;
      }
      continue;
    }
    if (!frames_.spaced && e.has(kMarksNext) && e.word.next == kObject) words = 0;  // 把四百只山羊: the object's words
    if (e.has(kJoins) && words == 0 && !(e.has(kMarksNext) && elements_[i + 1].kind == ElementKind::kName))
      joined = true;
    if (e.has(kTransparent | kGivesStatus | kMakesPassive | kLightVerb)) continue;
    // 'and in October sold'
    if (frames_.inflects &&
        (e.kind == ElementKind::kTime || (e.has(kMarksNext) && elements_[i + 1].kind == ElementKind::kTime)))
      continue;
    ++words;
    outside = e.has(kMarksNext) && !e.has(kArticle) ? 0 : outside + 1;
  }
  s.left = std::min(verb, i + 1);
  // 'The chairman of Norvia said': the body speaks through somebody without a name.
  if (possessor != nullptr && !s.passive && accepts(s, subject_role(s), possessor->type)) {
    s.subject = {actor_of(*possessor)};
    s.subject[0].omitted = comma && !frames_.spaced;  // 苏合的做法侵犯了权益,要求…
    return;
  }
  if (fronted(s, verb)) return;  // late_subjects() finds it
  if (behind != kNone && words > behind) return;
  const bool finite = (s.tags & kFormGerund) == 0;
  const bool adverbial = frames_.inflects && outside == 0 && s.left == 0;
  // 'Segundo a polícia, foram presos …', 'Na mesma noite foram presos …'
  const bool behind_phrase = s.passive && ((comma && words_since_comma <= adverbs()) || adverbial);
  if (finite && (words <= adverbs() || behind_phrase) && !relative && !attributive && inverted_subject(s, verb)) return;
  s.led_unnamed = agent_before(i + 1, verb);
  if (frames_.omits_subjects && finite && (words <= adverbs() || adverbial || opens_clause(verb)) && !relative &&
      !attributive && !unnamed_subject(i + 1, verb))
    omitted_subject(s);
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
