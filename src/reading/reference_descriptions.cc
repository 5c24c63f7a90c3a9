// Which descriptions stand for somebody, and what names teach of them.
#include <algorithm>

#include "reading/gender_words.h"
#include "reading/reference_resolver.h"

namespace annals {
namespace {

constexpr float kSaid = 4.0F;                 // how sure a description is of a gender, against a pronoun
constexpr uint32_t kLongestOwned = 5;         // tokens of what is owned, before its name
constexpr uint32_t kLongestIntroduction = 8;  // tokens between a description and the name it introduces

}  // namespace

// 'Costa's lawyer Ana Prado said', 科斯塔的律师林安说: the name only says whose the subject is.
bool ReferenceResolver::owns_name(const AnalyzedBlock& block, uint32_t after, uint32_t end) const {
  const std::vector<Token>& tokens = block.text.tokens;
  if (after >= end || next_ + 1 >= reading_.mentions.size()) return false;
  const auto match = block.language->claims->grammar.longest(block.text, after);
  if (match.count == 0) return false;
  const GrammarWord& word = block.language->claims->words[match.payload];
  if ((word.flags & kMarksPrevious) == 0 || word.previous != kOf) return false;
  const Mention& owned = reading_.mentions[next_ + 1];
  for (uint32_t k = after + match.count; k < end && k <= after + kLongestOwned; ++k) {
    if (owned.span.begin < tokens[k].span.end) return owned.type == EntityType::kPerson;
    if (sign(tokens[k]) || block.language->claims->grammar.longest(block.text, k).count > 0) return false;
  }
  return false;
}

// 'its rival Orla', 'its rival, Orla,', 她的搭档、副院长林安: the name says who is meant.
bool ReferenceResolver::beside_name(const AnalyzedBlock& block, uint32_t at, uint32_t end) const {
  const std::vector<Token>& tokens = block.text.tokens;
  if (at < end && tokens[at].kind == TokenKind::kPunctuation && joined(block, at, at + 1)) ++at;
  const ClaimFrames& frames = *block.language->claims;
  while (!frames.spaced && at < end) {
    const auto title = frames.grammar.longest(block.text, at);
    if (title.count < 2 || !frames.words[title.payload].title) break;
    at += title.count;
  }
  return at < end && next_ < reading_.mentions.size() && reading_.mentions[next_].span.begin < tokens[at].span.end;
}

// 'her house', but 'fired her', 'told her that': whether what begins at the token can be owned.
bool ReferenceResolver::owns(const AnalyzedBlock& block, uint32_t at, uint32_t end) const {
  if (at >= end || sign(block.text.tokens[at])) return false;
  if (const ClaimFrames& frames = *block.language->claims; !frames.spaced) {  // 其 before a verb: 责令其停业
    const auto verb = frames.triggers.longest(block.text, at);
    const FrameKind kind = verb.count > 1 ? frames.frames[frames.forms[verb.payload].frame].kind : FrameKind::kNoun;
    const auto before = at > 1 ? frames.grammar.longest(block.text, at - 2) : PhraseTable::Match{};
    const bool marked = before.count == 1 && (frames.words[before.payload].flags & kMarksNext) != 0;  // 与其解约
    if (kind == FrameKind::kVerb || (kind == FrameKind::kPhrase && marked)) return false;
  }
  const bool time =
      std::any_of(reading_.times.begin() + static_cast<std::ptrdiff_t>(next_time_),
                  reading_.times.begin() + static_cast<std::ptrdiff_t>(std::min(next_time_ + 2, reading_.times.size())),
                  [&](const Time& t) { return t.span.begin == block.text.tokens[at].span.begin; });
  const auto match = block.language->claims->grammar.longest(block.text, at);
  if (time || match.count == 0) return !time;
  constexpr uint16_t kOther = kMarksNext | kJoins | kBeginsClause | kRelates | kBeginsContent | kArticle;
  return (block.language->claims->words[match.payload].flags & kOther) == 0;
}

// 要求其道歉, 指控其违约: whether a verb that asks or accuses somebody ends right before the token.
bool ReferenceResolver::asked_before(const AnalyzedBlock& block, uint32_t at) {
  constexpr uint32_t kLongestVerb = 4;
  const ClaimFrames& frames = *block.language->claims;
  for (uint32_t count = 1; count <= kLongestVerb && count <= at; ++count) {
    const auto verb = frames.triggers.longest(block.text, at - count);
    if (verb.count != count) continue;
    const Frame& frame = frames.frames[frames.forms[verb.payload].frame];
    if (frame.content && *frame.content != ClaimStatus::kAsserted && *frame.content != ClaimStatus::kDenied)
      return true;
  }
  return false;
}

// 'da', 'ao': a preposition and an article in one, right before token `i`.
bool ReferenceResolver::contracted_before(const AnalyzedBlock& block, uint32_t i) const {
  const ReferenceRules& rules = *block.language->references;
  if (i == 0 || rules.behind_article.empty()) return false;
  const char first = analysis_.text()[block.text.tokens[i].span.begin];
  if (first >= 'A' && first <= 'Z') return false;  // 'da Fundação Orla'
  const auto article = rules.phrases.longest(block.text, i - 1);
  return article.count == 1 && rules.words[article.payload].kind == ReferenceKind::kArticle && marked_before(block, i);
}

// 'his answer', 'sua resposta', 他的回信.
bool ReferenceResolver::owns_answer(const AnalyzedBlock& block, uint32_t at) {
  constexpr uint32_t kFarthestAnswer = 2;
  if (!block.language->quotes) return false;
  for (uint32_t k = at; k < block.text.tokens.size() && k < at + kFarthestAnswer; ++k) {
    if (block.language->quotes->answer_nouns.longest(block.text, k).count > 0) return true;
  }
  return false;
}

// 'the', but not 'a'.
bool ReferenceResolver::definite(const AnalyzedBlock& block, uint32_t i) const {
  return block.language->references->definite.count(nouns_.key_of(block, block.text.tokens[i].span)) > 0;
}

// 'Ana Prado, the co-founder of Norvia, resigned': what is said of the name before is no reference.
bool ReferenceResolver::apposed(const AnalyzedBlock& block, uint32_t i, uint32_t count, uint32_t end,
                                const ReferenceWord& word) const {
  if (last_mention_ >= reading_.mentions.size() || group_block_ != &block || last_mention_end_ + 1 != i) return false;
  const Mention& mention = reading_.mentions[last_mention_];
  const bool fits = (word.entity_types >> static_cast<unsigned>(mention.type) & 1U) != 0;
  const std::string_view sign = block.text.tokens[i - 1].span.of(analysis_.text());
  if (mention.type != EntityType::kPerson || !fits || (sign != "," && sign != "،" && sign != ",")) return false;
  if (i + count >= end) return true;
  const ClaimFrames& frames = *block.language->claims;
  if (frames.triggers.longest(block.text, i + count).count > 0) return false;
  const auto match = frames.grammar.longest(block.text, i + count);
  return match.count == 0 ||
         (frames.words[match.payload].flags & (kMakesPassive | kGivesStatus | kTransparent | kIsObject)) == 0;
}

// The person whom the description that ends before token `after` introduces: 'the Bulgarian scientist Boris
// Dimitrov', 'the chairman of Norvia, Rui Costa'. Then it is no reference. SIZE_MAX when there is none.
size_t ReferenceResolver::described_name(const AnalyzedBlock& block, uint32_t after, uint32_t end,
                                         const ReferenceWord& word) const {
  const std::vector<Token>& tokens = block.text.tokens;
  size_t m = next_;
  uint32_t words = 0;
  bool owned = false, apart = false;
  bool bare = false, kind = false;  // 'a empresa de lentes Norvia': what stands between says of which kind it is
  if (after < end && tokens[after].span.of(analysis_.text()) == ":" && !word.role.empty()) {  // 'Plaintiff: Norvia Ltd'
    for (uint32_t k = after + 1; k < end && k <= after + kLongestIntroduction / 2 && m < reading_.mentions.size();
         ++k) {
      if (reading_.mentions[m].span.begin >= tokens[k].span.end) continue;
      return fits(word, reading_.mentions[m].type) && reading_.mentions[m].entity != kNone ? m : SIZE_MAX;
    }
    return SIZE_MAX;
  }
  if (after + 1 < end && tokens[after].kind == TokenKind::kPunctuation && tokens[after].space_before &&
      m < reading_.mentions.size() && reading_.mentions[m].span.begin == tokens[after].span.end)
    ++after;  // الشركة الناشئة «نورفيا»
  for (uint32_t k = after; k < end && k <= after + kLongestIntroduction && m < reading_.mentions.size(); ++k) {
    const Mention& mention = reading_.mentions[m];
    if (mention.span.begin < tokens[k].span.end) {
      if (mention.type != EntityType::kPerson && (k == after || kind) &&
          fits(word, mention.type))  // 'the newspaper Harbour News'
        return mention.entity != kNone ? m : SIZE_MAX;
      if (mention.type != EntityType::kPerson && apart && !owned && block.language->claims->compound_nouns &&
          fits(word, mention.type) && closed(block, mention, k, end))  // 'The claimant, Norvia Ltd, sued'
        return mention.entity != kNone ? m : SIZE_MAX;
      if (mention.type == EntityType::kPerson)
        return fits(word, mention.type) && mention.entity != kNone &&
                       (!apart || owned || closed(block, mention, k, end))
                   ? m
                   : SIZE_MAX;
      // لنورفيا: the preposition is written together with the name
      const bool joint = block.language->claims->verb_first && mention.span.begin > tokens[k].span.begin;
      if (!owned && !joint) return SIZE_MAX;
      owned = true;
      while (k + 1 < end && tokens[k + 1].span.begin < mention.span.end) ++k;
      ++m;
      continue;
    }
    if (tokens[k].kind == TokenKind::kPunctuation) {
      if (apart || !joined(block, k, k + 1)) return SIZE_MAX;
      apart = true;
      continue;
    }
    const auto match = block.language->claims->grammar.longest(block.text, k);
    const char letter = analysis_.text()[tokens[k].span.begin];
    const bool titled = apart && match.count == 0 && k + 1 < end && letter >= 'A' && letter <= 'Z' &&
                        mention.span.begin < tokens[k + 1].span.end;  // 'The claimant, Mrs Ana Prado, '
    if (titled) continue;
    if (match.count > 0) {
      const ClaimFrames& frames = *block.language->claims;
      const GrammarWord& grammar = frames.words[match.payload];
      // الرئيس التنفيذي لشركة نورفيا سامر: verb first, the preposition before a noun for a body is one of possession
      const bool belongs =
          frames.verb_first && (grammar.next == kTo || (match.clitic != 0 && grammar.flags == kTransparent &&
                                                        frames.clitics[match.clitic - 1].next == kTo));
      if (belongs && !apart && m == next_ && words <= 1) {
        owned = true;
        continue;
      }
      if (apart || m != next_ || words > 1 || grammar.next != kOf) return SIZE_MAX;
      owned = true;
      bare = grammar.bare;
      kind = false;
      continue;
    }
    kind = bare || (!owned && block.language->claims->kinds_follow);  // 'o grupo angolano Orla'
    if (apart || ++words > 2 || block.language->claims->triggers.longest(block.text, k).count > 0) return SIZE_MAX;
  }
  return SIZE_MAX;
}

// 'The chairman, Rui Costa, said': a sign closes the name off.
bool ReferenceResolver::closed(const AnalyzedBlock& block, const Mention& mention, uint32_t at, uint32_t end) {
  while (at < end && block.text.tokens[at].span.begin < mention.span.end) ++at;
  return at < end && block.text.tokens[at].kind == TokenKind::kPunctuation;
}

void ReferenceResolver::learn(const ReferenceWord& word, uint32_t entity, const std::string& key) {
  if (learning_ && word.gender != 0) genders_.say(entity, word.gender, kSaid);
  nouns_.introduce(key, entity);
}

void ReferenceResolver::learn_gender(const AnalyzedBlock& block, const Mention& mention, Span tokens, uint32_t end) {
  const bool near = last_mention_ < reading_.mentions.size() && group_block_ == &block;
  const GenderWords words(analysis_, block, genders_);
  words.learn_beside(mention.entity, tokens, near ? last_mention_end_ : 0, end);
  const std::string_view name = mention.span.of(analysis_.text());
  if (given_seen_.insert(std::string(name)).second) words.learn_name(mention.entity, name);
}

// What a name teaches of the nouns in it and beside it.
void ReferenceResolver::remember_nouns(const AnalyzedBlock& block, const Mention& mention, uint32_t first,
                                       uint32_t after, uint32_t end) {
  const uint32_t limit = next_ + 1 < reading_.mentions.size() ? reading_.mentions[next_ + 1].span.begin : UINT32_MAX;
  nouns_.remember_head(block, mention, first, after);
  if (mention.type == EntityType::kOrganization)
    nouns_.remember_kind(block, mention.entity, first, group_block_ == &block ? last_mention_end_ : 0);
  if (mention.type == EntityType::kPerson)
    nouns_.remember_noun(block, mention.entity, first, group_block_ == &block ? last_mention_end_ : 0);
  nouns_.remember_apposition(block, mention.entity, after, end, limit);
  nouns_.remember_term(block, mention.entity, after, end);
}

// Nothing, or only a word of possession, stands between the tokens.
bool ReferenceResolver::qualifies(const AnalyzedBlock& block, uint32_t next, uint32_t end) {
  const ClaimFrames& frames = *block.language->claims;
  if (!frames.spaced || frames.verb_first || next >= end || block.text.tokens[next].kind != TokenKind::kWord)
    return false;
  if (frames.grammar.longest(block.text, next).count > 0) return false;
  const PhraseTable::Match trigger = frames.triggers.longest(block.text, next);
  return trigger.count == 0 || frames.frames[frames.forms[trigger.payload].frame].kind == FrameKind::kNoun;
}

// 'as duas propostas': what a number counts is an event, not people.
bool ReferenceResolver::counts_things(const AnalyzedBlock& block, uint32_t next, uint32_t end) {
  const ClaimFrames& frames = *block.language->claims;
  if (!frames.spaced || frames.verb_first || next >= end) return false;
  bool noun = false;
  std::vector<PhraseTable::Match> forms;
  frames.triggers.match(block.text, next, forms);
  for (const PhraseTable::Match& form : forms) {
    if (frames.frames[frames.forms[form.payload].frame].kind != FrameKind::kNoun) return false;
    noun = true;
  }
  return noun;
}

bool ReferenceResolver::genitive(const AnalyzedBlock& block, uint32_t from, uint32_t to) {
  if (from == to) return true;
  const auto match = block.language->claims->grammar.longest(block.text, from);
  if (match.count == 0 || from + match.count > to) return false;
  const GrammarWord& word = block.language->claims->words[match.payload];
  return word.next == kOf || word.previous == kOf;
}

// A marker right before token `i`: then the name there is no subject.
bool ReferenceResolver::marked_before(const AnalyzedBlock& block, uint32_t i) {
  if (i == 0) return false;
  const auto match = block.language->claims->grammar.longest(block.text, i - 1);
  if (match.count != 1) return false;
  const uint16_t flags = block.language->claims->words[match.payload].flags;
  return (flags & kMarksNext) != 0 && (flags & (kArticle | kJoins | kBeginsClause)) == 0;
}

// Whether a comma or a joining word comes first between two names.
bool ReferenceResolver::joined(const AnalyzedBlock& block, uint32_t from, uint32_t to) {
  if (from >= to) return false;
  if (block.text.tokens[from].kind == TokenKind::kPunctuation) return to - from == 1;  // 'A, B and C'
  const auto match = block.language->claims->grammar.longest(block.text, from);
  return match.count > 0 && from + match.count <= to &&
         (block.language->claims->words[match.payload].flags & kJoins) != 0;
}

}  // namespace annals
