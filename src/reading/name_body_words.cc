#include "reading/name_body_words.h"

#include <algorithm>

#include "reading/frames.h"
#include "reading/language.h"
#include "reading/name_lexicon.h"
#include "text/utf8.h"

namespace annals {
namespace {

// Whether the tables know it as a place from end to end.
bool is_whole_place(const NameSpan& name) {
  return name.block->language->names->phrases.any(name.block->text, name.first, [&](const PhraseTable::Match& m) {
    return m.count == name.count && m.is(NameKind::kPlace);
  });
}

// The end of the capitalised words behind the place up to one that closes names of bodies, or where the name ends:
// 'Malta Film School'.
uint32_t suffix_behind(const NameSpan& name, const NameSpan* next) {
  constexpr uint32_t kMost = 3;
  const auto& tokens = name.block->text.tokens;
  const bool next_here = next != nullptr && next->block == name.block;
  for (uint32_t k = name.end(); k < tokens.size() && k < name.end() + kMost; ++k) {
    if ((next_here && next->first <= k) || tokens[k].span.begin != tokens[k - 1].span.end + 1 ||
        tokens[k].kind != TokenKind::kWord || tokens[k].script != Script::kLatin || !tokens[k].capitalized)
      break;
    if (is_kind(*name.block, k, NameKind::kOrgSuffix)) return k + 1;
  }
  return name.end();
}

// Whether its last word closes or opens names of bodies: 'Superior Court'.
bool closes_body(const NameSpan& name) {
  const uint32_t last = name.end() - 1;
  return is_kind(*name.block, last, NameKind::kOrgSuffix) || is_part(*name.block, last, NamePart::kBodyHead);
}

}  // namespace

// 'the Federal Harvest Commission', where the tagger left the first word out.
void take_in_left(NameSpan& name, const NameSpan* before) {
  const auto& tokens = name.block->text.tokens;
  const auto says = [&](uint32_t k, NameKind kind) { return is_kind(*name.block, k, kind); };
  if (name.type != EntityType::kOrganization || name.first < 2 || name.count < 2 || !closes_body(name) ||
      tokens[name.first].script != Script::kLatin || !tokens[name.first].capitalized)
    return;
  const uint32_t k = name.first - 1;
  const bool taken = before != nullptr && before->block == name.block && before->end() > k;
  const bool word = tokens[k].kind == TokenKind::kWord && tokens[k].capitalized && !tokens[k].all_capitals &&
                    tokens[k].span.end + 1 == tokens[name.first].span.begin;
  // Right behind a small word, so that the capital is the name's own.
  if (taken || !word || tokens[k - 1].kind != TokenKind::kWord || tokens[k - 1].capitalized ||
      says(k, NameKind::kTitle) || says(k, NameKind::kNotName) || says(k, NameKind::kWeak) || says(k, NameKind::kRole))
    return;
  --name.first;
  ++name.count;
}

// 'Malta Fund', 'Fundo Malta': the word that closes or opens the name of a body, where the tagger saw a place in it.
void take_in_suffix(NameSpan& name, const NameSpan* before, const NameSpan* next) {
  const auto& tokens = name.block->text.tokens;
  const auto beside = [&](uint32_t k, NameKind kind) {
    return tokens[k].kind == TokenKind::kWord && tokens[k].script == Script::kLatin && tokens[k].capitalized &&
           is_kind(*name.block, k, kind) && !is_kind(*name.block, k, NameKind::kPlaceWord);
  };
  if (name.type != EntityType::kPlace || tokens[name.first].script != Script::kLatin) return;
  // 'Velden Courier', where it saw a place in both.
  if (name.count > 1 && beside(name.end() - 1, NameKind::kOrgSuffix) && !is_whole_place(name)) {
    name.type = EntityType::kOrganization;
    name.scores[1] = *std::max_element(name.scores.begin(), name.scores.end());
    return;
  }
  // 'San Luis Velden Superior Court', where the tagger parted a place from the rest.
  const bool parted = next != nullptr && next->block == name.block && next->first == name.end() &&
                      next->type == EntityType::kOrganization && next->count > 1 &&
                      tokens[next->first].span.begin == tokens[next->first - 1].span.end + 1 &&
                      tokens[next->first].kind == TokenKind::kWord && closes_body(*next) &&
                      !is_kind(*name.block, next->first, NameKind::kOrganization);
  if (parted) {
    name.count = next->end() - name.first;
    name.type = EntityType::kOrganization;
    name.scores[1] = *std::max_element(name.scores.begin(), name.scores.end());
    return;
  }
  const uint32_t suffix = suffix_behind(name, next);
  if (suffix > name.end() && beside(suffix - 1, NameKind::kOrgSuffix)) {
    name.count = suffix - name.first;
    name.type = EntityType::kOrganization;
  } else if (name.first > 0 && (before == nullptr || before->block != name.block || before->end() < name.first) &&
             tokens[name.first].span.begin == tokens[name.first - 1].span.end + 1 &&
             beside(name.first - 1, NameKind::kOrgHead)) {
    --name.first;
    ++name.count;
    name.type = EntityType::kOrganization;
  }
  if (name.type == EntityType::kOrganization)
    name.scores[1] = *std::max_element(name.scores.begin(), name.scores.end());
}

// 索尔维格研究院: the word that closes the name of a body, where the tagger saw somebody in what is spelled by sound.
void take_in_closing(std::string_view text, NameSpan& name, const NameSpan* next) {
  const auto& tokens = name.block->text.tokens;
  const NameLexicon& lexicon = *name.block->language->names;
  if (tokens[name.first].kind != TokenKind::kIdeograph || name.count < 2) return;
  bool by_sound = true;
  for (uint32_t k = name.first; k < name.end(); ++k)
    by_sound = by_sound && lexicon.transliteration.contains(decode(text, tokens[k].span.begin).value);
  uint32_t longest = lexicon.phrases.count_of(name.block->text, name.end(), NameKind::kOrgSuffix);
  const bool generic = is_kind(*name.block, name.end(), NameKind::kOrgGeneric);
  if (by_sound)
    longest = std::max(longest, lexicon.composers.count_of(name.block->text, name.end(), NamePart::kTradeOfSound));
  const bool noun = is_part(*name.block, name.end(), NamePart::kBodyNoun);
  // 高原资本: what is a person's name without it; but 'the Costa government' has one.
  const ClaimFrames* const frames = name.block->language->claims.get();
  const bool person = generic && !noun && name.type == EntityType::kPerson && frames != nullptr &&
                      frames->triggers.longest(name.block->text, name.end()).count == 0;
  if (by_sound ? generic : !person) return;
  const bool free = next == nullptr || next->block != name.block || next->first >= name.end() + longest;
  if (longest < 2 || !free) return;
  name.count += longest;
  name.type = EntityType::kOrganization;
  name.scores[1] = *std::max_element(name.scores.begin(), name.scores.end());
}

// محكمة بيروت: a word that opens names of bodies before a place, with an adjective of its kind behind.
void take_in_head(NameSpan& name, const NameSpan* before) {
  const auto& tokens = name.block->text.tokens;
  if (name.type != EntityType::kPlace || tokens[name.first].script != Script::kArabic || name.skip_bytes != 0 ||
      name.first == 0 || tokens[name.first].span.begin != tokens[name.first - 1].span.end + 1)
    return;
  const bool taken = before != nullptr && before->block == name.block && before->end() >= name.first;
  const bool head = name.block->language->names->phrases.any(
      name.block->text, name.first - 1, [](const auto& m) { return m.count == 1 && m.is(NameKind::kOrgHead); });
  const bool place = is_kind(*name.block, name.first - 1, NameKind::kPlaceHead) ||
                     is_kind(*name.block, name.first - 1, NameKind::kPlaceBefore);
  if (taken || !head || place) return;
  --name.first;
  ++name.count;
  name.type = EntityType::kOrganization;
  name.scores[1] = *std::max_element(name.scores.begin(), name.scores.end());
}

}  // namespace annals
