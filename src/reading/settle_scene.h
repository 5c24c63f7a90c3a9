// The steps that settle what a scanned sentence left open; the inside of reading/scan.h. They run in the order in which
// they stand here. Each is linear in the sentence.
#pragma once

#include "reading/scan.h"

namespace annals {

/// Whether an element is a word that says nothing about the sentence's build.
inline bool plain(const Element& element) {
  return element.kind == ElementKind::kWord && (element.word.flags & ~(kTransparent | kLightVerb)) == 0;
}

/// Quotation marks around a name only: 'the company “Norvia”'. They part nothing.
void settle_marks(Scene& scene);
/// 'Norvia (NV)', 'Ana Prado (PS-SP)': a short name in brackets behind a name parts nothing; it is left out.
void settle_brackets(Scene& scene, const std::vector<Token>& tokens);
/// What a word is depends on its neighbours: marker or conjunction, verb or noun.
void settle_words(Scene& scene);
/// A line 'Ana Prado: …' introduces somebody: its colon is an apposition's comma.
void settle_introduction(Scene& scene);
/// The case of each name, and its list ('A, B and C').
void mark_cases(Scene& scene);

}  // namespace annals
