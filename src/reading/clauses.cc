#include "reading/clauses.h"

#include <algorithm>

namespace annals {
namespace {

constexpr uint32_t kApposition = 14;  // elements that an apposition may take
constexpr uint32_t kFarthest = 60;  // elements; keeps long sentences linear

Actor actor_of(const Element& element) { return {element.entity, element.type, element.span, false}; }

// Reads one sentence.
class ClauseReader {
 public:
  ClauseReader(const Scene& scene, const Reading& reading, Discourse& discourse)
      : scene_(scene), elements_(scene.elements), frames_(*scene.frames), reading_(reading), discourse_(discourse) {}

  std::vector<StatedEvent> run() {
    for (uint32_t i = 0; i < elements_.size(); ++i) {
      if (elements_[i].kind == ElementKind::kTrigger) read_trigger(i);
    }
    settle_governing();
    late_subjects();
    for (uint32_t s = 0; s < statements_.size(); ++s) govern(s);
    for (uint32_t s = 0; s < statements_.size(); ++s) settle_status(s);
    remember();
    return std::move(statements_);
  }

 private:
  // The trigger's forms in turn: of those whose needs are met the one that fills most roles, else the first that governs a clause.
  void read_trigger(uint32_t at) {
    const Element& element = elements_[at];
    std::optional<StatedEvent> chosen;
    const Frame* governing = nullptr;
    for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
      const TriggerForm& form = frames_.forms[scene_.forms[f]];
      StatedEvent candidate = try_form(at, form, form.tags);
      if (candidate.frame->type == 0 && candidate.frame->content) governing = candidate.frame;
      if (!candidate.states && (form.tags & kFormEither) != 0) {
        StatedEvent passive = try_form(at, form, static_cast<uint16_t>(form.tags | kFormPassive));
        if (passive.states) candidate = std::move(passive);
      }
      if (candidate.states) {
        if (!chosen || !chosen->states || candidate.fillers.size() > chosen->fillers.size()) chosen = std::move(candidate);
        continue;
      }
      if (!chosen || (!chosen->states && candidate.frame->content && !chosen->frame->content)) chosen = std::move(candidate);
    }
    if (!chosen) return;
    if (chosen->states) imply(*chosen);
    if (chosen->frame != governing && !chosen->frame->content) chosen->governing = governing;
    statements_.push_back(std::move(*chosen));
  }

  StatedEvent try_form(uint32_t at, const TriggerForm& form, uint16_t tags) {
    StatedEvent statement;
    statement.at = at;
    statement.frame = &frames_.frames[form.frame];
    statement.tags = tags;
    fill(statement);
    statement.states = statement.frame->type != 0 && needs_met(statement);
    return statement;
  }

  // 'refused to sell': with a verb right behind it, such a trigger governs that verb and states nothing itself.
  void settle_governing() {
    for (size_t k = 0; k + 1 < statements_.size(); ++k) {
      StatedEvent& s = statements_[k];
      const StatedEvent& next = statements_[k + 1];
      if (s.governing == nullptr || !is_verbal(next) || !verb_right_behind(s.at, next.at)) continue;
      if (frames_.inflects && (next.tags & (kFormBase | kFormGerund)) == 0) continue;
      s.frame = s.governing;
      s.states = false;
      s.fillers.clear();
    }
  }

  bool verb_right_behind(uint32_t verb, uint32_t next) const {
    for (uint32_t i = verb + 1; i < next; ++i) {
      const Element& e = elements_[i];
      const bool passes = e.has(kTransparent | kMarksNext | kGivesStatus) || (e.kind == ElementKind::kName && e.grammatical != kUnmarked);
      if (!passes) return false;
    }
    return next <= verb + 6;
  }

  // --- roles -------------------------------------------------------------------------------------------------------

  const EventType& type(const StatedEvent& s) const { return frames_.types[s.frame->type]; }

  bool accepts(const StatedEvent& s, uint8_t role, EntityType entity_type) const {
    return role != kNoRole && type(s).roles[role].accepts(entity_type);
  }

  static bool filled(const StatedEvent& s, uint8_t role) {
    return std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.role == role; });
  }

  // Gives the role to the actor unless the type does not fit or the same entity has a role already.
  bool give(StatedEvent& s, uint8_t role, const Actor& actor) {
    if (!accepts(s, role, actor.type)) return false;
    for (const Filler& f : s.fillers) {
      if (f.actor.entity == actor.entity) return false;
    }
    s.fillers.push_back({role, actor, false});
    return true;
  }

  // In 'A 与 B 合并' the word between marks B as a companion, where the frame has a part for one.
  void give_subject(StatedEvent& s) {
    for (const Actor& actor : s.subject) {
      const Case companion = companion_case(s, actor);
      if (companion != kUnmarked && s.frame->role(companion) != subject_role(s) && &actor != &s.subject[0]) {
        give_case(s, companion, actor);
      } else {
        give(s, subject_role(s), actor);
      }
    }
  }

  Case companion_case(const StatedEvent& s, const Actor& actor) const {
    for (uint32_t i = 1; i < elements_.size(); ++i) {
      if (elements_[i].span != actor.span || elements_[i].kind != ElementKind::kName) continue;
      const Element& before = elements_[i - 1];
      if (before.has(kJoins) && before.has(kMarksNext) && s.frame->role(before.word.next) != kNoRole) return before.word.next;
      break;
    }
    return kUnmarked;
  }

  void give_case(StatedEvent& s, Case grammatical, const Actor& actor) {
    const uint8_t first = s.frame->role(grammatical), second = s.frame->second_role(grammatical);
    if (second != kNoRole && (filled(s, first) || !accepts(s, first, actor.type))) {
      give(s, second, actor);
    } else {
      give(s, first, actor);
    }
  }

  // Possession last: what it means depends on what the other cases have filled.
  void give_pending(StatedEvent& s) {
    for (const auto& [grammatical, actor] : pending_) {
      if (grammatical != kOf) give_case(s, grammatical, actor);
    }
    for (const auto& [grammatical, actor] : pending_) {
      if (grammatical == kOf) give_case(s, grammatical, actor);
    }
    pending_.clear();
  }

  // The name at `i` and the rest of its list.
  std::vector<Actor> list_at(uint32_t i) const {
    const uint32_t head = elements_[i].list == kNone ? i : elements_[i].list;
    std::vector<Actor> actors;
    for (uint32_t k = head; k < elements_.size() && k < head + kFarthest; ++k) {
      const Element& e = elements_[k];
      if (e.kind == ElementKind::kName && (k == head || e.list == head)) actors.push_back(actor_of(e));
      if (e.kind == ElementKind::kTrigger || e.kind == ElementKind::kStop) break;
    }
    extend_list(i, actors);
    return actors;
  }

  // 'A, chairman of X, and B, director of Y': names joined over appositions.
  void extend_list(uint32_t i, std::vector<Actor>& actors) const {
    const auto add = [&](const Element& e) {
      const bool known = std::any_of(actors.begin(), actors.end(), [&](const Actor& a) { return a.entity == e.entity; });
      if (!known) actors.push_back(actor_of(e));
    };
    const auto same = [&](const Element& e) { return e.kind == ElementKind::kName && e.grammatical == elements_[i].grammatical && e.type == elements_[i].type && !e.modifier; };
    const auto between = [&](const Element& e) {
      return e.kind == ElementKind::kComma || e.kind == ElementKind::kName || e.kind == ElementKind::kQuantity || plain(e) || (e.kind == ElementKind::kTrigger && only_nouns(e)) ||
             (e.kind == ElementKind::kWord && (e.word.flags & ~(kMarksNext | kMarksPrevious | kTransparent | kArticle | kJoins)) == 0);
    };
    const uint32_t head = elements_[i].list == kNone ? i : elements_[i].list;
    if (head >= 3 && elements_[head - 1].has(kJoins) && elements_[head - 2].kind == ElementKind::kComma) {
      for (uint32_t k = head - 2; k-- > 0 && head - k <= kApposition && between(elements_[k]);) {
        if (same(elements_[k]) && k + 1 < elements_.size() && elements_[k + 1].kind == ElementKind::kComma) add(elements_[k]);
      }
    }
    bool comma = false;
    for (uint32_t k = i + 1; k < elements_.size() && k - i <= kApposition * 2 && between(elements_[k]); ++k) {
      comma = comma || elements_[k].kind == ElementKind::kComma;
      if (comma && same(elements_[k]) && elements_[k - 1].has(kJoins) && elements_[k - 2].kind == ElementKind::kComma) add(elements_[k]);
    }
  }


  uint8_t subject_role(const StatedEvent& s) const { return s.frame->role(s.passive ? kObject : kSubject); }

  void fill(StatedEvent& s) {
    s.left = s.at;
    s.right = s.at + 1;
    if (s.frame->kind == FrameKind::kNoun) {
      fill_noun(s);
    } else {
      fill_verb(s, s.at);
    }
    fill_near(s);
  }

  // Whether a passive word stands right before element `at`.
  bool passive_before(uint32_t at) const {
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

  void fill_verb(StatedEvent& s, uint32_t verb) {
    s.passive = s.frame->kind == FrameKind::kPassive || (s.tags & kFormPassive) != 0;
    const bool participle = (s.tags & kFormParticiple) != 0 || !frames_.inflects;
    if (!s.passive && participle && passive_before(verb)) s.passive = true;
    if (!s.passive && (s.tags & kFormParticiple) != 0 && agent_follows(verb)) s.passive = true;
    const Attribution attribution = frames_.spaced ? Attribution::kNone : read_head_noun(s, verb);
    if (attribution == Attribution::kNone) scan_right(s, verb);
    if ((s.tags & kFormEither) != 0 && !s.passive) settle_voice(s, verb);
    if ((s.tags & kFormSelf) != 0) speaker_subject(s);
    if (s.subject.empty()) {
      if (attribution != Attribution::kSubjectUnnamed) find_subject(s, verb, attribution != Attribution::kNone);
    } else if (frames_.verb_first) {
      find_antecedent(s, verb);
    }
    give_subject(s);
    give_pending(s);
    if ((s.tags & kFormObject) != 0) give_salient(s, s.passive ? kSubject : kObject);
    for (uint32_t i = verb + 1; i < s.right && i <= verb + 4; ++i) {
      if (elements_[i].has(kHoldsPronoun)) give_salient(s, elements_[i].word.next);
    }
  }

  // A relative clause before its noun: 'verb 的 head' (林远舟创立的北澜科技) or 'verb object 的 head' (收购北澜科技的云岫资本).
  // The names behind the verb are then taken.
  enum class Attribution : uint8_t { kNone, kAttributive, kSubjectUnnamed };
  Attribution read_head_noun(StatedEvent& s, uint32_t verb) {
    uint32_t i = verb + 1;
    bool amount = false;  // 'worth six million 的 equipment': the head is the subject; 'provide six million 的 funds' is no clause of its own
    while (i < elements_.size() && (elements_[i].has(kTransparent) || elements_[i].kind == ElementKind::kQuantity) && !elements_[i].has(kMarksPrevious)) {
      amount = amount || elements_[i].kind == ElementKind::kQuantity;
      ++i;
    }
    if (i >= elements_.size()) return Attribution::kNone;
    if (amount && s.frame->role(kObject) != kNoRole) return Attribution::kNone;
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
    if (s.passive || elements_[i].kind != ElementKind::kName || i + 2 >= elements_.size() || !elements_[i + 1].has(kMarksPrevious)) return Attribution::kNone;
    const Element& object = elements_[i];
    const Element& head = elements_[i + 2];
    if (head.kind != ElementKind::kName || (object.type == EntityType::kOrganization && head.type == EntityType::kPerson)) return Attribution::kNone;
    if (!accepts(s, s.frame->role(kObject), object.type) || !accepts(s, s.frame->role(kSubject), head.type) || has_name_before(verb)) return Attribution::kNone;
    pending_.emplace_back(kObject, actor_of(object));
    s.subject = list_at(i + 2);
    s.right = i + 3;
    return Attribution::kAttributive;
  }

  // The name of the noun phrase that begins at `i`, over a few words of its own; kNone when it has none.
  uint32_t name_of_phrase(uint32_t i) const {
    for (uint32_t words = 0; i < elements_.size() && words <= 4; ++i) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kName && !e.modifier) return e.grammatical == kUnmarked || e.grammatical == kOf ? i : kNone;
      if (e.kind != ElementKind::kName && !plain(e)) return kNone;
      ++words;
    }
    return kNone;
  }

  // A name that may be the subject of the verb, in its clause.
  bool has_name_before(uint32_t verb) const {
    for (uint32_t i = verb; i-- > 0;) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kComma || e.kind == ElementKind::kTrigger || ends_clause(e)) return false;
      if (e.kind == ElementKind::kName && e.grammatical == kUnmarked) return true;
    }
    return false;
  }

  // A spelling that is active or passive: passive with an agent behind it.
  void settle_voice(StatedEvent& s, uint32_t verb) {
    const bool agent = std::any_of(pending_.begin(), pending_.end(), [](const auto& p) { return p.first == kBy; });
    if (!agent) return;
    s.passive = true;
    s.subject.clear();
    pending_.clear();
    scan_right(s, verb);
  }

  bool agent_follows(uint32_t verb) const {
    for (uint32_t i = verb + 1; i < elements_.size() && i <= verb + 2; ++i) {
      if (elements_[i].has(kMarksNext) && elements_[i].word.next == kBy) return true;
      if (!elements_[i].has(kTransparent)) return false;
    }
    return false;
  }

  // A pronoun ending: the newest fitting entity that plays no part yet.
  void give_salient(StatedEvent& s, Case grammatical) {
    const uint8_t role = s.frame->role(grammatical);
    if (role == kNoRole || filled(s, role)) return;
    for (uint32_t i = s.at; i-- > 0;) {
      if (elements_[i].kind == ElementKind::kName && give(s, role, actor_of(elements_[i]))) return;
    }
    for (const Actor& actor : discourse_.last_named) {
      if (give(s, role, actor)) return;
    }
  }

  bool ends_clause(const Element& e) const {
    return e.kind == ElementKind::kStop || e.kind == ElementKind::kMark || (e.word.flags & (kBeginsClause | kRelates | kBeginsContent)) != 0;
  }

  // A verb right after the name at `i`: the name is then that verb's subject.
  bool verb_follows(uint32_t i) const {
    for (uint32_t k = i + 1; k < elements_.size() && k <= i + 3; ++k) {
      const Element& e = elements_[k];
      if (e.kind == ElementKind::kTrigger) return !only_nouns(e);
      if (e.has(kMakesPassive)) return true;
      if (!e.has(kTransparent | kGivesStatus)) return false;
    }
    return false;
  }

  // 'met to discuss the merger with Norvia': the marked name is the noun's, where the noun is another kind of event.
  bool belongs_to_noun(const StatedEvent& s, const Element& noun, Case grammatical) const {
    if (grammatical == kUnmarked || grammatical == kBy || grammatical == kTo) return false;
    for (uint32_t f = noun.first_form; f < noun.first_form + noun.form_count; ++f) {
      const Frame& frame = frames_.frames[frames_.forms[scene_.forms[f]].frame];
      if (frame.type == 0 || frames_.types[frame.type].name.starts_with(family(s)) || frame.role(grammatical) == kNoRole) return false;
    }
    return noun.form_count > 0;
  }

  std::string_view family(const StatedEvent& s) const {
    const std::string_view name = type(s).name;
    return name.substr(0, name.find('.'));
  }

  // A governing word with a name right behind it governs nothing: 'suggested a new plan to Costa'.
  bool names_follow(uint32_t i) const {
    const Element& e = elements_[i];
    for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
      const Frame& frame = frames_.frames[frames_.forms[scene_.forms[f]].frame];
      if (frame.type != 0 || frame.says) return false;
    }
    return i + 1 < elements_.size() && elements_[i + 1].kind == ElementKind::kName;
  }

  bool finite_verb_follows(uint32_t i) const {
    if (!verb_follows(i) || !frames_.inflects) return verb_follows(i);
    for (uint32_t k = i + 1; k < elements_.size() && k <= i + 3; ++k) {
      if (elements_[k].kind != ElementKind::kTrigger) continue;
      for (uint32_t f = elements_[k].first_form; f < elements_[k].first_form + elements_[k].form_count; ++f) {
        if ((frames_.forms[scene_.forms[f]].tags & (kFormPast | kFormPresent | kFormFuture)) != 0) return true;
      }
      return false;
    }
    return true;
  }

  bool only_nouns(const Element& e) const {
    for (uint32_t f = e.first_form; f < e.first_form + e.form_count; ++f) {
      if (frames_.frames[frames_.forms[scene_.forms[f]].frame].kind != FrameKind::kNoun) return false;
    }
    return true;
  }

  // Names to the right of a verb: the object (verb first: the subject, then the object), and those behind markers.
  void scan_right(StatedEvent& s, uint32_t verb) {
    bool object_taken = false;
    bool comma = false;
    const bool inverted = !frames_.verb_first && s.frame->says && follows_quotation(verb);
    bool subject_left = inverted || (frames_.verb_first && !preceded_by_subject(verb));
    uint32_t words = 0;
    uint32_t i = verb + 1;
    uint32_t noun = kNone;  // the last event noun passed
    for (; i < elements_.size() && i < verb + kFarthest; ++i) {
      const Element& e = elements_[i];
      if (ends_clause(e)) break;
      if (e.kind == ElementKind::kTrigger && only_nouns(e)) noun = i;
      if (e.kind == ElementKind::kName && noun != kNone && belongs_to_noun(s, elements_[noun], e.grammatical)) continue;
      if (e.kind == ElementKind::kTrigger && !only_nouns(e) && !names_follow(i)) break;
      if (e.kind == ElementKind::kComma) comma = true;
      if (e.has(kMakesPassive) && e.kind != ElementKind::kTrigger && i > verb + 1) break;  // the next verb's
      if (plain(e)) ++words;
      if (e.kind != ElementKind::kName || e.modifier) continue;
      if (e.list != kNone) continue;  // taken with the head of its list
      if (e.grammatical == kUnmarked) {
        if (i > verb + 1 && elements_[i - 1].has(kJoins) && verb_follows(i)) break;
        if (comma) continue;
        if (subject_left && words <= 3) {
          const uint8_t role = subject_role(s);
          if (s.frame->type == 0 || accepts(s, role, e.type)) {
            s.subject = list_at(i);
            subject_left = false;
            continue;
          }
        }
        const bool reports = s.frame->content == ClaimStatus::kAsserted;
        if (!frames_.verb_first && reports && finite_verb_follows(i) && !s.passive) break;  // 'said Costa resigned', not 'urged Costa to resign'
        const Case grammatical = s.passive ? kTo : kObject;  // 被引渡到里斯本
        if (!object_taken && accepts(s, s.frame->role(grammatical), e.type)) {
          for (const Actor& actor : list_at(i)) pending_.emplace_back(grammatical, actor);
          object_taken = true;
        }
        continue;
      }
      Case grammatical = e.grammatical == kBy && s.passive ? kSubject : e.grammatical;
      const bool owns_object = !frames_.spaced && grammatical == kOf && !object_taken && !s.passive && words <= 2;  // 收购诺维亚的股份
      if (owns_object && accepts(s, s.frame->role(kObject), e.type)) grammatical = kObject;
      // Where prepositions stand before the verb, one behind a comma belongs to the next verb.
      if (s.frame->role(grammatical) == kNoRole || (comma && (grammatical == kOf || !frames_.inflects))) continue;
      if (grammatical == kOf && s.frame->role(kOf) == s.frame->role(kSubject)) continue;  // whose: of a noun behind the verb
      for (const Actor& actor : list_at(i)) pending_.emplace_back(grammatical, actor);
    }
    s.right = i;
  }

  // '“…”, said Ana Prado'.
  bool follows_quotation(uint32_t verb) const {
    if (verb == 0) return false;
    const Element& before = elements_[verb - 1];
    // '…, said Ana Prado.' at the sentence's end
    const bool closes = before.kind == ElementKind::kComma && verb + 1 < elements_.size() && elements_[verb + 1].kind == ElementKind::kName && verb + 3 >= elements_.size();
    return closes || before.kind == ElementKind::kMark || (before.kind == ElementKind::kComma && verb >= 2 && elements_[verb - 2].kind == ElementKind::kMark);
  }

  // In a verb-first language: a name right before the verb is its subject after all.
  bool preceded_by_subject(uint32_t verb) const {
    for (uint32_t i = verb; i-- > 0 && i + 3 >= verb;) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kName) return e.grammatical == kUnmarked;
      if (!e.has(kTransparent | kGivesStatus)) return false;
    }
    return false;
  }

  // The subject, to the left; names behind markers on the way are kept for their roles.
  void find_subject(StatedEvent& s, uint32_t verb, bool attributive = false) {
    uint32_t words = 0, words_since_comma = 0;
    bool comma = false, joined = false, relative = false, content = false;
    const Element* possessor = nullptr;
    uint32_t i = verb;
    const uint32_t farthest = verb > kFarthest ? verb - kFarthest : 0;
    // 'The sources said', verb first: somebody without a name.
    if (frames_.verb_first && s.frame->says && verb + 1 < elements_.size() && elements_[verb + 1].definite && !preceded_by_subject(verb)) return;
    while (i-- > farthest) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) break;
      if (e.kind == ElementKind::kComma) {
        if (!comma) words_since_comma = words;
        comma = true;
        continue;
      }
      if (e.kind == ElementKind::kTrigger) {
        const StatedEvent* before = statement_at(i);
        if (before != nullptr && is_verbal(*before)) {
          const bool verbal = s.frame->kind == FrameKind::kVerb || verb != s.at || (!frames_.inflects && is_verbal(s));
          const bool follows_verb = (s.tags & (kFormGerund | kFormBase)) != 0 && verbal;
          const bool omitted = frames_.omits_subjects && words <= adverbs() && (comma || content || joined);
          // 'Ana Prado, who founded Norvia, resigned'
          const bool resumed = comma && before->relative && words_since_comma <= adverbs();
          const StatedEvent& head = joined && comma ? head_of_chain(*before) : *before;
          if (joined || resumed || (follows_verb && words <= adverbs() + 4) || omitted) share_subject(s, head, joined);
          if (joined && comma && !s.subject.empty()) s.joined_to = static_cast<uint32_t>(&head - statements_.data());
          s.left = i + 1;
          return;
        }
        ++words;
        continue;
      }
      const bool name = e.kind == ElementKind::kName;
      if (!name && e.has(kBeginsContent) && !e.has(kRelates)) {
        content = true;
        continue;
      }
      if (e.has(kRelates)) {
        if (words <= adverbs()) {
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
        if (e.grammatical == kUnmarked || relative) {
          if (content && !relative) break;
          if (comma && !relative && words_since_comma > adverbs()) break;
          const bool infinitive = frames_.inflects && (s.tags & (kFormGerund | kFormBase)) != 0 && (s.tags & (kFormPast | kFormPresent)) == 0;
          if (!relative && (comma || joined || infinitive)) {
            // The object of the verb before is not the subject of this one, unless that verb makes it act: 'bought Norvia and
            // appointed Costa', 'wrote to Costa to propose', but 'urged Costa to resign'.
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
          return;
        }
        if (e.grammatical == kBy && s.passive) {
          pending_.emplace_back(kSubject, actor_of(e));
        } else if (e.grammatical != kOf) {
          // Verb first: a name behind a marker before the comma or 'and' belongs to the clause before.
          const bool earlier = frames_.verb_first && (comma || joined);
          if (s.frame->role(e.grammatical) != kNoRole && !earlier && (!frames_.spaced || words <= 4)) {
            for (const Actor& actor : list_at(i)) pending_.emplace_back(e.grammatical, actor);
          }
        } else if (possessor == nullptr && e.type == EntityType::kOrganization && !e.pronoun && (!comma || words_since_comma <= adverbs())) {
          possessor = &e;
        }
        continue;
      }
      if (e.has(kJoins) && words == 0 && !(e.has(kMarksNext) && elements_[i + 1].kind == ElementKind::kName)) joined = true;
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
    if (frames_.omits_subjects && finite && words <= adverbs() && !relative && !attributive) omitted_subject(s);
  }

  // '敦促何静岚寻求资金,并警告苏合': the verb before has an object of the one before that as its subject; the main subject goes on.
  const StatedEvent& head_of_chain(const StatedEvent& last) const {
    const StatedEvent* head = &last;
    for (size_t k = statements_.size(); k-- > 0;) {
      const StatedEvent& s = statements_[k];
      if (&s >= head || head->subject.empty() || !is_verbal(s) || s.subject.empty()) continue;
      const Span inner = head->subject[0].span;
      const bool object = std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.actor.span == inner; });
      if (object && s.subject[0].span != inner) head = &s;
    }
    return *head;
  }

  // A clause without a subject that opens the sentence ('在收购诺维亚后,…', '收购诺维亚后,…') in a language without inflection.
  bool fronted(const StatedEvent& s, uint32_t verb) const {
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

  // Words that may stand between a clause's beginning and its verb without being a subject of their own.
  uint32_t adverbs() const { return frames_.spaced ? 1 : 4; }

  // In a verb-first language with its subject behind it: 'the man whom Norvia dismissed'.
  void find_antecedent(StatedEvent& s, uint32_t verb) {
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
  void speaker_subject(StatedEvent& s) const {
    const Span trigger = elements_[s.at].span;
    for (size_t q = reading_.quotes.size(); q-- > 0;) {
      const Quote& quote = reading_.quotes[q];
      if (!quote.span.contains(trigger) || quote.speaker == kNone) continue;
      s.subject = {{quote.speaker, reading_.entities[quote.speaker].type, trigger, true}};
      return;
    }
  }

  // The subject of the verb before; joined to a passive, a participle is passive too: 'was arrested and released'.
  void share_subject(StatedEvent& s, const StatedEvent& before, bool joined) {
    if (joined && before.passive && (s.tags & kFormParticiple) != 0) s.passive = true;
    take_subject(s, before);
    s.shares_subject = joined && !s.subject.empty();
  }

  void take_subject(StatedEvent& s, const StatedEvent& before) {
    for (const Actor& actor : before.subject) {
      if (s.frame->type != 0 && !accepts(s, subject_role(s), actor.type)) continue;
      s.subject.push_back(actor);
      s.subject.back().omitted = true;
    }
  }

  void omitted_subject(StatedEvent& s) {
    // Behind a verb-first verb a definite noun is a subject without a name.
    if (frames_.verb_first && s.at + 1 < elements_.size() && elements_[s.at + 1].definite) return;
    const std::vector<Actor>* source = &discourse_.subject;
    for (size_t k = statements_.size(); k-- > 0;) {
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
  const StatedEvent* verb_of(Span name) const {
    if (statements_.empty()) return nullptr;
    const StatedEvent& s = statements_.back();
    if (!is_verbal(s) || s.subject.empty()) return nullptr;
    const bool subject = std::any_of(s.subject.begin(), s.subject.end(), [&](const Actor& a) { return a.span == name; });
    const bool filler = std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.actor.span == name; });
    return filler && !subject ? &s : nullptr;
  }

  const StatedEvent* statement_at(uint32_t element) const {
    for (size_t k = statements_.size(); k-- > 0;) {
      if (statements_[k].at == element) return &statements_[k];
      if (statements_[k].at < element) break;
    }
    return nullptr;
  }

  // --- event nouns -------------------------------------------------------------------------------------------------

  void fill_noun(StatedEvent& s) {
    // Whose: "Costa's dismissal", 'his dismissal', 科斯塔的离职.
    uint32_t words = 0;
    uint32_t i = s.at;
    std::optional<uint32_t> owner;
    while (i-- > 0 && words <= 2) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kName) {
        if (e.modifier) break;
        const bool genitive = (e.grammatical == kOf && (e.pronoun || (i + 1 < elements_.size() && elements_[i + 1].has(kMarksPrevious)))) || owns_over_amount(i);
        const bool compound = frames_.compound_nouns && e.grammatical != kOf && i + 1 == s.at;
        if (genitive || compound) {
          owner = i;
        } else if (e.grammatical != kUnmarked && e.grammatical != kOf && s.frame->role(e.grammatical) != kNoRole && !frames_.spaced) {
          pending_.emplace_back(e.grammatical, actor_of(e));  // 科斯塔对诺维亚的起诉
          s.left = i;
          words = 0;
          while (i > 0 && elements_[i - 1].has(kMarksNext)) --i;
          if (i > 0 && !elements_[i].has(kReceives) && elements_[i - 1].kind == ElementKind::kName && elements_[i - 1].grammatical == kUnmarked) {
            s.left = i - 1;
            pending_.emplace_back(kSubject, actor_of(elements_[i - 1]));
          }
        }
        break;
      }
      if (e.has(kMarksPrevious | kTransparent) || e.kind == ElementKind::kQuantity || e.kind == ElementKind::kTime) continue;
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
    if ((s.tags & kFormOwner) != 0) give_salient(s, kOf);
    light_verb(s);
  }

  // 云岫资本三千万元的投资: an amount or a time stands between the owner and the word of possession.
  bool owns_over_amount(uint32_t i) const {
    if (elements_[i].grammatical != kUnmarked) return false;
    uint32_t k = i + 1;
    while (k < elements_.size() && (elements_[k].kind == ElementKind::kQuantity || elements_[k].kind == ElementKind::kTime)) ++k;
    return k > i + 1 && k < elements_.size() && elements_[k].has(kMarksPrevious);
  }

  void scan_noun_right(StatedEvent& s) {
    uint32_t words = 0;
    uint32_t i = s.at + 1;
    for (; i < elements_.size() && i < s.at + kFarthest; ++i) {
      const Element& e = elements_[i];
      if (ends_clause(e) || e.kind == ElementKind::kComma || (e.kind == ElementKind::kTrigger && !only_nouns(e))) break;
      if (e.kind == ElementKind::kTime || e.kind == ElementKind::kQuantity) continue;
      if (e.kind == ElementKind::kName) {
        if (e.modifier || e.list != kNone) continue;
        if (e.grammatical == kUnmarked) {
          if (frames_.bare_genitive && words == 0 && i == s.at + 1) {
            for (const Actor& actor : list_at(i)) pending_.emplace_back(kOf, actor);
            continue;
          }
          break;
        }
        for (const Actor& actor : list_at(i)) pending_.emplace_back(e.grammatical, actor);
        words = 0;
        continue;
      }
      if (plain(e) && ++words > (frames_.spaced ? 4 : 8)) break;
    }
    s.right = i;
  }

  // 'made an offer', 进行收购, 'تم طرد': the noun takes the subject of the verb that carries it.
  void light_verb(StatedEvent& s) {
    uint32_t words = 0;
    for (uint32_t i = s.at; i-- > 0 && words <= 3;) {
      const Element& e = elements_[i];
      if (e.has(kLightVerb) || (e.has(kMakesPassive) && e.kind != ElementKind::kTrigger)) {
        StatedEvent carrier = s;
        carrier.fillers.clear();
        carrier.subject.clear();
        carrier.passive = e.has(kMakesPassive) && !e.has(kLightVerb);
        if (carrier.passive && !frames_.verb_first) return;
        const bool receives = e.has(kReceives);
        if (receives) carrier.passive = true;
        carrier_subject(carrier, i, receives);
        for (const Actor& actor : carrier.subject) give(s, subject_role(carrier), actor);
        s.subject = carrier.subject;
        s.passive = carrier.passive;
        s.left = std::min(s.left, carrier.left);
        give_pending(s);
        return;
      }
      if (e.kind == ElementKind::kName && (e.grammatical != kUnmarked || owns_over_amount(i))) continue;
      if (e.kind == ElementKind::kQuantity || e.kind == ElementKind::kTime || e.has(kTransparent | kMarksNext | kMarksPrevious)) continue;
      if (!plain(e)) {
        // قام + subject + ب + noun: the subject stands between.
        if (frames_.verb_first && e.kind == ElementKind::kName) continue;
        return;
      }
      ++words;
    }
  }

  void carrier_subject(StatedEvent& carrier, uint32_t verb, bool receives) {
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

  // An organisation beside a filler ('Norvia chairman Rui Costa', 'the chairman of Norvia, Rui Costa') may fill the role of the
  // type's case `near`.
  void fill_near(StatedEvent& s) {
    const uint8_t role = s.frame->role(frames_.near_case);
    if (role == kNoRole || filled(s, role)) return;
    if (s.frame->kind == FrameKind::kNoun) {
      fill_apposition(s, role);
      return;
    }
    const uint32_t end = std::min<uint32_t>(s.right, static_cast<uint32_t>(elements_.size()));
    if (s.fillers.empty()) return;
    for (uint32_t i = s.left; i < end; ++i) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kName && accepts(s, role, e.type) && give(s, role, actor_of(e))) return;
    }
  }

  // 'Ana Prado, co-founder of Norvia', 'Ana Prado: co-founder …', 'Norvia co-founder Ana Prado', 'the co-founder of Norvia, Ana Prado'.
  void fill_apposition(StatedEvent& s, uint8_t role) {
    uint32_t words = 0;
    for (uint32_t i = s.at; i-- > 0 && s.at - i <= 6 && words <= 3;) {
      const Element& e = elements_[i];
      const bool separates = e.kind == ElementKind::kComma || e.kind == ElementKind::kStop || e.has(kTransparent | kJoins | kArticle | kMakesPassive | kLightVerb);
      if (e.kind == ElementKind::kName && !e.modifier && e.grammatical != kOf && accepts(s, role, e.type)) {
        if (i + 1 == s.at && !frames_.compound_nouns) break;
        for (const Actor& actor : list_at(i)) give(s, role, actor);
        s.left = std::min(s.left, i);
        return;
      }
      if (e.kind == ElementKind::kTrigger || e.kind == ElementKind::kMark) break;
      if (!separates && e.kind != ElementKind::kName) ++words;
    }
    words = 0;
    for (uint32_t i = s.at + 1; i < elements_.size() && i <= s.right + 2; ++i) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kTrigger || e.kind == ElementKind::kStop || ends_clause(e)) break;
      if (plain(e) && ++words > (frames_.spaced ? 2U : 0U)) break;
      if (e.kind != ElementKind::kName || e.grammatical == kOf || !accepts(s, role, e.type)) continue;
      for (const Actor& actor : list_at(i)) give(s, role, actor);
      s.right = std::max(s.right, i + 1);
      return;
    }
  }

  // --- what goes without saying ------------------------------------------------------------------------------------

  void imply(StatedEvent& s) const {
    for (const ImpliedRole& implied : type(s).implied) {
      if (filled(s, implied.role)) continue;
      switch (implied.from) {
        case ImpliedRole::From::kRole:
          for (const Filler& f : s.fillers) {
            if (f.role == implied.source && accepts(s, implied.role, f.actor.type)) {
              s.fillers.push_back({implied.role, Actor(f.actor), true});
              break;
            }
          }
          break;
        case ImpliedRole::From::kContext: imply_topic(s, implied.role); break;
        case ImpliedRole::From::kPartner: imply_partner(s, implied.role); break;
      }
    }
  }

  static bool plays(const StatedEvent& s, uint32_t entity) {
    return std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) { return f.actor.entity == entity; });
  }

  void add_implied(StatedEvent& s, uint8_t role, Actor actor) const {
    actor.omitted = true;
    s.fillers.push_back({role, actor, true});
  }

  void imply_topic(StatedEvent& s, uint8_t role) const {
    const Discourse::Topic* best = nullptr;
    for (const Discourse::Topic& topic : discourse_.topics) {
      if (accepts(s, role, topic.actor.type) && !plays(s, topic.actor.entity) && (best == nullptr || topic.weight > best->weight)) best = &topic;
    }
    if (best != nullptr) add_implied(s, role, best->actor);
  }

  void imply_partner(StatedEvent& s, uint8_t role) const {
    for (const Actor& other : discourse_.parties) {
      if (plays(s, other.entity) || !accepts(s, role, other.type)) continue;
      add_implied(s, role, other);
      return;
    }
  }

  // --- needs -------------------------------------------------------------------------------------------------------

  bool has_quantity(const StatedEvent& s, std::optional<QuantityType> wanted) const {
    const uint32_t end = std::min<uint32_t>(s.right + 1, static_cast<uint32_t>(elements_.size()));
    for (uint32_t i = s.left; i < end; ++i) {
      if (elements_[i].kind == ElementKind::kQuantity && (!wanted || reading_.quantities[elements_[i].index].type == *wanted)) return true;
    }
    return false;
  }

  bool met(const StatedEvent& s, const std::string& need) const {
    if (need == "money") return has_quantity(s, QuantityType::kMoney);
    if (need == "percent") return has_quantity(s, QuantityType::kPercent);
    if (need == "count") return has_quantity(s, QuantityType::kCount);
    if (need == "quantity") return has_quantity(s, std::nullopt);
    if (need == "time" || need == "quote") {
      const ElementKind wanted = need == "time" ? ElementKind::kTime : ElementKind::kMark;
      return std::any_of(elements_.begin(), elements_.end(), [&](const Element& e) { return e.kind == wanted; });
    }
    if (need == "clause") return s.right < elements_.size() && elements_[s.right].has(kBeginsContent | kBeginsClause);
    const auto& roles = type(s).roles;
    const bool is_role = std::any_of(roles.begin(), roles.end(), [&](const EventRole& role) { return role.name == need; });
    if (const auto c = std::find(frames_.cases.begin(), frames_.cases.end(), need); !is_role && c != frames_.cases.end()) {
      const uint32_t end = std::min<uint32_t>(s.right, static_cast<uint32_t>(elements_.size()));
      return std::any_of(elements_.begin() + s.left, elements_.begin() + end, [&](const Element& e) {
        return e.kind == ElementKind::kName && e.grammatical == static_cast<Case>(c - frames_.cases.begin());
      });
    }
    const auto entity_type = parse_entity_type(need);
    return std::any_of(s.fillers.begin(), s.fillers.end(), [&](const Filler& f) {
      return is_role ? roles[f.role].name == need : entity_type && f.actor.type == *entity_type;
    });
  }

  bool needs_met(const StatedEvent& s) const {
    const auto all = [&](const std::vector<Need>& needs) {
      return std::all_of(needs.begin(), needs.end(), [&](const Need& need) {
        return std::any_of(need.begin(), need.end(), [&](const std::string& one) { return met(s, one); });
      });
    };
    return all(s.frame->needs) && all(type(s).needs);
  }

  // --- second pass -------------------------------------------------------------------------------------------------

  // 'After leaving Norvia, Ana Prado founded Orla': the subject comes with the next verb.
  void late_subjects() {
    for (size_t k = 0; k + 1 < statements_.size(); ++k) {
      StatedEvent& s = statements_[k];
      if (!s.subject.empty() || !is_verbal(s) || (s.tags & (kFormGerund | kFormBase)) == 0) continue;
      if (!frames_.inflects && !fronted(s, s.at)) continue;
      for (size_t next = k + 1; next < statements_.size(); ++next) {
        if (!is_verbal(statements_[next]) || statements_[next].subject.empty()) continue;
        take_subject(s, statements_[next]);
        for (const Actor& actor : s.subject) give(s, subject_role(s), actor);
        s.states = s.frame->type != 0 && needs_met(s);
        if (s.states) imply(s);
        break;
      }
    }
  }

  // The statement whose content this one is: the nearest governing word to the left in the same sentence.
  void govern(uint32_t number) {
    StatedEvent& s = statements_[number];
    for (uint32_t k = number; k-- > 0;) {
      const StatedEvent& before = statements_[k];
      if (!before.frame->content) continue;
      if (s.joined_to != kNone && k >= s.joined_to) continue;
      if (s.shares_subject && k + 1 == number) break;
      bool cut = false;
      for (uint32_t i = before.at + 1; i < s.at && !cut; ++i) {
        const Element& e = elements_[i];
        cut = (e.kind == ElementKind::kStop && !before.frame->says) || (e.has(kBeginsClause) && !before.frame->says);
      }
      if (cut || (!before.frame->says && !complements(k, number))) continue;
      s.governor = k;
      if (!before.frame->says && !is_verbal(s)) act_for(s, before);
      break;
    }
    // 'Norvia had collapsed, Ana Prado said': the report comes after what it reports.
    if (s.governor != kNone) return;
    for (uint32_t k = number + 1; k < statements_.size(); ++k) {
      const StatedEvent& after = statements_[k];
      if (!after.frame->says || !is_verbal(after) || after.subject.empty() || after.shares_subject) continue;
      if (after.at + 1 < elements_.size() && elements_[after.at + 1].has(kMarksPrevious)) continue;  // 北澜科技披露的
      if (after.right + 1 >= elements_.size() && comma_between(s.at, after.at)) s.governor = k;
      break;
    }
    if (s.governor == number) s.governor = kNone;
  }

  // 'Norvia plans the dismissal of Costa': who plans it will do it.
  void act_for(StatedEvent& s, const StatedEvent& modal) {
    const uint8_t role = subject_role(s);
    if (!s.subject.empty() || role == kNoRole || filled(s, role)) return;
    for (const Actor& actor : modal.subject) {
      if (give(s, role, actor)) s.subject.push_back(actor);
    }
    s.states = s.frame->type != 0 && needs_met(s);
  }

  // Whether statement `number` is what the modal statement `k` is about: 'planned to buy', 'refused that …'.
  bool complements(uint32_t k, uint32_t number) const {
    for (uint32_t between = k + 1; between < number; ++between) {
      if (is_verbal(statements_[between]) && !statements_[between].frame->content) return false;
    }
    const StatedEvent& s = statements_[number];
    if (!is_verbal(s) || !frames_.inflects || (s.tags & (kFormBase | kFormGerund)) != 0) return true;
    for (uint32_t i = statements_[k].at + 1; i < s.at; ++i) {
      if (elements_[i].has(kBeginsContent)) return true;
    }
    return false;
  }

  bool comma_between(uint32_t a, uint32_t b) const {
    bool comma = false;
    for (uint32_t i = a + 1; i < b; ++i) {
      if (elements_[i].kind == ElementKind::kStop || elements_[i].has(kBeginsClause)) return false;
      comma = comma || elements_[i].kind == ElementKind::kComma || elements_[i].kind == ElementKind::kMark;
    }
    return comma;
  }

  // --- status ------------------------------------------------------------------------------------------------------

  static int weight(ClaimStatus status) {
    switch (status) {
      case ClaimStatus::kAsserted: return 0;
      case ClaimStatus::kUncertain: return 1;
      case ClaimStatus::kPlanned: return 2;
      case ClaimStatus::kProposed: return 3;
      case ClaimStatus::kHypothetical: return 4;
      case ClaimStatus::kRejected: return 5;
      case ClaimStatus::kDenied: return 6;
    }
    return 0;
  }

  void settle_status(uint32_t number) {
    StatedEvent& s = statements_[number];
    ClaimStatus status = s.frame->status.value_or(ClaimStatus::kAsserted);
    const auto raise = [&](ClaimStatus other) {
      if (weight(other) > weight(status)) status = other;
    };
    if ((s.tags & kFormFuture) != 0) raise(ClaimStatus::kPlanned);
    if ((s.tags & kFormConditional) != 0) raise(ClaimStatus::kHypothetical);
    uint32_t words = 0;
    bool near = true;     // no other verb between
    bool reaches = true;  // no comma between
    bool conditional = false;
    const uint32_t farthest = s.at > kFarthest ? s.at - kFarthest : 0;
    for (uint32_t i = s.at; i-- > farthest;) {
      const Element& e = elements_[i];
      if (e.kind == ElementKind::kMark) break;
      if (e.kind == ElementKind::kStop && e.word.flags == 0) break;
      if (e.kind == ElementKind::kTrigger && !only_nouns(e)) near = false;
      if (e.kind == ElementKind::kComma) reaches = false;
      if (e.has(kGivesStatus)) {
        const bool present = (s.tags & kFormPresent) != 0 || is_verbal(s) == false;
        if ((e.word.scope == Scope::kAfter || (e.word.scope == Scope::kAfterPresent && present)) && near && reaches && words <= reach_of_status()) raise(*e.word.status);
        if (e.word.scope == Scope::kClause && near) raise(*e.word.status);
      }
      if (e.has(kBeginsClause) && e.word.clause_status) {
        raise(*e.word.clause_status);
        conditional = true;
      }
      if (e.has(kBeginsClause | kBeginsContent | kRelates)) near = false;
      if (plain(e) && !e.has(kTransparent)) ++words;
    }
    for (uint32_t i = s.at + 1; i < s.right && i < elements_.size(); ++i) {
      const Element& e = elements_[i];
      if (e.has(kGivesStatus) && (e.word.scope == Scope::kClause || (e.word.scope == Scope::kBefore && i <= s.at + 4))) raise(*e.word.status);
    }
    if (s.governor != kNone && *statements_[s.governor].frame->content != ClaimStatus::kAsserted) {
      const StatedEvent& governor = statements_[s.governor];
      if (governor.at < s.at) raise(*governor.frame->content);
    }
    // 'said that Norvia would invest': what would be is planned by those who say it.
    const bool told = s.governor != kNone && statements_[s.governor].frame->says && statements_[s.governor].at < s.at;
    s.status = status == ClaimStatus::kHypothetical && told && !conditional ? ClaimStatus::kPlanned : status;
  }

  uint32_t reach_of_status() const { return frames_.spaced ? 3 : 8; }

  bool plain(const Element& e) const { return e.kind == ElementKind::kWord && (e.word.flags & ~(kTransparent | kLightVerb | kArticle)) == 0; }

  // --- discourse ---------------------------------------------------------------------------------------------------

  void remember() {
    bool has_subject = false;
    for (const StatedEvent& s : statements_) {
      if (is_verbal(s) && !s.subject.empty()) {
        discourse_.subject = s.subject;
        has_subject = true;
        break;
      }
    }
    for (const StatedEvent& s : statements_) {
      if (!s.states || s.fillers.empty() || !exchanges(s)) continue;
      auto& parties = discourse_.parties;
      const Actor& first = s.fillers[0].actor;
      if (s.fillers.size() >= 2 && s.fillers[1].actor.entity != first.entity) {
        parties = {first, s.fillers[1].actor};
      } else if (type(s).name.starts_with("offer.") && std::none_of(parties.begin(), parties.end(), [&](const Actor& a) { return a.entity == first.entity; })) {
        parties.insert(parties.begin(), first);
        if (parties.size() > 2) parties.pop_back();
      }
    }
    for (Discourse::Topic& topic : discourse_.topics) topic.weight *= kTopicFades;
    for (const Element& e : elements_) {
      if (e.kind != ElementKind::kName) continue;
      weigh_topic(e);
      if (!has_subject && e.grammatical == kUnmarked && !e.modifier) {
        discourse_.subject = {actor_of(e)};
        has_subject = true;
      }
      auto& named = discourse_.last_named;
      named.erase(std::remove_if(named.begin(), named.end(), [&](const Actor& a) { return a.entity == e.entity; }), named.end());
      named.insert(named.begin(), actor_of(e));
      if (named.size() > 6) named.pop_back();
    }
  }

  bool exchanges(const StatedEvent& s) const {
    const auto has = [&](std::string_view family) { return type(s).name.starts_with(family); };
    return has("communication.") || has("offer.");
  }

  void weigh_topic(const Element& e) {
    auto& topics = discourse_.topics;
    auto known = std::find_if(topics.begin(), topics.end(), [&](const Discourse::Topic& t) { return t.actor.entity == e.entity; });
    if (known == topics.end()) {
      if (topics.size() < kMostTopics) {
        known = topics.insert(topics.end(), {actor_of(e), 0});
      } else {
        known = std::min_element(topics.begin(), topics.end(), [](const auto& a, const auto& b) { return a.weight < b.weight; });
        *known = {actor_of(e), 0};
      }
    }
    known->actor = actor_of(e);
    known->weight += 1;
  }

  static constexpr float kTopicFades = 0.95F;
  static constexpr size_t kMostTopics = 32;

  const Scene& scene_;
  const std::vector<Element>& elements_;
  const ClaimFrames& frames_;
  const Reading& reading_;
  Discourse& discourse_;
  std::vector<StatedEvent> statements_;
  std::vector<std::pair<Case, Actor>> pending_;  // names found, with their cases, until the subject is known
};

}  // namespace

std::vector<StatedEvent> read_clauses(const Scene& scene, const Reading& reading, Discourse& discourse) {
  return ClauseReader(scene, reading, discourse).run();
}

}  // namespace annals
