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

SearchIndex::SearchIndex(const Folding& folding) : folding_(&folding) {}
SearchIndex::~SearchIndex() = default;

Result<std::unique_ptr<SearchIndex>> SearchIndex::build(std::span<const Document> documents, const Folding& folding) {
  auto opened = Database::open(":memory:", SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX);
  if (!opened) return opened.error();
  std::unique_ptr<SearchIndex> index(new SearchIndex(folding));
  index->database_ = std::make_unique<Database>(std::move(*opened));
  try {
    const Database& database = *index->database_;
    // The tokens are ours already; SQLite only splits them at the spaces.
    database.run(
        "CREATE VIRTUAL TABLE words USING fts5(text, content='', detail=full, "
        "tokenize=\"unicode61 remove_diacritics 0 categories 'L* N* M* Co S* P*'\"); BEGIN");
    Statement insert(database, "INSERT INTO words (rowid, text) VALUES (?1, ?2)");
    for (size_t i = 0; i < documents.size(); ++i) {
      Words words = words_of(documents[i].text, folding);
      insert.bind(static_cast<int64_t>(i), std::string_view(joined(words.forms))).run();
      IndexedText& text = index->texts_.emplace_back();
      text.spans = std::move(words.spans);
      text.words.reserve(words.forms.size());
      for (const std::string& form : words.forms) {
        const auto next = static_cast<uint32_t>(index->vocabulary_.size());
        text.words.push_back(index->vocabulary_.try_emplace(form, next).first->second);
      }
    }
    database.run("COMMIT");
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
  return index;
}

// Longest phrases first, left to right; what was found is not looked into again.
void SearchIndex::count_places(const IndexedText& text, uint32_t document, const Phrases& phrases, size_t limit,
                               size_t& total, std::vector<SearchHit>& hits) {
  static const std::vector<Phrase> kNone;
  const std::vector<uint32_t>& words = text.words;
  for (size_t at = 0; at < words.size();) {
    size_t longest = 0;
    for (const Phrase& phrase : phrases.begins[words[at]] ? phrases.list : kNone) {
      if (phrase.size() > longest && phrase.size() <= words.size() - at &&
          std::equal(phrase.begin(), phrase.end(), words.begin() + static_cast<ptrdiff_t>(at))) {
        longest = phrase.size();
      }
    }
    if (longest > 0) {
      ++total;
      if (hits.size() < limit) hits.push_back({document, join(text.spans[at], text.spans[at + longest - 1])});
    }
    at += std::max<size_t>(longest, 1);
  }
}

Result<std::vector<SearchHit>> SearchIndex::find(const std::vector<std::vector<SearchPhrase>>& groups, size_t limit,
                                                 size_t& total) const {
  total = 0;
  Phrases phrases{{}, std::vector<bool>(vocabulary_.size())};
  std::string match;
  for (const auto& group : groups) {
    std::string any;
    bool asks = false;  // a group without a word asks for nothing
    for (const SearchPhrase& words : group) {
      const Words cut = words_of(words, *folding_);
      if (cut.forms.empty()) continue;
      asks = true;
      Phrase phrase;
      for (const std::string& form : cut.forms) {
        const auto known = vocabulary_.find(std::string_view(form));
        if (known != vocabulary_.end()) phrase.push_back(known->second);
      }
      if (phrase.size() != cut.forms.size()) continue;  // no document has one of its words
      if (!any.empty()) any += " OR ";
      any += quoted(joined(cut.forms));
      phrases.begins[phrase.front()] = true;
      phrases.list.push_back(std::move(phrase));
    }
    if (!asks) continue;
    if (any.empty()) return std::vector<SearchHit>{};
    if (!match.empty()) match += " AND ";
    match += "(" + any + ")";
  }
  std::vector<SearchHit> hits;
  if (match.empty()) return hits;
  std::vector<uint32_t> found;
  try {
    // One question at a time, whole: SQLite would let others in at each row, and many would wait for each other.
    const std::lock_guard lock(asking_);
    Statement statement(*database_, "SELECT rowid FROM words WHERE words MATCH ?1 ORDER BY rank, rowid");
    statement.bind(std::string_view(match));
    while (statement.step()) found.push_back(static_cast<uint32_t>(statement.integer(0)));
  } catch (const DatabaseFailure& failure) {
    return failure.error;
  }
  for (const uint32_t document : found) count_places(texts_[document], document, phrases, limit, total, hits);
  return hits;
}

}  // namespace annals
