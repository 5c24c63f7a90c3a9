// What every layer of reading works on: the document's tokens and sentences, block by block.
#pragma once

#include <vector>

#include "languages/lexicon.h"
#include "reading/language.h"
#include "sources/document.h"

namespace annals {

/// A sentence (or a heading, list item, caption line) of a block.
struct Sentence {
  uint32_t first = 0;  ///< token index within the block
  uint32_t count = 0;
  Span span;  ///< bytes, from the first token's begin to the last token's end
};

/// A block with its tokens. `block` points into Document::blocks.
struct AnalyzedBlock {
  const Block* block = nullptr;
  const Language* language = nullptr;
  TokenizedText text;
  std::vector<Sentence> sentences;
};

/// A document made ready. Points into the document, which must outlive it.
struct Analysis {
  const Document* document = nullptr;
  std::vector<AnalyzedBlock> blocks;  ///< every block, boilerplate too; layers decide what they skip

  std::string_view text() const { return document->text; }
};

/// Tokens and sentences of all blocks. Linear.
Analysis analyze(const Document& document, const LanguageSet& languages);

}  // namespace annals
