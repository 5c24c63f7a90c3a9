#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

void ClauseReader::fill_noun(StatedEvent& s) {
  // Whose: "Costa's dismissal", 'his dismissal', 科斯塔的离职.
  uint32_t words = 0;
  uint32_t i = s.at;
  std::optional<uint32_t> owner;
  while (i-- > 0 && words <= 2) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName) {
      if (e.modifier && (frames_.spaced || i + 1 != s.at)) break;
      const bool genitive =
          (e.grammatical == kOf && (e.pronoun || (i + 1 < elements_.size() && elements_[i + 1].has(kMarksPrevious)))) ||
          owns_over_amount(i) || owns_behind_marker(s, i);
      const bool object_follows = s.at + 1 < elements_.size() && elements_[s.at + 1].kind == ElementKind::kName &&
                                  elements_[s.at + 1].object;  // 'Prado calls him'
      const bool compound = frames_.compound_nouns && e.grammatical != kOf && i + 1 == s.at && !object_follows;
      if (genitive || compound) {
        owner = i;
      } else if (e.grammatical != kUnmarked && e.grammatical != kOf && s.frame->role(e.grammatical) != kNoRole &&
                 !frames_.spaced) {
        for (const Actor& actor : list_at(i)) pending_.emplace_back(e.grammatical, actor);  // 科斯塔对诺维亚的起诉
        if (e.list != kNone) i = e.list;
        s.left = i;
        words = 0;
        while (i > 0 && elements_[i - 1].has(kMarksNext)) --i;
        if (i > 0 && !elements_[i].has(kReceives) && elements_[i - 1].kind == ElementKind::kName &&
            elements_[i - 1].grammatical == kUnmarked) {
          s.left = i - 1;
          pending_.emplace_back(kSubject, actor_of(elements_[i - 1]));
        }
      }
      break;
    }
    if (e.has(kMarksPrevious | kTransparent) || e.kind == ElementKind::kQuantity || e.kind == ElementKind::kTime)
      continue;
    if (!plain(e)) break;
    ++words;
  }
  scan_noun_right(s);
  if (owner) {
    const bool taken = std::any_of(pending_.begin(), pending_.end(), [](const auto& p) { return p.first == kOf; });
    for (const Actor& actor : list_at(*owner)) {
      const Case companion = companion_case(s, actor);
      pending_.emplace_back(companion != kUnmarked ? companion : taken ? kSubject : kOf, actor);
    }
    s.left = std::min(s.left, *owner);
  }
  give_pending(s);
  s.owned = (s.tags & kFormOwner) != 0 || (owner && elements_[*owner].pronoun && elements_[*owner].index != kNone &&
                                           reading_.references[elements_[*owner].index].owner);
  light_verb(s);
  light_verb_behind(s);
  if ((s.tags & kFormOwner) != 0) own_by_antecedent(s);
  if ((s.tags & kFormOwner) != 0) own_by_subject(s);
  if ((s.tags & kFormOwner) != 0) give_salient(s, kOf, s.at);  // 'Costa announced his resignation': Costa's
  act_for_modal(s);
  act_on_purpose(s);
  if (s.frame->type == 0 && s.frame->content && s.subject.empty()) {
    for (const Filler& f : s.fillers) s.subject.push_back(f.actor);  // whose ambition it is
  }
  for (uint32_t k = s.at + 1; k < s.right && k <= s.at + 2; ++k) {  // دعوى ضدها
    if (elements_[k].has(kHoldsPronoun)) give_salient(s, elements_[k].word.next, k);
  }
}

// سامر الذي تم طرده: the pronoun stands for the name that the relative clause belongs to.
void ClauseReader::own_by_antecedent(StatedEvent& s) {
  if (!frames_.verb_first) return;
  uint32_t i = s.at;
  while (i > 0 && s.at - i <= kAppositionWords && elements_[i - 1].has(kTransparent | kGivesStatus | kMakesPassive))
    --i;
  if (i == 0 || i == s.at || !elements_[i - 1].has(kRelates)) return;
  const uint32_t name = antecedent(i - 1);
  if (name == kNone) return;
  for (const Actor& actor : list_at(name)) give_case(s, kOf, actor);
}

// سافر سامر بعد إقالته: verb first, behind a word of time the pronoun stands for the subject of the verb before.
void ClauseReader::own_by_subject(StatedEvent& s) {
  if (!frames_.verb_first || s.at == 0 || statements_.empty() || (s.tags & (kFormMine | kFormTheir)) != 0) return;
  const Element& marker = elements_[s.at - 1];
  if (!marker.has(kBeginsClause) || marker.word.clause_status) return;
  const auto verb = std::find_if(statements_.rbegin(), statements_.rend(), [](const StatedEvent& before) {
    return is_verbal(before) && !before.subject.empty();
  });
  if (verb == statements_.rend() || verb->subject.size() != 1 || verb->right + 1 < s.at) return;
  const Actor& subject = verb->subject[0];
  if (subject.type != EntityType::kPerson || discourse_.feminine == nullptr) return;
  const bool others = std::any_of(verb->fillers.begin(), verb->fillers.end(), [&](const Filler& f) {
    return f.actor.type == EntityType::kPerson && f.actor.entity != subject.entity && !f.implied;
  });
  constexpr float kHardly = 0.3F;
  const float feminine = (*discourse_.feminine)[subject.entity];
  if (others || ((s.tags & kFormHer) != 0 ? feminine : 1 - feminine) <= kHardly) return;
  give_case(s, kOf, subject);
}

// 云岫资本三千万元的投资: an amount or a time stands between the owner and the word of possession.
bool ClauseReader::owns_over_amount(uint32_t i) const {
  if (elements_[i].grammatical != kUnmarked) return false;
  uint32_t k = i + 1;
  while (k < elements_.size() &&
         (elements_[k].kind == ElementKind::kQuantity || elements_[k].kind == ElementKind::kTime))
    ++k;
  return k > i + 1 && k < elements_.size() && elements_[k].has(kMarksPrevious);
}

// 随着苏合的离职, 对苏合的离职: the marker is of the noun, which the name owns, not 北澜科技对苏合的任命.
bool ClauseReader::owns_behind_marker(const StatedEvent& s, uint32_t i) const {
  const Case grammatical = elements_[i].grammatical;
  if (frames_.spaced || grammatical == kUnmarked || grammatical == kOf) return false;
  if (i + 1 >= elements_.size() || !elements_[i + 1].has(kMarksPrevious) || elements_[i + 1].word.previous != kOf)
    return false;
  const uint8_t role = s.frame->role(grammatical);
  const bool doer = i >= 2 && elements_[i - 2].kind == ElementKind::kName;
  return role == kNoRole || (!doer && !accepts(s, role, elements_[i].type));
}

// وفاة الرئيس السابق سامر: only what the person is stands between the noun and the name.
bool ClauseReader::titled_person(uint32_t noun, uint32_t name) const {
  constexpr uint32_t kLongestTitle = 4;
  if (elements_[name].type != EntityType::kPerson || name - noun > kLongestTitle + 1) return false;
  return std::all_of(elements_.begin() + noun + 1, elements_.begin() + name,
                     [&](const Element& e) { return (plain(e) || e.word.next == kAs) && !e.sign; });
}

// 'a detenção do presidente da Orla, Rui Costa': an office stands before the body's name, its holder behind it.
uint32_t ClauseReader::holder_behind(uint32_t noun, uint32_t body) const {
  if (!frames_.spaced || frames_.verb_first || elements_[body].type != EntityType::kOrganization) return kNone;
  const bool office = std::any_of(elements_.begin() + noun + 1, elements_.begin() + body, [&](const Element& e) {
    return e.sort != 0 && frames_.sort_names[e.sort - 1] == "office";
  });
  uint32_t i = body + 1;
  if (i < elements_.size() && elements_[i].kind == ElementKind::kComma) ++i;
  if (!office || i >= elements_.size()) return kNone;
  const Element& e = elements_[i];
  const bool person = e.kind == ElementKind::kName && e.type == EntityType::kPerson && !e.pronoun && !e.modifier;
  return person && (e.grammatical == kUnmarked || e.grammatical == kOf) ? i : kNone;
}

// "the arrest of Orla's chairman Rui Costa": behind the body's name only what the person is stands before the person's.
uint32_t ClauseReader::titled_behind(uint32_t body) const {
  constexpr uint32_t kLongestTitle = 5;
  if (!frames_.compound_nouns || elements_[body].type != EntityType::kOrganization) return kNone;
  for (uint32_t i = body + 1; i < elements_.size() && i <= body + kLongestTitle + 1; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName)
      return e.type == EntityType::kPerson && e.grammatical == kUnmarked && !e.pronoun && i > body + 1 ? i : kNone;
    const bool apostrophe = i == body + 1 && e.sign && e.kind == ElementKind::kWord;
    if (!apostrophe && !e.has(kMarksPrevious) && (e.sign || !plain(e))) return kNone;
  }
  return kNone;
}

void ClauseReader::scan_noun_right(StatedEvent& s) {
  uint32_t words = 0;
  uint32_t i = s.at + 1;
  const bool describes = s.frame->role(frames_.near_case) != kNoRole;  // it says what somebody is
  bool marked = false, inner = false;  // 'a letter to the son of Costa': the marked noun's own names
  for (; i < elements_.size() && i < s.at + kFarthest; ++i) {
    const Element& e = elements_[i];
    // 'the death of the founder, Rui Costa': over the comma the name stands where its description does
    const bool names = e.kind == ElementKind::kComma && frames_.spaced && !frames_.verb_first &&
                       i + 1 < elements_.size() && elements_[i + 1].kind == ElementKind::kName &&
                       elements_[i + 1].grammatical == kOf && elements_[i + 1].list == kNone;
    if (names) continue;
    if (ends_clause(e) || e.kind == ElementKind::kComma || (e.kind == ElementKind::kTrigger && !only_nouns(e))) break;
    // إقالة سامر وتعيين هالة: the next noun has an owner of its own
    const auto owned_by_name = [&] {
      return std::any_of(pending_.begin(), pending_.end(), [](const auto& p) { return p.first == kOf; });
    };
    const bool joined = elements_[i - 1].has(kJoins) && i > s.at + 1;
    if (joined && frames_.spaced && e.kind == ElementKind::kTrigger && owned_by_name()) break;
    // 'the founder of Norvia and head of Orla': what else somebody is has a name of its own
    const bool another =
        joined || (frames_.verb_first && e.definite && i > s.at + 1 && elements_[i - 1].kind == ElementKind::kName);
    if (describes && another && plain(e) && !e.sign && owned_by_name()) break;
    if (e.kind == ElementKind::kTime || e.kind == ElementKind::kQuantity) continue;
    if (e.kind == ElementKind::kName) {
      const bool owner = e.pronoun && e.index != kNone && reading_.references[e.index].owner && e.grammatical == kOf &&
                         i > s.at + 1 && elements_[i - 1].has(kMarksNext);
      if (e.grammatical == kOf && frames_.spaced && (inner || owner)) {
        inner = inner || owner;
        continue;
      }
      const bool held = type(s).is(kFate) && e.grammatical == kOf;
      uint32_t holder = held ? titled_behind(i) : kNone;
      if (held && holder == kNone) holder = holder_behind(s.at, i);
      if (holder != kNone) {
        for (const Actor& actor : list_at(holder)) pending_.emplace_back(kOf, actor);
        i = holder;
        words = 0;
        continue;
      }
      marked = inner = false;
      if (of_equity(s, i)) continue;
      // إقالته من إدارة نورفيا: a noun with a pronoun belongs to nobody else
      const bool owned = frames_.bare_genitive && (s.tags & kFormOwner) != 0;
      if (owned && (e.grammatical == kUnmarked || e.grammatical == kOf)) continue;
      if (e.modifier && e.people) pending_.emplace_back(frames_.near_case, actor_of(e));  // إقالة رئيس نورفيا سامر
      if ((e.modifier && (e.people || i != s.at + 1)) || e.list != kNone) continue;
      if (e.grammatical == kUnmarked) {
        if (frames_.bare_genitive && ((words == 0 && i == s.at + 1) || titled_person(s.at, i))) {
          for (const Actor& actor : list_at(i)) pending_.emplace_back(kOf, actor);
          continue;
        }
        break;
      }
      // نشر رسائل مؤسسي نورفيا: the noun right before the name owns it
      if (frames_.bare_genitive && e.grammatical == kOf && i > s.at + 1 && !e.pronoun && (words > 0 || marked) &&
          elements_[i - 1].kind == ElementKind::kTrigger)
        break;
      // "the death of Costa's mother"
      if (type(s).is(kFate) && e.type == EntityType::kPerson && frames_.spaced && i + 2 < elements_.size() &&
          elements_[i + 1].has(kMarksPrevious) && plain(elements_[i + 2]))
        break;
      for (const Actor& actor : list_at(i)) pending_.emplace_back(e.grammatical, actor);
      words = 0;
      continue;
    }
    if (e.kind == ElementKind::kWord && e.has(kMarksNext) && e.word.next != kOf) {
      marked = true;
      inner = false;
    } else if (marked && plain(e) && !e.has(kTransparent)) {
      inner = true;
    }
    if (plain(e) && ++words > (frames_.spaced ? 4 : 8)) break;
  }
  s.right = i;
}

// 'In a letter to Costa, Prado complained that …': who reports wrote the letter.
void ClauseReader::said_in(StatedEvent& s) {
  if (is_verbal(s) || s.frame->type == 0) return;
  const auto implied = std::find_if(type(s).implied.begin(), type(s).implied.end(),
                                    [](const ImpliedRole& i) { return i.from == ImpliedRole::From::kSayer; });
  if (implied == type(s).implied.end() || filled(s, implied->role)) return;
  uint32_t i = s.at;
  while (i > 0 && s.at - i <= kAppositionWords && (plain(elements_[i - 1]) || elements_[i - 1].has(kArticle)) &&
         !elements_[i - 1].has(kMarksNext))
    --i;
  if (i == 0 || !elements_[i - 1].has(kMarksNext)) return;
  const std::string_view marker = frames_.case_name(elements_[i - 1].word.next);
  if (marker != "in" && marker != "by" && marker != "with" && marker != "as" && marker != "on") return;
  const StatedEvent* report = nullptr;
  for (const bool says : {true, false}) {
    for (const StatedEvent& other : statements_) {
      const bool acts = says ? other.frame->says : other.frame->type != 0 && !other.passive && !other.relative;
      if (!is_verbal(other) || !acts || other.subject.empty() || quoted_[other.at] != quoted_[s.at]) continue;
      if (!says && !same_clause(std::min(other.at, s.at), std::max(other.at, s.at))) continue;
      if (report == nullptr || other.at < s.at) report = &other;
      if (other.at > s.at) break;
    }
    if (report != nullptr) break;
  }
  const bool opens = opens_sentence(i - 1);
  std::vector<Actor> authors;
  if (report != nullptr) {
    authors = report->subject;
  } else if (const uint32_t name = opens ? name_behind_adjunct(s) : kNone; name != kNone) {
    authors = list_at(name);
  }
  if (authors.empty()) return;
  for (const Actor& actor : authors) {
    if (!give(s, implied->role, actor)) continue;
    s.fillers.back().actor.omitted = !opens;
    s.subject.push_back(actor);
  }
  const bool stated = s.states;
  s.states = needs_met(s);
  if (s.states && !stated) imply(s);
}

// 'Prado said that Costa had lied': whoever says it says it of somebody.
void ClauseReader::said_by(StatedEvent& s) {
  if (!is_verbal(s) || s.frame->type == 0 || s.governor == kNone) return;
  const auto implied = std::find_if(s.frame->implied.begin(), s.frame->implied.end(),
                                    [](const ImpliedRole& i) { return i.from == ImpliedRole::From::kSayer; });
  const StatedEvent& report = statements_[s.governor];
  const bool told = report.frame->says && (report.frame->type == 0 || type(report).is(kExchange));
  if (implied == s.frame->implied.end() || !told || filled(s, implied->role)) return;
  for (const Actor& actor : report.subject) give(s, implied->role, actor);
  s.states = needs_met(s);
}

bool ClauseReader::same_clause(uint32_t from, uint32_t to) const {
  return std::none_of(elements_.begin() + from + 1, elements_.begin() + to, [&](const Element& e) {
    return ends_clause(e) || e.has(kJoins) || (e.kind == ElementKind::kTrigger && !only_nouns(e));
  });
}

// 'In March, in a memo, …': nothing but times stands before the phrase.
bool ClauseReader::opens_sentence(uint32_t marker) const {
  if (!frames_.spaced || frames_.verb_first) return false;
  uint32_t from = marker;
  while (from > 0 && elements_[from - 1].kind != ElementKind::kStop) --from;
  return std::all_of(elements_.begin() + from, elements_.begin() + marker, [](const Element& e) {
    return e.kind == ElementKind::kTime || e.kind == ElementKind::kComma || e.has(kTransparent | kMarksNext);
  });
}

// 'In a note of March 2011, the treasurer, Ana Prado, put …': the name behind the phrase's comma.
uint32_t ClauseReader::name_behind_adjunct(const StatedEvent& s) const {
  bool comma = false;
  for (uint32_t i = s.at + 1; i < elements_.size() && i <= s.at + kFarthest / 2; ++i) {
    const Element& e = elements_[i];
    if (ends_clause(e) || (e.kind == ElementKind::kTrigger && !only_nouns(e))) return kNone;
    comma = comma || e.kind == ElementKind::kComma;
    if (comma && e.kind == ElementKind::kName && e.grammatical == kUnmarked && !e.modifier) return i;
  }
  return kNone;
}

// قام سامر، مدير نورفيا، بدفع: where the noun's marker belongs to the light verb, asides may stand between the two.
bool ClauseReader::carried_far(const StatedEvent& s) const {
  return frames_.verb_first && s.at > 0 && elements_[s.at - 1].has(kMarksNext) &&
         elements_[s.at - 1].token == elements_[s.at].token;
}

// سافر سامر لشراء نورفيا: verb first, a noun behind 'in order to' has the verb's subject.
void ClauseReader::act_on_purpose(StatedEvent& s) {
  if (!frames_.verb_first || s.at < 2 || !s.subject.empty() || s.owned) return;
  const Element& marker = elements_[s.at - 1];
  const uint8_t role = subject_role(s);
  if (marker.token != elements_[s.at].token || !marker.has(kMarksNext) || marker.word.next != kTo) return;
  const bool together = role != kNoRole && s.frame->role(kOf) == role;  // they meet each other
  if (statements_.empty()) {  // استغل سامر نفوذه لطرد هالة: who stands behind a verb that states nothing
    for (uint32_t i = 1; i + 1 < s.at && role != kNoRole && !filled(s, role); ++i) {
      const Element& e = elements_[i];
      if (e.kind != ElementKind::kName || e.modifier) continue;
      if (e.grammatical != kUnmarked || !behind_plain_verb(i) || !same_clause(i, s.at - 1)) return;
      for (const Actor& actor : list_at(i)) {
        if (give(s, role, actor)) s.subject.push_back(actor);
      }
      s.carried = s.carried || !s.subject.empty();
      return;
    }
    return;
  }
  if (role == kNoRole || (filled(s, role) && !together) ||
      (plain(elements_[s.at - 2]) && !elements_[s.at - 2].definite) ||
      elements_[s.at - 2].kind == ElementKind::kTrigger)
    return;
  const StatedEvent& verb = statements_.back();
  if (!is_verbal(verb) || verb.passive || verb.subject.size() != 1 || !same_clause(verb.at, s.at - 1)) return;
  const bool against = verb.frame->content == ClaimStatus::kRejected || verb.frame->content == ClaimStatus::kProposed;
  if (against || verb.frame->says) return;
  if (give(s, role, verb.subject[0])) s.subject.push_back(verb.subject[0]);
  s.carried = s.carried || !s.subject.empty();
}

// 'Norvia plans dismissals': who plans it will do it.
void ClauseReader::act_for_modal(StatedEvent& s) {
  if (statements_.empty() || !s.subject.empty()) return;
  const StatedEvent& modal = statements_.back();
  if (!is_verbal(modal) || !modal.frame->content || modal.frame->says || modal.at >= s.at || s.at > modal.at + 6)
    return;
  uint32_t words = 0;  // قرر سامر في اجتماع طارئ عزل هالة
  for (uint32_t i = modal.at + 1; i < s.at; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName || e.has(kTransparent | kMarksNext | kArticle)) continue;
    const bool adjunct = frames_.verb_first && (e.kind == ElementKind::kTime || plain(e)) && !e.sign;
    if (!adjunct || ++words > kAppositionWords) return;
  }
  const uint8_t role = subject_role(s);
  if (!modal.subject.empty()) befalls_owner(s, role);
  if (role == kNoRole || filled(s, role)) return;
  const bool orders = *modal.frame->content == ClaimStatus::kProposed && modal.frame->type != 0 && frames_.verb_first;
  const bool pays = orders && type(modal).is(kRuling) && type(s).is(kPayment);  // whoever orders it does not
  for (const Actor& actor : orders ? ordered(modal) : modal.subject) {
    if (pays && plays(modal, actor.entity)) continue;
    if (give(s, role, actor)) s.subject.push_back(actor);
  }
  s.carried = s.carried || (frames_.verb_first && !s.subject.empty());
}

void ClauseReader::carrier_subject(StatedEvent& carrier, uint32_t verb, bool receives) {
  if (frames_.verb_first && (!carrier.passive || receives) && !preceded_by_subject(verb)) {
    for (uint32_t i = verb + 1; i < carrier.at; ++i) {
      if (elements_[i].kind == ElementKind::kName && elements_[i].grammatical == kUnmarked && !elements_[i].modifier) {
        carrier.subject = list_at(i);
        return;
      }
    }
  }
  if (!carrier.passive || receives) find_subject(carrier, verb);
}

// An organisation beside a filler ('Norvia chairman Rui Costa', 'the chairman of Norvia, Rui Costa') may fill the role
// of the type's case `near`.
void ClauseReader::fill_near(StatedEvent& s) {
  const uint8_t role = s.frame->role(frames_.near_case);
  if (role == kNoRole || filled(s, role)) return;
  if (s.frame->kind == FrameKind::kNoun) {
    fill_apposition(s, role);
    return;
  }
  const uint32_t end = std::min<uint32_t>(s.right, static_cast<uint32_t>(elements_.size()));
  if (s.fillers.empty()) return;
  uint32_t first = s.shares_subject ? s.at : s.left;
  // 引入云岫资本,2020年辞职: what stands before the comma is the verb's there
  const bool omitted = !frames_.spaced && !s.subject.empty() && s.subject[0].omitted;
  for (uint32_t i = s.at; omitted && i-- > first;) {
    if (elements_[i].kind == ElementKind::kComma) first = i;
  }
  for (uint32_t i = first; i < end; ++i) {
    if (i >= s.aside_from && i < s.aside_to) continue;
    const Element& e = elements_[i];
    if (i > s.at && e.kind == ElementKind::kComma && !frames_.inflects) return;  // what follows is the next verb's
    // 'left after the merger of Norvia', "left despite Norvia's offer"
    if (i > s.at && frames_.compound_nouns && e.kind == ElementKind::kWord && e.has(kMarksNext) &&
        frames_.case_name(e.word.next) == "other")
      break;
    if (e.kind == ElementKind::kName && accepts(s, role, e.type) && give(s, role, actor_of(e), frames_.near_case))
      return;
  }
  const uint32_t owner =
      s.shares_subject || s.subject.empty() || s.subject[0].omitted ? kNone : owner_of_office(s.left);
  if (owner != kNone && accepts(s, role, elements_[owner].type))
    give(s, role, actor_of(elements_[owner]), frames_.near_case);
}

// "Norvia's finance director, Rui Costa, left", 'its director Rui Costa': whose office the name at `name` holds; kNone
// where none is told.
uint32_t ClauseReader::owner_of_office(uint32_t name) const {
  constexpr uint32_t kLongestOffice = 5;  // elements
  if (!frames_.compound_nouns || !frames_.spaced || name == 0) return kNone;
  uint32_t i = name;
  if (elements_[i - 1].kind == ElementKind::kComma) --i;
  const uint32_t end = i;
  while (i > 0 && end - i < kLongestOffice) {
    const Element& e = elements_[--i];
    if (e.kind == ElementKind::kName)
      return e.grammatical == kOf && e.type != EntityType::kPerson && i + 1 < end ? i : kNone;
    const bool noun = e.kind == ElementKind::kTrigger ? only_nouns(e) : e.kind == ElementKind::kWord && !e.sign;
    if (!noun && !e.has(kMarksPrevious)) return kNone;
    if (e.has(kMarksNext | kArticle | kJoins | kBeginsClause | kRelates)) return kNone;
  }
  return kNone;
}

// 'Ana Prado, founder of Norvia and former director of Orla': behind what somebody is stands what else she is.
bool ClauseReader::fill_from_description(StatedEvent& s, uint8_t role) {
  if (!frames_.spaced || statements_.empty()) return false;
  const StatedEvent& before = statements_.back();
  if (before.frame->kind != FrameKind::kNoun || before.at >= s.at) return false;
  uint32_t words = 0;
  bool parted = false;
  for (uint32_t i = s.at; --i > before.at;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName && e.grammatical != kOf) return false;  // he is what follows
    if (e.kind == ElementKind::kName) break;
    parted = parted || e.kind == ElementKind::kComma || e.has(kJoins);
    const bool passed = e.kind == ElementKind::kComma || e.has(kJoins | kArticle | kTransparent) ||
                        (plain(e) && !e.sign && ++words <= 2);
    if (!passed) return false;
  }
  const uint32_t end = std::min<uint32_t>(s.right + 1, static_cast<uint32_t>(elements_.size()));
  const bool titles = std::any_of(elements_.begin() + s.at + 1, elements_.begin() + std::max(end, s.at + 1),
                                  [](const Element& e) {  // 'and former Orla director Rui Costa': another
                                    return e.kind == ElementKind::kName && e.type == EntityType::kPerson &&
                                           e.grammatical != kOf && !e.pronoun && !e.apposed;
                                  });
  if (!parted || titles) return false;
  std::vector<Actor> described;
  for (const Filler& f : before.fillers) {
    if (f.via == frames_.near_case && !f.implied) described.push_back(f.actor);
  }
  for (const Actor& actor : described) give(s, role, actor, frames_.near_case);
  return !described.empty();
}

// 'Ana Prado, co-founder of Norvia', 'Ana Prado: co-founder …', 'Norvia co-founder Ana Prado', 'the co-founder of
// Norvia, Ana Prado'.
void ClauseReader::fill_apposition(StatedEvent& s, uint8_t role) {
  if (fill_from_description(s, role)) return;
  uint32_t words = 0;
  // 'o ex-presidente Rui Costa e Ana Prado': one of them was it
  const bool one = frames_.inflects && frames_.spaced && !frames_.verb_first && (s.tags & kFormPlural) == 0;
  // مؤسس شركة نورفيا سامر: verb first, the person right behind the body's name
  constexpr uint32_t kFarthestBody = 4;
  for (uint32_t i = s.at + 1; frames_.verb_first && i + 1 < elements_.size() && i <= s.at + kFarthestBody; ++i) {
    const Element& e = elements_[i];
    const Element& person = elements_[i + 1];
    if (e.kind == ElementKind::kName && e.type == EntityType::kOrganization) {
      if (person.kind != ElementKind::kName || person.type != EntityType::kPerson || person.pronoun ||
          !accepts(s, role, person.type))
        break;
      for (const Actor& actor : list_at(i + 1)) give(s, role, actor, frames_.near_case);
      s.right = std::max(s.right, i + 2);
      return;
    }
    if (!e.has(kTransparent | kMarksNext) && !plain(e)) break;
  }
  if (const uint32_t next = s.at + 1; frames_.verb_first && s.owned && next < elements_.size() &&
                                      elements_[next].kind == ElementKind::kName &&
                                      accepts(s, role, elements_[next].type)) {
    give(s, role, actor_of(elements_[next]), frames_.near_case);  // من مالكها سامر
    s.right = std::max(s.right, next + 1);
    return;
  }
  const bool titled = !frames_.spaced && s.at + 1 < elements_.size() && elements_[s.at + 1].kind == ElementKind::kName;
  bool parted = frames_.spaced;
  for (uint32_t i = s.at; i-- > 0 && s.at - i <= 6 && words <= 3 && !titled;) {
    const Element& e = elements_[i];
    parted = parted || e.kind == ElementKind::kComma || e.has(kLightVerb);  // 苏合是…, 苏合,…
    const bool separates = e.kind == ElementKind::kComma || e.kind == ElementKind::kStop ||
                           e.has(kTransparent | kJoins | kArticle | kMakesPassive | kLightVerb);
    if (e.kind == ElementKind::kName && !e.modifier && e.grammatical != kOf && accepts(s, role, e.type) && parted) {
      if (i + 1 == s.at && !frames_.compound_nouns && !frames_.verb_first) break;  // سامر مؤسس نورفيا
      for (const Actor& actor : one ? std::vector{actor_of(e)} : list_at(i)) give(s, role, actor, frames_.near_case);
      s.left = std::min(s.left, i);
      return;
    }
    if (e.kind == ElementKind::kTrigger || e.kind == ElementKind::kMark) break;
    if (frames_.verb_first && e.has(kBeginsClause)) break;
    if (!separates && e.kind != ElementKind::kName) ++words;
  }
  words = 0;
  for (uint32_t i = s.at + 1; i < elements_.size() && i <= s.right + 2; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kTrigger || e.kind == ElementKind::kStop || ends_clause(e)) break;
    if (plain(e) && ++words > (frames_.spaced ? 2U : 0U)) break;
    if (e.kind != ElementKind::kName || e.grammatical == kOf || !accepts(s, role, e.type)) continue;
    if (!frames_.spaced && elements_[i - 1].has(kJoins)) {  // 诺维亚创始人、奥尔拉董事苏合
      if (const uint32_t holder = titled_behind(i); holder != kNone) {
        give(s, role, actor_of(elements_[holder]), frames_.near_case);
        s.right = std::max(s.right, holder + 1);
        return;
      }
    }
    for (const Actor& actor : list_at(i)) {
      if (titled && actor.span.begin < elements_[s.at].span.begin) continue;
      if (titled && i + 2 < elements_.size() && actor.span.begin > elements_[i].span.end &&
          elements_[i + 2].span.begin != actor.span.begin)
        break;  // 诺维亚创始人苏合和投资人林远舟
      if (!one || actor.span == e.span) give(s, role, actor, frames_.near_case);
    }
    s.right = std::max(s.right, i + 1);
    return;
  }
}

}  // namespace annals
