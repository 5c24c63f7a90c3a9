#include "reading/names.h"

#include <algorithm>
#include <map>
#include <unordered_map>

#include "reading/name_composition.h"
#include "reading/name_entities.h"
#include "reading/name_lexicon.h"
#include "reading/name_lists.h"
#include "reading/name_repeats.h"
#include "reading/name_scoring.h"
#include "reading/name_tagger.h"
#include "reading/name_votes.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t kPlaceBit = bit(NameKind::kPlace);
constexpr uint32_t kOtherwiseNamed = kPlaceBit | bit(NameKind::kGiven) | bit(NameKind::kFamily) |
                                     bit(NameKind::kOrgHead) | bit(NameKind::kOrgSuffix) | bit(NameKind::kPlaceHead) |
                                     bit(NameKind::kNotName) | bit(NameKind::kWeak) | bit(NameKind::kTitle);

struct Found {
  uint32_t work = 0, first = 0, count = 0;
  int type = 0;
};

std::vector<Found> found_in(const std::vector<NameWork>& works) {
  std::vector<Found> found;
  for (uint32_t w = 0; w < works.size(); ++w) {
    const auto& labels = works[w].labels;
    for (uint32_t i = 0; i < labels.size(); ++i) {
      if (labels[i] == 0) continue;
      if (label_begins(labels[i]) || found.empty() || found.back().work != w ||
          found.back().first + found.back().count != i) {
        found.push_back({w, i, 1, label_type(labels[i])});
      } else {
        ++found.back().count;
      }
    }
  }
  return found;
}

uint64_t sequence_key(const NameWork& work, uint64_t first_form, uint32_t first, uint32_t count) {
  uint64_t key = (count * 0x100000001b3ULL) ^ first_form;
  for (uint32_t k = first + 1; k < first + count; ++k) key = key * 0x100000001b3ULL ^ work.block->text.forms[k];
  return key;
}

// The evidence that one form gathers over all its occurrences.
struct Form {
  uint32_t count = 0;                      // tokens
  uint64_t first = 0;                      // hash of the first token's form
  std::array<float, kNameTypes> margin{};  // sum over occurrences of the mean score against 'no name'
  uint32_t occurrences = 0;
  std::array<uint32_t, kNameTypes> found{};           // occurrences that are a name so far
  bool common = false;                                // holds a word that the pack knows otherwise than as a name
  bool surname = false;                               // closes a full name, and letters have no capitals to tell
  bool stem = false;                                  // a body's name less what closes it, and no word
  bool lead = false;                                  // begins the name of a body, and is no name of another kind
  std::vector<std::pair<uint32_t, uint32_t>> places;  // work, first token
};

// Whether what stands there may be the first word of a body's name instead of the whole: a capital that no place of a
// sentence asks for, before no other.
bool stands_alone(const NameWork& work, uint32_t i) {
  const auto& tokens = work.block->text.tokens;
  const auto is_word = [&](uint32_t k) { return tokens[k].kind == TokenKind::kWord; };
  return tokens[i].capitalized && i > 0 && is_word(i - 1) && tokens[i].space_before &&
         (i + 1 >= tokens.size() || !is_word(i + 1) || !tokens[i + 1].capitalized);
}

bool may_be_name(const Token& token) {
  return token.kind == TokenKind::kIdeograph ||
         (token.kind == TokenKind::kWord &&
          (token.script != Script::kLatin || token.capitalized || token.span.size() > 2));
}

// A name found once is looked for everywhere: every occurrence of a form takes part of what all occurrences say
// together.
void spread(std::vector<NameWork>& works) {
  std::unordered_map<uint64_t, Form> forms;
  std::unordered_map<uint64_t, std::vector<uint32_t>> lengths;  // by first token's form: lengths to try, rising
  const auto note = [&](const NameWork& work, uint32_t first, uint32_t count) {
    Form& form = forms[sequence_key(work, work.block->text.forms[first], first, count)];
    if (form.count != 0) return;
    form.count = count;
    form.first = work.block->text.forms[first];
    for (uint32_t k = first; k < first + count; ++k) {
      const Token& token = work.block->text.tokens[k];
      form.common |= token.script == Script::kHan || (token.word != 0 && work.features.covering[k] == 0);
    }
    auto& known = lengths[work.block->text.forms[first]];
    if (std::find(known.begin(), known.end(), count) == known.end()) known.push_back(count);
  };
  // 云榭 of 云榭集团.
  const auto note_stem = [&](const NameWork& work, uint32_t first, uint32_t count) {
    note(work, first, count);
    constexpr uint32_t kLongest = 4;
    if (work.block->text.tokens[first].kind != TokenKind::kIdeograph || work.features.words.empty() || count < 2 ||
        count > kLongest)
      return;
    const WordPlace& word = work.features.words[first];
    if (word.before != first || word.after != first + count)
      forms[sequence_key(work, work.block->text.forms[first], first, count)].stem = true;
  };
  for (const Found& f : found_in(works)) {
    const NameWork& work = works[f.work];
    note(work, f.first, f.count);
    // A body is called by its name without the word that closes it, too, and without the place it begins with.
    const bool seated = (work.features.starting[f.first] & kPlaceBit) != 0;
    const uint32_t seat = seated ? work.features.length[f.first] : 0;
    if (f.type == 1 && seat + 2 < f.count && seated && work.block->text.tokens[f.first].kind == TokenKind::kIdeograph) {
      for (uint32_t k = seat + 2; k < f.count; ++k) {
        if (k + work.features.suffix[f.first + k] == f.count && work.features.suffix[f.first + seat] == 0)
          note_stem(work, f.first + seat, k - seat);
      }
    } else if (f.type == 1 && !seated) {
      for (uint32_t k = 1; k < f.count; ++k) {
        if (k + work.features.suffix[f.first + k] == f.count &&
            (k > 1 || work.block->text.tokens[f.first].kind == TokenKind::kWord))
          note_stem(work, f.first, k);
      }
    }
    const auto& tokens = work.block->text.tokens;
    if (f.type == 1 && f.count > 1 && tokens[f.first].capitalized && tokens[f.first + 1].capitalized &&
        tokens[f.first].span.size() > 3 && (work.features.covering[f.first] & kOtherwiseNamed) == 0) {
      note(work, f.first, 1);
      forms[sequence_key(work, work.block->text.forms[f.first], f.first, 1)].lead = true;
    }
    if (f.type != 0 || f.count < 2) continue;
    // A surname of several words.
    const bool particle = (work.features.covering[f.first + 1] & bit(NameKind::kParticle)) != 0;
    if ((f.count == 3 || (f.count > 3 && particle)) && tokens[f.first].kind == TokenKind::kWord &&
        tokens[f.first + 1].kind == TokenKind::kWord)
      note(work, f.first + 1, f.count - 1);
    // The parts of a personal name stand for it elsewhere.
    for (uint32_t k = f.first; k < f.first + f.count; ++k) {
      const Token& token = work.block->text.tokens[k];
      const bool short_surname = k + 1 == f.first + f.count && token.capitalized && token.span.size() > 1;  // Ng, Lee
      if (token.kind != TokenKind::kWord || (token.span.size() <= 3 && !short_surname) ||
          (work.features.covering[k] & kNeverName) != 0)
        continue;
      note(work, k, 1);
      if (k + 1 == f.first + f.count && token.script != Script::kLatin)
        forms[sequence_key(work, work.block->text.forms[k], k, 1)].surname = true;
    }
    // 伊万·彼得罗夫: the runs between the points.
    uint32_t from = f.first;
    for (uint32_t k = f.first; k <= f.first + f.count; ++k) {
      const bool cut = k == f.first + f.count || work.block->text.tokens[k].kind == TokenKind::kPunctuation;
      if (!cut) continue;
      if (work.block->text.tokens[from].kind == TokenKind::kIdeograph && k - from >= 2 && k - from < f.count)
        note(work, from, k - from);
      from = k + 1;
    }
  }
  const auto count_occurrences = [&](const NameWork& work, uint32_t w, uint32_t i, uint64_t first_form) {
    const auto known = lengths.find(first_form);
    if (known == lengths.end()) return;
    for (const uint32_t count : known->second) {
      if (i + count > work.block->text.forms.size()) continue;
      const auto form = forms.find(sequence_key(work, first_form, i, count));
      if (form == forms.end() || form->second.count != count) continue;
      for (size_t t = 0; t < kNameTypes; ++t) {
        float sum = 0;
        for (uint32_t k = i; k < i + count; ++k) {
          const int label = k == i ? begin_label(static_cast<int>(t)) : inside_label(static_cast<int>(t));
          sum += work.scores[k][static_cast<size_t>(label)];
        }
        form->second.margin[t] += std::clamp(sum / static_cast<float>(count), -8.0F, 8.0F);
      }
      ++form->second.occurrences;
      if (const int label = work.labels[i]; label != 0) ++form->second.found[static_cast<size_t>(label_type(label))];
      form->second.places.emplace_back(w, i);
    }
  };
  for (uint32_t w = 0; w < works.size(); ++w) {
    const NameWork& work = works[w];
    for (uint32_t i = 0; i < work.block->text.forms.size(); ++i) {
      if (!may_be_name(work.block->text.tokens[i])) continue;
      count_occurrences(work, w, i, work.block->text.forms[i]);
      if (work.features.bare[i] != 0) count_occurrences(work, w, i, work.features.bare[i]);
    }
  }
  // Longer forms first: a part of a full name is not looked for inside it. One order on every machine, for sums of
  // floats.
  std::vector<std::pair<uint64_t, const Form*>> ordered;
  for (const auto& [key, form] : forms) ordered.emplace_back(key, &form);
  std::sort(ordered.begin(), ordered.end(), [](const auto& a, const auto& b) {
    return a.second->count != b.second->count ? a.second->count > b.second->count : a.first < b.first;
  });
  std::vector<std::vector<bool>> covered;
  std::vector<std::vector<bool>> once;  // covered by a long name that stands there only
  for (const NameWork& work : works) {
    covered.emplace_back(work.scores.size());
    once.emplace_back(work.scores.size());
  }
  std::unordered_map<uint64_t, std::pair<size_t, uint64_t>> settled_skeletons;  // -> type, the form
  constexpr float kSurname = 4.0F, kKnownSurname = 4.0F;
  constexpr float kShare = 0.6F, kFoundElsewhere = 2.0F, kNoCommonWord = 2.0F, kMost = 5.0F, kSettledShare = 0.15F,
                  kSettledGain = 4.0F, kStem = 3.0F;
  constexpr uint32_t kSettled = 3;
  for (const auto& [key, form] : ordered) {
    if (form->occurrences < 2) {
      for (const auto& [w, first] : form->places) {
        for (uint32_t k = first; form->count > 2 && form->found[0] != 0 && k < first + form->count; ++k)
          once[w][k] = true;
      }
      continue;
    }
    const auto all = static_cast<float>(form->occurrences);
    std::array<float, kNameTypes> gain{};
    for (size_t t = 0; t < kNameTypes; ++t) {
      const float found = static_cast<float>(form->found[t]) / all;
      // A strange word that was taken for a name several times is one throughout.
      const bool settled = !form->common && form->found[t] >= kSettled && found >= kSettledShare;
      if (settled && form->count == 1) {
        const auto& [w, first] = form->places.front();
        const NameFeatures& features = works[w].features;
        const uint64_t skeleton = works[w].block->text.forms[first] == form->first ? features.skeletons[first]
                                                                                   : features.bare_skeletons[first];
        if (skeleton != 0) settled_skeletons.try_emplace(skeleton, t, form->first);
      }
      gain[t] =
          settled ? kSettledGain
                  : std::clamp(kShare * form->margin[t] / all +
                                   (kFoundElsewhere + (form->common ? 0.0F : kNoCommonWord)) * found +
                                   (form->surname && t == 0 ? kSurname : 0.0F) + (form->stem && t == 1 ? kStem : 0.0F),
                               -kMost, kMost);
    }
    // النمر: a common word that was found to be somebody's surname again and again.
    const auto& [place_work, place] = form->places.front();
    const bool arabic = works[place_work].block->text.tokens[place].script == Script::kArabic;
    const bool known_surname = form->surname && form->count == 1 && arabic && form->found[0] >= kSettled;
    const bool sure = *std::max_element(gain.begin(), gain.end()) > 0;
    for (const auto& [w, first] : form->places) {
      if (covered[w][first] || (form->count > 1 && once[w][first])) continue;
      works[w].changed = true;
      constexpr float kLead = 2.0F;
      if (form->lead && stands_alone(works[w], first))
        works[w].scores[first][static_cast<size_t>(begin_label(1))] += kLead;
      constexpr uint32_t kBeforeSurname = bit(NameKind::kGiven) | bit(NameKind::kParticle);
      const bool part = first > 0 && (works[w].features.covering[first - 1] & kBeforeSurname) != 0;
      if (known_surname && !part) works[w].scores[first][static_cast<size_t>(begin_label(0))] += kKnownSurname;
      for (uint32_t k = first; k < first + form->count; ++k) {
        for (size_t t = 0; t < kNameTypes; ++t) {
          const int label = k == first ? begin_label(static_cast<int>(t)) : inside_label(static_cast<int>(t));
          works[w].scores[k][static_cast<size_t>(label)] += gain[t];
        }
        // 'Ilse Vale', told of as Vale elsewhere, goes on with her surname.
        if (k == first && works[w].labels[k] == inside_label(0) &&
            works[w].block->text.tokens[k].script == Script::kLatin)
          works[w].scores[k][static_cast<size_t>(inside_label(0))] += std::max(gain[0], 0.0F);
        if (sure && form->count > 1) covered[w][k] = true;
      }
    }
  }
  // Another spelling of such a word, where vowels are written now so, now so.
  constexpr float kOtherSpelling = 3.0F;
  for (size_t w = 0; w < works.size() && !settled_skeletons.empty(); ++w) {
    NameWork& work = works[w];
    for (size_t i = 0; i < work.scores.size(); ++i) {
      const Token& token = work.block->text.tokens[i];
      if (work.features.skeletons[i] == 0 || covered[w][i] || (token.word != 0 && work.features.covering[i] == 0))
        continue;
      auto found = settled_skeletons.find(work.features.skeletons[i]);
      if (found == settled_skeletons.end()) found = settled_skeletons.find(work.features.bare_skeletons[i]);
      if (found == settled_skeletons.end() || found->second.second == work.block->text.forms[i] ||
          found->second.second == work.features.bare[i])
        continue;
      work.scores[i][static_cast<size_t>(begin_label(static_cast<int>(found->second.first)))] += kOtherSpelling;
      work.changed = true;
    }
  }
}

// A model misses more names of new affairs than it invents.
void be_ready(const std::vector<Token>& tokens, float readiness, std::vector<LabelScores>& scores) {
  for (size_t i = 0; i < tokens.size(); ++i) {
    if (tokens[i].kind == TokenKind::kLineBreak) continue;
    for (size_t label = 1; label < kNameLabels; ++label) scores[i][label] += readiness;
  }
}

// What stands in brackets right after a name, in letters of another script, is the name in its own spelling: 'Name
// (Имя)'. The spelling is one name, of the same type.
void add_original_spellings(std::string_view text, std::vector<NameSpan>& names) {
  constexpr uint32_t kLongest = 8;
  const auto is_letters = [](const Token& t) { return t.kind == TokenKind::kWord || t.kind == TokenKind::kIdeograph; };
  std::vector<NameSpan> out;
  for (size_t i = 0; i < names.size(); ++i) {
    // What a spelling before took in is gone.
    if (!out.empty() && out.back().block == names[i].block && names[i].first < out.back().end()) continue;
    out.push_back(names[i]);
    const NameSpan& name = names[i];
    const auto& tokens = name.block->text.tokens;
    const uint32_t open = name.end(), first = open + 1;
    if (first >= tokens.size() || !is_letters(tokens[first])) continue;
    const char32_t mark = decode(text, tokens[open].span.begin).value;
    const Script script = tokens[first].script;
    if ((mark != '(' && mark != U'（') || script == Script::kLatin || script == tokens[name.first].script) continue;
    uint32_t end = first;
    while (end < tokens.size() && end - first < kLongest && is_letters(tokens[end]) && tokens[end].script == script)
      ++end;
    const char32_t close = end < tokens.size() ? decode(text, tokens[end].span.begin).value : 0;
    if (close != ')' && close != U'）') continue;
    NameSpan spelling = name;
    spelling.first = first;
    spelling.count = end - first;
    spelling.skip_bytes = 0;
    out.push_back(spelling);
  }
  names = std::move(out);
}

}  // namespace

void read_names(const Analysis& analysis, Reading& reading) {
  std::vector<NameWork> works;
  size_t next_time = 0, next_sum = 0;
  for (const AnalyzedBlock& block : analysis.blocks) {
    if (block.block->role == BlockRole::kBoilerplate || block.text.tokens.empty() || !block.language->names) continue;
    NameWork& work = works.emplace_back();
    work.block = &block;
    const NameLexicon& lexicon = *block.language->names;
    work.features = name_features(analysis.text(), block, false);
    const auto& tokens = block.text.tokens;
    work.scores.resize(tokens.size());
    work.closed.resize(tokens.size());
    for (size_t i = 0; i < tokens.size(); ++i) {
      while (next_time < reading.times.size() && reading.times[next_time].span.end <= tokens[i].span.begin) ++next_time;
      if (next_time < reading.times.size() && reading.times[next_time].span.overlaps(tokens[i].span))
        work.closed[i] = true;
      while (next_sum < reading.quantities.size() && reading.quantities[next_sum].span.end <= tokens[i].span.begin)
        ++next_sum;
      if (next_sum < reading.quantities.size() && reading.quantities[next_sum].span.overlaps(tokens[i].span) &&
          (reading.quantities[next_sum].type == QuantityType::kMoney ||
           (tokens[i].kind == TokenKind::kIdeograph && work.features.length[i] == 0)))
        work.closed[i] = true;
    }
    if (lexicon.model) score_tokens(analysis.text(), block, work.features, work.closed, work.scores);
    add_votes(analysis.text(), block, work.features, lexicon, lexicon.model ? kVotesBesideModel : kVotesAlone,
              work.scores);
    add_known_bodies(work.features, work.scores);
    if (lexicon.model) add_capitals(block, work.features, lexicon.capitals, work.scores);
    add_common_surnames(analysis.text(), block, work.features, lexicon, work.scores);
    add_quoted_names(analysis.text(), block, work.features, lexicon, work.scores);
    add_words_without_name(analysis.text(), block, work.features, lexicon, work.scores);
    if (lexicon.model) be_ready(tokens, lexicon.readiness, work.scores);
    for (size_t i = 0; i < tokens.size(); ++i) {
      if (work.features.attention[i] != Attention::kFull || work.closed[i]) forbid(work.scores[i]);
    }
  }
  add_repeated_bodies(works);
  add_bodies_of_common_words(analysis.text(), works);
  const auto choose_labels = [&] {
    for (NameWork& work : works) {
      if (work.changed) work.labels = best_labels(work.scores, work.block->language->names->model.get());
      work.changed = false;
    }
  };
  for (NameWork& work : works) work.changed = true;
  choose_labels();
  add_listed(analysis.text(), works);
  choose_labels();
  add_nicknames(works);
  add_short_bodies(works);
  spread(works);
  choose_labels();
  std::vector<NameSpan> spans;
  std::vector<std::vector<NameSpan>> by_block(works.size());
  for (const Found& f : found_in(works)) {
    const NameWork& work = works[f.work];
    float margin = 0;
    NameSpan span;
    for (uint32_t k = f.first; k < f.first + f.count; ++k) {
      margin += work.scores[k][work.labels[k]];
      for (int t = 0; t < kNameTypes; ++t) {
        const int label = k == f.first ? begin_label(t) : inside_label(t);
        span.scores[static_cast<size_t>(t)] += work.scores[k][static_cast<size_t>(label)] / static_cast<float>(f.count);
      }
    }
    span.block = work.block;
    span.first = f.first;
    span.count = f.count;
    span.type = kLabelTypes[static_cast<size_t>(f.type)];
    span.confidence = std::clamp(0.5F + margin / static_cast<float>(f.count) / 16.0F, 0.05F, 0.99F);
    if (!trim_name(analysis.text(), work.features, span)) continue;
    std::vector<NameSpan>& before = by_block[f.work];
    if (!before.empty() && before.back().end() > span.first) before.pop_back();  // 'O' of "O'Hara"
    before.push_back(span);
  }
  for (size_t w = 0; w < works.size(); ++w) {
    compose_names(analysis.text(), *works[w].block, works[w].features, works[w].closed, by_block[w]);
    spans.insert(spans.end(), by_block[w].begin(), by_block[w].end());
  }
  add_original_spellings(analysis.text(), spans);
  join_names(analysis, spans, reading);
}

}  // namespace annals
