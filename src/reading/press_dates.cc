#include "reading/press_dates.h"

#include <algorithm>

namespace annals {
namespace {

constexpr uint32_t kLongestClause = 40;  // elements looked at on each side of a saying word

}  // namespace

uint32_t who_says(const StatedEvent& s) {
  if (!s.passive) return s.subject.empty() ? kNone : s.subject[0].entity;
  for (const Filler& filler : s.fillers) {
    if (filler.role == s.frame->role(kSubject)) return filler.actor.entity;
  }
  return kNone;
}

PressDates::PressDates(const Analysis& analysis, const Reading& reading, const Enclosures& enclosures)
    : analysis_(analysis), reading_(reading), enclosures_(enclosures) {
  if (const auto days = parse_edtf(analysis.document->published); days && days->earliest) published_ = *days;
}

void PressDates::enter(const ReadScene& sentence) {
  read_ = &sentence;
  ++sentence_;
}

// The year is all that being told for the document says of when.
bool PressDates::date(uint32_t number, const ClaimTimes::Governing& governing, bool letter, Claim& claim) {
  if (!published_ || letter) return false;
  const StatedEvent& s = read_->statements[number];
  const bool report = is_report(s, *read_->scene.frames), now = tells_now(s);
  const EventType& type = read_->scene.frames->types[s.frame->type];
  const bool stance = type.is(kSide) && is_verbal(s) && !s.relative;
  const bool dated =
      governing.time != kNone && !governing.apart && read_->scene.span.contains(reading_.times[governing.time].span);
  if (asked(s) && !dated && !arrived(governing.time)) {
    said_in_ = sentence_;
    sayer_ = s.subject.empty() ? kNone : s.subject[0].entity;
    return told_this_year(claim);
  }
  // 'according to the Gazette'
  if (type.is(kPublication) && s.frame->kind == FrameKind::kPhrase && !dated) return told_this_year(claim);
  if (!report && !stance) return false;
  const bool inside = enclosures_.around(claim.trigger) != kNone;
  const bool declines = report && claim.status == ClaimStatus::kRejected && type.is(kSaying) &&
                        (s.governor == kNone || !read_->statements[s.governor].frame->says);
  bool told = declines || (now && !governing.entry && (report || !inside));
  if (!told && !inside && claim.status == ClaimStatus::kAsserted) {
    told = (report && told_to_us(claim)) ||
           (!dated && !arrived(governing.time) && (told_to_press(s, claim) || (report && goes_on(s))));
  }
  if (!told) return false;
  if (declines && !now) ask_for(claim);
  if (!inside) {
    said_in_ = sentence_;
    sayer_ = who_says(s);
  }
  return told_this_year(claim);
}

bool PressDates::told_this_year(Claim& claim) const {
  const std::string& day = analysis_.document->published;
  claim.edtf = day.substr(0, day.find('-'));
  if (const auto year = parse_edtf(claim.edtf)) claim.days = *year;
  claim.time_basis = TimeBasis::kInherited;
  return true;
}

// 'Costa, asked about the fire, shrugged': by whoever writes.
bool PressDates::asked(const StatedEvent& s) const {
  const EventType& type = read_->scene.frames->types[s.frame->type];
  const uint8_t subject = s.frame->role(kSubject);
  const bool hears = s.passive || (subject != kNoRole && subject == type.role("addressee"));
  if (!type.is(kExchange) || !is_verbal(s) || !hears) return false;
  bool told = false, then = false;
  find_words(s.at, s.at + 1, false, told, then);
  return told && !then;
}

// The present, and nothing else: not 'to say', not 'read'. 'Two advisers say' has the form of the infinitive.
bool PressDates::tells_now(const StatedEvent& s) const {
  const Scene& scene = read_->scene;
  const uint16_t present = scene.frames->inflects ? kFormPresent | kFormBase : kFormPresent;
  if ((s.tags & present) == 0 || (s.tags & kFormPast) != 0) return false;
  if (!scene.frames->inflects || (s.tags & kFormBase) == 0) return true;
  if (s.at == 0) return false;
  const Element& before = scene.elements[s.at - 1];
  const bool noun = before.kind == ElementKind::kName || before.kind == ElementKind::kQuantity ||  // 'two advisers say'
                    (before.kind == ElementKind::kWord && before.word.flags == 0);
  return noun && !before.sign && (s.governor == kNone || read_->statements[s.governor].frame->says);
}

// 'Ana Prado told The Norvia Gazette', in that paper.
bool PressDates::told_to_us(const Claim& claim) const {
  return std::any_of(claim.participants.begin(), claim.participants.end(), [&](const Participant& p) {
    const auto& credits = reading_.credits;
    return p.role == "addressee" && std::find(credits.begin(), credits.end(), p.entity) != credits.end();
  });
}

// 'Their lawyer denied it', 'said by telephone', 'asked whether …, she said': nobody of the story is spoken to.
bool PressDates::told_to_press(const StatedEvent& s, const Claim& claim) const {
  const bool answers = std::any_of(claim.participants.begin(), claim.participants.end(), [&](const Participant& p) {
    return p.role == "addressee" && p.entity != kNone && !p.implied &&
           reading_.entities[p.entity].type == EntityType::kPerson;
  });
  if (answers) return false;
  const auto size = static_cast<uint32_t>(read_->scene.elements.size());
  uint32_t from = s.left;
  const auto goes_before = [](const Element& e) {  // 'Her lawyer, | Rui Costa, denied'
    return e.kind != ElementKind::kTrigger && e.kind != ElementKind::kStop && e.kind != ElementKind::kMark &&
           !e.has(kBeginsClause | kRelates | kBeginsContent);
  };
  while (from > 0 && s.at - from < kLongestClause && goes_before(read_->scene.elements[from - 1])) --from;
  uint32_t to = std::min({std::max(s.right, s.at), size, s.at + kLongestClause});
  bool told = false, then = false;
  const bool subject_before = !s.subject.empty() && s.subject[0].span.begin < claim.trigger.begin;
  const auto goes_behind = [](const Element& e) {  // 'said Rui Costa, | who teaches law'
    return e.kind != ElementKind::kTrigger && e.kind != ElementKind::kStop && e.kind != ElementKind::kMark;
  };
  while (!subject_before && to < size && to - s.at < kLongestClause && goes_behind(read_->scene.elements[to])) ++to;
  find_words(from, s.at, true, told, then);
  find_words(s.at + 1, to, !subject_before, told, then);
  return told && !then;
}

// Up to where something is quoted or said: words of the press, and words that set it in the story's time.
// `sayers`: whoever speaks may stand there; not behind a preposition ('wrote to her lawyer').
void PressDates::find_words(uint32_t from, uint32_t to, bool sayers, bool& told, bool& then) const {
  const Scene& scene = read_->scene;
  const TokenizedText& text = analysis_.blocks[scene.block].text;
  for (uint32_t i = from; i < to; ++i) {
    const Element& e = scene.elements[i];
    if (e.kind == ElementKind::kMark || e.has(kBeginsContent)) return;
    for (uint32_t t = e.token; t < text.tokens.size() && text.tokens[t].span.begin < e.span.end; ++t) {
      const PhraseTable::Match match = scene.frames->press.longest(text, t);
      const bool marked = i > 0 && scene.elements[i - 1].has(kMarksNext);
      if (match.count == 0 || (match.payload == kPressSayer && (marked || !sayers))) continue;
      (match.payload == kToldThen ? then : told) = true;
    }
  }
}

// 'She laughed. “Ask me when it snows,” she said.'
bool PressDates::goes_on(const StatedEvent& s) const {
  const uint32_t sayer = who_says(s);
  return sayer != kNone && sayer == sayer_ && said_in_ != kNone && sentence_ <= said_in_ + 1;
}

// The paragraph has come to the month of the document.
bool PressDates::arrived(uint32_t time) const {
  const Span block = analysis_.blocks[read_->scene.block].block->span;
  if (time == kNone || !block.contains(reading_.times[time].span)) return false;
  const Interval& days = reading_.times[time].days;
  const auto month = [](Day day) { return std::pair(civil(day).year(), civil(day).month()); };
  return days.bounded() && month(*days.earliest) == month(*published_->earliest) &&
         month(*days.latest) == month(*published_->earliest);
}

// 'Costa declined to comment': to the body that published the document.
void PressDates::ask_for(Claim& claim) const {
  for (const Participant& p : claim.participants) {
    if (p.role == "addressee") return;
  }
  for (const uint32_t source : reading_.credits) {
    if (source >= reading_.entities.size() || reading_.entities[source].type != EntityType::kOrganization) continue;
    claim.participants.push_back({"addressee", source, claim.trigger, {}, true, "publication"});
    return;
  }
}

}  // namespace annals
