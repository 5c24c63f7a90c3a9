#include "reading/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "reading/beside_dates.h"
#include "reading/quote_marks.h"

namespace annals {
namespace {

using std::chrono::days;

int year_of(const Stretch& stretch) { return static_cast<int>(civil(stretch.first).year()); }

// A year told in passing ('as in 1812') does not move a story that is elsewhere; a second one near it does.
bool aside(const Stretch& stretch, const StoryState& story, std::optional<int>& remembered) {
  if (!story.narrative || !story.last || stretch.unit != TimeUnit::kYear) return false;
  constexpr int kLeap = 12;
  const int year = year_of(stretch);
  if (std::abs(year - year_of(*story.last)) <= kLeap) return false;
  const bool confirmed = remembered && std::abs(*remembered - year) <= kLeap;
  remembered = year;
  return !confirmed;
}

// What speaks for counting bare and relative dates from what a document tells rather than from its own day.
struct Census {
  uint32_t told = 0;     ///< dates with a year before the document's
  uint32_t own = 0;      ///< dates with the document's year, or one to come
  uint32_t deictic = 0;  ///< yesterday, last week, weekdays
  uint32_t later = 0;    ///< two months later, the next day

  uint32_t of_news() const { return own + deictic; }
};

void count_date(const TimeExpression& e, int own_year, Census& census) {
  const Rule& rule = *e.rule;
  if (rule.from == "story" || rule.builder == Builder::kSame) ++census.later;
  if (rule.from == "story" || rule.type == "now" || rule.type == "past" || rule.type == "coming" ||
      rule.type == "future")
    return;
  const bool weekday = rule.builder == Builder::kDate && e.weekday != 0 && e.month == 0 && e.year == kNoNumber;
  if (weekday || rule.builder == Builder::kDeictic || (rule.builder == Builder::kShift && rule.from == "now"))
    ++census.deictic;
  else if (e.year != kNoNumber)
    ++(e.year >= own_year ? census.own : census.told);
}

// 5/6/2016 is read in the order of the language; where the document's other dates (25/6/2016) allow but the other
// order, they decide.
void settle_order(std::vector<TimeExpression>& expressions) {
  uint32_t day_first = 0, month_first = 0;
  const auto ordered = [](const TimeExpression& e) {
    return e.rule->type == "day-first" || e.rule->type == "month-first";
  };
  for (const TimeExpression& e : expressions) {
    if (ordered(e) && e.day > 12) ++(e.rule->type == "day-first" ? day_first : month_first);
  }
  if ((day_first == 0) == (month_first == 0)) return;
  const std::string_view wrong = day_first == 0 ? "day-first" : "month-first";
  for (TimeExpression& e : expressions) {
    if (e.rule->type == wrong && e.day >= 1 && e.day <= 12) std::swap(e.day, e.month);
  }
}

// What is known of a date whose year no text states: `XXXX-11-20`.
std::string without_year(const TimeExpression& e) {
  if (e.rule->builder != Builder::kDate || e.year != kNoNumber || !e.calendar.empty()) return {};
  if (e.part != 0) return fmt::format("XXXX-{:02}", e.part);
  if (e.month == 0) return {};
  if (e.day == 0) return fmt::format("XXXX-{:02}", e.month);
  return fmt::format("XXXX-{:02}-{:02}", e.month, e.day);
}

bool counted(const TimeExpression& e) {
  return e.rule->builder == Builder::kDeictic || e.rule->builder == Builder::kShift;
}

// 'Before 5 p.m. on Monday' may be on Monday.
Side at_clock(Side side) { return side == Side::kBefore ? Side::kUntil : side == Side::kAfter ? Side::kSince : side; }

class Teller {
 public:
  Teller(const Analysis& analysis, const std::vector<TimeExpression>& expressions, const std::vector<TimePlace>& places,
         Reading& reading)
      : analysis_(analysis), expressions_(expressions), places_(places), reading_(reading) {}

  void tell(const Document& document) {
    find_messages(document);
    const std::string& published = document.published;
    if (const auto day = parse_edtf(published); day && day->bounded()) story_.published = *day->latest;
    const int own_year = story_.published ? static_cast<int>(civil(*story_.published).year()) : 0;
    find_quotes();
    find_full_dates();
    story_.narrative = !story_.published || tells_a_story(own_year);
    story_.at_home = story_.narrative && story_.published;
    if (story_.at_home) story_.narrative = false;
    if (!story_.published) borrow_year();
    if (!story_.published && !story_.ahead) imply_day();
    outside_ = story_;
    for (uint32_t i = 0; i < places_.size(); ++i) {
      if (quote_ != quote_of_[i] || (i > 0 && places_[i - 1].block != places_[i].block)) leave_quote();
      enter(message_at(places_[i].block), document);
      if (quote_of_[i] != kNone && !in_quote_) {
        in_quote_ = true;
        before_quote_ = story_;
      }
      quote_ = quote_of_[i];
      story_.coming = coming(i);
      story_.beside = beside(i);
      tell(places_[i]);
    }
  }

 private:
  // The expression itself, or the date in it: 'Friday, 5 May 2016', 'early May 2016'.
  const TimeExpression& date_of(const TimePlace& place) const {
    const TimeExpression& e = expressions_[place.expression];
    const Builder b = e.rule->builder;
    const bool holds_a_date = b == Builder::kJoin || b == Builder::kPart || b == Builder::kNamed;
    return holds_a_date && e.first != kNone ? expressions_[e.first] : e;
  }

  // Most dates are of other years; or most are up to the last of those, where the story reaches the document's own
  // days.
  bool tells_a_story(int own_year) const {
    constexpr uint32_t kFew = 2, kEnough = 4;
    Census all, story;
    for (uint32_t i = 0; i < places_.size(); ++i) {
      if (quote_of_[i] != kNone) continue;
      const uint32_t told = all.told;
      count_date(date_of(places_[i]), own_year, all);
      if (all.told > told) story = all;
    }
    if (all.told > all.of_news()) return true;
    const uint32_t of_story = story.told + story.later;
    return story.told >= kFew && of_story >= kEnough && of_story > story.of_news();
  }

  void find_messages(const Document& document) {
    if (document.messages.empty()) return;
    message_of_.assign(document.blocks.size(), kNone);
    for (uint32_t m = 0; m < document.messages.size(); ++m) {
      const Message& message = document.messages[m];
      for (uint32_t b = message.first; b < std::min<size_t>(message.end, message_of_.size()); ++b) message_of_[b] = m;
    }
  }

  // A message counts from the day it was sent, whatever the text around it tells.
  void enter(uint32_t message, const Document& document) {
    if (message == message_) return;
    if (message_ == kNone) outside_ = story_;
    message_ = message;
    story_ = outside_;
    if (message == kNone) return;
    const auto sent = parse_edtf(document.messages[message].date);
    if (!sent || !sent->bounded()) return;
    story_.published = *sent->latest;
    story_.narrative = false;
    story_.last.reset();
    story_.fine.reset();
    story_.main.reset();
    story_.ahead.reset();
    story_.looks_away = false;
  }

  uint32_t message_at(uint32_t block) const { return block < message_of_.size() ? message_of_[block] : kNone; }

  // What somebody tells in a quotation does not move the story around it.
  void find_quotes() {
    quote_of_.assign(places_.size(), kNone);
    std::vector<QuotedStretch> quotes;
    uint32_t block = kNone, next = 0, before = 0;
    for (uint32_t i = 0; i < places_.size(); ++i) {
      if (block != places_[i].block) {
        before += static_cast<uint32_t>(quotes.size());
        block = places_[i].block;
        quotes = pair_marks(analysis_.text(), analysis_.blocks[block]);
        quotes.erase(std::remove_if(quotes.begin(), quotes.end(), [](const QuotedStretch& q) { return q.depth > 0; }),
                     quotes.end());
        next = 0;
      }
      const uint32_t at = expressions_[places_[i].expression].span.begin;
      while (next < quotes.size() && quotes[next].span.end <= at) ++next;
      if (next < quotes.size() && quotes[next].span.begin <= at) quote_of_[i] = before + next;
    }
  }

  // The dates that state their year, by place, without those in quotations.
  void find_full_dates() {
    full_.assign(places_.size(), std::nullopt);
    for (uint32_t i = 0; i < places_.size(); ++i) {
      const TimeExpression& date = date_of(places_[i]);
      const bool this_march = date.rule->builder == Builder::kDeictic && date.month != 0 && story_.published;
      const bool full = (date.rule->builder == Builder::kDate && date.year != kNoNumber) || this_march ||
                        (date.rule->builder == Builder::kRange && date.first != kNone);
      if (!full || quote_of_[i] != kNone || is_byline(places_[i])) continue;
      StoryState nothing_told;
      if (this_march) nothing_told.published = story_.published;
      full_[i] = resolve_time(expressions_, places_[i].expression, nothing_told);
    }
  }

  // The first full date soon after that place that lies after the story so far.
  std::optional<Stretch> coming(uint32_t at) const {
    if (!story_.main) return std::nullopt;
    constexpr uint32_t kMostPlaces = 24, kMostDates = 5;
    uint32_t seen = 0;
    for (uint32_t i = at + 1; i < places_.size() && i <= at + kMostPlaces && seen < kMostDates; ++i) {
      if (message_at(places_[i].block) != message_) break;
      if (!full_[i] || places_[i].side != Side::kNoSide) continue;  // 'who has run it since 2021' looks back
      ++seen;
      if (full_[i]->first > story_.main->last) return full_[i];
    }
    return std::nullopt;
  }

  // The first full date behind that place in its paragraph, or soon in the next.
  std::optional<Stretch> beside(uint32_t at) const {
    constexpr uint32_t kMostPlaces = 3;
    for (uint32_t i = at + 1; i < places_.size() && i <= at + kMostPlaces; ++i) {
      if (places_[i].block > places_[at].block + 1) break;
      if (full_[i]) return full_[i];
    }
    return std::nullopt;
  }

  // A line that is but a date long before the document's own heads what is told of that day.
  bool is_byline(const TimePlace& place) const {
    constexpr days kLongBefore{60};
    if (analysis_.blocks[place.block].block->role != BlockRole::kByline) return false;
    const auto i = static_cast<size_t>(&place - places_.data());
    const bool alone = (i == 0 || places_[i - 1].block != place.block) &&
                       (i + 1 == places_.size() || places_[i + 1].block != place.block);
    if (!alone || !story_.published || date_of(place).year == kNoNumber) return true;
    StoryState nothing_told;
    const auto date = resolve_time(expressions_, place.expression, nothing_told);
    return !date || date->for_ever || date->last + kLongBefore > *story_.published;
  }

  void leave_quote() {
    if (in_quote_ && before_quote_.last) story_ = before_quote_;  // else the words in it are all there is to go by
    in_quote_ = false;
  }

  // Before the first year is told, dates without one belong to the first full date that follows.
  void borrow_year() {
    for (const TimePlace& place : places_) {
      const TimeExpression& e = expressions_[place.expression];
      const TimeExpression& date = date_of(place);
      if (date.rule->builder != Builder::kDate || date.year == kNoNumber) continue;
      if (date.month == 0 || !date.calendar.empty() || place.side != Side::kNoSide) return;
      story_.block = place.block;
      story_.ahead = resolve_time(expressions_, place.expression, story_);
      story_.ahead_span = e.span;
      return;
    }
  }

  // A text that says no year of its own days ('On 20 November …', and two days more before the first year) was written
  // after all that it tells with one: they are the first such days after the last of those.
  void imply_day() {
    constexpr uint32_t kFewest = 2;
    std::optional<Stretch> latest;
    std::optional<Day> latest_year;
    const TimeExpression* first = nullptr;
    uint32_t bare = 0;
    for (uint32_t i = 0; i < places_.size(); ++i) {
      const TimeExpression& date = date_of(places_[i]);
      if (full_[i] && !places_[i].to_come && places_[i].side != Side::kUntil) {
        if (full_[i]->unit <= TimeUnit::kMonth && (!latest || latest->last < full_[i]->last)) {
          latest = full_[i];
          latest_span_ = expressions_[places_[i].expression].span;
        }
        if (full_[i]->unit == TimeUnit::kYear)
          latest_year = std::max(latest_year.value_or(full_[i]->first), full_[i]->first);
      }
      const bool yearless = date.rule->builder == Builder::kDate && date.year == kNoNumber && date.calendar.empty();
      if (!yearless || date.month == 0 || date.day == 0 || latest || latest_year) continue;
      if (quote_of_[i] != kNone || is_byline(places_[i])) continue;
      if (first == nullptr) first = &date;
      ++bare;
    }
    if (bare < kFewest || !latest) return;
    const int year = year_of(*latest);
    for (const int y : {year, year + 1}) {
      const auto day = make_day(y, static_cast<unsigned>(first->month), static_cast<unsigned>(first->day));
      if (!day || *day <= latest->last) continue;
      if (latest_year && *day < *latest_year) return;  // a later year is told of: which of the two is not known
      story_.published = *day;
      story_.implied = true;
      story_.narrative = false;
      return;
    }
  }

  void tell(const TimePlace& place) {
    const TimeExpression& e = expressions_[place.expression];
    begin(place);
    story_.opens_sentence = begins_sentence(place);
    story_.past = place.side == Side::kSince;
    story_.before_story = place.before_story;
    story_.to_come = place.to_come;
    story_.set_for = place.set_for;
    story_.ahead_too =
        place.to_come || place.side == Side::kUntil || place.side == Side::kFrom || place.side == Side::kBefore;
    story_.used_story = story_.used_published = story_.used_ahead = false;
    story_.unsaid = false;
    story_.range_from.reset();
    story_.range_to.reset();
    story_.opens_now = opens_now(place);
    if (story_.opens_now) return_to_now(place);
    story_.told_beside = told_month_ && follows_told(place) ? told_ : std::nullopt;
    auto stretch = resolve_time(expressions_, place.expression, story_);
    const auto date = e.rule->type == "event" ? date_beside(place) : std::nullopt;
    if (date) stretch = date;
    told_ = stretch;
    told_end_ = e.span.end;
    const TimeExpression& named = date_of(place);
    told_month_ = named.rule->builder == Builder::kDate && (named.month != 0 || (named.day != 0 && story_.told_beside));
    Time time;
    time.span = e.span;
    time.rule = e.rule->place;
    time.clock = e.clock;
    time.basis = counted(e) ? TimeBasis::kRelative
                 : story_.used_story || story_.used_published || e.rule->builder == Builder::kSame
                     ? TimeBasis::kInherited
                     : TimeBasis::kExplicit;
    if (stretch) {
      time.edtf = stretch->edtf();
      time.days = stretch->interval();
      if (story_.used_story) time.anchor = story_.used_ahead ? story_.ahead_span : story_.last_span;
      if (story_.implied && story_.used_published) time.anchor = latest_span_;
      time.from_document_date = story_.used_published && !story_.implied;
      if (place.side != Side::kNoSide && !stretch->from_ever && !stretch->for_ever)
        time.open = open_interval(*stretch, e.clock.empty() ? place.side : at_clock(place.side));
      write_ends(place, time);
      if (date) time.happening = happening_beside(e, *stretch);
      move_story(place, *stretch);
    } else if (e.rule->builder != Builder::kDate && e.rule->builder != Builder::kRange &&
               e.rule->builder != Builder::kJoin && e.rule->builder != Builder::kNamed && !story_.unsaid) {
      return;  // words that only count from something, with nothing to count from
    } else {
      time.edtf = without_year(e.rule->builder == Builder::kJoin && e.first != kNone ? expressions_[e.first] : e);
    }
    reading_.times.push_back(std::move(time));
  }

  // 'On 5 May, only two days after the vote', 'Two days after the vote, on 5 May': another way to say the same day.
  std::optional<Stretch> date_beside(const TimePlace& place) {
    const TimeExpression& e = expressions_[place.expression];
    if (told_ && e.span.begin >= told_end_ &&
        opens_with_comma(analysis_.text().substr(told_end_, e.span.begin - told_end_), e.rule->from == "beside"))
      return told_;
    const auto next = static_cast<size_t>(&place - places_.data()) + 1;
    if (next >= places_.size() || places_[next].block != place.block || e.rule->from == "beside") return std::nullopt;
    const TimeExpression& date = date_of(places_[next]);
    const Span span = expressions_[places_[next].expression].span;
    const bool names_it = date.rule->builder == Builder::kDate && (date.month != 0 || date.year != kNoNumber);
    if (!names_it || span.begin < e.span.end || places_[next].side != Side::kNoSide) return std::nullopt;
    if (!closes_with_comma(analysis_.text().substr(e.span.end, span.begin - e.span.end))) return std::nullopt;
    return resolve_time(expressions_, places_[next].expression, story_);
  }

  // A moment looked back at ends with its paragraph; within it, it governs dates without a year only close by.
  void begin(const TimePlace& place) {
    constexpr uint32_t kClose = 60;  // bytes
    story_.block = place.block;
    const bool elsewhere = story_.last_block != place.block || (story_.in_passing && !in_sentence_of_last(place));
    if (story_.looks_away && elsewhere) {
      story_.last = story_.main;
      story_.last_span = story_.main_span;
      story_.looks_away = false;
    }
    if (story_.last_block != place.block) story_.of_now = false;
    const bool close = story_.of_now || expressions_[place.expression].span.begin < story_.last_span.end + kClose;
    const bool day_known = story_.last && story_.last->unit <= TimeUnit::kSeason;
    story_.foreseen = story_.looks_away && story_.published && story_.last->first > *story_.published;
    story_.bare_from_main = story_.looks_away && !(close && day_known && !looked_by_side_ && !story_.foreseen);
    if (place.block != now_block_) return;
    story_.bare_from_main = story_.foreseen = false;
    if (expressions_[place.expression].rule->builder == Builder::kDate) story_.last = day_stretch(*story_.published);
  }

  void leave_home() {
    story_.narrative = story_.narrative || story_.at_home;
    story_.at_home = false;
  }

  int own_year() const { return static_cast<int>(civil(*story_.published).year()); }

  // Whether the date only looks back at another year, or ahead of the document, while the story stands elsewhere.
  bool looks_away(const TimePlace& place, const Stretch& stretch) const {
    if (!story_.main) return false;
    if (story_.published && stretch.first > *story_.published) return true;
    if (year_of(stretch) == year_of(*story_.main)) return false;
    if (leaps(stretch) && !begins_sentence(place)) return true;
    if (stretch.last >= story_.main->first || begins_story(place, stretch) || goes_on_from(place)) return false;
    const bool first_of_block = story_.last_block != place.block;
    // 'He had come in 2011': a year in passing, after which the text goes on where it was.
    const bool resumed = story_.beside && story_.beside->first > story_.main->last;
    if (stretch.unit == TimeUnit::kYear && !first_of_block && resumed) return true;
    return place.side != Side::kNoSide || !(first_of_block || begins_sentence(place));
  }

  // 'It all began, they say, on 9 June 2012': what was told so far was of the document's own days.
  bool begins_story(const TimePlace& place, const Stretch& stretch) const {
    if (!(story_.narrative || story_.at_home) || !story_.published || story_.away_from_now) return false;
    const bool dated = date_of(place).year != kNoNumber && stretch.unit == TimeUnit::kDay;
    return dated && place.side == Side::kNoSide && !place.before_story;
  }

  // 'It began in 2013. In June …': the next sentence opens with a date that takes its year from here.
  bool goes_on_from(const TimePlace& place) const {
    const size_t next = static_cast<size_t>(&place - places_.data()) + 1;
    if (next >= places_.size() || places_[next].block != place.block || place.side != Side::kNoSide) return false;
    const TimeExpression& date = date_of(places_[next]);
    const bool bare = date.rule->builder == Builder::kDate && date.year == kNoNumber && date.month != 0;
    return bare && begins_sentence(places_[next]) &&
           sentence_start(place.block, expressions_[place.expression].span.begin) !=
               sentence_start(place.block, expressions_[places_[next].expression].span.begin);
  }

  // Whether it lies after what the text tells next.
  bool leaps(const Stretch& stretch) const { return story_.coming && stretch.first > story_.coming->last; }

  // 'The year before', 'three days earlier': within a paragraph, the story does not go there.
  bool goes_back(const TimePlace& place) const {
    const TimeExpression& e = expressions_[place.expression];
    if (!story_.main || story_.last_block != place.block) return false;
    if (e.rule->builder == Builder::kShift) return e.sign < 0 && e.first == kNone && story_.used_story;
    const bool of_story = e.rule->builder == Builder::kSame ||
                          (e.rule->builder == Builder::kDeictic && e.rule->from == "story");  // 'the previous December'
    const bool before = of_story && e.offset < 0 && e.offset != kNoNumber;
    if (before && e.rule->builder == Builder::kDeictic) return true;
    return before && (e.unit == TimeUnit::kYear || !begins_sentence(place));
  }

  // 'This January', 今年2月10日: a story told from the document's day may arrive at such a date.
  bool arrives(const TimePlace& place, const Stretch& stretch) const {
    const TimeExpression& e = expressions_[place.expression];
    const TimeExpression& date = date_of(place);
    const bool of_now = (date.rule->builder == Builder::kDeictic && date.unit != TimeUnit::kDay) ||
                        (e.rule->builder == Builder::kNamed && e.offset != kNoNumber);
    const bool there = !leaps(stretch) || (begins_sentence(place) && stretch.unit <= TimeUnit::kMonth);
    return of_now && story_.main && stretch.first >= story_.main->first && there && stretch.first <= *story_.published;
  }

  bool weekday_alone(const TimePlace& place) const {
    const TimeExpression& date = date_of(place);
    return date.weekday != 0 && date.day == 0 && date.month == 0 && date.year == kNoNumber;
  }

  // Where the sentence begins in which that place of the block lies.
  uint32_t sentence_start(uint32_t block, uint32_t at) const {
    const auto& sentences = analysis_.blocks[block].sentences;
    const auto after = std::upper_bound(sentences.begin(), sentences.end(), at,
                                        [](uint32_t value, const Sentence& s) { return value < s.span.begin; });
    return after == sentences.begin() ? kNone : std::prev(after)->span.begin;
  }

  bool begins_sentence(const TimePlace& place) const {
    constexpr uint32_t kOpening = 16;  // bytes: 'On the', a quotation mark
    const uint32_t at = expressions_[place.expression].span.begin;
    const uint32_t start = sentence_start(place.block, at);
    return start != kNone && at - start <= kOpening;
  }

  // 'On 3 March he spoke and on the 4th he left', or begins the next sentence with it.
  bool follows_told(const TimePlace& place) const {
    constexpr uint32_t kNear = 160;  // bytes
    const uint32_t at = expressions_[place.expression].span.begin;
    const uint32_t start = sentence_start(place.block, at);
    if (start == kNone || told_end_ > at) return false;
    return start <= told_end_ || (story_.opens_sentence && at - told_end_ < kNear &&
                                  told_end_ > analysis_.blocks[place.block].block->span.begin);
  }

  bool in_sentence_of_last(const TimePlace& place) const {
    return sentence_start(place.block, expressions_[place.expression].span.begin) ==
           sentence_start(place.block, story_.last_span.begin);
  }

  void write_ends(const TimePlace& place, Time& time) const {
    if (place.from.empty() || place.to.empty() || !story_.range_from || !story_.range_to) return;
    time.ends = {{place.from, story_.range_from->edtf(), story_.range_from->interval()},
                 {place.to, story_.range_to->edtf(), story_.range_to->interval()}};
  }

  void move_story(const TimePlace& place, const Stretch& stretch) {
    const TimeExpression& e = expressions_[place.expression];
    const bool now = story_.used_published && !story_.used_story && e.rule->builder != Builder::kDate;
    const bool caption = analysis_.blocks[place.block].block->role == BlockRole::kCaption;
    const bool beside_the_text = (story_.published && is_byline(place)) || caption;
    if (beside_the_text || stretch.from_ever || stretch.for_ever || stretch.unit > TimeUnit::kYear) return;
    story_.mentioned = stretch;
    story_.mentioned_block = place.block;
    constexpr days kNear{120};
    const bool near = story_.published && stretch.unit <= TimeUnit::kMonth && stretch.last < *story_.published &&
                      *story_.published - stretch.last < kNear;
    story_.told_near = story_.told_near || near;
    story_.mentioned_of_now = now || (story_.of_now && e.rule->builder == Builder::kDate && e.year == kNoNumber);
    if (story_.narrative && now && (!arrives(place, stretch) || leaps(stretch))) {
      look_at_now(place, stretch);
      return;
    }
    if (story_.narrative && !story_.main && story_.used_published && weekday_alone(place)) return;
    const bool relative = counted(e) || e.rule->builder == Builder::kSame;
    if (story_.narrative && relative && leaps(stretch)) return;
    story_.of_now = story_.of_now && e.rule->builder == Builder::kDate && e.year == kNoNumber;
    const bool away =
        place.aside || goes_back(place) || looks_away(place, stretch) || aside(stretch, story_, remembered_);
    story_.in_passing = away && (goes_back(place) || place.before_story || place.aside ||
                                 (story_.in_passing && in_sentence_of_last(place)));
    looked_by_side_ = place.side != Side::kNoSide;
    story_.looks_away = away;
    story_.last = stretch;
    story_.last->about = story_.last->within = false;
    story_.last_span = e.span;
    if (!away) {
      if (stretch.unit <= TimeUnit::kSeason) story_.fine = story_.last;
      story_.begun = story_.begun || (story_.main && story_.main->first != stretch.first);
      story_.main = story_.last;
      story_.main_span = e.span;
      if (date_of(place).year != kNoNumber) story_.away_from_now = true;
      if (story_.away_from_now && story_.published && year_of(stretch) != own_year()) leave_home();
      if (story_.used_published && !story_.used_story) story_.away_from_now = false;
    }
    story_.last_block = place.block;
    story_.told_next_day = e.rule->builder == Builder::kSame && e.unit == TimeUnit::kDay && e.offset == 1;
    story_.last_explicit = e.year != kNoNumber || story_.last_explicit;
  }

  // 'Now, the fund wants its money by 30 June': a paragraph of a story that begins with its writer's own days.
  bool opens_now(const TimePlace& place) const {
    constexpr uint32_t kOpening = 4;  // bytes: a quotation mark
    const TimeExpression& e = expressions_[place.expression];
    const bool now = e.rule->type == "now" || e.rule->type == "news" || (e.unit == TimeUnit::kDay && e.offset == 0);
    const bool first = e.span.begin <= analysis_.blocks[place.block].block->span.begin + kOpening;
    return now && first && e.rule->builder == Builder::kDeictic && story_.narrative && story_.published &&
           story_.main && !in_quote_;
  }

  void return_to_now(const TimePlace& place) {
    story_.looks_away = story_.of_now = true;
    story_.in_passing = looked_by_side_ = story_.bare_from_main = false;
    story_.last = day_stretch(*story_.published);
    story_.last_span = expressions_[place.expression].span;
    story_.last_block = now_block_ = place.block;
  }

  // 'In February last year she sued; in June …': a month counted from the document's day governs its paragraph.
  void look_at_now(const TimePlace& place, const Stretch& stretch) {
    const TimeExpression& date = date_of(place);
    const bool month = date.unit == TimeUnit::kYear && (date.month != 0 || date.part != 0);
    if (!story_.main || !month) return;
    story_.looks_away = story_.of_now = true;
    story_.in_passing = looked_by_side_ = false;
    story_.last = stretch;
    story_.last_span = expressions_[place.expression].span;
    story_.last_block = place.block;
  }

  const Analysis& analysis_;
  const std::vector<TimeExpression>& expressions_;
  const std::vector<TimePlace>& places_;
  Reading& reading_;
  bool looked_by_side_ = false;
  std::optional<Stretch> told_;  ///< the last expression of the text
  uint32_t told_end_ = 0;
  bool told_month_ = false;  ///< it is a date that states its month
  StoryState story_;
  Span latest_span_;                  ///< from which the day of a text that does not say it is known
  StoryState outside_;                ///< of the text around the messages
  std::vector<uint32_t> message_of_;  ///< by block; empty where there are none
  uint32_t message_ = kNone;
  uint32_t now_block_ = kNone;                ///< the last block that opens with the document's own day
  std::vector<uint32_t> quote_of_;            ///< by place: the quotation in which it stands
  std::vector<std::optional<Stretch>> full_;  ///< by place: the date that states its year
  uint32_t quote_ = kNone;                    ///< of the last place
  bool in_quote_ = false;
  StoryState before_quote_;
  std::optional<int> remembered_;
};

}  // namespace

void tell_times(const Analysis& analysis, std::vector<TimeExpression>& expressions,
                const std::vector<TimePlace>& places, Reading& reading) {
  settle_order(expressions);
  Teller(analysis, expressions, places, reading).tell(*analysis.document);
  std::sort(reading.times.begin(), reading.times.end(), [](const Time& a, const Time& b) { return a.span < b.span; });
}

}  // namespace annals
