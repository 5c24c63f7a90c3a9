// What the words of a text say outright of a person's gender: the name itself and what stands right beside it.
#pragma once

#include <cstdint>
#include <string_view>

#include "reading/analysis.h"
#include "reading/antecedents.h"

namespace annals {

/// Hands what it sees in one block to `genders`. The block's language must have references and claims.
class GenderWords {
 public:
  GenderWords(const Analysis& analysis, const AnalyzedBlock& block, Genders& genders)
      : analysis_(analysis), block_(block), genders_(genders) {}

  /// 'Ana' is a woman's name. To be told once for each way of writing it.
  void learn_name(uint32_t entity, std::string_view name) const;
  /// 'the turk Selin', 'Mrs Prado', 'قالت نادين'. `name`: tokens of the block; the words beside it lie between the end
  /// of the name before it (`before`, a token) and the end of the sentence.
  void learn_beside(uint32_t entity, Span name, uint32_t before, uint32_t end) const;
  /// 'da Norvia', 'o Instituto Orla': the article right before a body's name, whose first token is `first`.
  void learn_article(uint32_t entity, uint32_t first) const;

 private:
  bool apposed_kin(uint32_t entity, uint32_t comma, uint32_t end) const;
  bool title(uint32_t entity, uint32_t at, uint32_t limit) const;
  bool kin(uint32_t entity, uint32_t before, uint32_t first) const;
  bool agrees(uint32_t entity, uint32_t at) const;

  const Analysis& analysis_;
  const AnalyzedBlock& block_;
  Genders& genders_;
};

}  // namespace annals
