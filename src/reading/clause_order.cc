#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

// 'Ana Prado, appointed in May, …': a participle right behind a name's comma, in a language that tells participles from
// past forms.
bool ClauseReader::reduced(const StatedEvent& s, uint32_t verb) const {
  if ((s.tags & kFormParticiple) == 0 || (s.tags & kFormPast) != 0 || verb != s.at || verb < 2) return false;
  if (elements_[verb - 1].kind != ElementKind::kComma || elements_[verb - 2].kind != ElementKind::kName) return false;
  return accepts(s, s.frame->role(kObject), elements_[verb - 2].type);
}

// 'a empresa criada em 2019': a participle right behind a noun or name, with nothing that makes it a past tense.
bool ClauseReader::follows_noun(const StatedEvent& s, uint32_t verb) const {
  constexpr uint16_t kFinite = kFormPast | kFormPresent | kFormBase | kFormGerund;
  if (!frames_.spaced || frames_.verb_first || !frames_.inflects || verb != s.at || verb < 2) return false;
  if ((s.tags & kFormParticiple) == 0 || (s.tags & kFinite) != 0 || s.frame->role(kObject) == kNoRole) return false;
  const Element& before = elements_[verb - 1];
  if (before.kind == ElementKind::kName) return before.grammatical == kUnmarked;
  const auto opens = [](const Element& e) {
    return e.has(kArticle) || e.has(kMarksNext) || e.kind == ElementKind::kQuantity;
  };
  return plain(before) && !before.sign && !before.has(kTransparent | kGivesStatus | kLightVerb) &&
         (opens(elements_[verb - 2]) || (verb >= 3 && plain(elements_[verb - 2]) && opens(elements_[verb - 3])));
}

// 'Foram presos Ana Prado e Rui Costa', 'Murió ayer Ana Prado': in a language that drops subjects, one behind a verb
// that can have no such object.
bool ClauseReader::inverted_subject(StatedEvent& s, uint32_t verb) {
  if (!frames_.omits_subjects || frames_.verb_first || !frames_.inflects || !is_verbal(s)) return false;
  const uint8_t role = subject_role(s);
  if (role == kNoRole || s.frame->type == 0) return false;
  uint32_t words = 0;
  for (uint32_t i = verb + 1; i < elements_.size() && i <= verb + 12 && words <= 3; ++i) {
    // 'Assumiu a vice, Ana Prado, que …'
    const bool described = elements_[i].kind == ElementKind::kComma && apposed_behind(i);
    if (described) ++i;
    const Element& e = elements_[i];
    const bool verb_behind = e.kind == ElementKind::kTrigger && !only_nouns(e);
    if (e.kind == ElementKind::kComma || verb_behind || ends_clause(e)) return false;
    if ((plain(e) && !e.has(kTransparent)) || e.kind == ElementKind::kTrigger) ++words;
    if (e.kind != ElementKind::kName || e.modifier) continue;
    if (e.grammatical != kUnmarked) continue;
    if (before_man(i)) return false;
    // 'Alega a autora que …'
    const bool says = s.frame->says && i + 1 < elements_.size() && elements_[i + 1].has(kBeginsContent | kRelates);
    const bool object = !says && !s.passive && accepts(s, s.frame->role(kObject), e.type);
    if (object || e.object) return false;
    if (!accepts(s, role, e.type)) {
      s.led_unnamed = s.passive && words <= adverbs();  // 'Foi contratada a Norvia': who was told of before was not
      return s.led_unnamed;
    }
    s.subject = list_at(i);
    s.right = std::max(s.right, i + 1);
    for (const Actor& actor : s.subject) {
      pending_.erase(
          std::remove_if(pending_.begin(), pending_.end(), [&](const auto& p) { return p.second.span == actor.span; }),
          pending_.end());
    }
    return true;
  }
  return false;
}

// 'o vice-presidente, Rui Costa, ': a person's name between two commas, behind a noun with an article.
bool ClauseReader::apposed_behind(uint32_t comma) const {
  const uint32_t name = comma + 1;
  if (name >= elements_.size() || elements_[name].kind != ElementKind::kName || elements_[name].pronoun ||
      elements_[name].type != EntityType::kPerson || elements_[name].list != kNone || !ends_described(comma))
    return false;
  return name + 1 >= elements_.size() || elements_[name + 1].kind == ElementKind::kComma ||
         elements_[name + 1].kind == ElementKind::kStop;
}

bool ClauseReader::ends_described(uint32_t comma) const {
  for (uint32_t i = comma; i-- > 0 && comma - i <= kAppositionWords;) {
    const Element& e = elements_[i];
    if (e.has(kArticle) && e.kind == ElementKind::kWord && !e.has(kMarksNext)) return i + 1 < comma;
    const bool hyphen = e.sign && i > 0 && elements_[i - 1].span.end == e.span.begin;  // 'vice-presidente'
    if (!hyphen && (e.sign || (!plain(e) && !(e.kind == ElementKind::kTrigger && only_nouns(e))))) return false;
  }
  return false;
}

// 'Ana Prado, a lawyer from Lisbon who had sued': whose apposition it is in which the marked name at `name` stands;
// kNone where none is.
uint32_t ClauseReader::apposed_head(uint32_t name) const {
  if (elements_[name].grammatical == kUnmarked) return kNone;
  for (uint32_t i = name; i-- > 0 && name - i <= kApposition;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma) {
      // ليلى، مديرة القسم في نورفيا، التي استقالت: verb first there is no article
      const bool described = elements_[i + 1].has(kArticle) ||
                             (frames_.verb_first && !elements_[i + 1].has(kJoins | kMarksNext) && i + 1 < name &&
                              elements_[i - 1].type == EntityType::kPerson) ||
                             // 'Ana Prado, one of the directors of Norvia who left'
                             (frames_.spaced && i > 0 && elements_[i - 1].type == EntityType::kPerson && i + 3 < name &&
                              elements_[i + 1].kind != ElementKind::kName && elements_[i + 2].has(kMarksNext) &&
                              elements_[i + 2].word.next == kOf && !elements_[i + 2].word.bare);
      const bool head = i > 0 && elements_[i - 1].kind == ElementKind::kName && described &&
                        elements_[i - 1].type != EntityType::kPlace;
      return head ? i - 1 : kNone;
    }
    const bool noun = e.kind == ElementKind::kTrigger && only_nouns(e);
    if (!noun && !plain(e) && e.kind != ElementKind::kName && !e.has(kMarksNext | kArticle | kTransparent))
      return kNone;
  }
  return kNone;
}

// The name that a relative word at `relative` (or the marker before it) belongs to.
uint32_t ClauseReader::antecedent(uint32_t relative) const {
  constexpr uint32_t kMostWords = 6;
  uint32_t words = 0;
  bool described = false;  // 'Norvia, the brake for cable cars that Costa designed'
  for (uint32_t i = relative; i-- > 0 && words <= (frames_.compound_nouns ? kMostWords : 2);) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName) return e.modifier || (words > 2 && !described) ? kNone : i;
    if (e.kind == ElementKind::kComma) described = elements_[i + 1].has(kArticle);
    if (e.kind == ElementKind::kComma || e.has(kMarksNext | kArticle)) continue;
    if (!plain(e)) return kNone;
    ++words;
  }
  return kNone;
}

// In a verb-first language with its subject behind it: 'the man whom Norvia dismissed'.
void ClauseReader::find_antecedent(StatedEvent& s, uint32_t verb) {
  uint32_t i = verb;
  while (i-- > 0 && verb - i <= 3) {
    const Element& e = elements_[i];
    if (e.has(kRelates)) break;
    if (!e.has(kTransparent | kGivesStatus)) return;
  }
  if (i >= elements_.size() || !elements_[i].has(kRelates)) return;
  s.of_head = true;
  while (i-- > 0 && verb - i <= 6) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName) {
      pending_.emplace_back(kObject, actor_of(e));
      s.left = i;
      return;
    }
    if (e.kind != ElementKind::kComma && !plain(e)) break;
  }
  s.headless = true;
}

// 'met Costa, to whom he promised …': the antecedent stands in the marker's case, the subject in the clause before.
void ClauseReader::marked_relative(StatedEvent& s, uint32_t relative) {
  const bool where = elements_[relative].word.relates_in;
  const Case grammatical = elements_[where ? relative : relative - 1].word.next;
  const uint32_t name = antecedent(where ? relative : relative - 1);
  for (size_t k = statements_.size(); k-- > 0;) {
    const StatedEvent& before = statements_[k];
    if (!is_verbal(before) || before.subject.empty()) continue;
    take_subject(s, before);
    break;
  }
  if (name == kNone) return;
  const uint32_t entity = elements_[name].entity;
  s.subject.erase(
      std::remove_if(s.subject.begin(), s.subject.end(), [&](const Actor& a) { return a.entity == entity; }),
      s.subject.end());
  if (s.frame->role(grammatical) != kNoRole) {
    for (const Actor& actor : list_at(name)) pending_.emplace_back(grammatical, actor);
  }
}

// 'Norvia, which Ana Prado had founded', 'Costa, with whom Prado had founded …', 'the company she founded': what the
// clause is about stands before its subject.
void ClauseReader::object_before(StatedEvent& s, uint32_t subject) {
  if (subject == 0 || s.passive || !is_verbal(s) || !frames_.spaced) return;
  uint32_t i = subject;
  while (i > 0 && (plain(elements_[i - 1]) || elements_[i - 1].has(kArticle)) && !elements_[i - 1].has(kRelates) &&
         subject - i < kAppositionWords)
    --i;
  if (i == 0) return;
  const Element& before = elements_[i - 1];
  Case grammatical = kObject;
  uint32_t name = kNone;
  if (before.has(kRelates)) {
    const bool content = i > 1 && (elements_[i - 2].kind != ElementKind::kComma ||
                                   (frames_.compound_nouns && before.has(kBeginsContent)));
    const bool told =
        !statements_.empty() && statements_.back().frame->says && content && statements_.back().right + 1 >= i;
    if (told) return;  // 'told Costa that Norvia would sell', 'told her brother, Costa, that'
    if (i >= 2 && elements_[i - 2].has(kMarksNext)) grammatical = elements_[i - 2].word.next;
    name = antecedent(grammatical == kObject ? i - 1 : i - 2);
    if (before.word.relates_in) {  // 'Lisbon, where she moved'
      grammatical = before.word.next;
      name = antecedent(i - 1);
    }
  } else if ((elements_[subject].pronoun || before.pronoun) && before.kind == ElementKind::kName && i == subject &&
             !before.modifier && frames_.compound_nouns) {
    name = i - 1;
  } else if (frames_.compound_nouns) {
    name = described_before(subject);
  }
  // 'Ana Prado, a quem a Norvia despediu': so Romance languages mark whom a verb is about
  if (grammatical == kTo && s.frame->role(kTo) == kNoRole && frames_.omits_subjects) grammatical = kObject;
  if (name == kNone || s.frame->role(grammatical) == kNoRole) return;
  if (!accepts(s, s.frame->role(grammatical), elements_[name].type)) return;
  const bool taken = std::any_of(pending_.begin(), pending_.end(), [&](const auto& p) {
    return p.first == grammatical && accepts(s, s.frame->role(grammatical), p.second.type);
  });
  if (taken) return;
  for (const Actor& actor : list_at(name)) pending_.emplace_back(grammatical, actor);
  s.relative = s.relative || before.has(kRelates);
}

// كان على سامر أن يدفع: verb first, who must do something stands behind a preposition, and no verb before it is told
// of.
bool ClauseReader::owes(uint32_t name) const {
  const Element& e = elements_[name];
  if (!frames_.verb_first || name == 0 || name + 1 >= elements_.size() || e.pronoun) return false;
  if (!elements_[name + 1].has(kBeginsContent) || frames_.case_name(e.grammatical) != "on") return false;
  uint32_t i = name;
  while (i > 0 && name - i <= kAppositionWords && !elements_[i - 1].has(kMarksNext)) --i;
  return i < 2 || elements_[i - 2].kind != ElementKind::kTrigger;
}

// 'Norvia, the broadband business he controls': the name whose description ends at the pronoun.
uint32_t ClauseReader::described_before(uint32_t subject) const {
  bool article = false;
  for (uint32_t i = subject; i-- > 1 && subject - i <= kApposition;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma)
      return article && i + 1 < subject && elements_[i - 1].kind == ElementKind::kName && !elements_[i - 1].modifier
                 ? i - 1
                 : kNone;
    article = e.has(kArticle);
    const bool noun = e.kind == ElementKind::kTrigger && only_nouns(e);
    if (!plain(e) && !noun && e.kind != ElementKind::kQuantity && !e.sign) return kNone;
  }
  return kNone;
}

// 'complained that Costa lied': where the frame has a part for the subject of what is said.
void ClauseReader::content_subject(const StatedEvent& s) {
  if (s.frame->role(frames_.content_case) == kNoRole) return;
  uint32_t i = s.right;
  if (i >= elements_.size() || !elements_[i].has(kBeginsContent)) return;
  for (uint32_t words = 0; ++i < elements_.size() && words <= 2;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName && !e.modifier) {
      if (e.grammatical != kUnmarked) return;
      for (const Actor& actor : list_at(i)) pending_.emplace_back(frames_.content_case, actor);
      return;
    }
    if (e.kind != ElementKind::kName && !plain(e) && !e.has(kArticle)) return;
    if (!e.has(kArticle)) ++words;
  }
}

// 'escreveu a Rui Costa': before a man's name 'a' is no article.
bool ClauseReader::before_man(uint32_t name) const {
  constexpr float kHardlyHers = 0.3F;
  return name > 0 && elements_[name - 1].word.gender == 'f' && elements_[name - 1].has(kMarksNext) &&
         elements_[name].type == EntityType::kPerson && discourse_.feminine != nullptr &&
         (*discourse_.feminine)[elements_[name].entity] < kHardlyHers;
}

// 'Quem vendeu a Norvia foi Rui Costa', 'A primeira a sair foi Ana Prado': nobody is named before the verb, and a word
// of being names the subject at the clause's end. kNone where it is otherwise.
uint32_t ClauseReader::named_behind(uint32_t verb) const {
  if (!frames_.spaced || !frames_.omits_subjects || frames_.verb_first || verb == 0) return kNone;
  uint32_t i = verb;
  bool opens =
      false;  // a relative word or an infinitive's preposition stands between the clause's beginning and the verb
  for (; i > 0 && verb - i <= kAppositionWords; --i) {
    const Element& e = elements_[i - 1];
    if (e.kind != ElementKind::kWord || e.sign || e.has(kBeginsClause)) break;
    opens = opens || e.has(kRelates) || (e.has(kMarksNext) && e.word.next == kTo && i > 1 && plain(elements_[i - 2]));
  }
  const bool begins = i == 0 || elements_[i - 1].kind == ElementKind::kComma ||
                      elements_[i - 1].kind == ElementKind::kStop || elements_[i - 1].kind == ElementKind::kTime;
  if (!opens || !begins) return kNone;
  for (uint32_t k = verb + 1; k + 1 < elements_.size() && k - verb <= kFarthest / 2; ++k) {
    const Element& e = elements_[k];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return kNone;
    if (!e.has(kMakesPassive)) continue;
    uint32_t name = k + 1;
    while (name < elements_.size() && name - k <= kAppositionWords &&
           (elements_[name].has(kArticle) || plain(elements_[name])))
      ++name;
    const bool named = name < elements_.size() && elements_[name].kind == ElementKind::kName &&
                       elements_[name].grammatical == kUnmarked;
    return named ? name : kNone;
  }
  return kNone;
}

// ', avisa, ': a report between commas belongs to whom the text is about, not to the clause around it.
bool ClauseReader::parenthetic(const StatedEvent& s) const {
  if (!s.frame->says || s.at == 0 || s.at + 1 >= elements_.size()) return false;
  if ((s.tags & kFormGerund) != 0 && frames_.inflects) return false;  // 'demitiu-se, alegando “cansaço”'
  const auto parts = [](const Element& e) { return e.kind == ElementKind::kComma || e.kind == ElementKind::kMark; };
  if (!parts(elements_[s.at - 1]) || !parts(elements_[s.at + 1])) return false;
  return elements_[s.at - 1].kind == ElementKind::kComma || !quoted_[s.at];  // 对此“表示遗憾”
}

// 'a recusou', 'la demandó', 'lhe ofereceu': a pronoun bound to the verb.
void ClauseReader::give_clitics(StatedEvent& s, uint32_t verb) {
  if (verb != s.at || s.passive || !frames_.inflects) return;
  const auto give_one = [&](uint32_t at) {
    const Element& e = elements_[at];
    if (e.kind != ElementKind::kWord) return;
    if (e.has(kIsObject) && e.word.gender == 'i') {  // 'ligou-me'
      if (const auto speaker = voice_at(e.span, false)) give_case(s, kObject, *speaker);
    } else if (e.has(kIsObject)) {
      const uint8_t role = s.frame->role(kObject);
      const bool told = std::any_of(type(s).implied.begin(), type(s).implied.end(), [&](const ImpliedRole& implied) {
        return implied.role == role && implied.from == ImpliedRole::From::kEarlier;
      });  // 'recusou-a': the offer made before
      if (!told) give_salient(s, kObject, at, e.word.gender);
    } else if (e.has(kHoldsPronoun)) {
      give_salient(s, e.word.next, at);
    }
  };
  if (verb > 0) give_one(verb - 1);
  if (verb + 2 < elements_.size() && elements_[verb + 1].sign && elements_[verb + 2].has(kIsObject)) give_one(verb + 2);
}

bool ClauseReader::may_be_finite(const Element& e) const {
  return std::any_of(scene_.forms.begin() + e.first_form, scene_.forms.begin() + e.first_form + e.form_count,
                     [&](uint32_t f) { return (frames_.forms[f].tags & (kFormPast | kFormPresent)) != 0; });
}

bool ClauseReader::may_be_participle(const Element& e) const {
  for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
    const TriggerForm& form = frames_.forms[scene_.forms[f]];
    const FrameKind kind = frames_.frames[form.frame].kind;
    if ((form.tags & (kFormParticiple | kFormGerund)) != 0 || kind == FrameKind::kPhrase || kind == FrameKind::kPassive)
      return true;
  }
  return false;
}

}  // namespace annals
