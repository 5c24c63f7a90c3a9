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

/// Fills reading.quotes: words between quotation marks that somebody says (titles and words at arm's length are left out),
/// lines of dialogue, what follows a colon after a saying word, the bodies of e-mails. Linear.
void read_quotes(const Analysis& analysis, const std::vector<ReadScene>& scenes, Reading& reading);

}  // namespace annals
