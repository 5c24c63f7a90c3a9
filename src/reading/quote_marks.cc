#include "reading/quote_marks.h"

#include <algorithm>

#include "reading/inflection.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr size_t kDeepest = 32;  // marks that are open at once and may still be closed

// Pairs the marks of a block, line by line.
class MarkPairer {
 public:
  MarkPairer(std::string_view text, const AnalyzedBlock& block) : text_(text), block_(block) {}

  std::vector<QuotedStretch> run() {
    const std::vector<Token>& tokens = block_.text.tokens;
    for (uint32_t i = 0; i < tokens.size(); ++i) {
      if (tokens[i].kind == TokenKind::kLineBreak) {
        add_unclosed();
        continue;
      }
      if (tokens[i].kind != TokenKind::kPunctuation && tokens[i].kind != TokenKind::kSymbol) continue;
      const char32_t c = decode(text_, tokens[i].span.begin).value;
      const bool twice = is_doubled_mark(text_, tokens, i);
      mark(i, i + twice, twice ? '"' : c);  // typewriters' ''…'' and ``…''
      i += twice;
    }
    add_unclosed();
    std::sort(found_.begin(), found_.end(), [](const QuotedStretch& a, const QuotedStretch& b) {
      return a.first != b.first ? a.first < b.first : a.end > b.end;
    });
    std::vector<uint32_t> ends;  // of the stretches that are open at the stretch
    for (QuotedStretch& stretch : found_) {
      while (!ends.empty() && ends.back() < stretch.end) ends.pop_back();
      stretch.depth = static_cast<uint32_t>(ends.size());
      ends.push_back(stretch.end);
    }
    return std::move(found_);
  }

 private:
  struct Open {
    uint32_t token = 0;  // the mark's last
    char32_t close = 0;
  };

  // Words that a mark opens at the beginning of a line and none closes: to the end of their sentence.
  void add_unclosed() {
    const std::vector<Token>& tokens = block_.text.tokens;
    if (open_.empty()) return;
    const uint32_t first = open_[0].token + 1;
    open_.clear();
    if (first >= 2 && tokens[first - 2].kind != TokenKind::kLineBreak) return;
    for (const Sentence& sentence : block_.sentences) {
      if (first < sentence.first || first >= sentence.first + sentence.count) continue;
      uint32_t end = sentence.first + sentence.count;
      if (end > first && tokens[end - 1].kind == TokenKind::kPunctuation) --end;
      add(first, end);
    }
  }

  // A mark of the tokens [first, last].
  void mark(uint32_t first, uint32_t last, char32_t c) {
    const std::vector<Token>& tokens = block_.text.tokens;
    const size_t outermost = open_.size() - std::min(open_.size(), kDeepest);
    for (size_t k = open_.size(); k-- > outermost;) {
      // “It stays," she said: closed by the other kind
      const bool mixed = !tokens[first].space_before &&
                         ((c == '"' && open_[k].close == 0x201D) || (c == 0x201D && open_[k].close == '"'));
      if (mixed && first != open_[k].token + 1) {
        add(open_[k].token + 1, first);
        open_.resize(k);
        return;
      }
      if (open_[k].close != c || first == open_[k].token + 1) continue;
      // A straight mark that looks like an opening one opens a new stretch.
      if (symmetric(c) && tokens[first].space_before && last + 1 < tokens.size() && !tokens[last + 1].space_before &&
          tokens[last + 1].kind != TokenKind::kLineBreak && tokens[last + 1].kind != TokenKind::kPunctuation) {
        open_[k].token = last;
        return;
      }
      if (c == 0x2019 && last + 1 < tokens.size() && !tokens[last + 1].space_before &&
          tokens[last + 1].kind == TokenKind::kWord)
        return;  // don’t
      add(open_[k].token + 1, first);
      open_.resize(k);
      return;
    }
    for (const QuoteRules::Pair& pair : block_.language->quotes->marks) {
      if (pair.open != c) continue;
      if (symmetric(c) && last + 1 < tokens.size() && tokens[last + 1].space_before && !tokens[first].space_before)
        return;
      if (c == '\'' || c == 0x2018) {
        if (!tokens[first].space_before && first > 0 && tokens[first - 1].kind == TokenKind::kWord &&
            tokens[first - 1].script != Script::kHan)
          return;
      }
      open_.push_back({last, pair.close});
      return;
    }
  }

  bool symmetric(char32_t c) const {
    for (const QuoteRules::Pair& pair : block_.language->quotes->marks) {
      if (pair.open == c && pair.close == c) return true;
    }
    return false;
  }

  void add(uint32_t first, uint32_t end) {
    if (first >= end) return;
    const std::vector<Token>& tokens = block_.text.tokens;
    found_.push_back({first, end, 0, {tokens[first].span.begin, tokens[end - 1].span.end}});
  }

  std::string_view text_;
  const AnalyzedBlock& block_;
  std::vector<Open> open_;
  std::vector<QuotedStretch> found_;
};

}  // namespace

std::shared_ptr<const QuoteRules> compile_quotes(const Pack& pack, Language& language) {
  auto rules = std::make_shared<QuoteRules>();
  const Table& table = pack.table("quotes");
  for (const Table::Row& row : table.rows()) {
    const std::string_view open = table.get(row, "open"), close = table.get(row, "close"),
                           kind = table.get(row, "kind");
    if (open.empty()) continue;
    const char32_t first = decode(open, 0).value;
    if (kind == "dash") {
      rules->dashes.push_back(first);
    } else if (kind == "colon") {
      rules->colons.push_back(first);
    } else if (!close.empty()) {
      rules->marks.push_back({first, decode(close, 0).value});
    }
  }
  const Table& unnamed = pack.table("unnamed");
  for (const Table::Row& row : unnamed.rows()) {
    const std::string_view kind = unnamed.get(row, "kind");
    const auto payload = kind == "many"       ? QuoteRules::kMany
                         : kind == "one"      ? QuoteRules::kOne
                         : kind == "official" ? QuoteRules::kOfficial
                                              : QuoteRules::kIndefinite;
    for (const std::string_view form : split_cell(unnamed.get(row, "forms"), '|'))
      rules->unnamed.add(form, payload, language.vocabulary);
  }
  const Table& answers = pack.table("answers");
  if (answers.rows().empty()) return rules;
  const Inflection inflection(pack);
  for (const Table::Row& row : answers.rows()) {
    const std::string_view kind = answers.get(row, "kind");
    for (const std::string_view verb : split_cell(answers.get(row, "forms"), '|')) {
      if (kind == "noun" || kind == "title") {
        (kind == "noun" ? rules->answer_nouns : rules->titles).add(verb, 0, language.vocabulary);
        continue;
      }
      for (const InflectedForm& form : inflection.forms(verb, "verb"))
        rules->answers.add(form.surface, 0, language.vocabulary);
    }
  }
  return rules;
}

bool is_doubled_mark(std::string_view text, const std::vector<Token>& tokens, uint32_t at) {
  const char c = text[tokens[at].span.begin];
  return (c == '\'' || c == '`') && at + 1 < tokens.size() && !tokens[at + 1].space_before &&
         tokens[at + 1].kind == tokens[at].kind && tokens[at + 1].span.size() == 1 &&
         text[tokens[at + 1].span.begin] == c;
}

std::vector<QuotedStretch> pair_marks(std::string_view text, const AnalyzedBlock& block) {
  if (!block.language->quotes) return {};
  return MarkPairer(text, block).run();
}

}  // namespace annals
