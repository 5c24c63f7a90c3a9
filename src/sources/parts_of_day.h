// What languages call the halves and other parts of the day ('PM', '下午', 'ص'), as ICU's locales have them.
#pragma once

#include <optional>
#include <string_view>

namespace annals {

/// The hour from 0 to 23 that a clock of twelve hours means with that word, in any language; nothing for other words.
std::optional<int> hour_in_part_of_day(std::string_view word, int hour);

}  // namespace annals
