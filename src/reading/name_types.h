// What kind of thing a name is, by all that a document says around its mentions.
#pragma once

#include <array>
#include <string_view>

#include "reading/name_bounds.h"

namespace annals {

/// What speaks for each EntityType; only differences count.
using TypeVotes = std::array<float, 6>;

/// Adds what the tagger thought of one mention of a name, less where it stands often: the tagger has seen to it that
/// what it thinks of one it thinks of all.
void vote_by_tagger(const NameSpan& name, float share, TypeVotes& votes);

/// Adds what the words before and after one mention say: what is founded, joined or has a board is a body, what is
/// married or sighs is a person.
void vote_by_context(std::string_view text, const NameSpan& name, TypeVotes& votes);

/// Whether a body's article stands before a name of one word that is nobody's given name: 'na Vale'. 'da Costa' is how
/// people are called.
bool has_body_article(const NameSpan& name);

/// Adds what the words of the name itself say, for all its mentions.
void vote_by_words(const NameSpan& name, size_t words, size_t mentions, TypeVotes& votes);

EntityType most_voted(const TypeVotes& votes);

}  // namespace annals
