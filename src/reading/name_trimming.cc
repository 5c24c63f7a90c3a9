#include "reading/name_trimming.h"

#include <algorithm>

#include "base/hash.h"
#include "reading/frames.h"
#include "reading/language.h"
#include "reading/name_joints.h"
#include "text/utf8.h"

namespace annals {
namespace {

// بالكذب, للعودة, ببيان: a preposition and its noun, which no name goes on with.
bool is_phrase(std::string_view text, const NameSpan& name, uint32_t k, bool known) {
  constexpr size_t kShort = 5;  // bytes: a rest of two letters
  const NameLexicon& lexicon = *name.block->language->names;
  std::string form;
  folded_form(text, name.block->text.tokens[k], name.block->language->vocabulary.folding(), form);
  const int own = how_often(*lexicon.words, stable_hash(form));
  for (const std::string& clitic : lexicon.definite_clitics) {
    if (known || form.size() <= clitic.size() + kShort || !form.starts_with(clitic)) continue;
    if (how_often(*lexicon.words, stable_hash(lexicon.article + form.substr(clitic.size()))) > own) return true;
  }
  return std::any_of(lexicon.clitics.begin(), lexicon.clitics.end(), [&](const std::string& clitic) {
    const std::string_view rest = std::string_view(form).substr(std::min(clitic.size(), form.size()));
    return form.starts_with(clitic) && rest.starts_with(clitic) && rest.size() > kShort &&
           how_often(*lexicon.words, stable_hash(rest)) >= own;
  });
}

// هدى وحذرتني, رانيا باستقالتها: a verb that 'and' joins to the name, or a word of events that ends in a pronoun.
bool is_event_word(const NameSpan& name, uint32_t k) {
  const ClaimFrames* const frames = name.block->language->claims.get();
  if (frames == nullptr || !frames->verb_first) return false;
  constexpr uint32_t kLong = 8;  // bytes of a verb that is hardly a name too
  std::vector<PhraseTable::Match> found;
  frames->triggers.match(name.block->text, k, found);
  return std::any_of(found.begin(), found.end(), [&](const PhraseTable::Match& m) {
    const TriggerForm& form = frames->forms[m.payload];
    const bool verb = m.skip_bytes != 0 && (form.tags & (kFormPast | kFormPresent)) != 0;
    const bool owned = (form.tags & (kFormOwner | kFormObject)) != 0;
    return m.count == 1 && (verb || owned) && name.block->text.tokens[k].span.size() >= m.skip_bytes + kLong;
  });
}

// بلاغا, حبس: people write the noun all the time, and it closes no name.
bool is_everyday_noun(std::string_view text, const NameSpan& name, uint32_t k) {
  constexpr int kAllTheTime = 5;
  constexpr size_t kLong = 8;  // bytes: four letters
  const NameLexicon& lexicon = *name.block->language->names;
  const ClaimFrames* const frames = name.block->language->claims.get();
  if (frames == nullptr || !frames->verb_first) return false;
  std::string form;
  folded_form(text, name.block->text.tokens[k], name.block->language->vocabulary.folding(), form);
  if (form.starts_with(lexicon.article)) return false;
  for (const std::string& ending : lexicon.accusative_endings) {
    if (form.size() >= kLong + ending.size() && form.ends_with(ending) &&
        how_often(*lexicon.words, stable_hash(form.substr(0, form.size() - ending.size()))) >= kAllTheTime)
      return true;
  }
  const auto trigger = frames->triggers.longest(name.block->text, k);
  return trigger.count == 1 && trigger.skip_bytes == 0 &&
         frames->frames[frames->forms[trigger.payload].frame].kind == FrameKind::kNoun &&
         how_often(*lexicon.words, stable_hash(form)) >= kAllTheTime;
}

// 王亚民均, 邬静姝没: a surname of one ideograph has no three behind it, and a word of the grammar closes no name.
void drop_grammar_word(const NameFeatures& features, NameSpan& name) {
  constexpr uint32_t kLongest = 3;
  const ClaimFrames* const frames = name.block->language->claims.get();
  const auto is = [&](uint32_t k, NameKind kind) { return (features.starting[k] & bit(kind)) != 0; };
  if (frames == nullptr || name.count != kLongest + 1 || !is(name.first, NameKind::kFamily)) return;
  if ((features.covering[name.first + 1] & ~features.starting[name.first + 1] & bit(NameKind::kFamily)) != 0) return;
  const auto& tokens = name.block->text.tokens;
  for (uint32_t k = name.first; k < name.end(); ++k) {
    if (tokens[k].kind != TokenKind::kIdeograph) return;
  }
  const uint32_t last = name.end() - 1;
  if (frames->grammar.longest(name.block->text, last).count > 0 && !is(last, NameKind::kGiven)) --name.count;
}

}  // namespace

int how_often(const NameWords& words, uint64_t form) {
  return std::max(words.find(NameWords::key(NameWords::add_token(0, form))), 0) & 15;
}

void trim_words(std::string_view text, const NameFeatures& features, NameSpan& name) {
  const NameLexicon& lexicon = *name.block->language->names;
  if (!lexicon.words) return;
  const auto& tokens = name.block->text.tokens;
  constexpr uint32_t kHeads = bit(NameKind::kOrgHead) | bit(NameKind::kPlaceHead);
  for (uint32_t k = name.first + 1; k < name.end(); ++k) {
    const std::string_view word = tokens[k].span.of(text);
    if (std::any_of(lexicon.unnamed_endings.begin(), lexicon.unnamed_endings.end(),
                    [&](const std::string& ending) { return word.ends_with(ending); }))
      name.count = k - name.first;
  }
  const bool pair = name.count == 2 && (features.covering[name.first] & kHeads) == 0;
  if (name.type != EntityType::kPerson && (!pair || tokens[name.first].script != Script::kArabic)) return;
  if (tokens[name.first].kind == TokenKind::kIdeograph) {
    uint32_t dot = name.first;
    while (dot < name.end() && tokens[dot].kind == TokenKind::kIdeograph) ++dot;
    const WordPlace& word = features.words[name.first];
    const auto kind = static_cast<WordClass>(word.code >> 4U);
    const bool common = kind == WordClass::kNoun || kind == WordClass::kVerb || kind == WordClass::kModifier ||
                        kind == WordClass::kIdiom;
    constexpr int kOften = 5;
    if (dot < name.end() && common && (word.code & 15) >= kOften && word.before == name.first &&
        word.after >= name.first + 2 && word.after + 1 < dot) {
      name.count -= word.after - name.first;
      name.first = word.after;
    }
    drop_grammar_word(features, name);
    return;
  }
  if (tokens[name.first].script != Script::kArabic) return;
  const auto known = [&](uint32_t k) {
    return (features.covering[k] & (bit(NameKind::kGiven) | bit(NameKind::kFamily))) != 0;
  };
  for (uint32_t k = name.first + 1; k < name.end(); ++k) {
    if (is_phrase(text, name, k, known(k)) || (!known(k) && is_event_word(name, k))) name.count = k - name.first;
  }
  // طارق ابن (شقيق سمير): no name ends so.
  while (name.count > 1 && name.type == EntityType::kPerson &&
         is_kind(*name.block, name.end() - 1, NameKind::kParticle) &&
         how_often(*lexicon.words, name.block->text.forms[name.end() - 1]) > kRareWord)
    --name.count;
  // ناصر العبد بلاغا, عادل فؤاد حبس: an everyday noun, in the accusative or one that tells of events
  while (name.count > 2 && !known(name.end() - 1) && is_everyday_noun(text, name, name.end() - 1)) --name.count;
  constexpr int kFarMore = 3;
  while (name.count > 1) {
    const uint32_t last = name.end() - 1;
    if (tokens[last].script != Script::kArabic || features.bare[last] == 0 || (features.covering[last] & kNames) != 0 ||
        how_often(*lexicon.words, features.bare[last]) <
            how_often(*lexicon.words, name.block->text.forms[last]) + kFarMore)
      return;
    --name.count;
  }
}

bool trim_definite_head(std::string_view text, const NameFeatures& features, NameSpan& name) {
  const NameLexicon& lexicon = *name.block->language->names;
  const auto& tokens = name.block->text.tokens;
  if (lexicon.article.empty() || !lexicon.words || name.type != EntityType::kOrganization ||
      tokens[name.first].script != Script::kArabic || features.length[name.first] >= name.count)
    return true;
  const bool common = lexicon.composers.any(name.block->text, name.first, [](const PhraseTable::Match& m) {
    return m.count == 1 && m.skip_bytes == 0 && m.is(NamePart::kBodyNoun);
  });
  std::string form;
  const Folding& folding = name.block->language->vocabulary.folding();
  folded_form(text, tokens[name.first], folding, form);
  const bool head = common || (features.covering[name.first] & bit(NameKind::kOrgHead)) != 0;
  if (!head || !form.starts_with(lexicon.article)) return true;
  constexpr uint32_t kGoesOn = bit(NameKind::kOrganization) | bit(NameKind::kOrgSuffix) | bit(NameKind::kPlace);
  for (uint32_t k = name.first + 1; k < name.end(); ++k) {
    if (tokens[k].script != Script::kArabic || (features.covering[k] & kGoesOn) != 0) return true;
    folded_form(text, tokens[k], folding, form);
    const auto begins = [&](const std::string& clitic) { return form.starts_with(clitic); };
    const bool unnamed = (features.covering[k] & bit(NameKind::kNotName)) != 0;
    if (begins(lexicon.article) && !unnamed) continue;
    // behind a definite adjective: المجلس الأعلى للقضاء, الاتحاد الدولي لكرة القدم
    if (k > name.first + 1 || std::any_of(lexicon.definite_clitics.begin(), lexicon.definite_clitics.end(), begins))
      return true;
    constexpr int kOften = 5;
    constexpr size_t kShortestWord = 6;  // bytes: three letters
    const bool word = unnamed || features.verbs[k] || how_often(*lexicon.words, stable_hash(form)) >= kOften ||
                      how_often(*lexicon.words, features.bare[k]) >= kOften;
    if (!word || form.size() < kShortestWord) return true;  // الخليج نت
    name.count = k - name.first;
  }
  return name.count > 1 || !common;
}

void cut_overlap(NameSpan& name) {
  constexpr uint32_t kLongest = 4, kRest = 2;
  const auto& tokens = name.block->text.tokens;
  if (tokens[name.first].kind != TokenKind::kIdeograph) return;
  std::vector<PhraseTable::Match> found;
  for (uint32_t k = name.first > kLongest ? name.first - kLongest : 0; k + 1 < name.first; ++k) {
    name.block->language->names->phrases.match(name.block->text, k, found);
    for (const PhraseTable::Match& m : found) {
      constexpr uint32_t kBefore = bit(NameKind::kBodyBefore) | bit(NameKind::kPlaceBefore);
      const uint32_t end = k + m.count;
      if ((1U << m.payload & kBefore) == 0 || end != name.first + 1 || end + kRest > name.end()) continue;
      --name.count;
      ++name.first;
      return;
    }
  }
}

void drop_verb_begun(NameSpan& name) {
  constexpr uint32_t kLeast = 2, kLongest = 4;
  const Language& language = *name.block->language;
  const TokenizedText& words = name.block->text;
  if (language.claims == nullptr || name.type != EntityType::kPerson || name.count <= kLeast || name.count > kLongest ||
      name.end() >= words.tokens.size())
    return;
  for (uint32_t k = name.first; k <= name.end(); ++k) {
    if (words.tokens[k].kind != TokenKind::kIdeograph) return;
  }
  if (!is_kind(*name.block, name.first, NameKind::kFamily)) return;
  const auto reach = [&](uint32_t k) {
    return k + std::max(language.claims->triggers.longest(words, k).count,
                        language.names->phrases.count_of(words, k, NameKind::kNotName));
  };
  const uint32_t last = name.end() - 1, end = reach(last);
  if (end > name.end() && end >= reach(name.end())) --name.count;
}

void drop_words_before(const NameFeatures& features, NameSpan& name) {
  constexpr uint32_t kTellingSuffix = 4, kLeast = 2;
  const auto& tokens = name.block->text.tokens;
  if (name.type != EntityType::kOrganization || tokens[name.first].kind != TokenKind::kIdeograph) return;
  uint32_t closing = name.end();
  for (uint32_t k = name.first; k < name.end() && closing == name.end(); ++k) {
    if (features.suffix[k] >= kTellingSuffix && k + features.suffix[k] == name.end()) closing = k;
  }
  for (uint32_t k = name.first + kLeast; closing < name.end() && k + kLeast + kLeast <= closing; ++k) {
    if ((features.starting[k] & bit(NameKind::kBodyBefore)) == 0 || features.suffix[k] != 0) continue;
    const uint32_t words = name.block->language->names->phrases.count_of(name.block->text, k, NameKind::kBodyBefore);
    if (words < kLeast || k + words + kLeast > closing) continue;
    name.count = name.end() - (k + words);
    name.first = k + words;
    return;
  }
}

}  // namespace annals
