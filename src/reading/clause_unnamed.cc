// Subjects without a name: 'The sources said', '31 researchers published', 监管局约谈了….
#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

// 'o engenheiro se queixou': a definite noun that nothing calls somebody stands right before the verb.
bool ClauseReader::noun_before(uint32_t verb) const {
  if (!frames_.inflects || frames_.verb_first || !frames_.spaced) return false;
  uint32_t i = verb;
  const auto adverb = [](const Element& e) {
    return e.has(kTransparent | kGivesStatus | kIsObject) && !e.has(kArticle) && !e.word.title;
  };
  while (i > 0 && adverb(elements_[i - 1])) --i;
  uint32_t words = 0;
  while (i > 0 && plain(elements_[i - 1]) && !adverb(elements_[i - 1]) && words < adverbs()) {
    --i;
    ++words;
  }
  if (words == 0 || i == 0 || !elements_[i - 1].has(kArticle)) return false;
  --i;
  const bool opens = i == 0 || elements_[i - 1].kind == ElementKind::kComma || ends_clause(elements_[i - 1]) ||
                     elements_[i - 1].kind == ElementKind::kTime;
  return opens;
}

// 'with her and the man who', 'do homem que': a noun that nothing calls somebody is what the relative clause tells of.
bool ClauseReader::of_unnamed(uint32_t relative) const {
  if (!frames_.spaced || frames_.verb_first) return false;
  uint32_t i = relative;
  while (i > 0 && relative - i < 2 && plain(elements_[i - 1]) && !elements_[i - 1].sign &&
         !elements_[i - 1].has(kArticle | kTransparent))
    --i;
  if (i == relative || i < 2) return false;
  const Element& opens = elements_[i - 1];
  if (opens.has(kMarksNext) && !opens.has(kArticle)) return opens.kind == ElementKind::kWord && !opens.word.bare;
  return opens.has(kArticle) && (elements_[i - 2].has(kJoins) || elements_[i - 2].has(kMarksNext)) &&
         !elements_[i - 2].has(kBeginsClause);
}

// اعتقلت الشرطة سامر: verb first, a body without a name stands right behind the verb.
bool ClauseReader::acts_unnamed(uint32_t verb) const {
  if (!frames_.verb_first) return false;
  for (uint32_t i = verb + 1; i < elements_.size() && i <= verb + 2; ++i) {
    if (elements_[i].kind == ElementKind::kWord && elements_[i].word.body) return true;
    const Element& e = elements_[i];  // يدير النادي المشجعون
    if (i == verb + 1 && e.kind == ElementKind::kName && e.pronoun && e.type == EntityType::kOrganization) continue;
    if (!elements_[i].has(kHoldsPronoun)) return false;  // أفرجت عنه النيابة
  }
  return false;
}

// نفت قطر الخبر: verb first, a country that the verb has no part for acts, and nobody told of before.
bool ClauseReader::country_acts(const StatedEvent& s, uint32_t verb) const {
  if (!frames_.verb_first || s.frame->type == 0 || verb + 1 >= elements_.size()) return false;
  const Element& next = elements_[verb + 1];
  if (next.kind != ElementKind::kName || next.type != EntityType::kPlace || next.pronoun || next.modifier) return false;
  return next.grammatical == kUnmarked && !accepts(s, s.frame->role(kObject), next.type) &&
         !accepts(s, subject_role(s), next.type) && !preceded_by_subject(verb);
}

// قال إن الشركة الجديدة طردته: verb first, a definite noun opens the clause before the verb.
bool ClauseReader::noun_opens(uint32_t verb) const {
  constexpr uint32_t kMostWords = 3;
  if (!frames_.verb_first) return false;
  uint32_t i = verb;
  while (i > 0 && !elements_[i - 1].word.title && !elements_[i - 1].has(kRelates | kBeginsContent) &&
         elements_[i - 1].has(kTransparent | kGivesStatus))
    --i;
  uint32_t words = 0;
  while (i > 0 && words < kMostWords && elements_[i - 1].kind == ElementKind::kWord && !elements_[i - 1].sign &&
         !elements_[i - 1].has(kMarksNext | kBeginsContent | kBeginsClause | kRelates) &&
         (elements_[i - 1].definite || elements_[i - 1].word.title)) {
    --i;
    ++words;
  }
  if (words == 0) return false;
  return i == 0 || elements_[i - 1].has(kBeginsContent | kBeginsClause) || elements_[i - 1].kind == ElementKind::kComma;
}

// Where the phrase opens that the word at `close` ends: 在 of 在…的情况下; kNone when nothing in the clause opens it.
uint32_t ClauseReader::opening_of(uint32_t close) const {
  for (uint32_t i = close; i-- > 0 && close - i < kFarthest;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return kNone;
    const std::string_view marker = e.has(kMarksNext) ? frames_.case_name(e.word.next) : "";
    if (marker == "in" || marker == "other") return i;
  }
  return kNone;
}

// 市监管局随后约谈: a common noun for people or a body stands right before the verb, with no name in the clause and no
// preposition before it.
bool ClauseReader::agent_before(uint32_t from, uint32_t verb) const {
  if (frames_.spaced) return false;
  uint32_t i = verb;
  while (i > from && !elements_[i - 1].agent &&
         (elements_[i - 1].kind == ElementKind::kTime || elements_[i - 1].has(kTransparent | kGivesStatus) ||
          (elements_[i - 1].kind == ElementKind::kName && elements_[i - 1].grammatical == kObject) ||
          (elements_[i - 1].has(kMarksNext) && elements_[i - 1].word.next == kObject)))
    --i;  // 检方随后将其起诉
  if (i == from || !elements_[i - 1].agent) return false;
  while (i-- > from) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kTime) break;
    if (e.kind == ElementKind::kName || e.kind == ElementKind::kTrigger || e.has(kMarksNext)) return false;
  }
  return true;
}

// 检方对林远舟提起公诉, 批评者则质疑: the clause's own subject is somebody without a name.
bool ClauseReader::unnamed_subject(uint32_t from, uint32_t verb) const {
  if (noun_before(verb) || agent_before(from, verb)) return true;
  bool clause_begins = true;
  for (uint32_t i = from; i < verb && i < elements_.size(); ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop) {
      clause_begins = true;
      continue;
    }
    const bool blocked = e.kind == ElementKind::kWord && e.form_count > 0;
    const auto name = [&](uint32_t k) { return k < verb && elements_[k].kind == ElementKind::kName; };
    if (clause_begins && !frames_.spaced && (blocked || e.word.title) && !name(i + 1) &&
        !(i > 0 && elements_[i - 1].kind == ElementKind::kName))
      return std::none_of(elements_.begin() + i, elements_.begin() + verb, [](const Element& inside) {
        return inside.kind == ElementKind::kName && inside.grammatical == kUnmarked;
      });
    clause_begins = clause_begins && (e.kind == ElementKind::kTime || (e.has(kTransparent) && !e.word.title));
  }
  return false;
}

// 'The sources said', 'sources at Norvia said that', verb first: somebody without a name.
bool ClauseReader::unnamed_speaker(const StatedEvent& s, uint32_t verb) const {
  if (!frames_.verb_first || !s.frame->says || verb + 1 >= elements_.size() || preceded_by_subject(verb)) return false;
  const Element& next = elements_[verb + 1];
  if (next.definite || next.word.title) return true;
  const bool noun = plain(next) || (next.kind == ElementKind::kTrigger && only_nouns(next));
  if (!noun || next.has(kTransparent) || next.sign) return false;
  for (uint32_t k = verb + 2; k < elements_.size() && k <= verb + 8; ++k) {
    // تقول منظمات تدافع عن البيئة إن: a verb right behind the noun describes it
    const bool describes = k == verb + 2 && may_be_finite(elements_[k]);
    if (elements_[k].kind == ElementKind::kTrigger && !only_nouns(elements_[k]) && !describes) return false;
    if (elements_[k].has(kBeginsContent) || elements_[k].kind == ElementKind::kMark) return true;
  }
  return false;
}

// 'urged shareholders to sue Norvia', 'asked the board to dismiss Costa': somebody without a name is to do it.
bool ClauseReader::asks_unnamed(const StatedEvent& before, uint32_t verb) const {
  if (!frames_.compound_nouns || !frames_.spaced || frames_.verb_first || before.passive || before.frame->type == 0)
    return false;
  const bool asks = (type(before).is(kOffer) || (type(before).is(kSaying) && !type(before).is(kMessage | kMeeting))) &&
                    before.frame->role(kObject) != kNoRole;
  uint32_t i = before.at + 1;
  if (!asks || verb == 0 || i >= verb) return false;
  const Element& to = elements_[verb - 1];
  if (!to.has(kTransparent) || !to.has(kMarksNext) || to.word.next != kTo) return false;
  if (elements_[i].has(kArticle) && !elements_[i].has(kMarksNext)) ++i;
  const auto noun = [this](const Element& e) { return e.kind == ElementKind::kTrigger && only_nouns(e); };
  return i + 1 < verb && !elements_[i].sign && !elements_[i].has(kTransparent | kMarksNext) &&
         (plain(elements_[i]) || noun(elements_[i])) &&
         std::none_of(elements_.begin() + i, elements_.begin() + verb - 1, [&](const Element& e) {
           return e.kind == ElementKind::kName || (e.kind == ElementKind::kTrigger && !noun(e));
         });
}

// 'A consortium led by Costa offered': who leads somebody without a name acts for them.
bool ClauseReader::leads_unnamed(const StatedEvent& before, const StatedEvent& s) const {
  if (!frames_.inflects || frames_.verb_first || !before.passive || !before.subject.empty() ||
      passive_before(before.at))
    return false;
  if (!type(before).is(kLeading)) return false;
  if ((s.tags & (kFormPast | kFormPresent | kFormFuture)) == 0 || before.right + 1 < s.at) return false;
  return std::any_of(before.fillers.begin(), before.fillers.end(), [&](const Filler& f) {
    return f.role == before.frame->role(kSubject) && accepts(s, subject_role(s), f.actor.type);
  });
}

// A colon behind which people's names stand.
bool ClauseReader::opens_list(uint32_t at) const {
  const Element& e = elements_[at];
  if (!frames_.spaced || e.kind != ElementKind::kStop || e.semicolon || at + 1 >= elements_.size()) return false;
  const Element& name = elements_[at + 1];
  return name.kind == ElementKind::kName && !name.pronoun && name.type == EntityType::kPerson &&
         name.grammatical == kUnmarked;
}

// The name at `name` and those listed with it are, or are among, the people whom a number counted as what the verb is
// done to.
bool ClauseReader::names_counted(StatedEvent& s, uint32_t verb, uint32_t name) {
  constexpr uint32_t kFromCount = 5;  // elements from the number to its passive verb
  const uint32_t from = s.passive ? verb - std::min(verb, kFromCount) : verb + 1;
  const bool counted = s.counted || std::any_of(elements_.begin() + from, elements_.begin() + name,
                                                [](const Element& c) { return c.kind == ElementKind::kQuantity; });
  const uint8_t role = s.passive ? subject_role(s) : s.frame->role(kObject);
  if (!counted || !accepts(s, role, actor_of(elements_[name]))) return false;
  if (!s.passive) {
    for (const Actor& actor : list_at(name)) pending_.emplace_back(kObject, actor);
  } else if (s.subject.empty()) {
    s.subject = list_at(name);
    s.left = std::min(s.left, from);
  }
  return true;
}

bool ClauseReader::counts_people(const Element& e) const {
  if (e.kind != ElementKind::kQuantity) return false;
  const Quantity& quantity = reading_.quantities[e.index];
  return quantity.type == QuantityType::kCount && quantity.unit == "people";
}

}  // namespace annals
