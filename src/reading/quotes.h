// Quotations: whose words stand where.
#pragma once

#include <vector>

#include "reading/analysis.h"
#include "reading/mail.h"
#include "reading/reading.h"
#include "reading/speakers.h"

namespace annals {

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
/// out), lines of dialogue, what follows a colon after a saying word, the bodies of e-mails. `feminine`: see
/// read_references(). Linear.
void read_quotes(const Analysis& analysis, const std::vector<ReadScene>& scenes, const Mail& mail,
                 const std::vector<float>& feminine, Reading& reading);

}  // namespace annals
