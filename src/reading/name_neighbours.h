// Two names that stand side by side and that the tagger took for one.
#pragma once

#include <string_view>
#include <vector>

#include "reading/name_bounds.h"

namespace annals {

/// Divides what the tagger took for one name: 'met Prado Ida Sorrell' (التقت برادو إيدا سوريل). `names` are in their
/// order and stay so.
void part_neighbours(std::string_view text, std::vector<NameSpan>& names);

/// 'the ex-president of the Flamengo Rui Costa': a known body and somebody. 杨沙 卢戈: two people with a blank between
/// them. 红杉领投松原科技: a known body, what it does, and another body. `names` are in their order and stay so.
void part_known_bodies(std::vector<NameSpan>& names);

}  // namespace annals
