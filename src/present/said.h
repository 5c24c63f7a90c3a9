// What an event's headline takes from the texts themselves: the words said, what they are about, sums told as often.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/casefile.h"

namespace annals {

enum class Said { kQuoted, kReported };

/// The beginning of what is quoted, or the words from the saying word on ('denied that …'), where the event is told, in
/// a text of that language; empty where there are none.
std::string said_words(const CaseContents& contents, const Event& event, std::string_view language, Said said);

/// Entities named where the event is told that have no part in it, the most often named first.
std::vector<uint32_t> spoken_of(const CaseContents& contents, const Event& event);

/// In how many documents an entity fills the role, by entity.
std::map<uint32_t, size_t> documents_by_filler(const CaseContents& contents, const Event& event, std::string_view role);

/// How exactly a quantity is given, as a reader should see it: of 'millions' only the lower end is known.
Bound shown_bound(const Quantity& quantity);

/// The same of a quantity of the event: exact where one of its tellings is, otherwise as the first one gives it.
Bound told_bound(const CaseContents& contents, const Event& event, const EventQuantity& quantity);

/// The quantities of the event that stand in the place of `best` and that as many independent sources give, none of
/// them together with it: neither is the better. In the event's order, without `best`.
std::vector<const EventQuantity*> told_as_often(const CaseContents& contents, const Event& event,
                                                const EventQuantity& best);

}  // namespace annals
