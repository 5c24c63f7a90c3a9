#include "reading/language.h"

#include "reading/frames.h"
#include "reading/names.h"
#include "reading/quotes.h"
#include "reading/references.h"
#include "reading/sentences.h"
#include "text/utf8.h"

namespace annals {
namespace {

// Table `folding` of the world pack: from, to (one code point each; an empty `to` removes the letter).
std::vector<std::pair<char32_t, char32_t>> folding_pairs(const Pack& world) {
  std::vector<std::pair<char32_t, char32_t>> pairs;
  const Table& table = world.table("folding");
  for (const Table::Row& row : table.rows()) {
    const std::string_view from = table.get(row, "from"), to = table.get(row, "to");
    if (!from.empty()) pairs.emplace_back(decode(from, 0).value, to.empty() ? 0 : decode(to, 0).value);
  }
  return pairs;
}

std::unique_ptr<Language> compile(const Pack& pack, const Table& event_types, const Folding& folding) {
  auto language = std::make_unique<Language>(folding);
  language->pack = &pack;
  const Table& clitics = pack.table("clitics");
  for (size_t i = 0; i < clitics.rows().size(); ++i) {
    language->clitics.push_back({folding.fold(clitics.get(clitics.rows()[i], "surface")), static_cast<uint32_t>(i)});
  }
  language->sentences = compile_sentences(pack, *language);
  language->names = compile_names(pack, *language);
  language->quotes = compile_quotes(pack);
  language->references = compile_references(pack, *language);
  language->claims = compile_claims(pack, event_types, *language);
  return language;
}

}  // namespace

LanguageSet::LanguageSet(const Languages& languages)
    : languages_(&languages), folding_(folding_pairs(languages.world())) {}

const Language& LanguageSet::get(const std::string& tag) const {
  const Pack* pack = languages_->find(tag);
  if (pack == nullptr) pack = &languages_->world();
  const std::lock_guard lock(mutex_);
  std::unique_ptr<Language>& slot = compiled_[pack->code];
  if (!slot) slot = compile(*pack, languages_->ontology("types"), folding_);
  return *slot;
}

}  // namespace annals
