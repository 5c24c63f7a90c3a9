// Nouns that stand for an entity later, because its name holds them or they stood beside it: 'Norvia Library' and 'the
// library', 'engineer Rui Costa' and 'the engineer'.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "reading/analysis.h"
#include "reading/reading.h"

namespace annals {

/// Learns from a document's names in their order. The blocks' languages must have references and claims.
class NamedNouns {
 public:
  explicit NamedNouns(const Analysis& analysis) : analysis_(analysis) {}

  /// A noun phrase that stands for an entity, and in how many tokens.
  struct Found {
    std::vector<uint32_t> entities;  ///< the one named last at the end
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
  /// What papers call the name from then on, in brackets behind it: 'Norvia Ltd (the “Company”)', 'Rui Costa
  /// (Claimant)'.
  void remember_term(const AnalyzedBlock& block, uint32_t entity, uint32_t after, uint32_t end);
  /// What begins at the token; `article`: a definite article stands right before it.
  Found find(const AnalyzedBlock& block, uint32_t token, uint32_t end, uint32_t limit, bool article) const;
  /// The noun right before the name of a body at token `first`: 'the club Norvia'. It is meant by no other words than
  /// descriptions.
  void remember_kind(const AnalyzedBlock& block, uint32_t entity, uint32_t first, uint32_t from);
  /// The bodies in whose name the description's noun is, or before whose name it stood; the one named last at the end.
  std::vector<uint32_t> bodies(const AnalyzedBlock& block, Span span) const;
  /// Whether the entity's name holds a noun of bodies that are called by nothing else: 'bank', 'newspaper'.
  bool is_of_kind(uint32_t entity) const { return of_kind_.count(entity) > 0; }
  /// Whether its name says that it is no company: an office, a court.
  bool is_public(uint32_t entity) const { return public_.count(entity) > 0; }
  /// Whom the description introduced, or beside whose name its noun stood; or kNone.
  uint32_t described(const AnalyzedBlock& block, Span span) const;

 private:
  Span bare(const AnalyzedBlock& block, Span word) const;
  std::vector<Span> nouns_of(const AnalyzedBlock& block, Span span) const;

  const Analysis& analysis_;
  void remember_pair(const AnalyzedBlock& block, uint32_t entity, uint32_t first, uint32_t from);
  static void put_last(std::vector<uint32_t>& entities, uint32_t entity);

  std::map<std::string, uint32_t> described_;  // by the description that introduced them
  std::map<std::string, uint32_t> nouns_;      // by the noun beside their name
  std::map<std::string, uint32_t> pairs_;      // by a noun before it and whose that is: عالم الرياضيات
  std::map<std::string, std::vector<uint32_t>> heads_;  // by the common noun in their name
  std::map<std::string, std::vector<uint32_t>> kinds_;  // bodies by the noun before their name
  std::set<uint32_t> of_kind_;                          // is_of_kind()
  std::set<uint32_t> public_;                           // is_public()
  std::set<uint32_t> head_words_;  // words that such a noun begins with, where words are not separated
};

}  // namespace annals
