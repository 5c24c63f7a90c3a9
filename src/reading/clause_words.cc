#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

// Roles that words may fill ('as chief executive', 'into a public company', 'bought computing time').
void ClauseReader::fill_words(StatedEvent& s) const {
  for (size_t i = 0; i < type(s).roles.size(); ++i) {
    const auto role = static_cast<uint8_t>(i);
    if (!type(s).roles[i].words || filled(s, role)) continue;
    const Span words = words_for(s, role);
    if (!words.empty()) s.words.push_back({role, words});
  }
}

Span ClauseReader::words_for(const StatedEvent& s, uint8_t role) const {
  const uint32_t end = std::min<uint32_t>(s.right, static_cast<uint32_t>(elements_.size()));
  for (uint32_t i = s.at + 1; i < end; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) break;
    if (e.has(kMarksNext) && !e.has(kArticle) && s.frame->role(e.word.next) == role) {
      const Span words = words_at(i + 1, true);
      if (!words.empty()) return words;
    }
  }
  if (is_verbal(s) && s.frame->role(frames_.complement_case) == role) {
    uint32_t i = s.at + 1;  // 'was named chairman', 'named Costa chairman'
    while (!s.passive && i < end &&
           (elements_[i].kind == ElementKind::kName || elements_[i].has(kArticle | kMarksNext)))
      ++i;
    if (s.passive || (i > s.at + 1 && elements_[i - 1].kind == ElementKind::kName)) return words_at(i, true);
  }
  const bool takes_object = is_verbal(s) && !s.passive && s.frame->role(kObject) == role;
  return takes_object ? words_at(s.at + 1, false) : Span{};
}

// The noun phrase without a name that begins at element `i`.
Span ClauseReader::words_at(uint32_t i, bool marked) const {
  const uint32_t longest = frames_.spaced ? 6 : 10;
  const auto owner = [&](const Element& e) {
    return e.kind == ElementKind::kName && e.pronoun && e.grammatical == kOf;  // 'sold his company'
  };
  const auto particle = [&](const Element& e) {
    return !frames_.spaced && e.kind == ElementKind::kWord && e.has(kTransparent) && !e.word.title;  // 采购了
  };
  while (i < elements_.size() && (elements_[i].has(kArticle) || owner(elements_[i]) || particle(elements_[i]))) ++i;
  Span words;
  for (uint32_t taken = 0; i < elements_.size() && taken < longest; ++i, ++taken) {
    const Element& e = elements_[i];
    const bool next_plain = i + 1 < elements_.size() && plain(elements_[i + 1]);
    const bool noun = e.kind == ElementKind::kTrigger && only_nouns(e);
    const bool links = taken > 0 && next_plain && e.has(kMarksNext) && e.word.next == kOf;
    const bool counts = taken == 0 && next_plain && e.kind == ElementKind::kQuantity &&
                        reading_.quantities[e.index].type == QuantityType::kCount;
    if (marked && taken > 0 && e.has(kArticle) && !elements_[i - 1].has(kMarksNext)) break;
    if (e.kind == ElementKind::kName && marked && taken > 0) break;  // 'nomeou como interventor o advogado Costa'
    if (e.kind == ElementKind::kName) return {};                     // the name's phrase, not one of its own
    // Where words are not separated, titles are among the words that may stand between.
    if (words.empty() && e.has(kTransparent) && next_plain) continue;  // 'his first boat'
    const bool word = plain(e) && !e.sign && !e.has(frames_.spaced ? kTransparent | kLightVerb : kLightVerb);
    if (!word && !noun && !links && !counts) break;
    words = words.empty() ? e.span : join(words, e.span);
  }
  return words;
}

// What the clause tells of where that is something of this sort without a name: 'the stadium opened', 'built a ferry',
// 'revenue fell to …'.
uint32_t ClauseReader::thing_of(const StatedEvent& s, uint32_t sort) const {
  const bool acts = is_verbal(s) && !s.passive && s.frame->role(kObject) != kNoRole &&
                    s.frame->role(kSubject) != kNoRole;  // but the thing may be who acts: 'the miners boycotted Norvia'
  uint32_t thing = thing_behind(s, sort);
  if (thing == kNone && frames_.verb_first && (s.headless || describes_noun(s, s.at))) thing = head_thing(s, sort);
  if (thing == kNone && is_verbal(s) && !s.passive) thing = thing_fronted(s, sort);
  return thing != kNone || acts ? thing : thing_before(s, sort);
}

// المختبر الذي أسسه سامر, مختبر أسسه سامر: verb first, the head of the relative clause.
uint32_t ClauseReader::head_thing(const StatedEvent& s, uint32_t sort) const {
  constexpr uint32_t kFarthestHead = 5;
  for (uint32_t i = s.at; i-- > 0 && s.at - i <= kFarthestHead;) {
    const Element& e = elements_[i];
    if (e.sort == sort) return i;
    if (e.kind == ElementKind::kComma || (!plain(e) && !e.has(kRelates | kTransparent | kGivesStatus))) return kNone;
  }
  return kNone;
}

uint32_t ClauseReader::thing_behind(const StatedEvent& s, uint32_t sort) const {
  const uint32_t longest = frames_.spaced ? 5 : 10;
  uint32_t words = 0;
  for (uint32_t i = s.at + 1; i < elements_.size() && words <= longest; ++i) {
    const Element& e = elements_[i];
    if (e.sort == sort) return i;
    // قدرت المديرة، هالة البدري، كلفة الملعب: verb first, past the subject's name
    if (frames_.verb_first && e.kind == ElementKind::kComma && i + 2 < elements_.size() &&
        elements_[i + 1].kind == ElementKind::kName && elements_[i + 2].kind == ElementKind::kComma) {
      i += 2;
      continue;
    }
    if (e.kind == ElementKind::kComma || ends_clause(e) || (e.kind == ElementKind::kTrigger && !only_nouns(e)))
      return kNone;
    const auto may_pass = [&](const Element& next) {  // كشفت لجنة في برن عن ثلاثين وثيقة
      const bool place = frames_.verb_first && next.kind == ElementKind::kName && next.type == EntityType::kPlace;
      return place || next.kind == ElementKind::kTime || next.kind == ElementKind::kQuantity;
    };
    const bool adjunct = i + 1 < elements_.size() && may_pass(elements_[i + 1]);
    // 'concedeu à Norvia um empréstimo': whom it is for stands before the thing
    const bool dative = frames_.spaced && frames_.omits_subjects && is_verbal(s) && i == s.at + 1 &&
                        e.word.next == kTo && i + 2 < elements_.size() && elements_[i + 1].kind == ElementKind::kName &&
                        (elements_[i + 2].has(kArticle) || elements_[i + 2].sort == sort);
    const bool marker = e.kind == ElementKind::kWord && e.has(kMarksNext) && !e.has(kArticle) && !adjunct && !dative;
    if (marker && (is_verbal(s) || e.word.next != kOf)) return kNone;
    if (plain(e)) ++words;
  }
  return kNone;
}

// 'the lawsuit that Costa had dropped', 'the money she lent him': the thing stands before the verb's own subject.
uint32_t ClauseReader::thing_fronted(const StatedEvent& s, uint32_t sort) const {
  if (!frames_.spaced || frames_.verb_first || s.subject.empty() || s.subject[0].omitted) return kNone;
  const uint32_t next = s.at + 1;
  const bool object = next < elements_.size() && (elements_[next].has(kArticle) || plain(elements_[next]));
  if (object && !elements_[next].has(kTransparent | kMarksNext)) return kNone;
  uint32_t i = s.at;
  while (i > 0 && s.at - i < kApposition && elements_[i].span != s.subject[0].span) --i;
  if (i == 0 || elements_[i].span != s.subject[0].span) return kNone;
  const bool relates = elements_[i - 1].has(kRelates);
  if (relates && --i > 0 && elements_[i - 1].kind == ElementKind::kComma) --i;
  for (uint32_t steps = 0; i-- > 0 && steps <= (relates ? kAppositionWords : 0); ++steps) {
    const Element& e = elements_[i];
    if (e.sort == sort) return i;
    const bool phrase = plain(e) || e.has(kMarksNext) || (e.kind == ElementKind::kName && e.grammatical != kUnmarked);
    if (!phrase) return kNone;
  }
  return kNone;
}

// The relative word that opens the clause in which `i` stands, with no comma between.
uint32_t ClauseReader::relative_before(uint32_t i) const {
  if (!frames_.spaced || frames_.verb_first) return kNone;
  for (uint32_t k = i; k-- > 0 && i - k <= kApposition;) {
    if (elements_[k].has(kRelates)) return k;
    if (elements_[k].kind == ElementKind::kComma || ends_clause(elements_[k])) return kNone;
  }
  return kNone;
}

uint32_t ClauseReader::thing_before(const StatedEvent& s, uint32_t sort) const {
  const uint32_t farthest = s.at > kApposition ? s.at - kApposition : 0;
  for (uint32_t i = s.at; i-- > farthest;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma) {  // past 'the hall, which seats 2,300, opened'
      for (uint32_t k = i; k-- > farthest && k > 0 && elements_[k].kind != ElementKind::kStop;) {
        const bool bare = elements_[k + 1].has(kMarksNext) || elements_[k + 1].kind == ElementKind::kTime;
        const bool opens =
            elements_[k].has(kRelates) || (elements_[k].kind == ElementKind::kTrigger &&
                                           (frames_.omits_subjects || bare) && may_be_participle(elements_[k]));
        if (!opens || elements_[k - 1].kind != ElementKind::kComma) continue;
        i = k - 1;
        break;
      }
      continue;
    }
    const bool subject =  // 'costs rose', 'the appeal was dismissed'
        e.sort == sort && std::all_of(elements_.begin() + i + 1, elements_.begin() + s.at, [](const Element& between) {
          return between.has(kMakesPassive | kTransparent | kGivesStatus);
        });
    if (e.kind == ElementKind::kTrigger && !only_nouns(e) && !subject) {  // 'the suit that Costa filed was dropped'
      const uint32_t opening = relative_before(i);
      if (opening == kNone || opening < farthest) return kNone;
      i = opening;
      continue;
    }
    if (ends_clause(e)) return kNone;
    if (e.sort != sort) continue;
    uint32_t first = i;
    while (first > 0 && (plain(elements_[first - 1]) || elements_[first - 1].has(kArticle))) --first;
    if (first == 0 || !elements_[first - 1].has(kMarksNext)) return i;  // but not 'in the stadium'
  }
  return kNone;
}

// "Norvia's revenue fell to …", 'the stadium of the club opened': whose the thing is.
void ClauseReader::give_owner_of_thing(StatedEvent& s) {
  if (frames_.sort_names.empty() || s.frame->role(kOf) == kNoRole || filled(s, s.frame->role(kOf))) return;
  if (s.passive && is_verbal(s) && s.frame->role(kOf) == s.frame->role(kSubject)) return;  // "Costa's plan was blocked"
  for (const Need& need : s.frame->needs) {
    for (const std::string& one : need) {
      const auto sort = std::find(frames_.sort_names.begin(), frames_.sort_names.end(), one);
      if (sort == frames_.sort_names.end()) continue;
      const uint32_t thing = thing_of(s, static_cast<uint32_t>(sort - frames_.sort_names.begin() + 1));
      if (thing == kNone) continue;
      uint32_t words = 0;
      for (uint32_t i = thing; i-- > 0 && words <= 2; ++words) {
        const Element& e = elements_[i];
        if (e.kind == ElementKind::kName && e.grammatical == kOf) {
          for (const Actor& actor : list_at(i)) give_case(s, kOf, actor);
          return;
        }
        if (!plain(e) && !e.has(kMarksPrevious | kArticle)) break;
      }
      for (uint32_t i = thing + 1; i < elements_.size() && i <= thing + 3; ++i) {
        const Element& e = elements_[i];
        const bool genitive = e.grammatical == kOf || (frames_.bare_genitive && i == thing + 1);
        if (e.kind == ElementKind::kName && genitive) {
          for (const Actor& actor : list_at(i)) give_case(s, kOf, actor);
          return;
        }
        if (!plain(e) && !e.has(kMarksNext | kArticle)) break;
      }
      return;
    }
  }
}

}  // namespace annals
