#include "reading/name_joints.h"

#include <algorithm>
#include <set>

#include "base/hash.h"
#include "reading/frames.h"
#include "reading/language.h"
#include "reading/name_body_words.h"
#include "reading/name_divisions.h"
#include "reading/name_lexicon.h"
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
    return name.block->language->names->phrases.any(
        name.block->text, k, [](const auto& m) { return m.count == 1 && m.skip_bytes == 0 && m.is(NameKind::kGiven); });
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
bool join_neighbour(std::string_view text, NameSpan& name, const NameSpan* next, const NameCounts& counts) {
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
    const auto found = counts.find(name_key(text, name).all);
    // خالد بن سلمان بن فهد, حازم محمد محمد سالم: no other name begins so
    const bool particle = name.block->language->names->phrases.any(
        name.block->text, next->first, [](const auto& m) { return m.skip_bytes == 0 && m.is(NameKind::kParticle); });
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
    const auto alone = counts.find(name_key(text, *next).all);
    const bool surname_of_other = alone != counts.end() && alone->second > 1;
    if (name.count < 2 && (!surname_of_other || name.skip_bytes != 0 || !is_strange(text, name, name.first)))
      return false;
  }
  take_in(name, *next);
  name.type = EntityType::kPerson;
  return true;
}

// 'Moss and Hale' of 'Moss and Hale Auctioneers'.
std::set<uint64_t> short_forms_of_bodies(std::string_view text, const std::vector<NameSpan>& names) {
  constexpr uint32_t kLongestSuffix = 4;
  std::set<uint64_t> found;
  for (const NameSpan& name : names) {
    if (name.type != EntityType::kOrganization || name.count < 4) continue;
    for (uint32_t k = name.end() - 1; k > name.first + 2 && k + kLongestSuffix >= name.end(); --k) {
      if (!is_kind(*name.block, k, NameKind::kOrgSuffix)) continue;
      NameSpan part = name;
      part.count = k - name.first;
      found.insert(name_key(text, part).all);
    }
  }
  return found;
}

bool join_short_form(std::string_view text, NameSpan& name, const NameSpan* next, const std::set<uint64_t>& known) {
  if (known.empty() || next == nullptr || next->block != name.block || next->first != name.end() + 1) return false;
  NameSpan whole = name;
  take_in(whole, *next);
  if (!known.contains(name_key(text, whole).all)) return false;
  name = whole;
  name.type = EntityType::kOrganization;
  return true;
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

// 'Norvia Glass, Inc.', 'Norvia, S.A.': the tokens of a legal form at `first` behind a comma; 0 for none.
static uint32_t legal_form(std::string_view text, const AnalyzedBlock& block, uint32_t first) {
  const auto& tokens = block.text.tokens;
  if (first == 0 || first >= tokens.size() || tokens[first].script != Script::kLatin ||
      tokens[first - 1].span.of(text) != ",")
    return 0;
  const bool stop =
      first + 1 < tokens.size() && tokens[first + 1].span.of(text) == "." && !tokens[first + 1].space_before;
  if (!stop && !tokens[first].all_capitals) return 0;
  return block.language->names->phrases.count_of(block.text, first, NameKind::kOrgSuffix);
}

// It is part of the firm's name, and no name by itself, nor with the letter that opens the next sentence.
static void take_in_legal_forms(std::string_view text, std::vector<NameSpan>& names) {
  std::erase_if(names, [&](const NameSpan& name) {
    const uint32_t form = legal_form(text, *name.block, name.first);
    if (form == 0) return false;
    for (uint32_t k = name.first + form; k < name.end(); ++k) {
      const Token& token = name.block->text.tokens[k];
      if (token.kind == TokenKind::kWord && token.span.size() > 1) return false;
    }
    return true;
  });
  for (size_t i = 0; i < names.size(); ++i) {
    NameSpan& firm = names[i];
    const uint32_t form = firm.type == EntityType::kPlace ? 0 : legal_form(text, *firm.block, firm.end() + 1);
    if (form == 0) continue;
    firm.count += 1 + form;
    firm.type = EntityType::kOrganization;
    firm.scores[1] = *std::max_element(firm.scores.begin(), firm.scores.end());
    // 'Norvia, Inc. Rui Costa', where the tagger saw the form in the next name
    if (i + 1 == names.size() || names[i + 1].block != firm.block || names[i + 1].first >= firm.end()) continue;
    NameSpan& next = names[i + 1];
    const auto& tokens = firm.block->text.tokens;
    while (next.count > 1 && (next.first < firm.end() || tokens[next.first].kind == TokenKind::kPunctuation)) {
      ++next.first;
      --next.count;
    }
  }
}

void join_parts(std::string_view text, std::vector<NameSpan>& names) {
  NameCounts counts;
  for (const NameSpan& name : names) ++counts[name_key(text, name).all];
  divide_names(text, counts, names);
  for (size_t i = 0; i < names.size(); ++i) take_in_left(names[i], i > 0 ? &names[i - 1] : nullptr);
  for (size_t i = 0; i < names.size(); ++i) take_in_head(names[i], i > 0 ? &names[i - 1] : nullptr);
  for (size_t i = 0; i < names.size(); ++i)
    take_in_closing(text, names[i], i + 1 < names.size() ? &names[i + 1] : nullptr);
  for (size_t i = 0; i < names.size(); ++i)
    take_in_suffix(names[i], i > 0 ? &names[i - 1] : nullptr, i + 1 < names.size() ? &names[i + 1] : nullptr);
  const std::set<uint64_t> short_forms = short_forms_of_bodies(text, names);
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
  take_in_legal_forms(text, joined);
  names = std::move(joined);
}

}  // namespace annals
