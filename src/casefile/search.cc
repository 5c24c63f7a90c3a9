#include "casefile/search.h"

#include <algorithm>

#include "casefile/database.h"
#include "text/token.h"

namespace annals {
namespace {

struct Words {
  std::vector<std::string> forms;  // folded
  std::vector<Span> spans;
};

// The words and numbers of a text; punctuation and symbols are not searched.
Words words_of(std::string_view text, const Folding& folding) {
  Words words;
  std::string form;
  for (const Token& token : tokenize(text, {0, static_cast<uint32_t>(text.size())})) {
    if (token.kind != TokenKind::kWord && token.kind != TokenKind::kNumber && token.kind != TokenKind::kIdeograph)
      continue;
    folded_form(text, token, folding, form);
    if (form.empty()) continue;
    words.forms.push_back(form);
    words.spans.push_back(token.span);
  }
  return words;
}

std::string joined(const std::vector<std::string>& forms) {
  std::string text;
  for (const std::string& form : forms) {
    if (!text.empty()) text += ' ';
    text += form;
  }
  return text;
}

std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += '"';
    out += c;
  }
  return out + '"';
}

}  // namespace

SearchIndex::SearchIndex(std::span<const Document> documents, const Folding& folding)
    : documents_(documents), folding_(&folding) {}
SearchIndex::~SearchIndex() = default;

Result<std::unique_ptr<SearchIndex>> SearchIndex::build(std::span<const Document> documents, const Folding& folding) {
  auto opened = Database::open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX);
  if (!opened) return opened.error();
  std::unique_ptr<SearchIndex> index(new SearchIndex(documents, folding));
  index->database_ = std::make_unique<Database>(std::move(*opened));
  try {
    const Database& database = *index->database_;
    // The tokens are ours already; SQLite only splits them at the spaces.
    database.run(
        "CREATE VIRTUAL TABLE words USING fts5(text, content='', detail=full, "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co S* P*'\"); BEGIN");
    Statement insert(database, "INSERT INTO words (rowid, text) VALUES (?1, ?2)");
    for (size_t i = 0; i < documents.size(); ++i) {
      insert.bind(static_cast<int64_t>(i), std::string_view(joined(words_of(documents[i].text, folding).forms))).run();
    }
    database.run("COMMIT");
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
  return index;
}

Result<std::vector<SearchHit>> SearchIndex::find(const std::vector<std::vector<SearchPhrase>>& groups, size_t limit,
                                                 size_t& total) const {
  total = 0;
  std::vector<std::vector<std::vector<std::string>>> wanted;
  std::string match;
  for (const auto& group : groups) {
    std::string any;
    auto& phrases = wanted.emplace_back();
    for (const SearchPhrase& phrase : group) {
      Words words = words_of(phrase, *folding_);
      if (words.forms.empty()) continue;
      if (!any.empty()) any += " OR ";
      any += quoted(joined(words.forms));
      phrases.push_back(std::move(words.forms));
    }
    if (any.empty()) {
      wanted.pop_back();
      continue;
    }
    if (!match.empty()) match += " AND ";
    match += "(" + any + ")";
  }
  std::vector<SearchHit> hits;
  if (match.empty()) return hits;
  try {
    Statement statement(*database_, "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rank, rowid");
    statement.bind(std::string_view(match));
    while (statement.step()) {
      const auto document = static_cast<uint32_t>(statement.integer(0));
      const Words words = words_of(documents_[document].text, *folding_);
      for (size_t at = 0; at < words.forms.size();) {
        size_t longest = 0;
        for (const auto& phrases : wanted) {
          for (const auto& phrase : phrases) {
            if (phrase.size() <= words.forms.size() - at &&
                std::equal(phrase.begin(), phrase.end(), words.forms.begin() + static_cast<ptrdiff_t>(at))) {
              longest = std::max(longest, phrase.size());
            }
          }
        }
        if (longest > 0) {
          ++total;
          if (hits.size() < limit) hits.push_back({document, join(words.spans[at], words.spans[at + longest - 1])});
        }
        at += std::max<size_t>(longest, 1);
      }
    }
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
  return hits;
}

}  // namespace annals
