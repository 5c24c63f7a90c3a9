#include "record/exhibits.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "record/folded_tokens.h"

namespace annals {
namespace {

struct ExhibitWord {
  std::vector<std::string> tokens;  // folded
  std::string kind;
};

std::vector<ExhibitWord> words_of(const Pack& pack, const Folding& folding) {
  std::vector<ExhibitWord> words;
  const Table& table = pack.table("exhibits");
  for (const Table::Row& row : table.rows()) {
    ExhibitWord& word = words.emplace_back();
    word.tokens = folded_phrase(table.get(row, "surface"), folding);
    word.kind = table.get(row, "kind");
  }
  return words;
}

struct Found {
  const ExhibitWord* word = nullptr;
  std::string number;
  Span span;
};

// Calls visit for each 'Exhibit 12' in the text.
template <class Visit>
void each_exhibit(std::string_view text, Span range, const std::vector<ExhibitWord>& words, const Folding& folding,
                  Visit visit) {
  if (words.empty()) return;
  const std::vector<FoldedToken> all = folded_tokens(text, range, folding);
  for (size_t i = 0; i < all.size(); ++i) {
    for (const ExhibitWord& word : words) {
      if (!stands_at(all, i, word.tokens)) continue;
      size_t n = word.tokens.size();
      while (i + n < all.size() && (all[i + n].folded == "." || all[i + n].folded == "no" || all[i + n].folded == "#"))
        ++n;
      if (i + n >= all.size()) continue;
      const FoldedToken& number = all[i + n];
      const bool letter = number.kind == TokenKind::kWord && number.folded.size() == 1 && text[number.span.begin] < 'a';
      if (number.kind == TokenKind::kNumber || letter)
        visit(Found{&word, number.folded, join(all[i].span, number.span)});
    }
  }
}

}  // namespace

void find_missing_exhibits(std::span<const DocumentReading> documents, const LanguageSet& languages, Record& record) {
  std::map<std::string, std::vector<ExhibitWord>> words_by_language;
  const auto words = [&](const Document& document) -> const std::vector<ExhibitWord>& {
    const auto [entry, fresh] = words_by_language.try_emplace(document.language);
    if (fresh) {
      const Pack* pack = languages.languages().find(document.language);
      entry->second = words_of(pack ? *pack : languages.languages().world(), languages.folding());
    }
    return entry->second;
  };

  std::set<std::pair<std::string, std::string>> present;  // kind, number
  for (const DocumentReading& d : documents) {
    const Document& document = *d.document;
    const auto take = [&](std::string_view text) {
      each_exhibit(text, {0, static_cast<uint32_t>(text.size())}, words(document), languages.folding(),
                   [&](const Found& found) {
                     if (found.span.begin == 0) present.emplace(found.word->kind, found.number);
                   });
    };
    take(document.title);
    const size_t slash = document.path.find_last_of('/');
    take(slash == std::string::npos ? std::string_view(document.path)
                                    : std::string_view(document.path).substr(slash + 1));
    for (const Block& block : document.blocks) take(block.span.of(document.text));
  }

  std::set<std::pair<std::string, std::string>> told;
  for (uint32_t d = 0; d < documents.size(); ++d) {
    const Document& document = *documents[d].document;
    for (const Block& block : document.blocks) {
      if (block.role == BlockRole::kBoilerplate) continue;
      each_exhibit(document.text, block.span, words(document), languages.folding(), [&](const Found& found) {
        const std::pair key(found.word->kind, found.number);
        if (present.count(key) != 0 || !told.insert(key).second) return;
        Gap gap;
        gap.kind = "missing-" + found.word->kind;
        gap.says = "missing-exhibit";
        gap.words = found.span.of(document.text);
        gap.days = parse_edtf(document.published).value_or(Interval{});
        gap.document = d;
        gap.span = found.span;
        record.gaps.push_back(std::move(gap));
      });
    }
  }
}

}  // namespace annals
