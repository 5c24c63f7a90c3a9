#include "reading/quote_marks.h"

#include <algorithm>

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
      mark(i, decode(text_, tokens[i].span.begin).value);
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
    uint32_t token = 0;
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

  void mark(uint32_t i, char32_t c) {
    const std::vector<Token>& tokens = block_.text.tokens;
    const size_t outermost = open_.size() - std::min(open_.size(), kDeepest);
    for (size_t k = open_.size(); k-- > outermost;) {
      if (open_[k].close != c || i == open_[k].token + 1) continue;
      // A straight mark that looks like an opening one opens a new stretch.
      if (symmetric(c) && tokens[i].space_before && i + 1 < tokens.size() && !tokens[i + 1].space_before &&
          tokens[i + 1].kind != TokenKind::kLineBreak && tokens[i + 1].kind != TokenKind::kPunctuation) {
        open_[k].token = i;
        return;
      }
      if (c == 0x2019 && i + 1 < tokens.size() && !tokens[i + 1].space_before && tokens[i + 1].kind == TokenKind::kWord)
        return;  // don’t
      add(open_[k].token + 1, i);
      open_.resize(k);
      return;
    }
    for (const QuoteRules::Pair& pair : block_.language->quotes->marks) {
      if (pair.open != c) continue;
      if (symmetric(c) && i + 1 < tokens.size() && tokens[i + 1].space_before && !tokens[i].space_before) return;
      if (c == '\'' || c == 0x2018) {
        if (!tokens[i].space_before && i > 0 && tokens[i - 1].kind == TokenKind::kWord &&
            tokens[i - 1].script != Script::kHan)
          return;
      }
      open_.push_back({i, pair.close});
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

std::shared_ptr<const QuoteRules> compile_quotes(const Pack& pack) {
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
  return rules;
}

std::vector<QuotedStretch> pair_marks(std::string_view text, const AnalyzedBlock& block) {
  if (!block.language->quotes) return {};
  return MarkPairer(text, block).run();
}

}  // namespace annals
