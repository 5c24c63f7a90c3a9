#include "reading/claim_times.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <string>

#include "base/yearless.h"

namespace annals {
namespace {

constexpr uint32_t kAnchorSentences = 40;  // sentences after which a date no longer carries over
constexpr uint32_t kSameDay = 1;           // sentences told after a day that are still of that day
// What it costs to pass an element on the way from a time to a trigger.
constexpr uint32_t kLongestAside = 40;  // elements
constexpr uint32_t kWordStep = 1, kCommaStep = 3, kStopStep = 8, kClauseStep = 10, kVerbStep = 12, kOutside = 25;
constexpr uint32_t kNearJoint = 2, kNearVerb = 6;  // elements

bool is_verb(const Scene& scene, const Element& element) {
  if (element.kind != ElementKind::kTrigger) return false;
  for (uint32_t f = element.first_form; f < element.first_form + element.form_count; ++f) {
    if (scene.frames->frames[scene.frames->forms[scene.forms[f]].frame].kind != FrameKind::kNoun) return true;
  }
  return false;
}

// 'sued in May and in December bought Orla': such a time stands between what joins and its verb.
bool opens_joined(const Scene& scene, uint32_t at) {
  const auto& elements = scene.elements;
  uint32_t joint = at;
  while (joint > 0 && at - joint < kNearJoint && !elements[joint - 1].has(kJoins) &&
         elements[joint - 1].kind == ElementKind::kWord)
    --joint;
  if (joint == 0 || !elements[joint - 1].has(kJoins) || elements[joint - 1].kind == ElementKind::kComma) return false;
  for (uint32_t i = at + 1; i < elements.size() && i - at <= kNearVerb; ++i) {
    if (is_verb(scene, elements[i])) return true;
    if (elements[i].kind != ElementKind::kWord && elements[i].kind != ElementKind::kName &&
        elements[i].kind != ElementKind::kComma)
      return false;
  }
  return false;
}

// 'It says in 2014 Costa paid Prado': right behind a saying word in the present such a time belongs to what is said.
bool opens_told(const Scene& scene, uint32_t at) {
  const auto& elements = scene.elements;
  if (!scene.frames->compound_nouns || at + 1 >= elements.size()) return false;
  const Element& name = elements[at + 1];
  uint32_t says = at;
  while (says > 0 && at - says < kNearJoint && elements[says - 1].kind == ElementKind::kWord) --says;
  if (says == 0 || name.kind != ElementKind::kName || name.grammatical != kUnmarked) return false;
  const Element& verb = elements[says - 1];
  const auto now = [&](uint32_t f) {
    const TriggerForm& form = scene.frames->forms[f];
    return scene.frames->frames[form.frame].says && (form.tags & kFormPresent) != 0 && (form.tags & kFormPast) == 0;
  };
  const auto first = scene.forms.begin() + verb.first_form;
  if (verb.kind != ElementKind::kTrigger || std::none_of(first, first + verb.form_count, now)) return false;
  for (uint32_t i = at + 2; i < elements.size() && i - at <= kNearVerb; ++i) {
    if (is_verb(scene, elements[i])) return true;
    if (elements[i].kind != ElementKind::kWord) return false;
  }
  return false;
}

uint32_t step(const Scene& scene, const Element& element) {
  if (is_verb(scene, element)) return kVerbStep;
  if (element.has(kBeginsClause | kRelates | kBeginsContent)) return kClauseStep;
  if (element.kind == ElementKind::kStop) return kStopStep;
  return element.kind == ElementKind::kComma ? kCommaStep : kWordStep;
}

}  // namespace

ClaimTimes::ClaimTimes(const Reading& reading, std::string_view published) : reading_(reading) {
  if (const auto days = parse_edtf(published); days && days->bounded()) published_ = *days->latest;
}

void ClaimTimes::enter(const ReadScene& sentence) {
  read_ = &sentence;
  measure();
  find_cues();
  find_owners();
}

// Lists the sentence's times and the way through it.
void ClaimTimes::measure() {
  const Scene& scene = read_->scene;
  steps_.assign(1, 0);
  marks_.assign(1, 0);
  conditions_.assign(1, 0);
  turns_.assign(1, 0);
  datings_.clear();
  opened_by_time_ = false;
  asides_.clear();
  bool opening = true;
  for (uint32_t i = 0; i < scene.elements.size(); ++i) {
    const Element& e = scene.elements[i];
    // 'bought Norvia in 2020 and sold Orla in 2021': the verb that 'and' joins has its own time.
    const bool joins = e.has(kJoins) && i + 1 < scene.elements.size() && is_verb(scene, scene.elements[i + 1]);
    steps_.push_back(steps_.back() + (joins ? kClauseStep : step(scene, e)));
    marks_.push_back(marks_.back() + (e.kind == ElementKind::kMark ? 1 : 0));
    conditions_.push_back(conditions_.back() + (e.has(kBeginsClause) && e.word.clause_status ? 1 : 0));
    const bool turn = e.has(kBeginsClause) && i > 0 && scene.elements[i - 1].kind == ElementKind::kComma;
    turns_.push_back(turns_.back() + (turn ? 1 : 0));
    if (is_verb(scene, e) || e.has(kBeginsClause | kRelates | kBeginsContent) ||
        (e.kind == ElementKind::kStop && i > 0))
      opening = false;
    if (e.has(kRelates) && i > 0 && scene.elements[i - 1].kind == ElementKind::kComma) {
      for (uint32_t close = i + 1; close < scene.elements.size() && close < i + kLongestAside; ++close) {
        if (scene.elements[close].kind != ElementKind::kComma) continue;
        asides_.push_back({i, close + 1});
        break;
      }
    }
    if (e.kind != ElementKind::kTime) continue;
    Dating dating;
    dating.at = i;
    const Time& time = reading_.times[e.index];
    // 'Recently', 'some days later': nothing happens then.
    const bool loose = !time.days.bounded() && (time.from_document_date || time.basis == TimeBasis::kRelative);
    const bool dates = time.days.known() || day_without_year(time.edtf);
    dating.time = dates && !loose ? e.index : kNone;
    dating.opens = opening;
    const bool goes_on = i + 1 < scene.elements.size() && scene.elements[i + 1].kind != ElementKind::kComma &&
                         scene.elements[i + 1].kind != ElementKind::kStop &&
                         scene.elements[i + 1].kind != ElementKind::kMark;
    const bool behind_stop = i > 0 && scene.elements[i - 1].kind == ElementKind::kStop;  // '; two years later it …'
    dating.next_clause = (goes_on && i > 0 && (behind_stop || scene.elements[i - 1].kind == ElementKind::kComma)) ||
                         opens_joined(scene, i) || opens_told(scene, i);
    // 创立诺维亚十年后,…: behind its verb such a time counts from what the verb says and dates what comes next
    if (!scene.frames->spaced && time.basis == TimeBasis::kRelative && !opening) dating.next_clause = true;
    dating.since = i > 0 && scene.elements[i - 1].has(kMarksSince);
    dating.of_noun = of_noun(i);
    dating.of_thing = of_thing(i);
    dating.entry = is_entry(i);
    dating.apposed = description_around(i);
    opened_by_time_ = opened_by_time_ || (dating.opens && !dating.of_noun && dating.time != kNone);
    datings_.push_back(dating);
  }
}

// 'Ana Prado, treasurer of Norvia since 2012, was arrested': the elements of the description that the time stands in;
// empty elsewhere.
Span ClaimTimes::description_around(uint32_t time) const {
  const std::vector<Element>& elements = read_->scene.elements;
  if (!read_->scene.frames->spaced || read_->scene.frames->verb_first) return {};
  const auto ends = [](const Element& e) { return e.kind == ElementKind::kStop || e.kind == ElementKind::kMark; };
  uint32_t open = time;
  while (open > 0 && time - open < kLongestAside && elements[open].kind != ElementKind::kComma) {
    if (ends(elements[open]) || elements[open].has(kRelates | kBeginsClause | kBeginsContent)) return {};
    --open;
  }
  if (open == 0 || elements[open].kind != ElementKind::kComma || elements[open - 1].kind != ElementKind::kName ||
      elements[open - 1].pronoun)
    return {};
  const Element& first = elements[open + 1];
  // 'the ruling of the court, handed down in May, and …'
  const bool participle =
      first.kind == ElementKind::kTrigger &&
      std::all_of(read_->scene.forms.begin() + first.first_form,
                  read_->scene.forms.begin() + first.first_form + first.form_count,
                  [&](uint32_t f) { return (read_->scene.frames->forms[f].tags & kFormParticiple) != 0; });
  const bool noun = first.has(kArticle) ? !first.has(kMarksNext) || first.word.title
                                        : first.kind == ElementKind::kWord && (first.word.flags & ~kTransparent) == 0;
  if (!participle && !noun) return {};
  uint32_t close = time + 1;
  while (close < elements.size() && close - open < kLongestAside && elements[close].kind != ElementKind::kComma) {
    if (ends(elements[close]) || is_verb(read_->scene, elements[close])) return {};
    ++close;
  }
  if (close >= elements.size() || elements[close].kind != ElementKind::kComma) return {};
  return {open, close};
}

// 'the July 2009 failure', 'its 2015 contract'.
bool ClaimTimes::of_noun(uint32_t time) const {
  const std::vector<Element>& elements = read_->scene.elements;
  const ClaimFrames& frames = *read_->scene.frames;
  if (!frames.compound_nouns || time == 0 || time + 1 >= elements.size()) return false;
  const Element& before = elements[time - 1];
  const bool owner = before.kind == ElementKind::kName && before.pronoun;
  const bool genitive = before.has(kMarksPrevious);
  if (!before.has(kArticle) && !owner && !genitive) return false;
  const Element& next = elements[time + 1];
  if (next.kind == ElementKind::kTrigger) return !is_verb(read_->scene, next);
  return next.kind == ElementKind::kWord && !next.sign && next.word.flags == 0;
}

// Whether a noun that tells of an event stands there, though it may be a verb too: 'its 2014 offer'.
bool ClaimTimes::names_event(uint32_t at) const {
  const Scene& scene = read_->scene;
  if (at >= scene.elements.size() || scene.elements[at].kind != ElementKind::kTrigger) return false;
  const auto first = scene.forms.begin() + scene.elements[at].first_form;
  return std::any_of(first, first + scene.elements[at].form_count, [&](uint32_t f) {
    return scene.frames->frames[scene.frames->forms[f].frame].kind == FrameKind::kNoun;
  });
}

// 'the disputed 2020 election', 'as eleições de 2020', 'its 2014 offer': a bare year that only says which thing is
// meant.
bool ClaimTimes::of_thing(uint32_t time) const {
  constexpr uint32_t kYear = 4;  // digits
  const std::vector<Element>& elements = read_->scene.elements;
  if (!read_->scene.frames->spaced || read_->scene.frames->verb_first || time == 0) return false;
  const Time& year = reading_.times[elements[time].index];
  if (year.edtf.size() != kYear || year.basis != TimeBasis::kExplicit) return false;
  const auto noun = [&](const Element& e) {
    return e.kind == ElementKind::kTrigger ? !is_verb(read_->scene, e)
                                           : e.kind == ElementKind::kWord && !e.sign && e.word.flags == 0;
  };
  const Element& before = elements[time - 1];
  if (year.span.size() == kYear && (of_noun(time) || (before.pronoun && names_event(time + 1)))) return true;
  if (before.has(kMarksNext) && before.word.next == kOf) return time > 1 && noun(elements[time - 2]);
  return read_->scene.frames->compound_nouns && year.span.size() == kYear && time > 1 && time + 1 < elements.size() &&
         noun(before) && noun(elements[time + 1]) && elements[time - 2].has(kArticle);
}

// 'October 2: Ana Prado resigns'.
bool ClaimTimes::is_entry(uint32_t time) const {
  const std::vector<Element>& elements = read_->scene.elements;
  return time == 0 && elements.size() > 2 && elements[1].kind == ElementKind::kStop;
}

// Whether the time stands in the description of a name, or with a noun, of which the statement says nothing.
bool ClaimTimes::foreign(const Dating& dating, const StatedEvent& s) const {
  if (!dating.apposed.empty() && !dating.apposed.contains(s.at)) return true;
  if (years_of_deed(dating, s)) return true;
  return (dating.of_thing || (dating.of_noun && opened_by_time_)) && is_verbal(s);
}

uint32_t ClaimTimes::cost(const Dating& dating, const StatedEvent& s) const {
  const uint32_t from = std::min(dating.at, s.at), to = std::max(dating.at, s.at);
  bool inside = dating.at >= s.left && dating.at < s.right;
  uint32_t way = steps_[to] - steps_[from + 1];
  if (dating.next_clause && s.at < dating.at) way += kOutside;
  for (const Span& aside : asides_) {
    if (aside.begin > to || aside.end <= from) continue;
    if (from < aside.begin && aside.end <= to) {
      way -= steps_[aside.end] - steps_[aside.begin];  // it stands between the two
      inside = true;
    } else if (aside.contains(from) != aside.contains(to)) {
      inside = false;
    }
  }
  return way + (inside ? 0 : kOutside);
}

bool ClaimTimes::crosses_quotation(const Dating& dating, const StatedEvent& s) const {
  return (marks_[dating.at] % 2) != (marks_[s.at] % 2);
}

// 'She warned that, if nobody wrote by Monday, she would leave': she warned on no Monday.
bool ClaimTimes::conditional(const Dating& dating, const StatedEvent& s) const {
  return s.at < dating.at && conditions_[dating.at] != conditions_[s.at + 1] && s.status != ClaimStatus::kHypothetical;
}

// 'The yard will close in May, Ana Prado said': a time among the words that stand before their saying word.
void ClaimTimes::find_cues() {
  if (datings_.empty()) return;
  const auto& all = reading_.attributions;
  auto a = std::partition_point(all.begin(), all.end(),
                                [&](const Attribution& one) { return one.content.begin < read_->scene.span.begin; });
  for (; a != all.end() && a->content.begin < read_->scene.span.end; ++a) {
    if (a->cue.empty() || a->cue.begin < a->content.end) continue;
    for (Dating& dating : datings_) {
      if (a->content.contains(element(dating.at).span)) dating.cue = a->cue;
    }
  }
}

bool ClaimTimes::told_by(const Dating& dating, const StatedEvent& s) const {
  return !dating.cue.empty() && dating.cue.overlaps(element(s.at).span);
}

// The statement that a time dates is the nearest to it in its clause.
void ClaimTimes::find_owners() {
  for (Dating& dating : datings_) {
    for (uint32_t s = 0; s < read_->statements.size(); ++s) {
      const StatedEvent& candidate = statement(s);
      if (crosses_quotation(dating, candidate) || conditional(dating, candidate) || foreign(dating, candidate) ||
          (!candidate.states && !is_verbal(candidate)))
        continue;
      if (const Span aside = aside_of(candidate); !aside.empty() && !aside.contains(dating.at)) continue;
      const uint32_t price = cost(dating, candidate);
      if (price >= kOutside || price >= dating.owner_cost) continue;
      dating.owner = s;
      dating.owner_cost = price;
    }
  }
}

// 'Ana Prado, born in Lisbon in 1968, founded Norvia in 2017': the elements of an aside that a noun states; empty
// elsewhere.
Span ClaimTimes::aside_of(const StatedEvent& s) const {
  if (is_verbal(s) || s.fillers.empty()) return {};
  const auto comma = [&](uint32_t i) { return element(i).kind == ElementKind::kComma; };
  const auto size = static_cast<uint32_t>(read_->scene.elements.size());
  uint32_t open = s.at, close = s.at;
  while (open > s.left && !comma(open)) --open;
  if (open <= s.left || open == s.at) return {};
  while (close < size && close < s.at + kLongestAside && !comma(close)) ++close;
  return close < size && comma(close) ? Span{open, close} : Span{};
}

// Inside its commas an aside has its own times, and they date nothing else.
bool ClaimTimes::kept_apart(const Dating& dating, const StatedEvent& s) const {
  const Span own = aside_of(s);
  if (!own.empty()) return !own.contains(dating.at);
  if (dating.owner == kNone) return false;
  const Span other = aside_of(statement(dating.owner));
  return !other.empty() && other.contains(dating.at) && !other.contains(s.at);
}

// ', founded in 1998, ', 'Born in Lisbon in 1968, …': where the subject comes from, not when the rest happened.
bool ClaimTimes::stands_apart(const StatedEvent& s) const {
  return s.detached && read_->scene.frames->types[s.frame->type].is(kOrigin);
}

// 'She promised twelve million; when she stopped, in January 2018, …': what is told before a semicolon has no date from
// behind it.
bool ClaimTimes::stop_between(uint32_t statement, uint32_t time) const {
  for (uint32_t i = statement + 1; i < time; ++i) {
    if (element(i).kind == ElementKind::kStop) return true;
  }
  return false;
}

// Whether a time that dates another statement dates this one too.
bool ClaimTimes::shares(const Dating& dating, uint32_t number) const {
  if (crosses_quotation(dating, statement(number)) || kept_apart(dating, statement(number))) return false;
  if (conditional(dating, statement(number)) || foreign(dating, statement(number))) return false;
  if (dating.opens) return true;
  if (dating.next_clause && statement(number).at < dating.at) return false;
  if (dating.owner != number && stop_between(statement(number).at, dating.at)) return false;
  if (dating.owner == kNone) return true;
  const StatedEvent& owner = statement(dating.owner);
  // 'Ana Prado refused, and Rui Costa left at Christmas'
  const StatedEvent& earlier = statement(number);
  const bool others = is_verbal(owner) && !earlier.relative && !owner.subject.empty() && !earlier.subject.empty() &&
                      owner.subject[0].entity != earlier.subject[0].entity;
  const bool counted = is_verbal(owner) && owner.counted && !earlier.subject.empty();
  for (uint32_t i = earlier.at + 1; (others || counted) && dating.at > earlier.at && i < owner.at; ++i) {
    if (element(i).kind == ElementKind::kComma || element(i).kind == ElementKind::kStop) return false;
  }
  // 'Ana Prado was expelled, but came back in 2018'
  if (is_verbal(owner) && earlier.at < owner.at && owner.at < dating.at && turns_[earlier.at + 1] != turns_[owner.at])
    return false;
  // 'Ana Prado, who left Norvia in 2017, founded Orla'
  if (owner.relative && !(statement(number).at > owner.left && statement(number).at < owner.right)) return false;
  // 'Norvia, founded in 1998, dismissed 40'
  if (stands_apart(owner) && is_verbal(statement(number)) && statement(number).at > dating.at) {
    for (uint32_t i = dating.at + 1; i < statement(number).at; ++i) {
      if (element(i).kind == ElementKind::kComma) return false;
    }
  }
  // 'Costa said that Norvia had fired her in 2017'
  for (uint32_t up = owner.governor, left = 8; up != kNone && left > 0; up = statement(up).governor, --left) {
    if (up == number && statement(up).frame->says && is_verbal(owner)) return false;
  }
  return true;
}

ClaimTimes::Governing ClaimTimes::of(uint32_t number) const {
  const Dating* best = nullptr;
  uint32_t best_cost = kUnreachable;
  bool own = false;
  for (const Dating& dating : datings_) {
    const bool mine = dating.owner == number;
    if ((own && !mine) || (!mine && !shares(dating, number)) || still_to_come(dating, statement(number))) continue;
    const uint32_t price = cost(dating, statement(number));
    if (price >= best_cost && mine == own) continue;
    best = &dating;
    best_cost = price;
    own = mine;
  }
  if (best != nullptr)
    return {best->time, own || best_cost < kOutside, true, best->since || told_by(*best, statement(number)),
            best->entry};
  if (const uint32_t said = spoken_at(number); said != kNone) return {said, false};
  if (is_state(statement(number))) return {};
  const Governing before = told_before();
  const bool too_early = before.time != kNone && std::any_of(datings_.begin(), datings_.end(), [&](const Dating& d) {
                           const Interval& then =
                               reading_.times[before.time].days;  // nobody is charged with what is still to come
                           return years_of_deed(d, statement(number)) && then.bounded() &&
                                  *then.latest < *reading_.times[d.time].days.latest;
                         });
  return too_early ? Governing{} : before;
}

// 'Prado controls Orla', told in the present: so it is, whenever what was told of before happened.
bool ClaimTimes::is_state(const StatedEvent& s) const {
  const ClaimFrames& frames = *read_->scene.frames;
  const EventType& type = frames.types[s.frame->type];
  return frames.inflects && frames.compound_nouns && type.is(kLeading) && type.once.empty() && !s.passive &&
         told_now(s, frames) && !read_->scene.headline;
}

bool ClaimTimes::lies_ahead(uint32_t time) const {
  return time != kNone && published_ && reading_.times[time].days.earliest &&
         *reading_.times[time].days.earliest > *published_;
}

// 'She set the trial for 11 May', a day still to come when this was written: nothing that is past happened then.
bool ClaimTimes::still_to_come(const Dating& dating, const StatedEvent& s) const {
  if (s.status != ClaimStatus::kAsserted || !lies_ahead(dating.time)) return false;
  return read_->scene.frames->inflects ? (s.tags & kFormPast) != 0 && (s.tags & (kFormPresent | kFormBase)) == 0
                                       : s.at < dating.at && is_verbal(s);
}

// 'The roof leaks every night,' he grumbled in May.
uint32_t ClaimTimes::spoken_at(uint32_t number) const {
  const StatedEvent& s = statement(number);
  if (marks_[s.at] % 2 == 0 || !told_now(s, *read_->scene.frames)) return kNone;
  for (const Dating& dating : datings_) {
    if (marks_[dating.at] % 2 == 0 && dating.owner != kNone && statement(dating.owner).frame->says) return dating.time;
  }
  return kNone;
}

// A vaguer and earlier date than the one that governs: 'he had worked there in 2017'.
bool ClaimTimes::looks_back(uint32_t time) const {
  if (story_.time == kNone) return false;
  const Interval& now = reading_.times[story_.time].days;
  const Interval& then = reading_.times[time].days;
  if (!now.bounded() || !then.bounded()) return false;
  const auto width =
      [&](uint32_t of) {  // as it is written: 'this year' is a year though no more than a part of it is past
        const auto whole = parse_edtf(reading_.times[of].edtf);
        const Interval& days = whole && whole->bounded() ? *whole : reading_.times[of].days;
        return *days.latest - *days.earliest;
      };
  return *then.earliest < *now.earliest && width(time) > width(story_.time);
}

// 'plans to hire by the end of the year': the story is not there yet.
bool ClaimTimes::is_ahead(ClaimStatus status) {
  return status == ClaimStatus::kPlanned || status == ClaimStatus::kProposed || status == ClaimStatus::kHypothetical;
}

// 'was required to report before 1 June', 'is due back in court on 12 March': what is to come by then is no event.
bool ClaimTimes::awaited(const Dating& dating) const {
  constexpr uint32_t kFarthestWord = 12;  // elements
  if (dating.owner != kNone) {
    const StatedEvent& owner = statement(dating.owner);
    return is_ahead(owner.status) ||
           (owner.frame->type == 0 && owner.frame->content && is_ahead(*owner.frame->content));
  }
  if (!read_->scene.frames->spaced) return false;
  for (uint32_t i = dating.at; i-- > 0 && dating.at - i <= kFarthestWord;) {
    const Element& e = element(i);
    if (e.has(kGivesStatus)) return e.word.status && is_ahead(*e.word.status) && e.word.scope != Scope::kBefore;
    if (e.kind == ElementKind::kStop || e.kind == ElementKind::kMark) return false;
    if (!is_verb(read_->scene, e)) continue;
    const auto first = read_->scene.forms.begin() + e.first_form;
    return std::any_of(first, first + e.form_count, [&](uint32_t f) {  // 'was required to'
      const Frame& frame = read_->scene.frames->frames[read_->scene.frames->forms[f].frame];
      return frame.type == 0 && frame.content && is_ahead(*frame.content);
    });
  }
  return false;
}

// 'charged her with theft between 2011 and 2014': those are not when she was charged.
bool ClaimTimes::years_of_deed(const Dating& dating, const StatedEvent& s) const {
  const EventType& type = read_->scene.frames->types[s.frame->type];
  return (type.is(kCourt) || type.is(kAccusation)) && s.at < dating.at && spans_years(dating);
}

// 'between 2011 and 2014': a period of more than one year.
bool ClaimTimes::spans_years(const Dating& dating) const {
  constexpr int kOneYear = 366;  // days
  if (dating.time == kNone || reading_.times[dating.time].edtf.find('/') == std::string::npos) return false;
  const Interval& days = reading_.times[dating.time].days;
  return days.bounded() && *days.latest - *days.earliest >= std::chrono::days(kOneYear);
}

bool ClaimTimes::moves_story(const Dating& dating) const {
  if (dating.since || dating.of_thing || !dating.apposed.empty() || lies_ahead(dating.time)) return false;
  if (awaited(dating)) return false;
  if (dating.opens) return true;
  if (conditions_[dating.at] != 0 || spans_years(dating)) return false;
  if (marks_[dating.at] % 2 != 0) return false;
  if (dating.owner != kNone && statement(dating.owner).relative) return false;
  if (dating.owner != kNone && stands_apart(statement(dating.owner))) return false;
  return dating.time == kNone || !looks_back(dating.time);
}

// The date that goes on governing what is told next: the sentence's opening one, else its last.
void ClaimTimes::leave() {
  const Dating* last = nullptr;
  for (const Dating& dating : datings_) {
    if (moves_story(dating) && (last == nullptr || dating.opens || !last->opens)) last = &dating;
  }
  if (last != nullptr) {
    const bool news = last->time != kNone && reading_.times[last->time].from_document_date;
    (news ? news_ : story_) = {last->time, sentence_, read_->scene.block, read_->statements.empty()};
  }
  ++sentence_;
}

// The date told before that still governs. One counted from the document's own day ('last week') belongs to the news,
// not to the story told in the paragraphs after it. What follows later in a story happened about then.
ClaimTimes::Governing ClaimTimes::told_before() const {
  const bool news = news_.time != kNone && news_.block == read_->scene.block &&
                    (story_.time == kNone || news_.sentence >= story_.sentence);
  const Anchor& anchor = news ? news_ : story_;
  if (anchor.time == kNone || (!news && sentence_ - anchor.sentence > kAnchorSentences)) return {};
  const uint32_t close = anchor.scene ? kSameDay + 1 : kSameDay;
  return {anchor.time, false, sentence_ - anchor.sentence <= close};
}

bool told_now(const StatedEvent& s, const ClaimFrames& frames) {
  if (s.status != ClaimStatus::kAsserted || !is_verbal(s) || (s.tags & kFormPast) != 0) return false;
  return !frames.inflects || (s.tags & kFormPresent) != 0;
}

void date_quoted_claims(const std::vector<Quote>& quotes, const std::vector<Time>& times, const std::vector<Span>& now,
                        std::vector<Claim>& claims) {
  if (now.empty()) return;
  std::vector<uint32_t> order(claims.size());
  std::iota(order.begin(), order.end(), 0U);
  std::sort(order.begin(), order.end(),
            [&](uint32_t a, uint32_t b) { return claims[a].trigger.begin < claims[b].trigger.begin; });
  const auto first_from = [&](uint32_t at) {
    return std::partition_point(order.begin(), order.end(), [&](uint32_t c) { return claims[c].trigger.begin < at; });
  };
  for (const Quote& quote : quotes) {
    if (!quote.direct || quote.body || !quote.cue) continue;
    const auto said = first_from(quote.cue->begin);
    if (said == order.end() || claims[*said].trigger.begin >= quote.cue->end) continue;
    const Claim saying = claims[*said];
    if (saying.time == kNone) continue;
    for (auto c = first_from(quote.span.begin); c != order.end() && claims[*c].trigger.end <= quote.span.end; ++c) {
      Claim& claim = claims[*c];
      const bool dated = claim.time != kNone &&
                         (claim.time_basis != TimeBasis::kInherited || quote.span.contains(times[claim.time].span));
      if (dated || !std::binary_search(now.begin(), now.end(), claim.trigger)) continue;
      claim.time = saying.time;
      claim.edtf = saying.edtf;
      claim.days = saying.days;
      claim.time_basis = TimeBasis::kInherited;
    }
  }
}

void date_retold_claims(const std::vector<EventType>& types, const std::vector<Time>& times,
                        std::vector<Claim>& claims) {
  std::map<std::string_view, const EventType*> type_named;
  for (const EventType& type : types) {
    if (!type.once.empty()) type_named.emplace(type.name, &type);
  }
  // The event's name: its type and the entities of those roles; empty when one is missing or it did not happen.
  const auto event_of = [&](const Claim& claim) {
    const auto type = type_named.find(claim.type);
    if (type == type_named.end() || claim.status != ClaimStatus::kAsserted) return std::string();
    std::string name = claim.type;
    for (const std::string& role : type->second->once) {
      std::vector<uint32_t> fillers;
      for (const Participant& p : claim.participants) {
        if (p.role == role && p.entity != kNone) fillers.push_back(p.entity);
      }
      if (fillers.empty()) return std::string();
      std::sort(fillers.begin(), fillers.end());
      name += '/';
      for (const uint32_t filler : fillers) name += ' ' + std::to_string(filler);
    }
    return name;
  };
  // A bare month beside it has its year from elsewhere, and is its own all the same.
  const auto dated_itself = [&](const Claim& claim) {
    return claim.time != kNone &&
           (claim.time_basis != TimeBasis::kInherited || claim.evidence.contains(times[claim.time].span));
  };
  const auto within = [](const Interval& part, const Interval& whole) {
    return part.bounded() && whole.bounded() && *whole.earliest <= *part.earliest && *part.latest <= *whole.latest;
  };
  std::map<std::string, const Claim*> dated;  // null where tellings disagree
  for (const Claim& claim : claims) {
    if (!dated_itself(claim)) continue;
    const std::string event = event_of(claim);
    if (event.empty()) continue;
    const auto [known, is_new] = dated.emplace(event, &claim);
    if (is_new || known->second == nullptr || known->second->edtf == claim.edtf) continue;
    // 'In 2015' and 'on 11 December 2015' agree.
    if (within(claim.days, known->second->days)) {
      known->second = &claim;
    } else if (!within(known->second->days, claim.days)) {
      known->second = nullptr;
    }
  }
  if (dated.empty()) return;
  for (Claim& claim : claims) {
    if (dated_itself(claim)) continue;
    const auto told = dated.find(event_of(claim));
    if (told == dated.end() || told->second == nullptr) continue;
    claim.time = told->second->time;
    claim.edtf = told->second->edtf;
    claim.days = told->second->days;
    claim.time_basis = TimeBasis::kInherited;
  }
}

}  // namespace annals
