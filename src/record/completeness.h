// How complete an account is: what its events rest on, in numbers.
#pragma once

#include <map>
#include <span>
#include <string>

#include "record/record.h"

namespace annals {

struct Completeness {
  uint32_t documents = 0, origins = 0;  ///< origins: documents that are no copy or retelling of another
  uint32_t events = 0;
  uint32_t dated = 0;                    ///< with a day, month or year
  uint32_t to_the_day = 0;               ///< of these, with a day
  uint32_t corroborated = 0;             ///< told by two independent origins or more
  uint32_t disputed = 0;                 ///< with a conflict
  uint32_t one_party = 0;                ///< told only by somebody who has part in them
  std::map<std::string, uint32_t> gaps;  ///< by kind
};

Completeness completeness_of(std::span<const DocumentReading> documents, const Record& record);

/// Whether all that say that the event happened are parties to it, by their own words alone. What somebody says or
/// thinks is theirs to tell, and is none.
bool told_by_a_party_alone(const Event& event, std::span<const DocumentReading> documents, const Record& record,
                           uint32_t* party = nullptr);

}  // namespace annals
