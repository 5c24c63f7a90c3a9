#include "reading/name_tagger.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "base/hash.h"
#include "reading/language.h"
#include "reading/name_lexicon.h"
#include "reading/name_words.h"
#include "text/utf8.h"

namespace annals {
namespace {

// Vectors that compilers turn into whatever the processor has.
using Floats = float __attribute__((vector_size(16)));
using Ints = int32_t __attribute__((vector_size(16)));
using Bytes = int8_t __attribute__((vector_size(8)));
using Shorts = int16_t __attribute__((vector_size(16)));

constexpr uint32_t mix(uint32_t a, uint32_t b) {
  uint32_t h = (a * 0x9E3779B1U) ^ (b + 0x7F4A7C15U + (a << 6U) + (a >> 2U));
  h ^= h >> 15U;
  h *= 0x2C1B3C6DU;
  return h ^ (h >> 13U);
}
// std::popcount would be a call where the processor may be an old one.
constexpr uint32_t count_bits(uint64_t bits) {
  bits -= bits >> 1U & 0x5555555555555555ULL;
  bits = (bits & 0x3333333333333333ULL) + (bits >> 2U & 0x3333333333333333ULL);
  bits = (bits + (bits >> 4U)) & 0x0F0F0F0F0F0F0F0FULL;
  return static_cast<uint32_t>(bits * 0x0101010101010101ULL >> 56U);
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

// What one token looks like by itself.
struct Look {
  uint32_t form = 0;                         // hash of the folded form
  uint64_t whole = 0;                        // the same in full
  uint64_t rest = 0;                         // hash of the form without a proclitic that it may begin with
  uint64_t skeleton = 0, rest_skeleton = 0;  // without weak letters
  uint32_t shape = 0;
  std::array<uint32_t, 4> prefix{}, suffix{};
  uint32_t letters = 0;
};

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
  // A capital inside a word: 'iPhone', 'McDonald', 'YouTube'.
  bool inner = false;
  if (token.script == Script::kLatin && !token.all_capitals) {
    for (uint32_t at = token.span.begin + 1; at < token.span.end; ++at) inner |= text[at] >= 'A' && text[at] <= 'Z';
  }
  const uint32_t length = letters == 1 ? 0U : letters <= 3 ? 1U : 2U;
  return 16U + static_cast<uint32_t>(token.script) * 32U + (token.capitalized ? 16U : 0U) +
         (token.all_capitals ? 8U : 0U) + (inner ? 4U : 0U) + length;
}

Look look_at(std::string_view text, const Token& token, const Language& language, const NameLexicon& lexicon,
             std::string& form) {
  Look look;
  folded_form(text, token, language.vocabulary.folding(), form);
  look.whole = stable_hash(form);
  if (token.kind == TokenKind::kNumber) {
    look.letters = static_cast<uint32_t>(form.size());
    look.form = mix(99, std::min(look.letters, 5U));
  } else if (token.kind == TokenKind::kWord) {
    look.form = static_cast<uint32_t>(look.whole);
    std::array<size_t, 5> ends{};
    for (size_t at = 0; at < form.size();) {
      at += decode(form, at).bytes;
      ++look.letters;
      if (look.letters <= 4) ends[look.letters] = at;
    }
    for (uint32_t n = 1; n <= 4 && n <= look.letters; ++n)
      look.prefix[n - 1] = text_hash(std::string_view(form).substr(0, ends[n]));
    size_t at = form.size();
    for (uint32_t n = 1; n <= 4 && n <= look.letters; ++n) {
      at -= decode_before(form, at).bytes;
      look.suffix[n - 1] = text_hash(std::string_view(form).substr(at));
    }
    if (token.script == Script::kArabic) {
      for (const std::string& clitic : lexicon.clitics) {
        if (form.size() > clitic.size() + 4 && form.starts_with(clitic)) {
          look.rest = stable_hash(std::string_view(form).substr(clitic.size()));
          look.rest_skeleton = skeleton_hash(std::string_view(form).substr(clitic.size()), lexicon.weak_letters);
          break;
        }
      }
      look.skeleton = skeleton_hash(form, lexicon.weak_letters);
    }
  } else if (token.kind != TokenKind::kLineBreak) {
    look.form = static_cast<uint32_t>(look.whole);
    look.letters = 1;
  }
  look.shape = shape_of(text, token, look.letters, lexicon);
  return look;
}

void find_phrases(const TokenizedText& tokens, const NameLexicon& lexicon, NameFeatures& out) {
  const size_t n = tokens.tokens.size();
  out.starting.assign(n, 0);
  out.covering.assign(n, 0);
  out.length.assign(n, 0);
  out.suffix.assign(n, 0);
  std::vector<PhraseTable::Match> found;
  constexpr uint32_t kNameItself =
      1U << static_cast<uint32_t>(NameKind::kGiven) | 1U << static_cast<uint32_t>(NameKind::kFamily) |
      1U << static_cast<uint32_t>(NameKind::kOrganization) | 1U << static_cast<uint32_t>(NameKind::kPlace) |
      1U << static_cast<uint32_t>(NameKind::kProduct) | 1U << static_cast<uint32_t>(NameKind::kNotName) |
      1U << static_cast<uint32_t>(NameKind::kOrgHead) | 1U << static_cast<uint32_t>(NameKind::kOrgSuffix) |
      1U << static_cast<uint32_t>(NameKind::kPlaceHead) | 1U << static_cast<uint32_t>(NameKind::kPlaceWord) |
      1U << static_cast<uint32_t>(NameKind::kProductWord) | 1U << static_cast<uint32_t>(NameKind::kWeak);
  constexpr uint32_t kKnown = 1U << static_cast<uint32_t>(NameKind::kOrganization) |
                              1U << static_cast<uint32_t>(NameKind::kPlace) |
                              1U << static_cast<uint32_t>(NameKind::kProduct);
  for (uint32_t i = 0; i < n; ++i) {
    lexicon.phrases.match(tokens, i, found);
    for (const PhraseTable::Match& match : found) {
      const uint32_t bit = 1U << match.payload;
      // Where letters have two cases, a name is capitalised.
      const Token& token = tokens.tokens[i];
      if ((bit & kNameItself) != 0 && token.script == Script::kLatin && !token.capitalized && match.count == 1 &&
          match.payload != static_cast<uint32_t>(NameKind::kProduct))
        continue;
      out.starting[i] |= bit;
      for (uint32_t k = i; k < i + match.count; ++k) out.covering[k] |= bit;
      if (match.payload == static_cast<uint32_t>(NameKind::kOrgSuffix))
        out.suffix[i] = std::max(out.suffix[i], static_cast<uint8_t>(std::min(match.count, 255U)));
      if ((bit & kKnown) != 0)
        out.length[i] = std::max(out.length[i], static_cast<uint8_t>(std::min(match.count, 255U)));
    }
  }
}

// By token: the number of the word that it belongs to.
std::vector<uint8_t> find_clusters(const NameClusters& clusters, const std::vector<WordPlace>& words,
                                   const std::vector<uint64_t>& forms) {
  std::vector<uint8_t> found(forms.size());
  for (size_t i = 0; i < found.size(); ++i) {
    found[i] = !words.empty() && words[i].before < i
                   ? found[i - 1]
                   : clusters.find(words.empty() ? NameWords::key(NameWords::add_token(0, forms[i])) : words[i].key);
  }
  return found;
}

}  // namespace

NameFeatures name_features(std::string_view text, const TokenizedText& tokens, const Language& language,
                           const NameLexicon& lexicon) {
  NameFeatures out;
  find_phrases(tokens, lexicon, out);
  const auto n = static_cast<int64_t>(tokens.tokens.size());
  std::vector<Look> looks;
  looks.reserve(static_cast<size_t>(n));
  std::string form;
  for (const Token& token : tokens.tokens) looks.push_back(look_at(text, token, language, lexicon, form));
  for (const Look& look : looks) out.forms.push_back(look.whole);
  if (lexicon.words) out.words = lexicon.words->cut(tokens.tokens, out.forms);
  const std::vector<WordPlace>& words = out.words;
  std::vector<uint8_t> clusters;
  if (lexicon.clusters) clusters = find_clusters(*lexicon.clusters, words, out.forms);
  const auto cluster = [&](int64_t i) -> uint8_t {
    return i < 0 || i >= n ? uint8_t{0} : clusters[static_cast<size_t>(i)];
  };
  const auto word = [&](int64_t i) -> const WordPlace& {
    static const WordPlace kNoWord{};
    return i < 0 || i >= n || words.empty() ? kNoWord : words[static_cast<size_t>(i)];
  };
  out.first.reserve(static_cast<size_t>(n) + 1);
  out.values.reserve(static_cast<size_t>(n) * 48);
  static const Look kEdge{};
  const auto look = [&](int64_t i) -> const Look& { return i < 0 || i >= n ? kEdge : looks[static_cast<size_t>(i)]; };
  // Kinds of the phrases that touch token i: those that begin at it, shifted apart from those it only lies in.
  const auto kinds = [&](int64_t i) { return i < 0 || i >= n ? 0U : out.covering[static_cast<size_t>(i)]; };
  std::array<uint32_t, 256> own;  // the features of one token: fewer than these, for NameKind has few kinds
  size_t count = 0;
  const auto keep = [&] {
    out.values.insert(out.values.end(), own.begin(), own.begin() + static_cast<std::ptrdiff_t>(count));
    count = 0;
    out.first.push_back(static_cast<uint32_t>(out.values.size()));
  };
  for (int64_t i = 0; i < n; ++i) {
    keep();
    out.bare.push_back(look(i).rest);
    out.skeletons.push_back(look(i).skeleton);
    out.bare_skeletons.push_back(look(i).rest_skeleton);
    const auto add = [&](uint32_t kind, uint32_t value) { own[count++] = mix(kind * 0x01000193U + 1U, value); };
    const Look& here = look(i);
    const bool ideograph = tokens.tokens[static_cast<size_t>(i)].kind == TokenKind::kIdeograph;
    add(0, 0);
    for (int d = -2; d <= 2; ++d) {
      add(1 + static_cast<uint32_t>(d + 2), look(i + d).form);
      add(6 + static_cast<uint32_t>(d + 2), look(i + d).shape);
    }
    add(11, mix(look(i - 1).form, here.form));
    add(12, mix(here.form, look(i + 1).form));
    add(13, mix(mix(look(i - 1).shape, here.shape), look(i + 1).shape));
    add(14, mix(mix(look(i - 2).shape, look(i - 1).shape), here.shape));
    const bool opens = i == 0 || look(i - 1).shape == 1;
    add(15, mix(here.shape, opens ? 1 : 0));
    if (ideograph) {
      add(16, mix(look(i - 2).form, look(i - 1).form));
      add(17, mix(look(i + 1).form, look(i + 2).form));
      add(18, mix(mix(look(i - 1).form, here.form), look(i + 1).form));
      add(19, mix(mix(look(i - 2).form, look(i - 1).form), here.form));
      add(20, mix(mix(here.form, look(i + 1).form), look(i + 2).form));
      // How many characters that spell sounds stand in a row, before and after.
      uint32_t before = 0, after = 0;
      while (before < 4 && (look(i - 1 - before).shape & ~2U) == 9) ++before;
      while (after < 4 && (look(i + 1 + after).shape & ~2U) == 9) ++after;
      add(21, mix(mix(before, after), here.shape));
    } else {
      for (uint32_t k = 0; k < 4 && k < here.letters; ++k) {
        add(22 + k, here.prefix[k]);
        add(26 + k, here.suffix[k]);
      }
      if (here.rest != 0) add(30, static_cast<uint32_t>(here.rest));
      add(31, mix(here.suffix[2], look(i - 1).form));
      add(32, mix(look(i - 1).form, here.shape));
      add(33, mix(look(i + 1).form, here.shape));
    }
    for (int d = -1; d <= 1; ++d) {
      const auto offset = static_cast<uint32_t>(d + 1);
      uint32_t bits = kinds(i + d);
      add(34 + offset, bits);
      for (; bits != 0; bits &= bits - 1) add(37 + offset, static_cast<uint32_t>(std::countr_zero(bits)));
    }
    for (uint32_t bits = out.starting[static_cast<size_t>(i)]; bits != 0; bits &= bits - 1)
      add(40, static_cast<uint32_t>(std::countr_zero(bits)));
    // A word that the pack's other tables know, and not as a name, is a common word.
    const auto common = [&](int64_t k) {
      return k >= 0 && k < n && tokens.tokens[static_cast<size_t>(k)].word != 0 && kinds(k) == 0;
    };
    if (!ideograph) add(44, (common(i) ? 1U : 0U) + (common(i - 1) ? 2U : 0U) + (common(i + 1) ? 4U : 0U));
    add(41, mix(kinds(i - 1), here.shape));
    add(42, mix(kinds(i), kinds(i + 1)));
    add(43, mix(kinds(i - 2), kinds(i - 1)));
    if (words.empty()) continue;
    const WordPlace& home = word(i);
    if (!clusters.empty()) {
      // Of the word that the token belongs to, and of its neighbours.
      const uint8_t own_cluster = cluster(i), left = cluster(static_cast<int64_t>(home.before) - 1),
                    right = cluster(home.after);
      const uint32_t place = mix(home.position, ideograph ? 0 : here.shape);
      add(70, mix(own_cluster, place));
      add(71, mix(cluster_group(own_cluster), place));
      add(72, left);
      add(73, right);
      add(74, mix(mix(cluster_group(left), cluster_group(own_cluster)), place));
      add(75, mix(mix(cluster_group(own_cluster), cluster_group(right)), place));
      add(76, mix(left, place));
      add(77, mix(right, place));
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
      if (here.rest != 0) {
        const int rest = lexicon.words->find(NameWords::key(NameWords::add_token(0, here.rest)));
        add(59, mix(static_cast<uint32_t>(rest + 1), home.code));
      }
    }
  }
  keep();
  return out;
}

std::unique_ptr<const NameModel> NameModel::parse(std::string_view bytes) {
  auto model = std::make_unique<NameModel>();
  const size_t header = 12 + sizeof(model->transitions_);
  if (bytes.size() < header || !bytes.starts_with("ANM1")) return nullptr;
  uint32_t count = 0;
  std::memcpy(&count, bytes.data() + 4, 4);
  if (bytes.size() != header + size_t{12} * count) return nullptr;
  std::memcpy(&model->scale_, bytes.data() + 8, 4);
  std::memcpy(model->transitions_.data(), bytes.data() + 12, sizeof(model->transitions_));
  model->keys_.resize((kKeyMask + 1) / 64);
  model->rows_.resize(size_t{count} + 1);  // one behind the last, where features without a row may point
  const char* keys = bytes.data() + header;
  const char* weights = keys + size_t{4} * count;
  uint32_t last = 0;
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t key = 0;
    std::memcpy(&key, keys + size_t{4} * i, 4);
    if (key > kKeyMask || (i > 0 && key <= last)) return nullptr;
    last = key;
    model->keys_[key / 64].present |= uint64_t{1} << key % 64;
    std::memcpy(model->rows_[i].data(), weights + size_t{8} * i, 8);
  }
  for (size_t i = 1; i < model->keys_.size(); ++i) {
    const Keys& last_keys = model->keys_[i - 1];
    model->keys_[i].before = last_keys.before + count_bits(last_keys.present);
  }
  return model;
}

LabelScores NameModel::score(const uint32_t* begin, const uint32_t* end) const {
  // Which of the features have a row, then their sum: the memory that the second step needs is on its way meanwhile.
  std::array<const int8_t*, 256> found;  // a token has far fewer features
  size_t count = 0;
  for (; begin != end; ++begin) {
    const uint32_t key = *begin & kKeyMask;
    const Keys& keys = keys_[key / 64];
    const uint64_t bit = uint64_t{1} << key % 64;
    found[count] = rows_[keys.before + count_bits(keys.present & (bit - 1))].data();
    __builtin_prefetch(found[count]);
    count += (keys.present & bit) != 0;
  }
  Shorts sum{};
  for (size_t i = 0; i < count; ++i) {
    Bytes row;
    std::memcpy(&row, found[i], sizeof(row));
    sum += __builtin_convertvector(row, Shorts);
  }
  LabelScores scores{};
  for (size_t k = 0; k < 8; ++k) scores[k + 1] = scale_ * static_cast<float>(sum[k]);
  return scores;
}

std::vector<uint8_t> best_labels(const std::vector<LabelScores>& scores, const NameModel* model) {
  std::vector<uint8_t> labels(scores.size());
  if (scores.empty()) return labels;
  constexpr float kNever = -1e9F;
  constexpr float kBegin = -1.0F;
  // A step takes all labels at once: rows are padded to whole vectors of four.
  constexpr size_t kVectors = (kNameLabels + 3) / 4;
  Floats transition[kNameLabels][kVectors];
  for (int from = 0; from < kNameLabels; ++from) {
    Floats* const row = transition[from];
    std::fill(row, row + kVectors, Floats{} + kNever);
    for (int to = 0; to < kNameLabels; ++to) {
      if (!may_follow(from, to)) continue;
      row[to / 4][to % 4] = model != nullptr ? model->transition(from, to) : label_begins(to) ? kBegin : 0.0F;
    }
  }
  std::vector<std::array<uint8_t, kNameLabels>> back(scores.size());
  LabelScores best = scores[0];
  for (size_t to = 0; to < kNameLabels; ++to) best[to] += transition[0][to / 4][to % 4];
  for (size_t i = 1; i < scores.size(); ++i) {
    Floats top[kVectors];
    Ints origin[kVectors] = {};
    for (size_t v = 0; v < kVectors; ++v) top[v] = transition[0][v] + best[0];
    for (size_t from = 1; from < kNameLabels; ++from) {
      for (size_t v = 0; v < kVectors; ++v) {
        const Floats value = transition[from][v] + best[from];
        origin[v] = value > top[v] ? Ints{} + static_cast<int32_t>(from) : origin[v];
        top[v] = value > top[v] ? value : top[v];
      }
    }
    LabelScores next{};
    for (size_t to = 0; to < kNameLabels; ++to) {
      next[to] = top[to / 4][to % 4] + scores[i][to];
      back[i][to] = static_cast<uint8_t>(origin[to / 4][to % 4]);
    }
    // Only differences matter; keeping the best at zero keeps floats exact over long texts.
    const float ceiling = *std::max_element(next.begin(), next.end());
    for (float& value : next) value -= ceiling;
    best = next;
  }
  auto label = static_cast<uint8_t>(std::max_element(best.begin(), best.end()) - best.begin());
  for (size_t i = scores.size(); i-- > 0;) {
    labels[i] = label;
    label = back[i][label];
  }
  return labels;
}

}  // namespace annals
