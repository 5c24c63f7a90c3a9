#include "reading/gender_words.h"

#include <algorithm>
#include <string>

#include "reading/frames.h"
#include "reading/references.h"

namespace annals {
namespace {

// How sure it is of a gender, against a pronoun.
constexpr float kSaid = 4.0F, kAgreed = 1.2F, kGiven = 2.0F, kGivenAlone = 0.5F, kGivenEnding = 0.5F,
                kFirstNameEnding = 1.0F;
constexpr size_t kShortName = 9;          // bytes: three characters
constexpr uint32_t kFarthestArticle = 5;  // tokens before a name
constexpr uint32_t kLongestKin = 3;       // tokens of a word like 'daughter' where words are not separated

}  // namespace

void GenderWords::learn_name(uint32_t entity, std::string_view name) const {
  const ReferenceRules& rules = *block_.language->references;
  const std::string first(name.substr(0, std::min(name.find(' '), name.find("·"))));
  if (const auto given = rules.given.find(first); given != rules.given.end()) {
    genders_.say(entity, given->second, first.size() < name.size() ? kGiven : kGivenAlone);
    return;
  }
  // The end of a given name before a surname, or of a short name written together: 'Dorothea Vale', 林秀兰.
  constexpr unsigned kHanByte = 0xE3;
  const bool together = !name.empty() && name.size() <= kShortName && static_cast<unsigned char>(name[0]) >= kHanByte;
  const std::string_view spelled = together ? name : first.size() < name.size() ? std::string_view(first) : "";
  if (spelled.empty()) return;
  size_t last = spelled.size() - 1;
  while (last > 0 && (static_cast<unsigned char>(spelled[last]) & 0xC0U) == 0x80U) --last;
  const auto ending = rules.given_endings.find(std::string(spelled.substr(last)));
  if (ending != rules.given_endings.end())
    genders_.say(entity, ending->second, together ? kGivenEnding : kFirstNameEnding);
}

// 'her daughter Ana', 女儿韩露: what ends right before the name.
bool GenderWords::kin(uint32_t entity, uint32_t before, uint32_t first) const {
  const ReferenceRules& rules = *block_.language->references;
  for (uint32_t length = 1; length <= kLongestKin && length <= first && first - length >= before; ++length) {
    const auto match = rules.phrases.longest(block_.text, first - length);
    if (match.count != length || rules.words[match.payload].kind != ReferenceKind::kKin) continue;
    genders_.say(entity, rules.words[match.payload].gender, kSaid);
    return true;
  }
  return false;
}

// 'Ana Prado, a Norvia spokeswoman, ', 'Rui Costa, the widower of': an article and a word or two stand before it.
bool GenderWords::apposed_kin(uint32_t entity, uint32_t comma, uint32_t end) const {
  constexpr uint32_t kMostWords = 3;
  const std::vector<Token>& tokens = block_.text.tokens;
  if (comma + 2 >= end || tokens[comma].span.of(analysis_.text()) != ",") return false;
  const ReferenceRules& rules = *block_.language->references;
  const ClaimFrames& frames = *block_.language->claims;
  const auto article = frames.grammar.longest(block_.text, comma + 1);
  if (article.count != 1 || (frames.words[article.payload].flags & kArticle) == 0) return false;
  if (rules.phrases.longest(block_.text, comma + 1).count > 0) return false;  // 'Ana Prado, her brother and …'
  for (uint32_t k = comma + 2; k < end && k < comma + 2 + kMostWords; ++k) {
    const auto match = rules.phrases.longest(block_.text, k);
    if (match.count == 1 && rules.words[match.payload].kind == ReferenceKind::kKin) {
      genders_.say(entity, rules.words[match.payload].gender, kSaid);
      return true;
    }
    const auto grammar = frames.grammar.longest(block_.text, k);
    if (tokens[k].kind != TokenKind::kWord || (grammar.count > 0 && frames.words[grammar.payload].flags != 0))
      return false;
  }
  return false;
}

bool GenderWords::title(uint32_t entity, uint32_t at, uint32_t limit) const {
  const ReferenceRules& rules = *block_.language->references;
  const auto match = rules.phrases.longest(block_.text, at);
  if (match.count == 0 || at + match.count > limit || rules.words[match.payload].kind != ReferenceKind::kTitle)
    return false;
  genders_.say(entity, rules.words[match.payload].gender, kSaid);
  return true;
}

void GenderWords::learn_beside(uint32_t entity, Span name, uint32_t before, uint32_t end) const {
  const ReferenceRules& rules = *block_.language->references;
  const std::vector<Token>& tokens = block_.text.tokens;
  const uint32_t first = name.begin;
  if (name.end < end && title(entity, name.end, end)) return;
  if (apposed_kin(entity, name.end, end)) return;
  if (first == 0 || title(entity, first - 1, first) || kin(entity, before, first)) return;
  if (!rules.agreement.empty() && agrees(entity, first - 1)) return;
  for (uint32_t k = first; k-- > 0 && k + kFarthestArticle >= first;) {
    if (tokens[k].span.of(analysis_.text()) == "-") continue;
    if (tokens[k].kind != TokenKind::kWord || k < before) return;
    const auto match = rules.phrases.longest(block_.text, k);
    if (match.count == 1 && rules.words[match.payload].kind == ReferenceKind::kArticle) {
      if (k + 1 < first) genders_.say(entity, rules.words[match.payload].gender, kSaid);
      return;
    }
    if (block_.language->claims->grammar.longest(block_.text, k).count > 0) return;
  }
}

void GenderWords::learn_article(uint32_t entity, uint32_t first) const {
  const ReferenceRules& rules = *block_.language->references;
  if (first == 0 || block_.text.tokens[first - 1].kind != TokenKind::kWord) return;
  const auto match = rules.phrases.longest(block_.text, first - 1);
  if (match.count == 1 && rules.words[match.payload].kind == ReferenceKind::kArticle)
    genders_.say(entity, rules.words[match.payload].gender, kAgreed);
}

// A verb or a definite noun right before a name ends as the person's gender asks.
bool GenderWords::agrees(uint32_t entity, uint32_t at) const {
  const Token& token = block_.text.tokens[at];
  if (token.kind != TokenKind::kWord) return false;
  const ClaimFrames& frames = *block_.language->claims;
  const auto trigger = frames.triggers.longest(block_.text, at);
  bool definite = false;
  for (const Clitic& clitic : block_.language->clitics)
    definite =
        definite || (frames.clitics[clitic.row].definite && token.span.of(analysis_.text()).starts_with(clitic.folded));
  const bool verb = trigger.count == 1 && frames.frames[frames.forms[trigger.payload].frame].kind == FrameKind::kVerb;
  if (!verb && !definite) return false;
  if (verb && (frames.forms[trigger.payload].tags & kFormObject) != 0) return false;  // فأجابته هالة
  for (const auto& [ending, gender] : block_.language->references->agreement) {
    if (!token.span.of(analysis_.text()).ends_with(ending)) continue;
    genders_.say(entity, gender, kAgreed);
    return true;
  }
  genders_.say(entity, 'm', definite ? kAgreed / 2 : kAgreed);
  return true;
}

}  // namespace annals
