#include "reading/bare_numbers.h"

#include <cmath>

#include "reading/analysis.h"
#include "reading/expressions.h"

namespace annals {

std::vector<Quantity> read_bare_numbers(const Document& document, const LanguageSet& languages) {
  const Analysis analysis = analyze(document, languages);
  std::vector<Quantity> out;
  for (const AnalyzedBlock& block : analysis.blocks) {
    const ExpressionGrammar& grammar = *block.language->expressions;
    const WordView view{analysis.text(), &block.text, &grammar.clitics};
    for (uint32_t t = 0; t < view.size(); ++t) {
      std::optional<Number> number;
      const uint32_t readings = view.tokens->first_alternative.empty()
                                    ? 0
                                    : view.tokens->first_alternative[t + 1] - view.tokens->first_alternative[t];
      Cursor begin{t, 0};
      for (uint32_t rest = 0; rest <= readings && !number; ++rest) {
        begin = {t, rest};
        number = grammar.numbers.read_any(view, begin);
      }
      if (!number) {
        number = grammar.numbers.read_digits(view, {t, 0});
        begin = {t, 0};
      }
      if (!number || number->article_only || number->end.token <= t) continue;
      t = number->end.token - 1;
      if (number->ordinal || !std::isfinite(number->value)) continue;
      Quantity quantity;
      quantity.span = {view.begin(begin), view.end(number->end)};
      quantity.type = QuantityType::kNumber;
      quantity.value = number->value;
      quantity.vague = number->vague;
      out.push_back(quantity);
    }
  }
  return out;
}

}  // namespace annals
