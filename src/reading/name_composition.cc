#include "reading/name_composition.h"

#include <algorithm>
#include <array>
#include <utility>

#include "reading/frames.h"
#include "reading/name_composer.h"
#include "reading/name_joints.h"

namespace annals {
namespace {

// What opens a title, and what closes it.
constexpr std::array<std::pair<char32_t, char32_t>, 8> kMarks{{{U'«', U'»'},
                                                               {U'“', U'”'},
                                                               {U'„', U'“'},
                                                               {U'‘', U'’'},
                                                               {U'《', U'》'},
                                                               {U'「', U'」'},
                                                               {U'"', U'"'},
                                                               {U'”', U'”'}}};

}  // namespace

void NameComposer::run() {
  if (lexicon_.composers.empty()) return;
  mark_owners();
  mark_titles();
  for (uint32_t i = 0; i < size_; ++i) {
    if (tokens_[i].kind == TokenKind::kPunctuation) {
      if (mark_at(i) == U'《') bracketed(i);
      if (is_middle_dot(mark_at(i))) dotted(i);
      continue;
    }
    lexicon_.composers.match(block_.text, i, found_);
    const std::vector<PhraseTable::Match> here = found_;
    for (const PhraseTable::Match& match : here) compose(i, match);
    if (owner_[i] != kNone && names_[owner_[i]].first == i) seat(i);
    if (features_.suffix[i] > 1) common_words_of_body(i, features_.suffix[i]);
  }
  take_over();
}

// By token: the name that covers it.
void NameComposer::mark_owners() {
  owner_.assign(size_, kNone);
  for (uint32_t k = 0; k < names_.size(); ++k)
    for (uint32_t i = names_[k].first; i < names_[k].end(); ++i) owner_[i] = k;
}

// Where nearly all words have capitals, capitals do not say where a name ends.
void NameComposer::mark_titles() {
  in_title_.assign(size_, false);
  for (const Sentence& sentence : block_.sentences) {
    uint32_t words = 0, capitals = 0;
    const uint32_t end = std::min(sentence.first + sentence.count, size_);
    for (uint32_t i = sentence.first; i < end; ++i) {
      if (tokens_[i].kind != TokenKind::kWord || tokens_[i].script != Script::kLatin) continue;
      ++words;
      capitals += tokens_[i].capitalized ? 1 : 0;
    }
    constexpr uint32_t kFew = 4;
    if (words <= kFew || capitals * 4 < words * 3) continue;
    for (uint32_t i = sentence.first; i < end; ++i) in_title_[i] = true;
  }
}

void NameComposer::add(uint32_t first, uint32_t end, EntityType type) {
  NameSpan name;
  name.block = &block_;
  name.first = first;
  name.count = end - first;
  name.type = type;
  name.said = true;
  constexpr float kSure = 0.8F;
  name.confidence = kSure;
  composed_.push_back(name);
}

void NameComposer::compose(uint32_t i, const PhraseTable::Match& match) {
  const uint32_t after = i + match.count;
  const bool latin = tokens_[i].script == Script::kLatin;
  switch (static_cast<NamePart>(match.payload)) {
    case NamePart::kWorkBefore:
      titled(i, after);
      break;
    case NamePart::kWorkHead:
      if (latin)
        headed(i, after, EntityType::kWork);
      else
        chain(i, after, match.skip_bytes, EntityType::kWork);
      break;
    case NamePart::kEventHead:
      if (latin)
        headed(i, after, EntityType::kEvent);
      else
        chain(i, after, match.skip_bytes, EntityType::kEvent);
      break;
    case NamePart::kBodyHead:
      if (latin)
        goes_on(i);
      else
        chain(i, after, match.skip_bytes, EntityType::kOrganization);
      break;
    case NamePart::kWorkSuffix:
      closing(i, after, EntityType::kWork);
      break;
    case NamePart::kEventSuffix:
      closing(i, after, EntityType::kEvent);
      break;
    case NamePart::kPaper:
      if (match.count > 1) paper(i, after);
      break;
    case NamePart::kBodySuffix:
      if (is_arabic(i)) of_branch(i, after);
      break;
    case NamePart::kTrade:
      common_words_of_body(i, match.count);
      break;
    case NamePart::kBodyNoun:
      named(i, after, EntityType::kOrganization);
      break;
    case NamePart::kPlaceNoun:
      named(i, after, EntityType::kPlace);
      break;
    case NamePart::kProductNoun:
      named(i, after, EntityType::kProduct);
      break;
    default:
      break;
  }
}

// 'the rocket Ballast', 新球场“白帆”: common words that name what the noun before them says, between marks or in
// capitals, and that nobody took for a name.
void NameComposer::named(uint32_t noun, uint32_t k, EntityType type) {
  constexpr uint32_t kLongestQuoted = 8;
  if (k >= size_ || block_.language->claims == nullptr) return;
  if (tokens_[k].kind == TokenKind::kPunctuation) {
    const char32_t opening = mark_at(k);
    uint32_t end = k + 1;
    while (end < size_ && end - k <= kLongestQuoted && letters(end) && tells_nothing(end)) ++end;
    if (end == k + 1 || end >= size_ || tokens_[end].kind != TokenKind::kPunctuation) return;
    const char32_t closing = mark_at(end);
    const bool pair = is_pair(opening, closing);
    const bool small = tokens_[k + 1].script == Script::kLatin && !tokens_[k + 1].capitalized;
    if (pair && !small && is_unnamed(k + 1, end)) add(k + 1, end, type);
    return;
  }
  if (is_arabic(k)) {
    definite_name(noun, k, type);
    return;
  }
  // 'tribunal' and its like begin a longer name.
  if (!is_capital(k) || in_title_[k] || !tokens_[k].space_before || known(k, NameKind::kNotName) ||
      known(noun, NameKind::kOrgHead))
    return;
  const uint32_t end = capital_run(k);
  if (!tells_nothing(k)) return;
  // 'o jornal Estrela do Norte', where the tagger saw the first word.
  const bool begun = type == EntityType::kOrganization && owner_[k] != kNone &&
                     names_[owner_[k]].type == EntityType::kOrganization && names_[owner_[k]].first == k &&
                     names_[owner_[k]].end() < end && !known(end - 1, NameKind::kPlace);
  if (is_unnamed(k, end) || (begun && is_unnamed(names_[owner_[k]].end(), end))) add(k, end, type);
}

// شركة المرافئ المتحدة: a definite noun and its adjective, which others are not told from without.
void NameComposer::definite_name(uint32_t noun, uint32_t k, EntityType type) {
  const auto definite = [&](uint32_t i) { return is_arabic(i) && word(i).starts_with(lexicon_.article); };
  if (spelled_by_sound(k, type)) return;
  if (lexicon_.article.empty() || k + 1 >= size_ || definite(noun) || !definite(k) || !definite(k + 1)) return;
  if (part(k + 1, NamePart::kClosing) > 0 && !known(k, NameKind::kNotName) && is_unnamed(k, k + 2)) add(k, k + 2, type);
}

// منافسته ديب إيرث: a run of words that nobody writes otherwise.
bool NameComposer::spelled_by_sound(uint32_t k, EntityType type) {
  constexpr uint32_t kMost = 4;
  NameSpan name;
  name.block = &block_;
  uint32_t end = k;
  while (end - k < kMost && is_arabic(end) && owner_[end] == kNone && is_strange(text_, name, end, kRareWord) &&
         (end == k || tokens_[end].span.begin == tokens_[end - 1].span.end + 1))
    ++end;
  if (end < k + 2) return false;
  add(k, end, type);
  return true;
}

bool NameComposer::is_pair(char32_t opening, char32_t closing) {
  return std::any_of(kMarks.begin(), kMarks.end(),
                     [&](const auto& m) { return m.first == opening && m.second == closing; });
}

bool NameComposer::is_unnamed(uint32_t first, uint32_t end) const {
  return std::all_of(owner_.begin() + first, owner_.begin() + end, [](uint32_t owner) { return owner == kNone; });
}

// No word that says how others hang together, or what happened.
bool NameComposer::tells_nothing(uint32_t k) const {
  const ClaimFrames& frames = *block_.language->claims;
  return !known(k, NameKind::kWeak) && frames.grammar.longest(block_.text, k).count == 0 &&
         frames.triggers.longest(block_.text, k).count == 0;
}

// One after the last capitalised word of the run that begins at `i`; small words of the pack may link them.
uint32_t NameComposer::capital_run(uint32_t i) {
  uint32_t end = i;
  for (uint32_t k = i; k < size_ && k - i < kLongest;) {
    if (is_capital(k)) {
      end = ++k;
      continue;
    }
    // "d'Ouro", 'Ano-Novo'
    if (k == end && k > i && tokens_[k].kind == TokenKind::kPunctuation && !tokens_[k].space_before &&
        (mark_at(k) == '-' || mark_at(k) == '\'' || mark_at(k) == U'’') && letters(k + 1) &&
        !tokens_[k + 1].space_before && tokens_[k + 1].span.size() > 1 && open(k + 1)) {
      k += 2;
      end = k;
      continue;
    }
    uint32_t next = k;
    while (next - k < 3 && next < size_ && tokens_[next].kind == TokenKind::kWord && part(next, NamePart::kLink) == 1)
      ++next;
    if (next == k || !is_capital(next)) break;
    k = next;
  }
  return end;
}

// A word of an ideographic name that is none by itself: no verb, no small word.
bool NameComposer::may_stand_inside(uint32_t k) const {
  if (k >= size_ || !is_ideograph(k)) return false;
  const auto kind = static_cast<WordClass>(features_.words[k].code >> 4U);
  if (known(k, NameKind::kWeak) || known(k, NameKind::kTitle) || known(k, NameKind::kNotName)) return false;
  return kind == WordClass::kNoun || kind == WordClass::kModifier || kind == WordClass::kCount ||
         kind == WordClass::kOtherName || kind == WordClass::kPlace || kind == WordClass::kSmallPlace ||
         kind == WordClass::kShort;
}

// A body's name that begins with a person's: 约翰斯·霍普金斯大学; a person's that goes on behind the point.
void NameComposer::dotted(uint32_t i) {
  if (i == 0 || i + 1 >= size_ || !is_ideograph(i - 1) || !is_ideograph(i + 1) || owner_[i] != kNone ||
      owner_[i - 1] == kNone)
    return;
  const NameSpan& left = names_[owner_[i - 1]];
  if (left.end() != i) return;
  if (owner_[i + 1] != kNone && names_[owner_[i + 1]].first == i + 1) {
    add(left.first, names_[owner_[i + 1]].end(), names_[owner_[i + 1]].type);
    return;
  }
  if (owner_[i + 1] != kNone || left.type != EntityType::kPerson) return;
  uint32_t end = i + 1;
  while (end < size_ && end - i <= 6 && is_ideograph(end) && owner_[end] == kNone &&
         (end <= i + 2 || lexicon_.transliteration.contains(mark_at(end))))
    ++end;
  if (end > i + 2) add(left.first, end, EntityType::kPerson);
}

// A place that the tables know without its first letter only: 'in X'.
bool NameComposer::has_proclitic(uint32_t k) {
  const auto place = [&](bool with) {
    return lexicon_.phrases.any(block_.text, k, [&](const PhraseTable::Match& m) {
      return m.is(NameKind::kPlace) && (m.skip_bytes != 0) == with;
    });
  };
  return place(true) && !place(false);
}

// Arabic: the head and the words that it owns, 'the Court of the Cassation', 'Festival of X the cinematic'.
void NameComposer::chain(uint32_t i, uint32_t after, uint32_t skip, EntityType type) {
  if (!is_arabic(i) || after >= size_) return;
  const bool head_definite = word(i).substr(skip).starts_with("ال");
  uint32_t k = after;
  bool owned = false, placed = false;
  while (k < size_ && k - i < kLongest && is_arabic(k) && tokens_[k].script == Script::kArabic) {
    if (known(k, NameKind::kTitle) || known(k, NameKind::kRole) || part(k, NamePart::kStop) > 0) break;
    const std::string_view here = word(k);
    const bool definite = here.starts_with("ال") && here.size() > 6;
    const bool adjective = definite && (here.ends_with("ي") || here.ends_with("ية") || part(k, NamePart::kClosing) > 0);
    if (owner_[k] != kNone && names_[owner_[k]].first == k && !placed && names_[owner_[k]].type == EntityType::kPlace &&
        !adjective && !has_proclitic(k)) {
      k = names_[owner_[k]].end();
      owned = placed = true;
      continue;
    }
    const bool to_owned = here.starts_with("لل") && here.size() > 8;
    if (adjective && (owned || head_definite)) {
      ++k;
      owned = true;
      continue;
    }
    if (to_owned && (!placed || type == EntityType::kEvent)) {
      ++k;
      owned = true;
      continue;
    }
    if (definite && !owned && !head_definite && !known(k, NameKind::kNotName)) {
      ++k;
      owned = true;
      continue;
    }
    break;
  }
  if (!owned || k == after || (!placed && type != EntityType::kOrganization)) return;
  // Only in one of a place's name: the tagger knows better where it took in more.
  for (uint32_t t = i; t < k; ++t) {
    if (owner_[t] == kNone) continue;
    const NameSpan& name = names_[owner_[t]];
    if (name.end() > k || (name.first < i && name.type == EntityType::kOrganization)) return;
  }
  add(i, k, type);
  composed_.back().skip_bytes = skip;
}

// What is left of a name behind a composed one that took its beginning: 'X银行' of 'A基金和X银行', 'X' of 'in X'.
void NameComposer::cut_to_rest(NameSpan& name, const std::vector<bool>& taken) {
  uint32_t first = name.end();
  while (first > name.first && !taken[first - 1]) --first;
  const auto is_small = [&](uint32_t k) {
    if (tokens_[k].script == Script::kLatin) return !tokens_[k].capitalized;
    return !letters(k) || known(k, NameKind::kNameVerbBefore) || known(k, NameKind::kWeak);
  };
  while (first < name.end() && is_small(first)) ++first;
  name.count = name.end() - first;
  name.first = first;
  if (name.count == 1 && tokens_[first].kind == TokenKind::kIdeograph) name.count = 0;
}

// The composed names, and the others where they leave room. Longer ones first.
void NameComposer::take_over() {
  if (composed_.empty()) return;
  std::stable_sort(composed_.begin(), composed_.end(),
                   [](const NameSpan& a, const NameSpan& b) { return a.count > b.count; });
  std::vector<bool> taken(size_);
  const auto is_taken = [&](const NameSpan& name) {
    for (uint32_t k = name.first; k < name.end(); ++k)
      if (taken[k]) return true;
    return false;
  };
  std::vector<NameSpan> kept;
  for (const NameSpan& name : composed_) {
    if (is_taken(name)) continue;
    for (uint32_t k = name.first; k < name.end(); ++k) taken[k] = true;
    kept.push_back(name);
  }
  for (NameSpan name : names_) {
    if (is_taken(name)) cut_to_rest(name, taken);
    if (name.count > 0 && !is_taken(name)) kept.push_back(name);
  }
  std::sort(kept.begin(), kept.end(), [](const NameSpan& a, const NameSpan& b) { return a.first < b.first; });
  names_ = std::move(kept);
}

void compose_names(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                   const std::vector<bool>& closed, std::vector<NameSpan>& names) {
  NameComposer(text, block, features, closed, names).run();
}

}  // namespace annals
