#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

bool ClauseReader::has_quantity(const StatedEvent& s, std::optional<QuantityType> wanted) const {
  const uint32_t end = std::min<uint32_t>(s.right + 1, static_cast<uint32_t>(elements_.size()));
  for (uint32_t i = s.left; i < end; ++i) {
    if (elements_[i].kind == ElementKind::kQuantity &&
        (!wanted || reading_.quantities[elements_[i].index].type == *wanted))
      return true;
  }
  return false;
}

bool ClauseReader::met(const StatedEvent& s, const std::string& need) const {
  if (need == "-") return true;
  if (need == "money") return has_quantity(s, QuantityType::kMoney);
  if (need == "percent") return has_quantity(s, QuantityType::kPercent);
  if (need == "count") return has_quantity(s, QuantityType::kCount);
  if (need == "quantity") return has_quantity(s, std::nullopt);
  if (need == "time" || need == "quote") {
    const ElementKind wanted = need == "time" ? ElementKind::kTime : ElementKind::kMark;
    if (need == "quote" && quoted_[s.at]) return false;  // what is quoted introduces no quotation
    return std::any_of(elements_.begin(), elements_.end(), [&](const Element& e) { return e.kind == wanted; });
  }
  if (need == "people") {
    const auto end =
        elements_.begin() + std::min<std::ptrdiff_t>(s.right + 1, static_cast<std::ptrdiff_t>(elements_.size()));
    // 任命三位检察官进行调查: they do it
    const bool does = !frames_.spaced && s.counted && !s.passive && s.frame->role(kObject) != kNoRole;
    const uint32_t from = does ? s.at : s.left;
    return std::any_of(elements_.begin() + from, end, [&](const Element& e) { return counts_people(e); });
  }
  if ((need == "judge" && judge_alone(s)) || (need == "court" && unnamed_judge(s))) return true;
  if (need == "judge")
    return std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return judges(f); });
  if (need == "prosecutor") return prosecuted(s);
  if (need == "two") return s.fillers.size() >= 2;
  if (need == "passive") return s.passive;
  if (need == "bare") return s.frame->role(kObject) == kNoRole ? ends_clause_with(s) : ends_with_object(s);
  if (need == "since") {
    const auto end = elements_.begin() + std::min<std::ptrdiff_t>(s.right + 1, std::ssize(elements_));
    return std::any_of(elements_.begin() + s.left, end, [](const Element& e) { return e.has(kMarksSince); }) ||
           (s.left > 1 && (elements_[s.left - 1].has(kMarksSince) || elements_[s.left - 2].has(kMarksSince)));
  }
  if (need.starts_with("earlier.")) return told_before(std::string_view(need).substr(need.find('.') + 1));
  if (need == "named") {
    return std::any_of(s.fillers.begin(), s.fillers.end(),
                       [](const Filler& f) { return !f.actor.pronoun && !f.actor.omitted; });
  }
  if (need == "clause") return s.right < elements_.size() && elements_[s.right].has(kBeginsContent | kBeginsClause);
  if (const auto sort = std::find(frames_.sort_names.begin(), frames_.sort_names.end(), need);
      sort != frames_.sort_names.end())
    return thing_of(s, static_cast<uint32_t>(sort - frames_.sort_names.begin() + 1)) != kNone;
  const auto& roles = type(s).roles;
  const bool is_role =
      std::any_of(roles.begin(), roles.end(), [&](const EventRole& role) { return role.name == need; });
  if (const auto c = std::find(frames_.cases.begin(), frames_.cases.end(), need);
      !is_role && c != frames_.cases.end()) {
    const auto grammatical = static_cast<Case>(c - frames_.cases.begin());
    if (std::any_of(s.fillers.begin(), s.fillers.end(),
                    [&](const Filler& f) { return f.via == grammatical && !f.implied; }))
      return true;  // 'exige a Costa 3 milhões': what may be an article is none
    const uint32_t end = std::min<uint32_t>(s.right, static_cast<uint32_t>(elements_.size()));
    return std::any_of(elements_.begin() + s.left, elements_.begin() + end,
                       [&](const Element& e) { return e.kind == ElementKind::kName && e.grammatical == grammatical; });
  }
  for (size_t r = 0; is_role && r < roles.size(); ++r) {
    // 'officials said' is no statement of anybody's, '31 researchers resigned' and 员工抗议 are acts of theirs
    const bool by_people = roles[r].accepts(EntityType::kPerson) || roles[r].accepts(EntityType::kOrganization);
    if (roles[r].name == need && (s.counted || (s.led_unnamed && by_people)) && r == subject_role(s) &&
        need != "speaker")
      return true;
    if (roles[r].name == need && r == s.unnamed && (type(s).is(kFate) || !s.fillers.empty())) return true;
    if (roles[r].name == need && roles[r].words && is_verbal(s) && !s.subject.empty() &&
        !words_for(s, static_cast<uint8_t>(r)).empty())
      return true;
  }
  const auto entity_type = parse_entity_type(need);
  if (!is_role && entity_type == EntityType::kPerson && s.unnamed != kNoRole) return true;
  return std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) {
    return is_role ? roles[f.role].name == need : entity_type && f.actor.type == *entity_type;
  });
}

// ثم سحبها: an event of the type was told of shortly before.
bool ClauseReader::told_before(std::string_view name) const {
  constexpr size_t kNewest = 6;  // statements of the sentences before
  if (std::any_of(statements_.begin(), statements_.end(),
                  [&](const StatedEvent& s) { return s.states && type(s).name == name; }))
    return true;
  const auto& told = discourse_.told;
  return std::any_of(told.end() - static_cast<std::ptrdiff_t>(std::min(kNewest, told.size())), told.end(),
                     [&](const Discourse::Told& event) { return frames_.types[event.type].name == name; });
}

// 苏合离开了。: nothing stands behind the verb in its clause.
bool ClauseReader::ends_clause_with(const StatedEvent& s) const {
  uint32_t i = s.at + 1;
  while (i < elements_.size() && elements_[i].kind == ElementKind::kWord && elements_[i].has(kTransparent)) ++i;
  if (frames_.spaced && i + 1 == elements_.size() && elements_[i].sign) return true;  // the last point
  return i >= elements_.size() || elements_[i].kind == ElementKind::kComma || elements_[i].kind == ElementKind::kMark ||
         ends_clause(elements_[i]);
}

// 'wanted Ana Prado', 'rang him that night', but not 'wanted her to leave', 'called him a liar': nothing is said of the
// object behind it.
bool ClauseReader::ends_with_object(const StatedEvent& s) const {
  uint32_t last = s.at;
  for (const Filler& f : s.fillers) {
    if (f.via != kObject) continue;
    for (uint32_t i = s.at + 1; i < elements_.size() && i < s.at + kFarthest; ++i) {
      if (elements_[i].span == f.actor.span) last = std::max(last, i);
    }
  }
  const bool person = std::any_of(s.fillers.begin(), s.fillers.end(), [](const Filler& f) {
    return f.via == kObject && f.actor.type == EntityType::kPerson;
  });
  if (last == s.at || !person) return false;
  if (last + 1 >= elements_.size()) return true;
  const Element& next = elements_[last + 1];
  if (next.kind == ElementKind::kMark || next.kind == ElementKind::kTrigger || next.kind == ElementKind::kName ||
      next.has(kArticle | kBeginsContent))
    return false;
  return (!plain(next) || next.sign) && !(next.has(kMarksNext) && next.word.next == kTo);
}

// 'Supremo Tribunal Federal', 'High Court': one of the name's words says so.
bool ClauseReader::named_court(std::string_view name) const { return has_word(name, frames_.judges); }

// 'the court ordered the dismissal of Costa': whoever rules in the sentence is not the body that is ruled about.
bool ClauseReader::decides(const Actor& actor) const {
  return actor.type == EntityType::kOrganization &&
         std::any_of(statements_.begin(), statements_.end(), [&](const StatedEvent& before) {
           return type(before).is(kRuling) && is_verbal(before) && plays(before, actor.entity);
         });
}

bool ClauseReader::has_word(std::string_view name, const std::vector<std::string>& words) {
  const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c & 0x80) != 0; };
  std::string folded(name);
  for (char& c : folded) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  return std::any_of(words.begin(), words.end(), [&](const std::string& word) {
    const size_t at = folded.find(word);
    if (at == std::string::npos || (at > 0 && letter(folded[at - 1]))) return false;
    return at + word.size() >= folded.size() || !letter(folded[at + word.size()]);
  });
}

// 'Judge Ana Prado', 'a county judge, Ana Prado, ordered', 'Ana Prado, juíza federal': the word stands beside the name.
bool ClauseReader::judges(const Filler& filler) const {
  if (filler.actor.type == EntityType::kOrganization)
    return frames_.spaced ? named_court(reading_.entities[filler.actor.entity].name) : is_court(filler.actor);
  if (filler.actor.type != EntityType::kPerson) return false;
  const auto name = std::partition_point(elements_.begin(), elements_.end(),
                                         [&](const Element& e) { return e.span.begin < filler.actor.span.begin; });
  const auto at = static_cast<uint32_t>(name - elements_.begin());
  const auto beside = [&](uint32_t i) {
    return elements_[i].kind == ElementKind::kComma || elements_[i].kind == ElementKind::kWord || elements_[i].modifier;
  };
  if (at < elements_.size() && elements_[at].word.judge) return true;
  // 'the judge gave Costa a week': where adjectives stand before their nouns, a word between the two is a verb
  const auto parts = [&](uint32_t i) {
    return frames_.compound_nouns && plain(elements_[i]) && !elements_[i].has(kTransparent);
  };
  for (uint32_t i = at; i-- > 0 && at - i <= kAppositionWords && beside(i);) {
    if (elements_[i].word.judge) return true;
    if (i + 1 == at && parts(i)) break;
  }
  for (uint32_t i = at + 1; i < elements_.size() && i - at <= kAppositionWords && beside(i); ++i) {
    if (elements_[i].word.judge) return true;
    if (i == at + 1 && parts(i)) break;
  }
  return false;
}

// 'O Ministério Público acusou', 'os procuradores acusaram': those who bring charges, with a name or without.
bool ClauseReader::prosecuted(const StatedEvent& s) const {
  const uint8_t agent = s.frame->role(kSubject);
  for (const Filler& f : s.fillers) {
    if (f.role != agent) continue;
    const std::string& name = reading_.entities[f.actor.entity].name;
    return has_word(name, frames_.prosecutors) ||
           (!frames_.spaced && std::any_of(frames_.prosecutors.begin(), frames_.prosecutors.end(),
                                           [&](const std::string& word) { return name.ends_with(word); }));
  }
  if (!is_verbal(s) || frames_.verb_first || (s.passive && frames_.spaced)) return false;  // 遭检方起诉
  for (uint32_t i = s.at; i-- > 0 && s.at - i <= kApposition;) {
    const Element& e = elements_[i];
    if (e.word.prosecutor) return true;
    const bool object = e.kind == ElementKind::kName && (e.object || e.grammatical != kUnmarked);
    const bool day = !frames_.spaced && e.kind == ElementKind::kTime;  // 检方周二将其起诉
    if (!object && !day && !plain(e) && !e.has(kTransparent | kGivesStatus | kIsObject | kMarksNext | kArticle))
      return false;
    if (ends_clause(e)) return false;
  }
  return false;
}

// 法院驳回, حكمت المحكمة: the subject is a judge or a court without a name.
bool ClauseReader::judge_alone(const StatedEvent& s) const {
  if (frames_.spaced && !frames_.verb_first) return unnamed_judge(s);
  if (!is_verbal(s)) return false;
  const auto subject = [&](uint32_t i) { return plain(elements_[i]) && elements_[i].word.judge; };
  if (frames_.verb_first)  // حكمت المحكمة, قال إن المحكمة حكمت
    return (s.at + 1 < elements_.size() && subject(s.at + 1)) || (s.at > 0 && subject(s.at - 1) && noun_opens(s.at));
  for (uint32_t i = s.at; i-- > 0 && s.at - i <= kApposition;) {
    const Element& e = elements_[i];
    if (subject(i)) return true;
    if (e.kind == ElementKind::kComma && i + 1 == s.at && !frames_.spaced)  // 法院判苏合败诉,驳回了反诉
      return std::any_of(statements_.begin(), statements_.end(), [&](const StatedEvent& before) {
        return before.states && type(before).is(kRuling) && before.fillers.empty();
      });
    if (e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.kind == ElementKind::kTrigger ||
        (e.kind == ElementKind::kName && e.grammatical == kUnmarked))
      return false;
  }
  return false;
}

// 'A federal judge ordered', 'was ordered by a court in Lisbon': the subject is one without a name.
bool ClauseReader::unnamed_judge(const StatedEvent& s) const {
  const bool named = std::any_of(s.fillers.begin(), s.fillers.end(),
                                 [&](const Filler& f) { return f.role == s.frame->role(kSubject); });
  if (!is_verbal(s) || named || !frames_.spaced || frames_.verb_first) return false;
  if (s.passive) {
    bool agent = false;
    for (uint32_t i = s.at + 1; i < s.right && i < elements_.size(); ++i) {
      const Element& e = elements_[i];
      if (agent && e.word.judge) return true;
      if (e.kind == ElementKind::kName || e.kind == ElementKind::kComma) return false;
      agent = agent || (e.has(kMarksNext) && e.word.next == kBy);
    }
    return false;
  }
  for (uint32_t i = s.at; i-- > 0 && s.at - i <= kApposition;) {
    const Element& e = elements_[i];
    if (e.word.judge) return true;
    const bool passes = plain(e) || e.has(kTransparent | kGivesStatus | kMarksNext | kArticle | kMakesPassive) ||
                        e.kind == ElementKind::kTime ||
                        (e.kind == ElementKind::kName && e.grammatical != kUnmarked);  // 'a court in Lisbon'
    if (!passes || e.kind == ElementKind::kTrigger || ends_clause(e)) return false;
  }
  return false;
}

// 'her consent', 'their correspondence': an event noun with a pronoun and nothing else tells no event of its own.
bool ClauseReader::hollow(const StatedEvent& s) const {
  if (s.frame->kind != FrameKind::kNoun || s.fillers.size() != 1) return false;
  const bool told = std::any_of(s.frame->needs.begin(), s.frame->needs.end(),
                                [](const Need& n) { return n[0] == "quote"; });  // 'Her answer was: “No”'
  // بعد اعتقاله, قبل وفاته
  if (frames_.verb_first && type(s).is(kFate)) return false;
  return !told && s.subject.empty() && !s.carried && (s.owned || s.fillers[0].actor.omitted) &&
         !has_quantity(s, std::nullopt);
}

bool ClauseReader::needs_met(const StatedEvent& s) const {
  const auto all = [&](const std::vector<Need>& needs) {
    return std::all_of(needs.begin(), needs.end(), [&](const Need& need) {
      return std::any_of(need.begin(), need.end(), [&](const std::string& one) { return met(s, one); });
    });
  };
  const bool alone =
      std::any_of(s.frame->needs.begin(), s.frame->needs.end(), [](const Need& n) { return n[0] == "-"; });
  return all(s.frame->needs) && (alone || all(type(s).needs)) && !hollow(s);
}

}  // namespace annals
