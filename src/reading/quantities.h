// Sums, percentages, counts, durations and multiples: what their rules' matches mean; and the way in for times and
// quantities together.
#pragma once

#include <optional>
#include <vector>

#include "reading/analysis.h"
#include "reading/expressions.h"
#include "reading/reading.h"

namespace annals {

/// The quantity of a match, or nothing when the words make no sense.
std::optional<Quantity> build_quantity(const Scanner& scanner, const RuleMatch& match);

/// Finds the times and quantities of a document: one pass over its words, then the times are resolved in the order of
/// the text. Linear in the text.
void read_expressions(const Analysis& analysis, Reading& reading);

/// The factor by which a sum of one document may be a mistranslation of another's (`scales` table of the pack: 万 taken
/// for a thousand, bilhão for 10^12 …): `a / b` when some row has it, else nothing. The value that is likely right is
/// the one in the language that the other was translated from; the record decides.
std::optional<double> mistaken_scale(double a, double b, const Pack& pack);

}  // namespace annals
