// Nouns for people who belong to a body and have no name: "Norvia's engineers", 'the staff of the company',
// 诺维亚的员工.
#pragma once

#include <vector>

#include "reading/analysis.h"
#include "reading/reading.h"

namespace annals {

/// Such people, with the words that say whose they are.
struct PeopleOfBody {
  Span span;
  uint32_t entity = kNone;  ///< the body
  bool pronoun = false;     ///< a pronoun or description says whose they are
  bool office = false;  ///< one person for whom the body does not act: 'Norvia director sues', 'the chairman of Norvia'
  bool describes = false;  ///< what somebody is whose name stands right behind: رئيس شركة نورفيا سامر
};

/// In order, without overlaps. Which nouns there are is in the packs (`people` in references.tsv). Needs names and
/// references. Linear.
std::vector<PeopleOfBody> find_people_of_bodies(const Analysis& analysis, const Reading& reading);

}  // namespace annals
