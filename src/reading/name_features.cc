#include "reading/name_features.h"

#include <algorithm>
#include <array>
#include <bit>
#include <string>

#include "base/hash.h"
#include "reading/language.h"
#include "reading/name_bounds.h"
#include "reading/name_lexicon.h"
#include "text/utf8.h"

namespace annals {
namespace {

// Of what is left without the weak letters; 0 when that is too little to tell a word by, or there are none.
uint64_t skeleton_hash(std::string_view form, const CharacterSet& weak) {
  uint64_t hash = 0;
  uint32_t letters = 0;
  for (size_t at = 0; at < form.size();) {
    const CodePoint c = decode(form, at);
    at += c.bytes;
    if (weak.contains(c.value)) continue;
    hash = (hash ^ c.value) * 0x100000001b3ULL;
    ++letters;
  }
  return letters < 3 ? 0 : hash ^ letters;
}

// Letters of the folded form.
uint32_t letters_of(std::string_view text, const Token& token, const Folding& folding, std::string& form) {
  const std::string_view written = token.span.of(text);
  const auto plain = [](char c) { return static_cast<unsigned char>(c) < 0x80; };
  if (std::all_of(written.begin(), written.end(), plain)) return static_cast<uint32_t>(written.size());
  folded_form(text, token, folding, form);
  return static_cast<uint32_t>(
      std::count_if(form.begin(), form.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// A capital inside a word: 'iPhone', 'McDonald', 'YouTube'.
bool has_inner_capital(std::string_view text, const Token& token) {
  const std::string_view rest = token.span.of(text).substr(1);
  return std::any_of(rest.begin(), rest.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

uint32_t shape_of(std::string_view text, const Token& token, uint32_t letters, const NameLexicon& lexicon) {
  switch (token.kind) {
    case TokenKind::kLineBreak:
      return 1;
    case TokenKind::kNumber:
      return letters == 4 ? 2 : 3;
    case TokenKind::kPunctuation:
      return 4;
    case TokenKind::kSymbol:
      return 5;
    case TokenKind::kIdeograph: {
      const char32_t c = decode(text, token.span.begin).value;
      return 8U + (lexicon.transliteration.contains(c) ? 1U : 0U) + (lexicon.given_characters.contains(c) ? 2U : 0U);
    }
    case TokenKind::kWord:
      break;
  }
  const bool inner = token.script == Script::kLatin && !token.all_capitals && has_inner_capital(text, token);
  const uint32_t length = letters == 1 ? 0U : letters <= 3 ? 1U : 2U;
  return 16U + static_cast<uint32_t>(token.script) * 32U + (token.capitalized ? 16U : 0U) +
         (token.all_capitals ? 8U : 0U) + (inner ? 4U : 0U) + length;
}

TokenLook look_at(std::string_view text, const TokenizedText& tokens, size_t i, const Language& language,
                  const NameLexicon& lexicon, std::string& form) {
  const Token& token = tokens.tokens[i];
  TokenLook look;
  switch (token.kind) {
    case TokenKind::kLineBreak:
      break;
    case TokenKind::kNumber:
      folded_form(text, token, language.vocabulary.folding(), form);
      look.letters = static_cast<uint32_t>(form.size());
      look.form = mix_feature(99, std::min(look.letters, 5U));
      break;
    case TokenKind::kWord:
      look.form = static_cast<uint32_t>(tokens.forms[i]);
      look.letters = letters_of(text, token, language.vocabulary.folding(), form);
      break;
    default:
      look.form = static_cast<uint32_t>(tokens.forms[i]);
      look.letters = 1;
      break;
  }
  look.shape = shape_of(text, token, look.letters, lexicon);
  return look;
}

// Names that the tables know.
constexpr uint32_t kKnown = 1U << static_cast<uint32_t>(NameKind::kOrganization) |
                            1U << static_cast<uint32_t>(NameKind::kPlace) |
                            1U << static_cast<uint32_t>(NameKind::kProduct);

// `small_names`: words that the tables know as names and that are written in small letters here.
void find_phrases(const TokenizedText& tokens, const NameLexicon& lexicon, NameFeatures& out,
                  std::vector<bool>& small_names) {
  const size_t n = tokens.tokens.size();
  out.starting.assign(n, 0);
  out.covering.assign(n, 0);
  out.length.assign(n, 0);
  out.suffix.assign(n, 0);
  small_names.assign(n, false);
  std::vector<PhraseTable::Match> found;
  constexpr uint32_t kPersonal =
      1U << static_cast<uint32_t>(NameKind::kGiven) | 1U << static_cast<uint32_t>(NameKind::kFamily);
  constexpr uint32_t kNameItself =
      1U << static_cast<uint32_t>(NameKind::kGiven) | 1U << static_cast<uint32_t>(NameKind::kFamily) |
      1U << static_cast<uint32_t>(NameKind::kOrganization) | 1U << static_cast<uint32_t>(NameKind::kPlace) |
      1U << static_cast<uint32_t>(NameKind::kProduct) | 1U << static_cast<uint32_t>(NameKind::kNotName) |
      1U << static_cast<uint32_t>(NameKind::kOrgHead) | 1U << static_cast<uint32_t>(NameKind::kOrgSuffix) |
      1U << static_cast<uint32_t>(NameKind::kPlaceHead) | 1U << static_cast<uint32_t>(NameKind::kPlaceWord) |
      1U << static_cast<uint32_t>(NameKind::kProductWord) | 1U << static_cast<uint32_t>(NameKind::kWeak);
  for (uint32_t i = 0; i < n; ++i) {
    lexicon.phrases.match(tokens, i, found);
    // بكين is a place, and not ب, ك and the currency ين.
    const bool whole = std::any_of(found.begin(), found.end(), [](const PhraseTable::Match& match) {
      return match.skip_bytes == 0 && (1U << match.payload & (kKnown | kPersonal)) != 0;
    });
    for (const PhraseTable::Match& match : found) {
      const uint32_t kind = 1U << match.payload;
      if (whole && match.skip_bytes != 0 && match.is(NameKind::kNotName)) continue;
      // Where letters have two cases, a name is capitalised.
      const Token& token = tokens.tokens[i];
      if ((kind & kNameItself) != 0 && token.script == Script::kLatin && !token.capitalized && match.count == 1 &&
          !match.is(NameKind::kProduct)) {
        small_names[i] = small_names[i] || (kind & (kPersonal | kKnown)) != 0;
        continue;
      }
      out.starting[i] |= kind;
      for (uint32_t k = i; k < i + match.count; ++k) out.covering[k] |= kind;
      if (match.is(NameKind::kOrgSuffix))
        out.suffix[i] = std::max(out.suffix[i], static_cast<uint8_t>(std::min(match.count, 255U)));
      if ((kind & kKnown) != 0)
        out.length[i] = std::max(out.length[i], static_cast<uint8_t>(std::min(match.count, 255U)));
    }
  }
}

// Which tokens to look at. Among letters with two cases, a word in small letters is a part of a name only near capitals
// or in a name of the tables; but who begins a sentence with a small letter may write names so too.
void pay_attention(std::string_view text, const AnalyzedBlock& block, const std::vector<bool>& small_names,
                   NameFeatures& out) {
  const auto& tokens = block.text.tokens;
  const auto n = static_cast<uint32_t>(tokens.size());
  const auto raise = [&](uint32_t first, uint32_t end, Attention attention) {
    for (uint32_t k = first; k < std::min(end, n); ++k) out.attention[k] = std::max(out.attention[k], attention);
  };
  constexpr uint32_t kNear = 2;
  const auto look_at = [&](uint32_t first, uint32_t end) {
    raise(first, end, Attention::kFull);
    raise(first - std::min(first, kNear), first, Attention::kBeside);
    raise(end, end + kNear, Attention::kBeside);
  };
  const auto is_small = [&](uint32_t i) {
    return tokens[i].kind == TokenKind::kWord && tokens[i].script == Script::kLatin && !tokens[i].capitalized &&
           !has_inner_capital(text, tokens[i]);
  };
  out.attention.assign(n, Attention::kFar);
  for (uint32_t i = 0; i < n; ++i) {
    const bool letters = tokens[i].kind == TokenKind::kWord || tokens[i].kind == TokenKind::kIdeograph;
    const bool may_open = letters && (!is_small(i) || small_names[i] || (out.covering[i] & kKnown) != 0);
    if (may_open) look_at(i - std::min(i, kNear), i + kNear + 1);
  }
  for (const Sentence& sentence : block.sentences) {
    uint32_t first = sentence.first;
    const uint32_t end = std::min(sentence.first + sentence.count, n);
    while (first < end && tokens[first].kind != TokenKind::kWord) ++first;
    if (first < end && is_small(first)) look_at(sentence.first, end);
  }
}

// Whether people write the folded word without what it begins with, or with the beginning's last letter before it.
bool is_unlisted_verb(std::string_view form, const NameLexicon& lexicon) {
  constexpr int kRare = 1, kOften = 4;
  constexpr size_t kLetter = 2, kShortest = 3 * kLetter;  // bytes
  const auto how_often = [&](std::string_view word) {
    const int code = lexicon.words->find(NameWords::key(NameWords::add_token(0, stable_hash(word))));
    return code < 0 ? code : code & 15;
  };
  for (const std::string& beginning : lexicon.verb_beginnings) {
    if (!form.starts_with(beginning) || form.size() < beginning.size() + kShortest) continue;
    const bool several = beginning.size() > kLetter;
    const bool written = (!several && how_often(form.substr(beginning.size())) >= kOften) ||
                         (several && how_often(form.substr(beginning.size() - kLetter)) >= kOften - 1);
    if (written) return how_often(form) <= kRare;
  }
  return false;
}

// What an Arabic word is without a proclitic that it may begin with, and without weak letters.
void read_skeletons(std::string_view text, const std::vector<Token>& tokens, const Language& language,
                    const NameLexicon& lexicon, NameFeatures& out) {
  out.bare.assign(tokens.size(), 0);
  out.skeletons.assign(tokens.size(), 0);
  out.bare_skeletons.assign(tokens.size(), 0);
  out.verbs.assign(tokens.size(), false);
  constexpr uint32_t kListed =
      1U << static_cast<uint32_t>(NameKind::kGiven) | 1U << static_cast<uint32_t>(NameKind::kFamily) |
      1U << static_cast<uint32_t>(NameKind::kPlace) | 1U << static_cast<uint32_t>(NameKind::kOrganization);
  std::string form;
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind != TokenKind::kWord || tokens[i].script != Script::kArabic) continue;
    folded_form(text, tokens[i], language.vocabulary.folding(), form);
    for (const std::string& clitic : lexicon.clitics) {
      if (form.size() <= clitic.size() + 4 || !form.starts_with(clitic)) continue;
      const std::string_view rest = std::string_view(form).substr(clitic.size());
      out.bare[i] = stable_hash(rest);
      out.bare_skeletons[i] = skeleton_hash(rest, lexicon.weak_letters);
      break;
    }
    out.skeletons[i] = skeleton_hash(form, lexicon.weak_letters);
    if (lexicon.words && (out.covering[i] & kListed) == 0) out.verbs[i] = is_unlisted_verb(form, lexicon);
  }
}

// By token: the number of the word that it belongs to.
void find_clusters(const NameClusters& clusters, NameFeatures& out) {
  constexpr size_t kAhead = 8, kHalfway = 4;
  out.clusters.assign(out.words.size(), 0);
  for (size_t i = 0; i < out.words.size(); ++i) {
    if (i + kAhead < out.words.size()) {
      clusters.fetch(out.words[i + kAhead].key);
      clusters.fetch_row(out.words[i + kHalfway].key);
    }
    out.clusters[i] = out.words[i].before < i ? out.clusters[i - 1] : clusters.find(out.words[i].key);
  }
}

}  // namespace

NameFeatures name_features(std::string_view text, const AnalyzedBlock& block, bool all) {
  const TokenizedText& tokens = block.text;
  const Language& language = *block.language;
  const NameLexicon& lexicon = *language.names;
  NameFeatures out;
  std::vector<bool> small_names;
  find_phrases(tokens, lexicon, out, small_names);
  if (all) {
    out.attention.assign(tokens.tokens.size(), Attention::kFull);
  } else {
    pay_attention(text, block, small_names, out);
  }
  read_skeletons(text, tokens.tokens, language, lexicon, out);
  if (lexicon.words) {
    out.words =
        lexicon.words->cut(tokens.tokens, tokens.forms, [&](size_t i) { return out.attention[i] != Attention::kFar; });
    if (lexicon.clusters) find_clusters(*lexicon.clusters, out);
  }
  out.looks.resize(tokens.tokens.size());
  std::string form;
  for (size_t i = 0; i < tokens.tokens.size(); ++i) {
    if (out.attention[i] != Attention::kFar) out.looks[i] = look_at(text, tokens, i, language, lexicon, form);
  }
  return out;
}

}  // namespace annals
