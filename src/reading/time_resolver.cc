// From the words of a time expression to its days, in the light of the story so far.
#include <fmt/format.h>

#include <utility>

#include "reading/named_days.h"
#include "reading/time_anchor.h"
#include "reading/times.h"

namespace annals {
namespace {

using std::chrono::days;

// Resolves one expression tree. Depth is that of rules' levels.
class Resolver {
 public:
  Resolver(const std::vector<TimeExpression>& all, StoryState& story) : all_(all), story_(story), anchor_(story) {}

  std::optional<Stretch> resolve(uint32_t which) {
    const TimeExpression& e = all_[which];
    if (story_.implied && counts_days_from_now(e)) return of_unknown_day(which);
    std::optional<Stretch> out;
    switch (e.rule->builder) {
      case Builder::kDate:
        out = date(e);
        break;
      case Builder::kClock:
        out = anchor_.day_told();
        break;
      case Builder::kDeictic:
        out = deictic(e);
        break;
      case Builder::kShift:
        out = shift(e);
        break;
      case Builder::kNth:
        out = nth(e);
        break;
      case Builder::kLastOf:
        out = last_of(e);
        break;
      case Builder::kRange:
        out = range(e);
        break;
      case Builder::kSame:
        out = same(e);
        break;
      case Builder::kNamed:
        out = named(e);
        break;
      case Builder::kJoin:
        anchor_.expect_weekday(e.weekday);
        out = e.first != kNone          ? resolve(e.first)
              : e.weekday != 0          ? weekday(e.weekday, 0)
              : e.rule->type == "alone" ? anchor_.day_told()
                                        : anchor_.now_or_last();
        anchor_.expect_weekday(0);
        break;
      case Builder::kPart:
        out = part(e);
        break;
      case Builder::kOpen:
        out = open(e);
        break;
      default:
        break;
    }
    if (out && e.about) out->about = true;
    if (out && e.within && e.rule->builder != Builder::kPart) narrow(e, *out);
    return out;
  }

 private:
  // 'Yesterday', 'on Monday': to be known only from the document's very day.
  static bool counts_days_from_now(const TimeExpression& e) {
    const bool weekday = e.rule->builder == Builder::kDate && e.weekday != 0 && e.month == 0 && e.year == kNoNumber;
    const bool counts = e.rule->builder == Builder::kDeictic || e.rule->builder == Builder::kShift ||
                        e.rule->builder == Builder::kClock;
    return weekday || (counts && e.unit < TimeUnit::kMonth && e.month == 0);
  }

  std::optional<Stretch> of_unknown_day(uint32_t which) {
    const auto day = std::exchange(story_.published, std::nullopt);
    story_.implied = false;
    const auto out = resolve(which);
    story_.implied = true;
    story_.published = day;
    return out;
  }

  std::optional<Stretch> date(const TimeExpression& e) {
    if (e.century != kNoNumber) {
      const int first = e.sign < 0 ? -e.century * 100 + 1 : (e.century - 1) * 100;
      return Stretch{TimeUnit::kCentury, first_of_month(first, 1), last_of_month(first + 99, 12), false, false, false};
    }
    if (e.decade != kNoNumber) {
      const bool before_christ = e.sign < 0;
      const int first = before_christ ? 1 - (e.decade + 9) : e.decade < 100 ? e.decade + 1900 : e.decade;
      const TimeUnit unit = before_christ ? TimeUnit::kSpan : TimeUnit::kDecade;
      return Stretch{unit, first_of_month(first, 1), last_of_month(first + 9, 12), false, false, false};
    }
    if (!e.calendar.empty()) {
      constexpr int kNoHijriYear = 1600;                              // رمضان 2019 is that of our 2019
      const bool lunar = e.month != 0 && (e.calendar == "chinese" ||  // its years have no numbers of their own
                                          (e.calendar.starts_with("islamic") && e.year > kNoHijriYear));
      if (e.year != kNoNumber && lunar) return named_day(fmt::format("{}:{}-{}", e.calendar, e.month, e.day), e.year);
      if (e.year != kNoNumber) return in_calendar(e.calendar, e.era, e.year, e.month, e.day);
      if (e.month == 0) return std::nullopt;
      return anchor_.place_in_year(
          [&](int year) { return named_day(fmt::format("{}:{}-{}", e.calendar, e.month, e.day), year); });
    }
    const auto in_year = [&](int year) -> std::optional<Stretch> {
      if (e.part != 0) return annals::part_of_year(year, e.part);
      if (e.month == 0)
        return Stretch{TimeUnit::kYear, first_of_month(year, 1), last_of_month(year, 12), false, false, false};
      if (e.day == 0) return unit_around(TimeUnit::kMonth, first_of_month(year, static_cast<unsigned>(e.month)));
      const auto day = make_day(year, static_cast<unsigned>(e.month), static_cast<unsigned>(e.day));
      return day ? std::optional(day_stretch(*day)) : std::nullopt;
    };
    if (e.year != kNoNumber) return in_year(e.year);
    if (e.month != 0 || e.part != 0) return anchor_.place_in_year(in_year);
    if (e.day != 0 && e.weekday != 0) return weekday_of_month(e.day, e.weekday);
    if (e.day != 0) return ahead_or_behind(day_of_month(e.day), e.offset);
    if (e.weekday != 0) return weekday(e.weekday, 0);
    return std::nullopt;
  }

  // 'Friday the 10th': of the month near the anchor in which the two agree.
  std::optional<Stretch> weekday_of_month(int number, int wanted) {
    const auto near = day_of_month(number);
    if (!near) return near;
    anchor_.expect_weekday(wanted);
    std::optional<Stretch> found;
    constexpr int kMonths[] = {0, -1, 1, -2, 2, -3, 3, -4, -5, -6};
    const Stretch month = unit_around(TimeUnit::kMonth, near->first);
    for (const int behind : kMonths) {
      const int months = story_.to_come ? -behind : behind;
      const auto there = civil(moved(month, TimeUnit::kMonth, months, false).first);
      const auto day =
          make_day(static_cast<int>(there.year()), static_cast<unsigned>(there.month()), static_cast<unsigned>(number));
      if (!found && day && anchor_.fits(day_stretch(*day))) found = day_stretch(*day);
    }
    anchor_.expect_weekday(0);
    return found ? found : near;
  }

  std::optional<Stretch> day_of_month(int number) {
    const bool story = anchor_.from_story();
    if (story) story_.used_story = true;
    const auto anchor = story ? anchor_.told_last() : anchor_.now();
    if (!anchor || anchor->unit > TimeUnit::kMonth) return std::nullopt;
    const auto in_month = [&](int months) -> std::optional<Stretch> {
      const Stretch month = moved(unit_around(TimeUnit::kMonth, anchor->first), TimeUnit::kMonth, months, false);
      const auto ymd = civil(month.first);
      const auto day =
          make_day(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(number));
      return day ? std::optional(day_stretch(*day)) : std::nullopt;
    };
    auto here = in_month(0);
    if (!here) return in_month(story ? 1 : -1);
    if (!story && story_.told_beside && story_.told_beside->unit == TimeUnit::kDay) {  // 'on 3 March, then on the 4th'
      const auto told = civil(story_.told_beside->first);
      const auto day =
          make_day(static_cast<int>(told.year()), static_cast<unsigned>(told.month()), static_cast<unsigned>(number));
      if (day && *day > story_.told_beside->first) {
        story_.used_story = true;
        return day_stretch(*day);
      }
    }
    if (!story && here->first - anchor->first > days{12}) return in_month(-1);
    return here;
  }

  // 'No próximo dia 1': of the month in which it is still to come.
  std::optional<Stretch> ahead_or_behind(std::optional<Stretch> day, int offset) const {
    if (!day || offset == kNoNumber || !story_.published) return day;
    const bool past = day->first < *story_.published;
    if (past == (offset < 0)) return day;
    return day_stretch(moved(*day, TimeUnit::kMonth, past ? 1 : -1, true).first);
  }

  std::optional<Stretch> weekday(int number, int offset, bool of_now = false) {
    const bool at_home = anchor_.arrived() || (story_.published && !story_.away_from_now);
    const bool story = !of_now && !(offset == 0 && story_.narrative && at_home) && anchor_.from_story() &&
                       story_.last->unit <= TimeUnit::kWeek;
    const auto anchor = story ? anchor_.last() : anchor_.now();
    if (!anchor || anchor->unit > TimeUnit::kWeek) return std::nullopt;
    const auto wanted = std::chrono::weekday{static_cast<unsigned>(number % 7)};
    const Day base = anchor->first;
    const auto behind = std::chrono::weekday{base} - wanted;  // 0 to 6 days ago
    const auto ahead = wanted - std::chrono::weekday{base};
    if (offset < 0) return day_stretch(base - (behind.count() == 0 ? days{7} : behind));
    if (offset > 0) return day_stretch(base + (ahead.count() == 0 ? days{7} : ahead));
    return day_stretch(story || story_.to_come || behind.count() > 5 ? base + ahead : base - behind);
  }

  std::optional<Stretch> deictic(const TimeExpression& e) {
    const int offset = e.offset == kNoNumber ? 0 : e.offset;
    if (e.weekday != 0 && e.unit == TimeUnit::kNoUnit) {
      const bool this_week = offset == 0 && story_.published && !story_.narrative;
      const bool of_now = offset < 0 && story_.published && e.rule->from != "story";  // 'last Thursday'
      if (!this_week) return weekday(e.weekday, offset, of_now);
      return day_stretch(unit_around(TimeUnit::kWeek, anchor_.now()->first).first + days{e.weekday - 1});
    }
    // 'Tomorrow' in a story about other years is somebody's there.
    const bool spoken = e.unit == TimeUnit::kDay && offset != 0 && !anchor_.arrived();
    const bool narrated = e.rule->from == "story" || (spoken && story_.narrative && story_.last) ||
                          (e.rule->from != "now" && story_.narrative && story_.last && !story_.published);
    const bool loose = e.rule->type == "past", coming = e.rule->type == "coming";  // 'recently'
    if ((coming || loose) && e.rule->from == "story") {  // 'in the last few years', 'in the coming years'
      const auto from = story_.published ? anchor_.now() : anchor_.last();
      if (from) return Stretch{TimeUnit::kSpan, from->last, from->last, loose, coming, false};
      return from;
    }
    if (e.rule->type == "some-later" || e.rule->type == "some-earlier") {  // 'some days later'
      const auto from = anchor_.last();
      if (!from || (e.unit != TimeUnit::kNoUnit && e.unit <= TimeUnit::kHour)) return from;
      const bool later = e.rule->type == "some-later";
      return Stretch{TimeUnit::kSpan, from->first, from->last, !later, later, false};
    }
    const bool of_story = story_.narrative || story_.at_home || !story_.published;
    if ((loose || coming || e.rule->type == "news") && of_story && !story_.opens_now) return std::nullopt;
    if (loose || coming) {
      story_.used_published = true;
      return Stretch{TimeUnit::kSpan, *story_.published, *story_.published, loose, coming, false};
    }
    if (!story_.published && offset == 0) return std::nullopt;              // 'today' of an unknown day
    if (!story_.published && e.rule->from != "story") return std::nullopt;  // 'last year' of an unknown one
    const auto base = narrated && story_.last ? anchor_.last() : anchor_.now();
    if (!base) return std::nullopt;
    if (e.weekday != 0 && e.unit != TimeUnit::kDay) {  // 'Tuesday of last week', but 'today, Tuesday'
      const Stretch week = unit_around(TimeUnit::kWeek, moved(*base, TimeUnit::kWeek, offset, false).first);
      return day_stretch(week.first + days{e.weekday - 1});
    }
    if (e.month != 0 || e.part != 0) {
      const int year = year_of(*base);
      const auto in_year = [&](int y) -> std::optional<Stretch> {
        if (e.part != 0) return annals::part_of_year(y, e.part);
        if (!e.calendar.empty()) return named_day(fmt::format("{}:{}-{}", e.calendar, e.month, e.day), y);
        const Stretch month = unit_around(TimeUnit::kMonth, first_of_month(y, static_cast<unsigned>(e.month)));
        if (e.day == 0) return month;
        const auto day = make_day(y, static_cast<unsigned>(e.month), static_cast<unsigned>(e.day));
        return day ? std::optional(day_stretch(*day)) : std::nullopt;
      };
      if (e.unit == TimeUnit::kYear) return in_year(year + offset);  // 'May of last year'
      auto here = in_year(year);
      if (!here) return here;
      if (offset == 0 && e.part != 0 && here->first > base->last) {  // 'this winter', in February
        const auto begun = in_year(year - 1);
        if (begun && begun->last >= base->first) return begun;
      }
      if (offset < 0 && here->last >= base->first) return in_year(year - 1);
      if (offset > 0 && here->first <= base->last) return in_year(year + 1);
      return here;
    }
    TimeUnit unit = e.unit == TimeUnit::kNoUnit ? TimeUnit::kDay : e.unit;
    if (unit < base->unit) return base;
    if (e.n != kNoNumber) {  // 'the last three years'
      if (e.n <= 0) return std::nullopt;
      if (unit == TimeUnit::kQuarter || unit == TimeUnit::kHalf) {  // whole ones
        const Stretch now = unit_around(unit, base->first);
        const Stretch near = unit_around(unit, moved(now, unit, offset < 0 ? -1 : 1, false).first);
        const Stretch far = unit_around(unit, moved(now, unit, offset < 0 ? -e.n : e.n, false).first);
        return span_of(offset < 0 ? far : near, offset < 0 ? near : far);
      }
      const Stretch far = moved(*base, unit, offset < 0 ? -e.n : e.n, false);
      if (offset < 0) return Stretch{TimeUnit::kSpan, far.first, base->last, false, false, false};
      const Day first = unit < TimeUnit::kDay ? base->first : base->last + days{1};
      return Stretch{TimeUnit::kSpan, first, far.last, false, false, false};
    }
    if (unit <= TimeUnit::kHour) return base;
    if (e.rule->type == "rest")
      return Stretch{TimeUnit::kSpan, base->first, unit_around(unit, base->first).last, false, false, false};
    if (e.day != 0) return day_of_moved_month(*base, offset, e.day);
    const Stretch around = unit_around(unit, base->first);
    if (unit == TimeUnit::kWeekend || unit == TimeUnit::kFortnight) {
      constexpr unsigned kWednesday = 3;  // until then, 'the weekend' is the one that is over
      const bool over =
          e.rule->type == "near" && !story_.to_come && std::chrono::weekday{base->first}.iso_encoding() <= kWednesday;
      return moved(around, TimeUnit::kWeek, over ? -1 : offset, false);
    }
    const Stretch there = unit_around(unit, moved(around, unit, offset, false).first);
    if (e.rule->type == "earlier") return up_to_now(there);
    if (e.rule->type == "so-far" && story_.published && there.first < *story_.published &&
        *story_.published <= there.last)
      return Stretch{TimeUnit::kSpan, there.first, *story_.published, false, false, false};
    return there;
  }

  // 'Earlier this year': the unit, of which no more than the days up to the document's own are meant.
  Stretch up_to_now(Stretch whole) const {
    if (story_.published && whole.first < *story_.published && *story_.published <= whole.last)
      whole.last = *story_.published;
    return whole;
  }

  // '5 of last month'
  static std::optional<Stretch> day_of_moved_month(const Stretch& base, int months, int number) {
    if (base.unit > TimeUnit::kMonth) return std::nullopt;
    const Stretch month = unit_around(TimeUnit::kMonth, moved(base, TimeUnit::kMonth, months, false).first);
    const auto ymd = civil(month.first);
    const auto day =
        make_day(static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()), static_cast<unsigned>(number));
    return day ? std::optional(day_stretch(*day)) : std::nullopt;
  }

  std::optional<Stretch> shift(const TimeExpression& e) {
    if (e.unit == TimeUnit::kNoUnit || e.n == kNoNumber || std::abs(e.n) > 20000) return std::nullopt;
    if (e.rule->from == "beside") return std::nullopt;                 // known from the date beside it alone
    if (e.rule->type == "event" && !story_.last) return std::nullopt;  // what happened, and when, is not told
    if (e.rule->from == "now" && e.first == kNone && !story_.published) return std::nullopt;
    const bool from_now = e.rule->from == "now" || (e.rule->from == "near" && !earlier_in_story(e)) || !story_.last;
    const auto base = e.first != kNone ? resolve(e.first)
                      : from_now       ? anchor_.now()
                                       : anchor_.fine_enough(anchor_.last(), e.unit);
    if (!base) return std::nullopt;
    const int n = e.sign * e.n;
    if (e.unit <= TimeUnit::kHour) return base;
    if (e.unit < base->unit && base->unit <= TimeUnit::kMillennium) return beyond(e.unit, n, *base);
    const bool lesser = e.lesser_unit > TimeUnit::kHour && e.lesser_unit >= base->unit;
    // 'Two weeks before Christmas' counts from a day that is named.
    const bool weeks = e.unit == TimeUnit::kWeek || e.unit == TimeUnit::kFortnight;
    if (e.first != kNone && weeks && base->unit == TimeUnit::kDay && !lesser) {
      auto day = moved(*base, TimeUnit::kDay, n * (e.unit == TimeUnit::kWeek ? 7 : 14), true);
      day.about = true;
      return day;
    }
    auto there = moved(*base, e.unit, n, !lesser);
    if (lesser) there = moved(there, e.lesser_unit, e.sign * e.lesser_n, true);
    if (e.first == kNone && e.rule->from == "story" && n > 0 && !e.about && anchor_.lies_ahead(there) &&
        story_.narrative && base->last <= *story_.published) {
      story_.unsaid = true;  // from something else than what was told last: 'ten years after they had fallen out'
      return std::nullopt;
    }
    // 'Now, ten years after the collapse', 'this morning, 41 years later': not counted from the document's own day
    constexpr days kFar{4 * 366};
    const bool far = e.first == kNone && e.rule->from == "story" && there.first > base->last + kFar;
    if ((far || e.rule->type == "event") && n > 0 && story_.published && base->last >= *story_.published &&
        !story_.to_come) {
      story_.unsaid = true;
      return std::nullopt;
    }
    // 'Nearly ten years later' does not lie behind the day of the document that says so.
    if (e.about && e.rule->from == "story" && story_.published && n > 0 && there.first > *story_.published &&
        base->last < *story_.published) {
      story_.used_published = true;
      return up_to_now(unit_around(there.unit, *story_.published));
    }
    // 'Nine years later the firm is gone', in the document's own year.
    return n > 0 && there.unit == TimeUnit::kYear && e.rule->from == "story" ? up_to_now(there) : there;
  }

  // A few of a smaller unit from a longer stretch lead nowhere but there; 'five months later' leads out of a quarter.
  static Stretch beyond(TimeUnit unit, int n, const Stretch& base) {
    constexpr days kMonth{31};
    if (unit != TimeUnit::kMonth || base.unit > TimeUnit::kYear || std::abs(n) * kMonth <= base.last - base.first)
      return base;
    Stretch there = moved(base, unit, n, false);
    there.unit = TimeUnit::kSpan;
    there.about = true;
    return there;
  }

  // 四天前, قبل أربعة أيام: ago, or earlier than what was told last; only the story says which. It is the latter where
  // the former would leap over what the text tells next.
  bool earlier_in_story(const TimeExpression& e) const {
    if (!story_.last || (!story_.narrative && story_.published)) return false;
    if (!story_.published) return true;
    if (e.unit > TimeUnit::kMonth && story_.last_block != story_.block) return false;
    constexpr days kLongBefore{366};
    const bool precise = e.unit <= TimeUnit::kFortnight && story_.last_block == story_.block;
    if (precise && *story_.published - story_.last->last > kLongBefore) return true;
    if (story_.last->unit > e.unit) return false;
    const Stretch ago = moved(day_stretch(*story_.published), e.unit, e.sign * e.n, true);
    return story_.coming && ago.first > story_.coming->last && story_.coming->last < *story_.published;
  }

  std::optional<Stretch> same(const TimeExpression& e) {
    auto base = anchor_.last() ? anchor_.last() : anchor_.now();
    if (!base) return std::nullopt;
    if (e.rule->type == "near" && e.offset != kNoNumber && !anchor_.from_story()) base = anchor_.now();  // 来年
    // 'Who had left three years earlier and come back the year before': both before the same day.
    if (e.offset < 0 && e.offset != kNoNumber && story_.looks_away && story_.in_passing) base = story_.main;
    const bool beside = e.rule->from == "beside" && story_.mentioned && story_.mentioned_block == story_.block;
    if (beside) base = story_.mentioned;  // 去年…，比上年增长: before the year just told
    if (!base) return std::nullopt;
    if (e.rule->type == "near" && e.offset == kNoNumber && (e.month != 0 || e.part != 0)) {  // 'that January'
      const auto in_year = [&](int year) -> std::optional<Stretch> {
        if (e.part != 0) return annals::part_of_year(year, e.part);
        return unit_around(TimeUnit::kMonth, first_of_month(year, static_cast<unsigned>(e.month)));
      };
      const bool just_told =
          story_.mentioned && (story_.mentioned_block == story_.block || story_.mentioned_block + 1 == story_.block);
      if (just_told) base = story_.mentioned;
      const bool as_told = just_told || story_.looks_away;
      const Stretch anchor = as_told ? *base : *anchor_.fine_enough(base, TimeUnit::kMonth);
      const auto here = in_year(year_of(anchor)), next = in_year(year_of(anchor) + 1);
      if (!here || !next || anchor.unit > TimeUnit::kSeason) return here;
      if (story_.before_story) return here->first > anchor.last ? in_year(year_of(anchor) - 1) : here;
      return here->last < anchor.first && anchor_.goes_on_to(*next, anchor, *here) ? next : here;
    }
    if (e.month != 0 || e.part != 0) {
      const int year = year_of(*base) + (e.unit == TimeUnit::kYear && e.offset != kNoNumber ? e.offset : 0);
      if (e.part != 0) return annals::part_of_year(year, e.part);
      if (e.day == 0) return unit_around(TimeUnit::kMonth, first_of_month(year, static_cast<unsigned>(e.month)));
      const auto day = make_day(year, static_cast<unsigned>(e.month), static_cast<unsigned>(e.day));
      return day ? std::optional(day_stretch(*day)) : std::nullopt;
    }
    int offset = e.offset == kNoNumber ? 0 : e.offset;
    if (offset == 2 && e.unit == TimeUnit::kDay && story_.told_next_day) offset = 1;  // 次日没来，第三天也没来
    if (e.day != 0 && offset != 0) return day_of_moved_month(*base, offset, e.day);
    if (e.day != 0) return day_of_month(e.day);
    if (e.unit == TimeUnit::kNoUnit || e.unit <= TimeUnit::kHour) return base;
    base = anchor_.fine_enough(base, e.unit);
    if (e.unit < base->unit) return base;
    const Stretch around = unit_around(e.unit, base->first);
    return offset == 0 ? around : unit_around(e.unit, moved(around, e.unit, offset, false).first);
  }

  std::optional<Stretch> nth(const TimeExpression& e) {
    if (e.n == kNoNumber || (e.n <= 0 && e.n != -1) || e.n > 1000) return std::nullopt;
    auto whole = e.first != kNone ? resolve(e.first) : anchor_.now_or_last();
    if (!whole) return std::nullopt;
    if (e.first == kNone && e.unit == TimeUnit::kWeek) whole = unit_around(TimeUnit::kYear, whole->first);  // 'week 27'
    if (e.weekday != 0 && e.unit == TimeUnit::kNoUnit) {
      const auto wanted = std::chrono::weekday{static_cast<unsigned>(e.weekday % 7)};
      const Day day = e.n < 0 ? whole->last - (std::chrono::weekday{whole->last} - wanted)
                              : whole->first + (wanted - std::chrono::weekday{whole->first}) + days{7 * (e.n - 1)};
      return day >= whole->first && day <= whole->last ? std::optional(day_stretch(day)) : std::nullopt;
    }
    if (e.unit == TimeUnit::kNoUnit || e.unit < TimeUnit::kDay || e.unit > whole->unit) return std::nullopt;
    if (e.unit == TimeUnit::kDay) {
      const Day day = e.n < 0 ? whole->last : whole->first + days{e.n - 1};
      return day <= whole->last ? std::optional(day_stretch(day)) : std::nullopt;
    }
    if (e.n < 0) {
      Stretch at = unit_around(e.unit, whole->last);
      if (e.unit == TimeUnit::kWeek && at.last > whole->last + days{3}) at = moved(at, TimeUnit::kWeek, -1, false);
      if (e.unit == TimeUnit::kWeekend && at.first > whole->last) at = moved(at, TimeUnit::kWeek, -1, false);
      return at;
    }
    Stretch at = unit_around(e.unit, whole->first);
    if (e.unit == TimeUnit::kWeek && at.first + days{3} < whole->first) at = moved(at, TimeUnit::kWeek, 1, false);
    at = unit_around(e.unit, moved(at, e.unit, e.n - 1, false).first);
    return at.first <= whole->last ? std::optional(at) : std::nullopt;
  }

  // 'the last three months of 2021', 'the first two weeks of May'
  std::optional<Stretch> last_of(const TimeExpression& e) {
    if (e.n == kNoNumber || e.n <= 0 || e.unit < TimeUnit::kDay) return std::nullopt;
    auto whole = e.first != kNone ? resolve(e.first) : anchor_.now_or_last();
    if (whole && e.first == kNone) whole = unit_around(TimeUnit::kYear, whole->first);  // 前三季度
    if (!whole || e.unit > whole->unit) return std::nullopt;
    if (e.unit == TimeUnit::kWeek) {  // whole ones
      const auto weekday =
          static_cast<int>(std::chrono::weekday{e.sign < 0 ? whole->last : whole->first}.iso_encoding());
      const Day edge = e.sign < 0 ? whole->last - days{weekday % 7} : whole->first + days{(8 - weekday) % 7};
      const Day far = edge + days{e.sign * (7 * e.n - 1)};
      if (far < whole->first || far > whole->last) return std::nullopt;
      return Stretch{TimeUnit::kSpan, std::min(edge, far), std::max(edge, far), false, false, false};
    }
    const Day after = whole->last + days{1};
    const Day far = e.sign < 0 ? moved(day_stretch(after), e.unit, -e.n, false).first
                               : moved(day_stretch(whole->first), e.unit, e.n, false).first - days{1};
    const Day first = e.sign < 0 ? std::max(whole->first, far) : whole->first;
    const Day last = e.sign < 0 ? whole->last : std::min(whole->last, far);
    return Stretch{TimeUnit::kSpan, first, last, false, false, false};
  }

  std::optional<Stretch> range(const TimeExpression& e) {
    if (e.first == kNone || e.second == kNone) return std::nullopt;
    const auto from = resolve(e.first);
    if (!from) return std::nullopt;
    const StoryState before = story_;
    story_.last = from;  // the second end counts from the first
    story_.last_explicit = true;
    story_.last_block = story_.block;
    const bool outer = anchor_.count_from_first_end(true);
    auto to = resolve(e.second);
    anchor_.count_from_first_end(outer);
    story_.last = before.last;
    story_.last_explicit = before.last_explicit;
    story_.last_block = before.last_block;
    if (!to) return std::nullopt;
    story_.range_from = from;
    if (to->last < from->first && all_[e.second].year == kNoNumber) to = moved(*to, TimeUnit::kYear, 1, false);
    if (to->last < from->first) return std::nullopt;
    story_.range_to = to;
    return span_of(*from, *to);
  }

  std::optional<Stretch> named(const TimeExpression& e) {
    if (e.named == nullptr) return std::nullopt;
    const auto make = [&](int year) { return named_day(e.named->value, year); };
    if (e.year != kNoNumber) return make(e.year);
    if (e.first != kNone) {
      const auto year = resolve(e.first);
      return year ? make(year_of(*year)) : std::nullopt;
    }
    if (e.offset != kNoNumber && story_.published) {
      story_.used_published = true;
      const int year = static_cast<int>(civil(*story_.published).year());
      auto here = make(year);
      if (here && e.offset < 0 && here->first >= *story_.published) here = make(year - 1);
      if (here && e.offset > 0 && here->first <= *story_.published) here = make(year + 1);
      return here;
    }
    return anchor_.place_feast(make);
  }

  std::optional<Stretch> part(const TimeExpression& e) {
    auto whole = e.first != kNone ? resolve(e.first) : e.day != 0 ? day_of_month(e.day) : anchor_.now_or_last();
    if (e.first == kNone && story_.foreseen && story_.used_story) whole = story_.main;
    if (!whole) return whole;
    if (e.first == kNone && e.day == 0 && e.unit > TimeUnit::kDay)
      whole = e.unit < whole->unit ? *whole : unit_around(e.unit, whole->first);
    if (e.rule->type == "so-far" && story_.published && *story_.published >= whole->first &&
        *story_.published <= whole->last) {
      story_.used_published = true;
      return Stretch{TimeUnit::kSpan, whole->first, *story_.published, false, false, false};
    }
    if (e.rule->type == "earlier") return up_to_now(*whole);
    if (e.rule->type == "first-half" || e.rule->type == "second-half") {
      const bool first = e.rule->type == "first-half";
      if (whole->unit == TimeUnit::kYear) return unit_around(TimeUnit::kHalf, first ? whole->first : whole->last);
      const bool month = whole->unit == TimeUnit::kMonth;
      const Day middle = whole->first + (month ? days{14} : (whole->last - whole->first) / 2);
      return first ? Stretch{TimeUnit::kSpan, whole->first, middle, false, false, false}
                   : Stretch{TimeUnit::kSpan, middle + days{1}, whole->last, false, false, false};
    }
    if (e.rule->type == "whole") {  // 'the week of May 20'
      const bool sunday = std::chrono::weekday{whole->first} == std::chrono::Sunday;
      if (e.unit == TimeUnit::kWeek && whole->unit == TimeUnit::kDay && sunday)
        return Stretch{TimeUnit::kSpan, whole->first, whole->first + days{6}, false, false, false};
      return unit_around(e.unit, whole->first);
    }
    if (e.rule->type.starts_with("third-") && whole->unit == TimeUnit::kMonth) {  // 上旬, 中旬, 下旬: ten days each
      const int third = e.rule->type.back() - '1';
      const Day first = whole->first + days{10 * third};
      return Stretch{TimeUnit::kSpan, first, third == 2 ? whole->last : first + days{9}, false, false, false};
    }
    narrow(e, *whole);
    return whole;
  }

  // 'Early May' is in May; 'the end of the year' is December, that of a year by its number is less exact.
  void narrow(const TimeExpression& e, Stretch& whole) const {
    const bool named = e.year != kNoNumber || (e.first != kNone && all_[e.first].year != kNoNumber);
    if (e.closes && whole.unit == TimeUnit::kYear && !named) {
      whole = unit_around(TimeUnit::kMonth, whole.last);
      whole.within = true;
    } else if (whole.unit <= TimeUnit::kMonth) {
      whole.within = true;
    } else {
      whole.about = true;
    }
  }

  std::optional<Stretch> open(const TimeExpression& e) {
    auto whole = e.first != kNone ? resolve(e.first) : std::optional<Stretch>();
    if (!whole) return whole;
    if (e.rule->type == "before") {
      whole->last = whole->first - days{1};
      whole->from_ever = true;
    } else if (e.rule->type == "until") {
      whole->from_ever = true;
    } else if (e.rule->type == "since") {
      whole->for_ever = true;
    } else if (e.rule->type == "after") {
      whole->first = whole->last + days{1};
      whole->for_ever = true;
    }
    return whole;
  }

  const std::vector<TimeExpression>& all_;
  StoryState& story_;
  TimeAnchor anchor_;
};

}  // namespace

std::optional<Stretch> resolve_time(const std::vector<TimeExpression>& all, uint32_t which, StoryState& story) {
  // Nobody counts thousands of units ('paid 300,000 last year'), and EDTF has years of four digits only.
  constexpr int kMostUnits = 2000;
  const int n = all[which].n;
  if (n != kNoNumber && (n > kMostUnits || n < -kMostUnits)) return std::nullopt;
  auto found = Resolver(all, story).resolve(which);
  static const Day kFirst = *make_day(-9999, 1, 1), kLast = *make_day(9999, 12, 31);
  if (found && ((!found->from_ever && (found->first < kFirst || found->first > kLast)) ||
                (!found->for_ever && (found->last < kFirst || found->last > kLast)))) {
    return std::nullopt;
  }
  return found;
}

}  // namespace annals
