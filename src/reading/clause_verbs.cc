#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

// 'a casa de família': the last word of a noun phrase with an article and no name.
bool ClauseReader::ends_noun(uint32_t at) const {
  const auto word = [this](const Element& e) { return plain(e) && !e.sign && !e.has(kTransparent | kLightVerb); };
  if (!word(elements_[at])) return false;
  for (uint32_t i = at; i-- > 0 && at - i <= kAppositionWords;) {
    if (elements_[i].has(kArticle)) return true;
    if (!word(elements_[i]) && !(elements_[i].has(kMarksNext) && elements_[i].word.next == kOf)) return false;
  }
  return false;
}

void ClauseReader::fill_verb(StatedEvent& s, uint32_t verb) {
  s.passive = s.frame->kind == FrameKind::kPassive || (s.tags & kFormPassive) != 0;
  const bool participle = (s.tags & kFormParticiple) != 0 || !frames_.inflects;
  if (!s.passive && participle && passive_before(verb)) s.passive = true;
  if (!s.passive && (s.tags & kFormParticiple) != 0 && agent_follows(verb)) s.passive = true;
  if (!s.passive && participle && (reduced(s, verb) || follows_noun(s, verb))) s.passive = true;
  if (!s.passive && participle && passive_in_headline(s, verb)) s.passive = true;
  if (told_of_noun(s, verb)) {
    s.led_unnamed = true;
    s.left = verb;
    return;
  }
  s.detached = detached(s, verb);
  if (s.detached) s.passive = true;
  fronted_name_ = frames_.inflects && verb == s.at && participle ? fronted_name(s, verb) : kNone;
  s.detached = s.detached || fronted_name_ != kNone;
  s.passive = s.passive || (fronted_name_ != kNone && s.frame->role(kObject) != kNoRole);
  if (fronted_name_ == kNone && s.passive && reduced(s, verb)) fronted_name_ = verb - 2;
  if (!s.passive && participle && fronted_alone(s, verb)) s.passive = s.detached = true;
  if (!s.passive && (s.tags & kFormEither) != 0 && suffers_as_head(verb)) s.passive = true;
  cleft_ = frames_.spaced ? kNone : cleft_subject(s, verb);
  if (cleft_ == kNone && verb == describing_verb_) cleft_ = head_as_subject(verb);
  Attribution attribution = frames_.spaced || cleft_ != kNone ? Attribution::kNotAttributive : read_head_noun(s, verb);
  if (attribution == Attribution::kNotAttributive && !frames_.spaced && cleft_ == kNone)
    attribution = read_far_head(s, verb);
  if (attribution == Attribution::kNotAttributive) scan_right(s, verb);
  if ((s.tags & kFormEither) != 0 && !s.passive) settle_voice(s, verb);
  if ((s.tags & kFormSelf) != 0) speaker_subject(s);
  if (fronted_name_ != kNone) s.subject = list_at(fronted_name_);
  if (subject_goes_on_ && inside_ && s.subject.empty() && accepts_subject(s, *inside_)) s.subject = {*inside_};
  // 'a casa, avaliada em …': the noun before the comma, which nobody names, is whom it happens to
  const bool of_noun = s.subject.empty() && frames_.omits_subjects && frames_.inflects && verb == s.at && verb >= 3 &&
                       (s.tags & kFormParticiple) != 0 && (s.tags & kFormPast) == 0 &&
                       elements_[verb - 1].kind == ElementKind::kComma && ends_noun(verb - 2);
  if (s.subject.empty() && s.detached && !of_noun) detached_subject(s, verb);
  if (s.subject.empty() && !of_noun) {
    if (attribution != Attribution::kSubjectUnnamed) find_subject(s, verb, attribution != Attribution::kNotAttributive);
    // 'We decided' outside a quotation: whoever writes, not who was told of before.
    const bool writer = frames_.verb_first && (s.tags & kFormSelf) != 0;
    if (writer && std::all_of(s.subject.begin(), s.subject.end(), [](const Actor& a) { return a.omitted; }))
      s.subject.clear();
  } else if (frames_.verb_first && !of_noun) {
    find_antecedent(s, verb);
  }
  if (freed_by_nobody(s) && verb + 1 < elements_.size() && elements_[verb + 1].has(kHoldsPronoun)) s.subject.clear();
  if (cleft_ != kNone && accepts_subject(s, actor_of(elements_[cleft_]))) s.subject = list_at(cleft_);
  share_recipient(s, verb);
  cleft_object(s, verb);
  sign_with_those_met(s);
  join_over_relative(s);
  join_companions(s, verb);
  resume_main_subject(s, verb);
  sue_whom_thought_of(s, verb);
  answer_back(s);
  keep_part(s);
  give_subject(s);
  give_pending(s);
  give_clitics(s, verb);
  if ((s.tags & kFormObject) != 0 && !s.headless && !describes_noun(s, verb))
    give_salient(s, s.passive ? kSubject : kObject, verb);
  for (uint32_t i = verb + 1; i < s.right && i <= verb + 4; ++i) {
    if (elements_[i].has(kHoldsPronoun)) give_salient(s, elements_[i].word.next, i);
  }
}

const AttachedPronoun* ClauseReader::attached_to(uint32_t at) const {
  const uint32_t begin = elements_[at].span.begin;
  const auto found = std::partition_point(reading_.attached.begin(), reading_.attached.end(),
                                          [&](const AttachedPronoun& a) { return a.span.end <= begin; });
  return found != reading_.attached.end() && found->span.begin <= begin ? &*found : nullptr;
}

// The pronoun that the word at `at` ends in: the likeliest that plays no part yet, else the newest.
void ClauseReader::give_salient(StatedEvent& s, Case grammatical, uint32_t at, char gender) {
  const uint8_t role = s.frame->role(grammatical);
  if (role == kNoRole || filled(s, role)) return;
  const Element& word = elements_[at];
  const bool ends_so = at == s.at && (s.tags & (kFormObject | kFormOwner)) != 0;
  if (ends_so ? (s.tags & kFormMine) != 0 : word.word.pronoun == 'i') {
    const bool spoken_to = ends_so && (s.tags & kFormTheir) != 0;  // سأقاضيك
    if (const auto voice = voice_at(word.span, spoken_to)) give(s, role, *voice);
    return;
  }
  if (!ends_so && word.word.pronoun == 'y') {
    if (const auto addressee = voice_at(word.span, true)) give(s, role, *addressee);
    return;
  }
  if (const AttachedPronoun* pronoun = attached_to(at); pronoun != nullptr) {
    bool given = false;
    // حكمت المحكمة بإلزامه بدفع: who orders it does not pay
    const auto ordered_it = [&](uint32_t entity) {
      return type(s).is(kPayment) &&
             std::any_of(statements_.begin(), statements_.end(), [&](const StatedEvent& before) {
               return type(before).is(kRuling) && !before.subject.empty() && before.subject[0].entity == entity;
             });
    };
    for (const uint32_t entity : pronoun->candidates) {
      if (ordered_it(entity)) continue;
      given = give(s, role, {entity, reading_.entities[entity].type, elements_[at].span, false, true}) || given;
      if (given && !pronoun->many) return;
    }
    if (given || !pronoun->candidates.empty()) return;
  }
  const auto may_be = [&](const Actor& actor) {
    constexpr float kHardly = 0.3F;
    if ((gender != 'm' && gender != 'f') || actor.type != EntityType::kPerson || discourse_.feminine == nullptr)
      return true;
    const float feminine = (*discourse_.feminine)[actor.entity];
    return (gender == 'f' ? feminine : 1 - feminine) > kHardly;
  };
  for (uint32_t i = s.at; i-- > 0;) {
    if (elements_[i].kind != ElementKind::kName) continue;
    const Actor actor = actor_of(elements_[i]);
    if (may_be(actor) && give(s, role, actor)) return;
  }
  for (const Actor& actor : discourse_.last_named) {
    if (may_be(actor) && give(s, role, actor)) return;
  }
}

bool ClauseReader::ends_clause(const Element& e) const {
  return e.kind == ElementKind::kStop || e.kind == ElementKind::kMark ||
         (e.word.flags & (kBeginsClause | kRelates | kBeginsContent)) != 0;
}

// A verb right after the name at `i`: the name is then that verb's subject.
bool ClauseReader::verb_follows(uint32_t i) const {
  for (uint32_t k = i + 1; k < elements_.size() && k <= i + 3; ++k) {
    const Element& e = elements_[k];
    if (e.kind == ElementKind::kTrigger) return !only_nouns(e);
    if (e.has(kMakesPassive)) return true;
    if (!e.has(kTransparent | kGivesStatus)) return false;
  }
  return false;
}

// 'met to discuss the merger with Norvia': the marked name is the noun's, where the noun is another kind of event.
bool ClauseReader::belongs_to_noun(const StatedEvent& s, const Element& noun, Case grammatical) const {
  if (grammatical == kUnmarked || grammatical == kBy || grammatical == kTo) return false;
  for (uint32_t f = noun.first_form; f < noun.first_form + noun.form_count; ++f) {
    const Frame& frame = frames_.frames[frames_.forms[scene_.forms[f]].frame];
    if (frame.type == 0 || frames_.types[frame.type].name.starts_with(family(s)) || frame.role(grammatical) == kNoRole)
      return false;
  }
  return noun.form_count > 0;
}

std::string_view ClauseReader::family(const StatedEvent& s) const {
  const std::string_view name = type(s).name;
  return name.substr(0, name.find('.'));
}

// A governing word with a name right behind it governs nothing: 'suggested a new plan to Costa'.
bool ClauseReader::names_follow(uint32_t i) const {
  const Element& e = elements_[i];
  for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
    const Frame& frame = frames_.frames[frames_.forms[scene_.forms[f]].frame];
    if (frame.type != 0 || frame.says) return false;
  }
  return i + 1 < elements_.size() && elements_[i + 1].kind == ElementKind::kName;
}

bool ClauseReader::finite_verb_follows(uint32_t i) const {
  if (!verb_follows(i) || !frames_.inflects) return verb_follows(i);
  for (uint32_t k = i + 1; k < elements_.size() && k <= i + 3; ++k) {
    if (elements_[k].has(kGivesStatus)) return true;  // 'would sell'
    if (elements_[k].kind != ElementKind::kTrigger) continue;
    for (uint32_t f = elements_[k].first_form; f < elements_[k].first_form + elements_[k].form_count; ++f) {
      if ((frames_.forms[scene_.forms[f]].tags & (kFormPast | kFormPresent | kFormFuture)) != 0) return true;
    }
    return false;
  }
  return true;
}

// 'said he had known nothing', 'says she keeps a diary': a pronoun that may be a subject, with words of its own behind
// it.
bool ClauseReader::opens_told(uint32_t i) const {
  const Element& e = elements_[i];
  if (!frames_.compound_nouns || !e.pronoun || e.object || e.grammatical == kOf || i + 1 >= elements_.size())
    return false;
  const Element& next = elements_[i + 1];
  return next.kind == ElementKind::kWord && !next.sign && !next.has(kBeginsContent | kBeginsClause | kArticle) &&
         (!next.has(kMarksNext) || next.has(kMakesPassive | kLightVerb)) && !next.has(kJoins);
}

bool ClauseReader::only_nouns(const Element& e) const {
  const auto at = static_cast<uint32_t>(&e - elements_.data());
  std::optional<bool>& known = only_nouns_[2 * size_t{at} + (governs_content() ? 1 : 0)];
  if (!known) known = forms_only_nouns(at);
  return *known;
}

bool ClauseReader::forms_only_nouns(uint32_t at) const {
  const Element& e = elements_[at];
  for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
    const TriggerForm& form = frames_.forms[scene_.forms[f]];
    const FrameKind kind = frames_.frames[form.frame].kind;
    if (kind == FrameKind::kVerb && noun_place(at, form.tags)) continue;
    if (kind != FrameKind::kNoun) return false;
  }
  return true;
}

// Verb first: 'said the club's spokesman, Ana Prado, that', 'joined its partner, Ana Prado, the board': the name
// between commas is that of the subject, who was only described so far.
bool ClauseReader::introduces(const StatedEvent& s, uint32_t name, uint32_t opened) const {
  if (!frames_.verb_first || opened + 3 < name || elements_[name].type != EntityType::kPerson) return false;
  if (s.frame->type == 0 || opened <= s.at) return false;
  // نفى محامي سامر، طارق: سامر owns the noun behind the verb
  const auto owns_noun = [&](const Element& e) {
    const Element& before = elements_[s.at + 1];
    return &e == &elements_[opened - 1] && opened == s.at + 3 && plain(before) && !before.definite &&
           !before.has(kTransparent);
  };
  const bool titled = std::all_of(elements_.begin() + opened + 1, elements_.begin() + name,
                                  [&](const Element& e) { return e.has(kTransparent) && !e.sign; });
  if (!titled) return false;
  const bool closed = name + 1 >= elements_.size() || elements_[name + 1].kind == ElementKind::kComma ||
                      elements_[name + 1].kind == ElementKind::kStop;
  if (!closed || opened <= s.at + 1 || opened > s.at + kAppositionWords + 2) return false;
  return std::all_of(elements_.begin() + s.at + 1, elements_.begin() + opened, [&](const Element& e) {
    const bool owner = e.kind == ElementKind::kName && (e.type == EntityType::kOrganization || owns_noun(e));
    const bool noun = e.kind == ElementKind::kTrigger && only_nouns(e);  // قالت ابنة المؤسس، هالة
    return owner || noun || (e.kind == ElementKind::kWord && !e.has(kBeginsClause | kBeginsContent | kRelates));
  });
}

// 挖走诺维亚的数学家苏合: who is owned is named behind, and is the object.
bool ClauseReader::owns_name(const StatedEvent& s, uint32_t owner) const {
  for (uint32_t i = owner + 2; i < elements_.size() && i <= owner + kApposition; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName)
      return e.grammatical == kUnmarked && e.type == EntityType::kPerson && accepts(s, s.frame->role(kObject), e.type);
    if (!plain(e) || e.sign) return false;
  }
  return false;
}

// Verb first: the comma that closes the relative clause which the comma at `open` opens.
uint32_t ClauseReader::relative_end(uint32_t open) const {
  if (!frames_.verb_first || elements_[open].kind != ElementKind::kComma || open + 1 >= elements_.size() ||
      !elements_[open + 1].has(kRelates))
    return kNone;
  for (uint32_t i = open + 2; i < elements_.size() && i < open + kFarthest / 2; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return kNone;
    if (e.kind == ElementKind::kComma) return i + 1 < elements_.size() && !elements_[i + 1].has(kJoins) ? i : kNone;
  }
  return kNone;
}

// 'set up a rival, Norvia, in a shed', "dismissed Norvia's finance director, Rui Costa": the name between commas is
// that of the object, which was only described so far.
bool ClauseReader::names_object(const StatedEvent& s, uint32_t verb, uint32_t opened, uint32_t name) const {
  if (!frames_.spaced || frames_.verb_first || s.passive || s.frame->type == 0) return false;
  // 'told her brother, Costa, that', not '“…”, said her brother, Costa'
  const bool led = verb > 0 && elements_[verb - 1].kind == ElementKind::kName && frames_.compound_nouns;
  if (s.frame->says && !led) return false;
  // not 'says her brother, Costa, sold it'
  const bool told = name + 2 < elements_.size() && (elements_[name + 2].has(kBeginsContent | kRelates | kMarksNext) ||
                                                    elements_[name + 2].kind == ElementKind::kMark);
  if (s.frame->says && !told) return false;
  if (name != opened + 1 || opened < verb + 3 || opened > verb + kAppositionWords + 4) return false;
  if (!accepts(s, s.frame->role(kObject), elements_[name].type) || elements_[name].pronoun) return false;
  const auto owner = [](const Element& e) { return e.kind == ElementKind::kName && e.grammatical == kOf; };
  const Element& first = elements_[verb + 1];
  const bool own = plain(first) && first.form_count > 0;  // 'its own', which `none` rows hold
  if (!owner(first) && !own && !first.has(kArticle)) return false;
  const bool described = std::all_of(elements_.begin() + verb + 2, elements_.begin() + opened, [&](const Element& e) {
    if (e.kind == ElementKind::kTrigger) return only_nouns(e);
    if (e.kind != ElementKind::kWord) return owner(e);
    const bool of = (e.has(kMarksNext) && e.word.next == kOf) || (e.has(kMarksPrevious) && e.word.previous == kOf);
    return !e.sign && (plain(e) || of);
  });
  if (!described) return false;
  if (name + 1 >= elements_.size()) return true;
  const ElementKind next = elements_[name + 1].kind;
  return next == ElementKind::kComma || next == ElementKind::kStop;
}

// '… and Captain Costa resigned', 'and its finance director, Costa, will leave': the name at `i` begins a clause that
// 'and' joins.
bool ClauseReader::begins_joined(uint32_t i, uint32_t verb) const {
  if (!verb_follows(i)) return false;
  uint32_t before = i;
  const auto title = [&](const Element& e) {
    return frames_.compound_nouns && i - before < 4 &&
           (e.kind == ElementKind::kTrigger ? only_nouns(e) : plain(e) && !e.sign);
  };
  while (before > verb + 1 && title(elements_[before - 1])) --before;
  return before > verb + 1 && elements_[before - 1].has(kJoins);
}

// وقف سامر إلى جانب هالة: the second part of the trigger stands in what looks like a list.
bool ClauseReader::parted_from(const StatedEvent& s, const Element& e) const {
  return !s.part.empty() && s.part.end <= e.span.begin && elements_[e.list].span.end <= s.part.begin;
}

// دفع شقيق سامر: verb first, somebody of the person's, who has no name, stands right behind the verb.
bool ClauseReader::of_noun_behind(uint32_t verb, uint32_t name) const { return name == verb + 2 && of_kin(name); }

bool ClauseReader::of_kin(uint32_t name) const {
  return frames_.verb_first && frames_.kin_sort != 0 && elements_[name - 1].sort == frames_.kin_sort &&
         elements_[name].type == EntityType::kPerson;
}

// واتهمه أخوه: verb first, somebody's kin without a name; شقيقته هالة has one.
bool ClauseReader::kin_behind(uint32_t verb) const {
  if (!frames_.verb_first || verb + 1 >= elements_.size()) return false;
  const Element& e = elements_[verb + 1];
  const bool named =
      verb + 2 < elements_.size() && (elements_[verb + 2].kind == ElementKind::kName || elements_[verb + 2].definite);
  const bool aside = verb + 2 < elements_.size() && elements_[verb + 2].kind == ElementKind::kComma;
  return e.kind == ElementKind::kWord && !named && !aside && e.sort != 0 && frames_.sort_names[e.sort - 1] == "own_kin";
}

// سامر، الذي أسسها، وهالة، التي مولتها، غادرا: verb first, a verb of several has both.
void ClauseReader::join_over_relative(StatedEvent& s) {
  constexpr uint32_t kLongestRelative = 20;  // elements
  if (!frames_.verb_first || (s.tags & kFormPlural) == 0 || s.subject.size() != 1 || s.subject[0].omitted) return;
  uint32_t name = s.at;
  while (name > 0 && elements_[name].span != s.subject[0].span && s.at - name < kFarthest) --name;
  if (name < 3 || elements_[name].span != s.subject[0].span || !elements_[name - 1].has(kJoins) ||
      elements_[name - 2].kind != ElementKind::kComma)
    return;
  for (uint32_t i = name - 2; i-- > 1 && name - i <= kLongestRelative;) {
    if (elements_[i].kind == ElementKind::kStop || elements_[i].kind == ElementKind::kMark) return;
    if (elements_[i].kind != ElementKind::kComma || !elements_[i + 1].has(kRelates)) continue;
    const Element& first = elements_[i - 1];
    const bool fits = first.kind == ElementKind::kName && first.grammatical == kUnmarked && !first.modifier &&
                      accepts_subject(s, actor_of(first));
    if (fits && first.entity != s.subject[0].entity) s.subject.insert(s.subject.begin(), actor_of(first));
    return;
  }
}

// ثم أفرج عنه, أطلق سراحه: verb first, who frees or charges somebody is no person told of before.
bool ClauseReader::freed_by_nobody(const StatedEvent& s) const {
  return frames_.verb_first && !s.passive && type(s).is(kCourt) && type(s).is(kFate) &&
         (s.frame->kind == FrameKind::kNoun || (s.tags & kFormEither) != 0) &&
         std::all_of(s.subject.begin(), s.subject.end(),
                     [](const Actor& a) { return a.omitted && a.type == EntityType::kPerson; });
}

// 'fired her lawyer', "accused Costa's brother": what befalls somebody does not befall whose he is.
bool ClauseReader::owns_object_of(const StatedEvent& s, uint32_t owner) const {
  if (!frames_.spaced || frames_.verb_first || s.divided || s.frame->role(kOf) != s.frame->role(kObject)) return false;
  const bool court = type(s).is(kCourt);  // 'searched her flat'
  if (type(s).is(kFate) && !court) return true;
  if (!court && (!type(s).is(kSide) || elements_[owner].type != EntityType::kPerson)) return false;
  for (uint32_t i = owner + 1; i < elements_.size() && i <= owner + 3; ++i) {
    const Element& e = elements_[i];
    const std::string_view sort = e.sort != 0 ? std::string_view(frames_.sort_names[e.sort - 1]) : std::string_view();
    if (sort == "office" || sort == "kin") return true;
    if (!plain(e) && !e.has(kMarksPrevious)) return false;
  }
  return false;
}

// Names to the right of a verb: the object (verb first: the subject, then the object), and those behind markers.
void ClauseReader::scan_right(StatedEvent& s, uint32_t verb) {
  bool object_taken = false;
  bool comma = false;
  const bool inverted = !frames_.verb_first && s.frame->says && (follows_quotation(verb) || closes_report(s, verb));
  bool resumed = (s.tags & kFormObject) != 0 || s.passive;
  for (uint32_t k = verb + 1; k < elements_.size() && k <= verb + 2; ++k)
    resumed = resumed || elements_[k].has(kHoldsPronoun);
  bool subject_left = inverted || (frames_.verb_first && !subject_goes_on_ && !preceded_by_subject(verb, resumed));
  const bool subject_before = frames_.verb_first && !subject_left;
  const bool judged = noun_opens(verb) && (elements_[verb - 1].word.body || elements_[verb - 1].word.judge);
  const bool unnamed = (acts_unnamed(verb) || country_acts(s, verb) || judged) && !s.passive;
  // أُطلق سراح هالة: the verb agrees with a noun of its phrase
  const bool phrase =
      s.divided || (verb + 1 < elements_.size() && elements_[verb + 1].token > elements_[verb].token + 1 &&
                    elements_[verb + 1].span.begin <= elements_[verb].span.end + 1);  // not اشترت «نورفيا»
  constexpr uint16_t kSpeaks = kFormPresent | kFormSelf;                              // سأدعم سامر
  if (unnamed || (frames_.verb_first && (s.tags & kSpeaks) == kSpeaks)) subject_left = false;
  // رفع ذوو الضحايا دعوى: before the verb's own noun, a noun with another that it belongs to
  if (s.divided && frames_.verb_first && subject_left && verb + 3 < elements_.size() && !s.passive &&
      elements_[verb + 2].span.end <= s.part.begin && plain(elements_[verb + 1]) &&
      !elements_[verb + 1].has(kTransparent) && !elements_[verb + 1].definite && plain(elements_[verb + 2]) &&
      elements_[verb + 2].definite && elements_[verb + 3].span.begin == s.part.begin) {
    s.counted = true;
    subject_left = false;
  }
  // رفض أحد عشر لاعبا: people whom nobody names, where the verb has no part for people as its object
  if (frames_.verb_first && subject_left && verb + 1 < elements_.size() && counts_people(elements_[verb + 1]) &&
      !s.passive && s.frame->type != 0 && !accepts(s, s.frame->role(kObject), EntityType::kPerson)) {
    s.counted = true;
    subject_left = false;
  }
  if (subject_left && (s.tags & kFormObject) != 0 && kin_behind(verb)) {
    s.led_unnamed = true;
    subject_left = false;
  }
  uint32_t words = 0;
  uint32_t i = verb + 1;
  uint32_t noun = kNone;  // the last event noun passed
  uint32_t opened = 0;    // the last comma
  uint32_t phrase_closes = kNone;
  bool part_passed = false;  // the second part of a divided trigger
  uint32_t agents = 0;       // words that mark a passive's agent
  bool by_noun = false;      // a passive's agent is a noun, whose the names behind it are: 'por decisão do juiz Costa'
  for (; i < elements_.size() && i < verb + kFarthest; ++i) {
    const Element& e = elements_[i];
    // 'arrested three people: Ana Prado, Rui Costa and …'
    if (opens_list(i) && !object_taken && names_counted(s, verb, i + 1)) break;
    if (ends_clause(e) || (cleft_ != kNone && i == cleft_marker_)) break;
    if (e.kind == ElementKind::kTrigger && belongs_to_part(s, e)) {
      part_passed = true;
      continue;
    }
    if (e.kind == ElementKind::kTrigger && only_nouns(e) && !s.divided) noun = i;
    if (e.kind == ElementKind::kWord && e.sort != 0 && e.sort == frames_.equity_sort) noun = kNone;
    if (e.kind == ElementKind::kName && noun != kNone && belongs_to_noun(s, elements_[noun], e.grammatical)) continue;
    const bool owns = !frames_.spaced && e.has(kMarksPrevious);  // 卖给苏合旗下的诺维亚
    if (e.kind == ElementKind::kTrigger && !only_nouns(e) && !owns) {
      const uint32_t head = object_taken || comma || cleft_ != kNone ? kNone : described_object(s, verb, i);
      if (head != kNone) {
        for (const Actor& actor : list_at(head)) pending_.emplace_back(kObject, actor);
        described_head_ = head;
        describing_verb_ = i;
        break;
      }
      if (!names_follow(i)) break;
    }
    if (const uint32_t close = unnamed || !s.subject.empty() ? relative_end(i) : kNone; close != kNone) {
      i = close;  // دفعت نورفيا، التي أسسها سامر، مليونا
      continue;
    }
    if (const uint32_t close = i == verb + 1 ? phrase_end(i) : kNone; close != kNone) {
      phrase_closes = close;
      continue;
    }
    if (i == phrase_closes) continue;
    if (e.kind == ElementKind::kComma) {
      // Verb first: 'founded Ana Prado, born in Lisbon, the company Norvia'
      comma = !(comma && frames_.verb_first && (!s.subject.empty() || unnamed) && is_aside(opened + 1, i));
      opened = i;
    }
    if (e.has(kMakesPassive) && e.kind != ElementKind::kTrigger && i > verb + 1) break;  // the next verb's
    // انضم إلى المشروع سامر: verb first, the noun behind a preposition says nothing of the subject
    const bool marked = frames_.verb_first && elements_[i - 1].has(kMarksNext) && !elements_[i - 1].has(kHoldsPronoun);
    if (plain(e) && !marked) ++words;
    by_noun = by_noun || (s.passive && e.has(kMarksNext) && e.word.next == kBy && i + 1 < elements_.size() &&
                          elements_[i + 1].kind != ElementKind::kName && !elements_[i + 1].has(kArticle));
    if (s.passive && e.has(kMarksNext) && e.word.next == kBy) ++agents;
    if (e.kind != ElementKind::kName || e.modifier) continue;
    if (e.list != kNone && !parted_from(s, e)) continue;  // taken with the head of its list
    if (of_equity(s, i)) continue;
    if (subject_left && holds_post(verb, i)) continue;
    if (e.grammatical == kBy && comma && agents > 1) continue;  // 'by a bidder, later named by the Gazette'
    // طالب المستثمرون، بمن فيهم سامر: verb first, whom nobody named is named in part
    if (frames_.verb_first && e.grammatical == frames_.including_case && frames_.including_case != kUnmarked) {
      const bool counted = std::any_of(elements_.begin() + verb + 1, elements_.begin() + i,
                                       [](const Element& c) { return c.kind == ElementKind::kQuantity; });
      if ((subject_left || (unnamed && !counted)) && s.subject.empty() && accepts(s, subject_role(s), actor_of(e))) {
        s.subject = list_at(i);
        subject_left = false;
      } else if (!subject_left && !object_taken && accepts(s, s.frame->role(kObject), actor_of(e))) {
        for (const Actor& actor : list_at(i)) pending_.emplace_back(kObject, actor);
        object_taken = true;
      }
      continue;
    }
    // 'deteve nove pessoas, entre elas Ana Prado': whom a number counted is named in part
    if (frames_.spaced && e.grammatical == frames_.including_case && frames_.including_case != kUnmarked) {
      if (!object_taken) object_taken = names_counted(s, verb, i);
      continue;
    }
    const bool ends_clause_before = cleft_ != kNone && i + 1 == cleft_marker_;  // 起诉诺维亚的是苏合
    const bool owned = !frames_.spaced &&
                       ((i == verb + 1 && elements_[verb].has(kMarksPrevious)) || ends_clause_before);  // 旗下的 + name
    if (e.grammatical == kUnmarked || owned) {
      if (begins_joined(i, verb)) break;
      const bool describes = !frames_.spaced && cleft_ == kNone && !comma && !object_taken &&
                             i + 1 < elements_.size() && elements_[i + 1].kind == ElementKind::kTrigger &&
                             !only_nouns(elements_[i + 1]) && described_object(s, verb, i + 1) != kNone;
      if (describes) continue;  // 起诉林远舟创立的诺维亚
      if (comma && !e.apposed && introduces(s, i, opened)) {
        // 'dismissed Norvia its director, Ana Prado,' the object; 'said the spokesman of Norvia, Ana Prado,' the
        // subject
        const bool object =
            subject_before || unnamed || (!s.subject.empty() && elements_[opened - 1].kind != ElementKind::kName);
        const uint8_t role = object ? s.frame->role(kObject) : subject_role(s);
        if (!accepts(s, role, actor_of(e))) continue;
        if (object && !object_taken) {
          for (const Actor& actor : list_at(i)) pending_.emplace_back(kObject, actor);
          object_taken = true;
        } else if (!object) {
          s.subject = list_at(i);
          subject_left = false;
        }
        continue;
      }
      if (comma && !e.apposed && !object_taken && names_object(s, verb, opened, i)) {
        for (const Actor& actor : list_at(i)) pending_.emplace_back(kObject, actor);
        object_taken = true;
        continue;
      }
      if (comma && !e.apposed) continue;
      // لم يقبلوا طلب سامر: verb first, the noun that ends the trigger is the name's
      if (subject_left && i == verb + 1 && phrase && !s.divided && !s.passive && s.frame->role(kOf) != kNoRole &&
          s.frame->role(kOf) != subject_role(s) && accepts(s, s.frame->role(kOf), actor_of(e))) {
        for (const Actor& actor : list_at(i)) pending_.emplace_back(kOf, actor);
        continue;
      }
      if (subject_left && of_noun_behind(verb, i)) {  // دفع شقيق سامر: his brother, who has no name
        s.led_unnamed = true;
        subject_left = false;
        continue;
      }
      if (!subject_left && !object_taken && i > verb + 1 && of_kin(i)) {  // اعتقلت الشرطة صهر سامر، نبيل
        object_taken = i + 1 >= elements_.size() || elements_[i + 1].kind != ElementKind::kName;
        if (i + 2 < elements_.size() && elements_[i + 1].kind == ElementKind::kComma &&
            elements_[i + 2].kind == ElementKind::kName && elements_[i + 2].type == EntityType::kPerson)
          pending_.emplace_back(kObject, actor_of(elements_[i + 2]));
        continue;
      }
      if (subject_left && words <= 3 && !before_man(i)) {
        const uint8_t role = subject_role(s);
        const bool several =
            e.pronoun && e.index != kNone && !reading_.references[e.index].also.empty();  // سافر الاثنان
        if ((s.frame->type == 0 || accepts(s, role, actor_of(e))) && (phrase || several || agrees(s, actor_of(e)))) {
          s.subject = list_at(i);
          s.subject.erase(std::remove_if(s.subject.begin() + 1, s.subject.end(),
                                         [&](const Actor& a) { return !s.part.empty() && s.part.end <= a.span.begin; }),
                          s.subject.end());
          subject_left = false;
          continue;
        }
      }
      // 'asked for the money he had promised', 'tell Costa they have found it': the pronoun begins a clause of its own
      const bool begins = frames_.compound_nouns && e.pronoun && !e.object && i > verb + 1 && !elements_[i - 1].sign &&
                          (plain(elements_[i - 1]) || elements_[i - 1].kind == ElementKind::kName);
      if (begins && (opens_told(i) || finite_verb_follows(i))) break;
      const bool reports = s.frame->content == ClaimStatus::kAsserted;
      if (!frames_.verb_first && reports && (finite_verb_follows(i) || opens_told(i)) && !s.passive)
        break;                                       // 'said Costa resigned', not 'urged Costa to resign'
      Case grammatical = s.passive ? kTo : kObject;  // 被引渡到里斯本
      // 'pertence a Ana Prado': what may be an article is none behind a verb without an object
      const Element& before = elements_[i - 1];
      if (s.frame->type != 0 && !s.passive && s.frame->role(kObject) == kNoRole && before.has(kArticle) &&
          before.has(kMarksNext))
        grammatical = before.word.next;
      if (!object_taken && accepts(s, s.frame->role(grammatical), actor_of(e))) {
        for (const Actor& actor : list_at(i)) pending_.emplace_back(grammatical, actor);
        object_taken = true;
      } else if (part_passed && accepts(s, s.frame->role(kTo), actor_of(e))) {
        for (const Actor& actor : list_at(i)) pending_.emplace_back(kTo, actor);  // 邀请苏合加入澄海实验室
      }
      continue;
    }
    if (e.grammatical == kBy && !s.passive && noun != kNone && (s.tags & kFormEither) == 0)
      continue;  // 'accepted the bid by Norvia'
    Case grammatical = e.grammatical == kBy && s.passive ? kSubject : e.grammatical;
    const bool owns_object =
        !frames_.spaced && grammatical == kOf && !object_taken && !s.passive && words <= 2;  // 收购诺维亚的股份
    const bool controls = i + 1 < elements_.size() && elements_[i + 1].kind == ElementKind::kTrigger;
    if (!frames_.spaced && grammatical == kOf && controls) continue;  // 苏合旗下的诺维亚
    if (owns_object && accepts(s, s.frame->role(kObject), actor_of(e)) && !owns_name(s, i)) grammatical = kObject;
    // Where prepositions stand before the verb, one behind a comma belongs to the next verb.
    if (s.frame->role(grammatical) == kNoRole ||
        (comma && (grammatical == kOf || !frames_.inflects || (s.frame->says && frames_.verb_first))))
      continue;
    if (grammatical == kOf && (by_noun || s.frame->role(kOf) == s.frame->role(kSubject)))
      continue;  // whose: of a noun behind the verb
    if (grammatical == kOf && owns_object_of(s, i)) continue;
    for (const Actor& actor : list_at(i)) pending_.emplace_back(grammatical, actor);
  }
  s.right = i;
  content_subject(s);
}

}  // namespace annals
