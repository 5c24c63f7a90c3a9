#include "reading/name_votes.h"

#include <algorithm>
#include <array>

#include "reading/name_bounds.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr int kPerson = 0, kOrganization = 1, kPlace = 2, kProduct = 3;

// Adds to both labels of a type.
void vote(LabelScores& scores, int type, float value) {
  scores[static_cast<size_t>(begin_label(type))] += value;
  scores[static_cast<size_t>(inside_label(type))] += value;
}

void vote_all(LabelScores& scores, float value) {
  for (int type = 0; type < kNameTypes; ++type) vote(scores, type, value);
}

// A widely known name, as the tables have it.
void add_known(const NameFeatures& features, uint32_t i, NameKind kind, int type, std::vector<LabelScores>& scores) {
  const uint32_t length = features.length[i];
  if (length == 0 || (features.starting[i] & bit(kind)) == 0) return;
  const float value = length > 1 ? 2.5F : 1.5F;
  for (uint32_t k = i; k < i + length && k < scores.size(); ++k)
    scores[k][static_cast<size_t>(k == i ? begin_label(type) : inside_label(type))] += value;
}

class Voter {
 public:
  Voter(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features, const NameLexicon& lexicon,
        float share, std::vector<LabelScores>& scores)
      : text_(text),
        tokens_(block.text.tokens),
        features_(features),
        lexicon_(lexicon),
        scores_(scores),
        share_(share) {
    opens_.assign(tokens_.size(), false);
    for (const Sentence& sentence : block.sentences) {
      uint32_t first = sentence.first;
      while (first < sentence.first + sentence.count && tokens_[first].kind != TokenKind::kWord) ++first;
      if (first < tokens_.size()) opens_[first] = true;
    }
  }

  void run() {
    for (uint32_t i = 0; i < tokens_.size(); ++i) {
      switch (tokens_[i].kind) {
        case TokenKind::kLineBreak:
          forbid(scores_[i]);
          break;
        case TokenKind::kPunctuation:
        case TokenKind::kSymbol:
          punctuation(i);
          break;
        case TokenKind::kNumber:
          begin_against(i, 3);
          break;
        case TokenKind::kIdeograph:
          ideograph(i);
          break;
        case TokenKind::kWord:
          word(i);
          break;
      }
      add_known(features_, i, NameKind::kPlace, kPlace, scores_);
      breaks(i);
    }
  }

 private:
  uint32_t kinds(uint32_t i) const { return i < tokens_.size() ? features_.covering[i] : 0; }
  bool has(uint32_t i, NameKind kind) const { return (kinds(i) & bit(kind)) != 0; }
  bool spells_sound(uint32_t i) const {
    return i < tokens_.size() && tokens_[i].kind == TokenKind::kIdeograph &&
           lexicon_.transliteration.contains(decode(text_, tokens_[i].span.begin).value);
  }

  void begin_against(uint32_t i, float value) {
    for (int type = 0; type < kNameTypes; ++type) scores_[i][static_cast<size_t>(begin_label(type))] -= value;
  }

  // 'its company, Green Plain Dairies, sold', where letters have no capitals: what the comma introduces.
  void introduced(uint32_t i) {
    constexpr uint32_t kLongestName = 4;
    constexpr uint8_t kEveryday = 8;
    constexpr float kSaidSo = 5;
    if (i == 0 || !has(i - 1, NameKind::kOrgBefore)) return;
    uint32_t end = i + 1;
    while (end < tokens_.size() && end - i <= kLongestName && tokens_[end].kind == TokenKind::kWord &&
           tokens_[end].script == Script::kArabic)
      ++end;
    const bool closed = end < tokens_.size() && decode(text_, tokens_[end].span.begin).value == U'،';
    if (end == i + 1 || !closed || features_.words.empty()) return;
    if ((features_.words[i + 1].code & 15) >= kEveryday) return;
    vote_whole(i + 1, end, kOrganization, kSaidSo);
  }

  void punctuation(uint32_t i) {
    begin_against(i, 12);
    quoted(i);
    const char32_t c = decode(text_, tokens_[i].span.begin).value;
    if (c == U'،') introduced(i);
    const bool inside = i > 0 && i + 1 < tokens_.size() && !tokens_[i].space_before;
    if (is_middle_dot(c) && inside && spells_sound(i - 1) && spells_sound(i + 1)) {
      scores_[i][static_cast<size_t>(inside_label(kPerson))] += 6;
      for (const uint32_t k : {i - 1, i + 1}) vote(scores_[k], kPerson, 2);
      scores_[i + 1][static_cast<size_t>(begin_label(kPerson))] -= 4;
      return;
    }
    // A point goes on with a name after an initial or an abbreviation, or inside a word ('JD.com'), beside no other.
    const auto point = [&](uint32_t k) { return tokens_[k].span.of(text_) == "."; };
    if (c == '.' && inside &&
        ((tokens_[i + 1].space_before && tokens_[i - 1].span.size() > 2) || point(i - 1) || point(i + 1))) {
      forbid(scores_[i]);
      return;
    }
    if (c == '&' && i > 0 && i + 1 < tokens_.size() && capitalized_word(i - 1) && capitalized_word(i + 1)) {
      partners(i);
      return;
    }
    if (!joins_words(c) || !inside) forbid(scores_[i]);
  }

  bool capitalized_word(uint32_t i) const {
    return tokens_[i].kind == TokenKind::kWord && tokens_[i].script == Script::kLatin && tokens_[i].capitalized &&
           tokens_[i].span.size() > 1;
  }

  // 'Marlow & Finch' is a firm.
  void partners(uint32_t i) {
    constexpr float kSure = 5;
    scores_[i][static_cast<size_t>(inside_label(kOrganization))] += kSure;
    vote(scores_[i - 1], kOrganization, kSure);
    scores_[i + 1][static_cast<size_t>(inside_label(kOrganization))] += kSure;
  }

  // A name stays in one script, and does not cross the gap between columns.
  void breaks(uint32_t i) {
    if (i == 0) return;
    const Token& before = tokens_[i - 1];
    constexpr uint32_t kColumnGap = 3;
    const auto is_word = [](const Token& t) { return t.kind == TokenKind::kWord || t.kind == TokenKind::kIdeograph; };
    const bool other_script = is_word(tokens_[i]) && is_word(before) && before.script != tokens_[i].script;
    const std::string_view between = text_.substr(before.span.end, tokens_[i].span.begin - before.span.end);
    const bool gap = between.size() >= kColumnGap || between.find('\t') != std::string_view::npos;
    if (!other_script && !gap) return;
    for (int type = 0; type < kNameTypes; ++type)
      scores_[i][static_cast<size_t>(inside_label(type))] -= gap ? 50.0F : 4.0F;
  }

  void context(uint32_t i) {
    if (i == 0) return;
    // 'Mr. X': the point belongs to the title.
    const uint32_t before =
        i > 1 && tokens_[i - 1].span.of(text_) == "." && has(i - 2, NameKind::kTitle) ? kinds(i - 2) : kinds(i - 1);
    // 'Text: X', 'Photo/X'.
    const char32_t mark = decode(text_, tokens_[i - 1].span.begin).value;
    if (i > 1 && (mark == '/' || mark == '|' || mark == ':' || mark == U'：') && has(i - 2, NameKind::kPersonBefore))
      vote(scores_[i], kPerson, 1.5F);
    if ((before & bit(NameKind::kTitle)) != 0) vote(scores_[i], kPerson, 1.5F * share_);
    if ((before & bit(NameKind::kRole)) != 0) vote(scores_[i], kPerson, 0.8F * share_);
    if ((before & bit(NameKind::kOrgBefore)) != 0) vote(scores_[i], kOrganization, 1.5F * share_);
    if ((before & bit(NameKind::kPlaceBefore)) != 0) vote(scores_[i], kPlace, 0.7F * share_);
    if ((before & bit(NameKind::kProductBefore)) != 0) vote(scores_[i], kProduct, 1.0F * share_);
    if (has(i + 1, NameKind::kPersonVerb)) vote(scores_[i], kPerson, 0.5F * share_);
    if (has(i + 1, NameKind::kTitleAfter)) vote(scores_[i], kPerson, 1.5F * share_);
  }

  void word(uint32_t i) {
    const Token& token = tokens_[i];
    const uint32_t here = kinds(i);
    if ((here & bit(NameKind::kNotName)) != 0 && features_.length[i] == 0) vote_all(scores_[i], -2.5F);
    if (token.script == Script::kLatin) {
      const bool foreign = lexicon_foreign(i);
      bool inner = false;  // a capital inside: 'eBay'
      for (uint32_t at = token.span.begin + 1; at < token.span.end; ++at) inner |= text_[at] >= 'A' && text_[at] <= 'Z';
      if (!token.capitalized && !inner) {
        begin_against(i, (here & bit(NameKind::kProduct)) != 0 ? 1.0F : 6.0F);
        return;
      }
      if ((here & kNeverName) == 0) {
        const float sure = opens_[i] ? 0.4F : 1.5F;
        vote(scores_[i], kPerson, sure * share_);
        vote(scores_[i], kOrganization, (sure + (token.all_capitals || inner ? 0.8F : 0.0F)) * share_);
        vote(scores_[i], kPlace, 0.8F * sure * share_);
        vote(scores_[i], kProduct, 0.5F * sure * share_);
        // A word in Latin letters in a text of another script is mostly a name.
        if (foreign) vote_all(scores_[i], 2.0F);
      }
      if ((here & bit(NameKind::kWeak)) != 0 && opens_[i]) begin_against(i, 2.0F);
    }
    if ((here & bit(NameKind::kGiven)) != 0) vote(scores_[i], kPerson, 1.5F * share_);
    if ((here & bit(NameKind::kFamily)) != 0) vote(scores_[i], kPerson, 1.2F * share_);
    if ((here & bit(NameKind::kOrgHead)) != 0) vote(scores_[i], kOrganization, 1.0F * share_);
    if ((here & bit(NameKind::kOrgSuffix)) != 0)
      scores_[i][static_cast<size_t>(inside_label(kOrganization))] += 1.5F * share_;
    if ((here & bit(NameKind::kPlaceWord)) != 0) scores_[i][static_cast<size_t>(inside_label(kPlace))] += 1.2F * share_;
    if ((here & bit(NameKind::kProductWord)) != 0)
      scores_[i][static_cast<size_t>(inside_label(kProduct))] += 1.0F * share_;
    context(i);
  }

  bool lexicon_foreign(uint32_t i) const {
    for (const uint32_t k : {i - 1, i + 1, i - 2, i + 2}) {
      if (k < tokens_.size() && (tokens_[k].kind == TokenKind::kWord || tokens_[k].kind == TokenKind::kIdeograph)) {
        return tokens_[k].script != Script::kLatin;
      }
    }
    return false;
  }

  // `first` to before `end` is one name of this type, as far as the words around it can tell.
  void vote_whole(uint32_t first, uint32_t end, int type, float value) {
    for (uint32_t k = first; k < end; ++k)
      scores_[k][static_cast<size_t>(k == first ? begin_label(type) : inside_label(type))] += value;
  }

  bool starts(uint32_t i, NameKind kind) const {
    return i < tokens_.size() && (features_.starting[i] & bit(kind)) != 0;
  }

  // What stands in quotation marks right after 'the company' or right before 'weekly' is called so.
  void quoted(uint32_t i) {
    const char32_t open = decode(text_, tokens_[i].span.begin).value;
    constexpr std::array<std::pair<char32_t, char32_t>, 7> kMarks{
        {{U'«', U'»'}, {U'“', U'”'}, {U'„', U'“'}, {U'‘', U'’'}, {U'《', U'》'}, {U'「', U'」'}, {U'"', U'"'}}};
    const auto* const mark = std::find_if(kMarks.begin(), kMarks.end(), [&](const auto& m) { return m.first == open; });
    if (mark == kMarks.end()) return;
    constexpr uint32_t kLongestName = 7;
    uint32_t end = i + 1;
    while (end < tokens_.size() && end - i <= kLongestName &&
           (tokens_[end].kind == TokenKind::kWord || tokens_[end].kind == TokenKind::kIdeograph))
      ++end;
    const Token& first = tokens_[i + 1 < tokens_.size() ? i + 1 : i];
    if (first.script == Script::kLatin && !first.capitalized) return;
    if (end == i + 1 || end >= tokens_.size() || decode(text_, tokens_[end].span.begin).value != mark->second) return;
    // 'founder of «X»' where letters have no capitals.
    const bool of_body = first.script == Script::kArabic && i > 0 && has(i - 1, NameKind::kBodyBefore);
    bool body = of_body || (i > 0 && has(i - 1, NameKind::kOrgBefore)) ||
                (tokens_[i + 1].kind == TokenKind::kIdeograph && starts(end + 1, NameKind::kOrgSuffix));
    if (mark->first == U'《') {  // a newspaper
      for (uint32_t k = i + 2; k < end; ++k) body = body || k + suffix_at(k) == end;
    }
    // Where letters have no capitals, a name begins with no everyday word.
    constexpr uint8_t kEveryday = 8;
    if (first.script != Script::kLatin && first.kind == TokenKind::kWord && !features_.words.empty() &&
        (features_.words[i + 1].code & 15) >= kEveryday)
      return;
    constexpr float kSaidSo = 5;
    if (body) vote_whole(i + 1, end, kOrganization, kSaidSo);
  }

  bool joins_sounds(uint32_t i) const {
    if (i == 0 || i >= tokens_.size() || !spells_sound(i - 1) || !spells_sound(i + 1)) return false;
    const char32_t c = decode(text_, tokens_[i].span.begin).value;
    return c == U'与' || c == U'和';
  }

  // 'A与B商行' is one body; so is a place with an authority's name after it.
  void compound_body(uint32_t i) {
    constexpr uint32_t kLongestPart = 8;
    constexpr float kSure = 3, kPartners = 6;
    if (joins_sounds(i)) {
      uint32_t first = i, end = i + 1;
      while (first > 0 && i - first < kLongestPart && spells_sound(first - 1)) --first;
      while (end - i < kLongestPart && spells_sound(end) && !starts(end, NameKind::kOrgSuffix)) ++end;
      const uint32_t suffix = suffix_at(end);
      if (i - first >= 2 && end - i > 2 && suffix > 1) vote_whole(first, end + suffix, kOrganization, kPartners);
    }
    // A name spelled by sound, before a word that closes names of bodies.
    if (suffix_at(i) > 2 && i > 0 && spells_sound(i - 1)) {
      uint32_t first = i;
      while (first > 0 && i - first < kLongestPart && spells_sound(first - 1)) --first;
      while (first < i && has(first, NameKind::kWeak)) ++first;
      if (i - first >= 2 && !joins_sounds(first - 1)) vote_whole(first, i + suffix_at(i), kOrganization, kSure);
    }
    const uint32_t place = features_.length[i];
    if (place > 1 && starts(i, NameKind::kPlace)) {
      const uint32_t suffix = suffix_at(i + place);
      if (suffix > 2) vote_whole(i, i + place + suffix, kOrganization, kSure);
    }
  }

  // Tokens of the longest word there that closes names of bodies.
  uint32_t suffix_at(uint32_t i) const { return i < tokens_.size() ? features_.suffix[i] : 0; }

  // 韩国栋: a surname and two letters of given names, of which the first two happen to be a place.
  void person_of_place(uint32_t i) {
    constexpr float kSure = 5;
    const auto given = [&](uint32_t k) {
      return k < tokens_.size() && tokens_[k].kind == TokenKind::kIdeograph &&
             lexicon_.given_characters.contains(decode(text_, tokens_[k].span.begin).value);
    };
    if (features_.words.empty() || features_.length[i] != 2 || !starts(i, NameKind::kPlace) ||
        !starts(i, NameKind::kFamily) || !given(i + 1) || !given(i + 2) || has(i + 2, NameKind::kPlaceWord) ||
        has(i + 2, NameKind::kOrgSuffix))
      return;
    // The third letter is no word's beginning, and what follows may follow a name.
    if (features_.words[i + 2].after != i + 3) return;
    const bool closed = i + 3 >= tokens_.size() || tokens_[i + 3].kind != TokenKind::kIdeograph ||
                        starts(i + 3, NameKind::kPersonVerb) || starts(i + 3, NameKind::kPersonAfter) ||
                        starts(i + 3, NameKind::kTitleAfter);
    if (closed && !has(i + 2, NameKind::kWeak)) vote_whole(i, i + 3, kPerson, kSure);
  }

  // 李某某, 陈某盛, 王某1: a surname and what stands for a given name that is not told (both `given` and `weak`), or
  // for its first letter.
  void unnamed_person(uint32_t i) {
    constexpr uint32_t kLongestName = 3;
    constexpr float kSaidSo = 5;
    const auto untold = [&](uint32_t k) {
      return k < tokens_.size() && has(k, NameKind::kGiven) && has(k, NameKind::kWeak);
    };
    if (!starts(i, NameKind::kFamily) || has(i, NameKind::kWeak) || !untold(i + 1)) return;
    uint32_t end = i + 2;
    while (end - i < kLongestName && untold(end)) ++end;
    const auto& words = features_.words;  // 对方 + 某, 某种
    if (!words.empty() && (words[i].before < i || words[i + 1].after > end)) return;
    if (end == i + 2 && tells_apart(end)) ++end;
    vote_whole(i, end, kPerson, kSaidSo);
    // 唐某拉着: nothing follows.
    if (end < tokens_.size()) scores_[end][static_cast<size_t>(inside_label(kPerson))] -= 2 * kSaidSo;
  }

  // Whether the token is one letter of a given name and no word's, or a number or capital that tells namesakes apart.
  bool tells_apart(uint32_t i) const {
    if (i >= tokens_.size() || tokens_[i].space_before) return false;
    const Token& token = tokens_[i];
    const bool ends = i + 1 >= tokens_.size() || tokens_[i + 1].kind != TokenKind::kIdeograph;
    if (token.kind == TokenKind::kNumber) {  // and counts nothing
      if (token.span.size() != 1) return false;
      if (ends || has(i + 1, NameKind::kWeak) || starts(i + 1, NameKind::kPersonVerb)) return true;
      if (features_.words.empty()) return false;
      const WordPlace& next = features_.words[i + 1];
      return next.after > i + 2 && static_cast<WordClass>(next.code >> 4U) != WordClass::kCount;
    }
    if (token.kind == TokenKind::kWord) return token.script == Script::kLatin && token.span.size() == 1;
    constexpr uint32_t kOther = bit(NameKind::kWeak) | bit(NameKind::kPersonVerb) | bit(NameKind::kNotName) |
                                bit(NameKind::kTitleAfter) | bit(NameKind::kPersonAfter);
    return token.kind == TokenKind::kIdeograph && (features_.covering[i] & kOther) == 0 && !features_.words.empty() &&
           features_.words[i].before == i && features_.words[i].after == i + 1 &&
           lexicon_.given_characters.contains(decode(text_, token.span.begin).value);
  }

  // 责任编辑：林岸: a label of people, and behind it a surname and what there is to the end of the line.
  void labelled_person(uint32_t i) {
    constexpr uint32_t kShortest = 2, kLongestName = 4;
    constexpr float kSaidSo = 5;
    if (i < 2 || !starts(i, NameKind::kFamily) || !has(i - 2, NameKind::kPersonBefore)) return;
    const char32_t mark = decode(text_, tokens_[i - 1].span.begin).value;
    if (mark != ':' && mark != U'：') return;
    uint32_t end = i;
    while (end < tokens_.size() && end - i <= kLongestName && tokens_[end].kind == TokenKind::kIdeograph) ++end;
    const bool closed = end == tokens_.size() || tokens_[end].kind == TokenKind::kLineBreak ||
                        tokens_[end].kind == TokenKind::kPunctuation;
    if (closed && end - i >= kShortest && end - i <= kLongestName) vote_whole(i, end, kPerson, kSaidSo);
  }

  void ideograph(uint32_t i) {
    compound_body(i);
    labelled_person(i);
    person_of_place(i);
    unnamed_person(i);
    if ((kinds(i) & bit(NameKind::kNotName)) != 0 && features_.length[i] == 0) vote_all(scores_[i], -1.5F);
    uint32_t run = 0;
    while (run < 4 && spells_sound(i + run)) ++run;
    for (uint32_t k = i; run < 4 && k-- > 0 && spells_sound(k);) ++run;
    if (run >= 3 && (kinds(i) & bit(NameKind::kWeak)) == 0)
      vote(scores_[i], kPerson, 0.6F * static_cast<float>(run - 2) * share_);
    if (has(i, NameKind::kOrgSuffix)) scores_[i][static_cast<size_t>(inside_label(kOrganization))] += 0.8F * share_;
    if (has(i, NameKind::kPlaceWord)) scores_[i][static_cast<size_t>(inside_label(kPlace))] += 0.5F * share_;
    context(i);
  }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  const NameFeatures& features_;
  const NameLexicon& lexicon_;
  std::vector<LabelScores>& scores_;
  float share_;
  std::vector<bool> opens_;
};

}  // namespace

void forbid(LabelScores& scores) {
  for (size_t k = 1; k < scores.size(); ++k) scores[k] = -1e4F;
}

void add_known_bodies(const NameFeatures& features, std::vector<LabelScores>& scores) {
  for (uint32_t i = 0; i < scores.size(); ++i) {
    add_known(features, i, NameKind::kOrganization, kOrganization, scores);
    add_known(features, i, NameKind::kProduct, kProduct, scores);
  }
}

void add_capitals(const AnalyzedBlock& block, const NameFeatures& features, float score,
                  std::vector<LabelScores>& scores) {
  if (score == 0) return;
  const std::vector<Token>& tokens = block.text.tokens;
  constexpr uint32_t kNoName = kNeverName | bit(NameKind::kTitle) | bit(NameKind::kTitleAfter) | bit(NameKind::kRole);
  const auto is_latin = [&](uint32_t i) {
    return tokens[i].kind == TokenKind::kWord && tokens[i].script == Script::kLatin;
  };
  for (const Sentence& sentence : block.sentences) {
    const uint32_t end = sentence.first + sentence.count;
    uint32_t words = 0, capitals = 0;
    for (uint32_t i = sentence.first; i < end; ++i) {
      words += is_latin(i) ? 1 : 0;
      capitals += is_latin(i) && tokens[i].capitalized ? 1 : 0;
    }
    if (capitals * 2 > words) continue;
    for (uint32_t i = sentence.first + 1; i < end; ++i) {
      if (!is_latin(i) || !tokens[i].capitalized || tokens[i].span.size() < 3) continue;
      const bool owned = i > 1 && tokens[i - 1].kind == TokenKind::kPunctuation && !tokens[i - 1].space_before &&
                         tokens[i].space_before && is_latin(i - 2) && tokens[i - 2].capitalized;  // "Teachers' Union"
      const bool goes_on = tokens[i - 1].kind == TokenKind::kWord || owned;
      if (!goes_on || (features.covering[i] & kNoName) != 0) continue;
      vote_all(scores[i], score);
    }
  }
}

void add_words_without_name(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                            const NameLexicon& lexicon, std::vector<LabelScores>& scores) {
  constexpr float kSure = 6;
  const std::vector<Token>& tokens = block.text.tokens;
  const auto glued = [&](uint32_t i) {  // to the token before it
    return i > 0 && i < tokens.size() && tokens[i].span.begin == tokens[i - 1].span.end;
  };
  for (uint32_t i = 0; i < scores.size(); ++i) {
    const Token& token = tokens[i];
    // An address of e-mail names nobody.
    if (token.span.size() == 1 && text[token.span.begin] == '@' && glued(i) && glued(i + 1)) {
      uint32_t first = i, end = i + 1;
      const auto belongs = [&](uint32_t k) {  // of ASCII, and no bracket or colon
        const auto c = static_cast<unsigned char>(text[tokens[k].span.begin]);
        return c > 0 && c < 0x80 && c != '<' && c != '>' && c != ':' && c != ',' && c != ';' && c != '(' && c != ')';
      };
      while (glued(first) && belongs(first - 1)) --first;
      while (glued(end) && belongs(end)) ++end;
      if (first == i || end == i + 1) continue;
      for (uint32_t k = first; k < end; ++k) forbid(scores[k]);
      i = end - 1;
      continue;
    }
    if (token.kind != TokenKind::kWord || token.script == Script::kLatin) continue;
    const auto is_written = [&](const std::string& word) { return token.span.of(text) == word; };
    if (features.verbs[i] || std::any_of(lexicon.unnamed_words.begin(), lexicon.unnamed_words.end(), is_written))
      vote_all(scores[i], -kSure);
  }
}

void add_common_surnames(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                         const NameLexicon& lexicon, std::vector<LabelScores>& scores) {
  constexpr float kSure = 5;
  constexpr uint32_t kNoSurname = kNeverName | bit(NameKind::kTitle) | bit(NameKind::kTitleAfter) |
                                  bit(NameKind::kRole) | bit(NameKind::kOrgHead) | bit(NameKind::kOrgBefore) |
                                  bit(NameKind::kOrganization) | bit(NameKind::kPlace);
  const std::vector<Token>& tokens = block.text.tokens;
  if (lexicon.article.empty()) return;
  std::string form;
  for (uint32_t i = 1; i < scores.size(); ++i) {
    const Token &given = tokens[i - 1], &noun = tokens[i];
    if (noun.kind != TokenKind::kWord || noun.script != Script::kArabic || given.kind != TokenKind::kWord ||
        (features.covering[i - 1] & bit(NameKind::kGiven)) == 0 || (features.covering[i] & kNoSurname) != 0 ||
        noun.span.begin != given.span.end + 1)
      continue;
    const bool closed = i + 1 == tokens.size() || tokens[i + 1].kind == TokenKind::kPunctuation ||
                        tokens[i + 1].kind == TokenKind::kLineBreak;
    if (!closed) continue;
    folded_form(text, noun, block.language->vocabulary.folding(), form);
    if (!form.starts_with(lexicon.article) || form.size() < lexicon.article.size() + 4) continue;
    // Behind a word that the given name is the second of it may be anything: 'the son of Said, the accused'.
    if (scores[i - 1][static_cast<size_t>(begin_label(kPerson))] <= 0 &&
        scores[i - 1][static_cast<size_t>(inside_label(kPerson))] <= 0)
      continue;
    scores[i][static_cast<size_t>(inside_label(kPerson))] += kSure;
  }
}

void add_quoted_names(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                      const NameLexicon& lexicon, std::vector<LabelScores>& scores) {
  constexpr uint32_t kLongestName = 4;
  constexpr uint8_t kEveryday = 8;
  constexpr size_t kShortWord = 6;  // bytes: three letters, which foreign names are spelled with
  constexpr float kSaidSo = 5;
  constexpr std::array<std::pair<char32_t, char32_t>, 4> kMarks{
      {{U'«', U'»'}, {U'“', U'”'}, {U'"', U'"'}, {U'”', U'“'}}};
  const std::vector<Token>& tokens = block.text.tokens;
  if (!lexicon.quoted_names || features.words.empty()) return;
  const auto type =
      static_cast<int>(std::find(kLabelTypes.begin(), kLabelTypes.end(), *lexicon.quoted_names) - kLabelTypes.begin());
  if (type == kNameTypes) return;
  const auto mark_at = [&](uint32_t i) { return decode(text, tokens[i].span.begin).value; };
  const auto strange = [&](uint32_t k) {
    constexpr uint8_t kHardlyWritten = 3;
    const uint8_t code = features.words[k].code;
    const auto word_class = static_cast<WordClass>(code >> 4U);
    const bool common = word_class == WordClass::kNoun || word_class == WordClass::kVerb ||
                        word_class == WordClass::kModifier || word_class == WordClass::kOther;
    return tokens[k].word == 0 && features.covering[k] == 0 && !features.verbs[k] &&
           (code & 15) < (common ? kHardlyWritten : kEveryday);
  };
  // نظام «…», فيلم «…»: the noun before it says what it names
  std::vector<PhraseTable::Match> found;
  const auto otherwise_named = [&](uint32_t k) {
    constexpr uint32_t kOther = bit(NameKind::kProductBefore) | bit(NameKind::kPlaceBefore) | bit(NameKind::kTitle) |
                                bit(NameKind::kPersonBefore) | bit(NameKind::kGiven) | bit(NameKind::kFamily);
    if ((features.covering[k] & kOther) != 0) return true;
    lexicon.composers.match(block.text, k, found);
    return std::any_of(found.begin(), found.end(), [](const PhraseTable::Match& m) {
      const auto part = static_cast<NamePart>(m.payload);
      return part == NamePart::kProductNoun || part == NamePart::kPlaceNoun || part == NamePart::kWorkBefore ||
             part == NamePart::kCalled || part == NamePart::kPersonNoun;
    });
  };
  for (uint32_t i = 0; i + 2 < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::kWord || tokens[i].kind == TokenKind::kLineBreak) continue;
    const char32_t open = mark_at(i);
    const auto* const mark = std::find_if(kMarks.begin(), kMarks.end(), [&](const auto& m) { return m.first == open; });
    const bool said = i > 0 && mark_at(i - 1) == U':';  // قالت: «…»
    if (mark == kMarks.end() || tokens[i + 1].space_before || said || (i > 0 && otherwise_named(i - 1))) continue;
    uint32_t end = i + 1;
    while (end < tokens.size() && end - i <= kLongestName && tokens[end].kind == TokenKind::kWord &&
           tokens[end].script == Script::kArabic &&
           (strange(end) || (end > i + 1 && tokens[end].span.size() <= kShortWord)))
      ++end;
    if (end == i + 1 || end >= tokens.size() || mark_at(end) != mark->second) continue;
    for (uint32_t k = i + 1; k < end; ++k)
      scores[k][static_cast<size_t>(k == i + 1 ? begin_label(type) : inside_label(type))] += kSaidSo;
    i = end;
  }
}

void add_votes(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
               const NameLexicon& lexicon, float share, std::vector<LabelScores>& scores) {
  Voter(text, block, features, lexicon, share, scores).run();
}

}  // namespace annals
