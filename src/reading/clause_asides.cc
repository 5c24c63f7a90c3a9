// Participles and phrases between commas, or that open a sentence: whose they are, and who acts around them.
#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

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

// 与林远舟会面,签署协议: who was met in the clause before signs, too, where words are not separated.
void ClauseReader::sign_with_those_met(StatedEvent& s) const {
  if (frames_.spaced || s.frame->type == 0 || !type(s).is(kPact) || s.subject.size() != 1 || !pending_.empty()) return;
  if (statements_.empty()) return;
  const StatedEvent& before = statements_.back();
  const uint8_t role = subject_role(s);
  if (!is_verbal(before) || !before.states || !type(before).is(kMeeting) || !plays(before, s.subject[0].entity)) return;
  for (const Filler& f : before.fillers) {
    if (f.actor.entity == s.subject[0].entity || !accepts(s, role, f.actor.type)) continue;
    s.subject.push_back(f.actor);
    s.subject.back().omitted = true;
  }
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
  // 'a sentença de Ana Prado, condenada a dois anos': what is of somebody without being kin to him
  const auto may_be_head = [&](const Element& e) {
    return e.grammatical == kUnmarked ||
           (e.grammatical == kOf && e.type == EntityType::kPerson && frames_.spaced && !of_kin(verb - 2));
  };
  const bool named = verb >= 2 && elements_[verb - 2].kind == ElementKind::kName && may_be_head(elements_[verb - 2]) &&
                     !elements_[verb - 2].modifier && accepts(s, s.frame->role(kObject), elements_[verb - 2].type);
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

// 'Demitida em maio, processou a empresa.': a participle opens the sentence, and its subject is left out in both
// clauses.
bool ClauseReader::fronted_alone(const StatedEvent& s, uint32_t verb) const {
  constexpr uint16_t kFinite = kFormPast | kFormPresent | kFormBase | kFormGerund;
  if (!frames_.omits_subjects || !frames_.spaced || !frames_.inflects || frames_.verb_first || verb != s.at)
    return false;
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

// 'founded, with a friend from school, a brewery': the comma that closes the phrase which the one at `open`, right
// behind the verb, opens.
uint32_t ClauseReader::phrase_end(uint32_t open) const {
  constexpr uint32_t kLongestPhrase = 10;
  if (frames_.verb_first || !frames_.spaced || elements_[open].kind != ElementKind::kComma ||
      open + 2 >= elements_.size() || !elements_[open + 1].has(kMarksNext) || elements_[open + 1].has(kBeginsClause))
    return kNone;
  for (uint32_t i = open + 2; i < elements_.size() && i <= open + kLongestPhrase; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma) return i;
    if (ends_clause(e) || (e.kind == ElementKind::kTrigger && !only_nouns(e))) return kNone;
  }
  return kNone;
}

}  // namespace annals
