#include "reading/analysis.h"

#include "reading/sentences.h"

namespace annals {

Analysis analyze(const Document& document, const LanguageSet& languages) {
  Analysis analysis;
  analysis.document = &document;
  analysis.blocks.reserve(document.blocks.size());
  for (const Block& block : document.blocks) {
    AnalyzedBlock& analyzed = analysis.blocks.emplace_back();
    analyzed.block = &block;
    analyzed.language = &languages.get(block.language.empty() ? document.language : block.language);
    analyzed.text = tokenize(document.text, block.span, analyzed.language->vocabulary, analyzed.language->clitics);
    analyzed.sentences = cut_sentences(document.text, analyzed.text, *analyzed.language->sentences);
  }
  return analysis;
}

}  // namespace annals
