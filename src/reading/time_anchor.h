// What a date that leaves its year open, or a word like 'yesterday', counts from: the story's last date or the
// document's own day; and which year's instance of such a date is meant.
#pragma once

#include <functional>
#include <optional>
#include <utility>

#include "reading/stretch.h"
#include "reading/times.h"

namespace annals {

/// The year in which the stretch begins.
inline int year_of(const Stretch& stretch) { return static_cast<int>(civil(stretch.first).year()); }

/// The anchor of one expression that is being resolved. What it took is marked in the story.
class TimeAnchor {
 public:
  /// A date in a given year, if that year has it.
  using InYear = std::function<std::optional<Stretch>(int year)>;

  explicit TimeAnchor(StoryState& story) : story_(story) {}

  /// The weekday (1 Monday to 7 Sunday) stated beside the date being resolved; 0: none.
  void expect_weekday(int weekday) { weekday_ = weekday; }
  /// Whether a range's second end is being resolved, which counts from the first; returns what held before.
  bool count_from_first_end(bool second_end) { return std::exchange(second_end_, second_end); }

  /// Whether bare dates count from the story's last date, not from the document's day.
  bool from_story() const;
  /// What a date without a year counts from in the story.
  const std::optional<Stretch>& told_last() const;
  /// The document's day; the last date told where it is not known.
  std::optional<Stretch> now();
  /// The last date told.
  std::optional<Stretch> last();
  /// The one of the two from which bare dates count.
  std::optional<Stretch> now_or_last();
  /// The day that a time of day is of: the one just told, else the document's.
  std::optional<Stretch> day_told();

  /// The year's instance nearest to what the story or the document speaks of.
  std::optional<Stretch> place_in_year(const InYear& make);
  /// The same for a day that has a name: any year has one.
  std::optional<Stretch> place_feast(const InYear& make);

  /// Whether the day is of the weekday that stands beside it.
  bool fits(const Stretch& stretch) const;
  /// Whether it lies after the document's day, with no word that tells of the future.
  bool lies_ahead(const Stretch& stretch) const;
  /// Whether the story has come to the document's own days.
  bool arrived() const;
  /// A story goes forward: whether a month or day gone by at that point of it is rather the next one of that name. So
  /// it is when the text's next full date allows it; how far ahead it may lie depends on what speaks for it.
  bool goes_on_to(const Stretch& next, const Stretch& anchor, const Stretch& here) const;
  /// What a shift by small units counts from where the last date told is wider than they are: the last finer one in it,
  /// or where the story stands when that date only looked back.
  std::optional<Stretch> fine_enough(std::optional<Stretch> base, TimeUnit unit) const;

 private:
  std::optional<Stretch> from_ahead(const InYear& make);
  std::optional<Stretch> of_own_days(const InYear& make, const Stretch& anchor, const Stretch& here) const;
  bool just_before_own_day(const Stretch& stretch) const;

  StoryState& story_;
  bool second_end_ = false;  // of a range: it counts from the first
  int weekday_ = 0;          // stated beside the date being resolved
  bool feast_ = false;       // a named day is being resolved
};

}  // namespace annals
