// What a sentence leaves to those behind it: its subject, its parties, what the text is about.
#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

void ClauseReader::remember() {
  bool has_subject = false;
  for (const StatedEvent& s : statements_) {
    if (is_verbal(s) && !s.subject.empty()) {
      discourse_.subject = s.subject;
      has_subject = true;
      break;
    }
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

bool ClauseReader::exchanges(const StatedEvent& s) const { return type(s).is(kExchange | kBargain); }

// 'the Gazette reported', 'told the Gazette': a paper is what the text is about only where it plays another part.
bool ClauseReader::only_reports(const Element& name) const {
  if (name.type != EntityType::kOrganization || name.pronoun) return false;
  if (frames_.spaced && name.grammatical == frames_.source_case) return true;
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
