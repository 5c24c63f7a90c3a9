// Names that say themselves that they name a work or an event: 'the film X', 《…》, 'the Battle of X', X电影节.
#include <algorithm>

#include "reading/name_composer.h"

namespace annals {

// 'the film Red Harbour', 'a book called "…"'.
void NameComposer::titled(uint32_t i, uint32_t after) {
  // 'British Film Institute': a part of a name.
  if (is_capital(i) && i > 0 && is_capital(i - 1) && tokens_[i].space_before) return;
  uint32_t k = after + part(after, NamePart::kCalled);
  const bool comma =
      k < size_ && tokens_[k].kind == TokenKind::kPunctuation && (mark_at(k) == ',' || mark_at(k) == ':');
  if (comma && k + 1 < size_ && tokens_[k + 1].kind == TokenKind::kPunctuation) ++k;
  // 'her memoir, The Lost Key,'
  if (comma && is_capital(k + 1) && known(k + 1, NameKind::kWeak)) {
    const uint32_t end = capital_run(k + 1);
    if (end > k + 3 && end < size_ && tokens_[end].kind == TokenKind::kPunctuation) ++k;
  }
  if (k >= size_) return;
  if (tokens_[k].kind == TokenKind::kPunctuation) {
    quoted(k);
  } else if (is_capital(k) && tokens_[i].script == Script::kLatin && !in_title_[k] && tokens_[k].space_before) {
    const uint32_t end = capital_run(k);
    if (end == k + 1 && tokens_[k].span.size() == 1) return;  // 'Série B'
    if (!is_free(k, end) || (end < size_ && tokens_[end].kind == TokenKind::kPunctuation &&
                             !tokens_[end].space_before && (mark_at(end) == '\'' || mark_at(end) == U'’')))
      return;
    add(k, end, EntityType::kWork);
  }
}

// No name reaches over the borders, and what stands there is not just a name that is known as something else.
bool NameComposer::is_free(uint32_t first, uint32_t end) const {
  for (uint32_t k = first; k < end; ++k) {
    if (owner_[k] == kNone) continue;
    const NameSpan& name = names_[owner_[k]];
    if (name.first < first || name.end() > end) return false;
    if (name.first != first || name.end() != end) continue;
    if (features_.length[first] != 0 || (name.type == EntityType::kPerson && name.count > 1)) return false;
  }
  return true;
}

// A title between marks.
void NameComposer::quoted(uint32_t i) {
  const char32_t opening = mark_at(i);
  uint32_t end = i + 1;
  while (end < size_ && end - i <= kLongest && tokens_[end].kind != TokenKind::kLineBreak &&
         (tokens_[end].kind != TokenKind::kPunctuation || mark_at(end) == ',' || mark_at(end) == '-' ||
          mark_at(end) == U'’' || mark_at(end) == ':'))
    ++end;
  if (end >= size_ || end == i + 1 || tokens_[end].kind != TokenKind::kPunctuation) return;
  const char32_t closing = mark_at(end);
  const bool pair = is_pair(opening, closing);
  const bool small =
      tokens_[i + 1].script == Script::kLatin && tokens_[i + 1].kind == TokenKind::kWord && !tokens_[i + 1].capitalized;
  if (pair && !small && is_free(i + 1, end)) add(i + 1, end, EntityType::kWork);
}

// 《…》: a work, or a newspaper.
void NameComposer::bracketed(uint32_t i) {
  constexpr uint32_t kLongestTitle = 24, kLongTitle = 12;
  uint32_t end = i + 1;
  bool named = false;
  while (end < size_ && end - i <= kLongestTitle && tokens_[end].kind != TokenKind::kLineBreak &&
         !(tokens_[end].kind == TokenKind::kPunctuation && mark_at(end) == U'》')) {
    named |= owner_[end] != kNone && names_[owner_[end]].type != EntityType::kPlace;
    ++end;
  }
  if (end >= size_ || end == i + 1 || mark_at(end) != U'》') return;
  const uint32_t first = i + 1;
  if (tokens_[first].kind != TokenKind::kIdeograph && tokens_[first].kind != TokenKind::kWord) return;
  bool paper = owner_[first] != kNone && names_[owner_[first]].first == first && names_[owner_[first]].end() == end &&
               names_[owner_[first]].type == EntityType::kOrganization;
  for (uint32_t k = first; k < end && !paper; ++k) paper = k + part(k, NamePart::kPaper) == end;
  if (paper) {
    add(first, end, EntityType::kOrganization);
    return;
  }
  // The headline of an article names people.
  if (named && end - i > kLongTitle) return;
  add(first, end, EntityType::kWork);
}

// 'Battle of X', 'Festival Internacional de X'.
void NameComposer::headed(uint32_t i, uint32_t after, EntityType type) {
  // A known body keeps its own type ('National Congress').
  if (!is_capital(i) || in_title_[i] || known(i, NameKind::kOrganization)) return;
  // An event that is said to be one by its head alone is no name: 'the Congress'.
  const uint32_t end = capital_run(i);
  if (end > after && (tokens_[i].span.end < tokens_[after].span.begin || end > after + 1)) add(i, end, type);
}

// 'Sundance Film Festival', 上海国际电影节.
void NameComposer::closing(uint32_t i, uint32_t after, EntityType type) {
  if (is_ideograph(i)) {
    ideographs_before(i, after, type);
    return;
  }
  if (!is_capital(i) || in_title_[i]) return;
  uint32_t first = i;
  // The point of an initial: 'John W. Hill Prize'.
  const auto is_initial = [&](uint32_t k) {
    return k > 1 && mark_at(k) == '.' && !tokens_[k].space_before && tokens_[k - 1].span.size() == 1 &&
           is_capital(k - 1);
  };
  while (first > 0 && i - first < kLongest && tokens_[first].space_before && !known(first - 1, NameKind::kTitle) &&
         !in_title_[first - 1] && (is_capital(first - 1) || is_initial(first - 1)))
    first -= is_capital(first - 1) ? 1 : 2;
  while (first < i && (known(first, NameKind::kWeak) || known(first, NameKind::kNotName))) ++first;
  if (first == i) return;
  // 'the Banking Act of 1933' ends before its year; 'World War II' with its number.
  uint32_t end = after;
  if (end < size_ && tokens_[end].kind == TokenKind::kWord && tokens_[end].all_capitals && word(end).size() <= 4 &&
      word(end).find_first_not_of("IVX") == std::string_view::npos)
    ++end;
  if (known(i, NameKind::kOrganization)) return;
  // 'the Hill Medal of Science'
  uint32_t field = end;
  while (field < size_ && field - end < 2 && tokens_[field].kind == TokenKind::kWord &&
         part(field, NamePart::kLink) == 1)
    ++field;
  if (type == EntityType::kEvent && field > end && is_capital(field) && owner_[field] == kNone &&
      !known(field, NameKind::kPlace))
    end = capital_run(field);
  add(first, end, type);
}

// The words before an event's closing word that belong to its name: back to a place or a word like 'international'.
void NameComposer::ideographs_before(uint32_t i, uint32_t after, EntityType type) {
  if (features_.words.empty()) return;
  uint32_t first = kNone;
  for (uint32_t k = i; k > 0 && i - k < kLongest && is_ideograph(k - 1);) {
    const uint32_t last = k - 1;
    if (owner_[last] != kNone) {
      const NameSpan& name = names_[owner_[last]];
      if (name.end() != k || name.type == EntityType::kPerson) break;
      first = k = name.first;
      continue;
    }
    const uint32_t begin = std::max(features_.words[last].before, k > kLongest ? k - kLongest : 0U);
    if (begin >= k || begin + kLongest < k) break;
    if (part(begin, NamePart::kEventWord) == k - begin) {
      first = k = begin;
      continue;
    }
    if (!may_stand_inside(begin)) break;
    k = begin;
  }
  if (first != kNone) add(first, after, type);
}

}  // namespace annals
