#include "reading/sentences.h"

#include <unicode/uchar.h>

#include "text/utf8.h"

namespace annals {
namespace {

enum class End : uint8_t { kNo, kPoint, kSure };

End sentence_end(char32_t c) {
  switch (c) {
    case '.':
    case 0xFF0E:
      return End::kPoint;
    case '!':
    case '?':
    case 0x2026:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0x061F:
    case 0x06D4:
    case 0x0964:
    case 0xFF61:
      return End::kSure;
    default:
      return End::kNo;
  }
}

// No person writes longer ones. What goes on and on (a table, a list, a text without full stops) is cut at the next
// comma, and at any token when there is none, so that reading a sentence may take more than linear time.
constexpr uint32_t kLongSentence = 250;
constexpr uint32_t kLongestSentence = 500;

enum Abbreviation : uint32_t { kAlways, kBeforeNumber };

bool closes(char32_t c) {
  const int8_t type = u_charType(static_cast<UChar32>(c));
  return c == '"' || c == '\'' || type == U_END_PUNCTUATION || type == U_FINAL_PUNCTUATION;
}

}  // namespace

std::shared_ptr<const SentenceRules> compile_sentences(const Pack& pack, Language& language) {
  auto rules = std::make_shared<SentenceRules>();
  const Table& table = pack.table("abbreviations");
  for (const Table::Row& row : table.rows())
    rules->abbreviations.add(table.get(row, "surface"), table.get(row, "before") == "number" ? kBeforeNumber : kAlways,
                             language.vocabulary);
  return rules;
}

std::vector<Sentence> cut_sentences(std::string_view text, const TokenizedText& tokenized, const SentenceRules& rules) {
  const std::vector<Token>& tokens = tokenized.tokens;
  std::vector<Sentence> sentences;
  uint32_t first = 0;
  uint32_t protected_until = 0;  // tokens before this index belong to an abbreviation
  const auto cut = [&](uint32_t end) {
    if (end > first) sentences.push_back({first, end - first, {tokens[first].span.begin, tokens[end - 1].span.end}});
    first = end;
  };
  const auto count = static_cast<uint32_t>(tokens.size());
  for (uint32_t i = 0; i < count; ++i) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::kLineBreak) {
      cut(i);
      first = i + 1;
      continue;
    }
    if (token.kind == TokenKind::kWord && !rules.abbreviations.empty()) {
      const auto match = rules.abbreviations.longest(tokenized, i);
      const uint32_t next = i + match.count;
      const bool holds = match.payload == kAlways || (next < count && tokens[next].kind == TokenKind::kNumber);
      if (match.count > 0 && holds) protected_until = std::max(protected_until, next);
    }
    if (i - first >= kLongestSentence) cut(i);
    if (token.kind != TokenKind::kPunctuation) continue;
    if (i - first >= kLongSentence) {
      cut(i + 1);
      continue;
    }
    const End end = sentence_end(decode(text, token.span.begin).value);
    if (end == End::kNo) continue;
    uint32_t after = i + 1;
    while (after < count && tokens[after].kind == TokenKind::kPunctuation && !tokens[after].space_before &&
           (closes(decode(text, tokens[after].span.begin).value) ||
            sentence_end(decode(text, tokens[after].span.begin).value) != End::kNo)) {
      ++after;
    }
    if (end == End::kPoint && after < count && tokens[after].kind != TokenKind::kLineBreak) {
      const Token& next = tokens[after];
      if (i < protected_until && i + 1 < count) continue;
      if (!next.space_before) continue;  // 3.5, example.org
      if (next.kind == TokenKind::kWord && !next.capitalized && next.script != Script::kArabic &&
          next.script != Script::kHebrew)
        continue;
      const bool initial = i > first && tokens[i - 1].kind == TokenKind::kWord && tokens[i - 1].capitalized &&
                           tokens[i - 1].span.size() == 1;
      if (initial) continue;  // J. Smith
    }
    cut(after);
    i = after - 1;
  }
  cut(count);
  return sentences;
}

}  // namespace annals
