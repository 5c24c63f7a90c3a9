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

constexpr uint32_t mix(uint32_t a, uint32_t b) {
  uint32_t h = (a * 0x9E3779B1U) ^ (b + 0x7F4A7C15U + (a << 6U) + (a >> 2U));
  h ^= h >> 15U;
  h *= 0x2C1B3C6DU;
  return h ^ (h >> 13U);
}
uint32_t text_hash(std::string_view s) { return static_cast<uint32_t>(stable_hash(s)); }

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
      look.form = mix(99, std::min(look.letters, 5U));
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

// Whether no name goes over the token: a line break, a mark that joins no words.
bool never_named(std::string_view text, const std::vector<Token>& tokens, size_t i) {
  const Token& token = tokens[i];
  if (token.kind == TokenKind::kLineBreak) return true;
  if (token.kind != TokenKind::kPunctuation && token.kind != TokenKind::kSymbol) return false;
  const char32_t mark = decode(text, token.span.begin).value;
  return mark != '&' && (token.space_before || !joins_words(mark));
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

// Makes the features of one token after the other.
class FeatureMaker {
 public:
  using Features = std::array<uint32_t, NameModel::kMostFeatures>;

  FeatureMaker(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features)
      : text_(text),
        tokens_(block.text.tokens),
        language_(*block.language),
        lexicon_(*language_.names),
        features_(features),
        size_(static_cast<int64_t>(tokens_.size())) {}

  /// Writes the features of token `i` and returns how many.
  size_t make(int64_t i, Features& out) {
    size_t count = 0;
    const auto add = [&](uint32_t kind, uint32_t value) { out[count++] = mix(kind * 0x01000193U + 1U, value); };
    // Copies, which no writing of a feature can change: else each would be read anew.
    const std::array<TokenLook, 5> looks{look(i - 2), look(i - 1), look(i), look(i + 1), look(i + 2)};
    const auto& [far_left, left, here, right, far_right] = looks;
    const std::array<uint32_t, 5> kind_bits{kinds(i - 2), kinds(i - 1), kinds(i), kinds(i + 1), kinds(i + 2)};
    const uint32_t pair_far_left = mix(far_left.form, left.form), pair_left = mix(left.form, here.form),
                   pair_right = mix(here.form, right.form);
    const auto at = static_cast<size_t>(i);
    const bool ideograph = tokens_[at].kind == TokenKind::kIdeograph;
    add(0, 0);
    for (uint32_t d = 0; d < looks.size(); ++d) {
      add(1 + d, looks[d].form);
      add(6 + d, looks[d].shape);
    }
    add(11, pair_left);
    add(12, pair_right);
    add(13, mix(mix(left.shape, here.shape), right.shape));
    add(14, mix(mix(far_left.shape, left.shape), here.shape));
    const bool opens = i == 0 || left.shape == 1;
    add(15, mix(here.shape, opens ? 1 : 0));
    if (ideograph) {
      add(16, pair_far_left);
      add(17, mix(right.form, far_right.form));
      add(18, mix(pair_left, right.form));
      add(19, mix(pair_far_left, here.form));
      add(20, mix(pair_right, far_right.form));
      // How many characters that spell sounds stand in a row, before and after.
      uint32_t before = 0, after = 0;
      while (before < 4 && (look(i - 1 - before).shape & ~2U) == 9) ++before;
      while (after < 4 && (look(i + 1 + after).shape & ~2U) == 9) ++after;
      add(21, mix(mix(before, after), here.shape));
    } else {
      const Ends ends = ends_of(at, here.letters);
      for (uint32_t k = 0; k < 4 && k < here.letters; ++k) {
        add(22 + k, ends.prefix[k]);
        add(26 + k, ends.suffix[k]);
      }
      if (features_.bare[at] != 0) add(30, static_cast<uint32_t>(features_.bare[at]));
      add(31, mix(ends.suffix[2], left.form));
      add(32, mix(left.form, here.shape));
      add(33, mix(right.form, here.shape));
    }
    for (uint32_t d = 0; d < 3; ++d) {
      uint32_t bits = kind_bits[1 + d];
      add(34 + d, bits);
      for (; bits != 0; bits &= bits - 1) add(37 + d, static_cast<uint32_t>(std::countr_zero(bits)));
    }
    for (uint32_t bits = features_.starting[at]; bits != 0; bits &= bits - 1)
      add(40, static_cast<uint32_t>(std::countr_zero(bits)));
    // A word that the pack's other tables know, and not as a name, is a common word.
    const auto common = [&](int64_t k) {
      return !outside(k) && tokens_[static_cast<size_t>(k)].word != 0 && kinds(k) == 0;
    };
    if (!ideograph) add(44, (common(i) ? 1U : 0U) + (common(i - 1) ? 2U : 0U) + (common(i + 1) ? 4U : 0U));
    add(41, mix(kind_bits[1], here.shape));
    add(42, mix(kind_bits[2], kind_bits[3]));
    add(43, mix(kind_bits[0], kind_bits[1]));
    if (features_.words.empty()) return count;
    const WordPlace& home = word(i);
    if (!features_.clusters.empty()) {
      // Of the word that the token belongs to, and of its neighbours.
      const uint8_t own_cluster = cluster(i), left_cluster = cluster(static_cast<int64_t>(home.before) - 1),
                    right_cluster = cluster(home.after);
      const uint32_t place = mix(home.position, ideograph ? 0 : here.shape);
      add(70, mix(own_cluster, place));
      add(71, mix(cluster_group(own_cluster), place));
      add(72, left_cluster);
      add(73, right_cluster);
      add(74, mix(mix(cluster_group(left_cluster), cluster_group(own_cluster)), place));
      add(75, mix(mix(cluster_group(own_cluster), cluster_group(right_cluster)), place));
      add(76, mix(left_cluster, place));
      add(77, mix(right_cluster, place));
    }
    const WordPlace& before = word(static_cast<int64_t>(home.before) - 1);
    const WordPlace& after = word(home.after);
    const uint32_t length = std::min(home.after - home.before, 5U);
    if (ideograph) {
      const uint32_t kind = home.code / 16U, place = home.position;
      const uint32_t code = mix(home.code / 4U, mix(place, length));
      add(50, mix(kind, place));
      add(51, code);
      add(52, mix(home.key, place));
      add(53, mix(before.key, place));
      add(54, mix(after.key, place));
      add(55, mix(mix(before.code / 16U, kind), place));
      add(56, mix(mix(kind, after.code / 16U), place));
      add(57, mix(mix(before.code / 16U, mix(kind, after.code / 16U)), place));
      add(58, mix(home.name, length));
      add(59, mix(home.name, mix(kind, place)));
      add(60, mix(mix(before.key, kind), place));
      add(61, mix(mix(after.key, kind), place));
    } else {
      add(50, home.code);
      add(51, mix(home.code, here.shape));
      add(52, mix(before.code, home.code));
      add(53, mix(home.code, after.code));
      add(54, mix(home.name, here.shape));
      add(55, mix(mix(before.code, home.code), after.code));
      add(56, before.code);
      add(57, after.code);
      add(58, mix(word(i - 1).name, word(i + 1).name));
      if (features_.bare[at] != 0) {
        const int rest = lexicon_.words->find(NameWords::key(NameWords::add_token(0, features_.bare[at])));
        add(59, mix(static_cast<uint32_t>(rest + 1), home.code));
      }
    }
    return count;
  }

 private:
  // Hashes of the first and last 1 to 4 letters of a word.
  struct Ends {
    std::array<uint32_t, 4> prefix{}, suffix{};
  };
  Ends ends_of(size_t i, uint32_t letters) {
    Ends ends;
    if (tokens_[i].kind != TokenKind::kWord) return ends;
    folded_form(text_, tokens_[i], language_.vocabulary.folding(), form_);
    const std::string_view form = form_;
    size_t head = 0, tail = form.size();
    for (uint32_t n = 0; n < 4 && n < letters; ++n) {
      head += decode(form, head).bytes;
      tail -= decode_before(form, tail).bytes;
      ends.prefix[n] = text_hash(form.substr(0, head));
      ends.suffix[n] = text_hash(form.substr(tail));
    }
    return ends;
  }
  bool outside(int64_t i) const { return i < 0 || i >= size_; }
  const TokenLook& look(int64_t i) const {
    static constexpr TokenLook kEdge{};
    return outside(i) ? kEdge : features_.looks[static_cast<size_t>(i)];
  }
  // Kinds of the phrases that touch the token.
  uint32_t kinds(int64_t i) const { return outside(i) ? 0U : features_.covering[static_cast<size_t>(i)]; }
  const WordPlace& word(int64_t i) const {
    static constexpr WordPlace kNoWord{};
    return outside(i) ? kNoWord : features_.words[static_cast<size_t>(i)];
  }
  uint8_t cluster(int64_t i) const { return outside(i) ? uint8_t{0} : features_.clusters[static_cast<size_t>(i)]; }

  std::string_view text_;
  const std::vector<Token>& tokens_;
  const Language& language_;
  const NameLexicon& lexicon_;
  const NameFeatures& features_;
  int64_t size_;
  std::string form_;
};

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

FeatureLists list_features(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features) {
  FeatureLists out;
  FeatureMaker maker(text, block, features);
  FeatureMaker::Features made;
  out.first.push_back(0);
  for (size_t i = 0; i < block.text.tokens.size(); ++i) {
    const size_t count = maker.make(static_cast<int64_t>(i), made);
    out.values.insert(out.values.end(), made.begin(), made.begin() + count);
    out.first.push_back(static_cast<uint32_t>(out.values.size()));
  }
  return out;
}

void score_tokens(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                  const std::vector<bool>& closed, std::vector<LabelScores>& scores) {
  const NameModel& model = *block.language->names->model;
  const std::vector<Token>& tokens = block.text.tokens;
  FeatureMaker maker(text, block, features);
  // In three steps, each a token behind the one before it, so that the memory they need is on its way meanwhile: a
  // token's features, their rows in the model, the sum of the rows.
  struct Made {
    FeatureMaker::Features values;
    size_t count = 0, token = SIZE_MAX;
  };
  std::array<Made, 2> made;
  Made *now = &made[0], *before = &made[1];
  NameModel::Rows rows;
  size_t found_token = SIZE_MAX;
  const auto step = [&] {
    if (found_token != SIZE_MAX) scores[found_token] = model.sum(rows);
    found_token = before->token;
    if (found_token != SIZE_MAX) model.find(before->values.data(), before->values.data() + before->count, rows);
    std::swap(now, before);
    now->token = SIZE_MAX;
  };
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (features.attention[i] != Attention::kFull || closed[i] || never_named(text, tokens, i)) continue;
    now->token = i;
    now->count = maker.make(static_cast<int64_t>(i), now->values);
    for (size_t k = 0; k < now->count; ++k) model.prefetch(now->values[k]);
    step();
  }
  step();
  step();
}

}  // namespace annals
