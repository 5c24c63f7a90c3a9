#include "reading/claims.h"

#include <algorithm>
#include <array>
#include <map>

#include "reading/antecedents.h"
#include "reading/attributions.h"
#include "reading/claim_confidence.h"
#include "reading/claim_coreference.h"
#include "reading/claim_times.h"
#include "reading/mail.h"
#include "reading/press_dates.h"
#include "reading/quotes.h"
#include "reading/read_scenes.h"
#include "reading/references.h"
#include "reading/stretch.h"

namespace annals {
namespace {

constexpr uint32_t kSourceReach = 8;  // elements from 'according to' to the name
constexpr size_t kMostToldAfter = 8;  // of them in a sentence

// Whether a verb's ending says that its subject is the speaker.
bool speaks_of_itself(const std::vector<ReadScene>& scenes) {
  return std::any_of(scenes.begin(), scenes.end(), [](const ReadScene& scene) {
    return std::any_of(scene.statements.begin(), scene.statements.end(),
                       [](const StatedEvent& s) { return (s.tags & kFormSelf) != 0; });
  });
}

// Turns statements into claims, sentence by sentence.
class ClaimMaker {
 public:
  ClaimMaker(const Analysis& analysis, const Mail& mail, Reading& reading)
      : text_(analysis.text()),
        reading_(reading),
        mail_(mail),
        enclosures_(reading.quotes),
        times_(reading, analysis.document->published),
        press_(analysis, reading, enclosures_) {
    find_unnamed();
  }

  void read(const ReadScene& read) {
    scene_ = &read.scene;
    if (mail_.of(scene_->block).letter != letter_) {
      letter_ = mail_.of(scene_->block).letter;
      times_.forget();
    }
    times_.enter(read);
    press_.enter(read);
    statements_ = &read.statements;
    first_claim_ = reading_.claims.size();
    claim_of_.assign(read.statements.size(), kNone);
    find_sources();
    for (uint32_t s = 0; s < read.statements.size(); ++s) {
      if (read.statements[s].states || unnamed_speech(read.statements[s]) != nullptr) make(s);
    }
    attach_quantities();
    drop_without_quantity();
    drop_repeated_reports();
    for (size_t i = 0; i < read.statements.size(); ++i) {
      if (claim_of_[i] == kNone) continue;
      Claim& claim = reading_.claims[claim_of_[i]];
      claim.confidence = claim_confidence(type_of(read.statements[i]), read.statements[i], claim);
    }
    join_coreferent(read, claim_of_, reading_.claims);
    erase_dropped();
    times_.leave();
  }

  /// After the last sentence.
  void date_quotations() {
    std::sort(told_now_.begin(), told_now_.end());
    date_quoted_claims(reading_.quotes, reading_.times, told_now_, reading_.claims);
  }

 private:
  const Element& element(uint32_t i) const { return scene_->elements[i]; }

  // '“…,” says a former employee': what somebody without a name says, by the saying word; nullptr for all others.
  const Attribution* unnamed_speech(const StatedEvent& statement) const {
    if (!is_report(statement, *scene_->frames)) return nullptr;
    const Span trigger = element(statement.at).span;
    const auto first = std::partition_point(unnamed_.begin(), unnamed_.end(),
                                            [&](const Attribution* a) { return a->cue.end <= trigger.begin; });
    if (first == unnamed_.end() || !(*first)->cue.overlaps(trigger)) return nullptr;
    return (*first)->direct ? *first : nullptr;
  }

  void find_unnamed() {
    for (const Attribution& a : reading_.attributions) {
      if (a.entity == kNone && !a.source.empty() && !a.cue.empty()) unnamed_.push_back(&a);
    }
    std::stable_sort(unnamed_.begin(), unnamed_.end(),
                     [](const Attribution* a, const Attribution* b) { return a->cue.begin < b->cue.begin; });
  }

  void make(uint32_t number) {
    const StatedEvent& statement = (*statements_)[number];
    const EventType& type = scene_->frames->types[statement.frame->type];
    Claim claim;
    claim.type = type.name;
    claim.trigger = element(statement.at).span;
    claim.evidence = evidence(statement);
    claim.status = statement.status;
    claim.frame = statement.frame->source;
    const Attribution* unnamed = unnamed_speech(statement);
    for (const Filler& filler : statement.fillers) {
      if (filler.actor.doubtful) continue;
      if (unnamed != nullptr && filler.role == statement.frame->role(kSubject) &&
          !unnamed->source.overlaps(filler.actor.span))
        continue;
      claim.participants.push_back(
          {type.roles[filler.role].name, filler.actor.entity, filler.actor.span, {}, filler.implied, rule_of(filler)});
    }
    for (const WordFiller& filler : statement.words) {
      claim.participants.push_back(
          {type.roles[filler.role].name, kNone, filler.words, std::string(filler.words.of(text_)), false, "words"});
    }
    set_time(number, claim);
    if (told_now(statement, *scene_->frames)) told_now_.push_back(claim.trigger);
    attribute(number, claim);
    claim_of_[number] = static_cast<uint32_t>(reading_.claims.size());
    reading_.claims.push_back(std::move(claim));
  }

  std::string rule_of(const Filler& filler) const {
    static constexpr std::array<std::string_view, 7> kFrom{"implied:role",   "implied:context", "implied:partner",
                                                           "implied:beside", "implied:earlier", "implied:sayer",
                                                           "implied:own"};
    if (filler.implied) return std::string(kFrom[static_cast<size_t>(filler.from)]);
    const std::string via(scene_->frames->case_name(filler.via));
    return filler.actor.omitted ? via + ":omitted" : via;
  }

  Span evidence(const StatedEvent& statement) const {
    const uint32_t last = std::min<uint32_t>(statement.right, static_cast<uint32_t>(scene_->elements.size()));
    Span span = element(statement.at).span;
    if (statement.left < statement.at) span = join(span, element(statement.left).span);
    for (uint32_t i = last; i-- > statement.at;) {
      if (element(i).kind == ElementKind::kComma || element(i).kind == ElementKind::kStop) continue;
      span = join(span, element(i).span);
      break;
    }
    return span;
  }

  // --- time --------------------------------------------------------------------------------------------------------

  void set_time(uint32_t number, Claim& claim) {
    if (date_by_countdown(number, claim)) return;
    const ClaimTimes::Governing governing = times_.of(number);
    // Where nothing is inflected, a time in the sentence says that it is told of then.
    const bool told_then = !scene_->frames->inflects && governing.time != kNone &&
                           scene_->span.contains(reading_.times[governing.time].span);
    const uint32_t author = mail_.of(scene_->block).author;
    const bool letter = author != kNone;
    if (!governing.own && !told_then && press_.date(number, governing, letter, claim)) return;
    // 'I warn you' has the form of the infinitive.
    const bool acts = letter && !claim.participants.empty() && claim.participants[0].entity == author;
    const bool now = ((*statements_)[number].tags & (acts ? kFormPresent | kFormBase : kFormPresent)) != 0;
    if (governing.time == kNone || (letter && !governing.own && now)) {
      date_by_message((*statements_)[number], claim);
      return;
    }
    const Time& time = reading_.times[governing.time];
    claim.time = governing.time;
    claim.time_basis = governing.own ? time.basis : TimeBasis::kInherited;
    claim.edtf = time.edtf;
    claim.days = time.days;
    if (!governing.of_the_day) tell_roughly(claim);
    // 'the conversion, by the end of the year': on a day still to come when this was written
    const bool past = scene_->frames->inflects && ((*statements_)[number].tags & kFormPast) != 0;
    if (governing.own && !past && claim.status == ClaimStatus::kAsserted && times_.lies_ahead(governing.time))
      claim.status = ClaimStatus::kPlanned;
  }

  // What is told later in a story happened about then, not on that very day: in its month.
  static void tell_roughly(Claim& claim) {
    if (!claim.days.bounded()) return;
    const Stretch month = unit_around(TimeUnit::kMonth, *claim.days.earliest);
    if (*claim.days.latest > month.last || (claim.days.earliest == month.first && claim.days.latest == month.last))
      return;
    claim.edtf = month.edtf();
    claim.days = month.interval();
  }

  // 'Three days before the merger', 'faltando três dias para a fusão': what the days are counted to.
  bool date_by_countdown(uint32_t number, Claim& claim) const {
    constexpr uint32_t kReach = 8;  // elements
    const uint32_t at = (*statements_)[number].at;
    for (uint32_t i = at; i-- > 0 && at - i <= kReach;) {
      const Element& e = element(i);
      if (e.kind == ElementKind::kTime) {
        const std::string& happening = reading_.times[e.index].happening;
        const auto days = parse_edtf(happening);
        // Not 'less than two weeks after the merger'.
        const bool bounded = i > 0 && element(i - 1).kind == ElementKind::kWord && element(i - 1).word.flags == 0;
        if (happening.empty() || !days || bounded) return false;
        claim.time = e.index;
        claim.edtf = happening;
        claim.days = *days;
        claim.time_basis = TimeBasis::kRelative;
        return true;
      }
      if (e.kind == ElementKind::kTrigger || e.kind == ElementKind::kComma || e.kind == ElementKind::kStop ||
          e.kind == ElementKind::kMark)
        return false;
    }
    return false;
  }

  // 'I propose', 'I resign' in a message: on the message's day.
  void date_by_message(const StatedEvent& statement, Claim& claim) const {
    const uint32_t author = mail_.of(scene_->block).author;
    const std::string& sent = mail_.date(scene_->block);
    const bool acts = author != kNone && claim.status == ClaimStatus::kAsserted && !claim.participants.empty() &&
                      claim.participants[0].entity == author;
    const bool speaks = type_of(statement).is(kBargain | kExchange | kSide);
    if (!acts || !speaks) return;
    const auto days = parse_edtf(sent);
    if (!days) return;
    claim.edtf = sent;
    claim.days = *days;
    claim.time_basis = TimeBasis::kInherited;
  }

  // --- who says so -------------------------------------------------------------------------------------------------

  static void add_to_chain(uint32_t entity, Claim& claim) {
    if (entity != kNone && std::find(claim.chain.begin(), claim.chain.end(), entity) == claim.chain.end())
      claim.chain.push_back(entity);
  }

  // 'Norvia sued Costa, Ana Prado said.': attributions whose words a comma parts from the saying word behind them.
  void find_told_after() {
    told_after_.clear();
    const auto first = std::partition_point(reading_.attributions.begin(), reading_.attributions.end(),
                                            [&](const Attribution& a) { return a.content.begin < scene_->span.begin; });
    for (auto a = first; a != reading_.attributions.end() && a->content.begin < scene_->span.end; ++a) {
      if (a->entity == kNone || a->direct || a->content.end > a->cue.begin || !scene_->span.contains(a->cue)) continue;
      const auto behind = [&](uint32_t byte) {
        return std::partition_point(scene_->elements.begin(), scene_->elements.end(),
                                    [&](const Element& e) { return e.span.begin < byte; });
      };
      const auto next = behind(a->content.end), cue = behind(a->cue.begin);
      const bool apart = next != scene_->elements.end() && next->kind == ElementKind::kComma;
      const bool says = cue != scene_->elements.end() && !cue->has(kNamesSource);
      if (apart && says && told_after_.size() < kMostToldAfter)
        told_after_.push_back(static_cast<uint32_t>(a - reading_.attributions.begin()));
    }
  }

  // Who is named behind the words and their saying word, or else its subject.
  uint32_t sayer_of(const StatedEvent& statement) const {
    for (const uint32_t a : told_after_) {
      if (reading_.attributions[a].cue.overlaps(element(statement.at).span)) return reading_.attributions[a].entity;
    }
    return who_says(statement);
  }

  // The words for sources ('according to') with the name behind each, and whether a saying word's content holds it
  // ('Prado said that, according to the Gazette, …').
  void find_sources() {
    sources_.clear();
    find_told_after();
    for (uint32_t i = 0; i + 1 < scene_->elements.size(); ++i) {
      if (!element(i).has(kNamesSource)) continue;
      for (uint32_t k = i + 1; k < scene_->elements.size() && k <= i + kSourceReach; ++k) {
        if (element(k).kind == ElementKind::kComma || element(k).kind == ElementKind::kStop) break;
        if (element(k).kind != ElementKind::kName || element(k).modifier) continue;
        sources_.push_back({i, element(k).entity, false});
        break;
      }
    }
    if (sources_.empty()) return;
    for (const StatedEvent& statement : *statements_) {
      if (statement.governor == kNone || !(*statements_)[statement.governor].frame->says) continue;
      const uint32_t from = (*statements_)[statement.governor].at;
      for (CreditedSource& source : sources_)
        source.within = source.within || (source.at > from && source.at < statement.at);
    }
  }

  // Sources of elements [first, end), unless they act in the claim.
  void add_sources(uint32_t first, uint32_t end, bool within, Claim& claim) const {
    for (const CreditedSource& source : sources_) {
      if (source.at < first || source.at >= end || source.within != within) continue;
      const bool own = std::any_of(claim.participants.begin(), claim.participants.end(),
                                   [&](const Participant& p) { return p.entity == source.entity; });
      if (!own) add_to_chain(source.entity, claim);
    }
  }

  void attribute(uint32_t number, Claim& claim) {
    const auto add = [&](uint32_t entity) { add_to_chain(entity, claim); };
    // What its sayer credits is nearer than the sayer; other sources speak of the whole sentence.
    uint32_t inner = (*statements_)[number].at;
    uint32_t at = number;
    for (size_t steps = 0; steps < statements_->size(); ++steps) {
      const uint32_t governor = (*statements_)[at].governor;
      if (governor == kNone) break;
      const StatedEvent& above = (*statements_)[governor];
      if (above.frame->says) {
        if (above.at < inner) add_sources(above.at, inner, true, claim);
        add(sayer_of(above));
        inner = std::min(inner, above.at);
      }
      at = governor;
    }
    for (const uint32_t a : told_after_) {  // '…, Ana Prado said.'
      if (reading_.attributions[a].content.contains(claim.trigger)) add(reading_.attributions[a].entity);
    }
    add_sources(0, static_cast<uint32_t>(scene_->elements.size()), false, claim);
    for (uint32_t q = enclosures_.around(claim.trigger); q != kNone; q = enclosures_.outside(q))
      add(reading_.quotes[q].speaker);
    if (!claim.chain.empty()) claim.attributed_to = claim.chain.front();
  }

  // --- amounts -----------------------------------------------------------------------------------------------------

  static constexpr uint32_t kClauseBefore = 100;  // verb first: what stands before a verb belongs to the clause before

  // Each amount goes to the nearest claim whose frame has a role for its kind.
  void attach_quantities() {
    for (uint32_t i = 0; i < scene_->elements.size(); ++i) {
      if (element(i).kind != ElementKind::kQuantity) continue;
      const Quantity& quantity = reading_.quantities[element(i).index];
      // 'two days after the meeting': it tells when, not how long
      if (quantity.type == QuantityType::kDuration && scene_->frames->spaced && !scene_->frames->verb_first &&
          i + 1 < scene_->elements.size() && element(i + 1).has(kBeginsClause))
        continue;
      uint32_t best = scene_->frames->compound_nouns ? relative_behind(i, quantity.type) : kNone;
      uint32_t best_cost = best == kNone ? UINT32_MAX : 0;
      for (uint32_t s = 0; s < statements_->size() && best_cost > 0; ++s) {
        const StatedEvent& statement = (*statements_)[s];
        if (claim_of_[s] == kNone || statement.frame->quantities[static_cast<size_t>(quantity.type)].empty()) continue;
        if (i < statement.left || i > statement.right) continue;
        uint32_t cost = i < statement.at ? statement.at - i : i - statement.at;
        if (i < statement.at && scene_->frames->verb_first && is_verbal(statement)) cost += kClauseBefore;
        if (cost < best_cost) {
          best_cost = cost;
          best = s;
        }
      }
      if (best != kNone) best = noun_reported(best, quantity.type);
      if (best == kNone) best = before_comma(i, quantity.type);
      if (best == kNone && quantity.type == QuantityType::kMoney) best = only_taker(i);
      if (best == kNone) continue;
      reading_.claims[claim_of_[best]].quantities.push_back(
          {(*statements_)[best].frame->quantities[static_cast<size_t>(quantity.type)], element(i).index});
    }
  }

  // 'the 12 million that Norvia had promised': the claim of the relative clause behind the amount; kNone where none is.
  uint32_t relative_behind(uint32_t at, QuantityType type) const {
    constexpr uint32_t kReach = 6;  // elements up to the clause's verb
    bool named = false;
    for (uint32_t i = at + 1; i < scene_->elements.size() && i <= at + kReach; ++i) {
      const Element& e = element(i);
      if (e.kind == ElementKind::kTrigger && named) {
        for (uint32_t s = 0; s < statements_->size(); ++s) {
          if ((*statements_)[s].at == i && claim_of_[s] != kNone && is_verbal((*statements_)[s]) &&
              !(*statements_)[s].frame->quantities[static_cast<size_t>(type)].empty())
            return s;
        }
        return kNone;
      }
      const bool name = e.kind == ElementKind::kName && e.grammatical == kUnmarked && !e.object;
      if (!name && !(i == at + 1 && e.has(kRelates)) && !(named && e.has(kTransparent | kGivesStatus | kMakesPassive)))
        return kNone;
      named = named || name;
    }
    return kNone;
  }

  // 'a salary of some ninety thousand', 'its valuation rose to': the noun that a reported number belongs to.
  uint32_t noun_reported(uint32_t number, QuantityType type) const {
    constexpr uint32_t kBeside = 4;
    const StatedEvent& report = (*statements_)[number];
    if (number == 0 || !is_verbal(report) || !type_of(report).is(kFigure)) return number;
    const StatedEvent& noun = (*statements_)[number - 1];
    const bool takes = claim_of_[number - 1] != kNone && !is_verbal(noun) && report.at - noun.at <= kBeside &&
                       !noun.frame->quantities[static_cast<size_t>(type)].empty();
    return takes ? number - 1 : number;
  }

  // 'led the round, worth 20 million': an amount behind a comma and a few words belongs to the claim before it.
  uint32_t before_comma(uint32_t at, QuantityType type) const {
    constexpr uint32_t kFewWords = 5;
    uint32_t comma = kNone;
    for (uint32_t i = at; i-- > 0 && at - i <= kFewWords;) {
      const Element& e = element(i);
      if (e.kind == ElementKind::kComma) {
        comma = i;
        break;
      }
      if (e.kind != ElementKind::kWord || (e.word.flags & ~(kTransparent | kLightVerb)) != 0 || e.sign) return kNone;
    }
    if (comma == kNone) return kNone;
    for (uint32_t s = static_cast<uint32_t>(statements_->size()); s-- > 0;) {
      const StatedEvent& statement = (*statements_)[s];
      if (statement.at > comma) continue;
      const std::string& role = statement.frame->quantities[static_cast<size_t>(type)];
      const bool open = claim_of_[s] != kNone && !role.empty() && reading_.claims[claim_of_[s]].quantities.empty();
      return open && statement.right + 1 >= comma ? s : kNone;
    }
    return kNone;
  }

  // 'sued the club, which she says broke its word, and asked for 9 million': a sum that no clause takes belongs to the
  // one claim before it in the sentence that takes one and has none.
  uint32_t only_taker(uint32_t at) const {
    uint32_t taker = kNone;
    for (uint32_t s = 0; s < statements_->size(); ++s) {
      if (claim_of_[s] == kNone || (*statements_)[s].at > at) continue;
      const Claim& claim = reading_.claims[claim_of_[s]];
      if ((*statements_)[s].frame->quantities[static_cast<size_t>(QuantityType::kMoney)].empty()) continue;
      if (taker != kNone || !claim.quantities.empty()) return kNone;
      taker = s;
    }
    return taker;
  }

  // A claim that needs an amount, when the amount belongs to another one: 'the value rose to 3 billion'.
  void drop_without_quantity() {
    static constexpr std::array<std::string_view, 4> kQuantities{"money", "percent", "count", "quantity"};
    const auto wants = [](const std::vector<Need>& needs) {
      return std::any_of(needs.begin(), needs.end(), [](const Need& need) {
        return std::all_of(need.begin(), need.end(), [](const std::string& one) {
          return std::find(kQuantities.begin(), kQuantities.end(), one) != kQuantities.end();
        });
      });
    };
    for (size_t s = 0; s < statements_->size(); ++s) {
      if (claim_of_[s] == kNone || !reading_.claims[claim_of_[s]].quantities.empty()) continue;
      const Frame& frame = *(*statements_)[s].frame;
      const bool alone = std::any_of(frame.needs.begin(), frame.needs.end(), [](const Need& n) { return n[0] == "-"; });
      if (!wants(frame.needs) && (alone || !wants(scene_->frames->types[frame.type].needs))) continue;
      reading_.claims[claim_of_[s]].type.clear();
      claim_of_[s] = kNone;
    }
  }

  // 'sent a message saying' is one message.
  void drop_repeated_reports() {
    for (size_t s = 0; s < statements_->size(); ++s) {
      if (claim_of_[s] == kNone || !is_report((*statements_)[s], *scene_->frames)) continue;
      const bool repeats = s > 0 && claim_of_[s - 1] != kNone && is_report((*statements_)[s - 1], *scene_->frames) &&
                           (*statements_)[s].at <= (*statements_)[s - 1].at + 2;
      if (!repeats) continue;
      reading_.claims[claim_of_[s]].type.clear();
      claim_of_[s] = kNone;
    }
  }

  const EventType& type_of(const StatedEvent& statement) const { return scene_->frames->types[statement.frame->type]; }

  void erase_dropped() {
    reading_.claims.erase(std::remove_if(reading_.claims.begin() + static_cast<std::ptrdiff_t>(first_claim_),
                                         reading_.claims.end(), [](const Claim& c) { return c.type.empty(); }),
                          reading_.claims.end());
  }

  std::string_view text_;
  Reading& reading_;
  const Mail& mail_;
  Enclosures enclosures_;
  ClaimTimes times_;
  PressDates press_;
  uint32_t letter_ = kNone;  // the message that is being read
  const Scene* scene_ = nullptr;
  const std::vector<StatedEvent>* statements_ = nullptr;
  struct CreditedSource {
    uint32_t at = 0;  // element
    uint32_t entity = kNone;
    bool within = false;
  };
  std::vector<CreditedSource> sources_;      // of the sentence
  std::vector<const Attribution*> unnamed_;  // whose sayer has no name, by their saying words
  std::vector<uint32_t> told_after_;         // attributions of the sentence whose sayer stands behind what is said
  std::vector<uint32_t> claim_of_;           // by statement; kNone where there is none
  std::vector<Span> told_now_;               // triggers of claims told in the present
  size_t first_claim_ = 0;
};

}  // namespace

void read_statements(const Analysis& analysis, Reading& reading) {
  std::vector<float> told = prominence(analysis, reading);
  std::vector<float> feminine;
  const Mail mail(analysis, reading);
  read_references(analysis, mail, told, reading, &feminine);
  std::vector<ReadScene> scenes = read_scenes(analysis, mail, told, feminine, reading);
  read_quotes(analysis, scenes, mail, feminine, reading);
  const size_t resolved = reading.references.size();
  resolve_speakers(analysis, mail, reading);
  if (reading.references.size() != resolved || speaks_of_itself(scenes))
    scenes = read_scenes(analysis, mail, told, feminine, reading);  // 'I' and 'you' are somebody now
  read_attributions(analysis, scenes, reading);
  speak_quotes(scenes, reading);
  mail.claim(reading);
  ClaimMaker maker(analysis, mail, reading);
  for (const ReadScene& scene : scenes) maker.read(scene);
  maker.date_quotations();
  if (!scenes.empty()) date_retold_claims(scenes.front().scene.frames->types, reading.times, reading.claims);
  std::stable_sort(reading.claims.begin(), reading.claims.end(), [](const Claim& a, const Claim& b) {
    return a.trigger.begin != b.trigger.begin ? a.trigger.begin < b.trigger.begin : a.type < b.type;
  });
}

}  // namespace annals
