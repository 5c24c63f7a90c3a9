// What words beside a date say of it: 'since', or what happened then ('two days before the vote').
#pragma once

#include <string>
#include <string_view>

#include "reading/story.h"
#include "reading/stretch.h"
#include "reading/times.h"

namespace annals {

/// Whether the words between a date and what follows are a comma and little more; `far`: some words more.
bool opens_with_comma(std::string_view between, bool far);

/// Whether the words up to a date say what happened and end with a comma and at most a short word: ' the vote, on '.
bool closes_with_comma(std::string_view between);

/// 'On 5 May, two days before the vote': when the vote was, where the day is known as finely; else empty.
std::string happening_beside(const TimeExpression& e, const Stretch& there);

/// `2018/..`: the days that a word like 'since' adds to a date, in the date's own unit.
std::string open_interval(const Stretch& stretch, Side side);

}  // namespace annals
