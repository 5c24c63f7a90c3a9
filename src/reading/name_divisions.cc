#include "reading/name_divisions.h"

#include <algorithm>
#include <optional>

#include "reading/frames.h"
#include "reading/inflection.h"
#include "reading/language.h"
#include "reading/name_joints.h"
#include "reading/name_lexicon.h"
#include "reading/name_neighbours.h"
#include "text/utf8.h"

namespace annals {
namespace {

// Divides each name as long as `divide` does: it shortens what it is given and returns the rest. Linear in the names.
template <class Divide>
void divide_each(std::vector<NameSpan>& names, Divide&& divide) {
  std::vector<NameSpan> divided;
  divided.reserve(names.size());
  for (NameSpan name : names) {
    while (const std::optional<NameSpan> rest = divide(name)) {
      divided.push_back(name);
      name = *rest;
    }
    divided.push_back(name);
  }
  names = std::move(divided);
}

// Whether the word there is an 'and' of one token.
bool joins(const AnalyzedBlock& block, uint32_t k) {
  const ClaimFrames* const frames = block.language->claims.get();
  if (frames == nullptr) return false;
  const PhraseTable::Match word = frames->grammar.longest(block.text, k);
  return word.count == 1 && (frames->words[word.payload].flags & kJoins) != 0;
}

// 'A与B公司' is two where A is named by itself as well.
void split_compounds(std::string_view text, const NameCounts& counts, std::vector<NameSpan>& names) {
  divide_each(names, [&](NameSpan& name) -> std::optional<NameSpan> {
    if (name.type != EntityType::kOrganization) return std::nullopt;
    const auto& tokens = name.block->text.tokens;
    for (uint32_t k = name.first + 2; k + 2 < name.end(); ++k) {
      if (tokens[k].kind != TokenKind::kIdeograph || !joins(*name.block, k)) continue;
      NameSpan left = name, right = name;
      left.count = k - name.first;
      right.first = k + 1;
      right.count = name.end() - right.first;
      if (!counts.contains(name_key(text, left).all)) continue;
      name = left;
      return right;
    }
    return std::nullopt;
  });
}

// Words written small, other than 'de', 'van', 'bin', part two people, whatever stands between them in a language of
// which little is known.
void split_at_small_words(std::vector<NameSpan>& names) {
  constexpr size_t kLongest = 3;  // bytes of what may be a particle that nobody listed
  divide_each(names, [](NameSpan& name) -> std::optional<NameSpan> {
    const auto& tokens = name.block->text.tokens;
    if (name.type != EntityType::kPerson) return std::nullopt;
    const auto is_small = [&](uint32_t k) {
      return tokens[k].kind == TokenKind::kWord && tokens[k].script == Script::kLatin && !tokens[k].capitalized &&
             tokens[k].space_before && !is_kind(*name.block, k, NameKind::kParticle);
    };
    for (uint32_t k = name.first + 1; k + 1 < name.end(); ++k) {
      if (!is_small(k)) continue;
      uint32_t after = k + 1;
      while (after < name.end() && is_small(after)) ++after;
      if (after == name.end() || (after == k + 1 && tokens[k].span.size() <= kLongest)) break;
      if (!tokens[after].capitalized) break;
      NameSpan right = name;
      right.first = after;
      right.count = name.end() - after;
      name.count = k - name.first;
      return right;
    }
    return std::nullopt;
  });
}

// Whether a word before token `k` of it opens or closes names of bodies.
bool opens_or_closes_body(const NameSpan& name, uint32_t k) {
  for (uint32_t i = name.first; i < k; ++i) {
    if (is_kind(*name.block, i, NameKind::kOrgHead) || is_kind(*name.block, i, NameKind::kOrgSuffix) ||
        is_part(*name.block, i, NamePart::kBodyHead))
      return true;
  }
  return false;
}

// 'Horizonte Novo no Tribunal de Velden': a preposition of place that links no names parts two bodies.
void split_at_prepositions(std::vector<NameSpan>& names) {
  divide_each(names, [](NameSpan& name) -> std::optional<NameSpan> {
    const auto& tokens = name.block->text.tokens;
    if (tokens[name.first].script != Script::kLatin) return std::nullopt;
    for (uint32_t k = name.first + 1; k + 1 < name.end(); ++k) {
      // 'the Harwood Museum in Velden', be it taken for a place
      const bool body =
          name.type == EntityType::kOrganization ||
          (name.type == EntityType::kPlace && k > name.first + 1 && is_kind(*name.block, k - 1, NameKind::kOrgSuffix));
      if (!body) continue;
      if (tokens[k].kind != TokenKind::kWord || tokens[k].capitalized || !tokens[k + 1].capitalized ||
          !is_kind(*name.block, k, NameKind::kPlaceBefore))
        continue;
      const bool link = is_part(*name.block, k, NamePart::kLink);
      // 'Norvia Spinning in Velden', but 'the Hill University in Velden'.
      if (link && (k + 2 != name.end() || tokens[k].span.size() != 2 || opens_or_closes_body(name, k))) continue;
      NameSpan right = name;
      right.first = k + 1;
      right.count = name.end() - right.first;
      if (link) {
        right.type = EntityType::kPlace;
        right.scores[2] = *std::max_element(right.scores.begin(), right.scores.end()) + 1;
      }
      name.count = k - name.first;
      if (name.type == EntityType::kPlace) name.type = EntityType::kOrganization;
      return right;
    }
    return std::nullopt;
  });
}

// 'Norvia sued the Orla Group': no word of grammar, written small before an article, stands in the name of a body, and
// 'Orla Foundation and the Norvia Group' are two.
void split_at_articles(std::vector<NameSpan>& names) {
  constexpr uint32_t kShortestVerb = 4;  // bytes
  divide_each(names, [](NameSpan& name) -> std::optional<NameSpan> {
    const auto& tokens = name.block->text.tokens;
    const ClaimFrames* const frames = name.block->language->claims.get();
    if (name.type != EntityType::kOrganization || frames == nullptr || tokens[name.first].script != Script::kLatin)
      return std::nullopt;
    const auto is_small = [&](uint32_t k) {
      return tokens[k].kind == TokenKind::kWord && !tokens[k].capitalized && tokens[k].space_before;
    };
    for (uint32_t k = name.first + 1; k + 2 < name.end(); ++k) {
      if (!is_small(k) || !is_small(k + 1) || !tokens[k + 2].capitalized) continue;
      const auto article = frames->grammar.longest(name.block->text, k + 1);
      if (article.count != 1 || (frames->words[article.payload].flags & kArticle) == 0) continue;
      const auto word = frames->grammar.longest(name.block->text, k);
      const bool joins = word.count == 1 && (frames->words[word.payload].flags & kJoins) != 0 &&
                         is_kind(*name.block, k + 2, NameKind::kOrgHead) && k > name.first + 1;
      const bool verb = word.count == 0 && tokens[k].span.size() >= kShortestVerb;
      if (!joins && !verb) continue;
      NameSpan right = name;
      right.first = k + 2;
      right.count = name.end() - right.first;
      name.count = k - name.first;
      return right;
    }
    return std::nullopt;
  });
}

// 'the High Court the company Norvia', verb first: a common noun that stands before names of bodies begins another
// name.
void split_at_nouns(std::vector<NameSpan>& names) {
  divide_each(names, [](NameSpan& name) -> std::optional<NameSpan> {
    if (name.block->text.tokens[name.first].script != Script::kArabic) return std::nullopt;
    for (uint32_t k = name.first + 1; k + 1 < name.end(); ++k) {
      if (!is_kind(*name.block, k, NameKind::kOrgBefore) || is_kind(*name.block, k, NameKind::kOrgHead)) continue;
      NameSpan rest = name;
      rest.first = k + 1;
      rest.count = name.end() - rest.first;
      rest.skip_bytes = 0;
      rest.type = EntityType::kOrganization;
      name.count = k - name.first;
      return rest;
    }
    return std::nullopt;
  });
}

// 希腊富商塔里克·本萨勒: what somebody is stands before the name, outside it.
void leave_out_role(std::string_view text, NameSpan& name) {
  const auto& tokens = name.block->text.tokens;
  if (name.type != EntityType::kPerson || tokens[name.first].kind != TokenKind::kIdeograph) return;
  uint32_t point = name.first;
  const auto is_point = [&](uint32_t k) { return is_middle_dot(decode(text, tokens[k].span.begin).value); };
  while (point < name.end() && !is_point(point)) ++point;
  if (point == name.end()) return;
  std::vector<PhraseTable::Match> found;
  for (uint32_t k = point; k-- > name.first;) {
    const auto ends_inside = [&](const PhraseTable& table, auto... kinds) {
      table.match(name.block->text, k, found);
      for (const PhraseTable::Match& m : found) {
        if ((!m.is(kinds) && ...) || m.count < 2 || k + m.count + 1 > point) continue;
        name.count = name.end() - (k + m.count);
        name.first = k + m.count;
        return true;
      }
      return false;
    };
    const NameLexicon& lexicon = *name.block->language->names;
    if (ends_inside(lexicon.phrases, NameKind::kRole, NameKind::kTitle) ||
        ends_inside(lexicon.composers, NamePart::kPersonNoun))
      return;
  }
}

// 环保组织绿桥: a common noun of three letters or more before the name of a body. المدقق هنريك, وأكد هنريك: a definite
// noun or a verb before a name that is foreign or a given one.
void leave_out_noun(std::string_view text, NameSpan& name) {
  const auto& tokens = name.block->text.tokens;
  const NameLexicon& lexicon = *name.block->language->names;
  constexpr uint32_t kLong = 3, kRest = 2;
  if (name.type == EntityType::kOrganization && tokens[name.first].kind == TokenKind::kIdeograph) {
    const uint32_t noun = lexicon.phrases.count_of(name.block->text, name.first, NameKind::kOrgBefore);
    if (noun < kLong || noun + kRest > name.count || is_kind(*name.block, name.first + noun, NameKind::kOrgSuffix))
      return;
    name.first += noun;
    name.count -= noun;
  } else if ((name.type == EntityType::kPerson || name.count == kRest + 1) && name.count > 1 &&
             tokens[name.first].script == Script::kArabic && name.skip_bytes == 0 && !lexicon.article.empty()) {
    std::string form;
    folded_form(text, tokens[name.first], name.block->language->vocabulary.folding(), form);
    const auto personal = [&](uint32_t k) {
      return is_kind(*name.block, k, NameKind::kGiven) || is_kind(*name.block, k, NameKind::kFamily);
    };
    const ClaimFrames* const frames = name.block->language->claims.get();
    const bool told = frames != nullptr && name.count > 2 && !lexicon.clitics.empty() &&
                      form.starts_with(lexicon.clitics.front()) && !personal(name.first) &&
                      frames->triggers.longest(name.block->text, name.first).count == 1;
    if (!told && (!form.starts_with(lexicon.article) || personal(name.first) || !is_common(text, name, name.first)))
      return;
    if (!(is_kind(*name.block, name.first + 1, NameKind::kGiven) || is_strange(text, name, name.first + 1))) return;
    // المتحف شيفون جيراتي: a body with an article, and somebody
    const bool body = name.type != EntityType::kPerson;
    if (body && (is_kind(*name.block, name.end() - 1, NameKind::kOrgSuffix) ||
                 tokens[name.end() - 1].span.of(text).starts_with(lexicon.article)))
      return;
    if (body) {
      name.type = EntityType::kPerson;
      name.scores[0] = *std::max_element(name.scores.begin(), name.scores.end()) + 1;
    }
    ++name.first;
    --name.count;
  }
}

// مدينة ليون الفرنسية, الفرنسية كلير دوبون: of which country a place or somebody is stands outside the name.
void leave_out_demonym(NameSpan& name) {
  const NameLexicon& lexicon = *name.block->language->names;
  if (name.count < 2 || name.block->text.tokens[name.first].script != Script::kArabic) return;
  const auto is_demonym = [&](uint32_t k) {
    return lexicon.composers.any(name.block->text, k, [](const PhraseTable::Match& m) {
      return m.count == 1 && m.skip_bytes == 0 && m.is(NamePart::kDemonym);
    });
  };
  if (name.type == EntityType::kPlace && is_demonym(name.end() - 1) &&
      !is_kind(*name.block, name.first, NameKind::kPlaceHead)) {
    const bool known = lexicon.phrases.any(name.block->text, name.first, [&](const PhraseTable::Match& m) {
      return m.count == name.count && m.is(NameKind::kPlace);
    });
    if (!known) --name.count;
  }
  constexpr uint32_t kFullName = 3;
  const bool person = name.type == EntityType::kPerson ||
                      (name.count >= kFullName && is_kind(*name.block, name.first + 1, NameKind::kGiven));
  if (name.count < 2 || !person || !is_demonym(name.first)) return;
  name.type = EntityType::kPerson;
  name.skip_bytes = 0;
  ++name.first;
  --name.count;
}

// 挪威西南部小镇埃格松: a known place, what part of it, a common noun for a place and its name are two places.
void split_at_place_nouns(std::vector<NameSpan>& names) {
  constexpr uint32_t kLeast = 2;
  divide_each(names, [&](NameSpan& name) -> std::optional<NameSpan> {
    if (name.type != EntityType::kPlace || name.block->text.tokens[name.first].kind != TokenKind::kIdeograph)
      return std::nullopt;
    const NameLexicon& lexicon = *name.block->language->names;
    const uint32_t known = lexicon.phrases.count_of(name.block->text, name.first, NameKind::kPlace);
    if (known == 0 || known + 2 >= name.count) return std::nullopt;
    for (uint32_t k = name.first + known; k + 2 < name.end(); ++k) {
      const uint32_t noun = lexicon.composers.count_of(name.block->text, k, NamePart::kPlaceNoun);
      if (noun < kLeast || k + noun + kLeast > name.end()) continue;
      NameSpan rest = name;
      rest.first = k + noun;
      rest.count = name.end() - rest.first;
      name.count = known;
      return rest;
    }
    return std::nullopt;
  });
}

// اتهم سامر العلي نادر حداد, verb first: behind a surname with the article a given name begins another person.
void split_behind_surnames(std::string_view text, std::vector<NameSpan>& names) {
  constexpr uint32_t kFull = 2;
  divide_each(names, [&](NameSpan& name) -> std::optional<NameSpan> {
    const AnalyzedBlock& block = *name.block;
    const NameLexicon& lexicon = *block.language->names;
    const ClaimFrames* const frames = block.language->claims.get();
    if (name.type != EntityType::kPerson || name.count < kFull + kFull || name.first == 0 || lexicon.article.empty() ||
        frames == nullptr || frames->triggers.longest(block.text, name.first - 1).count != 1)
      return std::nullopt;
    std::string form;
    for (uint32_t k = name.first + 1; k + kFull < name.end(); ++k) {
      folded_form(text, block.text.tokens[k], block.language->vocabulary.folding(), form);
      if (!form.starts_with(lexicon.article) || !is_kind(block, k, NameKind::kFamily) ||
          is_kind(block, k - 1, NameKind::kParticle) || !lexicon.phrases.any(block.text, k + 1, [](const auto& m) {
            return m.skip_bytes == 0 && m.is(NameKind::kGiven);
          }))
        continue;
      NameSpan right = name;
      right.first = k + 1;
      right.count = name.end() - right.first;
      right.skip_bytes = 0;
      name.count = right.first - name.first;
      return right;
    }
    return std::nullopt;
  });
}

// Whether the sentence around the token is a heading whose words have capitals, all but the short ones.
bool is_title_case(std::string_view text, const AnalyzedBlock& block, uint32_t k) {
  constexpr size_t kShort = 3;              // bytes
  constexpr uint32_t kLongestHeading = 64;  // tokens
  const auto& tokens = block.text.tokens;
  const auto sentence = std::partition_point(block.sentences.begin(), block.sentences.end(),
                                             [&](const Sentence& s) { return s.first + s.count <= k; });
  if (sentence == block.sentences.end() || sentence->count == 0 || sentence->count > kLongestHeading) return false;
  const uint32_t end = std::min(sentence->first + sentence->count, static_cast<uint32_t>(tokens.size()));
  if (end <= sentence->first || tokens[end - 1].span.of(text) == ".") return false;
  return std::all_of(tokens.begin() + sentence->first, tokens.begin() + end, [&](const Token& token) {
    return token.kind != TokenKind::kWord || token.capitalized || token.span.size() <= kShort;
  });
}

// 'Strell Resigns Amid Probe', 'Board Ousts Okafor': in such a heading a verb in the present at an end of a name is no
// part of it.
void leave_out_verb(std::string_view text, NameSpan& name) {
  const AnalyzedBlock& block = *name.block;
  const ClaimFrames* const frames = block.language->claims.get();
  if (name.count < 2 || frames == nullptr || block.text.tokens[name.first].script != Script::kLatin) return;
  const auto is_verb = [&](uint32_t k) {
    const PhraseTable::Match match = frames->triggers.longest(block.text, k);
    if (match.count != 1 || is_kind(block, k, NameKind::kGiven) || is_kind(block, k, NameKind::kFamily)) return false;
    const TriggerForm& form = frames->forms[match.payload];
    return frames->frames[form.frame].kind == FrameKind::kVerb &&
           (form.tags & (kFormPresent | kFormBase)) == kFormPresent;
  };
  const bool last = is_verb(name.end() - 1);
  if ((!last && !is_verb(name.first)) || !is_title_case(text, block, name.first)) return;
  if (!last) ++name.first;
  --name.count;
}

}  // namespace

void divide_names(std::string_view text, const NameCounts& counts, std::vector<NameSpan>& names) {
  split_compounds(text, counts, names);
  split_at_small_words(names);
  split_at_prepositions(names);
  split_at_articles(names);
  split_at_nouns(names);
  part_neighbours(text, names);
  part_known_bodies(names);
  split_at_place_nouns(names);
  split_behind_surnames(text, names);
  for (NameSpan& name : names) leave_out_verb(text, name);
  for (NameSpan& name : names) leave_out_role(text, name);
  for (NameSpan& name : names) leave_out_demonym(name);
  for (NameSpan& name : names) leave_out_noun(text, name);
}

}  // namespace annals
