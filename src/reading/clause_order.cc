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
  const auto opens = [](const Element& e) { return e.has(kArticle) || e.has(kMarksNext); };
  return plain(before) && !before.sign && !before.has(kTransparent | kGivesStatus | kLightVerb) &&
         (opens(elements_[verb - 2]) || (verb >= 3 && plain(elements_[verb - 2]) && opens(elements_[verb - 3])));
}

// 'was arrested, accused of fraud', 'foi preso, acusado de fraude': a participle that opens an aside. Where past forms
// look alike, it has no object and what follows it is no part that its doer's verb would have: 'charged with fraud'.
bool ClauseReader::detached(const StatedEvent& s, uint32_t verb) const {
  if ((s.tags & kFormParticiple) == 0 || verb != s.at || verb < 2 || !frames_.inflects || frames_.verb_first)
    return false;
  if (s.frame->kind != FrameKind::kVerb || elements_[verb - 1].kind != ElementKind::kComma) return false;
  const uint8_t object = s.frame->role(kObject);
  if (object == kNoRole || object == s.frame->role(kSubject)) return false;
  if ((s.tags & kFormPast) == 0) return true;
  if (inside_aside(s, verb)) return true;
  if (verb + 1 >= elements_.size() || !accepts(s, object, EntityType::kPerson)) return false;
  const Element& next = elements_[verb + 1];
  if (next.kind != ElementKind::kWord || !next.has(kMarksNext) || next.has(kArticle)) return false;
  if (next.word.next == kOf || next.word.next == kBy || next.word.next == kAs) return true;
  // 'Costa, asked to leave, refused'
  if (next.word.next == kTo && s.frame->content == ClaimStatus::kProposed && verb + 2 < elements_.size() &&
      elements_[verb + 2].kind != ElementKind::kName)
    return true;
  const bool charge = next.word.next == frames_.with_case || next.word.next == frames_.for_case;
  // not 'Costa, a lawyer, answered with a shrug'
  const bool another =
      elements_[verb - 2].kind == ElementKind::kName || std::any_of(statements_.begin(), statements_.end(), is_verbal);
  return charge && another && s.frame->role(next.word.next) == kNoRole;
}

// 'Costa, arrested in March, resigned': between the commas behind a name, with no object, and the name's own verb
// behind.
bool ClauseReader::inside_aside(const StatedEvent& s, uint32_t verb) const {
  const Element& head = elements_[verb - 2];
  if (!frames_.spaced || head.kind != ElementKind::kName || head.pronoun || head.modifier ||
      head.grammatical != kUnmarked || !accepts(s, s.frame->role(kObject), head.type) || verb + 2 >= elements_.size())
    return false;
  const Element& next = elements_[verb + 1];
  if (next.kind == ElementKind::kName || (next.has(kArticle) && !next.has(kMarksNext))) return false;
  return verb_closes_aside(verb);
}

// Whether the aside that the verb opens is closed by a comma, with a verb that goes on behind it.
bool ClauseReader::verb_closes_aside(uint32_t verb) const {
  for (uint32_t k = verb + 1; k < elements_.size() && k < verb + kFarthest; ++k) {
    const Element& e = elements_[k];
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark || e.has(kBeginsContent)) return false;
    if (e.kind != ElementKind::kComma) continue;
    for (uint32_t after = k + 1; after < elements_.size(); ++after) {
      const Element& then = elements_[after];
      if (then.has(kJoins)) return false;
      if (then.has(kMakesPassive | kLightVerb)) return true;
      if (then.has(kTransparent | kGivesStatus)) continue;
      return then.kind == ElementKind::kTrigger && !only_nouns(then) && !then.has(kMarksNext) && may_be_finite(then);
    }
  }
  return false;
}

// 'The sale of Norvia, announced in March, was blocked': what somebody told, without words of it.
bool ClauseReader::told_of_noun(const StatedEvent& s, uint32_t verb) const {
  if (!s.frame->says || verb != s.at || verb < 2 || !frames_.spaced || frames_.verb_first || !frames_.inflects ||
      (s.tags & kFormParticiple) == 0 || elements_[verb - 1].kind != ElementKind::kComma ||
      verb + 1 >= elements_.size())
    return false;
  const Element& next = elements_[verb + 1];
  const bool when = next.kind == ElementKind::kTime || (next.has(kMarksNext) && verb + 2 < elements_.size() &&
                                                        elements_[verb + 2].kind == ElementKind::kTime);
  return when && verb_closes_aside(verb);
}

// 'Together with Prado, Costa founded …', 'Costa, along with Prado, founded …': who does it with the subject.
void ClauseReader::join_companions(StatedEvent& s, uint32_t verb) const {
  constexpr uint32_t kLongestPhrase = 16;  // elements
  if (!frames_.spaced || frames_.verb_first || s.passive || s.subject.empty() || s.subject[0].omitted || s.relative ||
      s.frame->type == 0 || frames_.with_case == kUnmarked)
    return;
  uint32_t name = verb;
  while (name > 0 && elements_[name].span != s.subject[0].span && verb - name < kFarthest) --name;
  if (elements_[name].span != s.subject[0].span) return;
  // The marker between [from, to), and the names in its case there; nothing else but words that describe them.
  const auto add = [&](uint32_t from, uint32_t to) {
    uint32_t marker = from;
    while (marker < to && plain(elements_[marker]) && !elements_[marker].sign && marker < from + 2) ++marker;
    if (marker >= to || !elements_[marker].has(kMarksNext) || elements_[marker].word.next != frames_.with_case) return;
    std::vector<Actor> with;
    for (uint32_t i = marker + 1; i < to; ++i) {
      const Element& e = elements_[i];
      const bool companion = e.kind == ElementKind::kName && !e.modifier && e.list == kNone &&
                             (e.grammatical == frames_.with_case || elements_[i - 1].kind == ElementKind::kComma ||
                              (e.grammatical == kUnmarked && i + 1 == to));
      if (companion) with = list_at(i);
      if (ends_clause(e) || (e.kind == ElementKind::kTrigger && !only_nouns(e))) return;
    }
    for (const Actor& actor : with) {
      const bool known =
          std::any_of(s.subject.begin(), s.subject.end(), [&](const Actor& a) { return a.entity == actor.entity; });
      if (!known && actor.type == EntityType::kPerson && accepts(s, subject_role(s), actor)) s.subject.push_back(actor);
    }
  };
  if (elements_[name].kind == ElementKind::kName && name + 1 < verb &&
      elements_[name + 1].kind == ElementKind::kComma) {
    uint32_t close = verb;
    while (close > name + 2 && elements_[close - 1].kind != ElementKind::kComma) --close;
    if (close > name + 2 && close - name <= kLongestPhrase) return add(name + 2, close - 1);
  }
  uint32_t first = name;
  while (first > 0 && name - first < 4 && (plain(elements_[first - 1]) || elements_[first - 1].has(kArticle)) &&
         !elements_[first - 1].sign && elements_[first - 1].kind == ElementKind::kWord)
    --first;
  if (first < 3 || elements_[first - 1].kind != ElementKind::kComma) return;
  uint32_t from = first - 1;
  while (from > 0 && first - from <= kLongestPhrase && !ends_clause(elements_[from - 1]) &&
         !elements_[from - 1].has(kJoins))
    --from;
  // 'In May, together with …', 'And together with …'
  while (from < first && (elements_[from].kind == ElementKind::kTime || elements_[from].kind == ElementKind::kComma ||
                          (elements_[from].has(kMarksNext) && elements_[from + 1].kind == ElementKind::kTime)))
    ++from;
  add(from, first - 1);
}

// Who suffers it: the name before the comma, else the subject of the clause before.
void ClauseReader::detached_subject(StatedEvent& s, uint32_t verb) {
  const bool named = verb >= 2 && elements_[verb - 2].kind == ElementKind::kName &&
                     elements_[verb - 2].grammatical == kUnmarked && !elements_[verb - 2].modifier &&
                     accepts(s, s.frame->role(kObject), elements_[verb - 2].type);
  if (named) {
    s.subject = list_at(verb - 2);
    s.left = verb - 2;
    return;
  }
  for (size_t k = statements_.size(); k-- > 0;) {
    if (!is_verbal(statements_[k]) || statements_[k].subject.empty()) continue;
    take_subject(s, statements_[k]);
    return;
  }
}

// 'Appointed in May as director, the Chilean Ana Prado left': the subject stands behind the participle's comma.
uint32_t ClauseReader::fronted_name(const StatedEvent& s, uint32_t verb) const {
  if ((s.tags & kFormParticiple) == 0) return kNone;
  const uint8_t object = s.frame->role(kObject);
  const uint8_t role = object != kNoRole ? object : s.frame->role(kSubject);  // 'Nascida em 1968, Ana Prado'
  if (role == kNoRole) return kNone;
  for (uint32_t i = 0; i < verb; ++i) {
    const Element& e = elements_[i];
    if (!e.has(kTransparent | kGivesStatus) && e.kind != ElementKind::kTime && e.kind != ElementKind::kMark)
      return kNone;
  }
  for (uint32_t i = verb + 1; i < elements_.size() && i < verb + kFarthest; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return kNone;
    if (e.kind == ElementKind::kName && e.grammatical == kUnmarked && elements_[i - 1].kind != ElementKind::kComma &&
        i <= verb + 2)
      return kNone;  // 'Named Costa chairman …'
    if (e.kind != ElementKind::kComma) continue;
    uint32_t k = i + 1;
    for (uint32_t words = 0; k < elements_.size() && words < kAppositionWords; ++k) {
      if (elements_[k].kind == ElementKind::kName && elements_[k].modifier) continue;
      if (!plain(elements_[k]) && !(elements_[k].kind == ElementKind::kWord && elements_[k].has(kArticle))) break;
      if (!elements_[k].has(kArticle)) ++words;
    }
    if (k >= elements_.size() || elements_[k].kind != ElementKind::kName) continue;
    if (elements_[k].grammatical != kUnmarked || elements_[k].apposed) continue;
    return accepts(s, role, elements_[k].type) ? k : kNone;
  }
  return kNone;
}

// 'Demitida em maio, processou a empresa.': a participle opens the sentence, and its subject is left out in both clauses.
bool ClauseReader::fronted_alone(const StatedEvent& s, uint32_t verb) const {
  constexpr uint16_t kFinite = kFormPast | kFormPresent | kFormBase | kFormGerund;
  if (!frames_.omits_subjects || !frames_.spaced || !frames_.inflects || frames_.verb_first || verb != s.at) return false;
  const uint8_t object = s.frame->role(kObject);
  if ((s.tags & kFormParticiple) == 0 || (s.tags & kFinite) != 0 || s.frame->kind != FrameKind::kVerb ||
      object == kNoRole || object == s.frame->role(kSubject))
    return false;
  for (uint32_t i = 0; i < verb; ++i) {
    const Element& e = elements_[i];
    if (!e.has(kTransparent | kGivesStatus) && e.kind != ElementKind::kTime) return false;
  }
  for (uint32_t i = verb + 1; i < elements_.size() && i < verb + kFarthest / 2; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return false;
    if (e.kind == ElementKind::kName && e.grammatical == kUnmarked) return false;
    if (e.kind != ElementKind::kComma) continue;
    for (uint32_t k = i + 1; k < elements_.size(); ++k) {
      const Element& next = elements_[k];
      if (next.kind == ElementKind::kTrigger) return !only_nouns(next) && may_be_finite(next);
      if (!next.has(kTransparent | kGivesStatus | kMakesPassive | kLightVerb) || next.has(kArticle)) return false;
    }
  }
  return false;
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
    if (object || e.object || !accepts(s, role, e.type)) return false;
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
      const bool described =
          elements_[i + 1].has(kArticle) || (frames_.verb_first && !elements_[i + 1].has(kJoins | kMarksNext) &&
                                             i + 1 < name && elements_[i - 1].type == EntityType::kPerson) ||
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

// كان على سامر أن يدفع: verb first, who must do something stands behind a preposition, and no verb before it is told of.
bool ClauseReader::owes(uint32_t name) const {
  const Element& e = elements_[name];
  if (!frames_.verb_first || name == 0 || name + 1 >= elements_.size() || e.pronoun) return false;
  if (!elements_[name + 1].has(kBeginsContent) || frames_.cases[e.grammatical] != "on") return false;
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

// The comma that opens the relative clause which the comma at `close` ends, right behind a name.
uint32_t ClauseReader::aside_opening(uint32_t close, bool of_noun) const {
  const uint32_t farthest = close > kFarthest / 2 ? close - kFarthest / 2 : 0;
  for (uint32_t k = close; k-- > farthest && k > 0;) {
    const Element& e = elements_[k];
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return kNone;
    if (e.kind != ElementKind::kComma) continue;
    const Element& head = elements_[k - 1];
    const bool named = head.kind == ElementKind::kName && head.grammatical == kUnmarked && !head.modifier;
    return (named || (of_noun && (plain(head) || only_nouns(head) || head.kind == ElementKind::kName))) &&
                   elements_[k + 1].has(kRelates)
               ? k
               : kNone;
  }
  return kNone;
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

ClauseReader::Aside ClauseReader::subject_before_aside(StatedEvent& s, uint32_t verb) {
  uint32_t close = verb;
  while (close > 0 && elements_[close - 1].has(kTransparent | kGivesStatus | kMakesPassive | kLightVerb)) --close;
  if (close < 3 || elements_[close - 1].kind != ElementKind::kComma) return Aside::kNoAside;
  const uint32_t farthest = close > kFarthest ? close - kFarthest : 0;
  for (uint32_t open = close - 2; open > farthest; --open) {
    const Element& e = elements_[open];
    if (e.kind == ElementKind::kMark && frames_.spaced) {  // 'Costa, tired of “buying by phone”, left'
      uint32_t begin = open;
      while (begin > farthest + 1 && elements_[begin - 1].kind != ElementKind::kMark) --begin;
      if (begin <= farthest + 1 || !quoted_[open - 1]) break;
      open = begin - 1;
      continue;
    }
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) break;
    if (e.kind != ElementKind::kComma) continue;
    const Element& head = elements_[open - 1];
    if (head.kind != ElementKind::kName || head.modifier || head.grammatical != kUnmarked) {
      // 'The board, led by Rui Costa, dismissed her'
      const bool named = std::any_of(elements_.begin() + open, elements_.begin() + close, [](const Element& inside) {
        return inside.kind == ElementKind::kName && inside.grammatical == kUnmarked;
      });
      const bool unnamed = !named && plain(head) && open >= 2 && open <= 4 && elements_[0].has(kArticle) &&
                           is_aside(open + 1, close - 1);
      if (unnamed) return Aside::kUnnamed;
      continue;
    }
    // 'Norvia, which Costa founded, …', 'Costa, reached in Lisbon, said'
    const bool resumes = (!statements_.empty() && (statements_.back().relative || statements_.back().of_head)) ||
                         statement_at(open + 1) != nullptr ||
                         (elements_[open + 1].has(kMarksNext) && elements_[open + 2].has(kRelates));  // ', a quem'
    if (!is_aside(open + 1, close - 1) || (verb_of(head.span) != nullptr && !resumes)) continue;
    uint32_t name = open - 1;
    if (s.frame->type != 0 && !accepts(s, subject_role(s), head.type)) {
      name = name_of_phrase(open + 1);  // 'the chairman of Norvia, Rui Costa, resigned'
      if (name == kNone || name >= close || !accepts(s, subject_role(s), elements_[name].type)) return Aside::kUnnamed;
    }
    s.subject = list_at(name);
    s.left = elements_[name].list == kNone ? name : elements_[name].list;
    const bool clause = std::any_of(elements_.begin() + open, elements_.begin() + close, [&](const Element& inside) {
      return inside.has(kRelates) || (inside.kind == ElementKind::kTrigger && !only_nouns(inside));
    });
    if (clause) {
      s.aside_from = open;
      s.aside_to = close;
    }
    return Aside::kNamed;
  }
  return Aside::kNoAside;
}

// A relative clause, or words without a verb that has its own subject.
bool ClauseReader::is_aside(uint32_t from, uint32_t to) const {
  if (from >= to) return false;
  if (elements_[from].has(kRelates)) return true;
  // 'to which', 'at a meeting of which'
  for (uint32_t i = from + 1; i < to && i <= from + kAppositionWords && elements_[from].has(kMarksNext); ++i) {
    const Element& e = elements_[i];
    if (e.has(kRelates)) return true;
    if (!plain(e) && !e.has(kArticle | kMarksNext) && !(e.kind == ElementKind::kTrigger && only_nouns(e))) break;
  }
  for (uint32_t i = from; i < to; ++i) {
    const Element& e = elements_[i];
    if (quoted_[i] && !quoted_[from]) continue;
    if (e.has(kRelates) && of_unnamed(i)) return true;  // 'Costa, torn between her and the man who paid, left'
    if (e.has(kBeginsContent) && !e.has(kRelates)) return false;
    if (e.kind != ElementKind::kTrigger || only_nouns(e)) continue;
    const bool own_subject =
        i > from && elements_[i - 1].kind == ElementKind::kName && elements_[i - 1].grammatical == kUnmarked;
    // 'Costa, asked to pay, left'
    const bool infinitive = i > from + 1 && elements_[i - 1].has(kMarksNext) && elements_[i - 1].word.next == kTo;
    if (own_subject || !frames_.spaced || (!may_be_participle(e) && !infinitive)) return false;
  }
  return true;
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
