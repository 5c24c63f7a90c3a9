// Names of bodies whose parts the tagger leaves apart: a place and the court that sits there, common words that a word
// like 'weekly' or 'data' closes, a firm and its branch.
#include <algorithm>

#include "reading/name_composer.h"

namespace annals {

// 'told X周刊': a noun or two that say what the paper is about.
void NameComposer::paper(uint32_t i, uint32_t after) {
  constexpr uint32_t kWords = 2;
  if (owner_[i] != kNone || !is_ideograph(i) || features_.words.empty()) return;
  uint32_t first = i;
  for (uint32_t n = 0; n < kWords && first > 0 && may_stand_inside(first - 1) && owner_[first - 1] == kNone; ++n) {
    const WordPlace& word = features_.words[first - 1];
    // 南方日报 is a word of its own.
    if ((word.after != first && (first != i || word.after != after)) || word.before + 2 > first) break;
    first = word.before;
  }
  const bool behind = first < i && first > 0 &&
                      ((features_.starting[first - 1] & bit(NameKind::kNameVerbBefore)) != 0 ||
                       tokens_[first - 1].kind == TokenKind::kPunctuation);
  if (behind && (after >= size_ || owner_[after] == kNone)) add(first, after, EntityType::kOrganization);
}

// 创立石榴数据: common words that a word closes which closes names of bodies, behind a verb that has bodies for
// objects.
void NameComposer::common_words_of_body(uint32_t i, uint32_t closing) {
  constexpr uint32_t kMost = 4, kLongestVerb = 3;
  const uint32_t after = i + closing;
  if (owner_[i] != kNone || !is_ideograph(i) || block_.language->claims == nullptr || after > size_ ||
      (after < size_ && owner_[after] != kNone))
    return;
  const auto inside = [&](uint32_t k) {
    return is_ideograph(k) && owner_[k] == kNone && tells_nothing(k) && !known(k, NameKind::kTitle) &&
           !known(k, NameKind::kNotName);
  };
  for (uint32_t first = i; first > 0 && i - first < kMost && inside(first - 1);) {
    --first;
    for (uint32_t length = 2; length <= kLongestVerb && length <= first && i - first > 1; ++length) {
      if (!said_of_bodies(first - length, length)) continue;
      add(first, after, EntityType::kOrganization);
      return;
    }
  }
}

// Whether a verb begins there that has bodies for objects and is that long.
bool NameComposer::said_of_bodies(uint32_t first, uint32_t length) {
  return lexicon_.composers.any(
      block_.text, first, [&](const PhraseTable::Match& m) { return m.count == length && m.is(NamePart::kOfBody); });
}

// Arabic: a firm and its branch, 'X for energy'.
void NameComposer::of_branch(uint32_t i, uint32_t after) {
  if (i == 0 || !is_arabic(i - 1) || !tokens_[i].space_before) return;
  uint32_t first = i - 1;
  if (owner_[first] != kNone) {
    const NameSpan& name = names_[owner_[first]];
    if (name.end() != i || name.type == EntityType::kWork) return;
    first = name.first;
  } else {
    // 'the company the-Ocean the-Quiet for shipping'
    const auto said = [&](uint32_t k) { return known(k, NameKind::kOrgBefore) || known(k, NameKind::kBodyBefore); };
    const auto definite = [&](uint32_t k) {
      return is_arabic(k) && owner_[k] == kNone && word(k).starts_with(lexicon_.article);
    };
    if (first > 1 && !said(first - 1) && !lexicon_.article.empty() && definite(first) && definite(first - 1)) --first;
    if (first == 0 || !said(first - 1) || known(first, NameKind::kNotName)) return;
  }
  add(first, after, EntityType::kOrganization);
}

// A court goes on over small words: 'Vara Cível do Recife', where the tagger saw a body and a place.
void NameComposer::goes_on(uint32_t i) {
  if (!is_capital(i) || in_title_[i]) return;
  if (owner_[i] == kNone) {
    // 'Autoridade Portuária de Velden', where the tagger saw nothing, or the place alone.
    const uint32_t end = capital_run(i);
    if (i == 0 || !letters(i - 1)) return;
    if (end > i + 2 && is_free(i, end)) return add(i, end, EntityType::kOrganization);
    // 'o Grupo Pedral', where it saw nothing, or somebody called Pedral.
    if (end != i + 2 || !known(i, NameKind::kOrgHead)) return;
    if (owner_[i + 1] == kNone ? is_free(i, end)
                               : names_[owner_[i + 1]].first == i + 1 && names_[owner_[i + 1]].count == 1)
      add(i, end, EntityType::kOrganization);
    return;
  }
  if (names_[owner_[i]].type != EntityType::kOrganization) return;
  const NameSpan& name = names_[owner_[i]];
  uint32_t next = name.end();
  while (next < size_ && next - name.end() < 3 && part(next, NamePart::kLink) == 1) ++next;
  if (next == name.end() || !is_capital(next)) return;
  // 'the Patent Court in Velden'
  if (owner_[next] != kNone && names_[owner_[next]].type == EntityType::kPlace && name.count > 1 &&
      (features_.starting[next - 1] & bit(NameKind::kPlaceBefore)) != 0)
    return;
  if (owner_[next] != kNone && (names_[owner_[next]].type == EntityType::kPerson || names_[owner_[next]].first != next))
    return;
  uint32_t end = capital_run(next);
  if (owner_[next] != kNone) end = std::max(end, names_[owner_[next]].end());
  add(name.first, end, EntityType::kOrganization);
}

// A place and the institution that sits there: 鹿特丹港务局, 上海第二中级法院.
void NameComposer::seat(uint32_t i) {
  const NameSpan& name = names_[owner_[i]];
  if (!is_ideograph(i) || features_.words.empty() ||
      (name.type != EntityType::kPlace && name.type != EntityType::kOrganization))
    return;
  uint32_t k = name.end(), end = 0;
  bool between = false;
  while (k < size_ && k - name.end() < kLongest && is_ideograph(k)) {
    if (const uint32_t closes = part(k, NamePart::kBodySuffix); closes > 0) {
      // A country has many courts; a state's is one.
      const bool state = known(name.end() - 1, NameKind::kPlaceWord) && name.count > 2;
      if (!between && closes < 3 && !state && end == 0 && name.type == EntityType::kPlace) break;
      end = k += closes;
      between = true;
      continue;
    }
    if (end != 0) break;
    const bool place =
        owner_[k] != kNone && names_[owner_[k]].first == k && names_[owner_[k]].type == EntityType::kPlace && between;
    if (place) {
      k = names_[owner_[k]].end();
    } else if (part(k, NamePart::kLink) > 0 || may_stand_inside(k) || names_a_field(k)) {
      k = std::max(k + 1, std::min(features_.words[k].after, size_));
    } else if (owner_[k] != kNone && names_[owner_[k]].type == EntityType::kOrganization &&
               names_[owner_[k]].first == k && name.type == EntityType::kPlace) {
      // The tagger has its end.
      end = names_[owner_[k]].end();
      break;
    } else {
      break;
    }
    between = true;
  }
  if (end > name.end() && ends_in_suffix(name.end(), end)) add(i, end, EntityType::kOrganization);
}

// 贸易, 监管: a verb of two letters or more that tells of nothing by itself.
bool NameComposer::names_a_field(uint32_t k) const {
  const WordPlace& place = features_.words[k];
  return is_ideograph(k) && place.before == k && place.after > k + 1 && block_.language->claims != nullptr &&
         static_cast<WordClass>(place.code >> 4U) == WordClass::kVerb && tells_nothing(k) &&
         !known(k, NameKind::kTitle) && !known(k, NameKind::kNotName);
}

bool NameComposer::ends_in_suffix(uint32_t first, uint32_t end) {
  for (uint32_t k = first; k < end; ++k)
    if (k + part(k, NamePart::kBodySuffix) == end) return true;
  return false;
}

}  // namespace annals
