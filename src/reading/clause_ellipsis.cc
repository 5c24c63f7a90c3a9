// Subjects that a clause leaves out: shared with a verb before, known from the story so far, or the voice that speaks.
#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

// The subject of the verb before; joined to a passive, a participle is passive too: 'was arrested and released'.
void ClauseReader::share_subject(StatedEvent& s, const StatedEvent& before, bool joined, bool content) {
  // 'was arrested and charged', but 'was refused and resigned'
  const uint8_t object = s.frame->role(kObject);
  const bool suffers = s.frame->type == 0 ||
                       (object != kNoRole && (before.subject.empty() || accepts(s, object, before.subject[0].type)));
  if (joined && before.passive && (s.tags & kFormParticiple) != 0 && suffers) s.passive = true;
  // 'demanded to be paid', 要求赔偿: frames that imply whom they ask have that one act; so does 'pediu a Costa que …'.
  const bool asked = std::any_of(before.fillers.begin(), before.fillers.end(),
                                 [&](const Filler& f) { return !f.implied && f.role == before.frame->role(kObject); });
  // 'pediu que saísse' has another subject, told or not
  const bool another = frames_.omits_subjects && frames_.spaced && !frames_.verb_first;
  const bool asks = !joined && before.frame->says && before.frame->content == ClaimStatus::kProposed &&
                    (content ? asked || another : !before.frame->implied.empty()) && before.at < s.at;
  if (asks) {
    for (const Filler& f : before.fillers) {
      if (f.role != before.frame->role(kObject) || (s.frame->type != 0 && !accepts(s, subject_role(s), f.actor.type)))
        continue;
      s.subject.push_back(f.actor);
      s.subject.back().omitted = true;
    }
    return;
  }
  if (!frames_.spaced && !joined && type(before).is(kRuling) && before.at < s.at &&
      before.frame->content == ClaimStatus::kProposed)
    return;  // 责令剧团停演: whom a court orders to do it
  take_subject(s, before);
  s.shares_subject = joined && !s.subject.empty();
  // 'denied the charge and sued': what is joined to a verb is not what it says
  const bool finite = (s.tags & kFormPast) != 0 && (before.tags & kFormPast) != 0;
  if (s.shares_subject && finite) s.joined_to = static_cast<uint32_t>(&before - statements_.data());
}

void ClauseReader::take_subject(StatedEvent& s, const StatedEvent& before) {
  s.led_unnamed =
      before.led_unnamed && before.frame->content.value_or(ClaimStatus::kAsserted) == ClaimStatus::kAsserted;
  const bool alone = before.subject.size() == 1;
  if (!alone && acts_alone(s)) return;
  for (const Actor& actor : before.subject) {
    if (s.frame->type != 0 && !accepts(s, subject_role(s), actor.type)) continue;
    if (alone && actor.type == EntityType::kPerson && !agrees(s, actor)) continue;
    s.subject.push_back(actor);
    s.subject.back().omitted = true;
  }
}

// 向苏合返还股份并赔偿两百万: where words are not separated, whoever is marked before a verb is marked for the verb
// that is joined to it.
void ClauseReader::share_recipient(const StatedEvent& s, uint32_t verb) {
  if (frames_.spaced || verb == 0 || s.frame->role(kTo) == kNoRole || !type(s).is(kPayment | kExchange | kBargain))
    return;
  if (std::any_of(pending_.begin(), pending_.end(), [](const auto& p) { return p.first == kTo || p.first == kObject; }))
    return;
  uint32_t i = verb;
  while (i > 0 && elements_[i - 1].has(kTransparent | kGivesStatus) && !elements_[i - 1].has(kJoins)) --i;
  if (i == 0 || !elements_[i - 1].has(kJoins) || elements_[i - 1].has(kMarksNext)) return;
  bool joined = false;  // to a verb
  for (uint32_t k = i - 1; k-- > 0 && verb - k <= kFarthest / 2;) {
    const Element& e = elements_[k];
    if (e.kind == ElementKind::kComma || ends_clause(e)) return;
    joined = joined || e.kind == ElementKind::kTrigger || plain(e);
    if (e.kind != ElementKind::kName || e.grammatical == kOf) continue;
    if (e.grammatical != kTo || !joined) return;
    for (const Actor& actor : list_at(k)) pending_.emplace_back(kTo, actor);
    return;
  }
}

// اشترى شركة نورفيا التي يملكها: verb first, the ending stands for the antecedent, and who acts is told of before.
void ClauseReader::resumed_relative(StatedEvent& s, uint32_t relative) {
  const uint32_t head = antecedent(relative);
  // النادي الذي أقاله: where only persons can suffer it, a body does it
  const uint8_t object = s.frame->role(kObject);
  const bool acts_itself = s.frame->type != 0 && object != kNoRole && accepts(s, object, EntityType::kPerson) &&
                           !accepts(s, object, EntityType::kOrganization);
  if (acts_itself && head != kNone && elements_[head].type == EntityType::kOrganization) {
    if (accepts_subject(s, actor_of(elements_[head]))) s.subject = {actor_of(elements_[head])};
    return;
  }
  if (acts_itself && head == kNone && relative > 0 && elements_[relative - 1].sort != 0) {
    s.led_unnamed = true;
    return;
  }
  // سامر الذي نصحها: the ending is hers, so he acts
  constexpr float kHardly = 0.3F;
  const bool ends_alone = (s.tags & (kFormTheir | kFormMine)) == 0 && discourse_.feminine != nullptr;
  if (ends_alone && head != kNone && elements_[head].type == EntityType::kPerson) {
    const float feminine = (*discourse_.feminine)[elements_[head].entity];
    if (((s.tags & kFormHer) != 0 ? feminine : 1 - feminine) < kHardly) {
      if (accepts_subject(s, actor_of(elements_[head]))) s.subject = {actor_of(elements_[head])};
      return;
    }
  }
  s.of_head = true;
  if (head == kNone) {
    s.headless = true;
  } else {
    pending_.emplace_back(kObject, actor_of(elements_[head]));
  }
  const auto acts = [&](const Actor& actor) { return head == kNone || actor.entity != elements_[head].entity; };
  omitted_subject(s);
  if (!std::all_of(s.subject.begin(), s.subject.end(), acts)) s.subject.clear();
  // رفض اقتراح سامر دمج المعهد في نورفيا التي يملكها: else the person named last
  const bool unnamed = s.at + 1 < elements_.size() && !elements_[s.at + 1].sign && plain(elements_[s.at + 1]) &&
                       !elements_[s.at + 1].has(kTransparent);  // التي أسسها آباؤنا
  for (uint32_t i = relative; i-- > 0 && s.subject.empty() && !unnamed;) {
    const Element& e = elements_[i];
    if (e.kind != ElementKind::kName || e.type != EntityType::kPerson || !acts(actor_of(e))) continue;
    if (s.frame->type != 0 && !accepts(s, subject_role(s), e.type)) continue;
    s.subject = {actor_of(e)};
    s.subject[0].omitted = true;
  }
}

// A relative clause whose head is its object, which a comma closes before the verb.
bool ClauseReader::closed_relative(const StatedEvent& before, const StatedEvent& s) const {
  if (!frames_.verb_first || !before.of_head || !is_verbal(before)) return false;
  return std::any_of(elements_.begin() + before.at, elements_.begin() + s.at,
                     [](const Element& e) { return e.kind == ElementKind::kComma; });
}

// رسالة من سامر: who does what an event noun tells of.
std::optional<Actor> ClauseReader::doer_of(const StatedEvent& noun) const {
  const uint8_t role = subject_role(noun);
  for (const Filler& f : noun.fillers) {
    if (f.role == role && !f.implied) return f.actor;
  }
  return std::nullopt;
}

// تقدمت مجموعة يقودها سامر بعرض: verb first, an indefinite noun behind the verb is its subject, and whoever leads it
// acts.
bool ClauseReader::led_by_name(StatedEvent& s) const {
  const uint32_t noun = s.at + 1;
  if (!frames_.verb_first || noun + 2 >= elements_.size()) return false;
  const Element& head = elements_[noun];
  if (head.definite || head.sign || !(plain(head) || (head.kind == ElementKind::kTrigger && only_nouns(head))))
    return false;
  const Element& verb = elements_[noun + 1];
  const auto leads = [&](uint32_t f) {
    const TriggerForm& form = frames_.forms[scene_.forms[f]];
    return (form.tags & kFormObject) != 0 && frames_.types[frames_.frames[form.frame].type].is(kLeading);
  };
  if (verb.kind != ElementKind::kTrigger) return false;
  bool leading = false;
  for (uint32_t f = verb.first_form; f < verb.first_form + verb.form_count && !leading; ++f) leading = leads(f);
  const Element& leader = elements_[noun + 2];
  if (!leading || leader.kind != ElementKind::kName || leader.grammatical != kUnmarked) return false;
  if (s.frame->type == 0 || accepts(s, subject_role(s), leader.type)) s.subject = list_at(noun + 2);
  return true;
}

// تحالف يقوده سامر: verb first, the object's ending stands for the indefinite noun right before the verb.
bool ClauseReader::describes_noun(const StatedEvent& s, uint32_t verb) const {
  if (!frames_.verb_first || (s.tags & kFormObject) == 0 || verb == 0) return false;
  const Element& head = elements_[verb - 1];
  const bool noun = plain(head) || (head.kind == ElementKind::kTrigger && only_nouns(head));
  return noun && !head.sign && !head.definite && !head.word.definite && !head.has(kTransparent | kGivesStatus);
}

// 'Costa's ambition to buy Norvia', 'a tentativa de Costa de comprar': whoever the noun belongs to does what it is
// about.
bool ClauseReader::owner_acts(const StatedEvent& noun, StatedEvent& s) {
  if (is_verbal(noun) || !frames_.inflects || s.at == 0 || (s.tags & (kFormBase | kFormGerund)) == 0) return false;
  if (!elements_[s.at - 1].has(kMarksNext)) return false;
  take_subject(s, noun);
  for (const Filler& f : noun.fillers) {
    if (!s.subject.empty() || f.implied) continue;
    if (f.role != noun.frame->role(kOf) && f.role != subject_role(noun)) continue;
    if (s.frame->type == 0 || accepts(s, subject_role(s), f.actor.type)) s.subject.push_back(f.actor);
  }
  return !s.subject.empty();
}

// "Costa's suit accuses …", 'a letter from Costa says': whoever wrote it speaks.
bool ClauseReader::paper_speaks(const StatedEvent& noun, StatedEvent& s) const {
  const bool paper = !is_verbal(noun) && noun.states && type(noun).is(kSuit | kMessage | kPublication);
  const bool speaks = s.frame->says || type(s).is(kSide | kOffer | kSuit);
  if (!paper || !speaks || s.passive || !frames_.spaced || frames_.verb_first || (s.tags & kFormGerund) != 0)
    return false;
  for (const Filler& f : noun.fillers) {
    if (!f.implied && (f.role == subject_role(noun) || f.role == noun.frame->role(kOf)) &&
        (s.frame->type == 0 || accepts(s, subject_role(s), f.actor.type)))
      s.subject.push_back(f.actor);
  }
  return !s.subject.empty();
}

// 'was sure that Norvia had fallen behind and proposed …': what people say and offer is told of the person whose view
// the clause before is, not of the body that the view is about.
void ClauseReader::resume_main_subject(StatedEvent& s, uint32_t verb) {
  if (s.passive || s.subject.empty() || s.subject[0].type == EntityType::kPerson) return;
  if (!s.frame->says && !exchanges(s)) return;
  uint32_t i = verb;
  while (i > 0 && elements_[i - 1].has(kTransparent) && !elements_[i - 1].has(kJoins)) --i;
  const bool comma = i > 0 && !frames_.spaced && elements_[i - 1].kind == ElementKind::kComma;
  if (i == 0 || (!elements_[i - 1].has(kJoins) && !comma)) return;
  for (size_t k = statements_.size(); k-- > 0;) {
    const StatedEvent& main = statements_[k];
    if (!is_verbal(main) || !main.frame->says || main.subject.empty()) continue;
    const bool person = main.subject[0].type == EntityType::kPerson && !quoted_[main.at];
    const Span view{elements_[main.at].span.end, elements_[verb].span.begin};  // where the body must be told of
    const bool outside =
        !s.subject[0].omitted && (s.subject[0].span.begin < view.begin || s.subject[0].span.begin >= view.end);
    if (!person || outside || plays(main, s.subject[0].entity) || !agrees(s, main.subject[0])) return;
    s.subject.clear();
    take_subject(s, main);
    s.joined_to = static_cast<uint32_t>(k);
    return;
  }
}

// 苏合认为诺维亚违约,将其告上法庭: who thinks it sues whom the thought is about.
void ClauseReader::sue_whom_thought_of(StatedEvent& s, uint32_t verb) {
  if (frames_.spaced || !type(s).is(kSuit) || s.passive || s.subject.size() != 1) return;
  uint32_t i = verb;
  while (i > 0 && elements_[i - 1].has(kTransparent) && elements_[i - 1].kind == ElementKind::kWord) --i;
  if (i == 0 || !elements_[i - 1].pronoun || elements_[i - 1].grammatical != kObject) return;
  const Actor sued = s.subject[0];
  for (size_t k = statements_.size(); k-- > 0;) {
    const StatedEvent& main = statements_[k];
    if (!is_verbal(main) || !main.frame->content || main.subject.empty()) continue;
    const bool inside = sued.span.begin >= elements_[main.at].span.end;
    if (!inside || main.subject[0].entity == sued.entity || !comma_between(main.at, verb)) continue;
    s.subject.clear();
    take_subject(s, main);
    for (auto& [grammatical, actor] : pending_) {
      if (grammatical == kObject) actor = sued;
    }
    s.joined_to = static_cast<uint32_t>(k);
    return;
  }
}

// 'called it “a farce” and left': the subject of the verb before the quotation that ends at `mark`.
bool ClauseReader::goes_on_after_quotation(StatedEvent& s, uint32_t mark) {
  if (!frames_.spaced || quoted_[mark]) return false;
  for (size_t k = statements_.size(); k-- > 0;) {
    const StatedEvent& before = statements_[k];
    if (!is_verbal(before) || quoted_[before.at]) continue;
    if (before.subject.empty()) return false;
    share_subject(s, before, true);
    s.left = mark + 1;
    return !s.subject.empty();
  }
  return false;
}

// '敦促何静岚寻求资金,并警告苏合': the verb before has an object of the one before that as its subject; the main
// subject goes on.
const StatedEvent& ClauseReader::head_of_chain(const StatedEvent& last) const {
  const StatedEvent* head = &last;
  for (size_t k = statements_.size(); k-- > 0;) {
    const StatedEvent& s = statements_[k];
    if (&s >= head || head->subject.empty() || !is_verbal(s) || s.subject.empty()) continue;
    const bool describes = !frames_.spaced && s.at + 1 < elements_.size() && elements_[s.at + 1].has(kMarksPrevious);
    if (describes) continue;  // 何静岚掌管的诺维亚
    const Span inner = head->subject[0].span;
    const bool object =
        std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.actor.span == inner; });
    if (object && s.subject[0].span != inner) head = &s;
  }
  return *head;
}

// 长达八十页的诉状: words before 的.
bool ClauseReader::describes_head(const StatedEvent& s) const {
  for (uint32_t i = s.at + 1; i < elements_.size() && i < s.at + kFarthest; ++i) {
    if (elements_[i].kind == ElementKind::kComma || ends_clause(elements_[i])) return false;
    if (elements_[i].has(kMarksPrevious) && elements_[i].word.previous == kOf) return true;
  }
  return false;
}

// 驳回了何静岚要求公开账本的申请,称…: behind the comma the verb goes on whose object the words before 的 describe.
const StatedEvent& ClauseReader::around_attribute(const StatedEvent& inner) const {
  const auto parts = [&](const Element& e) { return e.kind == ElementKind::kComma || ends_clause(e); };
  if (!describes_head(inner)) return inner;
  uint32_t begin = inner.at;  // of the stretch without a comma or a clause's beginning
  while (begin > 0 && !parts(elements_[begin - 1])) --begin;
  const StatedEvent* outer = &inner;
  for (size_t k = statements_.size(); k-- > 0;) {
    const StatedEvent& s = statements_[k];
    if (s.at >= outer->at || !is_verbal(s)) continue;
    if (s.at + 1 < begin) break;
    if (!s.subject.empty()) outer = &s;
  }
  return *outer;
}

// '“Ela pediu o cofre”, disse': nobody in the quotation says it, but whoever speaks there.
bool ClauseReader::speaks_before(StatedEvent& s) const {
  if (!frames_.spaced || frames_.verb_first || !s.frame->says || s.at < 2 || quoted_[s.at]) return false;
  const uint32_t mark = elements_[s.at - 1].kind == ElementKind::kComma ? s.at - 2 : s.at - 1;
  if (elements_[mark].kind != ElementKind::kMark || mark == 0) return false;
  const auto speaker = voice_at(elements_[mark - 1].span, false);
  if (!speaker || !accepts(s, subject_role(s), speaker->type)) return false;
  s.subject = {*speaker};
  return true;
}

void ClauseReader::omitted_subject(StatedEvent& s) {
  if (speaks_before(s)) return;
  if (led_by_name(s)) return;
  // Behind a verb-first verb a definite noun is a subject without a name.
  if (frames_.verb_first && s.at + 1 < elements_.size()) {
    const uint32_t held =
        elements_[s.at + 1].has(kHoldsPronoun) && s.at + 2 < elements_.size() ? 1 : 0;  // تضامن معها الأطباء
    const Element& next = elements_[s.at + 1 + held];
    if (next.definite || next.word.title) return;
    if (held != 0 && counts_people(next)) {
      s.counted = true;
      return;
    }
    const bool no_object = s.frame->role(kObject) == kNoRole || (s.tags & kFormObject) != 0;  // أسسها آباؤنا
    const bool noun = plain(next) || (next.kind == ElementKind::kTrigger && only_nouns(next));  // كشفت مراجعة عن
    if (!s.frame->says && no_object && noun && !next.has(kTransparent) && !next.sign) return;
  }
  // أكتب إليكم … رفض: in somebody's message or quotation a third person is another
  std::optional<Actor> voice;
  if (frames_.verb_first && (s.tags & kFormSelf) == 0) voice = voice_at(elements_[s.at].span, false);
  const auto is_voice = [&](const Actor& actor) { return voice && voice->entity == actor.entity; };
  const std::vector<Actor>* source = &discourse_.subject;
  std::vector<Actor> topic;
  const StatedEvent* nearest = nullptr;
  std::vector<Actor> head;
  for (size_t k = statements_.size(); k-- > 0 && !parenthetic(s);) {
    // أما الصندوق، الذي يديره سامر، فقد استثمر: what the relative clause is about goes on
    if (nearest == nullptr && closed_relative(statements_[k], s)) {
      for (const Filler& f : statements_[k].fillers) {
        if (f.via == kObject && (s.frame->type == 0 || accepts(s, subject_role(s), f.actor))) head.push_back(f.actor);
      }
      if (!head.empty()) break;
      continue;
    }
    if (nearest == nullptr && is_verbal(statements_[k]) && statements_[k].led_unnamed) {
      s.led_unnamed = true;  // 监管局约谈了诺维亚,责令…
      return;
    }
    if (!is_verbal(statements_[k]) || statements_[k].subject.empty() || is_voice(statements_[k].subject[0])) continue;
    if (nearest == nullptr) nearest = &statements_[k];
    if (same_doer(statements_[k], s)) {
      nearest = &statements_[k];
      break;
    }
  }
  if (nearest != nullptr) source = &nearest->subject;
  if (!head.empty()) source = &head;
  // 北桥资本入主后,要求…: who opens the sentence; verb first, who stands behind a verb that states nothing.
  if (source == &discourse_.subject && (!frames_.inflects || frames_.verb_first)) {
    for (uint32_t i = 0; i < s.at && topic.empty(); ++i) {
      const Element& e = elements_[i];
      if (e.kind != ElementKind::kName || e.modifier || e.grammatical != kUnmarked) continue;
      if (frames_.verb_first && !behind_plain_verb(i)) break;
      if (s.frame->type != 0 && !accepts(s, subject_role(s), e.type)) break;
      topic = list_at(i);
    }
    if (!topic.empty()) source = &topic;
  }
  // 'Ana Prado só ficou três meses: foi despedida': who opens the clause before the colon
  if (source == &discourse_.subject && frames_.spaced && !frames_.verb_first && !parenthetic(s)) {
    if (const uint32_t name = opener_before_colon(s); name != kNone) {
      topic = list_at(name);
      source = &topic;
    }
  }
  // 'They spoke again', تحدثا: those who were in touch last
  const bool together = frames_.verb_first ? type(s).is(kExchange | kPact) : type(s).is(kMeeting);
  if (source->size() == 1 && (s.tags & kFormPlural) != 0 && together) {
    for (const Actor& party : last_parties()) {
      if (!accepts(s, subject_role(s), party.type)) continue;
      s.subject.push_back(party);
      s.subject.back().omitted = true;
    }
    if (!s.subject.empty()) return;
  }
  // 'Disseram-lhe que …': several, of whom nobody was told
  const bool several = source == &discourse_.subject && source->size() == 1 && (s.tags & kFormPlural) != 0;
  if (several && frames_.spaced && !frames_.verb_first && source->front().type == EntityType::kPerson) return;
  // التقى سامر هالة وأسسا: those who did the thing before together, verb first
  std::vector<Actor> together_before;
  if (frames_.verb_first && nearest != nullptr && source->size() == 1 && (s.tags & kFormPlural) != 0) {
    for (const Filler& f : nearest->fillers) {
      if (f.role == subject_role(*nearest) && !f.implied &&
          (s.frame->type == 0 || accepts(s, subject_role(s), f.actor)))
        together_before.push_back(f.actor);
    }
    if (together_before.size() > 1) source = &together_before;
  }
  if (source->size() == 1 && (is_voice(source->front()) || !agrees(s, source->front()))) {  // قالت cannot be his
    std::vector<Actor> others;  // طلبت هالة من سامر …، فرفض
    for (size_t k = statements_.size(); k-- > 0 && frames_.verb_first;) {
      for (const Filler& f : statements_[k].fillers) others.push_back(f.actor);
    }
    others.insert(others.end(), discourse_.last_named.begin(), discourse_.last_named.end());
    for (const Actor& actor : others) {
      if (is_voice(actor)) continue;
      const bool fits = s.frame->type == 0 || accepts(s, subject_role(s), actor.type);
      const bool same = actor.type == source->front().type ||
                        (source->front().type == EntityType::kOrganization && actor.type == EntityType::kPerson);
      if (!fits || !same || !agrees(s, actor)) continue;
      s.subject = {actor};
      s.subject.back().omitted = true;
      return;
    }
    return;
  }
  if (source->size() > 1 && acts_alone(s)) return;
  const uint8_t role = subject_role(s);
  const bool decides = s.frame->type != 0 && role != kNoRole && type(s).roles[role].name == "court";
  for (const Actor& actor : *source) {
    if (s.frame->type != 0 && !accepts(s, role, actor.type)) continue;
    if (decides && !sat_in_court(actor)) continue;
    s.subject.push_back(actor);
    s.subject.back().omitted = true;
  }
}

// The name that opens the sentence, where a colon and nothing else parts it from the statement.
uint32_t ClauseReader::opener_before_colon(const StatedEvent& s) const {
  uint32_t colon = s.at;
  while (colon > 0 && elements_[colon - 1].has(kTransparent | kMakesPassive | kGivesStatus | kLightVerb)) --colon;
  if (colon == 0 || elements_[colon - 1].kind != ElementKind::kStop || elements_[colon - 1].semicolon) return kNone;
  uint32_t words = 0;
  for (uint32_t i = 0; i + 1 < colon; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName) {
      const bool acts = e.grammatical == kUnmarked && !e.modifier && accepts_subject(s, actor_of(e));
      return acts ? i : kNone;
    }
    if (!e.has(kTransparent | kArticle) && (!plain(e) || e.sign || ++words > 2)) return kNone;
  }
  return kNone;
}

// لم يدم المدرب سامر سوى شهر, غير أن سامر لم يمكث: only words, times and what somebody is stand before the name that
// opens the sentence.
bool ClauseReader::behind_plain_verb(uint32_t name) const {
  constexpr uint32_t kFewWords = 4;
  uint32_t words = 0;
  for (uint32_t i = 0; i < name; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kTime || e.has(kTransparent | kGivesStatus | kMarksNext | kJoins)) continue;
    if (words == 0 && e.has(kBeginsClause | kBeginsContent) && !e.word.clause_status) continue;  // غير أن سامر لم يمكث
    if (!plain(e) || e.sign || ++words > kFewWords) return false;
  }
  return true;
}

// 'Costa copied Prado and added': only words that may be a verb stand between the name at `object` and the name that
// opens the clause, who goes on; kNone where it is otherwise.
uint32_t ClauseReader::doer_before(uint32_t object) const {
  constexpr uint32_t kFewWords = 3;
  if (!frames_.spaced || frames_.verb_first) return kNone;
  uint32_t words = 0;
  for (uint32_t i = object; i-- > 0;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName) {
      const bool opens = i == 0 || elements_[i - 1].kind == ElementKind::kComma ||
                         elements_[i - 1].kind == ElementKind::kStop || elements_[i - 1].has(kBeginsClause);
      const bool acts = e.type == EntityType::kPerson || e.type == EntityType::kOrganization;
      return words > 0 && opens && acts && e.grammatical == kUnmarked && !e.modifier && !e.object ? i : kNone;
    }
    if (e.has(kArticle | kTransparent)) continue;
    if ((e.kind != ElementKind::kTrigger && !plain(e)) || e.sign || ++words > kFewWords) return kNone;
  }
  return kNone;
}

// The name opens its clause, and a word that no table knows stands behind it, which may be its verb.
bool ClauseReader::opens_with_verb(uint32_t name) const {
  if (!frames_.spaced || frames_.verb_first || name + 1 >= elements_.size()) return false;
  const bool opens = name == 0 || elements_[name - 1].kind == ElementKind::kComma ||
                     elements_[name - 1].kind == ElementKind::kStop || elements_[name - 1].has(kBeginsClause);
  const Element& next = elements_[name + 1];
  return opens && elements_[name].list == kNone && plain(next) && !next.sign && !next.has(kArticle | kTransparent);
}

// Whether the text has told of something that this body or judge decided.
bool ClauseReader::sat_in_court(const Actor& actor) const {
  const auto decided = [&](uint32_t type, uint8_t role, const Actor& other) {
    return other.entity == actor.entity && frames_.types[type].roles[role].name == "court";
  };
  for (const StatedEvent& s : statements_) {
    for (const Filler& f : s.fillers) {
      if (s.states && decided(s.frame->type, f.role, f.actor)) return true;
    }
  }
  for (const Discourse::Told& told : discourse_.told) {
    for (const auto& [role, other] : told.fillers) {
      if (decided(told.type, role, other)) return true;
    }
  }
  return false;
}

// Verb first: تعلن has one subject, where no name follows.
bool ClauseReader::acts_alone(const StatedEvent& s) const {
  return frames_.verb_first && (s.tags & (kFormPast | kFormPresent)) != 0 && (s.tags & kFormPlural) == 0;
}

// قرر سامر أن تبيع نورفيا، واقترح: verb first, both verbs' endings tell one doer from another and from several.
bool ClauseReader::same_doer(const StatedEvent& before, const StatedEvent& s) const {
  const auto speaks = [](const StatedEvent& verb) { return (verb.tags & kFormSelf) != 0 && !verb.passive; };
  const auto tells = [](const StatedEvent& verb) {
    return verb.frame->kind == FrameKind::kVerb && (verb.tags & (kFormPast | kFormPresent)) != 0 && !verb.passive &&
           (verb.tags & (kFormSelf | kFormObject | kFormOwner | kFormTheir)) == 0;
  };
  if (!frames_.verb_first) return true;
  if (speaks(before) != speaks(s)) return false;
  if (!tells(before) || !tells(s)) return true;
  if ((s.tags & kFormPlural) != 0) return before.subject.size() > 1 || (before.tags & kFormPlural) != 0;
  return (before.tags & kFormPlural) == 0 && (before.tags & kFormHer) == (s.tags & kFormHer);
}

// Whether the verb's ending goes with the person, as far as either is known.
bool ClauseReader::agrees(const StatedEvent& s, const Actor& actor) const {
  // Right behind the verb a name is its subject unless all speaks against it.
  const bool beside = !actor.omitted && s.at + 1 < elements_.size() && elements_[s.at + 1].span == actor.span;
  const float surely_her = beside ? 0.85F : 0.7F, surely_his = 1 - surely_her;
  if (!frames_.verb_first || discourse_.feminine == nullptr) return true;
  if (actor.type == EntityType::kOrganization && actor.omitted && (s.tags & kFormPast) != 0) {
    // قال cannot be the court's (محكمة)
    const std::string& name = reading_.entities[actor.entity].name;
    const std::string_view head = std::string_view(name).substr(0, name.find(' '));
    const bool feminine = std::any_of(frames_.feminine_endings.begin(), frames_.feminine_endings.end(),
                                      [&](const std::string& ending) { return head.ends_with(ending); });
    return (s.tags & kFormHer) != 0 || !feminine;
  }
  if (actor.type != EntityType::kPerson && (actor.omitted || (s.tags & kFormPlural) == 0)) return true;
  if ((s.tags & (kFormObject | kFormOwner | kFormSelf)) != 0 || (s.tags & (kFormPast | kFormPresent)) == 0) return true;
  if ((s.tags & kFormPlural) != 0) return false;  // شرحوا is no single person's
  const float feminine = (*discourse_.feminine)[actor.entity];
  return (s.tags & kFormHer) != 0 ? feminine >= surely_his : feminine <= surely_her;
}

// Who speaks, or is spoken to, in the quotation or message around a place.
std::optional<Actor> ClauseReader::voice_at(Span place, bool addressee) const {
  const auto after = std::partition_point(reading_.quotes.begin(), reading_.quotes.end(),
                                          [&](const Quote& q) { return q.span.begin <= place.begin; });
  constexpr std::ptrdiff_t kNeighbours = 8;  // quotations before the place that are looked at
  for (auto q = after; q != reading_.quotes.begin() && after - q < kNeighbours;) {
    const Quote& quote = *--q;
    const uint32_t entity = addressee ? quote.addressee : quote.speaker;
    if (!quote.span.contains(place) || entity == kNone) continue;
    return Actor{entity, reading_.entities[entity].type, place, true, false};
  }
  return std::nullopt;
}

// 'Deixei a Norvia' inside a quotation: the speaker; قلتم: whom he speaks to.
void ClauseReader::speaker_subject(StatedEvent& s) const {
  if (const auto actor = voice_at(elements_[s.at].span, speaks_to(s.tags))) s.subject = {*actor};
}

// 'He wrote to Costa, and got an answer': who answers without being named is the one who was spoken to.
void ClauseReader::answer_back(StatedEvent& s) const {
  if (s.subject.size() != 1 || !s.subject[0].omitted) return;
  const bool answers = std::any_of(s.frame->implied.begin(), s.frame->implied.end(), [](const ImpliedRole& implied) {
    return implied.from == ImpliedRole::From::kPartner;
  });
  if (!answers || s.shares_subject || !type(s).is(kExchange)) return;
  const std::vector<Actor> parties = last_parties();
  if (parties.size() != 2) return;
  if (!accepts(s, subject_role(s), parties[1].type)) return;
  s.subject[0] = parties[1];
  s.subject[0].omitted = true;
}

// 'said she had lied, and dropped the suit': a part that is known from what was told is nobody else's for being near.
void ClauseReader::keep_part(StatedEvent& s) const {
  if (s.subject.size() != 1 || !s.subject[0].omitted || s.frame->type == 0) return;
  const uint8_t role = subject_role(s);
  const std::vector<ImpliedRole>& own = s.frame->implied;
  const std::vector<ImpliedRole>& usual = type(s).implied;
  for (size_t k = 0; k < own.size() + usual.size(); ++k) {
    const ImpliedRole& implied = k < own.size() ? own[k] : usual[k - own.size()];
    if (implied.role != role || implied.from != ImpliedRole::From::kEarlier) continue;
    StatedEvent earlier = s;
    earlier.fillers.clear();
    imply_earlier(earlier, implied);
    const bool known = std::any_of(earlier.fillers.begin(), earlier.fillers.end(), [&](const Filler& f) {
      return f.role == role && f.actor.entity == s.subject[0].entity;
    });
    if (!earlier.fillers.empty() && !known) s.subject = {earlier.fillers[0].actor};
  }
}

}  // namespace annals
