#include "reading/named_nouns.h"

#include <algorithm>

#include "reading/frames.h"
#include "reading/references.h"

namespace annals {
namespace {

constexpr uint32_t kLongestHead = 3;  // tokens of a common noun where words are not separated

bool is_sign(const Token& token) { return token.kind == TokenKind::kPunctuation || token.kind == TokenKind::kSymbol; }

// The owner of something is not what is said of the name: 'Rui Costa, the bank's …'.
bool is_owner_sign(std::string_view token) { return token.starts_with("'") || token.starts_with("\u2019"); }

// Whether the token is no word of grammar, but for common nouns beside names: صندوق.
bool is_noun(const AnalyzedBlock& block, uint32_t token) {
  const ClaimFrames& frames = *block.language->claims;
  const auto grammar = frames.grammar.longest(block.text, token);
  if (grammar.count == 0) return true;
  const GrammarWord& word = frames.words[grammar.payload];
  return frames.verb_first && word.flags == kTransparent && !word.title;
}

}  // namespace

std::string NamedNouns::key_of(const AnalyzedBlock& block, Span span) const {
  return block.language->vocabulary.folding().fold(span.of(analysis_.text()));
}

void NamedNouns::remember_head(const AnalyzedBlock& block, const Mention& mention, uint32_t first, uint32_t after) {
  if (mention.type == EntityType::kPerson) return;
  const std::vector<Token>& tokens = block.text.tokens;
  const std::set<std::string>& offices = block.language->references->public_nouns;
  for (uint32_t k = first; k < after && !offices.empty(); ++k) {
    if (offices.count(key_of(block, bare(block, tokens[k].span))) > 0) public_.insert(mention.entity);
  }
  if (const auto& called = block.language->references->called; !called.empty() && after > first) {
    const auto call = [&](Span words) {
      const auto known = called.find(key_of(block, words));
      if (known == called.end()) return;
      for (const std::string& noun : known->second) nouns_[noun] = mention.entity;
    };
    for (uint32_t k = first; k < after; ++k) call(tokens[k].span);
    if (after - first > 1) call(join(tokens[first].span, tokens[after - 1].span));
  }
  if (after - first < 2) return;
  const auto keep = [&](uint32_t from, uint32_t to) {
    const std::string key = key_of(block, {tokens[from].span.begin, tokens[to - 1].span.end});
    put_last(heads_[key], mention.entity);
    const auto& kinds = block.language->references->body_nouns;
    bool of_kind = kinds.count(key) > 0;
    for (const Clitic& clitic : block.language->clitics)  // النادي of نادي
      of_kind =
          of_kind || (block.language->claims->clitics[clitic.row].definite && kinds.count(clitic.folded + key) > 0);
    if (of_kind) of_kind_.insert(mention.entity);
  };
  if (block.language->claims->spaced) {
    for (const uint32_t k : {first, after - 1}) {
      if (is_noun(block, k)) keep(k, k + 1);
    }
    return;
  }
  if (mention.type == EntityType::kPlace) return;  // 葡萄牙 has no noun
  for (uint32_t length = 2; length <= kLongestHead && length < after - first; ++length) {
    if (tokens[after - length].word == 0) continue;
    keep(after - length, after);
    head_words_.insert(tokens[after - length].word);
  }
}

void NamedNouns::put_last(std::vector<uint32_t>& entities, uint32_t entity) {
  constexpr size_t kMostSoCalled = 8;
  entities.erase(std::remove(entities.begin(), entities.end(), entity), entities.end());
  if (entities.size() == kMostSoCalled) entities.erase(entities.begin());
  entities.push_back(entity);
}

void NamedNouns::remember_kind(const AnalyzedBlock& block, uint32_t entity, uint32_t first, uint32_t from) {
  const std::vector<Token>& tokens = block.text.tokens;
  if (!block.language->claims->spaced) return;
  if (first > from && is_sign(tokens[first - 1])) --first;  // 'the newspaper “Norvia”'
  if (first == 0 || first - 1 < from || is_sign(tokens[first - 1])) return;
  if (!is_noun(block, first - 1)) return;
  put_last(kinds_[key_of(block, bare(block, tokens[first - 1].span))], entity);
}

void NamedNouns::remember_noun(const AnalyzedBlock& block, uint32_t entity, uint32_t first, uint32_t from) {
  const std::vector<Token>& tokens = block.text.tokens;
  const auto named = [&](uint32_t k) { return is_sign(tokens[k]) || k < from; };
  if (block.language->claims->spaced) {
    if (first == 0 || named(first - 1)) return;
    const ClaimFrames& frames = *block.language->claims;
    const auto grammar = frames.grammar.longest(block.text, first - 1);
    if (frames.verb_first) remember_pair(block, entity, first, from);
    if (grammar.count > 0 && !frames.words[grammar.payload].judge) return;
    nouns_[key_of(block, tokens[first - 1].span)] = entity;
    return;
  }
  for (uint32_t length = 1; length <= kLongestHead && length <= first && !named(first - length); ++length) {
    if (length >= 2) nouns_[key_of(block, {tokens[first - length].span.begin, tokens[first - 1].span.end})] = entity;
  }
}

// مدير المصنع الجديد سامر: verb first, a noun and the definite one that it belongs to, before adjectives.
void NamedNouns::remember_pair(const AnalyzedBlock& block, uint32_t entity, uint32_t first, uint32_t from) {
  constexpr uint32_t kMostAdjectives = 2;
  const std::vector<Token>& tokens = block.text.tokens;
  const auto definite = [&](uint32_t k) {
    return !is_sign(tokens[k]) && bare(block, tokens[k].span) != tokens[k].span;
  };
  uint32_t k = first;
  while (k > from + 1 && first - k <= kMostAdjectives && definite(k - 1)) --k;
  if (k == first || k <= from || is_sign(tokens[k - 1]) || definite(k - 1)) return;
  if (block.language->claims->grammar.longest(block.text, k - 1).count > 0) return;
  pairs_[key_of(block, {tokens[k - 1].span.begin, tokens[k].span.end})] = entity;
}

// Whether a verb comes before the next comma: then the noun is its subject.
static bool acts_before_sign(const AnalyzedBlock& block, uint32_t from, uint32_t end, uint32_t limit) {
  constexpr uint32_t kFarthestVerb = 8;
  const std::vector<Token>& tokens = block.text.tokens;
  const ClaimFrames& frames = *block.language->claims;
  for (uint32_t k = from; k < end && k < from + kFarthestVerb && tokens[k].span.end <= limit; ++k) {
    if (is_sign(tokens[k])) return false;
    const auto match = frames.triggers.longest(block.text, k);
    if (match.count == 0) continue;
    const TriggerForm& form = frames.forms[match.payload];
    const bool finite =
        (form.tags & (kFormPast | kFormPresent | kFormFuture)) != 0 && (form.tags & kFormParticiple) == 0;
    if (frames.frames[form.frame].kind == FrameKind::kVerb && finite) return true;
  }
  return false;
}

// 'In its letter to Norvia, the engineers of the port Ana Prado and …': what stands right before the next name, behind
// nothing but words of possession, says who that is.
static bool describes_next(const AnalyzedBlock& block, uint32_t from, uint32_t end, uint32_t limit) {
  constexpr uint32_t kLongestOwner = 4;
  const std::vector<Token>& tokens = block.text.tokens;
  const ClaimFrames& frames = *block.language->claims;
  bool word = false;
  for (uint32_t k = from; k < end && k <= from + kLongestOwner; ++k) {
    if (tokens[k].span.begin >= limit) return word;
    if (is_sign(tokens[k])) {
      if (k + 1 < end && !tokens[k].space_before && !tokens[k + 1].space_before) continue;  // 'engineers-general'
      return false;
    }
    const auto grammar = frames.grammar.longest(block.text, k);
    word = grammar.count == 0;
    const bool owns =
        word || frames.words[grammar.payload].next == kOf || (frames.words[grammar.payload].flags & kArticle) != 0;
    if (!owns || frames.triggers.longest(block.text, k).count > 0) return false;
  }
  return false;
}

void NamedNouns::remember_apposition(const AnalyzedBlock& block, uint32_t entity, uint32_t after, uint32_t end,
                                     uint32_t limit) {
  constexpr uint32_t kLongestApposition = 6;
  const std::vector<Token>& tokens = block.text.tokens;
  const ClaimFrames& frames = *block.language->claims;
  if (!frames.spaced || after + 1 >= end) return;
  const std::string_view comma = tokens[after].span.of(analysis_.text());
  if (comma != "," && comma != "،") return;
  uint32_t first = after + 1;
  const auto begins = frames.grammar.longest(block.text, first);
  const bool article = begins.count > 0 && (frames.words[begins.payload].flags & kArticle) != 0;
  // Without an article it is one only where the noun comes first: 'Rui Costa, senior at Norvia', 'Rui Costa, angry,
  // …'.
  if (!article && frames.compound_nouns) return;
  if (article) ++first;
  uint32_t k = first;
  while (k < end && k < first + kLongestApposition && tokens[k].span.end <= limit && !is_sign(tokens[k]) &&
         frames.grammar.longest(block.text, k).count == 0 && frames.triggers.longest(block.text, k).count == 0)
    ++k;
  if (k > first && k < end) {  // 'Norvia, the broadband business …': the noun may be one that tells of events
    const auto noun = frames.triggers.longest(block.text, k);
    if (noun.count == 1 && frames.frames[frames.forms[noun.payload].frame].kind == FrameKind::kNoun) ++k;
  }
  if (k == first || (k < end && is_owner_sign(tokens[k].span.of(analysis_.text())))) return;
  if (acts_before_sign(block, k, end, limit) || describes_next(block, k, end, limit)) return;
  const Span head = tokens[frames.compound_nouns ? k - 1 : first].span;
  const char letter = analysis_.text()[head.begin];
  if (letter >= 'A' && letter <= 'Z') return;
  nouns_[key_of(block, head)] = entity;
}

void NamedNouns::remember_term(const AnalyzedBlock& block, uint32_t entity, uint32_t after, uint32_t end) {
  constexpr uint32_t kLongestTerm = 8;  // tokens with quotation marks and brackets
  const std::vector<Token>& tokens = block.text.tokens;
  const ClaimFrames& frames = *block.language->claims;
  const auto text = [&](uint32_t k) { return tokens[k].span.of(analysis_.text()); };
  if (!frames.spaced || after >= end || text(after) != "(") return;
  Span term;
  uint32_t words = 0;
  for (uint32_t k = after + 1; k < end && k < after + kLongestTerm; ++k) {
    if (text(k) == ")") {
      if (words > 0) (words == 1 ? nouns_ : described_)[key_of(block, term)] = entity;
      return;
    }
    if (is_sign(tokens[k])) continue;
    const auto grammar = frames.grammar.longest(block.text, k);
    if (words == 0 && grammar.count > 0 && (frames.words[grammar.payload].flags & kArticle) != 0) continue;
    const char first = text(k)[0];
    if (first < 'A' || first > 'Z') return;
    term = words++ == 0 ? tokens[k].span : join(term, tokens[k].span);
  }
}

// The word without an article written together with it.
Span NamedNouns::bare(const AnalyzedBlock& block, Span word) const {
  for (const Clitic& clitic : block.language->clitics) {
    const auto skip = static_cast<uint32_t>(clitic.folded.size());
    if (block.language->claims->clitics[clitic.row].definite && word.of(analysis_.text()).starts_with(clitic.folded) &&
        word.size() > skip + 2)
      return {word.begin + skip, word.end};
  }
  return word;
}

NamedNouns::Found NamedNouns::find(const AnalyzedBlock& block, uint32_t token, uint32_t end, uint32_t limit,
                                   bool article) const {
  const std::vector<Token>& tokens = block.text.tokens;
  if ((heads_.empty() && nouns_.empty() && pairs_.empty()) || is_sign(tokens[token])) return {};
  Found found;
  const auto headed = [&](Span noun, Span whole) {
    const auto entities = heads_.find(key_of(block, noun));
    if (entities == heads_.end()) return false;
    found = {entities->second, whole, 1};
    return true;
  };
  const auto beside = [&](Span noun, Span whole) {
    const auto entity = nouns_.find(key_of(block, noun));
    if (entity == nouns_.end()) return false;
    found = {{entity->second}, whole, 1};
    return true;
  };
  const Span span = tokens[token].span;
  if (!block.language->claims->spaced) {
    if (head_words_.count(tokens[token].word) == 0) return {};
    for (uint32_t length = kLongestHead; length >= 2; --length) {
      if (token + length > end || tokens[token + length - 1].span.end > limit) continue;
      const Span words{span.begin, tokens[token + length - 1].span.end};
      if (!headed(words, words)) continue;
      found.count = length;
      break;
    }
    return found;
  }
  const bool before_name = token + 1 < end && limit < tokens[token + 1].span.end;
  if (before_name) return {};
  if (!pairs_.empty() && token + 1 < end && !is_sign(tokens[token + 1]) &&
      bare(block, tokens[token + 1].span) != tokens[token + 1].span) {
    const Span pair{span.begin, tokens[token + 1].span.end};
    const auto entity = pairs_.find(key_of(block, pair));
    if (entity != pairs_.end()) return {{entity->second}, pair, 2};
  }
  if (const Span noun = bare(block, span); noun != span) {
    if (beside(span, span) || beside(noun, span) || headed(noun, span)) return found;
  }
  const char first = analysis_.text()[span.begin];
  if (!article || (first >= 'A' && first <= 'Z')) return {};
  if (!headed(span, span)) beside(span, span);
  return found;
}

// The ends of a description that may be its noun, the longest first.
std::vector<Span> NamedNouns::nouns_of(const AnalyzedBlock& block, Span span) const {
  const std::vector<Token>& tokens = block.text.tokens;
  const uint32_t longest = block.language->claims->spaced ? 1 : kLongestHead;
  const uint32_t shortest = block.language->claims->spaced ? 1 : 2;
  const auto last =
      std::partition_point(tokens.begin(), tokens.end(), [&](const Token& t) { return t.span.end < span.end; });
  const auto end = static_cast<uint32_t>(last - tokens.begin()) + 1;
  std::vector<Span> nouns;
  for (uint32_t length = longest; length >= shortest && length <= end; --length)
    nouns.push_back({tokens[end - length].span.begin, span.end});
  return nouns;
}

uint32_t NamedNouns::described(const AnalyzedBlock& block, Span span) const {
  if (const auto known = described_.find(key_of(block, span)); known != described_.end()) return known->second;
  // 'the First Defendant', as it was called without an article
  const std::vector<Token>& tokens = block.text.tokens;
  auto begin =
      std::partition_point(tokens.begin(), tokens.end(), [&](const Token& t) { return t.span.begin <= span.begin; });
  if (begin != tokens.begin() && begin != tokens.end() && begin->span.end < span.end) {
    auto known = described_.find(key_of(block, {begin->span.begin, span.end}));
    if (known != described_.end()) return known->second;
    // 'o antigo diretor financeiro', who was introduced as 'o diretor financeiro'
    const Span article{span.begin, begin[-1].span.end};
    while (block.language->claims->spaced && ++begin != tokens.end() && begin->span.end < span.end) {
      const std::string rest = key_of(block, {begin->span.begin, span.end});
      known = described_.find(rest);
      if (known == described_.end()) known = described_.find(key_of(block, article) + " " + rest);
      if (known != described_.end()) return known->second;
    }
  }
  for (const Span noun : nouns_of(block, span)) {
    const auto known = nouns_.find(key_of(block, noun));
    if (known != nouns_.end()) return known->second;
  }
  return kNone;
}

std::vector<uint32_t> NamedNouns::bodies(const AnalyzedBlock& block, Span span) const {
  std::vector<uint32_t> bodies;
  for (const Span noun : nouns_of(block, span)) {
    const std::string key = key_of(block, bare(block, noun));
    for (const auto* known : {&heads_, &kinds_}) {
      const auto entities = known->find(key);
      if (entities != known->end()) bodies.insert(bodies.end(), entities->second.begin(), entities->second.end());
    }
    if (!bodies.empty()) break;
  }
  return bodies;
}

}  // namespace annals
