// The day that a document itself was written or published on, from a line near its title or from its address. Dates of
// what the document tells are another matter (reading/times.h).
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"
#include "base/span.h"
#include "languages/lexicon.h"
#include "languages/pack.h"

namespace annals {

/// Reads full dates: 2024-11-19, 2024年11月19日, 19/11/2024 (in the order that the pack's `date_order` gives), 19
/// November 2024, November 19, 2024, in all packs' month names (table months: surface, value). Immutable; any thread.
class DateFinder {
 public:
  DateFinder(const Languages& languages, Vocabulary& vocabulary);

  struct Found {
    Day day;
    Span span;
    size_t next = 0;  ///< the token behind it
  };
  /// The first full date among the tokens from `first` on. `day_first` tells 3/4/2024 as 3 April.
  std::optional<Found> find(std::string_view text, const TokenizedText& tokens, bool day_first, size_t first = 0) const;

 private:
  PhraseTable months_;
};

/// The day in an address: /2024/11/19/, /2024-11-19-, /20241119.
std::optional<Day> find_day_in_url(std::string_view url);

}  // namespace annals
