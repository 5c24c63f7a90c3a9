// Parts of names that stand beside each other: what hyphens, marks and mere blanks divide is joined.
#pragma once

#include <string_view>
#include <vector>

#include "reading/name_bounds.h"

namespace annals {

/// Whether people write token `k` often enough to be no part of a name by itself.
bool is_common(std::string_view text, const NameSpan& name, uint32_t k);

/// Whether token `k` of the name's block is no word that people write, nor one with a letter before it that is a word
/// by itself, written more often than `rare`.
bool is_strange(std::string_view text, const NameSpan& name, uint32_t k, int rare = -1);
constexpr int kRareWord = 4;

/// Divides `names` (name_divisions.h) and joins their parts; they are in their order and stay so.
void join_parts(std::string_view text, std::vector<NameSpan>& names);

}  // namespace annals
