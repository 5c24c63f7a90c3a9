// Who plays the parts that a clause leaves open.
#include <algorithm>

#include "reading/clause_reader.h"

namespace annals {

void ClauseReader::imply(StatedEvent& s) const {
  for (const ImpliedRole& implied : s.frame->implied) imply(s, implied);
  for (const ImpliedRole& implied : type(s).implied) {
    const bool open = std::none_of(s.frame->implied.begin(), s.frame->implied.end(), [&](const ImpliedRole& own) {
      return own.role == implied.role && own.from == ImpliedRole::From::kNobody;
    });
    if (open) imply(s, implied);
  }
}

void ClauseReader::imply(StatedEvent& s, const ImpliedRole& implied) const {
  if (filled(s, implied.role)) return;
  if (!frames_.spaced && implied.role == s.frame->role(kObject) && unnamed_object(s)) return;
  switch (implied.from) {
    case ImpliedRole::From::kRole:
      for (const Filler& f : s.fillers) {
        if (f.role == implied.source && accepts(s, implied.role, f.actor.type)) {
          s.fillers.push_back({implied.role, Actor(f.actor), true, kSubject, ImpliedRole::From::kRole});
          break;
        }
      }
      break;
    case ImpliedRole::From::kContext:
      imply_topic(s, implied);
      break;
    case ImpliedRole::From::kBeside:
      imply_beside(s, implied);
      break;
    case ImpliedRole::From::kPartner:
      if (s.fillers.empty() && !is_verbal(s)) {
        answer_of(s);
        return;
      }
      for (size_t k = statements_.size(); k-- > 0;) {
        const StatedEvent& before = statements_[k];
        if (before.states && exchanges(before) && imply_partner(s, implied, parties_of(before))) return;
      }
      if (discourse_.since_exchange <= kExchangeFades) imply_partner(s, implied, discourse_.parties);
      break;
    case ImpliedRole::From::kEarlier:
      imply_earlier(s, implied);
      break;
    case ImpliedRole::From::kOwn:
      imply_own(s, implied);
      break;
    case ImpliedRole::From::kNobody:
    case ImpliedRole::From::kSayer:
      break;  // said_in() knows the verbs behind
  }
}

bool ClauseReader::plays(const StatedEvent& s, uint32_t entity) {
  return std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.actor.entity == entity; });
}

void ClauseReader::add_implied(StatedEvent& s, const ImpliedRole& implied, Actor actor) const {
  actor.omitted = true;
  s.fillers.push_back({implied.role, actor, true, kSubject, implied.from});
}

// 'lent his brother the money', 'gave a nephew 2 million': somebody without a name has the object's part.
bool ClauseReader::unnamed_object(const StatedEvent& s) const {
  constexpr uint32_t kLongestObject = 4;
  if (!is_verbal(s) || s.passive || s.at + 2 >= elements_.size()) return false;
  const Element& first = elements_[s.at + 1];
  if (!frames_.spaced) {  // 要求法院冻结
    const ElementKind next = elements_[s.at + 2].kind;
    return plain(first) && first.word.title && (next == ElementKind::kTrigger || next == ElementKind::kWord);
  }
  if (!frames_.compound_nouns) return false;
  const bool owner = first.kind == ElementKind::kName && first.pronoun && first.grammatical == kOf;
  if (!owner && (!first.has(kArticle) || first.has(kMarksNext))) return false;
  uint32_t i = s.at + 2;
  while (i < elements_.size() && i < s.at + 2 + kLongestObject && plain(elements_[i]) && !elements_[i].sign &&
         !elements_[i].has(kTransparent | kArticle))
    ++i;
  return i > s.at + 2 && i < elements_.size() &&
         (elements_[i].kind == ElementKind::kQuantity || (elements_[i].has(kArticle) && !elements_[i].has(kMarksNext)));
}

// عقدا تصل قيمته إلى مليون: verb first, what has the figure is the noun right before the verb.
bool ClauseReader::of_noun_before(const StatedEvent& s) const {
  if (s.at == 0 || !is_verbal(s) || s.frame->implied.empty()) return false;  // the guess is the type's, for any clause
  uint32_t i = s.at - 1;
  if (elements_[i].has(kRelates) && i > 0) --i;
  if (elements_[i].kind == ElementKind::kComma && i > 0 && i + 1 < s.at) --i;
  const Element& e = elements_[i];
  return (plain(e) && !e.sign && !e.has(kTransparent | kJoins | kBeginsClause | kBeginsContent | kGivesStatus)) ||
         (e.kind == ElementKind::kTrigger && only_nouns(e));
}

// 'served as mayor', 'the minister resigned': no office of the body that the text is about.
bool ClauseReader::civic_office(const StatedEvent& s) const {
  if (frames_.sort_names.empty() || type(s).role("position") == kNoRole) return false;
  for (uint32_t i = s.left; i < s.right && i < elements_.size(); ++i) {
    if (elements_[i].sort != 0 && frames_.sort_names[elements_[i].sort - 1] == "civic") return true;
  }
  return false;
}

void ClauseReader::imply_topic(StatedEvent& s, const ImpliedRole& implied) const {
  const uint8_t role = implied.role;
  if (role == s.frame->role(kObject) && unnamed_object(s)) return;
  if (frames_.verb_first && of_noun_before(s)) return;
  if (civic_office(s)) return;
  if (const Actor* founded = founded_before(s, implied); founded != nullptr) {
    add_implied(s, implied, *founded);
    return;
  }
  if (const uint8_t person = type(s).role("person"); person != kNoRole) {
    for (const Filler& f : s.fillers) {
      const Actor* body = f.role == person ? same_before(s, implied, f.actor) : nullptr;
      if (body == nullptr) continue;
      add_implied(s, implied, *body);
      return;
    }
  }
  if (type(s).is(kOffer) && discourse_.letter.size() == 2 && imply_partner(s, implied, discourse_.letter)) return;
  // 写信给苏合:“我要五成股份”
  if (type(s).is(kOffer)) {
    const auto speaker = voice_at(elements_[s.at].span, false), listener = voice_at(elements_[s.at].span, true);
    if (speaker && listener && imply_partner(s, implied, {*speaker, *listener})) return;
  }
  for (const Actor& host : discourse_.host) {
    const bool wanted = (implied.entity_types >> static_cast<unsigned>(host.type) & 1U) != 0;
    if (!wanted || !accepts(s, role, host.type) || plays(s, host.entity)) continue;
    add_implied(s, implied, host);
    return;
  }
  const Discourse::Topic* best = nullptr;
  float best_weight = 0;
  for (const Discourse::Topic& topic : discourse_.topics) {
    const bool wanted = (implied.entity_types >> static_cast<unsigned>(topic.actor.type) & 1U) != 0;
    if (!wanted || !accepts(s, role, topic.actor.type) || plays(s, topic.actor.entity)) continue;
    if (is_court(topic.actor) && !type(s).is(kCourt)) continue;  // it is told of for what it decides
    const auto& credits = reading_.credits;                      // 'LISBON (Coast Press) - ': it only reports
    if (std::find(credits.begin(), credits.end(), topic.actor.entity) != credits.end()) continue;
    if (topic.weight < kTopicForgotten) continue;
    const float weight = discourse_.prominence == nullptr ? topic.weight : (*discourse_.prominence)[topic.actor.entity];
    if (best != nullptr && weight <= best_weight) continue;
    const std::string& name = reading_.entities[topic.actor.entity].name;
    if (!type(s).is(kCourt) && (has_word(name, frames_.prosecutors) || (frames_.spaced && named_court(name)))) continue;
    best = &topic;
    best_weight = weight;
  }
  if (best != nullptr) add_implied(s, implied, best->actor);
}

// 'Ana Prado, director of Norvia, … lost her job', 'the chairman of Norvia dismissed her': the body to which whoever
// leaves, or acts, was said to belong.
void ClauseReader::imply_own(StatedEvent& s, const ImpliedRole& implied) const {
  for (const Filler& f : s.fillers) {
    if (f.role != implied.source) continue;
    if (const Actor* body = same_before(s, implied, f.actor); body != nullptr) {
      add_implied(s, implied, *body);
      return;
    }
    for (const auto& [person, body] : discourse_.bodies) {
      if (person != f.actor.entity || plays(s, body.entity) || !accepts(s, implied.role, body.type)) continue;
      add_implied(s, implied, body);
      return;
    }
  }
}

// 'joined Norvia in 2015, became its chairman and left': who played the part beside the same actor in an event of the
// family that the sentence has told of.
const Actor* ClauseReader::same_before(const StatedEvent& s, const ImpliedRole& implied, const Actor& actor) const {
  for (size_t k = statements_.size(); k-- > 0;) {
    const StatedEvent& before = statements_[k];
    if (!before.states || before.at >= s.at || family(before) != family(s)) continue;
    if (!plays(before, actor.entity)) continue;
    for (const Filler& f : before.fillers) {
      const bool part = !f.implied && type(before).roles[f.role].name == type(s).roles[implied.role].name;
      if (part && accepts(s, implied.role, f.actor.type) && !plays(s, f.actor.entity)) return &f.actor;
    }
  }
  return nullptr;
}

// 'founded Norvia, with Costa as chairman': the body whose founding the sentence, or the one before, has told of.
const Actor* ClauseReader::founded_before(const StatedEvent& s, const ImpliedRole& implied) const {
  const auto fits = [&](const Actor& body) { return accepts(s, implied.role, body.type) && !plays(s, body.entity); };
  for (size_t k = statements_.size(); k-- > 0;) {
    const Actor* body = statements_[k].at < s.at ? body_founded(statements_[k]) : nullptr;
    if (body != nullptr && fits(*body)) return body;
  }
  const bool fresh = discourse_.founded && discourse_.since_founded <= kFoundingFades;
  return fresh && fits(*discourse_.founded) ? &*discourse_.founded : nullptr;
}

const Actor* ClauseReader::body_founded(const StatedEvent& s) const {
  if (!s.states || !is_verbal(s) || s.relative || s.passive || !type(s).is(kOrigin) ||
      s.status != ClaimStatus::kAsserted)
    return nullptr;
  for (const Filler& f : s.fillers) {
    if (f.implied || type(s).roles[f.role].name != "organization" || f.actor.type != EntityType::kOrganization)
      continue;
    // 林远舟创立的诺维亚投资…: what it has done there is another story
    bool attributive = false;
    for (uint32_t i = s.at; i < elements_.size() && elements_[i].span.end <= f.actor.span.begin; ++i)
      attributive = attributive || (elements_[i].kind != ElementKind::kName && elements_[i].has(kMarksPrevious));
    if (!attributive) return &f.actor;
  }
  return nullptr;
}

// 'hired Costa on a salary of …': who is paid is who is hired.
void ClauseReader::imply_beside(StatedEvent& s, const ImpliedRole& implied) const {
  if (statements_.empty() || !statements_.back().states || statements_.back().right < s.at) return;
  const StatedEvent& before = statements_.back();
  for (const Filler& f : before.fillers) {
    if (type(before).roles[f.role].name != implied.beside || plays(s, f.actor.entity) ||
        !accepts(s, implied.role, f.actor.type))
      continue;
    add_implied(s, implied, f.actor);
  }
}

// 'sued on Friday, claiming ten million from Costa', 写信劝科斯塔卖掉: the part is played in the participle, or the
// verb of the same subject, right behind.
void ClauseReader::imply_from_next() {
  for (size_t k = 0; k + 1 < statements_.size(); ++k) {
    StatedEvent& s = statements_[k];
    imply_from_governed(k);
    imply_from_answer(k);
    const StatedEvent& next = statements_[k + 1];
    if (!s.states || !is_verbal(s) || !next.states || next.fillers.empty() || next.at < s.at) continue;
    const bool comma = comma_between(s.at, next.at);
    const bool same = !comma && plays(s, next.fillers[0].actor.entity);
    if (!same && ((next.tags & kFormGerund) == 0 || !comma)) continue;
    for (const ImpliedRole& implied : type(s).implied) {
      if (implied.from != ImpliedRole::From::kBeside || filled(s, implied.role)) continue;
      for (const Filler& f : next.fillers) {
        if (!f.implied && type(next).roles[f.role].name == implied.beside && !plays(s, f.actor.entity) &&
            accepts(s, implied.role, f.actor.type))
          add_implied(s, implied, f.actor);
      }
    }
  }
}

// 苏合开价三百万,林远舟没有答应: who answers is who was offered, surer than whom the text is about.
void ClauseReader::imply_from_answer(size_t number) {
  constexpr size_t kFarthestStatement = 3;
  StatedEvent& s = statements_[number];
  if (frames_.inflects || !s.states || !type(s).is(kOffer)) return;
  for (size_t k = number + 1; k < statements_.size() && k <= number + kFarthestStatement; ++k) {
    const StatedEvent& next = statements_[k];
    if (!next.states || next.at < s.at) continue;
    if (type(next).is(kOffer)) return;
    if (!type(next).is(kAnswer)) continue;
    const uint8_t answers = next.frame->role(kSubject);
    for (const Filler& f : next.fillers) {
      if (f.role != answers || f.implied || f.actor.omitted) continue;
      const auto own = std::find_if(s.fillers.begin(), s.fillers.end(), [&](const Filler& other) {
        return other.actor.entity == f.actor.entity && other.from != ImpliedRole::From::kContext;
      });
      if (own != s.fillers.end()) return;
      for (const ImpliedRole& implied : type(s).implied) {
        if (implied.from != ImpliedRole::From::kContext || !accepts(s, implied.role, f.actor.type)) continue;
        const auto guessed = [&](const Filler& other) {
          return other.role == implied.role && other.implied && other.from == ImpliedRole::From::kContext;
        };
        // 提出把书卖给图书馆,被馆长苏合回绝
        const bool told = std::any_of(elements_.begin() + s.at, elements_.begin() + next.at, [&](const Element& e) {
          const auto fits = [&](const Filler& other) { return guessed(other) && other.actor.entity == e.entity; };
          return e.kind == ElementKind::kName && std::any_of(s.fillers.begin(), s.fillers.end(), fits);
        });
        if (told) return;
        s.fillers.erase(std::remove_if(s.fillers.begin(), s.fillers.end(), guessed), s.fillers.end());
        if (!filled(s, implied.role)) add_implied(s, implied, f.actor);
      }
    }
    return;
  }
}

// "offered to triple Costa's salary", 'offered to lend Norvia ten million': surer than whom the text is about.
void ClauseReader::imply_from_governed(size_t number) {
  constexpr size_t kFarthestStatement = 2;
  StatedEvent& s = statements_[number];
  if (!s.states || !is_verbal(s) || s.frame->implied.empty()) return;
  const auto guessed = [](const Filler& f) { return f.implied && f.from == ImpliedRole::From::kContext; };
  for (size_t k = number + 1; k < statements_.size() && k <= number + kFarthestStatement; ++k) {
    const StatedEvent& next = statements_[k];
    if (next.at >= s.at + kApposition || next.at < s.at || comma_between(s.at, next.at)) return;
    if (!next.states) continue;
    for (const ImpliedRole& implied : s.frame->implied) {
      if (implied.from != ImpliedRole::From::kBeside) continue;
      for (const Filler& f : next.fillers) {
        const bool acts = std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& own) {
          return !guessed(own) && own.actor.entity == f.actor.entity;
        });
        if (acts || f.implied || type(next).roles[f.role].name != implied.beside ||
            !accepts(s, implied.role, f.actor.type))
          continue;
        const auto guess = [&](const Filler& own) { return own.role == implied.role && guessed(own); };
        s.fillers.erase(std::remove_if(s.fillers.begin(), s.fillers.end(), guess), s.fillers.end());
        if (!filled(s, implied.role)) add_implied(s, implied, f.actor);
      }
    }
    return;
  }
}

bool ClauseReader::imply_partner(StatedEvent& s, const ImpliedRole& implied, const std::vector<Actor>& parties) const {
  const bool party =
      std::any_of(parties.begin(), parties.end(), [&](const Actor& actor) { return plays(s, actor.entity); });
  if (!party) return false;
  for (const Actor& other : parties) {
    if (plays(s, other.entity) || !accepts(s, implied.role, other.type)) continue;
    add_implied(s, implied, other);
    return true;
  }
  return false;
}

// 'The answer came the same night': from whoever was written to, to whoever wrote.
void ClauseReader::answer_of(StatedEvent& s) const {
  const std::vector<Actor> parties = last_parties();
  if (parties.size() != 2) return;
  for (const ImpliedRole& implied : s.frame->implied) {
    if (implied.from != ImpliedRole::From::kPartner || filled(s, implied.role)) continue;
    const Actor& actor = parties[implied.role == s.frame->role(kSubject) ? 1 : 0];
    if (accepts(s, implied.role, actor.type)) add_implied(s, implied, actor);
  }
}

// Who speaks and to whom, who offers and whom; empty when not both are known.
std::vector<Actor> ClauseReader::parties_of(const StatedEvent& s) const {
  if (s.fillers.size() < 2 || s.fillers[1].actor.entity == s.fillers[0].actor.entity) return {};
  return {s.fillers[0].actor, s.fillers[1].actor};
}

std::vector<Actor> ClauseReader::last_parties() const {
  for (size_t k = statements_.size(); k-- > 0;) {
    if (!statements_[k].states || !exchanges(statements_[k])) continue;
    if (std::vector<Actor> parties = parties_of(statements_[k]); !parties.empty()) return parties;
  }
  return discourse_.since_exchange <= kExchangeFades ? discourse_.parties : std::vector<Actor>{};
}

// 'she dropped the suit': against those whom she had sued.
void ClauseReader::imply_earlier(StatedEvent& s, const ImpliedRole& implied) const {
  for (size_t k = statements_.size(); k-- > 0;) {
    if (!statements_[k].states) continue;
    Discourse::Told told{statements_[k].frame->type, {}};
    for (const Filler& f : statements_[k].fillers) told.fillers.emplace_back(f.role, f.actor);
    if (continues(s, implied, told)) return;
  }
  for (size_t k = discourse_.told.size(); k-- > 0;) {
    if (continues(s, implied, discourse_.told[k])) return;
  }
}

// Whether what was told is of the type meant and has somebody to add; parts of one name must be played by the same.
bool ClauseReader::continues(StatedEvent& s, const ImpliedRole& implied, const Discourse::Told& told) const {
  if (frames_.types[told.type].name != implied.earlier) return false;
  const auto& roles = frames_.types[told.type].roles;
  // 'asked her to join … she declined': whoever was invited answers
  const auto shares = [&](const auto& part) {
    return roles[part.first].name == implied.shared && plays(s, part.second.entity);
  };
  if (!implied.shared.empty() && std::none_of(told.fillers.begin(), told.fillers.end(), shares)) return false;
  const bool one_sided = type(s).roles[implied.role].name == implied.beside;
  for (const Filler& mine : s.fillers) {
    const std::string& part = type(s).roles[mine.role].name;
    bool named = false, same = false;
    for (const auto& [role, actor] : told.fillers) {
      named = named || roles[role].name == part;
      same = same || (roles[role].name == part && actor.entity == mine.actor.entity);
    }
    if (one_sided && named && !same) return false;
  }
  bool added = false;
  for (const auto& [role, actor] : told.fillers) {
    if (roles[role].name != implied.beside || plays(s, actor.entity) || !accepts(s, implied.role, actor.type)) continue;
    add_implied(s, implied, actor);
    added = true;
  }
  return added;
}

}  // namespace annals
