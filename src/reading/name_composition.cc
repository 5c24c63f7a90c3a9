#include "reading/name_composition.h"

#include <algorithm>
#include <array>

#include "reading/frames.h"
#include "reading/language.h"
#include "reading/name_lexicon.h"
#include "text/utf8.h"

namespace annals {
namespace {

constexpr uint32_t bit(NameKind kind) { return 1U << static_cast<uint32_t>(kind); }

// What opens a title, and what closes it.
constexpr std::array<std::pair<char32_t, char32_t>, 8> kMarks{{{U'«', U'»'},
                                                               {U'“', U'”'},
                                                               {U'„', U'“'},
                                                               {U'‘', U'’'},
                                                               {U'《', U'》'},
                                                               {U'「', U'」'},
                                                               {U'"', U'"'},
                                                               {U'”', U'”'}}};

class Composer {
 public:
  Composer(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
           const std::vector<bool>& closed, std::vector<NameSpan>& names)
      : text_(text),
        block_(block),
        tokens_(block.text.tokens),
        lexicon_(*block.language->names),
        features_(features),
        closed_(closed),
        names_(names),
        size_(static_cast<uint32_t>(tokens_.size())) {}

  void run() {
    if (lexicon_.composers.empty()) return;
    mark_owners();
    mark_titles();
    for (uint32_t i = 0; i < size_; ++i) {
      if (tokens_[i].kind == TokenKind::kPunctuation) {
        if (mark_at(i) == U'《') bracketed(i);
        if (is_dot(mark_at(i))) dotted(i);
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

 private:
  static constexpr uint32_t kNone = 0xFFFFFFFF, kLongest = 14;

  // By token: the name that covers it.
  void mark_owners() {
    owner_.assign(size_, kNone);
    for (uint32_t k = 0; k < names_.size(); ++k)
      for (uint32_t i = names_[k].first; i < names_[k].end(); ++i) owner_[i] = k;
  }

  // Where nearly all words have capitals, capitals do not say where a name ends.
  void mark_titles() {
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

  char32_t mark_at(uint32_t i) const { return decode(text_, tokens_[i].span.begin).value; }
  static bool is_dot(char32_t c) { return c == 0xB7 || c == 0x2022 || c == 0x30FB || c == 0x2027; }
  bool letters(uint32_t i) const {
    return i < size_ && (tokens_[i].kind == TokenKind::kWord || tokens_[i].kind == TokenKind::kIdeograph);
  }
  bool open(uint32_t i) const { return i < size_ && !closed_[i]; }
  bool known(uint32_t i, NameKind kind) const { return i < size_ && (features_.covering[i] & bit(kind)) != 0; }
  bool is_capital(uint32_t i) const {
    return open(i) && tokens_[i].kind == TokenKind::kWord && tokens_[i].script == Script::kLatin &&
           tokens_[i].capitalized;
  }
  bool is_ideograph(uint32_t i) const { return open(i) && tokens_[i].kind == TokenKind::kIdeograph; }
  bool is_arabic(uint32_t i) const {
    return open(i) && tokens_[i].kind == TokenKind::kWord && tokens_[i].script == Script::kArabic;
  }
  std::string_view word(uint32_t i) const { return tokens_[i].span.of(text_); }

  // Tokens of the longest phrase of the part that begins there.
  uint32_t part(uint32_t i, NamePart wanted) {
    if (i >= size_) return 0;
    lexicon_.composers.match(block_.text, i, found_);
    for (const PhraseTable::Match& match : found_)
      if (match.payload == static_cast<uint32_t>(wanted)) return match.count;
    return 0;
  }

  void add(uint32_t first, uint32_t end, EntityType type) {
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

  void compose(uint32_t i, const PhraseTable::Match& match) {
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
  void named(uint32_t noun, uint32_t k, EntityType type) {
    constexpr uint32_t kLongestQuoted = 8;
    if (k >= size_ || block_.language->claims == nullptr) return;
    if (tokens_[k].kind == TokenKind::kPunctuation) {
      const char32_t opening = mark_at(k);
      uint32_t end = k + 1;
      while (end < size_ && end - k <= kLongestQuoted && letters(end) && tells_nothing(end)) ++end;
      if (end == k + 1 || end >= size_ || tokens_[end].kind != TokenKind::kPunctuation) return;
      const char32_t closing = mark_at(end);
      const bool pair = std::any_of(kMarks.begin(), kMarks.end(),
                                    [&](const auto& m) { return m.first == opening && m.second == closing; });
      const bool small = tokens_[k + 1].script == Script::kLatin && !tokens_[k + 1].capitalized;
      if (pair && !small && is_unnamed(k + 1, end)) add(k + 1, end, type);
      return;
    }
    // 'tribunal' and its like begin a longer name.
    if (!is_capital(k) || in_title_[k] || !tokens_[k].space_before || known(k, NameKind::kNotName) ||
        known(noun, NameKind::kOrgHead))
      return;
    const uint32_t end = capital_run(k);
    if (is_unnamed(k, end) && tells_nothing(k)) add(k, end, type);
  }

  bool is_unnamed(uint32_t first, uint32_t end) const {
    return std::all_of(owner_.begin() + first, owner_.begin() + end, [](uint32_t owner) { return owner == kNone; });
  }

  // No word that says how others hang together, or what happened.
  bool tells_nothing(uint32_t k) const {
    const ClaimFrames& frames = *block_.language->claims;
    return !known(k, NameKind::kWeak) && frames.grammar.longest(block_.text, k).count == 0 &&
           frames.triggers.longest(block_.text, k).count == 0;
  }

  // 'told X周刊': a noun or two that say what the paper is about.
  void paper(uint32_t i, uint32_t after) {
    constexpr uint32_t kWords = 2;
    if (owner_[i] != kNone || !is_ideograph(i) || features_.words.empty()) return;
    uint32_t first = i;
    for (uint32_t n = 0; n < kWords && first > 0 && may_stand_inside(first - 1) && owner_[first - 1] == kNone; ++n) {
      const WordPlace& word = features_.words[first - 1];
      if (word.after != first || word.before + 2 > first) break;
      first = word.before;
    }
    const bool behind = first < i && first > 0 &&
                        ((features_.starting[first - 1] & bit(NameKind::kNameVerbBefore)) != 0 ||
                         tokens_[first - 1].kind == TokenKind::kPunctuation);
    if (behind && (after >= size_ || owner_[after] == kNone)) add(first, after, EntityType::kOrganization);
  }

  // 创办苍鹭数据: common words that a word closes which closes names of bodies, behind a verb that has bodies for
  // objects.
  void common_words_of_body(uint32_t i, uint32_t closing) {
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
  bool said_of_bodies(uint32_t first, uint32_t length) {
    lexicon_.composers.match(block_.text, first, found_);
    return std::any_of(found_.begin(), found_.end(), [&](const PhraseTable::Match& m) {
      return m.count == length && m.payload == static_cast<uint32_t>(NamePart::kOfBody);
    });
  }

  // Arabic: a firm and its branch, 'X for energy'.
  void of_branch(uint32_t i, uint32_t after) {
    if (i == 0 || !is_arabic(i - 1) || !tokens_[i].space_before) return;
    uint32_t first = i - 1;
    if (owner_[first] != kNone) {
      const NameSpan& name = names_[owner_[first]];
      if (name.end() != i || name.type == EntityType::kWork) return;
      first = name.first;
    } else if (first == 0 || (!known(first - 1, NameKind::kOrgBefore) && !known(first - 1, NameKind::kBodyBefore)) ||
               known(first, NameKind::kNotName)) {
      return;
    }
    add(first, after, EntityType::kOrganization);
  }

  // One after the last capitalised word of the run that begins at `i`; small words of the pack may link them.
  uint32_t capital_run(uint32_t i) {
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

  // 'the film Red Harbour', 'a book called "…"'.
  void titled(uint32_t i, uint32_t after) {
    uint32_t k = after + part(after, NamePart::kCalled);
    const bool comma =
        k < size_ && tokens_[k].kind == TokenKind::kPunctuation && (mark_at(k) == ',' || mark_at(k) == ':');
    if (comma && k + 1 < size_ && tokens_[k + 1].kind == TokenKind::kPunctuation) ++k;
    if (k >= size_) return;
    if (tokens_[k].kind == TokenKind::kPunctuation) {
      quoted(k);
    } else if (is_capital(k) && tokens_[i].script == Script::kLatin && !in_title_[k] && tokens_[k].space_before) {
      const uint32_t end = capital_run(k);
      if (!is_free(k, end) || (end < size_ && tokens_[end].kind == TokenKind::kPunctuation &&
                               !tokens_[end].space_before && (mark_at(end) == '\'' || mark_at(end) == U'’')))
        return;
      add(k, end, EntityType::kWork);
    }
  }

  // No name reaches over the borders, and what stands there is not just a name that is known as something else.
  bool is_free(uint32_t first, uint32_t end) const {
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
  void quoted(uint32_t i) {
    const char32_t opening = mark_at(i);
    uint32_t end = i + 1;
    while (end < size_ && end - i <= kLongest && tokens_[end].kind != TokenKind::kLineBreak &&
           (tokens_[end].kind != TokenKind::kPunctuation || mark_at(end) == ',' || mark_at(end) == '-' ||
            mark_at(end) == U'’' || mark_at(end) == ':'))
      ++end;
    if (end >= size_ || end == i + 1 || tokens_[end].kind != TokenKind::kPunctuation) return;
    const char32_t closing = mark_at(end);
    const bool pair = std::any_of(kMarks.begin(), kMarks.end(),
                                  [&](const auto& m) { return m.first == opening && m.second == closing; });
    const bool small = tokens_[i + 1].script == Script::kLatin && tokens_[i + 1].kind == TokenKind::kWord &&
                       !tokens_[i + 1].capitalized;
    if (pair && !small && is_free(i + 1, end)) add(i + 1, end, EntityType::kWork);
  }

  // 《…》: a work, or a newspaper.
  void bracketed(uint32_t i) {
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
  void headed(uint32_t i, uint32_t after, EntityType type) {
    // A known body keeps its own type ('National Congress').
    if (!is_capital(i) || in_title_[i] || known(i, NameKind::kOrganization)) return;
    // An event that is said to be one by its head alone is no name: 'the Congress'.
    const uint32_t end = capital_run(i);
    if (end > after && (tokens_[i].span.end < tokens_[after].span.begin || end > after + 1)) add(i, end, type);
  }

  // A court goes on over small words: 'Vara Cível do Recife', where the tagger saw a body and a place.
  void goes_on(uint32_t i) {
    if (!is_capital(i) || owner_[i] == kNone || names_[owner_[i]].type != EntityType::kOrganization) return;
    const NameSpan& name = names_[owner_[i]];
    uint32_t next = name.end();
    while (next < size_ && next - name.end() < 3 && part(next, NamePart::kLink) == 1) ++next;
    if (next == name.end() || !is_capital(next) || in_title_[i]) return;
    if (owner_[next] != kNone &&
        (names_[owner_[next]].type == EntityType::kPerson || names_[owner_[next]].first != next))
      return;
    uint32_t end = capital_run(next);
    if (owner_[next] != kNone) end = std::max(end, names_[owner_[next]].end());
    add(name.first, end, EntityType::kOrganization);
  }

  // 'Sundance Film Festival', 上海国际电影节.
  void closing(uint32_t i, uint32_t after, EntityType type) {
    if (is_ideograph(i)) {
      ideographs_before(i, after, type);
      return;
    }
    if (!is_capital(i) || in_title_[i]) return;
    uint32_t first = i;
    while (first > 0 && i - first < kLongest && is_capital(first - 1) && tokens_[first].space_before &&
           !known(first - 1, NameKind::kTitle) && !in_title_[first - 1])
      --first;
    while (first < i && (known(first, NameKind::kWeak) || known(first, NameKind::kNotName))) ++first;
    if (first == i) return;
    // 'the Banking Act of 1933' ends before its year; 'World War II' with its number.
    uint32_t end = after;
    if (end < size_ && tokens_[end].kind == TokenKind::kWord && tokens_[end].all_capitals && word(end).size() <= 4 &&
        word(end).find_first_not_of("IVX") == std::string_view::npos)
      ++end;
    if (known(i, NameKind::kOrganization)) return;
    add(first, end, type);
  }

  // The words before an event's closing word that belong to its name: back to a place or a word like 'international'.
  void ideographs_before(uint32_t i, uint32_t after, EntityType type) {
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

  // A word of an ideographic name that is none by itself: no verb, no small word.
  bool may_stand_inside(uint32_t k) const {
    if (k >= size_ || !is_ideograph(k)) return false;
    const auto kind = static_cast<WordClass>(features_.words[k].code >> 4U);
    if (known(k, NameKind::kWeak) || known(k, NameKind::kTitle) || known(k, NameKind::kNotName)) return false;
    return kind == WordClass::kNoun || kind == WordClass::kModifier || kind == WordClass::kCount ||
           kind == WordClass::kOtherName || kind == WordClass::kPlace || kind == WordClass::kSmallPlace ||
           kind == WordClass::kShort;
  }

  // A place and the institution that sits there: 鹿特丹港务局, 上海第二中级法院.
  void seat(uint32_t i) {
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
      } else if (part(k, NamePart::kLink) > 0 || may_stand_inside(k)) {
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

  bool ends_in_suffix(uint32_t first, uint32_t end) {
    for (uint32_t k = first; k < end; ++k)
      if (k + part(k, NamePart::kBodySuffix) == end) return true;
    return false;
  }

  // A body's name that begins with a person's: 约翰斯·霍普金斯大学; a person's that goes on behind the point.
  void dotted(uint32_t i) {
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
  bool has_proclitic(uint32_t k) {
    lexicon_.phrases.match(block_.text, k, found_);
    bool with = false;
    for (const PhraseTable::Match& match : found_) {
      if (match.payload != static_cast<uint32_t>(NameKind::kPlace)) continue;
      if (match.skip_bytes == 0) return false;
      with = true;
    }
    return with;
  }

  // Arabic: the head and the words that it owns, 'the Court of the Cassation', 'Festival of X the cinematic'.
  void chain(uint32_t i, uint32_t after, uint32_t skip, EntityType type) {
    if (!is_arabic(i) || after >= size_) return;
    const bool head_definite = word(i).substr(skip).starts_with("ال");
    uint32_t k = after;
    bool owned = false, placed = false;
    while (k < size_ && k - i < kLongest && is_arabic(k) && tokens_[k].script == Script::kArabic) {
      if (known(k, NameKind::kTitle) || known(k, NameKind::kRole) || part(k, NamePart::kStop) > 0) break;
      const std::string_view here = word(k);
      const bool definite = here.starts_with("ال") && here.size() > 6;
      const bool adjective =
          definite && (here.ends_with("ي") || here.ends_with("ية") || part(k, NamePart::kClosing) > 0);
      if (owner_[k] != kNone && names_[owner_[k]].first == k && !placed &&
          names_[owner_[k]].type == EntityType::kPlace && !adjective && !has_proclitic(k)) {
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
  void cut_to_rest(NameSpan& name, const std::vector<bool>& taken) {
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
  void take_over() {
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

  std::string_view text_;
  const AnalyzedBlock& block_;
  const std::vector<Token>& tokens_;
  const NameLexicon& lexicon_;
  const NameFeatures& features_;
  const std::vector<bool>& closed_;
  std::vector<NameSpan>& names_;
  uint32_t size_;
  std::vector<uint32_t> owner_;
  std::vector<bool> in_title_;
  std::vector<NameSpan> composed_;
  std::vector<PhraseTable::Match> found_;
};

}  // namespace

void compose_names(std::string_view text, const AnalyzedBlock& block, const NameFeatures& features,
                   const std::vector<bool>& closed, std::vector<NameSpan>& names) {
  Composer(text, block, features, closed, names).run();
}

}  // namespace annals
