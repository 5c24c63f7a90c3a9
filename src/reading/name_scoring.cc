#include "reading/name_scoring.h"

#include <algorithm>
#include <array>
#include <bit>
#include <deque>
#include <string>

#include "base/hash.h"
#include "reading/language.h"
#include "reading/name_bounds.h"
#include "reading/name_lexicon.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t mix(uint32_t a, uint32_t b) { return mix_feature(a, b); }
uint32_t text_hash(std::string_view s) { return static_cast<uint32_t>(stable_hash(s)); }

// Whether no name goes over the token: a line break, a mark that joins no words.
bool never_named(std::string_view text, const std::vector<Token>& tokens, size_t i) {
  const Token& token = tokens[i];
  if (token.kind == TokenKind::kLineBreak) return true;
  if (token.kind != TokenKind::kPunctuation && token.kind != TokenKind::kSymbol) return false;
  const char32_t mark = decode(text, token.span.begin).value;
  return mark != '&' && (token.space_before || !joins_words(mark));
}

// Makes the features of one token after the other: those that depend on one token alone, itself or a neighbour, and
// those of several together.
class FeatureMaker {
 public:
  struct Features {
    std::array<uint32_t, NameModel::kMostFeatures> values;
    size_t count = 0;

    void add(uint32_t kind, uint32_t value) { values[count++] = mix(kind * 0x01000193U + 1U, value); }
  };
  static constexpr uint32_t kHere = 2;  // of the five tokens that a token's features look at

  FeatureMaker(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features)
      : text_(text),
        tokens_(block.text.tokens),
        forms_(block.text.forms),
        language_(*block.language),
        lexicon_(*language_.names),
        features_(features),
        size_(static_cast<int64_t>(tokens_.size())) {}

  /// Adds what token `i` (which may lie outside) says of the token `place - kHere` places before it. `ending` is that
  /// of the token.
  void add_single(int64_t i, uint32_t place, Features& out) {
    const TokenLook& seen = look(i);
    out.add(1 + place, seen.form);
    out.add(6 + place, seen.shape);
    if (place + 1 >= kHere && place <= kHere + 1) {
      const uint32_t side = place + 1 - kHere;
      uint32_t bits = kinds(i);
      out.add(34 + side, bits);
      for (; bits != 0; bits &= bits - 1) out.add(37 + side, static_cast<uint32_t>(std::countr_zero(bits)));
    }
    if (place == kHere && !outside(i)) add_own(static_cast<size_t>(i), seen, out);
  }

  /// Adds what token `i` and its neighbours say together; `ending` is the hash of its last three letters.
  void add_joint(int64_t i, uint32_t ending, Features& out) const {
    const auto add = [&](uint32_t kind, uint32_t value) { out.add(kind, value); };
    // Copies, which no writing of a feature can change: else each would be read anew.
    const TokenLook far_left = look(i - 2), left = look(i - 1), here = look(i), right = look(i + 1),
                    far_right = look(i + 2);
    const uint32_t kinds_here = kinds(i), kinds_left = kinds(i - 1), kinds_right = kinds(i + 1);
    const uint32_t pair_left = mix(left.form, here.form), pair_right = mix(here.form, right.form);
    const auto at = static_cast<size_t>(i);
    const bool ideograph = tokens_[at].kind == TokenKind::kIdeograph;
    add(11, pair_left);
    add(12, pair_right);
    add(13, mix(mix(left.shape, here.shape), right.shape));
    add(14, mix(mix(far_left.shape, left.shape), here.shape));
    const bool opens = i == 0 || left.shape == 1;
    add(15, mix(here.shape, opens ? 1 : 0));
    if (ideograph) {
      const uint32_t pair_far_left = mix(far_left.form, left.form);
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
      add(31, mix(ending, left.form));
      add(32, mix(left.form, here.shape));
      add(33, mix(right.form, here.shape));
      // A word that the pack's other tables know, and not as a name, is a common word.
      const auto common = [&](int64_t k) {
        return !outside(k) && tokens_[static_cast<size_t>(k)].word != 0 && kinds(k) == 0;
      };
      add(44, (common(i) ? 1U : 0U) + (common(i - 1) ? 2U : 0U) + (common(i + 1) ? 4U : 0U));
    }
    add(41, mix(kinds_left, here.shape));
    add(42, mix(kinds_here, kinds_right));
    add(43, mix(kinds(i - 2), kinds_left));
    if (!features_.words.empty()) add_words(i, here, ideograph, out);
  }

  /// A hash of all that add_single() makes features of, in every place.
  uint64_t key_of(int64_t i) const {
    const TokenLook& seen = look(i);
    uint64_t key = uint64_t{seen.shape} << 32 | seen.letters;
    const auto take = [&](uint64_t value) {
      key = (key ^ value) * 0x9E3779B97F4A7C15ULL;
      key ^= key >> 29;
    };
    take(seen.form);
    take(kinds(i));
    if (!outside(i)) {
      const auto at = static_cast<size_t>(i);
      take(tokens_[at].kind == TokenKind::kWord ? forms_[at] : 0);
      take(features_.starting[at]);
      take(features_.bare[at]);
      if (!features_.words.empty()) {
        const WordPlace& home = features_.words[at];
        take(uint64_t{home.key} << 32 | uint64_t{home.code} << 24 | uint64_t{home.position} << 16 |
             uint64_t{home.name} << 8 | length_of(home));
        take(features_.clusters.empty() ? 0 : features_.clusters[at]);
      }
      take(static_cast<uint64_t>(tokens_[at].kind) + 1);
    }
    return key | 1U << 1U;
  }

  /// Hash of the last three letters of a word.
  uint32_t ending_of(int64_t i) { return outside(i) ? 0 : ends_of(static_cast<size_t>(i), look(i).letters).suffix[2]; }

 private:
  // What a token says of itself.
  void add_own(size_t at, const TokenLook& here, Features& out) {
    const bool ideograph = tokens_[at].kind == TokenKind::kIdeograph;
    out.add(0, 0);
    if (!ideograph) {
      const Ends ends = ends_of(at, here.letters);
      for (uint32_t k = 0; k < 4 && k < here.letters; ++k) {
        out.add(22 + k, ends.prefix[k]);
        out.add(26 + k, ends.suffix[k]);
      }
      if (features_.bare[at] != 0) out.add(30, static_cast<uint32_t>(features_.bare[at]));
    }
    for (uint32_t bits = features_.starting[at]; bits != 0; bits &= bits - 1)
      out.add(40, static_cast<uint32_t>(std::countr_zero(bits)));
    if (features_.words.empty()) return;
    // Of the word that the token belongs to.
    const WordPlace& home = features_.words[at];
    if (!features_.clusters.empty()) {
      const uint32_t place = place_in(home, here, ideograph);
      out.add(70, mix(features_.clusters[at], place));
      out.add(71, mix(cluster_group(features_.clusters[at]), place));
    }
    if (ideograph) {
      const uint32_t kind = home.code / 16U, place = home.position, length = length_of(home);
      out.add(50, mix(kind, place));
      out.add(51, mix(home.code / 4U, mix(place, length)));
      out.add(52, mix(home.key, place));
      out.add(58, mix(home.name, length));
      out.add(59, mix(home.name, mix(kind, place)));
    } else {
      out.add(50, home.code);
      out.add(51, mix(home.code, here.shape));
      out.add(54, mix(home.name, here.shape));
      if (features_.bare[at] != 0) {
        const int rest = lexicon_.words->find(NameWords::key(NameWords::add_token(0, features_.bare[at])));
        out.add(59, mix(static_cast<uint32_t>(rest + 1), home.code));
      }
    }
  }

  // What the word that the token belongs to and the words beside it say together.
  void add_words(int64_t i, const TokenLook& here, bool ideograph, Features& out) const {
    const auto add = [&](uint32_t kind, uint32_t value) { out.add(kind, value); };
    const WordPlace& home = word(i);
    const int64_t left_word = static_cast<int64_t>(home.before) - 1;
    if (!features_.clusters.empty()) {
      const uint8_t own_cluster = cluster(i), left_cluster = cluster(left_word), right_cluster = cluster(home.after);
      const uint32_t place = place_in(home, here, ideograph);
      add(72, left_cluster);
      add(73, right_cluster);
      add(74, mix(mix(cluster_group(left_cluster), cluster_group(own_cluster)), place));
      add(75, mix(mix(cluster_group(own_cluster), cluster_group(right_cluster)), place));
      add(76, mix(left_cluster, place));
      add(77, mix(right_cluster, place));
    }
    const WordPlace &before = word(left_word), &after = word(home.after);
    if (ideograph) {
      const uint32_t kind = home.code / 16U, place = home.position;
      add(53, mix(before.key, place));
      add(54, mix(after.key, place));
      add(55, mix(mix(before.code / 16U, kind), place));
      add(56, mix(mix(kind, after.code / 16U), place));
      add(57, mix(mix(before.code / 16U, mix(kind, after.code / 16U)), place));
      add(60, mix(mix(before.key, kind), place));
      add(61, mix(mix(after.key, kind), place));
    } else {
      add(52, mix(before.code, home.code));
      add(53, mix(home.code, after.code));
      add(55, mix(mix(before.code, home.code), after.code));
      add(56, before.code);
      add(57, after.code);
      add(58, mix(word(i - 1).name, word(i + 1).name));
    }
  }

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
  static uint32_t length_of(const WordPlace& home) { return std::min(home.after - home.before, 5U); }
  static uint32_t place_in(const WordPlace& home, const TokenLook& here, bool ideograph) {
    return mix(home.position, ideograph ? 0 : here.shape);
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
  const std::vector<uint64_t>& forms_;
  const Language& language_;
  const NameLexicon& lexicon_;
  const NameFeatures& features_;
  int64_t size_;
  std::string form_;
};

// What each token of a block, and the edge on either side, brings by itself.
class SingleScores {
 public:
  static constexpr size_t kEdge = 2;  // tokens that are looked at beyond the block

  SingleScores(const NameFeatures& features, const NameLexicon& lexicon, FeatureMaker& maker)
      : model_(*lexicon.model), memory_(*lexicon.remembered), maker_(maker) {
    const size_t n = features.attention.size() + 2 * kEdge;
    scores_.resize(n);
    std::vector<uint64_t> keys(n);
    const auto is_far = [&](size_t k) {
      return k >= kEdge && k < n - kEdge && features.attention[k - kEdge] == Attention::kFar;
    };
    for (size_t k = 0; k < n; ++k) {
      if (is_far(k)) continue;
      keys[k] = maker.key_of(static_cast<int64_t>(k) - static_cast<int64_t>(kEdge));
      memory_.fetch(keys[k]);
    }
    for (size_t k = 0; k < n; ++k) {
      if (!is_far(k)) scores_[k] = find(keys[k], static_cast<int64_t>(k) - static_cast<int64_t>(kEdge));
    }
  }

  uint32_t ending(size_t i) const { return scores_[i + kEdge]->ending; }
  /// Of token `i`, by itself and by its neighbours.
  NameModel::Sums sum(size_t i) const {
    const TokenScores* const* const around = &scores_[i];
    return around[0]->at[0] + around[1]->at[1] + around[2]->at[2] + around[3]->at[3] + around[4]->at[4];
  }

 private:
  const TokenScores* find(uint64_t key, int64_t i) {
    if (const TokenScores* const known = memory_.find(key); known != nullptr) return known;
    const TokenScores made = make(i);
    memory_.keep(key, made);
    const TokenScores* const kept = memory_.find(key);
    return kept != nullptr ? kept : &rest_.emplace_back(made);
  }
  TokenScores make(int64_t i) {
    TokenScores made;
    made.ending = maker_.ending_of(i);
    NameModel::Rows rows;
    for (uint32_t place = 0; place < 2 * FeatureMaker::kHere + 1; ++place) {
      FeatureMaker::Features features;
      maker_.add_single(i, place, features);
      for (size_t k = 0; k < features.count; ++k) model_.prefetch(features.values[k]);
      model_.find(features.values.data(), features.values.data() + features.count, rows);
      made.at[place] = NameModel::sum(rows);
    }
    return made;
  }

  const NameModel& model_;
  ScoreMemory& memory_;
  FeatureMaker& maker_;
  std::vector<const TokenScores*> scores_;
  std::deque<TokenScores> rest_;  // what there was no room for
};

}  // namespace

FeatureLists list_features(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features) {
  FeatureLists out;
  FeatureMaker maker(text, block, features);
  out.first.push_back(0);
  for (int64_t i = 0; i < static_cast<int64_t>(block.text.tokens.size()); ++i) {
    FeatureMaker::Features made;
    for (uint32_t place = 0; place < 2 * FeatureMaker::kHere + 1; ++place)
      maker.add_single(i + place - FeatureMaker::kHere, place, made);
    maker.add_joint(i, maker.ending_of(i), made);
    out.values.insert(out.values.end(), made.values.begin(), made.values.begin() + made.count);
    out.first.push_back(static_cast<uint32_t>(out.values.size()));
  }
  return out;
}

void score_tokens(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                  const std::vector<bool>& closed, std::vector<LabelScores>& scores) {
  const NameModel& model = *block.language->names->model;
  const std::vector<Token>& tokens = block.text.tokens;
  FeatureMaker maker(text, block, features);
  const SingleScores singles(features, *block.language->names, maker);
  // In three steps, each a token behind the one before it, so that the memory they need is on its way meanwhile: a
  // token's features, their rows in the model, the sum of the rows.
  struct Made {
    FeatureMaker::Features features;
    size_t token = SIZE_MAX;
  };
  std::array<Made, 2> made;
  Made *now = &made[0], *before = &made[1];
  NameModel::Rows rows;
  size_t found_token = SIZE_MAX;
  const auto step = [&] {
    if (found_token != SIZE_MAX) scores[found_token] = model.scores(NameModel::sum(rows) + singles.sum(found_token));
    found_token = before->token;
    const FeatureMaker::Features& next = before->features;
    if (found_token != SIZE_MAX) model.find(next.values.data(), next.values.data() + next.count, rows);
    std::swap(now, before);
    now->token = SIZE_MAX;
  };
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (features.attention[i] != Attention::kFull || closed[i] || never_named(text, tokens, i)) continue;
    now->token = i;
    now->features.count = 0;
    maker.add_joint(static_cast<int64_t>(i), singles.ending(i), now->features);
    for (size_t k = 0; k < now->features.count; ++k) model.prefetch(now->features.values[k]);
    step();
  }
  step();
  step();
}

}  // namespace annals
