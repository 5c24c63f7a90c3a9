// Relative clauses before their noun (林远舟创立的北澜科技) and clefts, where words are not separated.
#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

ClauseReader::Attribution ClauseReader::read_head_noun(StatedEvent& s, uint32_t verb) {
  if (!s.part.empty()) return read_divided_head(s, verb);
  uint32_t i = verb + 1;
  bool amount = false;  // 'worth six million 的 equipment': the head is the subject; 'provide six million 的 funds' and
                        // 'signed a five-year 的 contract' are no clauses of their own
  while (i < elements_.size() && (elements_[i].has(kTransparent) || elements_[i].kind == ElementKind::kQuantity) &&
         !elements_[i].has(kMarksPrevious)) {
    amount = amount || elements_[i].kind == ElementKind::kQuantity;
    ++i;
  }
  if (i >= elements_.size()) return Attribution::kNotAttributive;
  if (amount && (s.frame->role(kObject) != kNoRole || s.frame->kind == FrameKind::kVerb))
    return Attribution::kNotAttributive;
  if (elements_[i].has(kMarksPrevious)) {
    const uint32_t head = name_of_phrase(i + 1);
    s.right = i + 1;
    if (const uint32_t object = head == kNone && !amount ? object_before_verb(verb) : kNone; object != kNone) {
      for (const Actor& actor : list_at(object)) pending_.emplace_back(kObject, actor);
      s.left = object;
      return Attribution::kSubjectUnnamed;
    }
    if (head == kNone) return amount ? Attribution::kSubjectUnnamed : Attribution::kAttributive;
    if (!amount && accepts(s, s.frame->role(kObject), elements_[head].type)) {
      for (const Actor& actor : list_at(head)) pending_.emplace_back(kObject, actor);
      s.right = head + 1;
    } else if (!s.passive && accepts(s, s.frame->role(kSubject), elements_[head].type)) {
      s.subject = list_at(head);
      s.right = head + 1;
    }
    return Attribution::kAttributive;
  }
  // The object and the head are names of their own; 'organisation 的 person' may be one phrase and is left alone.
  if (s.passive || elements_[i].kind != ElementKind::kName) return Attribution::kNotAttributive;
  constexpr uint32_t kMostBehindObject = 4;  // 持有诺维亚35%股份的云岫资本
  uint32_t marker = i + 1;
  while (marker < elements_.size() && marker <= i + kMostBehindObject && !elements_[marker].has(kMarksPrevious) &&
         (elements_[marker].kind == ElementKind::kQuantity || (plain(elements_[marker]) && !elements_[marker].sign)))
    ++marker;
  if (marker + 1 >= elements_.size() || !elements_[marker].has(kMarksPrevious)) return Attribution::kNotAttributive;
  const Element& object = elements_[i];
  const Element& head = elements_[marker + 1];
  const bool body = marker == i + 1 && object.type == EntityType::kOrganization && head.type == EntityType::kPerson;
  if (head.kind != ElementKind::kName || (body && !(opens_here(verb) && finite_verb_follows(marker + 1))))
    return Attribution::kNotAttributive;
  const bool takes = s.frame->role(kObject) != kNoRole;  // 接替林远舟的何静岚 has no part for whom she replaces
  if ((takes && !accepts(s, s.frame->role(kObject), object.type)) || !accepts(s, s.frame->role(kSubject), head.type) ||
      has_name_before(verb))
    return Attribution::kNotAttributive;
  if (takes) pending_.emplace_back(kObject, actor_of(object));
  s.subject = list_at(marker + 1);
  s.right = marker + 2;
  return Attribution::kAttributive;
}

// 担任评委的海城钢琴家苏合宣布…, 曾在诺维亚工作多年的苏合…: behind words, amounts and marked names that belong to
// the verb, the head is its subject; it has a verb of its own behind it where it could be the object.
ClauseReader::Attribution ClauseReader::read_far_head(StatedEvent& s, uint32_t verb) {
  constexpr uint32_t kLongest = 14;
  if (s.passive || !s.part.empty() || has_name_before(verb) || !opens_here(verb)) return Attribution::kNotAttributive;
  uint32_t head = kNone, object = kNone, marker = verb + 1;
  for (; marker + 1 < elements_.size() && marker <= verb + kLongest && head == kNone; ++marker) {
    const Element& e = elements_[marker];
    if (e.has(kMarksPrevious) && e.word.previous == kOf) {
      head = name_of_phrase(marker + 1);
      if (head != kNone && elements_[head].type == EntityType::kPlace) head = kNone;
      // 起诉诺维亚的前顾问苏合宣布…: the name right before is the object where another verb follows the head
      const Element& before = elements_[marker - 1];
      if (head != kNone && object == kNone && before.kind == ElementKind::kName && before.grammatical == kOf &&
          accepts(s, s.frame->role(kObject), before.type) && finite_verb_follows(head))
        object = marker - 1;
      continue;
    }
    if (e.kind == ElementKind::kComma || e.sign || ends_clause(e)) break;
    if (e.kind == ElementKind::kTrigger && !only_nouns(e)) break;
    if (e.kind == ElementKind::kName && e.grammatical == kUnmarked && !e.modifier && object == kNone) object = marker;
  }
  if (head == kNone || !accepts(s, subject_role(s), elements_[head].type)) return Attribution::kNotAttributive;
  const bool may_be_object = accepts(s, s.frame->role(kObject), elements_[head].type);
  if (may_be_object && (object == kNone || !accepts(s, s.frame->role(kObject), elements_[object].type)) &&
      !finite_verb_follows(head))
    return Attribution::kNotAttributive;
  if (object != kNone && !accepts(s, s.frame->role(kObject), elements_[object].type) && may_be_object)
    return Attribution::kNotAttributive;
  if (object != kNone) pending_.emplace_back(kObject, actor_of(elements_[object]));
  for (uint32_t i = verb + 1; i < marker; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName && e.grammatical != kUnmarked && i < head && i != object && e.grammatical != kOf)
      pending_.emplace_back(e.grammatical, actor_of(e));
  }
  s.subject = list_at(head);
  s.right = head + 1;
  return Attribution::kAttributive;
}

// 持有诺维亚35%股份的云岫资本; but 开出三倍的年薪: there 的 stands inside the trigger.
ClauseReader::Attribution ClauseReader::read_divided_head(StatedEvent& s, uint32_t verb) {
  uint32_t marker = verb + 1;
  uint32_t object = kNone;
  for (; marker < elements_.size() && elements_[marker].span.begin < s.part.end; ++marker) {
    if (elements_[marker].kind == ElementKind::kName && object == kNone) object = marker;
  }
  if (marker + 1 >= elements_.size() || !elements_[marker].has(kMarksPrevious)) return Attribution::kNotAttributive;
  const uint32_t head = name_of_phrase(marker + 1);
  if (s.passive || object == kNone || head == kNone || !accepts(s, s.frame->role(kSubject), elements_[head].type) ||
      has_name_before(verb) || (head > marker + 1 && !finite_verb_follows(head)))
    return Attribution::kNotAttributive;
  for (const Actor& actor : list_at(object)) pending_.emplace_back(kObject, actor);
  s.subject = list_at(head);
  s.right = head + 1;
  return Attribution::kAttributive;
}

// Whether the clause begins right before the verb, but for words that may stand anywhere.
bool ClauseReader::opens_here(uint32_t verb) const {
  for (uint32_t i = verb; i-- > 0;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop) return true;
    const StatedEvent* before = e.kind == ElementKind::kTrigger ? statement_at(i) : nullptr;
    const bool governs = before != nullptr && before->frame->type == 0 && before->frame->content;
    if (governs || (before != nullptr && before->governing != nullptr)) continue;  // 拒绝出售股份的苏合
    if (!e.has(kTransparent | kGivesStatus) && e.kind != ElementKind::kTime) return false;
  }
  return true;
}

// 把林远舟赶走的人: the object that stands before the verb.
uint32_t ClauseReader::object_before_verb(uint32_t verb) const {
  for (uint32_t i = verb; i-- > 0 && verb - i <= kApposition;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kTrigger || ends_clause(e)) return kNone;
    if (e.kind == ElementKind::kName) return e.grammatical == kObject ? i : kNone;
  }
  return kNone;
}

// The name of the noun phrase that begins at `i`, over a few words of its own; kNone when it has none.
uint32_t ClauseReader::name_of_phrase(uint32_t i) const {
  const uint32_t longest = frames_.spaced ? 4 : 8;
  for (uint32_t words = 0; i < elements_.size() && words <= longest; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName && !e.modifier) {
      if (e.grammatical != kUnmarked && e.grammatical != kOf) return kNone;
      // 盯上的是诺维亚的数学家苏合
      const bool owns = e.grammatical == kOf && i + 2 < elements_.size() && elements_[i + 1].has(kMarksPrevious);
      const uint32_t owned = owns ? name_of_phrase(i + 2) : kNone;
      return owned != kNone && elements_[owned].grammatical == kUnmarked ? owned : i;
    }
    if (e.kind != ElementKind::kName && !plain(e)) return kNone;
    ++words;
  }
  return kNone;
}

// 的是苏合, 的还有公司董事长苏合, 的人,正是苏合: the name that closes the clause behind a word that says who is meant.
uint32_t ClauseReader::told_who(uint32_t marker) const {
  constexpr uint32_t kMostBefore = 4, kLongestPhrase = 12;
  if (!elements_[marker].has(kMarksPrevious) || elements_[marker].word.previous != kOf) return kNone;
  uint32_t i = marker + 1;
  for (; i < elements_.size() && i <= marker + kMostBefore && !elements_[i].word.tells_who; ++i) {
    const Element& e = elements_[i];
    const bool comma = e.kind == ElementKind::kComma && !e.has(kJoins);
    if (!comma && !e.has(kTransparent | kGivesStatus) && (!plain(e) || e.sign)) return kNone;
  }
  if (i > marker + kMostBefore || i >= elements_.size() || !elements_[i].word.tells_who) return kNone;
  const uint32_t first = i + 1;
  uint32_t name = kNone;
  for (i = first; i < elements_.size() && i < first + kLongestPhrase; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop || (e.kind == ElementKind::kComma && !e.has(kJoins))) break;
    if (e.kind == ElementKind::kMark) return kNone;
    if (e.kind == ElementKind::kName) name = e.grammatical == kUnmarked && !e.modifier ? i : kNone;
  }
  while (name != kNone && i > name + 1 && elements_[i - 1].has(kTransparent)) --i;  // 苏合一人
  return name != kNone && name + 1 == i ? name : kNone;
}

// 把诺维亚卖给奥拉的是林远舟, 给诺维亚投资的是云岫, 被赶走的还有苏合: who does or suffers it stands behind 的是 where
// the verb has its other part already.
uint32_t ClauseReader::cleft_subject(const StatedEvent& s, uint32_t verb) {
  constexpr uint32_t kLongest = 16;
  // 最先提出收购的是苏合, 写信的是苏合
  bool other = s.passive || s.frame->kind == FrameKind::kPhrase || type(s).is(kMessage);
  for (uint32_t i = verb; i-- > 0 && verb - i <= kFarthest;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || ends_clause(e)) break;
    if (e.kind == ElementKind::kName && e.grammatical == kUnmarked) return kNone;
    other = other || e.kind == ElementKind::kName;
  }
  for (uint32_t i = verb + 1; i < elements_.size() && i <= verb + kLongest; ++i) {
    const Element& e = elements_[i];
    if (e.has(kMarksPrevious) && e.word.previous == kOf) {
      const uint32_t name = other ? told_who(i) : kNone;
      if (name != kNone) {
        cleft_marker_ = i;
        return name;
      }
    }
    if (e.kind == ElementKind::kComma || ends_clause(e)) return kNone;
    other = other || e.kind == ElementKind::kName || e.kind == ElementKind::kTrigger || (plain(e) && !e.sign);
  }
  return kNone;
}

// 北澜科技是林远舟创立的, 北澜科技这家公司,是林远舟创立的: what it is done to stands before 是, who does it behind.
void ClauseReader::cleft_object(StatedEvent& s, uint32_t verb) {
  constexpr uint32_t kMostWords = 6;
  const uint8_t object = s.frame->role(kObject);
  if (frames_.spaced || s.passive || object == kNoRole || s.subject.size() != 1 || s.subject[0].omitted) return;
  if (verb + 1 >= elements_.size() || !elements_[verb + 1].has(kMarksPrevious)) return;
  if (verb + 2 < elements_.size() && elements_[verb + 2].kind != ElementKind::kComma && !elements_[verb + 2].sign &&
      elements_[verb + 2].kind != ElementKind::kStop)
    return;
  uint32_t i = verb;
  while (i > 0 && elements_[i].span != s.subject[0].span) --i;
  while (i > 0 && (elements_[i - 1].kind == ElementKind::kTime || elements_[i - 1].has(kTransparent)) &&
         !elements_[i - 1].word.tells_who)
    --i;
  if (i < 2 || !elements_[i - 1].word.tells_who) return;
  for (uint32_t name = i - 1, words = 0; name-- > 0 && words <= kMostWords; ++words) {
    const Element& e = elements_[name];
    if (e.kind == ElementKind::kName) {
      if (e.grammatical == kUnmarked && (!e.modifier || words == 0) && accepts(s, object, e.type)) {
        pending_.emplace_back(kObject, actor_of(e));
        s.left = std::min(s.left, name);
      }
      return;
    }
    if (e.kind != ElementKind::kComma && (!plain(e) || e.sign)) return;
  }
}

// 起诉了负责研发的苏合, 收购了林远舟创立的诺维亚: the object behind a clause that describes it, whose verb stands at
// `inner`.
uint32_t ClauseReader::described_object(const StatedEvent& s, uint32_t verb, uint32_t inner) const {
  constexpr uint32_t kLongest = 14;
  if (frames_.spaced || s.passive || s.frame->content || s.frame->type == 0) return kNone;
  bool named = false;
  for (uint32_t i = verb + 1; i < inner; ++i) {
    const Element& e = elements_[i];
    const bool subject = e.kind == ElementKind::kName && e.grammatical == kUnmarked && !named;
    named = named || subject;
    if (!subject && !e.has(kTransparent | kArticle) && e.kind != ElementKind::kQuantity && e.kind != ElementKind::kTime)
      return kNone;
  }
  for (uint32_t i = inner + 1; i < elements_.size() && i <= inner + kLongest; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || ends_clause(e)) return kNone;
    if (!e.has(kMarksPrevious) || e.word.previous != kOf) continue;
    const uint32_t head = name_of_phrase(i + 1);
    if (head == kNone) return kNone;
    return accepts(s, s.frame->role(kObject), actor_of(elements_[head])) && !finite_verb_follows(head) ? head : kNone;
  }
  return kNone;
}

// 逼走了一手创办诺维亚的苏合: the head does what the words before it say, where they have an object or cannot have one.
uint32_t ClauseReader::head_as_subject(uint32_t verb) {
  if (verb > 0 && elements_[verb - 1].kind == ElementKind::kName) return kNone;
  uint32_t marker = described_head_;
  while (marker > verb && !(elements_[marker].has(kMarksPrevious) && elements_[marker].word.previous == kOf)) --marker;
  const bool object = std::any_of(elements_.begin() + verb + 1, elements_.begin() + std::max(marker, verb + 1),
                                  [](const Element& e) { return !e.has(kTransparent); });
  if (marker == verb || !object) return kNone;
  cleft_marker_ = marker;
  return described_head_;
}

// A name that may be the subject of the verb, in its clause.
bool ClauseReader::has_name_before(uint32_t verb) const {
  for (uint32_t i = verb; i-- > 0;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kTrigger || ends_clause(e)) return false;
    if (e.kind == ElementKind::kName && e.grammatical == kUnmarked) return true;
  }
  return false;
}

// 'a salary and shares in Orla', 奥尔拉的股权: the name says of whom the shares are, where the event is about people
// and bodies, not about what they own.
bool ClauseReader::of_equity(const StatedEvent& s, uint32_t name) const {
  if (frames_.equity_sort == 0 || s.frame->type == 0) return false;
  const std::vector<EventRole>& roles = type(s).roles;
  const bool things =
      std::any_of(roles.begin(), roles.end(), [](const EventRole& role) { return role.accepts(EntityType::kProduct); });
  if (things) return false;
  const Case grammatical = elements_[name].grammatical;
  constexpr uint32_t kFurthest = 8;  // elements
  uint32_t words = 0;
  const auto passed = [&](const Element& e) {
    if (e.kind == ElementKind::kName) return true;
    const bool word = e.kind == ElementKind::kWord || (e.kind == ElementKind::kTrigger && only_nouns(e));
    return word && (!plain(e) || ++words <= 2) && !ends_clause(e);
  };
  if (!frames_.spaced) {
    for (uint32_t i = name + 1; i < elements_.size() && i <= name + kFurthest; ++i) {
      if (elements_[i].sort == frames_.equity_sort) return true;
      if (elements_[i].has(kMarksNext) || !passed(elements_[i])) return false;
    }
    return false;
  }
  if (grammatical == kUnmarked)
    return frames_.bare_genitive && name > 0 && elements_[name - 1].sort == frames_.equity_sort;
  if (grammatical != kOf && frames_.case_name(grammatical) != "in") return false;
  for (uint32_t i = name; i-- > s.at + 1 && name - i <= kFurthest;) {
    const Element& e = elements_[i];
    if (e.sort == frames_.equity_sort) return true;
    const bool other =
        e.has(kMarksNext) && !e.has(kArticle | kJoins) && e.word.next != kOf && e.word.next != grammatical;
    if (other || !passed(e)) return false;
  }
  return false;
}

}  // namespace annals
