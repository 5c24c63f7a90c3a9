#include "reading/language.h"

#include "languages/folding.h"
#include "reading/expressions.h"
#include "reading/frames.h"
#include "reading/names.h"
#include "reading/quotes.h"
#include "reading/references.h"
#include "reading/sayings.h"
#include "reading/sentences.h"

namespace annals {
namespace {

std::unique_ptr<Language> compile(const Pack& pack, const Table& event_types, const Folding& folding) {
  auto language = std::make_unique<Language>(folding);
  language->pack = &pack;
  const Table& clitics = pack.table("clitics");
  for (size_t i = 0; i < clitics.rows().size(); ++i) {
    const Table::Row& row = clitics.rows()[i];
    language->clitics.push_back({folding.fold(clitics.get(row, "surface")), static_cast<uint32_t>(i),
                                 folding.fold(clitics.get(row, "swallows"))});
  }
  language->sentences = compile_sentences(pack, *language);
  language->names = compile_names(pack, *language);
  language->expressions = compile_expressions(pack, language->vocabulary, language->clitics);
  language->quotes = compile_quotes(pack, *language);
  language->references = compile_references(pack, *language);
  language->claims = compile_claims(pack, event_types, *language);
  language->sayings = compile_sayings(pack, *language);
  return language;
}

}  // namespace

LanguageSet::LanguageSet(const Languages& languages)
    : languages_(&languages), folding_(make_folding(languages.world())) {}

const Language& LanguageSet::get(const std::string& tag) const {
  const Pack* pack = languages_->find(tag);
  if (pack == nullptr) pack = &languages_->world();
  const std::lock_guard lock(mutex_);
  std::unique_ptr<Language>& slot = compiled_[pack->code];
  if (!slot) slot = compile(*pack, languages_->ontology("types"), folding_);
  return *slot;
}

}  // namespace annals
