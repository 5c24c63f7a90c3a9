// What was read of the sources and what was not: every byte of every document is one of these.
#pragma once

#include <cstdint>

#include "casefile/casefile.h"

namespace annals {

struct Coverage {
  uint64_t read = 0;         ///< bytes of text that claims are looked for in
  uint64_t boilerplate = 0;  ///< furniture of pages: kept, not read for claims
  uint64_t duplicate = 0;    ///< of what was read, words that stand in another document too
  uint64_t empty = 0;        ///< white space between blocks
  uint64_t unreadable = 0;   ///< text beyond a limit
  uint32_t pages = 0, pages_empty = 0;

  uint64_t total() const { return read + boilerplate + empty + unreadable; }
  Coverage& operator+=(const Coverage& other);
};

/// Of each document, in their order.
std::vector<Coverage> coverage_of(const CaseContents& contents);

}  // namespace annals
