// Quotations: whose words stand where.
#pragma once

#include <memory>
#include <vector>

#include "reading/analysis.h"
#include "reading/clauses.h"
#include "reading/reading.h"

namespace annals {

/// Table `quotes` (columns: open, close, kind). Immutable; any thread.
struct QuoteRules {
  struct Pair {
    char32_t open = 0;
    char32_t close = 0;
  };
  std::vector<Pair> marks;
  std::vector<char32_t> dashes;  ///< a dash that begins a line of dialogue
  std::vector<char32_t> colons;
};

std::shared_ptr<const QuoteRules> compile_quotes(const Pack& pack);

/// A sentence with its statements.
struct ReadScene {
  Scene scene;
  std::vector<StatedEvent> statements;
};

/// Which quotations enclose a place. The quotes must be sorted and outlive it.
class Enclosures {
 public:
  explicit Enclosures(const std::vector<Quote>& quotes);
  /// The innermost quotation that contains the span, or kNone.
  uint32_t around(Span span) const;
  /// The next one around quotation `quote`, or kNone.
  uint32_t outside(uint32_t quote) const { return parents_[quote]; }

 private:
  const std::vector<Quote>& quotes_;
  std::vector<uint32_t> parents_;
};

/// Fills reading.quotes: words between quotation marks that somebody says (titles and words at arm's length are left
/// out), lines of dialogue, what follows a colon after a saying word, the bodies of e-mails. Linear.
void read_quotes(const Analysis& analysis, const std::vector<ReadScene>& scenes, Reading& reading);

}  // namespace annals
