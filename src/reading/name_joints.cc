#include "reading/name_joints.h"

#include <algorithm>
#include <optional>
#include <set>
#include <unordered_map>

#include "base/hash.h"
#include "reading/frames.h"
#include "reading/language.h"
#include "reading/name_body_words.h"
#include "reading/name_lexicon.h"
#include "reading/name_neighbours.h"
#include "text/utf8.h"

namespace annals {
namespace {

bool is_hyphen(std::string_view text, const Token& token) {
  const char32_t c = decode(text, token.span.begin).value;
  return !token.space_before && (c == '-' || c == 0x2010 || c == 0x2011);
}

// Both are one name from now on, of the type that more speaks for.
void take_in(NameSpan& name, const NameSpan& next) {
  const auto here = static_cast<float>(name.count), there = static_cast<float>(next.count);
  for (size_t t = 0; t < kNameTypes; ++t)
    name.scores[t] = (here * name.scores[t] + there * next.scores[t]) / (here + there);
  if (next.type == EntityType::kPerson && next.count >= name.count) name.type = next.type;
  name.count = next.end() - name.first;
  name.confidence = std::min(name.confidence, next.confidence);
}

// 'Ana Prado-Lima', 'Min Jae-hwan', 'QX-15'.
bool join_hyphen(std::string_view text, NameSpan& name, const NameSpan* next) {
  const auto& tokens = name.block->text.tokens;
  const uint32_t hyphen = name.end(), after = hyphen + 1;
  if (after >= tokens.size() || !is_hyphen(text, tokens[hyphen]) || tokens[after].space_before) return false;
  if (next != nullptr && next->block == name.block && next->first == after) {
    take_in(name, *next);
    return true;
  }
  const Token& rest = tokens[after];
  const bool letters = rest.kind == TokenKind::kWord && rest.script == Script::kLatin;
  const bool person = name.type == EntityType::kPerson && tokens[hyphen - 1].kind == TokenKind::kWord;
  const bool number = rest.kind == TokenKind::kNumber && rest.span.size() <= 4 && name.count == 1 &&
                      tokens[hyphen - 1].script == Script::kLatin && tokens[hyphen - 1].capitalized;
  // 'Han Seok-sun': behind a surname a given name goes on, be it a common word.
  constexpr size_t kLongestSyllable = 5;
  const auto known = [&](uint32_t k, NameKind kind) { return is_kind(*name.block, k, kind); };
  const bool surname_first = name.count == 2 && known(name.first, NameKind::kFamily) &&
                             !known(name.first, NameKind::kGiven) &&
                             tokens[hyphen - 1].span.size() <= kLongestSyllable && rest.span.size() <= kLongestSyllable;
  const bool part = rest.capitalized || surname_first || !is_common(text, name, after);
  if (!number && !(letters && person && part)) return false;
  name.count += 2;
  if (number && tokens[hyphen - 1].all_capitals) name.type = EntityType::kProduct;
  return false;
}

// 'Ana "Nita" Prado': what somebody is called stands between a given name and the rest.
bool begins_before_nickname(std::string_view text, const NameSpan& name) {
  constexpr uint32_t kBefore = 4;  // the given name, a mark, the nickname, a mark
  if (name.type != EntityType::kPerson || name.first < kBefore || name.skip_bytes != 0) return false;
  const auto& tokens = name.block->text.tokens;
  const uint32_t given = name.first - kBefore, open = given + 1, close = given + 3;
  const auto is_name = [&](uint32_t k) {
    return tokens[k].kind == TokenKind::kWord && tokens[k].script == Script::kLatin && tokens[k].capitalized;
  };
  if (!is_name(given) || !is_name(given + 2) || !is_name(name.first)) return false;
  constexpr std::u32string_view kOpening = U"\"'“‘«(", kClosing = U"\"'”’»)";
  const size_t mark = kOpening.find(decode(text, tokens[open].span.begin).value);
  return mark != std::u32string_view::npos && decode(text, tokens[close].span.begin).value == kClosing[mark] &&
         tokens[open].space_before && !tokens[close].space_before && tokens[name.first].space_before;
}

// The parts of it are names by themselves so far, or none.
void take_in_nickname(std::string_view text, NameSpan& name, std::vector<NameSpan>& before) {
  if (!begins_before_nickname(text, name)) return;
  uint32_t first = name.first - 4;
  const auto last = [&] { return !before.empty() && before.back().block == name.block ? &before.back() : nullptr; };
  const NameSpan* given = last();
  if (given != nullptr && given->first == first + 2) given = before.size() > 1 ? &before[before.size() - 2] : nullptr;
  const bool found = given != nullptr && given->block == name.block && given->end() == first + 1;
  if (found && given->type != EntityType::kPerson) return;
  if (!found && !is_kind(*name.block, first, NameKind::kGiven)) return;
  if (found) first = given->first;
  while (last() != nullptr && last()->first >= first) before.pop_back();
  name.count = name.end() - first;
  name.first = first;
}

// 'Ida Sorrell' where letters have no capitals and the tagger saw the surname only.
void take_in_given(std::string_view text, NameSpan& name, const NameSpan* before) {
  const auto& tokens = name.block->text.tokens;
  if (name.type != EntityType::kPerson || name.count != 1 || name.skip_bytes != 0 || name.first == 0) return;
  const Token& there = tokens[name.first - 1];
  const bool taken = before != nullptr && before->block == name.block && before->end() >= name.first;
  // A given name of the tables, without a letter before it.
  const auto is_given = [&](uint32_t k) {
    std::vector<PhraseTable::Match> found;
    name.block->language->names->phrases.match(name.block->text, k, found);
    return std::any_of(found.begin(), found.end(), [](const auto& m) {
      return m.count == 1 && m.skip_bytes == 0 && m.payload == static_cast<uint32_t>(NameKind::kGiven);
    });
  };
  constexpr size_t kShortest = 6;  // bytes: three letters
  if (taken || there.kind != TokenKind::kWord || there.script != Script::kArabic || there.span.size() < kShortest ||
      tokens[name.first].script != Script::kArabic || tokens[name.first].span.begin != there.span.end + 1 ||
      is_kind(*name.block, name.first, NameKind::kGiven) ||
      !(is_strange(text, name, name.first - 1) || is_given(name.first - 1)))
    return;
  --name.first;
  ++name.count;
}

// The same at the end of a person's or a body's name: a surname, or a word that nobody writes otherwise.
void take_in_last(std::string_view text, NameSpan& name, const NameSpan* next) {
  const auto& tokens = name.block->text.tokens;
  const uint32_t after = name.end();
  constexpr size_t kShortest = 6;  // bytes: three letters
  const bool person = name.type == EntityType::kPerson && name.count == 1,
             body = name.type == EntityType::kOrganization && name.count > 1 &&
                    is_strange(text, name, name.end() - 1, kRareWord);
  if ((!person && !body) || after >= tokens.size() ||
      (next != nullptr && next->block == name.block && next->first <= after))
    return;
  const Token& there = tokens[after];
  if (there.kind != TokenKind::kWord || there.script != Script::kArabic || there.span.size() < kShortest ||
      tokens[after - 1].script != Script::kArabic || there.span.begin != tokens[after - 1].span.end + 1)
    return;
  // Another given name, a verb, a definite noun or a joined word begins something else.
  std::string form;
  folded_form(text, there, name.block->language->vocabulary.folding(), form);
  const auto& clitics = name.block->language->names->clitics;
  const auto joins = [&](size_t c) { return clitics.size() > c && form.starts_with(clitics[c]); };
  const ClaimFrames* const frames = name.block->language->claims.get();
  if (joins(0) || joins(1) || form.starts_with(name.block->language->names->article) ||
      is_kind(*name.block, after, NameKind::kGiven) ||
      (frames != nullptr && frames->triggers.longest(name.block->text, after).count > 0))
    return;
  const bool given = person && is_kind(*name.block, name.first, NameKind::kGiven);
  if (is_strange(text, name, after, kRareWord) || (given && is_kind(*name.block, after, NameKind::kFamily)))
    ++name.count;
}

// 'Karim al-Sayegh', where 'Sayegh' stands alone elsewhere.
bool join_particle(std::string_view text, NameSpan& name, const NameSpan* next) {
  const auto& tokens = name.block->text.tokens;
  const uint32_t particle = name.end(), hyphen = particle + 1;
  if (next == nullptr || next->block != name.block || next->first != hyphen + 1 || name.type != EntityType::kPerson ||
      next->type != EntityType::kPerson || tokens[particle].kind != TokenKind::kWord ||
      !is_hyphen(text, tokens[hyphen]) || tokens[next->first].space_before ||
      !is_kind(*name.block, particle, NameKind::kParticle))
    return false;
  take_in(name, *next);
  return true;
}

// 'Norvik, Winter & Sons': a word before the comma, and names that '&' joins behind it.
bool join_firm(std::string_view text, NameSpan& name, const NameSpan* next, const NameSpan* before) {
  const auto& tokens = name.block->text.tokens;
  const uint32_t comma = name.end(), first = comma + 1;
  if (name.count != 1 || first + 2 >= tokens.size() || tokens[comma].span.of(text) != "," ||
      !tokens[first].capitalized || tokens[name.first].script != Script::kLatin ||
      tokens[first].script != Script::kLatin || tokens[first + 1].span.of(text) != "&" ||
      !tokens[first + 2].capitalized ||
      (before != nullptr && before->block == name.block && before->end() + 1 == name.first &&
       tokens[before->end()].kind != TokenKind::kWord))
    return false;
  const bool covered = next != nullptr && next->block == name.block && next->first == first;
  if (covered) take_in(name, *next);
  name.count = std::max(name.end(), first + 3) - name.first;
  name.type = EntityType::kOrganization;
  name.scores[1] = *std::max_element(name.scores.begin(), name.scores.end());
  return covered;
}

// المستشار محمد فتحي صادق: behind a sign or what somebody is no verb has two names beside it.
bool goes_on_after_title(const NameSpan& name, const NameSpan& next) {
  constexpr uint32_t kMost = 4;
  const auto& tokens = name.block->text.tokens;
  if (name.count + next.count > kMost || next.count > 2) return false;
  if (name.first == 0 || name.skip_bytes != 0) return false;
  const uint32_t before = name.first - 1;
  return tokens[before].kind == TokenKind::kPunctuation || is_kind(*name.block, before, NameKind::kTitle) ||
         is_kind(*name.block, before, NameKind::kRole);
}

// Two parts of one person's name that stand side by side. Where a verb may stand before both subject and object
// (no capitals to tell), only a surname after a name that stands nowhere without it.
bool join_neighbour(std::string_view text, NameSpan& name, const NameSpan* next,
                    const std::unordered_map<std::string, uint32_t>& counts) {
  if (next == nullptr || next->block != name.block || next->first != name.end() || name.type != EntityType::kPerson)
    return false;
  const auto& tokens = name.block->text.tokens;
  const Token& there = tokens[next->first];
  if (there.kind != TokenKind::kWord || there.script != tokens[name.first].script || next->skip_bytes != 0)
    return false;
  if (there.span.begin > tokens[next->first - 1].span.end + 1) return false;  // a gap between columns
  if (there.script == Script::kLatin) {
    const bool surname = is_kind(*name.block, name.first, NameKind::kGiven) && name.count == 1 && next->count == 1 &&
                         !is_kind(*name.block, next->first, NameKind::kPlace);
    if (next->type != EntityType::kPerson && !surname) return false;
  } else {
    const auto found = counts.find(name_text(text, name).key);
    // خالد بن سلمان بن فهد, حازم محمد محمد سالم: no other name begins so
    std::vector<PhraseTable::Match> parts;
    name.block->language->names->phrases.match(name.block->text, next->first, parts);
    const bool particle = std::any_of(parts.begin(), parts.end(), [](const PhraseTable::Match& m) {
      return m.skip_bytes == 0 && m.payload == static_cast<uint32_t>(NameKind::kParticle);
    });
    const bool goes_on = there.script == Script::kArabic && next->type == EntityType::kPerson &&
                         (particle || name.block->text.forms[next->first] == name.block->text.forms[name.end() - 1]);
    if (goes_on) {
      take_in(name, *next);
      return true;
    }
    const bool given = name.count == 1 && is_kind(*name.block, name.first, NameKind::kGiven);
    const bool surname = given && there.script == Script::kArabic && next->type == EntityType::kPerson &&
                         !is_kind(*name.block, next->first, NameKind::kGiven);
    if (surname) {
      take_in(name, *next);
      return true;
    }
    if (there.script == Script::kArabic && next->type == EntityType::kPerson && goes_on_after_title(name, *next)) {
      take_in(name, *next);
      return true;
    }
    if (there.script != Script::kArabic || next->type != EntityType::kPerson || next->count != 1 ||
        is_kind(*name.block, next->first, NameKind::kGiven) || (found != counts.end() && found->second > 1))
      return false;
    // A foreign given name that nobody listed, before a surname that stands elsewhere alone.
    const auto alone = counts.find(name_text(text, *next).key);
    const bool surname_of_other = alone != counts.end() && alone->second > 1;
    if (name.count < 2 && (!surname_of_other || name.skip_bytes != 0 || !is_strange(text, name, name.first)))
      return false;
  }
  take_in(name, *next);
  name.type = EntityType::kPerson;
  return true;
}

// 'Moss and Hale' of 'Moss and Hale Auctioneers'.
std::set<std::string> short_forms_of_bodies(std::string_view text, const std::vector<NameSpan>& names) {
  constexpr uint32_t kLongestSuffix = 4;
  std::set<std::string> found;
  for (const NameSpan& name : names) {
    if (name.type != EntityType::kOrganization || name.count < 4) continue;
    for (uint32_t k = name.end() - 1; k > name.first + 2 && k + kLongestSuffix >= name.end(); --k) {
      if (!is_kind(*name.block, k, NameKind::kOrgSuffix)) continue;
      NameSpan part = name;
      part.count = k - name.first;
      found.insert(name_text(text, part).key);
    }
  }
  return found;
}

bool join_short_form(std::string_view text, NameSpan& name, const NameSpan* next, const std::set<std::string>& known) {
  if (known.empty() || next == nullptr || next->block != name.block || next->first != name.end() + 1) return false;
  NameSpan whole = name;
  take_in(whole, *next);
  if (!known.contains(name_text(text, whole).key)) return false;
  name = whole;
  name.type = EntityType::kOrganization;
  return true;
}

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

// 'A与B公司' is two where A is named by itself as well.
void split_compounds(std::string_view text, const std::unordered_map<std::string, uint32_t>& counts,
                     std::vector<NameSpan>& names) {
  divide_each(names, [&](NameSpan& name) -> std::optional<NameSpan> {
    if (name.type != EntityType::kOrganization) return std::nullopt;
    const auto& tokens = name.block->text.tokens;
    for (uint32_t k = name.first + 2; k + 2 < name.end(); ++k) {
      const std::string_view joint = tokens[k].span.of(text);
      if (tokens[k].kind != TokenKind::kIdeograph || (joint != "与" && joint != "和")) continue;
      NameSpan left = name, right = name;
      left.count = k - name.first;
      right.first = k + 1;
      right.count = name.end() - right.first;
      if (!counts.contains(name_text(text, left).key)) continue;
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
  std::vector<PhraseTable::Match> found;
  for (uint32_t i = name.first; i < k; ++i) {
    name.block->language->names->composers.match(name.block->text, i, found);
    if (is_kind(*name.block, i, NameKind::kOrgHead) || is_kind(*name.block, i, NameKind::kOrgSuffix) ||
        std::any_of(found.begin(), found.end(),
                    [](const auto& m) { return m.payload == static_cast<uint32_t>(NamePart::kBodyHead); }))
      return true;
  }
  return false;
}

// 'Horizonte Novo no Tribunal de Velden': a preposition of place that links no names parts two bodies.
void split_at_prepositions(std::vector<NameSpan>& names) {
  divide_each(names, [](NameSpan& name) -> std::optional<NameSpan> {
    const auto& tokens = name.block->text.tokens;
    if (tokens[name.first].script != Script::kLatin) return std::nullopt;
    std::vector<PhraseTable::Match> found;
    for (uint32_t k = name.first + 1; k + 1 < name.end(); ++k) {
      // 'the Harwood Museum in Velden', be it taken for a place
      const bool body =
          name.type == EntityType::kOrganization ||
          (name.type == EntityType::kPlace && k > name.first + 1 && is_kind(*name.block, k - 1, NameKind::kOrgSuffix));
      if (!body) continue;
      if (tokens[k].kind != TokenKind::kWord || tokens[k].capitalized || !tokens[k + 1].capitalized ||
          !is_kind(*name.block, k, NameKind::kPlaceBefore))
        continue;
      name.block->language->names->composers.match(name.block->text, k, found);
      const bool link = std::any_of(found.begin(), found.end(),
                                    [](const auto& m) { return m.payload == static_cast<uint32_t>(NamePart::kLink); });
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
        if (((m.payload != static_cast<uint32_t>(kinds)) && ...) || m.count < 2 || k + m.count + 1 > point) continue;
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
  std::vector<PhraseTable::Match> found;
  if (name.type == EntityType::kOrganization && tokens[name.first].kind == TokenKind::kIdeograph) {
    lexicon.phrases.match(name.block->text, name.first, found);
    uint32_t noun = 0;
    for (const PhraseTable::Match& m : found) {
      if (m.payload == static_cast<uint32_t>(NameKind::kOrgBefore)) noun = std::max(noun, m.count);
    }
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
  std::vector<PhraseTable::Match> found;
  const auto is_demonym = [&](uint32_t k) {
    lexicon.composers.match(name.block->text, k, found);
    return std::any_of(found.begin(), found.end(), [](const PhraseTable::Match& m) {
      return m.count == 1 && m.skip_bytes == 0 && m.payload == static_cast<uint32_t>(NamePart::kDemonym);
    });
  };
  if (name.type == EntityType::kPlace && is_demonym(name.end() - 1) &&
      !is_kind(*name.block, name.first, NameKind::kPlaceHead)) {
    lexicon.phrases.match(name.block->text, name.first, found);
    const bool known = std::any_of(found.begin(), found.end(), [&](const PhraseTable::Match& m) {
      return m.count == name.count && m.payload == static_cast<uint32_t>(NameKind::kPlace);
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
  std::vector<PhraseTable::Match> found;
  const auto longest = [&](const PhraseTable& table, const NameSpan& name, uint32_t k, auto kind, uint32_t least) {
    table.match(name.block->text, k, found);
    uint32_t count = 0;
    for (const PhraseTable::Match& m : found) {
      if (m.payload == static_cast<uint32_t>(kind) && m.count >= least) count = std::max(count, m.count);
    }
    return count;
  };
  divide_each(names, [&](NameSpan& name) -> std::optional<NameSpan> {
    if (name.type != EntityType::kPlace || name.block->text.tokens[name.first].kind != TokenKind::kIdeograph)
      return std::nullopt;
    const NameLexicon& lexicon = *name.block->language->names;
    const uint32_t known = longest(lexicon.phrases, name, name.first, NameKind::kPlace, 1);
    if (known == 0 || known + 2 >= name.count) return std::nullopt;
    for (uint32_t k = name.first + known; k + 2 < name.end(); ++k) {
      const uint32_t noun = longest(lexicon.composers, name, k, NamePart::kPlaceNoun, 2);
      if (noun == 0 || k + noun + 2 > name.end()) continue;
      NameSpan rest = name;
      rest.first = k + noun;
      rest.count = name.end() - rest.first;
      name.count = known;
      return rest;
    }
    return std::nullopt;
  });
}

}  // namespace

bool is_common(std::string_view text, const NameSpan& name, uint32_t k) {
  const Token& token = name.block->text.tokens[k];
  if (token.word != 0) return true;
  const Language& language = *name.block->language;
  if (!language.names->words) return false;
  std::string form;
  folded_form(text, token, language.vocabulary.folding(), form);
  const int code = language.names->words->find(NameWords::key(NameWords::add_token(0, stable_hash(form))));
  return code >= 0 && (code & 15) > kRareWord;
}

bool is_strange(std::string_view text, const NameSpan& name, uint32_t k, int rare) {
  const Language& language = *name.block->language;
  if (is_common(text, name, k) || !language.names->words) return false;
  std::vector<PhraseTable::Match> found;
  language.names->phrases.match(name.block->text, k, found);
  if (!found.empty()) return false;
  std::string form;
  folded_form(text, name.block->text.tokens[k], language.vocabulary.folding(), form);
  const auto how_often = [&](std::string_view word) {
    const int code = language.names->words->find(NameWords::key(NameWords::add_token(0, stable_hash(word))));
    return code < 0 ? code : code & 15;
  };
  return std::none_of(language.names->clitics.begin(), language.names->clitics.end(), [&](const std::string& clitic) {
    return form.starts_with(clitic) && form.size() > clitic.size() &&
           how_often(std::string_view(form).substr(clitic.size())) > rare;
  });
}

void join_parts(std::string_view text, std::vector<NameSpan>& names) {
  std::unordered_map<std::string, uint32_t> counts;
  for (const NameSpan& name : names) ++counts[name_text(text, name).key];
  split_compounds(text, counts, names);
  split_at_small_words(names);
  split_at_prepositions(names);
  split_at_articles(names);
  split_at_nouns(names);
  part_neighbours(text, names);
  part_known_bodies(names);
  split_at_place_nouns(names);
  for (NameSpan& name : names) leave_out_role(text, name);
  for (NameSpan& name : names) leave_out_demonym(name);
  for (NameSpan& name : names) leave_out_noun(text, name);
  for (size_t i = 0; i < names.size(); ++i) take_in_left(names[i], i > 0 ? &names[i - 1] : nullptr);
  for (size_t i = 0; i < names.size(); ++i) take_in_head(names[i], i > 0 ? &names[i - 1] : nullptr);
  for (size_t i = 0; i < names.size(); ++i)
    take_in_closing(text, names[i], i + 1 < names.size() ? &names[i + 1] : nullptr);
  for (size_t i = 0; i < names.size(); ++i)
    take_in_suffix(names[i], i > 0 ? &names[i - 1] : nullptr, i + 1 < names.size() ? &names[i + 1] : nullptr);
  const std::set<std::string> short_forms = short_forms_of_bodies(text, names);
  std::vector<NameSpan> joined;
  for (size_t i = 0; i < names.size();) {
    NameSpan name = names[i++];
    const auto next = [&] { return i < names.size() ? &names[i] : nullptr; };
    const NameSpan* const before = joined.empty() ? nullptr : &joined.back();
    while (join_hyphen(text, name, next()) || join_particle(text, name, next()) ||
           join_neighbour(text, name, next(), counts) || join_short_form(text, name, next(), short_forms) ||
           join_firm(text, name, next(), before))
      ++i;
    while (next() != nullptr && next()->block == name.block && next()->first < name.end()) ++i;
    take_in_last(text, name, next());
    take_in_given(text, name, joined.empty() ? nullptr : &joined.back());
    take_in_nickname(text, name, joined);
    joined.push_back(name);
  }
  std::erase_if(joined, [](const NameSpan& name) {  // signs alone are no name
    for (uint32_t k = name.first; k < name.end(); ++k) {
      const TokenKind kind = name.block->text.tokens[k].kind;
      if (kind != TokenKind::kPunctuation && kind != TokenKind::kSymbol) return false;
    }
    return true;
  });
  names = std::move(joined);
}

}  // namespace annals
