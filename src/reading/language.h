// A language ready for reading: its pack compiled by each layer.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <string>

#include "languages/lexicon.h"
#include "languages/pack.h"

namespace annals {

// Each is defined in its layer's header; a layer reads its own tables in its compile function.
struct SentenceRules;      // reading/sentences.h
struct ExpressionGrammar;  // reading/expressions.h: times and quantities
struct NameLexicon;        // reading/names.h
struct QuoteRules;         // reading/quotes.h
struct ReferenceRules;     // reading/references.h
struct ClaimFrames;        // reading/frames.h
struct SayingWords;        // reading/sayings.h

/// A compiled pack. Immutable; any thread.
struct Language {
  const Pack* pack = nullptr;
  Vocabulary vocabulary;
  std::vector<Clitic> clitics;
  std::shared_ptr<const SentenceRules> sentences;
  std::shared_ptr<const ExpressionGrammar> expressions;
  std::shared_ptr<const NameLexicon> names;
  std::shared_ptr<const QuoteRules> quotes;
  std::shared_ptr<const ReferenceRules> references;
  std::shared_ptr<const ClaimFrames> claims;
  std::shared_ptr<const SayingWords> sayings;

  explicit Language(const Folding& folding) : vocabulary(folding) {}
};

/// Compiles packs when they are first asked for and keeps them. Thread-safe.
class LanguageSet {
 public:
  explicit LanguageSet(const Languages& languages);
  /// The compiled language for a tag; the world pack when there is no pack for it.
  const Language& get(const std::string& tag) const;
  const Languages& languages() const { return *languages_; }
  const Folding& folding() const { return folding_; }

 private:
  const Languages* languages_;
  Folding folding_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::unique_ptr<Language>> compiled_;  // by pack code
};

}  // namespace annals
