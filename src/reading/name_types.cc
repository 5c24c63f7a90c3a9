#include "reading/name_types.h"

#include <algorithm>

#include "reading/frames.h"
#include "reading/language.h"
#include "reading/name_lexicon.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr float kTagger = 0.3F, kFarBehind = -4;

float& of(TypeVotes& votes, EntityType type) { return votes[static_cast<size_t>(type)]; }

// Kinds of the phrases that end right before token `end`.
uint32_t kinds_before(const AnalyzedBlock& block, uint32_t end) {
  constexpr uint32_t kLongest = 4;
  uint32_t kinds = 0;
  std::vector<PhraseTable::Match> found;
  for (uint32_t k = end > kLongest ? end - kLongest : 0; k < end; ++k) {
    block.language->names->phrases.match(block.text, k, found);
    for (const PhraseTable::Match& match : found) {
      if (k + match.count == end) kinds |= 1U << match.payload;
    }
  }
  return kinds;
}

uint32_t kinds_at(const AnalyzedBlock& block, uint32_t k) {
  uint32_t kinds = 0;
  std::vector<PhraseTable::Match> found;
  if (k < block.text.tokens.size()) block.language->names->phrases.match(block.text, k, found);
  for (const PhraseTable::Match& match : found) kinds |= 1U << match.payload;
  return kinds;
}

// The common nouns that say what a name beside them names.
struct Nouns {
  bool body = false, place = false, product = false, person = false;
  bool any() const { return body || place || product || person; }
};

// Those that end right before token `end`, or begin at `at`.
Nouns nouns_where(const AnalyzedBlock& block, uint32_t from, uint32_t last, const auto& fits) {
  Nouns nouns;
  std::vector<PhraseTable::Match> found;
  const NameLexicon& lexicon = *block.language->names;
  for (uint32_t k = from; k <= last && k < block.text.tokens.size(); ++k) {
    lexicon.composers.match(block.text, k, found);
    for (const PhraseTable::Match& match : found) {
      if (!fits(k, match.count)) continue;
      nouns.body |= match.is(NamePart::kBodyNoun);
      nouns.place |= match.is(NamePart::kPlaceNoun);
      nouns.product |= match.is(NamePart::kProductNoun);
      nouns.person |= match.is(NamePart::kPersonNoun);
    }
    lexicon.phrases.match(block.text, k, found);
    for (const PhraseTable::Match& match : found) {
      if (fits(k, match.count)) nouns.person |= match.is(NameKind::kRole);
    }
  }
  return nouns;
}

Nouns nouns_before(const AnalyzedBlock& block, uint32_t end) {
  constexpr uint32_t kLongest = 4;
  if (end == 0) return {};
  return nouns_where(block, end > kLongest ? end - kLongest : 0, end - 1,
                     [&](uint32_t k, uint32_t count) { return k + count == end; });
}

Nouns nouns_at(const AnalyzedBlock& block, uint32_t at) {
  return nouns_where(block, at, at, [](uint32_t, uint32_t) { return true; });
}

bool is_mark(const Token& token) { return token.kind == TokenKind::kPunctuation; }

// A quotation mark or an apostrophe.
bool closes(std::string_view text, const Token& token) {
  constexpr std::u32string_view kClosing = U"'\"’”»》」";
  return is_mark(token) && kClosing.find(decode(text, token.span.begin).value) != std::u32string_view::npos;
}

// Whether the token is a common word that neither says how words hang together nor tells what happened.
bool is_plain(const AnalyzedBlock& block, uint32_t k) {
  const Token& token = block.text.tokens[k];
  const ClaimFrames* const frames = block.language->claims.get();
  return token.kind == TokenKind::kWord && !token.capitalized && frames != nullptr &&
         frames->grammar.longest(block.text, k).count == 0 && frames->triggers.longest(block.text, k).count == 0;
}

// What is said of a name behind a comma: 'X, a bakery chain', 'X, empresa brasileira de …'.
Nouns apposition(std::string_view text, const AnalyzedBlock& block, uint32_t after) {
  constexpr uint32_t kLongest = 5;
  const auto& tokens = block.text.tokens;
  const ClaimFrames* const frames = block.language->claims.get();
  if (frames == nullptr || !frames->spaced || after + 1 >= tokens.size()) return {};
  const std::string_view comma = tokens[after].span.of(text);
  if (comma != "," && comma != "،") return {};
  uint32_t first = after + 1;
  const auto begins = frames->grammar.longest(block.text, first);
  const bool article = begins.count > 0 && (frames->words[begins.payload].flags & kArticle) != 0;
  if (article) ++first;
  if (!frames->compound_nouns) return nouns_at(block, first);
  // The noun comes last: up to the word that begins something else.
  if (!article) return {};
  Nouns nouns;
  const auto goes_on = [&](uint32_t k) {
    return k < tokens.size() && k < first + kLongest &&
           (is_plain(block, k) || nouns_at(block, k).any() ||
            (tokens[k].kind == TokenKind::kWord && tokens[k].capitalized) ||
            (is_mark(tokens[k]) && tokens[k].span.of(text) == "-" && !tokens[k].space_before));
  };
  uint32_t end = first;
  while (goes_on(end)) {
    if (const Nouns here = nouns_at(block, end); here.any()) nouns = here;
    ++end;
  }
  const bool owner = end < tokens.size() && closes(text, tokens[end]) && !tokens[end].space_before;
  return owner ? Nouns{} : nouns;
}

// An article written together with the word.
bool has_article(std::string_view text, const AnalyzedBlock& block, uint32_t k) {
  const ClaimFrames* const frames = block.language->claims.get();
  if (frames == nullptr || k >= block.text.tokens.size()) return false;
  const std::string_view word = block.text.tokens[k].span.of(text);
  const auto& clitics = block.language->clitics;
  return std::any_of(clitics.begin(), clitics.end(), [&](const Clitic& clitic) {
    return frames->clitics[clitic.row].definite && word.starts_with(clitic.folded);
  });
}

// By the common nouns beside it.
void vote_by_nouns(std::string_view text, const NameSpan& name, uint32_t before, uint32_t after, TypeVotes& votes) {
  constexpr float kBeside = 1.5F, kApart = 0.8F;
  const AnalyzedBlock& block = *name.block;
  const auto vote = [&](const Nouns& nouns, float weight) {
    if (nouns.body) of(votes, EntityType::kOrganization) += weight;
    if (nouns.place) of(votes, EntityType::kPlace) += weight;
    if (nouns.product) of(votes, EntityType::kProduct) += weight;
    if (nouns.person) of(votes, EntityType::kPerson) += weight;
  };
  const bool quoted = before != name.first;
  // 'appointed the company X', verb first: what has an article of its own is another thing, unless marks hold the name.
  // 'the company Vale founded': who does something with it.
  const ClaimFrames* const frames = block.language->claims.get();
  const bool acts = frames != nullptr && frames->compound_nouns && after < block.text.tokens.size() &&
                    frames->triggers.longest(block.text, after).count > 0;
  const bool apart_from = !quoted && (acts || has_article(text, block, before - 1));
  Nouns beside = apart_from ? Nouns{} : nouns_before(block, before);
  beside.person = false;  // a title's vote is counted by itself
  vote(beside, kBeside);
  // 'a empresa imobiliária X': an adjective may stand between.
  if (!beside.any() && frames != nullptr && frames->spaced && !frames->compound_nouns && before > 1 &&
      is_plain(block, before - 1)) {
    Nouns apart = nouns_before(block, before - 1);
    apart.person = false;
    vote(apart, kApart);
  }
  vote(apposition(text, block, after), kBeside);
}

}  // namespace

bool has_body_article(const NameSpan& name) {
  if (name.count != 1 || name.first == 0 || is_kind(*name.block, name.first, NameKind::kGiven)) return false;
  const auto& tokens = name.block->text.tokens;
  const bool family = is_kind(*name.block, name.first, NameKind::kFamily);
  constexpr uint32_t kLongest = 2;
  std::vector<PhraseTable::Match> found;
  for (uint32_t k = name.first > kLongest ? name.first - kLongest : 0; k < name.first; ++k) {
    const bool particle = family && is_kind(*name.block, k, NameKind::kParticle);
    const bool clause = tokens[k].capitalized || (k > 0 && is_mark(tokens[k - 1]));
    name.block->language->names->composers.match(name.block->text, k, found);
    for (const PhraseTable::Match& match : found) {
      if (k + match.count != name.first || particle) continue;
      if (match.is(NamePart::kBodyArticle) || (clause && match.is(NamePart::kClauseArticle))) return true;
    }
  }
  return false;
}

void vote_by_tagger(const NameSpan& name, float share, TypeVotes& votes) {
  if (name.said) {
    constexpr float kSaid = 8;
    of(votes, name.type) += kSaid;
    return;
  }
  const float best = *std::max_element(name.scores.begin(), name.scores.end());
  for (size_t t = 0; t < kNameTypes; ++t)
    of(votes, kLabelTypes[t]) += kTagger * share * std::max(name.scores[t] - best, kFarBehind);
  of(votes, name.type) += kTagger * share;
}

void vote_by_context(std::string_view text, const NameSpan& name, TypeVotes& votes) {
  const auto& tokens = name.block->text.tokens;

  // Before it: an opening quotation mark and a short word (an article) may stand between.
  uint32_t end = name.first;
  if (end > 0 && is_mark(tokens[end - 1]) && !tokens[end].space_before) --end;
  uint32_t before = kinds_before(*name.block, end);
  constexpr uint32_t kArticle = 3;
  if (end > 1 && tokens[end - 1].kind == TokenKind::kWord && tokens[end - 1].span.size() <= kArticle &&
      !tokens[end - 1].capitalized && tokens[end - 1].word != 0)
    before |= kinds_before(*name.block, end - 1);
  // After it: a closing mark, or that of a possessive with its letter.
  uint32_t next = name.end();
  if (next < tokens.size() && closes(text, tokens[next]) && !tokens[next].space_before) {
    constexpr float kQuoted = 1.2F;
    if (const auto held = name.block->language->names->quoted_names; held && end != name.first)
      of(votes, *held) += kQuoted;
    ++next;
    if (next < tokens.size() && tokens[next].span.of(text) == "s" && !tokens[next].space_before) ++next;
  }
  // 福维(FOVIE): no person's name is one word of capitals.
  constexpr float kCapitals = 1.5F;
  if (next == name.end() && next + 2 < tokens.size() && tokens[name.first].kind == TokenKind::kIdeograph &&
      tokens[next].kind == TokenKind::kPunctuation && tokens[next + 1].all_capitals &&
      tokens[next + 1].script == Script::kLatin && tokens[next + 1].span.size() > 2 &&
      tokens[next + 2].kind == TokenKind::kPunctuation)
    of(votes, EntityType::kOrganization) += kCapitals;
  vote_by_nouns(text, name, end, next, votes);
  const uint32_t after = kinds_at(*name.block, next);
  const bool place = is_kind(*name.block, name.first, NameKind::kPlace);  // countries have engineers, and are left
  const auto says = [](uint32_t kinds, NameKind kind) { return (kinds >> static_cast<uint32_t>(kind) & 1U) != 0; };
  constexpr float kSure = 1.5F, kLikely = 1.0F, kHint = 0.3F;
  // 'the spokesman of the club X': an article of its own makes it another thing.
  const bool apart = end == name.first && has_article(text, *name.block, end - 1);
  if (says(before, NameKind::kBodyBefore) && !place && !apart) of(votes, EntityType::kOrganization) += kSure;
  if (says(after, NameKind::kBodyAfter) && !place) of(votes, EntityType::kOrganization) += kSure;
  if (says(before, NameKind::kOrgBefore) && !apart) of(votes, EntityType::kOrganization) += kLikely;
  if (says(before, NameKind::kPersonBefore)) of(votes, EntityType::kPerson) += kSure;
  if (says(after, NameKind::kPersonAfter)) of(votes, EntityType::kPerson) += kSure;
  if (says(before, NameKind::kTitle) || says(after, NameKind::kTitleAfter)) of(votes, EntityType::kPerson) += kLikely;
  if (says(after, NameKind::kPersonVerb)) of(votes, EntityType::kPerson) += kHint;
  constexpr float kSlight = 0.5F;  // 'a Joana' is said of women too
  if (has_body_article(name)) of(votes, EntityType::kPerson) -= kSlight;
}

// 'Velden College London': a word that closes or opens names of bodies, and where or what it is.
static bool has_body_word_inside(const NameSpan& name) {
  const auto& tokens = name.block->text.tokens;
  if (tokens[name.first].script != Script::kLatin) return false;
  for (uint32_t k = name.first + 1; k + 1 < name.end(); ++k) {
    if (is_kind(*name.block, k, NameKind::kOrgHead)) return true;  // 'the Velden Museum of Art'
    if (!is_kind(*name.block, k, NameKind::kOrgSuffix)) continue;
    const uint32_t where = k + 2 < name.end() && !tokens[k + 1].capitalized ? k + 2 : k + 1;  // 'in Velden'
    const bool place = name.block->language->names->phrases.any(name.block->text, where, [&](const auto& m) {
      return where + m.count == name.end() && m.is(NameKind::kPlace);
    });
    if (place) return true;
  }
  return false;
}

void vote_by_words(const NameSpan& name, size_t words, size_t mentions, TypeVotes& votes) {
  // Widely known names.
  std::vector<PhraseTable::Match> found;
  name.block->language->names->phrases.match(name.block->text, name.first, found);
  for (const PhraseTable::Match& match : found) {
    if (match.count != name.count) continue;
    constexpr float kKnown = 1.5F;
    if (match.is(NameKind::kOrganization)) of(votes, EntityType::kOrganization) += kKnown;
    if (match.is(NameKind::kPlace)) of(votes, EntityType::kPlace) += kKnown;
    if (match.is(NameKind::kProduct)) of(votes, EntityType::kProduct) += kKnown;
  }
  const auto weight = static_cast<float>(mentions);
  if (name.block->text.tokens[name.first].kind == TokenKind::kIdeograph) {
    constexpr uint32_t kTelling = 2;  // tokens of a word that closes names of bodies
    for (uint32_t k = name.first + 1; k + kTelling <= name.end(); ++k) {
      const bool closes = name.block->language->names->phrases.any(
          name.block->text, k, [&](const auto& m) { return m.is(NameKind::kOrgSuffix) && k + m.count == name.end(); });
      if (closes) of(votes, EntityType::kOrganization) += 1.0F + weight;
      if (closes) return;
    }
    // 伊万·彼得罗夫: the point parts given name and surname.
    constexpr float kParted = 10;
    const auto& tokens = name.block->text.tokens;
    const bool parted = std::any_of(tokens.begin() + name.first, tokens.begin() + name.end(), is_mark);
    if (parted && words > 1) of(votes, EntityType::kPerson) += kParted;
  }
  if (words < 2 || name.count < 2) return;
  const uint32_t last = name.end() - 1;
  if (is_kind(*name.block, last, NameKind::kOrgSuffix) && !is_kind(*name.block, last, NameKind::kFamily)) {
    of(votes, EntityType::kOrganization) += 1.5F + weight;
  } else if (is_kind(*name.block, name.first, NameKind::kOrgHead) || has_body_word_inside(name)) {
    of(votes, EntityType::kOrganization) += 1.0F + weight;
  } else if (words > 2 && is_kind(*name.block, name.first, NameKind::kGiven) &&
             is_kind(*name.block, last, NameKind::kPlaceWord) && !is_kind(*name.block, last, NameKind::kFamily)) {
    of(votes, EntityType::kPlace) += 1.0F + weight;  // 'the Ada W. Prentice Garden'
  } else if (is_kind(*name.block, name.first, NameKind::kGiven) && name.count <= 4) {
    of(votes, EntityType::kPerson) += weight;
  }
}

EntityType most_voted(const TypeVotes& votes) {
  // Works and events are such by what is said of them alone.
  EntityType best = EntityType::kPerson;
  for (const EntityType type : {EntityType::kOrganization, EntityType::kPlace, EntityType::kProduct}) {
    if (votes[static_cast<size_t>(best)] < votes[static_cast<size_t>(type)]) best = type;
  }
  for (const EntityType type : {EntityType::kWork, EntityType::kEvent}) {
    const float said = votes[static_cast<size_t>(type)];
    if (said > 0 && said > votes[static_cast<size_t>(best)]) best = type;
  }
  return best;
}

}  // namespace annals
