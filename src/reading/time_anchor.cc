#include "reading/time_anchor.h"

#include <cstdlib>

namespace annals {

using std::chrono::days;

bool TimeAnchor::from_story() const {
  if (!story_.last) return false;
  if (second_end_) return true;
  if (story_.narrative || !story_.published) return true;
  return story_.last_explicit && story_.last_block == story_.block &&
         year_of(*told_last()) != static_cast<int>(civil(*story_.published).year());
}

const std::optional<Stretch>& TimeAnchor::told_last() const {
  return story_.bare_from_main && story_.main && !second_end_ ? story_.main : story_.last;
}

std::optional<Stretch> TimeAnchor::now() {
  if (story_.published) {
    story_.used_published = true;
    return day_stretch(*story_.published);
  }
  return last();
}

std::optional<Stretch> TimeAnchor::last() {
  if (story_.last) story_.used_story = true;
  return story_.last;
}

std::optional<Stretch> TimeAnchor::now_or_last() { return from_story() ? last() : now(); }

std::optional<Stretch> TimeAnchor::day_told() {
  const bool told = story_.last && story_.last_block == story_.block && story_.last->unit <= TimeUnit::kDay;
  return told ? last() : now_or_last();
}

std::optional<Stretch> TimeAnchor::place_in_year(const InYear& make) {
  if (from_story()) {
    story_.used_story = true;
    const Stretch& told = *told_last();
    const int year = year_of(told);
    const bool finer = story_.fine && year_of(*story_.fine) == year;
    const Stretch& anchor = finer ? *story_.fine : told;
    auto here = make(year);
    if (!here) return here;
    if (const auto own = of_own_days(make, anchor, *here)) return own;
    if (!fits(*here)) {
      for (const int y : {year + 1, year - 1}) {
        const auto other = make(y);
        if (other && fits(*other)) return other;
      }
    }
    if (anchor.unit <= TimeUnit::kSeason && story_.before_story && here->first > anchor.last) return make(year - 1);
    if (anchor.unit <= TimeUnit::kSeason && here->last < anchor.first && (story_.set_for || story_.to_come))
      return make(year + 1);
    // 'It opened in December 2019. In 2019 she sued in May': the year was just told.
    const bool year_told = told.unit == TimeUnit::kYear && story_.last_explicit;
    if (anchor.unit <= TimeUnit::kSeason && here->last < anchor.first && !story_.before_story && !year_told) {
      const auto next = make(year + 1);
      if (next && goes_on_to(*next, anchor, *here)) return next;
    }
    if (lies_ahead(*here) && !second_end_ && anchor.last <= *story_.published) {
      const auto before = make(year - 1);
      const long ahead = (here->first - *story_.published).count();
      const bool soon = before && ahead * 5 / 2 < (*story_.published - before->last).count();
      if (before && fits(*before) && !(soon && arrived())) return before;
    }
    return here;
  }
  if (!story_.published) return from_ahead(make);
  story_.used_published = true;
  const Day day = *story_.published;
  const int year = static_cast<int>(civil(day).year());
  std::optional<Stretch> best;
  long best_distance = 0;
  constexpr long kNoFit = 2000;  // days: a weekday that agrees is worth some years
  for (const int y : {year, year - 1, year + 1, year - 2, year - 3, year - 4, year - 5}) {
    if (best && y < year - 1 && weekday_ == 0) break;
    const auto candidate = make(y);
    if (!candidate) continue;
    // 'In the first half', told in November: rather this year's, though the next one is nearer.
    const bool told_after = candidate->unit == TimeUnit::kQuarter || candidate->unit == TimeUnit::kHalf;
    const long weight = story_.ahead_too ? 2 : told_after && !story_.to_come ? 12 : 5;
    long distance = candidate->first > day  ? (candidate->first - day).count() * weight / 2
                    : candidate->last < day ? (day - candidate->last).count() * (story_.to_come ? 2 : 1)
                                            : 0;
    if (!fits(*candidate) || (story_.set_for && candidate->last < day)) distance += kNoFit;
    if (story_.past && candidate->first > day) distance += kNoFit;
    if (!best || distance < best_distance) {
      best = candidate;
      best_distance = distance;
    }
  }
  return best;
}

// The document's own days: it has just counted from them ('in February last year … on 11 March'), or the story has
// hardly begun and would run back.
std::optional<Stretch> TimeAnchor::of_own_days(const InYear& make, const Stretch& anchor, const Stretch& here) const {
  if (!story_.narrative || !story_.published || story_.before_story || second_end_) return std::nullopt;
  const bool of_now = story_.mentioned_of_now && story_.block == story_.mentioned_block + 1;
  const bool runs_back = here.last < anchor.first && (!story_.begun || story_.told_near);
  if (here.unit != TimeUnit::kDay || !(of_now || runs_back)) return std::nullopt;
  const int year = static_cast<int>(civil(*story_.published).year());
  for (const int y : {year, year - 1}) {
    const auto own = make(y);
    if (own && own->last <= *story_.published) return just_before_own_day(*own) && fits(*own) ? own : std::nullopt;
  }
  return std::nullopt;
}

bool TimeAnchor::just_before_own_day(const Stretch& stretch) const {
  constexpr days kDay{60}, kMonth{120};
  return story_.published && stretch.last <= *story_.published &&
         *story_.published - stretch.last < (stretch.unit == TimeUnit::kDay ? kDay : kMonth);
}

std::optional<Stretch> TimeAnchor::place_feast(const InYear& make) {
  feast_ = true;
  auto out = place_in_year(make);
  feast_ = false;
  return out;
}

bool TimeAnchor::lies_ahead(const Stretch& stretch) const {
  return story_.published && stretch.first > *story_.published && !story_.ahead_too && !story_.set_for;
}

bool TimeAnchor::arrived() const {
  constexpr days kNear{120};
  return story_.published && story_.main && *story_.published - story_.main->last < kNear;
}

bool TimeAnchor::goes_on_to(const Stretch& next, const Stretch& anchor, const Stretch& here) const {
  if (lies_ahead(next)) return false;
  if (story_.coming && next.first > story_.coming->last) return false;
  const bool gone_by = story_.beside && year_of(*story_.beside) == year_of(here) && story_.beside->last >= here.first;
  if (gone_by) return false;
  constexpr days kFar{300}, kHalfway{215}, kSoon{165}, kLongGone{180};
  const days forward = next.first - anchor.first;
  if (story_.opens_sentence && forward < kFar && just_before_own_day(next)) return true;
  const bool led_on = story_.coming && year_of(*story_.coming) > year_of(anchor);
  if (story_.opens_sentence || led_on) return forward < (led_on && !feast_ ? kFar : kHalfway);
  return forward < kSoon && anchor.first - here.first > kLongGone;
}

std::optional<Stretch> TimeAnchor::fine_enough(std::optional<Stretch> base, TimeUnit unit) const {
  if (!base || unit >= base->unit || base->unit > TimeUnit::kYear) return base;
  if (story_.looks_away && story_.main && story_.main->unit <= unit) return story_.main;
  const bool inside =
      story_.fine && story_.fine->unit <= unit && story_.fine->first >= base->first && story_.fine->last <= base->last;
  return inside ? story_.fine : base;
}

// The year's instance nearest to the first full date to come; none where the two are far apart.
std::optional<Stretch> TimeAnchor::from_ahead(const InYear& make) {
  if (!story_.ahead) return std::nullopt;
  constexpr long kFar = 200;
  const int year = year_of(*story_.ahead);
  for (const int y : {year, year - 1, year + 1}) {
    const auto candidate = make(y);
    if (!candidate || !fits(*candidate)) continue;
    const long distance = std::abs((candidate->first - story_.ahead->first).count());
    if (distance > kFar) continue;
    story_.used_story = story_.used_ahead = true;
    return candidate;
  }
  return std::nullopt;
}

bool TimeAnchor::fits(const Stretch& stretch) const {
  return weekday_ == 0 || stretch.unit != TimeUnit::kDay ||
         std::chrono::weekday{stretch.first}.iso_encoding() == static_cast<unsigned>(weekday_);
}

}  // namespace annals
