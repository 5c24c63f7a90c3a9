// The times of a whole document: what each expression counts from, told in the order of the text.
#pragma once

#include <string>
#include <vector>

#include "reading/analysis.h"
#include "reading/reading.h"
#include "reading/times.h"

namespace annals {

/// The word before or after a date that opens one side of it: 'since 2018', 'until 2018', 2018年以前.
enum class Side : uint8_t { kNoSide, kSince, kFrom, kUntil, kBefore, kAfter };

/// Where an expression stands. Only the outermost of nested expressions have a place.
struct TimePlace {
  uint32_t expression = 0;
  uint32_t block = 0;
  Side side = Side::kNoSide;
  bool set_for = false;       ///< 'set for 12 May': it certainly lies ahead
  bool to_come = false;       ///< 'will meet on Friday'
  bool before_story = false;  ///< 'had offered in January': told as earlier than what is told around it
  bool aside = false;         ///< ', who came in 2016,'
  Span from, to;              ///< of a range written with a dash: the words of its two ends
};

/// The place of a match whose expression has been built.
TimePlace place_of(Scanner& scanner, const RuleMatch& match, uint32_t expression, uint32_t block);

/// Resolves all expressions of a document and writes reading.times. Decides first whether bare and relative dates count
/// from the document's own day (news) or from the last date told (a story), and in which order figures are written.
void tell_times(const Analysis& analysis, std::vector<TimeExpression>& expressions,
                const std::vector<TimePlace>& places, Reading& reading);

}  // namespace annals
