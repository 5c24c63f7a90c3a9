// What a sentence leaves to those behind it: its subject, its parties, what the text is about.
#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

void ClauseReader::remember() {
  bool has_subject = false;
  uint32_t last_part = 0;  // 'The judge agreed with Costa; Prado appealed': Prado goes on
  for (uint32_t i = 0; i < elements_.size(); ++i) {
    if (elements_[i].kind == ElementKind::kStop && elements_[i].semicolon) last_part = i + 1;
  }
  for (const StatedEvent& s : statements_) {
    if (!is_verbal(s) || s.subject.empty()) continue;
    const bool own = s.at >= last_part && !s.subject[0].omitted && !s.relative;
    if (has_subject && !own) continue;
    discourse_.subject = s.subject;
    has_subject = true;
    if (s.at >= last_part) break;
  }
  // قال مصدر إن سامر أقيل. وأضاف: verb first, somebody without a name goes on
  const auto main = std::find_if(statements_.begin(), statements_.end(), is_verbal);
  if (frames_.verb_first && !has_subject && main != statements_.end() && main->led_unnamed && main->frame->says) {
    discourse_.subject.clear();
    has_subject = true;
  }
  for (const StatedEvent& s : statements_) {
    if (!s.states || s.fillers.empty()) continue;
    Discourse::Told& told = discourse_.told.emplace_back();
    told.type = s.frame->type;
    for (const Filler& f : s.fillers) {
      const bool guessed = f.implied && f.from == ImpliedRole::From::kContext;
      if (!f.actor.doubtful && !guessed) told.fillers.emplace_back(f.role, f.actor);
    }
  }
  if (discourse_.told.size() > kMostTold)
    discourse_.told.erase(discourse_.told.begin(), discourse_.told.end() - static_cast<std::ptrdiff_t>(kMostTold));
  remember_bodies();
  ++discourse_.since_founded;
  for (const StatedEvent& s : statements_) {
    const Actor* body = body_founded(s);
    if (body == nullptr) continue;
    discourse_.founded = *body;
    discourse_.since_founded = 0;
  }
  ++discourse_.since_exchange;
  for (const StatedEvent& s : statements_) {
    if (!s.states || s.fillers.empty() || !exchanges(s)) continue;
    discourse_.since_exchange = 0;
    auto& parties = discourse_.parties;
    const Actor& first = s.fillers[0].actor;
    if (s.fillers.size() >= 2 && s.fillers[1].actor.entity != first.entity) {
      parties = {first, s.fillers[1].actor};
    } else if (type(s).is(kBargain) &&
               std::none_of(parties.begin(), parties.end(), [&](const Actor& a) { return a.entity == first.entity; })) {
      parties.insert(parties.begin(), first);
      if (parties.size() > 2) parties.pop_back();
    }
  }
  for (Discourse::Topic& topic : discourse_.topics) topic.weight *= kTopicFades;
  for (const Element& e : elements_) {
    if (e.kind != ElementKind::kName || e.doubtful) continue;
    if (!only_reports(e)) weigh_topic(e);
    if (!has_subject && e.grammatical == kUnmarked && !e.modifier) {
      discourse_.subject = {actor_of(e)};
      has_subject = true;
    }
    auto& named = discourse_.last_named;
    named.erase(std::remove_if(named.begin(), named.end(), [&](const Actor& a) { return a.entity == e.entity; }),
                named.end());
    named.insert(named.begin(), actor_of(e));
    if (named.size() > 6) named.pop_back();
  }
}

void ClauseReader::remember_bodies() {
  for (const StatedEvent& s : statements_) {
    if (!s.states || s.status != ClaimStatus::kAsserted) continue;
    const Filler* person = nullptr;
    const Filler* body = nullptr;
    for (const Filler& f : s.fillers) {
      if (f.implied && f.from == ImpliedRole::From::kContext) continue;
      const std::string& part = type(s).roles[f.role].name;
      if (part == "person" && person == nullptr && !f.actor.doubtful) person = &f;
      if (part == "organization" && f.actor.type == EntityType::kOrganization) body = &f;
    }
    if (person != nullptr && body != nullptr) remember_body(person->actor.entity, body->actor);
  }
  remember_offices();
}

// 'O presidente da Norvia, Rui Costa, demitiu-se': known before the sentence's own verbs are read, and behind them.
void ClauseReader::remember_offices() {
  for (uint32_t i = 0; i < elements_.size(); ++i) {
    const Element& e = elements_[i];
    if (e.kind != ElementKind::kName || e.type != EntityType::kOrganization || e.grammatical != kOf || e.doubtful)
      continue;
    if (const uint32_t holder = holder_of_office(i); holder != kNone)
      remember_body(elements_[holder].entity, actor_of(e));
  }
}

void ClauseReader::remember_body(uint32_t person, const Actor& body) {
  auto& bodies = discourse_.bodies;
  bodies.erase(std::remove_if(bodies.begin(), bodies.end(), [&](const auto& known) { return known.first == person; }),
               bodies.end());
  bodies.insert(bodies.begin(), {person, body});
  if (bodies.size() > kMostBodies) bodies.pop_back();
}

// 'Ana Prado, director of Norvia', 'the chairman of Norvia, Rui Costa': whose office at the body is told of.
uint32_t ClauseReader::holder_of_office(uint32_t body) const {
  const auto person = [this](uint32_t i) {
    return i < elements_.size() && elements_[i].kind == ElementKind::kName &&
           elements_[i].type == EntityType::kPerson && !elements_[i].modifier && !elements_[i].pronoun;
  };
  bool office = false;
  uint32_t first = body;
  for (; first > 0 && body - first <= kApposition / 2; --first) {
    const Element& e = elements_[first - 1];
    const bool noun = e.kind == ElementKind::kTrigger && only_nouns(e);
    office = office || (e.sort != 0 && frames_.sort_names[e.sort - 1] == "office");
    if (e.sign || (!plain(e) && !noun && !e.has(kArticle) && !(e.has(kMarksNext) && e.word.next == kOf))) break;
  }
  if (!office) return kNone;
  if (first >= 2 && elements_[first - 1].kind == ElementKind::kComma && person(first - 2)) return first - 2;
  uint32_t behind = body + 1;
  if (behind < elements_.size() && elements_[behind].kind == ElementKind::kComma) ++behind;
  return person(behind) ? behind : kNone;
}

bool ClauseReader::exchanges(const StatedEvent& s) const { return type(s).is(kExchange | kBargain); }

// 'the Gazette reported', 'told the Gazette': a paper is what the text is about only where it plays another part.
bool ClauseReader::only_reports(const Element& name) const {
  if (name.type != EntityType::kOrganization || name.pronoun) return false;
  if (frames_.spaced && name.grammatical == frames_.source_case) return true;
  const auto at = static_cast<uint32_t>(&name - elements_.data());
  if (!frames_.spaced && at > 0 && elements_[at - 1].has(kNamesSource)) return true;  // 据海城日报报道
  bool reports = false;
  for (const StatedEvent& s : statements_) {
    for (const Filler& f : s.fillers) {
      if (!s.states || f.actor.entity != name.entity) continue;
      reports = type(s).is(kPublication) || (type(s).is(kSaying) && type(s).roles[f.role].name == "addressee");
      if (!reports) return false;
    }
  }
  return reports;
}

void ClauseReader::weigh_topic(const Element& e) {
  auto& topics = discourse_.topics;
  auto known =
      std::find_if(topics.begin(), topics.end(), [&](const Discourse::Topic& t) { return t.actor.entity == e.entity; });
  if (known == topics.end()) {
    if (topics.size() < kMostTopics) {
      known = topics.insert(topics.end(), {actor_of(e), 0});
    } else {
      known = std::min_element(topics.begin(), topics.end(),
                               [](const auto& a, const auto& b) { return a.weight < b.weight; });
      *known = {actor_of(e), 0};
    }
  }
  known->actor = actor_of(e);
  known->weight += 1;
}

}  // namespace annals
