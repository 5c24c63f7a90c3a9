// Words that open or close names of bodies, beside what the tagger took for a place or a person.
#pragma once

#include <string_view>

#include "reading/name_bounds.h"

namespace annals {

/// `before` and `next` are the names around it, or null: what they cover is not taken in.
void take_in_suffix(NameSpan& name, const NameSpan* before, const NameSpan* next);
void take_in_closing(std::string_view text, NameSpan& name, const NameSpan* next);
void take_in_head(NameSpan& name, const NameSpan* before);
void take_in_left(NameSpan& name, const NameSpan* before);

}  // namespace annals
