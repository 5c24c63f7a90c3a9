// What time expressions mean: from matches of rules to days, in the light of the document's own day and of the dates
// told before ("the story").
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "reading/expressions.h"
#include "reading/reading.h"
#include "reading/stretch.h"

namespace annals {

/// A time expression as far as its words go. `first` and `second` index into the vector that holds it.
struct TimeExpression {
  const Rule* rule = nullptr;
  Span span;
  int year = kNoNumber;
  int month = 0, day = 0, weekday = 0;
  int part = 0;  ///< season, quarter, third or half: codes of ISO 8601-2
  int decade = kNoNumber, century = kNoNumber;
  std::string calendar;  ///< empty: Gregorian
  int era = -1;
  int offset = kNoNumber;  ///< this 0, last -1, next +1
  int n = kNoNumber;
  TimeUnit unit = TimeUnit::kNoUnit;
  int lesser_n = 0;  ///< of a second, smaller unit: 'two years and three months later'
  TimeUnit lesser_unit = TimeUnit::kNoUnit;
  int sign = 0;
  const ClassEntry* named = nullptr;
  std::string clock;
  bool about = false;
  bool within = false;  ///< words for a part of it stand beside it: 'early May'
  bool closes = false;  ///< and they mean its end
  uint32_t first = kNone, second = kNone;
};

/// Makes the expression of a match, and those inside it, at the end of `out`; kNone when the words make no sense.
uint32_t build_time(const Scanner& scanner, const RuleMatch& match, std::vector<TimeExpression>& out);

/// What dates without a year, and words like 'later' and 'yesterday', count from.
struct StoryState {
  std::optional<Day> published;
  bool at_home = false;         ///< a story that has told of no other year than the document's yet: as news
  bool implied = false;         ///< `published` is but about when a text that does not say its day was written
  bool narrative = false;       ///< bare and relative dates count from the last date told
  std::optional<Stretch> last;  ///< the last date told
  std::optional<Stretch> fine;  ///< the last date told that is at least as fine as a season
  Span last_span;
  uint32_t last_block = kNone;
  bool last_explicit = false;
  bool away_from_now = false;          ///< the story stands where a date with its year put it
  bool told_next_day = false;          ///< `last` is a 'next day'
  std::optional<Stretch> told_beside;  ///< the date with its month right before, in the sentence
  std::optional<Stretch> mentioned;    ///< the last date told, also one that does not move the story
  uint32_t mentioned_block = kNone;
  bool mentioned_of_now = false;  ///< and it was counted from the document's day
  bool told_near = false;         ///< it has told of days shortly before the document's
  bool begun = false;             ///< the story has gone from one date to another
  /// Where the story itself stands while `last` only looks back or ahead for a moment ('the house bought in 1994').
  std::optional<Stretch> main;
  Span main_span;
  bool looks_away = false;  ///< `last` is such a moment
  bool in_passing = false;  ///< and it ends with its sentence
  bool foreseen = false;    ///< and it lies after the document's day
  bool of_now = false;      ///< and it is counted from that day: 'in February last year'
  // Of the expression being resolved:
  uint32_t block = 0;
  bool used_story = false, used_published = false;
  bool bare_from_main = false;                  ///< a date without a year belongs to the story, not to that moment
  bool to_come = false;                         ///< a word like 'will' stands before it
  bool before_story = false;                    ///< told as earlier than the story around it
  bool set_for = false;                         ///< and says that it lies ahead
  bool past = false;                            ///< 'since' stands before it
  bool ahead_too = false;                       ///< 'until' or 'from' does: it may as well lie ahead
  bool unsaid = false;                          ///< it counts from something of which no date is told
  bool opens_now = false;                       ///< its paragraph is told from the document's day
  bool opens_sentence = false;                  ///< it stands at the beginning of a sentence
  std::optional<Stretch> coming;                ///< the next full date of the text that lies after the story so far
  std::optional<Stretch> beside;                ///< the next full date of the paragraph
  std::optional<Stretch> range_from, range_to;  ///< its two ends, when it is a range
  /// The first full date still to come, from which dates take their year while none has been told.
  std::optional<Stretch> ahead;
  Span ahead_span;
  bool used_ahead = false;
};

/// The days of an expression, or nothing when they cannot be known.
std::optional<Stretch> resolve_time(const std::vector<TimeExpression>& all, uint32_t which, StoryState& story);

}  // namespace annals
