#include "reading/read.h"

#include "reading/analysis.h"
#include "reading/antecedents.h"
#include "reading/claims.h"
#include "reading/money_context.h"
#include "reading/names.h"
#include "reading/quantities.h"

namespace annals {

Reading read_document(const Document& document, const LanguageSet& languages) {
  const Analysis analysis = analyze(document, languages);
  Reading reading;
  // Each layer sees what those before it found.
  read_expressions(analysis, reading);
  read_names(analysis, reading);
  settle_currencies(analysis, reading);
  reading.credits = credited(analysis, reading);
  read_statements(analysis, reading);
  return reading;
}

}  // namespace annals
