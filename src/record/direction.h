// Which of two documents was made from the other, where it can be known.
#pragma once

#include <span>
#include <string>

#include "record/record.h"

namespace annals {

struct Direction {
  int sign = 0;     ///< as Copy::direction
  std::string why;  ///< one phrase; empty when unknown
};

/// Judges by, most trusted first: one answers or quotes the other (e-mail), one credits or names the other's publisher,
/// one was published earlier, one holds the passage as a quotation. `a` and `b` are the two sides of a passage in
/// different documents. Needs record.entities.
Direction direction_of(std::span<const DocumentReading> documents, const Record& record, const CopySide& a,
                       const CopySide& b);

/// Whether `document` names the publisher of `other` as its source. Needs record.entities.
bool names_as_source(std::span<const DocumentReading> documents, const Record& record, uint32_t document,
                     uint32_t other);

/// Whether `document` speaks of somebody or some house that stands in the byline of `other`. Needs record.entities.
bool names_house_of(std::span<const DocumentReading> documents, const Record& record, uint32_t document,
                    uint32_t other);

}  // namespace annals
