#include "reading/clause_reader.h"

#include <algorithm>

namespace annals {

// Whether a passive word stands right before element `at`.
bool ClauseReader::passive_before(uint32_t at) const {
  uint32_t words = 0;
  for (uint32_t i = at; i-- > 0;) {
    const Element& e = elements_[i];
    if (e.has(kMakesPassive)) return true;
    if (e.has(kTransparent | kGivesStatus | kMarksNext)) continue;
    if (e.kind == ElementKind::kName && i > 0 && elements_[i - 1].has(kMakesPassive)) return true;  // 被 + agent
    if (e.kind != ElementKind::kWord) return false;
    if (++words > (frames_.spaced ? 1U : 10U)) return false;
  }
  return false;
}

void ClauseReader::fill_verb(StatedEvent& s, uint32_t verb) {
  s.passive = s.frame->kind == FrameKind::kPassive || (s.tags & kFormPassive) != 0;
  const bool participle = (s.tags & kFormParticiple) != 0 || !frames_.inflects;
  if (!s.passive && participle && passive_before(verb)) s.passive = true;
  if (!s.passive && (s.tags & kFormParticiple) != 0 && agent_follows(verb)) s.passive = true;
  if (!s.passive && participle && reduced(s, verb)) s.passive = true;
  fronted_name_ = frames_.inflects && verb == s.at && participle ? fronted_name(s, verb) : kNone;
  if (fronted_name_ != kNone) s.passive = true;
  if (fronted_name_ == kNone && s.passive && reduced(s, verb)) fronted_name_ = verb - 2;
  const Attribution attribution = frames_.spaced ? Attribution::kNotAttributive : read_head_noun(s, verb);
  if (attribution == Attribution::kNotAttributive) scan_right(s, verb);
  if ((s.tags & kFormEither) != 0 && !s.passive) settle_voice(s, verb);
  if ((s.tags & kFormSelf) != 0) speaker_subject(s);
  if (fronted_name_ != kNone) s.subject = list_at(fronted_name_);
  if (s.subject.empty()) {
    if (attribution != Attribution::kSubjectUnnamed) find_subject(s, verb, attribution != Attribution::kNotAttributive);
  } else if (frames_.verb_first) {
    find_antecedent(s, verb);
  }
  give_subject(s);
  give_pending(s);
  give_clitics(s, verb);
  if ((s.tags & kFormObject) != 0) give_salient(s, s.passive ? kSubject : kObject);
  for (uint32_t i = verb + 1; i < s.right && i <= verb + 4; ++i) {
    if (elements_[i].has(kHoldsPronoun)) give_salient(s, elements_[i].word.next);
  }
}

ClauseReader::Attribution ClauseReader::read_head_noun(StatedEvent& s, uint32_t verb) {
  uint32_t i = verb + 1;
  bool amount = false;  // 'worth six million 的 equipment': the head is the subject; 'provide six million 的 funds' is
                        // no clause of its own
  while (i < elements_.size() && (elements_[i].has(kTransparent) || elements_[i].kind == ElementKind::kQuantity) &&
         !elements_[i].has(kMarksPrevious)) {
    amount = amount || elements_[i].kind == ElementKind::kQuantity;
    ++i;
  }
  if (i >= elements_.size()) return Attribution::kNotAttributive;
  if (amount && s.frame->role(kObject) != kNoRole) return Attribution::kNotAttributive;
  if (elements_[i].has(kMarksPrevious)) {
    const uint32_t head = name_of_phrase(i + 1);
    s.right = i + 1;
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
  if (s.passive || elements_[i].kind != ElementKind::kName || i + 2 >= elements_.size() ||
      !elements_[i + 1].has(kMarksPrevious))
    return Attribution::kNotAttributive;
  const Element& object = elements_[i];
  const Element& head = elements_[i + 2];
  if (head.kind != ElementKind::kName || (object.type == EntityType::kOrganization && head.type == EntityType::kPerson))
    return Attribution::kNotAttributive;
  if (!accepts(s, s.frame->role(kObject), object.type) || !accepts(s, s.frame->role(kSubject), head.type) ||
      has_name_before(verb))
    return Attribution::kNotAttributive;
  pending_.emplace_back(kObject, actor_of(object));
  s.subject = list_at(i + 2);
  s.right = i + 3;
  return Attribution::kAttributive;
}

// The name of the noun phrase that begins at `i`, over a few words of its own; kNone when it has none.
uint32_t ClauseReader::name_of_phrase(uint32_t i) const {
  for (uint32_t words = 0; i < elements_.size() && words <= 4; ++i) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName && !e.modifier)
      return e.grammatical == kUnmarked || e.grammatical == kOf ? i : kNone;
    if (e.kind != ElementKind::kName && !plain(e)) return kNone;
    ++words;
  }
  return kNone;
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

// A spelling that is active or passive: passive with an agent behind it.
void ClauseReader::settle_voice(StatedEvent& s, uint32_t verb) {
  const bool agent = std::any_of(pending_.begin(), pending_.end(), [](const auto& p) { return p.first == kBy; });
  if (!agent) return;
  s.passive = true;
  s.subject.clear();
  pending_.clear();
  scan_right(s, verb);
}

bool ClauseReader::agent_follows(uint32_t verb) const {
  for (uint32_t i = verb + 1; i < elements_.size() && i <= verb + 2; ++i) {
    if (elements_[i].has(kMarksNext) && elements_[i].word.next == kBy) return true;
    if (!elements_[i].has(kTransparent)) return false;
  }
  return false;
}

// A pronoun ending: the newest fitting entity that plays no part yet.
void ClauseReader::give_salient(StatedEvent& s, Case grammatical) {
  const uint8_t role = s.frame->role(grammatical);
  if (role == kNoRole || filled(s, role)) return;
  for (uint32_t i = s.at; i-- > 0;) {
    if (elements_[i].kind == ElementKind::kName && give(s, role, actor_of(elements_[i]))) return;
  }
  for (const Actor& actor : discourse_.last_named) {
    if (give(s, role, actor)) return;
  }
}

bool ClauseReader::ends_clause(const Element& e) const {
  return e.kind == ElementKind::kStop || e.kind == ElementKind::kMark ||
         (e.word.flags & (kBeginsClause | kRelates | kBeginsContent)) != 0;
}

// A verb right after the name at `i`: the name is then that verb's subject.
bool ClauseReader::verb_follows(uint32_t i) const {
  for (uint32_t k = i + 1; k < elements_.size() && k <= i + 3; ++k) {
    const Element& e = elements_[k];
    if (e.kind == ElementKind::kTrigger) return !only_nouns(e);
    if (e.has(kMakesPassive)) return true;
    if (!e.has(kTransparent | kGivesStatus)) return false;
  }
  return false;
}

// 'met to discuss the merger with Norvia': the marked name is the noun's, where the noun is another kind of event.
bool ClauseReader::belongs_to_noun(const StatedEvent& s, const Element& noun, Case grammatical) const {
  if (grammatical == kUnmarked || grammatical == kBy || grammatical == kTo) return false;
  for (uint32_t f = noun.first_form; f < noun.first_form + noun.form_count; ++f) {
    const Frame& frame = frames_.frames[frames_.forms[scene_.forms[f]].frame];
    if (frame.type == 0 || frames_.types[frame.type].name.starts_with(family(s)) || frame.role(grammatical) == kNoRole)
      return false;
  }
  return noun.form_count > 0;
}

std::string_view ClauseReader::family(const StatedEvent& s) const {
  const std::string_view name = type(s).name;
  return name.substr(0, name.find('.'));
}

// A governing word with a name right behind it governs nothing: 'suggested a new plan to Costa'.
bool ClauseReader::names_follow(uint32_t i) const {
  const Element& e = elements_[i];
  for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
    const Frame& frame = frames_.frames[frames_.forms[scene_.forms[f]].frame];
    if (frame.type != 0 || frame.says) return false;
  }
  return i + 1 < elements_.size() && elements_[i + 1].kind == ElementKind::kName;
}

bool ClauseReader::finite_verb_follows(uint32_t i) const {
  if (!verb_follows(i) || !frames_.inflects) return verb_follows(i);
  for (uint32_t k = i + 1; k < elements_.size() && k <= i + 3; ++k) {
    if (elements_[k].has(kGivesStatus)) return true;  // 'would sell'
    if (elements_[k].kind != ElementKind::kTrigger) continue;
    for (uint32_t f = elements_[k].first_form; f < elements_[k].first_form + elements_[k].form_count; ++f) {
      if ((frames_.forms[scene_.forms[f]].tags & (kFormPast | kFormPresent | kFormFuture)) != 0) return true;
    }
    return false;
  }
  return true;
}

bool ClauseReader::only_nouns(const Element& e) const {
  for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
    if (frames_.frames[frames_.forms[scene_.forms[f]].frame].kind != FrameKind::kNoun) return false;
  }
  return true;
}

// Names to the right of a verb: the object (verb first: the subject, then the object), and those behind markers.
void ClauseReader::scan_right(StatedEvent& s, uint32_t verb) {
  bool object_taken = false;
  bool comma = false;
  const bool inverted = !frames_.verb_first && s.frame->says && follows_quotation(verb);
  bool resumed = (s.tags & kFormObject) != 0 || s.passive;
  for (uint32_t k = verb + 1; k < elements_.size() && k <= verb + 2; ++k)
    resumed = resumed || elements_[k].has(kHoldsPronoun);
  bool subject_left = inverted || (frames_.verb_first && !subject_goes_on_ && !preceded_by_subject(verb, resumed));
  uint32_t words = 0;
  uint32_t i = verb + 1;
  uint32_t noun = kNone;  // the last event noun passed
  uint32_t opened = 0;    // the last comma
  bool by_noun = false;   // a passive's agent is a noun, whose the names behind it are: 'por decisão do juiz Costa'
  for (; i < elements_.size() && i < verb + kFarthest; ++i) {
    const Element& e = elements_[i];
    if (ends_clause(e)) break;
    if (e.kind == ElementKind::kTrigger && only_nouns(e)) noun = i;
    if (e.kind == ElementKind::kName && noun != kNone && belongs_to_noun(s, elements_[noun], e.grammatical)) continue;
    if (e.kind == ElementKind::kTrigger && !only_nouns(e) && !names_follow(i)) break;
    if (e.kind == ElementKind::kComma) {
      // Verb first: 'founded Ana Prado, born in Lisbon, the company Norvia'
      comma = !(comma && frames_.verb_first && !s.subject.empty() && is_aside(opened + 1, i));
      opened = i;
    }
    if (e.has(kMakesPassive) && e.kind != ElementKind::kTrigger && i > verb + 1) break;  // the next verb's
    if (plain(e)) ++words;
    by_noun = by_noun || (s.passive && e.has(kMarksNext) && e.word.next == kBy && i + 1 < elements_.size() &&
                          elements_[i + 1].kind != ElementKind::kName && !elements_[i + 1].has(kArticle));
    if (e.kind != ElementKind::kName || e.modifier) continue;
    if (e.list != kNone) continue;  // taken with the head of its list
    if (e.grammatical == kUnmarked) {
      if (i > verb + 1 && elements_[i - 1].has(kJoins) && verb_follows(i)) break;
      if (comma && !e.apposed) continue;
      if (subject_left && words <= 3) {
        const uint8_t role = subject_role(s);
        if (s.frame->type == 0 || accepts(s, role, e.type)) {
          s.subject = list_at(i);
          subject_left = false;
          continue;
        }
      }
      const bool reports = s.frame->content == ClaimStatus::kAsserted;
      if (!frames_.verb_first && reports && finite_verb_follows(i) && !s.passive)
        break;                                             // 'said Costa resigned', not 'urged Costa to resign'
      const Case grammatical = s.passive ? kTo : kObject;  // 被引渡到里斯本
      if (!object_taken && accepts(s, s.frame->role(grammatical), e.type)) {
        for (const Actor& actor : list_at(i)) pending_.emplace_back(grammatical, actor);
        object_taken = true;
      }
      continue;
    }
    if (e.grammatical == kBy && !s.passive && noun != kNone && (s.tags & kFormEither) == 0)
      continue;  // 'accepted the bid by Norvia'
    Case grammatical = e.grammatical == kBy && s.passive ? kSubject : e.grammatical;
    const bool owns_object =
        !frames_.spaced && grammatical == kOf && !object_taken && !s.passive && words <= 2;  // 收购诺维亚的股份
    if (owns_object && accepts(s, s.frame->role(kObject), e.type)) grammatical = kObject;
    // Where prepositions stand before the verb, one behind a comma belongs to the next verb.
    if (s.frame->role(grammatical) == kNoRole ||
        (comma && (grammatical == kOf || !frames_.inflects || (s.frame->says && frames_.verb_first))))
      continue;
    if (grammatical == kOf && (by_noun || s.frame->role(kOf) == s.frame->role(kSubject)))
      continue;  // whose: of a noun behind the verb
    for (const Actor& actor : list_at(i)) pending_.emplace_back(grammatical, actor);
  }
  s.right = i;
  content_subject(s);
}

// '“…”, said Ana Prado'.
bool ClauseReader::follows_quotation(uint32_t verb) const {
  if (verb == 0) return false;
  const Element& before = elements_[verb - 1];
  // ', said Ana Prado, '
  if (before.kind == ElementKind::kComma && verb + 2 < elements_.size() &&
      elements_[verb + 1].kind == ElementKind::kName && elements_[verb + 1].grammatical == kUnmarked &&
      elements_[verb + 2].kind == ElementKind::kComma)
    return true;
  // '…, said Ana Prado.' at the sentence's end
  const bool closes = before.kind == ElementKind::kComma && verb + 1 < elements_.size() &&
                      elements_[verb + 1].kind == ElementKind::kName && verb + 3 >= elements_.size() &&
                      !(verb >= 2 && elements_[verb - 2].kind == ElementKind::kName);
  return closes || before.kind == ElementKind::kMark ||
         (before.kind == ElementKind::kComma && verb >= 2 && elements_[verb - 2].kind == ElementKind::kMark);
}

// In a verb-first language: a name right before the verb is its subject after all.
bool ClauseReader::preceded_by_subject(uint32_t verb, bool object_pronoun) const {
  for (uint32_t i = verb; i-- > 0 && i + 3 >= verb;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName) return e.grammatical == kUnmarked;
    // 'who founded Norvia'; where the antecedent is the object, a pronoun behind the verb says so
    if (e.has(kRelates) && !object_pronoun) return true;
    if (!e.has(kTransparent | kGivesStatus)) return false;
  }
  return false;
}

// The subject, to the left; names behind markers on the way are kept for their roles.
void ClauseReader::find_subject(StatedEvent& s, uint32_t verb, bool attributive) {
  uint32_t words = 0, words_since_comma = 0;
  bool comma = false, joined = false, relative = false, content = false;
  // 'Norvia, a group controlled by Ana Prado'
  const bool reduced = verb == s.at && !passive_before(verb) &&
                       (s.frame->kind == FrameKind::kPhrase || (s.passive && agent_follows(verb)));
  const Element* possessor = nullptr;
  uint32_t i = verb;
  const uint32_t farthest = verb > kFarthest ? verb - kFarthest : 0;
  // 'The sources said', verb first: somebody without a name.
  if (frames_.verb_first && s.frame->says && verb + 1 < elements_.size() && elements_[verb + 1].definite &&
      !preceded_by_subject(verb))
    return;
  if (!attributive && subject_before_aside(s, verb) != Aside::kNoAside) return;
  while (i-- > farthest) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) break;
    if (e.kind == ElementKind::kComma) {
      if (const uint32_t open = aside_opening(i); open != kNone && words > adverbs()) {
        i = open;  // 'Ana Prado, who had left, lives in Lisbon and did not answer'
        continue;
      }
      if (!comma) words_since_comma = words;
      comma = true;
      continue;
    }
    if (e.kind == ElementKind::kTrigger) {
      const StatedEvent* before = statement_at(i);
      if (before != nullptr && is_verbal(*before)) {
        const bool verbal = s.frame->kind == FrameKind::kVerb || verb != s.at || (!frames_.inflects && is_verbal(s));
        const bool follows_verb = (s.tags & (kFormGerund | kFormBase)) != 0 && verbal;
        const bool omitted =
            frames_.omits_subjects && (comma ? words_since_comma : words) <= adverbs() && (comma || content || joined);
        if (omitted && inverted_subject(s, verb)) return;
        if (omitted && parenthetic(s)) {
          omitted_subject(s);
          return;
        }
        // 'is said to have left', 'denied having sold'
        const bool perfect = verbal && before->frame->content && words == 0 && !comma && !content &&
                             (i + 1 < verb || !before->frame->says) && (s.tags & (kFormPast | kFormParticiple)) != 0;
        // 'Ana Prado, who founded Norvia, resigned'
        const bool resumed = comma && before->relative && words_since_comma <= adverbs();
        // 'sold the house, divorced and moved to Lisbon'
        const bool listed = comma && words_since_comma == 0 && frames_.spaced && verbal && !before->relative &&
                            (s.tags & kFormPast) != 0 && (before->tags & kFormPast) != 0 && !before->subject.empty();
        joined = joined || listed;
        const StatedEvent& head = joined && comma ? head_of_chain(*before) : *before;
        if (joined || resumed || perfect || (follows_verb && words <= adverbs() + 4) || omitted)
          share_subject(s, head, joined);
        if (joined && comma && !s.subject.empty()) s.joined_to = static_cast<uint32_t>(&head - statements_.data());
        s.left = i + 1;
        return;
      }
      ++words;
      continue;
    }
    if (counts_people(e) && !comma && words <= adverbs() && !relative) {
      s.left = i;  // '31 researchers published': somebody without a name
      s.counted = true;
      return;
    }
    const bool name = e.kind == ElementKind::kName;
    if (!name && e.has(kBeginsContent) && !e.has(kRelates)) {
      content = true;
      continue;
    }
    if (e.has(kRelates)) {
      if (words <= adverbs()) {
        if (i > 0 && frames_.spaced && elements_[i - 1].has(kMarksNext)) {
          marked_relative(s, i);
          s.left = i - 1;
          return;
        }
        relative = true;
        continue;
      }
      break;
    }
    if (!name && e.has(kBeginsClause) && e.has(kJoins) && words == 0) {
      joined = true;  // 'supports Norvia but opposes Orla'
      continue;
    }
    if (!name && e.has(kBeginsClause)) {
      if (frames_.spaced || !statements_.empty()) break;
      words = 0;  // 毕业后创立: the subject stands before both
      continue;
    }
    if (name) {
      if (e.modifier) continue;
      const bool nonfinite =
          verb == s.at && (s.tags & (kFormGerund | kFormBase)) != 0 && (s.tags & (kFormPast | kFormPresent)) == 0;
      if (e.object && !nonfinite) continue;  // 'acquitted him but convicted …'
      if (e.grammatical == kUnmarked || relative) {
        if (content && !relative) break;
        const bool apposed = comma && reduced && words_since_comma <= kAppositionWords;
        if (comma && !relative && words_since_comma > adverbs() && !apposed) break;
        const bool infinitive =
            frames_.inflects && (s.tags & (kFormGerund | kFormBase)) != 0 && (s.tags & (kFormPast | kFormPresent)) == 0;
        if (!relative && (comma || joined || infinitive)) {
          // The object of the verb before is not the subject of this one, unless that verb makes it act: 'bought Norvia
          // and appointed Costa', 'wrote to Costa to propose', but 'urged Costa to resign'.
          const StatedEvent* owner = verb_of(e.span);
          if (owner != nullptr && (comma || joined || !owner->frame->content)) {
            share_subject(s, *owner, joined);
            s.left = i + 1;
            return;
          }
        }
        if (!accepts(s, subject_role(s), e.type) && s.frame->type != 0) {
          if (relative || ends_clause(e)) break;
          continue;
        }
        s.relative = relative;
        s.subject = relative && e.list != kNone ? std::vector<Actor>{actor_of(e)} : list_at(i);
        s.left = e.list == kNone ? i : e.list;
        if (!relative && verb == s.at) object_before(s, s.left);
        return;
      }
      if (e.grammatical == kBy && s.passive && !frames_.spaced) {
        pending_.emplace_back(kSubject, actor_of(e));
      } else if (e.grammatical != kOf) {
        // Verb first: a name behind a marker before the comma or 'and' belongs to the clause before.
        const bool earlier = frames_.verb_first && (comma || joined);
        if (s.frame->role(e.grammatical) != kNoRole && !earlier && (!frames_.spaced || words <= 4)) {
          for (const Actor& actor : list_at(i)) pending_.emplace_back(e.grammatical, actor);
        }
      } else if (possessor == nullptr && e.type == EntityType::kOrganization && !e.pronoun &&
                 (!comma || words_since_comma <= adverbs())) {
        possessor = &e;
      }
      continue;
    }
    if (e.has(kJoins) && words == 0 && !(e.has(kMarksNext) && elements_[i + 1].kind == ElementKind::kName))
      joined = true;
    if (e.has(kTransparent | kGivesStatus | kMakesPassive | kLightVerb)) continue;
    ++words;
  }
  s.left = std::min(verb, i + 1);
  // 'The chairman of Norvia said': the body speaks through somebody without a name.
  if (possessor != nullptr && accepts(s, subject_role(s), possessor->type)) {
    s.subject = {actor_of(*possessor)};
    return;
  }
  if (fronted(s, verb)) return;  // late_subjects() finds it
  const bool finite = (s.tags & kFormGerund) == 0;
  if (finite && words <= adverbs() && !relative && !attributive && inverted_subject(s, verb)) return;
  if (frames_.omits_subjects && finite && words <= adverbs() && !relative && !attributive) omitted_subject(s);
}

bool ClauseReader::counts_people(const Element& e) const {
  if (e.kind != ElementKind::kQuantity) return false;
  const Quantity& quantity = reading_.quantities[e.index];
  return quantity.type == QuantityType::kCount && quantity.unit == "people";
}

ClauseReader::Aside ClauseReader::subject_before_aside(StatedEvent& s, uint32_t verb) {
  uint32_t close = verb;
  while (close > 0 && elements_[close - 1].has(kTransparent | kGivesStatus | kMakesPassive | kLightVerb)) --close;
  if (close < 3 || elements_[close - 1].kind != ElementKind::kComma) return Aside::kNoAside;
  const uint32_t farthest = close > kFarthest ? close - kFarthest : 0;
  for (uint32_t open = close - 2; open > farthest; --open) {
    const Element& e = elements_[open];
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
    const bool resumes = !statements_.empty() && statements_.back().relative;  // 'Norvia, which Costa founded, …'
    if (!is_aside(open + 1, close - 1) || (verb_of(head.span) != nullptr && !resumes)) continue;
    if (s.frame->type != 0 && !accepts(s, subject_role(s), head.type)) return Aside::kUnnamed;
    s.subject = list_at(open - 1);
    s.left = head.list == kNone ? open - 1 : head.list;
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
  for (uint32_t i = from; i < to; ++i) {
    const Element& e = elements_[i];
    if (e.has(kBeginsContent) && !e.has(kRelates)) return false;
    if (e.kind != ElementKind::kTrigger || only_nouns(e)) continue;
    const bool own_subject =
        i > from && elements_[i - 1].kind == ElementKind::kName && elements_[i - 1].grammatical == kUnmarked;
    if (own_subject || !frames_.spaced || !may_be_participle(e)) return false;
  }
  return true;
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

// '敦促何静岚寻求资金,并警告苏合': the verb before has an object of the one before that as its subject; the main
// subject goes on.
const StatedEvent& ClauseReader::head_of_chain(const StatedEvent& last) const {
  const StatedEvent* head = &last;
  for (size_t k = statements_.size(); k-- > 0;) {
    const StatedEvent& s = statements_[k];
    if (&s >= head || head->subject.empty() || !is_verbal(s) || s.subject.empty()) continue;
    const Span inner = head->subject[0].span;
    const bool object =
        std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.actor.span == inner; });
    if (object && s.subject[0].span != inner) head = &s;
  }
  return *head;
}

// A clause without a subject that opens the sentence ('在收购诺维亚后,…', '收购诺维亚后,…') in a language without
// inflection.
bool ClauseReader::fronted(const StatedEvent& s, uint32_t verb) const {
  if (frames_.inflects) return false;
  bool marked = s.right < elements_.size() && elements_[s.right].has(kBeginsClause);
  for (uint32_t i = verb; i-- > 0;) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kStop) break;
    if (e.has(kMarksNext)) {
      marked = true;
    } else if (e.kind != ElementKind::kTime && e.kind != ElementKind::kComma && !e.has(kTransparent | kGivesStatus)) {
      return false;
    }
  }
  return marked;
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
  while (i-- > 0 && verb - i <= 6) {
    const Element& e = elements_[i];
    if (e.kind == ElementKind::kName) {
      pending_.emplace_back(kObject, actor_of(e));
      s.left = i;
      return;
    }
    if (e.kind != ElementKind::kComma && !plain(e)) return;
  }
}

// 'Deixei a Norvia' inside a quotation: the speaker.
void ClauseReader::speaker_subject(StatedEvent& s) const {
  const Span trigger = elements_[s.at].span;
  const auto after = std::partition_point(reading_.quotes.begin(), reading_.quotes.end(),
                                          [&](const Quote& q) { return q.span.begin <= trigger.begin; });
  constexpr std::ptrdiff_t kNeighbours = 8;  // quotations before the place that are looked at
  for (auto q = after; q != reading_.quotes.begin() && after - q < kNeighbours;) {
    const Quote& quote = *--q;
    if (!quote.span.contains(trigger) || quote.speaker == kNone) continue;
    s.subject = {{quote.speaker, reading_.entities[quote.speaker].type, trigger, true, false}};
    return;
  }
}

// The subject of the verb before; joined to a passive, a participle is passive too: 'was arrested and released'.
void ClauseReader::share_subject(StatedEvent& s, const StatedEvent& before, bool joined) {
  if (joined && before.passive && (s.tags & kFormParticiple) != 0) s.passive = true;
  take_subject(s, before);
  s.shares_subject = joined && !s.subject.empty();
  // 'denied the charge and sued': what is joined to a verb is not what it says
  const bool finite = (s.tags & kFormPast) != 0 && (before.tags & kFormPast) != 0;
  if (s.shares_subject && finite) s.joined_to = static_cast<uint32_t>(&before - statements_.data());
}

void ClauseReader::take_subject(StatedEvent& s, const StatedEvent& before) {
  for (const Actor& actor : before.subject) {
    if (s.frame->type != 0 && !accepts(s, subject_role(s), actor.type)) continue;
    s.subject.push_back(actor);
    s.subject.back().omitted = true;
  }
}

void ClauseReader::omitted_subject(StatedEvent& s) {
  // Behind a verb-first verb a definite noun is a subject without a name.
  if (frames_.verb_first && s.at + 1 < elements_.size() && elements_[s.at + 1].definite) return;
  const std::vector<Actor>* source = &discourse_.subject;
  for (size_t k = statements_.size(); k-- > 0 && !parenthetic(s);) {
    if (is_verbal(statements_[k]) && !statements_[k].subject.empty()) {
      source = &statements_[k].subject;
      break;
    }
  }
  for (const Actor& actor : *source) {
    if (s.frame->type != 0 && !accepts(s, subject_role(s), actor.type)) continue;
    s.subject.push_back(actor);
    s.subject.back().omitted = true;
  }
}

// The verb before that has this name as something else than its subject.
const StatedEvent* ClauseReader::verb_of(Span name) const {
  if (statements_.empty()) return nullptr;
  const StatedEvent& s = statements_.back();
  if (!is_verbal(s) || s.subject.empty()) return nullptr;
  const bool subject = std::any_of(s.subject.begin(), s.subject.end(), [&](const Actor& a) { return a.span == name; });
  const bool filler =
      std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.actor.span == name; });
  return filler && !subject ? &s : nullptr;
}

const StatedEvent* ClauseReader::statement_at(uint32_t element) const {
  for (size_t k = statements_.size(); k-- > 0;) {
    if (statements_[k].at == element) return &statements_[k];
    if (statements_[k].at < element) break;
  }
  return nullptr;
}

}  // namespace annals
