#include "languages/page_lines.h"

#include <algorithm>
#include <charconv>
#include <map>

namespace annals {
namespace {

constexpr uint32_t kLineLimit =
    40;  // tokens of a line that one phrase can make boilerplate, where the table gives no limit
constexpr uint32_t kMaxValue = 40;     // tokens of a labelled value
constexpr uint32_t kMaxBare = 14;      // tokens of lines one of which begins with a label without a colon
constexpr uint32_t kMaxAgency = 4;     // tokens of an agency's name
constexpr uint32_t kMaxAuthor = 5;     // tokens behind 'wrote' and before the colon, it included
constexpr uint32_t kMaxDateline = 16;  // tokens before a dateline's dash

template <class Use>
void for_rows(const Languages& languages, std::string_view name, Use use) {
  for (const Table::Row& row : languages.world().table(name).rows()) use(languages.world().table(name), row);
  for (const auto& [code, pack] : languages.packs()) {
    const Table& table = pack.table(name);
    for (const Table::Row& row : table.rows()) {
      // Each pack's table begins with the world's rows.
      if (row.file == nullptr || !row.file->starts_with("_world/")) use(table, row);
    }
  }
}

bool counts(const Token& token) { return token.kind == TokenKind::kWord || token.kind == TokenKind::kIdeograph; }

bool is(std::string_view text, const Token& token, std::initializer_list<std::string_view> marks) {
  return std::find(marks.begin(), marks.end(), token.span.of(text)) != marks.end();
}

bool is_colon(std::string_view text, const Token& token) { return is(text, token, {":", "：", "∶"}); }
bool is_separator(std::string_view text, const Token& token) {
  return token.kind == TokenKind::kLineBreak ||
         is(text, token, {"|",  "｜", "，", "،", ",", ";",  "；", "؛", "•", "·", "/",
                          "／", "【", "】", "(", ")", "（", "）", "[", "]", "—", "–"});
}

// A full stop after a word (an initial's goes on in a name) and a number of two digits or more end a name.
bool ends_value(std::string_view text, const std::vector<Token>& all, uint32_t begin, uint32_t at) {
  if (at == begin) return false;
  if (all[at].kind == TokenKind::kNumber) return all[at].span.size() > 1;
  constexpr uint32_t kLongestAbbreviation = 3;  // bytes: 'Jr', 'Dr'
  return is(text, all[at], {".", "。"}) && all[at - 1].span.size() > kLongestAbbreviation;
}

}  // namespace

PageLines::PageLines(const Languages& languages, Vocabulary& vocabulary) {
  for_rows(languages, "boilerplate", [&](const Table& table, const Table::Row& row) {
    const std::string_view match = table.get(row, "match");
    Phrase phrase{match == "line"    ? Match::kLine
                  : match == "start" ? Match::kStart
                  : match == "part"  ? Match::kPart
                                     : Match::kWord,
                  kLineLimit};
    const std::string_view limit = table.get(row, "limit");
    std::from_chars(limit.data(), limit.data() + limit.size(), phrase.limit);
    boilerplate_.add(table.get(row, "surface"), static_cast<uint32_t>(phrases_.size()), vocabulary);
    phrases_.push_back(phrase);
  });
  for_rows(languages, "labels", [&](const Table& table, const Table::Row& row) {
    labels_.add(table.get(row, "surface"), static_cast<uint32_t>(label_kinds_.size()), vocabulary);
    label_kinds_.push_back(table.get(row, "kind"));
  });
  static const std::map<std::string_view, Field> kFields{{"from", Field::kFrom},       {"to", Field::kTo},
                                                         {"cc", Field::kCopy},         {"date", Field::kDate},
                                                         {"subject", Field::kSubject}, {"field", Field::kOther}};
  for_rows(languages, "reply_lines", [&](const Table& table, const Table::Row& row) {
    const std::string_view kind = table.get(row, "kind");
    if (const auto field = kFields.find(kind); field != kFields.end()) {
      fields_.add(table.get(row, "surface"), static_cast<uint32_t>(field_kinds_.size()), vocabulary);
      field_kinds_.push_back(field->second);
      return;
    }
    replies_.add(table.get(row, "surface"), static_cast<uint32_t>(reply_kinds_.size()), vocabulary);
    reply_kinds_.push_back(kind == "original"    ? Reply::kOriginal
                           : kind == "signature" ? Reply::kSignature
                           : kind == "closing"   ? Reply::kClosing
                                                 : Reply::kAttribution);
  });
}

bool PageLines::is_boilerplate(std::string_view, const TokenizedText& tokens) const {
  const std::vector<Token>& all = tokens.tokens;
  const auto words = static_cast<uint32_t>(std::count_if(all.begin(), all.end(), counts));
  if (words == 0) return false;
  uint32_t first = 0;
  while (!counts(all[first])) ++first;
  uint32_t covered = 0;
  std::vector<PhraseTable::Match> matches;
  for (uint32_t i = 0; i < all.size();) {
    matches.clear();
    boilerplate_.match(tokens, i, matches);
    uint32_t longest = 0;
    for (const PhraseTable::Match& match : matches) {
      const Phrase& phrase = phrases_[match.payload];
      if (all.size() > phrase.limit) continue;
      if (phrase.match == Match::kPart || (phrase.match == Match::kStart && i <= first)) return true;
      longest = std::max(longest, match.count);
    }
    for (uint32_t k = i; k < i + longest; ++k) covered += counts(all[k]);
    i += std::max(1U, longest);
  }
  return covered * 10 >= words * 8;
}

std::vector<LabelledValue> PageLines::labelled(std::string_view text, const TokenizedText& tokens) const {
  const std::vector<Token>& all = tokens.tokens;
  std::vector<LabelledValue> found;
  std::vector<uint32_t> value_begins;
  // A label counts at the beginning, after a separator, and after another label's value where a colon follows it.
  for (uint32_t i = 0; i < all.size();) {
    const PhraseTable::Match match = labels_.longest(tokens, i);
    const uint32_t after = i + match.count;
    const std::string_view kind = match.count > 0 ? label_kinds_[match.payload] : std::string_view{};
    const bool line_begins = i == 0 || all[i - 1].kind == TokenKind::kLineBreak;
    // '文｜…', 'Text / …': at the beginning of a short line a bar does for a colon.
    const bool bar = kind == "author" && line_begins && after < all.size() && all.size() <= kMaxBare &&
                     is(text, all[after], {"|", "｜", "/", "／"});
    const bool colon = match.count > 0 && after < all.size() && (bar || is_colon(text, all[after]));
    const bool begins = i == 0 || is_separator(text, all[i - 1]);
    // 'By Ana Prado', 'Published 5 March': without a colon only at the very beginning of a short line.
    const bool name_follows =
        after < all.size() && counts(all[after]) && (all[after].capitalized || all[after].script != Script::kLatin);
    const bool number_follows = after < all.size() && all[after].kind == TokenKind::kNumber;
    const bool bare =
        line_begins && all.size() <= kMaxBare && ((kind == "by" && name_follows) || (kind == "date" && number_follows));
    if (match.count == 0 || kind == "reported" || !((colon && (begins || !found.empty())) || bare)) {
      ++i;
      continue;
    }
    found.push_back(
        {kind == "by" ? std::string_view("author") : kind, {all[i].span.begin, all[after - 1].span.end}, {}});
    i = after + (colon ? 1 : 0);
    value_begins.push_back(i);
  }
  for (size_t n = 0; n < found.size(); ++n) {
    uint32_t last = value_begins[n];
    const uint32_t limit = std::min<uint32_t>(static_cast<uint32_t>(all.size()), value_begins[n] + kMaxValue);
    while (last < limit && !is_separator(text, all[last]) && !ends_value(text, all, value_begins[n], last) &&
           (n + 1 == found.size() || all[last].span.begin < found[n + 1].label.begin))
      ++last;
    if (last > value_begins[n]) found[n].value = {all[value_begins[n]].span.begin, all[last - 1].span.end};
  }
  return found;
}

std::optional<Span> PageLines::dateline_credit(std::string_view text, const TokenizedText& tokens) const {
  const std::vector<Token>& all = tokens.tokens;
  uint32_t open = 0;
  uint32_t close = 0;
  for (uint32_t i = 0; i < all.size() && i < kMaxDateline; ++i) {
    if (is(text, all[i], {"(", "（"})) open = i + 1;
    if (is(text, all[i], {")", "）"}) && open > 0) close = i;
    const bool dash = is(text, all[i], {"-", "–", "—", "―"});
    const bool name = open > 0 && open < all.size() &&
                      (all[open].capitalized || (counts(all[open]) && all[open].script != Script::kLatin));
    if (dash && name && close > open && close - open <= kMaxAgency && i - close <= 2) {
      return Span{all[open].span.begin, all[close - 1].span.end};
    }
    const PhraseTable::Match match = labels_.longest(tokens, i);
    if (match.count == 0 || label_kinds_[match.payload] != "reported" || i == 0) continue;
    return Span{all[0].span.begin, all[i - 1].span.end};
  }
  return std::nullopt;
}

PageLines::Reply PageLines::reply_line(std::string_view text, const TokenizedText& tokens) const {
  const std::vector<Token>& all = tokens.tokens;
  if (all.empty()) return Reply::kNone;
  const bool colon = is_colon(text, all.back());
  for (uint32_t i = 0; i < all.size();) {
    const PhraseTable::Match match = replies_.longest(tokens, i);
    if (match.count == 0) {
      ++i;
      continue;
    }
    const Reply reply = reply_kinds_[match.payload];
    const uint32_t after = i + match.count;
    if (reply == Reply::kAttribution) {
      // The verb closes the line, or a name stands behind it: 'On Monday, Ana wrote:', 'في 3 مايو كتبت هالة:'.
      if (colon && after + kMaxAuthor >= all.size()) return reply;
    } else if (i == 0 || std::none_of(all.begin(), all.begin() + i, counts)) {
      // 'Regards,' closes a letter where it is all that its line says.
      uint32_t end = after;
      while (end < all.size() && all[end].kind != TokenKind::kLineBreak && !counts(all[end])) ++end;
      if (reply != Reply::kClosing || end == all.size() || all[end].kind == TokenKind::kLineBreak) return reply;
    }
    i = after;
  }
  return Reply::kNone;
}

std::vector<PageLines::HeadField> PageLines::head_fields(std::string_view text, const TokenizedText& tokens) const {
  const std::vector<Token>& all = tokens.tokens;
  std::vector<HeadField> found;
  const auto is_mark = [&](uint32_t i) { return is(text, all[i], {"*", "【", "】", "[", "]", "_", "|", ";"}); };
  uint32_t value = 0;  // token where the last field's value begins
  const auto close = [&](uint32_t end) {
    if (found.empty()) return;
    while (end > value && is_mark(end - 1)) --end;
    if (end > value) found.back().value = {all[value].span.begin, all[end - 1].span.end};
  };
  for (uint32_t i = 0; i < all.size();) {
    const PhraseTable::Match match = fields_.longest(tokens, i);
    uint32_t after = i + match.count;
    while (after < all.size() && is_mark(after)) ++after;
    const bool field = match.count > 0 && after < all.size() && is_colon(text, all[after]);
    if (field) {
      close(i);
      found.push_back({field_kinds_[match.payload], {}});
      value = after + 1;
      while (value < all.size() && is_mark(value)) ++value;
      i = value;
      if (found.back().kind == Field::kSubject) break;  // it may say 'To: do'
      continue;
    }
    if (found.empty() && !is_mark(i)) return {};
    ++i;
  }
  close(static_cast<uint32_t>(all.size()));
  return found;
}

}  // namespace annals
