// Full-text search over documents, in any script, by SQLite FTS5. What is indexed are our own folded tokens (an
// ideograph is a token), so that Chinese needs no dictionary and Arabic spellings meet.
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "sources/document.h"
#include "text/fold.h"

namespace annals {

class Database;

/// A sequence of words that stand next to each other, as a person wrote it; cut and folded by the index.
using SearchPhrase = std::string;

struct SearchHit {
  uint32_t document = 0;
  Span span;  ///< of the words found
};

/// An index in memory over the documents of a case. Thread-safe once built.
class SearchIndex {
 public:
  /// The folding must outlive it.
  static Result<std::unique_ptr<SearchIndex>> build(std::span<const Document> documents, const Folding& folding);
  ~SearchIndex();

  /// Places where one of each group's phrases stands (groups are joined by 'and', a group's phrases by 'or'), document
  /// by document, best documents first (BM25), places in order of text; at most `limit` places, `total` counts all.
  Result<std::vector<SearchHit>> find(const std::vector<std::vector<SearchPhrase>>& groups, size_t limit,
                                      size_t& total) const;

 private:
  struct Hash {
    using is_transparent = void;
    size_t operator()(std::string_view text) const { return std::hash<std::string_view>{}(text); }
  };
  struct IndexedText {
    std::vector<uint32_t> words;  // numbers of folded forms
    std::vector<Span> spans;      // beside words
  };
  using Phrase = std::vector<uint32_t>;
  struct Phrases {
    std::vector<Phrase> list;
    std::vector<bool> begins;  // by word: whether a phrase begins with it
  };

  explicit SearchIndex(const Folding& folding);
  static void count_places(const IndexedText& text, uint32_t document, const Phrases& phrases, size_t limit,
                           size_t& total, std::vector<SearchHit>& hits);

  const Folding* folding_;
  std::unordered_map<std::string, uint32_t, Hash, std::equal_to<>> vocabulary_;
  std::vector<IndexedText> texts_;
  std::unique_ptr<Database> database_;
  mutable std::mutex asking_;  // database_
};

}  // namespace annals
