// Reads one sentence's statements; the inside of reading/clauses.h. Its parts: clauses.cc (triggers and roles),
// clause_verbs.cc (objects), clause_voice.cc (the passive), clause_heads.cc (relative clauses before a noun),
// clause_relatives.cc (those behind one), clause_subjects.cc and clause_subject_walk.cc (subjects), clause_places.cc
// (where a clause begins and ends), clause_unnamed.cc (subjects without a name), clause_ellipsis.cc (those left out),
// clause_reports.cc (those behind what they say), clause_order.cc (other orders of words), clause_asides.cc
// (participles and phrases between commas), clause_nouns.cc (event nouns), clause_light_verbs.cc (verbs that carry
// them), clause_words.cc (roles that words fill), clause_needs.cc (what a claim needs), clause_implied.cc (parts left
// open), clause_links.cc (what governs what), clause_status.cc (with which status), clause_statements.cc (statements
// read before), clause_discourse.cc (what later sentences take over).
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "reading/clauses.h"

namespace annals {

constexpr uint32_t kApposition = 14;      // elements that an apposition may take
constexpr uint32_t kAppositionWords = 4;  // of an apposition before its participle
constexpr uint32_t kFarthest = 60;        // elements; keeps long sentences linear

inline Actor actor_of(const Element& element) {
  return {element.entity,   element.type,   element.span,  false, element.pronoun && !element.sure,
          element.doubtful, element.people, element.office};
}

// A second person: tagged as the speaker's and as of several, without a pronoun behind it.
inline bool speaks_to(uint16_t tags) {
  return (tags & kFormSelf) != 0 && (tags & kFormTheir) != 0 && (tags & (kFormObject | kFormOwner)) == 0;
}

/// One sentence. Used once: construct, run().
class ClauseReader {
 public:
  ClauseReader(const Scene& scene, const Reading& reading, Discourse& discourse)
      : scene_(scene), elements_(scene.elements), frames_(*scene.frames), reading_(reading), discourse_(discourse) {}

  std::vector<StatedEvent> run();

 private:
  // Triggers (clauses.cc).
  void read_trigger(uint32_t at);
  void read_inner(uint32_t at, StatedEvent& chosen);
  bool is_part(uint32_t at) const;
  static bool belongs_to_part(const StatedEvent& s, const Element& e) {
    return s.part.begin < e.span.end && e.span.begin < s.part.end;
  }
  StatedEvent try_form(uint32_t at, const TriggerForm& form, uint16_t tags);
  bool fits_better(const StatedEvent& a, const StatedEvent& b) const;
  bool rules_on(const StatedEvent& s) const;
  bool may_be_object(const StatedEvent& s) const;
  bool owned_word(uint32_t at) const;
  void settle_governing();
  bool governs_noun(const StatedEvent& s, const StatedEvent& next) const;
  bool answers_offer(const StatedEvent& s, const StatedEvent& next) const;
  bool spoken_when(const StatedEvent& s, const StatedEvent& next) const;
  bool verb_right_behind(uint32_t verb, uint32_t next) const;

  // Roles.
  const EventType& type(const StatedEvent& s) const { return frames_.types[s.frame->type]; }
  bool accepts(const StatedEvent& s, uint8_t role, EntityType entity_type) const;
  bool accepts(const StatedEvent& s, uint8_t role, const Actor& actor) const;
  uint8_t part_of(const StatedEvent& s, uint8_t role, const Actor& actor) const;
  static bool filled(const StatedEvent& s, uint8_t role);
  bool may_be_both(const StatedEvent& s, uint8_t role, uint8_t other) const;
  bool give(StatedEvent& s, uint8_t role, const Actor& actor, Case via = kSubject);
  void give_subject(StatedEvent& s);
  Case companion_case(const StatedEvent& s, const Actor& actor) const;
  bool is_court(const Actor& actor) const;
  void give_case(StatedEvent& s, Case grammatical, const Actor& actor);
  void give_pending(StatedEvent& s);
  void give_marked(StatedEvent& s, Case grammatical, const Actor& actor);
  std::vector<Actor> list_at(uint32_t i) const;
  void extend_list(uint32_t i, std::vector<Actor>& actors) const;
  bool accepts_subject(const StatedEvent& s, const Actor& actor) const;
  uint8_t subject_role(const StatedEvent& s) const { return s.frame->role(s.passive ? kObject : kSubject); }
  void fill(StatedEvent& s);

  // Verbs: objects (clause_verbs.cc), voice (clause_voice.cc), subjects (clause_subjects.cc, clause_places.cc).
  bool passive_before(uint32_t at) const;
  bool passive_in_headline(const StatedEvent& s, uint32_t verb) const;
  uint32_t reason_before(uint32_t mark) const;
  bool waits_for_verb(uint32_t name) const;
  bool ends_noun(uint32_t at) const;
  void fill_verb(StatedEvent& s, uint32_t verb);
  // A relative clause before its noun: 'verb 的 head' (林远舟创立的北澜科技) or 'verb object 的 head'
  // (收购北澜科技的云岫资本). The names behind the verb are then taken.
  enum class Attribution : uint8_t { kNotAttributive, kAttributive, kSubjectUnnamed };
  Attribution read_head_noun(StatedEvent& s, uint32_t verb);
  Attribution read_divided_head(StatedEvent& s, uint32_t verb);
  Attribution read_far_head(StatedEvent& s, uint32_t verb);
  bool opens_here(uint32_t verb) const;
  uint32_t name_of_phrase(uint32_t i) const;
  bool has_name_before(uint32_t verb) const;
  uint32_t described_object(const StatedEvent& s, uint32_t verb, uint32_t inner) const;
  uint32_t told_who(uint32_t marker) const;
  uint32_t head_as_subject(uint32_t verb);
  uint32_t object_before_verb(uint32_t verb) const;
  uint32_t cleft_subject(const StatedEvent& s, uint32_t verb);
  void cleft_object(StatedEvent& s, uint32_t verb);
  void settle_voice(StatedEvent& s, uint32_t verb);
  bool suffers_as_head(uint32_t verb) const;
  bool agent_follows(uint32_t verb) const;
  const AttachedPronoun* attached_to(uint32_t at) const;
  void give_salient(StatedEvent& s, Case grammatical, uint32_t at, char gender = 0);
  bool ends_clause(const Element& e) const;
  bool verb_follows(uint32_t i) const;
  bool begins_joined(uint32_t i, uint32_t verb) const;
  bool belongs_to_noun(const StatedEvent& s, const Element& noun, Case grammatical) const;
  std::string_view family(const StatedEvent& s) const;
  bool names_follow(uint32_t i) const;
  bool finite_verb_follows(uint32_t i) const;
  bool opens_told(uint32_t i) const;
  bool only_nouns(const Element& e) const;
  bool forms_only_nouns(uint32_t at) const;
  bool governs_content() const { return !statements_.empty() && statements_.back().frame->content; }
  bool owns_name(const StatedEvent& s, uint32_t owner) const;
  bool owns_object_of(const StatedEvent& s, uint32_t owner) const;
  bool names_object(const StatedEvent& s, uint32_t verb, uint32_t opened, uint32_t name) const;
  void scan_right(StatedEvent& s, uint32_t verb);
  bool opens_list(uint32_t at) const;
  bool names_counted(StatedEvent& s, uint32_t verb, uint32_t name);
  bool parted_from(const StatedEvent& s, const Element& e) const;
  uint32_t relative_end(uint32_t open) const;
  uint32_t phrase_end(uint32_t open) const;
  bool kin_behind(uint32_t verb) const;
  void join_over_relative(StatedEvent& s);
  void join_companions(StatedEvent& s, uint32_t verb) const;
  void sign_with_those_met(StatedEvent& s) const;
  bool told_of_noun(const StatedEvent& s, uint32_t verb) const;
  bool verb_closes_aside(uint32_t verb) const;
  bool freed_by_nobody(const StatedEvent& s) const;
  bool of_noun_behind(uint32_t verb, uint32_t name) const;
  bool of_kin(uint32_t name) const;
  bool of_equity(const StatedEvent& s, uint32_t name) const;
  bool introduces(const StatedEvent& s, uint32_t name, uint32_t opened) const;
  bool ends_telling(uint32_t name) const;
  bool follows_quotation(uint32_t verb) const;
  bool closes_report(const StatedEvent& s, uint32_t verb) const;
  bool preceded_by_subject(uint32_t verb, bool object_pronoun = true) const;
  void find_subject(StatedEvent& s, uint32_t verb, bool attributive = false);
  // What was passed on the way to the left of a verb (clause_subject_walk.cc).
  struct SubjectWalk {
    uint32_t verb = 0, at = 0, farthest = 0;  // elements
    bool attributive = false;
    bool reduced = false;  // 'Norvia, a group controlled by Ana Prado'
    uint32_t words = 0, words_since_comma = 0;
    uint32_t behind = kNone;  // words behind a name that 'and' or 'with' marks: 乐园与科斯塔签了
    uint32_t outside = 0;     // words outside phrases that a preposition opens: 'desta vez ofereceu'
    bool comma = false, joined = false, relative = false, content = false;
    const Element* possessor = nullptr;
    bool apposed() const { return comma && reduced && words_since_comma <= kAppositionWords; }
  };
  // Goes on to the next element; the subject is settled; nothing further is looked at; the element is of another kind.
  enum class Step : uint8_t { kNext, kSettled, kStop, kPass };
  Step step_left(StatedEvent& s, SubjectWalk& walk);
  Step pass_comma(StatedEvent& s, SubjectWalk& walk);
  Step pass_trigger(StatedEvent& s, SubjectWalk& walk);
  Step pass_verb(StatedEvent& s, const StatedEvent& before, SubjectWalk& walk);
  Step pass_unnamed(StatedEvent& s, SubjectWalk& walk);
  Step pass_clause_word(StatedEvent& s, SubjectWalk& walk);
  Step pass_name(StatedEvent& s, SubjectWalk& walk);
  Step take_name(StatedEvent& s, SubjectWalk& walk);
  Step goes_on(StatedEvent& s, SubjectWalk& walk);
  Step goes_on_verb_first(StatedEvent& s, SubjectWalk& walk);
  Step goes_on_after_verb(StatedEvent& s, SubjectWalk& walk);
  Step keep_marked(StatedEvent& s, SubjectWalk& walk);
  Step pass_word(SubjectWalk& walk) const;
  void end_walk(StatedEvent& s, const SubjectWalk& walk);
  void turn_object(const StatedEvent& s);
  bool fronted(const StatedEvent& s, uint32_t verb) const;
  bool joins_people(const Element& e) const;
  bool is_owner(const StatedEvent& s) const;
  // 'Ana Prado, who had founded Norvia, resigned': the subject stands before an aside between commas.
  enum class Aside : uint8_t { kNoAside, kNamed, kUnnamed };
  Aside subject_before_aside(StatedEvent& s, uint32_t verb);
  uint32_t relative_around(uint32_t name, const StatedEvent& s) const;
  bool closes_apposed_name(uint32_t comma) const;
  bool same_antecedent(StatedEvent& s, uint32_t relative);
  bool is_aside(uint32_t from, uint32_t to) const;
  bool leads_unnamed(const StatedEvent& before, const StatedEvent& s) const;
  bool asks_unnamed(const StatedEvent& before, uint32_t verb) const;
  bool counts_people(const Element& e) const;
  // Orders of words other than subject, verb, object (clause_order.cc, clause_asides.cc).
  bool follows_noun(const StatedEvent& s, uint32_t verb) const;
  bool reduced(const StatedEvent& s, uint32_t verb) const;
  bool detached(const StatedEvent& s, uint32_t verb) const;
  bool inside_aside(const StatedEvent& s, uint32_t verb) const;
  void detached_subject(StatedEvent& s, uint32_t verb);
  uint32_t fronted_name(const StatedEvent& s, uint32_t verb) const;
  bool inverted_subject(StatedEvent& s, uint32_t verb);
  bool fronted_alone(const StatedEvent& s, uint32_t verb) const;
  bool apposed_behind(uint32_t comma) const;
  bool ends_described(uint32_t comma) const;
  void marked_relative(StatedEvent& s, uint32_t relative);
  void object_before(StatedEvent& s, uint32_t subject);
  uint32_t described_before(uint32_t subject) const;
  bool owes(uint32_t name) const;
  uint32_t antecedent(uint32_t relative) const;
  void find_antecedent(StatedEvent& s, uint32_t verb);
  uint32_t apposed_head(uint32_t name) const;
  uint32_t apposed_holder(const StatedEvent& s, uint32_t relative) const;
  void content_subject(const StatedEvent& s);
  uint32_t aside_opening(uint32_t close, bool of_noun) const;
  bool before_man(uint32_t name) const;
  uint32_t named_behind(uint32_t verb) const;
  bool parenthetic(const StatedEvent& s) const;
  void give_clitics(StatedEvent& s, uint32_t verb);
  bool may_be_participle(const Element& e) const;
  bool may_be_finite(const Element& e) const;
  // Words that may stand between a clause's beginning and its verb without being a subject of their own.
  uint32_t adverbs() const { return frames_.spaced ? 1 : 4; }
  bool opens_clause(uint32_t verb) const;
  bool noun_place(uint32_t at, uint16_t tags) const;
  bool past_verb(uint32_t at) const;
  bool verb_place(uint32_t at) const;
  bool leads_clause(uint32_t at) const;
  uint32_t object_opening(uint32_t i) const;
  bool listed_object(uint32_t name) const;
  bool ends_as_object(uint32_t name) const;
  bool blamed_for(const StatedEvent& s, const StatedEvent& before, uint32_t name, uint32_t verb) const;
  bool noun_before(uint32_t verb) const;
  bool acts_unnamed(uint32_t verb) const;
  bool country_acts(const StatedEvent& s, uint32_t verb) const;
  bool noun_opens(uint32_t verb) const;
  bool of_unnamed(uint32_t relative) const;
  bool unnamed_subject(uint32_t from, uint32_t verb) const;
  bool opens_embedded(const Element& name, uint32_t i, uint32_t verb) const;
  uint32_t bracket_opening(uint32_t close) const;
  bool of_plain_words(uint32_t at, const Frame& frame) const;
  bool unnamed_speaker(const StatedEvent& s, uint32_t verb) const;
  uint32_t outer_subject(uint32_t name) const;

  // Statements of the sentence that were read before (clause_statements.cc).
  const StatedEvent* statement_at(uint32_t element) const;
  const StatedEvent* verb_of(Span name, bool joined = false) const;
  const StatedEvent* verb_with_subject(Span name) const;
  const StatedEvent& finite_before(const StatedEvent& open, const StatedEvent& next) const;
  const StatedEvent* verb_suffered(Span name) const;
  const StatedEvent* verb_right_before(uint32_t name) const;
  const StatedEvent* sayer_around(uint32_t name) const;
  const StatedEvent* court_going_on(const StatedEvent& s, const Element& name) const;
  bool told_inside(const Element& name) const;
  bool of_event_noun(Span name) const;

  // Subjects that a clause leaves out (clause_ellipsis.cc).
  void share_subject(StatedEvent& s, const StatedEvent& before, bool joined, bool content = false);
  void take_subject(StatedEvent& s, const StatedEvent& before);
  void share_recipient(const StatedEvent& s, uint32_t verb);
  bool owner_acts(const StatedEvent& noun, StatedEvent& s);
  bool paper_speaks(const StatedEvent& noun, StatedEvent& s) const;
  void resumed_relative(StatedEvent& s, uint32_t relative);
  bool describes_noun(const StatedEvent& s, uint32_t verb) const;
  std::optional<Actor> doer_of(const StatedEvent& noun) const;
  bool led_by_name(StatedEvent& s) const;
  bool closed_relative(const StatedEvent& before, const StatedEvent& s) const;
  void resume_main_subject(StatedEvent& s, uint32_t verb);
  void sue_whom_thought_of(StatedEvent& s, uint32_t verb);
  bool goes_on_after_quotation(StatedEvent& s, uint32_t mark);
  const StatedEvent& head_of_chain(const StatedEvent& last) const;
  bool describes_head(const StatedEvent& s) const;
  const StatedEvent& around_attribute(const StatedEvent& inner) const;
  bool speaks_before(StatedEvent& s) const;
  void omitted_subject(StatedEvent& s);
  bool agent_before(uint32_t from, uint32_t verb) const;
  uint32_t opening_of(uint32_t close) const;
  bool behind_plain_verb(uint32_t name) const;
  uint32_t doer_before(uint32_t object) const;
  bool opens_with_verb(uint32_t name) const;
  uint32_t opener_before_colon(const StatedEvent& s) const;
  bool sat_in_court(const Actor& actor) const;
  bool acts_alone(const StatedEvent& s) const;
  bool agrees(const StatedEvent& s, const Actor& actor) const;
  bool same_doer(const StatedEvent& before, const StatedEvent& s) const;
  std::optional<Actor> voice_at(Span place, bool addressee) const;
  void speaker_subject(StatedEvent& s) const;
  void answer_back(StatedEvent& s) const;
  void keep_part(StatedEvent& s) const;

  // Event nouns (clause_nouns.cc).
  void fill_noun(StatedEvent& s);
  void own_by_antecedent(StatedEvent& s);
  void own_by_subject(StatedEvent& s);
  bool owns_over_amount(uint32_t i) const;
  bool owns_behind_marker(const StatedEvent& s, uint32_t i) const;
  bool titled_person(uint32_t noun, uint32_t name) const;
  uint32_t holder_behind(uint32_t noun, uint32_t body) const;
  uint32_t titled_behind(uint32_t body) const;
  void scan_noun_right(StatedEvent& s);
  void act_on_purpose(StatedEvent& s);
  void said_in(StatedEvent& s);
  void said_by(StatedEvent& s);
  bool opens_sentence(uint32_t marker) const;
  uint32_t name_behind_adjunct(const StatedEvent& s) const;
  bool same_clause(uint32_t from, uint32_t to) const;
  bool carried_far(const StatedEvent& s) const;
  uint32_t carrier_over_asides(uint32_t noun) const;
  bool holds_post(uint32_t verb, uint32_t name) const;
  void carrier_subject(StatedEvent& carrier, uint32_t verb, bool receives);
  void fill_near(StatedEvent& s);
  uint32_t owner_of_office(uint32_t name) const;
  bool fill_from_description(StatedEvent& s, uint8_t role);
  void fill_apposition(StatedEvent& s, uint8_t role);

  // Verbs that carry event nouns (clause_light_verbs.cc).
  void light_verb(StatedEvent& s);
  void light_verb_behind(StatedEvent& s);
  void light_verb_after(StatedEvent& s);

  // Words that fill roles (clause_words.cc).
  void fill_words(StatedEvent& s) const;
  Span words_for(const StatedEvent& s, uint8_t role) const;
  Span words_at(uint32_t i, bool marked) const;
  uint32_t thing_of(const StatedEvent& s, uint32_t sort) const;
  uint32_t thing_behind(const StatedEvent& s, uint32_t sort) const;
  uint32_t head_thing(const StatedEvent& s, uint32_t sort) const;
  uint32_t thing_before(const StatedEvent& s, uint32_t sort) const;
  uint32_t relative_before(uint32_t i) const;
  uint32_t thing_fronted(const StatedEvent& s, uint32_t sort) const;
  void give_owner_of_thing(StatedEvent& s);

  // What goes without saying (clause_implied.cc).
  void imply(StatedEvent& s) const;
  static bool plays(const StatedEvent& s, uint32_t entity);
  void add_implied(StatedEvent& s, const ImpliedRole& implied, Actor actor) const;
  bool unnamed_object(const StatedEvent& s) const;
  bool of_noun_before(const StatedEvent& s) const;
  bool civic_office(const StatedEvent& s) const;
  void imply_topic(StatedEvent& s, const ImpliedRole& implied) const;
  void imply_own(StatedEvent& s, const ImpliedRole& implied) const;
  const Actor* same_before(const StatedEvent& s, const ImpliedRole& implied, const Actor& actor) const;
  const Actor* founded_before(const StatedEvent& s, const ImpliedRole& implied) const;
  const Actor* body_founded(const StatedEvent& s) const;
  void imply_beside(StatedEvent& s, const ImpliedRole& implied) const;
  void imply_from_next();
  void imply_from_governed(size_t number);
  void imply_from_answer(size_t number);
  bool imply_partner(StatedEvent& s, const ImpliedRole& implied, const std::vector<Actor>& parties) const;
  void answer_of(StatedEvent& s) const;
  std::vector<Actor> parties_of(const StatedEvent& s) const;
  std::vector<Actor> last_parties() const;
  void imply(StatedEvent& s, const ImpliedRole& implied) const;
  void imply_earlier(StatedEvent& s, const ImpliedRole& implied) const;
  bool continues(StatedEvent& s, const ImpliedRole& implied, const Discourse::Told& told) const;

  // What a claim needs (clause_needs.cc).
  bool has_quantity(const StatedEvent& s, std::optional<QuantityType> wanted) const;
  bool met(const StatedEvent& s, const std::string& need) const;
  bool told_before(std::string_view name) const;
  bool ends_with_object(const StatedEvent& s) const;
  bool ends_clause_with(const StatedEvent& s) const;
  bool judges(const Filler& filler) const;
  bool named_court(std::string_view name) const;
  bool decides(const Actor& actor) const;
  static bool has_word(std::string_view name, const std::vector<std::string>& words);
  bool prosecuted(const StatedEvent& s) const;
  bool judge_alone(const StatedEvent& s) const;
  bool unnamed_judge(const StatedEvent& s) const;
  bool needs_met(const StatedEvent& s) const;
  bool hollow(const StatedEvent& s) const;

  // What governs what (clause_links.cc).
  void late_subjects();
  bool opens_phrase(uint32_t at) const;
  void read_again(StatedEvent& s);
  uint32_t name_behind_comma(const StatedEvent& s) const;
  void late_owners();
  bool answers_behind(uint32_t comma, const StatedEvent& s) const;
  bool told_as_done(const StatedEvent& before, const StatedEvent& s) const;
  static bool quotes_only(const StatedEvent& s);
  bool leaves_relative(const StatedEvent& before, const StatedEvent& s) const;
  void govern(uint32_t number);
  bool fronted_gerund(const StatedEvent& s) const;
  bool says_on(const StatedEvent& s) const;
  uint32_t passive_behind(uint32_t number) const;
  void act_for(StatedEvent& s, const StatedEvent& modal);
  void befalls_owner(StatedEvent& s, uint8_t role) const;
  std::vector<Actor> ordered(const StatedEvent& modal) const;
  void act_for_modal(StatedEvent& s);
  bool holds_up_to(const StatedEvent& before, const StatedEvent& s) const;
  bool plain_subject(uint32_t from, uint32_t verb) const;
  bool complements(uint32_t k, uint32_t number) const;
  bool orders(const StatedEvent& before, const StatedEvent& s) const;
  bool names_its_object(uint32_t verb) const;
  bool comma_between(uint32_t a, uint32_t b) const;
  bool says_next(const StatedEvent& before, const StatedEvent& s) const;
  bool asked_for(const StatedEvent& before) const;
  bool plain(const Element& e) const {
    return e.kind == ElementKind::kWord && (e.word.flags & ~(kTransparent | kLightVerb | kArticle)) == 0;
  }

  // With which status (clause_status.cc).
  void settle_status(uint32_t number);
  static int weight(ClaimStatus status);
  bool speaks_ahead(const StatedEvent& s, uint32_t at) const;
  std::optional<ClaimStatus> status_behind(const StatedEvent& s) const;
  bool told_later(const StatedEvent& s) const;
  bool helps(uint32_t at) const;
  bool joined_infinitive(const StatedEvent& s) const;
  bool infinitive_at(uint32_t at) const;
  static constexpr uint32_t kListed = 16;  // words between a helping word and an infinitive joined to its own
  uint32_t reach_of_status() const { return frames_.spaced ? 3 : 8; }

  // What the next sentences take over (clause_discourse.cc).
  void remember();
  bool exchanges(const StatedEvent& s) const;
  bool only_reports(const Element& name) const;
  void weigh_topic(const Element& e);
  void remember_bodies();
  void remember_offices();
  void remember_body(uint32_t person, const Actor& body);
  uint32_t holder_of_office(uint32_t body) const;
  static constexpr uint32_t kExchangeFades = 3;  // sentences in which the last exchange says who is meant
  static constexpr uint32_t kFoundingFades = 0;  // the same, of the body founded last
  static constexpr float kTopicFades = 0.95F;
  static constexpr float kTopicForgotten = 0.05F;
  static constexpr size_t kMostTopics = 32;
  static constexpr size_t kMostTold = 40;
  static constexpr size_t kMostBodies = 32;

  const Scene& scene_;
  const std::vector<Element>& elements_;
  const ClaimFrames& frames_;
  const Reading& reading_;
  Discourse& discourse_;
  std::vector<bool> quoted_;  // by element: a quotation is open
  // Answers of only_nouns(), by element and governs_content(), on which alone they depend: each asks for that of the
  // word before, in a row of words that may be verbs for each of its forms.
  mutable std::vector<std::optional<bool>> only_nouns_;
  std::vector<StatedEvent> statements_;
  std::optional<Actor> inside_;    // who acts in the clause of a noun: رسالة من سامر يهدده فيها
  bool subject_goes_on_ = false;   // verb first: the reading of the verb in which no subject follows it
  uint32_t cleft_ = kNone;         // whom 的是 names as the verb's subject, where it stands behind
  uint32_t cleft_marker_ = kNone;  // the 的 of it
  uint32_t described_head_ = kNone,
           describing_verb_ = kNone;             // of the last clause before an object: described_object()
  uint32_t fronted_name_ = kNone;                // of the participle being read, which opens the sentence
  std::vector<std::pair<Case, Actor>> pending_;  // names found, with their cases, until the subject is known
};

}  // namespace annals
