// Nouns that stand for an entity later, because its name holds them or they stood beside it: 'Norvia Library' and 'the
// library', 'engineer Rui Costa' and 'the engineer'.
#pragma once

#include <map>
#include <set>
#include <string>

#include "reading/analysis.h"
#include "reading/reading.h"

namespace annals {

/// Learns from a document's names in their order. The blocks' languages must have references and claims.
class NamedNouns {
 public:
  explicit NamedNouns(const Analysis& analysis) : analysis_(analysis) {}

  /// A noun phrase that stands for an entity, and in how many tokens.
  struct Found {
    uint32_t entity = kNone;
    Span span;
    uint32_t count = 1;
  };

  /// The words of a span as they are compared.
  std::string key_of(const AnalyzedBlock& block, Span span) const;
  /// 'the chairman of Norvia, Rui Costa': the description that introduced somebody.
  void introduce(const std::string& description, uint32_t entity) { described_[description] = entity; }
  /// The common noun in the name of a body at tokens [first, after).
  void remember_head(const AnalyzedBlock& block, const Mention& mention, uint32_t first, uint32_t after);
  /// The noun right before the person's name at token `first`; `from`: where the name before it ends.
  void remember_noun(const AnalyzedBlock& block, uint32_t entity, uint32_t first, uint32_t from);
  /// The noun of what is said behind the name, whose tokens end at `after`; `limit`: byte where the next name begins.
  void remember_apposition(const AnalyzedBlock& block, uint32_t entity, uint32_t after, uint32_t end, uint32_t limit);
  /// What begins at the token; `article`: a definite article stands right before it.
  Found find(const AnalyzedBlock& block, uint32_t token, uint32_t end, uint32_t limit, bool article) const;
  /// Whom the description introduced, or whose name its noun stood beside or is part of; or kNone.
  uint32_t described(const AnalyzedBlock& block, Span span) const;

 private:
  Span bare(const AnalyzedBlock& block, Span word) const;

  const Analysis& analysis_;
  // The entity by the description that introduced it, by the common noun in its name, by that beside its name.
  std::map<std::string, uint32_t> described_, heads_, nouns_;
  std::set<uint32_t> head_words_;  // words that such a noun begins with, where words are not separated
};

}  // namespace annals
